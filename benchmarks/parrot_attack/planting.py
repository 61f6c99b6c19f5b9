"""Documents of which a few identifiers were missed, and all others replaced."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Replacement, Span
from hidden_plain_sight.surrogates import Repeat, SurrogateWriter
from hidden_plain_sight.surrogates.choice import Choice
from hidden_plain_sight.surrogates.name_lists import first_names, last_names, split_name
from hidden_plain_sight.synthesis import SyntheticNote

__all__ = ["Identifier", "Missed", "Output", "agreement", "planted"]

_KEY: Final = b"a key that guards nothing at all"
_FINE: Final = 1_000_000
_NAMES: Final = frozenset({"FIRST_NAME", "LAST_NAME"})
_NAME: Final = re.compile(r"[^\W\d_]{3,}")


class Missed(StrEnum):
    """What is missed: each mention by itself, or a word at all its places in the document.

    >>> Missed("word") is Missed.WORD
    True

    Papers draw each mention by itself. Detection that looks for other mentions of what it found,
    and an audit that does, leave only words that were missed throughout.
    """

    MENTION = "mention"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of an output: a surrogate, or a leak.

    `word` is how a reader compares it with others: folded and without a genitive s. `meant` is
    the same of the original, which no reader sees. `is_fitting` says that it could be a surrogate:
    of a name, that its words are among those that surrogates are taken from.
    """

    start: int
    end: int
    label: str
    word: str
    meant: str
    is_leak: bool
    is_fitting: bool


@dataclass(frozen=True, slots=True)
class Output:
    """A document as it leaves the house."""

    text: str
    identifiers: tuple[Identifier, ...]


def planted(
    notes: Iterable[SyntheticNote], *, rate: float, missed: Missed, repeat: Repeat
) -> list[Output]:
    """The notes with a share of their identifiers left in clear and surrogates for the others.

    What is missed at one rate is missed at every higher one, and under every strategy.
    """
    writer = SurrogateWriter(key=_KEY, repeat=repeat)
    return [_output(note, _chosen(note, rate, missed), writer) for note in notes]


def _chosen(note: SyntheticNote, rate: float, missed: Missed) -> set[int]:
    choice = Choice(_KEY, note.document.id)
    found = set()
    for at, span in enumerate(note.spans):
        what = str(at)
        if missed is Missed.WORD:
            what = f"{span.label} {_word(note.document.text[span.start : span.end])}"
        if choice.number("missed", what, _FINE) < rate * _FINE:
            found.add(at)
    return found


def _output(note: SyntheticNote, missed: set[int], writer: SurrogateWriter) -> Output:
    text, made = (
        note.document.text,
        writer.write(
            note.document, [span for at, span in enumerate(note.spans) if at not in missed]
        ),
    )
    found = [
        _identifier(
            made.text,
            r.new_start,
            r.new_end,
            Span(r.start, r.end, r.category, r.subtype),
            text,
            is_leak=False,
        )
        for r in made.replacements
    ]
    for span in (note.spans[at] for at in missed):
        moved = _moved(made.replacements, span)
        if moved is not None:
            found.append(
                _identifier(
                    made.text, span.start + moved, span.end + moved, span, text, is_leak=True
                )
            )
    return Output(made.text, tuple(sorted(found, key=lambda one: one.start)))


def _moved(replacements: Sequence[Replacement], span: Span) -> int | None:
    """How far a leak has moved; None where the writer took it into the span beside it."""
    after = bisect_right(replacements, span.start, key=lambda one: one.end)
    if after < len(replacements) and replacements[after].start < span.end:
        return None
    before = replacements[after - 1] if after else None
    return before.new_end - before.end if before else 0


def _identifier(
    text: str, start: int, end: int, span: Span, original: str, *, is_leak: bool
) -> Identifier:
    written = text[start:end]
    return Identifier(
        start, end, span.label, _word(written), _word(original[span.start : span.end]), is_leak,
        span.label not in _NAMES or all(map(_is_candidate, _NAME.findall(written))),
    )  # fmt: skip


def _word(text: str) -> str:
    return fold(text).removesuffix("s")


@cache
def _is_candidate(word: str) -> bool:
    folded = fold(split_name(word)[0])
    return any(names().entry(folded) for names in (first_names, last_names))


def agreement(outputs: Sequence[Output]) -> tuple[int, int]:
    """Of the surrogates for a word that came before, how many are the same as the last time."""
    same = again = 0
    for output in outputs:
        last: dict[tuple[str, str], str] = {}
        for one in output.identifiers:
            if one.is_leak:
                continue
            before = last.get((one.label, one.meant))
            again += before is not None
            same += before == one.word
            last[one.label, one.meant] = one.word
    return same, again
