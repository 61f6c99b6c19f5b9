from __future__ import annotations

import pytest

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.name_lists import first_names, known_words, last_names
from tests.surrogates.marked import KEYS, surrogates


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


def test_particles_stay() -> None:
    made = surrogates("[LAST_NAME von der Lippe] [LAST_NAME Al-Hassan]")
    assert made[0].startswith("von der ")
    assert made[1].startswith("Al-")
    assert "Lippe" not in made[0]


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
