"""Proof that nothing leaks: whether a text that was written still holds a real value.

>>> from hidden_plain_sight.audit import audit_document
>>> from hidden_plain_sight.phi import Category, Document, Span
>>> note = Document("Kari Nordli kom. Spør Nordlis mor.")
>>> spans = [Span(0, 4, Category.NAME), Span(5, 11, Category.NAME)]
>>> audit_document(note, spans, ["Siv", "Moe"])
(Finding(kind=<Kind.LEAK: 'leak'>, label='LAST_NAME', start=22, end=29),)
"""

from hidden_plain_sight.audit.alignment import aligned
from hidden_plain_sight.audit.audit import Finding, Kind, audit_document, audit_text, left_behind

__all__ = ["Finding", "Kind", "aligned", "audit_document", "audit_text", "left_behind"]
