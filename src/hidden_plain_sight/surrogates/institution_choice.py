"""Which institution stands for another, and under which of its names it is written."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.chains import chain_line, chains_of_line
from hidden_plain_sight.surrogates.consistency import Draft, Ledger
from hidden_plain_sight.surrogates.institutions import Institution, Name, institutions
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.unit_words import unit_words

__all__ = ["enter_site", "replaced_chain", "replaced_institution", "site_of"]

_WORDS: Final = re.compile(r"[^\W\d_]+")
_LETTERS_UNMET: Final = 8
"""How much it counts that letters have none to stand for them; more than anything else."""
_NOT_IN_FULL: Final = re.compile(r"(?![^\W_])(?![ ](?:\w*sykehus|\w*sjukehus|hospital))")
_NYNORSK: Final = re.compile(r"\b(?:ikkje|frå|ein|eit|dei|hjå|vart|noko|ho|innlagd|sjuke\w*)\b")
_BOKMÅL: Final = re.compile(r"\b(?:ikke|fra|en|et|de|hos|ble|noe|hun|innlagt|syke\w*)\b")


def replaced_institution(draft: Draft, one: Institution, written: str) -> str:
    """Another institution of its kind: in letters for letters, in the same written standard.

    One institution has one surrogate, whatever it is called. Raises ValueError where none is free.
    """
    folded = fold(written)
    other = _chosen(draft, one)
    draft.ledger.taken.update(fold(name.text) for name in other.names)
    small = written.islower() and fold(other.acronym) in known_words()
    if folded in one.acronyms and not small and (other.acronym or folded not in one.nicks):
        return other.acronym or other.called
    if folded in one.nicks or folded in one.acronyms:
        made = (other.nick or other.own) if small else other.called
    else:
        made = _name(draft, one.named(folded) or one.names[0], other)
    return made.upper() if written.isupper() else made


def _name(draft: Draft, name: Name, other: Institution) -> str:
    """The name of an institution that is most like a given one of another."""
    form = name.form
    if form == "both":
        text = draft.document.text.casefold()
        nynorsk, bokmål = (len(p.findall(text)) for p in (_NYNORSK, _BOKMÅL))
        form = "nn" if nynorsk > bokmål else "nb"
    names = [n for n in other.names if n.form in {form, "both"}] or list(other.names)
    return next((n for n in names if n.type == name.type), names[0]).text


def _chosen(draft: Draft, one: Institution) -> Institution:
    ledger, lists = draft.ledger, institutions()
    key = f"institution:{one.key}"
    known = ledger.surrogates.get(key)
    if known is not None:
        return lists.by_phrase[known]
    best: Institution | None = None
    least = 100
    alike = lists.by_group.get(("*", one.type), ())
    for pool in (lists.like(one), alike, lists.by_group["*", "*"]):
        if best is not None and least < _LETTERS_UNMET:
            break
        for at in ledger.choice.walk("institution", key, len(pool)):
            unmet = _unmet(draft, one, pool[at]) if _is_free(ledger, one, pool[at]) else 100
            if unmet < least:
                best, least = pool[at], unmet
            if not unmet:
                break
    if best is None:
        raise ValueError("no free institution")
    ledger.enter(key, best.key, f"institution:={best.key}")
    return best


def _is_free(ledger: Ledger, one: Institution, other: Institution) -> bool:
    """Whether nothing of an institution is in the document, nor shared with the one it replaces."""
    if other is one or f"institution:={other.key}" in ledger.taken:
        return False
    if other.place and other.place == one.place:
        return False
    written = {fold(name.text) for name in other.names}
    written |= {fold(other.acronym), fold(other.nick)} - {""}
    return ledger.originals.isdisjoint(other.core | written) and one.core.isdisjoint(other.core)


def _unmet(draft: Draft, one: Institution, other: Institution) -> int:
    """How much of what the document asks for another institution does not have."""
    ledger = draft.ledger
    unmet = 2 * (other.names[0].type != one.names[0].type) + 2 * (other.type != one.type)
    if not other.acronym and not one.acronyms.isdisjoint(ledger.words):
        unmet += 3 if other.nick else _LETTERS_UNMET
    unmet += 5 * (not other.nick and _is_called(draft, one))
    unmet += 1 - other.is_plain
    owned = institutions().owned.get
    named = {o.type for o in owned(one.key, ()) if not ledger.words.isdisjoint(o.core | o.acronyms)}
    unmet += 4 * ("universitetssykehus" in named.difference(o.type for o in owned(other.key, ())))
    place = ledger.surrogates.get(fold(one.place))
    unmet += 6 * (place is not None and fold(place) != fold(other.place))
    sites = institutions().sites.get
    goes_on = any(fold(site) in ledger.words for site in sites(one.key, ()))
    unmet += 3 * (goes_on and other.key not in institutions().sites)
    moved = {ledger.surrogates.get(fold(site)) for site in sites(one.key, ())} - {None}
    unmet += 2 * len(moved.difference(sites(other.key, ()), {other.place}))
    owner = institutions().by_phrase.get(one.owner)
    known = None if owner is None else ledger.surrogates.get(f"institution:{owner.key}")
    if known is not None:
        trust = institutions().by_phrase[known]
        unmet += 3 * (institutions().by_phrase.get(other.owner) is not trust)
    return unmet


def _is_called(draft: Draft, one: Institution) -> bool:
    """Whether a document calls an institution by its nickname, without `sykehus` after it."""
    texts = [fold(text) for text in draft.texts]
    return any(
        _NOT_IN_FULL.match(text, at + len(nick)) is not None
        for nick in one.nicks
        for text in texts
        if (at := text.find(nick)) >= 0
    )


def site_of(draft: Draft, trust: Institution, folded: str) -> str | None:
    """A place of the trust that stands for another, for a place of that one; None without one."""
    ledger, lists = draft.ledger, institutions()
    known = ledger.surrogates.get(f"institution:{trust.key}")
    sites = () if known is None else lists.sites.get(known, ())
    places = [site for site in sites if not any(w in unit_words() for w in fold(site).split())]
    for at in ledger.choice.walk("site", folded, len(places)):
        if ledger.is_free(fold(places[at])):
            return ledger.enter(folded, places[at])
    return None


def enter_site(draft: Draft, trust: Institution, one: Institution) -> None:
    """Give a hospital that stands behind its trust a place of the trust's surrogate."""
    ledger = draft.ledger
    names = sorted(one.nicks | one.core | {fold(n.text) for n in one.names if n.text.isalpha()})
    own = {fold(site).split()[0] for site in institutions().sites.get(trust.key, ())}
    if own.isdisjoint(names) or f"institution:{one.key}" in ledger.surrogates:
        return
    known = next((ledger.surrogates[name] for name in names if name in ledger.surrogates), None)
    site = known or site_of(draft, trust, names[0])
    if site is not None:
        for name in names:
            ledger.surrogates.setdefault(name, site)


def replaced_chain(draft: Draft, folded: str) -> str | None:
    """Another chain, laboratory or insurer of the same line; None for what is none."""
    line = chain_line(folded)
    known = draft.ledger.surrogates.get(f"chain:{folded}")
    if line is None or known is not None:
        return known
    own = set(_WORDS.findall(folded))
    for at in draft.ledger.choice.walk("chain", folded, len(chains_of_line(line))):
        entry = chains_of_line(line)[at]
        if draft.ledger.is_free(entry.folded) and own.isdisjoint(_WORDS.findall(entry.folded)):
            return draft.ledger.enter(f"chain:{folded}", entry.text, entry.folded)
    return None
