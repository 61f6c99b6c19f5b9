"""JSON values to and from bytes: fast where possible, exact where needed."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import orjson

from .decoding import Decoder

__all__ = ["dump", "load"]

# whole numbers past 64 bits become floats in orjson, and ids are such numbers now and then
_LONG_NUMBER: Final = re.compile(rb"[0-9]{19}")

NOT_JSON: Final = object()
"""Stands for a line that is not JSON."""
NOT_TEXT: Final = object()
"""Stands for a line in an encoding that is not known."""


def load(raw: bytes, decoder: Decoder, *, utf8_first: bool = True) -> Any:
    r"""The value of a line, `NOT_JSON`, or `NOT_TEXT`.

    >>> load(b'{"id": 123456789012345678901234}', Decoder())
    {'id': 123456789012345678901234}
    >>> load(rb'"\ud800"', Decoder()) == "\ud800"
    True
    >>> load(b'{"id": ', Decoder()) is NOT_JSON
    True
    """
    if utf8_first and not _LONG_NUMBER.search(raw):
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError:
            pass
        else:
            if not raw.isascii():
                decoder.note_utf8()
            return value
    text = decoder.decode(raw)
    if text is None:
        return NOT_TEXT
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return NOT_JSON


def dump(value: Any) -> bytes:
    r"""The value as one line of JSON, with its newline.

    >>> dump({"id": 7, "text": "å"}).decode(), dump("\ud800")
    ('{"id":7,"text":"å"}\n', b'"\\ud800"\n')
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    except (orjson.JSONEncodeError, TypeError):
        return json.dumps(value, separators=(",", ":")).encode() + b"\n"
