"""Where a text holds the known addresses of a patient: the street, the postcode, the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import ORDINARY, Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.text_view import TextView, composed
from hidden_plain_sight.phi import Category, PatientFacts, Subtype

__all__ = ["find_known_addresses"]

_STREET_SCORE: Final = 0.97
_PLACE_SCORE: Final = 0.9
"""Below that of a full name: `Kari Moss` from Moss is called so."""
_LINES: Final = re.compile(r"\s*[,\n]\s*")
_POSTCODE: Final = re.compile(r"(?:NO?-)?(?P<code>\d{4})(?:\s+(?P<place>\D+))?", re.IGNORECASE)
_STREET: Final = re.compile(r"(?P<name>\D{2,}?)[ .]*(?:(?P<number>\d{1,4}).*)?")
_ENDINGS: Final = (
    ("gaten", "gata", "gate", "gt.", "gt", "g."),
    ("veien", "vegen", "vei", "veg", "vn.", "vn", "v.", "vg."),
    ("plassen", "plass", "pl."),
    ("alléen", "alleen", "allé", "alle"),
    ("terrassen", "terrasse", "terr."),
)
_SHORT: Final = {"gata": r"|g(?=[ ]?\d)", "vei": r"|v(?=[ ]?\d)"}
_NUMBER_AFTER: Final = r"(?:[ ]{0,2}(?:nr\.?[ ]?)?\d{1,4}(?![\d%]|[.,/:]\d)(?:[ ]?[a-h](?!\w))?)"
_LETTERS: Final = {
    "å": "(?:å|aa|a)", "ø": "(?:ø|oe|o)", "æ": "(?:æ|ae|e)", "é": "[eé]", "è": "[eè]",
    "ö": "(?:ö|ø|o)", "ä": "(?:ä|æ|a)", "ü": "[uü]", "á": "[aá]", "č": "[cč]", "š": "[sš]",
    " ": "[ \u00a0-]{1,2}", "-": "[ -]?", ".": r"\.?",
}  # fmt: skip
_DIGRAPHS: Final = (("aa", "(?:aa|å)"), ("oe", "(?:oe|ø)"), ("ae", "(?:ae|æ)"))
_VARIABLE: Final = re.compile(f"aa|oe|ae|[{re.escape(''.join(_LETTERS))}]")
_PREPOSITION: Final = re.compile(r"\b(?:i|på|fra|frå|til|ved)[ ]$", re.IGNORECASE)
_HERE: Final = frozenset({"norge", "noreg", "norway", "norga"})


def find_known_addresses(
    view: TextView, facts: PatientFacts, lexicon: Lexicon
) -> Iterator[Candidate]:
    """Yield the streets, with any number and in any abbreviation, the postcodes and the places."""
    lines = dict.fromkeys(
        line
        for value in facts.addresses
        for line in _LINES.split(composed(value)[0].strip())
        if len(line) > 1 and line.lower() not in _HERE
    )
    for line in lines:
        if (postcode := _POSTCODE.fullmatch(line)) is not None:
            yield from _postcodes(view, postcode, lexicon)
        elif any(c.isdigit() for c in line) or _ending(line.lower()) is not None:
            yield from _streets(view, line, lexicon)
        else:
            yield from _places(view, line, lexicon)


def _pattern(words: str) -> str:
    """Words in small letters as a pattern that forgives accents, å, ø, æ and blanks."""
    pieces: list[str] = []
    at = 0
    while at < len(words):
        both = next((p for pair, p in _DIGRAPHS if words.startswith(pair, at)), None)
        pieces.append(both or _LETTERS.get(words[at]) or re.escape(words[at]))
        at += 2 if both else 1
    return "".join(pieces)


def _ending(name: str) -> tuple[str, ...] | None:
    """The ways to write the ending of a street, where the name of one has any of them."""
    for forms in _ENDINGS:
        for form in forms:
            if name.endswith(form) and len(name) > len(form) + 1:
                return forms
    return None


def _streets(view: TextView, line: str, lexicon: Lexicon) -> Iterator[Candidate]:
    match = _STREET.fullmatch(line)
    if match is None:
        return
    name = match["name"].lower().strip(" ,")
    if not _may_hold(view, _stem(name)):
        return
    ordinary = bool(lexicon.every_flag(name.split(" ")[-1]) & ORDINARY)
    pattern = rf"(?<![^\W_]){_street(name)}(?![^\W\d_])(?P<number>{_NUMBER_AFTER})?"
    for hit in re.finditer(pattern, view.lower):
        capital = view.text[hit.start()].isupper()
        same = match["number"] and hit["number"] and _first(hit["number"]) == match["number"]
        if same or (capital and (hit["number"] or not ordinary)) or (
            not ordinary and (hit["number"] or _ending(name))
        ):  # fmt: skip
            yield _span(hit.start(), hit.start() + len(hit.group().rstrip()), Subtype.STREET)


def _first(number: str) -> str:
    """The digits of the number of a house."""
    return "".join(c for c in number if c.isdigit())


def _street(name: str) -> str:
    """The name of a street as a pattern, its ending in any abbreviation."""
    forms = _ending(name)
    if forms is None:
        return _pattern(name)
    endings = "|".join(map(re.escape, forms)) + "".join(_SHORT.get(form, "") for form in forms)
    return f"{_pattern(_stem(name))}[ \u00a0-]?(?:{endings})"


def _stem(name: str) -> str:
    """The name of a street without its ending."""
    written = next((form for form in _ending(name) or () if name.endswith(form)), "")
    return name.removesuffix(written).rstrip(" -")


def _may_hold(view: TextView, words: str) -> bool:
    """Whether the longest stretch of words that is written in one way only is in the text."""
    return max(_VARIABLE.split(words), key=len) in view.lower


def _postcodes(view: TextView, postcode: re.Match[str], lexicon: Lexicon) -> Iterator[Candidate]:
    code, place = postcode["code"], postcode["place"]
    if place is not None:
        yield from _places(view, place.strip(), lexicon)
    if code not in view.lower:
        return
    after = f"(?:[ \u00a0,]{{1,2}}{_pattern(place.strip().lower())}(?!\\w))?" if place else ""
    for hit in re.finditer(rf"(?<![\d.,/+-]){code}(?!\d|[.,]\d){after}", view.lower):
        alone = hit.end() - hit.start() == len(code)
        before = view.lower[max(0, hit.start() - 14) : hit.start()]
        if not alone or re.search(r"(?:postn(?:umme)?r\.?:?[ ]|\bn-|\d[ ]?[a-h]?,[ ])$", before):
            yield _span(hit.start(), hit.end(), Subtype.POSTCODE)


def _places(view: TextView, place: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """A place with a capital, or after a preposition where it is no word."""
    lower = place.lower()
    flags = lexicon.every_flag(lower) if " " not in lower else 0
    if not any(c.isalpha() for c in lower) or lower in _HERE:
        return
    if not _may_hold(view, lower):
        return
    subtype = Subtype.COUNTRY if flags & Flag.COUNTRY and not flags & Flag.TOWN else Subtype.PLACE
    ordinary = bool(flags & (Flag.WORD | Flag.SENTENCE)) or len(lower) < 3
    for hit in re.finditer(rf"(?<![^\W_]){_pattern(lower)}s?(?![^\W_])", view.lower):
        start = hit.start()
        after = bool(_PREPOSITION.search(view.text, max(0, start - 6), start))
        if view.text[start].isupper():
            upper = view.text[start : hit.end()].isupper()
            taken = after or not ordinary or not (upper or view.begins_sentence(start))
        else:
            taken = after and not ordinary and not flags & Flag.ABBREVIATION
        if taken:
            yield _span(start, hit.end(), subtype, _PLACE_SCORE)


def _span(start: int, end: int, subtype: Subtype, score: float = _STREET_SCORE) -> Candidate:
    return Candidate(start, end, Category.LOCATION, subtype, score, "fact.address")
