"""The outcomes as tables of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.bench_table import render
from benchmarks.realism.agreement import Agreement
from benchmarks.realism.classifier import Auc
from benchmarks.realism.curves import RANKS, Curve
from benchmarks.realism.measure import Measured
from benchmarks.realism.shifts import ShiftReport
from benchmarks.realism.trials import CONDITIONS, LISTED, PLAIN, Outcome

__all__ = ["rendered"]


def rendered(found: Measured, *, markdown: bool) -> str:
    """All tables, the trials first."""
    tables = (
        _auc_table(found.outcomes, markdown=markdown),
        _tells_tables(found.outcomes, markdown=markdown),
        _shift_table(found.shifts, markdown=markdown),
        _curve_tables(found.curves, markdown=markdown),
        _agreement_table(found.agreements, markdown=markdown),
    )
    return "\n\n".join(table for table in tables if table)


def _auc_table(outcomes: Sequence[Outcome], *, markdown: bool) -> str:
    """A row a kind: the AUC under each condition."""
    cells = {(one.kind, one.condition): one for one in outcomes}
    rows = []
    for kind in dict.fromkeys(one.kind for one in outcomes):
        own = [cells[kind, condition] for condition in CONDITIONS]
        plain = cells[kind, PLAIN]
        generic = "" if plain.generic is None else f"{100 * plain.generic:.1f} %"
        rows.append([kind, *(_auc(one.auc) for one in own), str(plain.count), generic])
    return render(["AUC", *CONDITIONS, "tested", "generic"], rows, markdown=markdown)


def _auc(auc: Auc | None) -> str:
    return "–" if auc is None else f"{auc.value:.2f} ({auc.low:.2f}–{auc.high:.2f})"


def _tells_tables(outcomes: Sequence[Outcome], *, markdown: bool) -> str:
    """What tells each kind: features with their shares of surrogates and of originals."""
    plain = {one.kind: one for one in outcomes if one.condition == PLAIN}
    tables = []
    for one in outcomes:
        same = one.condition == LISTED and one.tells == plain[one.kind].tells
        if one.condition not in {PLAIN, LISTED} or not one.tells or same:
            continue
        rows = [
            [tell.feature, f"{100 * tell.of_surrogates:.1f} %", f"{100 * tell.of_originals:.1f} %",
             f"{tell.errors:+.0f}"]
            for tell in one.tells
        ]  # fmt: skip
        header = [f"{one.kind}, {one.condition}", "surrogates", "originals", "errors"]
        tables.append(render(header, rows, markdown=markdown))
    return "\n\n".join(tables)


def _shift_table(reports: Mapping[str, ShiftReport], *, markdown: bool) -> str:
    """The shifts in whole weeks and in days."""
    header = ["shift", "documents", "possible", "seen", "least", "most", "forwards", "outside",
              "chi-square", "of freedom", "p"]  # fmt: skip
    rows = [
        [name, str(r.drawn), str(r.possible), str(r.seen), str(r.least), str(r.most),
         f"{100 * r.forwards:.1f} %", str(r.outside), f"{r.statistic:.0f}", str(r.freedom),
         f"{r.p:.3f}"]
        for name, r in reports.items()
    ]  # fmt: skip
    return render(header, rows, markdown=markdown)


def _agreement_table(found: Sequence[Agreement], *, markdown: bool) -> str:
    """How much of what agreed in the originals agrees after replacement."""
    rows = [[one.what, str(one.before), str(one.after)] for one in found]
    return render(["agrees", "before", "after"], rows, markdown=markdown)


def _curve_tables(curves: Sequence[Curve], *, markdown: bool) -> str:
    """By band and sex, by distance, and by rank."""
    shares = [
        [f"{one.kind}, {key}", *(f"{100 * share:.1f} %" for share in values)]
        for one in curves for key, values in one.shares.items() if key.startswith(("band", "sex"))
    ]  # fmt: skip
    distances = [
        [f"{one.kind}, by {name}", f"{found:.3f}", f"{chance:.3f}"]
        for one in curves for name, (found, chance) in one.distances.items()
    ]  # fmt: skip
    ranks = [
        [f"{one.kind}, {side}", str(one.mentions), str(count), *(f"{100 * s:.1f} %" for s in held)]
        for one in curves
        for side, held, count in zip(
            ("originals", "surrogates"), one.ranks, one.different, strict=True
        )
    ]
    top = [f"top {rank}" for rank in RANKS]
    return "\n\n".join([
        render(["share", "list", "originals", "surrogates"], shares, markdown=markdown),
        render(["distance", "surrogates", "by chance"], distances, markdown=markdown),
        render(["frequency", "mentions", "different", *top], ranks, markdown=markdown),
    ])  # fmt: skip
