"""Corpora in and out: files read as records, processed, and written as they were.

>>> import tempfile
>>> from pathlib import Path
>>> from hidden_plain_sight.corpus import RunConfig, run_corpus, verify
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "note.txt").write_text("Hun heter Kari.")
...     out = Path(folder, "out")
...     manifest = run_corpus(RunConfig(), f"{folder}/note.txt", out, key=b"0123456789abcdef")
...     manifest.counts.written, verify(out)
(1, ())
"""

from __future__ import annotations

from .audit import AuditReport, audit_corpus
from .config import ColumnsConfig, CsvConfig, FactsConfig, RunConfig, read_config
from .decoding import Encoding
from .detect import Detects, Explains, detect_corpus
from .finish import merge_parts
from .forecast import Forecast, forecast
from .manifest import Counts, InputFile, Manifest, Mismatch, OutputFile, verify
from .process import process_document, read_items
from .quarantine import quarantine_line
from .reader import Reader, ReadOptions
from .readers import open_reader, read_bytes
from .records import Columns, Layout, Problem, Record
from .run import Progress, Standing, make_deidentifier, run_corpus, run_part, worker_count
from .sources import Source, check_output, find_sources
from .status import RunStatus, run_status
from .streams import write_whole
from .tally import Tally
from .writers import Writer, open_writer

__all__ = [
    "AuditReport",
    "Columns",
    "ColumnsConfig",
    "Counts",
    "CsvConfig",
    "Detects",
    "Encoding",
    "Explains",
    "FactsConfig",
    "Forecast",
    "InputFile",
    "Layout",
    "Manifest",
    "Mismatch",
    "OutputFile",
    "Problem",
    "Progress",
    "ReadOptions",
    "Reader",
    "Record",
    "RunConfig",
    "RunStatus",
    "Source",
    "Standing",
    "Tally",
    "Writer",
    "audit_corpus",
    "check_output",
    "detect_corpus",
    "find_sources",
    "forecast",
    "make_deidentifier",
    "merge_parts",
    "open_reader",
    "open_writer",
    "process_document",
    "quarantine_line",
    "read_bytes",
    "read_config",
    "read_items",
    "run_corpus",
    "run_part",
    "run_status",
    "verify",
    "worker_count",
    "write_whole",
]
