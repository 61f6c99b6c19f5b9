"""The quarantine: the documents that were not written, where they are and why, never what."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from . import json_lines
from .manifest import OutputFile
from .records import Problem
from .streams import AtomicFile, cannot_write, file_digest

__all__ = ["Quarantine", "quarantine_line"]

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


class Quarantine:
    """The file `quarantine.jsonl` of an output folder; warnings are left out of it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     quarantine = Quarantine(Path(folder))
    ...     quarantine.add(Problem("E205", "a.jsonl", 3))
    ...     quarantine.commit().documents
    1
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._count = 0
        try:
            self._file = AtomicFile(self._path)
        except OSError as error:
            raise cannot_write(self._path, error) from None

    def add(self, problem: Problem) -> None:
        """Adds a problem, unless it is a warning."""
        if problem.is_warning:
            return
        self._count += 1
        try:
            self._file.stream.write(quarantine_line(problem))
        except OSError as error:
            raise cannot_write(self._path, error) from None

    def commit(self) -> OutputFile:
        """Puts the file in its place, and says what it is."""
        try:
            self._file.commit()
            size, digest = self._path.stat().st_size, file_digest(self._path)
        except OSError as error:
            raise cannot_write(self._path, error) from None
        return OutputFile(name=NAME, bytes=size, sha256=digest, documents=self._count)

    def abandon(self) -> None:
        """Removes what was written so far; does nothing after `commit`."""
        self._file.abandon()
