"""Locations of every shape: addresses, postcodes with their places, and places."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.place_words import LINKING_WORDS, SIDES, is_premises, kind_of
from hidden_plain_sight.surrogates.places import replaced_place
from hidden_plain_sight.surrogates.postcodes import replaced_postcode
from hidden_plain_sight.surrogates.streets import is_street, replaced_street, street_lists
from hidden_plain_sight.surrogates.unit_words import is_generic

__all__ = ["replaced_location"]

_DIGIT: Final = re.compile(r"\d")
_BORDER: Final = re.compile(r"(,\s*|\n|(?<=[\dA-Za-z])[ ]+(?=\d{4}[ ][^\W\d_]))")
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_GENERIC: Final = frozenset({"postboks", "boks", "leil", "leilighet", "oppgang", "oppg", "etg",
                             "etasje", "inngang", "bnr", "gnr", "gbnr"})  # fmt: skip
_LAND: Final = {"n": "NO", "no": "N"}
"""The mark of Norway before a postcode."""


def replaced_location(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a street, a postcode, a place or a country.

    None where something in it that names a place would stay.
    """
    made: str | None
    folded = fold(text)
    if span.subtype is Subtype.STREET:
        is_number = text.isdigit()
        made = replaced_street(draft, text) if is_number else _replaced_address(draft, span, text)
    elif _DIGIT.search(text):
        made = replaced_postcode(draft, span, text) or _replaced_address(draft, span, text)
    elif folded in _LAND:
        return _LAND[folded]
    elif folded not in place_lists().groups and is_street(text):
        made = replaced_street(draft, text)
    else:
        made = replaced_place(draft, span, text)
        if folded in place_lists().groups:
            return made
    return None if made is None or _leaves_name(text, made) else made


def _replaced_address(draft: Draft, span: Span, text: str) -> str:
    """An address line by line and comma by comma."""
    pieces = _BORDER.split(text)
    done: list[str] = []
    number = 0
    while number < len(pieces):
        pair = "".join(pieces[number : number + 3])
        is_pair = pieces[number].strip().isdigit() and replaced_postcode(draft, span, pair)
        if is_pair and number + 2 < len(pieces):
            done.append(is_pair)
            number += 3
            continue
        done.append(_replaced_piece(draft, span, pieces[number], first=number == 0))
        number += 1
    return "".join(done)


def _replaced_piece(draft: Draft, span: Span, piece: str, *, first: bool) -> str:
    if not any(map(str.isalnum, piece)):
        return piece
    postcode = replaced_postcode(draft, span, piece)
    if postcode is not None:
        return postcode
    if not first and not any(map(str.isdigit, piece)) and not is_street(piece):
        return replaced_place(draft, span, piece) or piece
    return replaced_street(draft, piece)


def _leaves_name(text: str, surrogate: str) -> bool:
    """Whether a word that names something stands in both."""
    shared = set(_NAME.findall(fold(text))).intersection(_NAME.findall(fold(surrogate)))
    return not all(
        word in known_words()
        or word in _GENERIC
        or word in SIDES
        or word in LINKING_WORDS
        or kind_of(word) is not None
        or is_premises(word)
        or is_generic(word)
        or word in street_lists().endings
        for word in shared
    )
