"""How fast identifiers are found, on one core, against peers in the same run.

    python benchmarks/detection_speed.py --gold ../shared/data/nor_deid/validation.jsonl \
        --field corrected --at-least 2.0 --tagger-at-most 1.5

All tools take turns over the same pieces of text, so that noise hits all alike, and processor
time is what counts. Quote ratios, not the absolutes of a machine. Nothing touches the network.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench_process import measure_fresh, pin_to_one_core, refuse_network
from bench_table import render
from bench_tools import OWN, PRESIDIO, RULES, TOOLS, Ready, Tool

_ROOT = Path(__file__).resolve().parents[1]
_TEXTS = _ROOT.parent / "shared" / "data" / "nor_deid" / "train.jsonl"
_DEMO = _ROOT / "src" / "hidden_plain_sight" / "demo" / "notes.jsonl"
_MISSING = "not installed (pip install '.[peers]')"
_PIECE = 50
_ENOUGH = 200_000
_LOAD = """import bench_tools, json, time
tool = next(tool for tool in bench_tools.TOOLS if tool.name == {name!r})
start = time.perf_counter()
tool.load().run("Innlagt 12.05.2021.")
print(json.dumps({{"load": time.perf_counter() - start}}))
"""


@dataclass(slots=True)
class Timing:
    """One tool's outcome: seconds of each round, `first` of the pass before them, and rates."""

    tool: Tool
    ready: Ready
    load: float
    first: float = 0.0
    rounds: list[float] = field(default_factory=list)
    rates: tuple[float | None, ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Time, print the table, and compare with the limit; the value is the exit status."""
    options = _options(arguments)
    pin_to_one_core()
    try:
        texts = read_texts(options.texts)
        gold = None if options.gold is None else options.gold.resolve(strict=True)
    except OSError as error:
        print(f"cannot be read: {error.filename}", file=sys.stderr)
        return 2
    refuse_network()
    timings = [load(tool) for tool in TOOLS if tool.version is not None]
    time_rounds(timings, texts, options.repeats)
    if gold is not None:
        for timing in timings:
            timing.rates = score(timing.ready, gold, options.field)
    size = sum(map(len, texts))
    print(f"{len(texts)} texts, {size:,} characters; rounds: {options.repeats}\n")
    print(_table(timings, size, with_rates=gold is not None, markdown=options.markdown))
    return max(
        _verdict(timings, options.at_least), _tagger_verdict(timings, options.tagger_at_most)
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, help="JSONL with `text` in each row")
    parser.add_argument("--repeats", type=_positive, default=5, help="rounds (default 5)")
    parser.add_argument("--gold", type=Path, help="gold file for the rates of those that detect")
    parser.add_argument("--field", default="entities", help="key of the gold spans")
    parser.add_argument(
        "--at-least", type=float, help="exit 1 where the rules are below this ratio to Presidio"
    )
    parser.add_argument(
        "--tagger-at-most", type=float, help="exit 1 where the tagger costs more, in rules' costs"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args(arguments)


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


def read_texts(path: Path | None) -> list[str]:
    """The texts of a JSONL file, by default the corpus beside the repository or the demo notes.

    Few texts are repeated until there is enough to time. Raises `OSError`.
    """
    if path is None and not _TEXTS.exists():
        print(f"{_TEXTS} is not there: timing the bundled demo notes instead", file=sys.stderr)
        path = _DEMO
    lines = (path or _TEXTS).read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["text"]) for line in lines if line.strip()]
    size = sum(map(len, texts))
    if not size:
        raise OSError(0, "no text", str(path or _TEXTS))
    return texts * -(-_ENOUGH // size)


def load(tool: Tool) -> Timing:
    """Load a tool; its seconds, imports and a first short text included, are a new process's."""
    seconds = measure_fresh(_LOAD.format(name=tool.name))["load"]
    return Timing(tool, tool.load(), seconds)


def time_rounds(timings: Sequence[Timing], texts: Sequence[str], repeats: int) -> None:
    """Time a first pass and then the rounds; the tools take turns at every piece of text."""
    pieces = [texts[at : at + _PIECE] for at in range(0, len(texts), _PIECE)]
    gc.collect()
    gc.freeze()  # or what one tool has loaded slows the collections of another
    for number in range(repeats + 1):
        spent = [0.0] * len(timings)
        for turn, piece in enumerate(pieces):
            for step in range(len(timings)):
                at = (turn + step) % len(timings)
                spent[at] += _seconds(timings[at].ready.run, piece)
        for timing, seconds in zip(timings, spent, strict=True):
            if number:
                timing.rounds.append(seconds)
            else:
                timing.first = seconds


def _seconds(run: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def score(ready: Ready, gold: Path, spans: str) -> tuple[float | None, ...]:
    """The shares identified, in the right category and unnecessary; empty without spans."""
    from hidden_plain_sight.evaluation import evaluate, read_gold

    if ready.find is None:
        return ()
    overall = evaluate(read_gold(gold, field=spans), ready.find).overall
    return tuple(
        rate.value for rate in (overall.identified, overall.right_category, overall.unnecessary)
    )


def ratio_to_presidio(timings: Sequence[Timing], name: str) -> float | None:
    """How many times Presidio's speed a tool has, by medians; None where one was not timed."""
    medians = {timing.tool.name: median(timing.rounds) for timing in timings}
    if name not in medians or PRESIDIO not in medians:
        return None
    return medians[PRESIDIO] / medians[name]


def _table(timings: Sequence[Timing], size: int, *, with_rates: bool, markdown: bool) -> str:
    header = ["tool", "version", "Mchar/s (median)", "best", "first pass", "ratio", "load s"]
    if with_rates:
        header += ["identified", "right category", "unnecessary"]
    by_name = {timing.tool.name: timing for timing in timings}
    rows = []
    for tool in TOOLS:
        timing = by_name.get(tool.name)
        if timing is None:
            rows.append([tool.name, _MISSING, *[""] * (len(header) - 2)])
            continue
        speeds = (median(timing.rounds), min(timing.rounds), timing.first)
        ratio = ratio_to_presidio(timings, tool.name)
        row = [tool.name, tool.version or "", *(f"{size / 1e6 / s:.2f}" for s in speeds)]
        row += ["–" if ratio is None else f"{ratio:.2f}", f"{timing.load:.2f}"]
        if with_rates:
            rates = timing.rates or (None,) * 3
            row += ["–" if rate is None else f"{100 * rate:.1f} %" for rate in rates]
        rows.append(row)
    return render(header, rows, markdown=markdown)


def _verdict(timings: Sequence[Timing], limit: float | None) -> int:
    if limit is None:
        return 0
    ratio = ratio_to_presidio(timings, RULES)
    if ratio is None:
        print(f"\nno ratio to compare with {limit}: Presidio is {_MISSING}", file=sys.stderr)
        return 2
    print(f"\n{ratio:.2f} times Presidio; the limit is {limit}")
    return int(ratio < limit)


def _tagger_verdict(timings: Sequence[Timing], limit: float | None) -> int:
    """What the tagger costs, in units of what all rules and lists cost in the same run."""
    medians = {timing.tool.name: median(timing.rounds) for timing in timings}
    cost = (medians[OWN] - medians[RULES]) / medians[RULES]
    print(f"\nThe tagger costs {cost:.2f} times what the rules cost.")
    return int(limit is not None and cost > limit)


if __name__ == "__main__":
    sys.exit(main())
