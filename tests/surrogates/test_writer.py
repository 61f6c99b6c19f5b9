from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Document, Span, Subtype
from hidden_plain_sight.surrogates import Scope, SurrogateWriter
from hidden_plain_sight.surrogates.choice import Choice
from hidden_plain_sight.surrogates.consistency import Ledger
from tests.surrogates.marked import KEY, KEYS, marked, surrogates, writer, written

NOTE = (
    "Pasienten [FIRST_NAME Kari] [LAST_NAME Nordli], f. [DATE 12.03.1956], fnr "
    "[NATIONAL_ID 12035612345], bor i [STREET Storgata 12B], [POSTCODE 5003 Bergen]. Innlagt "
    "[HEALTH_CARE_UNIT Haukeland universitetssjukehus] [DATE 03.05.2021]. [FIRST_NAME Karis] mor "
    "er [AGE 88 år]. Tlf. [PHONE 904 91 855], [EMAIL kari.nordli@helse-bergen.no]. Fra "
    "[COUNTRY Eritrea]. Journalnr. [OTHER_ID 41234567]. [URL www.facebook.com/kari] "
    "Sign. [INITIALS KN]"
)
WORDS = [
    "Kari", "Ola", "Liv", "Hans", "Lars", "Anne-Marie", "Per Olav", "Áile", "Mohammed", "Xqaari",
    "HANSEN", "nordli", "Karis", "Berg-Hansen", "von der Lippe", "Åse", "Nguyen", "O'Brien", "K.",
]  # fmt: skip
SAMPLES = [
    ("FIRST_NAME", WORDS),
    ("LAST_NAME", WORDS),
    ("PLACE", ["Bergen", "Mo i Rana", "Xqaavik", "Lerkendal bydel", "OSLO", "Lund", "Oslo/Moss"]),
    ("STREET", ["Storgata 12B", "Haavard Martinsens vei 54", "Postboks 5 Sentrum", "H0203", "203"]),
    ("POSTCODE", ["5003 Bergen", "8624 Mo i Rana", "0105"]),
    ("COUNTRY", ["Eritrea", "Spania", "POLEN"]),
    ("HEALTH_CARE_UNIT", ["Ahus", "sengepost 3", "Ortopedisk avdeling", "Bergen legevakt", "C2"]),
    ("PHONE", ["22 07 50 00", "+4790491855", "02800", "(02) 22 07 50", "0047 90 49 18 55"]),
    ("EMAIL", ["kari@x.no", "ola.lie @ online.no", "a1@b.se"]),
    ("URL", ["www.x.no/kari", "https://x.no", "192.168.1.1"]),
    ("OTHER_ID", ["7654321", "B19-12345", "2021/12345", "EK 12345"]),
    ("NATIONAL_ID", ["07127595571", "071275 95571", "95571", "201512345601", "071275-xxxxx"]),
    ("AGE", ["46 år", "12", "80-årene", "fire år", "3 mnd", "17 år", "91-åringen", "1 år"]),
]
notes = st.lists(
    st.one_of([st.tuples(st.just(label), st.sampled_from(texts)) for label, texts in SAMPLES]),
    min_size=1, max_size=8,
).map(lambda items: " og så ".join(f"[{label} {text}]" for label, text in items))  # fmt: skip


@given(note=notes, doc=st.text(max_size=4))
@settings(max_examples=300, deadline=None)
def test_output_is_reproducible_and_its_offsets_describe_it(note: str, doc: str) -> None:
    document, spans = marked(note, doc=doc)
    done = writer().write(document, spans)
    assert done == writer().write(document, list(reversed(spans)))
    at = new_at = 0
    for replacement in done.replacements:
        assert done.text[replacement.new_start : replacement.new_end] == replacement.surrogate
        between = document.text[at : replacement.start]
        assert done.text[new_at : replacement.new_start] == between
        at, new_at = replacement.end, replacement.new_end
    assert done.text[new_at:] == document.text[at:]


@given(note=notes)
@settings(max_examples=300, deadline=None)
def test_no_surrogate_is_its_original_or_a_tag(note: str) -> None:
    document, spans = marked(note)
    for span, replacement in zip(spans, writer().write(document, spans).replacements, strict=True):
        original = document.text[span.start : span.end]
        assert replacement.surrogate
        is_age = replacement.category is Category.AGE
        assert is_age or fold(replacement.surrogate) != fold(original)
        assert "[" not in replacement.surrogate


@given(note=notes)
@settings(max_examples=300, deadline=None)
def test_no_surrogate_is_another_original(note: str) -> None:
    document, spans = marked(note)
    originals = {fold(document.text[span.start : span.end]) for span in spans}
    for replacement in writer().write(document, spans).replacements:
        free = replacement.category is not Category.AGE and len(replacement.surrogate) > 3
        assert not free or fold(replacement.surrogate) not in originals


@given(names=st.lists(st.sampled_from([w for w in WORDS if w.isalpha()]), min_size=1, max_size=9))
@settings(max_examples=200, deadline=None)
def test_same_word_same_surrogate_and_different_words_different_ones(names: list[str]) -> None:
    note = " og ".join(f"[FIRST_NAME {name}]" for name in names)
    made = surrogates(note)
    by_word = {fold(n).removesuffix("s") if n == "Karis" else fold(n) for n in names}
    found: dict[str, set[str]] = {}
    for name, surrogate in zip(names, made, strict=True):
        if name != "Karis":
            found.setdefault(fold(name), set()).add(fold(surrogate))
    assert all(len(values) == 1 for values in found.values())
    assert len({v for values in found.values() for v in values}) == len(found) <= len(by_word)


