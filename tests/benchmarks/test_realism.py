"""The benchmark of realism: what it computes, and that it can fail."""

from __future__ import annotations

import datetime as dt
import doctest
from importlib import import_module

import numpy as np
import pytest
from benchmarks.realism.agreement import age_agrees
from benchmarks.realism.classifier import Auc, auc, auc_with_interval, fit, telling
from benchmarks.realism.curves import curve, distance
from benchmarks.realism.measure import Measured, measured
from benchmarks.realism.mentions import Mention, Note, as_originals, kind_of, make_notes
from benchmarks.realism.report import rendered
from benchmarks.realism.shifts import allowed, examined
from benchmarks.realism.tells import untold
from benchmarks.realism.trials import (
    CONDITIONS,
    CONTROL,
    LISTED,
    NOTE,
    PLAIN,
    Outcome,
    Sides,
    all_trials,
)
from benchmarks.realism.verdict import Limits, judged
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.values import DatePart, Part, WrittenDate

MODULES = ("agreement", "classifier", "curves", "features", "lists", "mentions", "shifts", "tells")
SCORED = st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=2, max_size=40).filter(
    lambda rows: len({is_surrogate for _, is_surrogate in rows}) == 2
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    failed, tried = doctest.testmod(import_module(f"benchmarks.realism.{name}"))
    assert tried
    assert not failed


@given(SCORED)
def test_auc_counts_pairs(rows: list[tuple[int, bool]]) -> None:
    scores = np.array([score for score, _ in rows], dtype=np.float64)
    is_surrogate = np.array([one for _, one in rows])
    ours, others = scores[is_surrogate], scores[~is_surrogate]
    above = sum((a > b) + (a == b) / 2 for a in ours for b in others)
    assert auc(scores, is_surrogate) == pytest.approx(above / (len(ours) * len(others)))
    assert auc(-scores, is_surrogate) == pytest.approx(1 - auc(scores, is_surrogate))


def test_interval_is_wider_where_notes_hold_many_rows() -> None:
    random = np.random.default_rng(1)
    notes = np.arange(600) // 20
    is_surrogate = notes % 2 == 1
    scores = random.normal(size=30)[notes] + is_surrogate
    clustered = auc_with_interval(scores, is_surrogate, notes)
    alone = auc_with_interval(scores, is_surrogate, np.arange(600))
    assert clustered.low <= clustered.value <= clustered.high
    assert clustered.high - clustered.low > 2 * (alone.high - alone.low)


def test_classifier_learns_what_differs_and_nothing_else() -> None:
    random = np.random.default_rng(2)
    is_surrogate = np.arange(800) % 2 == 1
    noise = [{f"n{n}" for n in random.integers(0, 50, 5)} for _ in range(800)]
    told = [row | ({"tell"} if one and at % 3 else set()) for at, (row, one) in
            enumerate(zip(noise, is_surrogate, strict=True))]  # fmt: skip
    test = np.arange(800) >= 400

    def tested(rows: list[set[str]]) -> float:
        model = fit([r for r, t in zip(rows, test, strict=True) if not t], is_surrogate[~test])
        scores = model.scores([r for r, t in zip(rows, test, strict=True) if t])
        return auc(scores, is_surrogate[test])

    assert tested(told) > 0.75
    assert 0.4 < tested(noise) < 0.6
    assert [tell.feature for tell in telling(told, is_surrogate, count=5)] == ["tell"]
    assert not telling(noise, is_surrogate, count=5)


@given(st.from_regex(r"[0-9]{2}( ?[0-9]){6}", fullmatch=True), st.sampled_from(["", "+47 "]))
def test_prefixes_of_phones_are_taken_away_and_the_rest_stays(number: str, code: str) -> None:
    bare = untold(Mention("phone", code + number, ""))
    assert bare == f"{code}xx{number[2:]}"


@pytest.mark.parametrize("month", ["01", "41", "66", "81"])
def test_months_of_all_series_become_the_same(month: str) -> None:
    assert untold(Mention("national number", f"12{month}7012345", "")) == "12017012345"


def test_names_keep_all_that_tells_them() -> None:
    assert untold(Mention("first name", "Kari", "Liv")) == "Kari"


def test_cut_notes_hold_their_text_and_all_spans() -> None:
    notes = make_notes(n=6, seed=3)
    for note, cut in zip(notes, as_originals(notes), strict=True):
        assert cut.text() == note.document.text
        assert len(cut.mentions) == len(note.spans)
        assert all(m.text == m.original and not m.generic for m in cut.mentions)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2318 Hamar", "postcode"), ("2318", "postcode"), ("Storgata 5", "address"),
     ("Hamar", "place"), ("Spania", "country")],
)  # fmt: skip
def test_kinds_of_locations(text: str, kind: str) -> None:
    assert kind_of(Span(0, len(text), Category.LOCATION), text) == kind


def test_even_shifts_hold() -> None:
    report = examined(allowed(whole_weeks=True) * 20, whole_weeks=True)
    assert report.holds()
    assert (report.seen, report.outside, report.forwards) == (416, 0, 0.5)


