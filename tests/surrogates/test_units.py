from __future__ import annotations

import re

import pytest

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.institutions import institutions
from tests.surrogates.marked import KEYS, surrogates


@pytest.mark.parametrize("key", KEYS)
def test_a_listed_hospital_becomes_another_of_its_kind_and_form(key: bytes) -> None:
    made = surrogates("[HEALTH_CARE_UNIT Haukeland universitetssjukehus]", key=key)[0]
    other = institutions().by_phrase[fold(made)]
    assert other.type == "universitetssykehus"
    assert other.place != "Bergen"
    named = other.named(fold(made))
    assert named is not None
    assert named.form in {"nn", "both"}


def test_no_institution_of_the_document_stands_for_another() -> None:
    for key in KEYS:
        first, second = surrogates(
            "[HEALTH_CARE_UNIT Haukeland universitetssjukehus] [HEALTH_CARE_UNIT Ahus]", key=key
        )
        assert "Akershus" not in first
        assert second not in {"HUS", "Haukeland"}
        assert institutions().by_phrase[fold(first)] is not institutions().by_phrase[fold(second)]


def test_a_short_form_becomes_a_short_form_of_the_same() -> None:
    for key in KEYS:
        whole, short = surrogates(
            "[HEALTH_CARE_UNIT Akershus universitetssykehus] = [HEALTH_CARE_UNIT Ahus]", key=key
        )
        one = institutions().by_phrase[fold(whole)]
        assert short in {one.acronym, one.nick}


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
        ("Ortopedisk avdeling", r"Ortopedisk avd\."),
        ("Bergen sykehjem, avdeling 2", r".+ sykehjem, avdeling [1-9]"),
        ("XQAA SYKEHJEM", r"[A-ZÆØÅ ]+ SYKEHJEM"),
        ("Xqaa bo- og omsorgssenter", r".+ bo- og omsorgssenter"),
        ("Hjemmetjenesten i Xqaavik", r"Hjemmetjenesten i .+"),
        ("AMK Bergen", r"AMK .+"),
        ("NAV Xqaavik", r"NAV .+"),
    ],
)
def test_words_for_what_it_is_stay(unit: str, shape: str) -> None:
    for key in KEYS:
        made = surrogates(f"[HEALTH_CARE_UNIT {unit}]", key=key)[0]
        assert re.fullmatch(shape, made)
        assert fold(made) != fold(unit)
        assert "xqaa" not in fold(made)


def test_the_department_stays_where_the_institution_changes() -> None:
    for key in KEYS:
        made = surrogates(
            "[HEALTH_CARE_UNIT Haukeland universitetssjukehus, Hjerteavdelinga]", key=key
        )[0]
        hospital, department = made.split(", ")
        assert institutions().by_phrase[fold(hospital)].type == "universitetssykehus"
        assert department == "Hjerteavdelinga"


def test_the_same_unit_is_the_same_elsewhere() -> None:
    first, second = surrogates(
        "[HEALTH_CARE_UNIT Xqaa sykehjem, avd. 3] [HEALTH_CARE_UNIT Xqaa sykehjem, avd. 3]"
    )
    assert first == second


@pytest.mark.parametrize(
    ("unit", "shape"),
    [
        ("xqavik legesenter 3", r".+ legesenter [1-9]"),
        ("sykehuset xqavik 4b", r"sykehuset .+ [1-9][a-h]"),
        ("kir. avd 3", r"kir\. avd [1-9]"),
        ("avdeling for kreftbehandling 2", r"avdeling for kreftbehandling [1-9]"),
        ("psykisk helsevern 2", r"psykisk helsevern [1-9]"),
        ("skåre helsetun", r".+ helsetun"),
        ("ous ullevål", r".+"),
    ],
)
def test_a_name_without_capitals_is_not_left(unit: str, shape: str) -> None:
    for key in KEYS:
        made = surrogates(f"[HEALTH_CARE_UNIT {unit}]", key=key)[0]
        assert re.fullmatch(shape, made)
        assert made.islower()
        assert not {"xqavik", "skåre", "ous", "ullevål"} & set(made.split())
