"""Units of one word: a name with the word for a unit glued to it, as in `Solbakktunet`."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from hidden_plain_sight.surrogates.compounds import glued, glued_stem
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.unit_lists import named_alike
from hidden_plain_sight.surrogates.unit_words import glued_unit, is_generic, stands_for_specialty
from hidden_plain_sight.surrogates.words import case_like

__all__ = ["Compound", "compound_of", "replaced_compound"]

_HOUSES: Final = ("tunet", "heimen", "hjemmet", "stova", "stua", "stuen")
"""Endings of homes and their wards, which are named by ordinary words too: `Måketunet`."""
_NAMED: Final = (
    *_HOUSES, "klinikken", "senteret", "legene", "legane", "huset", "gården", "garden",
    "sykehuset", "sjukehuset",
)  # fmt: skip
"""Endings before which an unknown word is a name; before `poliklinikken` it may be a disease."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A name, the joint after it, and the word for a unit.

    `is_sure` says whether it is one without a capital too.

    >>> compound_of("solbakktunet", seen=())
    Compound(name='solbakk', joint='', ending='tunet', is_sure=True)
    """

    name: str
    joint: str
    ending: str
    is_sure: bool


def compound_of(folded: str, *, seen: Container[str]) -> Compound | None:
    """The parts of a folded word if it names a unit; None for what only says what a unit is.

    `seen` are the folded words that have a surrogate already.

    >>> compound_of("hjerteavdelingen", seen=()) is None
    True
    """
    ending = glued_unit(folded)
    if not ending:
        return None
    stem, places = folded[: -len(ending)], place_lists().groups
    own = stem if stem in places else stem.removesuffix("s")
    if any(is_generic(word) or stands_for_specialty(word) for word in (stem, own)):
        return None
    is_place = own in places or own in seen
    if not folded.endswith(_HOUSES) and not is_place and not known_words().isdisjoint((stem, own)):
        return None
    joint = "s" if own != stem and is_place else ""
    return Compound(
        own if joint or own == stem else stem, joint, ending, is_place or folded.endswith(_NAMED)
    )


def replaced_compound(draft: Draft, word: str, folded: str, compound: Compound) -> str:
    """Another home or clinic that ends alike; where the document names the place, with its one."""
    ledger, name = draft.ledger, compound.name
    known = ledger.surrogates.get(folded)
    if known is not None:
        return case_like(word, known)
    if name not in ledger.surrogates and name not in ledger.originals:
        listed = ledger.chosen("unit name", folded, named_alike(compound.ending))
        if listed is not None:
            return case_like(word, listed.text)
    surrogate = glued_stem(draft, name)
    if surrogate is None:
        raise ValueError("no free stem")
    last = surrogate.split()[-1].split("-")[-1]
    made = glued(last.capitalize(), compound.joint, compound.ending)
    return case_like(word, ledger.enter(folded, made))
