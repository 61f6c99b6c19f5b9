"""Places: listed and unlisted ones by their context, streets, postcodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.cues import any_cue
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.phrases import Phrase
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["find_places"]

_ORDINARY: Final = Flag.WORD | Flag.SENTENCE | Flag.UNSURE_PLACE
_NOT_PLACE: Final = (
    Flag.SENTENCE | Flag.WORD | Flag.DRUG | Flag.SPECIALTY | Flag.MONTH | Flag.INSTITUTION
    | Flag.DEPARTMENT | Flag.LEGAL | Flag.TITLE | Flag.KIN | Flag.PATIENT | Flag.PERSON
    | Flag.EPONYM | Flag.HOSPITAL | Flag.FIRST
)  # fmt: skip
_VERB_BEFORE: Final = regex.compile(
    rf"\b{any_cue('place_verbs')}\b[^.\n]{{0,34}}?\b(?:i|på|fra|frå|til|ved)[ ]$", regex.IGNORECASE
)
_ANY_PREPOSITION: Final = regex.compile(r"\b(?:i|på|fra|frå|til|ved)[ ]$", regex.IGNORECASE)
_FARM_BEFORE: Final = regex.compile(
    r"\b(?:gården|garden|gard|gård|bruket|småbruket|bygda|bygden|øya|øyen|grenda|tettstedet|stedet|"
    r"hytta på|hytte på|setra|kommunen|byen)[ ,]{1,2}$",
    regex.IGNORECASE,
)
_TIGHT_PREPOSITION: Final = regex.compile(r"\b(?:i|fra|frå)[ ]$", regex.IGNORECASE)
_AMOUNT: Final = (
    "mg|ml|år|kg|%|dag|uke|veke|mnd|måned|månad|time|timar|min|gang|gong|liter|stk|x\\b|cm|mm|døgn|"
    "poeng|og|til"
)
_MONTH_START: Final = "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des"
_NUMBER_AFTER: Final = regex.compile(
    r"[ ]?\d{1,4}(?!\d|[.,/]\d|[ ]?[-–][ ]?\d"
    rf"|\.?[ ]?(?:{_AMOUNT})|\.[ ]?(?:{_MONTH_START}))(?:[ ]?[A-Za-hk](?!\p{{L}}))?"
)
_FREE_STREET: Final = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}.’'-]*[ ]){1,4}(?:vei(?:en)?|veg(?:en)?|gate(?:n)?|gata|gt\.?|plass|allé|"
    r"alle|terrasse|torg|bakke|sti|ring|brygge|kai|smug|tun|allmenning|hage|v\.|g\.)[ ]?$"
)
_CLEAR_ENDINGS: Final = (
    "veien", "vegen", "vei", "veg", "gata", "gaten", "gate", "allé", "alléen", "smauet", "smuget",
    "plass", "terrasse", "allmenningen", "bryggen", "brygge",
)  # fmt: skip
_STREET_ENDS: Final = (
    "vei", "veien", "veg", "vegen", "gate", "gaten", "gata", "gt", "gt.", "plass", "allé", "alle",
    "terrasse", "torg", "bakke", "sti", "ring", "brygge", "kai", "smug", "tun", "allmenning",
    "hage",     "v.", "g.", "vn", "vn.", "vg.",
)  # fmt: skip
_SHORT_STREET: Final = regex.compile(
    r"(?:(?:Østre|Vestre|Nordre|Søndre|Øvre|Nedre|Store|Lille|Gamle|Nye|Indre|Ytre|St\.)[ ])?"
    r"\p{Lu}\p{L}{2,}(?:gt\.?|gata|gate|v\.|vn\.?|vg\.|g\.|GT\.?|GATA|GATE|V\.|VN\.?)[ ]?$"
)
_ADDRESS_BEFORE: Final = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}.’'-]*[ ]){1,3}\d{1,4}(?:[ ]?[A-Za-h])?(?=,[ ]{1,2}$)"
)
_POSTCODE: Final = regex.compile(r"\d{4}[ \u00a0]{1,2}(?=\p{Lu})")
_AREA: Final = regex.compile(
    r"[ ](?:kommune|fylke|fylkeskommune|bydel|herred|sentrum|skole|skule|barneskole|barneskule|"
    r"ungdomsskole|ungdomsskule|videregående|vidaregåande|barnehage|fengsel|kirke|kyrkje|fyr|stasjon|"
    r"camping|asylmottak|mottak|hotell|gård|gard)\b"
)


def find_places(view: TextView, phrases: Sequence[Phrase], book: RuleBook) -> Iterator[Candidate]:
    """Yield the places of a text."""
    inside = {at for phrase in phrases for at in range(phrase.start, phrase.end)}
    for phrase in phrases:
        if phrase.flags & (Flag.PLACE | Flag.COUNTRY | Flag.STREET_NAME):
            yield from _phrase(view, phrase, book)
    before: Token | None = None
    for token in view.tokens:
        before, previous = token, before
        if token.start in inside:
            continue
        if not token.flags & Flag.CAPITAL:
            if token.flags & Flag.TOWN:
                yield from _lower_case(view, token, book)
            continue
        if token.flags & (Flag.STREET | Flag.STREET_NAME):
            yield from _street(view, token, book)
        if not token.flags & Flag.INITIAL:
            yield from _place(view, token, previous, book)
    yield from _numbered(view, phrases, book)


def _span(start: int, end: int, subtype: Subtype, score: float, rule: str) -> Iterator[Candidate]:
    if score > 0:
        yield Candidate(start, end, Category.LOCATION, subtype, min(score, 1.0), rule)


def _phrase(view: TextView, phrase: Phrase, book: RuleBook) -> Iterator[Candidate]:
    if not view.text[phrase.start].isupper():
        return
    start, end = phrase.start, phrase.end
    if phrase.flags & Flag.STREET_NAME:
        number = _NUMBER_AFTER.match(view.text, end)
        end = number.end() if number else end
        yield from _span(start, end, Subtype.STREET, book.score("place.street"), "place.street")
    else:
        country = phrase.flags & Flag.COUNTRY
        rule = "place.country" if country else "place.listed"
        subtype = Subtype.COUNTRY if country else Subtype.PLACE
        score = book.score(rule) + (0.1 if _preposition(view, start) else 0.0)
        if phrase.flags & Flag.UNSURE_PLACE:
            score -= 0.4
        yield from _span(start, end, subtype, score, rule)


def _preposition(view: TextView, start: int) -> bool:
    return _ANY_PREPOSITION.search(view.text[max(0, start - 5) : start]) is not None


def _street(view: TextView, token: Token, book: RuleBook) -> Iterator[Candidate]:
    """`Storgata 12B`, and without a number where the place in the sentence allows."""
    score = book.score("place.street")
    number = _NUMBER_AFTER.match(view.text, token.end)
    ordinary = token.flags & (Flag.WORD | Flag.SENTENCE) and not token.flags & Flag.STREET_NAME
    if number and not ordinary:
        yield from _span(token.start, number.end(), Subtype.STREET, score, "place.street")
    elif not token.flags & (_ORDINARY | Flag.FIRST | Flag.LAST | Flag.PLACE) and (
        token.flags & Flag.STREET_NAME or token.word.lower().endswith(_CLEAR_ENDINGS)
    ):
        opens = view.begins_sentence(token.start)
        listed = token.flags & Flag.STREET_NAME
        doubt = 0.5 if opens and not listed else 0.33 if opens or not listed else 0.1
        if token.flags & Flag.UPPER:
            doubt += 0.3
        yield from _span(token.start, token.end, Subtype.STREET, score - doubt, "place.street")


def _place(
    view: TextView, token: Token, before: Token | None, book: RuleBook
) -> Iterator[Candidate]:
    text, flags = view.text, token.flags
    start, end = token.start, token.end
    after_preposition = (
        before is not None and before.number == token.number - 1
        and (
            (bool(before.flags & Flag.PREPOSITION) and text[before.end : start] == " ")
            or (bool(before.flags & Flag.PLACE) and text[before.end : start] in {" (", "/"})
        )
    )  # fmt: skip
    if flags & Flag.COUNTRY:
        score = book.score("place.country") - (0.5 if flags & Flag.UNSURE_PLACE else 0.0)
        score -= 0.3 if flags & (Flag.FIRST | Flag.LAST) and not after_preposition else 0.0
        yield from _span(start, end, Subtype.COUNTRY, score, "place.country")
        return
    area = _AREA.match(text, end)
    if area and (flags & Flag.PLACE or not (
        flags & (Flag.SENTENCE | Flag.WORD) or view.begins_sentence(start)
    )):  # fmt: skip
        score = book.score("place.municipality")
        yield from _span(start, area.end(), Subtype.PLACE, score, "place.municipality")
        return
    farm = not flags & (Flag.SENTENCE | Flag.UPPER) and _FARM_BEFORE.search(
        text, max(0, start - 14), start
    )
    if farm:
        yield from _span(start, end, Subtype.PLACE, book.score("place.farm"), "place.farm")
        return
    if not after_preposition and not flags & Flag.PLACE:
        return
    context = text[max(0, start - 64) : start] if after_preposition else ""
    if flags & Flag.PLACE:
        yield from _listed(view, token, after_preposition, context, book)
    elif after_preposition and not flags & _NOT_PLACE and not flags & Flag.ABBREVIATION:
        yield from _unlisted(token, context, book)


def _lower_case(view: TextView, token: Token, book: RuleBook) -> Iterator[Candidate]:
    """`bor i bergen`: a town written without its capital, after a preposition."""
    if not token.flags & _ORDINARY and _preposition(view, token.start):
        score = book.score("place.lower")
        yield from _span(token.start, token.end, Subtype.PLACE, score, "place.lower")


def _listed(
    view: TextView, token: Token, after_preposition: bool, context: str, book: RuleBook
) -> Iterator[Candidate]:
    flags = token.flags
    named = flags & (Flag.FIRST | Flag.LAST)
    if after_preposition:
        score, rule = book.score("place.preposition"), "place.preposition"
        if _VERB_BEFORE.search(context):
            score, rule = book.score("place.verb"), "place.verb"
        elif flags & (Flag.WORD | Flag.SENTENCE):
            score -= 0.3
        elif flags & Flag.EPONYM and not flags & Flag.TOWN:
            score -= 0.2
        if flags & Flag.FIRST and not context.endswith("i "):
            score -= 0.3
    else:
        score, rule = book.score("place.listed"), "place.listed"
        score -= (0.2 if named else 0.0) + (0.3 if flags & _ORDINARY else 0.0)
        score -= 0.1 if view.begins_sentence(token.start) and (named or flags & _ORDINARY) else 0.0
        if flags & Flag.EPONYM and not flags & Flag.TOWN:
            score -= 0.2
    yield from _span(token.start, token.end, Subtype.PLACE, score, rule)


def _unlisted(token: Token, context: str, book: RuleBook) -> Iterator[Candidate]:
    start, end = token.start, token.end
    if _VERB_BEFORE.search(context):
        yield from _span(start, end, Subtype.PLACE, book.score("place.verb"), "place.verb")
    elif _TIGHT_PREPOSITION.search(context) and not token.flags & Flag.UPPER:
        score = book.score("place.in") + (0.1 if token.flags & Flag.NAMELIKE else -0.1)
        yield from _span(start, end, Subtype.PLACE, score, "place.in")


def _numbered(view: TextView, phrases: Sequence[Phrase], book: RuleBook) -> Iterator[Candidate]:
    """Streets of several words before a number, and postcodes."""
    text = view.text
    lower = view.lower
    for start, end in view.digits:
        if (
            end - start <= 3
            and lower[max(0, start - 12) : start].rstrip(" ").endswith(_STREET_ENDS)
            and (
                street := _FREE_STREET.search(text, max(0, start - 60), start)
                or _SHORT_STREET.search(text, max(0, start - 40), start)
            )
        ):
            number = _NUMBER_AFTER.match(text, start)
            if number and not _is_word(view, street):
                first = street.start() + _leading_words(view, street.start(), street.end())
                score = book.score("place.street")
                yield from _span(first, number.end(), Subtype.STREET, score, "place.street")
        elif (
            end - start == 4
            and not text[start - 1 : start].isalnum()
            and (match := _POSTCODE.match(text, start))
        ):
            for postcode in _postcode(view, start, match.end(), phrases, book):
                yield postcode
                yield from _address_before(view, postcode, book)


def _is_word(view: TextView, street: regex.Match[str]) -> bool:
    """Whether what ends like a short form of a street is one ordinary word: `Innlagt 24`."""
    for token in view.tokens_from(street.start()):
        one = token.start == street.start() and token.end >= street.end() - 2
        return one and bool(token.flags & (Flag.WORD | Flag.SENTENCE | Flag.DRUG))
    return False


def _leading_words(view: TextView, start: int, end: int) -> int:
    """How much of a row of capitalised words is the sentence before a street and not its name."""
    skipped = 0
    for token in view.tokens_from(start):
        if token.start >= end or not token.flags & (Flag.SENTENCE | Flag.PATIENT | Flag.TITLE):
            break
        if token.flags & (Flag.FIRST | Flag.LAST):
            break
        skipped = token.end + 1 - start
    return skipped


def _address_before(view: TextView, postcode: Candidate, book: RuleBook) -> Iterator[Candidate]:
    """`Hauge 12` in `Hauge 12, 6700 Måløy`: a farm or a street with a number."""
    start = postcode.start
    address = _ADDRESS_BEFORE.search(view.text, max(0, start - 45), start)
    if address and postcode.score >= book.score("place.postcode"):
        first = address.start() + _leading_words(view, address.start(), address.end())
        score = book.score("place.before_postcode")
        yield from _span(first, address.end(), Subtype.STREET, score, "place.before_postcode")


def _postcode(
    view: TextView, start: int, place: int, phrases: Sequence[Phrase], book: RuleBook
) -> Iterator[Candidate]:
    for phrase in phrases:
        if phrase.start == place and phrase.flags & Flag.PLACE:
            score = book.score("place.postcode")
            yield from _span(start, phrase.end, Subtype.POSTCODE, score, "place.postcode")
            return
    for token in view.tokens_from(place):
        if token.start != place or token.flags & (Flag.TITLE | Flag.PATIENT):
            return
        if token.flags & Flag.SENTENCE and not token.flags & Flag.PLACE:
            return
        score = book.score("place.postcode")
        if not token.flags & Flag.PLACE:
            if len(token.word) < 3:
                return
            score -= 0.35 if token.flags & (Flag.NAMELIKE | Flag.LAST | Flag.UPPER) else 0.45
        if "1900" <= view.text[start : start + 4] <= "2040" and not token.flags & Flag.PLACE:
            score -= 0.3
        yield from _span(start, token.end, Subtype.POSTCODE, score, "place.postcode")
        return
