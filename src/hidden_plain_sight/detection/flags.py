"""What a word can be, as bits that are put together once a word and looked at many times."""

from __future__ import annotations

from typing import Final

__all__ = ["LISTED", "ORDINARY", "ROLE", "Flag", "may_be_name"]


class Flag:
    """What a word can be, as bits of an int; a word may be many things.

    Plain ints and no `enum.Flag`: they are combined for every word of every note.
    """

    FIRST = 1
    LAST = 1 << 1
    PLACE = 1 << 2
    COUNTRY = 1 << 3
    EPONYM = 1 << 4
    DRUG = 1 << 5
    ABBREVIATION = 1 << 6
    WORD = 1 << 7
    SENTENCE = 1 << 8
    TITLE = 1 << 9
    KIN = 1 << 10
    PATIENT = 1 << 11
    PERSON = 1 << 12
    INSTITUTION = 1 << 13
    DEPARTMENT = 1 << 14
    SPECIALTY = 1 << 15
    LEGAL = 1 << 16
    HOSPITAL = 1 << 17
    MONTH = 1 << 18
    STREET = 1 << 19
    PREPOSITION = 1 << 20
    PHRASE = 1 << 21
    TRIGGER = 1 << 22
    CAPITAL = 1 << 23
    UPPER = 1 << 24
    NAMELIKE = 1 << 25
    """An unlisted word with an ending that surnames and places have (-stad, -heim, -sen)."""
    UNSURE = 1 << 26
    """A listed name that the list itself marks as no evidence alone."""
    UNSURE_PLACE = 1 << 37
    """A listed place that the list itself marks as no evidence alone."""
    INITIAL = 1 << 27
    STREET_NAME = 1 << 28
    PARTICLE = 1 << 29
    STRONG_EPONYM = 1 << 30
    USUAL = 1 << 31
    """A name of the first frequency band, or of the second within Norway."""
    SUBJECT = 1 << 32
    """What a unit is for, within its name."""
    TOWN = 1 << 34
    """A kommune or a place with 2,000 inhabitants or more."""
    UNSURE_UNIT = 1 << 35
    """A short form of a hospital that means other things too."""
    NAMEABLE = 1 << 36
    """A word as written that may be part of a name (`may_be_name`)."""
    CAPITALS = 1 << 33
    """A short form that is written in capitals, and another word when it is not."""


LISTED: Final = Flag.FIRST | Flag.LAST
ORDINARY: Final = Flag.WORD | Flag.SENTENCE | Flag.UNSURE
ROLE: Final = (
    Flag.TITLE | Flag.KIN | Flag.PATIENT | Flag.PERSON | Flag.INSTITUTION | Flag.DEPARTMENT
    | Flag.LEGAL
)  # fmt: skip
_OTHER_SENSE: Final = (
    Flag.SENTENCE | Flag.WORD | Flag.SPECIALTY | Flag.MONTH | Flag.DRUG | Flag.COUNTRY
    | Flag.STRONG_EPONYM | Flag.STREET
)  # fmt: skip


def may_be_name(flags: int, word: str) -> bool:
    """Whether a word, as written, may be part of a name at all.

    >>> may_be_name(Flag.CAPITAL, "Nordli"), may_be_name(Flag.CAPITAL | Flag.TITLE, "Lege")
    (True, False)
    """
    if not flags & Flag.CAPITAL:
        return bool(flags & LISTED) and not flags & ORDINARY
    if flags & ROLE:
        return False
    if flags & LISTED:
        return not (flags & Flag.ABBREVIATION and flags & Flag.UPPER and len(word) < 4)
    if flags & Flag.INITIAL:
        return True
    if flags & Flag.TRIGGER or (flags & Flag.UPPER and not word.strip("IVX")):
        return False
    if flags & Flag.ABBREVIATION and flags & Flag.UPPER:
        return False
    if flags & Flag.STREET and flags & Flag.NAMELIKE:
        return not flags & _OTHER_SENSE & ~Flag.STREET
    return not flags & _OTHER_SENSE
