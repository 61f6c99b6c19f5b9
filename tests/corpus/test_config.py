"""The configuration: what is wrong with it is said without quoting it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hidden_plain_sight.corpus import RunConfig, read_config
from hidden_plain_sight.errors import DeidentificationError


def test_a_note_given_by_mistake_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("Pasienten Zyxqvist bor i Xqaavik: ja\n", encoding="utf-8")
    with pytest.raises(DeidentificationError) as caught:
        read_config(path, {})
    assert "Zyxqvist" not in str(caught.value)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("treshold: 0.5\n", encoding="utf-8")
    with pytest.raises(DeidentificationError, match="treshold"):
        read_config(path, {})


@pytest.mark.parametrize("threshold", [0.0, 0.29, 1.1])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        RunConfig(threshold=threshold)
