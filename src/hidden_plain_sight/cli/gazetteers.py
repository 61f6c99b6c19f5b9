"""`deid-corpus gazetteers`: lists of one's own imported, shown and checked."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["gazetteers"]

SOURCE_HELP = (
    "What the files are: ssb (names), addresses, places (both of Kartverket), postcodes (Posten), "
    "brreg (sub-units), units (your own)."
)

gazetteers = typer.Typer(
    no_args_is_help=True,
    help="Lists of names, places and units: import registries, show and check lists.",
)


@gazetteers.command("import")
def import_lists(
    source: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="As they are given out.")],
    *,
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="The folder of your lists; made if need be.")
    ],
) -> None:
    """Read files of a registry and add what they hold to the lists in a folder.

    Exit status: 0 it was imported, 2 it was not, and the folder is as it was.
    """
    from hidden_plain_sight.registries import import_registry

    done = import_registry(source, files, into=into)
    rows = [(one.name, one.rows, one.new, one.exceptions) for one in done.lists]
    _show(("List", "Rows", "New", "Exceptions"), rows)
    for reason, count in done.left_out.items():
        typer.echo(f"Left out, {reason}: {count:,}")
    typer.echo(f"Use them with --gazetteers {into}")


@gazetteers.command("list")
def show_lists(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of your lists, shown below the shipped ones.")
    ] = None,
) -> None:
    """Show the lists: rows, exceptions, source and licence."""
    from hidden_plain_sight.registries import list_infos

    infos = [*list_infos(), *(list_infos(folder) if folder else ())]
    rows = [(one.name, one.rows, one.exceptions, one.source, one.licence) for one in infos]
    _show(("List", "Rows", "Exceptions", "Source", "Licence"), rows)


@gazetteers.command("check")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of your lists. Without: the shipped ones.")
    ] = None,
    *,
    examples: Annotated[int, typer.Option(min=0, help="So many items of each finding.")] = 5,
) -> None:
    """Check lists: format, rows that stand twice, clashes with words and eponyms.

    Exit status: 0 nothing is broken (there may be warnings), 1 a list is, 2 it could not run.
    """
    from hidden_plain_sight.registries import check_lists

    broken = False
    for finding in check_lists(folder, examples=examples):
        broken = broken or finding.is_error
        typer.echo(f"{'error' if finding.is_error else 'warning'}: {finding}")
    typer.echo("The lists are broken." if broken else "No list is broken.")
    raise typer.Exit(1 if broken else 0)


def _show(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    """A table on a terminal, else lines with tabs between the cells."""
    shown = [[f"{c:,}" if isinstance(c, int) else c for c in row] for row in rows]
    if not sys.stdout.isatty():
        for row in (header, *shown):
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in header:
        is_figure = name in {"Rows", "New", "Exceptions"}
        table.add_column(name, justify="right" if is_figure else "left")
    for row in shown:
        table.add_row(*row)
    Console().print(table)
