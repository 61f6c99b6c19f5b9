"""What may import what, and that nothing ever leaves the machine."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hidden_plain_sight

PACKAGE = Path(hidden_plain_sight.__file__).parent
MAY_IMPORT = {
    "phi": {"facts"},
    "facts": {"errors"},
    "folding": set(),
    "values": set(),
    "errors": set(),
    "labels": {"phi", "errors"},
    "audit": {"phi", "facts", "values", "folding", "gazetteers", "audit"},
    "detection": {
        "audit",
        "phi",
        "values",
        "errors",
        "folding",
        "gazetteers",
        "resources",
        "labels",
        "detection",
    },
    "surrogates": {"phi", "facts", "values", "errors", "folding", "gazetteers", "surrogates"},
    "evaluation": {"phi", "errors", "labels", "evaluation"},
    "registries": {"errors", "resources", "gazetteers", "corpus"},
}


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = node.module.split(".")
            if parts[0] == "hidden_plain_sight":
                found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_arrows_run_one_way(part: str) -> None:
    place = PACKAGE / part
    modules = sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    assert modules
    for module in modules:
        assert imported(module) <= MAY_IMPORT[part] | {part}, module.name


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )


def test_importing_brings_no_heavy_library_and_sets_up_no_logging() -> None:
    code = (
        "import sys, logging, hidden_plain_sight\n"
        "heavy = {'torch', 'spacy', 'pyarrow', 'pydantic', 'rich', 'typer', 'jinja2', 'numpy'}\n"
        "heavy |= {'rapidfuzz'}\n"
        "print(sorted(heavy & set(sys.modules)), logging.getLogger().handlers)"
    )
    assert run(code).stdout.strip() == "[] []"


def test_the_whole_demo_runs_without_a_socket(tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('a socket was asked for')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from hidden_plain_sight.cli import app\n"
        "app(['demo', '--output', sys.argv[1]])"
    )
    outcome = run(code, str(tmp_path / "demo"))
    assert outcome.returncode == 0, outcome.stderr
    assert (tmp_path / "demo" / "report.html").exists()
