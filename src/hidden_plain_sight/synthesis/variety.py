"""How varied synthetic notes are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from .corpus import SyntheticNote
from .lists import is_listed

__all__ = ["Variety"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_KINDS: Final = {
    "FIRST_NAME": "name",
    "LAST_NAME": "name",
    "LOCATION": "place",
    "HEALTH_CARE_UNIT": "unit",
}


@dataclass(slots=True)
class Variety:
    """Counts over notes: words and forms, how many differ, and how many stand in no list.

    >>> from .corpus import synthesize
    >>> variety = Variety()
    >>> for note in synthesize(n=3, seed=1):
    ...     variety.add(note)
    >>> variety.notes
    3
    """

    notes: int = 0
    characters: int = 0
    words: Counter[str] = field(default_factory=Counter)
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, note: SyntheticNote) -> None:
        """Counts one note."""
        text = note.document.text
        self.notes += 1
        self.characters += len(text)
        self.words.update(word.lower() for word in _WORD.findall(text))
        for span in note.spans:
            self.forms[span.label][text[span.start : span.end]] += 1

    def unlisted(self, label: str) -> float:
        """The share of a label's spans that stand in no list: names by word, others whole.

        >>> Variety().unlisted("FIRST_NAME")
        0.0
        """
        kind, counts = _KINDS[label], Counter[str]()
        for form, count in self.forms[label].items():
            parts = _WORD.findall(form) if kind == "name" else [form]
            for part in parts:
                known = is_listed(part, kind) or is_listed(part.removesuffix("s"), kind)
                counts["listed" if known else "unlisted"] += count
        return counts["unlisted"] / counts.total() if counts else 0.0

    def lines(self) -> list[str]:
        """A table of what was counted, without any text of the notes.

        >>> Variety().lines()[0].split()
        ['Notes', '0']
        """
        tokens = self.words.total()
        rows = [
            f"{'Notes':<22}{self.notes:>12,}",
            f"{'Characters':<22}{self.characters:>12,}",
            f"{'Words':<22}{tokens:>12,}",
            f"{'Different words':<22}{len(self.words):>12,}",
            "",
            f"{'Label':<22}{'spans':>12}{'different':>12}{'in no list':>12}",
        ]
        for label, forms in sorted(self.forms.items()):
            share = f"{100 * self.unlisted(label):.0f} %" if label in _KINDS else ""
            rows.append(f"{label:<22}{forms.total():>12,}{len(forms):>12,}{share:>12}".rstrip())
        return rows
