"""One shard from records to files: what a worker does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import DeidentifiedDocument

from .columns import ReplacesColumns
from .config import RunConfig
from .formats import FitError
from .language import language_of
from .process import Deidentifies, process_row
from .quarantine import left_out_line, quarantine_line
from .records import Problem, Record, plain_names
from .selection import TextSelection
from .shards import Shard
from .sinks import PartFile, Sink, Sinks
from .tally import Tally

__all__ = ["PartFile", "ShardOutcome", "process_shard"]


@dataclass(slots=True)
class ShardOutcome:
    """What became of a shard: the files that were written, the counts, the problems.

    `problems` are those of documents that were not written or left out, and warnings.
    """

    number: int
    position: int
    files: list[PartFile] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)

    @property
    def quarantined(self) -> list[bytes]:
        """The lines for the quarantine."""
        return [
            quarantine_line(one) for one in self.problems if not (one.is_warning or one.is_left_out)
        ]

    @property
    def left_out(self) -> list[bytes]:
        """The lines for what was left out."""
        return [left_out_line(one) for one in self.problems if one.is_left_out]


def process_shard(
    shard: Shard,
    output: Path,
    config: RunConfig,
    *,
    deidentifier: Deidentifies,
    skip: Mapping[int, str],
    at: Callable[[int], None],
) -> ShardOutcome:
    """De-identifies a shard and writes its files, each whole or not at all.

    `skip` are the items, counted from 0, that may not be tried again, and the code why. `at` is
    told the number of every item before it is begun, and how many there were
    before a file is closed. Raises `DeidentificationError` E411.
    """
    outcome = ShardOutcome(shard.number, shard.position)
    work = _Work(config, deidentifier)
    sinks = Sinks(shard, output)
    number = 0
    try:
        for piece in shard.pieces:
            sink = sinks.of(piece)
            for item in piece.items:
                at(number)
                done = work.done(item, skip.get(number), sink)
                number += 1
                if isinstance(done, Problem):
                    outcome.tally.add_problem(done)
                    outcome.problems.append(done)
                elif isinstance(item, Record):
                    language = language_of(item.text)
                    outcome.tally.add_document(
                        done, len(item.text), language=language, type=item.type
                    )
            at(number)
            outcome.files.extend(sink.committed(piece))
        at(number)
        outcome.files.extend(sinks.closed())
    finally:
        sinks.abandon()
    return outcome


class _Work:
    """What is done with every item."""

    def __init__(self, config: RunConfig, deidentifier: Deidentifies) -> None:
        self._config, self._deidentifier = config, deidentifier
        self._select = TextSelection(config.selection)
        columns = config.read_options.columns
        self._hides_ids = columns.id_name in dict(columns.replace)

    def done(
        self, item: Record | Problem, refused: str | None, sink: Sink
    ) -> DeidentifiedDocument | Problem:
        """The document that was written, or why it was not."""
        if isinstance(item, Problem):
            return self._shown(item)
        if refused is None and len(item.text) <= self._config.max_characters:
            refused = self._select(item.text)
        done = _problem(refused, item) if refused is not None else self._written(item, sink)
        if isinstance(done, Problem):
            done = self._shown(done)
            sink.leave_out(done.id or "")
        return done

    def _written(self, record: Record, sink: Sink) -> DeidentifiedDocument | Problem:
        most = self._config.max_characters
        row = process_row(record, self._deidentifier, max_characters=most)
        if isinstance(row, Problem):
            return row
        done, values = row
        try:
            sink.write(record, done.text, values)
        except DeidentificationError:
            raise
        except FitError as error:
            return _problem("E220", record, column=plain_names([error.column]) or "(not shown)")
        except Exception as error:  # such as a letter that the format can't hold
            return _problem("E208", record, kind=type(error).__name__)
        return done

    def _shown(self, problem: Problem) -> Problem:
        """The problem as it may be told: ids that are replaced stand nowhere."""
        if not self._hides_ids or problem.id is None:
            return problem
        hides = cast("ReplacesColumns", self._deidentifier)
        return replace(problem, id=str(hides.pseudonym(problem.id)))


def _problem(code: str, record: Record, **fields: object) -> Problem:
    return Problem(code, record.file, record.line, record.id, fields)
