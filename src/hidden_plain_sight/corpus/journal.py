"""What a run has done so far, on disk: its plan, and a line for every shard that is finished."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, Self

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from hidden_plain_sight.errors import DeidentificationError

from .sources import STATE, Source
from .streams import cannot_write, write_whole
from .tally import Tally
from .work import PartFile, ShardOutcome

__all__ = ["STATE", "Done", "Journal", "Plan", "journal_names"]

_PLAN: Final = "plan.json"


class PlannedFile(BaseModel):
    """An input file as it was when the run began.

    >>> PlannedFile(name="a.txt", bytes=3, changed=0).name
    'a.txt'
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    bytes: int
    changed: int

    @classmethod
    def of(cls, source: Source) -> Self:
        """The file as it is now."""
        changed = 0
        with suppress(OSError):
            changed = source.path.stat().st_mtime_ns
        return cls(name=source.name, bytes=source.size, changed=changed)


class Plan(BaseModel):
    """Everything that decides what a run writes: a run that has another may not go on with it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal["hidden-plain-sight plan"] = "hidden-plain-sight plan"
    package_version: str
    key_fingerprint: str
    config: dict[str, Any]
    rules_sha256: str
    lists_sha256: str
    own_lists_sha256: str | None
    tagger_sha256: str | None
    patient_lists: dict[str, str] = {}
    of: int
    started: str
    input: tuple[PlannedFile, ...]

    def difference(self, other: Plan) -> str:
        """What is different in another plan, in words; empty where nothing is."""
        names = {
            "package_version": "the package is of another version",
            "key_fingerprint": "the key is another one",
            "rules_sha256": "the rules have changed",
            "lists_sha256": "the lists have changed",
            "own_lists_sha256": "the lists of your own have changed",
            "tagger_sha256": "the tagger has changed",
            "patient_lists": "a list of patients has changed",
            "of": "it is divided otherwise",
        }
        for name, problem in names.items():
            if getattr(self, name) != getattr(other, name):
                return problem
        for name in self.config.keys() | other.config.keys():
            if self.config.get(name) != other.config.get(name):
                return f"the setting {name} is another one"
        return self._changed_file(other)

    def _changed_file(self, other: Plan) -> str:
        if self.input == other.input:
            return ""
        ours, theirs = ({file.name: file for file in plan.input} for plan in (self, other))
        changed = sorted(n for n in ours.keys() | theirs.keys() if ours.get(n) != theirs.get(n))
        return f"the input {changed[0]} has changed, is new or is gone" if changed else ""

    def write(self, output: Path) -> None:
        """Writes it into the output folder."""
        write_whole(output / STATE / _PLAN, [self.model_dump_json(indent=1).encode(), b"\n"])

    @classmethod
    def read(cls, output: Path) -> Self | None:
        """The plan of an output folder; None where there is none."""
        path = output / STATE / _PLAN
        try:
            return cls.model_validate_json(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValidationError):
            raise DeidentificationError("E306", file=path.name, folder=output) from None


@dataclass(frozen=True, slots=True)
class Done:
    """One finished shard, as the journal has it.

    `problems` are lines for the quarantine, `left_out` those for what was left out; `offset` is
    where the shard stands in its journal.

    >>> Done(3, 10, (), Tally(), ()).number
    3
    """

    number: int
    position: int
    files: tuple[PartFile, ...]
    tally: Tally
    problems: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    offset: int = 0

    @classmethod
    def read(cls, line: bytes, offset: int = 0) -> Self:
        """A line of the journal."""
        values = orjson.loads(line)
        counts: dict[str, Any] = {
            name: Counter(value) if isinstance(value, dict) else value
            for name, value in values["tally"].items()
        }
        files = tuple(PartFile(**file) for file in values["files"])
        tally, problems = Tally(**counts), tuple(values["problems"])
        left_out = tuple(values["left_out"])
        number, position = values["shard"], values["position"]
        return cls(number, position, files, tally, problems, left_out, offset)


def journal_names(of: int) -> Iterator[str]:
    """The names of the journals of a run in so many parts.

    >>> list(journal_names(2))
    ['journal-1-of-2.jsonl', 'journal-2-of-2.jsonl']
    """
    return (f"journal-{number}-of-{of}.jsonl" for number in range(1, of + 1))


class Journal:
    """The lines of the finished shards of one part of a run; a line is on disk when `add` ends.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     journal = Journal(Path(folder), part=1, of=1)
    ...     journal.add(ShardOutcome(0, 10))
    ...     journal.close()
    ...     [done.number for done in Journal.lines(Path(folder) / "state/journal-1-of-1.jsonl")]
    [0]

    A last line that was cut off is dropped when the journal is opened. Raises
    `DeidentificationError` E305 where another process has it open.
    """

    def __init__(self, output: Path, *, part: int, of: int) -> None:
        name = f"journal-{part}-of-{of}.jsonl"
        self.path = output / STATE / name
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self.path.with_name(f".{name}.lock").open("ab")
            if not _locked(self._lock.fileno()):
                self._lock.close()
                raise DeidentificationError("E305", folder=output)
            self._file = self.path.open("ab")
            self._file.truncate(_end_of_last_line(self.path))
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def add(self, outcome: ShardOutcome) -> None:
        """Notes that a shard is finished."""
        line = {
            "shard": outcome.number,
            "position": outcome.position,
            "files": [asdict(file) for file in outcome.files],
            "tally": {f.name: getattr(outcome.tally, f.name) for f in fields(Tally)},
            "problems": [raw.decode().rstrip("\n") for raw in outcome.quarantined],
            "left_out": [raw.decode().rstrip("\n") for raw in outcome.left_out],
        }
        self._append(line)

    def end(self, shards: int) -> None:
        """Notes that there are no more shards than so many."""
        self._append({"shards": shards})

    def _append(self, line: dict[str, Any]) -> None:
        try:
            self._file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def close(self) -> None:
        """Closes the file; whoever waits for it may have it."""
        self._file.close()
        self._lock.close()

    def note_input(self, name: str, size: int, digest: str | None) -> None:
        """Notes what an input file was."""
        self._append({"input": name, "bytes": size, "sha256": digest})

    @staticmethod
    def lines(path: Path) -> Iterator[Done]:
        """The finished shards of a journal, in the order in which they were finished."""
        offset = 0
        for line in _whole_lines(path):
            if line.startswith(b'{"shard":'):
                yield Done.read(line, offset)
            offset += len(line)

    @staticmethod
    def line(path: Path, offset: int) -> Done:
        """The finished shard that stands there in a journal."""
        with path.open("rb") as file:
            file.seek(offset)
            return Done.read(file.readline(), offset)

    @staticmethod
    def inputs(path: Path) -> Iterator[tuple[str, int, str | None]]:
        """The names, sizes and digests of input files that a journal has."""
        for line in _whole_lines(path):
            if line.startswith(b'{"input":'):
                values = orjson.loads(line)
                yield values["input"], values["bytes"], values["sha256"]

    @staticmethod
    def shards(path: Path) -> int | None:
        """How many shards the whole input has; None where that part of the run has not ended."""
        ends = [line for line in _whole_lines(path) if line.startswith(b'{"shards":')]
        return int(orjson.loads(ends[-1])["shards"]) if ends else None


def _whole_lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from (line for line in file if line.endswith(b"\n"))


def _end_of_last_line(path: Path) -> int:
    """How long a file is without a last line that has no end."""
    end = path.stat().st_size
    with path.open("rb") as file:
        while end:
            start = max(0, end - (1 << 16))
            file.seek(start)
            at = file.read(end - start).rfind(b"\n")
            if at >= 0:
                return start + at + 1
            end = start
    return 0


def _locked(handle: int) -> bool:
    """Whether the file is now this process's alone, until it ends; its children don't have it."""
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once are the operator's business
        return True
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
