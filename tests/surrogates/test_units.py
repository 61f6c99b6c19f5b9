from __future__ import annotations

import re

import pytest

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.unit_lists import unit_lists
from tests.surrogates.marked import KEYS, surrogates


@pytest.mark.parametrize("key", KEYS)
def test_a_listed_hospital_becomes_another_of_its_kind_and_form(key: bytes) -> None:
    made = surrogates("[HEALTH_CARE_UNIT Haukeland universitetssjukehus]", key=key)[0]
    assert unit_lists().units[fold(made)].form in {"nn", "both"}
    assert "Haukeland" not in made


def test_no_institution_of_the_document_stands_for_another() -> None:
    for key in KEYS:
        first, second = surrogates(
            "[HEALTH_CARE_UNIT Haukeland universitetssjukehus] [HEALTH_CARE_UNIT Ahus]", key=key
        )
        assert "Akershus" not in first
        assert second not in {"HUS", "Haukeland"}


def test_a_short_form_becomes_a_short_form() -> None:
    for key in KEYS:
        whole, short = surrogates(
            "[HEALTH_CARE_UNIT Akershus universitetssykehus] = [HEALTH_CARE_UNIT Ahus]", key=key
        )
        unit = unit_lists().units[fold(whole)]
        assert short == unit.short


@pytest.mark.parametrize("key", KEYS)
def test_places_within_agree_with_the_document(key: bytes) -> None:
    place, unit = surrogates("[PLACE Bergen] [HEALTH_CARE_UNIT Bergen legevakt]", key=key)
    assert unit == f"{place} legevakt"


@pytest.mark.parametrize(
    ("unit", "shape"),
    [
        ("sengepost 3", r"sengepost [1-9]"),
        ("Med post C2", r"Med post [A-Z][1-9]"),
        ("Xqaa sykehjem", r".+ sykehjem"),
        ("Xqaasykehuset", r"\w+sykehuset"),
        ("DPS Xqaavik", r"DPS .+"),
        ("Ortopedisk avdeling", r"\w+isk avdeling"),
        ("Bergen sykehjem, avdeling 2", r".+ sykehjem, avdeling [1-9]"),
        ("XQAA SYKEHJEM", r"[A-ZÆØÅ ]+ SYKEHJEM"),
    ],
)
def test_words_for_what_it_is_stay(unit: str, shape: str) -> None:
    for key in KEYS:
        made = surrogates(f"[HEALTH_CARE_UNIT {unit}]", key=key)[0]
        assert re.fullmatch(shape, made)
        assert fold(made) != fold(unit)
        assert "xqaa" not in fold(made)


def test_the_same_unit_is_the_same_elsewhere() -> None:
    first, second = surrogates(
        "[HEALTH_CARE_UNIT Xqaa sykehjem, avd. 3] [HEALTH_CARE_UNIT Xqaa sykehjem, avd. 3]"
    )
    assert first == second


@pytest.mark.parametrize(
    ("unit", "shape"),
    [
        ("xqavik legesenter 3", r".+ legesenter [1-9]"),
        ("sykehuset xqavik 4b", r"sykehuset .+ [1-9]b"),
        ("kir. avd 3", r"kir\. avd [1-9]"),
        ("avdeling for kreftbehandling 2", r"avdeling for kreftbehandling [1-9]"),
        ("psykisk helsevern 2", r"psykisk helsevern [1-9]"),
    ],
)
def test_a_name_without_capitals_is_not_left_beside_another_code(unit: str, shape: str) -> None:
    for key in KEYS:
        made = surrogates(f"[HEALTH_CARE_UNIT {unit}]", key=key)[0]
        assert re.fullmatch(shape, made)
        assert "xqavik" not in made
