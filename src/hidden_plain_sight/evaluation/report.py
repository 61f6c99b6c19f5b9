"""An evaluation as one page of HTML that needs nothing else, and as JSON."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import jinja2
import orjson

from hidden_plain_sight.errors import DeidentificationError

from .compare import Comparison
from .evaluation import Evaluation
from .intervals import Rate
from .wording import HEADLINES, difference, further, headlines, interval, percent

__all__ = ["read_evaluation", "render_html", "to_json", "write_report"]

SHOWN_FINDINGS: Final = 500
"""How many findings the page lists; the JSON has all."""


def write_report(
    evaluation: Evaluation,
    *,
    html: Path | None = None,
    json: Path | None = None,
    comparison: Comparison | None = None,
    title: str = "De-identification, evaluated",
) -> None:
    """Writes the page, the JSON, or both. They hold ids, offsets and counts, and no text.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_report(Evaluation("canonical", (), (), ()), html=Path(folder, "report.html"))
    ...     [file.name for file in Path(folder).iterdir()]
    ['report.html']

    A file appears whole or not at all. Raises `DeidentificationError` E411 where it can't be
    written.
    """
    if html is not None:
        page = render_html(evaluation, comparison=comparison, title=title)
        _write(html, page.encode())
    if json is not None:
        _write(json, to_json(evaluation, comparison=comparison))


def to_json(evaluation: Evaluation, *, comparison: Comparison | None = None) -> bytes:
    """The evaluation as JSON, and under `comparison` the comparison if there is one.

    >>> to_json(Evaluation("canonical", (), (), ()))[:45]
    b'{\\n  "format": "hidden-plain-sight evaluation"'
    """
    data = evaluation.to_dict()
    if comparison is not None:
        data["comparison"] = comparison.to_dict()
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_evaluation(path: Path) -> Evaluation:
    """The evaluation of a JSON file that `write_report` wrote.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "evaluation.json")
    ...     write_report(Evaluation("canonical", (), (), ()), json=file)
    ...     read_evaluation(file).scheme
    'canonical'

    Raises `DeidentificationError` E409 for a file that is none.
    """
    try:
        return Evaluation.from_dict(orjson.loads(path.read_bytes()))
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = "not a JSON file that deid-corpus evaluate wrote"
    raise DeidentificationError("E409", file=path, problem=problem)


def render_html(
    evaluation: Evaluation,
    *,
    comparison: Comparison | None = None,
    title: str = "De-identification, evaluated",
) -> str:
    """The page. It has no scripts and loads nothing.

    >>> "<script" in render_html(Evaluation("canonical", (), (), ()))
    False
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(percent=percent, interval=interval, difference=difference)
    source = files(__package__).joinpath("template.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        title=title,
        evaluation=evaluation,
        counts=evaluation.counts,
        headlines=headlines(evaluation),
        further=further(evaluation),
        rows=_rows(evaluation),
        columns=[name for _, name, _ in HEADLINES],
        findings=evaluation.findings[:SHOWN_FINDINGS],
        finding_counts=Counter(finding.kind for finding in evaluation.findings),
        comparison=comparison,
    )


def _rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "rates": rates,
            "bars": [(name, _bar(getattr(rates, field))) for field, name, _ in HEADLINES],
        }
        for label, rates in evaluation.per_label.items()
    ]


def _bar(rate: Rate) -> dict[str, Any]:
    """The places of a bar and its whiskers, in hundredths of the width."""
    scaled = {"low": 100 * rate.low, "high": 100 * rate.high, "value": 100 * (rate.value or 0.0)}
    return {"rate": rate, **{name: f"{place:.2f}" for name, place in scaled.items()}}


def _write(path: Path, content: bytes) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DeidentificationError("E411", file=path, problem=problem) from None
