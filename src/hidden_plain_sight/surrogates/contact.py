"""E-mail and web addresses at the domains that are kept for examples."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.words import in_ascii

__all__ = ["replaced_email", "replaced_url"]

_DOMAINS: Final = ("example.com", "example.org", "example.net")
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bdfghjklmnprstv"
_RUN: Final = re.compile(r"[^\W\d_]+")
_URL: Final = re.compile(
    r"(?P<scheme>(?:https?|ftp)://)?(?P<host>[^/?#\s]+)(?P<path>.*)", re.DOTALL
)
_IP: Final = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")


def replaced_email(draft: Draft, _span: Span, text: str) -> str:
    """An address at a domain for examples whose local part follows the surrogates of the names.

    Raises ValueError for what has no `@`.
    """
    local, at, _domain = text.partition("@")
    if not at:
        raise ValueError("no address")
    blanks = local[len(local.rstrip()) :]
    after = " " * (len(_domain) - len(_domain.lstrip()))
    names = _names(draft)

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("e-mail", f"{attempt} {fold(text)}")
        new = _local(local.rstrip(), names, draws)
        if attempt > 2:
            new += str(draws.below(100))
        return f"{new}{blanks}@{after}{_DOMAINS[draws.below(len(_DOMAINS))]}"

    return draft.ledger.made(fold(text), "e-mail", made)


def _names(draft: Draft) -> dict[str, str]:
    """The words that have a surrogate, as they stand in addresses, and those surrogates."""
    found: dict[str, str] = {}
    for word, surrogate in draft.ledger.surrogates.items():
        if len(word) > 1 and word.isalpha() and surrogate.isalpha():
            plain = in_ascii(surrogate)
            for form in (word, in_ascii(word), word.replace("å", "aa").replace("ø", "oe")):
                found.setdefault(form, plain)
    return found


def _local(local: str, names: dict[str, str], draws: Draws) -> str:
    """The local part run by run of letters; digits become other digits."""
    renamed = _RUN.sub(lambda m: _run(fold(m.group()), names, draws), local)
    shielded = renamed if renamed != local else "".join(_other(c, draws) for c in local)
    return "".join(str(draws.below(10)) if c.isdigit() else c for c in shielded)


def _run(run: str, names: dict[str, str], draws: Draws) -> str:
    """A run of letters: a name, names glued together, a name after initials, or other letters."""
    if run in names:
        return names[run]
    for word in sorted(names, key=lambda w: (-len(w), w)):
        if len(word) > 2 and word in run:
            before, _, after = run.partition(word)
            left = _initials(before, names, draws)
            right = _run(after, names, draws) if after else ""
            return left + names[word] + right
    if len(run) <= 3:
        return _initials(run, names, draws)
    return "".join(_other(c, draws) for c in run)


def _initials(letters: str, names: dict[str, str], draws: Draws) -> str:
    """Letters that may be initials: each that of the surrogate of a name that begins so."""
    if letters in names:
        return names[letters]
    by_initial = {word[0]: surrogate[0] for word, surrogate in reversed(list(names.items()))}
    return "".join(by_initial.get(c) or _other(c, draws) for c in letters)


def _other(c: str, draws: Draws) -> str:
    lower = c.lower()
    if not c.isalpha():
        return c
    letters = _VOWELS if lower in "aeiouyæøå" else _CONSONANTS
    others = [letter for letter in letters if letter != lower]
    return others[draws.below(len(others))]


def replaced_url(draft: Draft, _span: Span, text: str) -> str:
    """An address at a domain for examples with a path of the same shape; an IP of a range so kept.

    Raises ValueError where there is no address.
    """
    match = _URL.fullmatch(text)
    if match is None:
        raise ValueError("no address")

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("url", f"{attempt} {text}")
        if _IP.fullmatch(match["host"]):
            host = f"192.0.2.{1 + draws.below(254)}"
        else:
            prefix = "www." if match["scheme"] or fold(match["host"]).startswith("www.") else ""
            host = prefix + _DOMAINS[(1 + draws.below(3) * (attempt > 0)) % 3]
        path = "".join(
            str(draws.below(10)) if c.isdigit() else _other(c, draws) for c in match["path"]
        )
        return f"{match['scheme'] or ''}{host}{path}"

    return draft.ledger.made(fold(text), "url", made)
