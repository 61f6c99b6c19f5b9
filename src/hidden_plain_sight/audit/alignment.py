"""What stands in the place of each span, told from the original and the new text alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from hidden_plain_sight.phi import Span

__all__ = ["aligned"]

_SECONDS: Final = 5.0
"""Longer is not tried: the texts then count as texts that do not agree."""


def aligned(text: str, spans: Sequence[Span], new_text: str) -> tuple[str, ...] | None:
    """The surrogates of the spans; None where more than the spans was changed.

    >>> from hidden_plain_sight.phi import Category
    >>> spans = [Span(0, 4, Category.NAME), Span(14, 18, Category.NAME)]
    >>> aligned("Kari kom, sa  Kari.", spans, "Inger kom, sa  Inger.")
    ('Inger', 'Inger')
    >>> aligned("Kari kom, sa  Kari.", spans, "Inger kom, SA  Inger.") is None
    True

    `spans` are in order and do not overlap. Where several divisions are possible, the first
    surrogates are as short as can be.
    """
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += (regex.escape(text[at : span.start]), "(.+?)")
        at = span.end
    pieces.append(regex.escape(text[at:]))
    try:
        match = regex.fullmatch("".join(pieces), new_text, regex.DOTALL, timeout=_SECONDS)
    except TimeoutError:
        return None
    return None if match is None else match.groups()
