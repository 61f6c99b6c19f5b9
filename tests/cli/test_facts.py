"""Facts and explanations as the users of `deid-corpus` meet them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.cli.calling import call

NOTE = {
    "id": 1,
    "text": "snakket med xqaari, deretter zxolheim",
    "fornavn": "Xqaari",
    "mor": "Siri Zxolheim",
    "far": None,
}
FACTS = ("--fact", "first_names=fornavn", "--fact", "relatives=mor", "--fact", "relatives=far")


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def test_run_with_facts(tmp_path: Path) -> None:
    notes, out = write(tmp_path / "notes.jsonl", NOTE), tmp_path / "out"
    result = call("run", notes, out, "--ephemeral-key", *FACTS)
    assert result.exit_code == 0
    assert "The columns of the facts were left out." in result.stdout
    row = orjson.loads((out / "data/notes.jsonl").read_bytes())
    assert list(row) == ["id", "text"]
    assert "xqaari" not in row["text"]
    assert "zxolheim" not in row["text"]
    manifest = orjson.loads((out / "manifest.json").read_bytes())
    assert manifest["facts"] == ["first_names", "relatives"]
    assert "xqaari" not in str(manifest).lower()


def test_detect_with_facts_from_a_configuration(tmp_path: Path) -> None:
    notes, config = write(tmp_path / "notes.jsonl", NOTE), tmp_path / "run.yaml"
    config.write_text("facts:\n  first_names: fornavn\n  relatives: [mor, far]\n")
    found = orjson.loads(call("detect", notes, "-", "--config", config).stdout)
    assert found["entities"] == [[12, 18, "FIRST_NAME"], [29, 37, "LAST_NAME"]]
    assert "explanations" not in found


def test_detect_explains(tmp_path: Path) -> None:
    notes = write(tmp_path / "notes.jsonl", NOTE, {**NOTE, "id": 2, "text": "Hun heter Kari."})
    result = call("detect", notes, "-", *FACTS, "--explain")
    first, second = map(orjson.loads, result.stdout.splitlines())
    kept = [one for one in first["explanations"] if one["outcome"] == "kept"]
    assert [(one["start"], one["end"], one["label"], one["rule"]) for one in kept] == [
        (12, 18, "FIRST_NAME", "fact.name"),
        (29, 37, "LAST_NAME", "fact.relative"),
    ]
    assert kept[0]["score"] >= 0.95
    assert {one["rule"] for one in second["explanations"]} >= {"name.cue"}
    assert "Kari" not in str(second)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("fornavn", "E607"),
        ("first_names=", "E607"),
        ("fornavn=fornavn", "E605"),
        ("first_names=text", "E101"),
        ("first_names=id", "E101"),
    ],
)
def test_facts_that_cannot_be_asked_for(tmp_path: Path, fact: str, code: str) -> None:
    notes = write(tmp_path / "notes.jsonl", NOTE)
    result = call("run", notes, tmp_path / "out", "--ephemeral-key", "--fact", fact)
    assert (result.exit_code, result.stderr[:6]) == (2, f"[{code}]")
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_missing_column_quarantines_every_document(tmp_path: Path) -> None:
    notes = write(tmp_path / "notes.jsonl", NOTE)
    result = call("detect", notes, tmp_path / "found.jsonl", "--fact", "staff=lege")
    assert (result.exit_code, result.stderr[:6]) == (3, "[E202]")


def test_evaluate_uses_the_facts_of_the_gold(tmp_path: Path) -> None:
    row = {
        "id": "n1",
        "text": "snakket med xqaari i går",
        "entities": [[12, 18, "FIRST_NAME"]],
        "facts": {"first_names": ["Xqaari"], "staff": None},
    }
    gold = write(tmp_path / "gold.jsonl", row)
    limit = ("--fail-under-identified", "1")
    assert call("evaluate", gold, *limit).exit_code == 0
    assert call("evaluate", gold, "--only", "DATE", *limit).exit_code == 1
    plain = write(tmp_path / "plain.jsonl", {**row, "facts": None})
    same = call("evaluate", gold, "--no-facts").stdout
    assert same == call("evaluate", plain).stdout


@pytest.mark.parametrize(
    "facts", ["Xqaari", {"fornavn": "Xqaari"}, {"birth_date": "Xqaari"}, {"staff": [{"a": 1}]}]
)
def test_facts_of_a_gold_that_cannot_be_used(tmp_path: Path, facts: object) -> None:
    row = {"id": "n1", "text": "Hei", "entities": [], "facts": facts}
    result = call("evaluate", write(tmp_path / "gold.jsonl", row))
    assert (result.exit_code, result.stderr[:6]) == (2, "[E401]")
    assert "line 1" in result.stderr
    assert "Xqaari" not in result.output
