"""How long a run will take and how much it will write, told from a sample."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from hidden_plain_sight.errors import DeidentificationError

from .admission import Admission
from .config import RunConfig
from .process import Deidentifies, process_document, read_items
from .records import Problem, Record
from .selection import TextSelection
from .sources import Source, find_sources

__all__ = ["Forecast", "forecast"]

_SAMPLE: Final = 400
_FILES: Final = 40


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run may be expected to do.

    >>> told = Forecast(documents=99, sampled=9, seconds=5.0, bytes=2000, quarantined=1, spans=30)
    >>> told.left_out
    0

    `sampled` documents were processed and thrown away. By the bytes of the input `documents`,
    `seconds` with the workers that were asked for, and `bytes` of texts, not compressed, are told
    from them. `quarantined`, `left_out` and `spans` were counted in the sample.
    """

    documents: int
    sampled: int
    seconds: float
    bytes: int
    quarantined: int
    spans: int
    left_out: int = 0


def forecast(
    config: RunConfig,
    input: Path | str,  # noqa: A002 - what it is called everywhere else
    deidentifier: Deidentifies,
    *,
    workers: int,
) -> Forecast:
    """Processes some documents of some of the files, and writes nothing.

    Raises `DeidentificationError` E201, E203 and E204 for an input with nothing to read.
    """
    sources = find_sources(input)
    chosen = sources[:: max(1, len(sources) // _FILES)][:_FILES]
    each = max(1, _SAMPLE // len(chosen))
    select = TextSelection(config.selection)
    sample = _Sample(config, deidentifier, Admission(config), select, each)
    for source in chosen:
        sample.take(source)
    sample.admit.close()
    if not (sample.documents or sample.left_out):
        raise DeidentificationError("E204", file=input)
    scale = max(1.0, sum(source.size for source in sources) / max(sample.read, 1))
    return Forecast(
        documents=round(sample.documents * scale),
        sampled=sample.documents,
        seconds=sample.seconds * scale / workers,
        bytes=round(sample.written * scale),
        quarantined=sample.quarantined,
        spans=sample.spans,
        left_out=sample.left_out,
    )


@dataclass(slots=True)
class _Sample:
    """What was seen of some files."""

    config: RunConfig
    deidentifier: Deidentifies
    admit: Admission
    select: TextSelection
    each: int
    documents: int = 0
    quarantined: int = 0
    left_out: int = 0
    spans: int = 0
    written: int = 0
    read: int = 0
    seconds: float = 0.0

    def take(self, source: Source) -> None:
        """Looks at the first documents of a file."""
        reader, items = read_items(source, self.config)
        begun = time.perf_counter()
        taken = 0
        for item in islice(items, self.each):
            taken += 1
            for one in self.admit(item) if isinstance(item, Record) else (item,):
                if isinstance(one, Problem):
                    self._count(one)
                else:
                    self._look(one)
        self.seconds += time.perf_counter() - begun
        self.read += source.size if reader is None or taken < self.each else reader.position

    def _count(self, problem: Problem) -> None:
        self.left_out += problem.is_left_out
        self.quarantined += not (problem.is_warning or problem.is_left_out)

    def _look(self, record: Record) -> None:
        code = self.select(record.text)
        if code is not None:
            self._count(Problem(code, record.file, record.line, record.id))
            return
        most = self.config.max_characters
        done = process_document(record, self.deidentifier, max_characters=most)
        if isinstance(done, Problem):
            self._count(done)
            return
        self.documents += 1
        self.spans += len(done.spans)
        self.written += len(done.text.encode("utf-8", "surrogatepass"))
