"""A whole corpus: every file processed, problems put into quarantine, the manifest written."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hidden_plain_sight import __version__
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.resources import gazetteers_folder, rules_folder

from .config import RunConfig
from .manifest import DATA, Counts, InputFile, Manifest, OutputFile
from .process import Deidentifies, FileOutcome, Watch, process_file
from .quarantine import Quarantine
from .records import Problem
from .sources import Source, check_output, find_sources
from .streams import folder_digest
from .tally import Tally

if TYPE_CHECKING:
    from hidden_plain_sight.deidentifier import Deidentifier

__all__ = ["Progress", "make_deidentifier", "run_corpus"]


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
) -> Manifest:
    r"""De-identifies a file, a folder or a glob pattern of files into a new folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     notes, out = Path(folder, "notes.jsonl"), Path(folder, "out")
    ...     _ = notes.write_text('{"id": 1, "text": "Hun heter Kari."}\n')
    ...     manifest = run_corpus(RunConfig(), notes, out, key=b"0123456789abcdef")
    ...     manifest.counts.written, "Kari" in (out / "data/notes.jsonl").read_text()
    (1, False)

    The folder gets `data/` with files of the same names, `manifest.json` and `quarantine.jsonl`.
    The key is `key`, or else that of the file that `config` names; a `deidentifier` may be given
    in their place. `progress` is called several times a second, `report` with every problem and
    every warning. With the same key and input the files in `data/` are the same.

    What is wrong with a document or a file puts it into quarantine, and the run goes on. Raises
    `DeidentificationError` where it cannot run: E102 to E105 for the key, E201, E203 and E204
    for an input with nothing to read, E301, E302 and E411 for the output, E502, E508 and E509 for
    the folder of lists that `config` names, E406 and E701 to E706 for that of the tagger.
    """
    place = Path(output)
    check_output(place, input)
    sources = find_sources(input)
    lists = config.gazetteers
    own_lists = None if lists is None else folder_digest(lists, ".tsv")
    tagger = None
    if deidentifier is None:
        key = _key(config) if key is None else key
        deidentifier = make_deidentifier(config, key)
        folder = config.tagger_folder
        tagger = None if folder is None else folder_digest(folder)
    run = _Run(config, place, _fingerprint(key), own_lists, tagger, sources, progress, report)
    return run.run(deidentifier)


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
    """The state of one run."""

    config: RunConfig
    output: Path
    fingerprint: str
    own_lists: str | None
    tagger: str | None
    sources: tuple[Source, ...]
    progress: Callable[[Progress], None] | None
    report: Callable[[Problem], None] | None
    tally: Tally = field(default_factory=Tally)
    bytes: int = 0

    def run(self, deidentifier: Deidentifies) -> Manifest:
        started, clock = datetime.now(UTC), time.monotonic()
        total = sum(source.size for source in self.sources)
        quarantine = Quarantine(self.output)

        def tick(tally: Tally, position: int) -> None:
            if self.progress is not None:
                self.progress(self._standing(tally, position, total, time.monotonic() - clock))

        def problem(one: Problem) -> None:
            quarantine.add(one)
            if self.report is not None:
                self.report(one)

        seen: set[str] = set()
        outcomes: list[FileOutcome] = []
        try:
            for source in self.sources:
                target = self.output / DATA / source.name
                watch = Watch(problem, tick)
                outcome = process_file(
                    source, target, self.config, deidentifier=deidentifier, seen=seen, watch=watch
                )
                outcomes.append(outcome)
                self.tally.add(outcome.tally)
                self.bytes += source.size
                tick(Tally(), 0)
            listed = quarantine.commit()
        finally:
            quarantine.abandon()
        name = getattr(deidentifier, "tagger_name", None)
        manifest = self._manifest(outcomes, listed, started, time.monotonic() - clock, name)
        manifest.write(self.output)
        return manifest

    def _standing(self, tally: Tally, position: int, total: int, seconds: float) -> Progress:
        quarantined = self.tally.quarantined.total() + tally.quarantined.total()
        return Progress(
            self.tally.read + tally.read, quarantined, self.bytes + position, total, seconds
        )

    def _manifest(
        self,
        outcomes: list[FileOutcome],
        quarantine: OutputFile,
        started: datetime,
        seconds: float,
        tagger_name: str | None,
    ) -> Manifest:
        return Manifest(
            package_version=__version__,
            python=platform.python_version(),
            platform=f"{platform.system()} {platform.machine()}",
            started=started,
            ended=datetime.now(UTC),
            seconds=round(seconds, 3),
            config=self.config.public(),
            key_fingerprint=self.fingerprint,
            rules_sha256=folder_digest(rules_folder(), ".yaml"),
            lists_sha256=folder_digest(gazetteers_folder(), ".tsv"),
            own_lists_sha256=self.own_lists,
            tagger_name=tagger_name,
            tagger_sha256=self.tagger,
            facts=tuple(name for name, _ in self.config.facts.columns),
            counts=_counts(self.tally),
            documents_per_second=round(self.tally.written / max(seconds, 1e-9), 1),
            characters_per_second=round(self.tally.characters / max(seconds, 1e-9), 1),
            input=tuple(_input_file(outcome) for outcome in outcomes),
            output=tuple(_output_file(o) for o in outcomes if o.output_sha256 is not None),
            quarantine=quarantine,
        )


def _counts(tally: Tally) -> Counts:
    return Counts(
        read=tally.read,
        written=tally.written,
        characters=tally.characters,
        generic=tally.generic,
        quarantined=dict(sorted(tally.quarantined.items())),
        warnings=dict(sorted(tally.warnings.items())),
        spans=dict(sorted(tally.spans.items())),
    )


def _input_file(outcome: FileOutcome) -> InputFile:
    return InputFile(
        name=outcome.source.name,
        bytes=outcome.bytes,
        sha256=outcome.sha256,
        encoding=outcome.encoding,
    )


def _output_file(outcome: FileOutcome) -> OutputFile:
    return OutputFile(
        name=f"{DATA}/{outcome.source.name}",
        bytes=outcome.output_bytes or 0,
        sha256=outcome.output_sha256 or "",
        documents=outcome.tally.written,
    )
