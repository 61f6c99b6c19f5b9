"""The tagger in every command, and in the manifest."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest

from hidden_plain_sight.corpus import Manifest, RunConfig, read_config, run_corpus
from hidden_plain_sight.corpus.streams import folder_digest
from hidden_plain_sight.deidentifier import Deidentifier
from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER
from tests.cli.calling import call

NOTE = "Hun heter Kari."


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    row = {"id": "n1", "text": NOTE, "entities": [[10, 14, "FIRST_NAME"]]}
    file.write_bytes(orjson.dumps(row) + b"\n")
    return file


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED_TAGGER, tmp_path / "own"))


def run(notes: Path, output: Path, *options: object) -> Manifest:
    assert call("run", notes, output, "--ephemeral-key", *options).exit_code == 0
    return Manifest.read(output)


def test_the_manifest_says_which(notes: Path, own: Path, tmp_path: Path) -> None:
    shipped = run(notes, tmp_path / "a")
    assert shipped.tagger_name == "compact"
    assert shipped.tagger_sha256 == folder_digest(SHIPPED_TAGGER)
    assert run(notes, tmp_path / "b", "--tagger", own).tagger_sha256 == shipped.tagger_sha256
    (own / "README").write_text("changed")
    changed = run(notes, tmp_path / "c", "--tagger", own)
    assert changed.tagger_name == "compact"
    assert changed.tagger_sha256 != shipped.tagger_sha256
    assert changed.config["tagger"] == str(own)
    none = run(notes, tmp_path / "d", "--no-tagger")
    assert (none.tagger_name, none.tagger_sha256, none.config["tagger"]) == (None, None, False)


def test_the_configuration(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.yaml"
    for written, folder in (("true", SHIPPED_TAGGER), ("false", None), (str(own), own)):
        file.write_text(f"tagger: {written}\n")
        assert read_config(file).tagger_folder == folder
        assert read_config(file, {"tagger": False}).tagger_folder is None
    file.write_text("tagger: 'on'\n")
    assert read_config(file).tagger_folder == Path("on")
    assert RunConfig().tagger_folder == SHIPPED_TAGGER


def test_a_deidentifier_that_was_given(notes: Path, tmp_path: Path) -> None:
    given = Deidentifier(key=b"0123456789abcdef", tagger=None)
    manifest = run_corpus(RunConfig(), notes, tmp_path / "out", deidentifier=given)
    assert (manifest.tagger_name, manifest.tagger_sha256) == (None, None)


@pytest.mark.parametrize("command", ["run", "detect", "text", "evaluate"])
def test_every_command(notes: Path, own: Path, tmp_path: Path, command: str) -> None:
    arguments = {
        "run": (notes, tmp_path / "out", "--ephemeral-key"),
        "detect": (notes, "-"),
        "text": ("--ephemeral-key",),
        "evaluate": (notes,),
    }[command]
    both = call(command, *arguments, "--tagger", own, "--no-tagger", data=NOTE.encode())
    assert (both.exit_code, "[E101]" in both.stderr) == (2, True)
    missing = call(command, *arguments, "--tagger", tmp_path / "none", data=NOTE.encode())
    assert (missing.exit_code, "[E701]" in missing.stderr) == (2, True)
    assert len(missing.stderr.splitlines()) == 1
    assert call(command, *arguments, "--no-tagger", data=NOTE.encode()).exit_code == 0


def test_without_a_tagger_rules_and_lists_decide(tmp_path: Path) -> None:
    text = "pas kjørt hjem av Xqabo"
    file = tmp_path / "notes.jsonl"
    file.write_bytes(orjson.dumps({"id": "n1", "text": text}) + b"\n")
    with_it = orjson.loads(call("detect", file, "-").stdout)["entities"]
    without = orjson.loads(call("detect", file, "-", "--no-tagger").stdout)["entities"]
    assert ([span[:2] for span in with_it], without) == ([[18, 23]], [])


def test_the_threshold_that_identifies_enough(notes: Path) -> None:
    found = call("find-threshold", notes, "--min-identified", 1)
    assert (found.exit_code, found.stderr) == (0, "")
    assert "The highest that identifies enough: 0.98" in found.stdout
    row = orjson.loads(notes.read_bytes())
    row["entities"].append([0, 3, "DATE"])
    notes.write_bytes(orjson.dumps(row) + b"\n")
    assert call("find-threshold", notes, "--min-identified", 1).exit_code == 1


def test_no_tagger_is_written_over_another(notes: Path, own: Path) -> None:
    pytest.importorskip("torch")
    before = folder_digest(own)
    result = call("train-tagger", own, "--gold", notes)
    assert (result.exit_code, "[E301]" in result.stderr) == (2, True)
    assert folder_digest(own) == before
