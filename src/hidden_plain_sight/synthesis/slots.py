"""Every slot of the templates, and what it writes for a cast."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from hidden_plain_sight.folding import fold

from . import written
from .cast import STAFF, Cast
from .lists import pool, words
from .numbers import ID_KINDS, masked_number, spaced_number, spaced_phone
from .people_slots import PERSON_FORMS, SEX_WORDS, genitive, is_role, person_pieces, sex_word
from .pieces import Piece
from .places import Place, area, flat, school, street_name, workplace
from .slot import Slot
from .unit_slots import is_unit, unit_pieces
from .wording import NEUTRAL, neutral

__all__ = ["fill_slot", "is_slot"]

_OFFSET: Final = re.compile(r"[-+]\d{1,5}[ymwd]?")
_DATE_FORMS: Final = frozenset(
    words("any num short iso compact dm dmnum dmword long month my year yy yybare range rangedm")
) | {""}
_AGE_FORMS: Final = frozenset(words("adj noun bare decade child")) | {""}
_FNR_FORMS: Final = frozenset({"", "last5", "masked"})
_PHONE_FORMS: Final = frozenset({"", "any", "mobile", "land", "short", "odd"})
_ID_FORMS: Final = frozenset({*ID_KINDS, "any"})
_TOWNS: Final = frozenset({"town", "town2", "town3", "home"})
_PLACES: Final = frozenset(
    words(
        "street street2 street.bare postcode postcode2 address address2 flat area area.gen i.area "
        "country country.gen city.foreign school school2 workplace.place i.town i.town2 i.town3 "
        "i.home"
    )
)
_NUMBERED: Final = re.compile(r"[23]$")
_NORWAY: Final = frozenset({"norge", "noreg"})


def is_slot(slot: Slot) -> bool:
    """Whether a slot is one that can be filled.

    >>> is_slot(Slot.read("patient.first")), is_slot(Slot.read("patient.frist"))
    (True, False)
    """
    full = f"{slot.name}.{slot.form}" if slot.form else slot.name
    name, form, argument = slot.name, slot.form, slot.argument
    if is_role(name):
        return form in PERSON_FORMS and not argument
    if full in SEX_WORDS or (name in ("email", "born", "age", "fnr", "phone", "dnr", "url")):
        forms = {"born": _DATE_FORMS, "age": _AGE_FORMS, "fnr": _FNR_FORMS, "phone": _PHONE_FORMS}
        known = full in SEX_WORDS or form in forms.get(name, {""})
        return known and (not argument or is_role(argument))
    if full == "pas.word":
        words, _, role = argument.partition(":")
        return words.count("|") == 1 and (not role or is_role(role))
    if name == "date":
        return form in _DATE_FORMS and (not argument or bool(_OFFSET.fullmatch(argument)))
    return not argument and _is_plain(full, name, form)


def _is_plain(full: str, name: str, form: str) -> bool:
    if name == "id":
        return form in _ID_FORMS
    if is_unit(full):
        return True
    if name in _TOWNS:
        return form in ("", "gen")
    return full in _PLACES or full in NEUTRAL


def fill_slot(slot: Slot, cast: Cast) -> list[Piece]:
    """The pieces that a slot writes for a cast.

    >>> from faker import Faker
    >>> from .provider import ClinicalProvider
    >>> faker = Faker()
    >>> cast = Cast.drawn(ClinicalProvider(faker), form="nb", sexes="f", low=40, high=60)
    >>> fill_slot(Slot.read("Hun"), cast)
    [Piece(text='Hun', label=None, fixed=False)]
    """
    pieces = _written(slot, cast)
    if slot.capital and pieces[0].text[0].islower():
        first = pieces[0]
        text = first.text[0].upper() + first.text[1:]
        pieces = [Piece(text, first.label, first.fixed), *pieces[1:]]
    return pieces


def _written(slot: Slot, cast: Cast) -> list[Piece]:
    full = f"{slot.name}.{slot.form}" if slot.form else slot.name
    if is_role(slot.name):
        return person_pieces(cast, slot.name, slot.form)
    if full in SEX_WORDS:
        return [Piece(sex_word(cast, full, slot.argument))]
    if full == "pas.word":
        words, _, role = slot.argument.partition(":")
        return [Piece(words.split("|")[cast.person(role or "patient").sex == "m"])]
    if full in NEUTRAL:
        return [Piece(neutral(full, cast.random, cast.form), fixed=True)]
    if slot.name in ("date", "born"):
        return _date(slot, cast)
    if slot.name in _VALUES:
        return _VALUES[slot.name](slot.form, slot.argument or "patient", cast)
    if is_unit(full):
        return unit_pieces(full, cast)
    return _place(full, cast)


# dates and ages


def _moved(day: dt.date, offset: str) -> dt.date:
    unit = offset[-1] if offset[-1:].isalpha() else "d"
    count = int(offset.rstrip("ymwd") or 0)
    if unit in "ym":
        return written.plus_months(day, count * (12 if unit == "y" else 1))
    return day + dt.timedelta(days=count * (7 if unit == "w" else 1))


def _date(slot: Slot, cast: Cast) -> list[Piece]:
    if slot.name == "born":
        day = cast.person(slot.argument or "patient").born
    else:
        day = _moved(cast.day, slot.argument)
    random, form = cast.random, slot.form
    if form in ("range", "rangedm"):
        end = day + dt.timedelta(days=random.choice((1, 2, 3, 3, 4, 5, 7, 9, 14)))
        found = written.interval(day, end, random, year=form == "range")
        dash = Piece(random.choice(("-", "–", " - ", " – ")), fixed=True)
        ends = [Piece(text, "DATE") for text in found]
        return ends if len(ends) == 1 else [ends[0], dash, ends[1]]
    return [Piece(_date_text(day, form, cast), "DATE")]


def _date_text(day: dt.date, form: str, cast: Cast) -> str:
    random = cast.random
    if form in ("dm", "dmnum", "dmword"):
        return written.day_month(day, random, form[2:])
    if form == "month":
        return written.MONTHS[day.month - 1]
    if form == "my":
        return written.month_year(day, random)
    if form == "year":
        return str(day.year)
    if form == "yy":
        return random.choice(("-", "-", "'")) + f"{day.year % 100:02d}"
    if form == "yybare":
        return f"{day.year % 100:02d}"
    if form in ("", "any"):
        return written.full_date(day, cast.style)
    style = cast.once(f"style {form}", lambda: written.drawn_style(random, form))
    return written.full_date(day, style)


_NUMERALS: Final = words("null ett to tre fire fem seks sju åtte ni ti elleve tolv")


def _age(form: str, role: str, cast: Cast) -> list[Piece]:
    random, years = cast.random, cast.age(role)
    if form == "bare" and years > 0:
        return [Piece(str(years), "AGE")]
    if form == "decade":
        end = "åra" if cast.is_nynorsk else random.choice(("årene", "årene", "åra"))
        return [Piece(f"{max(10, years // 10 * 10)}-{end}", "AGE")]
    if form == "noun":
        return [Piece(f"{years}{random.choice(('-', '-', '-', ' '))}åring", "AGE")]
    if form == "adj":
        if random.random() < 0.4:
            gammel = " gammal" if cast.is_nynorsk else " gammel"
            return [Piece(f"{years} år", "AGE"), Piece(gammel)]
        return [Piece(f"{years}{random.choice(('-årig', '-årig', ' årig', ' års'))}", "AGE")]
    if form == "child" or years < 2:
        return [Piece(_small_age(role, cast), "AGE")]
    if years < len(_NUMERALS) and random.random() < 0.2:
        return [Piece(f"{_NUMERALS[years]} år", "AGE")]
    unit = random.choices((" år", "år", " å", " å."), (94, 3, 2, 1))[0]
    return [Piece(f"{years}{unit}", "AGE")]


def _small_age(role: str, cast: Cast) -> str:
    months = written.months_between(cast.person(role).born, cast.day)
    random = cast.random
    if months < 1:
        days = (cast.day - cast.person(role).born).days
        return f"{days} {'dagar' if cast.is_nynorsk else 'dager'}"
    if months < 24:
        long = "månader" if cast.is_nynorsk else "måneder"
        return f"{months} {random.choice(('mnd', 'mnd', 'mnd.', long))}"
    years, rest = divmod(months, 12)
    if rest == 6 and years < 7:
        return f"{years} 1/2 år"
    return f"{years} år"


# numbers


def _fnr(form: str, role: str, cast: Cast) -> list[Piece]:
    digits = cast.number(role)
    if form == "last5":
        return [Piece(digits[6:], "NATIONAL_ID")]
    if form == "masked":
        return [Piece(masked_number(cast.person(role).born, cast.random), "NATIONAL_ID")]
    return [Piece(spaced_number(digits, cast.random), "NATIONAL_ID")]


def _dnr(_: str, role: str, cast: Cast) -> list[Piece]:
    digits = cast.number(role, d_number=True)
    return [Piece(spaced_number(digits, cast.random), "NATIONAL_ID")]


def _phone(form: str, role: str, cast: Cast) -> list[Piece]:
    kind = "" if form in ("any", "odd") else form
    digits = cast.phone(role, kind)
    return [Piece(spaced_phone(digits, cast.random, odd=form == "odd"), "PHONE")]


_PLAIN: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "þ": "th", "ə": "e"})
# names of the net that belong to nobody (RFC 2606)
_DOMAINS: Final = (
    "epost.example", "post.example", "mail.example", "example.com", "example.net", "example.org",
    "e-post.example", "helse.example", "nettpost.example", "kommune.example", "firma.example",
)  # fmt: skip
_WORK_DOMAINS: Final = (
    "helse-vest.example", "sykehuset.example", "kommune.example", "legesenter.example",
    "helse.example", "hf.example", "sjukehus.example",
)  # fmt: skip


def _plain(text: str) -> str:
    folded = fold(text).translate(_PLAIN).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", folded) or "post"


def _email(_: str, role: str, cast: Cast) -> list[Piece]:
    def make() -> str:
        random, person = cast.random, cast.person(role)
        first, last = _plain(person.name.first.split()[0]), _plain(person.name.last)
        forms = (f"{first}.{last}", f"{first}.{last}", f"{first}{last}", f"{first[0]}{last}")
        year, number = f"{person.born.year % 100:02d}", random.randint(1, 99)
        more = (f"{first}_{last}", f"{first}{year}", f"{last}.{first}", f"{first}.{last}{number}")
        user = random.choice((*forms, *more))
        domains = _WORK_DOMAINS if _NUMBERED.sub("", role) in STAFF else _DOMAINS
        return f"{user}@{random.choice(domains)}"

    return [Piece(cast.once(f"email {role}", make), "EMAIL")]


def _url(_: str, role: str, cast: Cast) -> list[Piece]:
    random = cast.random
    person = cast.person(role).name
    slug = f"{_plain(person.first.split()[0])}-{_plain(person.last)}"
    tail = random.choice(
        (slug, f"mote/{random.randint(10000, 999999)}", f"{_plain(person.last)}", "")
    )
    start = random.choice(("https://", "www.", "", "http://", "https://www."))
    host = random.choice(("video.example", "helsenett.example", "blogg.example",
        "moterom.example.org", "innsamling.example", "minnesider.example"))  # fmt: skip
    return [Piece(f"{start}{host}" + (f"/{tail}" if tail else ""), "URL")]


_VALUES: Final[dict[str, Callable[[str, str, Cast], list[Piece]]]] = {
    "age": _age, "fnr": _fnr, "dnr": _dnr, "phone": _phone, "email": _email, "url": _url,
    "id": lambda form, _, cast: [Piece(cast.number_of(form), "OTHER_ID")],
}  # fmt: skip


# places


def _with_preposition(place: Place) -> list[Piece]:
    return [Piece(f"{place.preposition} "), Piece(place.name, "LOCATION")]


def _place(full: str, cast: Cast) -> list[Piece]:
    random = cast.random
    name, _, form = full.partition(".")
    if full == "i.area":
        return _with_preposition(area(random))
    if name == "i":
        return _with_preposition(cast.place(form))
    key = "2" if name[-1] == "2" else ""
    if name.startswith("address"):
        street = Piece(cast.street(key), "LOCATION")
        post = Piece(cast.postcode(key), "LOCATION")
        return [street, Piece(", ", fixed=True), post]
    makers: dict[str, Callable[[], str]] = {
        "street": lambda: cast.street(key),
        "street.bare": lambda: street_name(random),
        "postcode": lambda: cast.postcode(key),
        "flat": lambda: flat(random),
        "area": lambda: area(random).name,
        "country": lambda: _country(cast),
        "city.foreign": lambda: random.choice(pool("foreign_cities", "name")),
        "school": lambda: str(cast.once(name, lambda: school(random, nn=cast.is_nynorsk))),
        "workplace.place": lambda: str(cast.once("workplace", lambda: workplace(random))),
    }
    maker = makers.get(full.rstrip("2"))
    text = maker() if maker else _named(name, cast)
    return genitive(text, "LOCATION") if form == "gen" else [Piece(text, "LOCATION")]


def _named(name: str, cast: Cast) -> str:
    if name in _TOWNS:
        return cast.place(name).name
    return area(cast.random).name if name == "area" else _country(cast)


def _country(cast: Cast) -> str:
    countries = pool("countries", "name", kind="country")
    fitting = [name for name in countries if fold(name) not in _NORWAY]
    return cast.random.choice(fitting)
