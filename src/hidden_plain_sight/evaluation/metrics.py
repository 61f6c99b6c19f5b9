"""How well predictions find the identifiers of a gold: `evaluate` and its outcome."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Document

from .annotated import AnnotatedDocument, Mark, SpanLike
from .evaluation import Evaluation
from .labels import Scheme, find_scheme, labels_to_ignore
from .policy import sort_marks
from .tally import DocumentTally, Finding, tally_document

__all__ = ["Detect", "DetectDocument", "evaluate"]

Detect = Callable[[str], Iterable[SpanLike]]
DetectDocument = Callable[[Document], Iterable[SpanLike]]
Predictions = (
    Sequence[AnnotatedDocument] | Mapping[str, Iterable[SpanLike]] | Detect | DetectDocument
)


def evaluate(
    gold: Sequence[AnnotatedDocument],
    predictions: Predictions,
    *,
    scheme: Scheme | str = "auto",
    ignore: Collection[str] = (),
    label_map: Mapping[str, str] | None = None,
    generic_units_count: bool = True,
    with_facts: bool = False,
) -> Evaluation:
    """The rates of predictions against a gold, per label and overall, with 95 % intervals.

    >>> gold = [AnnotatedDocument("n1", "Kari, 46 år.", (Mark(0, 4, "First_Name"),))]
    >>> evaluation = evaluate(gold, {"n1": [Mark(0, 4, "LAST_NAME"), Mark(6, 8, "AGE")]})
    >>> evaluation.overall.right_category.value, evaluation.overall.unnecessary.value
    (1.0, 0.5)

    `predictions` are read documents, spans by document id, or a function from text to spans such
    as `Deidentifier().detect`. `scheme` names what the labels mean (`auto`: told by the labels),
    `label_map` adds to it, `ignore` lists labels that are not scored. Predictions may use the
    gold's labels or the canonical ones. With `generic_units_count` False, units that are only a
    common noun are not scored. With `with_facts`, the function is given a `Document` that holds
    the facts of the gold, as `Deidentifier().detect` takes it.

    Raises `DeidentificationError`: E402 where a document has no predictions, E403 for a label
    that the scheme does not know, E404 for a span outside its text, E405 and E106 for names that
    are not known, E408 where the detector failed.
    """
    scheme = _scheme(scheme, gold, label_map or {}).changed(
        labels=label_map, generic_units_count=generic_units_count
    )
    ignored = labels_to_ignore(ignore, scheme)
    _check_labels(gold, scheme)
    source = _Source.of(predictions, gold, scheme, with_facts=with_facts)
    outcomes = [_judge(document, source, scheme, ignored) for document in gold]
    return Evaluation(
        scheme=scheme.name,
        ignored=tuple(sorted(ignored)),
        documents=tuple(tally for tally, _ in outcomes),
        findings=tuple(finding for _, findings in outcomes for finding in findings),
        extra_documents=source.extra,
    )


def _scheme(
    scheme: Scheme | str, gold: Sequence[AnnotatedDocument], mapped: Mapping[str, str]
) -> Scheme:
    if isinstance(scheme, Scheme):
        return scheme
    labels = (mark.label for document in gold for mark in document.marks)
    return find_scheme(scheme, (label for label in labels if label not in mapped))


def _judge(
    document: AnnotatedDocument, source: _Source, scheme: Scheme, ignored: frozenset[str]
) -> tuple[DocumentTally, tuple[Finding, ...]]:
    text = document.text or ""
    wanted = sort_marks(document.marks, text, scheme=scheme, ignored=ignored)
    found = sort_marks(source.marks(document), text, scheme=scheme, ignored=ignored)
    return tally_document(document.id, text, wanted, found)


def _check_labels(documents: Iterable[AnnotatedDocument], scheme: Scheme) -> None:
    """E403 if any label is not known. The label is not quoted: a stray tag may hold a name."""
    first: AnnotatedDocument | None = None
    count = 0
    for document in documents:
        unknown = sum(scheme.canonical(mark.label) is None for mark in document.marks)
        first = first or (document if unknown else None)
        count += unknown
    if first is not None:
        file, line = first.file or f"document {first.id}", first.line
        raise DeidentificationError("E403", file=file, line=line, count=count, scheme=scheme.name)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the spans of a document come from."""

    detect: Callable[[Any], Iterable[SpanLike]] | None
    by_id: Mapping[str, AnnotatedDocument]
    scheme: Scheme
    extra: int
    with_facts: bool = False

    @classmethod
    def of(
        cls,
        predictions: Predictions,
        gold: Sequence[AnnotatedDocument],
        scheme: Scheme,
        *,
        with_facts: bool,
    ) -> _Source:
        if callable(predictions):
            return cls(predictions, {}, scheme, 0, with_facts)
        if isinstance(predictions, Mapping):
            documents = [
                AnnotatedDocument(document_id, None, _as_marks(spans))
                for document_id, spans in predictions.items()
            ]
        else:
            documents = list(predictions)
        _check_labels(documents, scheme)
        by_id = {document.id: document for document in documents}
        extra = len(by_id.keys() - {document.id for document in gold})
        return cls(None, by_id, scheme, extra)

    def marks(self, document: AnnotatedDocument) -> tuple[Mark, ...]:
        text = document.text or ""
        if self.detect is not None:
            given = Document(text, document.id, facts=document.facts) if self.with_facts else text
            found = AnnotatedDocument(document.id, None, _detected(self.detect, document.id, given))
            _check_labels([found], self.scheme)
        elif document.id in self.by_id:
            found = self.by_id[document.id]
        else:
            raise DeidentificationError("E402", id=document.id)
        if found.text is not None and found.text != text:
            raise DeidentificationError("E408", id=document.id, kind="its texts differ")
        for mark in found.marks:
            if mark.end > len(text):
                fields = {"start": mark.start, "end": mark.end, "length": len(text)}
                raise DeidentificationError("E404", id=document.id, **fields)
        return found.marks


def _as_marks(spans: Iterable[SpanLike]) -> tuple[Mark, ...]:
    return tuple(Mark(span.start, span.end, span.label) for span in spans)


def _detected(
    detect: Callable[[Any], Iterable[SpanLike]], document_id: str, given: str | Document
) -> tuple[Mark, ...]:
    try:
        return _as_marks(detect(given))
    except Exception as error:
        # whatever a detector raises may quote the note: only the kind is passed on
        kind = type(error).__name__
    raise DeidentificationError("E408", id=document_id, kind=kind)
