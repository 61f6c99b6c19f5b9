"""Small closed sets of words that several detectors look at, bokmål and nynorsk together."""

from __future__ import annotations

from typing import Final

__all__ = [
    "DEPARTMENT_WORDS",
    "PLACE_PREPOSITIONS",
    "PLACE_VERBS",
    "SURNAME_ENDINGS",
    "UNIT_SUBJECTS",
    "UNIT_VERBS",
]

PLACE_PREPOSITIONS: Final = frozenset(["i", "på", "fra", "frå", "til", "ved", "hos", "mot", "nær", "utenfor", "utanfor"])

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
    r"innlegging|behandlet|behandla|behandling|behandles|operert|operasjon|opererte|undersøkt|fulgt opp|"
    r"følges|følgjast|følgjer|følgd|oppfølging|oppfølgjing|kontroll|kontrolleres|kontrollert|"
    r"kontakt|kontakta|kontaktet|mottatt|motteke|poliklinisk|time|konsultasjon|vurdert|vurdering|"
    r"utredet|utgreidd|utredning|utgreiing|opphold|opphald|inneliggende|inneliggjande|ankom|"
    r"ankomst|avdeling|avsender|mottaker|valgte|velge|møtte|møter|besøk|sett|tilsett|ansatt|"
    r"tatt inn|inntatt|plass|tilsyn|plassert|rehabilitering|avreist|lagt til|brakt|brakt inn|"
    r"mottatt|tatt imot|innlegges|pasient|henvendelse|lege|spesialist|sykepleier)"
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

UNIT_SUBJECTS: Final = frozenset(
    ["rus", "tsb", "psykisk", "psykiske", "helse", "helsevern", "helsetjenester", "helsetenester", "barn", "unge", "ung", "ungdom", "voksne", "vaksne", "voksen", "eldre", "familie", "somatikk", "somatisk", "habilitering", "rehabilitering", "døgn", "døgnbehandling", "dagbehandling", "avgiftning", "rusakuttmottak", "avhengighet", "avhengighetsbehandling", "avhengigheit", "spiseforstyrrelser", "spiseforstyrringar", "fysikalsk", "medisin", "alderspsykiatri", "ungdomspsykiatri", "barnepsykiatri", "psykiatri", "akuttpsykiatri", "psykosebehandling", "psykose", "kirurgi", "ortopedi", "nevrologi", "radiologi", "røntgen", "mr", "ct", "fødsel", "barsel", "gynekologi", "onkologi", "kreftbehandling", "lindrende", "palliasjon", "smerte", "smertebehandling", "søvn", "epilepsi", "sansetap", "traumer", "traumebehandling", "traume", "sikkerhet", "intermediær", "behandlingstjeneste", "behandlingsteneste", "kompetansesenter", "kompetansetjeneste", "poliklinisk", "ambulant", "rusomsorg", "rusbehandling", "rusteam", "rusteamet", "akutteam", "oppsøkende", "allmennpsykiatri", "allmennpsykiatrisk", "nevropsykiatri", "autisme", "adhd", "tvang", "ocd", "overvekt", "fedme", "sykelig", "livsstil", "hjerte", "lunge", "nyre", "mage", "tarm", "hud", "øye", "øre", "nese", "hals", "revmatologi", "geriatri", "infeksjon", "brystkreft", "laboratoriemedisin", "patologi", "mikrobiologi", "genetikk", "medisinsk", "barnehabilitering", "øst", "vest", "nord", "sør", "aust", "sentrum", "gutter", "jenter", "gutar", "jenter", "nedre", "øvre", "indre", "ytre", "midt", "voksenhabilitering", "voksenpsykiatri", "voksenpsykiatrisk", "spesialrehabilitering"]
)
"""What a department or an institution is for; part of a unit's name to the right of its head."""

DEPARTMENT_WORDS: Final = frozenset(
    ["senter", "senteret", "sentret", "stiftelsen", "stiftelse", "kollektivet", "kollektiv", "tunet", "tjenesten", "tjeneste", "tenesta", "teneste", "divisjon", "divisjonen", "døgnenhet", "døgnenheter", "døgnenheten", "dagenhet", "døgnseksjon", "behandlingssenter", "behandlingssenteret", "laboratoriet", "instituttet", "institutt", "kompetansesenter", "rusteam", "rusteamet", "ambulansetjenesten"]
)
"""Words for parts of an institution beside those of the list of unit words."""
