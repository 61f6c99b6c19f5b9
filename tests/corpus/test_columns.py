"""Columns that hold identifiers: dropped, or replaced in step with the text."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.corpus import (
    Manifest,
    Problem,
    Record,
    RunConfig,
    audit_corpus,
    process_document,
    read_config,
    run_corpus,
    verify,
)
from hidden_plain_sight.corpus.cells import BadCellError, ColumnKind, leaves, rebuilt, restored
from hidden_plain_sight.errors import DeidentificationError

from .conftest import CANARY, write_jsonl

KEY = b"0123456789abcdef"
DEIDENTIFIER = Deidentifier(key=KEY)
KINDS = {
    "navn": "name",
    "fornavn": "first_name",
    "etternavn": "last_name",
    "fnr": "national_number",
    "født": "birth_date",
    "inn": "date",
    "tlf": "phone",
    "epost": "email",
    "adr": "address",
    "sted": "place",
    "id": "id",
}
ROW: dict[str, Any] = {
    "id": 17,
    "text": "Pasient: Kari Nordli, f. 12.05.1975, fnr 12057512345, Storgata 12B, 5003 Bergen. "
    "Tlf. 90491855. Innlagt 03.05.2019.",
    "navn": "Nordli, Kari",
    "fornavn": "KARI",
    "etternavn": "Nordli",
    "fnr": 12057512345,
    "født": "1975-05-12",
    "inn": "2019-05-03T10:30:00",
    "tlf": "90 49 18 55",
    "epost": "kari.nordli@online.no",
    "adr": "Storgata 12B, 5003 Bergen",
    "sted": "BERGEN",
}
REAL = ("kari", "nordli", "12057512345", "1975-05-12", "2019-05-03", "49 18 55", "storgata 12",
        "bergen")  # fmt: skip


def run(
    source: Path, out: Path, replace: dict[str, str] | None = None, **options: Any
) -> tuple[Manifest, list[Problem]]:
    problems: list[Problem] = []
    columns = {"replace": KINDS if replace is None else replace, **options.pop("columns", {})}
    config = read_config(options={"columns": columns, "workers": 1, **options})
    manifest = run_corpus(config, source, out, key=KEY, deidentifier=None, report=problems.append)
    return manifest, problems


def rows_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_columns_hold_what_the_text_holds(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "n.jsonl", ROW)
    manifest, problems = run(file, tmp_path / "out")
    assert not problems
    (row,) = rows_of(tmp_path / "out/data/n.jsonl")
    assert list(row) == list(ROW)
    assert not [value for value in REAL if value in str(row).lower()]
    text = row["text"]
    last, first = row["navn"].split(", ")
    assert f"Pasient: {first} {last}, f. " in text
    assert (row["fornavn"], row["etternavn"]) == (first.upper(), last)
    assert isinstance(row["fnr"], int)
    assert f"fnr {row['fnr']:011}," in text
    born, came = dt.date.fromisoformat(row["født"]), dt.datetime.fromisoformat(row["inn"])
    assert f"f. {born:%d.%m.%Y}," in text
    assert f"Innlagt {came:%d.%m.%Y}." in text
    assert came.time() == dt.time(10, 30)
    assert came.date() - born == dt.date(2019, 5, 3) - dt.date(1975, 5, 12)
    assert f"Tlf. {row['tlf'].replace(' ', '')}." in text
    assert row["adr"] in text
    assert row["sted"] == row["adr"].split()[-1].upper()
    assert row["epost"].startswith(f"{first}.".lower())
    assert row["id"] == DEIDENTIFIER.pseudonym(17)
    assert manifest.config["columns"]["replace"]["navn"] == "name"


def test_what_the_text_does_not_name_is_covered_there_too(tmp_path: Path) -> None:
    row = {"id": 1, "text": "snakket med xqaari, sover.", "navn": "Xqaari Zxolheim"}
    file = write_jsonl(tmp_path / "n.jsonl", row)
    _, problems = run(file, tmp_path / "out", {"navn": "name"})
    assert not problems
    (done,) = rows_of(tmp_path / "out/data/n.jsonl")
    first = done["navn"].split()[0]
    assert done["text"] == f"snakket med {first.lower()}, sover."


def test_the_same_over_all_notes_of_a_patient(tmp_path: Path) -> None:
    row = {"text": "Sover godt.", "patient": "p7", "navn": "Kari Nordli", "født": "1975-05-12"}
    rows = [{**row, "id": n, "text": f"Sover godt, {n}. døgn."} for n in range(4)]
    rows.append({**row, "id": 9, "patient": "p8"})
    file = write_jsonl(tmp_path / "n.jsonl", *rows)
    run(file, tmp_path / "out", {"navn": "name", "født": "date", "patient": "id"}, scope="patient")
    done = rows_of(tmp_path / "out/data/n.jsonl")
    assert len({(row["navn"], row["født"], row["patient"]) for row in done[:4]}) == 1
    assert done[4]["navn"] != done[0]["navn"]
    assert done[4]["født"] != done[0]["født"]
    assert done[4]["patient"] not in (done[0]["patient"], "p8")


def test_ids_are_the_same_in_all_files_and_formats(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_jsonl(folder / "a.jsonl", {"id": 1, "text": "a", "pas": 4711})
    (folder / "b.csv").write_text("id,text,pas\n2,b,4711\n3,c,A-1\n")
    table = {"id": [4, 5], "text": ["d", "e"], "pas": pa.array([4711, None], pa.int32())}
    pq.write_table(pa.table(table), folder / "c.parquet")
    run(folder, tmp_path / "out", {"pas": "id"})
    out = tmp_path / "out/data"
    (first,) = rows_of(out / "a.jsonl")
    second, third = (line.split(",")[2] for line in (out / "b.csv").read_text().splitlines()[1:])
    done = pq.read_table(out / "c.parquet")
    assert done.schema.field("pas").type == pa.int64()
    assert done["pas"].to_pylist() == [first["pas"], None]
    assert int(second) == first["pas"] == DEIDENTIFIER.pseudonym(4711)
    assert third == DEIDENTIFIER.pseudonym("A-1") != Deidentifier(key=KEY * 2).pseudonym("A-1")
    assert len(third) == 32


def test_types_of_parquet_stay(tmp_path: Path) -> None:
    born, came = dt.date(1975, 5, 12), dt.datetime(2019, 5, 3, 10, 30, 1, 5)
    kinds = {
        "fnr": pa.int64(), "f": pa.float64(), "født": pa.date32(), "inn": pa.timestamp("us"),
        "ns": pa.timestamp("ns", "Europe/Oslo"), "tlf": pa.int32(), "navn": pa.list_(pa.string()),
        "d": pa.dictionary(pa.int32(), pa.string()),
    }  # fmt: skip
    row = (12057512345, 12057512345.0, born, came, came, 22075000, ["Per Moe", None], "Kari")
    table = pa.table(
        {"id": [1, 2], "text": ["født 12.05.1975", "b"]}
        | {name: pa.array([value, None], kind)
           for (name, kind), value in zip(kinds.items(), row, strict=True)}
    )  # fmt: skip
    pq.write_table(table, tmp_path / "n.parquet")
    replace = {
        "fnr": "national_number", "f": "national_number", "født": "birth_date", "inn": "date",
        "ns": "date", "tlf": "phone", "navn": "name", "d": "first_name",
    }  # fmt: skip
    _, problems = run(tmp_path / "n.parquet", tmp_path / "out", replace)
    assert not problems
    done = pq.read_table(tmp_path / "out/data/n.parquet")
    assert done.schema.equals(pq.read_table(tmp_path / "n.parquet").schema)
    first, second = done.to_pylist()
    assert {name: value for name, value in second.items() if name in kinds} == dict.fromkeys(kinds)
    days = first["født"] - born
    assert (
        first["inn"] - came
        == first["ns"].replace(tzinfo=None) - came.replace(hour=first["ns"].hour)
        == days
        != dt.timedelta(0)
    )
    assert first["text"] == f"født {first['født']:%d.%m.%Y}"
    assert first["fnr"] == first["f"] != 12057512345
    assert first["navn"][1] is None
    assert "Per" not in str(first)
    assert "Kari" not in str(first)
    assert 10**7 < first["tlf"] != 22075000


def test_a_fact_that_is_replaced_is_used_and_written(tmp_path: Path) -> None:
    row = {"id": 1, "text": "hos xqari i dag", "fornavn": "Xqaari", "far": "Odd Zxolheim"}
    file = write_jsonl(tmp_path / "n.jsonl", row)
    facts = {"first_names": "fornavn", "relatives": "far"}
    run(file, tmp_path / "out", {"fornavn": "first_name"}, facts=facts)
    (done,) = rows_of(tmp_path / "out/data/n.jsonl")
    assert list(done) == ["id", "text", "fornavn"]
    assert "xqa" not in str(done).lower()


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv", "n.parquet"])
def test_a_dropped_column_never_reaches_the_output(tmp_path: Path, name: str) -> None:
    row = {"id": "1", "text": "Sover.", "hemmelig": CANARY, "n": "x"}
    file = tmp_path / name
    if name.endswith("jsonl"):
        write_jsonl(file, row)
    elif name.endswith("csv"):
        file.write_text("\n".join([",".join(row), ",".join(row.values()), ""]))
    else:
        pq.write_table(pa.table({key: [value] for key, value in row.items()}), file)
    for number, form in enumerate([None, "jsonl", "csv", "parquet", "txt"]):
        out = tmp_path / f"out{number}"
        columns, output = {"drop": "hemmelig"}, {"format": form}
        manifest, problems = run(file, out, {}, columns=columns, output=output)
        assert not problems
        assert manifest.counts.written == 1
        files = [path for path in out.rglob("*") if path.is_file()]
        assert not [path for path in files if CANARY.encode() in path.read_bytes()]
        assert not [
            path for path in files if b"hemmelig" in path.read_bytes() and "data" in str(path)
        ]


@pytest.mark.parametrize("option", ["drop", "replace"])
@pytest.mark.parametrize("name", ["n.jsonl", "n.csv"])
def test_a_column_that_is_not_there_is_a_mistake(tmp_path: Path, name: str, option: str) -> None:
    file = tmp_path / name
    file.write_text('{"id": 1, "text": "a", "Fnr": 1}\n' if "j" in name else "id,text,Fnr\n1,a,1\n")
    columns = {"drop": ["fnr"]} if option == "drop" else {"replace": {"fnr": "id"}}
    manifest, problems = run(file, tmp_path / "out", {}, columns=columns)
    assert [problem.code for problem in problems] == ["E202"]
    assert manifest.counts.written == 0


BAD = [
    ("date", CANARY), ("date", f"{CANARY} 3.5.2019"), ("date", "2019-05-03T10:30 hos Kari"),
    ("date", "99.99.2019"), ("date", 20191399), ("birth_date", True), ("birth_date", 3.5),
    ("phone", CANARY), ("phone", "ring 22 07 50 00 Kari"), ("email", "Kari"), ("email", "a@b.no x"),
    ("national_number", "1205751234X"), ("national_number", 10**13), ("national_number", -5),
    ("name", "Kari 12057512345"), ("name", {"a": CANARY}), ("name", 7), ("first_name", "Kari 5"),
    ("name", CANARY * 30), ("postcode", "Bergen"), ("id", 3.5), ("id", {"a": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_what_is_not_understood_is_not_written(tmp_path: Path, kind: str, value: Any) -> None:
    rows = [{"id": "a", "text": "Sover.", "x": value}, {"id": "b", "text": "Sover.", "x": None}]
    _, problems = run(write_jsonl(tmp_path / "n.jsonl", *rows), tmp_path / "out", {"x": kind})
    assert [(problem.code, problem.id) for problem in problems] == [("E612", "a")]
    assert CANARY not in problems[0].message
    assert [row["id"] for row in rows_of(tmp_path / "out/data/n.jsonl")] == ["b"]


def test_ids_that_are_replaced_stand_nowhere(tmp_path: Path) -> None:
    rows = [
        {"id": CANARY, "text": "a"},
        {"id": CANARY, "text": "b"},
        {"id": f"{CANARY}2", "text": 5},
    ]
    _, problems = run(write_jsonl(tmp_path / "n.jsonl", *rows), tmp_path / "out", {"id": "id"})
    assert [problem.code for problem in problems] == ["E207", "E206"]
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    assert problems[0].id == rows_of(tmp_path / "out/data/n.jsonl")[0]["id"]


def test_the_first_surrogate_where_each_mention_has_its_own(tmp_path: Path) -> None:
    text = "Hun heter Kari Nordli. Kari Nordli sover. Kari Nordli spiser."
    file = write_jsonl(tmp_path / "n.jsonl", {"id": 1, "text": text, "navn": "Kari Nordli"})
    run(file, tmp_path / "out", {"navn": "name"}, repeat="random")
    (row,) = rows_of(tmp_path / "out/data/n.jsonl")
    assert row["text"].startswith(f"Hun heter {row['navn']}.")


def test_the_audit_looks_at_columns(tmp_path: Path) -> None:
    file, out = write_jsonl(tmp_path / "n.jsonl", ROW), tmp_path / "out"
    run(file, out)

    def audited() -> Any:
        return audit_corpus(file, out, detect=lambda _: Deidentifier().detect)

    assert audited().passed
    done = out / "data/n.jsonl"
    (row,) = rows_of(done)
    for column in ("navn", "fnr", "tlf", "epost", "id"):
        write_jsonl(done, {**row, column: ROW[column]})
        report = audited()
        assert report.stopped == 1, column
        assert not report.passed


def test_a_record_with_columns_is_audited_before_it_is_written() -> None:
    class Lazy:
        def detect(self, document: Any) -> Any:
            return DEIDENTIFIER.detect(document)

        def replace(self, document: Any, spans: Any) -> Any:
            done = DEIDENTIFIER.replace(document, spans)
            return type(done)(
                document.text, done.spans,
                tuple(
                    type(one)(one.start, one.end, one.start, one.end, one.category, one.subtype,
                              document.text[one.start : one.end])
                    for one in done.replacements
                ),
            )  # fmt: skip

    cells = (("navn", ColumnKind.NAME, "Kari Nordli"),)
    done = process_document(Record("a", 1, "a", "Sover.", cells=cells), Lazy())  # type: ignore[arg-type]
    assert isinstance(done, Problem)
    assert done.code == "E612"


@pytest.mark.parametrize(
    "columns",
    [
        {"drop": ["text"]},
        {"replace": {"text": "name"}},
        {"drop": ["id"]},
        {"id": "nr", "drop": ["nr"]},
        {"replace": {"id": "name"}},
        {"id": "nr", "replace": {"nr": "national_number"}},
        {"drop": ["a"], "replace": {"a": "name"}},
        {"replace": {"a": "navn"}},
    ],
)
def test_a_configuration_that_cannot_be(columns: dict[str, Any]) -> None:
    with pytest.raises(DeidentificationError) as caught:
        read_config(options={"columns": columns})
    assert caught.value.code == "E101"


def test_the_output_is_the_same_on_any_number_of_workers(tmp_path: Path) -> None:
    rows = [{**ROW, "id": n, "tlf": 22070000 + n} for n in range(40)]
    file = write_jsonl(tmp_path / "n.jsonl", *rows)
    for workers in (1, 3):
        run(file, tmp_path / f"out{workers}", workers=workers)
    one, three = ((tmp_path / f"out{n}/data/n.jsonl").read_bytes() for n in (1, 3))
    assert one == three
    assert verify(tmp_path / "out3") == ()


DATES = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31))


@settings(max_examples=60, deadline=None)
@given(st.lists(DATES, min_size=2, max_size=2), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"]))
def test_dates_of_columns_move_together(dates: list[dt.date], form: str) -> None:
    from hidden_plain_sight.corpus.process import process_row

    cells = tuple((str(n), ColumnKind.DATE, day.strftime(form)) for n, day in enumerate(dates))
    done = process_row(Record("a", 1, "a", "Sover.", cells=cells), DEIDENTIFIER, max_characters=100)
    assert not isinstance(done, Problem)
    new = [dt.datetime.strptime(str(value), form).date() for value in done[1].values()]
    assert new[1] - new[0] == dates[1] - dates[0]
    assert new != dates


@given(st.sampled_from(ColumnKind), st.one_of(st.text(max_size=30), st.integers(), st.dates()))
def test_a_value_is_covered_or_refused(kind: ColumnKind, value: object) -> None:
    try:
        found = list(leaves(kind, value))
        covered = [leaf.spans() for leaf in found if kind is not ColumnKind.ID]
    except BadCellError:
        return
    assert rebuilt(kind, value, iter([leaf.raw for leaf in found])) == value
    assert all(covered)
    for leaf in found:
        assert isinstance(leaf.raw, str) or restored(leaf, leaf.text) == value


def test_plain_configurations_are_as_they_were() -> None:
    assert RunConfig().read_options.columns.dropped == ()
