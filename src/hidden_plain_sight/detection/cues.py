"""Small closed sets of words that several detectors look at, bokmål and nynorsk together."""

from __future__ import annotations

from typing import Final

__all__ = ["PLACE_PREPOSITIONS", "PLACE_VERBS", "SURNAME_ENDINGS", "UNIT_VERBS"]

PLACE_PREPOSITIONS: Final = frozenset("i på fra frå til ved hos mot nær utenfor utanfor".split())

PLACE_VERBS: Final = (
    r"(?:f[øo]dt|fødd|bosatt|busett|bor|bur|bodde|budde|bodd|butt|oppvokst|oppvaksen|vokst opp|"
    r"vakse opp|hjemmeboende|heimebuande|hjemme|heime|flyttet|flytta|flyttar|flytter|kommer|kjem|"
    r"kom|reist|reiste|reiser|reis|dratt|drog|dro|ferie|ferierer|opphold|opphald|jobber|jobbar|"
    r"arbeider|arbeidde|arbeidet|studerer|studerte|hytte|hytta|hus|gård|leilighet|leilegheit|"
    r"bosted|bustad|kommune|opprinnelig|opphavleg|på vei|turist|utstasjonert)"
)
"""Words that a place is likely to follow, with a preposition between."""

UNIT_VERBS: Final = (
    r"(?:innlagt|innlegges|innleggelse|innlegging|innlagd|innkomst|lagt inn|overflyttet|overført|"
    r"overflytta|overføres|overført|flyttet|henvist|tilvist|henvises|tilvises|henvisning|"
    r"tilvising|utskrevet|utskriven|skrevet ut|skriven ut|utskrives|utskriving|utskrivning|"
    r"behandlet|behandla|behandling|behandles|operert|operasjon|opererte|undersøkt|fulgt opp|"
    r"følges|følgjast|følgjer|følgd|oppfølging|oppfølgjing|kontroll|kontrolleres|kontrollert|"
    r"kontakt|kontakta|kontaktet|mottatt|motteke|poliklinisk|time|konsultasjon|vurdert|vurdering|"
    r"utredet|utgreidd|utredning|utgreiing|opphold|opphald|inneliggende|inneliggjande|ankom|"
    r"ankomst|avdeling|avsender|mottaker|valgte|velge|møtte|møter|besøk|sett|tilsett|ansatt|"
    r"tatt inn|inntatt|plass|tilsyn|plassert|rehabilitering)"
)
"""Words that a unit is likely to follow, with a preposition between."""

SURNAME_ENDINGS: Final = (
    "sen", "ssen", "son", "dotter", "datter", "stad", "land", "heim", "haug", "haugen", "bakk",
    "bakken", "bakke", "rud", "vik", "viken", "nes", "ness", "dal", "dahl", "berg", "berget",
    "eng", "lien", "moen", "seth", "set", "sæter", "sether", "sæther", "tveit", "rød", "åsen",
    "øy", "gård", "gaard", "strøm", "strand", "skog", "holt", "holm", "bø", "sund", "fjord",
    "våg", "støl", "aas", "ås", "hus", "mark", "vold", "voll", "stein", "rem", "um", "skaug",
    "ski", "ska", "wicz", "enko", "ić", "ević", "vic", "escu", "oglu", "zadeh", "pour", "rajah",
    "lingam", "ius", "aitė", "ienė", "aite", "iene", "ov", "ova", "ev", "eva", "yan", "dze",
)  # fmt: skip
"""Endings that make an unlisted capitalised word likelier to be a name or a place."""
