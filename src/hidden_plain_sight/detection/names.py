"""Names of persons: rows of name-like words, weighed by lists, place in the sentence and cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import LISTED, ORDINARY, ROLE, Flag
from hidden_plain_sight.detection.name_context import (
    Cue,
    acts,
    acts_as_patient,
    acts_unmistakably,
    cue_before,
    heads_eponym,
    is_apposed,
    is_dose,
)
from hidden_plain_sight.detection.phrases import Phrase
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import LOWEST_THRESHOLD, Category, Subtype

__all__ = ["find_names"]

_MAY_OPEN: Final = Flag.NAMEABLE | Flag.PARTICLE
_JOINTS: Final = re.compile(r"[ \t\u00a0]{1,5}|\.[ \u00a0]?|\.-")
_LONGEST_RUN: Final = 6


def find_names(view: TextView, phrases: Sequence[Phrase], book: RuleBook) -> Iterator[Candidate]:
    """Yield the names of a text, a span for the first names and one for the last names."""
    tokens = view.tokens
    protected = [p for p in phrases if p.flags & (Flag.EPONYM | Flag.DRUG)]
    at = 0
    while at < len(tokens):
        start = tokens[at].start
        opens = tokens[at].flags & _MAY_OPEN
        if not opens and not (at and tokens[at - 1].flags & Flag.TITLE):
            at += 1
            continue
        if protected and any(p.start <= start < p.end for p in protected):
            at += 1
            continue
        run = _run(view, at)
        if not run:
            at += 1
            continue
        at += len(run)
        while run and run[-1].flags & Flag.PARTICLE and not run[-1].flags & Flag.CAPITAL:
            run.pop()
        if run:
            yield from _judged(view, run, book)


def _run(view: TextView, at: int) -> list[Token]:
    """The longest row of neighbouring name-like words that begins here."""
    first = view.tokens[at]
    if not (first.flags & Flag.NAMEABLE or _opens_with_particle(view, at) or _titled(view, at)):
        return []
    run = [first]
    capital = first.flags & Flag.CAPITAL or _is_particle(first)
    for token in view.tokens[at + 1 : at + _LONGEST_RUN]:
        last = run[-1]
        joint = view.gap(last, token)
        if token.number != last.number + 1 or not _JOINTS.fullmatch(joint):
            break
        if joint[0] == "." and not last.flags & Flag.INITIAL:
            break
        if last.flags & Flag.INITIAL and len(joint) > 2:
            break
        if _is_particle(token):
            if not last.flags & (Flag.FIRST | Flag.PARTICLE) or not capital:
                break
            if token.word == "den" and last.word.lower() not in {"van", "von"}:
                break
            run.append(token)
            continue
        if bool(token.flags & Flag.CAPITAL) != bool(capital):
            break
        if not token.flags & Flag.NAMEABLE and not _follows_first(view, first, token):
            break
        run.append(token)
    return run


def _titled(view: TextView, at: int) -> bool:
    """Whether an ordinary word, written with a capital, follows a clinician's title."""
    token, flags = view.tokens[at], view.tokens[at].flags
    if not at or not flags & Flag.CAPITAL or flags & (ROLE | Flag.UPPER | Flag.SENTENCE):
        return False
    return bool(view.tokens[at - 1].flags & Flag.TITLE) and cue_before(view, token) is Cue.CLINICIAN


def _opens_with_particle(view: TextView, at: int) -> bool:
    """Whether `van der Berg` or the like begins here."""
    if view.tokens[at].word not in {"van", "von", "al", "el", "bin", "ibn"}:
        return False
    for left, right in pairwise(view.tokens[at : at + 4]):
        if right.number != left.number + 1 or view.gap(left, right) != " ":
            return False
        if not _is_particle(right):
            return bool(right.flags & Flag.CAPITAL) and bool(right.flags & (LISTED | Flag.NAMELIKE))
    return False


