"""Keyed choice: every decision follows from the secret key, the scope and what is decided on."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from enum import StrEnum
from math import gcd
from typing import Final

from hidden_plain_sight.phi import Document

__all__ = ["Choice", "Draws", "Scope", "scope_id"]

_DRAWN_BITS: Final = 64
"""What stays unused of a digest, so that every draw is even to within 2**-64 or so."""


class Scope(StrEnum):
    """Within what surrogates and the shift of the dates agree.

    >>> Scope("patient") is Scope.PATIENT
    True
    """

    DOCUMENT = "document"
    PATIENT = "patient"


def scope_id(document: Document, scope: Scope) -> str:
    """What the choices for a document hang on: its patient, its id, or its text where it has none.

    >>> scope_id(Document("Innlagt.", id="n1", patient="p7"), Scope.PATIENT)
    'patient:p7'
    """
    if scope is Scope.PATIENT and document.patient:
        return f"patient:{document.patient}"
    return f"document:{document.id}" if document.id else f"text:{document.text}"


class Draws:
    """A row of keyed numbers.

    >>> draws = Choice(b"0123456789abcdef", "document:1").draws("digits", "22 07 50 00")
    >>> all(0 <= draws.below(10) < 10 for _ in range(200))
    True
    """

    __slots__ = ("_choice", "_name", "_round", "_value")

    def __init__(self, choice: Choice, name: str) -> None:
        self._choice, self._name, self._round = choice, name, 0
        self._value = 0

    def below(self, limit: int) -> int:
        """The next number, from 0 up to but without the limit."""
        if self._value >> _DRAWN_BITS == 0:
            digest = self._choice.digest(self._name, str(self._round))
            self._value = int.from_bytes(digest, "big") | 1 << 256
            self._round += 1
        self._value, number = divmod(self._value, limit)
        return number


class Choice:
    """All choices for one scope: HMAC-SHA256 under a key derived from the secret and the scope.

    >>> choice = Choice(b"0123456789abcdef", "document:1")
    >>> sorted(choice.walk("first name", "kari", 5))
    [0, 1, 2, 3, 4]
    >>> choice.number("shift", "", 10) == Choice(b"0123456789abcdef", "document:1").number(
    ...     "shift", "", 10)
    True

    `purpose` says what is decided, so that one decision tells nothing of another; `item` what it
    is decided for.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes, scope: str) -> None:
        self._key = hmac.digest(key, scope.encode("utf-8", "surrogatepass"), "sha256")

    def digest(self, purpose: str, item: str) -> bytes:
        """32 bytes for a purpose and an item."""
        message = f"{purpose}\0{item}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, message, "sha256")

    def number(self, purpose: str, item: str, limit: int) -> int:
        """One number, from 0 up to but without the limit."""
        return int.from_bytes(self.digest(purpose, item), "big") % limit

    def draws(self, purpose: str, item: str) -> Draws:
        """A row of numbers."""
        return Draws(self, f"{purpose}\0{item}")

    def walk(self, purpose: str, item: str, length: int) -> Iterator[int]:
        """The numbers below the length, each once, from a keyed start in keyed strides."""
        if length < 1:
            return
        digest = self.digest(purpose, item)
        at = int.from_bytes(digest[:16], "big") % length
        yield at
        stride = int.from_bytes(digest[16:], "big") % length or 1
        while gcd(stride, length) != 1:
            stride += 1
        for _ in range(length - 1):
            at = (at + stride) % length
            yield at
