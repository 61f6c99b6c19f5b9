"""An output folder held against its originals: whether any real value is left in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

from hidden_plain_sight.audit import Finding, aligned, audit_document, audit_text
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Document, Span

from .config import FactsConfig, RunConfig
from .manifest import DATA, Manifest
from .process import read_items
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
    the output does not have, such as those in quarantine. `mismatches` are files that are not as
    the manifest says.
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
    run = _Audit(detect(config), report, AuditReport(mismatches=len(manifest.verify(folder))))
    originals = run.records(find_sources(original), config, written=False)
    without_facts = config.model_copy(update={"facts": FactsConfig()})
    written = run.records(_written(folder, manifest), without_facts, written=True)
    left_out = frozenset(_quarantined(folder / QUARANTINE))
    for record, text in run.matched(originals, written, left_out):
        run.audit(record, text)
    return run.result


def _written(folder: Path, manifest: Manifest) -> Iterator[Source]:
    """The files of the output in the order in which they were written."""
    for file in manifest.output:
        yield Source.of(folder / file.name, file.name.removeprefix(f"{DATA}/"))


def _quarantined(file: Path) -> Iterator[tuple[str, int]]:
    """The files and lines of what was put into quarantine."""
    if file.exists():
        for line in file.read_bytes().splitlines():
            values = orjson.loads(line)
            yield values["file"], values["line"]


@dataclass(slots=True)
class _Audit:
    """An audit on its way."""

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
        left_out: frozenset[tuple[str, int]],
    ) -> Iterator[tuple[Record, str]]:
        """Every original document that was written, with its new text."""
        waiting = next(written, None)
        for record in originals:
            absent = (record.file, record.line) in left_out
            if absent or waiting is None or not _same(record, waiting):
                self.result.absent += 1
                continue
            yield record, waiting.text
            waiting = next(written, None)
        if waiting is not None:
            raise DeidentificationError("E215", id=waiting.id)

    def audit(self, record: Record, text: str) -> None:
        """Looks at one document."""
        document, result = record.document(), self.result
        spans = self.detect(document)
        result.documents += 1
        result.identifiers += len(spans)
        surrogates = aligned(document.text, spans, text)
        if surrogates is None:
            result.changed += 1
            self.report(record.id, None)
            found = audit_text(document, spans, text)
        else:
            found = audit_document(document, spans, surrogates)
        result.stopped += bool(found)
        for one in found:
            result.findings[one.kind.value, one.label] += 1
            self.report(record.id, one)


def _same(record: Record, written: Record) -> bool:
    """Whether two records may be of one document: one without an id is named after its line."""
    if record.id == f"{record.file}#{record.line}":
        return written.id == f"{written.file}#{written.line}" and record.file == written.file
    return record.id == written.id