def _follows_first(view: TextView, first: Token, token: Token) -> bool:
    """Whether an ordinary word, written with a capital after a first name, is its last name."""
    flags = token.flags
    if not first.flags & Flag.FIRST or first.flags & Flag.UPPER:
        return False
    if not flags & Flag.CAPITAL:
        return False
    sure = (
        not first.flags & ORDINARY
        or not view.begins_sentence(first.start)
        or cue_before(view, first) is not Cue.NONE
        or is_apposed(view, token.end)
        or acts_as_patient(view, token.end)
    )
    meant = flags & (Flag.WORD | Flag.SENTENCE | Flag.STREET) and not flags & (
        ROLE | Flag.MONTH | Flag.UPPER | Flag.HOSPITAL
    )
    return sure and bool(meant)


def _judged(view: TextView, run: list[Token], book: RuleBook) -> Iterator[Candidate]:
    words = [token for token in run if not _is_particle(token)]
    if len(words) > 1 and _leads_in(view, words):
        run = run[1:]
        words = words[1:]
    cue = cue_before(view, words[0])
    if len(words) == 1 or (
        len(words) == 2 and words[0].flags & Flag.INITIAL and not _listed(words[1])
    ):
        rule, score = _single(view, words[-1], cue, book, particle=_is_particle(run[0]))
        reverse = _comma_first(view, run[0], run[-1])
        if reverse is not None:
            rule, score = "name.reversed", book.score("name.reversed")
            yield _span(reverse.start, reverse.end, Subtype.FIRST_NAME, score, rule)
            yield _span(run[0].start, run[-1].end, Subtype.LAST_NAME, score, rule)
            return
    else:
        rule, score = _several(view, words, cue, book)
    if score >= LOWEST_THRESHOLD:
        yield from _parts(run, words, rule, min(score, 1.0), cue)


def _leads_in(view: TextView, words: list[Token]) -> bool:
    """Whether an unlisted word that begins a sentence only stands before a name."""
    first, second = words[0].flags, words[1].flags
    if first & (LISTED | Flag.INITIAL | Flag.PLACE | Flag.UPPER) or not second & Flag.FIRST:
        return False
    return not second & ORDINARY and view.begins_sentence(words[0].start)


def _is_particle(token: Token) -> bool:
    return bool(token.flags & Flag.PARTICLE) and not token.flags & Flag.CAPITAL


def _listed(token: Token) -> bool:
    return bool(token.flags & LISTED)


def _sure(token: Token) -> bool:
    return bool(token.flags & LISTED) and not token.flags & ORDINARY


def _comma_first(view: TextView, first: Token, last: Token) -> Token | None:
    """The first name in `Hansen, Kari`, when `last` is the name before the comma."""
    if not last.flags & Flag.LAST or view.text[last.end : last.end + 2] != ", ":
        return None
    text = view.text
    start = first.start
    opens = start == 0 or text[start - 1] in "\n\r\t:" or text[start - 2 : start] == ": "
    for token in view.tokens_from(last.end + 2):
        fits = (
            token.start == last.end + 2 and token.flags & Flag.FIRST and token.flags & Flag.CAPITAL
        )
        return token if fits and opens and not token.flags & Flag.SENTENCE else None
    return None


def _several(view: TextView, words: list[Token], cue: Cue, book: RuleBook) -> tuple[str, float]:
    """The rule and the score for a row of two words or more."""
    first, second, last = words[0], words[1], words[-1]
    if cue is Cue.SIGNATURE:
        return "name.signature", book.score("name.signature")
    told = cue is not Cue.SPEECH or any(t.flags & Flag.FIRST for t in words)
    if cue is not Cue.NONE and told and any(token.flags & Flag.CAPITAL for token in words):
        return "name.cue", book.score("name.cue")
    if last.flags & Flag.EPONYM and heads_eponym(view, last.end) and not first.flags & Flag.FIRST:
        return "name.unlisted_pair", 0.0
    if first.flags & Flag.INITIAL and not first.flags & Flag.FIRST:
        rule = "name.initial_last"
        strong = any(_sure(token) or token.flags & Flag.NAMELIKE for token in words[1:])
        return rule, book.score(rule) - (0.0 if strong else 0.5)
    if first.flags & Flag.FIRST:
        return _after_first(view, words, book)
    if first.flags & Flag.LAST and second.flags & Flag.FIRST and _sure(second):
        return "name.reversed", book.score("name.reversed")
    if _sure(last) and last.flags & Flag.LAST and not last.flags & Flag.PLACE:
        rule = "name.two_last" if first.flags & Flag.LAST else "name.unlisted_last"
        return rule, book.score(rule) - (0.2 if view.begins_sentence(first.start) else 0.0)
    if all(_sure(token) for token in words) and not all(t.flags & Flag.PLACE for t in words):
        return "name.two_last", book.score("name.two_last")
    return "name.unlisted_pair", book.score("name.unlisted_pair")


