"""Health-care units: listed names, and words for units with what names them beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.cues import any_cue, cue_words
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.phrases import Phrase
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import Category

__all__ = ["find_units"]

_HEAD: Final = Flag.INSTITUTION | Flag.DEPARTMENT
_UNIT: Final = _HEAD | Flag.HOSPITAL | Flag.SPECIALTY | Flag.LEGAL
_NAMED: Final = Flag.PLACE | Flag.LAST | Flag.FIRST | Flag.NAMELIKE | Flag.STREET | Flag.STREET_NAME
_NEVER: Final = Flag.TITLE | Flag.KIN | Flag.PATIENT | Flag.PERSON | Flag.MONTH
_JOINT: Final = regex.compile(r"[ \u00a0]|[ ]?[-–/][ ]?|\.[ ]?|[ ]\(|, ")
_TIGHT: Final = regex.compile(r"[ \u00a0]|[ ]?[-–/][ ]?|\.[ ]?")
_CONNECTED: Final = regex.compile(
    r"[ ,-]{1,2}(?:(?:og|i|for|av|på|ved|under|med|innen|innan)[ ]){1,2}|\.[ ](?:for|i|på)[ ]",
    regex.IGNORECASE,
)
_REACH: Final = 200
"""No unit's name is longer than this many characters."""
_CONNECTORS: Final = frozenset({"OG", "FOR", "AV"})
_CODE: Final = regex.compile(
    r"[ ]?(?:\d{1,2}[ ]?(?:øst|vest|nord|sør|aust)?|[A-Z]{1,2}[ ]?\d{0,3}|[A-Z]?\d{1,3}[A-Z]?)\b"
    r"(?![.,/]\d|\.[ ]?\p{L}|[ ]?(?:mg|ml|timer|dager|dagar|døgn|ganger|uker|mnd|år|%))",
    regex.IGNORECASE,
)
_CODED: Final = frozenset(cue_words("coded_departments"))
"""The words for departments that a number or a letter tells apart."""
_FOR: Final = regex.compile(
    r"[ ](?:for|av)[ ](?!(?:å|at|den|det|de|dei|en|ein|vidare|videre|oppfølging|"
    r"oppfølgjing|behandling|utredning|utgreiing|kontroll|hans|hennes|pasient\w*|dette|denne|seg)\b)"
    r"(?:\p{L}+(?:sk|ske)[ ](?!og\b))?\p{L}[\p{L}-]*"
    r"(?:(?:,|-?[ ]og)[ ](?!(?:har|er|fikk|den|det|han|hun)\b)"
    r"(?:\p{L}+(?:sk|ske)[ ])?\p{L}[\p{L}-]*){0,2}"
)
_VERB_BEFORE: Final = regex.compile(
    rf"\b{any_cue('unit_verbs')}(?:[ ]\p{{Ll}}+){{0,2}}?[ ]?(?:på|ved|til|i|fra|frå|hos)[ ]$"
    r"|\b(?:innlagt|innlagd|avdeling|avsender|mottaker|mottakar|innleggelsessted|sykehus|"
    r"behandlingssted|institusjon|enhet)(?:[ ](?:på|ved|til|i))?[ ]?:[ ]?$",
    regex.IGNORECASE,
)
_ABBREVIATED: Final = regex.compile(
    r"\b(?:avd|pol|sek|seksj|med|kir|ort|nevr|gyn|psyk|barne|poli|st|dr|univ|sp|akutt|reg)$",
    regex.IGNORECASE,
)


