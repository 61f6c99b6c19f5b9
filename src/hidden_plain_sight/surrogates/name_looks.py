"""What a name looks like: the sex and the origin of names that stand in no list, and endings."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["Looks", "ends_like_surname", "sex_of_ending", "turned_endings"]

_SOME: Final = 60
_SLAVIC: Final = (("ski", "ska"), ("cki", "cka"), ("sky", "skaya"), ("skyi", "ska"), ("ov", "ova"),
                  ("ev", "eva"), ("in", "ina"), ("yn", "yna"))  # fmt: skip
_ENDINGS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "pl": _SLAVIC[:2], "ru": _SLAVIC, "uk": _SLAVIC, "bg": _SLAVIC, "cs": (("", "ova"),),
    "lt": (("as", "iene"), ("as", "aite"), ("is", "iene"), ("is", "yte"), ("us", "iene"),
           ("us", "ute"), ("ys", "yte")),
    "lv": (("ins", "ina"), ("s", "a"), ("is", "e")), "is": (("son", "dottir"),),
}  # fmt: skip
"""By origin, how a man's surname ends, and how a woman's of the same family."""
_SURNAME_ENDINGS: Final = (
    "sen", "son", "rud", "stad", "vik", "land", "moen", "haug", "bakk", "berg", "heim", "set",
    "nes", "lien", "gård", "gaard", "dahl", "dal", "strand", "lund", "mark", "vold", "hagen",
    "fjord", "seth", "bø", "by", "li", "mo", "øy", "ås", "eng", "hus", "tveit", "sund", "ski",
    "vic", "enko", "ova", "ska",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """Words in order, each with what is known of it."""

    words: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]

    def nearest(self, letters: str) -> tuple[int, tuple[tuple[str, str], ...]]:
        """How many letters at the beginning two words at least share with some, and some such."""
        at = bisect_left(self.words, letters)
        shared = sorted(_shared(word, letters) for word in self.words[max(0, at - 2) : at + 2])
        length = shared[-2] if len(shared) > 1 else 0
        low = bisect_left(self.words, letters[:length])
        high = bisect_left(self.words, f"{letters[:length]}\U0010ffff")
        return length, self.kinds[low : high : max(1, (high - low) // _SOME)]


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    for length, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return length
    return min(len(one), len(other))


@dataclass(frozen=True, slots=True)
class Looks:
    """Listed names in both directions of their letters, so that the nearest to another are found.

    >>> looks = Looks.of([("annlaug", "f", "no"), ("sollaug", "f", "no"), ("amir", "m", "ar")])
    >>> looks.nearest("asplaug")
    ('f', 'no')
    """

    forward: _Row
    backward: _Row

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Looks:
        """From folded names with their sex and origin."""
        names = list(rows)
        ahead = sorted((f"{name}$", (sex, origin)) for name, sex, origin in names)
        back = sorted((f"{name[::-1]}^", (sex, origin)) for name, sex, origin in names)
        made = (_Row(tuple(w for w, _ in row), tuple(k for _, k in row)) for row in (ahead, back))
        return cls(*made)

    def nearest(self, folded: str) -> tuple[str, str]:
        """The sex that names with the same ending have most often, and the origin that fits best.

        The end of a name tells its sex; its end and, half as much, its beginning the origin.
        """
        sexes: defaultdict[str, float] = defaultdict(float)
        origins: defaultdict[str, float] = defaultdict(float)
        both = ((self.backward, f"{folded[::-1]}^", 2), (self.forward, f"{folded}$", 1))
        for row, letters, weight in both:
            length, found = row.nearest(letters)
            share = weight * length**2 / max(1, len(found))
            for sex, origin in found:
                sexes[sex] += (weight == 2) * share
                origins[origin] += share
        if not origins:
            return "u", "no"
        return max(sexes, key=lambda s: (sexes[s], s)), max(origins, key=lambda o: (origins[o], o))


def sex_of_ending(folded: str, origin: str) -> str:
    """The sex that a surname shows by its ending, `u` where it shows none.

    >>> sex_of_ending("kowalska", "pl"), sex_of_ending("kowalski", "pl"), sex_of_ending("moe", "no")
    ('f', 'm', 'u')
    """
    pairs = _ENDINGS.get(origin, ())
    if any(folded.endswith(hers) for _, hers in pairs):
        return "f"
    return "m" if any(folded.endswith(his) for his, _ in pairs) else "u"


def turned_endings(folded: str, origin: str) -> list[str]:
    """A surname as those of the other sex in the family bear it, in its possible forms.

    >>> turned_endings("kowalski", "pl"), turned_endings("moe", "no")
    (['kowalska'], [])
    """
    found = []
    for his, hers in _ENDINGS.get(origin, ()):
        if folded.endswith(hers):
            found.append(folded.removesuffix(hers) + his)
        elif folded and folded.endswith(his):
            found.append(folded[: len(folded) - len(his)] + hers)
    return found


def ends_like_surname(folded: str) -> bool:
    """Whether a word ends as surnames do, so that an s behind it is a genitive.

    >>> ends_like_surname("hestvold"), ends_like_surname("mattia")
    (True, False)
    """
    return len(folded) > 5 and folded.endswith(_SURNAME_ENDINGS)
