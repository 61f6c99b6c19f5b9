"""`deid-corpus run`: de-identify a corpus."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hidden_plain_sight.errors import DeidentificationError

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
    drop: opt.Drop = None,
    replace: opt.Replace = None,
    output_format: opt.OutputFormat = None,
    compression: opt.Compression = None,
    delimiter: opt.Delimiter = None,
    encoding: opt.Encoding = None,
    only: opt.Only = None,
    without: opt.Without = None,
    years: opt.Years = None,
    date_column: opt.DateColumn = None,
    type_: opt.Type = None,
    type_column: opt.TypeColumn = None,
    opt_out: opt.OptOut = None,
    address_blocked: opt.AddressBlocked = None,
    once: opt.Once = None,
    languages: opt.Languages = None,
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
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one for each core if not given.")
    ] = None,
    seconds_per_document: Annotated[
        float | None, typer.Option(help="Documents that take longer are put into quarantine.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Read so many documents only.")] = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Do part I of N only; 'merge' ends it when all are done."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Try some documents; say how long all would take.")
    ] = False,
) -> None:
    """De-identify a corpus: files of the same names and formats, a manifest, a quarantine.

    A run that was broken off goes on where it was when the same command is given again. Exit
    status: 0 all documents were written or left out, as asked for, 3 some are in quarantine, 2 it
    could not run.
    """
    settings = opt.make_config(
        config,
        text_column=text_column,
        id_column=id_column,
        patient_column=patient_column,
        fact=fact,
        drop=drop,
        replace=replace,
        output_format=output_format,
        compression=compression,
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
        workers=workers,
        seconds_per_document=seconds_per_document,
        limit=limit,
        key_file=key_file,
        selection={
            "years": years,
            "date_column": date_column,
            "types": type_ or None,
            "type_column": type_column,
            "opt_out": opt_out,
            "address_blocked": address_blocked,
            "once": once,
            "languages": languages or None,
        },
    )
    if dry_run:
        _show_forecast(settings, source)
        raise typer.Exit(0)
    opt.check_one_key(key_file, ephemeral=ephemeral_key)
    part = None if shard is None else _part(shard)
    if part is not None and ephemeral_key:
        raise _wrong("--shard needs a key file: all parts must have the same key")
    key = opt.find_key(settings.key_file, ephemeral=ephemeral_key)
    if part is not None:
        _run_part(settings, source, output, key, part)
        raise typer.Exit(0)
    manifest = run_and_show(settings, source, output, key)
    typer.echo()
    show_places(output, manifest)
    if settings.facts.columns:
        typer.echo("The columns of the facts were left out.")
    raise typer.Exit(0 if manifest.is_complete else 3)


def run_and_show(config: RunConfig, source: str | Path, output: Path, key: bytes) -> Manifest:
    """Runs with progress and problems on stderr, then shows the summary on stdout."""
    from hidden_plain_sight.corpus import run_corpus

    from .display import display, show_summary

    with display() as shown:
        manifest = run_corpus(
            config,
            source,
            output,
            key=key,
            progress=shown.progress,
            report=shown.report,
            standing=_say_standing,
        )
    show_summary(manifest)
    return manifest


def _say_standing(standing: str) -> None:
    said = {
        "resumed": "The run was broken off and goes on where it was.",
        "finished": "This run is finished; nothing was done. It did:",
    }
    if standing in said:
        typer.echo(said[standing], err=True)


def _wrong(problem: str) -> DeidentificationError:
    return DeidentificationError("E101", file="options", problem=problem)


def _part(shard: str) -> tuple[int, int]:
    """`2/8` as numbers; raises E101."""
    match = re.fullmatch(r"(\d{1,5})/(\d{1,5})", shard)
    part, of = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= part <= of:
        raise _wrong("--shard takes I/N, such as 1/8")
    return part, of


def _run_part(
    config: RunConfig, source: str, output: Path, key: bytes, part: tuple[int, int]
) -> None:
    from hidden_plain_sight.corpus import run_part

    from .display import display

    with display() as shown:
        run_part(
            config,
            source,
            output,
            part=part[0],
            of=part[1],
            key=key,
            progress=shown.progress,
            report=shown.report,
            standing=_say_standing,
        )
    typer.echo(f"Part {part[0]} of {part[1]} is done. When all are: deid-corpus merge {output}")


def _show_forecast(config: RunConfig, source: str) -> None:
    from hidden_plain_sight.corpus import forecast, make_deidentifier, worker_count
    from hidden_plain_sight.surrogates import ephemeral_key

    workers = worker_count(config)
    made = make_deidentifier(config, ephemeral_key())
    expected = forecast(config, source, made, workers=workers)
    rows = [
        ("Documents tried", f"{expected.sampled:,}"),
        ("  left out besides", f"{expected.left_out:,}"),
        ("  in quarantine", f"{expected.quarantined:,}"),
        ("  identifiers replaced", f"{expected.spans:,}"),
        ("Documents in all, about", f"{expected.documents:,}"),
        (f"Minutes on {workers} workers, about", f"{expected.seconds / 60:,.1f}"),
        ("Megabytes of text, about", f"{expected.bytes / 1e6:,.1f}"),
    ]
    for name, figure in rows:
        typer.echo(f"{name:<34}{figure:>14}")
    typer.echo("Nothing was written.")


def show_places(output: Path, manifest: Manifest, **more: Path) -> None:
    """Says where everything is, and what was left as it was."""
    places = {
        "Data": output / "data",
        "Manifest": output / "manifest.json",
        "Quarantine": output / "quarantine.jsonl",
        "Left out": output / "left_out.jsonl",
        **more,
    }
    for name, path in places.items():
        typer.echo(f"{name:<12}{path}")
    columns = manifest.config["columns"]
    if columns["drop"] or columns["replace"]:
        typer.echo("Texts and the columns that were named were changed; all else is as it was.")
    else:
        typer.echo("Only texts were changed: ids, file names and other columns are as they were.")
