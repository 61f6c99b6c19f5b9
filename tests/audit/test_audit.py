from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight import Category, Deidentifier, Document, PatientFacts, Span
from hidden_plain_sight.audit import Kind, aligned, audit_document, audit_text, left_behind
from hidden_plain_sight.detection import Detector
from tests.surrogates.marked import KEY, marked

LEAKS = {
    "the same word": ("[LAST_NAME Nordli] kom. Spør Nordli.", ["Moe"], ["Nordli"]),
    "without case": ("[LAST_NAME Nordli] kom. spør NORDLI.", ["Moe"], ["NORDLI"]),
    "without marks": ("[FIRST_NAME André] kom. Spør Andre.", ["Siv"], ["Andre"]),
    "genitive": ("[LAST_NAME Nordli] kom. Nordlis mor.", ["Moe"], ["Nordlis"]),
    "one of two words": ("[LAST_NAME Moe Nordli] kom. Hr Nordli.", ["Vik Aas"], ["Nordli"]),
    "a name that is a word": ("[FIRST_NAME Vår] kom. Jeg spør Vår.", ["Siv"], ["Vår"]),
    "a part of a unit": (
        "[HEALTH_CARE_UNIT Haukeland sykehus]. Til Haukeland i morgen.",
        ["Ullevål sykehus"],
        ["Haukeland"],
    ),
    "the same digits": ("[PHONE 22 07 50 00]. Ring 22075000.", ["20 17 42 66"], ["22075000"]),
    "digits in other groups": ("[OTHER_ID 1234567] og 123-45-67", ["7654321"], ["123-45-67"]),
    "a full date": ("[DATE 03.05.2021] og 03.05.2021.", ["10.05.2023"], ["03.05.2021"]),
    "an e-mail": ("[EMAIL kari@x.no], Kari@x.no", ["siv@example.org"], ["Kari@x.no"]),
}
HARMLESS = {
    "an ordinary word in small letters": ("[FIRST_NAME Dag] kom neste dag.", ["Per"]),
    "at the start of a sentence": ("[FIRST_NAME Vår] kom. Vår plan er klar.", ["Siv"]),
    "in a heading": ("[FIRST_NAME Vår] kom.\nVÅR VURDERING", ["Siv"]),
    "an eponym": ("[LAST_NAME Parkinson] har Parkinsons sykdom.", ["Moe"]),
    "the word for a unit": (
        "[HEALTH_CARE_UNIT Hjerteavdelingen] ved sykehuset. hjerteavdelingen er full.",
        ["Lungeavdelingen"],
    ),
    "a particle": ("[LAST_NAME von der Lippe] kom av den grunn.", ["von der Moe"]),
    "few digits": ("[OTHER_ID 12345] og 12345 skritt", ["54321"]),
    "a year": ("[DATE 2021] og 2021 gram", ["2023"]),
    "an age": ("[AGE 54 år] og 54 år", ["54 år"]),
    "a part of a word": ("[FIRST_NAME Liv] og livmor og Livmor", ["Siv"]),
}


@pytest.mark.parametrize(("note", "made", "left"), LEAKS.values(), ids=LEAKS.keys())
def test_leaks(note: str, made: list[str], left: list[str]) -> None:
    document, spans = marked(note)
    found = audit_document(document, spans, made)
    assert [document.text[one.start : one.end] for one in found] == left
    assert {one.kind for one in found} == {Kind.LEAK}


@pytest.mark.parametrize(("note", "made"), HARMLESS.values(), ids=HARMLESS.keys())
def test_what_may_stay(note: str, made: list[str]) -> None:
    document, spans = marked(note)
    assert audit_document(document, spans, made) == ()


@pytest.mark.parametrize(
    ("note", "made"),
    [
        ("[FIRST_NAME Kari] kom", ["KARI"]),
        ("[FIRST_NAME Kari] og [FIRST_NAME Ola]", ["Ola", "Per"]),
        ("[LAST_NAME Nordli] i [PLACE Bergen]", ["Bergen", "Oslo"]),
        ("[PHONE 22 07 50 00], [OTHER_ID 7654321]", ["20 17 42 66", "2207 5000"]),
        ("[PLACE Øst-Tyskland], [HEALTH_CARE_UNIT Bergen legevakt]", ["Aust-Tyskland", "x"]),
    ],
)
def test_collisions(note: str, made: list[str]) -> None:
    document, spans = marked(note)
    assert Kind.COLLISION in {one.kind for one in audit_document(document, spans, made)}


