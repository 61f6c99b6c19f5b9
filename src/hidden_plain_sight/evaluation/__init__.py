"""How well identifiers are found: gold formats, rates with intervals, comparison and report.

>>> from hidden_plain_sight.evaluation import AnnotatedDocument, Mark, evaluate
>>> gold = [AnnotatedDocument("n1", "Kari kom 3. mai.", (Mark(0, 4, "First_Name"),))]
>>> evaluation = evaluate(gold, lambda text: [Mark(0, 4, "FIRST_NAME")])
>>> evaluation.overall.identified.value
1.0
"""

from __future__ import annotations

from .annotated import AnnotatedDocument, Mark, SpanLike
from .compare import Comparison, Difference, compare
from .evaluation import Agreement, Evaluation, Rates
from .gold import GoldFormat, read_gold, read_predictions
from .intervals import Rate, clustered_rate, wilson_rate
from .labels import LABELS, SCHEMES, Scheme, SpanPolicy, find_scheme, read_label_map
from .metrics import Detect, DetectDocument, evaluate
from .report import read_evaluation, render_html, to_json, write_report
from .tally import DocumentTally, Finding, LabelTally

__all__ = [
    "LABELS",
    "SCHEMES",
    "Agreement",
    "AnnotatedDocument",
    "Comparison",
    "Detect",
    "DetectDocument",
    "Difference",
    "DocumentTally",
    "Evaluation",
    "Finding",
    "GoldFormat",
    "LabelTally",
    "Mark",
    "Rate",
    "Rates",
    "Scheme",
    "SpanLike",
    "SpanPolicy",
    "clustered_rate",
    "compare",
    "evaluate",
    "find_scheme",
    "read_evaluation",
    "read_gold",
    "read_label_map",
    "read_predictions",
    "render_html",
    "to_json",
    "wilson_rate",
    "write_report",
]
