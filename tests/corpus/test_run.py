"""A run: what is wrong goes to quarantine, the rest goes on, and nothing tells what notes say."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest

from hidden_plain_sight.corpus import (
    Manifest,
    Problem,
    Progress,
    RunConfig,
    read_config,
    run_corpus,
    verify,
)
from hidden_plain_sight.errors import DeidentificationError

from .conftest import CANARY, Fake, Run, write_jsonl

GOOD = {"id": "good", "text": f"Kari {CANARY}"}


def quarantine(out: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in (out / "quarantine.jsonl").read_bytes().splitlines()]


def told(out: Path, problems: list[Problem]) -> str:
    files = ((out / name).read_text("utf-8") for name in ("manifest.json", "quarantine.jsonl"))
    return "".join([*map(str, problems), *map(repr, problems), *files])


BAD_ROWS = {
    "json": (b'{"id": "x", "text": "Zanzibarius', "E205", None),
    "not an object": (b'["Zanzibarius"]', "E205", None),
    "deep": (b"[" * 5000, "E205", None),
    "null": (b'{"id": "x", "text": null, "a": "Zanzibarius"}', "E206", "x"),
    "no text": (b'{"id": "x", "a": "Zanzibarius"}', "E206", "x"),
    "number": (b'{"id": "x", "text": 7}', "E206", "x"),
    "list": (b'{"id": "x", "text": ["Zanzibarius"]}', "E206", "x"),
    "duplicate": (b'{"id": "good", "text": "Zanzibarius"}', "E207", "good"),
    "failure": (b'{"id": "x", "text": "explode Zanzibarius"}', "E208", "x"),
    "leak": (b'{"id": "x", "text": "leak Kari Zanzibarius"}', "E214", "x"),
    "id": (b'{"id": ["Zanzibarius"], "text": "a"}', "E211", None),
    "id that is a text": (b'{"id": "' + b"Zanzibarius " * 30 + b'", "text": "a"}', "E211", None),
    "utf-16": ('{"text": "Zanzibarius"}'.encode("utf-16-le"), "E212", None),
}


@pytest.mark.parametrize(("row", "code", "name"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_bad_rows(tmp_path: Path, run: Run, row: bytes, code: str, name: str | None) -> None:
    file = tmp_path / "notes.jsonl"
    last = orjson.dumps({"id": "last", "text": "Kari"})
    file.write_bytes(b"\n".join([orjson.dumps(GOOD), row, last]))
    manifest, problems = run(file)
    assert [(p.code, p.file, p.line, p.id) for p in problems] == [(code, "notes.jsonl", 2, name)]
    assert [(q["code"], q["line"], q["id"]) for q in quarantine(tmp_path / "out")] == [
        (code, 2, name)
    ]
    assert manifest.counts.written == 2
    assert manifest.counts.quarantined == {code: 1}
    assert CANARY not in told(tmp_path / "out", problems)
    assert "\n" not in str(problems[0])
    assert code in str(problems[0])
    assert "notes.jsonl" in str(problems[0])


@pytest.mark.parametrize(
    ("name", "raw", "code", "line", "written"),
    [
        ("a.txt", b"", "E204", 0, 0),
        ("a.jsonl", b"\n \n", "E204", 0, 0),
        ("a.csv", b"id,text\n", "E204", 0, 0),
        ("a.csv", f"id,tekst\n1,{CANARY}\n".encode(), "E202", 1, 0),
        ("a.csv", f"1,{CANARY}\n2,Kari\n".encode(), "E202", 1, 0),
        ("a.csv", f"id,text\n1,{CANARY},3\n2,Kari\n".encode(), "E210", 2, 1),
        ("a.csv", f'id,text\n1,"{CANARY}"x\n2,Kari\n'.encode(), "E210", 2, 1),
        ("a.csv", f'id,text\n1,Kari\n2,"{CANARY}\n3,Kari\n'.encode(), "E210", 3, 1),
        ("a.csv", b"id,text\n1,K\0a\n2,Kari\n", "E212", 2, 1),
        ("a.txt", "Kari".encode("utf-16"), "E212", 1, 0),
        ("a.parquet", CANARY.encode(), "E209", 0, 0),
        ("a.docx", CANARY.encode(), "E203", 0, 0),
        ("a.txt.gz", CANARY.encode(), "E209", 0, 0),
        ("a.jsonl.zst", CANARY.encode(), "E209", 0, 0),
    ],
)
def test_bad_files(
    tmp_path: Path, run: Run, name: str, raw: bytes, code: str, line: int, written: int
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(raw)
    write_jsonl(tmp_path / "in" / "z.jsonl", GOOD)
    manifest, problems = run(tmp_path / "in")
    assert [(p.code, p.file, p.line) for p in problems] == [(code, name, line)]
    assert manifest.counts.written == written + 1
    assert CANARY not in told(tmp_path / "out", problems)
    assert (tmp_path / "out" / "data" / name).exists() == bool(written)
    assert not list((tmp_path / "out").rglob("*.part"))


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_cut_file_is_read_as_far_as_it_goes(tmp_path: Path, run: Run, kind: str) -> None:
    import random

    import zstandard

    draw = random.Random(1)  # noqa: S311 - so that it does not compress away
    rows = [{"id": n, "text": f"Kari {draw.random()}"} for n in range(40_000)]
    raw = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    packed = gzip.compress(raw) if kind == "gz" else zstandard.ZstdCompressor().compress(raw)
    file = tmp_path / f"notes.jsonl.{kind}"
    file.write_bytes(packed[: len(packed) * 3 // 4])
    manifest, problems = run(file)
    assert [problem.code for problem in problems] == ["E209"]
    assert problems[0].line == manifest.counts.written > 1000
    assert verify(tmp_path / "out") == ()


def test_a_file_that_cannot_be_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").symlink_to(tmp_path / "nowhere")
    write_jsonl(tmp_path / "in" / "z.jsonl", GOOD)
    manifest, problems = run(tmp_path / "in")
    assert [problem.code for problem in problems] == ["E201"]
    assert (manifest.counts.written, manifest.input[0].sha256) == (1, None)


def test_duplicates_are_found_over_the_whole_run(tmp_path: Path, run: Run) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", {"id": 1, "text": "Kari"})
    write_jsonl(tmp_path / "in" / "b.jsonl", {"id": "1", "text": "Kari"}, {"id": 2, "text": ""})
    _, problems = run(tmp_path / "in")
    assert [(p.code, p.file, p.line) for p in problems] == [("E207", "b.jsonl", 1)]


def test_large_documents(tmp_path: Path, run: Run) -> None:
    text = "Kari " + "hei, " * 1_100_000
    file = write_jsonl(tmp_path / "in" / "a.jsonl", {"id": 1, "text": text})
    (tmp_path / "in" / "b.csv").write_text(f'id,text\n2,"{text}"\n')
    manifest, problems = run(file.parent)
    assert [problem.code for problem in problems] == ["W202", "W202"]
    assert (manifest.counts.written, manifest.is_complete) == (2, True)
    limited, problems = run(file, out=tmp_path / "out2", max_characters=2_000_000)
    assert [problem.code for problem in problems if not problem.is_warning] == ["E213"]
    assert (limited.counts.written, limited.output) == (0, ())


def test_windows_1252_is_told_once_a_file(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.jsonl"
    rows = ['{"id": 1, "text": "Kari, Bodø"}', '{"id": 2, "text": "Tromsø"}']
    file.write_bytes("\n".join(rows).encode("cp1252") + '\n{"id": 3, "text": "Ærø"}'.encode())
    manifest, problems = run(file)
    assert [problem.code for problem in problems] == ["W201"]
    lines = (tmp_path / "out/data/a.jsonl").read_text("utf-8").splitlines()
    assert [orjson.loads(line)["text"] for line in lines] == ["Berit, Bodø", "Tromsø", "Ærø"]
    assert manifest.input[0].encoding == "utf-8, windows-1252"
    assert manifest.is_complete
    assert not quarantine(tmp_path / "out")


def test_encoding_that_is_named(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Bodø".encode("cp1252"))
    _, problems = run(file, encoding="utf-8")
    assert [problem.code for problem in problems] == ["E212"]
    _, problems = run(file, out=tmp_path / "out2", encoding="windows-1252")
    assert problems == []


def test_output_folders(tmp_path: Path, run: Run) -> None:
    file = write_jsonl(tmp_path / "in" / "a.jsonl", GOOD)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for out, code in [("full", "E301"), ("in", "E302"), ("in/out", "E302"), ("full/x", "E411")]:
        with pytest.raises(DeidentificationError) as caught:
            run(tmp_path / "in", out=tmp_path / out)
        assert caught.value.code == code
    with pytest.raises(DeidentificationError) as caught:
        run(file, out=file)
    assert caught.value.code == "E302"
    run(file, out=tmp_path / "in" / "beside")


@pytest.mark.parametrize(
    ("name", "code"), [("none", "E201"), ("a.docx", "E203"), ("empty", "E204")]
)
def test_inputs_with_nothing_to_read(tmp_path: Path, run: Run, name: str, code: str) -> None:
    (tmp_path / "a.docx").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(DeidentificationError) as caught:
        run(tmp_path / name)
    assert caught.value.code == code


def test_no_key(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", GOOD)
    with pytest.raises(DeidentificationError) as caught:
        run_corpus(RunConfig(), file, tmp_path / "out")
    assert caught.value.code == "E102"


def test_manifest(tmp_path: Path, run: Run) -> None:
    write_jsonl(tmp_path / "in" / "a" / "n.jsonl", GOOD, {"id": 2, "text": "Kari Kari"}, {"id": 3})
    written, _ = run(tmp_path / "in")
    out = tmp_path / "out"
    manifest = Manifest.read(out)
    assert manifest == written
    assert manifest.counts.spans == {"FIRST_NAME": 3}
    assert (manifest.counts.read, manifest.counts.written) == (3, 2)
    assert [(file.name, file.documents) for file in manifest.output] == [("data/a/n.jsonl", 2)]
    assert manifest.characters_per_second > 0
    assert len(manifest.lists_sha256) == 64
    assert verify(out) == ()
    (out / "data" / "a" / "n.jsonl").write_text("{}")
    (out / "data" / "b.jsonl").touch()
    (out / "quarantine.jsonl").unlink()
    found = {(mismatch.file, mismatch.problem) for mismatch in verify(out)}
    assert found == {
        ("data/a/n.jsonl", "changed"),
        ("data/b.jsonl", "unknown"),
        ("quarantine.jsonl", "missing"),
    }


@pytest.mark.parametrize("content", ["", "{}", '{"format": "Zanzibarius"}'])
def test_manifest_that_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(DeidentificationError) as caught:
        Manifest.read(tmp_path)
    assert caught.value.code == "E303"
    assert CANARY not in str(caught.value)


def test_progress(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", *({"id": n, "text": "Kari"} for n in range(10)))
    seen: list[Progress] = []
    run_corpus(RunConfig(), file, tmp_path / "out", deidentifier=Fake(), progress=seen.append)
    assert seen[-1].documents == 10
    assert seen[-1].bytes == seen[-1].total_bytes == file.stat().st_size


def test_same_key_same_bytes(tmp_path: Path) -> None:
    rows = [{"id": n, "text": f"Kari Nordli, {n}.5.2019"} for n in range(1, 20)]
    packed = gzip.compress(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    (tmp_path / "n.jsonl.gz").write_bytes(packed)
    datas = []
    for number, key in enumerate([b"0123456789abcdef", b"0123456789abcdef", b"another key 6789"]):
        out = tmp_path / str(number)
        run_corpus(RunConfig(), tmp_path / "n.jsonl.gz", out, key=key)
        datas.append((out / "data/n.jsonl.gz").read_bytes())
    assert datas[0] == datas[1] != datas[2]
    assert b"Nordli" not in gzip.decompress(datas[0])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("foo: 1", "there is no key foo"),
        ("columns: {tekst: a}", "there is no key columns.tekst"),
        ("columns: {id: text}", "columns: the text column is named for something else too"),
        ("threshold: 2", "threshold: "),
        ("only: [DATE]\nwithout: [DATE]", "no category is left"),
        ("only: [NAVN]", "only.0: "),
        ("a: [", "line 1 is not YAML"),
        ("- a", "not a mapping"),
    ],
)
def test_bad_config(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "run.yaml"
    file.write_text(content)
    with pytest.raises(DeidentificationError) as caught:
        read_config(file)
    assert str(caught.value).startswith(f"[E101] The configuration ({file}) is not valid: ")
    assert problem in str(caught.value)


def test_options_win_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "run.yaml"
    file.write_text("columns: {text: a, id: b}\nscope: patient\nwithout: [AGE]\nkey_file: k\n")
    config = read_config(file, {"columns": {"text": "c", "id": None}, "scope": None})
    assert (config.columns.text, config.columns.id, config.scope) == ("c", "b", "patient")
    assert len(config.categories) == 9
    assert "k" not in config.public().values()


def test_a_missing_patient_is_told_once_in_the_scope_of_patients(tmp_path: Path) -> None:
    source = tmp_path / "notes.jsonl"
    source.write_text(
        '{"id": "1", "text": "Kari kom."}\n{"id": "2", "text": "Ola kom."}\n', "utf-8"
    )
    told: list[str] = []
    run_corpus(
        RunConfig(scope="patient"),
        source,
        tmp_path / "out",
        key=b"0123456789abcdef",
        report=lambda problem: told.append(problem.code),
    )
    assert told == ["W203"]
