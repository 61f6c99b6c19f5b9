"""Which files are to be read, and where their output goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import Final

from hidden_plain_sight.errors import DeidentificationError

__all__ = ["EACH", "Source", "check_output", "compression_of", "find_sources"]

KINDS: Final = {
    ".txt": ".txt",
    ".jsonl": ".jsonl",
    ".ndjson": ".jsonl",
    ".csv": ".csv",
    ".tsv": ".csv",
    ".parquet": ".parquet",
}
STATE: Final = "state"
"""The folder of an output where a run notes how far it is."""
COMPRESSIONS: Final = (".gz", ".zst")
EACH: Final = "/*"
"""Stands in the name of an output of one file a document, for the name of the document."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: where it is, its name below the input, its kind and its compression.

    >>> Source.of(Path("dump/b/notes.jsonl.zst"), "b/notes.jsonl.zst")
    Source(path=...Path('dump/b/notes.jsonl.zst'), name='b/notes.jsonl.zst', kind='.jsonl', \
compression='.zst')

    `kind` is `.txt`, `.jsonl`, `.csv` or `.parquet`, and empty where the file is of no known
    kind. `target` is what its output is called where that is not `name`.
    """

    path: Path
    name: str
    kind: str
    compression: str = ""
    target: str = field(default="", repr=False)

    @property
    def output_name(self) -> str:
        """What its output is called."""
        return self.target or self.name

    @property
    def is_joined(self) -> bool:
        """Whether it is a text that is written into a file with others."""
        return self.kind == ".txt" and not _is_text(self.output_name)

    @property
    def is_parted(self) -> bool:
        """Whether each of its documents is written into a file of its own."""
        return EACH in self.target

    @classmethod
    def of(cls, path: Path, name: str) -> Source:
        """The source of a file, told by its suffixes."""
        stem = path.name.lower()
        compression = compression_of(stem)
        kind = KINDS.get(PurePosixPath(stem.removesuffix(compression)).suffix, "")
        if compression and kind == ".parquet":
            kind = ""
        return cls(path, name, kind, compression)

    @property
    def stem(self) -> str:
        """The name without its suffixes: the id of a .txt file.

        >>> Source.of(Path("a/n.1.txt.gz"), "a/n.1.txt.gz").stem
        'a/n.1'
        """
        name = PurePosixPath(self.name)
        return str((name.with_suffix("") if self.compression else name).with_suffix(""))

    @property
    def size(self) -> int:
        """Its size in bytes, 0 where it cannot be told."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def compression_of(name: str) -> str:
    """The suffix that says how a file is compressed; empty where it is not.

    >>> compression_of("notes.jsonl.GZ")
    '.gz'
    """
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix in COMPRESSIONS else ""


def _is_text(name: str) -> bool:
    return name.lower().removesuffix(compression_of(name)).endswith(".txt")


def find_sources(location: Path | str) -> tuple[Source, ...]:
    """The input files at a file, a folder or a glob pattern, in the order of their names.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("b.txt", "a.txt", ".hidden"):
    ...         Path(folder, name).touch()
    ...     [source.name for source in find_sources(folder)]
    ['a.txt', 'b.txt']

    Names are relative to the folder, or to the part of the pattern before its first wildcard.
    Hidden files (whose names, or whose folders' names, begin with a dot) are left out.

    Raises `DeidentificationError`: E201 where there is nothing, E203 for a single file of no
    known kind, E204 for a folder without files.
    """
    place = Path(location)
    if place.is_dir():
        base, found = place, list(place.rglob("*"))
    elif not place.exists() and has_magic(str(location)):
        base = _fixed_part(place)
        found = [Path(name) for name in glob(str(location), recursive=True)]  # noqa: PTH207 - the whole pattern
    else:
        return (_single(place),)
    names = {path.relative_to(base).as_posix(): path for path in found if not path.is_dir()}
    shown = sorted(name for name in names if not name.startswith(".") and "/." not in name)
    if not shown:
        raise DeidentificationError("E204", file=location)
    return tuple(Source.of(names[name], name) for name in shown)


def _single(path: Path) -> Source:
    try:
        path.stat()
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DeidentificationError("E201", file=path, problem=problem) from None
    source = Source.of(path, path.name)
    if not source.kind:
        raise DeidentificationError("E203", file=path)
    return source


def _fixed_part(pattern: Path) -> Path:
    fixed = [pattern, *pattern.parents]
    return next((path for path in fixed if not has_magic(str(path))), Path())


def check_output(output: Path, location: Path | str) -> None:
    """Raises E301 where the output folder is not empty, E302 where it lies in the input.

    A folder that a run has begun may hold what it has written.

    >>> check_output(Path("notes/out"), "notes")
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E302] The output folder notes/out is the \
input folder or lies inside it.
    """
    place, out = Path(location).resolve(), output.resolve()
    if out == place or (not place.is_file() and place in out.parents):
        raise DeidentificationError("E302", folder=output)
    try:
        if output.exists() and any(output.iterdir()) and not (output / STATE).is_dir():
            raise DeidentificationError("E301", folder=output)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DeidentificationError("E411", file=output, problem=problem) from None
