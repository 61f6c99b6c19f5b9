"""Gold files and prediction files, in any of the known formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from hidden_plain_sight.errors import DeidentificationError

from .annotated import AnnotatedDocument, malformed
from .bio import read_conll
from .brat import read_brat
from .inline import read_inline
from .jsonl import read_bytes, read_jsonl, read_jsonl_inline

__all__ = ["GoldFormat", "read_gold", "read_predictions"]


class GoldFormat(StrEnum):
    """The formats that gold and predictions come in; `auto` goes by the suffix.

    >>> [item.value for item in GoldFormat]
    ['auto', 'jsonl', 'brat', 'conll', 'inline']
    """

    AUTO = "auto"
    JSONL = "jsonl"
    BRAT = "brat"
    CONLL = "conll"
    INLINE = "inline"


_BY_SUFFIX = {
    ".jsonl": GoldFormat.JSONL,
    ".ndjson": GoldFormat.JSONL,
    ".conll": GoldFormat.CONLL,
    ".conllu": GoldFormat.CONLL,
    ".bio": GoldFormat.CONLL,
    ".iob": GoldFormat.CONLL,
    ".tsv": GoldFormat.CONLL,
    ".txt": GoldFormat.INLINE,
    ".xml": GoldFormat.INLINE,
}


def read_gold(
    path: Path,
    *,
    file_format: GoldFormat | str = GoldFormat.AUTO,
    field: str | None = None,
    per_line: bool = False,
) -> tuple[AnnotatedDocument, ...]:
    """The documents of a gold file or folder, each with its text and its spans.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "n1.txt")
    ...     _ = file.write_text("<First_Name>Kari</First_Name> kom.")
    ...     [(document.text, document.marks) for document in read_gold(file)]
    [('Kari kom.', (Mark(start=0, end=4, label='First_Name'),))]

    `field` names the key of a JSONL row: of the spans (default `entities`), or of the tagged
    text where the format is `inline` (default `text`). `per_line` makes every line of an inline
    file a document. Raises `DeidentificationError` E201 for a path that can't be read, E204 for
    one without documents, E407 for an unknown format and E401 for anything malformed, with file
    and line and without any of the text.
    """
    documents = _read(path, GoldFormat(file_format), field, per_line, needs_text=True)
    if not documents:
        raise DeidentificationError("E204", file=path)
    for document in documents:
        if document.text is None:
            raise malformed(document.file, document.line, "there is no text")
    return documents


def read_predictions(
    path: Path,
    *,
    file_format: GoldFormat | str = GoldFormat.AUTO,
    field: str | None = None,
    per_line: bool = False,
) -> tuple[AnnotatedDocument, ...]:
    """The documents of a prediction file: as `read_gold`, but texts may be missing.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "predictions.jsonl")
    ...     _ = file.write_text('{"id": "n1", "entities": [[0, 4, "FIRST_NAME"]]}')
    ...     [(document.id, document.text) for document in read_predictions(file)]
    [('n1', None)]
    """
    return _read(path, GoldFormat(file_format), field, per_line, needs_text=False)


def _read(
    path: Path, file_format: GoldFormat, field: str | None, per_line: bool, *, needs_text: bool
) -> tuple[AnnotatedDocument, ...]:
    if file_format is GoldFormat.AUTO:
        file_format = _tell(path)
    try:
        return _unique(_documents(path, file_format, field, per_line, needs_text))
    except OSError as error:
        problem = error.strerror or type(error).__name__
    raise DeidentificationError("E201", file=path, problem=problem)


def _tell(path: Path) -> GoldFormat:
    if path.is_dir():
        return GoldFormat.BRAT if any(path.rglob("*.ann")) else GoldFormat.INLINE
    found = _BY_SUFFIX.get(path.suffix.lower())
    if found is None:
        known = ", ".join(item for item in GoldFormat if item is not GoldFormat.AUTO)
        raise DeidentificationError("E407", file=path, known=known)
    return found


def _documents(
    path: Path, file_format: GoldFormat, field: str | None, per_line: bool, needs_text: bool
) -> Iterator[AnnotatedDocument]:
    is_jsonl = path.suffix.lower() in (".jsonl", ".ndjson")
    if file_format is GoldFormat.BRAT:
        yield from read_brat(path, needs_text=needs_text)
    elif file_format is GoldFormat.INLINE and is_jsonl:
        yield from read_jsonl_inline(path, field=field or "text")
    elif file_format is GoldFormat.JSONL:
        yield from read_jsonl(path, field=field or "entities")
    else:
        for file in _files(path, file_format):
            name = file.relative_to(path) if path.is_dir() else Path(file.name)
            text = _text(file)
            if file_format is GoldFormat.CONLL:
                yield from read_conll(text, file=file)
            else:
                document_id = name.with_suffix("").as_posix()
                yield from read_inline(text, document_id=document_id, file=file, per_line=per_line)


def _files(path: Path, file_format: GoldFormat) -> list[Path]:
    if not path.is_dir():
        return [path]
    suffixes = {suffix for suffix, known in _BY_SUFFIX.items() if known is file_format}
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes)


def _text(file: Path) -> str:
    raw = read_bytes(file)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    raise malformed(file, line, "not UTF-8")


def _unique(documents: Iterable[AnnotatedDocument]) -> tuple[AnnotatedDocument, ...]:
    seen: dict[str, AnnotatedDocument] = {}
    for document in documents:
        if document.id in seen:
            raise malformed(document.file, document.line, f"the id {document.id} was seen before")
        seen[document.id] = document
    return tuple(seen.values())
