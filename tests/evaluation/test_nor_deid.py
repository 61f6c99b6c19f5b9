"""The public corpora, where they are at hand: they are read, and their shape is as described."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hidden_plain_sight.evaluation import evaluate, read_gold

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOR_DEID = DATA / "nor_deid" / "validation.jsonl"
NORNE = DATA / "norne" / "nno_dev.jsonl"


@pytest.mark.skipif(not NOR_DEID.is_file(), reason="Nor-DeID is not at hand")
def test_nor_deid_validation() -> None:
    gold = read_gold(NOR_DEID, field="corrected")
    assert len(gold) == 100
    counts = Counter(mark.label for document in gold for mark in document.marks)
    assert len(counts) == 8
    assert counts["Date"] == 150
    perfect = evaluate(gold, gold)
    assert perfect.scheme == "nor-deid"
    assert perfect.overall.gold == counts.total()
    assert (perfect.overall.right_category.value, perfect.overall.unnecessary.value) == (1, 0)
    nothing = evaluate(gold, lambda _: [])
    assert nothing.overall.identified.value == 0


@pytest.mark.skipif(not NOR_DEID.is_file(), reason="Nor-DeID is not at hand")
def test_published_spans_miss_what_the_corrected_ones_add() -> None:
    published = read_gold(NOR_DEID)
    corrected = read_gold(NOR_DEID, field="corrected")
    evaluation = evaluate(corrected, published)
    assert evaluation.overall.unnecessary.value == 0
    assert 0.9 < (evaluation.overall.identified.value or 0) < 1


@pytest.mark.skipif(not NORNE.is_file(), reason="NorNE is not at hand")
def test_norne_dev() -> None:
    gold = read_gold(NORNE)
    perfect = evaluate(gold, gold)
    assert perfect.scheme == "norne"
    assert set(perfect.labels) == {"LOCATION", "NAME"}
    assert perfect.overall.strict.f1.value == 1
