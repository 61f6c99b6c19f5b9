"""Whether surrogates can be told from originals, and by what.

    python -m benchmarks.realism --tells 12 --at-most-auc 0.6

To be run in the root of the repository. All notes are synthetic. Nothing touches the network.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.bench_process import pin_to_one_core, refuse_network


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and compare with the limits; the value is the exit status."""
    options = _options(arguments)
    pin_to_one_core()
    refuse_network()
    # here and not above: numpy reads the number of threads when it is imported
    from benchmarks.realism import report, verdict
    from benchmarks.realism.measure import measured

    found = measured(notes=options.notes, seed=options.seed, ids=options.ids, tells=options.tells)
    print(f"{options.notes} notes a side, half of them to train on, half of them to test on\n")
    print(report.rendered(found, markdown=options.markdown))
    limits = verdict.Limits(options.at_most_auc, options.at_most_note_auc, options.at_most_distance)
    status, lines = verdict.judged(found, limits)
    if lines:
        print("\n" + "\n".join(lines))
    return status


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--notes", type=_two_or_more, default=1000, help="notes a side (default 1000)")
    add("--seed", type=int, default=1, help="of the originals; the others have the next (1)")
    add("--ids", type=_two_or_more, default=20_000, help="documents with a date (default 20000)")
    add("--tells", type=int, default=0, help="how many features to list for each kind (default 0)")
    add("--at-most-auc", type=float, help="exit 1 where a kind, of listed ones, is surely above")
    add("--at-most-note-auc", type=float, help="the same for whole notes by all identifiers")
    add("--at-most-distance", type=float, help="exit 1 where a distance by band or sex is above")
    add("--markdown", action="store_true", help="print the tables as Markdown")
    return parser.parse_args(arguments)


def _two_or_more(value: str) -> int:
    number = int(value)
    if number < 2:
        raise argparse.ArgumentTypeError("2 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
