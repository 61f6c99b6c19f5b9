"""E-mail addresses, user names and web addresses, at the domains that are kept for examples."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.digits import drawn, visible
from hidden_plain_sight.surrogates.local_parts import is_nobodys, other_letters, renamed

__all__ = ["replaced_email", "replaced_url"]

_DOMAINS: Final = ("example.com", "example.org", "example.net")
_HOSTS: Final = ("post", "mail", "epost", "nett", "bolig", "hjem", "kontor", "privat", "felles")
"""Names before a domain for examples, where a note has more domains than there are of these."""
_ADDRESS: Final = re.compile(
    r"(?P<local>.*?)(?P<at>\s*@\s*)(?P<domain>[^\s@]+\.[^\s@]+)", re.DOTALL
)
_URL: Final = re.compile(
    r"(?P<scheme>[a-z]{2,6}://)?(?P<user>[^/?#\s@]*@)?(?P<host>[^/?#\s@:]+)(?P<port>:\d+)?"
    r"(?P<path>[/?#].*)?",
    re.DOTALL | re.IGNORECASE,
)
_IP: Final = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}", re.ASCII)
_LAST_LABELS: Final = re.compile(r"[^.]+\.[^.]+$")
_NETWORKS: Final = re.compile(
    r"(?:instagram|insta|snap(?:chat)?|facebook|fb|messenger|twitter|tiktok|linkedin|discord|skype"
    r"|teams|x)\b[\s:]*",
    re.IGNORECASE,
)
_SUFFIXED: Final = 2
"""After so many attempts a number is put behind the name."""


def replaced_email(draft: Draft, _span: Span, text: str) -> str:
    """An address at a domain for examples whose local part follows the surrogates of the names.

    What has no domain is read as a user name: `@kari_n80`. Raises ValueError for what has no `@`.
    """
    shown = visible(text)
    if "@" not in shown:
        raise ValueError("no address")
    match = _ADDRESS.fullmatch(shown)
    if match is None:
        return _user_name(draft, shown)

    def make(attempt: int) -> str:
        draws = draft.ledger.choice.draws("e-mail", f"{attempt} {fold(shown)}")
        local = _other_local(draft, match["local"], draws, attempt=attempt)
        return f"{local}{match['at']}{_other_domain(draft, match['domain'])}"

    return draft.ledger.made(fold(shown), "e-mail", make)


def replaced_url(draft: Draft, _span: Span, text: str) -> str:
    """An address at a domain for examples with a path of the same shape; an IP of a range so kept.

    What has neither domain nor path is read as a user name. Raises ValueError where there is
    nothing to read.
    """
    shown = visible(text)
    match = _URL.fullmatch(shown)
    if match is None or ("." not in match["host"] and not match["scheme"]):
        return _user_name(draft, shown)
    if match["host"] == shown and not _IP.fullmatch(shown):
        return _other_domain(draft, shown)

    def make(attempt: int) -> str:
        draws = draft.ledger.choice.draws("url", f"{attempt} {fold(shown)}")
        if _IP.fullmatch(match["host"]):
            host = f"192.0.2.{1 + draws.below(254)}"
        else:
            host = _other_domain(draft, match["host"])
        user = renamed(draft, match["user"] or "", draws, names=True)
        path = renamed(draft, match["path"] or "", draws, names=False)
        more = drawn(draws, 2) if path[1:] and attempt > _SUFFIXED else ""
        return f"{match['scheme'] or ''}{user}{host}{match['port'] or ''}{path}{more}"

    return draft.ledger.made(fold(shown), "url", make)


def _user_name(draft: Draft, text: str) -> str:
    """A user name, after the name of its network if that is there."""
    network = _NETWORKS.match(text)
    at = network.end() if network else 0
    if not any(map(str.isalnum, text[at:])):
        raise ValueError("no user name")

    def make(attempt: int) -> str:
        draws = draft.ledger.choice.draws("user name", f"{attempt} {fold(text[at:])}")
        return _other_local(draft, text[at:], draws, attempt=attempt)

    return text[:at] + draft.ledger.made(fold(text[at:]), "user name", make)


def _other_local(draft: Draft, local: str, draws: Draws, *, attempt: int) -> str:
    new = renamed(draft, local, draws, names=True)
    if new == local and not is_nobodys(local):
        new = other_letters(local, draws)
    return new + drawn(draws, 2) if attempt > _SUFFIXED else new


def _other_domain(draft: Draft, host: str) -> str:
    """A domain for examples, the same for the same; `www` stays, names before it are others."""
    match = _LAST_LABELS.search(host)
    domain = fold(match.group() if match else host)
    before = host[: match.start()] if match else ""

    def make(attempt: int) -> str:
        draws = draft.ledger.choice.draws("domain", f"{attempt} {domain}")
        known = _DOMAINS[draws.below(3)]
        more = drawn(draws, attempt // 4 - 1)
        return f"{_HOSTS[draws.below(len(_HOSTS))]}{more}.{known}" if attempt > _SUFFIXED else known

    new = draft.ledger.made(domain, "domain", make)
    labels = (_other_label(draft, label) for label in before.split(".")[:-1])
    return ".".join([*labels, new])


def _other_label(draft: Draft, label: str) -> str:
    """A name before a domain: `www` stays, any other becomes another."""
    folded = fold(label)
    if folded == "www":
        return label
    others = [host for host in _HOSTS if host != folded]
    return others[draft.ledger.choice.number("host", folded, len(others))]
