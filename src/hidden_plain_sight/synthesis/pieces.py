"""Text in pieces, some of them identifiers: what templates are filled into and noise works on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hidden_plain_sight.phi import Category, Span, Subtype

__all__ = ["Piece", "joined", "lines_of", "settled", "spans_of"]

_NAME_PARTS: Final = frozenset({"FIRST_NAME", "LAST_NAME", "INITIALS"})
_JOINTS: Final = frozenset({", ", " "})
# the unit of an age stands within it, gestational weeks (`26+3`) apart
_AGE_UNIT: Final = re.compile(
    r"[ -]?(?:år(?:ig|ing|s)?\w*|mnd\.?|måned\w*|månad\w*|uker?|veker?|dager|dagar|døgn)(?!\w)"
)
_RULE: Final = "synthesis"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text; with a label it is an identifier.

    >>> Piece("Kari", "FIRST_NAME").label
    'FIRST_NAME'

    `fixed` says that a slot wrote it and no word of it may be spelt otherwise.
    """

    text: str
    label: str | None = None
    fixed: bool = False


def joined(pieces: Iterable[Piece]) -> str:
    """The text of pieces.

    >>> joined([Piece("Hei "), Piece("Kari", "FIRST_NAME")])
    'Hei Kari'
    """
    return "".join(piece.text for piece in pieces)


def spans_of(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """The spans of the labelled pieces in the text of all.

    >>> [(s.start, s.end, s.label) for s in spans_of([Piece("Hei "), Piece("Kari", "FIRST_NAME")])]
    [(4, 8, 'FIRST_NAME')]
    """
    spans, at = [], 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.label in _NAME_PARTS:
            subtype = Subtype(piece.label)
            spans.append(Span(at, end, Category.NAME, subtype=subtype, rule_id=_RULE))
        elif piece.label is not None:
            spans.append(Span(at, end, Category(piece.label), rule_id=_RULE))
        at = end
    return tuple(spans)


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces line by line, each with its line end; labelled pieces are never cut.

    >>> [joined(line) for line in lines_of([Piece("a\\nb"), Piece("c\\n")])]
    ['a\\n', 'bc\\n']
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.label is not None:
            lines[-1].append(piece)
            continue
        for part in piece.text.splitlines(keepends=True):
            lines[-1].append(Piece(part, fixed=piece.fixed))
            if part.endswith("\n"):
                lines.append([])
    return [line for line in lines if line]


def settled(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces as the conventions of gold want them; empty ones are left out.

    >>> parts = [Piece("Med 2", "HEALTH_CARE_UNIT"), Piece(", "), Piece("OUS", "HEALTH_CARE_UNIT")]
    >>> settled(parts)
    [Piece(text='Med 2, OUS', label='HEALTH_CARE_UNIT', fixed=False)]

    Units that meet become one, a birth date and the digits behind it one national number; letters
    that are glued to an identifier belong to it; a full stop is not doubled.
    """
    done: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if done and done[-1].label is not None and piece.label is None:
            piece = _glued(done, piece)
            if not piece.text:
                continue
        done.append(piece)
        _merge(done)
    return done


def _glued(done: list[Piece], piece: Piece) -> Piece:
    """Moves the letters at the beginning of a text into the identifier before it."""
    last, text = done[-1], piece.text
    if piece.fixed:
        return piece
    if last.text.endswith(".") and text.startswith(".") and not text.startswith(".."):
        return Piece(text[1:])
    if last.label == "AGE" and last.text[-1].isdigit() and (unit := _AGE_UNIT.match(text)):
        done[-1] = Piece(last.text + unit[0], last.label)
        return Piece(text[unit.end() :])
    count = 0
    while count < len(text) and text[count].isalpha():
        count += 1
    if count and (last.text[-1].isalnum() or last.text[-1] == "-"):
        done[-1] = Piece(last.text + text[:count], last.label)
        return Piece(text[count:])
    return piece


def _merge(done: list[Piece]) -> None:
    if len(done) < 3 or done[-2].label is not None:
        return
    first, joint, last = done[-3:]
    units = first.label == last.label == "HEALTH_CARE_UNIT" and joint.text in _JOINTS
    number = (first.label, last.label) == ("DATE", "NATIONAL_ID") and joint.text in (" ", "-")
    short = len(last.text) <= 5  # the five digits alone, not a number of its own
    if units or (number and short):
        done[-3:] = [Piece(first.text + joint.text + last.text, last.label)]
