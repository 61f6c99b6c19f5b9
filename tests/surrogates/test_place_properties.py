"""What holds for places of all kinds, listed and invented, in sentences of both standards."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.countries import part_of_world
from hidden_plain_sight.surrogates.place_links import place_links
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.place_words import is_premises, kind_of
from hidden_plain_sight.surrogates.streets import is_street
from tests.surrogates.marked import marked, surrogates, writer

SENTENCES = [
    "Pasienten bor i {}.", "Kom fra {} i går.", "Vart fødd på {}, oppvaksen der.",
    "Ektefelle frå {} er varsla.", "Bosted: {}", "flyttet til {} ifjor",
]  # fmt: skip
STEMS = ["Xqa", "Zvår", "Qvist", "Wæl", "Xjø", "Bzak", "Qull"]
ENDINGS = ["vik", "nes", "dalen", "øya", "rud", "mo", "åsen", "heim", "fjord", "by"]
invented = st.builds(str.__add__, st.sampled_from(STEMS), st.sampled_from(ENDINGS))
listed = st.one_of(
    *(
        st.sampled_from([n for n in read_gazetteer(name).column("name") if n.isalpha()])
        for name in ("kommuner", "places", "boroughs", "former_kommuner", "regions")
    )
)
places = st.one_of(listed, listed, invented)
KINDS = ["{} kommune", "{} skole", "{} barnehage", "{} sentrum", "gården {}", "bydel {}",
         "{} videregående skole", "{} lufthavn", "Øvre {}"]  # fmt: skip


def sentences(names: list[str]) -> str:
    return "\n".join(
        SENTENCES[number % len(SENTENCES)].format(f"[PLACE {name}]")
        for number, name in enumerate(names)
    )


@given(names=st.lists(places, min_size=1, max_size=8, unique_by=fold), doc=st.text(max_size=3))
@settings(max_examples=300, deadline=None)
def test_each_place_has_one_surrogate_of_its_own(names: list[str], doc: str) -> None:
    twice = [*names, *(name.upper() for name in names)]
    document, spans = marked(sentences(twice), doc=doc)
    done = writer().write(document, spans)
    made = [r.surrogate for r in done.replacements]
    first, again = made[: len(names)], made[len(names) :]
    assert [fold(name) for name in first] == [fold(name) for name in again]
    assert len(set(map(fold, first))) == len(names)
    assert {fold(name) for name in names}.isdisjoint(map(fold, first))
    assert not any(r.generic for r in done.replacements)
    at = new_at = 0
    for r in done.replacements:
        assert document.text[at : r.start] == done.text[new_at : r.new_start]
        at, new_at = r.end, r.new_end
    assert document.text[at:] == done.text[new_at:]


@given(name=places, kind=st.sampled_from(KINDS))
@settings(max_examples=300, deadline=None)
def test_words_for_the_kind_of_a_place_stay(name: str, kind: str) -> None:
    assume(not is_street(kind.format(name)) and not is_premises(fold(name)))
    assume(kind_of(fold(name)) is None)
    assume(not {fold(kind.format(name)), fold(f"øvre {name}")} & place_lists().groups.keys())
    own, whole = surrogates(f"[PLACE {name}] [LOCATION {kind.format(name)}]")
    assert fold(whole) == fold(kind.format(own))


@given(name=places)
@settings(max_examples=300, deadline=None)
def test_genitives_follow_their_place(name: str) -> None:
    assume(name[-1] not in "sxz" and len(name) > 3 and fold(f"{name}s") not in place_lists().groups)
    own, genitive = surrogates(f"[PLACE {name}] [PLACE {name}s]")
    assert genitive in {f"{own}s", f"{own}'"}
    assert genitive[-1] == ("'" if own[-1].lower() in "sxz" else "s")


POSTS = sorted({r["poststed"] for r in read_gazetteer("postcodes").records()})
GAPS = [" ", "\n", "  ", ", ", "\u00a0"]


@given(
    pairs=st.lists(
        st.tuples(st.integers(1, 9991), st.one_of(st.sampled_from(POSTS), invented)),
        min_size=1, max_size=4, unique_by=(lambda p: p[0], lambda p: fold(p[1])),
    ),
    gap=st.sampled_from(GAPS), before=st.sampled_from(["", "N-", "NO-"]), upper=st.booleans(),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_postcodes_and_their_places_are_true_pairs(
    pairs: list[tuple[int, str]], gap: str, before: str, upper: bool
) -> None:
    written = [
        f"{before}{code:04}{gap}{place.upper() if upper else place}" for code, place in pairs
    ]
    made = surrogates(" ".join(f"[POSTCODE {text}]" for text in written))
    codes, found = place_lists().codes, []
    for (code, place), surrogate in zip(pairs, made, strict=True):
        match = re.fullmatch(rf"{before}(\d{{4}}){gap}(\D+)", surrogate)
        assert match is not None
        assert match[1] in codes[fold(match[2])]
        assert match[1] != f"{code:04}"
        assert fold(match[2]) != fold(place)
        assert match[2].isupper() == upper or not upper
        found.append(fold(match[2]))
    assert len(set(found)) == len({fold(p).removesuffix(" s").removesuffix(" n") for _, p in pairs})


STREETS = sorted(n for n in read_gazetteer("streets").column("name") if n[0].isalpha())
SUFFIXES = ["gata", "gaten", "veien", "vegen", "svingen", "bakken", " gate", " vei", "gt.", " gt",
            "v.", "stien"]  # fmt: skip
streets = st.one_of(
    st.sampled_from(STREETS),
    st.builds(str.__add__, st.sampled_from(STEMS), st.sampled_from(SUFFIXES)),
    st.builds("{}-{}s gate".format, st.sampled_from(STEMS), st.sampled_from(STEMS)),
)
houses = st.builds(
    "{}{}{}".format,
    st.integers(1, 480), st.sampled_from(["", "", " "]), st.sampled_from(["", "A", "B", "c"]),
).map(str.strip)  # fmt: skip


def shape(text: str) -> str:
    return re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", text)))


@given(street=streets, house=houses, label=st.sampled_from(["STREET", "LOCATION"]))
@settings(max_examples=400, deadline=None)
def test_streets_keep_their_ending_and_the_shape_of_the_number(
    street: str, house: str, label: str
) -> None:
    bare, whole, other = surrogates(
        f"[{label} {street} {house}] [{label} {street} {house}, leil. 402] [STREET {street} 999]"
    )
    assert whole.startswith(bare)
    assert re.fullmatch(r", leil\. [1-9]0[1-9]", whole.removeprefix(bare))
    name, number = bare[: -len(house)], bare[-len(house) :]
    assert shape(number) == shape(house)
    assert number != house
    assert other.startswith(name)
    assert fold(name.strip()) != fold(street)
    for ending in SUFFIXES:
        if fold(street).endswith(ending) and ending not in {"v.", "bakken"}:
            assert fold(name.strip()).endswith(ending)
            break


@given(
    street=streets,
    numbers=st.lists(st.integers(10, 99), min_size=2, max_size=8, unique=True),
)
@settings(max_examples=100, deadline=None)
def test_two_houses_of_a_street_stay_two(street: str, numbers: list[int]) -> None:
    made = surrogates(" ".join(f"[STREET {street} {number}]" for number in numbers))
    assert len(set(made)) == len(numbers)


@given(
    names=st.lists(
        st.sampled_from(sorted(n for n in read_gazetteer("countries").column("name")
                               if part_of_world(fold(n)) is not None)),
        min_size=1, max_size=4, unique=True,
    )
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_countries_stay_in_their_part_of_the_world(names: list[str]) -> None:
    made = surrogates(" ".join(f"Kom fra [COUNTRY {name}]." for name in names))
    for name, surrogate in zip(names, made, strict=True):
        assert part_of_world(fold(surrogate)) == part_of_world(fold(name))
        assert fold(surrogate) not in map(fold, names)
    assert len(set(made)) == len(names)


@given(
    one=st.sampled_from(place_links().pairs),
    written=st.sampled_from(["{} / {}", "{}/{}", "{} – {}", "{} ({})", "{}-{}"]),
)
@settings(max_examples=200, deadline=None)
def test_two_names_of_one_place_become_two_names_of_another(one: object, written: str) -> None:
    norwegian, sami = one.names[:2]  # type: ignore[attr-defined]
    both, first, second = surrogates(
        f"[PLACE {written.format(norwegian, sami)}] [PLACE {norwegian}] [PLACE {sami}]"
    )
    assert both == written.format(first, second)
    other = place_links().namesakes[fold(first)]
    assert second in other.others
    assert other is not one
