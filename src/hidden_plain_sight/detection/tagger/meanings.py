"""What the labels of somebody else's model stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.labels import (
    IGNORED,
    LABELS,
    NORNE,
    NORSYNTHCLINICAL,
    OUTSIDE,
    check_label_map,
    read_label_map,
)
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["LABEL_MAP", "Meaning", "kind_of", "meanings_of", "own_labels"]

LABEL_MAP: Final = "label_map.yaml"
"""The file in a tagger's folder that says what its labels stand for."""

_GENERAL: Final = {
    **dict.fromkeys(("PERSON", "PERS"), "NAME"),
    "FAC": "LOCATION",
    **dict.fromkeys(
        (
            "O", "ORG", "ORGANIZATION", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW",
            "LANGUAGE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
        ),
        OUTSIDE,
    ),
}  # fmt: skip
"""The labels that models of general text have beside those of NorNE."""
_KNOWN: Final = {
    label.upper(): OUTSIDE if target == IGNORED else target
    for label, target in {
        **_GENERAL, **NORNE, **NORSYNTHCLINICAL, **{label: label for label in LABELS},
    }.items()
}  # fmt: skip
_PREFIX: Final = re.compile(r"([BILUES])[-_](.+)", re.DOTALL)
_BEGINS: Final = frozenset("BUS")


class Meaning(NamedTuple):
    """What one label of a model stands for: a canonical label, or None for ordinary text.

    `begins` says that a span begins with it, as with `B-` and `U-`.
    """

    label: str | None
    begins: bool


def meanings_of(
    labels: Sequence[str], *, folder: Path, own: Mapping[str, str] | None = None
) -> tuple[Meaning, ...]:
    """What the labels of a model stand for, in their order.

    >>> [one.label for one in meanings_of(["O", "B-PER", "I-PER", "U-Date_Full"], folder=Path())]
    [None, 'NAME', 'NAME', 'DATE']

    Known are the canonical labels, those of Nor-DeID, NorSynthClinical and NorNE, and those of
    general English models, in capitals or not, plain or with the prefixes of BIO and BILOU. ORG
    is ordinary text. `own` wins over all of them. Raises `DeidentificationError` E704 for labels
    that are not known, E705 where none stands for an identifier.
    """
    found = {label: _meaning(label, own or {}) for label in labels}
    unknown = sorted(label for label, meaning in found.items() if meaning is None)
    if unknown:
        raise DeidentificationError("E704", folder=folder, labels=", ".join(unknown))
    known = tuple(meaning for label in labels if (meaning := found[label]) is not None)
    if all(meaning.label is None for meaning in known):
        problem = "none of its labels stands for an identifier"
        raise DeidentificationError("E705", folder=folder, problem=problem)
    return known


def _meaning(label: str, own: Mapping[str, str]) -> Meaning | None:
    prefixed = _PREFIX.fullmatch(label)
    bare = prefixed.group(2) if prefixed else label
    for target in (own.get(label), own.get(bare), _known(label), _known(bare)):
        if target is not None:
            begins = prefixed is not None and prefixed.group(1) in _BEGINS
            return Meaning(target if target in LABELS else None, begins)
    return None


def _known(label: str) -> str | None:
    return _KNOWN.get(label.upper().replace("-", "_"))


def own_labels(folder: Path, given: Mapping[str, str] | None) -> dict[str, str]:
    """What was given of a tagger's labels, over what its file `label_map.yaml` says.

    >>> own_labels(Path("no such folder"), {"PASIENT": "name"})
    {'PASIENT': 'NAME'}

    Raises `DeidentificationError` E406 where either is not valid.
    """
    file = folder / LABEL_MAP
    written = read_label_map(file) if file.is_file() else {}
    return {**written, **check_label_map(given or {}, file=file)}


def kind_of(label: str) -> tuple[Category, Subtype | None]:
    """The category and the subtype of a canonical label.

    >>> kind_of("FIRST_NAME")
    (<Category.NAME: 'NAME'>, <Subtype.FIRST_NAME: 'FIRST_NAME'>)
    """
    if label in Category.__members__:
        return Category(label), None
    return Category.NAME, Subtype(label)
