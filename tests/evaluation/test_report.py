"""The page, the JSON and the comparison: complete, self-contained, and free of text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import (
    AnnotatedDocument,
    Evaluation,
    Mark,
    Rate,
    compare,
    evaluate,
    read_evaluation,
    render_html,
    to_json,
    write_report,
)
from hidden_plain_sight.evaluation.terminal import comparison_lines, finding_lines, plain
from hidden_plain_sight.evaluation.wording import interval, percent

WORDS = ("Solfrid", "Bjerkvoll", "Zyprexa")
TEXT = "Solfrid Bjerkvoll fikk Zyprexa."


def made(found: int, *, count: int = 20, document_id: str = "note") -> Evaluation:
    """`count` documents, each with two names; both are found in `found` of them, else one."""
    marks = (Mark(0, 7, "First_Name"), Mark(8, 17, "Last_Name"))
    gold = [AnnotatedDocument(f"{document_id}-{n}", TEXT, marks) for n in range(count)]
    wrong = Mark(23, 30, "LOCATION")
    predictions = {
        document.id: [*marks[: 2 if n < found else 1], wrong] for n, document in enumerate(gold)
    }
    return evaluate(gold, predictions)


class Checker(HTMLParser):
    """Counts tags that are opened and not closed, and whatever would load something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loading: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.loading += [name for name, _ in attrs if name in ("src", "href", "srcset", "action")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(page: str) -> Checker:
    checker = Checker()
    checker.feed(page)
    checker.close()
    return checker


def test_the_page_is_whole_and_loads_nothing() -> None:
    checker = checked(render_html(made(15), comparison=compare(made(5), made(15))))
    assert checker.open == checker.loading == []
    assert not checker.tags & {"script", "link", "img", "iframe", "object"}


def test_the_page_shows_the_rates() -> None:
    page = re.sub(r"\s+", " ", render_html(made(15)))
    for shown in ("87.5", "35 of 40", "prefers-color-scheme", "FIRST_NAME", "LAST_NAME", "<svg"):
        assert shown in page
    assert "note-19" in page


def test_no_text_of_a_note_gets_out() -> None:
    evaluation, before = made(15), made(5)
    comparison = compare(before, evaluation)
    outputs = [
        render_html(evaluation, comparison=comparison),
        to_json(evaluation, comparison=comparison).decode(),
        plain(evaluation),
        "\n".join(finding_lines(evaluation.findings)),
        "\n".join(comparison_lines(comparison)),
        repr(evaluation),
        repr(AnnotatedDocument("n", TEXT, ())),
    ]
    for output in outputs:
        assert not any(word in output for word in WORDS)


def test_ids_are_escaped() -> None:
    page = render_html(made(1, count=2, document_id="<script>&"))
    assert "&lt;script&gt;&amp;-1" in page
    assert "<script" not in page


def test_an_empty_evaluation_has_a_page_too() -> None:
    assert "Nothing was missed" in render_html(Evaluation("canonical", (), (), ()))


def test_json_comes_back(tmp_path: Path) -> None:
    evaluation = made(15)
    file = tmp_path / "evaluation.json"
    write_report(evaluation, json=file, html=tmp_path / "report.html")
    again = read_evaluation(file)
    assert again == evaluation
    assert again.overall == evaluation.overall
    data = orjson.loads(file.read_bytes())
    assert data["overall"]["identified"]["value"] == 0.875
    assert data["per_label"]["LAST_NAME"]["identified"]["part"] == 15
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evaluation.json", "report.html"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "x"}', "\xff"])
def test_other_json_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "evaluation.json"
    file.write_text(content, encoding="latin-1")
    with pytest.raises(DeidentificationError, match="E409"):
        read_evaluation(file)
    with pytest.raises(DeidentificationError, match="E409"):
        read_evaluation(tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeidentificationError, match="E411"):
        write_report(made(1), html=tmp_path / "no" / "report.html")


def test_percent_never_rounds_a_leak_away() -> None:
    assert percent(99999 / 100000) == ">99.9"
    assert interval(Rate(99999, 100000, 0.99994, 0.99999)) == "99.9–100"


# comparison


def test_the_difference_and_its_interval() -> None:
    comparison = compare(made(5), made(15))
    rows = {(row.label, row.rate): row for row in comparison.differences}
    overall = rows["all", "identified"]
    assert (overall.before, overall.after, overall.value) == (0.625, 0.875, 0.25)
    assert overall.low is not None
    assert overall.high is not None
    # half of the documents gain one of their two: the standard error is 0.25 / sqrt(20) = 0.056
    assert overall.low == pytest.approx(0.25 - 1.96 * 0.056, abs=0.03)
    assert overall.high == pytest.approx(0.25 + 1.96 * 0.056, abs=0.03)
    assert overall.is_clear
    unchanged = rows["FIRST_NAME", "identified"]
    assert (unchanged.value, unchanged.low, unchanged.high, unchanged.is_clear) == (0, 0, 0, False)
    assert rows["all", "documents_with_a_leak"].value == -0.5
    assert rows["LOCATION", "identified"].value is None


def test_the_same_seed_gives_the_same_interval() -> None:
    first, again = compare(made(5), made(9)), compare(made(5), made(9))
    assert first == again
    assert compare(made(5), made(9), seed=2) != first


def test_other_documents_or_other_gold_cannot_be_compared() -> None:
    with pytest.raises(DeidentificationError, match=r"E410.*not the same documents"):
        compare(made(1), made(1, document_id="other"))
    gold = [AnnotatedDocument(f"note-{n}", TEXT, (Mark(0, 7, "First_Name"),)) for n in range(20)]
    with pytest.raises(DeidentificationError, match=r"E410.*gold spans differ"):
        compare(made(1), evaluate(gold, lambda _: []))