def test_another_key_gives_another_note() -> None:
    outputs = {written(NOTE, key=key).text for key in KEYS}
    assert len(outputs) == len(KEYS)
    for at, span in enumerate(marked(NOTE)[1]):
        # beside a birth date an age is right as it is
        is_age = span.category is Category.AGE
        assert (len({surrogates(NOTE, key=key)[at] for key in KEYS}) > 1) is not is_age


def test_another_document_gives_other_surrogates_and_a_patient_the_same() -> None:
    note = "[FIRST_NAME Kari] kom [DATE 03.05.2021]."
    assert surrogates(note, doc="n1") != surrogates(note, doc="n2")
    both = []
    for name in ("n1", "n2"):
        document, spans = marked(note, doc=name, patient="p1")
        both.append(writer(scope=Scope.PATIENT).write(document, spans).text)
    assert both[0] == both[1]


def test_documents_without_an_id_are_told_apart_by_their_text() -> None:
    first = surrogates("[FIRST_NAME Kari] her.", doc="")
    assert first == surrogates("[FIRST_NAME Kari] her.", doc="")
    others = {surrogates(f"[FIRST_NAME Kari] {n}", doc="")[0] for n in range(20)}
    assert len(others) > 5


def test_nothing_of_the_original_remains() -> None:
    for key in KEYS:
        text = fold(written(NOTE, key=key).text)
        for word in ("kari", "nordli", "12.03.1956", "storgata", "bergen", "haukeland", "eritrea",
                     "41234567", "904 91 855", "5003", "facebook"):  # fmt: skip
            assert word not in text


def test_a_surrogate_is_no_word_of_the_note() -> None:
    taken = surrogates("[FIRST_NAME Kari]")[0]
    again = surrogates(f"[FIRST_NAME Kari] kjenner {taken}.")[0]
    assert again != taken


def test_a_failing_generator_ends_in_a_generic_surrogate() -> None:
    document, spans = marked("Se [DATE ..], [URL   ], [NATIONAL_ID x], [FIRST_NAME 12], [AGE ung].")
    made = SurrogateWriter(key=KEY).write(document, spans).replacements
    assert [r.generic for r in made] == [True] * 5
    assert all(r.surrogate.strip() and fold(r.surrogate) != ".." for r in made)


def test_every_label_has_a_generic_surrogate(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError

    module = "hidden_plain_sight.surrogates.writer"
    monkeypatch.setattr(f"{module}._GENERATORS", dict.fromkeys(Category, broken))
    monkeypatch.setattr(f"{module}.replaced_initials", broken)
    kinds = [(c, None) for c in Category] + [(s.category, s) for s in Subtype]
    for category, subtype in kinds:
        done = SurrogateWriter(key=KEY).write(Document("Berg"), [Span(0, 4, category, subtype)])
        assert done.replacements[0].generic
        assert fold(done.text) != "berg"


def test_broken_lists_are_an_error_and_no_generic_surrogate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> str:
        raise DeidentificationError("E502", name="surnames", problem="gone")

    module = "hidden_plain_sight.surrogates.writer"
    monkeypatch.setattr(f"{module}._GENERATORS", dict.fromkeys(Category, broken))
    with pytest.raises(DeidentificationError, match="E502"):
        SurrogateWriter(key=KEY).write(Document("Berg"), [Span(0, 4, Category.NAME)])


@pytest.mark.parametrize("borders", [[(0, 4), (3, 6)], [(0, 40)]])
def test_overlapping_and_outlying_spans_are_refused(borders: list[tuple[int, int]]) -> None:
    spans = [Span(a, b, Category.NAME) for a, b in borders]
    with pytest.raises(ValueError, match="overlaps"):
        writer().write(Document("Kari Nordli"), spans)


def test_decomposed_letters_are_read_as_composed() -> None:
    text = "A\u030ase ringte. Åse kom."
    spans = [Span(0, 4, Category.NAME, Subtype.FIRST_NAME),
             Span(13, 16, Category.NAME, Subtype.FIRST_NAME)]  # fmt: skip
    first, second = writer().write(Document(text, id="1"), spans).replacements
    assert first.surrogate == second.surrogate


def test_short_keys_are_refused() -> None:
    with pytest.raises(DeidentificationError, match="E104"):
        SurrogateWriter(key=b"short")


def test_a_long_text_is_searched_like_a_short_one() -> None:
    choice = Choice(KEY, "document:1")
    short = "Kari-Anne kom fra Mo i Rana. Olavsen og åse gikk."
    ledgers = [Ledger(choice, text, []) for text in (short, short + " ." * 20_000)]
    for word in (
        "kari",
        "anne",
        "ola",
        "olavsen",
        "lavsen",
        "ås",
        "mo i rana",
        "rana",
        "zz",
        "gik",
    ):
        assert len({ledger.occurs(word) for ledger in ledgers}) == 1, word
    assert [ledgers[1].occurs(word) for word in ("ola", "lavsen")] == [True, False]
