"""Which documents a run is to take: by year, type, patient, what stands in them, and language."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    field_validator,
    model_validator,
)

from hidden_plain_sight.errors import DeidentificationError

from .language import Language, language_of

__all__ = [
    "AddressCues",
    "SelectionConfig",
    "TextSelection",
    "patient_key",
    "read_patients",
    "year_of",
]

_LONGEST_ID: Final = 200
_YEARS: Final = re.compile(r"(\d{4})|(\d{4})?-(\d{4})?")
_DATES: Final = tuple(
    re.compile(form)
    for form in (
        r"(\d{4})",
        r"(\d{4})([-/.])\d{1,2}\2\d{1,2}(?:[T ].*)?",
        r"\d{1,2}([-/.])\d{1,2}\1(?P<year>\d{4})(?: .*)?",
        r"(\d{4})(?:0\d|1[0-2])[0-3]\d(?:\d{4}|\d{6})?",
    )
)


_Text = Annotated[
    str,
    BeforeValidator(lambda given: str(given) if isinstance(given, int) else given),  # in YAML
    StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_ID),
]


class SelectionConfig(BaseModel):
    """Which documents are taken; without any of it nearly all are.

    >>> SelectionConfig(years="2015-2019", date_column="dato").year_range
    (2015, 2019)

    `years` is 2015-2019, 2015-, -2019 or 2019, of the dates in `date_column`. `types` are those
    values of `type_column` that are taken; without them its values are only counted. `opt_out`
    and `address_blocked` are files of patients whose documents are left out, an id a line.
    `address_cues` puts documents that speak of a protected address into quarantine, and so do
    `more_cues`, words of your own. With `once` a text that comes again is left out. Where there
    are `languages`, documents in others are left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: _Text | None = None
    date_column: _Text | None = None
    types: tuple[_Text, ...] = ()
    type_column: _Text | None = None
    opt_out: Path | None = None
    address_blocked: Path | None = None
    address_cues: bool = True
    more_cues: tuple[_Text, ...] = ()
    once: bool = False
    languages: tuple[Language, ...] = ()

    @field_validator("years")
    @classmethod
    def _are_years(cls, years: str | None) -> str | None:
        if years is not None:
            match = _YEARS.fullmatch(years)
            if match is None or years == "-":
                raise ValueError("years are 2015-2019, 2015-, -2019 or 2019")
            if match[2] and match[3] and match[2] > match[3]:
                raise ValueError("the first of the years comes after the last")
        return years

    @model_validator(mode="after")
    def _has_columns(self) -> Self:
        if self.years is not None and self.date_column is None:
            raise ValueError("years need a date_column")
        if self.types and self.type_column is None:
            raise ValueError("types need a type_column")
        return self

    @property
    def year_range(self) -> tuple[int, int] | None:
        """The first and the last year that are taken; None for all."""
        match = None if self.years is None else _YEARS.fullmatch(self.years)
        if match is None:
            return None
        return int(match[1] or match[2] or 0), int(match[1] or match[3] or 9999)

    @property
    def patient_lists(self) -> tuple[tuple[str, Path], ...]:
        """The files of patients, each with the code for its documents.

        >>> SelectionConfig(opt_out=Path("reservert.txt")).patient_lists
        (('L103', PosixPath('reservert.txt')),)
        """
        lists = (("L103", self.opt_out), ("L104", self.address_blocked))
        return tuple((code, path) for code, path in lists if path is not None)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that every document must have so that it can be selected."""
        asked = (self.years and self.date_column, self.types and self.type_column)
        return tuple(column for column in asked if column)

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons for which documents may be left out.

        >>> SelectionConfig(once=True, languages=("nn",)).codes
        ('L105', 'L106')
        """
        reasons: dict[str, Any] = {
            "L101": self.years,
            "L102": self.types,
            "L103": self.opt_out,
            "L104": self.address_blocked,
            "L105": self.once,
            "L106": self.languages,
        }
        return tuple(code for code, asked in reasons.items() if asked)

    def marks(self, key: bytes | None) -> dict[str, str]:
        """For each file of patients what changes with it; raises `DeidentificationError` E234.

        A digest without a key would tell who stands in a short list of national numbers. Where
        there is no key, it is the size and the time of the last change.
        """
        for _, path in self.patient_lists:
            read_patients(path)  # what is wrong with it is told before anything is written
        return {code: _mark(path, key) for code, path in self.patient_lists}


def year_of(value: object) -> int | None:
    """The year of a date as it stands in a column; None where it can't be told for sure.

    >>> year_of("2019-05-03"), year_of("03.05.2019 10:15"), year_of(20190503), year_of("3.5.19")
    (2019, 2019, 2019, None)
    """
    year = getattr(value, "year", None)
    if not isinstance(year, int):
        text = str(value).strip()
        text = text.removesuffix(".0") if isinstance(value, float) else text
        match = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
        if match is None:
            return None
        year = int(match.groupdict().get("year") or match[1])
    return year if 1900 <= year <= 2100 else None


def patient_key(value: str) -> str:
    """What two writings of one patient id have in common.

    >>> patient_key("010190 12345"), patient_key("1019012345.0"), patient_key(" P7a ")
    ('1019012345', '1019012345', 'p7a')

    Columns of numbers lose zeros at the start, or get a decimal.
    """
    key = "".join(value.split()).casefold()
    number = key.removesuffix(".0")
    return number.lstrip("0") or number if number.isdecimal() else key


