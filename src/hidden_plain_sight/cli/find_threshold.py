"""`deid-corpus find-threshold`: from which score on the tagger's finds should count."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Annotated

import typer

from hidden_plain_sight.errors import DeidentificationError

from . import options

__all__ = ["find_threshold"]


def find_threshold(
    gold: Annotated[
        Path, typer.Argument(help="Annotated notes that the tagger did not learn from.")
    ],
    *,
    min_identified: Annotated[
        float, typer.Option(min=0, max=1, help="The least share that must be identified, 0 to 1.")
    ] = 0.99,
    field: Annotated[str | None, typer.Option(help="JSONL: the key of the spans.")] = None,
    scheme: Annotated[str, typer.Option(help="The label scheme of the gold.")] = "auto",
    tagger: Annotated[
        Path | None, typer.Option(help="The folder of a tagger; the shipped one by default.")
    ] = None,
    gazetteers: options.Gazetteers = None,
) -> None:
    """Measure ten thresholds of the tagger and name the highest that identifies enough.

    Exit status: 0 one was found, 1 none identifies enough, 2 it could not run.
    """
    from hidden_plain_sight import evaluation as ev
    from hidden_plain_sight import training as t
    from hidden_plain_sight.detection import Detector
    from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER

    folder = tagger or SHIPPED_TAGGER

    def make(threshold: float) -> ev.DetectDocument:
        found = copy(detector)
        found.tagger_threshold = threshold
        return lambda document: found.detect(document.text, document.facts)

    try:
        detector = Detector(tagger=folder, gazetteers=gazetteers)
        documents = ev.read_gold(gold, field=field)
        choices = list(t.rates_by_threshold(documents, make=make, scheme=scheme))
    except DeidentificationError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{'threshold':>9}{'identified':>12}{'right':>8}{'unnecessary':>13}")
    for choice in choices:
        rates = choice.rates
        values = (rates.identified.value, rates.right_category.value, rates.unnecessary.value)
        shown = [f"{100 * value:.1f}" if value is not None else "-" for value in values]
        typer.echo(f"{choice.threshold:>9}{shown[0]:>12}{shown[1]:>8}{shown[2]:>13}")
    best = t.choose(choices, min_identified=min_identified)
    if best is None:
        typer.echo(f"No threshold identifies a share of {min_identified:g}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"\nThe highest that identifies enough: {best.threshold:g}")
    typer.echo(f"Use it with --tagger-threshold {best.threshold:g}")
