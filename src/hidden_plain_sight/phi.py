"""The vocabulary that every part shares: categories, spans, documents and replacements.

Nothing here knows how identifiers are found or replaced. All types are frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hidden_plain_sight.facts import PatientFacts

__all__ = [
    "DEFAULT_THRESHOLD",
    "LOWEST_THRESHOLD",
    "Category",
    "DeidentifiedDocument",
    "Document",
    "PatientFacts",
    "Replacement",
    "Span",
    "Subtype",
]


LOWEST_THRESHOLD: Final = 0.3
"""The lowest score from which a candidate may count; detectors propose nothing weaker."""


DEFAULT_THRESHOLD: Final = 0.5
"""The score from which a candidate counts where nothing else is asked for."""


class Category(StrEnum):
    """The kinds of identifier that are found and replaced.

    >>> Category("DATE") is Category.DATE
    True
    >>> [c.value for c in Category][:3]
    ['NAME', 'LOCATION', 'HEALTH_CARE_UNIT']
    """

    NAME = "NAME"
    LOCATION = "LOCATION"
    HEALTH_CARE_UNIT = "HEALTH_CARE_UNIT"
    DATE = "DATE"
    NATIONAL_ID = "NATIONAL_ID"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    AGE = "AGE"
    URL = "URL"
    OTHER_ID = "OTHER_ID"


class Subtype(StrEnum):
    """What a span is within its category; the empty string where a category has no parts.

    >>> Subtype.FIRST_NAME.category
    <Category.NAME: 'NAME'>
    """

    FIRST_NAME = "FIRST_NAME"
    LAST_NAME = "LAST_NAME"
    INITIALS = "INITIALS"
    STREET = "STREET"
    POSTCODE = "POSTCODE"
    PLACE = "PLACE"
    COUNTRY = "COUNTRY"

    @property
    def category(self) -> Category:
        """The category that this subtype belongs to."""
        names = (Subtype.FIRST_NAME, Subtype.LAST_NAME, Subtype.INITIALS)
        return Category.NAME if self in names else Category.LOCATION


@dataclass(frozen=True, slots=True)
class Span:
    """One identifier in a text: `text[start:end]`, its category and why it was taken.

    >>> span = Span(5, 9, Category.NAME, subtype=Subtype.FIRST_NAME, score=0.9, rule_id="name.cue")
    >>> span.label
    'FIRST_NAME'
    >>> Span(4, 4, Category.DATE)
    Traceback (most recent call last):
    ...
    ValueError: a span needs 0 <= start < end, got 4 and 4

    `start` and `end` are Python string indices into the text as given, end excluded. `score` is
    the strength of the evidence, above 0 and at most 1. `rule_id` names the rule or detector.
    `value` is what the detector understood (a `WrittenDate`, a `NationalNumber`), so that the
    replacement need not read the text again; it takes no part in equality.
    """

    start: int
    end: int
    category: Category
    subtype: Subtype | None = None
    score: float = 1.0
    rule_id: str = ""
    value: object = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start} and {self.end}")
        if not 0.0 < self.score <= 1.0:
            raise ValueError(f"a score is above 0 and at most 1, got {self.score}")

    @property
    def label(self) -> str:
        """The label written to files: the name part for names, else the category."""
        if self.category is Category.NAME:
            return (self.subtype or Subtype.LAST_NAME).value
        return self.category.value


def _no_metadata() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Document:
    """A note to de-identify: its text, its id, and the patient that it belongs to if known.

    >>> Document("Innlagt 3.4.2019.", id="n1", patient="p7").patient
    'p7'

    `patient` scopes the surrogates when they should agree over all notes of a patient.
    `metadata` is carried along and never read by the detectors. `facts` is what is known of the
    patient beside the note; it is looked for in the text, and stays out of what comes back.
    """

    text: str = field(repr=False)
    id: str = ""
    patient: str | None = None
    metadata: Mapping[str, object] = field(default_factory=_no_metadata, repr=False, hash=False)
    facts: PatientFacts | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError("the text of a document is a string")
        if not isinstance(self.facts, PatientFacts | None):
            raise TypeError("the facts of a document are PatientFacts")
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))

    def __reduce__(self) -> tuple[object, ...]:
        fields = (self.text, self.id, self.patient, dict(self.metadata), self.facts)
        return type(self), fields


@dataclass(frozen=True, slots=True)
class Replacement:
    """One span and what stands in its place.

    `start` and `end` index the original text, `new_start` and `new_end` the new one. `generic`
    says that no surrogate in keeping with the original could be made, so that a general one of
    its category was taken.
    """

    start: int
    end: int
    new_start: int
    new_end: int
    category: Category
    subtype: Subtype | None
    surrogate: str
    generic: bool = False

    @property
    def label(self) -> str:
        """The label of the replaced span, see `Span.label`."""
        if self.category is Category.NAME:
            return (self.subtype or Subtype.LAST_NAME).value
        return self.category.value


@dataclass(frozen=True, slots=True)
class DeidentifiedDocument:
    """The outcome for one document: the new text, what was found, what was put in its place.

    `spans` index the original text, in order, without overlaps. `replacements` stand in the same
    order, one a span.
    """

    text: str
    spans: tuple[Span, ...]
    replacements: tuple[Replacement, ...]
    id: str = ""
    patient: str | None = None
    metadata: Mapping[str, object] = field(default_factory=_no_metadata, repr=False, hash=False)

    def __reduce__(self) -> tuple[object, ...]:
        fields = (self.text, self.spans, self.replacements, self.id, self.patient)
        return type(self), (*fields, dict(self.metadata))
