"""`deid-corpus`: one module a command; what is heavy is imported when its command is run."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from hidden_plain_sight import __version__
from hidden_plain_sight.errors import MESSAGES, DeidentificationError

from .audit import audit
from .demo import demo
from .detect import detect
from .find_threshold import find_threshold
from .gazetteers import gazetteers
from .outputs import inspect, merge, status
from .run import run
from .synthesize import synthesize
from .text import text
from .train_tagger import train_tagger

__all__ = ["app"]


class _Guarded(TyperGroup):
    """Turns whatever goes wrong into one line, for a traceback shows the text of notes."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; its errors end in exit status 2."""
        try:
            return super().invoke(ctx)
        except DeidentificationError as error:
            line = str(error)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as error:
            # those of the command line itself know how to show themselves
            if hasattr(error, "show"):
                raise
            line = f"[E901] {MESSAGES['E901'].format(kind=type(error).__name__)}"
        typer.echo(line, err=True)
        raise typer.Exit(2)


app = typer.Typer(
    cls=_Guarded,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="De-identify Norwegian clinical notes: find identifiers, put believable ones in place.",
)
app.command()(run)
app.command()(detect)
app.command()(text)
app.command()(audit)
app.command()(status)
app.command()(merge)
app.command()(inspect)


@app.command(
    "evaluate",
    help="Measure what is found: identified, in the right category, unnecessary.",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def _evaluate(ctx: typer.Context) -> None:
    # its module brings all of the evaluation with it, so it is loaded here and not above
    from .evaluate import evaluate

    inner = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
    inner.command()(evaluate)
    command = typer.main.get_command(inner)
    status = command.main(ctx.args, prog_name=ctx.command_path, standalone_mode=False)
    raise typer.Exit(status or 0)


app.command()(demo)
app.add_typer(gazetteers, name="gazetteers")
app.command()(synthesize)
app.command()(train_tagger)
app.command()(find_threshold)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"deid-corpus {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Options of the program itself."""
    # numpy is loaded later: its sums are small, and threads that share them out only wait
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
