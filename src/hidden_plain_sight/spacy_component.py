"""The detector as a part of a spaCy pipeline: `nlp.add_pipe("hidden_plain_sight")`.

spaCy finds the factory by itself once the package is installed; from a source folder, import this
module first. It is the only module that imports spaCy as it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from hidden_plain_sight import phi
from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER
from hidden_plain_sight.errors import DeidentificationError

__all__ = ["FACTORY", "PhiComponent", "make_component"]

FACTORY: Final = "hidden_plain_sight"
"""The name of the factory in spaCy."""

_STORED: Final = "hidden_plain_sight"
_DEFAULTS: Final = {
    "categories": None,
    "threshold": phi.DEFAULT_THRESHOLD,
    "gazetteers": None,
    "tagger": True,
    "spans_key": "phi",
    "set_ents": False,
}


class PhiComponent:
    """Puts the identifiers of a doc into `doc.spans[spans_key]`, and if asked into `doc.ents`.

    A span is every token that an identifier touches, so that none of its letters is lost, with
    its label as `label_` and its rule as `id_`. What was found to the letter is in `doc._.phi`.
    With `set_ents` an identifier takes the place of every entity that it touches.
    """

    def __init__(self, detector: Detector, *, spans_key: str, set_ents: bool) -> None:
        self._detector = detector
        self._key = spans_key
        self._set_ents = set_ents

    def __call__(self, doc: Doc) -> Doc:
        """Mark the identifiers of a doc and give it back."""
        found = self._detector.detect(doc.text)
        spans = [_aligned(doc, one) for one in found]
        doc.user_data[_STORED] = [
            [one.start, one.end, one.category.value, str(one.subtype or ""), one.score, one.rule_id]
            for one in found
        ]
        doc.spans[self._key] = spans
        if self._set_ents:
            marked = list(_apart(doc, spans))
            taken = {token for span in marked for token in range(span.start, span.end)}
            others = [ent for ent in doc.ents if taken.isdisjoint(range(ent.start, ent.end))]
            doc.ents = [*marked, *others]
        return doc


def _aligned(doc: Doc, found: phi.Span) -> Span:
    """The tokens that an identifier touches."""
    span = doc.char_span(
        found.start,
        found.end,
        label=found.label,
        span_id=found.rule_id,
        alignment_mode="expand",
    )
    if span is None:  # an identifier is never blanks alone, and all else belongs to tokens
        raise ValueError("an identifier without a token")
    return span


def _apart(doc: Doc, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without those tokens that an earlier one has: what `doc.ents` can hold.

    `spacy.util.filter_spans` would leave out spans, and the tokens that they alone cover.
    """
    end = 0
    for span in spans:
        start = max(span.start, end)
        if start < span.end:
            yield Span(doc, start, span.end, label=span.label, span_id=span.id)
            end = span.end


def _phi(doc: Doc) -> tuple[phi.Span, ...]:
    """The identifiers of a doc as they were found, with the offsets of `doc.text`."""
    return tuple(
        phi.Span(start, end, phi.Category(kind), phi.Subtype(part) if part else None, score, rule)
        for start, end, kind, part, score, rule in doc.user_data.get(_STORED, ())
    )


def _score(span: Span) -> float | None:
    """The score of the strongest identifier of a span's label in it; None where there is none."""
    scores = [
        one.score
        for one in _phi(span.doc)
        if one.label == span.label_ and one.start < span.end_char and span.start_char < one.end
    ]
    return max(scores, default=None)


def _categories(names: Sequence[str] | None) -> list[phi.Category]:
    if names is None:
        return list(phi.Category)
    known = {category.value: category for category in phi.Category}
    for name in names:
        if name.upper() not in known:
            raise DeidentificationError("E106", name=name, known=", ".join(known))
    return [known[name.upper()] for name in names]


def make_component(
    nlp: Language,  # noqa: ARG001 - spaCy gives both to every factory
    name: str,  # noqa: ARG001
    categories: list[str] | None,
    threshold: float,
    gazetteers: str | None,
    tagger: bool | str,
    spans_key: str,
    set_ents: bool,
) -> PhiComponent:
    """The component for a configuration, as spaCy's factory calls it.

    `categories`, `threshold` and `gazetteers` are those of `Deidentifier`; `tagger` is the folder
    of a trained one, True for the shipped one or False for none. Folders are written to the
    pipeline's configuration as they were given, and looked up there when it is loaded.
    """
    folder = SHIPPED_TAGGER if tagger is True else Path(tagger) if tagger else None
    detector = Detector(
        categories=_categories(categories),
        threshold=threshold,
        gazetteers=None if gazetteers is None else Path(gazetteers),
        tagger=folder,
    )
    return PhiComponent(detector, spans_key=spans_key, set_ents=set_ents)


Doc.set_extension("phi", getter=_phi, force=True)
Span.set_extension("phi_score", getter=_score, force=True)
Language.factory(
    FACTORY, default_config=cast(Any, _DEFAULTS), assigns=["doc.spans"], func=make_component
)
