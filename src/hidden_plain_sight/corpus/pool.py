"""Workers: processes that take shards, and are replaced when they crash, stall or grow."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

from hidden_plain_sight.errors import DeidentificationError

from .config import RunConfig
from .process import Deidentifies
from .records import Record
from .shards import Shard
from .work import ShardOutcome, process_shard

__all__ = ["Pool"]

_TRIES: Final = 3
"""A document at which so many workers have died is not tried again."""
_POLL: Final = 0.1
_LARGEST: Final = 1 << 20
"""Kilobytes: a worker that has ever taken so much memory is replaced after its shard."""
_SHARDS_EACH: Final = 500
_SECONDS_TO_CLOSE: Final = 600.0
"""So long at least may it take until files are on the disk."""
_STALLED: Final = "E217"
_CRASHED: Final = "E218"
Make = Callable[[], Deidentifies]


@dataclass(slots=True)
class _Task:
    """A shard on its way, packed, and what is known of its bad documents."""

    number: int
    packed: bytes
    allowed: list[float]
    skip: dict[int, str] = field(default_factory=dict)
    deaths: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class _Worker:
    """One process, and how far it says it is."""

    process: Any
    tasks: Connection
    answers: Connection
    item: Any
    task: _Task | None = None
    seen: int = -1
    since: float = 0.0

    @property
    def is_late(self) -> bool:
        """Whether it has been at one document for longer than is allowed."""
        if self.task is None:
            return False
        now = time.monotonic()
        if self.item.value != self.seen:
            self.seen, self.since = self.item.value, now
        allowed = self.task.allowed[self.seen] if self.seen >= 0 else self.task.allowed[0]
        return now - self.since > allowed

    def give(self, task: _Task) -> None:
        """Hands a shard over."""
        self.item.value = -1
        self.task, self.seen, self.since = task, -1, time.monotonic()
        self.tasks.send_bytes(pickle.dumps(task.skip))
        self.tasks.send_bytes(task.packed)

    def end(self, *, kill: bool = False) -> None:
        """Ends the process, at once or after what it is doing."""
        if kill:
            self.process.kill()
        self.tasks.close()
        self.answers.close()
        self.process.join()


class Pool:
    """Several processes that work on shards.

    A worker that dies is replaced, and its shard is done again; a document at which three have
    died is left out with E218, one that takes longer than the configuration allows with E217.
    Workers are replaced after some hundred shards, or when they have grown.
    """

    def __init__(self, make: Make, output: Path, config: RunConfig, *, workers: int) -> None:
        method = "fork" if sys.platform == "linux" else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        self._arguments = (make, output, config)
        self._limit = config.seconds_per_document
        self._most = workers
        self._workers: list[_Worker] = []

    def run(self, shards: Iterable[Shard], *, tick: Callable[[], None]) -> Iterator[ShardOutcome]:
        """Yield the outcomes as they come, in any order; `tick` is called meanwhile."""
        waiting = iter(shards)
        again: list[_Task] = []
        ready: list[_Task] = []
        more = True
        while True:
            while (again or ready) and (number := self._idle()) is not None:
                self._give(number, (again or ready).pop(0))
            if more and len(ready) < self._most:
                shard = next(waiting, None)
                more = shard is not None
                if shard is not None:
                    ready.append(self._packed(shard))
                timeout = 0.0
            else:
                timeout = _POLL
            busy = [worker for worker in self._workers if worker.task is not None]
            if not (busy or more or ready or again):
                return
            yield from self._outcomes(busy, timeout, again)
            if timeout:
                tick()

    @property
    def items(self) -> int:
        """How many items are done of the shards that are on their way."""
        return sum(max(0, w.item.value) for w in self._workers if w.task is not None)

    def close(self) -> None:
        """Ends all workers at once."""
        for worker in self._workers:
            worker.end(kill=True)
        self._workers = []

    def _idle(self) -> int | None:
        """A worker that has nothing to do, a new one if there may be one."""
        for number, worker in enumerate(self._workers):
            if worker.task is None:
                return number
        if len(self._workers) == self._most:
            return None
        self._workers.append(self._started())
        return len(self._workers) - 1

    def _packed(self, shard: Shard) -> _Task:
        items = (item for piece in shard.pieces for item in piece.items)
        lengths = (len(item.text) if isinstance(item, Record) else 0 for item in items)
        allowed = [self._limit * (1 + length / 20_000) for length in lengths]
        allowed.append(max(self._limit, _SECONDS_TO_CLOSE))
        return _Task(shard.number, pickle.dumps(shard, protocol=5), allowed)

    def _give(self, number: int, task: _Task) -> None:
        try:
            self._workers[number].give(task)
        except OSError:  # it died while it had nothing to do
            self._workers[number].end(kill=True)
            self._workers[number] = self._started()
            self._workers[number].give(task)

    def _outcomes(
        self, busy: list[_Worker], timeout: float, again: list[_Task]
    ) -> Iterator[ShardOutcome]:
        ready = set(wait([worker.answers for worker in busy], timeout))
        for worker in busy:
            if worker.answers in ready:
                outcome = self._received(worker)
                if outcome is not None:
                    yield outcome
                    continue
            elif not worker.is_late:
                continue
            if worker.task is not None:
                late = worker.answers not in ready
                again.append(self._lost(worker, worker.task, late=late))

    def _received(self, worker: _Worker) -> ShardOutcome | None:
        """What a worker sends; None where it has died."""
        try:
            answer = worker.answers.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        if isinstance(answer, DeidentificationError):
            raise answer
        outcome: ShardOutcome
        outcome, is_tired = answer
        worker.task = None
        if is_tired:
            self._replace(worker)
        return outcome

    def _lost(self, worker: _Worker, task: _Task, *, late: bool) -> _Task:
        """The task of a worker that is dead or has to be, with what was learnt from it."""
        item = int(worker.item.value)
        task.deaths[item] += 1
        if late or task.deaths[item] >= _TRIES:
            if item in task.skip or not 0 <= item < len(task.allowed) - 1:
                kind = "late" if late else "crash"
                raise DeidentificationError("E308", part=task.number, kind=kind)
            task.skip[item] = _STALLED if late else _CRASHED
        self._replace(worker)
        return task

    def _replace(self, worker: _Worker) -> None:
        worker.end(kill=True)
        self._workers[self._workers.index(worker)] = self._started()

    def _started(self) -> _Worker:
        # pipes of one way are no sockets, and nothing here may ask for one
        tasks, our_tasks = self._context.Pipe(duplex=False)
        our_answers, answers = self._context.Pipe(duplex=False)
        item = self._context.RawValue("q", -1)
        arguments = (tasks, answers, item, os.getpid(), *self._arguments)
        process = self._context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        tasks.close()
        answers.close()
        return _Worker(process, our_tasks, our_answers, item)


def _work(
    tasks: Connection,
    answers: Connection,
    item: Any,
    parent: int,
    make: Make,
    output: Path,
    config: RunConfig,
) -> None:
    """What a worker process does until it is told nothing any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    deidentifier = make()

    def at(number: int) -> None:
        if os.getppid() != parent:
            os._exit(1)
        item.value = number

    for count in range(1, sys.maxsize):
        try:
            while not tasks.poll(5):
                if os.getppid() != parent:
                    return
            skip = pickle.loads(tasks.recv_bytes())  # noqa: S301 - the driver's own
            shard = pickle.loads(tasks.recv_bytes())  # noqa: S301
        except EOFError:
            return
        answer: Any
        try:
            outcome = process_shard(
                shard, output, config, deidentifier=deidentifier, skip=skip, at=at
            )
            answer = outcome, count >= _SHARDS_EACH or _kilobytes() > _LARGEST
        except DeidentificationError as error:
            answer = error
        except BaseException:
            os._exit(1)  # what would be shown of it could hold text
        answers.send(answer)


def _kilobytes() -> int:
    """The most memory that this process ever had."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most
