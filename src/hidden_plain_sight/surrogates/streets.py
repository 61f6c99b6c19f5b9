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
from hidden_plain_sight.surrogates.place_choice import echoes
from hidden_plain_sight.surrogates.place_words import SIDES, is_premises, kind_of
from hidden_plain_sight.surrogates.places import surrogate_place
from hidden_plain_sight.surrogates.words import case_like

__all__ = ["is_street", "replaced_street", "street_lists"]

_NUMBERED: Final = re.compile(
    r"(?P<name>(?:\d{1,2}\.[ ]?(?=[^\W\d_]))?\D*?)(?P<rest>[\s,]*\b(?:nr\.?[ ]?)?[A-Z]?\d.*)?",
    re.DOTALL,
)
_LABEL: Final = re.compile(
    r"(?:(?:postboks|boks|pb|leil(?:ighet)?|oppg(?:ang)?|gnr|bnr)\b\.?[\s:]*|[hukl](?=0\d))"
    r"(?=[A-Z]?\d|[A-Z]\b)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(?P<first>\d+)(?P<letter>[ ]?[A-Za-z](?![^\W\d_]))?"
    r"(?:(?P<until>[ ]?[-–/][ ]?)(?P<last>\d+)(?![./\d]))?"
    r"|(?<![^\W\d_])(?P<stair>[A-Z])(?![^\W\d_])"
)
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_AFTER: Final = re.compile(
    r"(?<=[ ,])(?!(?:Leil|Oppg|Etg|Inng)\w*\b)[^\W\d_a-zæøå][^\W\d_]{2,}(?:[ ][^\W\d_]+)*$"
)
"""A place right after the number of a house."""
_HOUSES: Final = "ABCDEF"
_WIDEST: Final = 20
"""How far the first and the last number of a house lie apart at most."""
_CLEAR: Final = ("svingen", "stien", "smauet", "smuget", "terrasse", "terrassen", "allé", "alléen",
                 "alle", "tråkka", "kroken")  # fmt: skip
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
        self.names = frozenset(entry.folded for entry in self.everything)
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
                    return f" {ending}" if folded[-len(ending) - 1] == " " else ending
        return ""

    def pool(self, name: str) -> tuple[Entry, ...]:
        """Streets with the ending of the given one, of one word or of several as it is."""
        key = (self.ending(name), " " in name)
        if key not in self._pools:
            self._pools[key] = self._made(*key)
        return self._pools[key]

    def _made(self, ending: str, several: bool) -> tuple[Entry, ...]:
        names = list(self.groups.get((ending, several), ())) if ending else []
        blank = " " if ending[:1] == " " else ""
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


def is_street(text: str) -> bool:
    """Whether a text is a street for certain: listed, or with an ending that only streets have.

    >>> is_street("Alf Prøysens veg"), is_street("Solbakken"), is_street("Bergen")
    (True, True, False)
    """
    if _LABEL.match(text):
        return True
    folded = fold(text).rstrip(" ,")
    lists = street_lists()
    if folded in lists.names:
        return True
    if any(is_premises(word) or kind_of(word) is not None for word in folded.split()[:-1]):
        return False
    ending = lists.ending(folded).strip()
    return ending in _CLEAR or any(ending in family for family in _FAMILIES if ending)


def replaced_street(draft: Draft, text: str) -> str:
    """The surrogate of a street with its number, of a post box, of a flat, of a farm number.

    Raises ValueError where nothing in it can be replaced.
    """
    label = _LABEL.match(text)
    if label:
        number, words = _split(text[label.end() :])
        if len(number) == 1 and number.isalpha():
            other = _other(draft, "", number.upper())
            return label.group() + (other if number.isupper() else other.lower())
        return label.group() + _numbers(draft, "", number) + _words(draft, words)
    match = _NUMBERED.fullmatch(text)
    name = text if match is None else match["name"]
    rest = "" if match is None else match["rest"] or ""
    if not _WORDS.search(name):
        return _numbers(draft, "", text)
    bare = name.rstrip(" ,")
    after = _AFTER.search(rest)
    end = after.start() if after else len(rest)
    numbers = _numbers(draft, fold(bare), rest[:end]) if rest else ""
    place = surrogate_place(draft, rest[end:]) if after else ""
    return _street(draft, bare) + name[len(bare) :] + numbers + place


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
        own = {word for word in _WORDS.findall(key) if word not in SIDES}

        def fits(entry: Entry) -> bool:
            words = _WORDS.findall(entry.folded)
            names = [w for w in words if w not in street_lists().endings and w not in SIDES]
            return own.isdisjoint(names) and not any(echoes(ledger, name) for name in names)

        chosen = ledger.chosen("street", key, street_lists().pool(name), fits=fits)
        if chosen is None:
            raise ValueError("no free street")
        surrogate = chosen.text
    return surrogate if name[0].isdigit() else case_like(name, surrogate)


def _numbers(draft: Draft, street: str, text: str) -> str:
    """The same text with other numbers and house letters; within a street no two become one."""
    if not _NUMBER.search(text):
        raise ValueError("no number")

    def other(match: re.Match[str]) -> str:
        if match["stair"]:
            return _other(draft, street, match["stair"])
        first, letter, last = match["first"], match["letter"] or "", match["last"]
        made = _other(draft, street, first)
        if letter:
            new = _other(draft, f"{street} {first}", letter.strip().upper())
            made += letter[:-1] + (new if letter.isupper() else new.lower())
        if not last:
            return made
        step = int(last) - int(first)
        ahead = 0 < step <= _WIDEST and len(first) == len(last)
        until = str(int(made) + step) if ahead and made.isdigit() else _other(draft, street, last)
        return made + match["until"] + until

    return _NUMBER.sub(other, text)


def _other(draft: Draft, street: str, written: str) -> str:
    """Another number or letter of its shape, the same for the same one of the same street."""
    ledger = draft.ledger
    key = f"house:{street}:{written}"
    known = ledger.surrogates.get(key)
    attempt = 0
    while known is None:
        made = _made(ledger.choice.draws("house number", f"{attempt} {key}"), written)
        taken = f"house:{street}:={made}"
        attempt += 1
        if made != written and (attempt > _WIDEST or taken not in ledger.taken):
            known = ledger.enter(key, made, taken)
    return known


def _made(draws: Draws, written: str) -> str:
    if not written.isdigit():
        return _HOUSES[draws.below(len(_HOUSES))]
    if len(written) == 4 and written[0] == "0":
        flat = f"0{1 + draws.below(8)}" if written[2] == "0" else f"1{draws.below(3)}"
        return f"0{1 + draws.below(6)}{flat}"
    if len(written) == 3 and written[1] == "0":
        return f"{1 + draws.below(6)}0{1 + draws.below(8)}"
    first = "0" if written[0] == "0" and len(written) > 1 else str(1 + draws.below(9))
    return first + "".join(str(draws.below(10)) for _ in written[1:])
