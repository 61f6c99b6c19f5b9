"""Spans to surrogates: believable text in the place of identifiers.

>>> from hidden_plain_sight.phi import Category, Document, Span
>>> from hidden_plain_sight.surrogates import SurrogateWriter
>>> writer = SurrogateWriter(key=b"a secret of at least 16 bytes")
>>> writer.write(Document("Ring 22 07 50 00.", id="n1"), [Span(5, 16, Category.PHONE)]).text[:5]
'Ring '
"""

from hidden_plain_sight.surrogates.choice import Scope
from hidden_plain_sight.surrogates.keys import ephemeral_key, key_fingerprint, read_key
from hidden_plain_sight.surrogates.repeats import Repeat
from hidden_plain_sight.surrogates.writer import SurrogateWriter

__all__ = [
    "Repeat",
    "Scope",
    "SurrogateWriter",
    "ephemeral_key",
    "key_fingerprint",
    "read_key",
]
