"""How long a fresh interpreter takes to import the package and to be ready for a note.

python benchmarks/startup.py
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from statistics import median

from bench_process import measure_fresh, pin_to_one_core
from bench_table import render

_CODE = """import json, time
start = time.perf_counter()
import hidden_plain_sight
imported = time.perf_counter()
deidentifier = hidden_plain_sight.Deidentifier()
ready = time.perf_counter()
deidentifier.detect("Kari Nordli, innlagt 12.05.2021.")
done = time.perf_counter()
print(json.dumps({"import": imported - start, "ready": ready - start, "note": done - start}))
"""
_ROWS = (
    ("import", "import hidden_plain_sight"),
    ("ready", "… and Deidentifier()"),
    ("note", "… and a first short note"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and compare with the limits; the value is the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="fresh interpreters (default 7)")
    parser.add_argument("--import-limit", type=float, default=0.5, help="seconds (default 0.5)")
    parser.add_argument("--ready-limit", type=float, default=1.0, help="seconds (default 1)")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args(arguments)
    pin_to_one_core()
    runs = measure(options.runs)
    limits = {"import": options.import_limit, "ready": options.ready_limit}
    rows = [
        [
            name,
            f"{median(run[key] for run in runs):.3f}",
            f"{min(run[key] for run in runs):.3f}",
            f"{limits[key]:g}" if key in limits else "–",
        ]
        for key, name in _ROWS
    ]
    header = ["seconds from the start of the import", "median", "best", "limit"]
    print(render(header, rows, markdown=options.markdown))
    return int(any(median(run[key] for run in runs) > limit for key, limit in limits.items()))


def measure(runs: int) -> list[dict[str, float]]:
    """The seconds of each run; one before them, which compiles what is not yet, doesn't count."""
    measure_fresh(_CODE)
    return [measure_fresh(_CODE) for _ in range(max(1, runs))]


if __name__ == "__main__":
    sys.exit(main())
