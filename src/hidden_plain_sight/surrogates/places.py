"""Places for places: of like size and kind, with the same preposition; countries and postcodes."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.phi import Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.place_lists import PlaceGroup, place_lists
from hidden_plain_sight.surrogates.streets import replaced_street
from hidden_plain_sight.surrogates.words import case_like, fold, split_genitive, with_genitive

__all__ = ["replaced_location", "replaced_place", "surrogate_place"]

_POSTCODE: Final = re.compile(r"(?P<before>[^\d]{0,4})(?P<code>\d{4})(?P<gap>[ \u00a0,]+)(?P<place>\D+)")
_SEPARATOR: Final = re.compile(r"([/,()\n]|[ ]og[ ]|[ ](?:i|på|ved)[ ](?=[A-ZÆØÅ]))")
_KIND: Final = (
    "(?:kommunes?|kommunen|bydels?|bydelen|fylkes?|fylket|fylkeskommunes?|herad|heradet|sentrum|"
    "prestegjeld|sogn|by|bygd|tettsted)"
)
_KIND_AFTER: Final = re.compile(rf"(?P<name>.*\S)(?P<kind>[ ]{_KIND})", re.IGNORECASE)
_KIND_BEFORE: Final = re.compile(rf"(?P<kind>{_KIND}[ ])(?P<name>\S.*)", re.IGNORECASE)
_EDGES: Final = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)


def replaced_location(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a street, a postcode, a place or a country."""
    if span.subtype is Subtype.STREET:
        return _replaced_address(draft, span, text)
    if any(c.isdigit() for c in text):
        return _replaced_postcode(draft, span, text) or _replaced_address(draft, span, text)
    return replaced_place(draft, span, text)


def _replaced_address(draft: Draft, span: Span, text: str) -> str:
    """An address line by line and comma by comma."""
    pieces = re.split(r"(,\s*|\n)", text)
    done = []
    for number, piece in enumerate(pieces):
        if number % 2 or not piece.strip():
            done.append(piece)
            continue
        is_place = number > 0 and not any(c.isdigit() for c in piece)
        done.append(
            _replaced_postcode(draft, span, piece)
            or (replaced_place(draft, span, piece) if is_place else replaced_street(draft, piece))
        )
    return "".join(done)


def _replaced_postcode(draft: Draft, span: Span, text: str) -> str | None:
    """A true pair of postcode and place, or a postcode alone; None for other shapes."""
    ledger, lists = draft.ledger, place_lists()
    if text.isdigit() and len(text) == 4:
        place = lists.coded[ledger.choice.number("postcode", text, len(lists.coded))]
        return _code(draft, text, place.folded)
    match = _POSTCODE.fullmatch(text)
    if match is None:
        return None
    surrogate = replaced_place(draft, span, match["place"])
    if surrogate is None:
        return None
    folded = fold(surrogate).strip()
    if folded not in lists.codes:
        folded = next((f for f in (folded.removesuffix("s"),) if f in lists.codes), "")
    code = _code(draft, match["code"], folded)
    return f"{match['before']}{code}{match['gap']}{surrogate}"


def _code(draft: Draft, code: str, place: str) -> str:
    """A postcode of a place, another than the given one; of any place where it has none."""
    ledger, lists = draft.ledger, place_lists()
    known = ledger.surrogates.get(f"postcode:{code}")
    if known is not None and (not place or known in lists.codes[place]):
        return known
    codes = lists.codes.get(place) or tuple(c for own in lists.codes.values() for c in own[:1])
    spare = ""
    for at in ledger.choice.walk("postcode", f"{place} {code}", len(codes)):
        if codes[at] == code:
            continue
        spare = spare or codes[at]
        if ledger.is_free(codes[at]):
            return ledger.enter(f"postcode:{code}", codes[at])
    if not spare:
        raise ValueError("no other postcode")
    return ledger.enter(f"postcode:{code}", spare)


def replaced_place(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a place or of several, part by part; None where there are no letters."""
    if not any(c.isalpha() for c in text):
        return None
    before = draft.document.text[max(0, span.start - 4) : span.start].casefold()
    preposition = next((p for p in ("på", "ved") if before.endswith(f"{p} ")), "i")
    if fold(text) in place_lists().groups or not _SEPARATOR.search(text):
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
