"""Which tagger a folder holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.tagger.protocol import Tagger
from hidden_plain_sight.errors import DeidentificationError

__all__ = ["SHIPPED_TAGGER", "open_tagger"]

SHIPPED_TAGGER: Final = Path(__file__).resolve().parent / "shipped"
"""The folder of the compact tagger that the package brings."""


def open_tagger(folder: Path, lexicon: Lexicon) -> Tagger:
    """The tagger of a folder: a compact one, a Hugging Face model or a spaCy pipeline.

    >>> from hidden_plain_sight.detection.lexicon import Lexicon
    >>> open_tagger(SHIPPED_TAGGER, Lexicon.build(triggers=())).name
    'compact'

    A spaCy pipeline is known by its `config.cfg`, the others by what their `config.json` says.
    Raises `DeidentificationError` E701 where the folder is missing or damaged, E702 for another
    version, E703 for other labels, E704 for labels that are not known, E705 for a model that
    marks nothing, E706 where what it needs is not installed.
    """
    if (folder / "config.cfg").is_file():
        from hidden_plain_sight.detection.tagger.spacy_pipeline import SpacyTagger

        return SpacyTagger.load(folder)
    try:
        description = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = type(error).__name__
        raise DeidentificationError("E701", folder=folder, problem=problem) from None
    if isinstance(description, dict) and {"architectures", "model_type"} & description.keys():
        from hidden_plain_sight.detection.tagger.hugging_face import HuggingFaceTagger

        return HuggingFaceTagger.load(folder)
    from hidden_plain_sight.detection.tagger.compact import CompactTagger

    return CompactTagger.load(folder, lexicon=lexicon)
