"""The scripts for Slurm, with a stand-in for `sbatch` that runs every task as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from hidden_plain_sight.corpus import Manifest, RunConfig, run_corpus, verify
from hidden_plain_sight.synthesis import synthesize

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "examples" / "slurm"
KEY = b"a secret of at least 16 bytes"

SBATCH = """#!/bin/bash
# Runs what it is given at once: the tasks of an array side by side, each in a process of its own.
set -u
first=1 last=1
for argument in "$@"; do
  case $argument in
    --array=*) range=${argument#--array=} first=${range%-*} last=${range#*-} ;;
    --dependency=afterok:*) [ -e "$JOBS/${argument#--dependency=afterok:}.ok" ] || exit 1 ;;
    --parsable) ;;
    --*) echo "unknown: $argument" >&2; exit 1 ;;
    *) script=$argument ;;
  esac
done
job=$(( $(find "$JOBS" -name '*.log' | wc -l) + 1 ))
tasks=()
for number in $(seq "$first" "$last"); do
  SLURM_ARRAY_TASK_ID=$number SLURM_ARRAY_TASK_COUNT=$(( last - first + 1 )) \\
    SLURM_CPUS_PER_TASK=1 bash "$script" > "$JOBS/$job-$number.log" 2>&1 &
  tasks+=($!)
done
failed=0
for task in "${tasks[@]}"; do wait "$task" || failed=1; done
[ "$failed" -eq 0 ] && touch "$JOBS/$job.ok"
echo "$job"
"""


@pytest.fixture
def cluster(tmp_path: Path) -> dict[str, str]:
    """The environment of a cluster: the commands, the notes, the key."""
    commands, jobs = tmp_path / "bin", tmp_path / "jobs"
    commands.mkdir()
    jobs.mkdir()
    call = "from hidden_plain_sight.cli import app; app()"
    scripts = {"sbatch": SBATCH, "deid-corpus": f'#!/bin/bash\n"{sys.executable}" -c "{call}" "$@"'}
    for name, script in scripts.items():
        (commands / name).write_text(script)
        (commands / name).chmod(0o755)
    (tmp_path / "in").mkdir()
    notes = list(synthesize(n=200, seed=3))
    for number in range(4):
        lines = [
            orjson.dumps({"id": note.document.id, "text": note.document.text})
            for note in notes[number::4]
        ]
        (tmp_path / "in" / f"{number}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (tmp_path / "key").write_bytes(KEY)
    (tmp_path / "key").chmod(0o600)
    return {
        **os.environ,
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "JOBS": str(jobs),
        "NOTES": str(tmp_path / "in"),
        "OUT": str(tmp_path / "out"),
        "KEY_FILE": str(tmp_path / "key"),
        "PARTS": "3",
    }


def call(script: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(script)], env=environment, capture_output=True, text=True, check=False
    )


def logs(environment: dict[str, str]) -> str:
    return "\n".join(path.read_text() for path in sorted(Path(environment["JOBS"]).glob("*.log")))


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "data").iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="Slurm is for Linux")
def test_the_array_and_the_merge_make_what_one_run_makes(
    cluster: dict[str, str], tmp_path: Path
) -> None:
    done = call(SCRIPTS / "submit.sh", cluster)
    assert done.returncode == 0, done.stderr + logs(cluster)
    assert len(list((tmp_path / "jobs").glob("*.ok"))) == 2, logs(cluster)
    out = tmp_path / "out"
    assert verify(out) == ()
    assert Manifest.read(out).counts.read == 200
    run_corpus(RunConfig(workers=1), tmp_path / "in", tmp_path / "one", key=KEY)
    assert files(out) == files(tmp_path / "one")
    one = tmp_path / "one" / "quarantine.jsonl"
    assert (out / "quarantine.jsonl").read_bytes() == one.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="Slurm is for Linux")
def test_a_part_that_failed_is_done_again_alone(cluster: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in" / "bad.jsonl").write_text('{"id": "x", "text": null}\n')
    one = {**cluster, "SLURM_ARRAY_TASK_COUNT": "1"}
    for number in ("1", "3"):
        done = call(SCRIPTS / "part.sbatch", {**one, "SLURM_ARRAY_TASK_ID": number})
        assert done.returncode == 0, done.stderr
    assert call(SCRIPTS / "merge.sbatch", cluster).returncode != 0
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert call(SCRIPTS / "part.sbatch", {**one, "SLURM_ARRAY_TASK_ID": "2"}).returncode == 0
    merged = call(SCRIPTS / "merge.sbatch", cluster)
    assert merged.returncode == 0, merged.stderr
    assert "in quarantine" in merged.stdout
    assert Manifest.read(tmp_path / "out").counts.read == 201


def test_nothing_is_submitted_without_a_key(cluster: dict[str, str], tmp_path: Path) -> None:
    del cluster["KEY_FILE"]
    assert call(SCRIPTS / "part.sbatch", {**cluster, "SLURM_ARRAY_TASK_ID": "1"}).returncode != 0
    assert not (tmp_path / "out").exists()
