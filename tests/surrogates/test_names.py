from __future__ import annotations

import pytest

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Document
from hidden_plain_sight.surrogates import Scope, name_fit
from hidden_plain_sight.surrogates.famous import is_famous
from hidden_plain_sight.surrogates.name_lists import first_names, known_words, last_names
from hidden_plain_sight.surrogates.short_names import shorts_of
from tests.surrogates.marked import KEYS, marked, surrogates, writer


@pytest.mark.parametrize(("name", "sex"), [("Kari", "f"), ("Ola", "m"), ("Fatima", "f")])
def test_sex_and_origin_are_kept(name: str, sex: str) -> None:
    _, origin, _ = first_names().group(fold(name)) or ("", "", 0)
    for key in KEYS:
        group = first_names().group(fold(surrogates(f"[FIRST_NAME {name}]", key=key)[0]))
        assert group is not None
        assert group[0] in {sex, "u"}
        assert group[1] == origin


def test_surrogates_are_plain_names_and_no_words() -> None:
    for key in KEYS:
        made = surrogates("[FIRST_NAME Kari] [LAST_NAME Nguyen] [LAST_NAME Hansen]", key=key)
        for surrogate in made:
            assert surrogate.isalpha()
            assert fold(surrogate) not in known_words()
            assert fold(surrogate) in first_names() or fold(surrogate) in last_names()


def test_capitals_are_kept() -> None:
    upper, lower, plain = surrogates("[LAST_NAME HANSEN], [LAST_NAME hansen], [LAST_NAME Hansen]")
    assert upper == plain.upper()
    assert lower == plain.lower()
    assert plain[0].isupper()
    assert not plain.isupper()


@pytest.mark.parametrize("key", KEYS)
def test_genitives_follow(key: bytes) -> None:
    plain, glued, lars, his, english = surrogates(
        "[FIRST_NAME Kari], [FIRST_NAME Karis], [FIRST_NAME Lars], [FIRST_NAME Lars'] "
        "[FIRST_NAME Kari's]",
        key=key,
    )
    sharp = plain[-1] in "sxz"
    assert glued == (f"{plain}'" if sharp else f"{plain}s")
    assert his == (f"{lars}'" if lars[-1] in "sxz" else f"{lars}s")
    assert english == f"{plain}'s"


def test_unknown_genitives_follow_what_the_document_shows() -> None:
    plain, glued = surrogates("[FIRST_NAME Xqaari] er her. [FIRST_NAME Xqaaris] mor.")
    assert glued.startswith(plain)


@pytest.mark.parametrize("key", KEYS[:8])
def test_a_genitive_outside_the_span_can_be_read(key: bytes) -> None:
    assert surrogates("[FIRST_NAME Kari]s mor", key=key)[0][-1] not in "sxz"
    assert surrogates("[FIRST_NAME Lars]' mor", key=key)[0][-1] in "sxz"


def test_parts_are_mapped_one_by_one() -> None:
    double, anne, marie = surrogates("[FIRST_NAME Anne-Marie] [FIRST_NAME Anne] [FIRST_NAME Marie]")
    assert double == f"{anne}-{marie}"
    both, berg = surrogates("[LAST_NAME Berg-Hansen] [LAST_NAME Berg]")
    assert both.split("-")[0] == berg
    spaced = surrogates("[FIRST_NAME Per Olav]")[0]
    assert len(spaced.split(" ")) == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [("von der Lippe", "von der "), ("Al-Hassan", "Al-"), ("Van Dijk", "Van "),
     ("bin Laden", "bin "), ("EL SAYED", "EL ")],
)  # fmt: skip
def test_particles_stay(name: str, kept: str) -> None:
    made = surrogates(f"[LAST_NAME {name}]")[0]
    assert made.startswith(kept)
    assert name.removeprefix(kept).casefold() not in made.casefold()


def test_a_vietnamese_name_is_no_particle() -> None:
    assert not surrogates("[FIRST_NAME Van Anh]")[0].startswith("Van")


@pytest.mark.parametrize(
    ("name", "origin"),
    [("Mohammed", "ar"), ("Agnieszka", "pl"), ("Oleksandr", "uk"), ("Máret", "sami"),
     ("Abdirahman", "so"), ("Mindaugas", "lt"), ("Kari", "no")],
)  # fmt: skip
def test_first_names_of_one_origin_stay_of_it(name: str, origin: str) -> None:
    for key in KEYS:
        group = first_names().group(fold(surrogates(f"[FIRST_NAME {name}]", key=key)[0]))
        assert group is not None
        assert group[1] == origin


