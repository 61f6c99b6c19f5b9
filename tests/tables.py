"""Notes in rows, and what a run over a file makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from hidden_plain_sight.corpus import RunConfig, run_corpus
from hidden_plain_sight.synthesis import synthesize

__all__ = ["note_rows", "run_over_files"]


def note_rows() -> list[dict[str, Any]]:
    """Two hundred notes of forty patients, with a column that is nobody's business."""
    return [
        {"id": n, "patient": f"p{n % 40}", "ward": f"w{n % 3}", "text": note.document.text}
        for n, note in enumerate(synthesize(n=200, seed=11))
    ]


def run_over_files(
    rows: list[dict[str, Any]], folder: Path, *, scope: str, key: bytes
) -> list[dict[str, Any]]:
    """The rows as a run writes them; those in quarantine without text, and with the code."""
    source, out = folder / "n.jsonl", folder / "out"
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    run_corpus(RunConfig.model_validate({"scope": scope, "workers": 1}), source, out, key=key)
    written = {row["id"]: row["text"] for row in _lines(out / "data" / "n.jsonl")}
    codes = {row["id"]: row["code"] for row in _lines(out / "quarantine.jsonl")}
    return [
        {**row, "text": written.get(row["id"]), "deid_error": codes.get(str(row["id"]))}
        for row in rows
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]
