"""Writes before_and_after.md: thirty invented notes, as they were and as they come out.

python docs/before_and_after.py
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import orjson

from hidden_plain_sight import Deidentifier, Document, Scope
from hidden_plain_sight.demo import DEMO_KEY, notes_file

PAGE = Path(__file__).with_suffix(".md")
NOTES = 30
HEAD = """\
# Before and after

Thirty notes of the demonstration, as they were written and as `deid-corpus demo` gives them back. \
Everybody in them is invented. What was found is marked on the left, what stands in its place on \
the right; what is not marked and tells of somebody was missed. The notes of one patient agree \
with each other (`scope: patient`).

This page is written by `python docs/before_and_after.py`; a test fails when it is out of date.
"""


def page() -> str:
    """The page."""
    deidentifier = Deidentifier(key=DEMO_KEY, scope=Scope.PATIENT)
    rows = [orjson.loads(line) for line in notes_file().read_bytes().splitlines()]
    parts = [HEAD]
    for row in rows[:NOTES]:
        note = Document(row["text"], id=row["id"], patient=row["patient"])
        done = deidentifier.deidentify(note)
        before = _marked(note.text, [(one.start, one.end) for one in done.replacements])
        after = _marked(done.text, [(one.new_start, one.new_end) for one in done.replacements])
        parts.append(f"## {row['id']}: {row['document_type']}, {row['language']}\n")
        parts.append(
            f"<table><tr><td><pre>{before}</pre></td><td><pre>{after}</pre></td></tr></table>\n"
        )
    return "\n".join(parts)


def _marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in places:
        pieces += (html.escape(text[at:start]), f"<mark>{html.escape(text[start:end])}</mark>")
        at = end
    pieces.append(html.escape(text[at:]))
    # a blank line would end the table
    return "<br>".join("".join(pieces).splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
