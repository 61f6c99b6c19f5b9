"""The lists: every row well formed, every exception a row, nothing twice, in order."""

from __future__ import annotations

import unicodedata

import pytest

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.gazetteers import gazetteer_names, read_gazetteer
from hidden_plain_sight.resources import gazetteers_folder

NAMES = gazetteer_names()
MAY_REPEAT = {"places"}  # one name, several places


@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_clean(name: str) -> None:
    gazetteer = read_gazetteer(name)
    items = [row[0] for row in gazetteer.rows]
    assert items == sorted(items)
    assert name in MAY_REPEAT or len(items) == len(set(items))
    cells = [cell for row in gazetteer.rows for cell in row]
    assert all(cell == cell.strip() for cell in cells)
    assert all(unicodedata.is_normalized("NFC", cell) for cell in cells)
    written = {item for column in gazetteer.columns for item in gazetteer.column(column)}
    short = {form for item in written for form in item.split("|")}
    assert gazetteer.exceptions <= written | short


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_where_it_is_from_and_under_what_licence(name: str) -> None:
    source = (gazetteers_folder() / name / "SOURCE.md").read_text(encoding="utf-8")
    assert "CC0" in source


@pytest.mark.parametrize("rows", ["", "name\n\n", "name\tsex\nKari\n"])
def test_a_broken_list_is_refused_by_code(tmp_path, rows: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "items.tsv").write_text(rows, encoding="utf-8")
    (tmp_path / "first" / "exceptions.tsv").write_text("item\treason\n", encoding="utf-8")
    with pytest.raises(DeidentificationError, match="E502"):
        read_gazetteer("first", folder=tmp_path)
