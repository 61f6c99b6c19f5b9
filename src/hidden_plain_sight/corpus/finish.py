"""The end of a run: parts joined into files, the quarantine and the manifest written."""

from __future__ import annotations

import platform
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, Literal

from hidden_plain_sight import __version__
from hidden_plain_sight.errors import DeidentificationError

from .journal import STATE, Journal, Plan, journal_names
from .manifest import DATA, Counts, InputFile, Manifest, OutputFile
from .quarantine import LEFT_OUT
from .quarantine import NAME as QUARANTINE
from .selection import SelectionConfig
from .streams import AtomicFile, cannot_write, file_digest
from .tally import OTHER_TYPES, Tally
from .work import PartFile

__all__ = ["finish", "merge_parts"]

_ROW_GROUP: Final = 1 << 27
"""A row group of a Parquet file ends with the part that brings it to so many bytes."""
_FEWEST: Final = 5
"""A type of fewer documents is not named: the column may hold something else, such as names."""
_Place = tuple[Path, int]


@dataclass(slots=True)
class _Gathered:
    """What all journals of a run say together.

    `quarantined` and `left_out` are where the lines of each shard that has any stand, the journal
    and the offset: there may be too many for the memory.
    """

    tally: Tally = field(default_factory=Tally)
    files: dict[str, list[PartFile]] = field(default_factory=dict)
    inputs: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    quarantined: dict[int, _Place] = field(default_factory=dict)
    left_out: dict[int, _Place] = field(default_factory=dict)
    shards: set[int] = field(default_factory=set)


def merge_parts(output: Path | str, *, tagger_name: str | None = None) -> Manifest:
    """Ends a run that was done in several parts, once all of them have ended.

    Raises `DeidentificationError` E303 where the folder is none of a run, E306 where a file is
    not as a part has left it, E307 where a part has not ended.
    """
    folder = Path(output)
    plan = Plan.read(folder)
    if plan is None:
        raise DeidentificationError("E303", file=folder / STATE, problem="it is not there")
    return finish(folder, plan, tagger_name=tagger_name, seconds=0.0, documents=0, characters=0)


def finish(
    output: Path,
    plan: Plan,
    *,
    tagger_name: str | None,
    seconds: float,
    documents: int,
    characters: int,
) -> Manifest:
    """Joins the parts, writes quarantine and manifest, and removes what is no longer needed.

    `seconds` is how long the run took, and how many `documents` and `characters` it did in them.
    """
    gathered = _gathered(output, plan)
    written = tuple(_written(output, plan, gathered))
    manifest = Manifest(
        package_version=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        started=datetime.fromisoformat(plan.started),
        ended=datetime.now(UTC),
        seconds=round(seconds, 3),
        config=plan.config,
        key_fingerprint=plan.key_fingerprint,
        rules_sha256=plan.rules_sha256,
        lists_sha256=plan.lists_sha256,
        own_lists_sha256=plan.own_lists_sha256,
        tagger_name=tagger_name,
        tagger_sha256=plan.tagger_sha256,
        patient_lists=plan.patient_lists,
        facts=tuple(name for name, columns in plan.config["facts"].items() if columns),
        counts=_counts(gathered.tally, SelectionConfig.model_validate(plan.config["selection"])),
        documents_per_second=round(documents / max(seconds, 1e-9), 1) if documents else 0.0,
        characters_per_second=round(characters / max(seconds, 1e-9), 1) if characters else 0.0,
        input=tuple(_inputs(plan, gathered)),
        output=written,
        quarantine=_listed(output / QUARANTINE, _lines(gathered.quarantined, "problems")),
        left_out=_listed(output / LEFT_OUT, _lines(gathered.left_out, "left_out")),
    )
    manifest.write(output)
    shutil.rmtree(output / STATE / "parts", ignore_errors=True)
    return manifest


def _gathered(output: Path, plan: Plan) -> _Gathered:
    found = _Gathered()
    for name in journal_names(plan.of):
        path = output / STATE / name
        shards = Journal.shards(path)
        if shards is None:
            raise DeidentificationError("E307", folder=output, problem=f"{name} has not ended")
        for done in Journal.lines(path):
            if done.number in found.shards:
                continue
            found.shards.add(done.number)
            found.tally.add(done.tally)
            if done.problems:
                found.quarantined[done.number] = path, done.offset
            if done.left_out:
                found.left_out[done.number] = path, done.offset
            for file in done.files:
                found.files.setdefault(file.name, []).append(file)
        for file_name, size, digest in Journal.inputs(path):
            found.inputs[file_name] = (size, digest)
    if found.shards != set(range(shards or 0)):
        raise DeidentificationError("E307", folder=output, problem="some parts are missing")
    return found


