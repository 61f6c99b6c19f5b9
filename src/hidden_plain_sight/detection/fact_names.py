"""Where a text names those who are known: in any spelling, unless the word is only a word there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import LISTED, ORDINARY, ROLE, Flag
from hidden_plain_sight.detection.known_names import (
    PARTICLES,
    KnownNames,
    Likeness,
    NamePart,
    opening,
    spelling,
)
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.name_context import (
    Cue,
    acts,
    acts_as_patient,
    cue_before,
    heads_eponym,
    is_apposed,
)
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["find_known_names"]

_PIECE: Final = re.compile(r"[^\W\d_]+")
_SCORES: Final = {Likeness.SAME: 0.98, Likeness.VARIANT: 0.96, Likeness.MISSPELT: 0.85}
_ANOTHER: Final = 0.8
"""A word that is itself a listed name, and nearly that of somebody who is known."""
_WITHIN: Final = 0.6
"""A name within that of a street or a place: theirs, unless no rule takes the whole."""
_OTHER_SENSE: Final = (
    ORDINARY | ROLE | Flag.SPECIALTY | Flag.SUBJECT | Flag.MONTH | Flag.DRUG | Flag.PREPOSITION
    | Flag.ABBREVIATION
)  # fmt: skip
_NAMES_OTHERS: Final = _OTHER_SENSE | Flag.PLACE | Flag.COUNTRY | Flag.HOSPITAL
_JOINT: Final = re.compile(r"[ \u00a0]{1,2}|-|,[ ]|\.[ ]|\n")
_SPLIT_JOINT: Final = re.compile(r"[ ]|-[ ]?|['’]")
_PLACE_AFTER: Final = re.compile(
    r"[ ](?:gate|gata|gaten|gt|vei|veien|veg|vegen|plass|allé|terrasse|torg|kommune|fylke|bydel|"
    r"gård|gard|skole|skule|barneskole|barnehage|kirke|kyrkje|hospital|sykehus|sjukehus|sykehjem|"
    r"sjukeheim|legesenter|legekontor|stiftelse|minde)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE: Final = re.compile(r"\b(?:i|på|fra|frå|til|nær|ved)[ ]$", re.IGNORECASE)
_PARTICLES_BEFORE: Final = re.compile(
    rf"(?<![^\W\d_])(?:(?:{'|'.join(sorted(PARTICLES))})[ -])+$", re.IGNORECASE
)
_INITIAL_BEFORE: Final = re.compile(r"(?<![^\W_.])[^\W\d_]\.?[ ]$")
_LEAST_IN_SMALL: Final = 4
_FUNCTION_WORDS: Final = frozenset(
    {"are", "dag", "den", "do", "er", "even", "for", "ha", "hans", "per", "to", "var", "vår"}
)
"""Names that stand so often for something else that, in small letters, no neighbour helps."""
_LEAST_FUZZY_IN_SMALL: Final = 6


class _Hit(NamedTuple):
    """A word of the text that is a known name, and what it can be otherwise."""

    start: int
    end: int
    part: NamePart
    likeness: int
    flags: int


def find_known_names(
    view: TextView,
    words: Collection[str],
    known: KnownNames,
    lexicon: Lexicon,
    *,
    small_letters: bool,
) -> Iterator[Candidate]:
    """Yield the names of those who are known, one span a word; `words` are those of the text.

    A word that is a word too (`Dag`, `Stein`) is taken with a capital within a sentence, beside
    another name, or where its neighbours say that it is a person.
    """
    hits = _hits(view, words, known, lexicon, small_letters=small_letters)
    for number, hit in enumerate(hits):
        beside = _beside(view, hits, number)
        if (score := _score(view, hit, beside=beside, small_letters=small_letters)) > 0:
            yield _span(view, hit, hits, number, score)
            if hit.likeness != Likeness.MISSPELT:
                yield from _initial_before(view, hit, known)


def _hits(
    view: TextView,
    words: Collection[str],
    known: KnownNames,
    lexicon: Lexicon,
    *,
    small_letters: bool,
) -> list[_Hit]:
    """Where known names stand, in order, none overlapping.

    In a note with capitals, words without one are compared with names as they are spelt; only
    where there are none may they be misspelt too.
    """
    found: list[_Hit] = []
    for word in words:
        opens = opening(word[:2])
        fuzzy = small_letters or not word[0].islower()
        if len(opens) > 1 and opens not in known.pairs and (
            not fuzzy or opens[0] not in known.openings
        ):  # fmt: skip
            continue
        key = spelling(word)
        like = known.same(key, word)
        if like is None and fuzzy:
            like = _misspelt(word, key, known, lexicon)
        half = known.may_be_half(key)
        if like is None and not half:
            continue
        flags = lexicon.every_flag(word)
        for start in _places(view.text, word):
            if half and (joined := _joined(view, start, word, known, lexicon)) is not None:
                found.append(joined)
            if like is not None:
                found.append(_Hit(start, start + len(word), *like, flags))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    apart: list[_Hit] = []
    for hit in found:
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
    return apart


def _misspelt(
    word: str, key: str, known: KnownNames, lexicon: Lexicon
) -> tuple[NamePart, int] | None:
    """The name that a word is misspelt for; no ordinary word in small letters is one."""
    part = known.misspelt(key)
    if part is None or (word[0].islower() and lexicon.every_flag(word) & _OTHER_SENSE):
        return None
    return part, Likeness.MISSPELT


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands as a whole."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            yield start
        start = text.find(word, end)


def _joined(
    view: TextView, start: int, word: str, known: KnownNames, lexicon: Lexicon
) -> _Hit | None:
    """A name that is written in two: `Anne Marie` for Annemarie, `Nord li` for Nordli."""
    gap = _SPLIT_JOINT.match(view.text, start + len(word))
    rest = _PIECE.match(view.text, gap.end()) if gap else None
    if gap is None or rest is None:
        return None
    whole = word + rest.group()
    like = known.same(spelling(whole), whole)
    if like is None:
        return None
    flags = lexicon.every_flag(word)
    other = lexicon.every_flag(rest.group())
    capital = word[0].isupper() and rest.group()[0].isupper()
    is_word = (flags | other) if gap.group() == " " else flags
    if is_word & _OTHER_SENSE and not capital:
        return None
    return _Hit(start, rest.end(), *like, flags & other)


def _beside(view: TextView, hits: list[_Hit], number: int) -> bool:
    """Whether another known name stands right before or after, which is no mere word itself."""
    hit = hits[number]
    for other in (number - 1, number + 1):
        if not 0 <= other < len(hits) or hits[other].likeness == Likeness.MISSPELT:
            continue
        left, right = sorted((hit, hits[other]))
        if not _JOINT.fullmatch(view.text, left.end, right.start):
            continue
        sure = not hits[other].flags & _OTHER_SENSE
        both = view.text[left.start].isupper() and view.text[right.start].isupper()
        differ = left.part.folded != right.part.folded
        if sure or (both and differ):
            return True
    return False


def _score(view: TextView, hit: _Hit, *, beside: bool, small_letters: bool) -> float:
    """How surely a word is the name here; 0 where it is another word."""
    text, flags = view.text, hit.flags
    if flags & Flag.EPONYM and heads_eponym(view, hit.end):
        return 0.0
    if not text[hit.start].isupper():
        taken = _taken_in_small(view, hit, beside=beside, small_letters=small_letters)
    elif hit.likeness == Likeness.SAME:
        taken = beside or not _is_word_here(view, hit) or _is_told(view, hit)
    elif flags & (_OTHER_SENSE if hit.likeness == Likeness.VARIANT else _NAMES_OTHERS):
        opens = view.begins_sentence(hit.start)
        taken = beside and not (opens and flags & (Flag.WORD | Flag.SENTENCE))
    else:
        long = hit.end - hit.start >= _LEAST_FUZZY_IN_SMALL
        taken = beside or long or not text[hit.start : hit.end].isupper()
    if not taken:
        return 0.0
    if _PLACE_AFTER.match(text, hit.end):
        return _WITHIN
    if (
        flags & Flag.PLACE
        and not beside
        and _PLACE_BEFORE.search(text, max(0, hit.start - 6), hit.start)
    ):
        return _WITHIN
    return _ANOTHER if hit.likeness == Likeness.MISSPELT and flags & LISTED else _SCORES[
        hit.likeness
    ]  # fmt: skip


def _taken_in_small(view: TextView, hit: _Hit, *, beside: bool, small_letters: bool) -> bool:
    """Whether a word without a capital is the name."""
    length = hit.end - hit.start
    ordinary = bool(hit.flags & _OTHER_SENSE) or length < _LEAST_IN_SMALL
    if hit.likeness == Likeness.SAME:
        told = small_letters and hit.part.folded not in _FUNCTION_WORDS and _is_told(view, hit)
        return beside or not ordinary or told
    if ordinary or hit.flags & (_NAMES_OTHERS | LISTED):
        return beside and not hit.flags & (Flag.WORD | Flag.SENTENCE)
    if hit.likeness == Likeness.VARIANT:
        return True
    return beside or (small_letters and length >= _LEAST_FUZZY_IN_SMALL)


def _is_word_here(view: TextView, hit: _Hit) -> bool:
    """Whether a word with a capital may have it from its place alone, or is a short form."""
    word = view.text[hit.start : hit.end]
    if len(word) > 2 and not hit.flags & _OTHER_SENSE:
        return False
    if len(word) <= 2 or word.isupper():
        return True
    return view.begins_sentence(hit.start) or view.text[hit.end : hit.end + 1] in {":", "-", "/"}


def _is_told(view: TextView, hit: _Hit) -> bool:
    """Whether the neighbours of a word say that it is a person."""
    if acts_as_patient(view, hit.end) or is_apposed(view, hit.end):
        return True
    if not hit.flags & Flag.SENTENCE and acts(view, hit.end):
        return True
    here = Token(hit.start, hit.end, view.text[hit.start : hit.end], hit.flags, -1)
    before = view.token_before(here)
    if before is not None and not any(map(str.isalpha, view.text[before.end : hit.start])):
        here = here._replace(number=before.number + 1)
    return cue_before(view, here) is not Cue.NONE


def _span(view: TextView, hit: _Hit, hits: list[_Hit], number: int, score: float) -> Candidate:
    """The candidate of a hit, with its genitive and the particles before it."""
    text, start, end = view.text, hit.start, hit.end
    if text[end : end + 1] in {"'", "’"} and text[end + 1 : end + 2] == "s":
        end += 0 if text[end + 2 : end + 3].isalnum() else 2
    if hit.part.particles and (before := _PARTICLES_BEFORE.search(text, max(0, start - 20), start)):
        start = before.start()
    subtype = hit.part.subtype
    if hit.part.either:
        after = hits[number + 1] if number + 1 < len(hits) else None
        follows = after is not None and text[hit.end : after.start] in {" ", "-"}
        subtype = Subtype.FIRST_NAME if follows else subtype
        before_hit = hits[number - 1] if number else None
        if before_hit is not None and not follows and text[before_hit.end : hit.start] == " ":
            subtype = Subtype.LAST_NAME
    return Candidate(start, end, Category.NAME, subtype, score, hit.part.rule)


def _initial_before(view: TextView, hit: _Hit, known: KnownNames) -> Iterator[Candidate]:
    """The `K.` of `K. Nordli`."""
    match = _INITIAL_BEFORE.search(view.text, max(0, hit.start - 3), hit.start)
    if match is None or hit.part.subtype is not Subtype.LAST_NAME:
        return
    letters = view.text[match.start()].upper() + view.text[hit.start].upper()
    if known.initials.get(letters) and view.text[match.start()].isupper():
        yield Candidate(
            match.start(), match.start() + 1, Category.NAME, Subtype.INITIALS,
            _SCORES[Likeness.VARIANT], hit.part.rule,
        )  # fmt: skip
