"""Slots of health-care units: one whole span each, and the same unit where it should be."""

from __future__ import annotations

import re

import pytest
from faker import Generator
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.synthesis import ClinicalProvider
from hidden_plain_sight.synthesis.cast import Cast
from hidden_plain_sight.synthesis.fill import filled
from hidden_plain_sight.synthesis.pieces import Piece, joined
from hidden_plain_sight.synthesis.slot import Slot
from hidden_plain_sight.synthesis.slots import fill_slot, is_slot
from hidden_plain_sight.synthesis.template import parse
from hidden_plain_sight.synthesis.unit_chains import hospital_chain

SLOTS = (
    *("hospital", "hospital.short", "hospital.full", "hospital.site", "ward", "ward.short"),
    *("ward.at", "ward.code", "ward.long", "unit", "unit.long", "dps", "dps.ward", "legevakt"),
    *("home.nursing", "home.nursing.ward", "clinic", "clinic.small", "private", "laboratory"),
    *("service", "service2", "service.home", "service.station", "service.ambulance"),
)


def cast_of(seed: int, form: str = "nb") -> Cast:
    generator = Generator()
    generator.seed_instance(seed)
    return Cast.drawn(ClinicalProvider(generator), form=form, sexes="fm", low=20, high=80)


def fill(text: str, seed: int = 1) -> list[Piece]:
    return filled(parse(f"### kind=t form=nb\n{text}", file="a.txt")[0], cast_of(seed))


def units_in(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.label == "HEALTH_CARE_UNIT"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SLOTS), st.integers(0, 10_000), st.sampled_from(["nb", "nn"]))
def test_a_unit_is_one_span_without_loose_ends(name: str, seed: int, form: str) -> None:
    (piece,) = fill_slot(Slot.read(name), cast_of(seed, form))
    assert piece.label == "HEALTH_CARE_UNIT"
    assert piece.text == piece.text.strip(" ,-–/")
    assert piece.text.count("(") == piece.text.count(")")
    assert not re.search(r"[§@$+\n]|  | ,|,,|&\w|\w& ", piece.text)


@pytest.mark.parametrize("name", SLOTS)
def test_capitals_and_small_letters(name: str) -> None:
    caps, lower = fill_slot(Slot.read(f"{name}.caps"), cast_of(4)), Slot.read(f"{name}.lower")
    assert joined(caps) == joined(caps).upper()
    assert joined(fill_slot(lower, cast_of(4))).upper() == joined(caps)


@pytest.mark.parametrize("name", ["ward.full", "hospital.ward", "home.caps", "dps.long", "x.lower"])
def test_a_slot_that_is_none_is_refused(name: str) -> None:
    assert not is_slot(Slot.read(name))


@pytest.mark.parametrize("seed", range(30))
def test_a_home_and_its_ward_are_of_one_home(seed: int) -> None:
    for name in ("home.nursing", "dps"):
        cast = cast_of(seed)
        plain = cast.unit(name, name)
        assert plain in joined(fill_slot(Slot.read(f"{name}.ward"), cast))


@pytest.mark.parametrize("seed", range(10))
def test_small_letters_need_something_that_tells_the_ward(seed: int) -> None:
    wards = [cast_of(seed * 100 + n).unit("ward") for n in range(60)]
    small = [ward for ward in wards if ward[0].islower()]
    assert all(re.search(r"\d| [A-ZÆØÅ](?:[ -]|$)", ward) for ward in small), small


def test_a_listed_hospital_has_no_other_trust_than_its_own() -> None:
    chains = [
        hospital_chain(cast_of(seed).random, nn=True, hospital="Voss sjukehus")
        for seed in range(80)
    ]
    trusts = {found[0] for chain in chains for found in re.finditer(r"Helse \w+", chain)}
    assert trusts == {"Helse Bergen"}


def test_a_place_behind_a_generic_word_is_a_place_alone() -> None:
    pieces = fill("legevakta i {town} og sykehuset i {town}, {legevakt}")
    assert [piece.label for piece in pieces if piece.label] == [
        "LOCATION",
        "LOCATION",
        "HEALTH_CARE_UNIT",
    ]
