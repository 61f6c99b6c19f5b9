"""From text to spans: every detector proposes scored candidates, one resolver decides."""

from hidden_plain_sight.detection.detector import Detector
from hidden_plain_sight.detection.resolve import LOWEST_THRESHOLD

__all__ = ["LOWEST_THRESHOLD", "Detector"]
