"""Texts with inline tags, such as `<First_Name>Kari</First_Name>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .annotated import AnnotatedDocument, Mark, make_marks, malformed

__all__ = ["parse_inline", "read_inline"]

_TAG = re.compile(r"<(/?)([A-Za-z]\w*)>", re.ASCII)
_BARE_RETURN = re.compile(r"\r(?!\n)")


def parse_inline(
    tagged: str, *, file: Path | str = "", line: int = 1, one_line: bool = False
) -> tuple[str, tuple[Mark, ...]]:
    """The text without its tags, and the spans that the tags enclosed.

    >>> parse_inline("<Date><Location>Moss</Location>, 1962</Date>")
    ('Moss, 1962', (Mark(start=0, end=10, label='Date'), Mark(start=0, end=4, label='Location')))

    Of nested tags both the outer and the inner span are kept. A tag that is never closed, or
    closed in the wrong order, is an error. `one_line` says that all of it stood on one line of
    the file, so that errors name that line.
    """
    pieces: list[str] = []
    open_tags: list[tuple[str, int, int]] = []
    triples: list[tuple[int, int, str]] = []
    length = position = 0
    for tag in _TAG.finditer(tagged):
        here = line if one_line else line + _line_ends(tagged, tag.start())
        pieces.append(tagged[position : tag.start()])
        length += tag.start() - position
        position = tag.end()
        closes, label = tag.groups()
        if not closes:
            open_tags.append((label, length, here))
        elif not open_tags or open_tags[-1][0] != label:
            raise malformed(file, here, "a closing tag does not match the tag that is open")
        elif open_tags[-1][1] == length:
            raise malformed(file, here, "a tag encloses nothing")
        else:
            triples.append((open_tags.pop()[1], length, label))
    if open_tags:
        raise malformed(file, open_tags[-1][2], "a tag is never closed")
    pieces.append(tagged[position:])
    text = "".join(pieces)
    triples.sort(key=lambda triple: (triple[0], -triple[1]))
    return text, make_marks(triples, text, file=file, line=line)


def _line_ends(text: str, stop: int) -> int:
    return text.count("\n", 0, stop)


def read_inline(
    tagged: str, *, document_id: str, file: Path | str, per_line: bool = False
) -> Iterator[AnnotatedDocument]:
    """The document of a file with inline tags, or with `per_line` one document for each line.

    >>> text = "<First_Name>Kari</First_Name> kom.\\rHun gikk."
    >>> [d.text for d in read_inline(text, document_id="a", file="a.txt", per_line=True)]
    ['Kari kom.', 'Hun gikk.']

    A carriage return that stands alone, as in NorSynthClinical-PHI, is read as a line end.
    Lines without anything on them are no documents.
    """
    tagged = _BARE_RETURN.sub("\n", tagged)
    if not per_line:
        text, marks = parse_inline(tagged, file=file)
        yield AnnotatedDocument(document_id, text, marks, str(file), 1)
        return
    for number, row in enumerate(tagged.split("\n"), start=1):
        if row.strip():
            text, marks = parse_inline(row.removesuffix("\r"), file=file, line=number)
            yield AnnotatedDocument(f"{document_id}-{number}", text, marks, str(file), number)
