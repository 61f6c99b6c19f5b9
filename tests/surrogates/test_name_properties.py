"""What holds for any names in any sentences, listed names and invented ones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Subtype
from hidden_plain_sight.surrogates import SurrogateWriter
from hidden_plain_sight.surrogates.name_lists import (
    first_names,
    known_words,
    last_names,
    split_name,
)
from hidden_plain_sight.synthesis import synthesize
from tests.surrogates.marked import KEY, marked, surrogates, writer

ORIGINS = ("no", "sami", "pl", "so", "ar", "ur", "ta", "vi", "ti", "lt", "ru")


def _listed(*, first: bool) -> list[str]:
    names = first_names() if first else last_names()
    sexes, bands = ("f", "m", "u"), (1, 2, 3)
    groups = [(s, o, b) for o in ORIGINS for s in sexes for b in bands]
    return [e.text for g in groups for e in names.by_group.get(g, ())[::7]]


_syllables = st.sampled_from(
    ["ba", "dri", "ken", "lo", "mar", "nys", "ol", "rut", "stø", "vå", "ja"]
)
_invented = st.lists(_syllables, min_size=2, max_size=4).map(lambda s: "".join(s).capitalize())
_firsts = st.one_of(st.sampled_from(_listed(first=True)), _invented)
_lasts = st.one_of(st.sampled_from(_listed(first=False)), _invented)
_people = st.lists(st.tuples(_firsts, _lasts), min_size=1, max_size=6, unique=True)
_keys = st.integers(0, 60).map(lambda n: KEY + bytes([n]))


def _apart(*words: str) -> bool:
    """Whether no word could be read as the genitive of another."""
    folded = {fold(word) for word in words}
    return not any(word + "s" in folded for word in folded)


@given(people=_people, key=_keys)
@settings(max_examples=250, deadline=None)
def test_the_same_word_has_the_same_surrogate_and_no_two_have_one(
    people: list[tuple[str, str]], key: bytes
) -> None:
    words = [word for person in people for word in person]
    assume(_apart(*words))
    full = ". ".join(f"[FIRST_NAME {first}] [LAST_NAME {last}]" for first, last in people)
    again = ". ".join(f"Pas. [LAST_NAME {last}] og [FIRST_NAME {first}]" for first, last in people)
    made = surrogates(f"{full}. {again}", key=key)
    originals = {fold(word) for word in words}
    found: dict[str, set[str]] = {}
    swapped = [word for first, last in people for word in (last, first)]
    for word, surrogate in zip(words + swapped, made, strict=True):
        found.setdefault(fold(word), set()).add(fold(surrogate))
    assert all(len(one) == 1 for one in found.values())
    every = [next(iter(one)) for one in found.values()]
    assert len(set(every)) == len(every)
    assert not originals.intersection(every)
    for original, surrogate in zip(found, every, strict=True):
        assert surrogate[0] != original[0]


@given(first=_firsts, last=_lasts, key=_keys)
@settings(max_examples=250, deadline=None)
def test_every_form_of_a_name_agrees(first: str, last: str, key: bytes) -> None:
    assume(fold(first) != fold(last) and _apart(first, last, f"{first[0]}{last[0]}"))
    f, n = first[0], last[0]
    note = (
        f"[FIRST_NAME {first}] [LAST_NAME {last}]. [LAST_NAME {last.upper()}], "
        f"[FIRST_NAME {first.upper()}]. [INITIALS {f}.] [LAST_NAME {last}]. Ved "
        f"[FIRST_NAME {first.lower()}]. Sign. [INITIALS {f}{n}], [INITIALS {f}.{n}.], "
        f"[INITIALS {first[:2]}{last[:2]}]"
    )
    new, family, upper, upper_first, dotted, again, lower, sign, points, both = surrogates(
        note, key=key
    )
    assert family == again
    assert upper == family.upper()
    assert upper_first == new.upper()
    assert lower == new.lower()
    letters = (new[0] + family[0]).upper()
    assert fold(dotted) == fold(f"{letters[0]}.")
    assert fold(sign) == fold(letters)
    assert fold(points) == fold(f"{letters[0]}.{letters[1]}.")
    assert fold(both) == fold(new[:2] + family[:2])


@given(name=_lasts, is_first=st.booleans(), key=_keys)
@settings(max_examples=250, deadline=None)
def test_genitives_take_the_ending_of_the_surrogate(name: str, is_first: bool, key: bytes) -> None:
    label = "FIRST_NAME" if is_first else "LAST_NAME"
    sharp = name[-1] in "sxz"
    written = f"{name}'" if sharp else f"{name}s"
    assume(split_name(name) == (name, "") and split_name(written)[0] == name)
    plain, genitive = surrogates(f"[{label} {name}] er her. [{label} {written}] mor.", key=key)
    assert genitive == (f"{plain}'" if plain[-1] in "sxz" else f"{plain}s")


@given(name=_lasts, key=_keys)
@settings(max_examples=150, deadline=None)
def test_a_genitive_that_the_span_left_out_is_right_as_well(name: str, key: bytes) -> None:
    assume(split_name(name) == (name, ""))
    sharp = name[-1] in "sxz"
    ending = "'" if sharp else "s"
    plain, _ = surrogates(f"[LAST_NAME {name}] kom. [LAST_NAME {name}]{ending} mor.", key=key)
    assert (plain[-1] in "sxz") is sharp


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("origin", ORIGINS)
def test_sex_origin_and_band_are_kept_where_there_are_enough_names(
    origin: str, is_first: bool
) -> None:
    names = first_names() if is_first else last_names()
    label = "FIRST_NAME" if is_first else "LAST_NAME"
    for (sex, of, band), entries in sorted(names.by_group.items()):
        if of != origin or len(entries) < 40:
            continue
        for entry in entries[:: len(entries) // 6]:
            other = (last_names() if is_first else first_names()).group(entry.folded)
            if not is_first and other is not None:
                continue
            made = surrogates(f"[{label} {entry.text}]")[0]
            assert names.group(fold(made)) == (sex, origin, band)


@given(people=_people, key=_keys)
@settings(max_examples=150, deadline=None)
def test_no_surrogate_is_a_word_nor_the_genitive_of_another(
    people: list[tuple[str, str]], key: bytes
) -> None:
    note = ". ".join(f"[FIRST_NAME {first}] [LAST_NAME {last}]" for first, last in people)
    made = {fold(surrogate) for surrogate in surrogates(note, key=key)}
    assert not made & known_words()
    assert not any(f"{surrogate}s" in made for surrogate in made)


@given(people=_people, key=_keys)
@settings(max_examples=150, deadline=None)
def test_who_signs_with_initials_of_ones_own_goes_on_doing_so(
    people: list[tuple[str, str]], key: bytes
) -> None:
    initials = {(fold(first)[0], fold(last)[0]) for first, last in people}
    words = [fold(word) for person in people for word in person]
    assume(len(initials) == len(people) and len(set(words)) == len(words) and _apart(*words))
    note = ". ".join(
        f"[FIRST_NAME {first}] [LAST_NAME {last}] ([INITIALS {first[0]}{last[0]}])"
        for first, last in people
    )
    made = surrogates(note, key=key)
    assert len({fold(sign) for sign in made[2::3]}) == len(people)


@given(firsts=st.lists(_firsts, min_size=2, max_size=3), lasts=st.lists(_lasts, min_size=2))
@settings(max_examples=100, deadline=None)
def test_parts_stay_parts(firsts: list[str], lasts: list[str]) -> None:
    lasts = lasts[:3]
    words = [fold(word) for word in firsts + lasts]
    assume(len(set(words)) == len(words) and _apart(*words))
    note = f"[FIRST_NAME {'-'.join(firsts)}] [LAST_NAME {' '.join(lasts)}]. " + " og ".join(
        [f"[FIRST_NAME {word}]" for word in firsts] + [f"[LAST_NAME {word}]" for word in lasts]
    )
    double, family, *each = surrogates(note)
    assert double.split("-") == each[: len(firsts)]
    assert family.split(" ") == each[len(firsts) :]


@given(people=_people, key=_keys)
@settings(max_examples=100, deadline=None)
def test_what_lies_between_stays(people: list[tuple[str, str]], key: bytes) -> None:
    note = "; og så ".join(f"[LAST_NAME {last}], [FIRST_NAME {first}]" for first, last in people)
    document, spans = marked(note)
    done = writer(key).write(document, spans)
    for left, right in pairwise(done.replacements):
        between = done.text[left.new_end : right.new_start]
        assert between == document.text[left.end : right.start]


def test_surrogate_names_are_found_again() -> None:
    """At least 99 in 100 of those that stand where a name was found before."""
    detector, replace = Deidentifier(), SurrogateWriter(key=KEY)
    seen = again = 0
    for note in synthesize(n=120, seed=5):
        done = replace.write(note.document, note.spans)
        before = _name_letters(detector, note.document.text)
        after = _name_letters(detector, done.text)
        for replacement in done.replacements:
            if replacement.category is not Category.NAME or (
                replacement.subtype is Subtype.INITIALS
            ):
                continue
            old, new = note.document.text, done.text
            if _covered(before, old, replacement.start, replacement.end):
                seen += 1
                again += _covered(after, new, replacement.new_start, replacement.new_end)
    assert seen > 500
    assert again >= 0.99 * seen


def _name_letters(detector: Deidentifier, text: str) -> set[int]:
    names = (span for span in detector.detect(text) if span.category is Category.NAME)
    return {at for span in names for at in range(span.start, span.end)}


def _covered(letters: set[int], text: str, start: int, end: int) -> bool:
    return all(at in letters for at in range(start, end) if text[at].isalnum())