@dataclass(slots=True)
class _Unit:
    """A unit that is being put together: its borders and what speaks for it."""

    start: int
    end: int
    listed: bool = False
    unsure: bool = False
    institution: bool = False
    compound: bool = False
    department: bool = False
    specialty: bool = False
    named: bool = False
    placed: bool = False
    coded: bool = False
    capital: bool = False

    def take(self, token: Token) -> None:
        """Note what a word adds."""
        flags = token.flags
        self.listed |= bool(flags & Flag.HOSPITAL) and not flags & Flag.UNSURE_UNIT
        self.unsure |= bool(flags & Flag.HOSPITAL) and bool(flags & Flag.UNSURE_UNIT)
        self.institution |= bool(flags & Flag.INSTITUTION)
        self.department |= bool(flags & Flag.DEPARTMENT)
        self.specialty |= bool(flags & Flag.SPECIALTY)
        self.compound |= bool(flags & Flag.NAMELIKE) and bool(flags & _HEAD)
        capital = bool(flags & Flag.CAPITAL)
        self.capital |= capital
        ordinary = flags & (Flag.SENTENCE | Flag.WORD) and not flags & Flag.PLACE
        self.named |= capital and not flags & _UNIT and not ordinary
        self.named |= not capital and bool(flags & Flag.PLACE) and not flags & _UNIT
        self.placed |= bool(flags & Flag.PLACE) and not flags & (_UNIT | Flag.WORD | Flag.SENTENCE)


def find_units(view: TextView, phrases: Sequence[Phrase], book: RuleBook) -> Iterator[Candidate]:
    """Yield the health-care units of a text."""
    tokens = _with_phrases(view, phrases)
    until = 0
    for at, token in enumerate(tokens):
        if token.start < until or not token.flags & (_HEAD | Flag.HOSPITAL | Flag.CAPITAL):
            continue
        if not token.flags & (_HEAD | Flag.HOSPITAL) and not _expected(view, token):
            continue
        unit = _grown(view, tokens, at, until)
        rule, score = _weighed(view, unit, token, book)
        until = max(until, unit.end) if score > 0 or unit.end - unit.start >= _REACH else until
        if score > 0:
            yield Candidate(unit.start, unit.end, Category.HEALTH_CARE_UNIT, None, score, rule)


def _with_phrases(view: TextView, phrases: Sequence[Phrase]) -> list[Token]:
    """The words with those that a listed unit is made of as one."""
    units = [p for p in phrases if p.flags & (Flag.HOSPITAL | _HEAD | Flag.SPECIALTY | Flag.PLACE)]
    words = [
        t
        for t in view.tokens
        if t.flags & _UNIT or not (t.flags & Flag.PREPOSITION or t.word in _CONNECTORS)
    ]
    if not units:
        return words
    joined: list[Token] = []
    waiting = iter(units)
    phrase = next(waiting, None)
    for token in words:
        while phrase is not None and token.start >= phrase.end:
            phrase = next(waiting, None)
        if phrase is None or token.end <= phrase.start:
            joined.append(token)
        elif joined and joined[-1].start == phrase.start:
            last = joined[-1]
            flags = last.flags | (token.flags & _HEAD)
            joined[-1] = last._replace(number=token.number, flags=flags)
        else:
            capital = token.flags & (Flag.CAPITAL | Flag.UPPER)
            flags = phrase.flags | capital
            word = view.text[phrase.start : phrase.end]
            joined.append(Token(phrase.start, phrase.end, word, flags, token.number))
    return joined


def _expected(view: TextView, token: Token) -> bool:
    """Whether a capitalised word stands where a unit does: `innlagt på …`."""
    if token.flags & (_NEVER | Flag.SENTENCE | Flag.WORD | Flag.DRUG | Flag.INITIAL):
        return False
    if token.flags & Flag.FIRST and not token.flags & (Flag.PLACE | Flag.UNSURE | Flag.WORD):
        return False
    if len(token.word) < 3 or view.text[token.end : token.end + 1].isdigit():
        return False
    if view.text[max(0, token.start - 1) : token.start] not in {" ", ":"}:
        return False
    return _after_verb(view, token.start)


def _after_verb(view: TextView, start: int) -> bool:
    """Whether `innlagt på`, `overflyttet til` or the like stands right before."""
    if not view.lower[max(0, start - 5) : start].endswith(_BEFORE_UNIT):
        return False
    return _VERB_BEFORE.search(view.text, max(0, start - 60), start) is not None


