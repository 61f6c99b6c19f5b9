"""The gold formats: what is read, and what is refused without a word of the text."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import Mark, read_gold, read_predictions
from hidden_plain_sight.evaluation.bio import from_tokens
from hidden_plain_sight.evaluation.inline import parse_inline

SECRET = "Kari Nordmann"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def refused(file: Path, **options: object) -> str:
    """The message of the error that reading gives, which never holds the text."""
    with pytest.raises(DeidentificationError) as caught:
        read_gold(file, **options)  # type: ignore[arg-type]
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    for word in SECRET.split():
        assert word not in str(error).replace(str(file), "")  # pytest names folders by cases
    return str(error)


def words(document: object) -> list[tuple[str, str]]:
    return [(document.text[m.start : m.end], m.label) for m in document.marks]  # type: ignore[attr-defined]


# JSONL


def test_jsonl_offsets_are_code_points_whatever_the_characters(tmp_path: Path) -> None:
    text = "🙂🙂 Åse\r\ne\u0301va 3.4."
    rows = {"id": "n1", "text": text, "entities": [[3, 6, "First_Name"], [8, 12, "First_Name"]]}
    (document,) = read_gold(write(tmp_path, "g.jsonl", orjson.dumps(rows)))
    assert words(document) == [("Åse", "First_Name"), ("e\u0301va", "First_Name")]


def test_jsonl_other_field_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    row = orjson.dumps(
        {"id": 7, "text": SECRET, "corrected": [{"start": 0, "end": 4, "label": "X"}]}
    )
    file = write(tmp_path, "g.jsonl", b"\xef\xbb\xbf" + row + b"\n\n")
    (document,) = read_gold(file, field="corrected")
    assert (document.id, document.marks) == ("7", (Mark(0, 4, "X"),))


def test_jsonl_with_tokens_and_tags(tmp_path: Path) -> None:
    row = {"tokens": ["Kari", "Vik", "kom"], "tags": ["B-PER", "I-PER", "O"]}
    (document,) = read_gold(write(tmp_path, "g.jsonl", orjson.dumps(row)))
    assert (document.id, words(document)) == ("line-1", [("Kari Vik", "PER")])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[0, 4', "not a JSON object"),
        ('["Kari Nordmann"]', "not a JSON object"),
        ('{"id": "a", "text": "Kari Nordmann"}', "field entities is missing"),
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[4, 4, "A"]]}', "span 4-4 is empty"),
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[-1, 4, "A"]]}', "span -1-4"),
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[9, 3, "A"]]}', "runs backwards"),
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[0, 14, "A"]]}', "of 13 characters"),
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[0, "Kari", "A"]]}', "entity 1 is not"),
        ('{"id": "a", "text": "Kari Nordmann", "entities": [[true, 4, "A"]]}', "entity 1 is not"),
        ('{"id": "a", "text": ["Kari Nordmann"], "entities": []}', "text is not a string"),
        ('{"id": ["Kari"], "text": "x", "entities": []}', "id is neither"),
        ('{"id": "a", "entities": []}', "there is no text"),
        ('{"tokens": ["Kari"], "tags": []}', "equally long"),
        ('{"tokens": ["Kari"], "tags": ["Kari"]}', "a tag is neither"),
    ],
)
def test_jsonl_refusals_name_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    first = '{"id": "first", "text": "", "entities": []}\n'
    message = refused(write(tmp_path, "g.jsonl", first + row + "\n"))
    assert "[E401]" in message
    assert "g.jsonl, line 2: " in message
    assert problem in message


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    row = '{"id": "a", "text": "Kari Nordmann", "entities": []}\n'
    assert "line 2: the id a was seen before" in refused(write(tmp_path, "g.jsonl", row * 2))


def test_nothing_missing_and_unknown_are_refused(tmp_path: Path) -> None:
    assert "[E204]" in refused(write(tmp_path, "empty.jsonl", ""))
    assert "[E201]" in refused(tmp_path / "missing.jsonl")
    assert "[E407]" in refused(write(tmp_path, "gold.docx", ""))


def test_predictions_need_no_text(tmp_path: Path) -> None:
    file = write(tmp_path, "p.jsonl", '{"id": "a", "entities": [[0, 4, "FIRST_NAME"]]}')
    assert read_predictions(file)[0].marks == (Mark(0, 4, "FIRST_NAME"),)
    assert read_predictions(write(tmp_path, "none.jsonl", "")) == ()


# brat


def test_brat_with_folders_pieces_and_other_lines(tmp_path: Path) -> None:
    write(tmp_path, "a/n1.txt", "Kari\r\nog Ola Vik")
    ann = "T1\tName 0 4\tKari\nR1\tKin Arg1:T1 Arg2:T2\n"
    ann += "T2\tName 9 12;13 16\tOla Vik\n#1\tNote T1\tx\n"
    write(tmp_path, "a/n1.ann", ann)
    (document,) = read_gold(tmp_path)
    assert document.id == "a/n1"
    assert words(document) == [("Kari", "Name"), ("Ola", "Name"), ("Vik", "Name")]


def test_brat_refuses_moved_text(tmp_path: Path) -> None:
    write(tmp_path, "n1.txt", "\nKari Nordmann")
    write(tmp_path, "n1.ann", "T1\tName 0 4\tKari\n")
    assert "n1.ann, line 1: the words are not those" in refused(tmp_path)


@pytest.mark.parametrize(
    "row", ["T1 Name 0 4 Kari", "T1\tName Kari", "Kari\tName 0 4", "T1\tN 4 4\t"]
)
def test_brat_refuses_what_is_no_annotation(tmp_path: Path, row: str) -> None:
    write(tmp_path, "n1.txt", SECRET)
    write(tmp_path, "n1.ann", row + "\n")
    assert "n1.ann, line 1: " in refused(tmp_path)


def test_brat_refuses_a_file_without_its_other_half(tmp_path: Path) -> None:
    write(tmp_path, "n1.ann", "")
    assert "no .txt file" in refused(tmp_path)
    assert read_predictions(tmp_path)[0].id == "n1"
    write(tmp_path, "n2.txt", SECRET)
    write(tmp_path, "n1.txt", SECRET)
    assert "no .ann file" in refused(tmp_path)


# CoNLL


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-PER I-PER O B-LOC", ["a b", "d"]),
        ("I-PER I-PER O I-LOC", ["a b", "d"]),
        ("B-PER B-PER I-LOC I-PER", ["a", "b", "c", "d"]),
        ("B-PER E-PER S-LOC S-LOC", ["a b", "c", "d"]),
        ("B-PER L-PER U-LOC I-LOC", ["a b", "c", "d"]),
        ("O O O O", []),
    ],
)
def test_bio_and_its_relatives(tags: str, spans: list[str]) -> None:
    rows = [(token, tag, 1) for token, tag in zip("abcd", tags.split(), strict=True)]
    text, marks = from_tokens([rows], file=Path("x"))
    assert [text[mark.start : mark.end] for mark in marks] == spans


def test_conll_documents_part_at_blank_lines(tmp_path: Path) -> None:
    file = write(tmp_path, "g.conll", "# id = 1\r\nKari\tB-PER\r\nkom\tO\r\n\r\n\r\nOla B-PER\r\n")
    documents = read_gold(file)
    assert [(d.id, d.text, d.line) for d in documents] == [
        ("g-1", "Kari kom", 1),
        ("g-2", "Ola", 6),
    ]


def test_conll_documents_part_at_docstart_where_there_is_any(tmp_path: Path) -> None:
    rows = "-DOCSTART- O\n\nKari B-PER\n\nkom O\n-DOCSTART- O\n\nOla B-PER\n"
    documents = read_gold(write(tmp_path, "g.bio", rows))
    assert [(d.text, d.marks) for d in documents] == [
        ("Kari\nkom", (Mark(0, 4, "PER"),)),
        ("Ola", (Mark(0, 3, "PER"),)),
    ]


def test_conllu_of_norne(tmp_path: Path) -> None:
    row = "1\tKari\tKari\tPROPN\t_\t_\t0\troot\t_\tSpaceAfter=No|name=B-PER\n"
    (document,) = read_gold(write(tmp_path, "g.conllu", "# sent_id = 1\n" + row))
    assert words(document) == [("Kari", "PER")]


@pytest.mark.parametrize("row", ["Nordmann", "Kari Nordmann", "Kari B-", "Kari PER"])
def test_conll_refusals(tmp_path: Path, row: str) -> None:
    assert "g.conll, line 2: " in refused(write(tmp_path, "g.conll", f"kom O\n{row}\n"))


# inline tags


def test_inline_keeps_nested_spans_outer_first() -> None:
    text, marks = parse_inline(
        "f. <Date><Location>Moss</Location>, 3. mai</Date>. BT <120>, CRP <5"
    )
    assert text == "f. Moss, 3. mai. BT <120>, CRP <5"
    assert marks == (Mark(3, 15, "Date"), Mark(3, 7, "Location"))


def test_inline_with_byte_order_mark_and_bare_returns(tmp_path: Path) -> None:
    raw = "\ufeff<First_Name>Kari</First_Name> er 🙂.\rHun er <Age>46 år</Age>.\r\r".encode()
    file = write(tmp_path, "norsynth.txt", raw)
    first, second = read_gold(file, per_line=True)
    assert (first.id, words(first)) == ("norsynth-1", [("Kari", "First_Name")])
    assert (second.id, second.text, words(second)) == (
        "norsynth-2",
        "Hun er 46 år.",
        [("46 år", "Age")],
    )
    (whole,) = read_gold(file)
    assert whole.text == "Kari er 🙂.\nHun er 46 år.\n\n"
    assert words(whole) == [("Kari", "First_Name"), ("46 år", "Age")]


def test_inline_leaves_windows_line_ends_as_they_are(tmp_path: Path) -> None:
    file = write(tmp_path, "n.txt", "a\r\n<Date>3. mai</Date>\r\nb")
    (document,) = read_gold(file)
    assert document.text == "a\r\n3. mai\r\nb"
    assert [d.text for d in read_gold(file, per_line=True)] == ["a", "3. mai", "b"]


def test_inline_folder_and_jsonl(tmp_path: Path) -> None:
    write(tmp_path, "in/b.txt", "<Date>2019</Date>")
    write(tmp_path, "in/a.txt", "-")
    assert [d.id for d in read_gold(tmp_path / "in")] == ["a", "b"]
    file = write(tmp_path, "g.jsonl", '{"id": "n", "tagged": "i <Date>2019</Date>"}')
    (document,) = read_gold(file, file_format="inline", field="tagged")
    assert words(document) == [("2019", "Date")]
    assert "the field text is missing" in refused(file, file_format="inline")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("<A>Kari Nordmann", "never closed"),
        ("Kari Nordmann</A>", "does not match"),
        ("<A><B>Kari</A>Nordmann</B>", "does not match"),
        ("<Nordmann></Nordmann>", "encloses nothing"),
    ],
)
def test_inline_refusals_name_the_line(tmp_path: Path, row: str, problem: str) -> None:
    message = refused(write(tmp_path, "n.txt", "\n\n" + row))
    assert "n.txt, line 3: " in message
    assert problem in message
    assert "n.txt, line 3: " in refused(tmp_path / "n.txt", per_line=True)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    assert "line 2: not UTF-8" in refused(write(tmp_path, "n.txt", b"a\n\xe5"))
