"""Where a run stands, told from its folder alone, while it runs or after it was broken off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hidden_plain_sight.errors import DeidentificationError

from .journal import Journal, Plan, journal_names
from .manifest import NAME as MANIFEST
from .sources import STATE
from .tally import Tally

__all__ = ["RunStatus", "run_status"]


@dataclass(frozen=True, slots=True)
class RunStatus:
    """How far a run is.

    >>> RunStatus(is_finished=False, parts=8, parts_ended=3).seen
    0.0

    `seen` is the share of the input's bytes that was read for the shards that are done; `latest`
    when the last of them was.
    """

    is_finished: bool
    parts: int
    parts_ended: int
    tally: Tally = field(default_factory=Tally)
    shards: int = 0
    seen: float = 0.0
    started: datetime | None = None
    latest: datetime | None = None


def run_status(output: Path | str) -> RunStatus:
    """How far the run is that writes, or wrote, into a folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     run_status(folder)
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E307] ... is not complete: no run has begun \
there.

    Raises `DeidentificationError` E306 for a damaged plan, E307 where no run has begun.
    """
    folder = Path(output)
    plan = Plan.read(folder)
    if plan is None:
        raise DeidentificationError("E307", folder=folder, problem="no run has begun there")
    tally, shards, position, ended = Tally(), 0, 0, 0
    latest: float | None = None
    for name in journal_names(plan.of):
        path = folder / STATE / name
        ended += Journal.shards(path) is not None
        if path.exists():
            latest = max(latest or 0.0, path.stat().st_mtime)
        for done in Journal.lines(path):
            tally.add(done.tally)
            shards += 1
            position = max(position, done.position)
    total = sum(file.bytes for file in plan.input)
    return RunStatus(
        is_finished=(folder / MANIFEST).exists(),
        parts=plan.of,
        parts_ended=ended,
        tally=tally,
        shards=shards,
        seen=position / total if total else 1.0,
        started=datetime.fromisoformat(plan.started),
        latest=None if latest is None else datetime.fromtimestamp(latest, UTC),
    )
