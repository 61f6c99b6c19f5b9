"""What stands in for an identifier for which nothing fitting can be made.

Nothing here reads a list or can fail: the choice is from short fixed rows, by category.
"""

from __future__ import annotations

from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft

__all__ = ["generic_surrogate"]

_FIRST: Final = ("Kim", "Inger", "Øyvind", "Marit", "Geir", "Anita", "Trond", "Silje", "Ivar")
_LAST: Final = ("Hansen", "Johansen", "Nilsen", "Kristiansen", "Jensen", "Andersen", "Larsen",
                "Olsen", "Pedersen", "Berg")  # fmt: skip
_PLACES: Final = ("Hamar", "Molde", "Halden", "Larvik", "Bodø", "Harstad", "Skien", "Arendal")
_STREETS: Final = ("Skolegata", "Parkveien", "Kirkegata", "Bjørkeveien", "Solbakken", "Storgata")
_COUNTRIES: Final = ("Sverige", "Spania", "Polen", "Danmark", "Italia", "Finland", "Hellas")
_UNITS: Final = ("Medisinsk avdeling", "Kirurgisk avdeling", "Fjordgløtt sykehjem",
                 "Sentrum legesenter", "Nordre sykehus", "Ortopedisk poliklinikk")  # fmt: skip
_ROWS: Final[dict[object, tuple[str, ...]]] = {
    Subtype.FIRST_NAME: _FIRST,
    Subtype.LAST_NAME: _LAST,
    Subtype.INITIALS: ("AB", "TR", "MH", "SL", "GE", "IN", "KO"),
    Subtype.STREET: tuple(f"{street} {5 + 7 * n}" for n, street in enumerate(_STREETS)),
    Subtype.POSTCODE: ("2317 Hamar", "6413 Molde", "1771 Halden", "3256 Larvik", "8006 Bodø"),
    Subtype.PLACE: _PLACES,
    Subtype.COUNTRY: _COUNTRIES,
    Category.NAME: _LAST,
    Category.LOCATION: _PLACES,
    Category.HEALTH_CARE_UNIT: _UNITS,
    Category.DATE: ("12.03.2019", "05.09.2018", "21.06.2020", "17.11.2017", "08.02.2016"),
    Category.NATIONAL_ID: ("01815012387", "15857099904", "22916544408"),
    Category.PHONE: ("20 17 42 66", "26 31 08 54", "30 55 21 97", "54 60 18 03"),
    Category.EMAIL: ("post@example.com", "kontakt@example.org", "epost@example.net"),
    Category.AGE: ("51", "47", "63", "38"),
    Category.URL: ("www.example.org", "www.example.com", "www.example.net"),
    Category.OTHER_ID: ("4820193", "7361850", "5902746", "3148067"),
}


def generic_surrogate(draft: Draft, span: Span, text: str) -> str:
    """A surrogate of the category that is not the text, nor, if it can be, another real value."""
    row = _ROWS.get(span.subtype) or _ROWS[span.category]
    folded = fold(text)
    others = [surrogate for surrogate in row if fold(surrogate) != folded]
    at = draft.ledger.choice.number("generic", f"{span.label} {folded}", len(others))
    others = others[at:] + others[:at]
    free = (s for s in others if draft.ledger.is_free(fold(s)))
    return next(free, others[0])
