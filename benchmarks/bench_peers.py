"""Peers that replace what they find: each as one would call it for Norwegian notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from bench_tools import presidio_analyzer

__all__ = ["PEERS", "Peer"]

Replace = Callable[[str], str]

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_BASELINE = re.compile(
    rf"\b\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?\d{{2,4}}\b|\b\d{{1,2}}\. ?(?:{_MONTHS})(?: \d{{4}})?\b"
    r"|\b\d{6} ?\d{5}\b|\b(?:\+47 ?)?[2-9]\d(?: ?\d\d){3}\b|\b\d{1,3} år\b|[\w.+-]+@[\w.-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer by name, what it needs (the first gives its version), and how it is loaded.

    `looks_for_names` says whether it finds names of people at all.
    """

    name: str
    distributions: tuple[str, ...]
    load: Callable[[], Replace]
    looks_for_names: bool = False

    @property
    def version(self) -> str | None:
        """The installed version; None when something that it needs is not installed."""
        try:
            first, *_ = [version(distribution) for distribution in self.distributions]
        except PackageNotFoundError:
            return None
        return first


def _presidio() -> Replace:
    analyze = presidio_analyzer()
    engine: Any = import_module("presidio_anonymizer").AnonymizerEngine()

    def replace(text: str) -> str:
        results = analyze(text, language="nb")
        return str(engine.anonymize(text=text, analyzer_results=results).text)

    return replace


def _deduce() -> Replace:
    made: Any = import_module("deduce").Deduce()
    return lambda text: str(made.deidentify(text).deidentified_text)


def _scrubadub() -> Replace:
    made: Any = import_module("scrubadub").Scrubber()
    return lambda text: str(made.clean(text))


def _spacy_and_regex() -> Replace:
    """A blank Norwegian pipeline for the words, patterns for the rest, tags in their places."""
    nlp: Any = import_module("spacy").blank("nb")

    def replace(text: str) -> str:
        nlp(text)
        return _BASELINE.sub("<PHI>", text)

    return replace


PEERS = (
    Peer(
        "Presidio analyzer and anonymizer, nb",
        ("presidio-anonymizer", "presidio-analyzer", "spacy", "tldextract", "phonenumbers"),
        _presidio,
    ),
    Peer("deduce (Dutch)", ("deduce",), _deduce, looks_for_names=True),
    Peer("scrubadub", ("scrubadub",), _scrubadub),
    Peer("spaCy blank nb and patterns", ("spacy",), _spacy_and_regex),
)
"""In the order of the table."""