def read_patients(path: Path) -> frozenset[str]:
    """The patients of a file, an id a line, as keys; raises `DeidentificationError` E234.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "reservert.txt")
    ...     _ = file.write_text("P7\\n\\nP8\\n")
    ...     sorted(read_patients(file))
    ['p7', 'p8']

    A file without any is refused: whoever names one means somebody.
    """
    found = set[str]()
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    found.add(_patient(path, number, line))
    except OSError as error:
        raise _no_list(path, error.strerror or type(error).__name__) from None
    except UnicodeDecodeError:
        raise _no_list(path, "it is not UTF-8 text") from None
    if not found:
        raise _no_list(path, "it holds no ids")
    return frozenset(found)


def _patient(path: Path, number: int, line: str) -> str:
    name = line.strip().strip('"')
    key = patient_key(name)
    is_parted = len(name.split()) > 1 and not key.isdecimal()
    if not key or is_parted or len(name) > _LONGEST_ID or not set(name).isdisjoint(";,|\t\0"):
        raise _no_list(path, f"line {number} is not an id alone")
    return key


def _no_list(path: Path, problem: str) -> DeidentificationError:
    return DeidentificationError("E234", file=path, problem=problem)


def _mark(path: Path, key: bytes | None) -> str:
    try:
        if key is None:
            found = path.stat()
            return f"{found.st_size} bytes, {found.st_mtime_ns}"
        digest = hmac.new(key, b"list of patients\0", hashlib.sha256)
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise _no_list(path, error.strerror or type(error).__name__) from None
    return f"hmac-sha256:{digest.hexdigest()}"


# bokmål and nynorsk; the bare short forms SFA and FA are arteries and families too
_GAP: Final = r"[\s:(–-]+"
_PROTECTED: Final = (
    r"(?:fortro?lig|fortruleg|fortroleg|hemm?elig|hemm?eleg|gradert)e?"
    r"|sperr(?:et|a|ede|ete)|skjerm(?:et|a|ede|ete)|skjul(?:t|te)|beskytte(?:t|de)|vern(?:et|a)"
)
_CUES: Final = (
    rf"(?<![\w-])kode(?:{_GAP})?(?:[67](?![.,]?\d)|seks|sju|syv)(?!\w)",
    rf"(?<!\w)(?:{_PROTECTED}){_GAP}\w*adr(?:ess|\b)",
    rf"adr(?:ess\w*)?\.?(?:\s+\w+)?(?:\s+(?:er|har|blir|blei|vart|vert|ble))?"
    rf"(?:{_GAP}strengt)?{_GAP}(?:{_PROTECTED})(?!\w)",
    r"(?<!\w)streng(?:t|e)\s+(?:fortrolig|fortruleg)",
    r"adresse?(?:sperr|skjerm|beskytt|gradering|vern(?!e))",
    r"(?:sperr|skjerm)(?:ing|a)\s+av\s+adress",
    r"klientadress",
    r"(?<!\w)(?:fiktiv|beskytte[td]|verna|vernet)e?\s+identitet",
    r"v[oa]ldsalarm",
    r"(?<!\w)sfa[- ]adr|adr(?:ess(?:e|en|a))?\.?[:\s]+sfa(?!\w)",
)
_STEMS: Final = ("kode", "adr", "streng", "identitet", "ldsalarm")
"""One of these is in every cue: a text is looked at around them alone."""
_AROUND: Final = 80


class AddressCues:
    """Whether a text says that somebody's address is protected.

    >>> cues = AddressCues()
    >>> cues("Pasienten har kode 6."), cues("Adressen er sperra."), cues("Diagnosekode 6.")
    (True, True, False)

    `more` are further words, found at the beginning of words whatever their case; without the
    `usual` ones they stand alone.
    """

    def __init__(self, more: Iterable[str] = (), *, usual: bool = True) -> None:
        words = tuple(word.lower().split() for word in more)
        own = tuple(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) for parts in words)
        self._stems = (*(_STEMS if usual else ()), *(parts[0] for parts in words))
        self._pattern = re.compile("|".join((*(_CUES if usual else ()), *own)))

    def __call__(self, text: str) -> bool:
        """Whether there is such a cue."""
        lower = text.lower()
        return any(map(self._pattern.search, self._pieces(lower)))

    def _pieces(self, text: str) -> Iterator[str]:
        for stem in self._stems:
            at = text.find(stem)
            while at >= 0:
                yield text[max(0, at - _AROUND) : at + _AROUND]
                at = text.find(stem, at + len(stem))


class TextSelection:
    """Says of a text why its document is not taken, by code; None where it is.

    >>> select = TextSelection(SelectionConfig(languages=("nn",)))
    >>> select("Hun kom ikke."), select("Ho har kode 6."), select("Ho kom ikkje.")
    ('L106', 'E231', None)
    """

    def __init__(self, config: SelectionConfig) -> None:
        self._languages = frozenset(config.languages)
        self._cues: AddressCues | None = None
        if config.address_cues or config.more_cues:
            self._cues = AddressCues(config.more_cues, usual=config.address_cues)

    def __call__(self, text: str) -> str | None:
        """Why the document of a text is not taken."""
        if self._languages and language_of(text) not in self._languages:
            return "L106"
        return "E231" if self._cues is not None and self._cues(text) else None
