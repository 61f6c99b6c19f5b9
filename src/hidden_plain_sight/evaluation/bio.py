"""CoNLL files: a token and its tag on each line, in BIO, BIOES or BILOU."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from .annotated import AnnotatedDocument, Mark, malformed

__all__ = ["from_tokens", "read_conll"]

_Token = tuple[str, str, int]  # token, tag, line of the file
_Sentence = Sequence[_Token]

_BEGINS = frozenset("BSU")
_ENDS = frozenset("ESLU")
_PREFIXES = frozenset("BIESLUM")
_CONLLU_COLUMNS = 10
# not str.splitlines and str.split: they also part at characters that a token may hold
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANKS = re.compile(r" +")


def from_tokens(sentences: Sequence[_Sentence], *, file: Path) -> tuple[str, tuple[Mark, ...]]:
    """The text, tokens joined by blanks and sentences by line ends, and the tagged spans.

    >>> from_tokens([[("Kari", "B-PER", 1), ("Vik", "I-PER", 2), ("kom", "O", 3)]], file=Path("x"))
    ('Kari Vik kom', (Mark(start=0, end=8, label='PER'),))

    An `I-` that follows no `B-` of the same label opens a span of its own.
    """
    texts: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for sentence in sentences:
        text = " ".join(token for token, _, _ in sentence)
        marks.extend(_sentence_marks(sentence, offset, file))
        texts.append(text)
        offset += len(text) + 1
    return "\n".join(texts), tuple(marks)


def _sentence_marks(sentence: _Sentence, offset: int, file: Path) -> list[Mark]:
    marks: list[Mark] = []
    is_open = False
    for token, tag, line in sentence:
        prefix, label = _split(tag, file, line)
        end = offset + len(token)
        if not label:
            is_open = False
        elif is_open and prefix not in _BEGINS and marks[-1].label == label:
            marks[-1] = Mark(marks[-1].start, end, label)
        elif token:
            marks.append(Mark(offset, end, label))
            is_open = True
        is_open = is_open and prefix not in _ENDS
        offset = end + 1
    return marks


def _split(tag: str, file: Path, line: int) -> tuple[str, str]:
    if tag == "O":
        return "O", ""
    prefix, dash, label = tag.partition("-")
    if not dash or not label or prefix not in _PREFIXES:
        raise malformed(file, line, "a tag is neither O nor a letter of BIOES, a dash and a label")
    return prefix, label


def read_conll(text: str, *, file: Path) -> Iterator[AnnotatedDocument]:
    """The documents of a CoNLL file.

    >>> rows = "Kari B-PER\\nkom O\\n\\nOla B-PER\\n"
    >>> [(document.id, document.text) for document in read_conll(rows, file=Path("a.conll"))]
    [('a-1', 'Kari kom'), ('a-2', 'Ola')]

    The token stands in the first column and the tag in the last, with blanks or a tab between;
    in CoNLL-U (ten columns) the token is the second and the tag follows `name=` in the last.
    Where `-DOCSTART-` lines are, they part the documents; else blank lines do.
    """
    has_starts = "-DOCSTART-" in text
    documents: list[tuple[int, list[list[_Token]]]] = []
    sentences: list[list[_Token]] = [[]]
    first = 1
    for line, row in enumerate(_LINE_END.split(text), start=1):
        is_start = row.startswith("-DOCSTART-")
        if is_start or (not has_starts and not row.strip()):
            documents.append((first, sentences))
            sentences, first = [[]], line + 1
        elif not row.strip():
            sentences.append([])
        elif not _is_comment(row):
            sentences[-1].append(_token(row, file, line))
    documents.append((first, sentences))
    number = 0
    for first, parts in documents:
        filled = [sentence for sentence in parts if sentence]
        if filled:
            number += 1
            joined, marks = from_tokens(filled, file=file)
            yield AnnotatedDocument(f"{file.stem}-{number}", joined, marks, str(file), first)


def _is_comment(row: str) -> bool:
    return row.startswith("# ") and "=" in row


def _token(row: str, file: Path, line: int) -> _Token:
    columns = row.split("\t") if "\t" in row else _BLANKS.split(row.strip(" "))
    if len(columns) == _CONLLU_COLUMNS:
        named = [part[5:] for part in columns[-1].split("|") if part.startswith("name=")]
        if named:
            return columns[1], named[0], line
    if len(columns) < 2:
        raise malformed(file, line, "not a token and a tag")
    return columns[0], columns[-1].strip(), line
