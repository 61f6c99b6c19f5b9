"""Where the rules and the lists are: inside the installed package, or in the repository."""

from __future__ import annotations

from pathlib import Path

__all__ = ["gazetteers_folder", "rules_folder"]

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def rules_folder() -> Path:
    """The folder of the rule files.

    >>> rules_folder().name
    'rules'
    """
    return _folder("rules")


def gazetteers_folder() -> Path:
    """The folder of the lists.

    >>> gazetteers_folder().name
    'gazetteers'
    """
    return _folder("gazetteers")