_BEFORE_UNIT: Final = (" på ", " ved ", " til ", " i ", " fra ", " frå ", " hos ", ":", ": ")


def _grown(view: TextView, tokens: list[Token], at: int, floor: int) -> _Unit:
    """The unit around one of its words, as far as its name reaches."""
    unit = _Unit(tokens[at].start, tokens[at].end)
    unit.take(tokens[at])
    left = at
    lowest = max(floor, unit.start - _REACH)
    while left and tokens[left - 1].start >= lowest and _joins_left(view, tokens, left):
        left -= 1
        unit.take(tokens[left])
        unit.start = tokens[left].start
    right = at
    while unit.end - unit.start < _REACH:
        if reach := _modifier(view, tokens[right], unit):
            unit.end = reach
            following = right + 1
            while following < len(tokens) and tokens[following].start < reach:
                following += 1
            if following == len(tokens) or not _joins_right(view, unit, tokens[following], reach):
                break
            right = following
        elif right + 1 < len(tokens) and _follows(view, unit, tokens, right):
            right += 1
        else:
            break
        unit.take(tokens[right])
        unit.end = max(unit.end, tokens[right].end)
    text = view.text
    if text[unit.end : unit.end + 1] == ")" and "(" in text[unit.start : unit.end]:
        unit.end += 1
    return unit


def _joins_left(view: TextView, tokens: list[Token], at: int) -> bool:
    """Whether the word before belongs to the unit: a place, a name, a specialty."""
    token, before = tokens[at], tokens[at - 1]
    flags = before.flags
    gap = view.text[before.end : token.start]
    if flags & _NEVER:
        return False
    if gap.lower() in {" og ", "- og ", " for "}:
        return bool(flags & (Flag.SPECIALTY | _HEAD))
    if not _TIGHT.fullmatch(gap):
        return False
    if "." in gap and not _ABBREVIATED.search(view.text, max(0, before.end - 6), before.end):
        return False
    if flags & (Flag.SPECIALTY | Flag.HOSPITAL):
        return True
    if flags & Flag.FIRST and not flags & (Flag.LAST | Flag.PLACE | Flag.WORD | Flag.UNSURE):
        return False
    if not flags & Flag.CAPITAL:
        town = flags & Flag.PLACE and token.flags & Flag.INSTITUTION and gap == " "
        return bool(town) or (bool(flags & _HEAD) and bool(token.flags & Flag.SPECIALTY))
    if flags & (Flag.SENTENCE | Flag.WORD) and not flags & (_HEAD | Flag.LEGAL):
        if _ABBREVIATED.fullmatch(before.word) and not view.begins_sentence(before.start):
            return True
        if not flags & (Flag.PLACE | Flag.LAST):
            return False
        return not view.begins_sentence(before.start) or not flags & Flag.SENTENCE
    return True


def _modifier(view: TextView, token: Token, unit: _Unit) -> int:
    """The end of `3 Øst`, `C2`, `for spiseforstyrrelser` after a word for a department; or 0."""
    if not token.flags & _HEAD:
        return 0
    text = view.text
    if token.word.lower() in _CODED and (code := _CODE.match(text, token.end)):
        is_code = any(c.isdigit() for c in code.group()) or code.group().strip().isupper()
        if is_code:
            unit.coded = True
            return token.end + len(code.group().rstrip())
    if token.word.lower().endswith(("en", "a", "et", "ene")):
        return 0
    reach = _FOR.match(text, token.end)
    if reach:
        unit.specialty = True
        return reach.end()
    return 0


