"""From examples to a tagger, and how well a tagger does by the protocol of the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.tagger.compact import CompactTagger
from hidden_plain_sight.detection.tagger.network import Network
from hidden_plain_sight.detection.text_view import composed
from hidden_plain_sight.evaluation import AnnotatedDocument, Evaluation, evaluate
from hidden_plain_sight.phi import Span
from hidden_plain_sight.training.model import Recipe, train
from hidden_plain_sight.training.prepare import Example, prepare

__all__ = ["evaluate_alone", "fit"]


def fit(
    examples: Iterable[Example],
    *,
    detector: Detector,
    recipe: Recipe,
    start: Network | None = None,
    report: Callable[[str], None],
) -> Network:
    """Train a tagger that will work beside the detector's rules.

    `start` is a network to go on from; its size then stands in place of the recipe's.
    """
    if start is not None:
        recipe = replace(recipe, shape=start.shape)
    data = prepare(
        (example for example in examples if composed(example.text)[1] is None),
        rules=detector.evidence,
        lexicon=detector.lexicon,
        reach=recipe.shape.reach,
    )
    return train(data, lexicon=detector.lexicon, recipe=recipe, start=start, report=report)


def evaluate_alone(
    network: Network, documents: Sequence[AnnotatedDocument], *, detector: Detector, scheme: str
) -> Evaluation:
    """The rates of a tagger's own spans, which it draws knowing what the rules propose."""
    tagger = CompactTagger(network, detector.lexicon)

    def detect(text: str) -> list[Span]:
        clean, origin = composed(text)
        tags = [t for t in tagger.tag(clean, detector.evidence(clean)) if t.score >= 0.5]
        if origin is not None:
            tags = [t._replace(start=origin[t.start], end=origin[t.end]) for t in tags]
        return [tag.span() for tag in tags]

    return evaluate(documents, detect, scheme=scheme)
