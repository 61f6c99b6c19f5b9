"""Patient facts: checked as a whole, silent about their values, fit to travel."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight import DeidentificationError, Document, PatientFacts


def test_null_and_blank_values_are_not_known() -> None:
    nothing = PatientFacts(
        first_names=(None, "", "  "),  # type: ignore[arg-type]
        last_names=None,  # type: ignore[arg-type]
        national_number="",
        birth_date=float("nan"),  # type: ignore[arg-type]
        phones=[None, float("nan")],  # type: ignore[arg-type]
    )
    assert nothing == PatientFacts()
    assert not nothing
    assert nothing.known == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("1975-05-12", dt.date(1975, 5, 12)),
        ("1975-05-12T00:00:00", dt.date(1975, 5, 12)),
        ("1975-05-12 00:00:00+01:00", dt.date(1975, 5, 12)),
        ("12.05.1975", dt.date(1975, 5, 12)),
        ("1.5.1975", dt.date(1975, 5, 1)),
        (dt.datetime(1975, 5, 12, 23), dt.date(1975, 5, 12)),
        (["1975-05-12", "12.05.1975", None], dt.date(1975, 5, 12)),
    ],
)
def test_birth_dates(given: Any, expected: dt.date) -> None:
    assert PatientFacts(birth_date=given).birth_date == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("071275 95571", "07127595571"),
        (7127595571, "07127595571"),
        (7127595571.0, "07127595571"),
        ("7127595571", "07127595571"),
        ("071275xxxxx", "071275"),
    ],
)
def test_national_numbers(given: Any, expected: str) -> None:
    assert PatientFacts(national_number=given).national_number == expected


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ({"first_names": 7}, "E601"),
        ({"first_names": [["Kari"]]}, "E601"),
        ({"relatives": {"mor": "Kari"}}, "E601"),
        ({"phones": True}, "E601"),
        ({"phones": -1}, "E601"),
        ({"phones": 2.5}, "E601"),
        ({"birth_date": 19750512}, "E601"),
        ({"birth_date": "12.05.75"}, "E602"),
        ({"birth_date": "Zanzibarius"}, "E602"),
        ({"national_number": "95571"}, "E603"),
        ({"names": "Zanzibarius " * 20}, "E604"),
        ({"birth_date": ["1975-05-12", "1975-05-13"]}, "E606"),
    ],
)
def test_a_wrong_fact_is_an_error_that_quotes_nothing(fact: dict[str, Any], code: str) -> None:
    with pytest.raises(DeidentificationError) as caught:
        PatientFacts(**fact)
    assert caught.value.code == code
    assert next(iter(fact)) in str(caught.value)
    assert "Zanzibarius" not in str(caught.value)


def test_an_unknown_fact_is_named_unless_it_may_be_text() -> None:
    with pytest.raises(DeidentificationError, match=r"E605.*fornavn"):
        PatientFacts.from_values({"fornavn": "Kari"})
    with pytest.raises(DeidentificationError) as caught:
        PatientFacts.from_values({"Pas heter Zanzibarius": "x"})
    assert "Zanzibarius" not in str(caught.value)


def test_facts_travel_and_show_nothing() -> None:
    facts = PatientFacts(names="Kari Xqaarbakk", birth_date="1975-05-12", phones=(22075000,))  # type: ignore[arg-type]
    note = Document("a", id="1", facts=facts)
    assert pickle.loads(pickle.dumps(note)) == note  # noqa: S301 - our own bytes
    assert pickle.loads(pickle.dumps(note)).facts == facts  # noqa: S301 - our own bytes
    assert hash(note) == hash(note)
    assert repr(facts) == "PatientFacts(names: 1, birth_date: 1, phones: 1)"
    assert "Xqaarbakk" not in repr(note) + str(facts)
    with pytest.raises(AttributeError):
        facts.names = ()  # type: ignore[misc]


def test_the_facts_of_a_document_are_facts() -> None:
    with pytest.raises(TypeError):
        Document("a", facts={"names": "Kari"})  # type: ignore[arg-type]


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
), st.sampled_from(PatientFacts.__slots__))  # fmt: skip
def test_any_value_is_taken_or_refused_with_a_code(value: Any, name: str) -> None:
    try:
        facts = PatientFacts.from_values({name: value})
    except DeidentificationError as error:
        assert error.code in {"E601", "E602", "E603", "E604", "E606"}
    else:
        assert set(facts.known) <= {name}
