"""Dates in all their written forms, each as a typed `WrittenDate`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.date_context import contexts_score
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.rules import RuleBook
from hidden_plain_sight.detection.text_view import TextView, Token
from hidden_plain_sight.phi import Category
from hidden_plain_sight.values import (
    MONTH_WORDS,
    ORDINAL_WORDS,
    Field,
    date_of_fields,
    matched_fields,
)

__all__ = ["find_dates"]

_FULL_MONTHS: Final = "|".join(sorted((w for w in MONTH_WORDS if len(w) > 4), key=len)[::-1])
_SHORT_MONTHS: Final = "|".join(w for w in sorted(MONTH_WORDS) if len(w) <= 4)
_WHOLE_SHORT: Final = "mars|mai|juni|juli|may|june|july"
_MONTH: Final = rf"(?:(?:{_FULL_MONTHS}|{_WHOLE_SHORT})\b(?!\w)|(?:{_SHORT_MONTHS})\b\.?(?!\w))"
"""A month as a word; a full stop belongs to abbreviations alone."""
_YEAR: Final = r"(?:1[89]|20)\d\d"
_SPACE: Final = r"[ \u00a0]"

_NUMERIC: Final = re.compile(
    rf"(?P<d>\d\d?){_SPACE}?[./-]{_SPACE}?(?P<m>\d\d?)"
    rf"(?:{_SPACE}?[./–-]{{1,2}}{_SPACE}?['’]?(?P<y>{_YEAR}|\d\d)|{_SPACE}['’]?(?P<y_>{_YEAR})"
    r"|[ ](?P<y__>\d\d)(?=[.,;)\n]|$))"
    r"(?![\d/%]|[.,:]\d|-\d(?!\d?[./-]\d))"
)
_MONTH_WORD: Final = re.compile(
    rf"(?P<d>\d\d?)\.?{_SPACE}?-?(?P<M>{_MONTH})"
    rf"(?:[.,]{{0,2}}{_SPACE}{{0,2}}[-–'’]?{_SPACE}?(?P<y>{_YEAR})(?!\d)"
    rf"|,?{_SPACE}?[-–'’]{{1,2}}(?P<y2>\d\d)(?!\d)"
    rf"|{_SPACE}(?P<y3>\d\d)(?![\d.,:/%-]\d|\d|{_SPACE}?[a-zæøå%]))?",
    re.IGNORECASE,
)
_WORD_SOON: Final = re.compile(r"\d\d?\.?[ \u00a0]?-?[^\W\d_]")
_ISO: Final = re.compile(rf"(?P<y>{_YEAR})(?P<s>[-./])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)")
_DAY_MONTH: Final = re.compile(r"(?P<d>\d\d?)(?P<s>[./])(?P<m>\d\d?)(?P<t>\.?)(?![\d/%]|[.,]\d)")
_MONTH_YEAR: Final = re.compile(rf"(?P<m>\d\d?){_SPACE}?[./-]{_SPACE}?(?P<y>{_YEAR})(?![\d/])")
_MONTH_YEAR2: Final = re.compile(r"(?P<m>0[1-9]|1[0-2])/(?P<y>\d\d)(?![\d/])")
_RANGE_HEAD: Final = re.compile(rf"(?P<d>\d\d?)\.?{_SPACE}?(?:[-–/]|til|og){_SPACE}?(?=\d)")
_YEARS: Final = re.compile(rf"(?P<y>{_YEAR}){_SPACE}?[-–/]{_SPACE}?(?P<z>{_YEAR}|\d\d)(?![\d/-])")
_COMPACT6: Final = re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d\d)(?![\d/%]|[.,-]\d)")
_COMPACT8: Final = re.compile(
    rf"(?:(?P<d>\d\d)(?P<m>\d\d)(?P<y>{_YEAR})|(?P<y_>{_YEAR})(?P<m_>\d\d)(?P<d_>\d\d))(?!\d)"
)
_AFTER_MONTH: Final = re.compile(
    rf"\.?(?:{_SPACE}(?P<d>\d\d?)(?:[.,]{{1,2}}{_SPACE}?|{_SPACE})(?P<dy>{_YEAR})"
    rf"|,?{_SPACE}{{0,2}}[-–'’]?{_SPACE}?(?P<y>{_YEAR})|{_SPACE}?[-–'’](?P<y2>\d\d)"
    r"|/(?P<y3>\d\d)(?![.,:/%-]\d)"
    rf"|{_SPACE}(?P<y4>\d\d)(?![.,:/%-]\d|{_SPACE}?[a-zæøå%]|\.?{_SPACE}?{_MONTH}))(?!\d)"
)
_ORDINAL_BEFORE: Final = re.compile(r"([^\W\d_]+)[ ]$")
_SHORT_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:sommer|vår|høst|haust|vinter|jul|påske|årsskifte)(?:en|a|ar|et)?[ ][-–'’]?"
    r"|(?:^|[ (])['’]|\b(?:født|fødd|fdt\.?|f\.|årgang|i|fra|siden|sidan)[ ][-–'’])$"
)
_BARE_YEAR2_BEFORE: Final = re.compile(r"\b(?:i|f\.|født|fødd)[ ]$")
_CLEAR: Final = 0.58
_NUMERIC_RULES: Final = frozenset({"date.day_month", "date.numeric", "date.range"})


def find_dates(view: TextView, book: RuleBook) -> Iterator[Candidate]:
    """Yield the dates of a text as spans whose value is a `WrittenDate`."""
    consumed = 0
    found: list[Candidate] = []
    for start, end in view.digits:
        if start < consumed or _glued(view.text, start):
            continue
        date = _at_digits(view, start, end - start, book)
        if date is not None:
            consumed = date.end
            found.append(date)
    yield from _in_house_style(view, found)
    yield from _months(view, found, book)


def _in_house_style(view: TextView, found: list[Candidate]) -> Iterator[Candidate]:
    """Days and months without a year, likelier where the writer has written other dates so."""
    styles = {
        _separator(view, s) for s in found if s.score >= _CLEAR and s.rule_id in _NUMERIC_RULES
    }
    for span in found:
        if (
            span.rule_id == "date.day_month"
            and span.score < _CLEAR
            and _separator(view, span) in styles
        ):
            span = span._replace(score=span.score + 0.25)
        yield span


def _separator(view: TextView, span: Candidate) -> str:
    return "/" if "/" in view.text[span.start : span.end] else "."


def _glued(text: str, start: int) -> bool:
    """Whether the digits continue a word or a number."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalpha() or before in "_+§":
        return True
    return before in ".,:/" and start > 1 and text[start - 2].isdigit()


