"""Output in another format or compression than the input."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.corpus import (
    Manifest,
    Problem,
    Progress,
    audit_corpus,
    merge_parts,
    read_config,
    run_corpus,
    run_part,
    verify,
)
from hidden_plain_sight.corpus.formats import safe_name
from hidden_plain_sight.errors import DeidentificationError

from .conftest import Fake, Run, write_jsonl

KEY = b"0123456789abcdef"
MANY = [{"id": n, "text": f"Kari {n}", "år": 1990 + n % 30, "x": None} for n in range(2_300)]


def csv_rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode(), newline="")))


def files(out: Path) -> dict[str, bytes]:
    paths = sorted(path for path in (out / "data").rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def test_jsonl_to_parquet_has_room_for_every_row(tmp_path: Path, run: Run) -> None:
    rows = [
        *(
            {"id": n, "text": "Kari", "n": None, "mixed": n, "dato": "2019-05-03"}
            for n in range(1500)
        ),
        {"id": "n", "text": "Kari", "n": 2.5, "mixed": [1], "late": True, "tags": ["a", "b"]},
        {"id": 1501, "text": "Kari", "n": 7, "mixed": "a", "deep": {"a": [1], "b": None}},
    ]
    manifest, problems = run(write_jsonl(tmp_path / "n.jsonl", *rows), output={"format": "parquet"})
    assert not problems
    assert [file.name for file in manifest.output] == ["data/n.parquet"]
    done = pq.read_table(tmp_path / "out/data/n.parquet")
    kinds = {field.name: field.type for field in done.schema}
    assert kinds["n"] == pa.float64()
    assert kinds["dato"] == pa.string()
    assert kinds["late"] == pa.bool_()
    assert kinds["tags"].value_type == pa.string()
    last = done.to_pylist()
    assert len(last) == len(rows)
    assert {row["text"] for row in last} == {"Berit"}
    assert [row["mixed"] for row in last[-3:]] == ["1499", "[1]", "a"]
    assert [row["id"] for row in last[-3:]] == ["1499", "n", "1501"]
    assert last[-1]["n"] == 7.0
    assert last[-2]["tags"] == ["a", "b"]
    assert last[-1]["tags"] is None
    assert json.loads(last[-1]["deep"]) == {"a": [1], "b": None}


def test_jsonl_to_csv(tmp_path: Path, run: Run) -> None:
    rows = [
        {"id": 1, "text": 'Kari "x"\nny; linje,', "a": None, "b": True},
        {"c": [1, "å"], "text": "Kari", "id": "2", "b": 1.5},
    ]
    run(write_jsonl(tmp_path / "n.jsonl.gz.jsonl", *rows), output={"format": "csv"})
    (raw,) = files(tmp_path / "out").values()
    assert csv_rows(raw) == [
        ["id", "text", "a", "b", "c"],
        ["1", 'Berit "x"\nny; linje,', "", "true", ""],
        ["2", "Berit", "", "1.5", '[1,"å"]'],
    ]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_csv_to_others_keeps_strings(tmp_path: Path, run: Run, form: str) -> None:
    file = tmp_path / "n.csv"
    file.write_text("id;text; fnr\n1;Kari;00012\n2;x;\n", "utf-8")
    run(file, output={"format": form})
    out = tmp_path / f"out/data/n.{form}"
    rows = (
        pq.read_table(out).to_pylist()
        if form == "parquet"
        else [orjson.loads(line) for line in out.read_bytes().splitlines()]
    )
    assert rows == [
        {"id": "1", "text": "Berit", "fnr": "00012"}, {"id": "2", "text": "x", "fnr": ""},
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_parquet_to_others(tmp_path: Path, run: Run, form: str) -> None:
    table = pa.table(
        {
            "id": [1],
            "text": pa.array(["Kari"]).dictionary_encode(),
            "dag": [dt.date(2019, 5, 3)],
            "tid": pa.array([1_500], pa.timestamp("ns")),
            "pris": pa.array([Decimal("1.50")]),
            "rå": [b"\x00"],
            "liste": [[1, None]],
            "null": pa.array([None], pa.string()),
        }
    )
    pq.write_table(table, tmp_path / "n.parquet")
    run(tmp_path / "n.parquet", output={"format": form, "compression": "gz"})
    raw = gzip.decompress((tmp_path / f"out/data/n.{form}.gz").read_bytes())
    if form == "jsonl":
        assert orjson.loads(raw) == {
            "id": 1, "text": "Berit", "dag": "2019-05-03", "tid": "1970-01-01T00:00:00.000001",
            "pris": "1.50", "rå": "AA==", "liste": [1, None], "null": None,
        }  # fmt: skip
    else:
        assert csv_rows(raw)[1] == [
            "1", "Berit", "2019-05-03", "1970-01-01T00:00:00.000001", "1.50", "AA==", "[1,null]",
            "",
        ]  # fmt: skip


def test_texts_are_joined_with_their_ids(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    for n in range(1200):
        (folder / "b" / f"{n:04}.txt").write_text(f"Kari {n}", "utf-8")
    (folder / "a.txt").write_bytes("Bodø Kari".encode("latin-1"))
    (folder / "b" / "tom.txt").touch()
    for form in ("csv", "jsonl", "parquet"):
        out = tmp_path / form
        manifest, problems = run(folder, out=out, output={"format": form})
        assert sorted(problem.code for problem in problems) == ["E204", "W201"]
        assert [(f.name, f.documents) for f in manifest.output] == [(f"data/texts.{form}", 1201)]
        assert [f.encoding for f in manifest.input][:2] == ["windows-1252", "utf-8"]
        assert verify(out) == ()
    rows = csv_rows((tmp_path / "csv/data/texts.csv").read_bytes())
    assert rows[:3] == [["id", "text"], ["a", "Bodø Berit"], ["b/0000", "Berit 0"]]
    assert len(rows) == 1202
    lines = (tmp_path / "jsonl/data/texts.jsonl").read_bytes().splitlines()
    table = pq.read_table(tmp_path / "parquet/data/texts.parquet").to_pylist()
    assert [orjson.loads(line) for line in lines] == table
    assert [list(row.values()) for row in table] == rows[1:]


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv", "n.parquet"])
def test_a_text_for_each_document(tmp_path: Path, run: Run, name: str) -> None:
    ids = ["1", "../../x", "/etc/passwd", ".skjult", "a/b", "a_b", "Kåre", "x" * 150, "con\n"]
    rows = [{"id": one, "text": f"Kari {n}"} for n, one in enumerate(ids)]
    file = tmp_path / name
    if name == "n.jsonl":
        write_jsonl(file, *rows)
    elif name == "n.csv":
        with file.open("w", newline="") as stream:
            csv.writer(stream).writerows([["id", "text"], *(row.values() for row in rows)])
    else:
        pq.write_table(pa.Table.from_pylist(rows), file)
    manifest, problems = run(file, output={"format": "txt"})
    assert not problems
    done = files(tmp_path / "out")
    assert len(done) == len(ids)
    assert manifest.output[0].name == "data/n/1.txt"
    assert [done[file.name] for file in manifest.output] == [
        f"Berit {n}".encode() for n in range(len(ids))
    ]
    assert {Path(name).parent.as_posix() for name in done} == {"data/n"}
    assert verify(tmp_path / "out") == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, "out"]


@given(st.text(min_size=1, max_size=220), st.text(min_size=1, max_size=220))
def test_safe_names_are_safe_and_different(one: str, other: str) -> None:
    first, second = safe_name(one), safe_name(other)
    assert (first == second) == (one == other)
    assert len(first.encode()) < 120
    assert first[0] != "."
    assert not set(first) & set("/\\:\0\n")


@pytest.mark.parametrize("compression", ["none", "gz", "zst"])
def test_another_compression_alone(tmp_path: Path, run: Run, compression: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    line = b'{"id":1,"text":"Kari"}\n'
    (folder / "a.ndjson.gz").write_bytes(gzip.compress(line))
    (folder / "b.tsv").write_bytes(b"id\ttext\n2\tKari\n")
    pq.write_table(pa.table({"id": [3], "text": ["Kari"]}), folder / "c.parquet")
    run(folder, output={"compression": compression})
    suffix = {"none": "", "gz": ".gz", "zst": ".zst"}[compression]
    unpack: Any = {
        "none": bytes,
        "gz": gzip.decompress,
        "zst": lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw),
    }[compression]
    done = files(tmp_path / "out")
    assert sorted(done) == [f"data/a.ndjson{suffix}", f"data/b.tsv{suffix}", "data/c.parquet"]
    assert unpack(done[f"data/a.ndjson{suffix}"]) == b'{"id":1,"text":"Berit"}\n'
    assert unpack(done[f"data/b.tsv{suffix}"]) == b"id\ttext\n2\tBerit\n"
    codec = pq.ParquetFile(tmp_path / "out/data/c.parquet").metadata.row_group(0).column(0)
    assert codec.compression == {"none": "UNCOMPRESSED", "gz": "GZIP", "zst": "ZSTD"}[compression]


def test_files_that_differ_in_their_suffix_alone(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in"
    write_jsonl(folder / "a.jsonl", {"id": 1, "text": "Kari"})
    (folder / "a.csv").write_text("id,text\n2,Kari\n")
    manifest, _ = run(folder, output={"format": "parquet"})
    assert [f.name for f in manifest.output] == ["data/a.csv.parquet", "data/a.jsonl.parquet"]
    manifest, _ = run(folder, out=tmp_path / "txt", output={"format": "txt"})
    assert [f.name for f in manifest.output] == ["data/a.csv/2.txt", "data/a.jsonl/1.txt"]
    (folder / "texts.csv").write_text("id,text\n3,Kari\n")
    (folder / "x.txt").write_text("Kari")
    with pytest.raises(DeidentificationError, match="E309"):
        run(folder, out=tmp_path / "not", output={"format": "csv"})


def test_columns_of_one_name_have_no_place(tmp_path: Path, run: Run) -> None:
    (tmp_path / "n.csv").write_text("id,text,a,a\n1,Kari,2,3\n")
    _, problems = run(tmp_path / "n.csv", output={"format": "jsonl"})
    assert [problem.code for problem in problems] == ["E210"]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of all kinds, one of several shards, and many texts."""
    folder = tmp_path_factory.mktemp("notes")
    bad = [{"id": f"b{n}", "text": "explode"} for n in range(3)]
    write_jsonl(folder / "big.jsonl", *bad, *MANY)
    lines = "".join(f'c{n};"Kari\nkom";x\n' for n in range(2_100))
    (folder / "c.csv").write_text(f"id;text;z\n{lines}", "utf-8")
    for n in range(1_100):
        (folder / f"note{n:04}.txt").write_text(f"Kari {n}", "utf-8")
    return folder


