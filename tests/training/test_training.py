"""Training a tagger: what is learnt from, and that it learns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.tagger.network import OUTPUTS, Network, Shape
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import AnnotatedDocument, Mark, Rate, Rates, evaluate
from hidden_plain_sight.training import (
    Example,
    Recipe,
    choose,
    fit,
    from_norne,
    from_synthesis,
    rates_by_threshold,
)
from hidden_plain_sight.training.prepare import ANY_NAME, IGNORED, NO_NAME, allowed_outputs, prepare
from hidden_plain_sight.training.thresholds import THRESHOLDS, Choice

SMALL = Recipe(
    shape=Shape(reach=3, width=16, hidden=24, upper_reach=1, upper=24, rows=4096),
    passes=12, batch=64, learning_rate=0.01, common_from=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(tagger=None)


def test_norne_teaches_names_and_places_and_leaves_the_rest_open(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"tokens": ["Kari", "Vik", "i", "Moss", "leder", "LO", "."],'
        ' "tags": ["B-PER", "I-PER", "O", "B-GPE_LOC", "O", "B-ORG", "O"]}\n'
    )
    (example,) = from_norne(file, seed=2)
    assert example.text == "Kari Vik i Moss leder LO."
    assert example.spans == [(0, 8, ANY_NAME), (11, 15, "LOCATION"), (22, 24, IGNORED)]
    assert example.outside == NO_NAME


@pytest.mark.parametrize("row", ["{}", "[]", "not json", '{"tokens": 1}'])
def test_a_row_that_is_no_sentence_is_one_clear_error(tmp_path: Path, row: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(row + "\n")
    with pytest.raises(DeidentificationError, match="E401"):
        list(from_norne(file, seed=1))


def test_what_satisfies_a_target() -> None:
    allowed = allowed_outputs()
    assert allowed[:OUTPUTS].sum() == OUTPUTS
    assert not allowed[ANY_NAME, 0]
    assert allowed[NO_NAME, 0]
    assert not allowed[NO_NAME, 1]
    assert allowed[IGNORED].all()


def test_targets_follow_the_spans(detector: Detector) -> None:
    example = Example("Per Olav Vik kom", [(0, 8, "FIRST_NAME"), (9, 12, "LAST_NAME")])
    data = prepare([example], rules=detector.evidence, lexicon=detector.lexicon, reach=2)
    assert data.targets.tolist() == [0, 0, 1, 2, 3, 0, 0, 0]
    assert set(data.places.tolist()) >= {2, 3, 4}


def _examples(count: int) -> list[Example]:
    names = ("Xqabo", "Ymbrel", "Zartuk", "Qvistor", "Wemli", "Jukkra", "Drofti", "Bnarli")
    texts = (f"dagen gikk. kode {name * 2} ble brukt nr{n}" for n, name in enumerate(names * count))
    return [Example(text, [(17, text.index(" ble"), "LAST_NAME")]) for text in texts]


def test_a_tagger_learns_what_no_rule_knows_and_the_same_each_time(detector: Detector) -> None:
    pytest.importorskip("torch")
    networks = [
        fit(_examples(20), detector=detector, recipe=SMALL, report=lambda _: None) for _ in range(2)
    ]
    assert (networks[0].first == networks[1].first).all()
    from hidden_plain_sight.detection.tagger.compact import CompactTagger

    found = Detector(tagger=CompactTagger(networks[0], detector.lexicon))
    text = "dagen gikk. kode Fjompus ble brukt nr4"
    assert [(s.start, s.end, s.label) for s in found.detect(text)] == [(17, 24, "LAST_NAME")]


def test_a_network_is_the_same_after_being_written(detector: Detector, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    network = fit(_examples(2), detector=detector, recipe=SMALL, report=lambda _: None)
    network.with_threshold(0.7).save(tmp_path / "t")
    again = Network.load(tmp_path / "t")
    assert again.threshold == 0.7
    assert again.shape == network.shape
    for name in ("table", "settings", "first", "first_bias", "second", "last", "common"):
        assert np.array_equal(getattr(again, name), getattr(network, name)), name


def test_synthetic_notes_teach_with_their_spans() -> None:
    for example in from_synthesis(n=5, seed=3):
        assert all(0 <= start < end <= len(example.text) for start, end, _ in example.spans)


def _rates(identified: float) -> Rates:
    gold = AnnotatedDocument("n", "Kari kom.", (Mark(0, 4, "FIRST_NAME"),))
    overall = evaluate([gold], lambda _: []).overall
    return replace(overall, identified=Rate(identified, 1))


def test_the_highest_threshold_that_finds_enough_is_chosen() -> None:
    choices = [Choice(0.3, _rates(1.0)), Choice(0.5, _rates(0.99)), Choice(0.7, _rates(0.9))]
    best = choose(choices, min_identified=0.99)
    assert best is not None
    assert best.threshold == 0.5
    assert choose(choices[2:], min_identified=0.99) is None


def test_every_threshold_is_measured() -> None:
    gold = [AnnotatedDocument("n", "Kari kom.", (Mark(0, 4, "FIRST_NAME"),))]
    asked = []

    def make(threshold: float):  # type: ignore[no-untyped-def]
        asked.append(threshold)
        return lambda _: []

    assert len(list(rates_by_threshold(gold, make=make))) == len(THRESHOLDS)
    assert asked == list(THRESHOLDS)
