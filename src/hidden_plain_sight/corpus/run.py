"""A whole corpus: its shards are given to workers, noted when finished, and taken up again."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hidden_plain_sight import __version__
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.resources import gazetteers_folder, rules_folder

from .admission import Admission
from .config import RunConfig
from .finish import finish
from .formats import with_targets
from .journal import STATE, Journal, Plan, PlannedFile
from .manifest import NAME as MANIFEST
from .manifest import Manifest
from .pool import Pool
from .process import Deidentifies
from .records import Problem
from .shards import Shard, shards_of
from .sources import Source, check_output, find_sources
from .streams import file_digest, folder_digest
from .tally import Tally
from .work import ShardOutcome

if TYPE_CHECKING:
    from hidden_plain_sight.deidentifier import Deidentifier

__all__ = [
    "Progress",
    "Standing",
    "make_deidentifier",
    "make_plan",
    "run_corpus",
    "run_part",
    "worker_count",
]

Standing = Literal["new", "resumed", "finished"]
"""How a run finds its output folder."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands.

    >>> Progress(documents=50, quarantined=1, bytes=10, total_bytes=40, seconds=5.0).seconds_left
    15.0
    """

    documents: int
    quarantined: int
    bytes: int
    total_bytes: int
    seconds: float

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take at the rate so far; None while that can't be told."""
        if not self.bytes:
            return None
        return self.seconds * max(0, self.total_bytes - self.bytes) / self.bytes


def make_deidentifier(config: RunConfig, key: bytes) -> Deidentifier:
    """The deidentifier that a configuration asks for.

    >>> make_deidentifier(RunConfig(only=("DATE",)), b"0123456789abcdef").detect("Kari, 3.5.2019")
    (Span(start=6, ...
    """
    from hidden_plain_sight.deidentifier import Deidentifier
    from hidden_plain_sight.surrogates import Repeat, Scope

    return Deidentifier(
        key=key,
        categories=config.categories,
        scope=Scope(config.scope),
        threshold=config.threshold,
        whole_weeks=config.whole_weeks,
        realistic=config.realistic,
        repeat=Repeat(config.repeat),
        gazetteers=config.gazetteers,
        tagger=config.tagger_folder,
        tagger_threshold=config.tagger_threshold,
    )


def run_corpus(
    config: RunConfig,
    input: Path | str,  # noqa: A002 - what it is called everywhere else
    output: Path | str,
    *,
    key: bytes | None = None,
    deidentifier: Deidentifies | None = None,
    progress: Callable[[Progress], None] | None = None,
    report: Callable[[Problem], None] | None = None,
    standing: Callable[[Standing], None] | None = None,
) -> Manifest:
    r"""De-identifies a file, a folder or a glob pattern of files into a folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     notes, out = Path(folder, "notes.jsonl"), Path(folder, "out")
    ...     _ = notes.write_text('{"id": 1, "text": "Hun heter Kari."}\n')
    ...     manifest = run_corpus(RunConfig(), notes, out, key=b"0123456789abcdef")
    ...     manifest.counts.written, "Kari" in (out / "data/notes.jsonl").read_text()
    (1, False)

    The folder gets `data/` with files of the same names, `manifest.json`, `quarantine.jsonl` and
    `left_out.jsonl`.
    The key is `key`, or else that of the file that `config` names; a `deidentifier` may be given
    in their place. `progress` is called several times a second, `report` with every problem and
    every warning. With the same key and input the files in `data/` are the same, whatever the
    number of workers.

    A run that was broken off goes on where it was when it is called again with the same input,
    configuration and key; one that is finished does nothing. `standing` is told which it is.

    What is wrong with a document or a file puts it into quarantine, and the run goes on; what
    `config` does not select is left out, and neither quarantined nor reported. Raises
    `DeidentificationError` where it cannot run: E102 to E105 for the key, E201, E203 and E204
    for an input with nothing to read, E234 for a list of patients, E301 to E308 and E411 for the
    output, E502, E508 and E509 for the folder of lists that `config` names, E406 and E701 to E706
    for that of the tagger.
    """
    run = _opened(config, input, output, key, deidentifier, (1, 1), progress, report)
    if standing is not None:
        standing(run.standing)
    if run.standing == "finished":
        return Manifest.read(run.output)
    started = time.monotonic()
    fresh = run.run()
    return finish(
        run.output,
        run.plan,
        tagger_name=run.tagger_name,
        seconds=time.monotonic() - started,
        documents=fresh.written,
        characters=fresh.characters,
    )


