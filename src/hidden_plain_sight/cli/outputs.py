"""`deid-corpus status`, `merge` and `inspect`: what there is to do with an output folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["inspect", "merge", "status"]

Output = Annotated[Path, typer.Argument(help="The folder that a run writes, or has written.")]


def status(output: Output) -> None:
    """Say where a run stands, while it runs or after it was broken off.

    Exit status: 0 it is finished, 3 it is not, 2 it could not be told.
    """
    from hidden_plain_sight.corpus import run_status

    found = run_status(output)
    rows = [
        ("State", "finished" if found.is_finished else "not finished"),
        ("Parts ended", f"{found.parts_ended} of {found.parts}"),
        ("Shards done", f"{found.shards:,}"),
        ("Documents read", f"{found.tally.read:,}"),
        ("Documents written", f"{found.tally.written:,}"),
        ("Left out", f"{found.tally.left_out.total():,}"),
        ("In quarantine", f"{found.tally.quarantined.total():,}"),
        ("Input read, percent", f"{100 * found.seen:.1f}"),
    ]
    for name, time in (("Begun", found.started), ("Last shard done", found.latest)):
        if time is not None:
            rows.append((name, time.strftime("%Y-%m-%d %H:%M:%S UTC")))
    for name, figure in rows:
        typer.echo(f"{name:<22}{figure:>24}")
    raise typer.Exit(0 if found.is_finished else 3)


def merge(output: Output) -> None:
    """End a run that was done in parts (run --shard), once all of them are done.

    Exit status: 0 all documents were written, 3 some are in quarantine, 2 it could not be ended.
    """
    from hidden_plain_sight.corpus import merge_parts

    from .display import show_summary
    from .run import show_places

    manifest = merge_parts(output)
    show_summary(manifest)
    typer.echo()
    show_places(output, manifest)
    raise typer.Exit(0 if manifest.is_complete else 3)


def inspect(
    output: Output,
    *,
    count: Annotated[int, typer.Option("--documents", min=1, help="How many to show.")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed shows other documents.")] = 1,
) -> None:
    """Show some of the de-identified documents, drawn at random.

    They are de-identified, and still personal data: look at them where nobody else does.
    """
    for name, text in _drawn(output, count, seed):
        typer.secho(f"── {name}", bold=True)
        typer.echo(f"{text}\n")


def _drawn(output: Path, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Documents drawn evenly over the output, in their order."""
    import random

    from hidden_plain_sight.corpus import Manifest, Record, RunConfig, Source, read_items

    manifest = Manifest.read(output)
    values = {**manifest.config, "facts": {}, "selection": {}}
    config = RunConfig.model_validate(values)
    total = sum(file.documents for file in manifest.output)
    draw = random.Random(seed)  # noqa: S311 - what is looked at is no secret
    wanted = set(draw.sample(range(total), min(count, total)))
    at = 0
    for file in manifest.output:
        if not wanted.intersection(range(at, at + file.documents)):
            at += file.documents
            continue
        _, items = read_items(Source.of(output / file.name, file.name), config)
        for item in items:
            if isinstance(item, Record):
                if at in wanted:
                    yield item.id, item.text
                at += 1
