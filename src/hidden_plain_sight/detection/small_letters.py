"""Names and places in notes that are written without capitals, where a capital tells nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import LISTED, ORDINARY, Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.name_context import acts, acts_as_patient, is_apposed
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["find_in_small_letters", "is_in_small_letters"]

_SHARE: Final = 0.04
_PERSON: Final = Flag.TITLE | Flag.KIN | Flag.PATIENT | Flag.PERSON
_GAP: Final = re.compile(r"\.?[ ]|[ ]?:[ ]|, ")
_CUE_BEFORE: Final = re.compile(
    r"(?:^|[\n\r]|\b(?:med|gjeld|gjelder|av|hos|kjenner|heter|heiter|etternavn|fornavn|"
    r"regning til|born:|barn:|og|samt|pårørende|kontakta?|ringte?|v/|c/o)[ ]|[(/])$"
)
_STREET: Final = re.compile(
    r"(?<!\w)(?:[^\W\d_]{3,}(?:gt|gata|gate|gaten|veien|vegen|vei|veg|snarøyv|v|vn|bakken|svingen|lia)\.?)"
    r"[ ]\d{1,3}[ ]?[a-h]?(?![\w,.]*\d)"
)
_POSTCODE: Final = re.compile(r"(?<![\d.,/-])\d{4}[ ](?=[^\W\d_])")
_PLACE_BEFORE: Final = re.compile(r"\b(?:i|på|fra|frå|til|ved|hjem til|heim til)[ ]$|/$")
_AFTER_FAMILY: Final = re.compile(
    r"[ ](?:mor|far|sønn|son|datter|dotter|bror|søster|syster|mann|kone|venn|mobil)\b"
)


def is_in_small_letters(view: TextView) -> bool:
    """Whether so few words have a capital that the writer does not use them."""
    if not view.tokens:
        return False
    words = view.tokens[-1].number + 1
    allowed = int(_SHARE * words)
    for token in view.tokens:
        if token.flags & Flag.CAPITAL and not token.flags & (Flag.UPPER | Flag.INITIAL):
            allowed -= 1
            if allowed < 0:
                return False
    return words >= 4


def find_in_small_letters(view: TextView, lexicon: Lexicon, book: RuleBook) -> Iterator[Candidate]:
    """Yield names and places that their neighbours give away."""
    words = list(view.words(lexicon))
    at = 0
    while at < len(words):
        token = words[at]
        length = _name_length(view, words, at)
        if length:
            yield from _name(words[at : at + length], book)
        elif token.flags & Flag.PLACE:
            yield from _place(view, token, book)
        at += max(length, 1)
    yield from _addresses(view, lexicon, book)


def _next_to(view: TextView, left: Token, right: Token) -> bool:
    return right.number == left.number + 1 and view.gap(left, right) == " "


def _name_length(view: TextView, words: list[Token], at: int) -> int:
    """How many words from here are a name; 0 for none."""
    token = words[at]
    if not token.flags & LISTED or token.flags & (_PERSON | Flag.CAPITAL) or len(token.word) < 2:
        return 0
    titled = _is_titled(view, words, at)
    last = _last_names(view, words, at)
    if token.flags & Flag.FIRST and not _is_function(token):
        known = not token.flags & ORDINARY
        told = titled or _CUE_BEFORE.search(view.text, max(0, token.start - 16), token.start)
        if last and (known or told or is_apposed(view, words[at + last].end)):
            return 1 + last
        if titled or known or is_apposed(view, token.end):
            return 1
        family = token.word.endswith("s") and _AFTER_FAMILY.match(view.text, token.end)
        if token.flags & Flag.USUAL and (family or _does(view, token, strongly=not told)):
            return 1
        return 0
    return 1 if titled and token.flags & Flag.LAST and not _is_function(token) else 0


def _does(view: TextView, token: Token, *, strongly: bool) -> bool:
    return acts_as_patient(view, token.end) if strongly else acts(view, token.end)


def _is_function(token: Token) -> bool:
    """Whether a word is so usual in running text that it is no name here."""
    return (bool(token.flags & Flag.SENTENCE) and not token.flags & Flag.USUAL) or (
        token.word in {"per", "er", "for", "den", "var", "hans", "are", "to", "do", "ha"}
        and not token.flags & Flag.CAPITAL
    )


def _is_titled(view: TextView, words: list[Token], at: int) -> bool:
    if not at:
        return False
    before, token = words[at - 1], words[at]
    person = before.flags & _PERSON and before.number == token.number - 1
    gap = view.gap(before, token)
    kin = before.flags & Flag.KIN and gap != " "
    return bool(person) and not kin and _GAP.fullmatch(gap) is not None


def _last_names(view: TextView, words: list[Token], at: int) -> int:
    """How many of the following words are further names."""
    count = 0
    for left, right in zip(words[at : at + 3], words[at + 1 : at + 4], strict=False):
        usable = right.flags & LISTED and not right.flags & _PERSON and not _is_function(right)
        if not usable or not _next_to(view, left, right):
            break
        count += 1
    return count


def _name(words: list[Token], book: RuleBook) -> Iterator[Candidate]:
    score = book.score("name.small_letters")
    split = sum(1 for t in words[: max(1, len(words) - 1)] if t.flags & Flag.FIRST)
    for part, subtype in ((words[:split], Subtype.FIRST_NAME), (words[split:], Subtype.LAST_NAME)):
        if part:
            yield Candidate(
                part[0].start, part[-1].end, Category.NAME, subtype, score, "name.small_letters"
            )


def _place(view: TextView, token: Token, book: RuleBook) -> Iterator[Candidate]:
    ordinary = token.flags & (Flag.WORD | Flag.SENTENCE)
    fits = token.flags & Flag.TOWN if ordinary else len(token.word) > 3
    before = view.lower[max(0, token.start - 9) : token.start]
    if fits and len(token.word) > 3 and _PLACE_BEFORE.search(before):
        score = book.score("place.lower")
        yield Candidate(
            token.start, token.end, Category.LOCATION, Subtype.PLACE, score, "place.lower"
        )


def _addresses(view: TextView, lexicon: Lexicon, book: RuleBook) -> Iterator[Candidate]:
    text = view.text
    for match in _STREET.finditer(text):
        yield Candidate(
            *match.span(), Category.LOCATION, Subtype.STREET,
            book.score("place.street") - 0.2, "place.street",
        )  # fmt: skip
    for match in _POSTCODE.finditer(text):
        for token in view.words(lexicon, start=match.end()):
            if token.start == match.end() and token.flags & Flag.PLACE:
                yield Candidate(
                    match.start(), token.end, Category.LOCATION, Subtype.POSTCODE,
                    book.score("place.postcode") - 0.1, "place.postcode",
                )  # fmt: skip
            break
