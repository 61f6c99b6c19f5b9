"""Gold and predictions as JSONL: one object a line, with spans, token tags or inline tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

import orjson

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import PatientFacts

from .annotated import AnnotatedDocument, make_marks, malformed
from .bio import from_tokens
from .inline import parse_inline

__all__ = ["read_bytes", "read_jsonl", "read_jsonl_inline"]

_BOM = b"\xef\xbb\xbf"


def read_bytes(path: Path) -> bytes:
    """A file's bytes without a byte order mark.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.txt")
    ...     _ = file.write_bytes(b"\\xef\\xbb\\xbfhei")
    ...     read_bytes(file)
    b'hei'
    """
    return path.read_bytes().removeprefix(_BOM)


def read_jsonl(path: Path, *, field: str = "entities") -> Iterator[AnnotatedDocument]:
    """The documents of a JSONL file with spans in `field`, or with `tokens` and `tags`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "gold.jsonl")
    ...     _ = file.write_text('{"id": "n1", "text": "Kari", "entities": [[0, 4, "First_Name"]]}')
    ...     [document.marks for document in read_jsonl(file)]
    [(Mark(start=0, end=4, label='First_Name'),)]

    A row without an id is named after its line, `line-1` and so on. What is known of the patient
    may stand in `facts`, an object with the names of `PatientFacts`.
    """
    for line, row in _rows(path):
        if field not in row and "tokens" in row:
            yield _token_row(row, path, line)
        else:
            yield _span_row(row, path, line, field)


def read_jsonl_inline(path: Path, *, field: str = "text") -> Iterator[AnnotatedDocument]:
    """The documents of a JSONL file whose texts in `field` hold inline tags.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "gold.jsonl")
    ...     _ = file.write_text('{"id": "n1", "text": "<First_Name>Kari</First_Name> kom"}')
    ...     [document.text for document in read_jsonl_inline(file)]
    ['Kari kom']
    """
    for line, row in _rows(path):
        tagged = row.get(field)
        if not isinstance(tagged, str):
            raise malformed(path, line, f"the field {field} is missing or not a string")
        text, marks = parse_inline(tagged, file=path, line=line, one_line=True)
        facts = _facts(row, path, line)
        yield AnnotatedDocument(_id(row, path, line), text, marks, str(path), line, facts)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, raw in enumerate(read_bytes(path).splitlines(), start=1):
        if not raw.strip():
            continue
        row = _parse(raw)
        if not isinstance(row, dict):
            raise malformed(path, line, "not a JSON object")
        yield line, row


def _parse(raw: bytes) -> object:
    # orjson's error carries the line; it must not travel on as the cause of ours
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


def _id(row: dict[str, Any], path: Path, line: int) -> str:
    value = row.get("id", f"line-{line}")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise malformed(path, line, "the id is neither a string nor a whole number")
    return str(value)


def _facts(row: dict[str, Any], path: Path, line: int) -> PatientFacts | None:
    """What a row says is known of the patient; E401 where it cannot be used."""
    given = row.get("facts")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise malformed(path, line, "the facts are not an object")
    try:
        return PatientFacts.from_values(given)
    except DeidentificationError as error:
        problem = str(error).rstrip(".")
    raise malformed(path, line, problem)


def _span_row(row: dict[str, Any], path: Path, line: int, field: str) -> AnnotatedDocument:
    text = row.get("text")
    if text is not None and not isinstance(text, str):
        raise malformed(path, line, "the text is not a string")
    entities = row.get(field)
    if not isinstance(entities, list):
        raise malformed(path, line, f"the field {field} is missing or not a list")
    triples = []
    for number, entity in enumerate(entities, start=1):
        triple = _triple(entity)
        if triple is None:
            raise malformed(path, line, f"entity {number} is not [start, end, label]")
        triples.append(triple)
    marks = make_marks(triples, text, file=path, line=line)
    facts = _facts(row, path, line)
    return AnnotatedDocument(_id(row, path, line), text, marks, str(path), line, facts)


def _triple(entity: object) -> tuple[int, int, str] | None:
    if isinstance(entity, dict):
        entity = [entity.get("start"), entity.get("end"), entity.get("label")]
    if not isinstance(entity, list) or len(entity) != 3:
        return None
    start, end, label = entity
    if type(start) is not int or type(end) is not int or not isinstance(label, str):
        return None
    return start, end, label


def _token_row(row: dict[str, Any], path: Path, line: int) -> AnnotatedDocument:
    tokens, tags = row.get("tokens"), row.get("tags")
    if not _are_strings(tokens) or not _are_strings(tags) or len(tokens) != len(tags):
        raise malformed(path, line, "tokens and tags are not two equally long lists of strings")
    pairs = [(token, tag, line) for token, tag in zip(tokens, tags, strict=True)]
    text, marks = from_tokens([pairs], file=path)
    facts = _facts(row, path, line)
    return AnnotatedDocument(_id(row, path, line), text, marks, str(path), line, facts)


def _are_strings(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
