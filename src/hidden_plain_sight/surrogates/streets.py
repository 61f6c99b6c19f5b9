"""Streets for streets: the same ending and the same shape of number."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft, Entry, entries
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.places import surrogate_place
from hidden_plain_sight.surrogates.words import case_like

__all__ = ["replaced_street", "street_lists"]

_NUMBERED: Final = re.compile(
    r"(?P<name>\D*?)(?P<rest>[\s,]*\b(?:nr\.?[ ]?)?[A-Z]?\d.*)?", re.DOTALL
)
_LABEL: Final = re.compile(
    r"(?:(?:postboks|boks|pb|leil(?:ighet)?|oppg(?:ang)?|gnr|bnr)\b\.?[\s:]*|[hukl](?=0\d))"
    r"(?=[A-Z]?\d)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+|(?<=\d)[ ]?[A-Za-z](?![a-zæøå])|(?<![^\W\d_])[A-Z](?![^\W\d_])")
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_HOUSES: Final = "ABCDEF"
_FAMILIES: Final = (
    ("veien", "vegen", "vei", "veg", "veia", "vn.", "vn", "v.", "v"),
    ("gaten", "gata", "gate", "gt.", "gt", "g."),
)
"""Endings that are the same thing written otherwise, so that any stem can take them."""


class StreetLists:
    """Streets by their ending, and the stems of streets by the family of their ending.

    >>> len(street_lists().pool("Storgata")) > 5
    True
    """

    def __init__(self) -> None:
        listed = read_gazetteer("street_suffixes").column("suffix")
        endings = {fold(suffix) for suffix in listed} | {e for f in _FAMILIES for e in f}
        self.endings = tuple(sorted(endings, key=lambda e: (-len(e), e)))
        names = [
            n for n in read_gazetteer("streets").column("name") if not any(map(str.isdigit, n))
        ]
        self.groups: dict[tuple[str, bool], list[str]] = {}
        for name in names:
            self.groups.setdefault((self.ending(name), " " in name), []).append(name)
        self.everything = entries(names)
        self._pools: dict[tuple[str, bool], tuple[Entry, ...]] = {}

    def ending(self, name: str) -> str:
        """The longest listed ending of a street, folded, with the blank before it if there is one.

        The empty string where it has none.
        """
        folded = fold(name)
        for ending in self.endings:
            if folded.endswith(ending) and len(folded) > len(ending) + 1:
                glued = folded[-len(ending) - 1].isalpha()
                if len(ending) > 2 or not glued or ending.endswith(".") or ending == "gt":
                    return ending if glued else folded[-len(ending) - 1] + ending
        return ""

    def pool(self, name: str) -> tuple[Entry, ...]:
        """Streets with the ending of the given one, of one word or of several as it is."""
        key = (self.ending(name), " " in name)
        if key not in self._pools:
            self._pools[key] = self._made(*key)
        return self._pools[key]

    def _made(self, ending: str, several: bool) -> tuple[Entry, ...]:
        names = list(self.groups.get((ending, several), ())) if ending else []
        blank = ending[:1] if ending[:1] in {" ", "-"} else ""
        family = next((f for f in _FAMILIES if ending.removeprefix(blank) in f), ())
        if len(names) < 12:
            names += [
                name[: -len(other)] + ending
                for other in (blank + word for word in family) if other != ending
                for name in self.groups.get((other, several), ())
            ]  # fmt: skip
        if len(names) < 4 and ending:
            stems = [
                n[: -len(e)] for e in ("veien", "gata") for n in self.groups.get((e, False), ())
            ]
            names += [stem + ending for stem in stems]
        return entries(names) or self.everything


@cache
def street_lists() -> StreetLists:
    """The lists, read at the first call."""
    return StreetLists()


def replaced_street(draft: Draft, text: str) -> str:
    """The surrogate of a street with its number, of a post box, of a flat, of a farm number.

    Raises ValueError where nothing in it can be replaced.
    """
    key = fold(text)
    label = _LABEL.match(text)
    if label:
        number, words = _split(text[label.end() :])
        return label.group() + _numbers(draft, f"{key} label", number) + _words(draft, words)
    match = _NUMBERED.fullmatch(text)
    name = text if match is None else match["name"]
    rest = "" if match is None else match["rest"] or ""
    if not _WORDS.search(name):
        return _numbers(draft, key, text)
    bare = name.rstrip(" ,")
    return _street(draft, bare) + name[len(bare) :] + (_numbers(draft, key, rest) if rest else "")


def _split(text: str) -> tuple[str, str]:
    """The numbers at the start of a text, and the words after them."""
    match = _WORDS.search(text)
    at = len(text) if match is None or fold(match.group()) in {"bnr", "gnr"} else match.start()
    return text[:at], text[at:]


def _words(draft: Draft, text: str) -> str:
    """The words after a post box: `Sentrum` stays, a place does not."""
    if not text or fold(text) in {"sentrum"} or fold(text) in known_words():
        return text
    return surrogate_place(draft, text)


def _street(draft: Draft, name: str) -> str:
    ledger = draft.ledger
    key = " ".join(fold(name).split())
    surrogate = ledger.surrogates.get(key)
    if surrogate is None:
        own = {word for word in _WORDS.findall(key) if len(word) > 4}
        chosen = ledger.chosen(
            "street", key, street_lists().pool(name),
            fits=lambda e: own.isdisjoint(_WORDS.findall(e.folded)[:-1]),
        )  # fmt: skip
        if chosen is None:
            raise ValueError("no free street")
        surrogate = chosen.text
    return case_like(name, surrogate)


def _numbers(draft: Draft, key: str, text: str) -> str:
    """The same text with other digits and house letters, never the same."""
    if not _NUMBER.search(text):
        raise ValueError("no number")

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("house number", f"{attempt} {key}")
        return _NUMBER.sub(lambda m: _other(m.group(), draws), text)

    for attempt in range(20):
        if (surrogate := made(attempt)) != text:
            return surrogate
    raise ValueError("no other number")


def _other(written: str, draws: Draws) -> str:
    if not written.isdigit():
        blank, letter = written[:-1], written[-1]
        others = [c for c in _HOUSES if c != letter.upper()]
        chosen = others[draws.below(len(others))]
        return blank + (chosen if letter.isupper() else chosen.lower())
    if len(written) == 4 and written[0] == "0" and written[2] == "0":
        return f"0{1 + draws.below(6)}0{1 + draws.below(8)}"
    first = "0" if written[0] == "0" and len(written) > 1 else str(1 + draws.below(9))
    return first + "".join(str(draws.below(10)) for _ in written[1:])
