"""From text to spans: every detector proposes scored candidates, one resolver decides."""

from hidden_plain_sight.detection.detector import Detector

__all__ = ["Detector"]
