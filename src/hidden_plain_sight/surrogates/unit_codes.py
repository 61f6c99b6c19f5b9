"""Numbers and letters that tell wards apart."""

from __future__ import annotations

from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.unit_lists import unit_lists
from hidden_plain_sight.surrogates.unit_words import unit_words

__all__ = ["replaced_code", "replaced_letters"]

_SIDES: Final = "NSVØ"
_LETTERS: Final = "ABCDEFGH"
_MORE_LETTERS: Final = "KLMPRT"
_ALL: Final = "ABDEFGHKLMNOPRSTUV"
_TRIES: Final = 40


def replaced_code(draft: Draft, written: str) -> str:
    """Another number or letter of the same shape: `3` → `5`, `C2` → `D4`; words in it stay.

    Within a document the same code has the same surrogate, and no two codes one.
    """
    return _unlike(draft, written, _code)


def replaced_letters(draft: Draft, written: str) -> str:
    """As many other letters, which are no word and no hospital."""
    return _unlike(draft, written, _letters)


def _unlike(draft: Draft, written: str, make: object) -> str:
    ledger = draft.ledger
    key = f"unit code:{written}"
    known = ledger.surrogates.get(key)
    attempt = 0
    while known is None:
        draws = ledger.choice.draws("unit code", f"{attempt} {written}")
        made = _letters(written, draws) if make is _letters else _code(written, draws)
        attempt += 1
        if made == written or not made:
            continue
        taken = f"unit code:={made}"
        is_original = f"unit code:{made}" in ledger.surrogates and attempt < _TRIES
        if (taken not in ledger.taken and not is_original) or attempt > 2 * _TRIES:
            known = ledger.enter(key, made, taken)
    return known


def _code(written: str, draws: Draws) -> str:
    """The same with other digits and single capitals; words in it stay."""
    letters = [c for c in written if c.isalpha()]
    keeps_letters = len(letters) > 2
    return "".join(c if c.isalpha() and keeps_letters else _other(c, draws) for c in written)


def _other(c: str, draws: Draws) -> str:
    if c.isdigit():
        return str(1 + draws.below(9))
    upper = c.upper()
    if not c.isalpha():
        return c
    row = next((row for row in (_LETTERS, _SIDES, _MORE_LETTERS) if upper in row), _ALL)
    drawn = row[draws.below(len(row))]
    return drawn if c.isupper() else drawn.lower()


def _letters(written: str, draws: Draws) -> str:
    drawn = (_ALL[draws.below(len(_ALL))] for _ in written)
    made = "".join(d.lower() if c.islower() else d for c, d in zip(written, drawn, strict=True))
    folded = fold(made)
    is_word = folded in known_words() or folded in unit_words()
    return "" if is_word or folded in unit_lists().institutions else made