def _written(output: Path, plan: Plan, gathered: _Gathered) -> Iterator[OutputFile]:
    """The files of the output, in the order of the input; parts are joined on the way."""
    targets: dict[str, list[PartFile]] = {}
    for planned in plan.input:
        for part in sorted(gathered.files.get(planned.name, ()), key=lambda part: part.part):
            if part.sha256:
                targets.setdefault(part.target, []).append(part)
    for target, parts in targets.items():
        documents = sum(part.documents for part in parts)
        if not documents:
            continue
        name = f"{DATA}/{target}"
        if len(parts) == 1 and parts[0].path == name:
            size, digest = parts[0].bytes, parts[0].sha256
        else:
            _join(output, output / name, parts)
            size, digest = (output / name).stat().st_size, file_digest(output / name)
        yield OutputFile(name=name, bytes=size, sha256=digest, documents=documents)


def _join(output: Path, target: Path, parts: list[PartFile]) -> None:
    paths = [output / part.path for part in parts]
    for path, part in zip(paths, parts, strict=True):
        if not path.exists() or file_digest(path) != part.sha256:
            raise DeidentificationError("E306", file=path, folder=output)
    file: AtomicFile | None = None
    try:
        file = AtomicFile(target)
        if target.suffix == ".parquet":
            _join_parquet(paths, file.stream)
        else:
            for path in paths:
                with path.open("rb") as part_file:
                    shutil.copyfileobj(part_file, file.stream, 1 << 20)
        file.commit()
    except OSError as error:
        raise cannot_write(target, error) from None
    finally:
        if file is not None:
            file.abandon()


def _join_parquet(paths: list[Path], stream: IO[bytes]) -> None:
    """Rows of parts as row groups of a file: large ones, as readers want them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer: Any = None
    waiting: list[Any] = []
    for path in paths:
        with pq.ParquetFile(path) as part:
            if not part.num_row_groups:
                continue
            if writer is None:
                codec = part.metadata.row_group(0).column(0).compression.lower()
                codec = "none" if codec == "uncompressed" else codec
                writer = pq.ParquetWriter(stream, part.schema_arrow, compression=codec)
            waiting.append(part.read())
        if sum(table.nbytes for table in waiting) >= _ROW_GROUP:
            _write_group(writer, pa.concat_tables(waiting))
            waiting = []
    if waiting:
        _write_group(writer, pa.concat_tables(waiting))
    if writer is not None:
        writer.close()


def _write_group(writer: Any, table: Any) -> None:
    writer.write_table(table, row_group_size=max(1, table.num_rows))


def _lines(places: dict[int, _Place], name: Literal["problems", "left_out"]) -> Iterator[str]:
    """The lines of all shards, in the order of the shards."""
    for number in sorted(places):
        yield from getattr(Journal.line(*places[number]), name)


def _listed(path: Path, lines: Iterator[str]) -> OutputFile:
    """A file of such lines."""
    count = 0
    file: AtomicFile | None = None
    try:
        file = AtomicFile(path)
        for line in lines:
            file.stream.write(f"{line}\n".encode())
            count += 1
        file.commit()
        size, digest = path.stat().st_size, file_digest(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        if file is not None:
            file.abandon()
    return OutputFile(name=path.name, bytes=size, sha256=digest, documents=count)


def _inputs(plan: Plan, gathered: _Gathered) -> Iterator[InputFile]:
    encodings = {
        part.name: part.encoding
        for parts in gathered.files.values() for part in parts if part.is_last
    }  # fmt: skip
    for planned in plan.input:
        size, digest = gathered.inputs.get(planned.name, (planned.bytes, None))
        yield InputFile(
            name=planned.name, bytes=size, sha256=digest, encoding=encodings.get(planned.name)
        )


def _counts(tally: Tally, selection: SelectionConfig) -> Counts:
    return Counts(
        read=tally.read,
        written=tally.written,
        characters=tally.characters,
        generic=tally.generic,
        quarantined=dict(sorted(tally.quarantined.items())),
        warnings=dict(sorted(tally.warnings.items())),
        spans=dict(sorted(tally.spans.items())),
        left_out={code: tally.left_out[code] for code in selection.codes},
        document_types=_types(tally, selection),
        languages=dict(sorted(tally.languages.items())),
    )


def _types(tally: Tally, selection: SelectionConfig) -> dict[str, int]:
    """The types of documents; of those that nobody asked for by name only the common ones."""
    asked = {name.casefold() for name in selection.types}
    named = Counter[str]()
    for name, count in tally.types.items():
        named[name if count >= _FEWEST or name.casefold() in asked else OTHER_TYPES] += count
    return dict(sorted(named.items()))
