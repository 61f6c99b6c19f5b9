"""Commands for what a run has written, or is writing: status, merge, inspect, --dry-run."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.cli.calling import call

KEY = b"0123456789abcdef0123456789abcdef\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    rows = ({"id": n, "text": f"Hun heter Kari Nordli, note {n}."} for n in range(1_200))
    file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return file


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_bytes(KEY)
    file.chmod(0o600)
    return file


def test_parts_status_and_merge(notes: Path, key: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ("--key-file", key, "--no-tagger", "--workers", 1)
    first = call("run", notes, out, *options, "--shard", "2/2")
    assert first.exit_code == 0, first.output
    assert "Part 2 of 2 is done" in first.stdout
    state = call("status", out)
    assert state.exit_code == 3
    assert "1 of 2" in state.stdout
    early = call("merge", out)
    assert (early.exit_code, "[E307]" in early.stderr) == (2, True)
    assert call("run", notes, out, *options, "--shard", "1/2").exit_code == 0
    assert call("merge", out).exit_code == 0
    assert call("status", out).exit_code == 0
    whole = call("run", notes, tmp_path / "whole", *options)
    assert whole.exit_code == 0
    data = [(folder / "data/notes.jsonl").read_bytes() for folder in (out, tmp_path / "whole")]
    assert data[0] == data[1]
    again = call("run", notes, tmp_path / "whole", *options)
    assert again.exit_code == 0
    assert "nothing was done" in again.stderr
    shown = call("inspect", out, "--documents", 2)
    assert shown.stdout.count("── ") == 2
    assert "note" in shown.stdout
    assert "Nordli" not in shown.stdout
    assert call("inspect", out, "--documents", 2).stdout == shown.stdout
    assert call("inspect", out, "--documents", 2, "--seed", 9).stdout != shown.stdout


def test_a_dry_run_writes_nothing(notes: Path, tmp_path: Path) -> None:
    result = call("run", notes, tmp_path / "out", "--dry-run", "--no-tagger")
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "out").exists()
    lines = dict(line.rsplit(None, 1) for line in result.stdout.splitlines()[:-1])
    expected = int(lines["Documents in all, about"].replace(",", ""))
    assert 1_000 < expected < 1_400
    assert "Nordli" not in result.output


def test_a_limit(notes: Path, tmp_path: Path) -> None:
    options = ("--ephemeral-key", "--no-tagger", "--limit", 7)
    assert call("run", notes, tmp_path / "out", *options).exit_code == 0
    assert len((tmp_path / "out/data/notes.jsonl").read_bytes().splitlines()) == 7


@pytest.mark.parametrize("shard", ["0/2", "3/2", "a", "1/2/3", ""])
def test_a_shard_that_is_none(notes: Path, key: Path, tmp_path: Path, shard: str) -> None:
    result = call("run", notes, tmp_path / "out", "--key-file", key, "--shard", shard)
    assert (result.exit_code, "[E101]" in result.stderr) == (2, True)


def test_parts_need_one_key(notes: Path, tmp_path: Path) -> None:
    result = call("run", notes, tmp_path / "out", "--ephemeral-key", "--shard", "1/2")
    assert (result.exit_code, "[E101]" in result.stderr) == (2, True)


def test_folders_that_no_run_has_written(tmp_path: Path) -> None:
    for command, code in (("status", "E307"), ("merge", "E303"), ("inspect", "E303")):
        result = call(command, tmp_path)
        assert (result.exit_code, f"[{code}]" in result.stderr) == (2, True)
