"""Inline markup for detection tests: `innlagt [[12.05.2021]]` is a text with one marked span."""

from __future__ import annotations

import re

_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def unmarked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where the marked spans are in it."""
    text, spans, at = "", [], 0
    for match in _MARKS.finditer(example):
        text += example[at : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + example[at:], spans


def letters(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """The places of the letters and digits within spans."""
    return {n for start, end in spans for n in range(start, end) if text[n].isalnum()}
