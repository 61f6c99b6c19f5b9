"""Initials where signatures stand: after a slash, after `sign.`, alone at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hidden_plain_sight.detection.flags import ROLE, Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView
from hidden_plain_sight.phi import Category, Span, Subtype

__all__ = ["find_initials"]

_CANDIDATE: Final = re.compile(
    r"(?P<before>^|[\n\r]|//?[ ]?|\([ ]?|[.,;:)][ ]+|[ ]{2,}|\t|\bsign\w*\.?:?[ ]|\bdikt\w*\.?:?[ ]"
    r"|\b(?:tolk[ae]t?|skrevet|skrive|beskrevet|beskrive|godkjent|godkjend|ved|av)[ ](?:av[ ])?)"
    r"(?P<letters>[^\W\d_]{2,4})(?=\)?[.]?(?:[ \t]*(?:$|[\n\r])|/\d{6}|,[ ][a-zæøå]+[ \t]*(?:$|[\n\r])))",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"(?<=\()[^\W\d_]\.[ ]?[^\W\d_]\.(?:[ ]?[^\W\d_]\.)?(?=\))")
_OTHER_SENSE: Final = (
    Flag.ABBREVIATION | Flag.HOSPITAL | Flag.DRUG | Flag.SENTENCE | Flag.WORD | Flag.SPECIALTY
    | Flag.SUBJECT | Flag.MONTH | Flag.PLACE | Flag.EPONYM | ROLE
)  # fmt: skip


def find_initials(view: TextView, lexicon: Lexicon, book: RuleBook) -> Iterator[Span]:
    """Yield the initials that close lines and notes."""
    score = book.score("name.initials_closing")
    for match in _CANDIDATE.finditer(view.text):
        start, end = match.span("letters")
        if _signs(view, match, lexicon.every_flag(match["letters"])):
            yield _span(start, end, score)
    for match in _DOTTED.finditer(view.text):
        if match.group().isupper():
            yield _span(*match.span(), score)


def _span(start: int, end: int, score: float) -> Span:
    return Span(start, end, Category.NAME, Subtype.INITIALS, score, "name.initials_closing")


def _signs(view: TextView, match: re.Match[str], flags: int) -> bool:
    letters, before = match["letters"], match["before"]
    told = before.strip(" ") in {"/", "//"} or before[:4].lower() in {"sign", "dikt"}
    if flags & (Flag.FIRST | Flag.LAST) and not letters.isupper():
        return told and letters.islower() and len(letters) < 4
    if letters[1:].islower() and letters[:1].isupper():
        return before.lower().startswith("sign")
    if letters.islower():
        last_line = not view.text[match.end("letters") :].strip(" \t\r\n.)")
        alone = before in {"\n", "\r", ""} and last_line and match.start() > 0
        return (told or (alone and not flags & _OTHER_SENSE)) and not flags & Flag.SENTENCE
    return told or (len(letters) < 4 and not flags & _OTHER_SENSE)
