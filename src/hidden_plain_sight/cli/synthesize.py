"""`deid-corpus synthesize`: invented notes with exact gold, to train and to test on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hidden_plain_sight.errors import DeidentificationError

if TYPE_CHECKING:
    from hidden_plain_sight.synthesis import SyntheticNote

__all__ = ["synthesize"]

FORMS: Final = ("nb", "nn")


def synthesize(
    output: Annotated[Path, typer.Argument(help="The JSONL file to write; it must not exist.")],
    *,
    number: Annotated[int, typer.Option("--n", min=1, help="How many notes.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same notes.")] = 1,
    facts: Annotated[
        bool, typer.Option("--facts", help="Also what a record system knows of the patient.")
    ] = False,
    language: Annotated[str | None, typer.Option(help="nb or nn alone; both if not given.")] = None,
) -> None:
    """Write invented clinical notes with gold, and show how varied they are.

    Exit status: 0 done, 2 could not run.
    """
    from hidden_plain_sight.corpus.streams import write_whole
    from hidden_plain_sight.synthesis import Variety
    from hidden_plain_sight.synthesis import synthesize as notes

    if language is not None and language not in FORMS:
        raise typer.BadParameter("nb or nn", param_hint="--language")
    variety = Variety()

    def lines() -> Iterator[bytes]:
        for note in notes(n=number, seed=seed, with_facts=facts, language=language or ""):
            variety.add(note)
            yield _line(note, facts=facts)

    _check_new(output)
    write_whole(output, lines())
    typer.echo("\n".join(variety.lines()))


def _check_new(path: Path) -> None:
    """Raises `DeidentificationError` E411 for a file that is there, or has no folder."""
    problem = ""
    if path.exists():
        problem = "it exists already, name a new file"
    elif not path.parent.is_dir():
        problem = "there is no such folder"
    if problem:
        raise DeidentificationError("E411", file=path, problem=problem)


def _line(note: SyntheticNote, *, facts: bool) -> bytes:
    import orjson

    row: dict[str, object] = {
        "id": note.document.id,
        "language": note.language,
        "document_type": note.kind,
        "text": note.document.text,
        "entities": [[span.start, span.end, span.label] for span in note.spans],
    }
    if facts:
        row["facts"] = dict(note.facts)
    return orjson.dumps(row) + b"\n"
