"""A surrogate in the place of an identifier is found like one."""

from __future__ import annotations

import pytest

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.phi import Category
from hidden_plain_sight.surrogates.institutions import institutions
from tests.surrogates.marked import marked, writer

PLACES = [
    name
    for source in ("kommuner", "places", "boroughs", "foreign_cities")
    for name in list(read_gazetteer(source).column("name"))[::37]
    if name.replace(" ", "").isalpha()
]
STREETS = [f"{name} {at + 1}" for at, name in enumerate(read_gazetteer("streets").column("name"))]
HOSPITALS = sorted({name.text for one in institutions().by_phrase.values() for name in one.names})
HOMES = list(read_gazetteer("nursing_homes").column("name"))[::7]
KINDS = [
    ("PLACE", PLACES, "Pasienten bor i {} sammen med kona."),
    ("STREET", STREETS[::9], "Adresse: {}."),
    ("HEALTH_CARE_UNIT", HOSPITALS[::2], "Hun ble overflyttet fra {} i går kveld."),
    ("HEALTH_CARE_UNIT", [h for h in HOMES if " " in h], "Pasienten er innlagt ved {} nå."),
]


@pytest.mark.parametrize(("label", "texts", "sentence"), KINDS)
def test_surrogates_are_found_again(label: str, texts: list[str], sentence: str) -> None:
    detect, replace = Deidentifier().detect, writer().write
    found = 0
    for number, text in enumerate(texts):
        document, spans = marked(sentence.format(f"[{label} {text}]"), doc=f"n{number}")
        done = replace(document, spans)
        one = done.replacements[0]
        category = Category.HEALTH_CARE_UNIT if "UNIT" in label else Category.LOCATION
        found += any(
            span.category is category and span.start < one.new_end and one.new_start < span.end
            for span in detect(done.text)
        )
    assert len(texts) > 80
    assert found >= 0.99 * len(texts)
