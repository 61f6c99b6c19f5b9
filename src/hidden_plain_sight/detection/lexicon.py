"""What is known of a word: the lists as one table from word to a set of flags."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from hidden_plain_sight.detection.cues import cue_words
from hidden_plain_sight.detection.flags import Flag, may_be_name
from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import Gazetteers
from hidden_plain_sight.values import MONTH_WORDS

__all__ = ["ANY_NUMBER_LABEL", "Lexicon"]


_LISTS: Final[tuple[tuple[str, str, int], ...]] = (
    ("first_names", "name", Flag.FIRST),
    ("surnames", "name", Flag.LAST),
    ("kommuner", "name", Flag.PLACE),
    ("former_kommuner", "name", Flag.PLACE),
    ("regions", "name", Flag.PLACE),
    ("boroughs", "name", Flag.PLACE),
    ("places", "name", Flag.PLACE),
    ("fylker", "name", Flag.PLACE),
    ("foreign_cities", "name", Flag.PLACE),
    ("countries", "name", Flag.COUNTRY),
    ("postcodes", "poststed", Flag.PLACE),
    ("streets", "name", Flag.STREET_NAME),
    ("hospitals", "name", Flag.HOSPITAL),
    ("nursing_homes", "name", Flag.HOSPITAL),
    ("clinics", "name", Flag.HOSPITAL),
    ("unit_specialties", "word", Flag.SPECIALTY),
    ("drugs", "name", Flag.DRUG),
    ("abbreviations", "abbreviation", Flag.ABBREVIATION),
    ("common_words", "word", Flag.WORD),
    ("sentence_words", "word", Flag.SENTENCE),
)
_UNIT_KINDS: Final = {
    "institution": Flag.INSTITUTION,
    "department": Flag.DEPARTMENT,
    "legal": Flag.LEGAL,
}
_UNSURE: Final = {
    Flag.FIRST: Flag.UNSURE,
    Flag.LAST: Flag.UNSURE,
    Flag.PLACE: Flag.UNSURE_PLACE,
    Flag.COUNTRY: Flag.UNSURE_PLACE,
    Flag.HOSPITAL: Flag.UNSURE_UNIT,
}
"""What an exception of a list says: each kind of list speaks for its own kind alone."""
_TITLE_KINDS: Final = {"clinician": Flag.TITLE, "kin": Flag.KIN, "patient": Flag.PATIENT}
_PARTICLES: Final = frozenset(
    (
        "von",
        "van",
        "der",
        "den",
        "de",
        "la",
        "af",
        "al",
        "el",
        "bin",
        "ibn",
        "dos",
        "di",
        "ten",
        "ter",
    )
)
_COMPOSED: Final = re.compile(r"[^-’']+[-’']|(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O)[^\W\d_a-zæøå]")
"""Words that may have a capital inside and still be a name: Anne-Marie, McDonald."""
_WORD_ENDINGS: Final = frozenset(
    ("ring", "ringen", "lende", "nes", "far", "gang", "skar", "gangen", "uren", "sving", "ing")
)
"""Endings of street names that many ordinary words share: `oppfølging`, `suturfjerning`."""
ANY_NUMBER_LABEL: Final = "*nr"
"""The trigger of rules that want to be tried at every word that ends in -nr or -nummer."""
_CUE_FLAGS: Final = {
    "place_prepositions": Flag.PREPOSITION,
    "department_words": Flag.DEPARTMENT,
    "unit_subjects": Flag.SUBJECT,
}
_CACHE_LIMIT: Final = 300_000
_PHRASE_KINDS: Final = (
    Flag.PLACE | Flag.COUNTRY | Flag.STREET_NAME | Flag.HOSPITAL | Flag.SPECIALTY
    | Flag.INSTITUTION | Flag.DEPARTMENT | Flag.EPONYM | Flag.DRUG
)  # fmt: skip
"""The kinds whose items of several words are sought as a whole."""
_NAMES: Final = Flag.FIRST | Flag.LAST | Flag.PLACE
_LOWER_CASE_USE: Final = (
    Flag.TITLE | Flag.KIN | Flag.PATIENT | Flag.PERSON | Flag.INSTITUTION | Flag.DEPARTMENT
    | Flag.SPECIALTY | Flag.LEGAL | Flag.MONTH | Flag.STREET | Flag.PREPOSITION | Flag.PHRASE
    | Flag.TRIGGER | Flag.PARTICLE | Flag.SUBJECT
)  # fmt: skip
"""The flags for which a lower-case word is worth looking at."""


Phrases = tuple[tuple[str, ...], tuple[tuple[str, int], ...]]
"""Listed items of several words: their surfaces, and each with its flags, longest first."""


@dataclass(slots=True)
class Lexicon:
    """Words and phrases with their flags.

    >>> from hidden_plain_sight.detection.flags import Flag
    >>> lexicon = Lexicon.build(triggers=())
    >>> bool(lexicon.flags("Bergen") & Flag.PLACE), bool(lexicon.flags("bergen") & Flag.CAPITAL)
    (True, False)

    `known` remembers words as written. `phrases` maps the first word of an item of several words
    to the whole items.
    """

    words: dict[str, int]
    phrases: dict[str, Phrases]
    street_endings: tuple[str, ...]
    unit_endings: dict[str, int]
    known: dict[str, int] = field(default_factory=dict)
    _every: dict[str, int] = field(default_factory=dict)
    _unit_ending_lengths: tuple[int, ...] = field(init=False)
    _name_endings: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        lengths = {len(ending) for ending in self.unit_endings}
        self._name_endings = cue_words("name_endings")
        self._unit_ending_lengths = tuple(sorted(lengths, reverse=True))

    @classmethod
    def build(cls, *, triggers: tuple[str, ...], gazetteers: Gazetteers | None = None) -> Lexicon:
        """Read the lists; `triggers` are the words at which rules want to be tried."""
        return _Builder(gazetteers or Gazetteers()).build(triggers)

    def __getstate__(self) -> dict[str, object]:
        """Without what was remembered of notes: their words go into no file."""
        slots = {name: getattr(self, name) for name in self.__slots__}
        return {**slots, "known": {}, "_every": {}}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def flags(self, token: str) -> int:
        """The flags of a word as written; 0 for a word of no interest."""
        found = self.known.get(token)
        if found is None:
            if len(self.known) >= _CACHE_LIMIT:
                self.known.clear()
            found = self._look_up(token)
            if may_be_name(found, token):
                found |= Flag.NAMEABLE
            self.known[token] = found
        return found

    def every_flag(self, token: str) -> int:
        """The flags of a word whatever its letters: also those that need a capital to count."""
        found = self._every.get(token)
        if found is None:
            if len(self._every) >= _CACHE_LIMIT:
                self._every.clear()
            found = self._known(token) | (Flag.CAPITAL if token[0].isupper() else 0)
            self._every[token] = found
        return found

    def phrases_from(self, word: str) -> Phrases:
        """The listed items of several words that begin with a word."""
        key = word.lower()
        return self.phrases.get(key) or self.phrases.get(key.split("-")[0]) or ((), ())

    def _look_up(self, token: str) -> int:
        known = self._known(token)
        if known & Flag.CAPITALS and not token.isupper():
            known &= ~(Flag.HOSPITAL | Flag.INSTITUTION | Flag.DEPARTMENT | Flag.LEGAL)
        if not token[0].isupper() and not ("-" in token and token.rsplit("-", 1)[1][:1].isupper()):
            if known & (Flag.WORD | Flag.SENTENCE):
                known &= ~(_NAMES | Flag.HOSPITAL | Flag.PHRASE)
            if known & Flag.UNSURE_UNIT:
                known &= ~Flag.HOSPITAL
            return known if known & (_LOWER_CASE_USE | _NAMES | Flag.HOSPITAL) else 0
        known |= Flag.CAPITAL
        if len(token) > 1 and token.isupper():
            known |= Flag.UPPER
        elif len(token) == 1:
            known |= Flag.INITIAL
        elif not token[1:].islower() and not _COMPOSED.match(token):
            known &= ~(Flag.FIRST | Flag.LAST)
        if token == "I":  # noqa: S105 - the preposition
            known &= ~(Flag.CAPITAL | Flag.INITIAL)
        return known

    def _known(self, token: str) -> int:
        word = token.lower()
        for form in _forms(word):
            if (found := self.words.get(form)) is not None:
                if found & Flag.SPECIALTY:
                    found |= self._by_ending(form) & (Flag.INSTITUTION | Flag.DEPARTMENT)
                return found
        if word.endswith(("nr", "nummer")) and len(word) > 3:
            return Flag.TRIGGER
        if "-" in word:
            return self._compound(word)
        return self._by_ending(word)

    def _compound(self, word: str) -> int:
        """A hyphenated word is what its parts are: Anne-Marie, Berg-Hansen, Elverum-Hamar."""
        parts = [self._known(part) for part in word.split("-") if part]
        if not parts:
            return 0
        together = parts[0]
        for part in parts[1:]:
            together &= part
        last = parts[-1]
        together |= last & (Flag.INSTITUTION | Flag.DEPARTMENT | Flag.STREET)
        if together & _NAMES:
            return together & ~(Flag.WORD | Flag.SENTENCE)
        if parts[0] & Flag.FIRST and not parts[0] & Flag.WORD and last & _NAMES:
            return together | Flag.FIRST
        if last & (Flag.WORD | Flag.SENTENCE) or parts[0] & (Flag.EPONYM | Flag.ABBREVIATION):
            return together | Flag.WORD
        return together | (Flag.NAMELIKE if last & (_NAMES | Flag.NAMELIKE) else 0)

    def _by_ending(self, word: str) -> int:
        for length in self._unit_ending_lengths:
            if length < len(word) - 1 and (flag := self.unit_endings.get(word[-length:])):
                return flag | Flag.NAMELIKE
        namelike = len(word) > 4 and word.endswith(self._name_endings)
        street = len(word) > 5 and word.endswith(self.street_endings)
        return (Flag.NAMELIKE if namelike else 0) | (Flag.STREET if street else 0)


def _forms(word: str) -> tuple[str, ...]:
    """A word and what it may be the genitive or the spelling variant of."""
    endings = (e for e in ("'s", "’s", "'", "’", "s") if word.endswith(e))
    forms = [word, *(word[: -len(e)] for e in endings if len(word) > len(e) + 2)]
    if not word.isascii():
        forms += [fold(form) for form in forms]
    return tuple(forms)


class _Builder:
    """Collects the lists into the tables of a `Lexicon`."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self.read = gazetteers.read
        self.words: dict[str, int] = {}
        self.phrases: dict[str, dict[str, int]] = {}

    def add(self, item: str, flag: int) -> None:
        key = item.lower()
        if " " in key or "." in key or "/" in key:
            if not flag & _PHRASE_KINDS:
                return
            first = key.split(" ")[0].split(".")[0].split("/")[0]
            items = self.phrases.setdefault(first, {})
            items[key] = items.get(key, 0) | flag
            self.words[first] = self.words.get(first, 0) | Flag.PHRASE
        else:
            self.words[key] = self.words.get(key, 0) | flag

    def build(self, triggers: tuple[str, ...]) -> Lexicon:
        for name, column, flag in _LISTS:
            self._add_list(name, column, flag)
        self._add_bands()
        self._add_unit_words()
        self._add_eponyms()
        for record in self.read("titles").records():
            flag = _TITLE_KINDS.get(record["kind"], Flag.PERSON)
            self.add(record["title"].rstrip("."), flag)
        self._add_short_forms()
        for name, column in (("kommuner", "sami_or_kven"), ("fylker", "sami_or_kven")):
            for value in self.read(name).column(column):
                for item in filter(None, value.split("|")):
                    self.add(item, Flag.PLACE)
        for name, flag in _CUE_FLAGS.items():
            for word in cue_words(name):
                self.add(word, flag)
        for word in triggers:
            self.words[word.lower()] = self.words.get(word.lower(), 0) | Flag.TRIGGER
        for word in _PARTICLES:
            self.words[word] = self.words.get(word, 0) | Flag.PARTICLE
        self._add_folded()
        return Lexicon(
            words=self.words,
            phrases={
                first: (tuple(items), tuple(sorted(items.items(), key=_longest_first)))
                for first, items in self.phrases.items()
            },
            street_endings=tuple(
                r["suffix"]
                for r in self.read("street_suffixes").records()
                if r["form"] in {"glued", "both"} and len(r["suffix"]) > 2
                and not r["suffix"].endswith(".")
                and r["suffix"] not in _WORD_ENDINGS
            ),
            unit_endings=self._unit_endings(),
        )  # fmt: skip

    def _add_short_forms(self) -> None:
        hospitals = self.read("hospitals")
        forms = {form for value in hospitals.column("short_forms") for form in value.split("|")}
        also_lower = {form.lower() for form in forms if not form.isupper()}
        for form in filter(None, forms):
            only_capitals = form.isupper() and form.lower() not in also_lower
            unsure = Flag.UNSURE_UNIT if form in hospitals.exceptions else 0
            self.add(form, Flag.HOSPITAL | unsure | (Flag.CAPITALS if only_capitals else 0))

    def _add_list(self, name: str, column: str, flag: int) -> None:
        gazetteer = self.read(name)
        for item in gazetteer.column(column):
            if flag == Flag.STREET_NAME and item in gazetteer.exceptions:
                continue
            unsure = _UNSURE.get(flag, 0) if item in gazetteer.exceptions else 0
            self.add(item, flag | unsure)
            if flag == Flag.PLACE and "/" in item:
                for part in item.split("/"):
                    self.add(part, flag)

    def _add_bands(self) -> None:
        for name in ("first_names", "surnames"):
            for record in self.read(name).records():
                local = record["origin"] in {"no", "sami"}
                world = name == "first_names" and record["band"] == "1"
                if world or (local and record["band"] == "1") or (local and record["band"] == "2"):
                    self.add(record["name"], Flag.USUAL)

        for name, band in (("places", "size_band"), ("kommuner", "inhabitants_band")):
            for record in self.read(name).records():
                if name == "kommuner" or record[band] in {"1", "2"}:
                    self.add(record["name"], Flag.TOWN)

    def _add_unit_words(self) -> None:
        gazetteer = self.read("unit_words")
        for record in gazetteer.records():
            capitals = Flag.CAPITALS if record["word"].isupper() else 0
            self.add(record["word"].rstrip("."), _UNIT_KINDS[record["kind"]] | capitals)

    def _unit_endings(self) -> dict[str, int]:
        return {
            r["word"].lower(): _UNIT_KINDS[r["kind"]]
            for r in self.read("unit_words").records()
            if r["kind"] != "legal" and len(r["word"]) > 6 and r["word"].isalpha()
        }

    def _add_eponyms(self) -> None:
        gazetteer = self.read("eponyms")
        for item in gazetteer.column("name"):
            weak = item in gazetteer.exceptions
            self.add(item, Flag.EPONYM if weak else Flag.EPONYM | Flag.STRONG_EPONYM)

    def _add_folded(self) -> None:
        for word, flag in list(self.words.items()):
            if not word.isascii() and flag & _NAMES and (plain := fold(word)) != word:
                self.words.setdefault(plain, flag & ~Flag.USUAL)
        for word in MONTH_WORDS:
            self.words[word] = self.words.get(word, 0) | Flag.MONTH


def _longest_first(item: tuple[str, int]) -> tuple[int, str]:
    return (-len(item[0]), item[0])
