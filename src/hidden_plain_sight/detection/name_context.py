"""What stands around a name: titles, kin, signatures, verbs, doses and the heads of eponyms."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from hidden_plain_sight.detection.cues import any_cue, cue_words
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.text_view import TextView, Token

__all__ = [
    "Cue",
    "acts",
    "acts_as_patient",
    "acts_unmistakably",
    "cue_before",
    "heads_eponym",
    "is_apposed",
    "is_dose",
]


class Cue(Enum):
    """The kind of evidence that stands right before a word."""

    NONE = auto()
    CLINICIAN = auto()
    KIN = auto()
    PATIENT = auto()
    SIGNATURE = auto()
    SPEECH = auto()


_GAP: Final = re.compile(r"\.?[ \u00a0]{1,2}|\.|[ ]?:[ \t]*|\.[ ]?:[ \t]*|[ ][-–][ ]|,[ ]")
_SIGNATURE: Final = re.compile(
    rf"(?:\b{any_cue('signatures')}\b[ \t]?[.:,;]{{0,2}}[ \t]*(?:\r?\n[ \t]*){{0,3}}|\bv/[ ]?)$",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(rf"\b{any_cue('meetings')}[ ]$", re.IGNORECASE)
_ACTS: Final = re.compile(rf"[ ]{any_cue('person_verbs')}\b")
_PATIENT_ACTS: Final = re.compile(any_cue("patient_acts"))
_APPOSITION: Final = re.compile(
    r"(?:,|[ ]\()[ ]?(?:en[ ]|ein[ ]|ei[ ])?(?:\d{1,3}[ -]?(?:år|å\b)|f\.|født|fødd|fdt|"
    r"\d{6}[ -]?\d{5})|[ ]{1,4}(?:f\.[ ]?)?(?:\d{6}[ -]?\d{5}|\d\d\.\d\d\.\d\d[ -]\d{5}|\d{6}\*)"
)
_STRONG_ACTS: Final = re.compile(
    r"[ ](?:ble|blei|vart|blev)[ ](?:innlagt|innlagd|utskrevet|utskriven|skrevet ut|"
    r"skriven ut|henvist|lagt inn)|[ ]er[ ](?:en|ein|ei)[ ]\d{1,3}"
)
_DOSE: Final = re.compile(
    r"[ ]?(?:\d+(?:[.,]\d+)?[ ]?(?:mg|µg|mcg|g|ml|ie|e|mmol|%|mikrog)|depot|tbl|tabl|inj|"
    r"x[ ]?\d|retard|enterotab|turbuhaler|mikst|supp)",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(rf"(?:['’]s?)?[ -]{any_cue('eponym_heads')}\b", re.IGNORECASE)


_CLOSING_WORDS: Final = frozenset(cue_words("cue_closings"))
"""The last words of all cues in the two patterns above: most words need no pattern."""


def _last_word(context: str) -> str:
    words = context.rstrip(" .:,;\t\r\n\u00a0").lower()
    return words[max(words.rfind(" "), words.rfind("\n")) + 1 :].strip("(/") if words else ""


def cue_before(view: TextView, token: Token) -> Cue:
    """The cue right before a word."""
    before = view.token_before(token)
    if before is not None and before.number == token.number - 1:
        kind = _kind(before.flags)
        gap = view.gap(before, token)
        if kind is not Cue.NONE and _GAP.fullmatch(gap):
            if "." in gap and ":" not in gap and (kind is Cue.KIN or len(before.word) > 6):
                return Cue.NONE
            if kind is Cue.KIN and (":" in gap or "," in gap):
                return Cue.NONE
            if "," not in gap or kind is Cue.PATIENT:
                return kind
    context = view.text[max(0, token.start - 34) : token.start]
    if _last_word(context) not in _CLOSING_WORDS:
        return Cue.NONE
    if _SIGNATURE.search(context):
        return Cue.SIGNATURE
    return Cue.SPEECH if _SPEECH.search(context) else Cue.NONE


def _kind(flags: int) -> Cue:
    if flags & Flag.TITLE:
        return Cue.CLINICIAN
    if flags & (Flag.KIN | Flag.PERSON):
        return Cue.KIN
    return Cue.PATIENT if flags & Flag.PATIENT else Cue.NONE


def acts(view: TextView, end: int) -> bool:
    """Whether a verb that persons do follows."""
    return _ACTS.match(view.text, end) is not None


def acts_as_patient(view: TextView, end: int) -> bool:
    """Whether words follow that say what patients do or what is done to them."""
    return _PATIENT_ACTS.match(view.text, end) is not None


def is_apposed(view: TextView, end: int) -> bool:
    """Whether an age, a birth date or a number follows after a comma or a bracket."""
    return _APPOSITION.match(view.text, end) is not None


def acts_unmistakably(view: TextView, end: int) -> bool:
    """Whether words follow that are said of patients alone."""
    return _STRONG_ACTS.match(view.text, end) is not None


def is_dose(view: TextView, end: int) -> bool:
    """Whether a strength or a form of medicine follows."""
    return _DOSE.match(view.text, end) is not None


def heads_eponym(view: TextView, end: int) -> bool:
    """Whether a word follows that eponyms are named with."""
    return _HEAD.match(view.text, end) is not None
