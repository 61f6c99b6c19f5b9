"""Found once, caught everywhere: the other mentions of names that a document has shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hidden_plain_sight.detection.lexicon import Flag, Lexicon
from hidden_plain_sight.detection.text_view import TextView
from hidden_plain_sight.phi import Category, Span, Subtype

__all__ = ["other_mentions"]

_CONFIDENT: Final = 0.65
_SCORE: Final = 0.8


def other_mentions(view: TextView, spans: Sequence[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Yield the mentions, not covered yet, of what was found with confidence.

    A word is sought as it stands, with a genitive ending, and in capitals. An ordinary word is
    sought with a capital only; initials are not sought.
    """
    taken = [(span.start, span.end) for span in spans]
    for word, (category, subtype) in sorted(_surfaces(view, spans).items()):
        lower_case_too = not lexicon.flags(word.capitalize()) & (Flag.WORD | Flag.SENTENCE)
        at = view.lower.find(word)
        while at >= 0:
            end = _end(view, at, len(word))
            free = end and not any(start < end and at < stop for start, stop in taken)
            if free and (lower_case_too or view.text[at].isupper()):
                if not _ordinary_here(view, at, lower_case_too):
                    yield Span(at, end, category, subtype, _SCORE, "document.mention")
                    taken.append((at, end))
            at = view.lower.find(word, at + 1)


def _ordinary_here(view: TextView, at: int, lower_case_too: bool) -> bool:
    """Whether an ordinary word has its capital from the start of the sentence only."""
    return not lower_case_too and view.begins_sentence(at)


def _surfaces(
    view: TextView, spans: Sequence[Span]
) -> dict[str, tuple[Category, Subtype | None]]:
    """The words and units to look for, lower case, with what they are."""
    found: dict[str, tuple[Category, Subtype | None]] = {}
    for span in spans:
        if span.score < _CONFIDENT:
            continue
        if span.category is Category.NAME and span.subtype is not Subtype.INITIALS:
            whole = view.lower[span.start : span.end]
            for word in {whole, *whole.split()}:
                bare = word.strip(".,' ’")
                if len(bare) > 2:
                    found.setdefault(bare, (span.category, span.subtype))
        elif span.category is Category.HEALTH_CARE_UNIT and span.end - span.start > 6:
            surface = view.lower[span.start : span.end]
            found.setdefault(surface, (span.category, None))
    return found


def _end(view: TextView, at: int, length: int) -> int:
    """Where a mention that begins here ends, its genitive included; 0 if it is part of a word."""
    text = view.text
    if at and (text[at - 1].isalnum() or text[at - 1] == "_"):
        return 0
    end = at + length
    if end == len(text) or not text[end].isalnum():
        return end + 2 if end < len(text) and text[end] in "'’" and _closes(text, end + 1, "s") else end
    return end + 1 if _closes(text, end, "s") else 0


def _closes(text: str, at: int, ending: str) -> bool:
    """Whether a word ends here with an ending."""
    end = at + len(ending)
    return text[at:end] == ending and (end == len(text) or not text[end].isalnum())
