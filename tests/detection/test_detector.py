"""The detector as a whole: offsets, odd characters, context, propagation, switches."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.phi import Category, Subtype
from tests.marked import letters, unmarked

DETECTOR = Detector()


def found(text: str, category: Category | None = None) -> list[str]:
    spans = DETECTOR.detect(text)
    return [text[s.start : s.end] for s in spans if category in {None, s.category}]


WHOLE_NOTES = [
    "Snakket med [[Kari]] på telefon i dag. Datteren [[Sofie]] ([[12]]) bor på [[Stord]].",
    "Ho vart innlagd ved [[Haukeland universitetssjukehus, Hjarteavdelinga, sengepost 3]] den "
    "[[12.-14.05.21]]. Ringt til [[Máret Sara]], tlf [[904 91 855]]. "
    "[[Áilu]] [[Gaup]] er nærmaste pårørande.",
    "INNKOMSTNOTAT\n[[HANSEN]] [[KARI]] [[010180 12345]]\nf. [[12.05.75]]. "
    "Bor i [[Storgt. 12 B]], [[2010 Strømmen]]. Søster bor i [[Kautokeino]].",
    "pas snakket med [[kari]], bor i [[bergen]]. dr [[hansen]] ringer. sist kontroll [[12/5-21]].",
    "Kontakt: [[van der Berg]], [[Jan]]",
]


@pytest.mark.parametrize("note", WHOLE_NOTES)
def test_all_that_is_marked_is_found_and_nothing_else(note: str) -> None:
    text, marked = unmarked(note)
    spans = [(s.start, s.end) for s in DETECTOR.detect(text)]
    assert letters(text, spans) == letters(text, marked)


NO_IDENTIFIERS = [
    "Pas. kjent med Parkinsons sykdom, Crohns og Bechterew. Babinski neg. Mb. Hodgkin.",
    "BT 140/85, puls 72. Metoprolol 50 mg x 2. Hb 12.5, CRP 45. VAS 3/10. GCS 15/15.",
    "L4/L5 prolaps. ICD-10: I21.4. Th12/L1. Kraft 5/5. Refleks 1/4.",
    "Per i dag ingen smerter. Stein i galleblæren. Hals: uten anmerkning.",
    "Kontaktet sykehuset og akuttmottaket. Fastlegen er orientert.",
    "1/2 tablett 3 ganger daglig i 14 dager. 1-0-1. 1000 ml NaCl over 2 timer.",
]


@pytest.mark.parametrize("note", NO_IDENTIFIERS)
def test_clinical_text_without_identifiers_is_left_alone(note: str) -> None:
    assert found(note) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🙂🙂 innlagt 12.05.2021", "12.05.2021"),
        ("a\r\nb\r\n\tinnlagt 12.05.2021\r\n", "12.05.2021"),
        ("e\u0301\u0301 innlagt 12.05.2021", "12.05.2021"),
    ],
)
def test_offsets_count_the_characters_as_given(text: str, expected: str) -> None:
    assert found(text, Category.DATE) == [expected]


def test_decomposed_letters_are_found_and_indexed_as_given() -> None:
    text = unicodedata.normalize("NFD", "Ringt til Máret Sara i går")
    assert found(text, Category.NAME) == [
        unicodedata.normalize("NFD", "Máret"),
        "Sara",
    ]


def test_a_name_found_once_is_found_at_its_other_mentions() -> None:
    text = "Pasient Xqaari Nordli møtte. Xqaari angir smerter. XQAARI er trett. Xqaaris mor ringte."
    names = found(text, Category.NAME)
    assert names.count("Xqaari") == 2
    assert {"XQAARI", "Xqaaris"} <= set(names)


def test_the_parts_of_a_name_are_told_apart() -> None:
    spans = DETECTOR.detect("Pasienten Per Olav Ebbesen Dyrdal ble innlagt. Operatør K. Nordli.")
    parts = [(s.start, s.subtype) for s in spans if s.category is Category.NAME]
    assert parts == [
        (10, Subtype.FIRST_NAME),
        (19, Subtype.LAST_NAME),
        (56, Subtype.INITIALS),
        (59, Subtype.LAST_NAME),
    ]


def test_categories_can_be_switched_off() -> None:
    detector = Detector(categories={Category.DATE})
    spans = detector.detect("Kari Nordli, innlagt 12.05.2021, 46 år gammel")
    assert [s.category for s in spans] == [Category.DATE]


def test_a_wrong_checksum_never_hides_a_number() -> None:
    assert found("Pasient 07127595571 møtte") == ["07127595571"]


def test_empty_and_blank_texts_have_no_spans() -> None:
    assert DETECTOR.detect("") == DETECTOR.detect(" \n\t ") == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_ordered_spans_within_it(text: str) -> None:
    spans = DETECTOR.detect(text)
    ends = [0]
    for span in spans:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)


_PIECES = st.sampled_from(
    ["Kari", " ", "Hansen", ", ", "12.05.2021", "\n", "071275 95571", "Oslo", "i ", "dr. ", "tlf ",
     "22 07 50 00", "ø", "\u0301", "46 år", "Haukeland", " sykehus", ". ", "-", "/", "(", "’s"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_joined_identifiers_never_break_the_detector(text: str) -> None:
    for span in DETECTOR.detect(text):
        assert any(c.isalnum() for c in text[span.start : span.end])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("e\u0301a dr. Xqam\u0308n ringer", "Xqam\u0308n"),
        ("Ringt Nor\u00addli, dr. Nordli", "Nor\u00addli"),
        ("Fnr 120575\u201112345 oppgitt", "120575\u201112345"),
        ("f. \uff11\uff12.\uff10\uff15.\uff17\uff15", "\uff11\uff12.\uff10\uff15.\uff17\uff15"),
    ],
)  # fmt: skip
def test_unusual_characters_neither_hide_an_identifier_nor_move_it(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize("text", ["al den Berg kom", "snakket med el Bror", "van van van", "de la"])
def test_particles_without_a_name_are_harmless(text: str) -> None:
    DETECTOR.detect(text)


DURATIONS = [
    "Smerter 3 år. Diabetes 12 år. Røyket 30 år.",
    "feber 3 dager og hoste 2 uker",
    "Apocillin 1 g x 3, 7 dager. Sykemeldt 14 dager.",
    "Suturfjerning 14 dager postop. Plan: Sykmelding 14 dager.",
    "Rehabilitering 3 uker. Innlagt 14 dager. Planlagt 3 ganger. Drenering 2 liter.",
    "Pasienten døde kl 07.07. Klokken 10.11 tilsyn. kl 12.05-12.10.",
    "Symbicort 4/12 x 2. dose 1/2.",
]


@pytest.mark.parametrize("note", DURATIONS)
def test_durations_amounts_and_clock_times_are_left_alone(note: str) -> None:
    assert found(note) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Innlagt 24. - 27. desember 2022.", ["24. - 27. desember 2022"]),
        ("Innlagt 30.12.22-02.01.23.", ["30.12.22", "02.01.23"]),
        ("Opphold 24/03/21-27/03/21.", ["24/03/21", "27/03/21"]),
    ],
)
def test_both_ends_of_a_stay_are_found(text: str, dates: list[str]) -> None:
    assert found(text) == dates
