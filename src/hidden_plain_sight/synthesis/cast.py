"""Who and what a note is about: persons by role, the home, the numbers; one cast a note."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from . import places, units
from .names import Name
from .numbers import other_id, phone
from .provider import ClinicalProvider
from .written import drawn_style, plus_months, years_between

__all__ = ["KIN", "OTHERS", "ROLES", "STAFF", "Cast", "Person"]

# sex ("" any, "x" the other than the patient's), years older than the patient, shares the surname
_KIN: Final[dict[str, tuple[str, int, int, float]]] = {
    "mother": ("f", 19, 38, 0.6), "father": ("m", 20, 42, 0.75), "wife": ("f", -8, 4, 0.6),
    "husband": ("m", -4, 8, 0.6), "partner": ("x", -7, 7, 0.15), "son": ("m", -38, -19, 0.7),
    "daughter": ("f", -38, -19, 0.6), "sister": ("f", -9, 9, 0.5), "brother": ("m", -9, 9, 0.75),
    "grandmother": ("f", 44, 66, 0.4), "grandfather": ("m", 44, 68, 0.5), "kin": ("", -30, 30, 0.4),
    "kin2": ("", -30, 30, 0.4), "neighbour": ("", -25, 25, 0.0), "guardian": ("", 5, 40, 0.1),
}  # fmt: skip
KIN: Final = tuple(_KIN)
STAFF: Final = (
    "doctor", "doctor2", "doctor3", "gp", "surgeon", "nurse", "nurse2", "physio", "psych",
    "midwife", "secretary", "therapist",
)  # fmt: skip
OTHERS: Final = ("person", "person2", "person3")
ROLES: Final = frozenset({"patient", *KIN, *STAFF, *OTHERS})
_WOMEN: Final = {"nurse": 0.85, "midwife": 0.98, "secretary": 0.9, "physio": 0.6, "psych": 0.65}
_GROWN: Final = frozenset({"wife", "husband", "partner", "guardian", "neighbour"})
_NUMBER: Final = re.compile(r"[23]$")
_OLDEST: Final = 101


def _base(role: str) -> str:
    """A role without the number that tells it from another of its kind."""
    return _NUMBER.sub("", role)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a note.

    >>> Person("patient", Name("Kari", "", "Nordli"), "f", dt.date(1975, 3, 12), "no").sex
    'f'
    """

    role: str
    name: Name
    sex: str
    born: dt.date
    group: str


