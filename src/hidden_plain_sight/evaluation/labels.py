"""Label schemes: what the labels of a corpus stand for, and how its spans are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category, Subtype

__all__ = [
    "IGNORED",
    "LABELS",
    "OUTSIDE",
    "SCHEMES",
    "Scheme",
    "SpanPolicy",
    "category_of",
    "find_scheme",
    "labels_to_ignore",
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


@dataclass(frozen=True, slots=True)
class SpanPolicy:
    """Where two conventions draw spans differently, what is done to gold and predictions alike.

    >>> SpanPolicy(age_digits=True).generic_units_count
    True

    `age_digits`: an age is its digits, "46" of "46 år". `date_without_weekday`: a weekday before
    a date is not part of it. `whole_names`: the parts of a predicted name are one `NAME`.
    `generic_units_count`: a unit that is only a common noun ("poliklinikken") is an identifier.
    """

    age_digits: bool = False
    date_without_weekday: bool = False
    whole_names: bool = False
    generic_units_count: bool = True


@dataclass(frozen=True, slots=True)
class Scheme:
    """A corpus's labels, what each stands for, its span policy, and what it does not annotate.

    >>> SCHEMES["nor-deid"].canonical("Phone_Number")
    'PHONE'

    Predictions of the labels in `unmarked` are not scored: a gold that never marks dates cannot
    tell whether a date was found rightly.
    """

    name: str
    labels: Mapping[str, str]
    policy: SpanPolicy = SpanPolicy()
    unmarked: frozenset[str] = frozenset()

    def canonical(self, label: str) -> str | None:
        """The canonical label, `IGNORED` or `OUTSIDE`; None for a label that is not known.

        A canonical label stands for itself, so that predictions may use either.
        """
        found = self.labels.get(label)
        return label if found is None and label in LABELS else found

    def changed(
        self, *, labels: Mapping[str, str] | None = None, generic_units_count: bool = True
    ) -> Scheme:
        """The scheme with further labels, or others in place of its own.

        >>> SCHEMES["norne"].changed(labels={"ORG": "HEALTH_CARE_UNIT"}).canonical("ORG")
        'HEALTH_CARE_UNIT'
        """
        merged = MappingProxyType({**self.labels, **(labels or {})})
        policy = self.policy
        if not generic_units_count:
            policy = replace(policy, generic_units_count=False)
        unmarked = self.unmarked - set((labels or {}).values())
        return Scheme(self.name, merged, policy, unmarked)


_NOR_DEID = {
    "First_Name": "FIRST_NAME",
    "Last_Name": "LAST_NAME",
    "Age": "AGE",
    "Phone_Number": "PHONE",
    "Social_Security_Number": "NATIONAL_ID",
    "Health_Care_Unit": "HEALTH_CARE_UNIT",
    "Location": "LOCATION",
    "Date": "DATE",
}
_NORNE = {
    "PER": "NAME",
    "LOC": "LOCATION",
    "GPE_LOC": "LOCATION",
    "GPE_ORG": "LOCATION",
    "GPE": "LOCATION",
    "ORG": IGNORED,
    **dict.fromkeys(("PROD", "EVT", "DRV", "MISC"), OUTSIDE),
}
_TRIMMED = SpanPolicy(age_digits=True, date_without_weekday=True)

# in the order in which they are tried: the first that knows all labels is taken
_ALL = (
    Scheme("canonical", MappingProxyType({label: label for label in LABELS})),
    Scheme("nor-deid", MappingProxyType(_NOR_DEID), _TRIMMED),
    Scheme(
        "norsynthclinical-phi",
        MappingProxyType({**_NOR_DEID, "Date_Full": "DATE", "Date_Part": "DATE"}),
        _TRIMMED,
    ),
    Scheme(
        "norne",
        MappingProxyType(_NORNE),
        SpanPolicy(whole_names=True),
        frozenset(("DATE", "NATIONAL_ID", "PHONE", "EMAIL", "AGE", "URL", "OTHER_ID")),
    ),
)

SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType({scheme.name: scheme for scheme in _ALL})
"""The known schemes, by name."""


def find_scheme(name: str, labels: Iterable[str]) -> Scheme:
    """The scheme of that name, or for `auto` the first that knows all labels, or most of them.

    >>> find_scheme("auto", ["Date_Full", "Age"]).name
    'norsynthclinical-phi'
    >>> find_scheme("auto", []).name
    'canonical'

    Raises `DeidentificationError` E405 for a name that is no scheme.
    """
    if name != "auto":
        if name not in SCHEMES:
            known = ", ".join(["auto", *SCHEMES])
            raise DeidentificationError("E405", name=name, known=known)
        return SCHEMES[name]
    counts = Counter(labels)
    # max takes the first of equals
    return max(_ALL, key=lambda scheme: sum(counts[label] for label in scheme.labels))


def labels_to_ignore(names: Collection[str], scheme: Scheme) -> frozenset[str]:
    """The canonical labels that are not scored.

    Those that the names stand for (labels, categories, or the scheme's own), and those
    that the scheme does not mark.

    >>> sorted(labels_to_ignore(["name", "Age"], SCHEMES["nor-deid"]))
    ['AGE', 'FIRST_NAME', 'INITIALS', 'LAST_NAME', 'NAME']

    Raises `DeidentificationError` E106 for a name that is none of these.
    """
    ignored = set(scheme.unmarked)
    for name in names:
        label = scheme.labels.get(name, name.upper())
        found = {known for known in LABELS if label in (known, category_of(known))}
        if not found and label not in (IGNORED, OUTSIDE):
            raise DeidentificationError("E106", name=name, known=", ".join(LABELS))
        ignored |= found
    return frozenset(ignored)


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


def check_label_map(loaded: Mapping[object, object], *, file: Path) -> dict[str, str]:
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
