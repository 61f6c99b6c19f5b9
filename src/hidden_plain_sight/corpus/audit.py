"""An output folder held against its originals: whether any real value is left in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from hidden_plain_sight.audit import Finding, Kind, aligned, audit_document, audit_text
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Document, Span

from .cells import ColumnKind, leaves
from .columns import BadColumnError, Beside, Cell
from .config import ColumnsConfig, CsvConfig, RunConfig
from .decoding import Encoding
from .formats import safe_name, with_targets
from .manifest import DATA, Manifest
from .process import read_items
from .quarantine import LEFT_OUT
from .quarantine import NAME as QUARANTINE
from .records import Record
from .sources import Source, find_sources

__all__ = ["AuditReport", "audit_corpus"]


@dataclass(slots=True)
class AuditReport:
    """What an audit found, in counts; it holds no text.

    >>> AuditReport(documents=3).passed
    True

    `findings` counts by kind and label, such as `('leak', 'LAST_NAME')`. `stopped` is how many
    documents have any. `changed` are documents in which more than identifiers was changed, or
    whose identifiers would be found elsewhere today. `absent` are documents of the original that
    the output does not have, such as those in quarantine or left out. `mismatches` are files that
    are not as the manifest says.
    """

    documents: int = 0
    identifiers: int = 0
    absent: int = 0
    stopped: int = 0
    changed: int = 0
    unreadable: int = 0
    mismatches: int = 0
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def passed(self) -> bool:
        """Whether nothing was found and everything could be looked at."""
        return not (self.stopped or self.changed or self.mismatches or self.unreadable)

    def as_json(self) -> dict[str, Any]:
        """The report for a file.

        >>> AuditReport(documents=3).as_json()["passed"]
        True
        """
        found = [
            {"kind": kind, "label": label, "count": count}
            for (kind, label), count in sorted(self.findings.items())
        ]
        counts = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "findings"}
        return {**counts, "findings": found, "passed": self.passed}


def audit_corpus(
    original: Path | str,
    output: Path | str,
    *,
    detect: Callable[[RunConfig], Callable[[Document], tuple[Span, ...]]],
    report: Callable[[str, Finding | None], None] = lambda _id, _finding: None,
) -> AuditReport:
    r"""Looks for the real values of every original document in what was written for it.

    >>> import tempfile
    >>> from hidden_plain_sight import Deidentifier
    >>> from hidden_plain_sight.corpus import run_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     notes, out = Path(folder, "notes.jsonl"), Path(folder, "out")
    ...     _ = notes.write_text('{"id": 1, "text": "Hun heter Kari Nordli."}\n')
    ...     _ = run_corpus(RunConfig(), notes, out, key=b"0123456789abcdef")
    ...     found = audit_corpus(notes, out, detect=lambda config: Deidentifier().detect)
    ...     found.documents, found.identifiers, found.passed
    (1, 2, True)

    `detect` makes the detector from the configuration that the manifest of the output holds;
    columns of facts are read from the originals. `report` is given the id of a document and every
    finding in it, None where more than identifiers was changed. Raises `DeidentificationError`
    E303 without a manifest, E215 where the output is that of other originals.
    """
    folder = Path(output)
    manifest = Manifest.read(folder)
    config = RunConfig.model_validate(manifest.config)
    run = _Audit(
        config, detect(config), report, AuditReport(mismatches=len(manifest.verify(folder)))
    )
    originals = run.records(find_sources(original), config, written=False)
    texts = _joined_texts(manifest, config)
    written = chain.from_iterable(
        run.records([one], _as_written(config, texts=one.name in texts), written=True)
        for one in _written(folder, manifest)
    )
    quarantined = frozenset(_places(folder / QUARANTINE))
    left_out = _places(folder / LEFT_OUT)
    for record, other in run.matched(originals, written, quarantined, left_out):
        run.audit(record, other)
    return run.result


def _joined_texts(manifest: Manifest, config: RunConfig) -> frozenset[str]:
    """The files of the output in which .txt files were joined; they have no further columns."""
    inputs = (Source.of(Path(file.name), file.name) for file in manifest.input)
    found = with_targets(inputs, config.output)
    return frozenset(source.target for source in found if source.is_joined)


def _as_written(config: RunConfig, *, texts: bool) -> RunConfig:
    """How a file of the output is read: in UTF-8, and without the columns that were left out."""
    names = config.columns
    replaced = {} if texts else names.replace
    columns = ColumnsConfig(text=names.text, id=names.id, replace=replaced)
    read = RunConfig(columns=columns, max_characters=config.max_characters)
    delimiter = CsvConfig() if config.output.format else config.csv
    return read.model_copy(update={"csv": delimiter, "encoding": Encoding.UTF_8})


def _written(folder: Path, manifest: Manifest) -> Iterator[Source]:
    """The files of the output in the order in which they were written."""
    for file in manifest.output:
        yield Source.of(folder / file.name, file.name.removeprefix(f"{DATA}/"))


def _places(file: Path) -> Iterator[tuple[str, int]]:
    """The files and lines of what was put into quarantine or left out."""
    if file.exists():
        with file.open("rb") as lines:
            for line in lines:
                values = orjson.loads(line)
                yield values["file"], values["line"]


@dataclass(slots=True)
class _Audit:
    """An audit on its way."""

    config: RunConfig
    detect: Callable[[Document], tuple[Span, ...]]
    report: Callable[[str, Finding | None], None]
    result: AuditReport

    def records(
        self, sources: Iterable[Source], config: RunConfig, *, written: bool
    ) -> Iterator[Record]:
        """The documents of files; those that can't be read are counted."""
        for source in sources:
            _, items = read_items(source, config)
            for item in items:
                if isinstance(item, Record):
                    yield item
                elif not item.is_warning:
                    self.result.unreadable += written
                    self.result.absent += not written

    def matched(
        self,
        originals: Iterator[Record],
        written: Iterator[Record],
        quarantined: frozenset[tuple[str, int]],
        left_out: Iterator[tuple[str, int]],
    ) -> Iterator[tuple[Record, Record]]:
        """Every original document that was written, with what was written for it.

        What was left out may be most of a corpus; it stands in the order of the originals.
        """
        waiting, skipped = next(written, None), next(left_out, None)
        for record in originals:
            absent = (record.file, record.line) in quarantined
            if (record.file, record.line) == skipped:
                absent, skipped = True, next(left_out, None)
            if absent or waiting is None or not self._same(record, waiting):
                self.result.absent += 1
                continue
            yield record, waiting
            waiting = next(written, None)
        if waiting is not None:
            raise DeidentificationError("E215", id=waiting.id)

    def audit(self, record: Record, written: Record) -> None:
        """Looks at one document and its columns."""
        document, text, result = record.document(), written.text, self.result
        spans = self.detect(document)
        cells = record.cells if written.cells else ()
        try:
            beside = Beside.of(document, cells)
            text = Beside.of(written.document(), written.cells).document.text
        except BadColumnError:
            result.unreadable += 1
            return
        document, spans = beside.document, beside.covered(spans)
        result.documents += 1
        result.identifiers += len(spans)
        surrogates = aligned(document.text, spans, text)
        if surrogates is None:
            result.changed += 1
            self.report(record.id, None)
            found = audit_text(document, spans, text)
        else:
            found = audit_document(document, spans, surrogates)
        found = (*found, *_same_ids(cells, written.cells))
        result.stopped += bool(found)
        for one in found:
            result.findings[one.kind.value, one.label] += 1
            self.report(record.id, one)

    def _same(self, record: Record, written: Record) -> bool:
        """Whether two records may be of one document: one without an id is named after its line.

        Where ids were replaced, their order is all that can be told.
        """
        columns, output = self.config.columns, self.config.output
        if (columns.id or "id") in columns.replace and record.cells:
            return True
        if output.format == "txt" and written.id != record.id:  # a file for each document
            return PurePosixPath(written.id).name == safe_name(record.id)
        if record.id == f"{record.file}#{record.line}":
            same = bool(output.format or output.compression) or record.file == written.file
            return same and written.id == f"{written.file}#{written.line}"
        return record.id == written.id


def _same_ids(cells: Sequence[Cell], written: Sequence[Cell]) -> Iterator[Finding]:
    """Ids that are still what they were."""
    for (_, kind, before), (_, _, after) in zip(cells, written, strict=False):
        if kind is ColumnKind.ID and set(_texts(kind, before)) & set(_texts(kind, after)):
            yield Finding(Kind.LEAK, kind.name, 0, 0)


def _texts(kind: ColumnKind, value: object) -> Iterator[str]:
    return (leaf.text for leaf in leaves(kind, value))
