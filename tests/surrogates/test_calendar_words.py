"""Feasts, seasons, weeks and weekdays beside dates that have moved."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.phi import Category, Document, Span
from hidden_plain_sight.surrogates.calendar_words import calendar_words
from hidden_plain_sight.surrogates.timeline import Timeline
from hidden_plain_sight.values import DatePart, Part
from tests.marked import unmarked
from tests.surrogates.marked import KEYS, writer

MONTH = Part(DatePart.MONTH_WORD, "mai")
DETECTOR = Detector(tagger=None)
SEASONS = ("vinteren", "våren", "sommeren", "høsten")
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
WEEKDAYS_NN = ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"]


def moved(marked: str, days: int) -> str:
    """A note whose dates are marked, with its words of the calendar some days on."""
    text, places = unmarked(marked)
    spans = [Span(start, end, Category.DATE) for start, end in places]
    words = sorted(
        calendar_words(Timeline.of(text, spans), spans, days), key=lambda word: -word.start
    )
    for word in words:
        text = text[: word.start] + word.text + text[word.end :]
    return text


@pytest.mark.parametrize(
    ("note", "days", "expected"),
    [
        ("Op. jul [[2018]].", 70, "Op. mars 2019."),
        ("Op. julen -[[18]].", 70, "Op. mars -19."),
        ("Op. JULEN [[2018]].", 70, "Op. MARS 2019."),
        ("Julen [[2018]] var fin.", 70, "Mars 2019 var fin."),
        ("Op. [[jul 2018]].", 70, "Op. mars 2019."),
        ("Innlagt 1. juledag [[2018]].", 70, "Innlagt 5. mars 2019."),
        ("Innlagt andre juledag, [[2018]].", 70, "Innlagt 6. mars, 2019."),
        ("I påsken [[2019]] og påske [[2020]]", 364, "I april 2020 og april 2021"),
        ("Palmesøndag [[2019]].", 7, "21. april 2019."),
        ("Kristi himmelfartsdag [[2019]].", 7, "6. juni 2019."),
        ("2. pinsedag [[2019]].", -7, "3. juni 2019."),
        ("Pinsa [[2019]]", 30, "Juli 2019"),
        ("St. Hansaften [[2017]]", 7, "30. juni 2017"),
        ("Sankthans [[2017]]", 7, "1. juli 2017"),
        ("ved nyttår [[2019]]", 14, "ved 15. januar 2019"),
        ("ved årsskiftet [[2018/19]]", 364, "ved 31. desember 2019"),
        ("jul/nyttår [[2018]]", 14, "januar 2019"),
        ("Nyttår [[2019]] gikk greit", 14, "Januar 2019 gikk greit"),
        (
            "Innlagt etter påske, til jul hjemme. [[24.04.2019]].",
            7,
            "Innlagt etter 28. april, til januar hjemme. 24.04.2019.",
        ),
        (
            "Hele påskehelgen og i juleferien. [[24.04.2019]].",
            70,
            "Hele helgen og i ferien. 24.04.2019.",
        ),
        ("[[30.05.2019]] (Kristi himmelfartsdag)", 1, "30.05.2019 (fredag)"),
        ("I romjula. Sett [[27.12.2018]].", 70, "I mars. Sett 27.12.2018."),
        ("Sett [[27.12.2018]]. Kom på julaften.", 70, "Sett 27.12.2018. Kom den 4. mars."),
        ("julaften [[24.12.2018]]", 70, "mandag 24.12.2018"),
        ("[[24.12.2018]] (julaften)", 70, "24.12.2018 (mandag)"),
        ("skjærtorsdag den [[18. april 2019]]", 6, "onsdag den 18. april 2019"),
        ("levert i romjulen 18. Sett [[27.12.2018]].", 70, "levert i mars 19. Sett 27.12.2018."),
    ],
)
def test_feasts_become_the_month_or_the_day_that_it_is(note: str, days: int, expected: str) -> None:
    assert moved(note, days) == expected


@pytest.mark.parametrize(
    ("note", "days", "expected"),
    [
        ("Sommeren [[2017]] og høst [[20]]", 91, "Høsten 2017 og vinter 21"),
        ("sommaren -[[17]], vår [[06]]", 91, "hausten -17, sommer 06"),
        ("vinteren [[2019/20]]", 364, "vinteren 2020/21"),
        ("vinteren [[2019/20]]", 91, "våren 2020"),
        ("hausten '[[98]]", 400, "hausten '99"),
        ("høstferien [[2018]]", 100, "vinterferien 2019"),
        ("Sett [[3.4.2019]]. Time til høsten, flyttet i sommer.", 91,
         "Sett 3.4.2019. Time til vinteren, flyttet i høst."),
    ],
)  # fmt: skip
def test_seasons_become_the_season_that_it_is(note: str, days: int, expected: str) -> None:
    assert moved(note, days) == expected


@pytest.mark.parametrize(
    ("note", "days", "expected"),
    [
        ("uke 12 [[2019]]", 14, "uke 14 2019"),
        ("Veke 50, [[2019]]", 28, "Veke 2, 2020"),
        ("uke [[12-14 2019]]", 14, "uke 14-16 2019"),
        ("uke [[12/21]]", 364, "uke 12/22"),
        ("uke 51/52 2020", 14, "uke 53/1 2021"),
        ("uke nr. 09 [[2020]]", 7, "uke nr. 10 2020"),
        ("uke 53 [[2020]]", 7, "uke 1 2021"),
        ("Sett [[12.03.2019]]. Time i uke 15 og ferie uke 28-30.", 7,
         "Sett 12.03.2019. Time i uke 16 og ferie uke 29-31."),
        ("Sett [[12.3.2019]]. Kom 14. ds. og 20. f.m.", 21,
         "Sett 12.3.2019. Kom 4. ds. og 13. f.m."),
        ("[[12.3.2019]] (uke 11), uke 15.", 7, "12.3.2019 (uke 12), uke 15."),
        ("10., [[12. og 14. mai 2019]]", 2, "12., 12. og 14. mai 2019"),
        ("10., 12., [[14. mai 2019]]", 2, "12., 14., 14. mai 2019"),
    ],
)  # fmt: skip
def test_weeks_become_the_week_that_it_is(note: str, days: int, expected: str) -> None:
    assert moved(note, days) == expected


@pytest.mark.parametrize(
    "note",
    [
        "Feirer jul hos mor. Sett [[12.3.2019]].",
        "Hver jul, god jul, om våren, i vår avdeling. Sett [[12.3.2019]].",
        "Julaften, påske og pinse er verst. Sett [[12.3.2019]].",
        "Julaften i fjor. Sett [[12.3.2019]].",
        "I påsken og i høst. Operert [[2012]].",
        "Gravid i uke 12, fra uke 8. Termin [[12.8.2019]].",
        "G2P1, i uke 31. Sett [[12.3.2019]].",
        "Født [[12.3.2019]] i uke 38.",
        "Time i uke 12 av 20. Sett [[12.3.2019]].",
        "Sett [[12.3.2019]]. Hver uke 2 ganger, 1 uke 10 mg.",
        "Sett [[12. jul 2019]] og [[jul 2018]].",
        "Født på St. Hans hospital. Sett [[12.3.2019]].",
        "Julebord og påskeegg. Sett [[12.3.2019]].",
        "Ingen dato, men jul og uke 12.",
    ],
)
def test_what_comes_again_or_is_no_time_of_the_year_stays(note: str) -> None:
    assert moved(note, 700) == unmarked(note)[0]


@given(year=st.integers(1950, 2040), days=st.integers(-1825, 1825))
@settings(max_examples=300)
def test_easter_is_where_it_was_and_so_many_days_on(year: int, days: int) -> None:
    then = easter(year) + dt.timedelta(days)
    assert moved(f"i påsken [[{year}]].", days) == f"i {MONTH.of(then)} {then.year}."
    then -= dt.timedelta(7)
    assert moved(f"palmesøndag [[{year}]]", days).endswith(f"{MONTH.of(then)} {then.year}")


@given(
    year=st.integers(1950, 2040), number=st.integers(0, 3), days=st.integers(-1825, 1825),
    later=st.integers(0, 900),
)  # fmt: skip
@settings(max_examples=300)
def test_seasons_keep_their_order_and_hold_the_day(
    year: int, number: int, days: int, later: int
) -> None:
    word, new_year = moved(f"i {SEASONS[number]} [[{year}]]", days).split()[1:]
    then = dt.date(year, 1 + 3 * number, 15) + dt.timedelta(days)
    season = dt.date(int(new_year), 1 + 3 * SEASONS.index(word), 15)
    assert abs(season - then) <= dt.timedelta(48)
    other = dt.date(year, 1 + 3 * number, 15) + dt.timedelta(later)
    note = f"i {SEASONS[other.month % 12 // 3]} [[{other.year + (other.month == 12)}]]"
    after_word, after_year = moved(note, days).split()[1:]
    assert (int(new_year), SEASONS.index(word)) <= (int(after_year), SEASONS.index(after_word))


@given(
    day=st.dates(dt.date(1960, 1, 1), dt.date(2030, 12, 31)),
    key=st.sampled_from(KEYS),
    nynorsk=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_weekdays_beside_dates_are_true_after_any_shift(
    day: dt.date, key: bytes, nynorsk: bool
) -> None:
    names = WEEKDAYS_NN if nynorsk else WEEKDAYS
    written = f"{day:%d.%m.%Y}"
    head = "Eg kjem ikkje. " if nynorsk else "Jeg kommer ikke. "
    plain = f"{head}{names[day.weekday()].capitalize()} {written} ({names[day.weekday()]})"
    at = plain.index(written)
    spans = [Span(at, at + len(written), Category.DATE)]
    done = writer(key, whole_weeks=False).write(Document(plain, id="n1"), spans)
    before, date, after = done.text.removeprefix(head).split()
    new = dt.datetime.strptime(date, "%d.%m.%Y").date()
    assert before.lower() == after.strip("()") == (names[new.weekday()])
    assert before[0].isupper()


def test_weekdays_are_left_alone_when_whole_weeks_are_moved() -> None:
    note = "tirsdag [[12.03.2019]]"
    assert moved(note, 700) == "tirsdag 12.03.2019"
    assert moved(note, 701) == "onsdag 12.03.2019"
    assert moved("Må [[12.03.2019]]", 701) == "Ty 12.03.2019"
    assert moved("Sett [[12.03.2019]], må skiftes i dag. Mandag til fredag 8-15.", 701) == (
        "Sett 12.03.2019, må skiftes i dag. Mandag til fredag 8-15."
    )


NOTE = (
    "Innlagt skjærtorsdag 18. april 2019 etter fall i romjulen 2018, første gang sommeren -17. "
    "Var hjemme i påsken. Kontroll uke 20 2019, Kristi himmelfartsdag er det stengt. "
    "Neste time mandag 6.5. St. Hans 2019 reiser hun."
)


def test_a_note_as_a_whole_tells_nothing_of_the_shift() -> None:
    for key in KEYS:
        spans = DETECTOR.detect(NOTE)
        done = writer(key).write(Document(NOTE, id="n1"), spans)
        assert not any(replacement.generic for replacement in done.replacements)
        for word in ("skjær", "romjul", "påske", "himmelfart", "Hans", "18. april", "uke 20 2019"):
            assert word not in done.text
        at = new_at = 0
        for replacement in done.replacements:
            between = NOTE[at : replacement.start]
            assert done.text[new_at : replacement.new_start] == between
            at, new_at = replacement.end, replacement.new_end
        assert done.text[new_at:] == NOTE[at:]


def test_at_the_end_of_the_calendar_words_stay() -> None:
    assert moved("uke 50 9999, jul [[31.12.9999]]", 700).startswith("uke 50 9999")
