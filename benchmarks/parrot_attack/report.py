"""What was found, as tables of text."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench_table import render
from benchmarks.parrot_attack.measure import Measured, Setting
from benchmarks.parrot_attack.parrot import Marks, Verdict
from benchmarks.parrot_attack.planting import Missed
from benchmarks.parrot_attack.reading import Reader

from hidden_plain_sight.surrogates import Repeat

__all__ = ["rendered"]

Table = tuple[list[str], list[list[str]]]

_MISSED = {
    Missed.MENTION: "Counting repeats, where each mention is missed by itself",
    Missed.WORD: "Counting repeats, where a word is missed at all its places in a journal",
}
_MARKS = {
    Marks.ALL: "A parrot that learnt from the text alone",
    Marks.SURROGATES: "A parrot that learnt where the surrogates stand",
}


def rendered(found: Measured, *, markdown: bool) -> str:
    """The tables, each under its title."""
    mark = "**" if markdown else ""
    return "\n\n".join(
        f"{mark}{title}{mark}\n\n{render(*table, markdown=markdown)}"
        for title, table in _tables(found)
    )


def _tables(found: Measured) -> Iterator[tuple[str, Table]]:
    yield "How often a repeat has the surrogate of the mention before it", _agreements(found)
    for missed, title in _MISSED.items():
        yield title, _counting(found, missed)
    first = next(iter(found.readings)).repeat
    yield f"Looking names up, where each mention is missed by itself, {first}", _lists(found, first)
    if found.verdicts:
        for marks, title in _MARKS.items():
            yield title, _parrot(found, marks)
        rate = max(setting.rate for _, setting in found.verdicts)
        yield f"Both parrots by kind, {_rate(rate)} missed, all strategies", _kinds(found, rate)


def _agreements(found: Measured) -> Table:
    rows = [
        [repeat, str(again), _share(same / again if again else None)]
        for repeat, (same, again) in found.agreements.items()
    ]
    return ["strategy", "repeats", "the same"], rows


def _counting(found: Measured, missed: Missed) -> Table:
    header = [
        "strategy", "missed", "leaks", "of journals", "by kind", "found", "right", "by chance",
        "by meaning", "found", "right", "betrayed",
    ]  # fmt: skip
    rows = []
    for setting, reading in found.readings.items():
        if setting.missed is missed:
            rule, kind = reading.by_counting[Reader.KIND]
            row = [*_setting(setting), str(kind.planted), _share(kind.touched / kind.documents)]
            row += [rule, _share(kind.sensitivity), _share(kind.precision), _share(kind.prevalence)]
            rule, meaning = reading.by_counting[Reader.MEANING]
            row += [rule, _share(meaning.sensitivity), _share(meaning.precision)]
            rows.append([*row, _share(meaning.betrayed / meaning.documents)])
    return header, rows


def _lists(found: Measured, repeat: Repeat) -> Table:
    """Under one strategy: whether a name is in the lists does not hang on it."""
    header = ["missed", "leaked names", "suspected", "found", "of leaks", "right",
              "by chance"]  # fmt: skip
    rows = []
    for setting, reading in found.readings.items():
        if setting.missed is Missed.MENTION and setting.repeat is repeat:
            t = reading.by_lists
            row = [_rate(setting.rate), str(t.planted), str(t.suspected), str(t.found)]
            rows.append([*row, *map(_share, (t.sensitivity, t.precision, t.prevalence))])
    return header, rows


def _parrot(found: Measured, marks: Marks) -> Table:
    header = [
        "strategy", "missed", "leaks", "suspected", "found", "of leaks", "by chance",
        "of fitting leaks", "right", "by chance", "AUC",
    ]  # fmt: skip
    rows = []
    for (own, setting), verdict in found.verdicts.items():
        if own is marks:
            t = verdict.tally
            row = [*_setting(setting), str(t.planted), str(t.suspected), str(t.found)]
            row += map(_share, (t.sensitivity, t.suspicion, t.fitting_sensitivity))
            rows.append([*row, _share(t.precision), _share(t.prevalence), _auc(verdict)])
    return header, rows


def _kinds(found: Measured, rate: float) -> Table:
    """The kinds of which leaks were planted, all strategies together."""
    header = ["kind", "leaks", *["of leaks", "by chance", "right", "AUC"] * len(Marks)]
    joined = {
        marks: Verdict.joined(
            verdict for (own, setting), verdict in found.verdicts.items()
            if own is marks and setting.rate == rate
        ) for marks in Marks
    }  # fmt: skip
    rows = []
    for label in dict.fromkeys(one.label for one, _ in joined[Marks.ALL].scored if one.is_leak):
        verdicts = [joined[marks].of(label) for marks in Marks]
        row = [label, str(verdicts[0].tally.planted)]
        for verdict in verdicts:
            t = verdict.tally
            row += map(_share, (t.sensitivity, t.suspicion, t.precision))
            row.append(_auc(verdict))
        rows.append(row)
    return header, sorted(rows, key=lambda row: -int(row[1]))


def _setting(setting: Setting) -> list[str]:
    return [setting.repeat, _rate(setting.rate)]


def _rate(rate: float) -> str:
    return f"{100 * rate:g} %"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _auc(verdict: Verdict) -> str:
    return f"{verdict.auc:.2f}"
