"""True pairs of postcode and place."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.place_choice import Setting, new_compatriot
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.places import replaced_place, surrogate_place

__all__ = ["replaced_postcode"]

_PAIR: Final = re.compile(
    r"(?P<before>(?:NO?[- ]?)?[^\w]{0,3})(?P<code>\d{4})(?P<gap>[\s\u00a0,]+)(?P<place>[^\W\d_]\D*)"
)
_ALONE: Final = re.compile(r"(?P<before>(?:NO?[- ]?)?)(?P<code>\d{4})(?P<after>[ ,]*)")
_FOREIGN: Final = re.compile(
    r"(?P<before>[A-Z]{1,3}[- ])?(?P<code>\d{4,5}|\d{3} \d{2})(?P<gap>\s+)(?P<place>[^\W\d_]\D*)"
)
_BETWEEN: Final = re.compile(r"[\s\u00a0,]{1,4}")


def replaced_postcode(draft: Draft, span: Span, text: str) -> str | None:
    """Another true pair of postcode and place, or a postcode alone; None for other shapes."""
    alone = _ALONE.fullmatch(text)
    if alone is not None:
        known = _place_after(draft, span) or _place_of(draft, alone["code"])
        return alone["before"] + _code(draft, alone["code"], known) + alone["after"]
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return _abroad(draft, span, text)
    place = replaced_place(draft, span, pair["place"], coded=True)
    if place is None:
        return None
    code = _code(draft, pair["code"], _poststed(place))
    return f"{pair['before']}{code}{pair['gap']}{place}"


def _poststed(surrogate: str) -> str:
    """The folded poststed in what was written for one, genitive or not; or nothing."""
    codes = place_lists().codes
    folded = " ".join(fold(surrogate).split()).strip(" .,'’")
    if folded in codes:
        return folded
    words = folded.split()
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((s for w in starts for s in (w, w.removesuffix("s")) if s in codes), "")


def _place_after(draft: Draft, span: Span) -> str:
    """The folded surrogate of the place that follows a postcode as a span of its own."""
    text = draft.document.text
    for other, written in zip(draft.spans, draft.texts, strict=True):
        beside = other.start >= span.end and _BETWEEN.fullmatch(text, span.end, other.start)
        if beside and other.category is Category.LOCATION and written[0].isalpha():
            return _poststed(replaced_place(draft, other, written, coded=True) or "")
    return ""


def _place_of(draft: Draft, code: str) -> str:
    """The folded surrogate of the place that a lone postcode is of, if the document names it."""
    place = place_lists().post_of.get(code, "")
    ledger = draft.ledger
    if not place or (place not in ledger.surrogates and place not in ledger.originals):
        return ""
    return _poststed(surrogate_place(draft, place, setting=Setting(coded=True)))


def _code(draft: Draft, code: str, place: str) -> str:
    """A postcode of a place, another than the given one; of any place where it has none."""
    ledger, lists = draft.ledger, place_lists()
    known = ledger.surrogates.get(f"postcode:{code}")
    if known is not None and (not place or lists.post_of.get(known) == place):
        return known
    codes = lists.codes.get(place) or tuple(lists.codes[e.folded][0] for e in lists.coded)
    spare = ""
    for at in ledger.choice.walk("postcode", f"{place} {code}", len(codes)):
        if codes[at] == code:
            continue
        spare = spare or codes[at]
        if ledger.is_free(codes[at]):
            return ledger.enter(f"postcode:{code}", codes[at])
    if not spare:
        raise ValueError("no other postcode")
    return ledger.enter(f"postcode:{code}", spare)


def _abroad(draft: Draft, span: Span, text: str) -> str | None:
    """`S-111 22 Stockholm`: other digits in the same places, another town."""
    match = _FOREIGN.fullmatch(text)
    if match and match["before"]:
        new_compatriot(draft, fold(match["place"]).strip())
    place = replaced_place(draft, span, match["place"]) if match else None
    if match is None or place is None:
        return None
    draws = draft.ledger.choice.draws("foreign postcode", match["code"])
    code = "".join(_digit(c, draws) for c in match["code"])
    return f"{match['before'] or ''}{code}{match['gap']}{place}"


def _digit(c: str, draws: Draws) -> str:
    """Another digit, from 1 to 9."""
    if not c.isdigit():
        return c
    others = [other for other in "123456789" if other != c]
    return others[draws.below(len(others))]
