"""Inputs that are damaged or made to do harm: no note lost or in clear, and memory bounded."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.corpus import RunConfig, run_corpus, verify
from tests.corpus.conftest import Fake, Run, write_jsonl

SOURCE = Path(__file__).parents[2] / "src"
KEY = b"0123456789abcdef"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.txt.gz"])
def test_a_bomb_is_not_read_into_memory(tmp_path: Path, run: Run, name: str) -> None:
    """Zeros without an end of line: gzip makes a thousandth of them."""
    (tmp_path / "in").mkdir()
    with gzip.open(tmp_path / "in" / name, "wb") as file:
        if ".csv" in name:
            file.write(b"id,text\n1,")
        for _ in range(60):
            file.write(bytes(1 << 20))
        file.write(b'\n{"id": 2, "text": "Kari"}\n')
    write_jsonl(tmp_path / "in" / "z.jsonl", {"id": "z", "text": "Kari"})
    manifest, problems = run(tmp_path / "in", max_characters=1_000_000)
    assert {one.code for one in problems} <= {"E219", "E212", "E210"}
    assert problems
    assert manifest.counts.written == 2 if ".jsonl" in name else 1


BOMB = """
import resource, sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from hidden_plain_sight.corpus import RunConfig, Source, read_items
source = Source.of(Path(sys.argv[2]), Path(sys.argv[2]).name)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
items = read_items(source, RunConfig(max_characters=100_000))[1]
codes = [getattr(one, "code", "") for one in items]
print(codes[0], (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(("name", "start"), [("a.jsonl.gz", b""), ("b.csv.gz", b'id,text\n1,"')])
def test_memory_is_bounded(tmp_path: Path, name: str, start: bytes) -> None:
    """80 MB of one row: as one line, and as lines within a quotation that has no end."""
    line = b"x" * 99 + (b"\n" if start else b"")
    with gzip.open(tmp_path / name, "wb", compresslevel=1) as file:
        file.write(start)
        for _ in range(80):
            file.write(line * 10_000)
    command = [sys.executable, "-c", BOMB, str(SOURCE), str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    code, megabytes = done.stdout.split()
    assert code in {"E219", "E210"}
    assert int(megabytes) < 40


def test_a_quotation_without_an_end_loses_no_more_than_it_must(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.csv"
    rest = "".join(f"{n},Kari\n" for n in range(3, 1_000))
    file.write_text(f'id,text\n1,Kari\n2,"Kari\n{rest}', "utf-8")
    manifest, problems = run(file, max_characters=100)
    assert [one.code for one in problems] == ["E210"]
    assert manifest.counts.written == 1


def test_a_parquet_file_with_a_damaged_row_group(tmp_path: Path, run: Run) -> None:
    table = pa.table({"id": range(3_000), "text": [f"Kari {n}" for n in range(3_000)]})
    file = tmp_path / "in" / "a.parquet"
    file.parent.mkdir()
    pq.write_table(table, file, row_group_size=1_000, use_dictionary=False)
    raw = bytearray(file.read_bytes())
    place = pq.ParquetFile(file).metadata.row_group(2).column(1)
    start = place.data_page_offset
    raw[start : start + place.total_compressed_size // 2] = b"\xff" * (
        place.total_compressed_size // 2
    )
    file.write_bytes(raw)
    write_jsonl(tmp_path / "in" / "z.jsonl", {"id": "z", "text": "Kari"})
    manifest, problems = run(file.parent)
    assert [one.code for one in problems] == ["E209"]
    assert manifest.counts.written == 2_001
    assert verify(tmp_path / "out") == ()


ODD = {
    "lone surrogate": "Kari \ud800 Nordli, tlf. 22 07 50 00",
    "right to left": "Kari Nordli \u202ekom\u202c, \u0645\u0631\u064a\u0636 Kari",
    "zero width": "Ka\u200bri Nordli og Kari Nor\u00addli",
    "decomposed": "A\u030ase Bj\u00f8rga\u030as og A\u030ase",
    "controls": "Kari\x07\x1b[31m Nordli\x85\u2028Kari",
    "astral": "\U0001f600 Kari \U0001d4da\U0001d4ea\U0001d4fb\U0001d4f2 Nordli",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_letters(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.jsonl"

    file.write_text(json.dumps({"id": 1, "text": text}) + "\n", "utf-8")
    out = tmp_path / "out"
    manifest = run_corpus(RunConfig(), file, out, deidentifier=Deidentifier(key=KEY), key=KEY)
    assert manifest.counts.read == 1
    if manifest.counts.written:
        written = json.loads((out / "data/a.jsonl").read_text("utf-8"))["text"]
        assert "Nordli" not in written
        assert "Bj\u00f8rga\u030as" not in written


def test_a_note_of_fifty_megabytes(tmp_path: Path) -> None:
    text = "Pasienten spiser godt og sover.\n" * 1_600_000 + "Kari kom."
    file = write_jsonl(tmp_path / "a.jsonl", {"id": 1, "text": text}, {"id": 2, "text": "Kari"})
    assert file.stat().st_size > 50_000_000
    config = RunConfig(workers=1)
    manifest = run_corpus(config, file, tmp_path / "out", deidentifier=Fake(), key=KEY)
    assert manifest.counts.read == 2
    assert manifest.counts.written + sum(manifest.counts.quarantined.values()) == 2


def test_links_do_not_lead_out_of_the_output(tmp_path: Path, run: Run) -> None:
    """A link in the input is read under its own name; nothing is written beside the output."""
    outside = write_jsonl(tmp_path / "else" / "secret.jsonl", {"id": 1, "text": "Kari"})
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.jsonl").symlink_to(outside)
    before = outside.read_bytes()
    manifest, _ = run(folder)
    assert [one.name for one in manifest.output] == ["data/link.jsonl"]
    assert outside.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["else", "in", "out"]
