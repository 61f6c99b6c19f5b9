"""An evaluation for the terminal: the three rates first, then one row a label."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .compare import ALL_LABELS, Comparison
from .evaluation import Evaluation, Rates
from .tally import Finding
from .wording import NOTHING, difference, further, headlines, interval, percent

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["comparison_lines", "finding_lines", "label_table", "plain", "summary_lines"]

COLUMNS = ("Label", "Gold", "Identified", "Right category", "Unnecessary", "Strict F1")


def summary_lines(evaluation: Evaluation) -> list[str]:
    """The rates over all labels, with intervals and counts.

    >>> summary_lines(Evaluation("canonical", (), (), ()))[0].split()
    ['Identified', '–', '–', '0', 'of', '0']
    """
    lines = [
        f"{name:<22} {percent(rate.value):>6}  {interval(rate):<11} {rate.part:g} of {rate.whole:g}"
        for name, _, rate in headlines(evaluation)
    ]
    lines.append("")
    for name, rate in further(evaluation):
        # the parts of F1 are halves of sums and say nothing to a reader
        counts = "" if name.endswith("F1") else f"{rate.part:.0f} of {rate.whole:.0f}"
        row = f"{name:<22} {percent(rate.value):>6}  {interval(rate):<11} {counts}"
        lines.append(row.rstrip())
    return lines


def context_line(evaluation: Evaluation) -> str:
    """What was evaluated, and what was left out of it.

    >>> context_line(Evaluation("nor-deid", ("AGE",), (), ()))
    '0 documents, scheme nor-deid, not scored: AGE. Percent, with 95 % intervals.'
    """
    counts = evaluation.counts
    parts = [f"{counts['documents']} documents", f"scheme {evaluation.scheme}"]
    if evaluation.ignored:
        parts.append("not scored: " + " ".join(evaluation.ignored))
    left_out = (
        ("neutral_gold", "gold spans not scored"),
        ("neutral_predicted", "predictions not scored"),
        ("spans_without_letters", "spans without letters or digits"),
        ("documents_only_predicted", "predicted documents without gold"),
    )
    parts.extend(f"{counts[name]} {words}" for name, words in left_out if counts[name])
    return ", ".join(parts) + ". Percent, with 95 % intervals."


def label_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """The rows of the table, under `COLUMNS`.

    >>> label_rows(Evaluation("canonical", (), (), ()))
    []
    """
    return [(label, *_cells(rates)) for label, rates in evaluation.per_label.items()]


def _cells(rates: Rates) -> list[str]:
    shown = (rates.identified, rates.right_category, rates.unnecessary)
    cells = [f"{percent(rate.value)} ({interval(rate)})" if rate.whole else "–" for rate in shown]
    return [str(rates.gold), *cells, percent(rates.strict.f1.value)]


def label_table(evaluation: Evaluation) -> Table:
    """The rows as a table for `rich`.

    >>> label_table(Evaluation("canonical", (), (), ())).row_count
    0
    """
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(COLUMNS):
        table.add_column(name, justify="left" if place == 0 else "right", no_wrap=place == 0)
    for row in label_rows(evaluation):
        table.add_row(*row)
    return table


def plain(evaluation: Evaluation) -> str:
    """The whole evaluation as plain text.

    >>> plain(Evaluation("canonical", (), (), ())).splitlines()[0].split()[0]
    'Identified'
    """
    rows = [COLUMNS, *label_rows(evaluation)]
    lines = [*summary_lines(evaluation), "", *_aligned(rows), "", context_line(evaluation)]
    return "\n".join(lines)


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def finding_lines(findings: tuple[Finding, ...]) -> list[str]:
    """Where the faults are, one a line: kind, document, offsets, label, letters at fault.

    >>> finding_lines((Finding("missed", "n1", 4, 8, "DATE", 4),))
    ['missed 1', 'missed\\tn1\\t4-8\\tDATE\\t4']
    """
    totals = ", ".join(
        f"{kind} {count}" for kind, count in Counter(f.kind for f in findings).items()
    )
    rows = [f"{f.kind}\t{f.id}\t{f.start}-{f.end}\t{f.label}\t{f.letters}" for f in findings]
    return [totals or "no findings", *rows]


def comparison_lines(comparison: Comparison) -> list[str]:
    """All differences over all labels, and those of single labels where something changed.

    >>> comparison_lines(Comparison((), documents=3, replicates=1000, seed=1))[-1]
    'Points, with 95 % intervals (paired bootstrap of 3 documents); * leaves out zero.'
    """
    rows: list[tuple[str, ...]] = [("Difference", "Label", "Before", "After", "Points", "95 %")]
    for row in comparison.differences:
        if row.label != ALL_LABELS and row.before == row.after:
            continue
        limits = NOTHING if row.low is None else f"{difference(row.low)} to {difference(row.high)}"
        name = row.rate.replace("_", " ") + (" *" if row.is_clear else "")
        cells = (percent(row.before), percent(row.after), difference(row.value), limits)
        rows.append((name, row.label, *cells))
    how = f"paired bootstrap of {comparison.documents} documents"
    return [*_aligned(rows), "", f"Points, with 95 % intervals ({how}); * leaves out zero."]
