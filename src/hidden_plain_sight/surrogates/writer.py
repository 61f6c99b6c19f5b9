"""`SurrogateWriter`: from a document and its spans to the document with surrogates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import (
    Category,
    DeidentifiedDocument,
    Document,
    Replacement,
    Span,
    Subtype,
)
from hidden_plain_sight.surrogates.addresses import replaced_location
from hidden_plain_sight.surrogates.ages import replaced_age
from hidden_plain_sight.surrogates.choice import Choice, Scope, scope_id
from hidden_plain_sight.surrogates.consistency import Draft, Ledger
from hidden_plain_sight.surrogates.contact import replaced_email, replaced_url
from hidden_plain_sight.surrogates.dates import moved_dates, replaced_date
from hidden_plain_sight.surrogates.generic import generic_surrogate
from hidden_plain_sight.surrogates.initials import replaced_initials
from hidden_plain_sight.surrogates.keys import checked_key
from hidden_plain_sight.surrogates.names import replaced_name
from hidden_plain_sight.surrogates.national import replaced_national_id
from hidden_plain_sight.surrogates.numbers import replaced_other_id, replaced_phone
from hidden_plain_sight.surrogates.repeats import Repeat, rounds
from hidden_plain_sight.surrogates.units import replaced_unit

__all__ = ["SurrogateWriter"]

Generator = Callable[[Draft, Span, str], str | None]

_GENERATORS: Final[dict[Category, Generator]] = {
    Category.NAME: replaced_name,
    Category.LOCATION: replaced_location,
    Category.HEALTH_CARE_UNIT: replaced_unit,
    Category.DATE: replaced_date,
    Category.NATIONAL_ID: replaced_national_id,
    Category.PHONE: replaced_phone,
    Category.EMAIL: replaced_email,
    Category.AGE: replaced_age,
    Category.URL: replaced_url,
    Category.OTHER_ID: replaced_other_id,
}
_LONE_LETTER: Final = re.compile(r"(?<!\w)[^\W\d_](?!\w)")
_START: Final = attrgetter("start")
_ORDER: Final = {Category.NAME: 0, Category.LOCATION: 3, Category.HEALTH_CARE_UNIT: 5}
"""Names first, then what is made of names: places, units, and last the rest."""


class SurrogateWriter:
    """Writes believable surrogates in the place of the identifiers of a document.

    >>> writer = SurrogateWriter(key=b"a secret of at least 16 bytes")
    >>> note = Document("Kari ringte. Karis mor er orientert.", id="n1")
    >>> spans = [Span(0, 4, Category.NAME, Subtype.FIRST_NAME),
    ...          Span(13, 18, Category.NAME, Subtype.FIRST_NAME)]
    >>> done = writer.write(note, spans)
    >>> first, second = (r.surrogate for r in done.replacements)
    >>> second.startswith(first), "Kari" in done.text
    (True, False)

    The same key, document and spans give the same output. `key` has at least 16 bytes. `scope`
    says within what surrogates and the shift of the dates agree. `whole_weeks` moves dates by a
    multiple of seven days, so that weekdays stay true. `realistic` gives national numbers of the
    ordinary series and mobile numbers of the ordinary range: both may belong to a living person,
    so leave it off wherever the output is shared. `repeat` says what happens to an identifier
    that comes again.

    Raises `DeidentificationError` E104 for a short key.
    """

    def __init__(
        self,
        *,
        key: bytes,
        scope: Scope = Scope.DOCUMENT,
        whole_weeks: bool = True,
        realistic: bool = False,
        repeat: Repeat = Repeat.CONSISTENT,
    ) -> None:
        self._key = checked_key(key)
        self._scope = scope
        self._whole_weeks = whole_weeks
        self._realistic = realistic
        self._repeat = Repeat(repeat)
        self._fails_loudly = False

    def write(self, document: Document, spans: Sequence[Span]) -> DeidentifiedDocument:
        """The document with a surrogate for every span; what lies outside them stays as it is.

        >>> writer = SurrogateWriter(key=b"a secret of at least 16 bytes")
        >>> writer.write(Document("Ingen funn.", id="n2"), []).text
        'Ingen funn.'

        Raises ValueError for spans that overlap or lie outside the text.
        """
        ordered = tuple(sorted(spans, key=_START))
        _check(ordered, len(document.text))
        if not ordered:
            return _assembled(document, (), [])
        draft = self._drafted(document, ordered)
        ordered = tuple(draft.spans)
        turns = rounds(self._repeat, draft.ledger.choice, document.text, ordered)
        ledgers = self._ledgers(draft.ledger, document, turns)
        surrogates: list[tuple[str, bool]] = [("", False)] * len(ordered)
        for at in _ranked(draft):
            draft.ledger = ledgers[turns[at]]
            surrogates[at] = self._surrogate(draft, ordered[at], draft.texts[at])
        return _assembled(document, ordered, surrogates)

    def _drafted(self, document: Document, spans: tuple[Span, ...]) -> Draft:
        choice = Choice(self._key, scope_id(document, self._scope))
        text = document.text
        is_fixed = self._scope is Scope.PATIENT and bool(document.patient)
        dates = moved_dates(choice, text, spans, whole_weeks=self._whole_weeks, is_fixed=is_fixed)
        spans = dates.spans
        ledger = Ledger(choice, text, spans, document.facts)
        texts = [_composed(text[span.start : span.end]) for span in spans]
        return Draft(
            document, spans, texts, ledger, dates.days, dates.year, self._realistic, dates.texts
        )

    def _ledgers(
        self, first: Ledger, document: Document, turns: tuple[int, ...]
    ) -> dict[int, Ledger]:
        """A ledger for each round; that of round 0 is the first."""
        scope = scope_id(document, self._scope)
        return {
            turn: first.another(Choice(self._key, f"round {turn}\0{scope}")) if turn else first
            for turn in {*turns}
        }

    def _surrogate(self, draft: Draft, span: Span, text: str) -> tuple[str, bool]:
        """The surrogate of a span, and whether it is a generic one.

        This is the one place where a failure to make a surrogate ends: never in the original.
        """
        made: str | None = None
        is_initials = span.subtype is Subtype.INITIALS
        try:
            generate = replaced_initials if is_initials else _GENERATORS[span.category]
            made = generate(draft, span, text)
        except DeidentificationError:
            raise
        except Exception:
            if self._fails_loudly:
                raise
        # an age that fits the birth date in the note is right as it is
        if made and (span.category is Category.AGE or made.casefold() != text.casefold()):
            return made, False
        return generic_surrogate(draft, span, text), True


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _check(spans: tuple[Span, ...], length: int) -> None:
    end = 0
    for span in spans:
        if span.start < end or span.end > length:
            raise ValueError(f"the span from {span.start} to {span.end} overlaps or lies outside")
        end = span.end


def _ranked(draft: Draft) -> list[int]:
    """The spans in the order of their turns: later what looks at the surrogates of others."""
    ranks = []
    for at, (span, text) in enumerate(zip(draft.spans, draft.texts, strict=True)):
        rank = _ORDER.get(span.category, 6)
        if span.subtype is Subtype.INITIALS:
            rank = 2
        elif rank == 0 and _LONE_LETTER.search(text):
            rank = 1
        elif rank == 3 and span.subtype is not Subtype.POSTCODE:
            rank = 4
        ranks.append((rank, at))
    return [at for _, at in sorted(ranks)]


def _assembled(
    document: Document, spans: tuple[Span, ...], surrogates: list[tuple[str, bool]]
) -> DeidentifiedDocument:
    text = document.text
    pieces: list[str] = []
    replacements: list[Replacement] = []
    at = length = 0
    for span, (surrogate, generic) in zip(spans, surrogates, strict=True):
        pieces += (text[at : span.start], surrogate)
        start = length + span.start - at
        length = start + len(surrogate)
        at = span.end
        replacements.append(
            Replacement(
                span.start, span.end, start, length, span.category, span.subtype, surrogate, generic
            )
        )
    pieces.append(text[at:])
    return DeidentifiedDocument(
        "".join(pieces),
        spans,
        tuple(replacements),
        document.id,
        document.patient,
        document.metadata,
    )
