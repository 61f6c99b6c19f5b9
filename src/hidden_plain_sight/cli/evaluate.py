"""`deid-corpus evaluate`: the rates of the detector, or of a prediction file, against a gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from hidden_plain_sight import evaluation as ev
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import terminal
from hidden_plain_sight.phi import LOWEST_THRESHOLD

from . import options

__all__ = ["evaluate"]


def evaluate(
    gold: Annotated[Path, typer.Argument(help="The gold: a file or folder of annotated texts.")],
    *,
    predictions: Annotated[
        Path | None,
        typer.Option(help="Spans by document id. Without it the detector is run on the gold."),
    ] = None,
    gold_format: Annotated[
        ev.GoldFormat, typer.Option("--format", help="The gold's format.")
    ] = ev.GoldFormat.AUTO,
    field: Annotated[
        str | None,
        typer.Option(help="JSONL: the key of the spans (entities), or of the tagged text (text)."),
    ] = None,
    per_line: Annotated[
        bool, typer.Option("--per-line", help="Inline tags: every line is a document.")
    ] = False,
    predictions_format: Annotated[
        ev.GoldFormat, typer.Option(help="The format of the predictions.")
    ] = ev.GoldFormat.AUTO,
    predictions_field: Annotated[
        str | None, typer.Option(help="As --field, for the predictions.")
    ] = None,
    scheme: Annotated[
        str, typer.Option(help=f"The label scheme: auto, {', '.join(ev.SCHEMES)}.")
    ] = "auto",
    label_map: Annotated[
        Path | None,
        typer.Option(help="YAML of further labels, LABEL: CANONICAL, or IGNORE, or O."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="A label that is not scored. May be repeated.")
    ] = None,
    ignore_generic_units: Annotated[
        bool,
        typer.Option("--ignore-generic-units", help="Don't score units like “poliklinikken”."),
    ] = False,
    compare: Annotated[
        Path | None, typer.Option(help="The JSON of an earlier evaluation on the same gold.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write the evaluation as JSON here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the report as HTML here.")] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            min=LOWEST_THRESHOLD, max=1, help="The score from which a candidate counts, 0.3 to 1."
        ),
    ] = None,
    gazetteers: options.Gazetteers = None,
    tagger: options.Tagger = None,
    no_tagger: options.NoTagger = False,
    tagger_threshold: options.TaggerThreshold = None,
    facts: Annotated[
        bool,
        typer.Option(help="Give the detector the facts of a JSONL gold, where it has any."),
    ] = True,
    only: options.Only = None,
    without: options.Without = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List where the faults are (offsets, never text).")
    ] = False,
    fail_under_identified: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit 1 if the share identified is below this, 0 to 1."),
    ] = None,
    fail_over_unnecessary: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit 1 if the share unnecessary is above this, 0 to 1."),
    ] = None,
) -> None:
    """Measure what is found: identified, in the right category, unnecessary."""
    try:
        documents = ev.read_gold(gold, file_format=gold_format, field=field, per_line=per_line)
        outcome = ev.evaluate(
            documents,
            _predictions(predictions, predictions_format, predictions_field, per_line)
            if predictions
            else _detector(
                threshold,
                only,
                without,
                gazetteers,
                options.tagger_choice(tagger, no_tagger=no_tagger),
                tagger_threshold,
            ),
            scheme=scheme,
            ignore=ignore or (),
            label_map=ev.read_label_map(label_map) if label_map else None,
            generic_units_count=not ignore_generic_units,
            with_facts=facts,
        )
        comparison = ev.compare(ev.read_evaluation(compare), outcome) if compare else None
        ev.write_report(outcome, html=html, json=json, comparison=comparison)
    except DeidentificationError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    _show(outcome, comparison, errors=errors)
    _gate(outcome, fail_under_identified, fail_over_unnecessary)


def _predictions(
    path: Path, file_format: ev.GoldFormat, field: str | None, per_line: bool
) -> tuple[ev.AnnotatedDocument, ...]:
    return ev.read_predictions(path, file_format=file_format, field=field, per_line=per_line)


def _detector(
    threshold: float | None,
    only: list[str] | None,
    without: list[str] | None,
    gazetteers: Path | None,
    tagger: Path | bool | None,
    tagger_threshold: float | None,
) -> ev.DetectDocument:
    from hidden_plain_sight.deidentifier import Deidentifier
    from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER
    from hidden_plain_sight.phi import DEFAULT_THRESHOLD, Category

    kept = options.categories(only) or list(Category)
    dropped = options.categories(without) or ()
    chosen = [category for category in kept if category not in dropped]
    least = DEFAULT_THRESHOLD if threshold is None else threshold
    folder = tagger if isinstance(tagger, Path) else None if tagger is False else SHIPPED_TAGGER
    return Deidentifier(
        categories=chosen,
        threshold=least,
        gazetteers=gazetteers,
        tagger=folder,
        tagger_threshold=tagger_threshold,
    ).detect


def _show(outcome: ev.Evaluation, comparison: ev.Comparison | None, *, errors: bool) -> None:
    console = Console()
    if console.is_terminal:
        typer.echo("\n".join([*terminal.summary_lines(outcome), ""]))
        console.print(terminal.label_table(outcome))
        typer.echo("\n" + terminal.context_line(outcome))
    else:
        typer.echo(terminal.plain(outcome))
    if comparison is not None:
        typer.echo("\n" + "\n".join(terminal.comparison_lines(comparison)))
    if errors:
        typer.echo("\n" + "\n".join(terminal.finding_lines(outcome.findings)))


def _gate(outcome: ev.Evaluation, least: float | None, most: float | None) -> None:
    """Exits 1 where a rate is past its limit, or where there was nothing to measure it on."""
    overall = outcome.overall
    identified, unnecessary = overall.identified.value, overall.unnecessary.value
    failed = []
    if least is not None and (identified is None or identified < least):
        failed.append(f"The share identified is below {least:g}.")
    # no predictions at all are no unnecessary ones
    if most is not None and unnecessary is not None and unnecessary > most:
        failed.append(f"The share unnecessary is above {most:g}.")
    for line in failed:
        typer.echo(line, err=True)
    if failed:
        raise typer.Exit(1)
