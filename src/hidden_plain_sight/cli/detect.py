"""`deid-corpus detect`: where the identifiers are, with nothing replaced."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hidden_plain_sight.errors import DeidentificationError

from . import options as opt

if TYPE_CHECKING:
    from hidden_plain_sight.corpus import Problem, Source

__all__ = ["detect"]


def detect(
    source: Annotated[str, typer.Argument(metavar="INPUT", help=opt.INPUT_HELP)],
    output: Annotated[Path, typer.Argument(help="The JSONL file to write, or - for stdout.")],
    *,
    config: opt.Config = None,
    text_column: opt.TextColumn = None,
    id_column: opt.IdColumn = None,
    fact: opt.Fact = None,
    delimiter: opt.Delimiter = None,
    encoding: opt.Encoding = None,
    only: opt.Only = None,
    without: opt.Without = None,
    threshold: opt.Threshold = None,
    gazetteers: opt.Gazetteers = None,
    tagger: opt.Tagger = None,
    no_tagger: opt.NoTagger = False,
    tagger_threshold: opt.TaggerThreshold = None,
    max_characters: Annotated[
        int | None, typer.Option(help="Longer documents are left out, with an error.")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what became of every candidate: rule, score, fate."),
    ] = False,
) -> None:
    """Find identifiers: a line of JSON for each document, with ids, offsets and labels.

    A document that could not be read is named on stderr, and in OUTPUT.errors.jsonl. Exit
    status: 0 every document has its line, 3 some have none, 2 it could not run.
    """
    from hidden_plain_sight.corpus import detect_corpus, find_sources
    from hidden_plain_sight.deidentifier import Deidentifier

    from .display import Reporter

    settings = opt.make_config(
        config,
        text_column=text_column,
        id_column=id_column,
        fact=fact,
        delimiter=delimiter,
        encoding=encoding,
        only=only,
        without=without,
        threshold=threshold,
        gazetteers=gazetteers,
        tagger=opt.tagger_choice(tagger, no_tagger=no_tagger),
        tagger_threshold=tagger_threshold,
        max_characters=max_characters,
    )
    sources = find_sources(source)
    _check(output, sources)
    finder = Deidentifier(
        categories=settings.categories,
        threshold=settings.threshold,
        gazetteers=settings.gazetteers,
        tagger=settings.tagger_folder,
        tagger_threshold=settings.tagger_threshold,
    )
    reporter = Reporter(lambda line: typer.echo(line, err=True))
    errors: list[Problem] = []

    def report(problem: Problem) -> None:
        reporter(problem)
        if not problem.is_warning:
            errors.append(problem)

    why = finder.explain if explain else None
    _write(output, detect_corpus(settings, sources, finder.detect, report=report, explain=why))
    reporter.end()
    _write_errors(output, errors)
    raise typer.Exit(3 if reporter.has_errors else 0)


def _is_stdout(output: Path) -> bool:
    return str(output) == "-"


def _errors_file(output: Path) -> Path:
    return output.with_name(f"{output.name}.errors.jsonl")


def _check(output: Path, sources: Iterable[Source]) -> None:
    if _is_stdout(output):
        return
    taken = {source.path.resolve() for source in sources}
    for path in (output, _errors_file(output)):
        if path.resolve() in taken:
            raise DeidentificationError("E411", file=path, problem="it is an input file")
    if output.is_dir():
        raise DeidentificationError("E411", file=output, problem="it is a folder")


def _write(output: Path, lines: Iterable[bytes]) -> None:
    if _is_stdout(output):
        stdout = typer.get_binary_stream("stdout")
        for line in lines:
            stdout.write(line)
        stdout.flush()
        return
    from hidden_plain_sight.corpus import write_whole

    write_whole(output, lines)


def _write_errors(output: Path, errors: list[Problem]) -> None:
    if _is_stdout(output):
        return
    from hidden_plain_sight.corpus import quarantine_line, write_whole

    path = _errors_file(output)
    if errors:
        write_whole(path, map(quarantine_line, errors))
    else:
        path.unlink(missing_ok=True)
