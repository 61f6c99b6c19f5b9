"""Names for names: first names of the same sex and origin, last names of the same origin."""

from __future__ import annotations

from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft, Entry
from hidden_plain_sight.surrogates.initials import letter_for
from hidden_plain_sight.surrogates.name_fit import fitting, note_initials, stands_apart
from hidden_plain_sight.surrogates.name_lists import (
    HOME,
    NameList,
    first_names,
    last_names,
    split_name,
)
from hidden_plain_sight.surrogates.name_looks import turned_endings
from hidden_plain_sight.surrogates.people import People, people_of
from hidden_plain_sight.surrogates.short_names import long_names, shorts_of, with_shorts
from hidden_plain_sight.surrogates.words import WORD, case_like, is_particle, with_genitive

_Kind = tuple[NameList, tuple[str, str, int], str]
"""The list of a name, its group, and what the choice is called."""

_TRIES: Final = 8
"""A pool in which nothing fitting was found so often is not gone through again."""

__all__ = ["name_like", "replaced_name", "surrogate_word"]


def replaced_name(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a name, part by part; None where it holds no letters.

    `text` is what the span covers. Between the parts everything stays as it is.
    """
    is_first = span.subtype is Subtype.FIRST_NAME
    if text.isalpha() and len(text) > 1:
        return surrogate_word(draft, text, is_first=is_first)
    words = list(WORD.finditer(text))
    if not words:
        return None
    pieces: list[str] = []
    at = 0
    for number, match in enumerate(words):
        word = match.group()
        pieces.append(text[at : match.start()])
        at = match.end()
        is_last = number == len(words) - 1
        if not is_last and is_particle(word, text[at : at + 1], number, is_first=is_first):
            pieces.append(word)
        elif len(word) == 1:
            pieces.append(letter_for(draft, word, is_first=is_first))
        else:
            pieces.append(surrogate_word(draft, word, is_first=is_first))
    return "".join([*pieces, text[at:]])


def surrogate_word(draft: Draft, word: str, *, is_first: bool) -> str:
    """The surrogate of one word of a name, in its capitals and with its genitive."""
    ledger = draft.ledger
    known = ledger.surrogates.get(fold(word))
    if known is not None:
        return case_like(word, known)
    stem, ending = split_name(word, seen=ledger.words)
    key = fold(stem)
    surrogate = ledger.surrogates.get(key)
    if surrogate is None:
        surrogate = name_like(draft, key, is_first=is_first)
    return with_genitive(case_like(stem, surrogate), ending)


def name_like(draft: Draft, key: str, *, is_first: bool) -> str:
    """A name for a folded name, entered in the ledger. Raises ValueError where there is none."""
    people = people_of(draft)
    is_first = people.is_first(key, otherwise=is_first)
    found = _by_short_form(draft, people, key) if is_first else None
    if found is None:
        kind = _kind(people, key, is_first=is_first)
        found = _by_other_ending(draft, key, kind) or _of_its_kind(draft, people, key, kind)
    note_initials(draft, people, key, fold(found))
    return found


def _of_its_kind(draft: Draft, people: People, key: str, kind: _Kind) -> str:
    """A name of the same sex, origin and band; where all are given, any other, then two joined."""
    ledger = draft.ledger
    names, group, purpose = kind
    sex = group[0]
    suits = fitting(draft, people, key)
    family = any(other in ledger.words for other in _in_family(key, kind))

    fitted: Entry | None = None

    def fits(entry: Entry) -> bool:
        nonlocal fitted
        if suits(entry) and (not family or _has_family(entry.folded, kind)):
            fitted = entry
        return fitted is entry

    own, wider = f"{purpose} {group}", f"{purpose} {sex}"
    for name, pool in ((own, names.like(*group)), (wider, names.anyone(sex))):
        if people.misses[name] < _TRIES:
            chosen = ledger.chosen(purpose, key, pool, fits=fits)
            people.misses[name] += chosen is None or chosen is not fitted
            if chosen is not None:
                return chosen.text

    def two(attempt: int) -> str:
        draws = ledger.choice.draws("double name", f"{attempt} {key}")
        pool = names.like(*group)
        return "-".join(pool[draws.below(len(pool))].text for _ in range(2))

    return ledger.enter(key, ledger.made(key, "double name", two))


def _kind(people: People, key: str, *, is_first: bool) -> _Kind:
    """The list that has names of the kind of a folded name, its group, and what the choice is."""
    firsts, lasts = first_names(), last_names()
    first, last = firsts.group(key), lasts.group(key)
    if first is not None and (is_first or last is None):
        return firsts, first, "first name"
    if last is not None:
        return lasts, last, "last name"
    names, purpose = (firsts, "first name") if is_first else (lasts, "last name")
    sex, origin, band = names.guessed(key)
    return names, (sex, _origin_beside(people, key, is_first=is_first) or origin, band), purpose


def _origin_beside(people: People, key: str, *, is_first: bool) -> str:
    """The origin of a listed name of the same person; the empty string where none tells.

    Whoever has a last name from elsewhere may well have a Norwegian first name, so that such a
    one tells nothing.
    """
    person = people.company.get(key)
    for word in person.words if person is not None else ():
        group = first_names().group(word) or last_names().group(word)
        if word != key and group is not None and (is_first or group[1] != HOME):
            return group[1]
    return ""


def _by_short_form(draft: Draft, people: People, key: str) -> str | None:
    """The surrogate of a name that has short forms in the document, or of such a short form."""
    if people.short_forms is None:
        people.short_forms = long_names(tuple(people.first_words))
        for short, name in people.short_forms.items():
            people.shortened.setdefault(name, []).append(short)
    long = people.short_forms.get(key)
    if long is not None and long not in draft.ledger.surrogates:
        name_like(draft, long, is_first=True)
        return draft.ledger.surrogates.get(key)
    shorts = people.shortened.get(key)
    return _with_short_forms(draft, people, key, shorts) if shorts else None


def _with_short_forms(draft: Draft, people: People, key: str, shorts: list[str]) -> str | None:
    """A name that has short forms, entered with one of them for each short form of the original."""
    ledger = draft.ledger
    sex, origin, _ = _kind(people, key, is_first=True)[1]
    pool = with_shorts(sex, len(shorts)) if origin == HOME else ()
    suits = fitting(draft, people, key)

    def to_give(entry: Entry) -> list[Entry]:
        own = shorts_of(entry.folded)
        free = [e for e in own if ledger.is_free(e.folded) and not ledger.occurs(e.folded)]
        return [e for e in free if stands_apart(draft, people, e.folded)]

    def fits(entry: Entry) -> bool:
        return suits(entry) and len(to_give(entry)) >= len(shorts)

    chosen = ledger.chosen("first name", key, pool, fits=fits)
    if chosen is None:
        return None
    for short, entry in zip(shorts, to_give(chosen), strict=False):
        ledger.enter(short, entry.text, entry.folded)
    return chosen.text


def _by_other_ending(draft: Draft, key: str, kind: _Kind) -> str | None:
    """`Nowicka` for `Kowalska` where `Kowalski` became `Nowicki`."""
    ledger, (names, (_, origin, _), _) = draft.ledger, kind
    for other in _in_family(key, kind):
        for turned in turned_endings(fold(ledger.surrogates.get(other, "")), origin):
            entry = names.entry(turned)
            if entry is not None and ledger.is_free(turned):
                return ledger.enter(key, entry.text, turned)
    return None


def _in_family(key: str, kind: _Kind) -> list[str]:
    """A last name as those of the other sex bear it."""
    return turned_endings(key, kind[1][1]) if kind[2] == "last name" else []


def _has_family(folded: str, kind: _Kind) -> bool:
    """Whether a candidate is listed as those of the other sex bear it, too."""
    return any(other in kind[0] for other in _in_family(folded, kind))
