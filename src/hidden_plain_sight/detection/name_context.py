"""What stands around a name: titles, kin, signatures, verbs, doses and the heads of eponyms."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

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
    r"(?:\b(?:mvh|m\.v\.h\.?|hilsen|helsing|hilsning|sign|signert|signatur|underskrift|"
    r"diktert av|dikt\. av|skrevet av|skrive av|ført av|godkjent av|godkjend av|utført av|"
    r"operatør(?:er)?|assistent(?:er)?|ass|anestesi|kopi(?: til)?|cc|attestert av|"
    r"dokumentert av|kontaktperson|behandler|ansvarlig|ansvarleg|henvisende lege|"
    r"undertegnet|vennlig hilsen|beste hilsen|venleg helsing)\b[ \t]?[.:,;]{0,2}[ \t]*"
    r"(?:\r?\n[ \t]*){0,3}|\bv/[ ]?)$",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(
    r"\b(?:med|ringte|ringt|ringer|ringjer|kontaktet|kontakta|møtte|møtt|informert|orientert|"
    r"orienterer|kaller seg|kallar seg|heter|heiter|kalt|kalla|ved navn|besøk av|besøk frå|besøk fra|"
    r"følge av|følgje av|konferert m\.?|konf\.? m\.?|konf\.?|snakka m\.?|samtale m\.?|tlf m\.?|"
    r"henvist av|tilvist av|vurdert av|tilsyn av|tilsett av|undersøkt av|operert av|sett av|"
    r"etter avtale med|e\.avt\.?|avtalt med)[ ]$",
    re.IGNORECASE,
)
_ACTS: Final = re.compile(
    r"[ ](?:har|er|ble|blei|vart|blir|blei|kom|kjem|kommer|ønsker|ønskjer|ønsket|sier|seier|sa|fikk|"
    r"fekk|får|vil|kan|skal|må|bor|bur|var|hadde|møter|møtte|oppgir|oppgjev|forteller|fortel|"
    r"fortalte|angir|opplever|trenger|treng|opplyser|gir|går|gikk|gjekk|spiser|et|sover|søv|tar|"
    r"tek|bruker|brukar|virker|verkar|fremstår|framstår|ringer|ringte|takker|kjenner|kjenner|"
    r"klager|klagar|føler|kjente|reiste|deltok|fortsetter|anbefales|skrives|utskrives|innlegges|"
    r"informeres|mottar|viser|viste|presenterte|oppfordres|følges|bes|begynte|opplevde|behøver)\b"
)
_PATIENT_ACTS: Final = re.compile(
    r"[ ](?:ble|blei|vart|blev)[ ](?:innlagt|innlagd|utskrevet|utskriven|lagt|henvist|tilvist|født|"
    r"fødd|operert|overflytt\w*|skrevet|skriven|undersøkt|behandlet|behandla|sendt|kjørt|sett|vurdert|"
    r"mottatt|tatt|orientert|informert|funnet)|[ ](?:er|var)[ ](?:en|ein|ei|født|fødd|innlagt|innlagd|nå|no|"
    r"utskrevet|utskriven|informert|orientert|kjent|gift|skilt|samboer|\d{1,3}[ -]år)|[ ](?:fikk|fekk|"
    r"forteller|fortel|oppgir|oppgjev|ønsker|ønskjer|bor|bur|sier|seier|møter|opplyser|angir|klager|"
    r"samtykker|anbefales|utskrives|innlegges|ringer|ringte|møtte|innrømmer|nekter|benekter)\b|"
    r"[ ]har[ ](?:vært|vore|blitt|fått|hatt|selv|sjølv|nå|no|ikke|ikkje|tidligere|tidlegare|bodd|jobbet)|"
    r"[ ]skal[ ](?:ha|til|fortsette|få|følges|møte|ta|innlegges|utskrives|kontakte)\b"
)
_APPOSITION: Final = re.compile(
    r"(?:,|[ ]\()[ ]?(?:en[ ]|ein[ ]|ei[ ])?(?:\d{1,3}[ -]?(?:år|å\b)|f\.|født|fødd|fdt|\d{6}[ -]?\d{5})|[ ]{1,4}(?:f\.[ ]?)?(?:\d{6}[ -]?\d{5}|\d\d\.\d\d\.\d\d[ -]\d{5}|\d{6}\*)"
)
_STRONG_ACTS: Final = re.compile(
    r"[ ](?:ble|blei|vart|blev)[ ](?:innlagt|innlagd|utskrevet|utskriven|skrevet ut|skriven ut|henvist|"
    r"lagt inn)|[ ]er[ ](?:en|ein|ei)[ ]\d{1,3}"
)
_DOSE: Final = re.compile(
    r"[ ]?(?:\d+(?:[.,]\d+)?[ ]?(?:mg|µg|mcg|g|ml|ie|e|mmol|%|mikrog)|depot|tbl|tabl|inj|x[ ]?\d|retard|"
    r"enterotab|turbuhaler|mikst|supp)",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"(?:['’]s?)?[ -](?:sykdom\w*|sjukdom\w*|syndrom\w*|tegn|teikn|test\w*|prøve\w*|skår\w*|score\w*|skala\w*|"
    r"klassifikasjon\w*|fraktur\w*|brudd\w*|brot\w*|kateter\w*|parese\w*|lammelse\w*|anemi\w*|"
    r"demens\w*|lymfom\w*|tyreoiditt\w*|struma|kontraktur\w*|øsofag\w*|sarkom\w*|tumor\w*|svulst\w*|"
    r"cyste\w*|nodi|noder|knuter|gangren|hernie|brokk|metode\w*|operasjon\w*|prosedyre\w*|manøver\w*|"
    r"snitt|stilling|leie|drikk|legeme\w*|legemer|kriterier\w*|kriteria|grad|stadium|type|artropati|"
    r"neuralgi|chorea|ataksi|afasi|encefal\w*|psykose|triade|refleks\w*|fenomen\w*|fenomenet|puls|"
    r"respirasjon|stent\w*|nagle\w*|plate\w*|protese\w*|skinne|korsett|monitor\w*|registrering|"
    r"indeks|index|inventory|depresjon\w*|scale|formel|gruppe|disease|syndrome|sign|[IVX]{1,3}|[ab][-+]|negativ|positiv|"
    r"neg|pos|lik|er negativ|er positiv)\b",
    re.IGNORECASE,
)


_CLOSING_WORDS: Final = frozenset(
    ["mvh", "m.v.h", "hilsen", "helsing", "hilsning", "sign", "signert", "signatur", "underskrift", "av", "operatør", "operatører", "assistent", "assistenter", "ass", "anestesi", "kopi", "til", "cc", "kontaktperson", "behandler", "ansvarlig", "ansvarleg", "lege", "undertegnet", "v", "v/", "med", "ringte", "ringt", "ringer", "ringjer", "kontaktet", "kontakta", "møtte", "møtt", "informert", "orientert", "orienterer", "seg", "heter", "heiter", "kalt", "kalla", "navn", "frå", "fra", "m", "konf"]
)
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
