"""`deid-corpus run`: de-identify a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as opt

if TYPE_CHECKING:
    from hidden_plain_sight.corpus import Manifest, RunConfig

__all__ = ["run"]


def run(
    source: Annotated[str, typer.Argument(metavar="INPUT", help=opt.INPUT_HELP)],
    output: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    *,
    config: opt.Config = None,
    key_file: opt.KeyFile = None,
    ephemeral_key: opt.EphemeralKey = False,
    text_column: opt.TextColumn = None,
    id_column: opt.IdColumn = None,
    patient_column: opt.PatientColumn = None,
    fact: opt.Fact = None,
    delimiter: opt.Delimiter = None,
    encoding: opt.Encoding = None,
    only: opt.Only = None,
    without: opt.Without = None,
    scope: opt.Scope = None,
    threshold: opt.Threshold = None,
    gazetteers: opt.Gazetteers = None,
    tagger: opt.Tagger = None,
    no_tagger: opt.NoTagger = False,
    tagger_threshold: opt.TaggerThreshold = None,
    whole_weeks: Annotated[
        bool | None,
        typer.Option(
            "--whole-weeks/--any-days",
            help="Move dates by whole weeks, so that weekdays stay true.",
        ),
    ] = None,
    realistic: Annotated[
        bool | None,
        typer.Option(
            "--realistic/--synthetic",
            help="National and mobile numbers from ordinary series: they may be somebody's.",
        ),
    ] = None,
    repeat: opt.Repeat = None,
    max_characters: Annotated[
        int | None, typer.Option(help="Longer documents are put into quarantine.")
    ] = None,
) -> None:
    """De-identify a corpus: files of the same names and formats, a manifest, a quarantine.

    Exit status: 0 all documents were written, 3 some are in quarantine, 2 it could not run.
    """
    settings = opt.make_config(
        config,
        text_column=text_column,
        id_column=id_column,
        patient_column=patient_column,
        fact=fact,
        delimiter=delimiter,
        encoding=encoding,
        only=only,
        without=without,
        scope=scope,
        threshold=threshold,
        gazetteers=gazetteers,
        tagger=opt.tagger_choice(tagger, no_tagger=no_tagger),
        tagger_threshold=tagger_threshold,
        whole_weeks=whole_weeks,
        realistic=realistic,
        repeat=repeat,
        max_characters=max_characters,
        key_file=key_file,
    )
    opt.check_one_key(key_file, ephemeral=ephemeral_key)
    key = opt.find_key(settings.key_file, ephemeral=ephemeral_key)
    manifest = run_and_show(settings, source, output, key)
    typer.echo()
    show_places(output)
    if settings.facts.columns:
        typer.echo("The columns of the facts were left out.")
    raise typer.Exit(0 if manifest.is_complete else 3)


def run_and_show(config: RunConfig, source: str | Path, output: Path, key: bytes) -> Manifest:
    """Runs with progress and problems on stderr, then shows the summary on stdout."""
    from hidden_plain_sight.corpus import run_corpus

    from .display import display, show_summary

    with display() as shown:
        manifest = run_corpus(
            config, source, output, key=key, progress=shown.progress, report=shown.report
        )
    show_summary(manifest)
    return manifest


def show_places(output: Path, **more: Path) -> None:
    """Says where everything is, and what was left as it was."""
    places = {
        "Data": output / "data",
        "Manifest": output / "manifest.json",
        "Quarantine": output / "quarantine.jsonl",
        **more,
    }
    for name, path in places.items():
        typer.echo(f"{name:<12}{path}")
    typer.echo("Only texts were changed: ids, file names and other columns are as they were.")
