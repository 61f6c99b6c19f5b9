"""pandas and Hugging Face datasets: as a run over files, and nothing that fails comes through."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hidden_plain_sight import DeidentificationError, Deidentifier, Document
from hidden_plain_sight.corpus import tables
from hidden_plain_sight.dataframes import deidentify_dataset, deidentify_frame
from tests.tables import note_rows, run_over_files

pd = pytest.importorskip("pandas")
KEY = b"not to be found in any file"
ROWS = note_rows()
ALONE = Deidentifier(key=KEY)
NAMES = pd.DataFrame({"text": ["Hun heter Kari.", "Han heter Ola."]})


@pytest.fixture(scope="module", params=["document", "patient"])
def scope(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def from_files(scope: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a run over a file makes of the rows."""
    return run_over_files(ROWS, tmp_path_factory.mktemp("files"), scope=scope, key=KEY)


@pytest.fixture(params=["frame", "dataset", "dataset by two"])
def way(request: pytest.FixtureRequest) -> Any:
    """Rows in, rows out: a data frame, or a dataset."""
    if request.param == "frame":
        return lambda rows, **options: deidentify_frame(pd.DataFrame(rows), **options).to_dict(
            "records"
        )
    datasets = pytest.importorskip("datasets")
    processes = 2 if request.param.endswith("two") else None
    return lambda rows, **options: deidentify_dataset(
        datasets.Dataset.from_list(rows), num_proc=processes, **options
    ).to_list()


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: None if pd.isna(v) else v for k, v in row.items()} for row in rows]


def test_the_same_as_a_run_over_files(
    way: Any, scope: str, from_files: list[dict[str, Any]]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = plain(way(ROWS, key=KEY, scope=scope))
    assert done == from_files
    assert sum(row["deid_error"] is None for row in done) > 150
    assert [row["text"] for row in done] != [row["text"] for row in ROWS]


class Broken:
    """Fails where a note asks for it, and leaves a name where another does."""

    def deidentify(self, document: Document) -> Any:
        if "explode" in document.text:
            raise RuntimeError(document.text)
        done = ALONE.deidentify(document)
        if "leak" not in document.text:
            return done
        return type(done)(document.text, done.spans[:1], done.replacements[:1])


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tables, "make_deidentifier", lambda *_: Broken())
    tables._workers.cache_clear()
    yield
    tables._workers.cache_clear()


@pytest.mark.usefixtures("broken")
def test_what_fails_has_no_text(way: Any) -> None:
    texts = ["Kari kom.", "explode Kari", None, "Kari\x00", "Kari " * 30, "leak Kari. Kari sov."]
    rows = [{"id": n, "text": text} for n, text in enumerate(texts)]
    with pytest.warns(UserWarning, match=r"5 of 6 .*E206 \(1\)") as told:
        done = way(rows, key=KEY, max_characters=100)
    texts = [row["text"] for row in done]
    assert "Kari" not in texts[0]
    assert [pd.isna(text) for text in texts] == [False] + 5 * [True]
    codes = [row["deid_error"] for row in done]
    assert codes[:5] == [None, "E208", "E206", "E212", "E213"]
    assert codes[5] in {"E208", "E214", "E216"}
    assert "Kari" not in "".join(str(one.message) for one in told)


def test_what_speaks_of_a_protected_address_has_no_text(way: Any) -> None:
    rows = [{"text": "Pas. har kode 6, bor hos Kari."}]
    with pytest.warns(UserWarning, match=r"E231 \(1\)"):
        assert pd.isna(way(rows, key=KEY)[0]["text"])


def test_facts_are_looked_for_and_left_out(way: Any) -> None:
    rows = [
        {"nr": "a", "note": "hos xqari i dag", "fornavn": "Xqaari", "født": "07.12.1975"},
        {"nr": "b", "note": "hos xqari i dag", "fornavn": None, "født": None},
        {"nr": "c", "note": "hos xqari i dag", "fornavn": "Xqaari", "født": "in the autumn"},
    ]
    facts = {"first_names": "fornavn", "birth_date": "født"}
    with pytest.warns(UserWarning, match=r"1 of 3 .*E611 \(1\)"):
        done = way(rows, key=KEY, text_column="note", id_column="nr", facts=facts)
    assert list(done[0]) == ["nr", "note", "deid_error"]
    assert "xqari" not in done[0]["note"]
    assert done[1]["note"] == "hos xqari i dag"
    assert pd.isna(done[2]["note"])


@pytest.mark.filterwarnings("ignore:.*W204")
def test_without_ids_the_text_decides(way: Any) -> None:
    rows = [{"text": row["text"], "n": str(n)} for n, row in enumerate(ROWS[:12])]
    forwards = plain(way(rows, key=KEY))
    assert forwards == plain(way(rows[::-1], key=KEY))[::-1]
    done = [(row["text"], new["text"]) for row, new in zip(rows, forwards, strict=True)]
    assert sum(new is not None for _, new in done) > 6
    assert all(new is None or ALONE.deidentify(old).text == new for old, new in done)


