"""What a fair timing asks of the process: one core, no network, fresh interpreters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

__all__ = ["measure_fresh", "pin_to_one_core", "refuse_network"]

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_HERE = Path(__file__).resolve().parent


def pin_to_one_core() -> None:
    """Keep this process and its children to one core; to be called before numpy is imported."""
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def refuse_network() -> None:
    """Make every attempt at a connection or a name look-up an error, for good."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _args: object) -> None:
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise RuntimeError("a benchmark tried to use the network")


def measure_fresh(code: str) -> dict[str, float]:
    """Run code in a new interpreter; its last line of output is a JSON object of numbers.

    Modules of this folder can be imported. Raises `RuntimeError` with what the code wrote to
    stderr when it fails.
    """
    prelude = f"import sys; sys.path.insert(0, {str(_HERE)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", prelude + code], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the fresh interpreter failed:\n{done.stderr}")
    numbers: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return numbers
