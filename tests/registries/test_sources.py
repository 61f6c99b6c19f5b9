"""Each registry in its official format: what is taken, and what refuses the whole file."""

from __future__ import annotations

import gzip
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.registries import SOURCES, Entry, LeftOut, RegistryFile
from hidden_plain_sight.registries.entries import place_name, unit_name
from hidden_plain_sight.registries.ordinary import clash, is_generic, is_person

DATA = Path(__file__).parent / "data"
FILES = {
    "ssb": "ssb_12891.csv",
    "addresses": "matrikkelenAdresse.csv",
    "places": "stedsnavn.gml",
    "postcodes": "postnummerregister-ansi.txt",
    "brreg": "underenheter.csv",
    "units": "enheter.csv",
}


def entries(source: str, path: Path) -> Iterator[Entry | LeftOut]:
    return SOURCES[source].read(RegistryFile(path, source))


def items(source: str, name: str) -> list[tuple[str, dict[str, str]]]:
    found = [entry for entry in entries(source, DATA / name) if isinstance(entry, Entry)]
    return [(entry.list_name, dict(entry.cells)) for entry in found]


def refused(source: str, path: Path) -> str:
    with pytest.raises(DeidentificationError) as error:
        list(entries(source, path))
    return str(error.value)


def test_names_of_json_stat_have_sex_and_band() -> None:
    cells = {c["name"]: (c["sex"], c["origin"], c["band"]) for _, c in items("ssb", FILES["ssb"])}
    assert cells["Xqaavik"] == ("u", "", "1")
    assert cells["Xqøyen"] == ("u", "", "2")
    assert cells["Hansen"][1:] == ("no", "1")
    assert "Xqvoll" not in cells
    found = items("ssb", "ssb_10501.json")
    assert {name for name, _ in found} == {"first_names"}
    assert [(c["name"], c["sex"], c["band"]) for _, c in found] == [
        ("Xqaava", "u", "3"),  # women and men
        ("Kari", "f", "1"),
        ("Xqodin", "m", "1"),
    ]


def test_names_of_a_long_table_take_the_highest_year() -> None:
    assert [(c["name"], c["band"]) for _, c in items("ssb", "ssb_long.csv")] == [("Xqaava", "2")]


def test_streets_once_each() -> None:
    names = [c["name"] for _, c in items("addresses", FILES["addresses"])]
    assert names == ["Xqaaveien", "Xqtun", "Kontroll", "Áilu Xqluodda"]


def test_settlements_in_use_and_no_farms() -> None:
    found = items("places", FILES["places"])
    assert [(name, c["name"]) for name, c in found] == [
        ("places", "Xqtøtt"),
        ("boroughs", "Xqbydel"),
        ("places", "Kontroll"),
        ("places", "Xqgrend & Xqvik"),
        ("places", "Xqgrenda"),
    ]
    assert found[0][1] == {
        "name": "Xqtøtt", "kind": "tettsted", "fylke": "Troms", "kommune": "Xqdal"
    }  # fmt: skip


def test_postcodes_in_normal_letters() -> None:
    cells = [c for _, c in items("postcodes", FILES["postcodes"])]
    assert cells[1] == {"postcode": "9989", "poststed": "Xqbø i Xqdal", "kommune": "Xqdal"}


@pytest.mark.parametrize("name", ["underenheter.csv", "underenheter.json"])
def test_sub_units_of_health_without_persons(name: str) -> None:
    assert [(kind, c["name"], c["place"]) for kind, c in items("brreg", name)] == [
        ("hospitals", "Xqaavik sykehus", "Xqdal"),
        ("clinics", "Xqlund legesenter", "Xqby"),
        ("nursing_homes", "Solbakken", "Xqby"),
        ("nursing_homes", "Xqbo og Xqro Bo- og omsorgssenter", "Xqdal"),
    ]
    left_out = [e.reason for e in entries("brreg", DATA / name) if isinstance(e, LeftOut)]
    assert left_out == ["names of persons", "names that many units have"]


