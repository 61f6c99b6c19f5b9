"""What stands around numbers: for a date, or for a dose, a pressure, a scale, a fraction."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.detection.text_view import TextView

__all__ = ["contexts_score"]

_REACH: Final = 24
_DATE_BEFORE: Final = re.compile(
    r"(?:\b(?:fra|frå|til|den|d\.|dato|dat\.?|innlagt|innlagd|innl\.?|innkomst|innk\.?|utskrevet|"
    r"utskriven|utskr\.?|kontroll|ktr\.?|time|op\.?|operert|operasjon|siden|sidan|f\.?o\.?m\.?|"
    r"t\.?o\.?m\.?|fom|tom|på|innen|innan|før|etter|mellom|tatt|teken|tekne|prøve[rn]?|svar|møte|"
    r"møtte|sist|sett|født|fødd|fdt\.?|f\.|termin|sm|mens|start(?:et|a)?|seponert|oppstart|"
    r"besøk|tilsyn|notat|journal|ct|mr|rtg\.?|røntgen|ekko|ekg|us|ul|blodprøver|vaksine|dose|"
    r"skrevet|diktert|døde|død|mors|dødsdato|per|pr\.?|tirsdag|mandag|onsdag|torsdag|fredag|"
    r"lørdag|søndag|måndag|tysdag|laurdag|ma|ti|to|fr|lø|sø|kl|natt|vakt|permisjon|perm|hjem|heim|ut|att|avf|ca\\.|normalt|"
    r"rekv|henvist|mottatt|oppmøte|avtale|avtalt|ny|neste|planlagt|oppsatt|sykmeldt|sjukmeld|"
    r"vedtak|epikrise|telefon|samtale|medio|primo|ultimo|tidsrommet|perioden|uke|i dag|dags)"
    r"[ :]{1,2}|\d[./]\d{1,2}[ ]?(?:-|–|og|,)[ ]?|\()$",
    re.IGNORECASE,
)
_NUMBER_BEFORE: Final = re.compile(
    r"(?:\b(?:kl|sppb|våken|bt|blodtrykk|rr|nrs|vas|gcs|mms|mmse|mmst|moca|visus|kraft|grad|score|skår|skåre|sum|"
    r"apgar|hb|crp|inr|ph|be|k|na|kreat\w*|trinn|stadium|fraksjon|refleks\w*|bilyd|tnm|asa|ecog|"
    r"nyha|ntx|dose|dosering|hba1c|lpk|tpk|alat|asat|ldl|tsh|ft4|temp|tp|puls|spo2|sat|vekt|kmi|"
    r"bmi|høyde|høgde|ef|fev1?|fvc|kap|kapittel|punkt|pkt|nr|nummer|tabell|fig|versjon|rom|side|"
    r"stk|ratio|forhold|glukose|blodsukker|bs|lm|mål\w*|størrelse|diameter|normal|ref|"
    r"poeng|testes|muskelstyrke|styrke|kode|dsm|icd|gaf|kr|§|antall|x|á)"
    r"[ .:=]{1,3}(?:[a-zæøå]{1,3}[ ])?|[<>=≥≤±~+×x*]\s?|[LCS]|\bTh)$",
    re.IGNORECASE,
)
_NUMBER_AFTER: Final = re.compile(
    r"\s?(?:mg|mcg|µg|μg|g|kg|ml|dl|cl|l|liter|ie|e|i\.e|mmol|µmol|umol|nmol|pmol|mm|cm|m|km|kcal|kj|%|"
    r"mmhg|kpa|skritt|kr|kroner|timer|timar|t|min|minutt\w*|sek|x|stk|tbl|tabl?|tablett\w*|del|deler|kraft|"
    r"bilyd|poeng|poenger|grad|grader|°c?|kps|kapsler|dråper|enheter|enheiter|eininger|mill|"
    r"dager|dagar|uker|veker|mnd|måneder|månader|år|ganger|gonger|pakkeår|sigaretter|meter|slag|pr\b|per\b|"
    r"g/d?l|mm/t|/min|watt|hz|db|bpm|dioptri\w*|lm|finger\w*|fingerbredd\w*)(?![\w-])",
    re.IGNORECASE,
)
_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:i|siden|sidan|fra|frå|år|året|våren|høsten|hausten|sommeren|sommaren|vinteren|vår|haust|"
    r"høst|sommer|sommar|vinter|født|fødd|f\.|fdt\.?|ca\.?|rundt|omkring|til|og|før|etter|jul|julen|jula|"
    r"julaften|nyttår|påske|påsken|pinse|op\.?|operert|infarkt|medio|primo|ultimo|årgang|kull|"
    r"tidlig|seint|sent|slutten av|starten av|begynnelsen av|innen|innan|neste|forrige|sist|"
    r"allerede|rundt|mot|uke \d\d?)[ ]|[(/–-])$",
    re.IGNORECASE,
)


def contexts_score(view: TextView, start: int, end: int, *, year: bool = False) -> float:
    """How much the surroundings raise or lower the score of a date: from -0.6 to 0.35."""
    text = view.text
    if _NUMBER_AFTER.match(text, end):
        return -0.6
    before = text[max(0, start - _REACH) : start]
    if (_YEAR_BEFORE if year else _DATE_BEFORE).search(before):
        return 0.3
    if _NUMBER_BEFORE.search(before):
        return -0.6
    if start == 0 or text[start - 1] in "\n\r\t":
        return 0.15
    return 0.15 if end == len(text) or text[end] in "\n\r:" else 0.0
