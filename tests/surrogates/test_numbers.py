from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.values import Checksum, NationalNumber, NumberKind
from tests.surrogates.marked import KEYS, surrogates

SAFE = ("20", "25", "26", "27", "28", "29", "30", "34", "36", "39", "50", "54", "60", "65")


def digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


@given(
    born=st.dates(dt.date(1906, 1, 1), dt.date(2030, 1, 1)),
    serial=st.integers(0, 499),
    tail=st.integers(0, 99),
    doc=st.text(max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_national_numbers_are_synthetic_valid_and_move_with_the_dates(
    born: dt.date,
    serial: int,
    tail: int,
    doc: str,
) -> None:
    serial += 500 * (born.year >= 2000)
    number = f"{born:%d%m%y}{serial:03}{tail:02}"
    date, made = surrogates(f"[DATE {born:%d.%m.%Y}] [NATIONAL_ID {number}]", doc=doc)
    new = NationalNumber.read(made)
    assert new.kind is NumberKind.SYNTHETIC_TAX
    assert new.checksum is Checksum.UNTIL_2032
    assert new.is_female == NationalNumber.read(number).is_female
    moved = dt.datetime.strptime(date, "%d.%m.%Y").date()
    assert new.birth_date == min(max(moved, dt.date(1900, 1, 1)), dt.date(2039, 12, 31))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("written", "kind", "shape"),
    [
        ("071275 95571", NumberKind.SYNTHETIC_TAX, r"\d{6} \d{5}"),
        ("07.12.75-95571", NumberKind.SYNTHETIC_TAX, r"\d\d\.\d\d\.\d\d-\d{5}"),
        ("13527248013", NumberKind.SYNTHETIC_TAX, r"\d{11}"),
        ("82281752495", NumberKind.FH_NUMBER, r"[89]\d{10}"),
        ("57912075186", NumberKind.SYNTHETIC_TAX, r"\d{11}"),
        ("47127595571", NumberKind.SYNTHETIC_TAX, r"[4-7]\d{10}"),
    ],
)
def test_kind_and_grouping_are_kept(key: bytes, written: str, kind: NumberKind, shape: str) -> None:
    made = surrogates(f"[NATIONAL_ID {written}]", key=key)[0]
    number = NationalNumber.read(digits(made))
    assert number.kind is kind
    nobodys = kind is NumberKind.FH_NUMBER
    assert number.checksum is (Checksum.WRONG if nobodys else Checksum.UNTIL_2032)
    assert number.is_d_number == NationalNumber.read(digits(written)).is_d_number
    assert re.fullmatch(shape, made)


def test_realistic_numbers_are_asked_for() -> None:
    made = surrogates("[NATIONAL_ID 07127595571] [PHONE 904 91 855]", realistic=True)
    assert NationalNumber.read(made[0]).kind is NumberKind.BIRTH_NUMBER
    assert made[1][0] == "9"


@pytest.mark.parametrize("written", ["99999999999", "12345", "071275-xxxxx", "2015 123456 01"])
def test_other_national_numbers_keep_their_shape(written: str) -> None:
    for key in KEYS:
        made = surrogates(f"[NATIONAL_ID {written}]", key=key)[0]
        assert re.sub(r"\d", "#", made) == re.sub(r"\d", "#", written)
        assert made != written


@pytest.mark.parametrize("key", KEYS[:10])
@pytest.mark.parametrize(
    ("written", "head"),
    [("22 07 50 00", ""), ("904 91 855", ""), ("+4790491855", "+47"),
     ("(+47) 90 49 18 55", "(+47) "),
     ("0047 90491855", "0047 "), ("22.07.50.00", "")],
)  # fmt: skip
def test_phones_keep_grouping_and_get_a_prefix_without_subscribers(
    key: bytes, written: str, head: str
) -> None:
    made = surrogates(f"[PHONE {written}]", key=key)[0]
    assert made.startswith(head)
    assert re.sub(r"\d", "#", made) == re.sub(r"\d", "#", written)
    assert digits(made[len(head) :]).startswith(SAFE)


def test_other_phones() -> None:
    for key in KEYS:
        short, foreign, old = surrogates(
            "[PHONE 02800] [PHONE +46 70 123 45 67] [PHONE (02) 22 07 50]", key=key
        )
        assert re.fullmatch(r"0[2-9]\d{3}", short)
        assert re.fullmatch(r"\+46 [1-9]\d \d{3} \d\d \d\d", foreign)
        assert re.fullmatch(r"\(02\) \d\d \d\d \d\d", old)


def test_the_same_number_written_otherwise_is_the_same() -> None:
    spaced, glued, abroad = surrogates("[PHONE 22 07 50 00] [PHONE 22075000] [PHONE +4722075000]")
    assert digits(spaced) == glued == abroad.removeprefix("+47")


def test_email_follows_the_names() -> None:
    first, last, mail, glued, short, other = surrogates(
        "[FIRST_NAME Kåre] [LAST_NAME Moe] [EMAIL kare.moe@x.no] [EMAIL kaaremoe@x.no] "
        "[EMAIL kmoe75@x.no] [EMAIL zxqwrt@x.no]"
    )
    plain = [n.lower().translate({230: "ae", 248: "o", 229: "a"}) for n in (first, last)]
    assert mail.split("@")[0] == ".".join(plain)
    assert glued.split("@")[0] == "".join(plain)
    assert re.fullmatch(rf"{plain[0][0]}{plain[1]}\d\d", short.split("@")[0])
    assert re.fullmatch(r"[a-z]{6}@example\.(com|org|net)", other)


def test_urls_lead_nowhere() -> None:
    for key in KEYS[:8]:
        web, secure, ip = surrogates(
            "[URL www.x.no/kari12] [URL https://x.no/a/bc?d=1] [URL 192.168.1.1]", key=key
        )
        assert re.fullmatch(r"www\.example\.(com|org|net)/[a-z]{4}\d\d", web)
        assert re.fullmatch(r"https://www\.example\.(com|org|net)/[a-z]/[a-z]{2}\?[a-z]=\d", secure)
        assert ip.startswith("192.0.2.")


@pytest.mark.parametrize("written", ["7654321", "B19-12345", "EK 12345", "20H12345", "PJN1234567"])
def test_other_numbers_keep_letters_and_digits_apart(written: str) -> None:
    for key in KEYS[:10]:
        made = surrogates(f"[OTHER_ID {written}]", key=key)[0]
        shape = r"[A-Z]", r"\d"
        for pattern, sign in zip(shape, "A#", strict=True):
            assert [m.start() for m in re.finditer(pattern, made)] == [
                m.start() for m in re.finditer(pattern, written)
            ], sign
        assert made != written


@pytest.mark.parametrize("key", KEYS)
def test_ages(key: bytes) -> None:
    ages = (46, 17, 18, 89, 90, 5, 0, 1)
    made = surrogates(" ".join(f"[AGE {age} år]" for age in ages), key=key)
    for age, text in zip(ages, made, strict=True):
        new = int(digits(text))
        assert new != age
        assert text.endswith(" år")
        assert 1 <= abs(new - age) <= 3
        assert (new < 18) == (age < 18)
        assert (new >= 90) == (age >= 90)
        assert new >= 0


def test_ages_change_by_one_number_and_in_their_own_unit() -> None:
    for key in KEYS:
        first, second, words, decade, months = surrogates(
            "[AGE 46-årig], [AGE 70], [AGE førtifire år], [AGE 60-årene], [AGE 3 mnd]", key=key
        )
        assert int(digits(first)) - 46 == int(second) - 70
        assert re.fullmatch(r"førti\w+ år", words)
        assert decade in {"50-årene", "70-årene"}
        assert months in {"1 mnd", "2 mnd", "4 mnd", "5 mnd"}
