"""The tools that are timed: this package, and what else a Norwegian user would take."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

__all__ = ["OWN", "PRESIDIO", "RULES", "TOOLS", "Found", "Ready", "Tool", "presidio_analyzer"]

OWN = "hidden-plain-sight"
RULES = "hidden-plain-sight, rules and lists alone"
PRESIDIO = "Presidio, generic recognizers, nb"

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_BASELINE = (
    ("DATE", re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b")),
    ("DATE", re.compile(r"\b\d{4}-\d{2}-\d{2}\b")),
    ("DATE", re.compile(rf"\b\d{{1,2}}\.\s?(?:{_MONTHS})\b(?:\s\d{{4}}\b)?", re.IGNORECASE)),
    ("NATIONAL_ID", re.compile(r"\b\d{6}[ -]?\d{5}\b")),
    ("PHONE", re.compile(r"(?<![\d+])(?:(?:\+|00)47[ ]?)?[2-9]\d(?:[ ]?\d\d){3}\b")),
    ("PHONE", re.compile(r"(?<![\d+])(?:(?:\+|00)47[ ]?)?[489]\d\d[ ]\d\d[ ]\d{3}\b")),
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
)
_PRESIDIO_LABELS = {
    "DATE_TIME": "DATE",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "URL": "URL",
}


class Found(NamedTuple):
    """A span that a tool found, under a label of this package."""

    start: int
    end: int
    label: str


class Ready(NamedTuple):
    """A loaded tool: `run` is what is timed; `find` gives its spans, for those that detect."""

    run: Callable[[str], object]
    find: Callable[[str], list[Found]] | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool by name, the distributions that it needs (the first gives its version), its loader."""

    name: str
    distributions: tuple[str, ...]
    load: Callable[[], Ready]

    @property
    def version(self) -> str | None:
        """The installed version; None when something that it needs is not installed."""
        if not self.distributions:
            return f"Python {platform.python_version()}"
        try:
            first, *_ = [version(distribution) for distribution in self.distributions]
        except PackageNotFoundError:
            return _own_version() if self.name in {OWN, RULES} else None
        return first


def _own_version() -> str | None:
    """The version of a source tree that is on the path without being installed."""
    try:
        return str(import_module("hidden_plain_sight").__version__)
    except ModuleNotFoundError:
        return None


def _load_own() -> Ready:
    return _ready(import_module("hidden_plain_sight").Deidentifier().detect)


def _load_rules() -> Ready:
    return _ready(import_module("hidden_plain_sight").Deidentifier(tagger=None).detect)


def _ready(detect: Any) -> Ready:
    return Ready(detect, lambda text: [Found(s.start, s.end, s.label) for s in detect(text)])


def _load_spacy() -> Ready:
    return Ready(import_module("spacy").blank("nb"))


def presidio_analyzer() -> Any:
    """A blank Norwegian engine and the generic recognizers, phones in the Norwegian region."""
    tldextract: Any = import_module("tldextract")
    # the suffix list as packaged: it would be fetched otherwise
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    presidio: Any = import_module("presidio_analyzer")
    kinds: Any = import_module("presidio_analyzer.predefined_recognizers")
    names = ("Email", "Url", "Ip", "CreditCard", "Iban", "Crypto", "Date")
    recognizers = [getattr(kinds, f"{name}Recognizer")(supported_language="nb") for name in names]
    recognizers.append(kinds.PhoneRecognizer(supported_language="nb", supported_regions=("NO",)))
    nlp = import_module("presidio_analyzer.nlp_engine").SpacyNlpEngine()
    nlp.nlp = {"nb": import_module("spacy").blank("nb")}
    engine = presidio.AnalyzerEngine(
        registry=presidio.RecognizerRegistry(recognizers, supported_languages=["nb"]),
        nlp_engine=nlp,
        supported_languages=["nb"],
    )
    return engine.analyze


def _load_presidio() -> Ready:
    analyze = presidio_analyzer()
    return Ready(
        lambda text: analyze(text, language="nb"),
        lambda text: [
            Found(hit.start, hit.end, _PRESIDIO_LABELS.get(hit.entity_type, "OTHER_ID"))
            for hit in analyze(text, language="nb")
        ],
    )


def _load_baseline() -> Ready:
    def find(text: str) -> list[Found]:
        return [
            Found(*match.span(), label)
            for label, pattern in _BASELINE
            for match in pattern.finditer(text)
        ]

    return Ready(find, find)


TOOLS = (
    Tool(OWN, ("hidden-plain-sight",), _load_own),
    Tool(RULES, ("hidden-plain-sight",), _load_rules),
    Tool(PRESIDIO, ("presidio-analyzer", "spacy", "tldextract", "phonenumbers"), _load_presidio),
    Tool("spaCy blank nb, tokenizer alone", ("spacy",), _load_spacy),
    Tool("a handful of `re` patterns", (), _load_baseline),
)
"""In the order of the table."""
