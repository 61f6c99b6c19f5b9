"""`deid-corpus audit`: what it finds in an output, and that it shows nothing of it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.cli.calling import call

NOTES = [
    {
        "id": 1,
        "text": "Hun heter Kari Nordli. Innlagt 12.05.2021. Tlf. 22 07 50 00.",
        "mor": "Gunvor",
    },
    {"id": 2, "text": None},
    {"id": 3, "text": "Pasienten Xqaari Bjørgås bor i Bergen.", "mor": "Per Moe"},
]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in NOTES))
    return file


@pytest.fixture
def out(notes: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    call("run", notes, folder, "--ephemeral-key", "--fact", "relatives=mor")
    return folder


def rewrite(out: Path, change: tuple[str, str]) -> None:
    file = out / "data/notes.jsonl"
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")


def test_an_output_passes(notes: Path, out: Path, tmp_path: Path) -> None:
    report = tmp_path / "audit.json"
    result = call("audit", notes, out, "--json", report)
    assert result.exit_code == 0
    assert "Passed" in result.stdout
    counts = orjson.loads(report.read_bytes())
    assert (counts["documents"], counts["absent"], counts["passed"]) == (2, 1, True)
    assert counts["identifiers"] >= 6


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('"text":"', '"text":"NORDLI '), "1: leak of LAST_NAME"),
        (('"text":"', '"text":"2207 5000 '), "1: leak of PHONE"),
        (('"text":"', '"text":"gunvor '), "1: leak of FACT"),
        (("heter", "kalles"), "1: the texts differ outside identifiers"),
    ],
)
def test_what_was_slipped_in_is_found(
    notes: Path, out: Path, change: tuple[str, str], told: str
) -> None:
    rewrite(out, change)
    result = call("audit", notes, out)
    assert result.exit_code == 3
    assert told in result.stderr
    assert "Not passed" in result.stdout
    assert "Files changed since the run" in result.stdout
    for secret in ("nordli", "2207", "gunvor"):
        assert secret not in result.output.casefold()


def test_a_surrogate_that_is_a_real_value_is_a_collision(notes: Path, out: Path) -> None:
    row = orjson.loads((out / "data/notes.jsonl").read_bytes().splitlines()[0])
    surrogate = row["text"].removeprefix("Hun heter ").split()[0]
    rewrite(out, (f"heter {surrogate} ", "heter Kari "))
    result = call("audit", notes, out)
    assert (result.exit_code, "1: collision of FIRST_NAME" in result.stderr) == (3, True)


def test_other_originals_are_refused(out: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_bytes(b'{"id": 9, "text": "Kari", "mor": null}\n')
    result = call("audit", other, out)
    assert (result.exit_code, "[E215]" in result.stderr) == (2, True)


def test_a_folder_that_no_run_has_written(notes: Path, tmp_path: Path) -> None:
    result = call("audit", notes, tmp_path)
    assert (result.exit_code, "[E303]" in result.stderr) == (2, True)


def test_texts_of_a_folder_and_rows_without_ids(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Kari kom.", "utf-8")
    (folder / "b.csv").write_text('text\nKari kom\n"bad"""\nOla Moe kom\n', "utf-8")
    (folder / "c.jsonl").write_bytes(b'{"text": 3}\n{"text": "Hun heter Kari."}\n')
    assert call("run", folder, tmp_path / "out", "--ephemeral-key").exit_code == 3
    result = call("audit", folder, tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "Documents audited" in result.stdout
