"""Bytes to text, in whatever encoding they turn out to be."""

from __future__ import annotations

import codecs
from enum import StrEnum
from typing import Final

__all__ = ["BOM", "Decoder", "Encoding"]

BOM: Final = codecs.BOM_UTF8

# Windows-1252 leaves five bytes undefined; like browsers do, they are taken as control characters
_TABLE: Final = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)
)


class Encoding(StrEnum):
    """What the texts are encoded in; `auto` is UTF-8, and Windows-1252 where it is not UTF-8.

    >>> Encoding("windows-1252")
    <Encoding.WINDOWS_1252: 'windows-1252'>
    """

    AUTO = "auto"
    UTF_8 = "utf-8"
    WINDOWS_1252 = "windows-1252"


class Decoder:
    r"""Decodes the parts of one file and remembers what they were.

    >>> decoder = Decoder()
    >>> decoder.decode("Bodø".encode("cp1252")), decoder.name
    ('Bodø', 'windows-1252')
    >>> decoder.decode(b"K\0a\0r\0i\0") is None
    True

    Each part (a line, or a .txt file) is judged by itself, so that one line of another encoding
    does not spoil all the rest.
    """

    def __init__(self, encoding: Encoding = Encoding.AUTO) -> None:
        self._encoding = encoding
        self.fell_back = encoding is Encoding.WINDOWS_1252
        self._had_utf8 = False

    def decode(self, raw: bytes) -> str | None:
        """The text, or None where it is in no encoding that is known.

        Zero bytes are the mark of UTF-16, in which no identifier would be found.
        """
        if b"\0" in raw:
            return None
        if self._encoding is not Encoding.WINDOWS_1252:
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                if self._encoding is Encoding.UTF_8:
                    return None
            else:
                self._had_utf8 = self._had_utf8 or len(text) < len(raw)
                return text
        self.fell_back = True
        return codecs.charmap_decode(raw, "strict", _TABLE)[0]

    def note_utf8(self) -> None:
        """Takes note that a part was read as UTF-8 elsewhere."""
        self._had_utf8 = True

    @property
    def name(self) -> str:
        """What the file was in: `utf-8`, `windows-1252`, or both."""
        if not self.fell_back:
            return "utf-8"
        return "utf-8, windows-1252" if self._had_utf8 else "windows-1252"
