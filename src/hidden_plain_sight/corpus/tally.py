"""What was counted while a corpus was processed; counts of parts add up to those of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hidden_plain_sight.phi import DeidentifiedDocument

from .language import Language
from .records import Problem

__all__ = ["OTHER_TYPES", "Tally"]

OTHER_TYPES: Final = "(other)"
"""Stands for values of the type column that are not shown."""
_MOST_TYPES: Final = 1_000
"""A column with more values than that holds no types of documents, and none of it is shown."""
_TOO_MANY: Final = "(too many)"
_LONGEST_TYPE: Final = 80


@dataclass(slots=True)
class Tally:
    """Counts of documents, spans and characters.

    >>> tally = Tally()
    >>> tally.add_problem(Problem("E205", "notes.jsonl", 2))
    >>> tally.read, tally.quarantined
    (1, Counter({'E205': 1}))

    A file that could not be read counts as one document. `types` and `languages` count the
    documents that were written.
    """

    read: int = 0
    written: int = 0
    characters: int = 0
    generic: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def add_problem(self, problem: Problem) -> None:
        """Counts a document in quarantine or left out, or a warning."""
        if problem.is_warning:
            self.warnings[problem.code] += 1
            return
        self.read += 1
        if problem.is_left_out:
            self.left_out[problem.code] += 1
        else:
            self.quarantined[problem.code] += 1

    def add_document(
        self,
        document: DeidentifiedDocument,
        characters: int,
        *,
        language: Language,
        type: str = "",  # noqa: A002
    ) -> None:
        """Counts a document that was written, of so many characters before."""
        self.read += 1
        self.written += 1
        self.characters += characters
        self.languages[language.value] += 1
        if type:
            is_shown = len(type) <= _LONGEST_TYPE and type.isprintable()
            self._add_types({type if is_shown else OTHER_TYPES: 1})
        for replacement in document.replacements:
            self.spans[replacement.label] += 1
            self.generic += replacement.generic

    def add(self, other: Tally) -> None:
        """Adds the counts of another part of the corpus.

        >>> total = Tally(read=1)
        >>> total.add(Tally(read=2))
        >>> total.read
        3
        """
        self.read += other.read
        self.written += other.written
        self.characters += other.characters
        self.generic += other.generic
        self.quarantined += other.quarantined
        self.warnings += other.warnings
        self.spans += other.spans
        self.left_out += other.left_out
        self.languages += other.languages
        self._add_types(other.types)

    def _add_types(self, types: Mapping[str, int]) -> None:
        """Adds counts of types; those of too many count as one, whatever order they come in."""
        self.types.update(types)
        if len(self.types) > _MOST_TYPES or _TOO_MANY in self.types:
            self.types = Counter({_TOO_MANY: self.types.total()})
