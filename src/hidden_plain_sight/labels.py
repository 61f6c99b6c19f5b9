"""The labels of identifiers: our own, those of published corpora, and maps from others' to ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category, Subtype

__all__ = [
    "IGNORED",
    "LABELS",
    "NORNE",
    "NORSYNTHCLINICAL",
    "NOR_DEID",
    "OUTSIDE",
    "category_of",
    "check_label_map",
    "read_label_map",
]

IGNORED: Final = "IGNORE"
"""Stands for a label whose spans are neither identifiers nor ordinary text: they are not scored."""

OUTSIDE: Final = "O"
"""Stands for a label whose spans are ordinary text: to cover them is unnecessary."""

_NAME_PARTS = (Subtype.FIRST_NAME.value, Subtype.LAST_NAME.value, Subtype.INITIALS.value)

LABELS: Final[tuple[str, ...]] = (*_NAME_PARTS, *(category.value for category in Category))
"""The canonical labels. `NAME` is for a gold that does not part names."""


def category_of(label: str) -> str:
    """The category of a canonical label: `NAME` for every part of a name, else the label.

    >>> category_of("INITIALS"), category_of("DATE")
    ('NAME', 'DATE')
    """
    return Category.NAME.value if label in _NAME_PARTS else label


NOR_DEID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "First_Name": "FIRST_NAME",
        "Last_Name": "LAST_NAME",
        "Age": "AGE",
        "Phone_Number": "PHONE",
        "Social_Security_Number": "NATIONAL_ID",
        "Health_Care_Unit": "HEALTH_CARE_UNIT",
        "Location": "LOCATION",
        "Date": "DATE",
    }
)
"""The labels of Nor-DeID-SynthData."""

NORSYNTHCLINICAL: Final[Mapping[str, str]] = MappingProxyType(
    {**NOR_DEID, "Date_Full": "DATE", "Date_Part": "DATE"}
)
"""The labels of NorSynthClinical-PHI."""

NORNE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PER": "NAME",
        "LOC": "LOCATION",
        "GPE_LOC": "LOCATION",
        "GPE_ORG": "LOCATION",
        "GPE": "LOCATION",
        "ORG": IGNORED,
        **dict.fromkeys(("PROD", "EVT", "DRV", "MISC"), OUTSIDE),
    }
)
"""The labels of NorNE, which marks names and places alone."""


def read_label_map(path: Path) -> dict[str, str]:
    """The label map of a YAML file: each label of the gold, and the label that it stands for.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "map.yaml")
    ...     _ = file.write_text("Etternavn: LAST_NAME\\nORG: IGNORE\\nPROD: O\\n")
    ...     read_label_map(file)
    {'Etternavn': 'LAST_NAME', 'ORG': 'IGNORE', 'PROD': 'O'}

    Raises `DeidentificationError` E201 or E406.
    """
    import yaml

    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DeidentificationError("E201", file=path, problem=error.strerror) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise DeidentificationError("E406", file=path, problem="not YAML in UTF-8") from None
    if not isinstance(loaded, dict):
        raise DeidentificationError("E406", file=path, problem="not pairs of label: label")
    return check_label_map(loaded, file=path)


def check_label_map(loaded: Mapping[Any, Any], *, file: Path) -> dict[str, str]:
    """The map with every value a canonical label, `IGNORE` or `O`; E406 for any other.

    >>> check_label_map({"Etternavn": "last_name"}, file=Path("map.yaml"))
    {'Etternavn': 'LAST_NAME'}
    """
    targets = (*LABELS, IGNORED, OUTSIDE)
    for label, target in loaded.items():
        if not isinstance(label, str) or not isinstance(target, str):
            problem = f"{label!r} or what it stands for is not a word; put it in quotation marks"
            raise DeidentificationError("E406", file=file, problem=problem)
        if target.upper() not in targets:
            problem = f"{label} stands for none of {', '.join(targets)}"
            raise DeidentificationError("E406", file=file, problem=problem)
    return {str(label): str(target).upper() for label, target in loaded.items()}
