"""`Deidentifier`: detection and replacement joined, one document at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from hidden_plain_sight.detection import Detector, Explanation
from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER, Tagger
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import DEFAULT_THRESHOLD, Category, DeidentifiedDocument, Document, Span
from hidden_plain_sight.surrogates import Repeat, Scope, SurrogateWriter
from hidden_plain_sight.surrogates.choice import Choice

__all__ = ["Deidentifier"]

_DIGITS = 18
"""Whole numbers of more digits are not sure to fit into 64 bits."""


class Deidentifier:
    """Finds the identifiers of Norwegian clinical notes and writes believable ones in their place.

    >>> from hidden_plain_sight import Deidentifier
    >>> deidentifier = Deidentifier(key=b"a secret of at least 16 bytes")
    >>> [span.label for span in deidentifier.detect("Kari Nordli, tlf. 22 07 50 00")]
    ['FIRST_NAME', 'LAST_NAME', 'PHONE']
    >>> result = deidentifier.deidentify("Kari Nordli, tlf. 22 07 50 00")
    >>> "Nordli" in result.text, len(result.replacements)
    (False, 3)

    The same key and the same document give the same output, on any machine and in any order;
    without the key nothing leads back. `key` is needed for replacing alone; at least 16 bytes.
    `categories` are those that are found and replaced, all by default. `scope` says within what
    the surrogates and the shift of the dates agree: the document, or all documents of a patient.
    `threshold` is the score from which a candidate counts, from 0.3 to 1. `whole_weeks`
    moves dates by a multiple of seven days, so that weekdays stay true. `realistic` takes national
    numbers and mobile numbers from ordinary series, where they may be a living person's.
    `repeat` says whether an identifier that comes again gets the same surrogate again.
    `gazetteers` is a folder of lists that detection adds to the shipped ones; surrogates are made
    of the shipped ones alone. `tagger` is a trained detector beside the rules, an object or a
    folder (see docs/taggers.md); with None rules and lists decide alone. `tagger_threshold` is
    the score from which its finds count, in place of its own.

    Raises `DeidentificationError` E104 for a short key, E502, E508 and E509 for the folder of
    lists, E701 to E706 for the tagger; `deidentify` raises E102 without a key.
    """

    def __init__(
        self,
        *,
        key: bytes | None = None,
        categories: Collection[Category] = tuple(Category),
        scope: Scope = Scope.DOCUMENT,
        threshold: float = DEFAULT_THRESHOLD,
        whole_weeks: bool = True,
        realistic: bool = False,
        repeat: Repeat = Repeat.CONSISTENT,
        gazetteers: Path | None = None,
        tagger: Tagger | Path | None = SHIPPED_TAGGER,
        tagger_threshold: float | None = None,
    ) -> None:
        if key is not None and not isinstance(key, bytes):
            raise TypeError("a key is bytes")
        self._detector = Detector(
            categories=categories,
            threshold=threshold,
            gazetteers=gazetteers,
            tagger=tagger,
            tagger_threshold=tagger_threshold,
        )
        self._writer = None
        self._pseudonyms = None if key is None else Choice(key, "pseudonym")
        if key is not None:
            self._writer = SurrogateWriter(
                key=key,
                scope=Scope(scope),
                whole_weeks=whole_weeks,
                realistic=realistic,
                repeat=Repeat(repeat),
            )

    @property
    def tagger_name(self) -> str | None:
        """What the tagger is called; None where rules and lists decide alone.

        >>> Deidentifier().tagger_name, Deidentifier(tagger=None).tagger_name
        ('compact', None)
        """
        return None if self._detector.tagger is None else self._detector.tagger.name

    def detect(self, document: str | Document) -> tuple[Span, ...]:
        """The identifiers of a text, in order, none overlapping.

        >>> Deidentifier().detect("Innlagt 12.05.2021")[0].start
        8

        The facts of a `Document` are looked for too.
        """
        if isinstance(document, str):
            return self._detector.detect(document)
        return self._detector.detect(document.text, document.facts)

    def explain(self, document: str | Document) -> tuple[Explanation, ...]:
        """Every candidate that was proposed for a text, in order, and what became of it.

        >>> for one in Deidentifier().explain("Innlagt 12.05.2021"):
        ...     print(one.start, one.end, one.label, one.rule_id, one.outcome.value)
        8 18 DATE date.numeric kept
        """
        if isinstance(document, str):
            return self._detector.explain(document)
        return self._detector.explain(document.text, document.facts)

    def deidentify(self, document: str | Document) -> DeidentifiedDocument:
        """The document with a surrogate for every identifier that was found.

        >>> done = Deidentifier(key=b"0123456789abcdef").deidentify(Document("Ring Kari!", id="1"))
        >>> done.text[done.replacements[0].new_start : done.replacements[0].new_end] == "Kari"
        False
        """
        if isinstance(document, str):
            document = Document(document)
        if self._writer is None:
            raise DeidentificationError("E102")
        return self.replace(document, self.detect(document))

    def replace(self, document: Document, spans: Sequence[Span]) -> DeidentifiedDocument:
        """The document with surrogates for identifiers that were found elsewhere.

        >>> note = Document("Ring Kari!", id="1")
        >>> done = Deidentifier(key=b"0123456789abcdef").replace(note, [Span(5, 9, Category.NAME)])
        >>> "Kari" in done.text
        False
        """
        if self._writer is None:
            raise DeidentificationError("E102")
        return self._writer.write(document, spans)

    def pseudonym(self, value: str | int) -> str | int:
        """What stands for an id wherever it stands: the same for the same value under one key.

        >>> deidentifier = Deidentifier(key=b"0123456789abcdef")
        >>> deidentifier.pseudonym("A-7") == deidentifier.pseudonym("A-7")
        True
        >>> deidentifier.pseudonym(7) == int(deidentifier.pseudonym("7"))
        True

        A whole number becomes one below 2**63, also as a string; any other string becomes 32
        hexadecimal digits. It is an HMAC of the value under the key, and tells nothing of it.
        """
        if self._pseudonyms is None:
            raise DeidentificationError("E102")
        written = str(value)
        digest = self._pseudonyms.digest("id", written)
        is_number = written.isascii() and written.isdigit() and len(written) <= _DIGITS
        if isinstance(value, int) or (is_number and str(int(written)) == written):
            number = int.from_bytes(digest[:8], "big") >> 1
            return number if isinstance(value, int) else str(number)
        return digest[:16].hex()

    def deidentify_many(
        self, documents: Iterable[str | Document]
    ) -> Iterator[DeidentifiedDocument]:
        """Each document in turn; nothing is held back, so any number may be given.

        >>> notes = ["Hun heter Kari.", "Han heter Ola."]
        >>> deidentifier = Deidentifier(key=b"0123456789abcdef")
        >>> [len(note.spans) for note in deidentifier.deidentify_many(notes)]
        [1, 1]
        """
        return map(self.deidentify, documents)
