"""Every rule file's own examples, run through the whole detector."""

from __future__ import annotations

import re

import pytest

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.rules import Rule, read_rules
from tests.marked import letters, unmarked

RULES = list(read_rules().rules.values())
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}")
    for rule in RULES
    for n, example in enumerate(rule.examples)
]
COUNTEREXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}")
    for rule in RULES
    for n, example in enumerate(rule.counterexamples)
]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(tagger=None)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_whole_and_under_its_category(
    detector: Detector, rule: Rule, example: str
) -> None:
    text, marked = unmarked(example)
    found = [s for s in detector.detect(text) if s.category is rule.category]
    missed = letters(text, marked) - letters(text, [(s.start, s.end) for s in found])
    assert not missed, [(text[s.start : s.end], s.rule_id) for s in detector.detect(text)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_has_nothing_else_of_its_category(
    detector: Detector, rule: Rule, example: str
) -> None:
    text, marked = unmarked(example)
    allowed = letters(text, marked)
    found = [s for s in detector.detect(text) if s.category is rule.category]
    assert all(letters(text, [(s.start, s.end)]) & allowed for s in found), found


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_a_counterexample_is_left_alone(detector: Detector, rule: Rule, example: str) -> None:
    found = [s for s in detector.detect(example) if s.category is rule.category]
    assert found == []


def test_every_rule_has_a_description_and_a_usable_score() -> None:
    assert all(rule.description.endswith(".") and 0 < rule.score <= 1 for rule in RULES)


def test_every_rule_with_a_pattern_has_an_example() -> None:
    assert [rule.id for rule in RULES if rule.pattern and not rule.examples] == []


_UNBOUNDED_BLANKS = re.compile(r"(?:\[ \\t(?:\\n)?\]|\\s|\[ \])[*+](?!\+)")


@pytest.mark.parametrize("rule", [r for r in RULES if r.pattern], ids=lambda rule: str(rule.id))
def test_no_pattern_repeats_blanks_without_bound(rule: Rule) -> None:
    """Two such repetitions beside each other cost the square of a row of blanks."""
    assert rule.pattern is not None
    pattern = rule.pattern.pattern
    assert not _UNBOUNDED_BLANKS.search(pattern.replace("(?=[ ]*(?:", "")), pattern
