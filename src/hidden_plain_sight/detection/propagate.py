"""Found once, caught everywhere: the other mentions of names that a document has shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.name_context import acts
from hidden_plain_sight.detection.text_view import TextView
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["other_mentions"]

_SIGNS_BEFORE: Final = re.compile(r"(?:[/(]|\b(?:sign|dikt|skr)\w*\.?:?|\s{3}|\d\s|\n|[.,] )[ ]?$")
_CLOSES_LINE: Final = re.compile(r"\)?\.?[ \t]*(?:$|[\r\n/)])")
_CONFIDENT: Final = 0.55
_SCORE: Final = 0.8


def other_mentions(
    view: TextView, spans: Sequence[Candidate], lexicon: Lexicon, *, small_letters: bool = False
) -> Iterator[Candidate]:
    """Yield the mentions, not covered yet, of what was found with confidence.

    A word is sought as it stands, with a genitive ending, and in capitals. An ordinary word is
    sought with a capital only, unless the note has none (`small_letters`).
    """
    taken = {at for span in spans for at in range(span.start, span.end)}
    yield from _initials(view, spans, taken, lexicon)
    for word, (category, subtype, score) in sorted(_surfaces(view, spans).items()):
        flags = lexicon.every_flag(word)
        usual = flags & Flag.USUAL and flags & Flag.FIRST and not flags & Flag.SENTENCE
        lower_case_too = (len(word) > 2 and not flags & (Flag.WORD | Flag.SENTENCE)) or bool(
            small_letters and usual
        )
        at = view.lower.find(word)
        while at >= 0:
            if at in taken:
                at = view.lower.find(word, at + 1)
                continue
            end = _end(view, at, len(word))
            free = end and end - 1 not in taken
            cased = lower_case_too or view.text[at].isupper()
            if free and cased and not _ordinary_here(view, at, end, lower_case_too):
                yield Candidate(at, end, category, subtype, score, "document.mention")
                taken.update(range(at, end))
            at = view.lower.find(word, at + 1)


def _initials(
    view: TextView, spans: Sequence[Candidate], taken: set[int], lexicon: Lexicon
) -> Iterator[Candidate]:
    """The initials of persons whose names were found, where signatures stand.

    `KN` after a slash, in brackets, or at the end of a line is Kari Nordli's; within a sentence
    it is so unless it is an abbreviation.
    """
    text = view.text
    for letters in sorted(_initials_of(view, spans)):
        known = lexicon.flags(letters) & (Flag.ABBREVIATION | Flag.WORD | Flag.HOSPITAL)
        for surface in (letters, letters.lower()):
            for start, end in _words_like(text, surface):
                if start in taken:
                    continue
                signs = _SIGNS_BEFORE.search(text, max(0, start - 24), start)
                closes = _CLOSES_LINE.match(text, end)
                if (signs and closes) or (surface.isupper() and (closes or signs or not known)):
                    yield Candidate(
                        start, end, Category.NAME, Subtype.INITIALS, _SCORE, "document.initials"
                    )
                    taken.update(range(start, end))


def _words_like(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Where a surface stands as a word of its own, not after a full stop."""
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if not (before.isalnum() or before in {"_", "."} or after.isalnum() or after == "_"):
            yield start, end
        start = text.find(surface, start + 1)


def _initials_of(view: TextView, spans: Sequence[Candidate]) -> set[str]:
    """The initials of every first name that a last name follows."""
    found = set()
    for first, last in pairwise(spans):
        if (
            first.subtype is Subtype.FIRST_NAME
            and last.subtype is Subtype.LAST_NAME
            and len(view.text[first.end : last.start].strip()) == 0
        ):
            words = re.split(r"[ -]+", view.text[first.start : last.end])
            every = "".join(word[0] for word in words if word)
            found |= {every.upper(), (every[0] + every[-1]).upper()}
    return {letters for letters in found if len(letters) > 1 and letters.isalpha()}


def _ordinary_here(view: TextView, at: int, end: int, lower_case_too: bool) -> bool:
    """Whether an ordinary word may have its capital from the start of the sentence alone.

    Where a verb follows it is the person that the document has shown.
    """
    if lower_case_too or not view.begins_sentence(at):
        return False
    return not (acts(view, end) or _VERB_AFTER.match(view.text, end))


_VERB_AFTER: Final = re.compile(
    r"[ ][a-zæøå]{2,}(?:r|te|de|dde|ges|nges)\b|[ ]og[ ][A-ZÆØÅ]|s?[ ]\("
)


def _surfaces(
    view: TextView, spans: Sequence[Candidate]
) -> dict[str, tuple[Category, Subtype | None, float]]:
    """The words and units to look for, lower case, with what they are."""
    found: dict[str, tuple[Category, Subtype | None, float]] = {}
    for span in spans:
        if span.score < _CONFIDENT:
            continue
        if span.category is Category.NAME and span.subtype is not Subtype.INITIALS:
            whole = view.lower[span.start : span.end]
            for word in {whole, *whole.split()}:
                bare = word.strip(".,' ’")
                if len(bare) > 1:
                    found.setdefault(bare, (span.category, span.subtype, max(span.score, _SCORE)))
        elif span.category is Category.HEALTH_CARE_UNIT and span.end - span.start > 6:
            surface = view.lower[span.start : span.end]
            found.setdefault(surface, (span.category, None, max(span.score, _SCORE)))
    return found


def _end(view: TextView, at: int, length: int) -> int:
    """Where a mention that begins here ends, its genitive included; 0 if it is part of a word."""
    text = view.text
    if at and (text[at - 1].isalnum() or text[at - 1] == "_"):
        return 0
    end = at + length
    if end == len(text) or not text[end].isalnum():
        return (
            end + 2
            if end < len(text) and text[end] in "'’" and _closes(text, end + 1, "s")
            else end
        )
    return end + 1 if _closes(text, end, "s") else 0


def _closes(text: str, at: int, ending: str) -> bool:
    """Whether a word ends here with an ending."""
    end = at + len(ending)
    return text[at:end] == ending and (end == len(text) or not text[end].isalnum())
