"""Invented clinical notes with exact gold, to train and to test on; begin reading in `corpus`."""

from .corpus import SyntheticNote, synthesize
from .noise import Noise
from .provider import ClinicalProvider
from .template import parse, templates
from .variety import Variety

__all__ = [
    "ClinicalProvider",
    "Noise",
    "SyntheticNote",
    "Variety",
    "parse",
    "synthesize",
    "templates",
]
