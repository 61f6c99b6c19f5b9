"""The rule files: readable YAML, checked when read, turned into what the detectors run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import regex
import yaml

from hidden_plain_sight.detection.cues import CUES_FILE
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category, Subtype
from hidden_plain_sight.resources import read_yaml, rules_folder

__all__ = ["Adjustment", "Rule", "RuleBook", "read_rules"]

_KEYS: Final = {
    "id", "description", "score", "pattern", "words", "digits", "literal", "subtype", "category",
    "followed_by", "adjust", "examples", "counterexamples",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Context that raises or lowers the score of a hit."""

    pattern: regex.Pattern[str]
    where: str
    by: float


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of a rule file.

    A rule with a `pattern` is run as it stands: at the words, the digit runs or the literals
    that its trigger names (`followed_by` holds the characters one of which must come right after
    the digits, "" for any); the span is its group `phi`, or the whole match. A rule without one
    is evidence that a detector weighs; the file gives its score, its reason and its examples.
    """

    id: str
    category: Category
    score: float
    description: str
    subtype: Subtype | None = None
    pattern: regex.Pattern[str] | None = None
    words: tuple[str, ...] = ()
    digits: tuple[int, ...] = ()
    followed_by: str = ""
    literal: tuple[str, ...] = ()
    adjust: tuple[Adjustment, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, by id.

    >>> read_rules().score("email.address") > 0.9
    True
    """

    rules: dict[str, Rule]

    def score(self, rule_id: str) -> float:
        """The score that the files give a rule."""
        return self.rules[rule_id].score


def _adjustment(entry: dict[str, Any], variables: dict[str, str]) -> Adjustment:
    if len({"before", "after"} & set(entry)) != 1:
        raise ValueError("an adjustment has either before or after")
    where = "before" if "before" in entry else "after"
    pattern = _expanded(entry[where], variables)
    if where == "before":
        compiled = regex.compile(f"(?:{pattern})$", regex.IGNORECASE | regex.REVERSE)
    else:
        compiled = regex.compile(pattern, regex.IGNORECASE)
    return Adjustment(compiled, where, float(entry["by"]))


def _expanded(pattern: str, variables: dict[str, str]) -> str:
    for name, value in variables.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{value})")
    return " ".join(pattern.split()) if "\n" in pattern else pattern


def _rule(entry: dict[str, Any], category: Category, variables: dict[str, str]) -> Rule:
    unknown = set(entry) - _KEYS
    if unknown:
        raise ValueError(f"rule {entry.get('id')}: unknown key {sorted(unknown)[0]}")
    pattern = entry.get("pattern")
    if bool(pattern) != any(entry.get(trigger) for trigger in ("words", "digits", "literal")):
        raise ValueError(f"rule {entry.get('id')}: a pattern and what triggers it go together")
    own = Category(entry.get("category", category))
    if "subtype" in entry and Subtype(entry["subtype"]).category is not own:
        raise ValueError(f"rule {entry.get('id')}: a subtype of another category")
    return Rule(
        id=entry["id"],
        category=own,
        score=float(entry["score"]),
        description=entry["description"],
        subtype=Subtype(entry["subtype"]) if "subtype" in entry else None,
        pattern=regex.compile(_expanded(pattern, variables)) if pattern else None,
        words=tuple(str(word) for word in entry.get("words", ())),
        digits=tuple(entry.get("digits", ())),
        followed_by=entry.get("followed_by", ""),
        literal=tuple(entry.get("literal", ())),
        adjust=tuple(_adjustment(a, variables) for a in entry.get("adjust", ())),
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("counterexamples", ())),
    )


def read_rules(folder: Path | None = None) -> RuleBook:
    """Read every rule file of a folder, the package's own by default.

    Raises `DeidentificationError` E501 naming the file and what is wrong with it.

    >>> book = read_rules()
    >>> book.rules["phone.labelled"].category
    <Category.PHONE: 'PHONE'>
    """
    rules: dict[str, Rule] = {}
    for path in sorted((folder or rules_folder()).glob("*.yaml")):
        if path.name == CUES_FILE:
            continue
        try:
            content = read_yaml(path)
            for entry in content["rules"]:
                rule = _rule(entry, Category(content["category"]), content.get("variables", {}))
                if rule.id in rules:
                    raise ValueError(f"two rules are called {rule.id}")
                rules[rule.id] = rule
        except (KeyError, TypeError, ValueError, yaml.YAMLError, regex.error) as error:
            problem = str(error).splitlines()[0]
            raise DeidentificationError("E501", file=path.name, problem=problem) from error
    return RuleBook(rules)
