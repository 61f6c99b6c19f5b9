from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.surrogates.national import is_somebodys
from tests.surrogates.marked import KEYS, digits_in, surrogates

IDS = st.from_regex(r"\A(?:[A-Z]{1,3}[- ]?)?[0-9]{3,10}(?:[-/][0-9]{2,6})?[A-Z]?\Z")


def shape(text: str) -> str:
    return re.sub(r"\d", "#", re.sub(r"[A-ZÆØÅ]", "A", re.sub(r"[a-zæøå]", "a", text)))


@given(ids=st.lists(IDS, min_size=1, max_size=8, unique=True), doc=st.text(max_size=4))
@settings(max_examples=300, deadline=None)
def test_letters_digits_and_separators_stay_where_they_were(ids: list[str], doc: str) -> None:
    made = surrogates(" og ".join(f"[OTHER_ID {one}]" for one in ids), doc=doc)
    assert [shape(one) for one in made] == [shape(one) for one in ids]
    compact = [re.sub(r"\W", "", one) for one in ids]
    new = [re.sub(r"\W", "", one) for one in made]
    assert not {*new} & {*compact}
    assert len({*new}) == len({*compact})


@pytest.mark.parametrize("key", KEYS)
def test_one_number_written_in_two_ways_is_one(key: bytes) -> None:
    spaced, glued, low, account, plain = surrogates(
        "[OTHER_ID EK 12345] [OTHER_ID EK12345] [OTHER_ID ek12345] [OTHER_ID 1234.56.78903] "
        "[OTHER_ID 12345678903]",
        key=key,
    )
    assert spaced.replace(" ", "") == glued == low.upper()
    assert account.replace(".", "") == plain


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        ("2019/12345", r"({0})/\d{{5}}"),
        ("12345/2019", r"\d{{5}}/({0})"),
        ("2019-12345", r"({0})-\d{{5}}"),
        ("12345/19", r"\d{{5}}/({1})"),
        ("19/204417", r"({1})/\d{{6}}"),
        ("B19-12345", r"B({1})-\d{{5}}"),
        ("S-19-08813", r"S-({1})-0\d{{4}}"),
        ("H12345/19", r"H\d{{5}}/({1})"),
        ("19H12345", r"({1})H\d{{5}}"),
    ],
)
def test_the_year_of_a_case_or_a_sample_moves_with_the_dates(
    key: bytes, written: str, pattern: str
) -> None:
    year, made = surrogates(f"[DATE 2019] [OTHER_ID {written}]", key=key)
    assert re.fullmatch(pattern.format(year, year[2:]), made)


@pytest.mark.parametrize("key", KEYS)
def test_labels_within_a_number_and_the_country_of_an_account_stay(key: bytes) -> None:
    serial, iban = surrogates("[OTHER_ID SN 1234567] [OTHER_ID NO93 8601 1117 947]", key=key)
    assert re.fullmatch(r"SN \d{7}", serial)
    assert re.fullmatch(r"NO\d\d \d{4} \d{4} \d{3}", iban)


def luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return sum(sum(divmod(d, 10)) for d in doubled) % 10 == 0


def modulo_11(digits: str) -> bool:
    weights = (1, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5)
    return sum(w * int(d) for w, d in zip(weights, reversed(digits), strict=False)) % 11 == 0


def test_the_control_digits_are_those_that_are_known() -> None:
    assert luhn("356938035643809")
    assert modulo_11("12345678911")
    assert modulo_11("974706490")


@given(doc=st.text(max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_account_organisation_card_or_device_can_be_somebodys(doc: str) -> None:
    account, iban, company, card, device = surrogates(
        "[OTHER_ID 1234.56.78911] [OTHER_ID NO9386011117947] [OTHER_ID 974 706 490] "
        "[OTHER_ID 4111 1111 1111 1111] [OTHER_ID 356938035643809]",
        doc=doc,
    )
    assert not modulo_11(digits_in(account))
    assert not is_somebodys(digits_in(account))
    assert not modulo_11(iban[4:])
    assert not modulo_11(digits_in(company))
    assert not luhn(digits_in(card))
    assert not luhn(device)


@pytest.mark.parametrize("key", KEYS)
def test_plates_have_a_letter_that_no_car_has(key: bytes) -> None:
    for written in ("EK 12345", "EK12345"):
        assert re.fullmatch(
            r"[A-Z][IMOQW] ?[1-9]\d{4}", surrogates(f"[OTHER_ID {written}]", key=key)[0]
        )
    assert surrogates("[OTHER_ID EK 12345]", key=key, realistic=True)[0][1] not in "IMOQW"


@pytest.mark.parametrize("key", KEYS)
def test_zeros_are_where_they_fill_up_a_number_and_say_nothing_else(key: bytes) -> None:
    assert surrogates("[OTHER_ID 0098765]", key=key)[0].startswith("00")
    made = [surrogates(f"[OTHER_ID 9{n}0000]", key=key)[0] for n in range(100, 110)]
    assert sum(one[3:].count("0") for one in made) < 30
    some = [surrogates(f"[OTHER_ID 9{n}5555]", key=key)[0] for n in range(100, 200)]
    assert any("0" in one for one in some)


def test_an_own_birth_number_under_another_label_moves_with_the_dates() -> None:
    for key in KEYS:
        date, made = surrogates("[DATE 15.10.1986] [OTHER_ID 15108695088]", key=key)
        assert made[:2] == date[:2]
        assert int(made[2:4]) - 80 == int(date[3:5])
