"""Locations of every shape: addresses, and true pairs of postcode and place."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.places import replaced_place
from hidden_plain_sight.surrogates.streets import replaced_street, street_lists

__all__ = ["replaced_location"]

_POSTCODE: Final = re.compile(
    r"(?P<before>[^\d]{0,4})(?P<code>\d{4})(?P<gap>[ \u00a0,]+)(?P<place>\D+)"
)
_DIGIT: Final = re.compile(r"\d")
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_GENERIC: Final = frozenset({
    "kommune", "bydel", "bydelen", "fylke", "fylket", "fylkeskommune", "sentrum", "postboks",
    "boks", "leil", "leilighet", "oppgang", "oppg", "bnr", "gnr", "herad", "øst", "aust",
    "vest", "nord", "sør", "nedre", "øvre", "indre", "ytre",
})  # fmt: skip


def replaced_location(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a street, a postcode, a place or a country.

    None where something in it that names a place would stay.
    """
    made: str | None
    if span.subtype is Subtype.STREET:
        is_number = text.isdigit()
        made = replaced_street(draft, text) if is_number else _replaced_address(draft, span, text)
    elif _DIGIT.search(text):
        made = _replaced_postcode(draft, span, text) or _replaced_address(draft, span, text)
    else:
        made = replaced_place(draft, span, text)
        if fold(text) in place_lists().groups:
            return made
    return None if made is None or _leaves_name(text, made) else made


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
            or piece
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


def _leaves_name(text: str, surrogate: str) -> bool:
    """Whether a word that names something stands in both."""
    shared = set(_NAME.findall(fold(text))).intersection(_NAME.findall(fold(surrogate)))
    shared -= _GENERIC
    return any(word not in known_words() and word not in street_lists().endings for word in shared)
