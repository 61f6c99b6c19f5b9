"""The project's lists as pools to draw from, and what is in them."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer

__all__ = [
    "FOREIGN",
    "drawn",
    "folded_column",
    "given_names",
    "is_listed",
    "items",
    "pool",
    "surnames",
    "word_given_names",
    "word_surnames",
    "words",
]

_SAMI: Final = frozenset({"sami", "kven"})
# origins, by how often their bearers turn up in Norwegian notes
FOREIGN: Final[dict[str, int]] = {
    "pl": 12, "lt": 7, "so": 8, "ar": 12, "ur": 6, "fa": 5, "tr": 5, "vi": 4, "ti": 5, "ta": 4,
    "sr": 5, "uk": 7, "th": 4, "ph": 4, "ru": 4, "de": 3, "en": 4, "sq": 3, "am": 3, "ku": 3,
    "hi": 3, "es": 2, "ro": 3, "af": 2, "lv": 2, "zh": 2, "nl": 2, "fr": 2, "sv": 4, "pt": 1,
    "it": 1, "hu": 1, "bg": 1, "sw": 1, "ng": 1, "da": 2, "fi": 2, "is": 2,
}  # fmt: skip
_LEAST: Final = 8
"""A pool of fewer items repeats itself too much."""


def drawn(random: Random, weights: dict[str, int]) -> str:
    """A key, drawn by its weight.

    >>> drawn(Random(1), {"a": 1, "b": 0})
    'a'
    """
    return random.choices(list(weights), list(weights.values()))[0]


@cache
def pool(name: str, column: str, **wanted: str) -> tuple[str, ...]:
    """The values of a list's column, in order, once each, in the rows that are as wanted.

    >>> "Vestland" in pool("fylker", "name", status="now")
    True

    A wanted value may name several, joined by `|`.
    """
    tests = {key: frozenset(value.split("|")) for key, value in wanted.items()}
    rows = read_gazetteer(name).records()
    fitting = (row[column] for row in rows if all(row[k] in v for k, v in tests.items()))
    return tuple(dict.fromkeys(value for value in fitting if value))


@cache
def folded_column(name: str, column: str) -> frozenset[str]:
    """A column's values as they are compared.

    >>> "kari" in folded_column("first_names", "name")
    True
    """
    return frozenset(fold(value) for value in read_gazetteer(name).column(column))


def is_listed(text: str, kind: str) -> bool:
    """Whether a name, place or unit stands in a list of its kind.

    >>> is_listed("Kari", "name"), is_listed("Xqaavik", "place")
    (True, False)
    """
    return fold(text) in _listed(kind)


@cache
def _listed(kind: str) -> frozenset[str]:
    columns = {
        "name": [("first_names", "name"), ("surnames", "name")],
        "place": [
            *((name, "name") for name in ("kommuner", "places", "boroughs", "regions")),
            *((name, "name") for name in ("former_kommuner", "fylker", "streets", "countries")),
            ("foreign_cities", "name"),
            ("postcodes", "poststed"),
        ],
        "unit": [("hospitals", "name"), ("clinics", "name"), ("nursing_homes", "name")],
    }[kind]
    found = frozenset[str]().union(*(folded_column(name, column) for name, column in columns))
    if kind == "unit":
        shorts = (s for row in pool("hospitals", "short_forms") for s in row.split("|"))
        return found | {fold(short) for short in shorts}
    return found


def _origins(group: str) -> str:
    return "|".join(sorted(_SAMI if group == "sami" else {group}))


@cache
def given_names(sex: str, group: str, band: str = "1|2|3") -> tuple[str, ...]:
    """Given names of a sex, of the group `no`, `sami` or an origin, and of some bands.

    >>> "Kari" in given_names("f", "no", "1")
    True
    """
    sexes = f"{sex}|u"
    found = pool("first_names", "name", sex=sexes, origin=_origins(group), band=band)
    return found if len(found) >= _LEAST else given_names(sex, "no", "1|2|3")


@cache
def surnames(group: str, band: str = "1|2|3") -> tuple[str, ...]:
    """Surnames of the group `no`, `sami` or an origin, and of some bands.

    >>> "Hansen" in surnames("no", "1")
    True
    """
    found = pool("surnames", "name", origin=_origins(group), band=band)
    return found if len(found) >= _LEAST else surnames("no", "1|2|3")


@cache
def _words() -> frozenset[str]:
    return folded_column("common_words", "word") | folded_column("sentence_words", "word")


@cache
def word_given_names(sex: str) -> tuple[str, ...]:
    """Norwegian given names that are ordinary words as well.

    >>> "Liv" in word_given_names("f"), "Dag" in word_given_names("m")
    (True, True)
    """
    return tuple(name for name in given_names(sex, "no") if fold(name) in _words())


@cache
def word_surnames() -> tuple[str, ...]:
    """Norwegian surnames that are ordinary words as well.

    >>> "Hals" in word_surnames()
    True
    """
    return tuple(name for name in surnames("no") if fold(name) in _words())


def words(text: str) -> tuple[str, ...]:
    """The words of a text.

    >>> words("a b")
    ('a', 'b')
    """
    return tuple(text.split())


def items(text: str) -> tuple[str, ...]:
    """What strokes divide in a text of several lines.

    >>> items("a b|c")
    ('a b', 'c')
    """
    return tuple(text.replace("\n", "").split("|"))
