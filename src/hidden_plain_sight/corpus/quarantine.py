"""The documents that were not written: where they are and why, never what."""

from __future__ import annotations

from typing import Final

from . import json_lines
from .records import Problem

__all__ = ["LEFT_OUT", "NAME", "left_out_line", "quarantine_line"]

NAME: Final = "quarantine.jsonl"
LEFT_OUT: Final = "left_out.jsonl"
"""What is not in quarantine, since nothing is wrong with it: it was not asked for."""


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


def left_out_line(problem: Problem) -> bytes:
    r"""A document that was left out as one line of JSON.

    >>> left_out_line(Problem("L101", "a.jsonl", 3, "n3"))
    b'{"file":"a.jsonl","line":3,"id":"n3","code":"L101"}\n'
    """
    entry = {
        "file": problem.file,
        "line": problem.line,
        "id": problem.id,
        "code": problem.code,
    }
    return json_lines.dump(entry)
