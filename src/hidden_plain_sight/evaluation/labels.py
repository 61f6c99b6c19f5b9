"""Label schemes: what the labels of a corpus stand for, and how its spans are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.labels import (
    IGNORED,
    LABELS,
    NOR_DEID,
    NORNE,
    NORSYNTHCLINICAL,
    OUTSIDE,
    category_of,
    read_label_map,
)

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


_TRIMMED = SpanPolicy(age_digits=True, date_without_weekday=True)

# in the order in which they are tried: the first that knows all labels is taken
_ALL = (
    Scheme("canonical", MappingProxyType({label: label for label in LABELS})),
    Scheme("nor-deid", NOR_DEID, _TRIMMED),
    Scheme(
        "norsynthclinical-phi",
        NORSYNTHCLINICAL,
        _TRIMMED,
    ),
    Scheme(
        "norne",
        NORNE,
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
