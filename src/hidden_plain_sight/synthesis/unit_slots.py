"""What the slots of health-care units write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .cast import Cast
from .lists import words
from .people_slots import genitive
from .pieces import Piece
from .unit_chains import (
    dps_chain,
    first_small,
    home_chain,
    hospital_chain,
    long_ward,
    site_of,
    ward_code,
)

__all__ = ["is_unit", "unit_pieces"]

_LABEL: Final = "HEALTH_CARE_UNIT"
_HOSPITALS: Final = frozenset({"hospital", "hospital2", "hospital3"})
_FORMS: Final = frozenset({"", "short", "full", "site", "gen", "short.gen", "site.gen"})
_UNITS: Final = frozenset(
    words(
        "ward ward.short ward.at ward.code ward.long clinic clinic2 clinic.small home.nursing "
        "home.nursing.ward legevakt dps dps.ward service service2 service.home service.station "
        "service.ambulance private laboratory unit unit.long"
    )
)
_ANY: Final = words(
    "hospital hospital.short hospital.full ward ward.short ward.at ward.code ward.long clinic "
    "clinic.small home.nursing home.nursing.ward dps dps.ward legevakt service private"
)
_CASES: Final[dict[str, Callable[[str], str]]] = {"caps": str.upper, "lower": str.lower}
# how often a name that could stand alone brings more of itself
_CHAINED: Final = {"hospital": 0.08, "dps": 0.15, "home.nursing": 0.08}


def is_unit(full: str) -> bool:
    """Whether a slot, with its form, is one of a health-care unit.

    >>> is_unit("hospital.site"), is_unit("ward.at.caps"), is_unit("home")
    (True, True, False)
    """
    plain, _ = _plain_and_case(full)
    name, _, form = plain.partition(".")
    return plain in _UNITS or (name in _HOSPITALS and form in _FORMS)


def unit_pieces(full: str, cast: Cast) -> list[Piece]:
    """The pieces that the slot of a unit writes."""
    plain, case = _plain_and_case(full)
    name, _, form = plain.partition(".")
    text = _hospital(name, form, cast) if name in _HOSPITALS else _unit(plain, cast)
    pieces = genitive(text, _LABEL) if form.endswith("gen") else [Piece(text, _LABEL)]
    return [Piece(case(piece.text), piece.label, piece.fixed) for piece in pieces]


def _plain_and_case(full: str) -> tuple[str, Callable[[str], str]]:
    """A slot without the form that says in which letters it is written, and that form."""
    plain, _, last = full.rpartition(".")
    return (plain, _CASES[last]) if last in _CASES else (full, str)


def _hospital(name: str, form: str, cast: Cast) -> str:
    if form.startswith("short"):
        return cast.hospital(name, short=True)
    full = cast.hospital(name, short=False)
    if form.startswith("site"):
        return site_of(full)
    is_chained = form == "full" or (not form and cast.random.random() < _CHAINED["hospital"])
    return hospital_chain(cast.random, nn=cast.is_nynorsk, hospital=full) if is_chained else full


def _unit(full: str, cast: Cast) -> str:
    random, nn = cast.random, cast.is_nynorsk
    if full == "unit":
        chosen = random.choice(_ANY)
        name, _, form = chosen.partition(".")
        return _hospital(name, form, cast) if name in _HOSPITALS else _unit(chosen, cast)
    if full == "ward.at":
        return _ward_at(cast)
    if full == "ward.code":
        return ward_code(random)
    if full == "ward.long":
        return long_ward(random, nn=nn)
    if full == "unit.long":
        roll = random.random()
        if roll < 0.35:
            return dps_chain(random, nn=nn)
        if roll < 0.5:
            return long_ward(random, nn=nn)
        return hospital_chain(random, nn=nn, hospital=cast.unit("hospital"))
    if full in ("ward", "ward.short"):
        return cast.unit(full)
    base = full.removesuffix(".ward")
    kind = base.rstrip("2")
    if kind == "clinic":
        kind = cast.once(f"kind {base}", lambda: "clinic.small" if random.random() < 0.15 else kind)
    name = cast.unit(kind, base)
    chained = full != base or random.random() < _CHAINED.get(base, 0)
    if not chained:
        return name
    return (dps_chain if base == "dps" else home_chain)(random, nn=nn, name=name)


def _ward_at(cast: Cast) -> str:
    random = cast.random
    if random.random() < 0.4:
        full = cast.hospital("hospital", short=False)
        return hospital_chain(random, nn=cast.is_nynorsk, hospital=full)
    hospital = cast.hospital("hospital", short=random.random() < 0.35)
    ward = cast.unit("ward" if random.random() < 0.75 else "ward.short")
    return f"{first_small(ward) if random.random() < 0.3 else ward}, {hospital}"
