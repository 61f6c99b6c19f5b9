"""What was counted while a corpus was processed; counts of parts add up to those of the whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hidden_plain_sight.phi import DeidentifiedDocument

from .records import Problem

__all__ = ["Tally"]


@dataclass(slots=True)
class Tally:
    """Counts of documents, spans and characters.

    >>> tally = Tally()
    >>> tally.add_problem(Problem("E205", "notes.jsonl", 2))
    >>> tally.read, tally.quarantined
    (1, Counter({'E205': 1}))

    A file that could not be read counts as one document.
    """

    read: int = 0
    written: int = 0
    characters: int = 0
    generic: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)

    def add_problem(self, problem: Problem) -> None:
        """Counts a document in quarantine, or a warning."""
        if problem.is_warning:
            self.warnings[problem.code] += 1
        else:
            self.read += 1
            self.quarantined[problem.code] += 1

    def add_document(self, document: DeidentifiedDocument, characters: int) -> None:
        """Counts a document that was written, of so many characters before."""
        self.read += 1
        self.written += 1
        self.characters += characters
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
