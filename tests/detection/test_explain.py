"""Why: every candidate that was proposed, and what became of it."""

from __future__ import annotations

import pytest

from hidden_plain_sight import Deidentifier, Document, PatientFacts
from hidden_plain_sight.detection import Detector, Explanation, Outcome
from hidden_plain_sight.phi import Category

DETECTOR = Detector(tagger=None)


def told(
    text: str, rule: str, facts: PatientFacts | None = None
) -> list[tuple[str, Outcome, str | None]]:
    """What became of the candidates of a rule, and which rule won over them."""
    return [
        (text[e.start : e.end], e.outcome, e.winner and e.winner[2])
        for e in DETECTOR.explain(text, facts)
        if e.rule_id == rule
    ]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("Hun heter Kari.", "name.cue", ("Kari", Outcome.KEPT, None)),
        ("Stein i nyrene", "place.listed", ("Stein", Outcome.BELOW, None)),
        ("Innlagt Bergen legevakt", "place.listed", None),
        ("Ring Xqaari. Datteren Xqaari", "document.mention", ("Xqaari", Outcome.KEPT, None)),
        ("Kari Nordli, 44, gift", "age.beside_name", ("44", Outcome.KEPT, None)),
    ],
)
def test_what_became_of_a_candidate(
    text: str, rule: str, expected: tuple[str, Outcome, str | None] | None
) -> None:
    assert told(text, rule) == ([] if expected is None else [expected])


def test_the_stronger_one_is_named() -> None:
    facts = PatientFacts(names="Kari Nordli", addresses="5003 Bergen")
    text = "Kari Nordli, innlagt Bergen legevakt"
    assert told(text, "fact.name", facts) == [
        ("Kari", Outcome.KEPT, None),
        ("Nordli", Outcome.KEPT, None),
    ]
    assert told(text, "name.full", facts) == [
        ("Kari", Outcome.YIELDED, "fact.name"),
        ("Nordli", Outcome.YIELDED, "fact.name"),
    ]
    assert told(text, "fact.address", facts) == [("Bergen", Outcome.YIELDED, "unit.named")]


def test_a_part_of_a_larger_span_and_what_is_left_of_a_weaker_one() -> None:
    text = "Pasienten Per Olav Xqabo møtte"
    facts = PatientFacts(first_names="Olav")
    outcomes = {(e.rule_id, e.outcome) for e in DETECTOR.explain(text, facts)}
    assert ("fact.name", Outcome.PART) in outcomes
    assert {e.outcome for e in DETECTOR.explain(text, facts) if e.rule_id == "name.cue"} >= {
        Outcome.KEPT
    }


def test_what_is_kept_is_what_is_detected() -> None:
    text = "Kari Nordli (f. 12.05.75), Storgata 12, 5003 Bergen. Dr. Hansen, OUS. /KN"
    kept = {
        (e.start, e.end, e.category, e.rule_id)
        for e in DETECTOR.explain(text)
        if e.outcome is Outcome.KEPT
    }
    assert {(s.start, s.end, s.category, s.rule_id) for s in DETECTOR.detect(text)} <= kept


def test_explanations_are_in_order_each_once_and_hold_no_text() -> None:
    text = "Kari Nordli ringte. KARI NORDLI, tlf 22 07 50 00, 22.07.50"
    found = DETECTOR.explain(text)
    assert list(found) == sorted(found, key=lambda e: (e.start, -e.end, -e.score, e.rule_id))
    assert len(set(found)) == len(found)
    assert "Nordli" not in repr(found)
    assert all(0 < e.score <= 1 for e in found)


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "e\u0301\u0301 Nor\u00addli, dr. Nordli"
    assert [text[e.start : e.end] for e in DETECTOR.explain(text) if e.outcome is Outcome.KEPT] == [
        "Nor\u00addli",
        "Nordli",
    ]


def test_the_deidentifier_explains_documents_with_their_facts() -> None:
    note = Document("Xqaari sover.", facts=PatientFacts(first_names="Xqaari"))
    (kept,) = [e for e in Deidentifier().explain(note) if e.outcome is Outcome.KEPT]
    assert (kept.rule_id, kept.label, kept.category) == ("fact.name", "FIRST_NAME", Category.NAME)
    assert Deidentifier().explain("") == ()


def test_an_explanation_is_frozen() -> None:
    one = DETECTOR.explain("Hun heter Kari.")[0]
    assert isinstance(one, Explanation)
    with pytest.raises(AttributeError):
        one.start = 3  # type: ignore[misc]
