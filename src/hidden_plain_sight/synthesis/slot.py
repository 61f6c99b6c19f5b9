"""A slot of a template, as it is written between braces."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Slot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot in braces: its name, its form after dots, and what follows a colon.

    >>> Slot.read("Date.dm:-3")
    Slot(name='date', form='dm', argument='-3', capital=True)
    """

    name: str
    form: str = ""
    argument: str = ""
    capital: bool = False

    @classmethod
    def read(cls, text: str) -> Slot:
        """Read what stands between the braces."""
        head, _, argument = text.partition(":")
        name, _, form = head.partition(".")
        return cls(name[:1].lower() + name[1:], form, argument, name[:1].isupper())
