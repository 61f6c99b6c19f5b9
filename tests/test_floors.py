"""The rates that the project promises on public gold; skipped where the gold is not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.evaluation import evaluate, read_gold

VALIDATION = Path(__file__).parents[2] / "shared" / "data" / "nor_deid" / "validation.jsonl"


@pytest.mark.skipif(not VALIDATION.exists(), reason="Nor-DeID-SynthData is not at hand")
def test_the_floors_on_nor_deid_validation() -> None:
    gold = read_gold(VALIDATION, field="corrected")
    overall = evaluate(gold, Deidentifier().detect).overall
    assert (overall.identified.value or 0) >= 0.97
    assert (overall.right_category.value or 0) >= 0.94
    assert overall.unnecessary.value is not None
    assert overall.unnecessary.value <= 0.04


@pytest.mark.parametrize(
    ("name", "identified", "unnecessary"),
    [("tuned", 0.88, 0.03), ("locked", 0.83, 0.04)],
)
def test_the_floors_on_the_notes_of_the_project(
    name: str, identified: float, unnecessary: float
) -> None:
    gold = read_gold(Path(__file__).parent / "gold" / f"{name}.jsonl")
    overall = evaluate(gold, Deidentifier().detect).overall
    assert (overall.identified.value or 0) >= identified
    assert overall.unnecessary.value is not None
    assert overall.unnecessary.value <= unnecessary
