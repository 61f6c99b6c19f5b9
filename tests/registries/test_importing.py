"""From files to lists in a folder, and from there into detection; nothing half-made."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.detection import Detector
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.gazetteers import Gazetteers, read_gazetteer
from hidden_plain_sight.registries import check_lists, import_registry, importing, list_infos
from hidden_plain_sight.resources import gazetteers_folder

DATA = Path(__file__).parent / "data"
ON = date(2026, 11, 20)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def units(folder: Path, *rows: str) -> Path:
    file = folder / "units.csv"
    file.write_text("\n".join(["navn;kortnavn;sted", *rows]) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    into = tmp_path / "lists"
    import_registry("ssb", [DATA / "ssb_10501.json", DATA / "ssb_12891.csv"], into=into, on=ON)
    import_registry("addresses", [DATA / "matrikkelenAdresse.csv"], into=into, on=ON)
    import_registry("units", [DATA / "enheter.csv"], into=into, on=ON)
    return into


def test_lists_have_the_format_of_the_shipped_ones(lists: Path) -> None:
    assert sorted(path.name for path in lists.iterdir()) == [
        "first_names", "hospitals", "streets", "surnames"
    ]  # fmt: skip
    for place in lists.iterdir():
        own = read_gazetteer(place.name, folder=lists)
        assert own.columns == read_gazetteer(place.name).columns
        assert list(own.rows) == sorted(own.rows)
    said = (lists / "surnames" / "SOURCE.md").read_text("utf-8")
    assert "Imported 2026-11-20 (`ssb`)" in said
    assert "CC BY 4.0" in said
    assert "`ssb_12891.csv`, SHA-256 " in said
    assert not [finding for finding in check_lists(lists) if finding.is_error]


def test_new_items_that_are_words_become_exceptions(lists: Path) -> None:
    assert read_gazetteer("surnames", folder=lists).exceptions == {"Tirsdag"}
    assert read_gazetteer("streets", folder=lists).exceptions == {"Kontroll"}
    assert read_gazetteer("hospitals", folder=lists).exceptions == {"KIR", "Solbakken"}


def test_what_shipped_lists_have_judged_stays_judged(tmp_path: Path) -> None:
    # Wilson is an eponym, and a surname of the shipped list that is no exception there
    file = tmp_path / "names.csv"
    file.write_text('"etternavn";"Personer"\n"Wilson";900\n"Bechterew";300\n', encoding="utf-8")
    import_registry("ssb", [file], into=tmp_path / "lists")
    assert read_gazetteer("surnames", folder=tmp_path / "lists").exceptions == {"Bechterew"}


def test_a_second_import_adds_and_renews(tmp_path: Path) -> None:
    into = tmp_path / "lists"
    import_registry("units", [units(tmp_path, "Xqaavik sykehus;XQS;Xqby")], into=into)
    file = units(tmp_path, "XQAAVIK SYKEHUS;XQAS;Xqby", "Xqlund helsehus;;")
    (done,) = import_registry("units", [file], into=into).lists
    assert (done.rows, done.new) == (2, 1)
    own = read_gazetteer("hospitals", folder=into)
    assert [row[:2] for row in own.rows] == [("Xqaavik sykehus", "XQAS"), ("Xqlund helsehus", "")]
    assert (into / "hospitals" / "SOURCE.md").read_text("utf-8").count("Imported") == 2


def test_exceptions_of_ones_own_stay(tmp_path: Path) -> None:
    into = tmp_path / "lists"
    import_registry("units", [units(tmp_path, "Xqlund;;")], into=into)
    with (into / "hospitals" / "exceptions.tsv").open("a", encoding="utf-8") as file:
        file.write("Xqlund\talso a farm\n")
    import_registry("units", [units(tmp_path, "Xqvik;;")], into=into)
    assert "Xqlund\talso a farm\n" in (into / "hospitals/exceptions.tsv").read_text("utf-8")


@pytest.mark.parametrize("row", ["", ";;", "Xq\x00;;", "Xq" * 200 + ";;", "Xqvik"])
def test_nothing_is_half_loaded(tmp_path: Path, row: str) -> None:
    into = tmp_path / "lists"
    import_registry("units", [units(tmp_path, "Xqaavik sykehus;XQS;Xqby")], into=into)
    before = tree(into)
    good = tmp_path / "good.csv"
    good.write_text("navn\nXqgod sykehus\n", encoding="utf-8")
    bad = units(tmp_path, "Xqny sykehus;;", row, "Xqsist sykehus;;")
    with pytest.raises(DeidentificationError, match=r"Nothing was imported\.$"):
        import_registry("units", [good, bad], into=into)
    assert tree(into) == before
    with pytest.raises(DeidentificationError):
        import_registry("units", [bad], into=tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_list_of_too_many_rows_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "lists"
    import_registry("units", [units(tmp_path, "Xqaavik sykehus;;")], into=into)
    monkeypatch.setattr(importing, "MOST_ITEMS", 50)
    file = units(tmp_path, *(f"Xqvik {n} sykehus;;" for n in range(51)))
    with pytest.raises(DeidentificationError, match=r"E506.*more than 50 items"):
        import_registry("units", [file], into=into)
    assert len(read_gazetteer("hospitals", folder=into).rows) == 1
    monkeypatch.setattr("hidden_plain_sight.gazetteers.MOST_ITEMS", 2)
    with (into / "hospitals" / "items.tsv").open("a", encoding="utf-8") as own:
        own.writelines(f"Xqvik {n}\t\tother\t\t\tboth\n" for n in range(5))
    with pytest.raises(DeidentificationError, match=r"E502.*more than 2 rows"):
        Gazetteers.of(into)


def test_a_full_disk_leaves_the_lists_as_they_were(
    lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(lists)
    real, written = importing.write_whole, []

    def write(path: Path, pieces: object) -> None:
        written.append(path)
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        real(path, pieces)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "write_whole", write)
    with pytest.raises(DeidentificationError, match=r"E411.*No space left"):
        import_registry("brreg", [DATA / "underenheter.csv"], into=lists)
    assert tree(lists) == before


def test_bad_calls(tmp_path: Path) -> None:
    file = units(tmp_path, "Xqvik;;")
    for source, files, into, code in (
        ("nav", [file], tmp_path / "a", "E510"),
        ("units", [], tmp_path / "a", "E201"),
        ("units", [file], gazetteers_folder(), "E509"),
        ("units", [file], file, "E411"),
    ):
        with pytest.raises(DeidentificationError, match=code):
            import_registry(source, files, into=into)
    only_generic = units(tmp_path, "Kirurgisk avdeling;;")
    with pytest.raises(DeidentificationError, match="E507"):
        import_registry("units", [only_generic], into=tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_detection_knows_the_lists_it_was_given(lists: Path) -> None:
    text = "Reiste hjem til Xqtun 4 med xqodin. Sendt XQM."
    plain, own = Detector(tagger=None), Detector(gazetteers=lists, tagger=None)
    found = {(text[span.start : span.end], span.label) for span in own.detect(text)}
    new = {("Xqtun 4", "LOCATION"), ("xqodin", "FIRST_NAME"), ("XQM", "HEALTH_CARE_UNIT")}
    assert found == new
    assert not new & {(text[span.start : span.end], span.label) for span in plain.detect(text)}
    for ordinary in ("Til kontroll 2 uker etter.", "Kontroll 2 i juni", "xqm"):
        assert own.detect(ordinary) == plain.detect(ordinary)


def test_a_deidentifier_with_lists_can_be_sent_to_another_process(lists: Path) -> None:
    one = Deidentifier(key=b"0123456789abcdef", gazetteers=lists)
    other = pickle.loads(pickle.dumps(one))  # noqa: S301
    text = "Innlagt XQM, Xqodin ringte."
    assert other.deidentify(text) == one.deidentify(text)
    assert "XQM" not in one.deidentify(text).text
    gazetteers = Gazetteers.of(lists)
    assert pickle.loads(pickle.dumps(gazetteers)) == gazetteers  # noqa: S301


def test_lists_are_read_anew_each_time(lists: Path, tmp_path: Path) -> None:
    before = Gazetteers.of(lists)
    file = tmp_path / "a.csv"
    file.write_text("adressenavn\nXqsenere\n", encoding="utf-8")
    import_registry("addresses", [file], into=lists)
    assert "Xqsenere" not in set(before.read("streets").column("name"))
    assert "Xqsenere" in set(Gazetteers.of(lists).read("streets").column("name"))


def test_items_and_exceptions_of_both_count(tmp_path: Path) -> None:
    (tmp_path / "fylker").mkdir()
    columns = "\t".join(read_gazetteer("fylker").columns)
    (tmp_path / "fylker/items.tsv").write_text(f"\ufeff{columns}\r\nXqfylke\t\t\tnow\r\n", "utf-8")
    (tmp_path / "fylker/exceptions.tsv").write_text("item\treason\nVestland\tword\n", "utf-8")
    joined = Gazetteers.of(tmp_path).read("fylker")
    assert {"Vestland", "Xqfylke"} <= set(joined.column("name"))
    assert "Vestland" in joined.exceptions
    assert Gazetteers.of(tmp_path).read("places") is read_gazetteer("places")


def test_folders_that_are_no_folders_of_lists(tmp_path: Path) -> None:
    for folder, code in ((tmp_path / "none", "E509"), (tmp_path, "E509")):
        with pytest.raises(DeidentificationError, match=code):
            Detector(gazetteers=folder)
    (tmp_path / "surname").mkdir()
    with pytest.raises(DeidentificationError, match=r"E508.*surname"):
        Detector(gazetteers=tmp_path)
    (tmp_path / "surname").rename(tmp_path / "surnames")
    with pytest.raises(DeidentificationError, match="E502"):
        Detector(gazetteers=tmp_path)
    (tmp_path / "surnames/items.tsv").write_text("navn\nXqvik\n", "utf-8")
    (tmp_path / "surnames/exceptions.tsv").write_text("item\treason\n", "utf-8")
    with pytest.raises(DeidentificationError, match=r"E502.*the columns are not"):
        Detector(gazetteers=tmp_path)


def write_list(folder: Path, name: str, items: str, exceptions: str = "item\treason\n") -> None:
    (folder / name).mkdir()
    (folder / name / "items.tsv").write_bytes(items.encode("utf-8"))
    (folder / name / "exceptions.tsv").write_text(exceptions, encoding="utf-8")


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ("name\nXqvei\n\nXqgate\n", "line 3"),
        ("name\nXqvei\tx\n", "line 2"),
        ("navn\nXqvei\n", "the columns are not name"),
        ("name\nXqvei\nXqvei\n", "1 rows that stand twice: Xqvei"),
        ("name\nXqvei \n", "1 cells that are no clean text"),
        ("", "no header"),
    ],
)
def test_check_finds_what_is_broken(tmp_path: Path, items: str, problem: str) -> None:
    write_list(tmp_path, "streets", items)
    (finding,) = check_lists(tmp_path)
    assert finding.is_error
    assert problem in str(finding)


def test_check_warns_of_clashes_and_strays(tmp_path: Path) -> None:
    items = "name\nKontroll\nSmerter\nXqVei\nXqvei\n"
    write_list(tmp_path, "streets", items, "item\treason\nSmerter\tword\nXqborte\tx\n")
    findings = list(check_lists(tmp_path, examples=1))
    assert not any(finding.is_error for finding in findings)
    assert [(f.problem, f.items) for f in findings] == [
        ("1 rows that differ from others in case alone", ("Xqvei",)),
        ("1 exceptions that are no items", ("Xqborte",)),
        ("1 clashes that are no exceptions", ("Kontroll",)),
    ]


def test_shipped_lists_are_not_broken() -> None:
    assert [str(finding) for finding in check_lists() if finding.is_error] == []
    assert {(info.source, info.licence) for info in list_infos()} == {("shipped", "CC0 1.0")}


def test_infos_of_a_folder_name_source_and_licence(lists: Path) -> None:
    by_name = {info.name: info for info in list_infos(lists)}
    assert by_name["surnames"].licence == "CC BY 4.0"
    assert "Statistics Norway" in by_name["surnames"].source
    (lists / "surnames/SOURCE.md").unlink()
    assert {i.source for i in list_infos(lists) if i.name == "surnames"} == {"not told"}
