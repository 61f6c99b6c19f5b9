from __future__ import annotations

import re

import pytest

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.place_links import place_links
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.streets import street_lists
from tests.surrogates.marked import KEYS, surrogates


@pytest.mark.parametrize("key", KEYS)
def test_size_and_preposition_are_kept(key: bytes) -> None:
    lists = place_lists()
    in_, on, hamlet = surrogates(
        "bor i [PLACE Bergen], jobber på [PLACE Lillehammer], hytte på [PLACE Xqaanes]", key=key
    )
    assert lists.groups[fold(in_)].preposition == "i"
    assert lists.groups[fold(in_)].size == lists.groups["bergen"].size
    assert lists.groups[fold(on)].preposition == "på"
    assert lists.groups[fold(hamlet)].preposition == "på"
    assert hamlet.endswith("nes")


@pytest.mark.parametrize("key", KEYS)
def test_boroughs_and_cities_go_where_their_town_and_country_go(key: bytes) -> None:
    borough, town, city, land = surrogates(
        "[PLACE Grünerløkka] i [PLACE Oslo], før i [PLACE Stockholm], [COUNTRY Sverige]", key=key
    )
    assert place_links().towns[fold(borough)] == (town,)
    assert place_links().countries[fold(city)] == land


@pytest.mark.parametrize("key", KEYS)
def test_a_kommune_becomes_a_kommune(key: bytes) -> None:
    first, second, bare = surrogates(
        "[PLACE Sunnfjord kommune] [PLACE Xqaavik kommune] [PLACE Sunnfjord]", key=key
    )
    for made in (first, second):
        assert fold(made.removesuffix(" kommune")) in place_lists().kommuner
    assert first == f"{bare} kommune"


def test_postcodes_and_places_apart_are_still_a_pair() -> None:
    for key in KEYS:
        code, place, alone = surrogates(
            "[LOCATION 5003]\n[LOCATION Bergen], postnr. [LOCATION 5017]", key=key
        )
        codes = place_lists().codes[fold(place)]
        assert code in codes
        assert alone in codes
        assert code != alone


def test_compounds_and_abroad() -> None:
    for key in KEYS:
        town, area, boy = surrogates("[PLACE Bergen] [PLACE Bergensområdet] [PLACE Bergen-gutt]",
                                     key=key)  # fmt: skip
        assert re.fullmatch(rf"{town}-?s?området", area)
        assert boy == f"{town}-gutt"
        made = surrogates("[POSTCODE DK-2100 København] [POSTCODE S-111 22 Stockholm]", key=key)
        shapes = ((r"DK-\d{4} (.+)", "Danmark"), (r"S-\d{3} \d\d (.+)", "Sverige"))
        for text, (shape, land) in zip(made, shapes, strict=True):
            match = re.fullmatch(shape, text)
            assert match is not None
            assert place_links().countries[fold(match[1])] == land


@pytest.mark.parametrize("key", KEYS)
def test_postcodes_are_true_pairs_and_agree_with_the_place(key: bytes) -> None:
    pair, place, kommune, capital = surrogates(
        "[POSTCODE 5003 Bergen], [PLACE Bergen], [PLACE Bergen kommune], [PLACE BERGEN]", key=key
    )
    code, name = pair.split(" ", 1)
    assert code in place_lists().codes[fold(name)]
    assert place == name
    assert kommune == f"{name} kommune"
    assert capital == name.upper()


def test_a_postcode_alone_is_another_true_one() -> None:
    codes = {code for own in place_lists().codes.values() for code in own}
    for key in KEYS:
        assert surrogates("[POSTCODE 5003]", key=key)[0] in codes - {"5003"}


def test_slashes_genitives_and_unknown_places() -> None:
    both, first = surrogates("[PLACE Bergen/Moss] [PLACE Bergen]")
    assert both.split("/")[0] == first
    plain, own = surrogates("[PLACE Bergen] [PLACE Bergens]")
    assert own in {f"{plain}s", f"{plain}'"}
    assert "Xqaa" not in surrogates("[PLACE Xqaavik]")[0]
    assert surrogates("[PLACE Xqaavik kommune]")[0].endswith(" kommune")


@pytest.mark.parametrize("key", KEYS)
def test_countries_become_countries(key: bytes) -> None:
    made = surrogates("[COUNTRY Eritrea]", key=key)[0]
    assert place_lists().groups[fold(made)].kind == "land country"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("street", "shape"),
    [
        ("Storgata 12B", r"\w+gata [1-9]\d[A-F]"),
        ("Kirkeveien 7", r"[\w ]+veien [1-9]"),
        ("Kirkeveien", r"[\w ]+veien"),
        ("Haavard Martinsens vei 54", r"\D+ vei [1-9]\d"),
        ("STORGATA 3", r"[A-ZÆØÅ]+GATA [1-9]"),
        ("Postboks 535 Sentrum", r"Postboks [1-9]\d\d Sentrum"),
        ("H0203", r"H0\d0\d"),
        ("0203", r"0\d0\d"),
        ("203", r"[1-9]\d\d"),
        ("Leil. 203", r"Leil\. [1-9]\d\d"),
        ("Nedre Xqaa 4", r"\D+ [1-9]"),
        ("Storgata 14B", r"\w+gata [1-9]\d[A-F]"),
        ("Nedre Storgt. 3 A, leil. 402", r"[\w ]+gt\. [1-9] [A-F], leil\. [1-9]0[1-9]"),
        ("Kong Oscars gate", r"[\w.' ]+ gate"),
        ("Ole-Jacob Brochs gate 7", r"[\w.' -]+ gate [1-9]"),
        ("Nord-Xqaavegen 12-14", r"[\w-]+vegen \d\d-\d\d"),
        ("17. mai-gata 3", r"[A-ZÆØÅ][\w -]+gata [1-9]"),
        ("Sverresgt 15", r"\w+gt [1-9]\d"),
        ("oppg. B", r"oppg\. [AC-F]"),
        ("gnr. 12 bnr. 34", r"gnr\. \d\d bnr\. \d\d"),
    ],
)
def test_streets_keep_their_ending_and_number(key: bytes, street: str, shape: str) -> None:
    made = surrogates(f"[STREET {street}]", key=key)[0]
    assert re.fullmatch(shape, made)
    assert made != street


def test_no_name_of_a_street_stays() -> None:
    for street in ("Haavard Martinsens vei 54", "Ullevålsveien 3", "Postboks 12 Ullevål",
                   "Lars Hertervigs gate 5, 4005 Stavanger", "c/o Xqaari, Storgata 2"):  # fmt: skip
        own = set(re.findall(r"[^\W\d_]{4,}", fold(street))) - {"gate", "postboks"}
        for key in KEYS:
            made = surrogates(f"[STREET {street}]", key=key)[0]
            assert own.isdisjoint(re.findall(r"[^\W\d_]{4,}", fold(made)))


def test_the_same_street_is_the_same_elsewhere() -> None:
    first, second = surrogates("[STREET Storgata 12] [STREET Storgata 14]")
    assert first.split()[0] == second.split()[0]
    assert fold(first.split()[0]) in {e.folded for e in street_lists().everything}
