"""The templates: all of them parse, every slot of their README is there, faults are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.synthesis.cast import ROLES
from hidden_plain_sight.synthesis.people_slots import SEX_WORDS
from hidden_plain_sight.synthesis.slot import Slot
from hidden_plain_sight.synthesis.slots import is_slot
from hidden_plain_sight.synthesis.template import (
    Choice,
    Literal,
    notes_folder,
    parse,
    templates,
)

README = (notes_folder() / "README.md").read_text(encoding="utf-8")
PLACEHOLDERS = {"role", "role.form", "LABEL=text", "date.form", "date.form:-3", "born.form"}


def slots_of_readme() -> list[str]:
    """Every slot that the README names, placeholders apart."""
    section, _, _ = README.partition("## Anything else")
    found = set(re.findall(r"\{([^{}]+)\}", section)) - PLACEHOLDERS
    return sorted(found)


def forms_of(section: str) -> list[str]:
    """The forms in the first column of the table of a section."""
    text = README.split(f"## {section}")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| ")]
    return [form for row in rows for form in re.findall(r"`([a-z.]+)`", row)]


def date_forms() -> list[str]:
    text = README.split("## Dates")[1].split("\n## ")[0]
    cells = " ".join(line for line in text.splitlines() if line.startswith("| "))
    return re.findall(r"`([a-z]+)`", cells)


def one(slot: str) -> None:
    parse(f"### kind=t form=nb\n{{{slot}}}", file="a.txt")


@pytest.mark.parametrize("slot", slots_of_readme())
def test_every_slot_of_the_readme(slot: str) -> None:
    one(slot)


def test_the_readme_was_read() -> None:
    assert len(slots_of_readme()) > 60
    assert {"first.gen", "reversed", "initials.lower", "any"} <= set(forms_of("Persons"))
    assert {"rangedm", "yy", "compact", "dmword"} <= set(date_forms())


@pytest.mark.parametrize("form", forms_of("Persons"))
def test_every_form_of_a_person(form: str) -> None:
    for role in ROLES:
        one(f"{role}.{form}")


@pytest.mark.parametrize("form", date_forms())
def test_every_form_of_a_date(form: str) -> None:
    for slot in (f"date.{form}", f"date.{form}:-3", f"date.{form}:-2y", f"born.{form}:son"):
        one(slot)


def test_words_that_follow_the_sex_are_all_there() -> None:
    for word in SEX_WORDS:
        assert is_slot(Slot.read(f"{word}:doctor")), word
    assert is_slot(Slot.read("Hun"))
    assert is_slot(Slot.read("pas.word:frue|mann"))


def test_all_templates_parse() -> None:
    found = templates()
    assert {template.form for template in found} == {"nb", "nn"}
    assert {template.file for template in found} == {p.name for p in notes_folder().glob("*.txt")}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("### kind=t form=nb\nhei\n{patiant.first}", "E801", 3),
        ("### kind=t form=nb\nhei [[a|\n{patient.frist}]]", "E801", 3),
        ("### kind=t form=nb\n{date.dm:3 days}", "E801", 2),
        ("### kind=t form=nb\n{NAME=Kari}", "E801", 2),
        ("### kind=t form=nb\n{FIRST_NAME=}", "E801", 2),
        ("\n### kind=t form=sv\nhei", "E802", 2),
        ("### form=nb\nhei", "E802", 1),
        ("### kind=t form=nb age=60-40\nhei", "E802", 1),
        ("### kind=t form=nb letters=big\nhei", "E802", 1),
        ("### kind=t form=nb\n\n", "E802", 1),
        ("hei\n### kind=t form=nb\nhei", "E802", 1),
        ("### kind=t form=nb\nhei\nhei }", "E803", 3),
        ("### kind=t form=nb\n[[a|[[b]]]]", "E803", 2),
        ("### kind=t form=nb\nhei ]] der", "E803", 2),
    ],
)
def test_faults_are_named_by_file_and_line(text: str, code: str, line: int) -> None:
    with pytest.raises(DeidentificationError) as caught:
        parse(text, file="a.txt")
    assert caught.value.code == code
    assert f"a.txt, line {line}:" in str(caught.value)


def test_the_parts_of_a_template() -> None:
    text = "### kind=t form=nn sex=f age=3-9\nHei {patient.first},\n[[a{time}|]]{AGE=9 år}!"
    template = parse(text, file="a.txt")[0]
    assert (template.sexes, template.low, template.high) == ("f", 3, 9)
    hei, slot, comma, choice, age, end = template.parts
    assert (hei, comma, end) == (Literal("Hei "), Literal(",\n"), Literal("!"))
    assert slot == Slot("patient", "first")
    assert isinstance(choice, Choice)
    assert choice.options == ((Literal("a"), Slot("time")), ())
    assert age == Literal("9 år", "AGE")


def test_without_templates_of_a_form(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hidden_plain_sight.synthesis.template.notes_folder", lambda: tmp_path)
    with pytest.raises(DeidentificationError, match="E804"):
        templates.__wrapped__("nn")
