"""Places for places, word by word: the names change, the words for what they are stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span, Subtype
from hidden_plain_sight.surrogates.compounds import glued, glued_stem, split_place
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.place_choice import Setting, new_namesakes, new_place
from hidden_plain_sight.surrogates.place_links import Namesakes, place_links
from hidden_plain_sight.surrogates.place_lists import is_sami, place_lists
from hidden_plain_sight.surrogates.place_words import (
    LINKING_WORDS,
    SIDES,
    is_premises,
    kind_before,
    kind_of,
    premises_ending,
)
from hidden_plain_sight.surrogates.unit_words import is_generic
from hidden_plain_sight.surrogates.words import case_like, split_genitive, with_genitive

__all__ = ["replaced_place", "surrogate_place"]

_TOKEN: Final = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_ANY: Final = Setting()
_SHORT: Final = 4
_CUT: Final = re.compile(r"[ ][SNØV]\b")
"""What tells towns of one name apart: `Kristiansand S`."""
_BESIDE: Final = re.compile(r"\s*[/(–-]\s*")
"""What stands between two names of one place: `Kautokeino / Guovdageaidnu`."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a text that names one place, and the kind that the words beside it speak of."""

    start: int
    end: int
    kind: str = ""


def replaced_place(draft: Draft, span: Span, text: str, *, coded: bool = False) -> str | None:
    """The surrogate of a place or of several; None where nothing in it names one.

    With `coded` the place has to have a postcode.
    """
    parts = _parts(draft, text)
    if not parts:
        return None
    before = draft.document.text[max(0, span.start - 24) : span.start]
    setting = Setting(_preposition(before), coded=coded)
    outer = "country" if span.subtype is Subtype.COUNTRY else kind_before(before)
    _pair_up(draft, text, parts)
    pieces: list[str] = []
    at = 0
    for number, part in enumerate(parts):
        own = part.kind or (outer if number == 0 else "")
        written = text[part.start : part.end]
        place = surrogate_place(draft, written, setting=setting.of_kind(own))
        pieces += (text[at : part.start], place)
        at = part.end
    return "".join([*pieces, text[at:]])


def _preposition(before: str) -> str:
    words = before[-6:].casefold().split(" ")
    word = words[-2] if len(words) > 1 and not words[-1] else ""
    return word if word in {"i", "på"} else ""


def _parts(draft: Draft, text: str) -> list[_Part]:
    """The stretches of a text that name places; the first word if all others are for kinds."""
    tokens = list(_TOKEN.finditer(text))
    folded = [fold(token.group()) for token in tokens]
    parts: list[_Part] = []
    number = 0
    while number < len(tokens):
        count = _listed(draft, text, tokens, number)
        if not count:
            count = _unlisted(draft, text, tokens, folded, number)
        if count:
            after = number + count
            beside = (*folded[after : after + 1], *folded[max(0, number - 1) : number])
            kind = next(filter(None, map(kind_of, beside)), "")
            parts.append(_Part(tokens[number].start(), tokens[after - 1].end(), kind))
        number += count or 1
    if not parts and tokens and (len(tokens) == 1 or not text.islower()):
        parts.append(_Part(tokens[0].start(), tokens[0].end()))
    return parts


def _listed(draft: Draft, text: str, tokens: list[re.Match[str]], number: int) -> int:
    """How many words from here on are a listed place, or one that has its surrogate already."""
    lists, known = place_lists(), draft.ledger.surrogates
    start = tokens[number].start()
    reach = lists.reach.get(fold(tokens[number].group()), 1)
    for count in range(min(reach, len(tokens) - number), 0, -1):
        end = tokens[number + count - 1].end()
        phrase = " ".join(fold(text[start:end]).split())
        if phrase in lists.groups or phrase in known or phrase in lists.codes:
            is_word = kind_of(phrase) is not None or is_premises(phrase) or phrase in SIDES
            if count == 1 and is_word:
                return 0
            return count + 1 if _CUT.match(text, end) else count
    return 0


