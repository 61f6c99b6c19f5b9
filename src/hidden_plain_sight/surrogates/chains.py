"""Chains, laboratories, insurers and the like, which stand for others of their line."""

from __future__ import annotations

from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.consistency import Entry, entries

__all__ = ["all_chains", "chain_line", "chains_of_line"]

_LINES: Final = (
    ("Fürst|Unilabs|Telelab", "Fürst Medisinsk Laboratorium|Fürst medisinsk laboratorium|"
     "Fürst lab|Dr. Fürst|Furst|Dr. Fürst medisinske laboratorium|Unilabs Norge|Telelab AS"),
    ("Aleris Røntgen|Unilabs Røntgen|Evidia|Curato Røntgen|Capio Røntgen",
     "Curato|Evidia Norge|Sentrum Røntgeninstitutt"),
    ("Aleris|Volvat|Ibsensykehuset|Akademikliniken|Colosseumklinikken",
     "Aleris Helse|Aleris Sykehus|Aleris Colosseum|Volvat Medisinske Senter|IbsenSykehuset|"
     "IbsenSykehusene|Ibsensykehusene|Akademiklinikken|Colosseumklinikken Medisinske Senter|Teres|"
     "C-Medical|Medicus|Medi 3|Medi3|Privathospitalet"),
    ("Dr.Dropin|Eyr|Hjemmelegene", "Dr. Dropin|Dr Dropin|Kry"),
    ("Odontia|Oris Dental|Colosseum Tannlege", "Odontia Tannlegeklinikk|Colosseum Tannlegesenter"),
    ("Memira|Argus Øyeklinikk|Ifocus Øyeklinikk", "Memira Øyelaser|Argus Syn|Argus|Ifocus"),
    ("Attendo|Norlandia|Ecura|Humana|Stendi", "Norlandia Care|Humana Norge|Livio|Unicare"),
    ("Falck Helse|Avonova|Hjelp24", "Falck Norge|Hjelp 24|Stamina Helse|Frisk HMS"),
    ("NIMI|Idrettens Helsesenter|Rosenborg Sportsklinikk", "Norsk idrettsmedisinsk institutt"),
    ("Blå Kors|Kirkens Bymisjon|Frelsesarmeen|Tyrili|Evangeliesenteret",
     "Tyrilikollektivet|Evangeliesentrene|CRUX|Crux|Røde Kors|Kirkens Sosialtjeneste|Signo|"
     "Phoenix Haga|Phoenix House|Phoenix House Haga"),
    ("Finnmarksklinikken|Nordlandsklinikken|Trondheimsklinikken",
     "Samisk helsepark|Samisk klinikk|Sámi klinihkka"),
    ("Gjensidige|Storebrand|Tryg|Fremtind|Frende", "If|KLP|Eika Forsikring|DNB Forsikring|"
     "Gjensidige Forsikring|Vertikal Helse|Storebrand Helseforsikring"),
    ("Apotek 1|Boots apotek|Vitusapotek|Ditt apotek", "Vitus apotek|Boots"),
    ("Specsavers|Brilleland|Synsam|Interoptik", "Krogh Optikk|C-optikk|Alliance Optikk"),
    ("Folkehelseinstituttet|Kreftregisteret|Giftinformasjonen",
     "FHI|KRG|Giftinformasjonssentralen|Pasientreiser|Norsk Luftambulanse|Frambu|NevSom|"
     "Folkehelsa"),
)  # fmt: skip
"""For each line those that may stand for another, and other names of its houses."""


@cache
def _lines() -> dict[str, int]:
    return {
        fold(name): number
        for number, line in enumerate(_LINES)
        for names in line
        for name in names.split("|")
    }


def all_chains() -> tuple[str, ...]:
    """All chains, folded.

    >>> "volvat" in all_chains()
    True
    """
    return tuple(_lines())


def chain_line(folded: str) -> int | None:
    """The number of the line that a folded chain is in; None for what is no chain.

    >>> chain_line("volvat") == chain_line("aleris") != chain_line("furst")
    True
    """
    return _lines().get(folded)


@cache
def chains_of_line(line: int) -> tuple[Entry, ...]:
    """The chains of a line that may stand for another.

    >>> [entry.text for entry in chains_of_line(0)]
    ['Fürst', 'Unilabs', 'Telelab']
    """
    return entries(_LINES[line][0].split("|"))
