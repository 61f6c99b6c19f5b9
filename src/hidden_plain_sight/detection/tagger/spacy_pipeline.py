"""A spaCy pipeline that marks entities, from a folder of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.tagger.finds import Finds
from hidden_plain_sight.detection.tagger.meanings import Meaning, meanings_of, own_labels
from hidden_plain_sight.detection.tagger.windows import readable, stretches
from hidden_plain_sight.errors import DeidentificationError

__all__ = ["SpacyTagger"]

_SCORE: Final = 0.8
"""The score of an entity, for spaCy's recognizer gives none."""
_STRETCH: Final = 100_000
_BESIDE: Final = 2_000
"""Characters that are read at a time, and what is seen beside them: spaCy's memory grows with
the text, and it reads no more than `nlp.max_length`."""
_MARKING: Final = frozenset(
    {"ner", "beam_ner", "entity_ruler", "span_ruler", "spancat", "spancat_singlelabel"}
)


class SpacyTagger:
    """Any spaCy pipeline with an entity recognizer, a ruler or a span categorizer.

    An entity has the score 0.8, a span of a categorizer its own. Long texts are read in
    overlapping stretches; what is found in one of them is found.
    """

    def __init__(
        self, nlp: Any, *, folder: Path, labels: Mapping[str, str], threshold: float
    ) -> None:
        self.name = f"spacy {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        self.threshold = threshold
        self._nlp = nlp
        self._folder, self._labels = folder, labels
        pipes = [
            nlp.get_pipe(name)
            for name in nlp.pipe_names
            if nlp.get_pipe_meta(name).factory in _MARKING
        ]
        if not pipes:
            problem = "the pipeline has no part that marks entities or spans"
            raise DeidentificationError("E705", folder=folder, problem=problem)
        known = list(dict.fromkeys(str(label) for pipe in pipes for label in pipe.labels))
        meanings = meanings_of(known, folder=folder, own=labels)
        self._meanings: dict[str, Meaning] = dict(zip(known, meanings, strict=True))
        self._keys = tuple(dict.fromkeys(pipe.key for pipe in pipes if hasattr(pipe, "key")))

    @classmethod
    def load(
        cls, folder: Path, *, label_map: Mapping[str, str] | None = None, threshold: float = 0.5
    ) -> SpacyTagger:
        """The tagger of a folder that `nlp.to_disk` or `spacy train` wrote.

        `label_map` says what the labels stand for where that isn't known, as a file
        `label_map.yaml` in the folder does. `threshold` is the score from which a span counts.

        Raises `DeidentificationError` E406 for a label map that is not valid, E701 for a folder
        that is missing or damaged, E704 for labels that are not known, E705 for a pipeline that
        marks nothing, E706 where spaCy is not installed; ValueError for a threshold that is not
        above 0 and at most 1.
        """
        if not 0 < threshold <= 1:
            raise ValueError(f"a threshold is above 0 and at most 1, got {threshold}")
        own = own_labels(folder, label_map)
        try:
            import spacy
        except ImportError:
            packages = {"package": "spaCy", "extra": "spacy"}
            raise DeidentificationError("E706", folder=folder, **packages) from None
        try:
            nlp = spacy.load(folder)
            nlp("a")
        except Exception as error:  # whatever a damaged file makes spaCy raise
            problem = type(error).__name__
            raise DeidentificationError("E701", folder=folder, problem=problem) from None
        return cls(nlp, folder=folder.resolve(), labels=own, threshold=threshold)

    def __reduce__(self) -> tuple[Any, ...]:
        load = partial(
            type(self).load, self._folder, label_map=self._labels, threshold=self.threshold
        )
        return load, ()

    def tag(self, text: str, found: Sequence[Candidate] = ()) -> Iterator[Candidate]:
        """Yield what the pipeline takes for identifiers; `found` helps to part names alone."""
        finds = Finds(text, found, "tagger.spacy")
        clean = readable(text)
        most = self._nlp.max_length
        size, beside = min(_STRETCH, max(1, most // 2)), min(_BESIDE, most // 8)
        seen: set[tuple[int, int, str]] = set()
        for one in stretches(clean, size=size, overlap=beside):
            for start, end, label, score in self._spans(clean[one.start : one.end]):
                place = (start + one.start, end + one.start, label)
                if place[0] < one.last and place[1] > one.first and place not in seen:
                    seen.add(place)
                    yield from finds.of(*place, score)

    def _spans(self, text: str) -> list[tuple[int, int, str, float]]:
        """What the pipeline marks in a stretch, by canonical labels."""
        marked: list[tuple[int, int, str, float]] = []
        with self._nlp.memory_zone():  # spaCy forgets the words of the note again
            doc = self._nlp(text)
            spans = [(span, _SCORE) for span in doc.ents]
            for key in self._keys:
                group = doc.spans.get(key, ())
                scores = group.attrs.get("scores", ()) if group else ()
                scored = len(scores) == len(group)
                spans += [
                    (span, float(scores[at]) if scored else _SCORE) for at, span in enumerate(group)
                ]
            for span, score in spans:
                meaning = self._meanings.get(span.label_)
                if meaning is not None and meaning.label is not None and score >= self.threshold:
                    marked.append((span.start_char, span.end_char, meaning.label, min(score, 1.0)))
        return marked
