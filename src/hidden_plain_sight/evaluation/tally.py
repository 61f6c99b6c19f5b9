"""The counts of one document: what was found of its gold spans, and what was covered needlessly.

Sets of characters are whole numbers, one bit a character, so that unions and intersections of
spans are single operations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from .annotated import Mark
from .labels import category_of
from .policy import Sorted

__all__ = ["DocumentTally", "Finding", "LabelTally", "tally_document"]

MISSED = "missed"
WRONG_CATEGORY = "wrong category"
UNNECESSARY = "unnecessary"


@dataclass(frozen=True, slots=True)
class LabelTally:
    """The counts of one label in one document; `gold` and the four after it are of gold spans.

    >>> LabelTally(gold=2, identified=1).gold
    2
    """

    gold: int = 0
    touched: int = 0
    identified: int = 0
    right_category: int = 0
    predicted: int = 0
    unnecessary: int = 0
    strict: int = 0
    overlap: int = 0


@dataclass(frozen=True, slots=True)
class DocumentTally:
    """The counts of one document, by canonical label. It holds no text.

    >>> DocumentTally("n1", {"DATE": LabelTally(gold=2, identified=1)}).leaks
    1

    `other` counts the letters and digits outside every gold span, `other_covered` those of them
    that predictions cover.
    """

    id: str
    labels: Mapping[str, LabelTally]
    other: int = 0
    other_covered: int = 0
    neutral_gold: int = 0
    neutral_predicted: int = 0
    empty: int = 0

    @property
    def gold(self) -> int:
        """The number of gold spans that count."""
        return sum(tally.gold for tally in self.labels.values())

    @property
    def leaks(self) -> int:
        """The number of gold spans that were not identified."""
        return sum(tally.gold - tally.identified for tally in self.labels.values())


@dataclass(frozen=True, slots=True)
class Finding:
    """Where something went wrong: kind, document, offsets and label; never the text itself.

    >>> Finding("missed", "n1", 4, 8, "DATE", 4).kind
    'missed'

    `kind` is `missed` (gold not identified), `wrong category` (gold identified, but not by its
    own category) or `unnecessary` (a prediction that touches no gold). `letters` counts the
    letters and digits at fault: in clear, under a wrong category, or covered needlessly.
    """

    kind: str
    id: str
    start: int
    end: int
    label: str
    letters: int


def tally_document(
    document_id: str, text: str, gold: Sorted, predicted: Sorted
) -> tuple[DocumentTally, tuple[Finding, ...]]:
    """The counts of one document and the findings in it.

    >>> gold = Sorted((Mark(0, 4, "FIRST_NAME"),), (), (Mark(0, 4, "FIRST_NAME"),))
    >>> tally, findings = tally_document("n1", "Kari kom.", gold, Sorted())
    >>> tally.leaks, findings[0].letters
    (1, 4)
    """
    sets = _Sets.of(text, gold, predicted)
    counts: Counter[tuple[str, str]] = Counter()
    findings: list[Finding] = []
    for mark in gold.counted:
        names, finding = _judge_gold(mark, document_id, sets)
        counts.update((mark.label, name) for name in names)
        findings.extend(finding)
    scored = []
    for mark in predicted.counted:
        own = _bits(mark) & sets.letters
        if own & sets.gold:
            scored.append(mark)
        elif not own & sets.neutral:
            scored.append(mark)
            counts[mark.label, "unnecessary"] += 1
            findings.append(_finding(UNNECESSARY, document_id, mark, own))
    counts.update((mark.label, "predicted") for mark in scored)
    counts.update((label, "strict") for label in _strict(gold.counted, scored))
    counts.update((label, "overlap") for label in _overlapping(gold.counted, scored))
    tally = DocumentTally(
        document_id,
        _by_label(counts),
        sets.other.bit_count(),
        (sets.other & _union(predicted.counted)).bit_count(),
        len(gold.neutral),
        len(predicted.neutral) + len(predicted.counted) - len(scored),
        gold.empty + predicted.empty,
    )
    return tally, tuple(findings)


@dataclass(frozen=True, slots=True)
class _Sets:
    letters: int  # the letters and digits of the text; all other sets are parts of it
    gold: int
    neutral: int
    covered: int  # by any prediction
    right: int  # by a prediction of the category of a gold span at that place

    @property
    def other(self) -> int:
        return self.letters & ~(self.gold | self.neutral)

    @classmethod
    def of(cls, text: str, gold: Sorted, predicted: Sorted) -> _Sets:
        letters = int("".join("01"[letter.isalnum()] for letter in reversed(text)) or "0", 2)
        golds = _by_category((*gold.counted, *gold.neutral))
        covers = _by_category(predicted.covering)
        right = reduce(or_, (golds[name] & covers.get(name, 0) for name in golds), 0)
        return cls(
            letters,
            _union(gold.counted) & letters,
            _union(gold.neutral) & letters,
            _union(predicted.covering) & letters,
            right & letters,
        )


def _bits(mark: Mark) -> int:
    return ((1 << (mark.end - mark.start)) - 1) << mark.start


def _union(marks: Iterable[Mark]) -> int:
    return reduce(or_, map(_bits, marks), 0)


def _by_category(marks: Iterable[Mark]) -> dict[str, int]:
    sets: dict[str, int] = {}
    for mark in marks:
        category = category_of(mark.label)
        sets[category] = sets.get(category, 0) | _bits(mark)
    return sets


def _judge_gold(mark: Mark, document_id: str, sets: _Sets) -> tuple[list[str], list[Finding]]:
    own = _bits(mark) & sets.letters
    in_clear, wrong = own & ~sets.covered, own & ~sets.right
    names = ["gold"]
    if own & sets.covered:
        names.append("touched")
    if in_clear:
        return names, [_finding(MISSED, document_id, mark, in_clear)]
    names.append("identified")
    if wrong:
        return names, [_finding(WRONG_CATEGORY, document_id, mark, wrong)]
    return [*names, "right_category"], []


def _finding(kind: str, document_id: str, mark: Mark, letters: int) -> Finding:
    return Finding(kind, document_id, mark.start, mark.end, mark.label, letters.bit_count())


def _strict(gold: Iterable[Mark], predicted: Iterable[Mark]) -> Iterator[str]:
    """The label of every pair of equal spans; a repeated span pairs as often as it stands in both.

    `Mark` is frozen and compares by start, end and label.
    """
    return (mark.label for mark in (Counter(gold) & Counter(predicted)).elements())


def _overlapping(gold: Iterable[Mark], predicted: Iterable[Mark]) -> Iterator[str]:
    """The label of every pair that overlaps under one label, each span in one pair at most.

    To take spans in the order of their ends, each with the partner that ends first, gives the
    most pairs: whatever overlaps that partner later also overlaps the others it could have had.
    """
    sides: list[tuple[Mark, bool]] = [(mark, True) for mark in gold]
    sides += [(mark, False) for mark in predicted]
    sides.sort(key=lambda side: side[0].end)
    paired = [False] * len(sides)
    for place, (mark, is_gold) in enumerate(sides):
        if paired[place]:
            continue
        for later in range(place + 1, len(sides)):
            other, is_other_gold = sides[later]
            if paired[later] or is_gold is is_other_gold or other.label != mark.label:
                continue
            if other.start < mark.end:
                paired[place] = paired[later] = True
                yield mark.label
                break


def _by_label(counts: Counter[tuple[str, str]]) -> dict[str, LabelTally]:
    grouped: dict[str, dict[str, int]] = {}
    for (label, name), count in counts.items():
        grouped.setdefault(label, {})[name] = count
    return {label: LabelTally(**grouped[label]) for label in sorted(grouped)}
