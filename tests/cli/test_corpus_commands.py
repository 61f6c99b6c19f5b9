"""`deid-corpus` as its users meet it: commands, exit statuses, and what is never shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from hidden_plain_sight import deidentifier as module
from hidden_plain_sight.phi import Span
from tests.cli.calling import call

CANARY = "Zanzibarius"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    rows = [
        {"id": 7, "text": f"Innlagt 12.05.2021. {CANARY}"},
        {"id": "b", "text": "Hun heter Kari Nordli.", "age": 3},
    ]
    file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return file


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_bytes(b"0123456789abcdef0123456789abcdef\n")
    file.chmod(0o600)
    return file


def test_run(notes: Path, key: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = call("run", notes, out, "--key-file", key)
    assert result.exit_code == 0
    assert "Documents written" in result.stdout
    data = (out / "data/notes.jsonl").read_text("utf-8")
    assert "Nordli" not in data
    assert "12.05.2021" not in data
    assert CANARY not in result.output + (out / "manifest.json").read_text("utf-8")
    assert str(key) not in (out / "manifest.json").read_text("utf-8")
    again = call("run", notes, out, "--ephemeral-key")
    assert (again.exit_code, "[E304]" in again.stderr) == (2, True)


def test_run_with_quarantine(notes: Path, tmp_path: Path) -> None:
    with notes.open("ab") as file:
        file.write(f'{{"id": "bad", "text": null, "x": "{CANARY}"}}\n{CANARY}'.encode())
    result = call("run", notes, tmp_path / "out", "--ephemeral-key")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "[E206] notes.jsonl, line 3: the text of document bad is missing or not a string.",
        "[E205] notes.jsonl, line 4: not a JSON object.",
    ]
    quarantine = (tmp_path / "out/quarantine.jsonl").read_text("utf-8")
    assert CANARY not in result.output + quarantine


def test_options_and_config(notes: Path, tmp_path: Path) -> None:
    config = tmp_path / "run.yaml"
    config.write_text("only: [DATE, NAME]\n")
    out = tmp_path / "out"
    result = call("run", notes, out, "--config", config, "--without", "name", "--ephemeral-key")
    assert result.exit_code == 0
    assert "Nordli" in (out / "data/notes.jsonl").read_text("utf-8")
    config.write_text("onli: [DATE]\n")
    result = call("run", notes, tmp_path / "out2", "--config", config, "--ephemeral-key")
    assert (result.exit_code, "[E101]" in result.stderr, "onli" in result.stderr) == (2, True, True)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "E102"),
        (("--ephemeral-key", "--only", "NAVN"), "E106"),
        (("--ephemeral-key", "--key-file", "k"), "E101"),
        (("--ephemeral-key", "--scope", "x"), "E101"),
        (("--key-file", "nowhere"), "E105"),
    ],
)
def test_could_not_run(notes: Path, tmp_path: Path, options: tuple[str, ...], code: str) -> None:
    result = call("run", notes, tmp_path / "out", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"[{code}]")
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_input_that_is_not_there(tmp_path: Path) -> None:
    result = call("run", tmp_path / "none.jsonl", tmp_path / "out", "--ephemeral-key")
    assert (result.exit_code, result.stderr[:6]) == (2, "[E201]")


def test_detect(tmp_path: Path) -> None:
    text = "😀 e\u0301\r\nInnlagt 12.05.2021 😀, Kari Nordli"
    file, out = tmp_path / "notes.jsonl", tmp_path / "found.jsonl"
    rows = [
        {"id": 7, "text": text},
        {"id": "7", "text": "ingen"},
        {"id": "c", "text": None},
        {"id": "d"},
    ]
    lines = [orjson.dumps(row) for row in rows]
    lines.insert(1, b'{"id": "s", "text": "\\ud800 Innlagt 12.05.2021"}')
    file.write_bytes(b"\n".join(lines))
    result = call("detect", file, out)
    assert result.exit_code == 3
    assert [line[:6] for line in result.stderr.splitlines()] == ["[E206]", "[E206]"]
    found = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert [entry["id"] for entry in found] == [7, "s", "7"]
    words = [(text[start:end], label) for start, end, label in found[0]["entities"]]
    assert words == [("12.05.2021", "DATE"), ("Kari", "FIRST_NAME"), ("Nordli", "LAST_NAME")]
    assert found[1]["entities"] == [[10, 20, "DATE"]]
    errors = (tmp_path / "found.jsonl.errors.jsonl").read_bytes().splitlines()
    assert [orjson.loads(line)["id"] for line in errors] == ["c", "d"]


def test_detect_to_stdout(notes: Path) -> None:
    result = call("detect", notes, "-", "--only", "DATE")
    assert result.exit_code == 0
    assert result.stdout == '{"id":7,"entities":[[8,18,"DATE"]]}\n{"id":"b","entities":[]}\n'


def test_detect_does_not_write_over_its_input(notes: Path) -> None:
    before = notes.read_bytes()
    assert call("detect", notes, notes).exit_code == 2
    assert notes.read_bytes() == before


def test_text(key: Path) -> None:
    note = "\ufeffKari Nordli\r\nhar vondt, å\r".encode()
    first, second = (call("text", "--key-file", key, data=note).stdout_bytes for _ in range(2))
    assert first == second
    assert first.startswith(b"\xef\xbb\xbf")
    assert first.decode().endswith("\r\nhar vondt, å\r")
    assert b"Nordli" not in first
    other = call("text", "--key-file", key, "--id", "n2", data=note)
    assert other.stdout_bytes != first


def test_text_that_is_no_text() -> None:
    result = call("text", "--ephemeral-key", data=CANARY.encode("utf-16"))
    assert (result.exit_code, result.stdout_bytes, result.stderr[:6]) == (3, b"", "[E212]")
    assert call("text", data=b"a").exit_code == 2
    assert call("text", "--ephemeral-key", data=b"").stdout_bytes == b""


class Broken:
    """Fails on every text, and says in its error what the text was."""

    def __init__(self, **_: Any) -> None:
        pass

    def detect(self, text: str) -> tuple[Span, ...]:
        raise ValueError(text)

    def deidentify(self, document: Any) -> Any:
        raise ValueError(document.text)


class BrokenAtOnce(Broken):
    """Fails before it was given anything."""

    def __init__(self, **_: Any) -> None:
        raise ValueError(CANARY)


def test_no_error_shows_text(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Deidentifier", Broken)
    for arguments in (
        ("run", notes, tmp_path / "out", "--ephemeral-key"),
        ("detect", notes, tmp_path / "found.jsonl"),
        ("text", "--ephemeral-key"),
    ):
        result = call(*arguments, data=CANARY.encode())
        assert result.exit_code == 3
        assert "[E208]" in result.stderr
        assert "(ValueError)" in result.stderr
        assert CANARY not in result.output
        assert "Traceback" not in result.output
    monkeypatch.setattr(module, "Deidentifier", BrokenAtOnce)
    result = call("run", notes, tmp_path / "out2", "--ephemeral-key")
    assert (result.exit_code, result.stderr[:6]) == (2, "[E901]")
    assert CANARY not in result.output


def test_many_problems_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"{}\n" * 200)
    result = call("run", file, tmp_path / "out", "--ephemeral-key")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "[E206] and 150 more."
    assert len((tmp_path / "out/quarantine.jsonl").read_bytes().splitlines()) == 200


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "notes.jsonl"
    text = "Hun heter Kari Nordli."
    rows = [
        {"id": f"n{n}", "text": text, "patient": "p", "document_type": f"t{n}", "language": "nb",
         "entities": [[10, 14, "FIRST_NAME"], [15, 21, "LAST_NAME"]]}
        for n in range(3)
    ]  # fmt: skip
    file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    monkeypatch.setattr("hidden_plain_sight.demo.notes_file", lambda: file)
    for name in ("deid-demo", "deid-demo-2"):
        result = call("demo", "--output", tmp_path / "deid-demo")
        assert result.exit_code == 0
        assert "6 of 6" in result.stdout
        assert result.stdout.count(text) == 3
        assert (tmp_path / name / "report.html").is_file()
        assert (tmp_path / name / "manifest.json").is_file()


def test_evaluate_and_version(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    row = {"id": "n1", "text": "Kari kom.", "entities": [[0, 4, "FIRST_NAME"]]}
    file.write_bytes(orjson.dumps(row))
    assert "1 of 1" in call("evaluate", file, "--predictions", file).stdout
    gate = ("--fail-over-unnecessary", "0", "--fail-under-identified", "1")
    assert call("evaluate", file, "--predictions", file, *gate).exit_code == 0
    file.write_bytes(orjson.dumps({**row, "entities": []}))
    assert call("evaluate", file, "--predictions", file, *gate).exit_code == 1
    assert call("evaluate", file, "--nonsense").exit_code == 2
    assert "--predictions" in call("evaluate", "--help").stdout
    assert call("--version").stdout.startswith("deid-corpus ")


def program(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    code = "from hidden_plain_sight.cli import app; app()"
    source = Path(__file__).parents[2] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=environment)


def test_exit_statuses_of_the_process(notes: Path, tmp_path: Path) -> None:
    assert program("run", notes, tmp_path / "a", "--ephemeral-key").returncode == 0
    with notes.open("ab") as file:
        file.write(CANARY.encode())
    done = program("run", notes, tmp_path / "b", "--ephemeral-key")
    assert done.returncode == 3
    assert done.stderr.decode() == "[E205] notes.jsonl, line 3: not a JSON object.\n"
    assert program("run", notes, tmp_path / "c").returncode == 2


def test_help_brings_no_heavy_library() -> None:
    assert program("--help").returncode == 0
    heavy = ("pyarrow", "pydantic", "jinja2", "zstandard", "orjson")
    code = (
        f"import sys, hidden_plain_sight.cli as c; print([m for m in {heavy} if m in sys.modules])"
    )
    source = Path(__file__).parents[2] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert done.stdout.decode().strip() == "[]"
