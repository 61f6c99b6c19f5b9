"""De-identify Norwegian clinical notes by hiding identifiers in plain sight.

>>> import hidden_plain_sight as hps
>>> deidentifier = hps.Deidentifier(key=b"a secret of at least 16 bytes")
>>> deidentifier.detect("Innlagt 12.05.2021")[0].label
'DATE'
"""

from hidden_plain_sight.deidentifier import Deidentifier
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import (
    Category,
    DeidentifiedDocument,
    Document,
    PatientFacts,
    Replacement,
    Span,
    Subtype,
)
from hidden_plain_sight.surrogates import Repeat, Scope, ephemeral_key

__version__ = "0.1.0"

__all__ = [
    "Category",
    "DeidentificationError",
    "DeidentifiedDocument",
    "Deidentifier",
    "Document",
    "PatientFacts",
    "Repeat",
    "Replacement",
    "Scope",
    "Span",
    "Subtype",
    "ephemeral_key",
]
