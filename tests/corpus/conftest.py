"""A deidentifier that knows one name, and folders of notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from hidden_plain_sight.corpus import Manifest, Problem, RunConfig, read_config, run_corpus
from hidden_plain_sight.phi import (
    Category,
    DeidentifiedDocument,
    Document,
    Replacement,
    Span,
    Subtype,
)

CANARY = "Zanzibarius"
"""Stands in every note of the tests and must stand nowhere but in data."""

Run = Callable[..., tuple[Manifest, list[Problem]]]


class Fake:
    """Puts `Berit` for `Kari`; fails or leaks where a note asks for it."""

    def deidentify(self, document: Document) -> DeidentifiedDocument:
        text = document.text
        if "explode" in text:
            raise RuntimeError(text)
        surrogate = "kari" if "leak" in text else "Berit"
        start, spans, replacements, moved = text.find("Kari"), [], [], 0
        while start >= 0:
            spans.append(Span(start, start + 4, Category.NAME, Subtype.FIRST_NAME))
            at = start + moved
            replacements.append(
                Replacement(start, start + 4, at, at + len(surrogate), Category.NAME,
                            Subtype.FIRST_NAME, surrogate)
            )  # fmt: skip
            moved += len(surrogate) - 4
            start = text.find("Kari", start + 4)
        new = text.replace("Kari", surrogate)
        return DeidentifiedDocument(
            new, tuple(spans), tuple(replacements), document.id, document.patient
        )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run_it(
        source: Path | str, *, out: Path | None = None, **options: Any
    ) -> tuple[Manifest, list[Problem]]:
        problems: list[Problem] = []
        config = read_config(options=options) if options else RunConfig()
        manifest = run_corpus(
            config,
            source,
            out or tmp_path / "out",
            deidentifier=Fake(),
            report=problems.append,
        )
        return manifest, problems

    return run_it


def write_jsonl(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path
