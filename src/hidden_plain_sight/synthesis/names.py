"""The parts of a person's name, as they are borne in Norway."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from .invented import invented_given_name, invented_surname
from .lists import FOREIGN, drawn, given_names, surnames, word_given_names, word_surnames

__all__ = ["Name", "drawn_given_name", "drawn_group", "drawn_surname", "nickname"]

UNLISTED: Final = 0.27
"""The share of names that stand in no list."""
_WORDS: Final = 0.17
_ARABIC: Final = frozenset({"ar", "so", "fa", "ur", "ku", "af"})
_PARTICLES: Final = {
    "de": ("von", "von der", "zu"), "nl": ("van", "van der", "van den", "de", "ten"),
    "fr": ("de", "de la", "Le", "du"), "es": ("de", "de la", "del"), "pt": ("da", "dos", "de"),
    "it": ("Di", "De", "D'"), "no": ("von", "de", "af", "van"), "en": ("O'", "Mac", "Mc"),
    "ng": ("N'", "O'"), "sv": ("af", "von"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A full name: given name (perhaps double), middle name (or ""), surname.

    >>> Name("Per Olav", "", "Berg-Hansen").initials
    'PB'

    The surname holds its particles.
    """

    first: str
    middle: str
    last: str

    @property
    def initials(self) -> str:
        """The first letters of the given name and of the surname, in capitals."""
        last = self.last.split()[-1] if self.last[:1].islower() else self.last
        letters = "".join(c for c in last if c.isalpha())
        return (self.first[0] + letters[0]).upper()

    @property
    def family(self) -> str:
        """Middle name and surname, which are one span."""
        return f"{self.middle} {self.last}".strip()


_USUAL_WORDS: Final = {
    "f": "Liv Vår Sol Mai Juni Line Tone Live Gro Siv Eva Unn Rose Signe Iris Alma Bjørk Svale Eir "
    "Lilje April Tuva Dagny Stjerne Solveig Inga Una Lin Gry Bo Kim Maren Frøy Viola Olivia Ro",
    "m": "Dag Stein Odd Bjørn Ask Even Bo Are Per Finn Tor Jo Bent Max Mark Tim Storm Frank Kim "
    "Tore Roar August Falk Ulv Hauk Trym Brage Varg Orm Svein Eskil Alf Leif Rolf Helge Jens Stig "
    "Sander Erling Frode Arne Bård Jarl Loke Ravn Ørn Noah Vidar Val Trond Rune Roman Sverre",
}


@cache
def usual_words(sex: str) -> tuple[str, ...]:
    """The given names that are met most often in the sense of words.

    >>> "Dag" in usual_words("m")
    True
    """
    return tuple(_USUAL_WORDS[sex].split())


def drawn_group(random: Random) -> str:
    """`no`, `sami`, or the origin of an immigrant's name.

    >>> drawn_group(Random(1)) in {"no", "sami", *FOREIGN}
    True
    """
    roll = random.random()
    if roll < 0.72:
        return "no"
    return "sami" if roll < 0.77 else drawn(random, FOREIGN)


def drawn_given_name(random: Random, sex: str, group: str) -> str:
    """A given name for a sex and a group, listed or not, single or double.

    >>> bool(drawn_given_name(Random(1), "m", "no"))
    True
    """
    name = _single(random, sex, group)
    roll = random.random()
    if group not in ("no", "sami") or roll > 0.2 or " " in name or "-" in name:
        return name
    other = random.choice(given_names(sex, "no", "1" if random.random() < 0.7 else "1|2|3"))
    if other == name or len(name) + len(other) > 15:
        return name
    return f"{name}-{other}" if roll < 0.07 else f"{name} {other}"


def _single(random: Random, sex: str, group: str) -> str:
    if random.random() < UNLISTED:
        return invented_given_name(random, sex, foreign=group not in ("no", "sami"))
    if group == "no":
        if random.random() < _WORDS:
            return random.choice(
                usual_words(sex) if random.random() < 0.6 else word_given_names(sex)
            )
        return random.choice(given_names(sex, "no", drawn(random, {"1": 45, "2": 35, "3": 20})))
    return random.choice(given_names(sex, group))


_PET_ENDS: Final = (
    "en", "a", "e", "i", "sa", "sen", "is", "ern", "man", "mann", "mor", "emann", "te", "ne", "y",
)  # fmt: skip
_STEM: Final = re.compile(r"[^\W\d_aeiouyæøå]*[aeiouyæøå]+[^\W\d_aeiouyæøå]?", re.I)


def nickname(first: str, random: Random) -> str:
    """What friends may call somebody.

    >>> nickname("Kari", Random(1))[:3]
    'Kar'
    """
    stem = _STEM.match(first)
    root = stem[0] if stem else first[:3]
    end = random.choice(_PET_ENDS)
    if root[-1].lower() in "aeiouyæøå" and end[0] in "aeiy":
        end = random.choice(("sen", "man", "mor", "sa", "ne"))
    return root + end


def drawn_surname(random: Random, group: str) -> str:
    """A surname for a group, listed or not, single, double or with a particle.

    >>> bool(drawn_surname(Random(1), "no"))
    True
    """
    if random.random() < UNLISTED:
        name = invented_surname(random, foreign=group not in ("no", "sami"))
    elif group == "no":
        name = _norwegian(random)
    else:
        name = random.choice(surnames(group))
    roll = random.random()
    if " " in name or "-" in name:
        return name
    if group in _ARABIC and roll < 0.15:
        return random.choice(("Al-", "al-", "El-", "Al ", "El ", "Abu ", "bin ")) + name
    if group in _ARABIC and roll < 0.25:
        return f"{name} {random.choice(surnames(group))}"
    if roll < (0.015 if group == "no" else 0.12) and group in _PARTICLES:
        particle = random.choice(_PARTICLES[group])
        return particle + name if particle[-1] in "'c" else f"{particle} {name}"
    if group in ("no", "sami") and roll < 0.08:
        return f"{name}-{_norwegian(random)}"
    return name


def _norwegian(random: Random) -> str:
    if random.random() < _WORDS:
        return random.choice(word_surnames())
    return random.choice(surnames("no", drawn(random, {"1": 40, "2": 25, "3": 35})))
