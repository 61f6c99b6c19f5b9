"""The date grammar: what is read, and that it is written back as it was."""

from __future__ import annotations

import pytest

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.phi import Category
from hidden_plain_sight.values import Granularity, WrittenDate

DETECTOR = Detector(tagger=None)

FORMS = [
    ("12.05.2021", Granularity.FULL, "19.05.2021"),
    ("12.5.2021", Granularity.FULL, "19.5.2021"),
    ("12.05.21", Granularity.FULL, "19.05.21"),
    ("12/5/21", Granularity.FULL, "19/5/21"),
    ("12/5-21", Granularity.FULL, "19/5-21"),
    ("12/5 2021", Granularity.FULL, "19/5 2021"),
    ("12-05-2021", Granularity.FULL, "19-05-2021"),
    ("12.05-21", Granularity.FULL, "19.05-21"),
    ("2021-05-12", Granularity.FULL, "2021-05-19"),
    ("20210512", Granularity.FULL, "20210519"),
    ("12052021", Granularity.FULL, "19052021"),
    ("120521", Granularity.FULL, "190521"),
    ("12. mai 2021", Granularity.FULL, "19. mai 2021"),
    ("12.mai 2021", Granularity.FULL, "19.mai 2021"),
    ("12 mai 2021", Granularity.FULL, "19 mai 2021"),
    ("12. mai -21", Granularity.FULL, "19. mai -21"),
    ("12. mai '21", Granularity.FULL, "19. mai '21"),
    ("12. Mai 2021", Granularity.FULL, "19. Mai 2021"),
    ("12. MAI 2021", Granularity.FULL, "19. MAI 2021"),
    ("28. sept. 2020", Granularity.FULL, "5. okt. 2020"),
    ("tolvte mai 2021", Granularity.FULL, "nittende mai 2021"),
    ("12. mai", Granularity.DAY_MONTH, "19. mai"),
    ("12/5", Granularity.DAY_MONTH, "19/5"),
    ("28. februar 2024", Granularity.FULL, "6. mars 2024"),
    ("29.02.2024", Granularity.FULL, "07.03.2024"),
    ("31.12.1999", Granularity.FULL, "07.01.2000"),
    ("12.-14.05.21", Granularity.FULL, "19.-21.05.21"),
    ("28.-30.05.21", Granularity.FULL, "04.-06.06.21"),
    ("12.–14. mai", Granularity.DAY_MONTH, "19.–21. mai"),
    ("28.–30. mai", Granularity.DAY_MONTH, "4.–6. juni"),
    ("28.09.21", Granularity.FULL, "05.10.21"),
    ("28.9.21", Granularity.FULL, "5.10.21"),
    ("1.09.2021", Granularity.FULL, "8.09.2021"),
    ("24.-30.4.21", Granularity.FULL, "1.-7.5.21"),
    ("12. geassemánnu 2019", Granularity.FULL, "19. geassemánnu 2019"),
    ("28. geassemánnu 2019", Granularity.FULL, "5. suoidnemánnu 2019"),
    ("December 30, 2019", Granularity.FULL, "January 6, 2020"),
    ("28. oct 2019", Granularity.FULL, "4. nov 2019"),
    ("28. dec. 2019", Granularity.FULL, "4. jan. 2020"),
    ("trettande mai 2021", Granularity.FULL, "tjuande mai 2021"),
]


@pytest.mark.parametrize(("written", "granularity", "week_later"), FORMS)
def test_a_date_is_read_whole_and_written_back_in_its_own_style(
    written: str, granularity: Granularity, week_later: str
) -> None:
    text = f"Pasienten ble innlagt {written} med brystsmerter."
    dates = [s for s in DETECTOR.detect(text) if s.category is Category.DATE]
    assert [text[s.start : s.end] for s in dates] == [written]
    value = dates[0].value
    assert isinstance(value, WrittenDate)
    assert str(value) == written
    assert value.granularity is granularity
    assert value.shifted(7, reference_year=2021) == week_later


@pytest.mark.parametrize(
    ("written", "years_later"),
    [
        ("mai 2021", "mai 2023"),
        ("2019", "2021"),
        ("mai -19", "mai -21"),
        ("mai/19", "mai/21"),
        ("'19", "'21"),
        ("2019-2021", "2021-2023"),
    ],
)
def test_partial_dates_keep_their_granularity(written: str, years_later: str) -> None:
    text = f"Symptomer siden {written} og senere."
    dates = [s for s in DETECTOR.detect(text) if s.category is Category.DATE]
    assert [text[s.start : s.end] for s in dates] == [written.removeprefix("'")]
    value = dates[0].value
    assert isinstance(value, WrittenDate)
    assert value.shifted(731) == years_later.removeprefix("'")


@pytest.mark.parametrize(
    ("text", "written"),
    [("Inn: 26/12 18. Frisk.", "26/12 18"), ("levermetastaser (mai 19).", "mai 19"),
     ("seponert i mai 12 pasienter", "mai"), ("labetalol sep 10. oktober.", "10. oktober"),
     ("kontroll 4/3 10 mg", "4/3")],
)  # fmt: skip
def test_a_year_of_two_digits_after_a_blank(text: str, written: str) -> None:
    dates = [s for s in DETECTOR.detect(text) if s.category is Category.DATE]
    assert [text[s.start : s.end] for s in dates] == [written]


@pytest.mark.parametrize(
    "text",
    [
        "BT 120/80 mmHg", "Kraft 4/5 i arm", "VAS 3/10", "1/2 tablett", "Hb 12.5 g/dl",
        "2000 ml NaCl", "vekt 1950 g", "1-0-1", "100 mg x 3", "I21.4", "L4/L5", "kap. 2.1.1",
        "GCS 15/15", "visus 6/6", "INR 2.3", "EF 55", "for 3 uker siden", "i går", "uke 12",
    ],
)  # fmt: skip
def test_numbers_that_are_no_dates(text: str) -> None:
    assert [s for s in DETECTOR.detect(text) if s.category is Category.DATE] == []


def test_a_range_of_months_is_one_date_with_two_ends() -> None:
    text = "Opphold juni-juli 2021 og hjem."
    dates = [s for s in DETECTOR.detect(text) if s.category is Category.DATE]
    assert [text[s.start : s.end] for s in dates] == ["juni-juli 2021"]
    value = dates[0].value
    assert isinstance(value, WrittenDate)
    assert value.is_range
    assert value.shifted(62) == "august-september 2021"
