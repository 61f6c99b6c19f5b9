"""What holds for units of all kinds, listed and invented, in sentences of both standards."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.chains import all_chains, chain_line
from hidden_plain_sight.surrogates.institutions import Institution, institutions
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.unit_words import is_generic
from tests.surrogates.marked import KEYS, marked, surrogates, writer

SENTENCES = [
    "Innlagt {} i natt.", "Vart overflytta frå {} 3. mai.", "Henvist til {}", "Kontroll ved {}.",
    "Epikrise frå {} manglar", "{} kontaktes.",
]  # fmt: skip
TYPES = ["sykehus", "sjukehus", "sykehjem", "sjukeheim", "legesenter", "legekontor", "legevakt",
         "omsorgssenter", "bo- og behandlingssenter", "helsestasjon", "DPS", "BUP", "helsehus",
         "interkommunale legevakt", "tannklinikk", "fysioterapi", "hjemmetjeneste"]  # fmt: skip
TOWNS = sorted(n for n in read_gazetteer("kommuner").column("name") if n.isalpha() and len(n) > 3)
STEMS = ["Xqavik", "Zvårnes", "Qvistdal", "Wælrud", "Xjøen"]
names = st.one_of(st.sampled_from(TOWNS), st.sampled_from(STEMS))
named = st.builds("{} {}".format, names, st.sampled_from(TYPES))
HOSPITALS = sorted(
    name.text for one in set(institutions().by_phrase.values()) if not one.is_site
    for name in one.names
)  # fmt: skip
wards = st.sampled_from([
    "Hjerteavdelingen", "medisinsk avdeling", "Ort. pol.", "sengepost 3", "Kir 2B", "post C2",
    "nevrologisk poliklinikk", "akuttmottaket", "4. etg. øst", "seksjon for geriatri", "Med. avd.",
])  # fmt: skip
units = st.one_of(named, st.sampled_from(HOSPITALS))


def written_as(one: Institution) -> list[str]:
    """An institution in full, with its legal form, and by its short forms."""
    full = one.names[0].text
    found = [full, f"{full} HF", *(name.text for name in one.names[1:])]
    shorts = (one.acronym, one.nick)
    return found + [s for s in shorts if institutions().by_phrase.get(fold(s)) is one]


@given(texts=st.lists(units, min_size=1, max_size=6, unique_by=fold), doc=st.text(max_size=3))
@settings(max_examples=300, deadline=None)
def test_no_unit_keeps_its_name_and_all_else_stays(texts: list[str], doc: str) -> None:
    note = "\n".join(
        SENTENCES[number % len(SENTENCES)].format(f"[HEALTH_CARE_UNIT {text}]")
        for number, text in enumerate(texts)
    )
    document, spans = marked(note, doc=doc)
    done = writer().write(document, spans)
    made = [r.surrogate for r in done.replacements]
    assert not any(r.generic for r in done.replacements)
    assert {fold(text) for text in texts}.isdisjoint(map(fold, made))
    at = new_at = 0
    for r in done.replacements:
        assert document.text[at : r.start] == done.text[new_at : r.new_start]
        at, new_at = r.end, r.new_end
    assert document.text[at:] == done.text[new_at:]


@given(towns=st.lists(names, min_size=1, max_size=6, unique_by=fold), kind=st.sampled_from(TYPES))
@settings(max_examples=200, deadline=None)
def test_a_unit_named_by_a_place_agrees_with_it(towns: list[str], kind: str) -> None:
    assume(not any(fold(f"{town} {kind}") in institutions().by_phrase for town in towns))
    note = "".join(f"Bor i [PLACE {t}]. Time ved [HEALTH_CARE_UNIT {t} {kind}].\n" for t in towns)
    made = surrogates(note)
    for place, unit in zip(made[::2], made[1::2], strict=True):
        assert unit == f"{place} {kind}"
    assert len(set(made[::2])) == len(towns)


@given(name=names, kind=st.sampled_from(TYPES), ward=wards)
@settings(max_examples=300, deadline=None)
def test_words_for_units_stay(name: str, kind: str, ward: str) -> None:
    assume(fold(f"{name} {kind}") not in institutions().by_phrase)
    made = surrogates(f"[HEALTH_CARE_UNIT {name} {kind}, {ward}]")[0]
    place, kept, inside = re.fullmatch(rf"(.+?) ({re.escape(kind)}), (.+)", made).groups()  # type: ignore[union-attr]
    assert fold(place) != fold(name)
    assert kept == kind
    assert re.sub(r"\d|\b[A-H]\b", "#", inside) == re.sub(r"\d|\b[A-H]\b", "#", ward) or (
        re.sub(r"[\dA-H]", "#", inside) == re.sub(r"[\dA-H]", "#", ward)
    )
    if not re.search(r"\d", ward):
        assert inside == ward


@given(one=st.sampled_from(sorted({id(o): o for o in institutions().by_phrase.values()
                                   if not o.is_site}.values(), key=lambda o: o.key)))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_one_hospital_has_one_surrogate_whatever_it_is_called(one: Institution) -> None:
    texts = written_as(one)
    made = surrogates(" og ".join(f"[HEALTH_CARE_UNIT {text}]" for text in texts))
    known = institutions().by_phrase
    keys = {fold(text.removesuffix(" HF")) for text in made}
    others = {known[key].key if key in known else key for key in keys}
    own = {word for name in one.names for word in re.findall(r"\w+", fold(name.text))}
    cores = {other for other in others if other in known}
    assert len(cores) == 1
    other = known[cores.pop()]
    assert other is not one
    for text in made:
        assert fold(text.removesuffix(" HF")) in {
            fold(t) for t in (*written_as(other), other.called)
        }
        words = set(re.findall(r"\w+", fold(text)))
        assert not {w for w in words & own if not is_generic(w) and len(w) > 2}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("form", ["sykehus", "sjukehus"])
def test_the_written_standard_is_kept(key: bytes, form: str) -> None:
    for name in ("Voss {}", "Haukeland universitets{}", "Førde sentral{}", "Stord {}"):
        made = surrogates(f"[HEALTH_CARE_UNIT {name.format(form.replace('univ', ''))}]", key=key)[0]
        assert form in made.lower() or not re.search("sykehus|sjukehus", made.lower())


@pytest.mark.parametrize("key", KEYS)
def test_a_hospital_goes_where_its_town_goes(key: bytes) -> None:
    town, hospital, short = surrogates(
        "Bor i [PLACE Bergen]. Innlagt [HEALTH_CARE_UNIT Haukeland universitetssjukehus] "
        "([HEALTH_CARE_UNIT HUS]).", key=key,
    )  # fmt: skip
    other = institutions().by_phrase[fold(hospital)]
    assert other.type == "universitetssykehus"
    assert other.place == town
    assert institutions().by_phrase[fold(short)] is other


@pytest.mark.parametrize("key", KEYS)
def test_a_site_stays_a_site_of_its_trust(key: bytes) -> None:
    trust, site, alone = surrogates(
        "[HEALTH_CARE_UNIT Sykehuset Østfold] [HEALTH_CARE_UNIT SØ Kalnes] "
        "[HEALTH_CARE_UNIT Kalnes]", key=key,
    )  # fmt: skip
    sites = institutions().sites[institutions().by_phrase[fold(trust)].key]
    assert site.split(maxsplit=1)[1] == alone
    assert alone in sites


@given(chain=st.sampled_from(sorted(all_chains())))
@settings(max_examples=100, deadline=None)
def test_chains_stay_in_their_line(chain: str) -> None:
    text = chain.title()
    first, again = surrogates(f"[HEALTH_CARE_UNIT {text}] og [HEALTH_CARE_UNIT {text}]")
    assert first == again
    assert chain_line(fold(first)) == chain_line(chain)
    assert fold(first) != chain


@pytest.mark.parametrize(
    "unit",
    ["akuttmottaket", "Ortopedisk avdeling", "kir. pol.", "poliklinikken", "sengepost", "Med avd",
     "hjerteavdelinga", "Avdeling for infeksjon", "nyre sengepost", "Lungepol.", "sone vest",
     "HUDPOLIKLINIKKEN", "legevakta", "Intensiv", "Hjemmesykepleien"],
)  # fmt: skip
def test_units_without_a_name_are_only_written_otherwise(unit: str) -> None:
    made = surrogates(f"[HEALTH_CARE_UNIT {unit}]")[0]
    assert fold(made) != fold(unit)
    stem = fold(unit)[:3]
    assert stem in fold(made) or unit.startswith("Avdeling")
    words = set(re.findall(r"[^\W\d_]+", fold(made)))
    assert not words & place_lists().listed - {fold(unit)}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("unit", "shape"),
    [
        ("sengepost 3", r"sengepost [1-9]"),
        ("Sengepost 4B", r"Sengepost [1-9][A-H]"),
        ("post C2", r"post [A-H][1-9]"),
        ("8 Nord", r"[1-9] Nord"),
        ("4. etg. vest", r"[1-9]\. etg\. vest"),
        ("Geri 1", r"Geri [1-9]"),
        ("Kir 3A", r"Kir [1-9][A-H]"),
        ("QZX", r"[A-Z]{3}"),
        ("npoh 3a", r"[a-z]{4} [1-9][a-h]"),
    ],
)
def test_codes_of_wards_keep_their_shape(key: bytes, unit: str, shape: str) -> None:
    first, again = surrogates(f"[HEALTH_CARE_UNIT {unit}], [HEALTH_CARE_UNIT {unit}]", key=key)
    assert first == again != unit
    assert re.fullmatch(shape, first)


@given(numbers=st.lists(st.integers(1, 9), min_size=2, max_size=6, unique=True))
def test_two_wards_stay_two(numbers: list[int]) -> None:
    made = surrogates(" ".join(f"[HEALTH_CARE_UNIT sengepost {number}]" for number in numbers))
    assert len(set(made)) == len(numbers)


@given(
    stem=st.sampled_from(["Xqa", "Zvårvik", "Qvist", "Bergens"]),
    ending=st.sampled_from(["tunet", "heimen", "hjemmet", "sykehuset", "klinikken", "legene"]),
)
def test_glued_names_keep_the_word_for_the_unit(stem: str, ending: str) -> None:
    made = surrogates(f"[HEALTH_CARE_UNIT {stem}{ending}]")[0]
    assert made.endswith(ending)
    assert made.isalpha()
    assert made[0].isupper() and made[1:].islower()
    assert fold(stem) not in fold(made)
