"""`deid-corpus text`: one note, from stdin to stdout."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as opt

__all__ = ["text"]


def text(
    *,
    config: opt.Config = None,
    key_file: opt.KeyFile = None,
    ephemeral_key: opt.EphemeralKey = False,
    document_id: Annotated[
        str,
        typer.Option(
            "--id", help="The note's id, on which the surrogates depend; without one, on its text."
        ),
    ] = "",
    encoding: opt.Encoding = None,
    only: opt.Only = None,
    without: opt.Without = None,
    threshold: opt.Threshold = None,
    gazetteers: opt.Gazetteers = None,
    tagger: opt.Tagger = None,
    no_tagger: opt.NoTagger = False,
    tagger_threshold: opt.TaggerThreshold = None,
    repeat: opt.Repeat = None,
) -> None:
    """De-identify one note: read from stdin, written to stdout in UTF-8.

    Exit status: 0 it was written, 3 it could not be processed, 2 it could not run.
    """
    from hidden_plain_sight.corpus import (
        Problem,
        make_deidentifier,
        process_document,
        read_bytes,
    )

    settings = opt.make_config(
        config,
        encoding=encoding,
        only=only,
        without=without,
        threshold=threshold,
        gazetteers=gazetteers,
        tagger=opt.tagger_choice(tagger, no_tagger=no_tagger),
        tagger_threshold=tagger_threshold,
        repeat=repeat,
        key_file=key_file,
    )
    opt.check_one_key(key_file, ephemeral=ephemeral_key)
    key = opt.find_key(settings.key_file, ephemeral=ephemeral_key)
    deidentifier = make_deidentifier(settings, key)
    note, problems, bom = read_bytes(
        typer.get_binary_stream("stdin").read(), id=document_id, encoding=settings.encoding
    )
    for problem in problems:
        typer.echo(str(problem), err=True)
    if note is None:
        raise typer.Exit(3)
    done = process_document(note, deidentifier, max_characters=settings.max_characters)
    if isinstance(done, Problem):
        typer.echo(str(done), err=True)
        raise typer.Exit(3)
    stdout = typer.get_binary_stream("stdout")
    stdout.write(bom + done.text.encode())
    stdout.flush()
