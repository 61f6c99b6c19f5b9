"""Notes with their identifiers marked as `[FIRST_NAME Kari]`, as documents and spans."""

from __future__ import annotations

import datetime as dt
import re

from hidden_plain_sight.phi import Category, DeidentifiedDocument, Document, Span, Subtype
from hidden_plain_sight.surrogates import SurrogateWriter
from hidden_plain_sight.values import DatePart, NationalNumber, Part, WrittenDate

KEY = b"a secret of at least 16 bytes"
_MARK = re.compile(r"\[([A-Z_]+) ([^\]]+)\]")


def full_date(day: dt.date) -> WrittenDate:
    return WrittenDate(
        (
            Part(DatePart.DAY, f"{day.day:02}", pad=True),
            ".",
            Part(DatePart.MONTH, f"{day.month:02}", pad=True),
            ".",
            Part(DatePart.YEAR, f"{day.year:04}"),
        )
    )


def _value(label: str, text: str) -> object:
    if label == "DATE" and (match := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", text)):
        return full_date(dt.date(int(match[3]), int(match[2]), int(match[1])))
    if label == "DATE" and re.fullmatch(r"\d{4}", text):
        return WrittenDate((Part(DatePart.YEAR, text),))
    if label == "DATE" and text.isalpha():
        return WrittenDate((Part(DatePart.MONTH_WORD, text),))
    digits = "".join(c for c in text if c.isdigit())
    return NationalNumber.read(digits) if label == "NATIONAL_ID" and len(digits) == 11 else None


def marked(
    text: str, *, doc: str = "n1", patient: str | None = None
) -> tuple[Document, list[Span]]:
    plain, spans, at = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        label, inner = match.groups()
        subtype = Subtype(label) if label in Subtype.__members__ else None
        category = subtype.category if subtype else Category(label)
        end = len(plain) + len(inner)
        spans.append(Span(len(plain), end, category, subtype, value=_value(label, inner)))
        plain, at = plain + inner, match.end()
    return Document(plain + text[at:], id=doc, patient=patient), spans


def writer(key: bytes = KEY, **options: object) -> SurrogateWriter:
    """A writer in which a failing generator fails the test."""
    made = SurrogateWriter(key=key, **options)  # type: ignore[arg-type]
    made._fails_loudly = True
    return made


def written(
    text: str, *, key: bytes = KEY, doc: str = "n1", **options: object
) -> DeidentifiedDocument:
    document, spans = marked(text, doc=doc)
    return writer(key, **options).write(document, spans)


def surrogates(text: str, *, key: bytes = KEY, doc: str = "n1", **options: object) -> list[str]:
    return [r.surrogate for r in written(text, key=key, doc=doc, **options).replacements]


KEYS = [KEY + bytes([n]) for n in range(25)]


def digits_in(text: str) -> str:
    """The digits of a text."""
    return "".join(c for c in text if c.isdigit())
