"""Brat standoff: a folder with a .txt and an .ann file for each document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .annotated import AnnotatedDocument, Mark, make_marks, malformed

__all__ = ["parse_ann", "read_brat"]

_OTHER_LINES = tuple("REAMNE#*")
_HEAD = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def read_brat(folder: Path, *, needs_text: bool = True) -> Iterator[AnnotatedDocument]:
    """The documents of a brat folder and the folders in it; ids are paths without suffix.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "n1.txt").write_text("Kari kom.")
    ...     _ = Path(name, "n1.ann").write_text("T1\\tFirst_Name 0 4\\tKari\\n")
    ...     [(document.id, document.marks) for document in read_brat(Path(name))]
    [('n1', (Mark(start=0, end=4, label='First_Name'),))]

    `needs_text` False allows .ann files that have no .txt beside them, as predictions may.
    """
    names = {path.with_suffix("") for path in folder.rglob("*") if path.suffix in (".ann", ".txt")}
    for name in sorted(names):
        text_file, ann_file = _with(name, ".txt"), _with(name, ".ann")
        if not ann_file.is_file():
            raise malformed(text_file, 1, "there is no .ann file beside it")
        text = _read(text_file) if text_file.is_file() else None
        if text is None and needs_text:
            raise malformed(ann_file, 1, "there is no .txt file beside it")
        marks = parse_ann(_read(ann_file).removeprefix("\ufeff"), text, file=ann_file)
        document_id = name.relative_to(folder).as_posix()
        yield AnnotatedDocument(document_id, text, marks, str(ann_file), 1)


def _with(name: Path, suffix: str) -> Path:
    return name.with_name(name.name + suffix)


def _read(file: Path) -> str:
    # bytes, not text mode: brat counts a carriage return as a character
    text = _decode(file.read_bytes())
    if text is None:
        raise malformed(file, 1, "not UTF-8")
    return text


def _decode(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def parse_ann(ann: str, text: str | None, *, file: Path | str) -> tuple[Mark, ...]:
    """The spans of an .ann file; a discontinuous one gives a span for each of its pieces.

    >>> parse_ann("T1\\tDate 0 2;5 9\\t3. 2019\\n", "3.   2019", file="n1.ann")
    (Mark(start=0, end=2, label='Date'), Mark(start=5, end=9, label='Date'))

    The words that brat repeats in the third column must be those at the offsets. If they are
    not, the text was changed after it was annotated (line ends are the usual cause), and every
    rate would be wrong: an error.
    """
    marks: list[Mark] = []
    for number, row in enumerate(ann.split("\n"), start=1):
        if not row.strip() or row.startswith(_OTHER_LINES):
            continue
        columns = row.removesuffix("\r").split("\t")
        head = _HEAD.fullmatch(columns[1]) if len(columns) >= 2 else None
        if head is None or not row.startswith("T"):
            raise malformed(file, number, "not an annotation line of brat")
        pieces = [piece.split(" ") for piece in head[2].split(";")]
        triples = [(int(start), int(end), head[1]) for start, end in pieces]
        found = make_marks(triples, text, file=file, line=number)
        if text is not None and len(columns) > 2 and not _agrees(columns[2], text, found):
            raise malformed(file, number, "the words are not those at the offsets in the text")
        marks.extend(found)
    return tuple(marks)


def _agrees(words: str, text: str, marks: tuple[Mark, ...]) -> bool:
    there = " ".join(text[mark.start : mark.end] for mark in marks)
    return words.split() == there.split()
