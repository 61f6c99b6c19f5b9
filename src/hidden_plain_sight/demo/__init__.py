"""Invented Norwegian notes with gold spans, for `deid-corpus demo`. No one in them exists."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DEMO_KEY", "notes_file"]

DEMO_KEY: Final = b"hidden-plain-sight demo, no secret"
"""The key of the demonstration. It stands in the open, so that everyone gets the same output."""


def notes_file() -> Path:
    """The JSONL file of the notes: id, text, patient, document_type, language, entities.

    >>> notes_file().name
    'notes.jsonl'
    """
    return Path(__file__).with_name("notes.jsonl")
