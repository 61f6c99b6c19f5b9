from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.surrogates.marked import KEYS, digits_in, surrogates

MOBILE = ("42", "43", "44")
FIXED = ("25", "26", "27", "28", "29", "30", "34", "36", "39", "50", "54", "60", "65")
FORMS = ("{0}", "+47{0}", "0047{0}", "+47 {1}", "0047 {1}", "(47) {1}", "(+47) {2}", "{1}", "{2}",
         "47 {1}", "{3}")  # fmt: skip


def written(number: str) -> tuple[str, ...]:
    """The ways in which eight digits are grouped, and those with a country code."""
    a, b, c, d = number[:2], number[2:4], number[4:6], number[6:]
    groups = number, f"{a} {b} {c} {d}", f"{number[:3]} {number[3:5]} {number[5:]}"
    return tuple(form.format(*groups, ".".join((a, b, c, d))) for form in FORMS)


@given(number=st.from_regex(r"\A[2-9][0-9]{7}\Z"), doc=st.text(max_size=4))
@settings(max_examples=150, deadline=None)
def test_a_number_is_the_same_however_it_is_written(number: str, doc: str) -> None:
    forms = written(number)
    made = surrogates(" og ".join(f"[PHONE {form}]" for form in forms), doc=doc)
    assert len({digits_in(one)[-8:] for one in made}) == 1
    for form, one in zip(forms, made, strict=True):
        assert re.sub(r"\d", "#", one) == re.sub(r"\d", "#", form)
        assert one != form
    for form, one in zip(FORMS, made, strict=True):
        assert one.startswith(form.split("{")[0])


@given(number=st.from_regex(r"\A[2-9][0-9]{7}\Z"), doc=st.text(max_size=4))
@settings(max_examples=150, deadline=None)
def test_the_kind_is_kept_and_nobody_has_the_number(number: str, doc: str) -> None:
    made = surrogates(f"[PHONE {number}]", doc=doc)[0]
    prefixes = MOBILE if number[0] in "49" else ("8",) if number[0] == "8" else FIXED
    assert made.startswith(prefixes)
    if number.startswith(("80", "81", "82")):
        assert made[:2] == number[:2]
        assert not re.match(r"80[01]|81[0235]|82[09]", made)


@given(numbers=st.lists(st.from_regex(r"\A[2-9][0-9]{7}\Z"), unique=True, max_size=30))
@settings(max_examples=100, deadline=None)
def test_two_numbers_never_become_one_nor_one_of_the_note(numbers: list[str]) -> None:
    note = " og ".join(f"[PHONE {n[:2]} {n[2:4]} {n[4:6]} {n[6:]}]" for n in numbers)
    made = [digits_in(one) for one in surrogates(note)] if numbers else []
    assert len({*made}) == len(numbers)
    assert not {*made} & {*numbers}


@pytest.mark.parametrize("key", KEYS)
def test_short_and_old_numbers(key: bytes) -> None:
    direct, internal, four, special, old, harm, machine = surrogates(
        "[PHONE 02800] [PHONE 12345] [PHONE 7873] [PHONE 113] [PHONE (02) 22 07 50] "
        "[PHONE 116 117] [PHONE 580001234567]",
        key=key,
    )
    assert re.fullmatch(r"04\d{3}", direct)
    assert re.fullmatch(r"[2-9]\d{4}", internal)
    assert re.fullmatch(r"[3-9]\d{3}", four)
    assert re.fullmatch(r"1[456]\d", special)
    assert re.fullmatch(r"\(02\) [4-9]\d \d\d \d\d", old)
    assert re.fullmatch(r"116 \d{3}", harm)
    assert harm != "116 117"
    assert re.fullmatch(r"58\d{10}", machine)


@pytest.mark.parametrize("key", KEYS)
def test_foreign_numbers_keep_their_country(key: bytes) -> None:
    swedish, again, british, american, finnish, polish = surrogates(
        "[PHONE +46 70 123 45 67] [PHONE 0046 (0)70-123 45 67] [PHONE +44 7911 123456] "
        "[PHONE +1 604 555 2142] [PHONE +358 40 1234567] [PHONE +48501234567]",
        key=key,
    )
    assert re.fullmatch(r"\+46 70 174 06 [2-9]\d", swedish)
    assert again == f"0046 (0)70-{swedish[7:]}"
    assert re.fullmatch(r"\+44 7700 900\d{3}", british)
    assert re.fullmatch(r"\+1 [2-9]\d\d 555 01\d\d", american)
    assert re.fullmatch(r"\+358 4\d \d{7}", finnish)
    assert re.fullmatch(r"\+485\d{8}", polish)


def test_more_numbers_than_are_kept_for_fiction() -> None:
    note = " ".join(f"[PHONE +46 70 {n} 45 67]" for n in range(100, 140))
    assert len({*surrogates(note)}) == 40


def test_realistic_mobile_numbers_are_asked_for() -> None:
    made = [surrogates("[PHONE 904 91 855]", key=key, realistic=True)[0] for key in KEYS]
    assert {one[0] for one in made} == {"9"}
    assert len({one[1] for one in made}) > 4


@pytest.mark.parametrize("key", KEYS)
def test_digits_have_one_surrogate_under_every_label(key: bytes) -> None:
    phone, journal, number, labelled = surrogates(
        "[PHONE +47 904 91 855] [OTHER_ID 90491855] [NATIONAL_ID 071275 95571] "
        "[OTHER_ID 07127595571]",
        key=key,
    )
    assert digits_in(phone)[2:] == journal
    assert digits_in(number) == labelled


@pytest.mark.parametrize("key", KEYS)
def test_no_number_reads_as_a_date(key: bytes) -> None:
    for number in ("22075000", "61 22 33 44", "220750", "7873", "97 - 629059", "93/97.71.90"):
        made = surrogates(f"[PHONE {number}]", key=key)[0]
        day, month = r"(?<!\d)(?:0[1-9]|[12]\d|3[01])\.?", r"(?:0[1-9]|1[0-2])\.?"
        assert not re.search(rf"{day}{month}(?:(?:19|20)?\d\d)(?!\d)", made)
        assert not re.search(r"(?<!\d)(?:19\d\d|20[0-3]\d)(?!\d)", made)
