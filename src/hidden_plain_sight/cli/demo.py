"""`deid-corpus demo`: the main job on invented notes, and how well it was done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hidden_plain_sight.phi import Document

if TYPE_CHECKING:
    from rich.console import Console

    from hidden_plain_sight.deidentifier import Deidentifier

__all__ = ["demo"]

NOTES_SHOWN = 3


def demo(
    *,
    output: Annotated[
        Path, typer.Option(help="Where it is written; if it exists, a number is added.")
    ] = Path("deid-demo"),
) -> None:
    """De-identify the bundled notes, which are invented, show three of them, and measure."""
    from hidden_plain_sight import evaluation as ev
    from hidden_plain_sight.corpus import ColumnsConfig, RunConfig, make_deidentifier
    from hidden_plain_sight.demo import DEMO_KEY, notes_file
    from hidden_plain_sight.evaluation import terminal

    from .run import run_and_show, show_places

    folder = _free(output)
    config = RunConfig(scope="patient", columns=ColumnsConfig(patient="patient"))
    manifest = run_and_show(config, notes_file(), folder, DEMO_KEY)
    deidentifier = make_deidentifier(config, DEMO_KEY)
    typer.echo("\nThree notes, before and after:")
    _show(deidentifier, _chosen(notes_file()))
    outcome = ev.evaluate(ev.read_gold(notes_file()), deidentifier.detect)
    report = folder / "report.html"
    ev.write_report(outcome, html=report, title="The demonstration, evaluated")
    typer.echo("Against the gold of these notes (percent, with 95 % intervals):")
    typer.echo("\n".join(terminal.summary_lines(outcome)[:3]))
    typer.echo()
    show_places(folder, manifest, Report=report)
    raise typer.Exit(0 if manifest.is_complete else 3)


def _free(folder: Path) -> Path:
    """The folder, or the first of its name and a number, that does not exist or is empty."""
    number, candidate = 1, folder
    while candidate.exists() and not (candidate.is_dir() and not any(candidate.iterdir())):
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate


def _chosen(notes: Path) -> list[Document]:
    """Some of the notes, of different types of document where there are."""
    from hidden_plain_sight.corpus import Columns, ReadOptions, Record, Source, open_reader

    options = ReadOptions(Columns(patient="patient", metadata=("document_type",)))
    items = open_reader(Source.of(notes, notes.name), options)
    documents = [item.document() for item in items if isinstance(item, Record)]
    by_type = {str(d.metadata["document_type"]): d for d in reversed(documents)}
    first = sorted(by_type.values(), key=documents.index)
    others = [document for document in documents if document not in first]
    return [*first, *others][:NOTES_SHOWN]


def _show(deidentifier: Deidentifier, documents: Iterable[Document]) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for document in documents:
        done = deidentifier.deidentify(document)
        before = [(one.start, one.end) for one in done.replacements]
        after = [(one.new_start, one.new_end) for one in done.replacements]
        console.rule(document.id, align="left")
        _show_one(console, "Before", document.text, before, style="bold red")
        _show_one(console, "After", done.text, after, style="bold green")


def _show_one(
    console: Console, title: str, text: str, places: list[tuple[int, int]], *, style: str
) -> None:
    from rich.text import Text

    shown = Text(text)
    for start, end in places:
        shown.stylize(style, start, end)
    console.print(Text(title, style="dim"), shown, "", sep="\n")
