"""Pages of the documentation that are made by a program are as it makes them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_before_and_after_is_what_comes_out() -> None:
    spec = importlib.util.spec_from_file_location("page", DOCS / "before_and_after.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (DOCS / "before_and_after.md").read_text("utf-8")
    assert written == module.page(), "run: python docs/before_and_after.py"
