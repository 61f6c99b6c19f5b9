"""Only finding, for a corpus: where the identifiers are, and nothing replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from hidden_plain_sight.phi import Document, Span

from . import json_lines
from .config import RunConfig
from .process import read_items
from .records import Problem, Record
from .sources import Source

if TYPE_CHECKING:
    from hidden_plain_sight.detection import Explanation

__all__ = ["Detects", "Explains", "detect_corpus"]

Detects = Callable[[Document], Iterable[Span]]
Explains = Callable[[Document], "Iterable[Explanation]"]


def detect_corpus(
    config: RunConfig,
    sources: Iterable[Source],
    detect: Detects,
    *,
    report: Callable[[Problem], None],
    explain: Explains | None = None,
) -> Iterator[bytes]:
    r"""One line of JSON for each document: its id, and the offsets and labels of what was found.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from hidden_plain_sight.phi import Category
    >>> def first_word(document):
    ...     return [Span(0, document.text.index(" "), Category.NAME)]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.jsonl")
    ...     _ = file.write_text('{"id": 7, "text": "Kari kom."}\n')
    ...     sources = [Source.of(file, file.name)]
    ...     list(detect_corpus(RunConfig(), sources, first_word, report=print))
    [b'{"id":7,"entities":[[0,4,"LAST_NAME"]]}\n']

    Ids keep the type that they have in the file. Offsets are Python string indices. Documents
    and files that cannot be read go to `report` and have no line. With `explain`, such as
    `Deidentifier().explain`, a line also says what became of every candidate.
    """
    for source in sources:
        _, items = read_items(source, config)
        for item in items:
            line = item if isinstance(item, Problem) else _line(item, config, detect, explain)
            if isinstance(line, Problem):
                report(line)
            else:
                yield line


def _line(
    record: Record, config: RunConfig, detect: Detects, explain: Explains | None
) -> bytes | Problem:
    where = (record.file, record.line, record.id)
    if len(record.text) > config.max_characters:
        return Problem("E213", *where, fields={"limit": config.max_characters})
    document = record.document()
    line: dict[str, Any] = {"id": record.raw_id}
    try:
        spans = detect(document)
        line["entities"] = [[span.start, span.end, span.label] for span in spans]
        if explain is not None:
            line["explanations"] = [_told(one) for one in explain(document)]
    except Exception as error:
        return Problem("E208", *where, fields={"kind": type(error).__name__})
    return json_lines.dump(line)


def _told(one: Explanation) -> dict[str, Any]:
    """An explanation for JSON."""
    told = {
        "start": one.start,
        "end": one.end,
        "label": one.label,
        "rule": one.rule_id,
        "score": one.score,
        "outcome": one.outcome.value,
    }
    return told if one.winner is None else {**told, "winner": list(one.winner)}
