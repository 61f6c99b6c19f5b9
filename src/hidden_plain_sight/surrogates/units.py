"""Units for units: the institution and the place change, the words for what it is stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.chains import chain_line
from hidden_plain_sight.surrogates.compounds import split_place
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.institution_choice import (
    enter_site,
    replaced_chain,
    replaced_institution,
    site_of,
)
from hidden_plain_sight.surrogates.institutions import Institution, institutions
from hidden_plain_sight.surrogates.name_lists import first_names, known_words, last_names
from hidden_plain_sight.surrogates.names import surrogate_word
from hidden_plain_sight.surrogates.place_choice import Setting
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.place_words import PLACE_ENDINGS, SIDES
from hidden_plain_sight.surrogates.places import surrogate_place
from hidden_plain_sight.surrogates.streets import is_street, replaced_street
from hidden_plain_sight.surrogates.unit_codes import replaced_code, replaced_letters
from hidden_plain_sight.surrogates.unit_compounds import compound_of, replaced_compound
from hidden_plain_sight.surrogates.unit_lists import called_alike, named_alike, unit_lists
from hidden_plain_sight.surrogates.unit_words import (
    glued_unit,
    is_abbreviated,
    is_generic,
    reworded,
    stands_for_specialty,
)
from hidden_plain_sight.surrogates.words import case_like, with_genitive

__all__ = ["replaced_unit"]

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIRST: Final = re.compile(r"[^\W_]+")
_BESIDE: Final = re.compile(r"(?:,?[ ]|-|[ ](?:i|på)[ ])", re.IGNORECASE)
"""What stands between a trust and one of its places."""
_LONGEST_LETTERS: Final = 5
_SURE_ENDINGS: Final = tuple(ending for ending in PLACE_ENDINGS if len(ending) >= _LONGEST_LETTERS)
_STREETS: Final = frozenset({"vei", "veg", "gate", "gt", "vn", "allé", "plass"})
_LONGEST_NAME_ENDING: Final = 6
"""Names of places end in shorter words: `Solbakken`, `Kvernhaugen`; `kreftbehandling` is none."""


def replaced_unit(draft: Draft, _span: Span, text: str) -> str | None:
    """The surrogate of a unit; None where nothing in it could be changed."""
    made = _Walk(draft, text).made()
    return reworded(text) if made.casefold() == text.casefold() else made


@dataclass(slots=True)
class _Walk:
    """The words of a unit, taken one after the other."""

    draft: Draft
    text: str
    tokens: list[re.Match[str]] = field(init=False)
    folded: list[str] = field(init=False)
    small: bool = field(init=False)
    at: int = 0
    trust: Institution | None = None
    trust_end: int = -1
    asked: int = -1
    phrases: list[tuple[int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = list(_TOKEN.finditer(self.text))
        self.folded = [fold(token.group()) for token in self.tokens]
        words = [token.group() for token in self.tokens if len(token.group()) > 1]
        self.small = not any(w[0].isupper() and not w.isupper() for w in words) and any(
            word.islower() for word in words
        )

    def made(self) -> str:
        """The text with its institutions, places, names, codes and unknown words replaced."""
        pieces: list[str] = []
        at = number = 0
        while number < len(self.tokens):
            self.at = number
            count, surrogate = self._institution(number)
            if not count:
                count, surrogate = self._street(number)
            if not count:
                count, surrogate = self._place(number)
            if not count:
                count, surrogate = self._unlisted(number)
            if not count:
                count, surrogate = 1, self._word(self.tokens[number].group())
            pieces += [self.text[at : self.tokens[number].start()], surrogate]
            at = self.tokens[number + count - 1].end()
            number += count
        return "".join([*pieces, self.text[at:]])

    def _phrases(self, number: int) -> list[tuple[int, str, str]]:
        """Each row of words from here on: how many they are, as written, and folded."""
        if self.asked == number:
            return self.phrases
        first = _FIRST.match(self.folded[number])
        reach = unit_lists().reach.get(first.group(), 0) if first else 0
        start = self.tokens[number].start()
        found = []
        for count in range(min(reach + 1, len(self.tokens) - number), 0, -1):
            written = self.text[start : self.tokens[number + count - 1].end()]
            found.append((count, written, " ".join(fold(written).split())))
        self.asked, self.phrases = number, found
        return found

    def _institution(self, number: int) -> tuple[int, str]:
        """How many words from here on are a listed hospital, trust or chain, and its surrogate."""
        lists = unit_lists()
        for count, written, phrase in self._phrases(number):
            chain = replaced_chain(self.draft, phrase)
            if chain is not None and (written[0].isupper() or self.small):
                return count, case_like(written, chain) if written.islower() else chain
            one = lists.institutions.get(phrase)
            if one is None and (count > 1 or self._is_nickname(written, phrase)):
                nickname = self._nickname(phrase)
                if nickname is not None:
                    return count, case_like(written, nickname)
            if not (written[0].isupper() or self.small):
                continue
            if one is None or (count == 1 and not self._means(one, written, phrase)):
                continue
            if self.trust is not None:
                enter_site(self.draft, self.trust, one)
            if self._is_known(one, phrase) or self._by_its_place(one, phrase, written):
                return 0, ""
            surrogate = replaced_institution(self.draft, one, written)
            self.trust, self.trust_end = one, self.tokens[number + count - 1].end()
            if count == 1 and phrase in one.nicks:
                surrogate = self.draft.ledger.surrogates.setdefault(phrase, surrogate)
            return count, case_like(written, surrogate) if written.islower() else surrogate
        return 0, ""

    def _means(self, one: Institution, written: str, phrase: str) -> bool:
        """Whether one word is a hospital's short form here: `HUS` is, `hus` is not."""
        if is_generic(phrase) and not (phrase in one.acronyms and written.isupper()):
            return False
        if phrase in one.acronyms and phrase not in one.nicks:
            return sum(c.isupper() for c in written) > 1 or (
                self.small and len(phrase) > (2 if len(self.tokens) == 1 else 1)
            )
        known = self.draft.ledger.surrogates
        if phrase in known:
            return False
        return written[0].isupper() or (self.small and len(phrase) > 3)

    def _is_nickname(self, written: str, phrase: str) -> bool:
        """Whether one word is what people call a unit, and no place of the document."""
        if phrase in self.draft.ledger.surrogates or phrase in known_words():
            return False
        return len(self.tokens) == 1 and (written[0].isupper() or self.small or written.islower())

    def _nickname(self, phrase: str) -> str | None:
        """Another unit's nickname; the same for the same one."""
        ledger = self.draft.ledger
        is_home = phrase in unit_lists().homes
        if not is_home and phrase not in unit_lists().nicknames:
            return None
        known = ledger.surrogates.get(phrase)
        if known is not None:
            return known
        chosen = ledger.chosen("nickname", phrase, named_alike("") if is_home else called_alike())
        return None if chosen is None else chosen.text

    def _is_site(self, number: int, phrase: str) -> bool:
        """Whether a place is one of the trust that was named, or stands right behind it."""
        sites = institutions().sites.get(self.trust.key, ()) if self.trust else ()
        if phrase in map(fold, sites):
            return True
        start = self.tokens[number].start()
        between = self.trust_end >= 0 and _BESIDE.fullmatch(self.text, self.trust_end, start)
        return bool(between)

    def _is_known(self, one: Institution, phrase: str) -> bool:
        """Whether what a hospital is called has its surrogate already, as a place."""
        known = self.draft.ledger.surrogates
        if f"institution:{one.key}" in known:
            return False
        return any(word in known for word in one.core if word in phrase)

    def _by_its_place(self, one: Institution, phrase: str, written: str) -> bool:
        """Whether a hospital is called by a place whose surrogate has no hospital of its kind."""
        ledger = self.draft.ledger
        key = fold(one.place)
        known = ledger.surrogates.get(key)
        if known is None or key not in phrase or f"institution:{one.key}" in ledger.surrogates:
            return False
        surrogate = replaced_institution(self.draft, one, written)
        return fold(known) not in fold(surrogate)

    def _street(self, number: int) -> tuple[int, str]:
        """How many words from here on are a street, and its surrogate."""
        start, first = self.tokens[number].start(), self.folded[number]
        if is_generic(first) and first not in SIDES:
            return 0, ""
        for after in range(number, min(number + _LONGEST_LETTERS, len(self.tokens))):
            token = self.tokens[after]
            if not (token.group()[0].isupper() or self.small or self.folded[after] in _STREETS):
                break
            written = self.text[start : token.end()]
            if len(self.folded[after]) > 1 and is_street(written) and not is_generic(fold(written)):
                return after - number + 1, replaced_street(self.draft, written)
        return 0, ""

    def _place(self, number: int) -> tuple[int, str]:
        """How many words from here on are a listed place, and its surrogate."""
        groups, known = place_lists().groups, self.draft.ledger.surrogates
        for count, written, phrase in self._phrases(number):
            if phrase not in groups and (count == 1 or phrase not in known):
                continue
            if count == 1 and (is_generic(phrase) or not self._may_be_place(written, phrase)):
                return 0, ""
            if self.trust is not None and phrase not in known and self._is_site(number, phrase):
                site = site_of(self.draft, self.trust, phrase)
                if site is not None:
                    return count, case_like(written, site)
            alone = count == len(self.tokens)
            setting = _AT_HOSPITAL if alone else Setting()
            return count, surrogate_place(self.draft, written, setting=setting)
        return 0, ""

    def _may_be_place(self, written: str, phrase: str) -> bool:
        if phrase in self.draft.ledger.surrogates:
            return True
        if written[0].isupper():
            stands_out = len(self.tokens) == 1 or not self.text.isupper()
            return not (
                stands_out and written.isupper() and 1 < len(written) < _LONGEST_LETTERS - 1
            )
        if not self.small:
            return len(phrase) >= _LONGEST_LETTERS and phrase not in known_words()
        return len(phrase) > 1 and not stands_for_specialty(phrase)

    def _unlisted(self, number: int) -> tuple[int, str]:
        """How many words from here on are a name in no list, if they are several."""
        count = 0
        while number + count < len(self.tokens):
            token, folded = self.tokens[number + count], self.folded[number + count]
            letters = token.group().isupper() and len(folded) <= _LONGEST_LETTERS
            if not token.group()[0].isupper() or letters or not self._is_name(folded) or (
                count
                and self.text[self.tokens[number + count - 1].end() : token.start()] not in " -"
            ):  # fmt: skip
                break
            count += 1
        if count < 2:
            return 0, ""
        written = self.text[self.tokens[number].start() : self.tokens[number + count - 1].end()]
        return count, surrogate_place(self.draft, written)

    def _is_name(self, folded: str) -> bool:
        """Whether a word is nothing but a name that is in no list."""
        if not folded.isalpha() or len(folded) < 3 or folded in self.draft.ledger.surrogates:
            return False
        if chain_line(folded) is not None or folded in unit_lists().institutions:
            return False
        if is_generic(folded) or stands_for_specialty(folded) or glued_unit(folded):
            return False
        return not any(
            folded in names
            for names in (known_words(), place_lists().groups, first_names(), last_names())
        )

    def _word(self, word: str) -> str:
        """One word: a code, a name, a compound, or a generic word that stays."""
        draft, folded = self.draft, fold(word)
        if any(map(str.isdigit, word)):
            return replaced_code(draft, word)
        if len(word) == 1:
            return replaced_code(draft, word) if word.isupper() else word
        known = self._known(word, folded)
        if known is not None or is_generic(folded) or self._is_cut(folded):
            return known or word
        if self._is_letters(word, folded):
            return replaced_letters(draft, word)
        compound = compound_of(folded, seen=draft.ledger.surrogates)
        is_small = compound.is_sure if compound else self._is_small_name(folded)
        if word.islower() and not is_small:
            return word
        groups, has = place_lists().groups, draft.ledger.surrogates
        if split_place(folded, is_place=lambda w: w in groups or w in has) and not compound:
            return surrogate_place(draft, word)
        if compound:
            return replaced_compound(draft, word, folded, compound)
        return self._name(word, folded)

    def _name(self, word: str, folded: str) -> str:
        """A word with a capital that is no compound: somebody, a unit, a place, or no name."""
        draft = self.draft
        if folded in known_words() and not self._is_own(folded):
            return word
        if folded in last_names() or (folded in first_names() and self._is_person()):
            return surrogate_word(draft, word, is_first=folded not in last_names())
        if stands_for_specialty(folded) or glued_unit(folded):
            return word
        if len(self.tokens) == 1:
            chosen = draft.ledger.chosen("unit name", folded, named_alike(""))
            if chosen is not None:
                return case_like(word, chosen.text)
        return surrogate_place(draft, word)

    def _is_cut(self, folded: str) -> bool:
        """Whether a word for a unit is cut short: `Hjemmetj.`"""
        end = self.tokens[self.at].end()
        return self.text[end : end + 1] == "." and is_abbreviated(folded)

    def _is_letters(self, word: str, folded: str) -> bool:
        """Whether a word is nothing but letters: `SANKS`, `HEP`, `npoh 3a`."""
        if word.islower():
            return self.small and len(word) < _LONGEST_LETTERS and self._coded(word)
        stands_out = len(self.tokens) == 1 or not self.text.isupper()
        longest = _LONGEST_LETTERS if stands_out else _LONGEST_LETTERS - 2
        if word.isupper() and len(word) <= longest:
            return True
        listed = folded in unit_lists().letters and len(word) <= _LONGEST_LETTERS
        return listed and not word[1:].islower()

    def _is_small_name(self, folded: str) -> bool:
        """Whether a word in small letters is a name: for certain where others have capitals."""
        if self.small:
            return _may_be_name(folded)
        is_listed = folded in last_names() or folded.endswith(_SURE_ENDINGS)
        return is_listed and len(folded) >= _LONGEST_LETTERS and folded not in known_words()

    def _is_own(self, folded: str) -> bool:
        """Whether an ordinary word with a capital is the name of a unit, or somebody's."""
        return folded in unit_lists().nicknames or folded in last_names()

    def _is_person(self) -> bool:
        """Whether a last name follows the word: `Martina Hansens`."""
        following = self.folded[self.at + 1 : self.at + 2]
        return any(w in last_names() or w.removesuffix("s") in last_names() for w in following)

    def _coded(self, word: str) -> bool:
        """Whether letters stand before a number: `npoh 3a`."""
        at = self.text.find(word) + len(word)
        following = self.text[at : at + 2].lstrip()
        return following[:1].isdigit() and not stands_for_specialty(fold(word))

    def _known(self, word: str, folded: str) -> str | None:
        """The surrogate of a word that has one already, with its genitive."""
        ledger = self.draft.ledger
        for key in (folded, folded.removesuffix("s")):
            if key in ledger.surrogates and not is_generic(key):
                return with_genitive(case_like(word, ledger.surrogates[key]), word[len(key) :])
        return None


_AT_HOSPITAL: Final = Setting(kind="hospital")


def _may_be_name(folded: str) -> bool:
    """Whether a word in small letters is no part of a specialty, and ends in none: `kir`, `onk`."""
    specialties = unit_lists().specialties
    if stands_for_specialty(folded) or any(f" {folded}" in f" {word}" for word in specialties):
        return False
    endings = (folded[at:] for at in range(3, len(folded) - _LONGEST_NAME_ENDING))
    return not any(end in specialties or end in known_words() for end in endings)
