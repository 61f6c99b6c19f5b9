"""Where the rules and the lists are: inside the installed package, or in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

__all__ = ["gazetteers_folder", "read_yaml", "rules_folder"]

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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


def read_yaml(path: Path) -> Any:
    """What a YAML file of plain values holds; raises OSError and yaml.YAMLError.

    >>> sorted(read_yaml(rules_folder() / "email.yaml"))
    ['category', 'rules']
    """
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_LOADER)  # noqa: S506 - a safe loader