@pytest.mark.parametrize("more", [[0], [364], [-8], [1827]])
def test_a_shift_that_cannot_be_is_seen(more: list[int]) -> None:
    assert not examined([*allowed(whole_weeks=True) * 20, *more], whole_weeks=True).holds()


def test_shifts_of_one_sign_are_not_even() -> None:
    assert not examined(allowed(whole_weeks=True)[:208] * 40, whole_weeks=True).holds()


SHARES = st.dictionaries(st.sampled_from("abcd"), st.floats(0.1, 1), min_size=1).map(
    lambda d: {key: value / sum(d.values()) for key, value in d.items()}
)


@given(SHARES, SHARES)
def test_distance(one: dict[str, float], other: dict[str, float]) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= distance(one, other) <= 1 + 1e-9


def named(*pairs: tuple[str, str]) -> Note:
    mentions = tuple(Mention("first name", text, original) for text, original in pairs)
    return Note(("",) * (len(mentions) + 1), mentions)


def test_curve_compares_surrogates_with_what_they_stand_for() -> None:
    before = [named(("Kari", "Kari"), ("Ola", "Ola"))]
    after = [named(("Ola", "Kari"), ("Ola", "Kari"), ("Xqaavik", "Xqaa"))]
    found = curve("first name", originals=before, surrogates=after)
    assert found.mentions == 1
    assert found.distances["sex"] == (1.0, 0.5)
    assert found.ranks[1][0] == 1.0


BORN = WrittenDate(
    (Part(DatePart.DAY, "12"), ".", Part(DatePart.MONTH, "3"), ".", Part(DatePart.YEAR, "1950"))
)
TODAY = WrittenDate(
    (Part(DatePart.DAY, "1"), ".", Part(DatePart.MONTH, "6"), ".", Part(DatePart.YEAR, "2020"))
)


@pytest.mark.parametrize(("age", "agrees"), [("70", True), ("69", False), ("71", False)])
def test_age_agrees_with_the_birth_date(age: str, agrees: bool) -> None:
    text = f"f. 12.3.1950, {age} år, sett 1.6.2020"
    assert BORN.day() == dt.date(1950, 3, 12)
    spans = [
        Span(3, 12, Category.DATE, value=BORN),
        Span(14, 16, Category.AGE),
        Span(26, 34, Category.DATE, value=TODAY),
    ]
    assert text[26:34] == "1.6.2020"
    assert age_agrees(text, spans) is agrees


def outcome(kind: str, condition: str, low: float) -> Outcome:
    return Outcome(kind, condition, Auc(low + 0.05, low, low + 0.1), 100)


def judged_status(*outcomes: Outcome, limits: Limits) -> int:
    return judged(Measured(list(outcomes), {}, [], []), limits)[0]


def test_limits_count_for_listed_ones_and_where_the_whole_interval_is_over() -> None:
    limits = Limits(auc=0.6, note_auc=0.7)
    assert judged_status(outcome("unit", LISTED, 0.61), limits=limits) == 1
    assert judged_status(outcome("unit", LISTED, 0.59), limits=limits) == 0
    assert judged_status(outcome("unit", PLAIN, 0.9), limits=limits) == 0
    assert judged_status(outcome(NOTE, LISTED, 0.65), limits=limits) == 0
    assert judged_status(outcome(NOTE, LISTED, 0.71), limits=limits) == 1
    assert judged_status(outcome("unit", LISTED, 0.9), limits=Limits()) == 0


def test_nothing_is_judged_where_originals_are_told_from_originals() -> None:
    assert judged_status(outcome(NOTE, CONTROL, 0.7), limits=Limits()) == 2


def test_uneven_shifts_fail() -> None:
    shifts = {"days": examined([365] * 9000, whole_weeks=False)}
    status, lines = judged(Measured([], shifts, [], []), Limits())
    assert status == 1
    assert "not even" in lines[0]


def shouting(note: Note) -> Note:
    mentions = tuple(
        Mention(m.kind, m.text.upper() + "!", m.original, m.before, m.after) for m in note.mentions
    )
    return Note(note.gaps, mentions)


def test_surrogates_that_shout_are_told_and_the_control_is_not() -> None:
    first, second = (as_originals(make_notes(n=40, seed=seed)) for seed in (4, 5))
    outcomes = all_trials(Sides(first, second, [shouting(note) for note in second]), tells=2)
    by_place = {(one.kind, one.condition): one for one in outcomes}
    assert {condition for _, condition in by_place} == set(CONDITIONS)
    plain, control = by_place[NOTE, PLAIN].auc, by_place[NOTE, CONTROL].auc
    assert plain is not None
    assert control is not None
    assert plain.low > 0.95
    assert abs(control.value - 0.5) < 0.25
    assert "!" in by_place["first name", PLAIN].tells[0].feature


def test_all_of_it_in_small() -> None:
    found = measured(notes=12, seed=6, ids=500, tells=1)
    text = rendered(found, markdown=True)
    assert all(condition in text.splitlines()[0] for condition in CONDITIONS)
    assert all(kind in text for kind in (NOTE, "whole weeks", "last name, by band", "postcode"))