FACTS = PatientFacts(
    first_names="Xqaari", names="Nordli, Kari", addresses="Storgata 3, 5003 Bergen",
    national_number="07127595571", phones="22075000", emails="a@b.no", birth_date="1975-12-07",
)  # fmt: skip


@pytest.mark.parametrize(
    "left",
    ["xqaari", "NORDLI", "Bergens", "071275-95571", "22 07 50 00", "a@b.no", "07.12.75",
     "1975-12-07"],
)  # fmt: skip
def test_facts_are_looked_for_too(left: str) -> None:
    note = Document(f"Pasienten, sa {left} igjen.", facts=FACTS)
    found = audit_document(note, [], [])
    assert [(one.label, note.text[one.start : one.end]) for one in found] == [("FACT", left)]
    assert audit_document(Document("Storgata er en gate i byen.", facts=FACTS), [], []) == ()


def test_a_fact_is_no_surrogate() -> None:
    """Whoever is named Nordli in the metadata alone is nobody's surrogate in the note."""
    plain = [Deidentifier(key=KEY + bytes([n]), tagger=None) for n in range(12)]
    notes = [one.deidentify(Document("Hun heter Åse.", id="1")) for one in plain]
    given = {note.replacements[0].surrogate for note in notes}
    facts = PatientFacts(relatives=tuple(sorted(given)))
    for one in plain:
        again = one.deidentify(Document("Hun heter Åse.", id="1", facts=facts))
        assert again.replacements[0].surrogate not in given


def test_composed_and_decomposed_letters_are_the_same() -> None:
    note = unicodedata.normalize("NFD", "Åse Bjørgås kom. Så Åse.")
    spans = [Span(0, 4, Category.NAME)]
    assert [one.kind for one in audit_document(Document(note), spans, ["Siv"])] == [Kind.LEAK]


WORDS = st.lists(st.sampled_from(["Kari", "Nordli", "kom", "og", "Bergen", "22075000"]), max_size=9)


@given(words=WORDS, covered=st.sets(st.integers(0, 8)))
def test_what_is_left_behind_is_what_an_audit_finds(words: list[str], covered: set[int]) -> None:
    text, spans = "", []
    for at, word in enumerate(words):
        if at in covered and word not in {"kom", "og"}:
            category = Category.PHONE if word.isdigit() else Category.NAME
            spans.append(Span(len(text), len(text) + len(word), category))
        text += f"{word}, "
    found = audit_document(Document(text), spans, ["Xq"] * len(spans))
    left = list(left_behind(text, spans))
    assert [place[:2] for place in left] == [(one.start, one.end) for one in found]
    more = [Span(start, end, source.category) for start, end, source in left]
    both = sorted([*spans, *more], key=lambda one: one.start)
    assert not audit_document(Document(text), both, ["Xq"] * len(both))


def test_the_detector_covers_what_is_left() -> None:
    text = "Overflyttet Xqaaland sykehus. snakket m xqaaland i går"
    spans = Detector(tagger=None).detect(text)
    assert [text[s.start : s.end].casefold() for s in spans][-1] == "xqaaland"
    assert "document.left" in {one.rule_id for one in Detector(tagger=None).explain(text)}


@given(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=6), st.text(max_size=5))
def test_alignment_gives_the_text_back(made: list[str], between: str) -> None:
    text = between.join(["Kari"] * len(made))
    step = 4 + len(between)
    spans = [Span(at * step, at * step + 4, Category.NAME) for at in range(len(made))]
    new_text = between.join(made)
    found = aligned(text, spans, new_text)
    assert found is not None
    assert between.join(found) == new_text
    assert aligned(text + "!", spans, new_text + "?") is None


def test_a_text_of_which_nothing_is_known() -> None:
    document, spans = marked("[LAST_NAME Nordli] kom.")
    assert audit_text(document, spans, "Moe kom.") == ()
    assert [(one.start, one.end) for one in audit_text(document, spans, "Der kom Nordli.")] == [
        (8, 14)
    ]
