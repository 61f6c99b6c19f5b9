"""Which modules are not looked through for examples."""

from __future__ import annotations

# it needs spaCy, and registers itself there, which can be done once only; tests/ tries it out
collect_ignore = ["hidden_plain_sight/spacy_component.py"]