@pytest.mark.parametrize(
    ("name", "sex", "origin"),
    [("Brzozowiakowska", "f", "pl"), ("Wasylczenko", "u", "uk"), ("Kazlauskutis", "m", "lt"),
     ("Nordvestrud", "u", "no")],
)  # fmt: skip
def test_last_names_of_no_list_are_replaced_by_their_looks(
    name: str, sex: str, origin: str
) -> None:
    for key in KEYS[:5]:
        group = last_names().group(fold(surrogates(f"[LAST_NAME {name}]", key=key)[0]))
        assert group is not None
        assert group[:2] == (sex, origin)


@pytest.mark.parametrize(("name", "sex"), [("Solaugrid", "f"), ("Torgaut", "m")])
def test_first_names_of_no_list_are_replaced_by_their_looks(name: str, sex: str) -> None:
    for key in KEYS[:5]:
        group = first_names().group(fold(surrogates(f"[FIRST_NAME {name}]", key=key)[0]))
        assert group is not None
        assert group[0] == sex


@pytest.mark.parametrize(
    ("note", "which", "origin"),
    [("[FIRST_NAME Unn-Eliinq]", 1, "no"), ("[FIRST_NAME Xqaari] [LAST_NAME Utsi]", 0, "sami"),
     ("[FIRST_NAME Mohammed] [LAST_NAME Xqaari]", 1, "ar")],
)  # fmt: skip
def test_names_of_no_list_follow_the_rest_of_the_name(note: str, which: int, origin: str) -> None:
    for key in KEYS[:5]:
        word = " ".join(surrogates(note, key=key)).replace("-", " ").split()[which]
        groups = (first_names().group(fold(word)), last_names().group(fold(word)))
        assert origin in {group[1] for group in groups if group is not None}


@pytest.mark.parametrize(
    ("note", "shorts"),
    [("[FIRST_NAME Kristian] er Kris: [FIRST_NAME Kris]", 1),
     ("[FIRST_NAME Kris] heter [FIRST_NAME Kristian]", 1),
     ("[FIRST_NAME Elisabeth], [FIRST_NAME Beth], [FIRST_NAME Lisbeth]", 2)],
)  # fmt: skip
def test_short_forms_stay_short_forms(note: str, shorts: int) -> None:
    for key in KEYS:
        made = surrogates(note, key=key)
        long = max(made, key=lambda name: len(shorts_of(fold(name))))
        own = {entry.text for entry in shorts_of(fold(long))}
        assert len(own.intersection(made)) == shorts
        assert len(set(made)) == len(made)


def test_names_that_begin_alike_are_two_people() -> None:
    related = 0
    for key in KEYS:
        bjørn, bjørnar = surrogates("[FIRST_NAME Bjørn] og [FIRST_NAME Bjørnar]", key=key)
        related += bjørnar.startswith(bjørn)
    assert not related


@pytest.mark.parametrize("key", KEYS)
def test_a_family_shares_its_names(key: bytes) -> None:
    kari, per, double, wife, husband = surrogates(
        "[LAST_NAME Nordli] er Nordlis. [LAST_NAME Moe], [LAST_NAME Nordli-Moe]. "
        "[LAST_NAME Kowalska] og [LAST_NAME Kowalski]",
        key=key,
    )
    assert double == f"{kari}-{per}"
    assert wife[:-1] == husband[:-1]
    assert (wife[-1], husband[-1]) == ("a", "i")


def test_spellings_are_two_words_and_a_genitive_is_none() -> None:
    for key in KEYS:
        plain, misspelt, genitive, c, k = surrogates(
            "[LAST_NAME Nordli], [LAST_NAME Nordlie], [LAST_NAME Nordlis] "
            "[FIRST_NAME Cathrine] [FIRST_NAME Katrine]",
            key=key,
        )
        assert len({plain, misspelt, c, k}) == 4
        assert genitive in {f"{plain}s", f"{plain}'"}


def test_no_surrogate_is_another_spelling_of_its_original() -> None:
    for key in KEYS:
        made = {
            fold(surrogates(f"[FIRST_NAME {name}]", key=key)[0]) for name in ("Åse", "Cathrine")
        }
        assert not made & {"aase", "katrine", "kathrine", "catrine"}