def _after_first(view: TextView, words: list[Token], book: RuleBook) -> tuple[str, float]:
    """Rows that begin with a listed first name."""
    first, rest = words[0], words[1:]
    score = book.score("name.full")
    if not first.flags & Flag.CAPITAL:
        both = all(_sure(token) for token in words) and first.flags & Flag.USUAL
        return "name.full", score - 0.15 if both else 0.3
    if first.flags & Flag.UPPER and not any(_listed(token) for token in rest):
        return "name.full", 0.55
    named = any(t.flags & (LISTED | Flag.NAMELIKE | Flag.PLACE | Flag.INITIAL) for t in rest)
    if is_apposed(view, words[-1].end) or acts_as_patient(view, words[-1].end):
        return "name.full", score
    if first.flags & ORDINARY and view.begins_sentence(first.start):
        score -= 0.15 if named else 0.5
    elif not named:
        score -= 0.05
    return "name.full", score


def _single(
    view: TextView, token: Token, cue: Cue, book: RuleBook, *, particle: bool
) -> tuple[str, float]:
    """The rule and the score for one word alone."""
    flags = token.flags
    if cue is not Cue.NONE:
        ruled = _cued(view, token, cue, book)
        if ruled is not None:
            return ruled
    if particle:
        return "name.two_last", book.score("name.two_last")
    if flags & Flag.DRUG and (not flags & Flag.FIRST or is_dose(view, token.end)):
        return "name.first", 0.0
    if flags & Flag.EPONYM and heads_eponym(view, token.end):
        return "name.last", 0.0
    if flags & Flag.STRONG_EPONYM and not flags & Flag.FIRST:
        return "name.last", 0.2
    if not flags & Flag.CAPITAL:
        return "name.lower", 0.3
    if len(token.word) < 3 and not acts_as_patient(view, token.end):
        return "name.first_word", 0.2
    closes = view.text[token.end : token.end + 1]
    if closes in {":", "-", "/"} and flags & (ORDINARY | Flag.ABBREVIATION):
        return "name.first_word", 0.0
    opens = view.begins_sentence(token.start)
    if flags & Flag.FIRST:
        return _single_first(view, token, opens=opens, book=book)
    if opens and flags & (Flag.LAST | Flag.NAMELIKE) and acts_as_patient(view, token.end):
        return "name.last_acts", book.score("name.last_acts")
    if flags & Flag.LAST:
        return _single_last(token, opens=opens, book=book)
    if opens and not flags & Flag.UPPER and acts_unmistakably(view, token.end):
        return "name.unlisted_acts", book.score("name.unlisted_acts")
    unlisted = 0.4 if flags & Flag.NAMELIKE else 0.3
    return "name.unlisted_pair", unlisted - (0.2 if opens or flags & Flag.UPPER else 0.0)


def _single_first(
    view: TextView, token: Token, *, opens: bool, book: RuleBook
) -> tuple[str, float]:
    flags = token.flags
    if not flags & ORDINARY:
        score = book.score("name.first")
        weak = flags & Flag.EPONYM or (flags & Flag.UPPER and len(token.word) < 4)
        return "name.first", score - (0.35 if weak else 0.0) - (0.1 if flags & Flag.PLACE else 0.0)
    if opens and acts_as_patient(view, token.end):
        return "name.first_word_acts", book.score("name.first_word_acts")
    if opens and acts(view, token.end) and (flags & Flag.USUAL or not flags & Flag.SENTENCE):
        return "name.first_word_acts", book.score("name.first_word_acts")
    rule = "name.first_word"
    if is_apposed(view, token.end):
        return "name.first", book.score("name.first")
    doubt = 0.4 if opens else 0.3 if flags & Flag.EPONYM or flags & Flag.UPPER else 0.0
    return rule, book.score(rule) - doubt


