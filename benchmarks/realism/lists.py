"""The shipped lists as anybody can read them: what is in them, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer

__all__ = ["column", "listed", "words"]


@cache
def listed(kind: str) -> dict[str, tuple[str, ...]]:
    """Every first name, last name, place or country, folded, and what its list says of it.

    >>> listed("first name")["kari"]
    ('band 1', 'sex f', 'origin no')

    Of a name that is listed twice, the most usual.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, says in sorted(_rows(kind), key=lambda row: row[1][0]):
        found.setdefault(fold(name), says)
    return found


def _rows(kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if kind == "first name":
        for r in read_gazetteer("first_names").records():
            yield r["name"], (f"band {r['band']}", f"sex {r['sex']}", f"origin {r['origin']}")
    elif kind == "last name":
        for r in read_gazetteer("surnames").records():
            yield r["name"], (f"band {r['band']}", f"origin {r['origin']}")
    elif kind == "country":
        for r in read_gazetteer("countries").records():
            yield r["name"], (f"kind {r['kind']}",)
    else:
        for r in read_gazetteer("places").records():
            yield r["name"], (f"band {r['size_band']}", f"kind {r['kind']}")
        for r in read_gazetteer("kommuner").records():
            yield r["name"], (f"band {r['inhabitants_band']}", "kind kommune")
        for name in ("boroughs", "former_kommuner", "regions", "fylker", "foreign_cities"):
            for r in read_gazetteer(name).records():
                yield r["name"], ("band –", f"kind {name}")


@cache
def column(name: str, of: str) -> frozenset[str]:
    """The folded values of one column of a list.

    >>> "storgata" in column("streets", "name")
    True
    """
    return frozenset(fold(value) for value in read_gazetteer(name).column(of))


@cache
def words() -> frozenset[str]:
    """Ordinary words, which no surrogate is, on purpose.

    >>> "smerte" in words()
    True
    """
    return column("common_words", "word") | column("sentence_words", "word")
