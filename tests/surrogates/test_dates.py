from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.phi import Category, Document, Span
from hidden_plain_sight.surrogates.choice import Choice, Scope
from hidden_plain_sight.surrogates.dates import shift_days, shifts
from hidden_plain_sight.values import DatePart, Part, WrittenDate
from tests.surrogates.marked import KEY, KEYS, full_date, marked, surrogates, writer

days = st.dates(dt.date(1930, 1, 1), dt.date(2030, 12, 31))


def read(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d.%m.%Y").date()


@given(written=st.lists(days, min_size=2, max_size=6), doc=st.text(max_size=5))
@settings(max_examples=200, deadline=None)
def test_intervals_order_and_weekdays_are_kept(written: list[dt.date], doc: str) -> None:
    note = " ".join(f"[DATE {day:%d.%m.%Y}]" for day in written)
    moved = [read(text) for text in surrogates(note, doc=doc)]
    shift = (moved[0] - written[0]).days
    assert {(new - old).days for new, old in zip(moved, written, strict=True)} == {shift}
    assert shift % 7 == 0
    assert 365 <= abs(shift) <= 1825


def test_without_whole_weeks_any_day_is_as_good() -> None:
    found = {shift_days(Choice(key, "d"), whole_weeks=False) for key in KEYS}
    assert all(365 <= abs(shift) <= 1825 for shift in found)
    assert any(shift % 7 for shift in found)
    assert [len(way) for way in shifts(whole_weeks=False)] == [1461, 1461]


def test_shifts_go_both_ways_and_are_even() -> None:
    found = [shift_days(Choice(KEY, str(n)), whole_weeks=True) for n in range(2000)]
    assert 0.45 < sum(shift > 0 for shift in found) / len(found) < 0.55
    assert len(set(found)) > 400


PARTS = [
    (DatePart.DAY, "07", True), (DatePart.DAY, "7", False), (DatePart.MONTH, "5", False),
    (DatePart.MONTH, "12", True), (DatePart.MONTH_WORD, "mai", False),
    (DatePart.YEAR, "2019", False),
    (DatePart.YEAR2, "87", False), (DatePart.DAY_WORD, "tolvte", False),
    (DatePart.MONTH_WORD, "Okt.", False), (DatePart.DAY, "31", True),
]  # fmt: skip


@given(
    parts=st.lists(
        st.sampled_from(PARTS), min_size=1, max_size=3, unique_by=lambda p: p[0].value[:3]
    ),
    shift=st.integers(-1825, 1825),
)
def test_a_moved_date_is_its_parts_moved(
    parts: list[tuple[DatePart, str, bool]], shift: int
) -> None:
    pieces: list[str | Part] = []
    for kind, text, pad in parts:
        pieces += [Part(kind, text, pad=pad), "."]
    date = WrittenDate(tuple(pieces))
    day = date.day(reference_year=2021)
    assert day is not None
    moved = day + dt.timedelta(days=shift)
    parts_moved = [p if isinstance(p, str) else p.rewritten(moved).text for p in pieces]
    assert date.shifted(shift, reference_year=2021) == "".join(parts_moved)


def test_a_part_that_is_no_month_is_no_day() -> None:
    assert WrittenDate((Part(DatePart.MONTH_WORD, "januars"),)).shifted(7) is None


@pytest.mark.parametrize("key", KEYS)
def test_partial_dates_change_and_keep_their_order(key: bytes) -> None:
    first, second, month = surrogates("[DATE 2012], [DATE 2019], i [DATE mai]", key=key)
    assert int(first) != 2012
    assert int(second) - int(first) == 7
    assert month != "mai"
    assert month.isalpha()


@pytest.mark.parametrize(
    ("text", "shape"),
    [("12.05.2021", "##.##.####"), ("2021-05-12", "####-##-##"), ("12.-14.05", "##.-##.##"),
     ("mai 21", None), ("120521", "######"), ("5/12", None)],
)  # fmt: skip
def test_dates_without_a_value_keep_their_shape(text: str, shape: str | None) -> None:
    for key in KEYS:
        span = Span(0, len(text), Category.DATE)
        done = writer(key).write(Document(text, id="1"), [span])
        assert done.text != text
        assert not done.replacements[0].generic
        assert shape is None or "".join("#" if c.isdigit() else c for c in done.text) == shape


def test_the_shift_is_one_for_a_patient() -> None:
    found = set()
    for name, note in (("a", "[DATE 01.02.2020]"), ("b", "[DATE 01.02.2020] [DATE 08.02.2021]")):
        document, spans = marked(note, doc=name, patient="p")
        made = writer(scope=Scope.PATIENT).write(document, spans).replacements[0].surrogate
        found.add(made)
    assert len(found) == 1


def test_a_value_that_cannot_be_read_is_reshaped() -> None:
    text = "juni-juli"
    value = WrittenDate((Part(DatePart.MONTH_WORD, text),))
    for note in (text, f"{text} og {text}"):
        spans = [Span(0, len(text), Category.DATE, value=value)]
        if note != text:
            spans.append(Span(len(note) - len(text), len(note), Category.DATE, value=value))
        for replacement in writer().write(Document(note, id="1"), spans).replacements:
            assert replacement.surrogate != text
            assert not replacement.generic


def test_a_range_in_part_of_a_span_is_moved() -> None:
    text = "fra 03.05.2021"
    span = Span(0, len(text), Category.DATE, value=full_date(dt.date(2021, 5, 3)))
    made = writer().write(Document(text, id="1"), [span]).text
    assert made.startswith("fra ")
    assert "03.05.2021" not in made


@pytest.mark.parametrize("written", ["1403", "140321", "14032021", "20210314"])
def test_digits_in_a_row_without_a_value_stay_a_date(written: str) -> None:
    form = {"1403": "%d%m", "140321": "%d%m%y", "14032021": "%d%m%Y", "20210314": "%Y%m%d"}
    for key in KEYS:
        made = writer(key).write(Document(written, id="1"), [Span(0, len(written), Category.DATE)])
        assert made.text != written
        assert dt.datetime.strptime(made.text, form[written])
