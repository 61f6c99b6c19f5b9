"""What is shown while a corpus is processed and afterwards; never any text of a note."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from hidden_plain_sight.corpus import Manifest, Problem, Progress

__all__ = ["Display", "Reporter", "display", "show_summary"]

SHOWN: Final = 50
"""So many problems of one code are shown; all of them are in the quarantine."""
EVERY: Final = 10.0
"""Seconds between two lines of progress where there is no terminal."""


@dataclass(slots=True)
class Reporter:
    """Shows problems, one a line, and counts those that are too many to show.

    >>> from hidden_plain_sight.corpus import Problem
    >>> lines = []
    >>> reporter = Reporter(lines.append)
    >>> for line in range(60):
    ...     reporter(Problem("E205", "a.jsonl", line))
    >>> reporter.end()
    >>> len(lines), lines[-1]
    (51, '[E205] and 10 more.')
    """

    echo: Callable[[str], None]
    counts: Counter[str] = field(default_factory=Counter)
    has_errors: bool = False

    def __call__(self, problem: Problem) -> None:
        """Shows one problem."""
        self.has_errors = self.has_errors or not problem.is_warning
        self.counts[problem.code] += 1
        if self.counts[problem.code] <= SHOWN:
            self.echo(str(problem))

    def end(self) -> None:
        """Says how many were not shown."""
        for code, count in self.counts.items():
            if count > SHOWN:
                self.echo(f"[{code}] and {count - SHOWN} more.")


@dataclass(frozen=True, slots=True)
class Display:
    """Where progress and problems go while something runs."""

    progress: Callable[[Progress], None]
    report: Reporter


@contextmanager
def display() -> Iterator[Display]:
    """A bar on a terminal, else a line every ten seconds; all of it on stderr."""
    if not sys.stderr.isatty():
        report = Reporter(lambda line: typer.echo(line, err=True))
        yield Display(_Lines(time.monotonic() + EVERY), report)
        report.end()
        return
    with _bar() as bar:
        task = bar.add_task("", total=None, documents=0, rate="")
        report = Reporter(
            lambda line: bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        )

        def show(progress: Progress) -> None:
            rate = f"{_rate(progress):,.0f}/s"
            bar.update(task, completed=progress.bytes, total=progress.total_bytes)
            bar.update(task, documents=progress.documents, rate=rate)

        yield Display(show, report)
        report.end()


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    texts = TextColumn("{task.fields[documents]:,} documents  {task.fields[rate]}")
    console = Console(stderr=True)
    columns = (BarColumn(), TaskProgressColumn(), texts, TimeLeft())
    return Progress(*columns, console=console, transient=True)


def _rate(progress: Progress) -> float:
    return progress.documents / progress.seconds if progress.seconds else 0.0


@dataclass(slots=True)
class _Lines:
    """Progress as plain lines."""

    due: float

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() < self.due:
            return
        self.due = time.monotonic() + EVERY
        share = 100 * progress.bytes / progress.total_bytes if progress.total_bytes else 100
        left = progress.seconds_left
        parts = [f"{share:.0f} %", f"{progress.documents:,} documents"]
        parts.append(f"{_rate(progress):,.0f} documents/s")
        parts.append(f"{progress.quarantined:,} in quarantine")
        if left is not None:
            parts.append(f"{left:,.0f} s left")
        typer.echo(", ".join(parts), err=True)


def summary_rows(manifest: Manifest) -> list[tuple[str, str]]:
    """What a run did, as names and figures; names that begin with a blank belong to the above."""
    counts = manifest.counts
    types = counts.document_types.items()
    return [
        ("Documents read", f"{counts.read:,}"),
        ("Documents written", f"{counts.written:,}"),
        *((f"  {name}", f"{count:,}") for name, count in types),
        *((f"  {_LANGUAGES[code]}", f"{count:,}") for code, count in counts.languages.items()),
        *_left_out(manifest),
        ("In quarantine", f"{counts.documents_quarantined:,}"),
        *((f"  {code}", f"{count:,}") for code, count in counts.quarantined.items()),
        ("Identifiers replaced", f"{sum(counts.spans.values()):,}"),
        *((f"  {label}", f"{count:,}") for label, count in counts.spans.items()),
        ("By a general surrogate", f"{counts.generic:,}"),
        ("Characters", f"{counts.characters:,}"),
        ("Seconds", f"{manifest.seconds:,.1f}"),
        ("Documents per second", f"{manifest.documents_per_second:,.0f}"),
        ("Characters per second", f"{manifest.characters_per_second:,.0f}"),
    ]


_LANGUAGES: Final = {
    "nb": "in bokmål",
    "nn": "in nynorsk",
    "other": "in other languages",
    "unknown": "too terse to tell the language",
}
_LEFT_OUT: Final = {
    "L101": "of other years",
    "L102": "of other types",
    "L103": "of patients who opted out",
    "L104": "of patients with protected addresses",
    "L105": "with a text that was there before",
    "L106": "in other languages",
}


def _left_out(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """What was left out, if anything was to be: also how often nothing was."""
    counts = manifest.counts
    if counts.left_out:
        yield "Left out", f"{counts.documents_left_out:,}"
        for code, count in counts.left_out.items():
            yield f"  {_LEFT_OUT[code]}", f"{count:,}"


def show_summary(manifest: Manifest) -> None:
    """Shows what a run did, on stdout."""
    rows = summary_rows(manifest)
    name_width = max(len(name) for name, _ in rows)
    figure_width = max(len(figure) for _, figure in rows)
    if not sys.stdout.isatty():
        for name, figure in rows:
            typer.echo(f"{name:<{name_width}}  {figure:>{figure_width}}")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right", style="bold")
    for name, figure in rows:
        table.add_row(name, figure, style="dim" if name.startswith(" ") else "")
    Console().print(table)
