"""What nobody writes on purpose, and what breaks: never the original, never a tag."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.phi import Category, Document, Span, Subtype
from hidden_plain_sight.surrogates import SurrogateWriter
from hidden_plain_sight.surrogates import writer as module
from tests.surrogates.marked import KEY, KEYS, marked, surrogates, writer

SAMPLES = {
    Category.NATIONAL_ID: "071275 95571",
    Category.PHONE: "+47 904 91 855",
    Category.OTHER_ID: "B19-12345",
    Category.EMAIL: "kåre.moe75@helse.no",
    Category.URL: "https://www.x.no/kåre/12",
}
INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad\u202e"
LETTERS = "0123456789 .-+()/@xX²٣½\ud800\udfff\u200bA\u030aæ\u0000"
ERRORS = [RecursionError, StopIteration, MemoryError, KeyError, OverflowError]
SCRIPTS = {"arabic": 0x660, "devanagari": 0x966, "full width": 0xFF10, "bold": 0x1D7CE}


def whole(category: Category, text: str, key: bytes = KEY) -> str:
    """The surrogate of a text that is one identifier, by a writer that lets nothing fail."""
    span = Span(0, len(text), category)
    return writer(key).write(Document(text, id="n1"), [span]).replacements[0].surrogate


@pytest.mark.parametrize("category", SAMPLES)
@pytest.mark.parametrize("key", KEYS[:5])
def test_invisible_characters_change_nothing_and_do_not_come_back(
    category: Category, key: bytes
) -> None:
    text = SAMPLES[category]
    for at in range(1, len(text)):
        hidden = text[:at] + INVISIBLE[at % len(INVISIBLE)] + text[at:]
        assert whole(category, hidden, key) == whole(category, text, key)


@pytest.mark.parametrize("category", SAMPLES)
def test_decomposed_letters_are_read_as_composed(category: Category) -> None:
    text = SAMPLES[category]
    assert whole(category, unicodedata.normalize("NFD", text)) == whole(category, text)


@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("category", [Category.NATIONAL_ID, Category.PHONE, Category.OTHER_ID])
def test_digits_of_other_scripts_become_others_of_their_script(
    category: Category, zero: int
) -> None:
    table = {ord("0") + n: chr(zero + n) for n in range(10)}
    made = whole(category, SAMPLES[category].translate(table))
    assert made == whole(category, SAMPLES[category]).translate(table)


@given(
    text=st.text(
        "0123456789 .-+()/@xX²٣½\ud800\udfff\u200bA\u030aæ\u0000", min_size=1, max_size=20
    ),
    category=st.sampled_from(list(SAMPLES)),
)
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_something_else_stands_there(text: str, category: Category) -> None:
    done = SurrogateWriter(key=KEY).write(Document(text), [Span(0, len(text), category)])
    assert done.text
    assert done.text.casefold() != text.casefold()
    assert "[" not in done.text


@pytest.mark.parametrize("category", SAMPLES)
def test_lone_surrogates_within_an_identifier(category: Category) -> None:
    text = SAMPLES[category]
    for lone in ("\ud800", "\udcff"):
        made = whole(category, f"{text[:5]}{lone}{text[5:]}")
        assert not {*re.findall(r"\d{5,}", text)} & {*re.findall(r"\d{5,}", made)}


def test_a_category_without_a_generator_gets_a_general_surrogate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for category in Category:
        monkeypatch.delitem(module._GENERATORS, category)
        done = SurrogateWriter(key=KEY).write(Document("Berg"), [Span(0, 4, category)])
        assert done.replacements[0].generic
        assert done.text != "Berg"


@pytest.mark.parametrize("made", [None, "", "Berg", "BERG", "berg"])
def test_a_generator_that_gives_the_original_or_nothing_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, made: str | None
) -> None:
    monkeypatch.setitem(module._GENERATORS, Category.OTHER_ID, lambda *_: made)
    done = SurrogateWriter(key=KEY).write(Document("Berg"), [Span(0, 4, Category.OTHER_ID)])
    assert done.replacements[0].generic
    assert done.text.casefold() != "berg"


@pytest.mark.parametrize(
    "error", [RecursionError, StopIteration, MemoryError, KeyError, OverflowError]
)
def test_a_generator_that_raises_ends_in_a_general_surrogate(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def broken(*_: object) -> str:
        raise error("Berg")

    monkeypatch.setitem(module._GENERATORS, Category.NAME, broken)
    span = Span(0, 4, Category.NAME, Subtype.LAST_NAME)
    done = SurrogateWriter(key=KEY).write(Document("Berg er her"), [span])
    assert done.replacements[0].generic
    assert done.text.endswith(" er her")
    assert not done.text.startswith("Berg")


def test_a_value_that_does_not_fit_the_text_is_not_used() -> None:
    document, spans = marked("[NATIONAL_ID 07127595571] og [NATIONAL_ID 15108695088]")
    first, second = spans
    swapped = [
        Span(first.start, first.end, first.category, value=second.value),
        Span(second.start, second.end, second.category, value="what is this"),
    ]
    same = [r.surrogate for r in writer().write(document, spans).replacements]
    assert [r.surrogate for r in writer().write(document, swapped).replacements] == same


def test_numbers_without_digits_and_addresses_without_letters() -> None:
    note = "Se [NATIONAL_ID xxxxx], [PHONE --], [OTHER_ID ///], [EMAIL @], [URL ://]."
    document, spans = marked(note)
    made = SurrogateWriter(key=KEY).write(document, spans).replacements
    assert all(r.generic for r in made)
    assert all(re.search(r"\w", r.surrogate) for r in made)


@pytest.mark.parametrize("days_text", ["01.01.0001", "31.12.9999"])
def test_dates_at_the_borders_of_the_calendar_do_not_stop_the_numbers(days_text: str) -> None:
    for key in KEYS:
        date, tail, mail = surrogates(
            f"[DATE {days_text}] [NATIONAL_ID 95571] [EMAIL kari_80@x.no]", key=key
        )
        assert date != days_text
        assert re.fullmatch(r"\d{5}", tail)
        assert "@example." in mail or ".example." in mail
