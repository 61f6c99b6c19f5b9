"""From text to spans: every detector proposes scored candidates, one resolver decides."""

from hidden_plain_sight.detection.detector import Detector
from hidden_plain_sight.detection.explain import Explanation, Outcome

__all__ = ["Detector", "Explanation", "Outcome"]