class Stop(Exception):  # noqa: N818 - what a user does is no error
    """The operator presses Ctrl-C."""


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "txt"])
def test_the_same_however_the_run_went(notes: Path, tmp_path: Path, form: str) -> None:
    def go(out: str, workers: int, progress: Any = None) -> Manifest:
        config = read_config(options={"output": {"format": form}, "workers": workers})
        return run_corpus(
            config, notes, tmp_path / out, deidentifier=Fake(), key=KEY, progress=progress
        )

    manifest = go("one", 1)
    expected = files(tmp_path / "one")
    assert manifest.counts.written == len(MANY) + 2_100 + 1_100
    assert sum(file.documents for file in manifest.output) == manifest.counts.written
    assert verify(tmp_path / "one") == ()
    if form == "csv":
        assert expected["data/texts.csv"].count(b"id,text\n") == 1
        assert expected["data/big.csv"].count(b"id,text") == 1
    if form == "parquet":
        years = pq.read_table(tmp_path / "one/data/big.parquet")["år"].to_pylist()
        assert years == [row["år"] for row in MANY]
    if form == "txt":  # each is a file on the disk, which takes long enough once
        assert len(expected) == manifest.counts.written
        return
    go("many", 3)
    assert files(tmp_path / "many") == expected

    def stop(progress: Progress) -> None:
        if progress.documents > 1_500:
            raise Stop

    with pytest.raises(Stop):
        go("broken", 2, stop)
    assert go("broken", 2).output == manifest.output
    assert files(tmp_path / "broken") == expected
    config = read_config(options={"output": {"format": form}, "workers": 1})
    for part in (2, 1):
        run_part(config, notes, tmp_path / "parts", part=part, of=2, deidentifier=Fake(), key=KEY)
    assert merge_parts(tmp_path / "parts").output == manifest.output
    assert files(tmp_path / "parts") == expected


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "txt"])
def test_an_audit_reads_what_was_written(tmp_path: Path, form: str) -> None:
    from hidden_plain_sight import Deidentifier

    folder = tmp_path / "in"
    rows = [{"id": n, "text": "Hun heter Kari Nordli.", "navn": "Kari Nordli"} for n in (1, 2)]
    write_jsonl(folder / "a.jsonl", *rows, {"text": "Uten id.", "navn": None})
    (folder / "b.csv").write_text('id;text;navn\n"a/b";Hun heter Siri Moe.;Siri Moe\n')
    (folder / "c.txt").write_text("Hun heter Kari Nordli.")
    options = {"columns": {"replace": {"navn": "name"}}, "output": {"format": form}, "workers": 1}
    out = tmp_path / "out"
    problems: list[Problem] = []
    run_corpus(read_config(options=options), folder, out, key=KEY, report=problems.append)
    assert not problems
    report = audit_corpus(folder, out, detect=lambda _: Deidentifier().detect)
    assert (report.documents, report.absent, report.passed) == (5, 0, True)
