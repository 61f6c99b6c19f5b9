"""`deid-corpus gazetteers`, and the lists of one's own in the other commands."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from hidden_plain_sight.corpus import Manifest
from hidden_plain_sight.corpus.streams import folder_digest
from tests.cli.calling import call

DATA = Path(__file__).parents[1] / "registries" / "data"
NOTE = "Sendt XQM."


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    assert (
        call("gazetteers", "import", "units", DATA / "enheter.csv", "--into", folder).exit_code == 0
    )
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    row = {"id": "n1", "text": NOTE, "entities": [[6, 9, "HEALTH_CARE_UNIT"]]}
    file.write_bytes(orjson.dumps(row) + b"\n")
    return file


def test_import_says_what_it_did(tmp_path: Path) -> None:
    result = call(
        "gazetteers", "import", "brreg", DATA / "underenheter.json", "--into", tmp_path / "lists"
    )
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "List\tRows\tNew\tExceptions",
        "clinics\t1\t1\t0",
        "hospitals\t1\t1\t0",
        "nursing_homes\t2\t2\t1",
        "Left out, names of persons: 1",
        "Left out, names that many units have: 1",
        f"Use them with --gazetteers {tmp_path / 'lists'}",
    ]


def test_several_files_are_one_import(tmp_path: Path) -> None:
    files = (DATA / "ssb_10501.json", DATA / "ssb_12891.csv")
    result = call("gazetteers", "import", "ssb", *files, "--into", tmp_path / "lists")
    assert [line.split("\t")[0] for line in result.stdout.splitlines()[1:3]] == [
        "first_names",
        "surnames",
    ]


@pytest.mark.parametrize(
    ("source", "content", "code"),
    [
        ("nav", b"navn\nXqvik\n", "E510"),
        ("units", b"navn\nXqvik\n\nXqlund\n", "E504"),
        ("units", "navn\nXqvik\n".encode("utf-16"), "E505"),
        ("addresses", "adressenavn\nXqhøygata\n".encode("windows-1252"), "E505"),
        ("postcodes", b"", "E507"),
        ("places", b"navn\nXqvik\n", "E504"),
    ],
)
def test_bad_input_is_one_line_and_no_list(
    tmp_path: Path, source: str, content: bytes, code: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    result = call("gazetteers", "import", source, file, "--into", tmp_path / "lists")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"[{code}]")
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "lists").exists()


def test_list(lists: Path) -> None:
    shipped = call("gazetteers", "list").stdout.splitlines()
    assert shipped[0] == "List\tRows\tExceptions\tSource\tLicence"
    both = call("gazetteers", "list", lists).stdout.splitlines()
    assert both[: len(shipped)] == shipped
    assert [line.split("\t")[:2] for line in both[len(shipped) :]] == [["hospitals", "4"]]


def test_check(lists: Path) -> None:
    result = call("gazetteers", "check", lists)
    assert (result.exit_code, result.stdout) == (0, "No list is broken.\n")
    with (lists / "hospitals/items.tsv").open("a", encoding="utf-8") as file:
        file.write("Xqsist\t\n")
    result = call("gazetteers", "check", lists)
    assert result.exit_code == 1
    assert result.stdout.startswith("error: hospitals: [E502]")
    assert call("gazetteers", "check", lists / "none").exit_code == 2
    shipped = call("gazetteers", "check", "--examples", "0")
    assert shipped.exit_code == 0
    assert "error" not in shipped.stdout


def test_every_command_takes_the_folder(lists: Path, notes: Path, tmp_path: Path) -> None:
    own = ("--gazetteers", lists)
    assert '[6,9,"HEALTH_CARE_UNIT"]' in call("detect", notes, "-", *own).stdout
    done = call("text", "--ephemeral-key", *own, data=NOTE.encode())
    assert (done.exit_code, "XQM" in done.stdout) == (0, False)
    assert "1 of 1" in call("evaluate", notes, *own).stdout
    assert call("run", notes, tmp_path / "out", "--ephemeral-key", *own).exit_code == 0
    assert "XQM" not in (tmp_path / "out/data/notes.jsonl").read_text("utf-8")


@pytest.mark.parametrize("command", ["run", "detect", "text", "evaluate"])
def test_a_broken_list_stops_every_command(
    lists: Path, notes: Path, tmp_path: Path, command: str
) -> None:
    (lists / "hospitals/items.tsv").write_bytes(b"name\xff\n")
    out = tmp_path / "out"
    arguments = {
        "run": (notes, out, "--ephemeral-key"),
        "detect": (notes, out),
        "text": ("--ephemeral-key",),
        "evaluate": (notes,),
    }[command]
    result = call(command, *arguments, "--gazetteers", lists, data=NOTE.encode())
    assert (result.exit_code, result.stderr[:6]) == (2, "[E502]")
    assert len(result.stderr.splitlines()) == 1
    assert not out.exists()


def test_config_and_manifest_know_the_lists(lists: Path, notes: Path, tmp_path: Path) -> None:
    config = tmp_path / "run.yaml"
    config.write_text(f"gazetteers: {lists}\n", encoding="utf-8")
    assert call("run", notes, tmp_path / "a", "--ephemeral-key", "--config", config).exit_code == 0
    manifest = Manifest.read(tmp_path / "a")
    assert manifest.config["gazetteers"] == str(lists)
    assert manifest.own_lists_sha256 == folder_digest(lists, ".tsv")
    assert call("run", notes, tmp_path / "b", "--ephemeral-key").exit_code == 0
    assert Manifest.read(tmp_path / "b").own_lists_sha256 is None