def _unlisted(
    draft: Draft, text: str, tokens: list[re.Match[str]], folded: list[str], number: int
) -> int:
    """How many words from here on are the name of a place that is in no list."""
    small = text.islower()
    count = 0
    while number + count < len(tokens):
        at = number + count
        word = tokens[at].group()
        if _stays(folded[at], word, small=small):
            side = folded[at] in SIDES and count == 0 and at + 1 < len(tokens)
            if not side or _stays(folded[at + 1], tokens[at + 1].group(), small=small):
                break
        elif count and (listed := _listed(draft, text, tokens, at)):
            only_sides = SIDES.issuperset(folded[number:at])
            return count + (listed if only_sides else 0)
        count += 1
        if at + 1 < len(tokens) and text[tokens[at].end() : tokens[at + 1].start()] not in " -":
            break
    return count


def _stays(folded: str, word: str, *, small: bool) -> bool:
    """Whether a word says what a place is, or joins it to others; or is no name."""
    if kind_of(folded) is not None or is_premises(folded) or folded in LINKING_WORDS:
        return True
    if folded in SIDES or word.isdigit() or (len(word) > _SHORT and is_generic(folded)):
        return True
    if not word.islower():
        return False
    return folded in known_words() or (not small and len(word) <= _SHORT)


def _pair_up(draft: Draft, text: str, parts: list[_Part]) -> None:
    """Give the two names of one place another place's two names."""
    sami = place_lists().groups
    for first, second in pairwise(parts):
        if not _BESIDE.fullmatch(text[first.end : second.start]):
            continue
        names = (text[first.start : first.end], text[second.start : second.end])
        keys = [fold(name) for name in names]
        links = [place_links().namesakes.get(key) for key in keys]
        northern = [is_sami(n) or ((g := sami.get(k)) is not None and g.kind == "sami")
                    for n, k in zip(names, keys, strict=True)]  # fmt: skip
        if links[0] is not None and links[0] is links[1]:
            new_namesakes(draft, links[0])
        elif northern[0] != northern[1]:
            norwegian, other = names if northern[1] else reversed(names)
            new_namesakes(draft, Namesakes(norwegian, (other,), "3"))


def surrogate_place(draft: Draft, written: str, *, setting: Setting = _ANY) -> str:
    """The surrogate of one place, in its capitals and with its genitive.

    Raises ValueError where there is none.
    """
    ledger, groups, codes = draft.ledger, place_lists().groups, place_lists().codes
    stem, ending = split_genitive(
        written, is_name=lambda word: word in groups or word in codes, seen=ledger.words
    )
    key = " ".join(fold(stem).split())
    if key[-2:-1] == " " and key[:-2] in groups:
        key = key[:-2]
    surrogate = ledger.surrogates.get(key)
    if surrogate is None and key not in groups and not setting.coded:
        surrogate = _composed(draft, stem, key, setting)
    if surrogate is None:
        is_northern = key not in groups and is_sami(stem)
        surrogate = new_place(draft, key, setting.of_kind("sami") if is_northern else setting)
    return with_genitive(case_like(stem, surrogate), ending)


def _composed(draft: Draft, written: str, key: str, setting: Setting) -> str | None:
    """The surrogate of an unlisted place that is made of another and of words that stay."""
    first, _, rest = written.partition(" ")
    if rest and fold(first) in SIDES:
        return f"{first} {surrogate_place(draft, rest, setting=setting)}"
    known, groups = draft.ledger.surrogates, place_lists().groups
    split = split_place(key, is_place=lambda word: word in groups or word in known)
    if split is not None and " " not in key:
        end, joint = split
        place = surrogate_place(draft, written[:end], setting=setting)
        made = glued(place, joint, written[end + len(joint) :])
        return draft.ledger.enter(key, made)
    ending = premises_ending(key) if " " not in key else ""
    if ending and (stem := glued_stem(draft, written[: -len(ending)])):
        return draft.ledger.enter(key, glued(stem.capitalize(), "", ending))
    return None