def run_part(
    config: RunConfig,
    input: Path | str,  # noqa: A002
    output: Path | str,
    *,
    part: int,
    of: int,
    key: bytes | None = None,
    deidentifier: Deidentifies | None = None,
    progress: Callable[[Progress], None] | None = None,
    report: Callable[[Problem], None] | None = None,
    standing: Callable[[Standing], None] | None = None,
) -> None:
    """Does one part of a run, 1 to `of`, for machines that share a disk; `merge_parts` ends it.

    The parts may be done at the same time, in any order, and again after they were broken off.
    What comes of all of them is what one run would have made. Raises what `run_corpus` raises.
    """
    if not 1 <= part <= of:
        raise ValueError(f"a part is from 1 to {of}, got {part}")
    run = _opened(config, input, output, key, deidentifier, (part, of), progress, report)
    if standing is not None:
        standing(run.standing)
    if run.standing != "finished":
        run.run()


def _opened(
    config: RunConfig,
    location: Path | str,
    output: Path | str,
    key: bytes | None,
    deidentifier: Deidentifies | None,
    part: tuple[int, int],
    progress: Callable[[Progress], None] | None,
    report: Callable[[Problem], None] | None,
) -> _Run:
    folder = Path(output)
    check_output(folder, location)
    sources = with_targets(find_sources(location), config.output)
    if deidentifier is None:
        key = _key(config) if key is None else key
        deidentifier = make_deidentifier(config, key)
    plan = make_plan(config, sources, key, part[1])
    if getattr(deidentifier, "tagger_name", None) is None:
        plan = plan.model_copy(update={"tagger_sha256": None})
    known = Plan.read(folder)
    standing: Standing = "new"
    if known is not None:
        if problem := known.difference(plan):
            raise DeidentificationError("E304", folder=folder, problem=problem)
        plan = known
        standing = "finished" if (folder / MANIFEST).exists() else "resumed"
    elif (folder / MANIFEST).exists():
        raise DeidentificationError("E301", folder=folder)
    return _Run(config, folder, plan, part, sources, deidentifier, key, standing, progress, report)


def make_plan(config: RunConfig, sources: tuple[Source, ...], key: bytes | None, of: int) -> Plan:
    """Everything that decides what a run writes, as it is now on this machine.

    >>> make_plan(RunConfig(), (), b"0123456789abcdef", 1).key_fingerprint
    '499d7fb0e00b'
    """
    lists, tagger = config.gazetteers, config.tagger_folder
    return Plan(
        package_version=__version__,
        key_fingerprint=_fingerprint(key),
        config=config.public(),
        rules_sha256=folder_digest(rules_folder(), ".yaml"),
        lists_sha256=folder_digest(gazetteers_folder(), ".tsv"),
        own_lists_sha256=None if lists is None else folder_digest(lists, ".tsv"),
        tagger_sha256=None if tagger is None else folder_digest(tagger),
        patient_lists=config.selection.marks(key),
        of=of,
        started=datetime.now(UTC).isoformat(),
        input=tuple(map(PlannedFile.of, sources)),
    )


def _key(config: RunConfig) -> bytes:
    from hidden_plain_sight.surrogates import read_key

    if config.key_file is None:
        raise DeidentificationError("E102")
    return read_key(config.key_file)


