"""Spark on two cores: as a run over files, and nothing that fails comes through."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hidden_plain_sight import DeidentificationError, Deidentifier, Document
from hidden_plain_sight.spark import deidentify_frame, deidentify_udf
from tests.tables import note_rows, run_over_files

pytest.importorskip("pandas")
sql = pytest.importorskip("pyspark.sql")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

KEY = b"not to be found in any file"
ROWS = note_rows()
SCHEMA = "id long, patient string, ward string, text string"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[Any]:
    (folder / "events").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        options = {
            "spark.ui.enabled": False,
            "spark.eventLog.enabled": True,
            "spark.eventLog.dir": (folder / "events").as_uri(),
            "spark.local.dir": str(folder / "local"),
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.sql.shuffle.partitions": 2,
            "spark.log.level": "OFF",
        }
        builder = sql.SparkSession.builder.master("local[2]")
        session = builder.config(map=options).getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def key_file(folder: Path) -> Path:
    file = folder / "secret" / "deid.key"
    file.parent.mkdir()
    file.write_bytes(KEY)
    file.chmod(0o600)
    return file


def rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict() for row in frame.collect()]


@pytest.mark.parametrize("scope", ["document", "patient"])
def test_the_same_as_a_run_over_files(
    spark: Any, key_file: Path, tmp_path: Path, scope: str
) -> None:
    frame = spark.createDataFrame(ROWS, SCHEMA).repartition(5)
    done = rows(deidentify_frame(frame, key_file=key_file, scope=scope).orderBy("id"))
    assert done == run_over_files(ROWS, tmp_path, scope=scope, key=KEY)
    assert sum(row["deid_error"] is None for row in done) > 150
    assert [row["text"] for row in done] != [row["text"] for row in ROWS]


def test_what_fails_has_no_text(spark: Any, key_file: Path) -> None:
    texts = ["Kari kom.", None, "Kari\x00", "Kari " * 30, ""]
    frame = spark.createDataFrame(
        [(n, text) for n, text in enumerate(texts)], "id int, text string"
    )
    done = rows(deidentify_frame(frame, key_file=key_file, max_characters=100).orderBy("id"))
    assert [row["deid_error"] for row in done] == [None, "E206", "E212", "E213", None]
    assert [row["text"] for row in done[1:]] == [None, None, None, ""]
    assert "Kari" not in done[0]["text"]


def test_ids_with_gaps_and_of_any_length(spark: Any, key_file: Path) -> None:
    text = ROWS[0]["text"]
    ids = [2**53, 2**53 + 1, None]
    frame = spark.createDataFrame([(n, text) for n in ids], "`note.id` long, text string")
    done = rows(deidentify_frame(frame, key_file=key_file, id_column="note.id"))
    alone = Deidentifier(key=KEY)
    expected = [alone.deidentify(Document(text, id=str(n))).text for n in ids[:2]]
    assert [row["text"] for row in done] == [*expected, None]
    assert [row["deid_error"] for row in done] == [None, None, "E211"]
    assert [row["note.id"] for row in done] == ids


def test_facts_are_looked_for_and_left_out(spark: Any, key_file: Path) -> None:
    frame = spark.createDataFrame(
        [("hos xqari i dag", ["Xqaari"], 7127595571), ("hos xqari i dag", None, None)],
        "text string, fornavn array<string>, fnr long",
    )
    facts = {"first_names": "fornavn", "national_number": "fnr"}
    done = deidentify_frame(frame, key_file=key_file, facts=facts)
    assert done.columns == ["text", "deid_error"]
    first, second = rows(done)
    assert "xqari" not in first["text"]
    assert first["deid_error"] is None
    assert second["text"] == "hos xqari i dag"


def test_the_udf_in_columns_and_in_sql(spark: Any, key_file: Path) -> None:
    udf = deidentify_udf(key_file=key_file, scope="patient")
    frame = spark.createDataFrame(ROWS[:9], SCHEMA)
    frame.createOrReplaceTempView("notes")
    spark.udf.register("deidentify", udf)
    wanted = rows(deidentify_frame(frame, key_file=key_file, scope="patient").select("text"))
    name = "cast(id AS string)"
    got = spark.sql(f"SELECT deidentify(text, {name}, patient).text AS text FROM notes")  # noqa: S608
    assert rows(got) == wanted
    alone = [Deidentifier(key=KEY).deidentify(row["text"]).text for row in ROWS[:9]]
    only_text = frame.select(udf("text").text.alias("text"), udf("text").error.alias("error"))
    assert rows(only_text) == [{"text": text, "error": None} for text in alone]


@pytest.mark.parametrize("change", ["another key", "gone", "readable by others"])
def test_a_node_that_is_set_up_otherwise_fails_the_job(
    spark: Any, tmp_path: Path, change: str
) -> None:
    file = tmp_path / "key"
    file.write_bytes(KEY)
    file.chmod(0o600)
    done = deidentify_frame(spark.createDataFrame(ROWS[:3], SCHEMA), key_file=file)
    if change == "gone":
        file.unlink()
    elif change == "another key":
        file.write_bytes(KEY + b"x")
    else:
        file.chmod(0o644)
    code = {"another key": "E107", "gone": "E105", "readable by others": "E103"}[change]
    with pytest.raises(Exception, match=code) as raised:
        done.collect()
    assert ROWS[0]["text"][:30] not in str(raised.value)


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("E102", {"key_file": None}),
        ("E105", {"key_file": "no such file"}),
        ("E202", {"text_column": "tekst"}),
        ("E101", {"error_column": "WARD"}),
        ("E101", {"columns": {"replace": {"ward": "name"}}}),
    ],
)
def test_what_is_not_right_is_refused_at_once(
    spark: Any, key_file: Path, code: str, options: dict[str, Any]
) -> None:
    frame = spark.createDataFrame(ROWS[:1], SCHEMA)
    with pytest.raises(DeidentificationError) as raised:
        deidentify_frame(frame, **{"key_file": key_file, **options})
    assert raised.value.code == code


def test_the_key_is_in_no_file_of_spark(spark: Any, key_file: Path, folder: Path) -> None:
    frame = spark.createDataFrame(ROWS[:20], SCHEMA).repartition(2)
    done = deidentify_frame(frame, key_file=key_file).repartition(3).cache()
    assert done.count() == 20
    written = [path for path in folder.rglob("*") if path.is_file() and path != key_file]
    assert any(path.is_relative_to(folder / "events") for path in written)
    for path in written:
        content = path.read_bytes()
        assert KEY not in content, path
        assert KEY.hex().encode() not in content, path
