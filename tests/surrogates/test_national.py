from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hidden_plain_sight.surrogates.national import is_somebodys
from hidden_plain_sight.values import Checksum, NationalNumber, NumberKind, control_digits
from tests.surrogates.marked import KEYS, digits_in, surrogates

MONTHS = {"ordinary": 0, "H": 40, "NHN": 65, "Tenor": 80}


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, dt.date, int]:
    """Eleven digits with right control digits, the birth date and the remainder of the rule."""
    born = draw(st.dates(dt.date(1906, 1, 1), dt.date(2030, 1, 1)))
    remainder = draw(st.sampled_from([0, 0, 1, 2, 3]))
    month = born.month + draw(st.sampled_from(list(MONTHS.values())))
    day = born.day + 40 * draw(st.booleans())
    serials = st.integers(0, 499).map(lambda n: n + 500 * (born.year >= 2000))
    nines = serials.map(lambda serial: f"{day:02}{month:02}{born.year % 100:02}{serial:03}")
    nine = draw(nines.filter(lambda n: control_digits(n, remainder=remainder) is not None))
    return nine + str(control_digits(nine, remainder=remainder)), born, remainder


@given(number=numbers(), doc=st.text(max_size=4))
@settings(max_examples=300, deadline=None)
def test_numbers_are_synthetic_valid_and_move_with_the_dates(
    number: tuple[str, dt.date, int], doc: str
) -> None:
    digits, born, remainder = number
    date, made = surrogates(f"[DATE {born:%d.%m.%Y}] [NATIONAL_ID {digits}]", doc=doc)
    old, new = NationalNumber.read(digits), NationalNumber.read(made)
    health = old.kind is NumberKind.SYNTHETIC_HEALTH
    assert new.kind is (old.kind if health else NumberKind.SYNTHETIC_TAX)
    assert new.checksum is (Checksum.FROM_2032 if remainder else Checksum.UNTIL_2032)
    assert (new.is_female, new.is_d_number) == (old.is_female, old.is_d_number)
    moved = dt.datetime.strptime(date, "%d.%m.%Y").date()
    assert new.birth_date == min(moved, dt.date(2039, 12, 31))


@given(number=numbers(), doc=st.text(max_size=4), tail=st.integers(0, 99))
@settings(max_examples=300, deadline=None)
def test_no_number_is_somebodys_nor_its_parts_with_the_plain_date(
    number: tuple[str, dt.date, int], doc: str, tail: int
) -> None:
    digits, born, _ = number
    wrong = f"{digits[:9]}{tail:02}"
    assume(wrong[6:] != "00000")
    note = f"[DATE {born:%d.%m.%Y}] [NATIONAL_ID {digits}] [NATIONAL_ID {wrong}]"
    date, *made = surrogates(note, doc=doc)
    for one in made:
        assert not is_somebodys(one)
        assert not is_somebodys(date[:2] + date[3:5] + date[8:] + one[6:])
        assert not is_somebodys(one[:2] + date[3:5] + one[4:])
    assert len({*made}) == len({digits, wrong})
    assert not {*made} & {digits, wrong}


@given(number=numbers(), doc=st.text(max_size=4))
@settings(max_examples=100, deadline=None)
def test_realistic_numbers_keep_their_series(number: tuple[str, dt.date, int], doc: str) -> None:
    digits, _, _ = number
    old = NationalNumber.read(digits)
    made = surrogates(f"[NATIONAL_ID {digits}]", doc=doc, realistic=True)[0]
    new = NationalNumber.read(made)
    assert (new.kind, new.checksum, new.is_female) == (old.kind, old.checksum, old.is_female)
    typo = f"{digits[:10]}{(int(digits[10]) + 1) % 10}"
    assert not is_somebodys(surrogates(f"[NATIONAL_ID {typo}]", doc=doc, realistic=True)[0])


@given(digits=st.text("0123456789", min_size=11, max_size=11), doc=st.text(max_size=4))
@settings(max_examples=500, deadline=None)
def test_eleven_digits_of_any_kind_become_nobodys(digits: str, doc: str) -> None:
    for realistic in (False, True):
        made = surrogates(f"[NATIONAL_ID {digits}]", doc=doc, realistic=realistic)[0]
        assert re.fullmatch(r"\d{11}", made)
        assert made != digits
        if not (realistic and is_somebodys(digits)):
            assert not is_somebodys(made)


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
    number = NationalNumber.read(digits_in(made))
    assert number.kind is kind
    nobodys = kind is NumberKind.FH_NUMBER
    assert number.checksum is (Checksum.WRONG if nobodys else Checksum.UNTIL_2032)
    assert number.is_d_number == NationalNumber.read(digits_in(written)).is_d_number
    assert re.fullmatch(shape, made)