def test_units_of_ones_own_with_short_names() -> None:
    cells = [c for _, c in items("units", FILES["units"])]
    assert [(c["name"], c["short_forms"]) for c in cells] == [
        ("Xqaavik universitetssykehus", "XQUS|Xqaavik"),
        ("Xqhøy sengepost 3", "KIR"),
        ("XQM", "XQM"),
        ("Solbakken", ""),
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_units_in_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    file = tmp_path / "a.csv"
    text = f"NAVN{delimiter}Sted\r\nXqhøy{delimiter}Bø\r\n\r\n"
    file.write_bytes(text.encode(encoding))
    (entry,) = entries("units", file)
    assert isinstance(entry, Entry)
    assert (entry.cells["name"], entry.cells["place"]) == ("Xqhøy", "Bø")


@pytest.mark.parametrize("source", FILES)
def test_packed_files_are_unpacked(tmp_path: Path, source: str) -> None:
    plain = DATA / FILES[source]
    packed, zipped = tmp_path / "a.gz", tmp_path / "a.zip"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(zipped, "w") as folder:
        folder.writestr("readme.md", "about")
        folder.write(plain, plain.name)
    expected = list(entries(source, plain))
    assert list(entries(source, packed)) == expected == list(entries(source, zipped))
    packed.write_bytes(packed.read_bytes()[:-12])
    assert "cut off or damaged" in refused(source, packed)
    with zipfile.ZipFile(zipped, "w") as folder:
        folder.writestr("readme.md", "about")
    assert "it holds 0 files" in refused(source, zipped)


TABLES = sorted(set(FILES) - {"places"})


@pytest.mark.parametrize("source", TABLES)
def test_an_empty_row_refuses_the_file(tmp_path: Path, source: str) -> None:
    lines = (DATA / FILES[source]).read_bytes().splitlines(keepends=True)
    file = tmp_path / "a"
    file.write_bytes(b"".join([*lines[:-1], b"\n", lines[-1]]))
    assert f"[E504] {file}, line {len(lines)}: the row is empty" in refused(source, file)


@pytest.mark.parametrize("source", FILES)
def test_another_encoding_refuses_the_file(tmp_path: Path, source: str) -> None:
    file = tmp_path / "a"
    raw = (DATA / FILES[source]).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("windows-1252")
    file.write_bytes(text.encode("utf-16"))
    assert refused(source, file)[:6] in {"[E505]", "[E504]"}
    # one letter in Windows-1252 within UTF-8
    file.write_bytes(text.replace("Xq", "Xqæ", 1).encode() + "Xqø".encode("windows-1252") + b"\n")
    assert refused(source, file)[:6] in {"[E505]", "[E504]"}


@pytest.mark.parametrize("source", FILES)
@pytest.mark.parametrize("name", ["Xq" * 101, "Xq\x07", "XqÃ¸", "Xq\ufffd"])
def test_what_is_no_name_refuses_the_file(tmp_path: Path, source: str, name: str) -> None:
    raw = (DATA / FILES[source]).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("windows-1252")
    old = {"addresses": "Xqtun", "postcodes": "XQOSLO", "places": "Xqtøtt"}.get(source, "Xqaavik")
    old = old if old in text else old.upper()
    file = tmp_path / "a"
    file.write_text(text.replace(old, name), encoding="utf-8")
    message = refused(source, file)
    assert message.startswith("[E504]")
    assert "Xq" not in message.removeprefix(f"[E504] {file}")


@pytest.mark.parametrize("source", FILES)
def test_another_file_is_refused_or_holds_nothing(tmp_path: Path, source: str) -> None:
    for name in ("ssb_long.csv", FILES["units"]):
        if name == FILES[source] or (source, name) == ("ssb", "ssb_long.csv"):
            continue
        assert refused(source, DATA / name)[:6] in {"[E503]", "[E504]", "[E505]"}
    file = tmp_path / "empty"
    file.write_bytes(b"")
    if source == "postcodes":
        assert list(entries(source, file)) == []
    else:
        assert refused(source, file)[:6] in {"[E503]", "[E504]"}
    assert refused(source, tmp_path / "none").startswith("[E201]")


@pytest.mark.parametrize(
    ("source", "text", "problem"),
    [
        ("ssb", '"etternavn";"Personer"\n"Xqvik";mange\n', "holds something else"),
        ("ssb", '"etternavn";"Personer"\n"";3\n', "no name"),
        ("ssb", '"etternavn";"Personer"\n"Xqvik"\n', "only 1 columns"),
        ("ssb", '{"dimension": {}}', "not JSON-stat"),
        ("ssb", '{"id": ["Alder"], "size": [1], "dimension": {}, "value": []}', "dimensions"),
        ("postcodes", "12\tXqby\t0301\tOSLO\tB\n", "no postcode"),
        ("postcodes", "1234\t\t0301\tOSLO\tB\n", "no place"),
        ("postcodes", "1234 Xqby\n", "only 1 columns"),
        ("units", "navn;sted\n;Bergen\n", "no name"),
        ("units", "navn;sted\nXqvik\n", "only 1 columns"),
        ("brreg", '[{"navn": "XQ"', "cut off"),
        ("brreg", "[1, 2]", "no array of units"),
        ("brreg", "{}", "no page"),
        ("places", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type"),
        ("places", "<a><b></a>", "not well-formed"),
    ],
)
def test_broken_rows(tmp_path: Path, source: str, text: str, problem: str) -> None:
    file = tmp_path / "a"
    file.write_text(text, encoding="utf-8")
    assert problem in refused(source, file)


def test_a_line_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"adressenavn;nummer\n" + b"x" * (2 << 20))
    assert "longer than any row" in refused("addresses", file)


def test_json_is_read_across_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(entries("brreg", DATA / "underenheter.json"))
    for size in (1, 7, 333):
        monkeypatch.setattr("hidden_plain_sight.registries.brreg._CHUNK", size)
        assert list(entries("brreg", DATA / "underenheter.json")) == expected


def test_a_page_of_the_search_is_read_too(tmp_path: Path) -> None:
    text = (DATA / "underenheter.json").read_text("utf-8")
    page = tmp_path / "page.json"
    page.write_text(f'{{"_embedded": {{"underenheter": {text}}}}}', encoding="utf-8")
    assert list(entries("brreg", page)) == list(entries("brreg", DATA / "underenheter.json"))


def test_names_in_capitals_are_written_as_in_a_text() -> None:
    assert place_name("NORDRE FOLLO") == "Nordre Follo"
    assert place_name("Å I LOFOTEN") == "Å i Lofoten"
    assert unit_name("XQBY BUP OG HABU, POLIKLINIKK") == "Xqby BUP og HABU, poliklinikk"
    assert unit_name("ST. OLAVS HOSPITAL") == "St. Olavs hospital"


def test_what_an_item_also_is() -> None:
    asked = [("Stein", "surnames"), ("Babinski", "surnames"), ("Marevan", "places")]
    assert [clash(item, name) for item, name in asked] == ["word", "eponym", "drug"]
    assert clash("Nordli", "places") == ""
    assert clash("Nordli", "hospitals") != ""
    assert Counter(map(is_generic, ("Asker legesenter", "Medisinsk avdeling", "Post 3"))) == {
        False: 2,
        True: 1,
    }
    assert not is_person("Kari")
    assert is_person("FYSIOTERAPEUT OLA B NORDLI DA")
