"""`deid-corpus train-tagger`: a compact tagger from annotated and synthetic notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hidden_plain_sight.errors import DeidentificationError

if TYPE_CHECKING:
    from hidden_plain_sight.detection import Detector
    from hidden_plain_sight.detection.tagger.network import Network
    from hidden_plain_sight.evaluation import AnnotatedDocument
    from hidden_plain_sight.training import Example

__all__ = ["train_tagger"]

_PUBLISHED = "Published strict F1 on Nor-DeID, for comparison: 88.2-90.5 (KliniskVestBERT's table)."


def train_tagger(
    out: Annotated[Path, typer.Argument(help="A new or empty folder for the tagger.")],
    *,
    gold: Annotated[
        list[Path] | None, typer.Option(help="Annotated notes to learn from. May be repeated.")
    ] = None,
    field: Annotated[str | None, typer.Option(help="JSONL: the key of the spans.")] = None,
    scheme: Annotated[str, typer.Option(help="The label scheme of the annotated notes.")] = "auto",
    synthetic: Annotated[
        int, typer.Option(min=0, help="How many synthetic notes to learn from as well.")
    ] = 0,
    norne: Annotated[
        list[Path] | None, typer.Option(help="A NorNE file in JSONL. May be repeated.")
    ] = None,
    start: Annotated[
        str, typer.Option(help="Go on from a tagger: 'shipped', a folder, or 'nothing'.")
    ] = "shipped",
    passes: Annotated[int, typer.Option(min=1, help="How often all notes are seen.")] = 4,
    batch: Annotated[int, typer.Option(min=64, help="So many words a step, roughly.")] = 512,
    learning_rate: Annotated[float, typer.Option(help="The largest step.")] = 0.002,
    threshold: Annotated[
        float, typer.Option(min=0.3, max=1, help="The score from which its finds will count.")
    ] = 0.5,
    seed: Annotated[int, typer.Option(help="The same seed gives the same tagger.")] = 1,
    evaluate: Annotated[
        Path | None, typer.Option(help="Annotated notes on which the tagger alone is measured.")
    ] = None,
) -> None:
    """Train a compact tagger, for --tagger OUT. Needs torch, the extra "train".

    Exit status: 0 done, 2 could not run.
    """
    try:
        from hidden_plain_sight import evaluation as ev
        from hidden_plain_sight import training as t
        from hidden_plain_sight.detection import Detector

        # whatever can be wrong is found before training, which may take hours
        _check_torch()
        first = _start(start)
        held_out = None if evaluate is None else ev.read_gold(evaluate, field=field)
        _check_new(out)
        detector = Detector(tagger=None)
        examples = [
            *_annotated(gold or [], field, scheme),
            *(t.from_synthesis(n=synthetic, seed=seed) if synthetic else ()),
            *(one for file in norne or [] for one in t.from_norne(file, seed=seed)),
        ]
        if not examples:
            raise typer.BadParameter("name what to learn from: --gold, --synthetic or --norne")
        recipe = t.Recipe(passes=passes, batch=batch, learning_rate=learning_rate, seed=seed)
        network = t.fit(examples, detector=detector, recipe=recipe, start=first, report=typer.echo)
        network.with_threshold(threshold).save(out)
        typer.echo(f"{len(examples)} texts learnt from. The tagger is in {out}.")
        if evaluate is not None and held_out is not None:
            _measure(network, held_out, evaluate.name, scheme, detector)
    except DeidentificationError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def _check_torch() -> None:
    if find_spec("torch") is None:
        typer.echo("torch is not installed: pip install 'hidden-plain-sight[train]'.", err=True)
        raise typer.Exit(2)


def _check_new(out: Path) -> None:
    """Raises `DeidentificationError` E301 and E411 for a folder that is not to be written to."""
    if out.is_dir() and any(out.iterdir()):
        raise DeidentificationError("E301", folder=out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DeidentificationError("E411", file=out, problem=problem) from None


def _annotated(files: list[Path], field: str | None, scheme: str) -> Iterator[Example]:
    from hidden_plain_sight import evaluation as ev
    from hidden_plain_sight import training as t

    for file in files:
        documents = ev.read_gold(file, field=field)
        labels = (mark.label for document in documents for mark in document.marks)
        yield from t.from_gold(documents, ev.find_scheme(scheme, labels))


def _start(name: str) -> Network | None:
    from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER
    from hidden_plain_sight.detection.tagger.network import Network

    if name == "nothing":
        return None
    return Network.load(SHIPPED_TAGGER if name == "shipped" else Path(name))


def _measure(
    network: Network,
    documents: Sequence[AnnotatedDocument],
    name: str,
    scheme: str,
    detector: Detector,
) -> None:
    """Print the tagger's own rates, by the strict measure that papers use."""
    from hidden_plain_sight import training as t

    outcome = t.evaluate_alone(network, documents, detector=detector, scheme=scheme)
    typer.echo(f"\nStrict entity rates of the tagger alone on {name}")
    typer.echo(f"{'label':<18}{'gold':>6}{'precision':>11}{'recall':>8}{'F1':>8}")
    for label, rates in [*outcome.per_label.items(), ("all", outcome.overall)]:
        values = (rates.strict.precision, rates.strict.recall, rates.strict.f1)
        shown = [f"{100 * rate.value:.1f}" if rate.value is not None else "-" for rate in values]
        typer.echo(f"{label:<18}{rates.gold:>6}{shown[0]:>11}{shown[1]:>8}{shown[2]:>8}")
    if outcome.scheme == "nor-deid":
        typer.echo(_PUBLISHED)
