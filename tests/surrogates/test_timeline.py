"""Dates in every form: what is kept when all of them move by one number of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hidden_plain_sight.phi import Category, Document, Span
from hidden_plain_sight.surrogates.timeline import Timeline, is_birth, whole_dates
from hidden_plain_sight.values import WrittenDate, read_date
from tests.surrogates.marked import KEYS, writer

MONTHS = ["januar", "februar", "mars", "april", "mai", "juni",
          "juli", "august", "september", "oktober", "november", "desember"]  # fmt: skip

Form = Callable[[dt.date], str]
PADDED: list[Form] = [
    lambda d: f"{d:%d.%m.%Y}", lambda d: f"{d:%d.%m.%y}", lambda d: f"{d:%d/%m-%y}",
    lambda d: f"{d:%d-%m-%Y}", lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d:%d%m%Y}", lambda d: f"{d:%d%m%y}", lambda d: f"{d:%d. %m. %Y}",
    lambda d: f"{d:%Y-%m-%d}T14:30:05",
]  # fmt: skip
PLAIN: list[Form] = [
    lambda d: f"{d.day}.{d.month}.{d.year}", lambda d: f"{d.day}/{d.month}-{d:%y}",
    lambda d: f"{d.day}/{d.month} {d.year}", lambda d: f"{d.day}.{d.month}-{d:%y}",
]  # fmt: skip
WORDED: list[Form] = [
    lambda d: f"{d.day}. {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day}.{MONTHS[d.month - 1]} -{d:%y}",
    lambda d: f"den {d.day}. {MONTHS[d.month - 1].capitalize()} '{d:%y}",
    lambda d: f"{MONTHS[d.month - 1].capitalize()} {d.day}, {d.year}",
    lambda d: f"{d.day}. {MONTHS[d.month - 1].upper()} {d.year} kl. 14.30",
]
days = st.dates(dt.date(1945, 1, 1), dt.date(2027, 12, 31))


def dated(pieces: list[str]) -> tuple[Document, list[Span]]:
    """A note of dates with words between, and its spans, of which none has been read."""
    text, spans = "", []
    for piece in pieces:
        text += " og så "
        spans.append(Span(len(text), len(text) + len(piece), Category.DATE))
        text += piece
    return Document(text + " slutt", id="n1"), spans


def moved(pieces: list[str], *, key: bytes = KEYS[0], **options: object) -> list[str]:
    document, spans = dated(pieces)
    made = writer(key, **options).write(document, spans)
    assert [document.text[r.start : r.end] for r in made.replacements] == pieces
    assert not any(r.generic for r in made.replacements)
    return [r.surrogate for r in made.replacements]


@given(
    written=st.lists(st.tuples(days, st.sampled_from(PADDED + WORDED)), min_size=1, max_size=6),
    anchor=days,
    key=st.sampled_from(KEYS),
    weeks=st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_every_form_moves_by_one_shift_and_is_written_as_it_was(
    written: list[tuple[dt.date, Form]], anchor: dt.date, key: bytes, weeks: bool
) -> None:
    pieces = [anchor.isoformat(), *(form(day) for day, form in written)]
    # a first of ten or later does not show whether others would be filled up to two digits
    assume(all(form in PADDED or day.day < 10 for day, form in written))
    first, *others = moved(pieces, key=key, whole_weeks=weeks)
    shift = dt.date.fromisoformat(first) - anchor
    assert 365 <= abs(shift.days) <= 1825
    assert not weeks or shift.days % 7 == 0
    styles = {form in PADDED for _, form in written}
    for (day, form), text in zip(written, others, strict=True):
        assert text == form(day + shift) or len(styles) > 1
        read = read_date(text)
        assert read is not None
        assert read.day() == day + shift


@given(day=days, form=st.sampled_from(PLAIN), key=st.sampled_from(KEYS))
@settings(max_examples=200, deadline=None)
def test_days_and_months_that_are_not_filled_up_stay_so(
    day: dt.date, form: Form, key: bytes
) -> None:
    assume(day.day < 10 or day.month < 10)
    first, text = moved([day.isoformat(), form(day)], key=key)
    assert text == form(dt.date.fromisoformat(first))


@given(first=days, gap=st.integers(-170, 170), key=st.sampled_from(KEYS))
@settings(max_examples=200, deadline=None)
def test_a_day_without_a_year_keeps_its_distance_to_the_date_before(
    first: dt.date, gap: int, key: bytes
) -> None:
    second = first + dt.timedelta(gap)
    document, spans = dated([first.isoformat(), f"{second.day}. {MONTHS[second.month - 1]}"])
    one, other = (r.surrogate for r in writer(key).write(document, spans).replacements)
    after = dt.date.fromisoformat(one) + dt.timedelta(gap)
    assert other.replace(". 0", ". ") == f"{after.day}. {MONTHS[after.month - 1]}"


@pytest.mark.parametrize(
    "written",
    ["2019", "'19", "-98", "mai 2021", "05.2021", "mai -21", "12. mai", "12/5", "1403", "i mai",
     "12.-14. mai", "mai–juni 2021", "2019-2021", "2019/20", "12.05.-14.05.21", "28.–30.12"],
)  # fmt: skip
def test_partial_dates_and_ranges_keep_their_granularity(written: str) -> None:
    was = read_date(written)
    assert was is not None
    for key in KEYS:
        (text,) = moved([written], key=key)
        assert text != written
        read = read_date(text)
        assert read is not None
        assert read.granularity is was.granularity
        assert read.is_range == was.is_range


@given(
    years=st.lists(st.integers(1930, 2030), min_size=2, max_size=5),
    key=st.sampled_from(KEYS),
)
def test_years_keep_their_distances(years: list[int], key: bytes) -> None:
    made = [int(text) for text in moved([str(year) for year in years], key=key)]
    for was, now in zip(years, made, strict=True):
        assert abs((now - made[0]) - (was - years[0])) <= 1


@pytest.mark.parametrize(
    "written",
    ["31.12.9999", "9999-12-31", "01.01.0001", "0001-01-01", "99991231", "31. desember 9999",
     "30.06.0003"],
)  # fmt: skip
def test_a_date_at_the_end_of_the_calendar_becomes_another_one_of_it(written: str) -> None:
    for key in KEYS:
        (text,) = moved([written], key=key)
        assert text != written
        read = read_date(text)
        assert read is not None
        assert read.day() is not None
        assert [c.isdigit() for c in text] == [c.isdigit() for c in written] or "." in written


@pytest.mark.parametrize("written", ["99.99.2019", "2019-13-45", "32.01.2020", "00.00.0000"])
def test_what_is_in_no_calendar_becomes_something_else(written: str) -> None:
    for key in KEYS:
        document, spans = dated([written])
        made = writer(key).write(document, spans).replacements[0]
        assert made.surrogate != written
        assert not made.generic


def test_another_key_gives_other_dates() -> None:
    found = {tuple(moved(["12.05.2021", "3. mai 2022"], key=key)) for key in KEYS}
    assert len(found) > 20


def test_a_leap_day_is_moved_like_any_other() -> None:
    for key in KEYS:
        first, leap = moved(["2024-02-28", "29.02.2024"], key=key)
        day = dt.date.fromisoformat(first) + dt.timedelta(1)
        assert leap == f"{day:%d.%m.%Y}"


@pytest.mark.parametrize(
    ("pieces", "days", "expected"),
    [
        (["28.12.18", "3.1"], 7, ["04.01.19", "10.1"]),
        (["28.12.2018", "3.1.", "1.3."], 800, ["07.03.2021", "13.3.", "9.5."]),
        (["12.10", "3.4"], 7, ["19.10", "10.4"]),
        (["31.12", "3.4"], 7, ["7.1", "10.4"]),
        (["31.12", "03.04"], 7, ["07.01", "10.04"]),
        (["12. mai", "07. juni"], -7, ["05. mai", "31. mai"]),
        (["12. mai"], -7, ["5. mai"]),
        (["des. 2021", "sept. 2020"], 90, ["mars 2022", "des. 2020"]),
    ],
)  # fmt: skip
def test_what_a_date_does_not_show_is_taken_from_the_others(
    pieces: list[str], days: int, expected: list[str]
) -> None:
    document, spans = dated(pieces)
    texts, _ = Timeline.of(document.text, spans).moved(days)
    assert list(texts.values()) == expected


def test_a_range_over_new_year_is_read_from_its_end() -> None:
    text = "Innlagt 12.03.2015. Så 28.12 - 03.01.2020."
    spans = [Span(8, 18, Category.DATE), Span(23, 28, Category.DATE), Span(31, 41, Category.DATE)]
    found = [date.day for date in Timeline.of(text, spans).dates]
    assert found == [dt.date(2015, 3, 12), dt.date(2019, 12, 28), dt.date(2020, 1, 3)]


def test_a_birth_date_tells_no_other_year() -> None:
    text = "Født 12.05.1975, f. 12.05.1975, kom 3.4.2019, dro 29.2."
    spans = [Span(text.index(t), text.index(t) + len(t), Category.DATE)
             for t in ("12.05.1975", "3.4.2019", "29.2.")]  # fmt: skip
    timeline = Timeline.of(text, spans)
    assert timeline.year == 2019
    assert timeline.dates[-1].day == dt.date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("Kari f. ", True), ("Født: ", True), ("fødd i Odda den ", True), ("Fødselsdato: ", True),
     ("f.d. ", True), ("fødte ", False), ("født. Sett ", False), ("sett ", False),
     ("født i 1950, operert ", False)],
)  # fmt: skip
def test_what_says_a_birth(text: str, is_told: bool) -> None:
    assert is_birth(f"{text}12.05.1975", len(text)) is is_told


def test_pieces_of_one_date_are_joined_and_others_are_not() -> None:
    for text, expected in (("24/7 21", 1), ("14-18/1", 1), ("12.05 14", 1), ("2019 2020", 2)):
        cut = text.index(" ") if " " in text else text.index("-")
        spans = [Span(0, cut, Category.DATE), Span(cut + 1, len(text), Category.DATE)]
        assert len(whole_dates(text, spans)) == expected
        place = [spans[0], Span(cut + 1, len(text), Category.LOCATION)]
        assert len(whole_dates(text, place)) == 2


@given(text=st.text(alphabet="0123456789./- maijunden", max_size=14))
@settings(max_examples=500)
def test_whatever_is_read_is_written_back(text: str) -> None:
    read = read_date(text)
    if read is not None:
        assert isinstance(read, WrittenDate)
        assert str(read) == text
        assert read.shifted(0) is not None