@dataclass(frozen=True)
class Cast:
    """The persons, places, dates and numbers of one note, each drawn when first asked for.

    >>> from faker import Faker
    >>> faker = Faker()
    >>> faker.seed_instance(1)
    >>> cast = Cast.drawn(ClinicalProvider(faker), form="nb", sexes="f", low=40, high=60)
    >>> cast.person("gp") is cast.person("gp"), 40 <= cast.age("patient") <= 60
    (True, True)
    """

    provider: ClinicalProvider
    form: str
    day: dt.date
    style: str
    _drawn: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def drawn(
        cls, provider: ClinicalProvider, *, form: str, sexes: str, low: int, high: int
    ) -> Cast:
        """A cast whose patient is of a sex (`f`, `m`, `fm`) and of an age in whole years."""
        random = provider.rng
        years = random.choice(((1994, 2012), (2012, 2020), (2018, 2027), (2018, 2027)))
        first = dt.date(years[0], 1, 1)
        day = first + dt.timedelta(days=random.randrange(365 * (years[1] - years[0])))
        cast = cls(provider, form, day, drawn_style(random))
        sex, age = random.choice(sexes), random.randint(low, min(high, _OLDEST))
        born = plus_months(day, -12 * age) - dt.timedelta(days=random.randrange(1, 364))
        group = provider.name_group()
        name = provider.clinical_name(sex, group=group)
        cast._drawn["person patient"] = Person("patient", name, sex, born, group)
        return cast

    @property
    def random(self) -> Random:
        """The source of chance of the provider."""
        return self.provider.rng

    @property
    def patient(self) -> Person:
        """The patient."""
        return self.person("patient")

    @property
    def is_nynorsk(self) -> bool:
        """Whether the note is in nynorsk."""
        return self.form == "nn"

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """What was drawn under a key, drawn now if it was not yet."""
        if key not in self._drawn:
            self._drawn[key] = make()
        return self._drawn[key]

    def roles(self) -> list[str]:
        """The roles of all who have been drawn."""
        return [value.role for value in self._drawn.values() if isinstance(value, Person)]

    def known(self, role: str) -> bool:
        """Whether somebody of this role has been drawn."""
        return f"person {role}" in self._drawn

    def hint(self, role: str, sex: str) -> None:
        """Says of which sex somebody is who has not been drawn yet: `onkel`, `venninne`."""
        if not self.known(role):
            self._drawn.setdefault(f"sex {role}", sex)

    def person(self, role: str) -> Person:
        """The person of a role, always the same."""
        found: Person = self.once(f"person {role}", lambda: self._cast(role))
        return found

    def age(self, role: str) -> int:
        """Somebody's age in whole years on the day of the note."""
        return years_between(self.person(role).born, self.day)

    def number(self, role: str, *, d_number: bool = False) -> str:
        """Somebody's national number, eleven digits."""
        person = self.person(role)
        female = person.sex == "f"
        made: str = self.once(
            f"number {role} {d_number}",
            lambda: self.provider.national_number(person.born, female=female, d_number=d_number),
        )
        return made

    def phone(self, role: str, kind: str = "") -> str:
        """The digits of somebody's telephone."""
        made: str = self.once(f"phone {role} {kind}", lambda: phone(self.random, kind))
        return made

    def drawn_as(self, start: str) -> list[str]:
        """What has been drawn under keys that begin so."""
        return [str(value) for key, value in self._drawn.items() if key.startswith(start)]

    def names_of(self, roles: tuple[str, ...]) -> list[str]:
        """The full names of those who have been drawn in some roles."""
        drawn = (value for value in self._drawn.values() if isinstance(value, Person))
        chosen = [one.name for one in drawn if _base(one.role) in roles]
        return [f"{name.first} {name.family}" for name in chosen]

    def place(self, key: str) -> places.Place:
        """A town: `home`, `town`, `town2`, `town3`."""
        made: places.Place = self.once(f"place {key}", lambda: places.town(self.random))
        return made

    def street(self, key: str = "") -> str:
        """The street of the patient's home, with its number; with a key another's."""
        made: str = self.once(
            f"street{key}",
            lambda: f"{places.street_name(self.random)} {places.house_number(self.random)}",
        )
        return made

    def postcode(self, key: str = "") -> str:
        """The postcode and place of the patient's home; with a key another's."""

        def make() -> str:
            if key or self.random.random() < 0.5:
                return places.postcode(self.random)
            return places.postcode(self.random, place=self.place("home").name)

        made: str = self.once(f"postcode{key}", make)
        return made

    def unit(self, kind: str, key: str = "") -> str:
        """A unit of a kind; the same for a key, always another without."""

        def make() -> str:
            return self.provider.clinical_unit(kind, form=self.form)

        made: str = self.once(f"unit {kind} {key}", make) if key else make()
        return made

    def hospital(self, key: str, *, short: bool) -> str:
        """A hospital by its full or its short name."""
        if short and (full := self._drawn.get(f"unit hospital {key}")):
            known = units.short_forms(full)
            if known and self.random.random() < 0.8:
                return self.random.choice(known)
        return self.unit("hospital.short" if short else "hospital", key)

    def number_of(self, kind: str) -> str:
        """A number that is no person's; a journal number is the same in the whole note."""
        if kind == "journal":
            made: str = self.once("journal", lambda: other_id(self.random, kind))
            return made
        return other_id(self.random, kind)

    def _cast(self, role: str) -> Person:
        return self._relative(role) if _base(role) in _KIN else self._stranger(role)

    def _relative(self, role: str) -> Person:
        random, patient = self.random, self.patient
        sex, low, high, sharing = _KIN[_base(role)]
        if sex == "x":
            other = "m" if patient.sex == "f" else "f"
            sex = other if random.random() < 0.93 else patient.sex
        sex = sex or self._drawn.get(f"sex {role}") or random.choice("fm")
        age = self._kin_age(_base(role), low, high)
        group = patient.group if random.random() < 0.85 else self.provider.name_group()
        last = patient.name.last if random.random() < sharing else ""
        name = self.provider.clinical_name(sex, group=group, last=last)
        return Person(role, name, sex, self._born(age), group)

    def _kin_age(self, role: str, low: int, high: int) -> int:
        own = self.age("patient")
        least = 18 if role in _GROWN else 0
        return min(_OLDEST, max(least, own + self.random.randint(low, high)))

    def _stranger(self, role: str) -> Person:
        random = self.random
        is_woman = random.random() < _WOMEN.get(_base(role), 0.5)
        sex = self._drawn.get(f"sex {role}") or ("f" if is_woman else "m")
        age = random.randint(24, 68) if _base(role) in STAFF else random.randint(3, 90)
        group = self.provider.name_group()
        name = self.provider.clinical_name(sex, group=group)
        return Person(role, name, sex, self._born(age), group)

    def _born(self, age: int) -> dt.date:
        days = self.random.randrange(1, 364)
        return plus_months(self.day, -12 * age) - dt.timedelta(days=days)
