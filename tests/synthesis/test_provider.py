"""The provider: names, numbers and dates as they are in Norway, listed and not."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

import pytest
from faker import Faker
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.synthesis import ClinicalProvider
from hidden_plain_sight.synthesis import numbers as nr
from hidden_plain_sight.synthesis.cast import ROLES, Cast
from hidden_plain_sight.synthesis.lists import is_listed
from hidden_plain_sight.synthesis.names import usual_words
from hidden_plain_sight.synthesis.written import (
    FULL_STYLES,
    day_month,
    full_date,
    interval,
    plus_months,
    years_between,
)
from hidden_plain_sight.values import NationalNumber

DAYS = st.dates(dt.date(1905, 1, 1), dt.date(2026, 12, 31))


def rng(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret hangs on it


@pytest.fixture
def faker() -> Faker:
    faker = Faker("no_NO")
    faker.add_provider(ClinicalProvider)
    faker.seed_instance(5)
    return faker


def cast_of(seed: int, *, low: int = 20, high: int = 90) -> Cast:
    faker = Faker()
    faker.seed_instance(seed)
    return Cast.drawn(ClinicalProvider(faker), form="nb", sexes="fm", low=low, high=high)


def test_the_seed_of_faker_decides(faker: Faker) -> None:
    first = [faker.clinical_name("f"), faker.clinical_place(), faker.clinical_unit("ward")]
    faker.seed_instance(5)
    assert [faker.clinical_name("f"), faker.clinical_place(), faker.clinical_unit("ward")] == first


def test_a_quarter_of_names_stands_in_no_list(faker: Faker) -> None:
    names = [faker.clinical_name(sex) for sex in "fm" * 500]
    for parts in ([n.first for n in names], [n.last for n in names]):
        unlisted = sum(
            not all(is_listed(word, "name") for word in re.findall(r"\w+", part)) for part in parts
        )
        assert 0.18 < unlisted / len(parts) < 0.42


def test_names_that_are_words_come_often(faker: Faker) -> None:
    words = {*usual_words("f"), *usual_words("m")}
    drawn = [faker.clinical_name(sex).first for sex in "fm" * 500]
    assert sum(bool(words & set(re.findall(r"\w+", name))) for name in drawn) > 60


def test_names_of_every_kind(faker: Faker) -> None:
    names = [faker.clinical_name(sex) for sex in "fm" * 1000]
    assert any(" " in name.first for name in names)
    assert any("-" in name.first for name in names)
    assert any("-" in name.last for name in names)
    assert any(name.middle for name in names)
    assert any(re.match(r"(von|van|al-|de) ?", name.last) for name in names)
    assert any("'" in name.last or "’" in name.first + name.last for name in names)
    assert all(re.fullmatch(r"[^\W\d_]{2}", name.initials) for name in names)


@given(DAYS, st.booleans(), st.booleans(), st.integers(0, 10_000))
def test_no_number_can_be_somebodys(born: dt.date, female: bool, d: bool, seed: int) -> None:
    digits = nr.national_number(rng(seed), born, female=female, d_number=d)
    assert not nr.is_somebodys(digits)
    plain = f"{born:%d%m}{born.year % 100:02d}{digits[6:]}"
    assert not nr.is_somebodys(plain)
    assert NationalNumber.read(digits).is_female == female
    read = NationalNumber.read(digits).birth_date
    assert read is None or (read.day, read.month) == (born.day, born.month)


@given(st.integers(0, 10_000), st.sampled_from(["", "mobile", "land", "short"]), st.booleans())
def test_a_phone_keeps_its_digits_however_it_is_written(seed: int, kind: str, odd: bool) -> None:
    digits = nr.phone(rng(seed), kind)
    written = re.sub(r"\D", "", nr.spaced_phone(digits, rng(seed + 1), odd=odd))
    assert written.removeprefix("00").removeprefix("47" if len(written) > 8 else "") == digits
    assert len(digits) == 8 or (kind == "short" and 4 <= len(digits) <= 5)


@given(DAYS, st.sampled_from(FULL_STYLES))
def test_a_full_date_shows_its_day_and_year(day: dt.date, style: str) -> None:
    written = full_date(day, style)
    assert f"{day.year % 100:02d}" in written
    assert str(day.day) in written or style == "ordinal"


@given(DAYS, st.integers(0, 999), st.booleans())
def test_an_interval_is_one_text_or_two(day: dt.date, seed: int, year: bool) -> None:
    last = day + dt.timedelta(days=3)
    texts = interval(day, last, rng(seed), year=year)
    assert len(texts) in (1, 2)
    assert len(texts) == 2 or re.match(rf"{day.day}\.?[-–]", texts[0])


@given(DAYS, st.integers(0, 999))
def test_a_day_without_year(day: dt.date, seed: int) -> None:
    assert re.fullmatch(r"[\d./]+", day_month(day, rng(seed), "num"))
    assert re.search(r"[a-z]{3}", day_month(day, rng(seed), "word"))


@given(DAYS, st.integers(-600, 600))
def test_months_are_counted_as_people_do(day: dt.date, months: int) -> None:
    moved = plus_months(day, months)
    total = (moved.year - day.year) * 12 + moved.month - day.month
    assert total == months
    assert moved.day <= day.day


@pytest.mark.parametrize("seed", range(30))
def test_ages_agree_with_birth_dates(seed: int) -> None:
    cast = cast_of(seed, low=30, high=60)
    assert 30 <= cast.age("patient") <= 60
    for role in ROLES:
        person = cast.person(role)
        assert person.born <= cast.day
        assert cast.age(role) == years_between(person.born, cast.day)
    assert cast.age("mother") > cast.age("patient") > cast.age("son")
    assert cast.age("grandfather") > cast.age("mother") or cast.age("grandfather") == 101


def test_kin_share_the_surname_often_and_not_always() -> None:
    casts = [cast_of(seed) for seed in range(200)]
    shared = sum(c.person("brother").name.last == c.patient.name.last for c in casts)
    assert 0.5 < shared / len(casts) < 0.95


def test_a_word_before_a_name_tells_its_sex() -> None:
    cast = cast_of(3)
    cast.hint("kin", "f")
    assert cast.person("kin").sex == "f"


@pytest.mark.parametrize(
    "kind", ["hospital", "hospital.short", "ward", "ward.short", "clinic", "legevakt", "dps"]
)
def test_units_of_a_kind_are_many(faker: Faker, kind: str) -> None:
    units = {faker.clinical_unit(kind, form=form) for form in ("nb", "nn") * 100}
    assert len(units) > 60
    assert all(unit == unit.strip() and unit for unit in units)


def test_what_is_made_up_is_in_no_list(faker: Faker) -> None:
    places = [faker.clinical_place().name for _ in range(500)]
    assert 0.1 < sum(not is_listed(place, "place") for place in places) / len(places) < 0.35
