"""`deid-corpus synthesize`: gold that can be read again, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from hidden_plain_sight.cli import app
from hidden_plain_sight.evaluation import read_gold


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["synthesize", *map(str, arguments)])


def test_the_gold_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    result = call(file, "--n", 12, "--seed", 4)
    assert result.exit_code == 0, result.output
    documents = list(read_gold(file))
    assert [document.id for document in documents] == [f"synthetic-4-{i}" for i in range(12)]
    rows = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    assert all({"id", "language", "document_type", "text", "entities"} == set(row) for row in rows)


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert call(tmp_path / name, "--n", 8, "--seed", 2).exit_code == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_facts_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    call(file, "--n", 3, "--facts", "--language", "nn")
    rows = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    assert all(row["facts"]["first_names"] and row["language"] == "nn" for row in rows)


def test_variety_is_shown_without_text(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    result = call(file, "--n", 5)
    assert "FIRST_NAME" in result.stdout
    row = orjson.loads(file.read_bytes().splitlines()[0])
    names = [row["text"][a:b] for a, b, label in row["entities"] if label.endswith("_NAME")]
    assert not any(len(name) > 3 and name in result.output for name in names)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("mine")
    result = call(file, "--n", 2)
    assert result.exit_code == 2
    assert "[E411]" in result.output
    assert file.read_text() == "mine"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = call(tmp_path / "none" / "gold.jsonl", "--n", 2)
    assert (result.exit_code, "[E411]" in result.output) == (2, True)


def test_an_unknown_language(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    assert call(file, "--language", "sv").exit_code == 2
    assert not file.exists()


def test_no_half_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("hidden_plain_sight.synthesis.Variety.add", failing)
    assert call(tmp_path / "gold.jsonl", "--n", 3).exit_code == 2
    assert list(tmp_path.iterdir()) == []
