"""Every format and compression in and out: only the texts change."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.corpus import Layout, Record, Source, find_sources, open_reader, open_writer

from .conftest import Run, write_jsonl


def pack(raw: bytes, compression: str) -> bytes:
    if compression == ".gz":
        return gzip.compress(raw)
    if compression == ".zst":
        half = len(raw) // 2
        pieces = (raw[:half], raw[half:])
        return b"".join(zstandard.ZstdCompressor().compress(piece) for piece in pieces)
    return raw


def unpack(raw: bytes, compression: str) -> bytes:
    if compression == ".gz":
        return gzip.decompress(raw)
    if compression == ".zst":
        return zstandard.ZstdDecompressor().decompressobj().decompress(raw)
    return raw


COMPRESSIONS = pytest.mark.parametrize("compression", ["", ".gz", ".zst"])


@COMPRESSIONS
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Kari kom.\r\nTlf\rx\n\n", b"Berit kom.\r\nTlf\rx\n\n"),
        (b"\xef\xbb\xbfKari\n", b"\xef\xbb\xbfBerit\n"),
        ("Blåbær 😀 e\u0301 Kari".encode(), "Blåbær 😀 e\u0301 Berit".encode()),
        ("Bodø \x81 Kari".encode("latin-1"), "Bodø \x81 Berit".encode()),
    ],
    ids=["newlines", "bom", "unicode", "windows"],
)
def test_txt(tmp_path: Path, run: Run, compression: str, before: bytes, after: bytes) -> None:
    file = tmp_path / "in" / "a" / f"note.txt{compression}"
    file.parent.mkdir(parents=True)
    file.write_bytes(pack(before, compression))
    manifest, _ = run(tmp_path / "in")
    out = tmp_path / "out" / "data" / "a" / f"note.txt{compression}"
    assert unpack(out.read_bytes(), compression) == after
    assert manifest.counts.written == 1


@COMPRESSIONS
def test_jsonl(tmp_path: Path, run: Run, compression: str) -> None:
    rows = [
        {"b": [1.5, None, {"Kari": True}], "id": 7, "text": "Kari\r\n\u2028Kari", "a": "Kari"},
        {"text": "å 😀", "id": "n2", "n": 123456789012345678901234567890},
    ]
    import json

    raw = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    file = tmp_path / f"notes.jsonl{compression}"
    file.write_bytes(pack(raw, compression))
    run(file)
    out = unpack((tmp_path / "out" / "data" / file.name).read_bytes(), compression)
    done = [json.loads(line) for line in out.split(b"\n") if line]
    rows[0]["text"] = "Berit\r\n\u2028Berit"
    assert done == rows
    assert [list(row) for row in done] == [list(row) for row in rows]


def test_jsonl_with_lone_surrogates(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_bytes(b'{"id": 1, "text": "\\ud800 Kari"}\n')
    run(file)
    out = (tmp_path / "out/data/notes.jsonl").read_bytes()
    assert out == b'{"id":1,"text":"\\ud800 Berit"}\n'


@COMPRESSIONS
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv(tmp_path: Path, run: Run, compression: str, delimiter: str, newline: str) -> None:
    rows = [
        ["id", "text", "merknad"],
        ["1", f'Kari "kom"{delimiter}\nså\r\ngikk\rhun', "Kari; a,b"],
        ["2", "", ""],
        ["3", "å 😀 Kari", "\r"],
    ]
    stream = io.StringIO(newline="")
    csv.writer(
        stream, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL
    ).writerows(rows)
    file = tmp_path / f"notes.{'tsv' if delimiter == chr(9) else 'csv'}{compression}"
    file.write_bytes(pack(stream.getvalue().encode(), compression))
    manifest, problems = run(file)
    assert not problems
    out = unpack((tmp_path / "out" / "data" / file.name).read_bytes(), compression).decode()
    expected = stream.getvalue().replace("Kari", "Berit").replace("Berit; a,b", "Kari; a,b")
    assert out == expected
    assert manifest.counts.written == 3


def test_csv_keeps_byte_order_mark_and_bare_quotes(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "notes.csv"
    file.write_bytes(b'\xef\xbb\xbfid;text\r\n1;5" Kari\r\n\r\n2;""\r\n')
    run(file)
    out = (tmp_path / "out/data/notes.csv").read_bytes()
    assert out == b'\xef\xbb\xbfid;text\r\n1;"5"" Berit"\r\n2;\r\n'


def test_csv_with_one_column_and_an_empty_text(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "notes.csv"
    file.write_bytes(b'text\nKari\n""\n')
    run(file)
    assert (tmp_path / "out/data/notes.csv").read_bytes() == b'text\nBerit\n""\n'


def test_csv_in_windows_1252(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "notes.csv"
    file.write_bytes("id;tekst\n1;Kari i Bodø\n".encode("cp1252"))
    manifest, problems = run(file, columns={"text": "tekst"})
    assert [problem.code for problem in problems] == ["W201"]
    assert (tmp_path / "out/data/notes.csv").read_text("utf-8") == "id;tekst\n1;Berit i Bodø\n"
    assert manifest.input[0].encoding == "windows-1252"


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
)
def test_parquet(tmp_path: Path, run: Run, kind: Any) -> None:
    texts = [f"Kari {number}" for number in range(5000)]
    table = pa.table(
        {
            "id": pa.array(range(5000), pa.int64()),
            "text": pa.array(texts).cast(kind),
            "list": pa.array([[1, 2]] * 5000),
        }
    ).replace_schema_metadata({"pandas": "x"})
    file = tmp_path / "notes.parquet"
    pq.write_table(table, file, row_group_size=3000, compression="zstd")
    table = pq.read_table(file)  # the file as it is read: names inside of lists change
    manifest, _ = run(file)
    out = pq.ParquetFile(tmp_path / "out/data/notes.parquet")
    done = out.read()
    assert done.schema.equals(table.schema, check_metadata=True)
    assert done.column("text").to_pylist() == [text.replace("Kari", "Berit") for text in texts]
    assert done.drop(["text"]).equals(table.drop(["text"]))
    assert out.num_row_groups == 1
    assert out.metadata.row_group(0).column(0).compression == "ZSTD"
    assert manifest.counts.written == 5000


def test_parquet_leaves_out_the_rows_in_quarantine(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "notes.parquet"
    rows = {"id": ["a", "b", "c"], "text": ["Kari", None, "Kari!"], "n": [1, 2, 3]}
    pq.write_table(pa.table(rows), file)
    _, problems = run(file)
    assert [(problem.code, problem.line, problem.id) for problem in problems] == [("E206", 2, "b")]
    done = pq.read_table(tmp_path / "out/data/notes.parquet").to_pydict()
    assert done == {"id": ["a", "c"], "text": ["Berit", "Berit!"], "n": [1, 3]}


def test_ids_patients_and_metadata(tmp_path: Path) -> None:
    from hidden_plain_sight.corpus import Columns, ReadOptions

    file = write_jsonl(
        tmp_path / "notes.jsonl", {"nr": 7, "text": "a", "pas": 3, "type": "x"}, {"text": "b"}
    )
    source = Source.of(file, "b/notes.jsonl")
    named = Columns(id="nr", patient="pas", metadata=("type",))
    first = list(open_reader(source, ReadOptions(named)))
    assert isinstance(first[0], Record)
    assert (first[0].id, first[0].raw_id, first[0].patient) == ("7", 7, "3")
    assert first[0].document().metadata == {"type": "x"}
    assert not isinstance(first[1], Record)
    assert first[1].code == "E211"
    second = list(open_reader(source))
    assert [item.id for item in second] == ["b/notes.jsonl#1", "b/notes.jsonl#2"]


def test_folders_and_patterns(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.jsonl", "b/.x.txt", ".git/c.txt", "b/c/3.TXT.gz", "d.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    names = [(source.name, source.kind) for source in find_sources(tmp_path)]
    assert names == [
        ("a.jsonl", ".jsonl"),
        ("b/2.txt", ".txt"),
        ("b/c/3.TXT.gz", ".txt"),
        ("d.docx", ""),
    ]
    found = find_sources(f"{tmp_path}/**/*.txt")
    assert [source.name for source in found] == ["b/2.txt"]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            min_size=2,
            max_size=2,
        )
    )
)
def test_csv_round_trip(rows: list[list[str]]) -> None:
    import tempfile

    stream = io.BytesIO()
    writer = open_writer(stream, Layout(".csv", header=("id", "text"), delimiter=";"))
    for row in rows:
        writer.write(Record("a.csv", 1, "x", row[1], row=row), row[1])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.csv")
        file.write_bytes(stream.getvalue())
        back = list(open_reader(Source.of(file, "a.csv")))
    texts = [item.text for item in back if isinstance(item, Record)]
    kept = [row[1] for row in rows if len(row[0]) <= 200]
    assert texts == kept


def test_orjson_and_the_standard_library_agree(tmp_path: Path, run: Run) -> None:
    row = {"id": 2**64 - 1, "text": "a", "x": -(2**63), "y": 0.1}
    run(write_jsonl(tmp_path / "n.jsonl", row))
    assert orjson.loads((tmp_path / "out/data/n.jsonl").read_bytes()) == row
