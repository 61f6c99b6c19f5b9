"""Training a compact tagger on annotated, synthetic and NorNE texts; needs torch to train."""

from hidden_plain_sight.training.examples import from_gold, from_norne, from_synthesis
from hidden_plain_sight.training.fit import evaluate_alone, fit
from hidden_plain_sight.training.model import Recipe
from hidden_plain_sight.training.prepare import Example
from hidden_plain_sight.training.thresholds import choose, rates_by_threshold

__all__ = [
    "Example",
    "Recipe",
    "choose",
    "evaluate_alone",
    "fit",
    "from_gold",
    "from_norne",
    "from_synthesis",
    "rates_by_threshold",
]
