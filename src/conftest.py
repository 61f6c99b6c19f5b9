"""Which modules have examples that can be run here: that for spaCy only where spaCy is."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("spacy") else ["hidden_plain_sight/spacy_component.py"]