def _at_digits(view: TextView, start: int, length: int, book: RuleBook) -> Candidate | None:
    if length <= 2:
        return (
            _ranged(view, start, book)
            or _full(view, start, book)
            or _partial(view, start, book)
            or _short_year(view, start, length, book)
        )
    if length == 4:
        return _year_first(view, start, book)
    if length in {6, 8}:
        return _compact(view, start, length, book)
    return None


def _span(
    view: TextView, start: int, end: int, fields: list[Field], rule: str, score: float
) -> Candidate | None:
    """The span, unless its context speaks too strongly against a date."""
    if score <= 0:
        return None
    date = date_of_fields(view.text, start, end, fields)
    return Candidate(start, end, Category.DATE, None, min(score, 1.0), rule, date)


def _plausible(day: str | None, month: str | None) -> bool:
    if month is not None and month.isdigit() and not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= 31


def _full(view: TextView, start: int, book: RuleBook) -> Candidate | None:
    """`12.05.2021`, `12/5-21`, `12. mai 2021`, `12. mai`."""
    worded = _WORD_SOON.match(view.text, start) is not None
    rule = "date.month_word" if worded else "date.numeric"
    match = (_MONTH_WORD if worded else _NUMERIC).match(view.text, start)
    if match is None:
        return None
    month = match.groupdict().get("m")
    score = book.score(rule)
    if not _plausible(match["d"], month):
        if month is None or not _plausible(month, match["d"]):
            return None
        score -= 0.35
    if not worded and _doses(view, match):
        return None
    return _span(view, start, match.end(), matched_fields(match), rule, score)


