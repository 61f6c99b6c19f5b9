"""`deid-corpus evaluate` as a command."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import typer
from typer.testing import CliRunner

from hidden_plain_sight.cli.evaluate import evaluate

APP = typer.Typer()
APP.command()(evaluate)

TEXT = "Solfrid er 46 år, innlagt 3. mai 2019."
GOLD = [[0, 7, "First_Name"], [11, 13, "Age"], [26, 37, "Date"]]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(orjson.dumps({"id": "n1", "text": TEXT, "corrected": GOLD}))
    return file


@pytest.fixture
def predictions(tmp_path: Path) -> Path:
    file = tmp_path / "predictions.jsonl"
    spans = [[0, 7, "FIRST_NAME"], [11, 16, "AGE"], [8, 10, "LOCATION"]]
    file.write_bytes(orjson.dumps({"id": "n1", "entities": spans}))
    return file


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_rates_first_then_labels(gold: Path, predictions: Path) -> None:
    code, out, _ = run(gold, "--field", "corrected", "--predictions", predictions)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[:3]] == ["Identified", "In", "Unnecessary"]
    assert "2 of 3" in out.splitlines()[0]
    assert "scheme nor-deid" in out
    assert "Solfrid" not in out


def test_ignored_labels_and_errors(gold: Path, predictions: Path) -> None:
    options = ("--field", "corrected", "--predictions", predictions, "--ignore", "Date", "--errors")
    code, out, _ = run(gold, *options)
    assert code == 0
    assert "2 of 2" in out
    assert "unnecessary\tn1\t8-10\tLOCATION\t2" in out
    assert "missed" not in out


def test_files_and_comparison(gold: Path, predictions: Path, tmp_path: Path) -> None:
    before, page = tmp_path / "before.json", tmp_path / "report.html"
    options = ("--field", "corrected", "--predictions", predictions)
    assert run(gold, *options, "--json", before)[0] == 0
    code, out, _ = run(gold, *options, "--compare", before, "--html", page)
    assert code == 0
    assert "paired bootstrap of 1 documents" in out
    assert "Compared with" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        (("--fail-under-identified", "0.6"), 0),
        (("--fail-under-identified", "0.97"), 1),
        (("--fail-over-unnecessary", "0.4"), 0),
        (("--fail-over-unnecessary", "0.1"), 1),
        (("--fail-under-identified", "97"), 2),
    ],
)
def test_gates(gold: Path, predictions: Path, gate: tuple[str, str], code: int) -> None:
    assert run(gold, "--field", "corrected", "--predictions", predictions, *gate)[0] == code


def test_a_gate_fails_where_there_is_nothing_to_measure(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "n1", "text": "a", "entities": []}')
    assert run(file, "--predictions", file, "--fail-under-identified", "0")[0] == 1


def test_errors_are_coded_and_exit_2(gold: Path, tmp_path: Path) -> None:
    code, _, err = run(gold, "--predictions", gold)
    assert (code, "[E401]" in err, "Solfrid" in err) == (2, True, False)
    assert run(gold, "--field", "corrected", "--scheme", "x", "--predictions", gold)[0] == 2
    assert run(tmp_path / "none.jsonl")[0] == 2


def test_label_map(tmp_path: Path) -> None:
    gold, labels = tmp_path / "n1.txt", tmp_path / "labels.yaml"
    gold.write_text("<Fornavn>Solfrid</Fornavn>")
    assert run(gold, "--predictions", gold)[0] == 2
    labels.write_text("Fornavn: FIRST_NAME\n")
    code, out, _ = run(gold, "--predictions", gold, "--label-map", labels)
    assert (code, "FIRST_NAME" in out) == (0, True)


def test_without_predictions_the_detector_is_run(gold: Path) -> None:
    code, out, _ = run(gold, "--field", "corrected")
    assert code == 0
    assert "of 3" in out.splitlines()[0]


def test_categories_of_the_detector_can_be_chosen(gold: Path) -> None:
    _, everything, _ = run(gold, "--field", "corrected")
    code, ages_alone, _ = run(gold, "--field", "corrected", "--only", "AGE")
    assert code == 0
    assert everything.splitlines()[0] != ages_alone.splitlines()[0]
