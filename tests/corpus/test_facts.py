"""Facts in columns: read from every format, used, and never written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hidden_plain_sight.corpus import (
    FactsConfig,
    Manifest,
    Problem,
    Record,
    RunConfig,
    Source,
    open_reader,
    process_document,
    read_config,
    run_corpus,
    verify,
)
from hidden_plain_sight.deidentifier import Deidentifier
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import PatientFacts

from .conftest import CANARY, write_jsonl

KEY = b"0123456789abcdef"
FACTS = {"first_names": "fornavn", "last_names": ["etternavn", "pikenavn"], "phones": "tlf"}


def run(source: Path, out: Path, **options: Any) -> tuple[Manifest, list[Problem]]:
    problems: list[Problem] = []
    config = read_config(options={"facts": FACTS, **options})
    return run_corpus(config, source, out, key=KEY, report=problems.append), problems


def facts_of(file: Path, **facts: Any) -> list[PatientFacts | Problem | None]:
    config = read_config(options={"facts": facts})
    items = open_reader(Source.of(file, file.name), config.read_options)
    return [item.facts if isinstance(item, Record) else item for item in items]


ROW = {
    "id": 1,
    "text": f"snakket med xqaari {CANARY.lower()}, calling 12345",
    "fornavn": "Xqaari",
    "etternavn": CANARY,
    "pikenavn": None,
    "tlf": 12345,
    "avdeling": "B2",
}


def test_jsonl(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "notes.jsonl", ROW, {**ROW, "id": 2, "pikenavn": ["Zxolheim"]})
    out = tmp_path / "out"
    manifest, problems = run(file, out)
    assert not problems
    raw = (out / "data/notes.jsonl").read_text("utf-8")
    rows = [orjson.loads(line) for line in raw.splitlines()]
    assert [list(row) for row in rows] == [["id", "text", "avdeling"]] * 2
    assert CANARY.lower() not in raw.lower()
    assert "xqaari" not in raw.lower()
    assert manifest.facts == ("first_names", "last_names", "phones")
    assert manifest.config["facts"]["last_names"] == ["etternavn", "pikenavn"]
    assert Manifest.read(out) == manifest
    assert verify(out) == ()
    told = (out / "manifest.json").read_text("utf-8") + (out / "quarantine.jsonl").read_text()
    assert CANARY not in told


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv(tmp_path: Path, newline: str) -> None:
    file = tmp_path / "notes.csv"
    lines = [
        '"etternavn";"text";" fornavn";"pikenavn";"id";"tlf"',
        f'"{CANARY}";"hos xqaari; {CANARY.lower()}";"Xqaari";"";"1";"12345"',
    ]
    file.write_bytes(newline.join([*lines, ""]).encode())
    run(file, tmp_path / "out")
    out = (tmp_path / "out/data/notes.csv").read_bytes().decode()
    assert out.startswith(f'"text";"id"{newline}"hos ')
    assert out.endswith(f'";"1"{newline}')
    assert "xqaari" not in out.lower()
    assert CANARY.lower() not in out.lower()


def test_csv_that_keeps_the_texts_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("fornavn,text\nXqaari,\nXqaari,sover\n")
    run(file, tmp_path / "out", facts={"first_names": "fornavn"})
    assert (tmp_path / "out/data/notes.csv").read_text() == 'text\n""\nsover\n'


def test_parquet(tmp_path: Path) -> None:
    count = 3000
    table = pa.table(
        {
            "født": pa.array([dt.date(1975, 5, 12)] * count),
            "id": pa.array(range(count)),
            "pårørende": pa.array([["Per Zxolheim", None]] * count),
            "fnr": pa.array([7127595571, None] * (count // 2), pa.int64()),
            "text": pa.array(["hos zxolheim, 120575, 071275 95571"] * count),
            "n": pa.array([1.5] * count),
        }
    ).replace_schema_metadata({"pandas": '{"columns": ["født"]}', "kilde": "x"})
    file = tmp_path / "notes.parquet"
    pq.write_table(table, file, row_group_size=2000)
    facts = {"birth_date": "født", "relatives": "pårørende", "national_number": "fnr"}
    manifest, problems = run(file, tmp_path / "out", facts=facts)
    assert not problems
    out = pq.ParquetFile(tmp_path / "out/data/notes.parquet")
    done = out.read()
    assert done.column_names == ["id", "text", "n"]
    assert done.schema.metadata == {b"kilde": b"x"}
    assert "zxolheim" not in str(done.column("text").to_pylist())
    assert done.column("n").to_pylist() == [1.5] * count
    assert out.num_row_groups == 1
    assert manifest.counts.written == count


def test_columns_hold_one_value_several_or_none(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "text": "a", "navn": "Per Moe; Siv Moe|Odd Lie", "far": ["Ole Bø", None, " "]},
        {"id": 2, "text": "a", "navn": None, "far": ""},
    ]
    file = write_jsonl(tmp_path / "n.jsonl", *rows)
    first, second = facts_of(file, relatives=["navn", "far"])
    assert isinstance(first, PatientFacts)
    assert first.relatives == ("Per Moe", "Siv Moe", "Odd Lie", "Ole Bø")
    assert second == PatientFacts()


BAD = {
    "type": ({"fornavn": {"x": CANARY}}, "E611", "E601"),
    "number for a name": ({"fornavn": 3.5}, "E611", "E601"),
    "truth": ({"tlf": True}, "E611", "E601"),
    "a note": ({"fornavn": f"{CANARY} " * 30}, "E611", "E604"),
    "no date": ({"født": CANARY}, "E611", "E602"),
    "no such day": ({"født": "31.02.1975"}, "E611", "E602"),
    "no number": ({"fnr": CANARY}, "E611", "E603"),
    "too long a number": ({"fnr": "1" * 13}, "E611", "E603"),
    "two numbers": ({"fnr": ["07127595571", "07127595572"]}, "E611", "E606"),
}


@pytest.mark.parametrize(("change", "code", "inner"), BAD.values(), ids=BAD.keys())
def test_bad_facts_put_their_document_into_quarantine(
    tmp_path: Path, change: dict[str, Any], code: str, inner: str
) -> None:
    row = {**ROW, "født": "12.05.1975", "fnr": "071275 95571"}
    good = {**row, "id": 2}
    file = write_jsonl(tmp_path / "n.jsonl", {**row, **change}, good)
    facts = {**FACTS, "birth_date": "født", "national_number": "fnr"}
    manifest, problems = run(file, tmp_path / "out", facts=facts)
    assert [(p.code, p.line, p.id) for p in problems] == [(code, 1, "1")]
    assert inner in problems[0].message
    assert (manifest.counts.written, manifest.counts.quarantined) == (1, {code: 1})
    told = str(problems[0]) + (tmp_path / "out/quarantine.jsonl").read_text("utf-8")
    assert CANARY not in told
    assert "Zanz" not in told


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv", "n.parquet"])
def test_a_column_that_is_not_there(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith("jsonl"):
        write_jsonl(file, {"id": 1, "text": CANARY})
    elif name.endswith("csv"):
        file.write_text(f"id,text\n1,{CANARY}\n")
    else:
        pq.write_table(pa.table({"id": [1], "text": [CANARY]}), file)
    manifest, problems = run(file, tmp_path / "out")
    assert [problem.code for problem in problems] == ["E202"]
    assert problems[0].message.endswith("has no column fornavn. Its columns are: id, text.")
    assert manifest.counts.written == 0


def test_plain_texts_have_no_facts(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("Hun heter Kari.")
    manifest, problems = run(tmp_path / "n.txt", tmp_path / "out")
    assert (manifest.counts.written, problems) == (1, [])


def test_a_patient_column_may_be_a_fact_and_is_dropped_then(tmp_path: Path) -> None:
    row = {"id": 1, "text": "fnr 071275 95571", "patient": "07127595571"}
    file = write_jsonl(tmp_path / "n.jsonl", row)
    config = {"facts": {"national_number": "patient"}, "scope": "patient"}
    _, problems = run(file, tmp_path / "out", **config)
    assert not problems
    assert b"95571" not in (tmp_path / "out/data/n.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("facts", "columns"),
    [
        ({"first_names": "text"}, {}),
        ({"first_names": "id"}, {}),
        ({"first_names": "nr"}, {"id": "nr"}),
        ({"fornavn": "a"}, {}),
        ({"first_names": 7}, {}),
        ({"first_names": ""}, {}),
        ({"first_names": [None]}, {}),
        ("fornavn", {}),
    ],
)
def test_a_configuration_that_cannot_be(facts: Any, columns: dict[str, str]) -> None:
    with pytest.raises(DeidentificationError) as caught:
        read_config(options={"facts": facts, "columns": columns})
    assert caught.value.code == "E101"


def test_a_configuration_in_yaml_and_options_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    path.write_text("facts:\n  relatives: [mor, far]\n  staff: lege\n", encoding="utf-8")
    config = read_config(path, {"facts": {"staff": ["dr"]}})
    assert config.facts.columns == (("relatives", ("mor", "far")), ("staff", ("dr",)))
    assert RunConfig().facts == FactsConfig()


def test_a_record_from_elsewhere_brings_its_facts() -> None:
    facts = PatientFacts(first_names="Xqaari")
    record = Record("journal", 1, "n1", "hos xqaari i dag", facts=facts)
    done = process_document(record, Deidentifier(key=KEY))
    assert not isinstance(done, Problem)
    assert "xqaari" not in done.text
    assert "Xqaari" not in repr(record)
