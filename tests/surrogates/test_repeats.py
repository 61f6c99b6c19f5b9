from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier, Repeat
from hidden_plain_sight.folding import fold
from tests.surrogates.marked import KEYS, marked, surrogates, writer

MANY = " ".join(["Så kom [FIRST_NAME Kari]."] * 60)
NAMES = ["Kari", "Siv", "Ola", "Xqaari", "Mohammed"]


def changes(found: list[str]) -> int:
    return sum(a != b for a, b in pairwise(found))


def test_consistent_is_one_surrogate_random_many_and_markov_between() -> None:
    one, some, many = (changes(surrogates(MANY, repeat=repeat)) for repeat in Repeat)
    assert one == 0
    assert 4 < some < 28
    assert many > 45


def test_consistent_is_what_is_done_without_a_word() -> None:
    assert surrogates(MANY) == surrogates(MANY, repeat="consistent")


@pytest.mark.parametrize("repeat", list(Repeat))
def test_markov_chains_are_of_each_word_apart(repeat: Repeat) -> None:
    note = " ".join(["[FIRST_NAME Kari] så [FIRST_NAME Ola]."] * 40)
    found = surrogates(note, repeat=repeat)
    assert not {*found[::2]} & {*found[1::2]}, "two people became one"


@pytest.mark.parametrize("key", KEYS[:8])
def test_the_parts_of_one_mention_agree(key: bytes) -> None:
    note = " ".join(["[FIRST_NAME Kari] [LAST_NAME Nordli] ringte [PHONE 22 07 50 00]."] * 30)
    found = surrogates(note, key=key, repeat="random")
    first_of = dict[str, str]()
    for first, last in zip(found[::3], found[1::3], strict=True):
        assert first_of.setdefault(last, first) == first
    assert len(first_of) > 5
    assert len({*found[2::3]}) > 5


@pytest.mark.parametrize("repeat", list(Repeat))
def test_dates_and_ages_agree_whatever_repeats(repeat: Repeat) -> None:
    note = " ".join(f"[DATE {day:02}.05.2019] [AGE 54 år]" for day in range(1, 25))
    found = surrogates(note, repeat=repeat)
    days = [dt.datetime.strptime(text, "%d.%m.%Y") for text in found[::2]]
    assert {(b - a).days for a, b in pairwise(days)} == {1}
    assert len({*found[1::2]}) == 1


@given(
    words=st.lists(st.sampled_from(NAMES), min_size=1, max_size=40),
    repeat=st.sampled_from(list(Repeat)),
    doc=st.text(max_size=3),
)
def test_never_an_original_whatever_repeats(words: list[str], repeat: Repeat, doc: str) -> None:
    document, spans = marked(" og ".join(f"[FIRST_NAME {word}]" for word in words), doc=doc)
    found = [r.surrogate for r in writer(repeat=repeat).write(document, spans).replacements]
    assert not {fold(word) for word in words} & {fold(word) for word in found}
    again = [r.surrogate for r in writer(repeat=repeat).write(document, spans).replacements]
    assert found == again


def test_the_library_takes_it() -> None:
    made = Deidentifier(key=KEYS[0], repeat=Repeat.RANDOM, tagger=None)
    done = made.deidentify("Pasienten Kari kom. " * 30)
    assert len({r.surrogate for r in done.replacements}) > 3
