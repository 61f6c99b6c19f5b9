"""Initials where signatures stand: after a slash, after `sign.`, alone at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import ROLE, Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["find_initials", "follows_unit"]

_CANDIDATE: Final = re.compile(
    r"(?P<before>^|//?[ ]?|\([ ]?|[.,;:)][ ]+|[ ]{2,}|\t|\bsign\w*\.?:?[ ]|\bdikt\w*\.?:?[ ]"
    r"|\b(?:tolk[ae]t?|skrevet|skrive|beskrevet|beskrive|godkjent|godkjend|ved|av)[ ](?:av[ ])?)"
    r"(?P<letters>[^\W\d_]{2,4})(?:\)?[.]?|/\d{6})[ \t]*$",
    re.IGNORECASE,
)
_REACH: Final = 44
_DOTTED: Final = re.compile(r"(?<=\()[^\W\d_]\.[ ]?[^\W\d_]\.(?:[ ]?[^\W\d_]\.)?(?=\))")
_UNIT_BEFORE: Final = re.compile(
    r"(?<![^\W\d_])(?:[mµunp]?mol|[mµun]?g|mcg|m?IE|m?U|kU|E|arb|ml|dl|celler)/$", re.IGNORECASE
)
_OTHER_SENSE: Final = (
    Flag.ABBREVIATION | Flag.HOSPITAL | Flag.DRUG | Flag.SENTENCE | Flag.WORD | Flag.SPECIALTY
    | Flag.SUBJECT | Flag.MONTH | Flag.PLACE | Flag.EPONYM | ROLE
)  # fmt: skip


def find_initials(view: TextView, lexicon: Lexicon, book: RuleBook) -> Iterator[Candidate]:
    """Yield the initials that close lines and notes."""
    score = book.score("name.initials_closing")
    text, start = view.text, 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        tail = text[max(start, end - _REACH) : end].rstrip(" \t\r.)")
        if _may_close(tail) and (match := _CANDIDATE.search(tail)):
            offset = max(start, end - _REACH)
            if follows_unit(text, offset + match.start("letters")):
                start = end + 1
                continue
            line_start = offset == start and match.start() == 0
            flags = lexicon.every_flag(match["letters"])
            last = not text[end:].strip() and start > 0
            if _signs(match, flags, alone=line_start and last):
                yield _span(offset + match.start("letters"), offset + match.end("letters"), score)
        start = end + 1
    for match in _DOTTED.finditer(text) if "(" in text else ():
        if match.group().isupper():
            yield _span(*match.span(), score)


def follows_unit(text: str, start: int) -> bool:
    """Whether a unit of measure and a slash stand before: `36 mmol/mol`.

    >>> follows_unit("36 mmol/mol", 8), follows_unit("om 2 mnd/KN", 9)
    (True, False)
    """
    return _UNIT_BEFORE.search(text[max(0, start - 8) : start]) is not None


def _may_close(tail: str) -> bool:
    """Whether a line ends in a short word, or in a slash and six digits."""
    return bool(tail) and not tail[-5:].isalpha() and (tail[-2:].isalpha() or tail[-7:-6] == "/")


def _span(start: int, end: int, score: float) -> Candidate:
    return Candidate(start, end, Category.NAME, Subtype.INITIALS, score, "name.initials_closing")


def _signs(match: re.Match[str], flags: int, *, alone: bool) -> bool:
    letters, before = match["letters"], match["before"]
    told = before.strip(" ") in {"/", "//"} or before[:4].lower() in {"sign", "dikt"}
    if flags & (Flag.FIRST | Flag.LAST) and not letters.isupper():
        return told and letters.islower() and len(letters) < 4
    if letters[1:].islower() and letters[:1].isupper():
        return before.lower().startswith("sign")
    if letters.islower():
        return (
            told or (alone and before == "" and not flags & _OTHER_SENSE)
        ) and not flags & Flag.SENTENCE
    return told or (len(letters) < 4 and not flags & _OTHER_SENSE)