def _fingerprint(key: bytes | None) -> str:
    from hidden_plain_sight.surrogates import key_fingerprint

    return "" if key is None else key_fingerprint(key)


@dataclass(slots=True)
class _Run:
    """A run, or one part of it, on its way."""

    config: RunConfig
    output: Path
    plan: Plan
    part: tuple[int, int]
    sources: tuple[Source, ...]
    deidentifier: Deidentifies
    key: bytes | None
    standing: Standing
    progress: Callable[[Progress], None] | None
    report: Callable[[Problem], None] | None
    tally: Tally = field(default_factory=Tally)
    position: int = 0

    @property
    def tagger_name(self) -> str | None:
        """What the tagger is called."""
        return getattr(self.deidentifier, "tagger_name", None)

    def run(self) -> Tally:
        """Does the shards that are not done yet; gives the counts of those back."""
        part, of = self.part
        journal = Journal(self.output, part=part, of=of)
        try:
            if Plan.read(self.output) is None:
                self.plan.write(self.output)
            return self._run(journal)
        finally:
            journal.close()

    def _run(self, journal: Journal) -> Tally:
        _remove_halves(self.output)
        finished = set[int]()
        for done in Journal.lines(journal.path):
            finished.add(done.number)
            self.tally.add(done.tally)
            self.position = max(self.position, done.position)
        fresh = Tally()
        if Journal.shards(journal.path) is not None:
            return fresh
        clock = time.monotonic()
        count = 0

        def mine() -> Iterator[Shard]:
            nonlocal count
            for shard in shards_of(self.sources, self.config, admission):
                count = shard.number + 1
                if shard.number % self.part[1] == self.part[0] - 1 and shard.number not in finished:
                    yield shard

        admission = Admission(self.config)
        pool = Pool(self._maker(), self.output, self.config, workers=worker_count(self.config))
        try:
            for outcome in pool.run(mine(), tick=partial(self._tick, pool, clock)):
                journal.add(outcome)
                fresh.add(outcome.tally)
                self._note(outcome)
                self._tick(pool, clock)
        finally:
            pool.close()
            admission.close()
        self._note_inputs(journal)
        journal.end(count)
        return fresh

    def _maker(self) -> Callable[[], Deidentifies]:
        """What makes the deidentifier in a worker: a copy of this one where it can be had so."""
        if sys.platform != "linux" and self.key is not None:
            return partial(make_deidentifier, self.config, self.key)
        gc.collect()
        gc.freeze()  # or every worker gets a copy of the lists at its first collection
        return partial(_given, self.deidentifier)

    def _note(self, outcome: ShardOutcome) -> None:
        self.tally.add(outcome.tally)
        self.position = max(self.position, outcome.position)
        if self.report is not None:
            for problem in outcome.problems:
                if not problem.is_left_out:
                    self.report(problem)

    def _tick(self, pool: Pool, clock: float) -> None:
        if self.progress is None:
            return
        total = sum(source.size for source in self.sources)
        quarantined = self.tally.quarantined.total()
        read = self.tally.read + pool.items
        seconds = time.monotonic() - clock
        self.progress(Progress(read, quarantined, self.position, total, seconds))

    def _note_inputs(self, journal: Journal) -> None:
        part, of = self.part
        for source in self.sources[part - 1 :: of]:
            digest = None
            with suppress(OSError):
                digest = file_digest(source.path)
            journal.note_input(source.name, source.size, digest)


def _given(deidentifier: Deidentifies) -> Deidentifies:
    return deidentifier


def worker_count(config: RunConfig) -> int:
    """The processes that were asked for, or one for each core that this one may use.

    >>> worker_count(RunConfig(workers=3))
    3
    """
    if config.workers is not None:
        return config.workers
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _remove_halves(output: Path) -> None:
    """Removes what a run that was broken off has left half written."""
    for folder in ("data", STATE):
        for half in (output / folder).rglob(".*.part"):
            half.unlink(missing_ok=True)
