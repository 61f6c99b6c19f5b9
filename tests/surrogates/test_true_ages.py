"""Ages beside a birth date: all dates move by one shift, so the age at each of them is true."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.phi import Document, PatientFacts
from tests.surrogates.marked import KEYS, marked, surrogates, writer

BIRTHS = [
    "f. [DATE 12.03.1956]", "Født: [DATE 12.03.1956]", "fødd i Odda [DATE 12.03.1956]",
    "f. [DATE 1956]", "fnr [NATIONAL_ID 07127595571]", "[NATIONAL_ID 071275 *****]",
    "[NATIONAL_ID 071275-xxxxx]", "Fødselsdato [DATE 12. mars 1956]",
]  # fmt: skip
NO_BIRTHS = [
    "sett [DATE 12.03.1956]", "f. [DATE 12.03]", "personnr. [NATIONAL_ID 95571]",
    "[NATIONAL_ID 82281752495]", "hun fødte [DATE 12.03.2019]",
]  # fmt: skip
AGES = "[AGE 46 år], [AGE 88-årig], [AGE 94 år], [AGE 3 mnd], [AGE fire år], [AGE 60-årene]"


@pytest.mark.parametrize("birth", BIRTHS)
def test_beside_a_birth_date_ages_stay(birth: str) -> None:
    for key in KEYS[:5]:
        made = surrogates(f"{birth}. {AGES}", key=key)[-6:]
        assert made == ["46 år", "88-årig", "94 år", "3 mnd", "fire år", "60-årene"]


@pytest.mark.parametrize("birth", NO_BIRTHS)
def test_without_one_they_change(birth: str) -> None:
    for key in KEYS[:5]:
        made = surrogates(f"{birth}. {AGES}", key=key)[-6:]
        was = ["46 år", "88-årig", "94 år", "3 mnd", "fire år", "60-årene"]
        assert all(new != old for new, old in zip(made, was, strict=True))


def test_a_known_birth_date_counts_though_the_note_does_not_tell_it() -> None:
    document, spans = marked("Kvinne [AGE 46 år].")
    for facts, stays in ((PatientFacts(birth_date="1975-05-12"), True), (PatientFacts(), False)):
        note = Document(document.text, id="n1", facts=facts)
        made = writer().write(note, spans).replacements[0].surrogate
        assert (made == "46 år") is stays


@given(
    born=st.dates(dt.date(1942, 1, 1), dt.date(2005, 1, 1)),
    seen=st.dates(dt.date(2010, 1, 1), dt.date(2024, 12, 31)),
    key=st.sampled_from(KEYS),
    weeks=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_the_age_fits_the_moved_dates_and_the_moved_number(
    born: dt.date, seen: dt.date, key: bytes, weeks: bool
) -> None:
    age = (seen - born).days // 365.25
    note = (
        f"f. [DATE {born:%d.%m.%Y}], [NATIONAL_ID {born:%d%m%y} *****], [AGE {age:.0f} år], sett "
    )
    birth, number, years, then = surrogates(
        f"{note}[DATE {seen:%d.%m.%Y}]", key=key, whole_weeks=weeks
    )
    new_born = dt.datetime.strptime(birth, "%d.%m.%Y").date()
    new_seen = dt.datetime.strptime(then, "%d.%m.%Y").date()
    assert new_seen - new_born == seen - born
    assert years == f"{(new_seen - new_born).days // 365.25:.0f} år"
    day, month, year = (int(number[at : at + 2]) for at in (0, 2, 4))
    # the synthetic series has 80 more
    assert (day, (month - 1) % 20 + 1) == (new_born.day, new_born.month)
    assert year == new_born.year % 100


@pytest.mark.parametrize(
    ("age", "shape"),
    [
        ("førtiseks år", r"førti\w+ år|femti\w* år"),
        ("hundre år", r"nitti\w+ år"),
        ("Femåring", r"(?:To|Tre|Fire|Seks|Sju|Åtte)åring"),
        ("førtiårene", r"(?:tretti|femti)årene"),
        ("nittiårene", r"åttiårene"),
        ("et halvt år", r"(?:to|tre|fire) år"),
        ("halvannet år", r"(?:to|tre|fire) år"),
        ("fem og førti år", r"\w+ og førti år|\w+ og \w+ år"),
        ("fire måneder", r"(?:to|tre|fem|seks) måneder"),
        ("46-47 år", r"\d\d-\d\d år"),
        ("2 1/2 år", r"[45] 1/2 år|[13] 1/2 år"),
        ("3 år og 4 mnd", r"\d år og \d mnd"),
        ("2,5 år", r"[1345],5 år"),
    ],
)
def test_words_stay_words_and_fractions_stay(age: str, shape: str) -> None:
    for key in KEYS:
        (made,) = surrogates(f"Pas. [AGE {age}].", key=key)
        assert made != age
        assert re.fullmatch(shape, made), made


def test_what_is_no_age_or_has_no_other_word_stays() -> None:
    assert surrogates("Neste om 1/[AGE 2 år], i [AGE tenårene].") == ["2 år", "tenårene"]


def test_one_change_fits_all_ages() -> None:
    for key in KEYS:
        now, soon = surrogates("Han ([AGE 87 år]) fyller [AGE 88 år].", key=key)
        assert int(soon[:2]) - int(now[:2]) == 1


def test_two_ages_with_a_dash_keep_their_distance() -> None:
    for key in KEYS:
        first, second = re.findall(r"\d+", surrogates("[AGE 46-49 år]", key=key)[0])
        assert int(second) - int(first) == 3