def _follows(view: TextView, unit: _Unit, tokens: list[Token], at: int) -> bool:
    """Whether the next word still belongs to the unit."""
    token, after = tokens[at], tokens[at + 1]
    gap = view.text[token.end : after.start]
    if "\n" in gap or (after.flags & _NEVER and not after.flags & Flag.SUBJECT):
        return False
    if _CONNECTED.fullmatch(gap):
        word = gap.strip(" ,-").lower()
        if gap.lower() == "- og ":
            return True
        if gap == " I " and after.flags & Flag.PLACE and after.flags & Flag.UPPER:
            return True
        if word in {"på", "ved", "i", "med"} and not after.flags & Flag.CAPITAL:
            return False
        if word in {"i", "på", "ved"}:
            named = after.flags & (Flag.PLACE | _UNIT) and unit.capital
            return bool(named) and bool(token.flags & (_HEAD | Flag.LEGAL | Flag.SPECIALTY))
        subject = after.flags & Flag.SUBJECT and not after.flags & _UNIT
        if subject and not token.flags & (_UNIT | Flag.SUBJECT):
            return False
        return bool(after.flags & (_UNIT | Flag.PLACE | Flag.SUBJECT)) and unit.capital
    return _joins_right(view, unit, after, token.end)


def _joins_right(view: TextView, unit: _Unit, after: Token, end: int) -> bool:
    gap = view.text[end : after.start]
    if not _JOINT.fullmatch(gap):
        return False
    flags = after.flags
    if flags & Flag.SUBJECT and not flags & _UNIT:
        return unit.capital and bool(flags & Flag.CAPITAL or unit.listed or unit.institution
                                     or unit.department)  # fmt: skip
    if gap == ", ":
        if flags & (_HEAD | Flag.SPECIALTY | Flag.HOSPITAL | Flag.LEGAL):
            return unit.capital
        ordinary = flags & (Flag.SENTENCE | Flag.WORD) and not flags & Flag.PLACE
        numbered = view.text[after.end : after.end + 2].strip()[:1].isdigit()
        if not flags & Flag.CAPITAL or ordinary or numbered:
            return False
        return (
            unit.listed
            or unit.unsure
            or unit.institution
            or (unit.department and bool(flags & Flag.PLACE))
        )
    if gap.startswith(".") and not _ABBREVIATED.search(view.text, max(0, end - 6), end):
        return False
    if flags & (_UNIT & ~Flag.SPECIALTY):
        return bool(flags & Flag.CAPITAL) or flags & (Flag.LEGAL | _HEAD) != 0
    if flags & Flag.SPECIALTY:
        return True
    if not flags & Flag.CAPITAL or (
        flags & (Flag.DRUG | Flag.ABBREVIATION) and not flags & Flag.PLACE
    ):
        return bool(flags & Flag.UPPER) and bool(flags & Flag.ABBREVIATION) and unit.listed
    return not flags & (Flag.SENTENCE | Flag.WORD) or bool(flags & (Flag.PLACE | Flag.LAST))


def _weighed(view: TextView, unit: _Unit, anchor: Token, book: RuleBook) -> tuple[str, float]:
    """The rule and the score for what was put together."""
    text = view.text
    expected = _after_verb(view, unit.start)
    if unit.listed:
        return "unit.named", book.score("unit.named")
    if unit.unsure:
        helped = expected or unit.institution or unit.department or unit.specialty or unit.placed
        return "unit.short_unsure", book.score("unit.short_unsure") - (0.0 if helped else 0.45)
    if unit.institution and unit.named:
        return "unit.institution", book.score("unit.institution")
    if unit.department and (unit.named or unit.coded) and (unit.capital or unit.coded):
        doubt = 0.0 if unit.named or expected or unit.specialty else 0.15
        return "unit.department", book.score("unit.department") - doubt
    mid = text[unit.start].isupper() and not view.begins_sentence(unit.start)
    if unit.compound and unit.institution and text[anchor.start].isupper():
        doubt = 0.0 if mid or expected else 0.35
        return "unit.compound", book.score("unit.compound") - doubt
    several = " " in text[unit.start : unit.end]
    if (unit.specialty and several and (unit.department or unit.institution)) or unit.compound:
        return "unit.capital", book.score("unit.capital") - (0.0 if mid else 0.3)
    if unit.named and expected:
        place_only = bool(anchor.flags & (Flag.PLACE | Flag.COUNTRY)) and unit.end == anchor.end
        return "unit.after_verb", book.score("unit.after_verb") - (0.2 if place_only else 0.0)
    return "unit.department", 0.0
