"""The runner: any number of workers, broken off at any moment, gives the same output once."""

from __future__ import annotations

import gzip
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from hidden_plain_sight import Document
from hidden_plain_sight.corpus import (
    Problem,
    Progress,
    RunConfig,
    merge_parts,
    run_corpus,
    run_part,
    verify,
)
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import DeidentifiedDocument
from tests.corpus.conftest import Fake, write_jsonl

KEY = b"0123456789abcdef"
SOURCE = Path(__file__).parents[2] / "src"
ROWS = [{"id": n, "text": f"Kari kom {n}. " + "x" * (n % 70)} for n in range(7_400)]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some files of all kinds: one of many shards, one packed, small ones."""
    folder = tmp_path_factory.mktemp("notes")
    write_jsonl(folder / "a" / "big.jsonl", *ROWS)
    packed = b"".join(orjson.dumps({"id": f"g{n}", "text": "Kari"}) + b"\n" for n in range(2_300))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(packed))
    lines = "".join(f'c{n};"Kari\nkom";x\n' for n in range(2_100))
    (folder / "c.csv").write_text(f"id;text;z\n{lines}", "utf-8")
    for n in range(30):
        (folder / f"note{n}.txt").write_text(f"Kari {n}", "utf-8")
    write_jsonl(folder / "d.jsonl", {"id": "d", "text": "explode"}, {"id": "e", "text": None})
    return folder


def files(out: Path) -> dict[str, bytes]:
    paths = [path for path in (out / "data").rglob("*") if path.is_file()]
    paths.append(out / "quarantine.jsonl")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def undisturbed(notes: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    manifest = run_corpus(RunConfig(workers=1), notes, out, deidentifier=Fake(), key=KEY)
    assert manifest.counts.written == len(ROWS) + 2_300 + 2_100 + 30
    assert verify(out) == ()
    return files(out)


@pytest.mark.parametrize("workers", [2, 5])
def test_the_same_on_any_number_of_workers(
    notes: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    config = RunConfig(workers=workers)
    run_corpus(config, notes, tmp_path / "out", deidentifier=Fake(), key=KEY)
    assert files(tmp_path / "out") == undisturbed


def test_nothing_is_lost_or_doubled(undisturbed: dict[str, bytes]) -> None:
    texts = [orjson.loads(line)["text"] for line in undisturbed["data/a/big.jsonl"].splitlines()]
    assert texts == [str(row["text"]).replace("Kari", "Berit") for row in ROWS]
    assert len(gzip.decompress(undisturbed["data/b.jsonl.gz"]).splitlines()) == 2_300
    csv = undisturbed["data/c.csv"].decode()
    assert csv.count("id;text;z") == 1
    assert csv.count('"Berit\nkom"') == 2_100
    assert [orjson.loads(x)["code"] for x in undisturbed["quarantine.jsonl"].splitlines()] == [
        "E208",
        "E206",
    ]


class Stop(Exception):  # noqa: N818 - what a user does is no error
    """The operator presses Ctrl-C."""


def test_a_run_that_was_broken_off_goes_on(
    notes: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        if progress.documents > 3_000:
            raise Stop

    out, config = tmp_path / "out", RunConfig(workers=2)
    with pytest.raises(Stop):
        run_corpus(config, notes, out, deidentifier=Fake(), key=KEY, progress=stop)
    assert not (out / "manifest.json").exists()
    standing: list[str] = []
    done: list[Progress] = []
    manifest = run_corpus(
        config, notes, out, deidentifier=Fake(), key=KEY, standing=standing.append,
        progress=done.append,
    )  # fmt: skip
    assert standing == ["resumed"]
    assert done[0].documents > 1_000, "it began again"
    assert files(out) == undisturbed
    assert manifest.counts.written == len(ROWS) + 2_300 + 2_100 + 30
    assert verify(out) == ()
    assert not list(out.rglob("*.part"))
    assert not (out / "state" / "parts").exists()


def test_a_finished_run_does_nothing(notes: Path, tmp_path: Path) -> None:
    out, standing = tmp_path / "out", []
    for _ in range(2):
        manifest = run_corpus(
            RunConfig(), notes, out, deidentifier=Fake(), key=KEY, standing=standing.append
        )
        changed = (out / "data" / "a" / "big.jsonl").stat().st_mtime_ns
    assert standing == ["new", "finished"]
    assert changed < (out / "manifest.json").stat().st_mtime_ns
    assert manifest.counts.read == len(ROWS) + 2_300 + 2_100 + 32


def finished(tmp_path: Path) -> tuple[Path, Path]:
    file = write_jsonl(tmp_path / "in" / "n.jsonl", {"id": 1, "text": "Kari"})
    run_corpus(RunConfig(), file.parent, tmp_path / "out", deidentifier=Fake(), key=KEY)
    return file, tmp_path / "out"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("content", "the input n.jsonl has changed"),
        ("new", "the input o.jsonl has changed, is new or is gone"),
        ("key", "the key is another one"),
        ("config", "the setting threshold is another one"),
    ],
)
def test_another_run_is_refused(tmp_path: Path, change: str, problem: str) -> None:
    file, out = finished(tmp_path)
    if change == "content":
        write_jsonl(file, {"id": 1, "text": "Kari!"})
    elif change == "new":
        write_jsonl(file.with_name("o.jsonl"), {"id": 2, "text": "Kari!"})
    config = RunConfig(threshold=0.6) if change == "config" else RunConfig(workers=1)
    key = b"another key 6789" if change == "key" else KEY
    with pytest.raises(DeidentificationError) as caught:
        run_corpus(config, file.parent, out, deidentifier=Fake(), key=key)
    assert caught.value.code == "E304"
    assert problem in str(caught.value)


def test_the_number_of_workers_may_change(tmp_path: Path) -> None:
    file, out = finished(tmp_path)
    run_corpus(RunConfig(workers=3), file.parent, out, deidentifier=Fake(), key=KEY)


class Deadly(Fake):
    """Ends the process at one note, hangs at another."""

    def deidentify(self, document: Document) -> DeidentifiedDocument:
        if document.id == "13":
            os.kill(os.getpid(), signal.SIGKILL)
        if document.id == "4000":
            time.sleep(3600)
        return super().deidentify(document)


def test_a_note_that_kills_or_stalls_is_left_out_and_the_rest_goes_on(
    notes: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    problems: list[Problem] = []
    config = RunConfig(workers=2, seconds_per_document=0.5)
    out = tmp_path / "out"
    manifest = run_corpus(
        config, notes / "a", out, deidentifier=Deadly(), key=KEY, report=problems.append
    )
    assert sorted((one.code, one.id) for one in problems) == [("E217", "4000"), ("E218", "13")]
    assert manifest.counts.written == len(ROWS) - 2
    lines = undisturbed["data/a/big.jsonl"].splitlines(keepends=True)
    expected = b"".join(line for n, line in enumerate(lines) if n not in {13, 4000})
    assert files(out)["data/big.jsonl"] == expected


def test_parts_on_several_machines_are_one_run(
    notes: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    config, out = RunConfig(workers=2), tmp_path / "out"
    run_part(config, notes, out, part=3, of=3, key=KEY, deidentifier=Fake())
    with pytest.raises(DeidentificationError) as caught:
        merge_parts(out)
    assert caught.value.code == "E307"
    for part in (1, 2):
        run_part(config, notes, out, part=part, of=3, key=KEY, deidentifier=Fake())
    manifest = merge_parts(out)
    assert verify(out) == ()
    assert files(out) == undisturbed
    single = run_corpus(config, notes, tmp_path / "alone", deidentifier=Fake(), key=KEY)
    assert manifest.counts == single.counts
    assert manifest.output == single.output
    assert {f.name: f.sha256 for f in manifest.input} == {f.name: f.sha256 for f in single.input}


def test_a_part_that_was_changed_is_refused(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_part(RunConfig(), notes / "a", out, part=1, of=1, key=KEY, deidentifier=Fake())
    parts = sorted((out / "state" / "parts").rglob("0*"))
    assert len(parts) == 8
    parts[2].write_bytes(b"{}\n")
    with pytest.raises(DeidentificationError) as caught:
        merge_parts(out)
    assert caught.value.code == "E306"


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    from hidden_plain_sight.corpus.journal import Journal

    file = write_jsonl(tmp_path / "in" / "n.jsonl", {"id": 1, "text": "Kari"})
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from hidden_plain_sight.corpus.journal import Journal\n"
        "journal = Journal(Path(sys.argv[2]), part=1, of=1)\n"
        "print('locked', flush=True); time.sleep(60)"
    )
    out = tmp_path / "out"
    command = [sys.executable, "-c", code, str(SOURCE), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(DeidentificationError) as caught:
            run_corpus(RunConfig(), file, out, deidentifier=Fake(), key=KEY)
        other.kill()
    assert caught.value.code == "E305"
    Journal(out, part=1, of=1).close()
    run_corpus(RunConfig(), file, out, deidentifier=Fake(), key=KEY)


def test_a_torn_line_in_the_journal_is_dropped(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_corpus(RunConfig(workers=2), notes, out, deidentifier=Fake(), key=KEY)
    (out / "manifest.json").unlink()
    journal = out / "state" / "journal-1-of-1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-3]) + lines[-3][:40])
    with pytest.raises(DeidentificationError):  # its parts are gone; that may not go unseen
        run_corpus(RunConfig(workers=2), notes, out, deidentifier=Fake(), key=KEY)


DRIVER = """
import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]
from pathlib import Path
from hidden_plain_sight.corpus import RunConfig, run_corpus
from tests.corpus.conftest import Fake
key = b"0123456789abcdef"
run_corpus(RunConfig(workers=2), sys.argv[3], sys.argv[4], deidentifier=Fake(), key=key)
"""


def children(process: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            yield int(stat.parent.name)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_killed_again_and_again(notes: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    """Workers and drivers are killed at random moments until the run is through."""
    draw = random.Random(7)  # noqa: S311
    out = tmp_path / "out"
    command = [sys.executable, "-c", DRIVER, str(SOURCE), str(SOURCE.parent), str(notes), str(out)]
    kills = 0
    while kills < 50:
        if (out / "manifest.json").exists():
            assert files(out) == undisturbed
            out = tmp_path / f"out{kills}"
            command[-1] = str(out)
        with subprocess.Popen(command, stderr=subprocess.PIPE) as driver:
            time.sleep(draw.uniform(0.2, 1.0))
            for _ in range(draw.randrange(3)):
                for worker in list(children(driver.pid)):
                    os.kill(worker, signal.SIGKILL)
                    kills += 1
                time.sleep(draw.uniform(0, 0.1))
            driver.kill()
            kills += 1
    for _ in range(3):  # an orphan may hold on for a moment
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr
    assert files(out) == undisturbed
    assert verify(out) == ()
    assert not list(out.rglob("*.part"))


def test_a_full_disk(notes: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    """A file may grow to so many bytes only; with room again the run goes on."""
    out = tmp_path / "out"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, before[1]))
        with pytest.raises(DeidentificationError) as caught:
            run_corpus(RunConfig(workers=2), notes, out, deidentifier=Fake(), key=KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, previous)
    assert caught.value.code == "E411"
    run_corpus(RunConfig(workers=2), notes, out, deidentifier=Fake(), key=KEY)
    assert files(out) == undisturbed


def test_a_limit(notes: Path, tmp_path: Path) -> None:
    config = RunConfig(limit=1_234)
    manifest = run_corpus(config, notes, tmp_path / "out", deidentifier=Fake(), key=KEY)
    assert manifest.counts.read == 1_234
    assert verify(tmp_path / "out") == ()


def test_a_million_empty_notes_are_notes(tmp_path: Path) -> None:
    file = tmp_path / "n.jsonl"
    file.write_bytes(b"".join(b'{"id":%d,"text":""}\n' % n for n in range(50_000)))
    manifest = run_corpus(RunConfig(), file, tmp_path / "out", deidentifier=Fake(), key=KEY)
    assert manifest.counts.written == 50_000
