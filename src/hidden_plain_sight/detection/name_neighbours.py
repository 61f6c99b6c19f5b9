"""What stands beside names: the number after them, the age after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import ROLE, Flag
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["ages_after_names", "names_before_numbers"]

_CONFIDENT: Final = 0.55
_NUMBER: Final = re.compile(
    r"(?:\d{6}|\d\d\.\d\d\.\d\d)[ -]?(?:\d{5}|\*{5}|x{5})(?!\d)", re.IGNORECASE
)
_AGE: Final = re.compile(
    r"(?:,[ ]|[ ])(\d{1,2})(?=[,;]|[.](?:\s|$)|[ ][–/-]|[ ]*(?:$|[\r\n])|[ ]uke)"
)
_AGE_WITH_UNIT: Final = re.compile(
    r"(?:,?[ ]{1,2}|:[ ])(\d{1,3}[ ](?:år|å|mnd\.?))(?![\w])(?![ ](?:siden|sidan|med|etter))",
    re.IGNORECASE,
)
_NOT_NAMES: Final = ROLE | Flag.MONTH


def names_before_numbers(view: TextView, book: RuleBook) -> Iterator[Candidate]:
    """Yield the capitalised words right before a national number: `LIE ODD ARNE 221139 45871`."""
    score = book.score("name.before_number")
    for start, end in view.digits:
        if end - start not in {2, 6, 11} or not _NUMBER.match(view.text, start):
            continue
        words = _words_before(view, start)
        if not words or not any(t.flags & (Flag.FIRST | Flag.LAST) for t in words):
            continue
        last_first = (
            len(words) > 1
            and bool(words[0].flags & Flag.LAST)
            and bool(words[-1].flags & Flag.FIRST)
        )
        order = (Subtype.LAST_NAME, Subtype.FIRST_NAME)
        one, other = order if last_first else order[::-1]
        for number, token in enumerate(words):
            first_part = number == 0 if last_first else number < len(words) - 1
            subtype = one if first_part else other
            yield Candidate(
                token.start, token.end, Category.NAME, subtype, score, "name.before_number"
            )


def _words_before(view: TextView, start: int) -> list[Token]:
    """Up to three capitalised words that stand right before a place, nearest last."""
    found: list[Token] = []
    for token in reversed(list(takewhile(lambda t: t.start < start, view.tokens_from(start - 60)))):
        gap = view.text[token.end : found[0].start if found else start]
        if gap.strip(" \u00a0,") or len(gap) > 4 or "\n" in gap or len(found) == 3:
            break
        listed = token.flags & (Flag.FIRST | Flag.LAST)
        if (
            not token.flags & Flag.CAPITAL
            or token.flags & _NOT_NAMES
            or (token.flags & Flag.SENTENCE and not listed)
        ):
            break
        found.insert(0, token)
    return found


def ages_after_names(
    view: TextView, spans: Sequence[Candidate], book: RuleBook
) -> Iterator[Candidate]:
    """Yield what stands as an age after a name or a number: `Kari Hansen, 44, gift`."""
    score = book.score("age.beside_name")
    for span in spans:
        if span.category not in {Category.NAME, Category.NATIONAL_ID} or span.score < _CONFIDENT:
            continue
        match = _AGE_WITH_UNIT.match(view.text, span.end)
        if match is None and (
            view.text[span.end : span.end + 1] == "," or span.rule_id == "name.small_letters"
        ):
            match = _AGE.match(view.text, span.end)
        if match:
            yield Candidate(*match.span(1), Category.AGE, None, score, "age.beside_name")
