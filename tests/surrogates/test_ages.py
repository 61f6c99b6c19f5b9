from __future__ import annotations

import re

import pytest

from tests.surrogates.marked import KEYS, digits_in, surrogates


@pytest.mark.parametrize("key", KEYS)
def test_ages(key: bytes) -> None:
    ages = (46, 17, 18, 89, 90, 5, 0, 1)
    made = surrogates(" ".join(f"[AGE {age} år]" for age in ages), key=key)
    for age, text in zip(ages, made, strict=True):
        new = int(digits_in(text))
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
        assert int(digits_in(first)) - 46 == int(second) - 70
        assert re.fullmatch(r"førti\w+ år", words)
        assert decade in {"50-årene", "70-årene"}
        assert months in {"1 mnd", "2 mnd", "4 mnd", "5 mnd"}