def _doses(view: TextView, match: re.Match[str]) -> bool:
    """Whether three numbers with dashes or dots are a dose or a lab row and no date."""
    if len(match["y"] or match["y_"] or match["y__"]) == 4:
        return False
    return contexts_score(view.text, match.start(), match.end()) <= -0.5


def _ranged(view: TextView, start: int, book: RuleBook) -> Candidate | None:
    """`12.-14.05.21`, `12.–14. mai`."""
    head = _RANGE_HEAD.match(view.text, start)
    if head is None or not _plausible(head["d"], None):
        return None
    for pattern in (_MONTH_WORD, _NUMERIC):
        tail = pattern.match(view.text, head.end())
        if tail and _plausible(tail["d"], tail.groupdict().get("m")):
            if int(tail["d"]) < int(head["d"]) or view.text[head.end() - 1] == "/":
                return None
            fields = matched_fields(head) + matched_fields(tail, 1)
            return _span(view, start, tail.end(), fields, "date.range", book.score("date.range"))
    tail = _DAY_MONTH.match(view.text, head.end())
    if tail and "." in head.group() and _plausible(tail["d"], tail["m"]):
        score = book.score("date.range") - 0.3 + contexts_score(view.text, start, tail.end())
        end = tail.end("m")
        return _span(
            view, start, end, matched_fields(head) + matched_fields(tail, 1), "date.range", score
        )
    return None


def _partial(view: TextView, start: int, book: RuleBook) -> Candidate | None:
    """`12/5`, `12.5.`, `05.2021`, `05/21`."""
    text = view.text
    if (match := _MONTH_YEAR.match(text, start)) and _plausible(None, match["m"]):
        return _span(
            view, start, match.end(), matched_fields(match), "date.month_year",
            book.score("date.month_year") + min(0.0, contexts_score(view.text, start, match.end())),
        )  # fmt: skip
    if (match := _DAY_MONTH.match(text, start)) and _plausible(match["d"], match["m"]):
        score = book.score("date.day_month") + contexts_score(view.text, start, match.end())
        if view.follows_flag(start, Flag.DRUG):
            score -= 0.2
        day, month = int(match["d"]), int(match["m"])
        if match["s"] == "." and not match["t"]:
            score -= 0.1 if len(match["m"]) == len(match["d"]) == 2 else 0.25
        elif match["s"] == "/" and day <= month and month <= 10 and match["d"][0] != "0":
            score -= 0.1
        elif match["s"] == "/" and day > 12:
            score += 0.1
        closes = match["t"] and match.end() < len(text) and text[match.end()] not in "\n\r"
        end = match.end() if closes and match["s"] == "." else match.end("m")
        return _span(view, start, end, matched_fields(match), "date.day_month", score)
    if match := _MONTH_YEAR2.match(text, start):
        score = book.score("date.day_month") + contexts_score(view.text, start, match.end())
        return _span(view, start, match.end(), matched_fields(match), "date.month_year", score)
    return None


def _short_year(view: TextView, start: int, length: int, book: RuleBook) -> Candidate | None:
    """`sommeren -17`, `'21`, `i 87`."""
    text = view.text
    if length != 2 or text[start + 2 : start + 3] in {"-", "%", "/", ",", ":"}:
        return None
    before = text[max(0, start - 14) : start]
    fields = [("y", start, start + 2, 0)]
    if _SHORT_YEAR_BEFORE.search(before):
        return _span(view, start, start + 2, fields, "date.year", book.score("date.year") + 0.2)
    after = text[start + 2 : start + 4]
    alone = not after or (after[0] in ".;)\n" and not after[1:].isdigit())
    if alone and int(text[start : start + 2]) >= 30 and _BARE_YEAR2_BEFORE.search(before):
        return _span(view, start, start + 2, fields, "date.year", book.score("date.year"))
    return None


