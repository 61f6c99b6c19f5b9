"""What the slots of persons write: names in every form, and the words that follow the sex."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Final

from hidden_plain_sight.folding import fold

from .cast import ROLES, Cast
from .lists import folded_column, words
from .names import Name, nickname
from .pieces import Piece

__all__ = ["PERSON_FORMS", "SEX_WORDS", "is_role", "person_pieces", "sex_word"]

PERSON_FORMS: Final = frozenset(
    words(
        "first first.gen first.caps last last.gen last.caps gen full short short.gen reversed caps "
        "initials initials.dots initials.lower firstlast any any.gen first.lower last.lower lower "
        "sign nick nick.lower"
    )
) | {""}
_ANY: Final = ("", "", "short", "last", "first")
SEX_WORDS: Final[dict[str, tuple[str, str]]] = {
    "hun": ("hun", "han"), "henne": ("henne", "ham"), "hennes": ("hennes", "hans"),
    "ho": ("ho", "han"), "henne.nn": ("henne", "han"), "hennar": ("hennar", "hans"),
    "kvinne": ("kvinne", "mann"), "kvinnen": ("kvinnen", "mannen"), "kvinna": ("kvinna", "mannen"),
    "jente": ("jente", "gutt"), "jenta": ("jenta", "gutten"), "jente.nn": ("jente", "gut"),
}  # fmt: skip
_NUMBERED: Final = re.compile(r"[23]$")


def is_role(name: str) -> bool:
    """Whether a word is a role; a 2 or 3 behind a role makes another of its kind.

    >>> is_role("midwife2"), is_role("patiant")
    (True, False)
    """
    return name in ROLES or (name != "patient" and _NUMBERED.sub("", name) in ROLES)


def sex_word(cast: Cast, key: str, role: str) -> str:
    """A word that follows the sex of a role.

    >>> SEX_WORDS["hun"]
    ('hun', 'han')
    """
    return SEX_WORDS[key][cast.person(role or "patient").sex == "m"]


def genitive(text: str, label: str) -> list[Piece]:
    """A name in the genitive: the s is glued and inside, the apostrophe outside.

    >>> [piece.text for piece in genitive("Hans", "FIRST_NAME")]
    ['Hans', "'"]
    """
    if text[-1] in "sxzSXZ":
        return [Piece(text, label), Piece("'", fixed=True)]
    return [Piece(text + ("S" if text.isupper() and len(text) > 1 else "s"), label)]


def person_pieces(cast: Cast, role: str, form: str) -> list[Piece]:
    """A person's name in one of `PERSON_FORMS`.

    >>> "first.gen" in PERSON_FORMS
    True
    """
    name, random = cast.person(role).name, cast.random
    if form.startswith("any"):
        form = random.choice(_ANY) + form[3:]
        form = form.lstrip(".")
    if form.endswith("gen") and form != "gen":
        *front, last = person_pieces(cast, role, form[:-4])
        return [*front, *genitive(last.text, last.label or "")]
    if form == "gen":
        *front, last = _full(cast, role)
        return [*front, *genitive(last.text, last.label or "")]
    if form in ("", "full"):
        return _full(cast, role)
    if form == "lower":
        return [replace(piece, text=piece.text.lower()) for piece in _full(cast, role)]
    if form == "sign":
        made = cast.once(f"sign {role}", lambda: _signature(name, random))
        return [Piece(made, "INITIALS")]
    if form.startswith("nick"):
        nick = cast.once(f"nick {role}", lambda: nickname(name.first, random))
        return [Piece(nick.lower() if form.endswith("lower") else nick, "FIRST_NAME")]
    if form.startswith(("first", "last")):
        return _part(name, form)
    if form.startswith("initials"):
        return [Piece(_initials(name, form), "INITIALS")]
    return _rearranged(name, form, random)


def _full(cast: Cast, role: str) -> list[Piece]:
    name, random = cast.person(role).name, cast.random
    first = [Piece(name.first, "FIRST_NAME"), Piece(" ", fixed=True)]
    if not name.middle:
        return [*first, Piece(name.last, "LAST_NAME")]
    # the whole note writes a middle name in one way
    style = cast.once(f"middle {role}", lambda: random.choice(("full", "full", "initial", "none")))
    if style == "none":
        return [*first, Piece(name.last, "LAST_NAME")]
    if style == "initial":
        middle = [Piece(f"{name.middle[0].upper()}.", "INITIALS"), Piece(" ", fixed=True)]
        return [*first, *middle, Piece(name.last, "LAST_NAME")]
    return [*first, Piece(name.family, "LAST_NAME")]


def _part(name: Name, form: str) -> list[Piece]:
    if form == "firstlast":
        initial = f"{name.initials[-1]}."
        return [Piece(name.first, "FIRST_NAME"), Piece(" ", fixed=True), Piece(initial, "INITIALS")]
    which, _, case = form.partition(".")
    text = name.first if which == "first" else name.last
    label = "FIRST_NAME" if which == "first" else "LAST_NAME"
    return [Piece({"caps": text.upper(), "lower": text.lower()}.get(case, text), label)]


def _initials(name: Name, form: str) -> str:
    letters = name.initials
    if form.endswith("lower"):
        return letters.lower()
    return "".join(f"{letter}." for letter in letters) if form.endswith("dots") else letters


def _signature(name: Name, random: Random) -> str:
    """Two to four letters that somebody signs with; a middle name may stand in no note."""
    names = [part for part in re.split(r"[ -]", f"{name.first} {name.middle}") if part]
    first, last = (re.sub(r"\W", "", part) for part in (names[0], name.last.split()[-1]))
    inner = "".join(part[0] for part in names[1:])[:2] or random.choice("abehiklmnorst")
    made = random.choice((
        first[0] + last[0], first[0] + last[0], first[0] + inner + last[0],
        first[0] + inner + last[0], first[0] + last[:2], first[:2] + last[0],
        first[:2] + last[:2],
    ))  # fmt: skip
    if len(made) > 2 and fold(made) in folded_column("abbreviations", "abbreviation"):
        made = first[0] + last[0]
    roll = random.random()
    if roll < 0.5:
        return made.lower()
    return made.upper() if roll < 0.85 else made


def _rearranged(name: Name, form: str, random: Random) -> list[Piece]:
    blank, comma = Piece(" ", fixed=True), Piece(", ", fixed=True)
    first, last = Piece(name.first, "FIRST_NAME"), Piece(name.last, "LAST_NAME")
    if form == "short":
        initial = "".join(f"{part[0]}." for part in re.split(r"[ -]", name.first) if part)
        if random.random() < 0.04:
            initial = initial.removesuffix(".")
        return [Piece(initial, "INITIALS"), blank, last]
    if form == "reversed":
        return [Piece(name.family, "LAST_NAME"), comma, first]
    upper = [Piece(piece.text.upper(), piece.label) for piece in (first, last)]
    joint = comma if random.random() < 0.25 else blank
    return [upper[1], joint, upper[0]] if random.random() < 0.65 else [upper[0], blank, upper[1]]
