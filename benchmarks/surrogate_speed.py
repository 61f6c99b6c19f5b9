"""What replacement costs: detection with it against detection alone, on one core, in one run.

    python benchmarks/surrogate_speed.py --at-least 0.8

Both take turns over the same synthetic notes, so that noise hits both alike, and processor time
is what counts. The ratio is the throughput of both over that of detection alone. Quote ratios, not
the absolutes of a machine. Nothing touches the network.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench_process import pin_to_one_core, refuse_network
from bench_table import render

_KEY = b"a key that all runs of this share"
_PIECE = 25


@dataclass(slots=True)
class Way:
    """One way to detect: the seconds of each round without and with replacement."""

    name: str
    detect: Callable[[Any], object]
    deidentify: Callable[[Any], object]
    alone: list[float] = field(default_factory=list)
    both: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The throughput with replacement over that without, by the median of the rounds."""
        pairs = zip(self.alone, self.both, strict=True)
        return median(alone / both for alone, both in pairs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Time, print the table, and compare with the limit; the value is the exit status."""
    options = _options(arguments)
    pin_to_one_core()
    from hidden_plain_sight import Deidentifier
    from hidden_plain_sight.synthesis import synthesize

    refuse_network()
    notes = [note.document for note in synthesize(n=options.notes, seed=options.seed)]
    tools = {"as shipped": Deidentifier(key=_KEY)}
    tools["rules and lists alone"] = Deidentifier(key=_KEY, tagger=None)
    ways = [Way(name, tool.detect, tool.deidentify) for name, tool in tools.items()]
    time_rounds(ways, notes, options.rounds)
    size = sum(len(note.text) for note in notes)
    print(f"{len(notes)} notes, {size:,} characters; rounds: {options.rounds}\n")
    print(_table(ways, size, markdown=options.markdown))
    if options.at_least is None:
        return 0
    shipped = ways[0].ratio
    print(f"\n{shipped:.2f} as shipped; the limit is {options.at_least}")
    return int(shipped < options.at_least)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--notes", type=_positive, default=500, help="synthetic notes (500)")
    parser.add_argument("--seed", type=int, default=11, help="of the synthetic notes (11)")
    parser.add_argument("--rounds", type=_positive, default=5, help="rounds (5)")
    parser.add_argument(
        "--at-least", type=float, help="exit 1 where the ratio as shipped is below this"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args(arguments)


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


def time_rounds(ways: Sequence[Way], notes: Sequence[object], rounds: int) -> None:
    """Time the rounds after one that doesn't count; all take turns at every piece of the notes."""
    pieces = [notes[at : at + _PIECE] for at in range(0, len(notes), _PIECE)]
    gc.collect()
    gc.freeze()
    for number in range(rounds + 1):
        spent = {way.name: [0.0, 0.0] for way in ways}
        for turn, piece in enumerate(pieces):
            for way in ways:
                runs = [(0, way.detect), (1, way.deidentify)]
                for at, run in runs if turn % 2 else reversed(runs):
                    spent[way.name][at] += _seconds(run, piece)
        for way in ways if number else ():
            way.alone.append(spent[way.name][0])
            way.both.append(spent[way.name][1])


def _seconds(run: Callable[[Any], object], notes: Sequence[object]) -> float:
    start = time.process_time()
    for note in notes:
        run(note)
    return time.process_time() - start


def _table(ways: Sequence[Way], size: int, *, markdown: bool) -> str:
    header = ["detection", "alone, Mchar/s", "with replacement", "ratio", "lowest", "highest"]
    rows = []
    for way in ways:
        ratios = [alone / both for alone, both in zip(way.alone, way.both, strict=True)]
        speeds = (size / 1e6 / median(seconds) for seconds in (way.alone, way.both))
        numbers = [*speeds, way.ratio, min(ratios), max(ratios)]
        rows.append([way.name, *(f"{number:.2f}" for number in numbers)])
    return render(header, rows, markdown=markdown)


if __name__ == "__main__":
    sys.exit(main())
