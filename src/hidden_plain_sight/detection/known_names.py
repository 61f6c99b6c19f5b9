"""The names that are known beside a note: their words, and how others may spell them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.text_view import composed
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import PatientFacts, Subtype

__all__ = ["PARTICLES", "KnownNames", "Likeness", "NamePart", "opening", "spelling"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*")
_PIECE: Final = re.compile(r"[^\W\d_]+")
_BRACKETS: Final = re.compile(r"\([^)]*\)?")
_PLAIN: Final = {ord("æ"): "a", ord("ø"): "o", ord("å"): "a", **dict.fromkeys(map(ord, "'’´`-"))}
_SOUNDS: Final = str.maketrans({"c": "k", "q": "k", "w": "v", "z": "s", "x": "ks", "y": "i"})
_TWICE: Final = re.compile(r"(.)\1")
_SWAPS: Final = {
    **{letter: letter for letter in "abdeghlmnoqrtuxy"},
    "c": "ck", "k": "ck", "v": "vw", "w": "vw", "s": "sz", "z": "sz", "i": "ij", "j": "ij",
    "f": "fp", "p": "fp",
}  # fmt: skip
"""The first letters that are written for a first letter."""
PARTICLES: Final = frozenset({
    "von", "van", "der", "den", "de", "la", "du", "af", "av", "al", "el", "bin", "bint", "ibn",
    "abu", "da", "dos", "di", "ten", "ter", "zu",
})  # fmt: skip
_ROLES: Final = Flag.TITLE | Flag.KIN | Flag.PATIENT | Flag.PERSON
_SHORTEST_FUZZY: Final = 5
_SHORTEST_FUZZY_TWICE: Final = 9
_SHORTEST_HALF: Final = 3
_MOST: Final = 3
"""Names whose lengths differ by more are not compared; a genitive s is one of them."""


class NamePart(NamedTuple):
    """One word of a known name: what it is, by which fact, and whether particles precede it."""

    folded: str
    subtype: Subtype
    rule: str
    particles: bool = False
    either: bool = False
    """Whether it is one person's first name and another's last name."""


class Likeness:
    """How a word of the text is like a known name; the lower, the closer."""

    SAME = 0
    VARIANT = 1
    MISSPELT = 2


def spelling(word: str) -> str:
    """A word without case and marks, æ, ø and å as an ASCII keyboard has them.

    >>> spelling("Bjørn") == spelling("Bjoern") == spelling("bjorn")
    True
    >>> spelling("Anne-Marie"), spelling("Aase")
    ('annemarie', 'ase')
    """
    key = fold(word)
    if not key.isalpha() or not key.isascii():
        key = key.translate(_PLAIN)
    return key.replace("ae", "a").replace("oe", "o").replace("aa", "a")


def _sound(key: str) -> str:
    """What a spelling sounds like: `kristian` for christian, `hansen` for hanssen."""
    if "h" in key:
        key = key.replace("ch", "k").replace("ph", "f").replace("th", "t")
    return _TWICE.sub(r"\1", key.translate(_SOUNDS))


@dataclass(slots=True)
class KnownNames:
    """The words of the names of a document's facts, by spelling, and the initials.

    `initials` are the letters of the patient and of the staff with their rules. `openings` are
    the letters that words must begin with, `pairs` those that they begin with unless misspelt;
    `near` has the names that may be misspelt, by their first letters, `sounds` what they sound
    like, as far as it was asked for.
    """

    parts: dict[str, NamePart] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)
    near: dict[str, list[tuple[str, NamePart]]] = field(default_factory=dict)
    sounds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: PatientFacts, lexicon: Lexicon) -> KnownNames:
        """Read the names of facts; of those who bear the same name the patient comes first."""
        known = cls()
        for value in facts.first_names:
            known._add(_words(value), Subtype.FIRST_NAME, "fact.name")
        for value in facts.last_names:
            known._add(_words(value), Subtype.LAST_NAME, "fact.name")
        known._sign(
            [word for value in facts.first_names for word in _words(value)],
            [word for value in facts.last_names for word in _words(value)],
            "fact.name",
        )
        for values, rule in (
            (facts.names, "fact.name"),
            (facts.relatives, "fact.relative"),
            (facts.staff, "fact.staff"),
        ):
            for value in values:
                firsts, lasts = _person(value, lexicon, is_staff=rule == "fact.staff")
                known._add(firsts, Subtype.FIRST_NAME, rule)
                known._add(lasts, Subtype.LAST_NAME, rule)
                if rule != "fact.relative":
                    known._sign(firsts, lasts, rule)
        known._close()
        return known

    def _add(self, words: list[str], subtype: Subtype, rule: str) -> None:
        particles = False
        bare = [word for word in words if word.lower() not in PARTICLES or len(words) == 1]
        for word in words:
            if word not in bare:
                particles = True
                continue
            for piece in dict.fromkeys((word, *_PIECE.findall(word))):
                self._enter(piece, NamePart(fold(piece), subtype, rule, particles))
        for left, right in pairwise(bare):
            self._enter(left + right, NamePart(fold(left + right), subtype, rule))

    def _enter(self, word: str, part: NamePart) -> None:
        key = spelling(word)
        if len(key) < 2:
            return
        known = self.parts.setdefault(key, part)
        if known.subtype is not part.subtype and not known.either:
            self.parts[key] = known._replace(either=True)

    def _sign(self, firsts: list[str], lasts: list[str], rule: str) -> None:
        letters = [
            piece[0].upper()
            for word in (*firsts, *lasts)
            if word.lower() not in PARTICLES
            for piece in _PIECE.findall(word)
        ]
        if firsts and lasts:
            for signed in ("".join(letters), letters[0] + letters[-1]):
                if 2 <= len(signed) <= 4:
                    self.initials.setdefault(signed, rule)

    def _close(self) -> None:
        """Note how words must begin to be worth a closer look."""
        for key, part in self.parts.items():
            letters = _SWAPS.get(key[0], key[0])
            self.openings.update(letters)
            self.pairs.add(key[:2])
            if len(key) >= _SHORTEST_FUZZY:
                for letter in letters:
                    self.near.setdefault(letter, []).append((key, part))

    def may_be_half(self, key: str) -> bool:
        """Whether a spelling begins a name that may be written in two: `anne` of Annemarie."""
        if len(key) == 1:
            return any(p.folded.startswith((f"{key}'", f"{key}’")) for p in self.parts.values())
        longest = max(len(key), _SHORTEST_HALF) + _SHORTEST_HALF
        return len(key) >= _SHORTEST_HALF and any(
            len(known) >= longest and known.startswith(key) for known in self.parts
        )

    def same(self, key: str, word: str) -> tuple[NamePart, int] | None:
        """The known name that a word with this spelling is, with a genitive s or without."""
        for form in _forms(key):
            if (part := self.parts.get(form)) is not None:
                written = fold(word)
                exact = part.folded in {written, written.removesuffix("s")}
                return part, Likeness.SAME if exact else Likeness.VARIANT
        return None

    def misspelt(self, key: str) -> NamePart | None:
        """The known name that a word with this spelling is written wrongly for."""
        if len(key) < _SHORTEST_FUZZY:
            return None
        candidates = [
            near for near in self.near.get(key[0], ()) if abs(len(near[0]) - len(key)) <= _MOST
        ]
        if not candidates:
            return None
        for form in _forms(key):
            sound = _sound(form)
            for known, part in candidates:
                shortest = min(len(known), len(form))
                if shortest < _SHORTEST_FUZZY:
                    continue
                most = 2 if shortest >= _SHORTEST_FUZZY_TWICE else 1
                near = known[0] == form[0] and _distance()(known, form, score_cutoff=most) <= most
                if near or self._sound_of(known) == sound:
                    return part
        return None

    def _sound_of(self, known: str) -> str:
        """The sound of a known name, made when it is first asked for."""
        sound = self.sounds.get(known)
        if sound is None:
            sound = self.sounds[known] = _sound(known)
        return sound


@cache
def opening(letters: str) -> str:
    """The spelling of the first two letters of a word: one letter where they stand for one.

    >>> opening("Åse"[:2]), opening("Aase"[:2])
    ('as', 'a')
    """
    return spelling(letters)


@cache
def _distance() -> Any:
    """The distance in letters put in, left out, changed or swapped; loaded when first needed."""
    from rapidfuzz.distance import OSA

    return OSA.distance


def _forms(key: str) -> tuple[str, ...]:
    """A spelling, and what it may be the genitive of."""
    return (key, key[:-1]) if key[-1:] == "s" and len(key) > 3 else (key,)


def _words(value: str) -> list[str]:
    return _WORD.findall(composed(value)[0])


def _person(value: str, lexicon: Lexicon, *, is_staff: bool) -> tuple[list[str], list[str]]:
    """The first names and the last names of a full name, without titles and brackets."""
    text = _BRACKETS.sub(" ", composed(value)[0])
    last, comma, first = text.partition(",")
    if comma and _words(first):
        return _bare(first, lexicon), _bare(last, lexicon)
    words = _bare(text, lexicon)
    if len(words) == 1:
        flags = lexicon.every_flag(words[0])
        is_first = flags & Flag.FIRST and not (is_staff and flags & Flag.LAST)
        unknown = not flags & (Flag.FIRST | Flag.LAST) and not is_staff
        return (words, []) if is_first or unknown else ([], words)
    return _divided(words, lexicon)


def _bare(text: str, lexicon: Lexicon) -> list[str]:
    """The words of a name without titles, words for relatives, and what else is no name."""
    words = _words(text)
    if any(word[0].isupper() for word in words):
        words = [word for word in words if word[0].isupper() or word in PARTICLES]
    while len(words) > 1:
        flags = lexicon.every_flag(words[0])
        if not flags & _ROLES or flags & (Flag.FIRST | Flag.LAST):
            break
        words = words[1:]
    return words


def _divided(words: list[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Words in the order of speech, divided where the last names begin."""
    for number, word in enumerate(words[1:-1], start=1):
        flags = lexicon.every_flag(word)
        if word.lower() in PARTICLES or (flags & Flag.LAST and not flags & Flag.FIRST):
            return words[:number], words[number:]
    return words[:-1], words[-1:]
