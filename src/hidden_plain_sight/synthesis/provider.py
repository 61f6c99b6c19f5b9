"""A Faker provider of Norwegian persons, places, units and numbers for clinical notes."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from faker.providers import BaseProvider

from . import numbers, places, services, units
from .names import Name, drawn_given_name, drawn_group, drawn_surname
from .wording import neutral

__all__ = ["ClinicalProvider"]


class ClinicalProvider(BaseProvider):
    """Draws from the project's own lists, and makes up what stands in none.

    >>> from faker import Faker
    >>> faker = Faker("no_NO")
    >>> faker.add_provider(ClinicalProvider)
    >>> faker.seed_instance(7)
    >>> name = faker.clinical_name("f")
    >>> faker.seed_instance(7)
    >>> name == faker.clinical_name("f")
    True

    Every choice hangs on Faker's `seed_instance` alone.
    """

    @property
    def rng(self) -> Random:
        """Faker's own source of chance."""
        source: Any = self.generator.random
        return source  # type: ignore[no-any-return]

    def name_group(self) -> str:
        """Where a name is from: `no`, `sami` or an immigrant's origin."""
        return drawn_group(self.rng)

    def clinical_name(self, sex: str, *, group: str = "", last: str = "") -> Name:
        """A full name for a sex, of a group or any, with a surname or any."""
        group = group or drawn_group(self.rng)
        first = drawn_given_name(self.rng, sex, group)
        has_middle = group in ("no", "sami") and self.rng.random() < 0.07
        middle = drawn_surname(self.rng, group) if has_middle else ""
        if group in ("so", "ti", "ar", "am") and self.rng.random() < 0.4:
            # the father's name stands before the grandfather's
            middle = drawn_given_name(self.rng, "m", group)
        return Name(first, middle, last or drawn_surname(self.rng, group))

    def clinical_surname(self, group: str) -> str:
        """A surname of a group."""
        return drawn_surname(self.rng, group)

    def national_number(self, born: dt.date, *, female: bool, d_number: bool = False) -> str:
        """Eleven digits that cannot be a living person's."""
        return numbers.national_number(self.rng, born, female=female, d_number=d_number)

    def phone_digits(self, kind: str = "") -> str:
        """The digits of a telephone number."""
        return numbers.phone(self.rng, kind)

    def other_id(self, kind: str = "any") -> str:
        """A number of a journal, a case, a sample, a car or a thing."""
        return numbers.other_id(self.rng, kind)

    def clinical_place(self) -> places.Place:
        """A town, village or kommune with its preposition."""
        return places.town(self.rng)

    def clinical_area(self) -> places.Place:
        """A borough, neighbourhood, island, valley or farm."""
        return places.area(self.rng)

    def clinical_street(self) -> str:
        """A street, without a number."""
        return places.street_name(self.rng)

    def clinical_unit(self, kind: str, *, form: str = "nb") -> str:
        """A health-care unit of a kind: hospital, short, ward, ward.short, clinic, home, …."""
        nn = form == "nn"
        makers = {
            "hospital": lambda: units.hospital(self.rng, nn=nn),
            "hospital.short": lambda: units.short_hospital(self.rng),
            "ward": lambda: units.ward(self.rng, nn=nn),
            "ward.short": lambda: units.short_ward(self.rng),
            "clinic": lambda: units.clinic(self.rng, nn=nn),
            "home.nursing": lambda: units.nursing_home(self.rng, nn=nn),
            "legevakt": lambda: units.legevakt(self.rng),
            "dps": lambda: units.dps(self.rng, nn=nn),
            "service": lambda: services.service(self.rng, nn=nn),
            "service.home": lambda: services.service(self.rng, nn=nn, kind="home"),
            "service.station": lambda: services.service(self.rng, nn=nn, kind="station"),
            "service.ambulance": lambda: services.service(self.rng, nn=nn, kind="ambulance"),
            "clinic.small": lambda: services.small_clinic(self.rng, nn=nn),
            "private": lambda: services.private_clinic(self.rng, nn=nn),
            "laboratory": lambda: services.laboratory(self.rng),
        }
        return makers[kind]()

    def neutral(self, slot: str, *, form: str = "nb") -> str:
        """A medicine, a value, a code, a time: what is no identifier."""
        return neutral(slot, self.rng, form)
