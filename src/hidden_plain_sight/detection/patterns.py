"""Runs the rules that are a pattern: where their words, digits or literals stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.lexicon import ANY_NUMBER_LABEL
from hidden_plain_sight.detection.rules import Rule, RuleBook
from hidden_plain_sight.detection.text_view import TextView
from hidden_plain_sight.phi import Category
from hidden_plain_sight.values import Checksum, NationalNumber

__all__ = ["PatternMatcher"]

_CONTEXT = 60
_Runnable = tuple[Rule, Callable[[str, int], regex.Match[str] | None]]


@dataclass(frozen=True, slots=True)
class PatternMatcher:
    """The pattern rules, sorted by what sets them off, so that a plain word costs nothing."""

    by_word: dict[str, tuple[_Runnable, ...]]
    by_digits: dict[int, tuple[_Runnable, ...]]
    by_literal: tuple[tuple[tuple[str, ...], Rule], ...]

    @classmethod
    def of(cls, book: RuleBook) -> PatternMatcher:
        """Sort the rules of a book."""
        words: defaultdict[str, list[_Runnable]] = defaultdict(list)
        digits: defaultdict[int, list[_Runnable]] = defaultdict(list)
        literals: list[tuple[tuple[str, ...], Rule]] = []
        for rule in book.rules.values():
            if rule.pattern is None:
                continue
            for word in rule.words:
                words[word.split("/")[0].lower()].append((rule, rule.pattern.match))
            for length in rule.digits:
                digits[length].append((rule, rule.pattern.match))
            if rule.literal:
                literals.append((rule.literal, rule))
        return cls(
            {word: tuple(dict(rules).items()) for word, rules in words.items()},
            {length: tuple(rules) for length, rules in digits.items()},
            tuple(literals),
        )

    @property
    def triggers(self) -> tuple[str, ...]:
        """The words at which a rule wants to be tried."""
        return tuple(self.by_word)

    def find(self, view: TextView) -> Iterator[Candidate]:
        """Yield what the rules find in a text."""
        text = view.text
        for token in view.tokens:
            if token.flags & Flag.TRIGGER:
                word = token.word.lower()
                rules = self.by_word.get(word, ())
                if not rules and word.endswith(("nr", "nummer")):
                    rules = self.by_word.get(ANY_NUMBER_LABEL, ())
                for rule, match in rules:
                    if hit := match(text, token.start):
                        yield from _hit(rule, hit, text)
        by_digits = self.by_digits
        for start, end in view.digits:
            numeric = by_digits.get(end - start)
            if numeric and not (start and text[start - 1].isalpha()):
                after = text[end : end + 1]
                for rule, match in numeric:
                    if rule.followed_by and (not after or after not in rule.followed_by):
                        continue
                    if hit := match(text, start):
                        yield from _hit(rule, hit, text)
        for literals, rule in self.by_literal:
            for literal in literals:
                if literal in text and rule.pattern:
                    for hit in rule.pattern.finditer(text):
                        yield from _hit(rule, hit, text)
                    break


def _hit(rule: Rule, match: regex.Match[str], text: str) -> Iterator[Candidate]:
    start, end = match.span("phi" if "phi" in match.re.groupindex else 0)
    score = rule.score
    for adjustment in rule.adjust:
        if adjustment.where == "before":
            context = max(0, start - _CONTEXT)
            score += adjustment.by if adjustment.pattern.search(text, context, start) else 0.0
        else:
            score += adjustment.by if adjustment.pattern.match(text, end) else 0.0
    value = None
    if rule.category is Category.NATIONAL_ID:
        digits = "".join(c for c in text[start:end] if c.isdigit())
        if len(digits) == 11 and digits.isascii():
            value = NationalNumber.read(digits)
            score += 0.1 if value.checksum is not Checksum.WRONG else 0.0
    if score > 0:
        yield Candidate(start, end, rule.category, rule.subtype, min(score, 1.0), rule.id, value)
