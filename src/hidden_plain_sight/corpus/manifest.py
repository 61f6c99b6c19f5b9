"""The manifest of a run: what went in, what came out, and with what. It holds no text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from hidden_plain_sight.errors import DeidentificationError

from .streams import file_digest, write_whole

__all__ = ["Counts", "InputFile", "Manifest", "Mismatch", "OutputFile", "verify"]

NAME: Final = "manifest.json"
DATA: Final = "data"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InputFile(_Model):
    """One file that was read. Its digest is None where it could not be read.

    >>> InputFile(name="a.txt", bytes=3, sha256=None).encoding is None
    True
    """

    name: str
    bytes: int
    sha256: str | None
    encoding: str | None = None


class OutputFile(_Model):
    """One file that was written, named from the output folder.

    >>> OutputFile(name="data/a.txt", bytes=3, sha256="00", documents=1).documents
    1
    """

    name: str
    bytes: int
    sha256: str
    documents: int

    @field_validator("name")
    @classmethod
    def _stays_inside(cls, name: str) -> str:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError("a file lies outside the folder")
        return name


class Counts(_Model):
    """What was counted over the whole run.

    >>> Counts(read=3, written=2, quarantined={"E205": 1}).documents_quarantined
    1

    `quarantined`, `left_out` and `warnings` are by code, `spans` by label. `document_types`, if a
    column says them, and `languages` are those of the documents that were written. `generic`
    counts the surrogates that could not be made in keeping with the original. `characters` are
    those of the texts that were written, before they were changed.
    """

    read: int = 0
    written: int = 0
    characters: int = 0
    generic: int = 0
    quarantined: dict[str, int] = {}
    warnings: dict[str, int] = {}
    spans: dict[str, int] = {}
    left_out: dict[str, int] = {}
    document_types: dict[str, int] = {}
    languages: dict[str, int] = {}

    @property
    def documents_quarantined(self) -> int:
        """How many documents, or whole files, were put into quarantine."""
        return sum(self.quarantined.values())

    @property
    def documents_left_out(self) -> int:
        """How many documents were not asked for, and left out.

        >>> Counts(left_out={"L101": 3, "L105": 1}).documents_left_out
        4
        """
        return sum(self.left_out.values())


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A file that is not as the manifest says, and how: missing, changed or unknown.

    >>> Mismatch("data/a.txt", "changed").problem
    'changed'
    """

    file: str
    problem: Literal["missing", "changed", "unknown"]


class Manifest(_Model):
    """What a run read, wrote and counted, and with which package, rules, lists and key.

    `seconds` is how long the run took; `key_fingerprint` is empty where the key is not known.
    `own_lists_sha256` is that of the lists of one's own that were added to the shipped ones.
    `tagger_name` and `tagger_sha256` say which trained tagger stood beside the rules, if any, and
    what was in its folder.
    `patient_lists` tells whether a list of patients has changed, by the code of its documents.
    `facts` are the names of the patient facts that columns were given for.
    """

    format: Literal["hidden-plain-sight manifest"] = "hidden-plain-sight manifest"
    version: Literal[1] = 1
    package_version: str
    python: str
    platform: str
    started: datetime
    ended: datetime
    seconds: float
    config: dict[str, Any]
    key_fingerprint: str
    rules_sha256: str
    lists_sha256: str
    own_lists_sha256: str | None = None
    tagger_name: str | None = None
    tagger_sha256: str | None = None
    patient_lists: dict[str, str] = {}
    facts: tuple[str, ...] = ()
    counts: Counts
    documents_per_second: float
    characters_per_second: float
    input: tuple[InputFile, ...]
    output: tuple[OutputFile, ...]
    quarantine: OutputFile | None = None
    left_out: OutputFile | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing was put into quarantine."""
        return not self.counts.documents_quarantined

    def write(self, folder: Path) -> None:
        """Writes it into an output folder."""
        write_whole(folder / NAME, [self.model_dump_json(indent=2).encode(), b"\n"])

    @classmethod
    def read(cls, folder: Path | str) -> Self:
        """The manifest of an output folder; raises `DeidentificationError` E303."""
        path = Path(folder, NAME)
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            problem = error.strerror or type(error).__name__
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            problem = ".".join(map(str, first["loc"])) or "not JSON"
        raise DeidentificationError("E303", file=path, problem=problem)

    def verify(self, folder: Path | str) -> tuple[Mismatch, ...]:
        """The files of the folder that are not as they were written; none if all is well."""
        root = Path(folder)
        expected = {file.name: file for file in self.output}
        for listed in (self.quarantine, self.left_out):
            if listed is not None:
                expected[listed.name] = listed
        there = {p.relative_to(root).as_posix() for p in (root / DATA).rglob("*") if p.is_file()}
        found = [
            Mismatch(name, problem)
            for name, file in expected.items()
            if (problem := _problem(root / name, file))
        ]
        return (*found, *(Mismatch(name, "unknown") for name in sorted(there - expected.keys())))


def _problem(path: Path, file: OutputFile) -> Literal["missing", "changed"] | None:
    try:
        same = path.stat().st_size == file.bytes and file_digest(path) == file.sha256
    except OSError:
        return "missing"
    return None if same else "changed"


def verify(folder: Path | str) -> tuple[Mismatch, ...]:
    """The files of an output folder that are not as its manifest says; none if all is well.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     verify(folder)
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E303] The manifest ...manifest.json cannot \
be read: No such file or directory.
    """
    return Manifest.read(folder).verify(folder)
