"""The cue words of `rules/cues.yaml`: what speaks for or against an identifier beside it."""

from __future__ import annotations

from functools import cache

import yaml

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.resources import read_yaml, rules_folder

__all__ = ["CUES_FILE", "any_cue", "cue_words"]

CUES_FILE = "cues.yaml"


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    try:
        content = read_yaml(rules_folder() / CUES_FILE)
        return {name: tuple(words) for name, words in content["cues"].items()}
    except (OSError, KeyError, AttributeError, TypeError, yaml.YAMLError) as error:
        problem = str(error).splitlines()[0]
        raise DeidentificationError("E501", file=CUES_FILE, problem=problem) from error


def cue_words(name: str) -> tuple[str, ...]:
    """The words of one set.

    >>> "fra" in cue_words("place_prepositions")
    True
    """
    return _cues()[name]


def any_cue(name: str) -> str:
    """One set as a pattern that matches any of its words.

    >>> any_cue("place_prepositions").startswith("(?:")
    True
    """
    return "(?:" + "|".join(_cues()[name]) + ")"
