"""`deid-corpus audit`: whether any real value is left in what a run wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as opt

if TYPE_CHECKING:
    from collections.abc import Callable

    from hidden_plain_sight.audit import Finding
    from hidden_plain_sight.corpus import AuditReport, RunConfig
    from hidden_plain_sight.phi import Document, Span

__all__ = ["audit"]

_SHOWN = 50
"""So many findings are named; the table counts all of them."""


def audit(
    original: Annotated[str, typer.Argument(help=opt.INPUT_HELP)],
    output: Annotated[Path, typer.Argument(help="The folder that a run has written.")],
    *,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the counts to this file too.")
    ] = None,
) -> None:
    """Search an output for every real value of its originals: leaks and collisions.

    The identifiers are found again with the settings in the manifest, and searched for together
    with the patient facts, without case and marks. Nothing is shown but ids, places and kinds.
    Exit status: 0 nothing was found, 3 something was, 2 it could not run.
    """
    from hidden_plain_sight.corpus import audit_corpus, write_whole

    named = 0

    def report(document: str, finding: Finding | None) -> None:
        nonlocal named
        named += 1
        if named > _SHOWN:
            return
        what = "the texts differ outside identifiers"
        if finding is not None:
            what = f"{finding.kind.value} of {finding.label}, {finding.start}-{finding.end}"
        typer.echo(f"{document}: {what}", err=True)

    result = audit_corpus(original, output, detect=_detector, report=report)
    if named > _SHOWN:
        typer.echo(f"and {named - _SHOWN:,} more", err=True)
    _show(result)
    if json_file is not None:
        import orjson

        indented = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        write_whole(json_file, [orjson.dumps(result.as_json(), option=indented)])
    raise typer.Exit(0 if result.passed else 3)


def _detector(config: RunConfig) -> Callable[[Document], tuple[Span, ...]]:
    from hidden_plain_sight.deidentifier import Deidentifier

    return Deidentifier(
        categories=config.categories,
        threshold=config.threshold,
        gazetteers=config.gazetteers,
        tagger=config.tagger_folder,
        tagger_threshold=config.tagger_threshold,
    ).detect


def _show(result: AuditReport) -> None:
    rows = [
        ("Documents audited", result.documents),
        ("Identifiers searched for", result.identifiers),
        ("Not in the output", result.absent),
        ("Documents with findings", result.stopped),
        *((f"  {kind} {label}", n) for (kind, label), n in sorted(result.findings.items())),
        ("Changed outside identifiers", result.changed),
        ("Documents that can't be read", result.unreadable),
        ("Files changed since the run", result.mismatches),
    ]
    width = max(len(name) for name, _ in rows)
    for name, count in rows:
        typer.echo(f"{name:<{width}}  {count:>12,}")
    typer.echo("Passed: no real value was found." if result.passed else "Not passed.")