@pytest.mark.parametrize(
    "written", ["99999999999", "12345", "071275-xxxxx", "2015 123456 01", "0712759557", "7127595"]
)
def test_other_national_numbers_keep_their_shape(written: str) -> None:
    for key in KEYS:
        made = surrogates(f"[NATIONAL_ID {written}]", key=key)[0]
        assert re.sub(r"\d", "#", made) == re.sub(r"\d", "#", written)
        assert made != written


@pytest.mark.parametrize("key", KEYS)
def test_parts_agree_with_the_whole(key: bytes) -> None:
    tail, whole, dotted, masked, head, glued = surrogates(
        "[NATIONAL_ID 95571] [NATIONAL_ID 071275 95571] [NATIONAL_ID 07.12.75 95571] "
        "[NATIONAL_ID 071275-*****] [NATIONAL_ID 071275] [NATIONAL_ID 07127595571]",
        key=key,
    )
    assert glued == digits_in(whole) == digits_in(dotted)
    assert tail == glued[6:]
    assert (masked, head) == (f"{glued[:6]}-*****", glued[:6])


@pytest.mark.parametrize("key", KEYS)
def test_a_number_with_a_year_of_four_digits_agrees_too(key: bytes) -> None:
    date, whole, long = surrogates(
        "[DATE 07.12.1975] [NATIONAL_ID 07127595571] [NATIONAL_ID 07.12.1975 95571]", key=key
    )
    assert long == f"{date} {whole[6:]}"


@pytest.mark.parametrize("key", KEYS)
def test_a_birth_date_without_zeros_is_read_and_written_so(key: bytes) -> None:
    whole, short, masked = surrogates(
        "[NATIONAL_ID 090451 17455] [NATIONAL_ID 9/4-51 17455] [NATIONAL_ID 9.4.51-xxxxx]", key=key
    )
    day, month, year, tail = whole[:2].lstrip("0"), whole[2:4], whole[4:6], whole[7:]
    assert short == f"{day}/{month}-{year} {tail}"
    assert masked == f"{day}.{month}.{year}-xxxxx"


@pytest.mark.parametrize("key", KEYS)
def test_a_birth_date_alone_moves_as_a_date(key: bytes) -> None:
    date, six, masked, eight = surrogates(
        "[DATE 07.12.1975] [NATIONAL_ID 071275] [NATIONAL_ID 071275 xxxxx] [NATIONAL_ID 07121975]",
        key=key,
    )
    assert six == date[:2] + date[3:5] + date[8:]
    assert masked == f"{six} xxxxx"
    assert eight == date.replace(".", "")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("hidden", ["00000", "99999"])
def test_digits_that_say_that_digits_are_left_out_stay(key: bytes, hidden: str) -> None:
    made = surrogates(f"[NATIONAL_ID 071275 {hidden}]", key=key)[0]
    assert made.endswith(f" {hidden}")
    assert not is_somebodys(digits_in(made))


@given(tail=st.text("0123456789", min_size=5, max_size=5), doc=st.text(max_size=4))
@settings(max_examples=300, deadline=None)
def test_five_digits_after_a_birth_date_make_no_number_and_keep_the_sex(
    tail: str, doc: str
) -> None:
    date, made = surrogates(f"f. [DATE 07.12.1975], personnr [NATIONAL_ID {tail}]", doc=doc)
    assert not is_somebodys(date[:2] + date[3:5] + date[8:] + made)
    assert int(made[2]) % 2 == int(tail[2]) % 2
    assert made != tail


def duf_remainder(digits: str) -> int:
    """As described for KOSTRA and by UDI: the serial number, then the year, modulo 11."""
    weights = (4, 6, 3, 2, 7, 5, 4, 6, 3, 2)
    return sum(w * int(d) for w, d in zip(weights, digits[4:10] + digits[:4], strict=True)) % 11


@pytest.mark.parametrize("key", KEYS)
def test_duf_numbers_are_nobodys_and_their_year_moves(key: bytes) -> None:
    assert duf_remainder("200205705502") == 2
    year, duf, spaced = surrogates(
        "[DATE 2002] [NATIONAL_ID 200205705502] [NATIONAL_ID 2002 057055 02]", key=key
    )
    assert digits_in(spaced) == duf
    assert duf[:4] == year
    assert int(duf[10:]) <= 10
    assert int(duf[10:]) != duf_remainder(duf)
    real = surrogates("[NATIONAL_ID 200205705502]", key=key, realistic=True)[0]
    assert int(real[10:]) == duf_remainder(real)


@pytest.mark.parametrize("key", KEYS)
def test_births_before_1900_have_a_number_of_their_time(key: bytes) -> None:
    date, made = surrogates("[DATE 01.02.1901] [NATIONAL_ID 01020112345]", key=key)
    moved = dt.datetime.strptime(date, "%d.%m.%Y").date()
    assert NationalNumber.read(made).birth_date == moved