def test_missing_ids() -> None:
    frame = pd.DataFrame({"id": [7, None], "text": [ROWS[0]["text"]] * 2})
    assert frame["id"].dtype == float
    whole = pd.DataFrame({"id": [7], "text": [ROWS[0]["text"]]})
    expected = deidentify_frame(whole, key=KEY)["text"][0]
    done = deidentify_frame(frame, key=KEY)
    assert done["text"][0] == expected != done["text"][1]
    with pytest.warns(UserWarning, match=r"E211 \(1\)"):
        done = deidentify_frame(frame, key=KEY, id_column="id")
    assert done["deid_error"].tolist() == [None, "E211"]


def test_the_original_frame_stays_and_the_index_too() -> None:
    frame = NAMES.set_index(pd.Index([3, 3]))
    done = deidentify_frame(frame, key=KEY)
    assert frame.columns.tolist() == ["text"]
    assert "Kari" in frame["text"].iloc[0]
    assert done.index.tolist() == [3, 3]


@pytest.mark.parametrize("kind", ["category", "string", "object"])
def test_no_type_keeps_the_originals(kind: str) -> None:
    done = deidentify_frame(NAMES.astype(kind), key=KEY)
    assert not done["text"].str.contains("Kari").any()
    assert "Kari" not in repr(getattr(done["text"].dtype, "categories", ""))


def test_a_text_that_cannot_be_written() -> None:
    frame = pd.Series(["Kari \ud800"], dtype=object).to_frame("text")
    with pytest.warns(UserWarning, match="E208"):
        done = deidentify_frame(frame, key=KEY)
    assert done["text"].tolist() == [None]


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("E102", {"key": None}),
        ("E104", {"key": b"short"}),
        ("E202", {"text_column": "tekst"}),
        ("E202", {"id_column": "nr"}),
        ("E202", {"scope": "patient"}),
        ("E202", {"facts": {"names": "navn"}}),
        ("E101", {"error_column": "Text"}),
        ("E101", {"scop": "patient"}),
        ("E101", {"limit": 3}),
        ("E101", {"selection": {"once": True}}),
        ("E101", {"columns": {"replace": {"text2": "name"}}}),
        ("E101", {"config": Path("no such file.yaml")}),
    ],
)
def test_what_is_not_right_is_refused(way: Any, code: str, options: dict[str, Any]) -> None:
    with pytest.raises(DeidentificationError) as raised:
        way([{"text": "Kari kom."}], **{"key": KEY, **options})
    assert raised.value.code == code


def test_columns_of_one_name_are_refused() -> None:
    twice = pd.DataFrame([["Kari", "Ola"]], columns=["text", "text"])
    with pytest.raises(DeidentificationError, match="twice"):
        deidentify_frame(twice, key=KEY)


def test_key_and_settings_from_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(KEY)
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "run.yaml").write_text(f"key_file: {tmp_path}/key\nonly: [DATE]\n")
    frame = pd.DataFrame({"text": ["Kari kom 3. mai 2021."]})
    done = deidentify_frame(frame, config=tmp_path / "run.yaml")
    assert done["text"].equals(deidentify_frame(frame, key=KEY, only=("DATE",))["text"])
    assert done["text"][0].startswith("Kari kom ")


def test_nothing_of_the_key_or_the_notes_is_left_on_disk(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    source = tmp_path / "source"
    texts = [f"Pasienten Zanzibarius Nordli kom {n}. mai 2021." for n in range(1, 30)]
    facts = {"names": "navn"}
    rows = [{"text": text, "navn": "Zanzibarius Nordli"} for text in texts]
    datasets.Dataset.from_list(rows).save_to_disk(source)
    before = set(tmp_path.rglob("*"))
    results = [
        deidentify_dataset(
            datasets.load_from_disk(source), key=key, num_proc=processes, facts=facts
        )
        for key, processes in ((KEY, 2), (KEY, None), (b"another key of 16 bytes", None))
    ]
    assert results[0]["text"][:] == results[1]["text"][:] != results[2]["text"][:]
    written = [path for path in set(tmp_path.rglob("*")) - before if path.is_file()]
    assert len({path.name for path in written}) >= 3, "no cache files to look at"
    for path in written:
        content = path.read_bytes()
        assert KEY not in content
        assert KEY.hex() not in path.name
        assert b"Zanzibarius" not in content


def test_a_cache_is_used_for_the_same_job_alone(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    datasets.Dataset.from_pandas(NAMES).save_to_disk(tmp_path / "source")

    def fingerprint(**options: Any) -> str:
        ds = datasets.load_from_disk(tmp_path / "source")
        return str(deidentify_dataset(ds, **{"key": KEY, **options})._fingerprint)

    first = fingerprint()
    assert fingerprint() == first
    others = [{"key": KEY + b"x"}, {"only": ("DATE",)}, {"error_column": "e"}]
    assert len({first, *(fingerprint(**other) for other in others)}) == 4