def _single_last(token: Token, *, opens: bool, book: RuleBook) -> tuple[str, float]:
    flags = token.flags
    rule = "name.last_place" if flags & Flag.PLACE else "name.last"
    score = book.score(rule)
    if flags & ORDINARY:
        score -= 0.15
    if flags & Flag.EPONYM and not flags & Flag.USUAL:
        score -= 0.2
    if flags & Flag.UPPER:
        score -= 0.1
    return rule, score - (0.05 if opens and not flags & ORDINARY else 0.3 if opens else 0.0)


def _cued(view: TextView, token: Token, cue: Cue, book: RuleBook) -> tuple[str, float] | None:
    """The verdict of a cue right before, or None where it says nothing."""
    flags = token.flags
    if flags & Flag.CAPITAL:
        if flags & Flag.STRONG_EPONYM and cue in {Cue.KIN, Cue.PATIENT} and not _listed(token):
            return None
        if flags & Flag.UPPER and (
            flags & Flag.ABBREVIATION or (not _listed(token) and len(token.word) < 6)
        ):
            return None
        if cue is Cue.SIGNATURE:
            return "name.signature", book.score("name.signature") - (0 if _listed(token) else 0.25)
        if cue is Cue.SPEECH and (flags & (Flag.PLACE | Flag.HOSPITAL) or not _sure(token)):
            return None
        if cue is Cue.CLINICIAN or _listed(token):
            return "name.cue", book.score("name.cue")
        if cue in {Cue.KIN, Cue.PATIENT} and not is_dose(view, token.end):
            return "name.cue_unlisted", book.score("name.cue_unlisted")
        return None
    if cue is Cue.CLINICIAN and flags & LISTED:
        return "name.cue", book.score("name.cue") - 0.1
    if cue in {Cue.KIN, Cue.SPEECH, Cue.PATIENT} and flags & Flag.FIRST and flags & Flag.USUAL:
        return "name.lower", book.score("name.lower")
    return None


def _parts(
    run: list[Token], words: list[Token], rule: str, score: float, cue: Cue
) -> Iterator[Candidate]:
    """The spans of a row: initials, first names, last names."""
    subtypes = _subtypes(words, rule, cue)
    groups: list[tuple[Subtype, int, int]] = []
    of_word = dict(zip((token.start for token in words), subtypes, strict=True))
    pending: int | None = None
    for token in run:
        subtype = of_word.get(token.start)
        if subtype is None:
            pending = token.start if pending is None else pending
            continue
        start = token.start if pending is None else pending
        pending = None
        if groups and groups[-1][0] is subtype is not Subtype.INITIALS:
            groups[-1] = (subtype, groups[-1][1], token.end)
        else:
            groups.append((subtype, start, token.end))
    for subtype, start, end in groups:
        yield _span(start, end, subtype, score, rule)


def _subtypes(words: list[Token], rule: str, cue: Cue) -> list[Subtype]:
    if len(words) == 1:
        flags = words[0].flags
        if flags & Flag.INITIAL:
            return [Subtype.INITIALS]
        is_last = not flags & Flag.FIRST or (
            flags & Flag.LAST and cue in {Cue.CLINICIAN, Cue.SIGNATURE}
        )
        return [Subtype.LAST_NAME if is_last and cue is not Cue.KIN else Subtype.FIRST_NAME]
    if rule == "name.reversed":
        return [Subtype.LAST_NAME] + [Subtype.FIRST_NAME] * (len(words) - 1)
    subtypes = []
    still_first = True
    for number, token in enumerate(words):
        flags, is_final = token.flags, number == len(words) - 1
        if flags & Flag.INITIAL:
            subtypes.append(Subtype.INITIALS)
            continue
        only_first = bool(flags & Flag.FIRST) and not flags & Flag.LAST
        opens = number == 0 and not (flags & Flag.LAST and not flags & Flag.FIRST)
        still_first = still_first and (
            opens or only_first or (bool(flags & Flag.FIRST) and not is_final)
        )
        subtypes.append(Subtype.FIRST_NAME if still_first else Subtype.LAST_NAME)
    return subtypes


def _span(start: int, end: int, subtype: Subtype, score: float, rule: str) -> Candidate:
    return Candidate(start, end, Category.NAME, subtype, score, rule)