def test_nobody_becomes_famous(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_famous("jonas", "støre")
    note = "[FIRST_NAME Kari] [LAST_NAME Nordli]"
    for key in KEYS[:8]:
        first, last = (fold(surrogate) for surrogate in surrogates(note, key=key))
        with monkeypatch.context() as patch:
            patch.setattr(
                name_fit, "is_famous", lambda one, other, f=first, n=last: (one, other) == (f, n)
            )
            again = [fold(surrogate) for surrogate in surrogates(note, key=key)]
        assert again[0] == first
        assert again[1] != last


def test_signatures_follow_the_names() -> None:
    for key in KEYS[:8]:
        first, last, glued, turned, three = surrogates(
            "[FIRST_NAME Kari] [LAST_NAME Nordli]. Sign. [INITIALS KaNo] / [INITIALS nordka], "
            "[INITIALS NOR]",
            key=key,
        )
        assert fold(glued) == fold(first[:2] + last[:2])
        assert glued[0].isupper()
        assert glued[1].islower()
        assert turned.islower()
        assert fold(three) == fold(last[:3])


def test_middle_names_and_initials() -> None:
    for key in KEYS[:8]:
        ann, marie, last, full, short = surrogates(
            "[FIRST_NAME Ann] [FIRST_NAME Marie] [LAST_NAME Nordli] [INITIALS AMN] [INITIALS AN]",
            key=key,
        )
        letters = [fold(name)[0].upper() for name in (ann, marie, last)]
        assert full == "".join(letters)
        assert short == letters[0] + letters[2]


def test_initials_of_two_nobodies_stay_two() -> None:
    for key in KEYS:
        made = surrogates("[INITIALS XQ], [INITIALS WZ], [INITIALS xq], [INITIALS QX]", key=key)
        assert made[0] == made[2].upper()
        assert len({*made}) == 4


def test_a_list_of_names_is_no_one_person() -> None:
    for key in KEYS:
        made = surrogates(
            "[FIRST_NAME Kari], [FIRST_NAME Ola] og [FIRST_NAME Per]. Sign. [INITIALS KOP]",
            key=key,
        )
        if fold(made[3]) != fold("".join(name[0] for name in made[:3])):
            return
    pytest.fail("initials of three people")


def test_a_crowd_stays_a_crowd() -> None:
    syllables = ["ba", "dri", "ken", "lo", "mar", "ny", "ol", "rut", "stø", "vå"]
    names = [f"{a}{b}{c}".capitalize() for a in syllables for b in syllables for c in syllables]
    note = ". ".join(f"[FIRST_NAME {name}] [LAST_NAME {name[::-1]}]" for name in names)
    document, spans = marked(note)
    done = writer().write(document, spans)
    made = [fold(r.surrogate) for r in done.replacements]
    assert not any(r.generic for r in done.replacements)
    originals = {fold(document.text[s.start : s.end]) for s in spans}
    assert len(set(made)) == len(originals)
    assert not originals.intersection(made)


def test_notes_of_a_patient_name_people_alike_whether_they_sign_or_not() -> None:
    notes = (
        "[FIRST_NAME Kari] [LAST_NAME Nordli]",
        "[FIRST_NAME Kari] [LAST_NAME Nordli], sign. [INITIALS KN], [INITIALS K]. [LAST_NAME Moe]",
    )
    for key in KEYS:
        made = []
        for note in notes:
            document, spans = marked(note, patient="p1")
            assert isinstance(document, Document)
            done = writer(key, scope=Scope.PATIENT).write(document, spans)
            made.append([r.surrogate for r in done.replacements[:2]])
        assert made[0] == made[1]


@pytest.mark.parametrize("key", KEYS)
def test_initials_follow_the_names(key: bytes) -> None:
    first, last, initial, again, sign, dotted = surrogates(
        "[FIRST_NAME Kari] [LAST_NAME Nordli]. [INITIALS K]. [LAST_NAME Nordli]. "
        "Sign. [INITIALS KN] [INITIALS K.N.]",
        key=key,
    )
    assert again == last
    assert initial == first[0]
    assert sign == fold(first[0]).upper() + fold(last[0]).upper()
    assert dotted == f"{sign[0]}.{sign[1]}."


def test_initials_go_by_the_neighbouring_name() -> None:
    for key in KEYS:
        _, _, knut, moe, initial, _ = surrogates(
            "[FIRST_NAME Kari] [LAST_NAME Nordli] og [FIRST_NAME Knut] [LAST_NAME Moe]. "
            "Op. [INITIALS K]. [LAST_NAME Moe].",
            key=key,
        )
        assert moe
        assert initial == fold(knut[0]).upper()


def test_initials_of_nobody_become_other_letters() -> None:
    for key in KEYS:
        made = surrogates("Sign. [INITIALS XQ]", key=key)[0]
        assert made.isupper()
        assert len(made) == 2
        assert made[0] != "X"
        assert made[1] != "Q"


@pytest.mark.parametrize("subtype", ["FIRST_NAME", "LAST_NAME"])
def test_a_name_under_the_other_label_works(subtype: str) -> None:
    for name in ("Hansen", "Kari", "Xqaari", "Zx"):
        assert surrogates(f"[{subtype} {name}]")[0].isalpha()
