"""Units for units: the institution and the place change, the words for what it is stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft, Entry
from hidden_plain_sight.surrogates.name_lists import first_names, known_words, last_names
from hidden_plain_sight.surrogates.names import surrogate_word
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.places import surrogate_place
from hidden_plain_sight.surrogates.unit_lists import Unit, unit_lists
from hidden_plain_sight.surrogates.words import case_like, with_genitive

__all__ = ["replaced_unit"]

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CODE: Final = re.compile(r"[A-ZÆØÅ]{0,3}\d{1,4}[A-ZÆØÅa-z]{0,2}|[A-ZÆØÅ]")
_FIRST: Final = re.compile(r"[^\W_]+")
_DIRECTIONS: Final = frozenset({
    "nord", "sør", "øst", "aust", "vest", "midt", "indre", "ytre", "øvre", "nedre",
})  # fmt: skip
_LONGEST_NAME_ENDING: Final = 6
"""Names of places end in shorter words: `Solbakken`, `Kvernhaugen`; `kreftbehandling` is none."""
_KEPT: Final = frozenset({
    "st", "st.", "dr", "prof", "den", "det", "de", "og", "i", "på", "ved", "for", "av", "med",
    "til", "hf", "rhf", "as", "sa", "ks", "norge", "norges", "noregs",
})  # fmt: skip


def replaced_unit(draft: Draft, _span: Span, text: str) -> str | None:
    """The surrogate of a unit; None where nothing in it could be changed."""
    whole = "unit:" + " ".join(fold(text).split())
    known = draft.ledger.surrogates.get(whole)
    if known is None:
        known = _with_parts(draft, text)
        if known.casefold() == text.casefold():
            known = _with_specialty(draft, text)
        if known is None:
            return None
        draft.ledger.surrogates[whole] = known
    return case_like(text, known) if text.isupper() else known


def _with_parts(draft: Draft, text: str) -> str:
    """The text with its listed institutions, places, names, codes and unknown words replaced."""
    tokens = list(_TOKEN.finditer(text))
    folded = [fold(token.group()) for token in tokens]
    pieces: list[str] = []
    small = text.islower()
    at = number = 0
    while number < len(tokens):
        token = tokens[number]
        taken, surrogate = _listed(draft, text, tokens, folded, number)
        if not taken:
            alone = len(tokens) == 1
            word = token.group()
            taken, surrogate = 1, _word(draft, word, folded[number], alone=alone, small=small)
        pieces += [text[at : token.start()], surrogate]
        at = tokens[number + taken - 1].end()
        number += taken
    return "".join([*pieces, text[at:]])


def _listed(
    draft: Draft, text: str, tokens: list[re.Match[str]], folded: list[str], number: int
) -> tuple[int, str]:
    """How many words from here on are a listed institution or place, and its surrogate."""
    lists = unit_lists()
    first = _FIRST.match(folded[number])
    reach = lists.reach.get(first.group()) if first else None
    if reach is None or (len(tokens) == 1 and folded[number] in lists.words):
        return 0, ""
    start = tokens[number].start()
    for count in range(min(reach + 1, len(tokens) - number), 0, -1):
        written = text[start : tokens[number + count - 1].end()]
        phrase = folded[number] if count == 1 else " ".join(fold(written).split())
        unit = lists.units.get(phrase)
        if unit is not None and not _generic(phrase) and not _by_its_place(draft, unit, phrase):
            return count, _institution(draft, written, unit, phrase)
        if count > 1 and phrase in place_lists().groups:
            return count, surrogate_place(draft, written)
    return 0, ""


def _by_its_place(draft: Draft, unit: Unit, phrase: str) -> bool:
    """Whether a unit is named by its place alone: `Bergen legevakt`; then the place changes.

    A hospital does so only where the document names the place elsewhere too.
    """
    place = fold(unit.place)
    if unit.kind not in {"clinics", "nursing_homes"} and place not in draft.ledger.surrogates:
        return False
    rest = phrase.replace(place, "", 1).split() if place else []
    return bool(rest) and phrase.startswith(place) and all(map(_generic, rest))


def _generic(folded: str) -> bool:
    lists = unit_lists()
    return folded in lists.words or folded in lists.specialties or folded in _KEPT


def _institution(draft: Draft, written: str, unit: Unit, phrase: str) -> str:
    """Another institution of its type, by its short form where the short form was written."""
    ledger, lists = draft.ledger, unit_lists()
    short = phrase in lists.short_forms
    chosen = _chosen(draft, unit, short=short)
    surrogate = (chosen.short if short else chosen.name) or chosen.name
    if written.isupper() and not short:
        surrogate = surrogate.upper()
    ledger.taken.add(fold(surrogate))
    return surrogate


def _chosen(draft: Draft, unit: Unit, *, short: bool) -> Unit:
    """The institution that stands for another in this document."""
    ledger, lists = draft.ledger, unit_lists()
    key = f"institution:{unit.identity}"
    known = ledger.surrogates.get(key)
    if known is not None:
        return lists.units[known]
    for pool in (
        lists.like(unit, short=short or bool(unit.short)),
        lists.by_type.get((unit.kind, "*", "*"), ()),
        lists.by_type["*", "*", "*"],
    ):
        other = _other_institution(draft, unit, key, pool)
        if other is not None:
            ledger.enter(key, fold(other.name))
            return other
    raise ValueError("no free institution")


def _other_institution(
    draft: Draft, unit: Unit, key: str, pool: Sequence[tuple[Entry, Unit]]
) -> Unit | None:
    """The first by a keyed walk that shares neither name nor place with the unit.

    And no name with anything else in the document; failing that, only none with the unit.
    """
    ledger = draft.ledger
    own = {w for w in fold(f"{unit.name} {unit.short}").split() if not _generic(w)}
    spare: Unit | None = None
    for at in ledger.choice.walk("institution", key, len(pool)):
        entry, other = pool[at]
        if not ledger.is_free(entry.folded) or (other.place and other.place == unit.place):
            continue
        words = entry.folded.split() + fold(other.short).split()
        if not own.isdisjoint(words):
            continue
        if all(word not in ledger.originals or _generic(word) for word in words):
            return other
        spare = spare or other
    return spare


def _word(draft: Draft, word: str, folded: str, *, alone: bool, small: bool) -> str:
    """One word of a unit: a code, a place, a name, a compound, or a generic word that stays.

    Where the unit is written in small letters (`small`), a name in it has no capital either.
    """
    ledger, lists = draft.ledger, unit_lists()
    bare = folded.rstrip(".")
    if not word.isalpha() and any(c.isdigit() for c in word):
        return _code(draft, word)
    if len(word) == 1:
        return _code(draft, word) if word.isupper() else word
    stem = folded[:-1] if folded[-1] == "s" and folded not in ledger.surrogates else folded
    for key in (folded, stem):
        if key in ledger.surrogates:
            ending = word[len(key) :]
            return with_genitive(case_like(word, ledger.surrogates[key]), ending)
    if _generic(bare) or bare in _DIRECTIONS:
        return word
    if word.islower() and not (small and _may_be_name(bare)):
        return word
    for key in (folded, stem):
        if key in place_lists().groups:
            return surrogate_place(draft, word)
    if "-" in word:
        parts = word.split("-")
        return "-".join(
            p if not p else _word(draft, p, fold(p), alone=False, small=small) for p in parts
        )
    if ending := lists.ends_in(folded):
        return _compound(draft, word, ending)
    if folded in first_names() or folded in last_names():
        return surrogate_word(draft, word, is_first=folded not in last_names())
    if bare in known_words():
        return word
    if word.isupper() and len(word) <= 5:
        return _code(draft, word)
    if alone or len(word) > 2:
        return surrogate_place(draft, word)
    return word


def _may_be_name(folded: str) -> bool:
    """Whether a word in small letters is no part of a specialty, and ends in none: `kir`, `onk`."""
    lists = unit_lists()
    if any(f" {folded}" in f" {specialty}" for specialty in lists.specialties):
        return False
    endings = (folded[at:] for at in range(3, len(folded) - _LONGEST_NAME_ENDING))
    return not any(end in lists.specialties or end in known_words() for end in endings)


def _compound(draft: Draft, word: str, ending: str) -> str:
    """`Xqaasykehuset`: what stands before the word for the unit changes unless it is a word."""
    stem = word[: -len(ending)]
    joint = "s" if stem.endswith("s") and len(stem) > 4 else ""
    bare = fold(stem.removesuffix(joint) if joint else stem)
    lists = unit_lists()
    if bare in lists.specialties or bare in known_words() or bare in lists.words:
        return word
    surrogate = surrogate_place(draft, stem.removesuffix(joint) if joint else stem)
    glued = surrogate.split()[-1].split("-")[-1]
    return case_like(word, f"{glued.capitalize()}{joint}{ending}")


def _code(draft: Draft, written: str) -> str:
    """Another number or letter of the same shape: `3` → `5`, `C2` → `D4`."""

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("unit code", f"{attempt} {written}")
        return "".join(_other(c, draws) for c in written)

    return draft.ledger.made(written, "unit code", made)


def _other(c: str, draws: Draws) -> str:
    if c.isdigit():
        return str(1 + draws.below(9))
    letters = "ABCDEFGHKLMNRST"
    drawn = letters[draws.below(len(letters))]
    return drawn if c.isupper() else c


def _with_specialty(draft: Draft, text: str) -> str | None:
    """The text with one specialty for another of the same ending; None where there is none."""
    lists = unit_lists()
    for token in _TOKEN.finditer(text):
        folded = fold(token.group())
        ending = lists.ends_in(folded) or folded[-3:]
        pool = lists.by_specialty_ending.get(ending, ())
        is_special = folded in lists.specialties or (ending in lists.words and ending != folded)
        if not pool or not is_special:
            continue
        for at in draft.ledger.choice.walk("specialty", folded, len(pool)):
            if pool[at].folded != folded and draft.ledger.is_free(pool[at].folded):
                written = token.group()
                other = pool[at].text
                other = other[:1].upper() + other[1:] if written[0].isupper() else other
                other = other.upper() if written.isupper() else other
                return text[: token.start()] + other + text[token.end() :]
    return None
