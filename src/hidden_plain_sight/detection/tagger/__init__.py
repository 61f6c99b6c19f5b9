"""Taggers: trained detectors beside the rules, and the small one that ships with the package."""

from hidden_plain_sight.detection.tagger.opening import SHIPPED_TAGGER, open_tagger
from hidden_plain_sight.detection.tagger.protocol import Tagger

__all__ = ["SHIPPED_TAGGER", "Tagger", "open_tagger"]
