"""Selection: what is not asked for is left out and counted; what can't be told goes to a person."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.corpus import (
    Manifest,
    Progress,
    RunConfig,
    Tally,
    audit_corpus,
    forecast,
    merge_parts,
    read_config,
    run_corpus,
    run_part,
    verify,
)
from hidden_plain_sight.corpus.language import Language, language_of
from hidden_plain_sight.corpus.selection import AddressCues, patient_key, read_patients, year_of
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import DeidentifiedDocument
from tests.cli.calling import call
from tests.corpus.conftest import Fake, Run, write_jsonl

KEY = b"0123456789abcdef"
NORSK = "Hun kom ikke i dag."


def left_out(out: Path, name: str = "left_out.jsonl") -> list[tuple[str, int, str]]:
    rows = map(orjson.loads, (out / name).read_bytes().splitlines())
    return [(row["id"], row["line"], row["code"]) for row in rows]


def written(out: Path, name: str = "n.jsonl") -> list[str]:
    path = out / "data" / name
    return [str(orjson.loads(line)["id"]) for line in path.read_bytes().splitlines()]


def note(name: object, **others: object) -> dict[str, object]:
    return {"id": name, "text": f"{name}: {NORSK}", **others}


def test_years(tmp_path: Path, run: Run) -> None:
    dates = ["2014-12-31", "2015-01-01", "31.12.2019", 2020, None, "i fjor", "2017-06-01 10:11"]
    rows = [note(str(n), d=date) for n, date in enumerate(dates)]
    file = write_jsonl(tmp_path / "n.jsonl", *rows, note("no column"))
    manifest, problems = run(file, selection={"years": "2015-2019", "date_column": "d"})
    out = tmp_path / "out"
    assert written(out) == ["1", "2", "6"]
    assert left_out(out) == [("0", 1, "L101"), ("3", 4, "L101")]
    bad = [("4", 5, "E233"), ("5", 6, "E233"), ("no column", 8, "E202")]
    assert left_out(out, "quarantine.jsonl") == bad
    assert [problem.code for problem in problems] == ["E233", "E233", "E202"]
    counts = manifest.counts
    assert (counts.read, counts.left_out, counts.documents_left_out) == (8, {"L101": 2}, 2)
    assert "i fjor" not in (out / "quarantine.jsonl").read_text()
    assert verify(out) == ()
    (out / "left_out.jsonl").write_text("")
    assert [(one.file, one.problem) for one in verify(out)] == [("left_out.jsonl", "changed")]


@pytest.mark.parametrize(
    ("years", "first", "last"),
    [("2015-2019", 2015, 2019), ("2015-", 2015, 9999), ("-2019", 0, 2019), (2017, 2017, 2017)],
)
def test_ranges_of_years(years: object, first: int, last: int) -> None:
    config = read_config(options={"selection": {"years": years, "date_column": "d"}})
    assert config.selection.year_range == (first, last)


@pytest.mark.parametrize(
    "selection",
    [
        {"years": "2015-2019"},
        {"years": "15-19", "date_column": "d"},
        {"years": "-", "date_column": "d"},
        {"years": "2019-2015", "date_column": "d"},
        {"types": ["epikrise"]},
        {"type_column": "text"},
        {"languages": ["norsk"]},
        {"optout": "x"},
    ],
)
def test_selections_that_are_none(selection: dict[str, Any]) -> None:
    with pytest.raises(DeidentificationError) as caught:
        read_config(options={"selection": selection})
    assert caught.value.code == "E101"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_has_its_year_however_it_is_written(date: dt.date) -> None:
    forms = ["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%dT10:00:00Z", "%Y%m%d1015"]
    assert {year_of(date.strftime(form)) for form in forms} == {date.year}
    assert year_of(date) == year_of(dt.datetime(date.year, 1, 1)) == date.year


@pytest.mark.parametrize(
    "value", [None, "", "3.5.19", "190503", "1899", "2101-01-01", "20190503x", "03052019", True, []]
)
def test_what_is_no_date_has_no_year(value: object) -> None:
    assert year_of(value) is None


def test_types(tmp_path: Path, run: Run) -> None:
    kinds = ["Epikrise", " epikrise", "NOTAT", None, "sykepleie"]
    rows = [note(n, t=kind) for n, kind in enumerate(kinds)]
    selection = {"types": ["epikrise", "notat"], "type_column": "t"}
    manifest, problems = run(write_jsonl(tmp_path / "n.jsonl", *rows), selection=selection)
    assert (written(tmp_path / "out"), problems) == (["0", "1", "2"], [])
    assert [code for _, _, code in left_out(tmp_path / "out")] == ["L102", "L102"]
    assert manifest.counts.document_types == {"Epikrise": 1, "NOTAT": 1, "epikrise": 1}
    assert manifest.is_complete


def test_rare_values_of_the_type_column_are_not_told(tmp_path: Path, run: Run) -> None:
    """They may be names of patients, in a column that was named by mistake."""
    kinds = ["epikrise"] * 5 + ["Kari Nordli"] * 4 + ["Ola\nNordli"] + ["x" * 99] * 9
    rows = [note(n, t=kind) for n, kind in enumerate(kinds)]
    file = write_jsonl(tmp_path / "n.jsonl", *rows, note("none"))
    manifest, _ = run(file, selection={"type_column": "t"})
    assert manifest.counts.document_types == {"(other)": 14, "epikrise": 5}
    assert manifest.counts.written == 20
    assert "Nordli" not in (tmp_path / "out" / "manifest.json").read_text()


@given(st.permutations(range(6)))
def test_counts_of_types_add_up_in_any_order(order: list[int]) -> None:
    done = DeidentifiedDocument("", (), (), "x", None)
    parts = [Tally() for _ in order]
    for number in range(1_200):
        language = Language.UNKNOWN
        parts[number % 6].add_document(done, 0, language=language, type=f"t{number}")
    total = Tally()
    for number in order:
        total.add(parts[number])
    assert list(total.types.values()) == [1_200]


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    rows = [
        note("a", patient="01019012345"), note("b", patient=1019012345), note("c", patient="P7"),
        note("d", patient="p8 "), note("e", patient="P9"), note("f", patient=None),
        note("g", patient=" "), note("h"),
    ]  # fmt: skip
    return write_jsonl(tmp_path / "n.jsonl", *rows)


def test_lists_of_patients(tmp_path: Path, patients: Path, run: Run) -> None:
    (tmp_path / "opt_out").write_bytes(b"\xef\xbb\xbf010190 12345\r\n\r\np9\r\n")
    (tmp_path / "blocked").write_text("P8\nP9")
    manifest, problems = run(
        patients,
        selection={"opt_out": tmp_path / "opt_out", "address_blocked": tmp_path / "blocked"},
    )
    out = tmp_path / "out"
    assert written(out) == ["c"]
    found = [("a", "L103"), ("b", "L103"), ("d", "L104"), ("e", "L103")]
    assert [(name, code) for name, _, code in left_out(out)] == found
    assert [(one.id, one.code) for one in problems] == [
        ("f", "E232"), ("g", "E232"), ("h", "E202")
    ]  # fmt: skip
    assert manifest.counts.left_out == {"L103": 3, "L104": 1}
    told = (out / "manifest.json").read_text() + str(problems) + repr(problems)
    assert not any(name in told for name in ("12345", "P8", "P9", "p8", "p9"))


@pytest.mark.parametrize("name", ["n.csv", "n.parquet", "n.txt"])
def test_files_without_the_column_of_patients_are_not_written(
    tmp_path: Path, run: Run, name: str
) -> None:
    (tmp_path / "list").write_text("P7\n")
    file = tmp_path / name
    if name == "n.parquet":
        pq.write_table(pa.table({"id": ["1"], "text": [NORSK]}), file)
    else:
        file.write_text(f"id,text\n1,{NORSK}\n")
    manifest, problems = run(file, selection={"opt_out": tmp_path / "list"})
    assert [problem.code for problem in problems] == ["E202"]
    assert manifest.counts.written == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\n \n", b"P7;Kari Nordli\n", b"P7\nKari Nordli\n", b"x" * 300, b"\xff\xfeP\x007\x00",
     b"P\x007\n", None],
    ids=["empty", "blank", "two columns", "name", "long", "utf-16", "zero", "missing"],
)  # fmt: skip
def test_lists_that_are_none(tmp_path: Path, run: Run, content: bytes | None) -> None:
    notes = write_jsonl(tmp_path / "n.jsonl", note("a", patient="P7"))
    if content is not None:
        (tmp_path / "list").write_bytes(content)
    with pytest.raises(DeidentificationError) as caught:
        run(notes, selection={"opt_out": tmp_path / "list"})
    assert caught.value.code == "E234"
    assert "Nordli" not in str(caught.value)
    assert "P7" not in str(caught.value)
    assert not (tmp_path / "out").exists(), "a list that is mended would be another run's"


@given(st.integers(1, 10**11), st.integers(0, 3), st.sampled_from(["", " ", ".0"]))
def test_a_number_is_the_same_patient_however_it_is_written(
    number: int, zeros: int, end: str
) -> None:
    assert patient_key("0" * zeros + str(number) + end) == patient_key(str(number))


@given(st.lists(st.text("abc123-_", min_size=1, max_size=20), min_size=1))
def test_every_patient_of_a_list_is_found(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    file = tmp_path_factory.mktemp("list") / "list"
    file.write_text("\n".join(names))
    assert {patient_key(name) for name in names} == read_patients(file)


def test_a_list_that_has_changed_is_another_run(tmp_path: Path, patients: Path) -> None:
    names, out = tmp_path / "list", tmp_path / "out"
    names.write_text("P7\n")
    config = read_config(options={"selection": {"opt_out": names}})
    run_corpus(config, patients, out, deidentifier=Fake(), key=KEY)
    first = Manifest.read(out).patient_lists
    names.write_text("P9\n")
    with pytest.raises(DeidentificationError) as caught:
        run_corpus(config, patients, out, deidentifier=Fake(), key=KEY)
    assert caught.value.code == "E304"
    assert "a list of patients has changed" in str(caught.value)
    names.write_text("P7\n")
    run_corpus(config, patients, out, deidentifier=Fake(), key=KEY)
    run_corpus(config, patients, tmp_path / "2", deidentifier=Fake(), key=b"another key 6789")
    assert Manifest.read(tmp_path / "2").patient_lists != first, "it could be guessed"


def test_a_text_that_comes_again_is_written_once(tmp_path: Path, run: Run) -> None:
    texts = ["Kari kom.", " Kari kom.\r\n", "Kari  kom.", "Kari kom", "Kari kom."]
    rows = [{"id": n, "text": text, "t": "b"} for n, text in enumerate(texts)]
    first = {"id": "other type", "text": "Kari kom.", "t": "a"}
    file = write_jsonl(tmp_path / "n.jsonl", first, *rows)
    selection = {"once": True, "types": ["b"], "type_column": "t"}
    manifest, _ = run(file, selection=selection)
    assert written(tmp_path / "out") == ["0", "2", "3"]
    assert manifest.counts.left_out == {"L102": 1, "L105": 2}
    again, _ = run(file, out=tmp_path / "all")
    assert again.counts.written == 6


CUES = """
kode 6|Kode 7.|KODE6|kode seks|strengt fortrolig adresse|fortrolig adresse|sperret adresse
skjermet adresse|Adresse: sperret|adressen er skjermet|hemmelig adresse|skjult adresse
adressesperre|klientadresse|mobil voldsalarm|fiktiv identitet|Adresse (fortrolig)|kode 6 og 7
fortruleg adresse|strengt fortruleg adresse|sperra adresse|skjerma adresse|adressa er sperra
hemmeleg adresse|adressa hennar er fortruleg|valdsalarm|adresse: SFA|sperret\u00a0adresse
"""
NO_CUES = """
diagnosekode 6|takstkode 7|kode 6.1|kode 61|ukjent adresse|Adresse: Storgata 7|okklusjon av SFA
adrenalin 1 mg|trygghetsalarm|strengt sengeleie|besøksforbud|skjermet enhet|adressen er ukjent
fortrolig samtale|sperret luftvei|NCSP-kode 6|krisesenter
"""


@pytest.mark.parametrize("cue", CUES.strip().replace("\n", "|").split("|"))
def test_cues_of_protected_addresses(cue: str) -> None:
    for text in (cue, cue.upper(), f"x\n{'Hun kom. ' * 30}Pas. har {cue}\n{'y ' * 100}"):
        assert AddressCues()(text), text


@pytest.mark.parametrize("text", NO_CUES.strip().replace("\n", "|").split("|"))
def test_what_is_no_cue(text: str) -> None:
    assert not AddressCues()(f"Pas. {text} i dag.")


def test_a_protected_address_is_for_a_person(tmp_path: Path, run: Run) -> None:
    texts = ["Kari, kode 6.", "Kari kom.", "Bor på krisesenter."]
    file = write_jsonl(
        tmp_path / "n.jsonl", *({"id": n, "text": text} for n, text in enumerate(texts))
    )
    manifest, problems = run(file)
    assert [(one.id, one.code) for one in problems] == [("0", "E231")]
    assert (manifest.is_complete, manifest.counts.left_out) == (False, {})
    run(file, out=tmp_path / "more", selection={"more_cues": ["Krisesenter"]})
    assert written(tmp_path / "more") == ["1"]
    own = {"address_cues": False, "more_cues": ["krisesenter"]}
    run(file, out=tmp_path / "own", selection=own)
    assert written(tmp_path / "own") == ["0", "1"]


LANGUAGES = {
    "Pasienten ble innlagt med brystsmerter. Hun har ikke hatt feber de siste ukene.": "nb",
    "Pasienten vart innlagd med brystsmerter. Ho har ikkje hatt feber dei siste vekene.": "nn",
    "The patient was admitted with chest pain and was discharged after two days.": "other",
    "Patienten kom in med bröstsmärtor och har inte haft feber. Hon mår bättre nu.": "other",
    "Patienten blev indlagt og fik taget blodprøver. Hun er nu udskrevet og har det godt.": "other",
    "BT 130/80. P 70. SpO2 98 %.": "unknown",
    "": "unknown",
    "\ud800": "unknown",
}


@pytest.mark.parametrize(("text", "language"), LANGUAGES.items())
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language_of(text.upper()) == language
    assert language_of(f"{text}\n" * 400) == language


def test_synthetic_notes_are_in_their_language() -> None:
    from hidden_plain_sight.synthesis import synthesize

    for language, other in (("nb", "nn"), ("nn", "nb")):
        notes = synthesize(n=300, seed=11, language=language)
        found = [language_of(one.document.text) for one in notes]
        assert found.count(Language(language)) > 0.85 * len(found)
        assert found.count(Language(other)) < 0.03 * len(found)


def test_only_some_languages(tmp_path: Path, run: Run) -> None:
    rows = [{"id": n, "text": text} for n, text in enumerate(list(LANGUAGES)[:7])]
    file = write_jsonl(tmp_path / "n.jsonl", *rows)
    manifest, _ = run(file)
    assert manifest.counts.languages == {"nb": 1, "nn": 1, "other": 3, "unknown": 2}
    manifest, problems = run(file, out=tmp_path / "nn", selection={"languages": ["nn", "unknown"]})
    assert written(tmp_path / "nn") == ["1", "5", "6"]
    assert manifest.counts.languages == {"nn": 1, "unknown": 2}
    assert (manifest.counts.left_out, problems) == ({"L106": 4}, [])


def test_parquet(tmp_path: Path, run: Run) -> None:
    days = [dt.date(2014, 5, 3), dt.date(2016, 5, 3), None]
    columns = {
        "id": [1, 2, 3], "text": [NORSK] * 3, "day": days, "kind": pa.array([7, 7, 8]),
        "patient": [1.0, 2.0, 3.0],
    }  # fmt: skip
    pq.write_table(pa.table(columns), tmp_path / "n.parquet")
    (tmp_path / "list").write_text("9")
    selection = {
        "years": "2015-", "date_column": "day", "types": [7, 8], "type_column": "kind",
        "opt_out": tmp_path / "list",
    }  # fmt: skip
    manifest, problems = run(tmp_path / "n.parquet", selection=selection)
    assert manifest.counts.left_out == {"L101": 1, "L102": 0, "L103": 0}
    assert [problem.code for problem in problems] == ["E233"]
    assert pq.read_table(tmp_path / "out/data/n.parquet").to_pydict()["id"] == [2]
    (tmp_path / "list").write_text("2")
    manifest, _ = run(tmp_path / "n.parquet", out=tmp_path / "2", selection=selection)
    assert manifest.counts.written == 0


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[RunConfig, Path]:
    """A corpus of several shards of which something of everything is left out."""
    years, kinds = itertools.cycle(range(2010, 2021)), itertools.cycle(["a", "b", "c"])
    texts = itertools.cycle([*LANGUAGES, "Kari, kode 6."])
    rows = [
        {"id": n, "text": f"{text} {n % 1_700}".encode(errors="replace").decode(), "d": year,
         "t": kind, "patient": n % 97}
        for n, year, kind, text in zip(range(3_500), years, kinds, texts, strict=False)
    ]  # fmt: skip
    write_jsonl(tmp_path / "in" / "n.jsonl", *rows)
    lines = "".join(f'{n}x,"Kari kom, {n % 50}.",2015,a,1\n' for n in range(300))
    (tmp_path / "in" / "c.csv").write_text(f"id,text,d,t,patient\n{lines}")
    (tmp_path / "opt_out").write_text("13\n14\n")
    (tmp_path / "blocked").write_text("15\n")
    selection = {
        "years": "2012-2019", "date_column": "d", "types": ["a", "b"], "type_column": "t",
        "opt_out": tmp_path / "opt_out", "address_blocked": tmp_path / "blocked", "once": True,
        "languages": ["nb", "nn", "unknown"],
    }  # fmt: skip
    return read_config(options={"selection": selection}), tmp_path / "in"


def everything(out: Path) -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in (out / "data").rglob("*") if path.is_file()}
    lists = ("quarantine.jsonl", "left_out.jsonl")
    return files | {name: (out / name).read_bytes() for name in lists}


class Stop(Exception):  # noqa: N818
    """The operator presses Ctrl-C."""


def test_the_same_on_any_number_of_workers_in_parts_and_taken_up_again(
    mixed: tuple[RunConfig, Path], tmp_path: Path
) -> None:
    config, notes = mixed
    one = config.model_copy(update={"workers": 1})
    alone = run_corpus(one, notes, tmp_path / "1", deidentifier=Fake(), key=KEY)
    assert all(alone.counts.left_out.values())
    assert len(alone.counts.left_out) == 6
    counts = alone.counts
    assert counts.read == 3_800
    assert counts.written + counts.documents_left_out + counts.documents_quarantined == 3_800
    assert sum(counts.languages.values()) == sum(counts.document_types.values()) == counts.written
    assert alone.left_out is not None
    assert alone.left_out.documents == counts.documents_left_out
    many = config.model_copy(update={"workers": 3})
    run_corpus(many, notes, tmp_path / "3", deidentifier=Fake(), key=KEY)
    assert everything(tmp_path / "3") == everything(tmp_path / "1")

    for part in (2, 1):
        run_part(one, notes, tmp_path / "p", part=part, of=2, deidentifier=Fake(), key=KEY)
    assert merge_parts(tmp_path / "p").counts == counts
    assert everything(tmp_path / "p") == everything(tmp_path / "1")

    def stop(progress: Progress) -> None:
        if progress.documents > 1_200:
            raise Stop

    with pytest.raises(Stop):
        run_corpus(many, notes, tmp_path / "s", deidentifier=Fake(), key=KEY, progress=stop)
    again = run_corpus(many, notes, tmp_path / "s", deidentifier=Fake(), key=KEY)
    assert everything(tmp_path / "s") == everything(tmp_path / "1")
    assert again.counts == counts


def test_what_was_left_out_is_absent_in_the_audit(
    mixed: tuple[RunConfig, Path], tmp_path: Path
) -> None:
    config, notes = mixed
    manifest = run_corpus(config, notes, tmp_path / "out", deidentifier=Fake(), key=KEY)
    found = audit_corpus(
        notes, tmp_path / "out", detect=lambda _: lambda d: Fake().deidentify(d).spans
    )
    assert found.documents == manifest.counts.written
    assert found.absent == manifest.counts.read - manifest.counts.written
    assert found.passed


def test_an_id_of_a_document_that_was_left_out_may_come_again(tmp_path: Path, run: Run) -> None:
    file = write_jsonl(tmp_path / "n.jsonl", note("a", d=2010), note("a", d=2016))
    manifest, problems = run(file, selection={"years": "2015-", "date_column": "d"})
    assert (manifest.counts.written, problems) == (1, [])
    found = audit_corpus(file, tmp_path / "out", detect=lambda _: lambda _d: ())
    assert (found.documents, found.absent, found.passed) == (1, 1, True)


def test_a_forecast_counts_what_is_left_out(mixed: tuple[RunConfig, Path]) -> None:
    config, notes = mixed
    told = forecast(config, notes, Fake(), workers=1)
    assert told.left_out > 0
    assert told.sampled + told.left_out + told.quarantined == 400


def test_the_command(tmp_path: Path) -> None:
    rows = [
        note("a", d="2016", t="x", patient="P1"), note("b", d="2010", t="x", patient="P1"),
        note("c", d="2016", t="y", patient="P1"), note("d", d="2016", t="x", patient="P2"),
        note("e", d="2016", t="x", patient="P3"),
        {**note("f", d="2016", t="x", patient="P4"), "text": f"a: {NORSK}"},
    ]  # fmt: skip
    file = write_jsonl(tmp_path / "n.jsonl", *rows)
    (tmp_path / "opt_out").write_text("P2")
    (tmp_path / "blocked").write_text("P3")
    options = [
        "--years", "2015-", "--date-column", "d", "--type", "x", "--type-column", "t", "--once",
        "--opt-out", tmp_path / "opt_out", "--address-blocked", tmp_path / "blocked",
        "--language", "nb", "--ephemeral-key", "--no-tagger",
    ]  # fmt: skip
    result = call("run", file, tmp_path / "out", *options)
    assert result.exit_code == 0, result.output
    assert written(tmp_path / "out") == ["a"]
    shown = dict(line.rsplit(None, 1) for line in result.stdout.splitlines() if line)
    assert shown["Left out"].endswith("left_out.jsonl")
    assert shown["  of patients who opted out"] == "1"
    assert shown["  in bokmål"] == "1"
    for code in ("L101", "L102", "L103", "L104", "L105"):
        assert Manifest.read(tmp_path / "out").counts.left_out[code] == 1
