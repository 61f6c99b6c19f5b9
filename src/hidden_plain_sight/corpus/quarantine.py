"""The quarantine: the documents that were not written, where they are and why, never what."""

from __future__ import annotations

from typing import Final

from . import json_lines
from .records import Problem

__all__ = ["NAME", "quarantine_line"]

NAME: Final = "quarantine.jsonl"


def quarantine_line(problem: Problem) -> bytes:
    r"""A problem as one line of JSON.

    >>> quarantine_line(Problem("E204", "a.txt"))
    b'{"file":"a.txt","line":0,"id":null,"code":"E204","reason":"a.txt holds no documents."}\n'
    """
    entry = {
        "file": problem.file,
        "line": problem.line,
        "id": problem.id,
        "code": problem.code,
        "reason": problem.message,
    }
    return json_lines.dump(entry)
