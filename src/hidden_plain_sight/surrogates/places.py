"""Places for places: of like size and kind, with the same preposition; countries for countries."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.place_lists import PlaceGroup, place_lists
from hidden_plain_sight.surrogates.words import case_like, split_genitive, with_genitive

__all__ = ["replaced_place", "surrogate_place"]

_LETTER: Final = re.compile(r"[^\W\d_]")
_SEPARATOR: Final = re.compile(r"([/,()\n]|[ ]og[ ]|[ ](?:i|på|ved)[ ](?=[A-ZÆØÅ]))")
_KIND: Final = (
    "(?:kommunes?|kommunen|bydels?|bydelen|fylkes?|fylket|fylkeskommunes?|herad|heradet|sentrum|"
    "prestegjeld|sogn|by|bygd|tettsted)"
)
_KIND_AFTER: Final = re.compile(rf"(?P<name>.*\S)(?P<kind>[ ]{_KIND})", re.IGNORECASE)
_KIND_BEFORE: Final = re.compile(rf"(?P<kind>{_KIND}[ ])(?P<name>\S.*)", re.IGNORECASE)
_EDGES: Final = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)


def replaced_place(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a place or of several, part by part; None where there are no letters."""
    if not _LETTER.search(text):
        return None
    before = draft.document.text[max(0, span.start - 4) : span.start].casefold()
    preposition = "på" if before.endswith("på ") else "ved" if before.endswith("ved ") else "i"
    if fold(text) in place_lists().groups:
        return surrogate_place(draft, text, preposition=preposition)
    if not _SEPARATOR.search(text):
        return _replaced_part(draft, text, preposition)
    parts = _SEPARATOR.split(text)
    return "".join(
        part if number % 2 or not part.strip() else _replaced_part(draft, part, preposition)
        for number, part in enumerate(parts)
    )


def _replaced_part(draft: Draft, text: str, preposition: str) -> str:
    """One place, with the blanks around it and the word for its kind beside it."""
    edges = _EDGES.fullmatch(text)
    if edges is None or not edges[2]:
        return text
    left, inner, right = edges.groups()
    for shape in (_KIND_AFTER, _KIND_BEFORE):
        if fold(inner) not in place_lists().groups and (match := shape.fullmatch(inner)):
            name = surrogate_place(draft, match["name"], preposition=preposition)
            kind = match["kind"]
            return left + (kind + name if shape is _KIND_BEFORE else name + kind) + right
    return left + surrogate_place(draft, inner, preposition=preposition) + right


def surrogate_place(draft: Draft, written: str, *, preposition: str = "i") -> str:
    """The surrogate of one place, in its capitals and with its genitive.

    Raises ValueError where there is none.
    """
    ledger, lists = draft.ledger, place_lists()
    stem, ending = split_genitive(written, is_name=lists.groups.__contains__, seen=ledger.words)
    key = " ".join(fold(stem).split())
    surrogate = ledger.surrogates.get(key)
    if surrogate is None:
        surrogate = _new_place(draft, key, preposition)
    return with_genitive(case_like(stem, surrogate), ending)


def _new_place(draft: Draft, key: str, preposition: str) -> str:
    lists = place_lists()
    group = lists.groups.get(key) or PlaceGroup("", "3", preposition)
    coded = key in lists.codes
    own = key.split()
    for pool in (lists.like(group, coded=coded), lists.like(PlaceGroup("", "3", "i"))):
        chosen = draft.ledger.chosen(
            "place", key, pool, fits=lambda e: not any(word in e.folded for word in own)
        )
        if chosen is not None:
            return chosen.text
    raise ValueError("no free place")
