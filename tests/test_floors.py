"""The rates that the project promises, on gold that nothing was trained on.

Each floor is the measured rate less what its 95 % interval allows for.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.evaluation import evaluate, read_gold

VALIDATION = Path(__file__).parents[2] / "shared" / "data" / "nor_deid" / "validation.jsonl"


@pytest.mark.skipif(not VALIDATION.exists(), reason="Nor-DeID-SynthData is not at hand")
@pytest.mark.parametrize(
    ("with_tagger", "identified", "right", "unnecessary"),
    [(True, 0.985, 0.965, 0.065), (False, 0.97, 0.94, 0.04)],
)
def test_the_floors_on_nor_deid_validation(
    *, with_tagger: bool, identified: float, right: float, unnecessary: float
) -> None:
    gold = read_gold(VALIDATION, field="corrected")
    finder = Deidentifier() if with_tagger else Deidentifier(tagger=None)
    overall = evaluate(gold, finder.detect).overall
    assert (overall.identified.value or 0) >= identified
    assert (overall.right_category.value or 0) >= right
    assert overall.unnecessary.value is not None
    assert overall.unnecessary.value <= unnecessary


@pytest.mark.parametrize(
    ("name", "identified", "unnecessary"),
    [("tuned", 0.955, 0.055), ("locked", 0.93, 0.06)],
)
def test_the_floors_on_the_notes_of_the_project(
    name: str, identified: float, unnecessary: float
) -> None:
    gold = read_gold(Path(__file__).parent / "gold" / f"{name}.jsonl")
    overall = evaluate(gold, Deidentifier().detect).overall
    assert (overall.identified.value or 0) >= identified
    assert overall.unnecessary.value is not None
    assert overall.unnecessary.value <= unnecessary


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_a_worker_stays_within_400_mebibytes() -> None:
    code = (
        "from hidden_plain_sight import Deidentifier, Document\n"
        "from hidden_plain_sight.synthesis import synthesize\n"
        "finder = Deidentifier(key=b'0123456789abcdef')\n"
        "for note in synthesize(n=300, seed=1):\n"
        "    finder.deidentify(note.document)\n"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert int(outcome.stdout) <= 400 * 1024