def _year_first(view: TextView, start: int, book: RuleBook) -> Candidate | None:
    """`2021-05-12`, `2019-2021`, `2019/20`, `2019`."""
    text = view.text
    if (match := _ISO.match(text, start)) and _plausible(match["d"], match["m"]):
        return _span(
            view, start, match.end(), matched_fields(match), "date.iso", book.score("date.iso")
        )
    number = text[start : start + 4]
    if not "1900" <= number <= "2040":
        return None
    if match := _YEARS.match(text, start):
        later = match["z"] if len(match["z"]) == 4 else number[:2] + match["z"]
        if number < later <= "2040":
            fields: list[Field] = [("y", *match.span("y"), 0), ("y", *match.span("z"), 1)]
            return _span(view, start, match.end(), fields, "date.range", book.score("date.range"))
    if text[start + 4 : start + 5] in {"/", "%", "*"} or text[start + 4 : start + 11] == "-tallet":
        return None
    score = book.score("date.year") + contexts_score(view.text, start, start + 4, year=True)
    return _span(view, start, start + 4, [("y", start, start + 4, 0)], "date.year", score)


def _compact(view: TextView, start: int, length: int, book: RuleBook) -> Candidate | None:
    """`120521`, `12052021`, `20210512`."""
    match = (_COMPACT6 if length == 6 else _COMPACT8).match(view.text, start)
    if match is None:
        return None
    fields = matched_fields(match)
    numbers = {kind: view.text[a:b] for kind, a, b, _ in fields}
    if not _plausible(numbers["d"], numbers["m"]):
        return None
    score = book.score("date.compact") + contexts_score(view.text, start, match.end())
    score += 0.2 if length == 8 else 0
    return _span(view, start, match.end(), fields, "date.compact", score)


def _months(view: TextView, dates: list[Candidate], book: RuleBook) -> Iterator[Candidate]:
    """`mai 2021`, `October 07. 2014`, `tolvte mai`, `i mai`: months that no day before took."""
    inside = {at for date in dates for at in range(date.start + 1, date.end)}
    for token in view.tokens:
        if not token.flags & Flag.MONTH:
            continue
        if token.start in inside:
            continue
        if found := _at_month(view, token, book):
            yield found


def _at_month(view: TextView, token: Token, book: RuleBook) -> Candidate | None:
    text = view.text
    start, end = token.start, token.end
    months = token.word.split("-")
    fields: list[Field] = [("M", start, start + len(months[0]), 0)]
    if len(months) == 2:
        fields.append(("M", end - len(months[1]), end, 1))
    elif len(months) > 2:
        return None
    rule, score = "date.month", book.score("date.month")
    ordinal = _ORDINAL_BEFORE.search(text, max(0, start - 16), start)
    if ordinal and ordinal[1].lower() in ORDINAL_WORDS:
        start, rule, score = ordinal.start(1), "date.month_word", book.score("date.month_word")
        fields.insert(0, ("o", *ordinal.span(1), 0))
    after = _AFTER_MONTH.match(text, end)
    if after:
        end = after.end()
        rule = "date.month_word" if after["d"] or len(fields) > 1 else "date.month_year"
        score = book.score(rule)
        fields += [("d" if name == "d" else "y", *after.span(name), 0)
                   for name in ("d", "dy", "y", "y2", "y3", "y4") if after[name]]  # fmt: skip
    elif rule == "date.month":
        if token.flags & (Flag.UPPER | Flag.CAPITAL) or (
            len(token.word) < 4 and token.word != "mai"
        ):
            return None
        score += contexts_score(view.text, start, end, year=True)
    return _span(view, start, end, fields, rule, score)
