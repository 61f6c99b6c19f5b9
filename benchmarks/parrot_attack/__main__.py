"""What an attacker finds of planted misses, under each strategy for repeats.

    python -m benchmarks.parrot_attack --markdown

To be run in the root of the repository; needs torch, the extra "train". All notes are synthetic.
Nothing touches the network.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from benchmarks.bench_process import pin_to_one_core, refuse_network

_RATES = [0.001, 0.005, 0.01, 0.02, 0.05]
_STRATEGIES = ["consistent", "markov", "random"]
_PASSES = 6


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant misses, attack, and print the tables; the value is the exit status."""
    options = _options(arguments)
    if options.passes and find_spec("torch") is None:
        _say("torch is not installed: pip install 'hidden-plain-sight[train]', or --passes 0.")
        return 2
    pin_to_one_core()
    refuse_network()
    # here and not above: numpy reads the number of threads when it is imported
    from benchmarks.parrot_attack.journals import make_journals
    from benchmarks.parrot_attack.measure import measured
    from benchmarks.parrot_attack.report import rendered

    from hidden_plain_sight.detection import Detector
    from hidden_plain_sight.surrogates import Repeat
    from hidden_plain_sight.training import Recipe

    n, length, seed = max(2, options.notes // options.length), options.length, options.seed
    detector = Detector(tagger=None)
    journals = list(make_journals(n=n, length=length, seed=seed, detector=detector))
    found = measured(
        journals,
        repeats=[Repeat(name) for name in options.strategies],
        rates=options.rates,
        detector=detector,
        recipe=Recipe(passes=options.passes, batch=512, seed=seed) if options.passes else None,
        report=_say,
    )
    letters = sum(len(journal.document.text) for journal in journals)
    identifiers = sum(len(journal.spans) for journal in journals)
    print(f"{n} journals of {length} notes: {identifiers} identifiers, {letters} characters\n")
    print(rendered(found, markdown=options.markdown))
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--notes", type=_positive, default=1920, help="in all, half to train on (default 1920)")
    add("--length", type=_positive, default=8, help="notes of a patient in a journal (default 8)")
    add("--rates", type=_rate, nargs="+", default=_RATES, help="missed (default 0.001 to 0.05)")
    add("--strategies", nargs="+", choices=_STRATEGIES, default=_STRATEGIES, help="(default all)")
    add("--passes", type=_natural, default=_PASSES, help="of training; 0 for no parrot (default 6)")
    add("--seed", type=int, default=1, help="of the journals and of the training (default 1)")
    add("--markdown", action="store_true", help="print the tables as Markdown")
    return parser.parse_args(arguments)


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a whole number, 0 or above")
    return int(text)


def _positive(text: str) -> int:
    if not (value := _natural(text)):
        raise argparse.ArgumentTypeError("a whole number above 0")
    return value


def _rate(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError("a rate is above 0 and below 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
