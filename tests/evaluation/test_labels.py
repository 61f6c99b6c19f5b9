"""Label schemes and span policies."""

from __future__ import annotations

from pathlib import Path

import pytest

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import SCHEMES, Mark, Scheme, SpanPolicy, read_label_map
from hidden_plain_sight.evaluation.labels import category_of, find_scheme, labels_to_ignore
from hidden_plain_sight.evaluation.policy import sort_marks


def drawn(text: str, part: str, label: str, scheme: Scheme) -> str:
    start = text.index(part)
    (mark,) = sort_marks([Mark(start, start + len(part), label)], text, scheme=scheme).counted
    return text[mark.start : mark.end]


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (["First_Name", "Date", "Age"], "nor-deid"),
        (["First_Name", "Date_Full", "Age"], "norsynthclinical-phi"),
        (["PER", "ORG", "DRV"], "norne"),
        (["FIRST_NAME", "DATE"], "canonical"),
        (["First_Name", "Date", "Firt_Name"], "nor-deid"),
        ([], "canonical"),
    ],
)
def test_the_scheme_is_told_by_the_labels(labels: list[str], name: str) -> None:
    assert find_scheme("auto", labels).name == name


def test_names_are_one_category() -> None:
    assert {category_of(label) for label in ("FIRST_NAME", "LAST_NAME", "INITIALS")} == {"NAME"}
    assert category_of("PHONE") == "PHONE"


def test_unknown_names_are_refused() -> None:
    with pytest.raises(DeidentificationError, match="E405"):
        find_scheme("nordeid", [])
    with pytest.raises(DeidentificationError, match="E106"):
        labels_to_ignore(["AGES"], SCHEMES["canonical"])


def test_ignored_by_own_label_category_or_because_never_annotated() -> None:
    assert labels_to_ignore(["Social_Security_Number"], SCHEMES["nor-deid"]) == {"NATIONAL_ID"}
    assert "INITIALS" in labels_to_ignore(["NAME"], SCHEMES["canonical"])
    assert labels_to_ignore([], SCHEMES["nor-deid"]) == set()
    assert {"DATE", "AGE"} <= labels_to_ignore([], SCHEMES["norne"])
    assert "DATE" not in labels_to_ignore([], SCHEMES["norne"].changed(labels={"TIME": "DATE"}))


@pytest.mark.parametrize("text", ["[1]", "ORG: STREETS", "NO: DATE", "a: [", "\xff"])
def test_label_maps_that_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "map.yaml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(DeidentificationError, match="E406"):
        read_label_map(file)
    with pytest.raises(DeidentificationError, match="E201"):
        read_label_map(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("46 år", "46"),
        ("46 \når", "46"),
        ("60-årene", "60"),
        ("100-åringen", "100"),
        ("46 - 64 år", "46 - 64"),
        ("fire måneder", "fire måneder"),
    ],
)
def test_ages_are_their_digits(text: str, expected: str) -> None:
    assert drawn(text, text, "Age", SCHEMES["nor-deid"]) == expected
    assert drawn(text, text, "AGE", SCHEMES["canonical"]) == text


@pytest.mark.parametrize("weekday", ["mandag ", "Tirsdag, ", "laurdag ", "onsdagen "])
def test_weekdays_are_no_part_of_a_date(weekday: str) -> None:
    text = weekday + "3. mai"
    assert drawn(text, text, "Date", SCHEMES["norsynthclinical-phi"]) == "3. mai"
    assert drawn("mandag", "mandag", "Date", SCHEMES["nor-deid"]) == "mandag"


def test_white_space_at_borders_is_left_out() -> None:
    assert drawn("a  Moss\n b", "  Moss\n ", "Location", SCHEMES["nor-deid"]) == "Moss"


def test_predicted_name_parts_are_joined_for_a_gold_of_whole_names() -> None:
    text = "Kari  Vik, Ola og I.H."
    marks = [Mark(0, 4, "FIRST_NAME"), Mark(6, 9, "LAST_NAME"), Mark(11, 14, "FIRST_NAME")]
    marks.append(Mark(18, 22, "INITIALS"))
    counted = sort_marks(marks, text, scheme=SCHEMES["norne"]).counted
    assert counted == (Mark(0, 9, "NAME"), Mark(11, 14, "NAME"), Mark(18, 22, "NAME"))


def test_gold_names_that_stand_side_by_side_stay_two() -> None:
    marks = [Mark(0, 4, "PER"), Mark(5, 8, "PER")]
    assert len(sort_marks(marks, "Kari Ola", scheme=SCHEMES["norne"]).counted) == 2


def test_generic_units_can_be_left_out() -> None:
    text = "Poliklinikken, Moss sykehus"
    marks = [Mark(0, 13, "Health_Care_Unit"), Mark(15, 27, "Health_Care_Unit")]
    scheme = SCHEMES["nor-deid"]
    assert len(sort_marks(marks, text, scheme=scheme).counted) == 2
    result = sort_marks(marks, text, scheme=scheme.changed(generic_units_count=False))
    assert (result.counted, result.neutral) == (
        (Mark(15, 27, "HEALTH_CARE_UNIT"),),
        (Mark(0, 13, "HEALTH_CARE_UNIT"),),
    )


def test_spans_without_letters_or_digits_hold_nothing() -> None:
    result = sort_marks([Mark(0, 3, "DATE")], "[…]", scheme=SCHEMES["canonical"])
    assert (result.counted, result.empty) == ((), 1)


def test_a_changed_scheme_leaves_the_known_one_alone() -> None:
    changed = SCHEMES["norne"].changed(labels={"ORG": "HEALTH_CARE_UNIT"})
    assert changed.canonical("ORG") == "HEALTH_CARE_UNIT"
    assert SCHEMES["norne"].canonical("ORG") == "IGNORE"
    assert changed.policy == SpanPolicy(whole_names=True)
