"""The outcome of an evaluation: counts of every document, and the rates made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any

from .intervals import Rate, clustered_rate, wilson_rate
from .labels import LABELS
from .tally import DocumentTally, Finding, LabelTally

__all__ = ["Agreement", "Evaluation", "Rates"]

FORMAT = "hidden-plain-sight evaluation"
VERSION = 1

_Make = Callable[[Sequence[tuple[float, float]]], Rate]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of the spans themselves.

    >>> Agreement.of([LabelTally(gold=2, predicted=1, strict=1)], "strict").precision.value
    1.0
    """

    precision: Rate
    recall: Rate
    f1: Rate

    @classmethod
    def of(
        cls, tallies: Iterable[LabelTally], name: str, *, make: _Make = clustered_rate
    ) -> Agreement:
        """From the pairs counted under `name`: `strict` or `overlap`. F1 is always clustered."""
        counts = [(getattr(tally, name), tally.predicted, tally.gold) for tally in tallies]
        return cls(
            make([(pairs, predicted) for pairs, predicted, _ in counts]),
            make([(pairs, gold) for pairs, _, gold in counts]),
            clustered_rate([(pairs, (predicted + gold) / 2) for pairs, predicted, gold in counts]),
        )

    def to_dict(self) -> dict[str, Any]:
        """For JSON.

        >>> list(Agreement.of([], "strict").to_dict())
        ['precision', 'recall', 'f1']
        """
        return {name: getattr(self, name).to_dict() for name in ("precision", "recall", "f1")}


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one label, or of all together.

    >>> rates = Rates.of([LabelTally(gold=4, touched=3, identified=2)], make=wilson_pairs)
    >>> rates.identified.value
    0.5

    `identified`, `right_category` and `touched` are shares of the gold spans, `unnecessary` of
    the predicted spans.
    """

    gold: int
    predicted: int
    identified: Rate
    right_category: Rate
    unnecessary: Rate
    touched: Rate
    strict: Agreement
    overlap: Agreement

    @classmethod
    def of(cls, tallies: Sequence[LabelTally], *, make: _Make) -> Rates:
        """From the counts, one for each document; `make` computes the intervals."""
        return cls(
            sum(tally.gold for tally in tallies),
            sum(tally.predicted for tally in tallies),
            make([(tally.identified, tally.gold) for tally in tallies]),
            make([(tally.right_category, tally.gold) for tally in tallies]),
            make([(tally.unnecessary, tally.predicted) for tally in tallies]),
            make([(tally.touched, tally.gold) for tally in tallies]),
            Agreement.of(tallies, "strict", make=make),
            Agreement.of(tallies, "overlap", make=make),
        )

    def to_dict(self) -> dict[str, Any]:
        """For JSON.

        >>> Rates.of([], make=wilson_pairs).to_dict()["gold"]
        0
        """
        names = ("identified", "right_category", "unnecessary", "touched", "strict", "overlap")
        rates = {name: getattr(self, name).to_dict() for name in names}
        return {"gold": self.gold, "predicted": self.predicted, **rates}


def wilson_pairs(pairs: Sequence[tuple[float, float]]) -> Rate:
    """The rate of summed pairs with Wilson's interval.

    >>> wilson_pairs([(1, 2), (0, 2)]).value
    0.25
    """
    return wilson_rate(sum(part for part, _ in pairs), sum(whole for _, whole in pairs))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome: every document's counts, and the rates made of them. It holds no text.

    >>> tally = DocumentTally("n1", {"DATE": LabelTally(gold=2, identified=1)}, other=50)
    >>> evaluation = Evaluation("canonical", (), (tally,), ())
    >>> evaluation.overall.identified.value, evaluation.documents_with_a_leak.value
    (0.5, 1.0)

    Ids of documents are in it, and in whatever is written of it. `extra_documents` counts the
    documents that have predictions and no gold.
    """

    scheme: str
    ignored: tuple[str, ...]
    documents: tuple[DocumentTally, ...]
    findings: tuple[Finding, ...]
    extra_documents: int = 0

    @property
    def overall(self) -> Rates:
        """The rates over all labels; intervals are clustered by document."""
        return Rates.of([_sum(document) for document in self.documents], make=clustered_rate)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that occur in gold or predictions, in their usual order."""
        seen = {label for document in self.documents for label in document.labels}
        return tuple(sorted(seen, key=LABELS.index))

    @property
    def per_label(self) -> dict[str, Rates]:
        """The rates of each label; intervals are Wilson's, those of F1 clustered by document."""
        return {
            label: Rates.of(
                [d.labels[label] for d in self.documents if label in d.labels], make=wilson_pairs
            )
            for label in self.labels
        }

    @property
    def documents_with_a_leak(self) -> Rate:
        """The share of all documents in which a gold span was not identified."""
        leaking = sum(document.leaks > 0 for document in self.documents)
        return wilson_rate(leaking, len(self.documents))

    @property
    def other_text_covered(self) -> Rate:
        """The share of the letters and digits outside gold that are covered; clustered."""
        return clustered_rate([(d.other_covered, d.other) for d in self.documents])

    @property
    def counts(self) -> dict[str, int]:
        """What was counted, and what was left out of the count."""
        return {
            "documents": len(self.documents),
            "documents_with_gold": sum(document.gold > 0 for document in self.documents),
            "neutral_gold": sum(document.neutral_gold for document in self.documents),
            "neutral_predicted": sum(document.neutral_predicted for document in self.documents),
            "spans_without_letters": sum(document.empty for document in self.documents),
            "documents_only_predicted": self.extra_documents,
        }

    def to_dict(self) -> dict[str, Any]:
        """Everything for JSON: rates, counts, findings, and each document's counts.

        >>> sorted(Evaluation("canonical", (), (), ()).to_dict())[:3]
        ['counts', 'documents', 'documents_with_a_leak']
        """
        return {
            "format": FORMAT,
            "version": VERSION,
            "scheme": self.scheme,
            "ignored": list(self.ignored),
            "counts": self.counts,
            "overall": self.overall.to_dict(),
            "documents_with_a_leak": self.documents_with_a_leak.to_dict(),
            "other_text_covered": self.other_text_covered.to_dict(),
            "per_label": {label: rates.to_dict() for label, rates in self.per_label.items()},
            "findings": [asdict(finding) for finding in self.findings],
            "documents": [_document_dict(document) for document in self.documents],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evaluation:
        """The evaluation that `to_dict` gave; the rates are computed anew from its counts.

        >>> evaluation = Evaluation("canonical", (), (), ())
        >>> Evaluation.from_dict(evaluation.to_dict()) == evaluation
        True

        Raises `KeyError`, `TypeError` or `ValueError` for anything else.
        """
        if data["format"] != FORMAT or data["version"] != VERSION:
            raise ValueError("not an evaluation of this version")
        return cls(
            scheme=data["scheme"],
            ignored=tuple(data["ignored"]),
            documents=tuple(_document_of(document) for document in data["documents"]),
            findings=tuple(Finding(**finding) for finding in data["findings"]),
            extra_documents=data["counts"]["documents_only_predicted"],
        )


def _sum(document: DocumentTally) -> LabelTally:
    rows = [astuple(tally) for tally in document.labels.values()]
    return LabelTally(*map(sum, zip(*rows, strict=True)))


def _document_dict(document: DocumentTally) -> dict[str, Any]:
    labels = {
        label: {name: count for name, count in asdict(tally).items() if count}
        for label, tally in document.labels.items()
    }
    names = ("id", "other", "other_covered", "neutral_gold", "neutral_predicted", "empty")
    return {**{name: getattr(document, name) for name in names}, "labels": labels}


def _document_of(data: Mapping[str, Any]) -> DocumentTally:
    labels = {label: LabelTally(**tally) for label, tally in data["labels"].items()}
    if any(label not in LABELS for label in labels):
        raise ValueError("not a known label")
    return DocumentTally(**{**data, "labels": labels})
