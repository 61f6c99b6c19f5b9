"""Synthetic notes: the same for a seed, with exact gold, and nobody's number in them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

import pytest
from faker import Generator

from hidden_plain_sight.facts import PatientFacts
from hidden_plain_sight.folding import fold
from hidden_plain_sight.synthesis import ClinicalProvider, Noise, SyntheticNote, synthesize
from hidden_plain_sight.synthesis.cast import Cast
from hidden_plain_sight.synthesis.fill import filled
from hidden_plain_sight.synthesis.lists import folded_column
from hidden_plain_sight.synthesis.numbers import is_somebodys
from hidden_plain_sight.synthesis.pieces import Piece, joined, settled
from hidden_plain_sight.synthesis.template import (
    Choice,
    Literal,
    Template,
    notes_folder,
    parse,
    templates,
)

LABELS = {
    *("FIRST_NAME", "LAST_NAME", "INITIALS", "LOCATION", "HEALTH_CARE_UNIT", "DATE", "AGE"),
    *("NATIONAL_ID", "PHONE", "EMAIL", "URL", "OTHER_ID"),
}
NOTES = 300


@pytest.fixture(scope="module")
def notes() -> list[SyntheticNote]:
    return list(synthesize(n=NOTES, seed=3, with_facts=True))


def cast_for(template: Template, seed: int = 1) -> Cast:
    generator = Generator()
    generator.seed_instance(seed)
    return Cast.drawn(
        ClinicalProvider(generator),
        form=template.form,
        sexes=template.sexes,
        low=template.low,
        high=template.high,
    )


def fill(text: str, *, form: str = "nb", seed: int = 1) -> list[Piece]:
    template = parse(f"### kind=t form={form} sex=f age=40-50\n{text}", file="a.txt")[0]
    return filled(template, cast_for(template, seed))


def found(text: str, **options: object) -> list[tuple[str, str]]:
    pieces = fill(text, **options)  # type: ignore[arg-type]
    return [(piece.text, piece.label) for piece in pieces if piece.label]


def content(note: SyntheticNote) -> tuple[object, ...]:
    return note.document.id, note.document.text, note.spans, note.language, note.kind


def test_the_same_seed_gives_the_same_notes(notes: list[SyntheticNote]) -> None:
    again = synthesize(n=40, seed=3)
    assert [content(note) for note in again] == [content(note) for note in notes[:40]]


def test_a_note_depends_on_its_number_alone() -> None:
    assert content(list(synthesize(n=5, seed=9))[4]) == content(
        next(islice(synthesize(n=50, seed=9), 4, None))
    )


def test_another_seed_gives_other_notes(notes: list[SyntheticNote]) -> None:
    others = {note.document.text for note in synthesize(n=40, seed=4)}
    assert not others & {note.document.text for note in notes}


def test_one_language() -> None:
    assert {note.language for note in synthesize(n=20, seed=1, language="nn")} == {"nn"}


def test_spans_are_within_in_order_and_apart(notes: list[SyntheticNote]) -> None:
    for note in notes:
        text = note.document.text
        assert text.strip()
        assert all(a.end <= b.start for a, b in pairwise(note.spans))
        for span in note.spans:
            assert span.label in LABELS
            shown = text[span.start : span.end]
            assert shown == shown.strip(), span.label
            assert span.end <= len(text)


def test_every_label_turns_up(notes: list[SyntheticNote]) -> None:
    assert {span.label for note in notes for span in note.spans} == LABELS


def elevens(text: str) -> Iterator[str]:
    """Every eleven digits in a row, whatever stands between their groups."""
    digits = [(m.start(), m[0]) for m in re.finditer(r"\d", text)]
    for at in range(len(digits) - 10):
        run = digits[at : at + 11]
        gaps = [text[a[0] + 1 : b[0]] for a, b in pairwise(run)]
        if all(len(gap) <= 2 and not gap.strip(" .-") for gap in gaps):
            yield "".join(digit for _, digit in run)


def test_no_national_number_can_be_somebodys(notes: list[SyntheticNote]) -> None:
    for note in notes:
        for span in note.spans:
            if span.label in ("NATIONAL_ID", "OTHER_ID"):
                shown = note.document.text[span.start : span.end]
                assert not any(is_somebodys(number) for number in elevens(shown))
        number = note.facts["national_number"]
        assert isinstance(number, str)
        assert not is_somebodys(number)


def test_facts_are_those_of_the_library(notes: list[SyntheticNote]) -> None:
    for note in notes[:30]:
        facts = PatientFacts(**note.facts)  # type: ignore[arg-type]
        assert {"first_names", "last_names", "national_number", "birth_date"} <= set(facts.known)


def test_without_asking_there_are_no_facts() -> None:
    assert not next(synthesize(n=1, seed=1)).facts


def literal_words(template: Template) -> set[str]:
    """The words that the template itself holds, in slots of words too."""
    parts = [
        part
        for outer in template.parts
        for part in (sum(outer.options, ()) if isinstance(outer, Choice) else (outer,))
    ]
    texts = [p.text if isinstance(p, Literal) else getattr(p, "argument", "") for p in parts]
    return set(re.findall(r"\w+", " ".join(texts).lower()))


@pytest.mark.parametrize("template", templates(), ids=lambda t: f"{t.file}-{t.line}")
def test_no_name_stands_outside_of_spans(template: Template) -> None:
    cast = cast_for(template)
    pieces = filled(template, cast)
    outside = "".join(piece.text if piece.label is None else "\0" for piece in pieces)
    words = {word.lower() for word in re.findall(r"\w+", outside)} - literal_words(template)
    # eponyms and medicines may be called as somebody is
    known = folded_column("eponyms", "name") | folded_column("drugs", "name")
    parts = {part for name in known for part in re.findall(r"\w+", name)}
    names = {
        part.lower()
        for role in cast.roles()
        for name in [cast.person(role).name]
        for part in re.findall(r"\w{3,}", f"{name.first} {name.family}")
    }
    leaked = {word for word in words & names if not any(fold(word).startswith(p) for p in parts)}
    assert not leaked


def test_a_name_is_given_name_and_surname() -> None:
    labels = [label for _, label in found("{doctor.last}, {doctor.first} {gp.initials}")]
    assert labels == ["LAST_NAME", "FIRST_NAME", "INITIALS"]
    assert [label for _, label in found("{gp.short}")] == ["INITIALS", "LAST_NAME"]


@pytest.mark.parametrize("seed", range(20))
def test_the_genitive_is_inside_and_the_apostrophe_outside(seed: int) -> None:
    pieces = fill("x {patient.first.gen} mor {patient.first}", seed=seed)
    named = [piece.text for piece in pieces if piece.label]
    assert named[0] in (named[1] + "s", named[1])
    if named[0] == named[1]:
        assert pieces[2].text.startswith("'")


def test_who_is_who_stays_within_a_note() -> None:
    first, second = found("{nurse.first} og {nurse.first}")
    assert first == second
    assert found("{phone.short:son} {phone.short:son}")[0] == found("{phone.short:son}")[0]


@pytest.mark.parametrize(("letters", "isso"), [("small", str.islower), ("caps", str.isupper)])
def test_a_template_may_be_in_letters_of_one_size(
    letters: str, isso: Callable[[str], bool]
) -> None:
    header = f"### kind=t form=nb sex=f age=40-50 letters={letters}"
    template = parse(f"{header}\nRingt {{son.first}}, {{Drug}}, bor i {{town}}.", file="a.txt")[0]
    pieces = filled(template, cast_for(template))
    assert isso(joined(pieces))
    assert [piece.label for piece in pieces if piece.label] == ["FIRST_NAME", "LOCATION"]


@pytest.mark.parametrize("seed", range(20))
def test_somebody_signs_in_one_way(seed: int) -> None:
    first, second, full = found("{nurse.sign} {nurse.sign} {nurse.first}", seed=seed)
    assert first == second
    assert first[1] == "INITIALS"
    assert 2 <= len(first[0]) <= 5
    assert first[0][0].lower() == full[0][0].lower()


@pytest.mark.parametrize("seed", range(20))
def test_a_nickname_begins_as_the_name(seed: int) -> None:
    nick, lower, first = found("{patient.nick} {patient.nick.lower} {patient.first}", seed=seed)
    assert nick[1] == lower[1] == "FIRST_NAME"
    assert nick[0].lower() == lower[0]
    assert nick[0][:2] == first[0][:2]


def test_units_joined_by_a_comma_are_one() -> None:
    assert len(found("{ward}, {hospital}")) == 1
    assert len(found("{ward} på {hospital}")) == 2


def test_a_birth_date_and_its_five_digits_are_one_number() -> None:
    assert [label for _, label in found("{born.compact} {fnr.last5}")] == ["NATIONAL_ID"]


def test_the_unit_of_an_age_is_inside_and_gammel_outside() -> None:
    pieces = fill("{age.bare} år gammel")
    assert pieces[0].label == "AGE"
    assert pieces[0].text.endswith(" år")
    assert pieces[1].text == " gammel"


def test_an_address_is_street_and_postcode() -> None:
    street, postcode = found("{address}")
    assert re.fullmatch(r"\d{4} .+", postcode[0])
    assert street[1] == postcode[1] == "LOCATION"


def test_prepositions_stand_outside() -> None:
    pieces = fill("bor {i.town}")
    assert re.fullmatch(r"bor (i|på) ", joined(pieces[:-1]))
    assert pieces[-1].label == "LOCATION"


def test_no_word_twice_before_a_time() -> None:
    text = "".join(piece.text for piece in fill("kl {time}, BT {bp}"))
    assert "kl kl" not in text
    assert "BT BT" not in text


def test_a_dot_is_not_doubled() -> None:
    pieces = settled([Piece("12.3.", "DATE"), Piece(". Hun")])
    assert "".join(piece.text for piece in pieces) == "12.3. Hun"


def test_letters_glued_to_a_span_belong_to_it() -> None:
    assert settled([Piece("46-åring", "AGE"), Piece("en kom")])[0].text == "46-åringen"


def test_notes_without_noise_are_the_templates() -> None:
    small_kinds = {template.kind for template in templates() if template.letters == "small"}
    for note in synthesize(n=30, seed=2, noise=Noise.none()):
        assert "\r" not in note.document.text
        small = note.document.text.islower()
        assert not small or note.kind in small_kinds


def test_the_package_alone_brings_no_faker() -> None:
    code = "import sys, hidden_plain_sight, hidden_plain_sight.cli; print('faker' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_of_the_detector_is_used() -> None:
    for path in notes_folder().parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"hidden_plain_sight\.(detection|surrogates|deidentifier)", text)
