"""The secret key: made, read from a file, and named by a fingerprint."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Final

from hidden_plain_sight.errors import DeidentificationError

__all__ = ["checked_key", "ephemeral_key", "key_fingerprint", "read_key"]

_LEAST: Final = 16
_MOST: Final = 65_536
"""A larger file is no key: notes, perhaps, or a device that never ends."""
_HEX: Final = re.compile(rb"(?:[0-9a-fA-F]{2}){16,}")


def ephemeral_key() -> bytes:
    """A new random key of 32 bytes; forget it, and nothing leads back.

    >>> len(ephemeral_key())
    32
    """
    return secrets.token_bytes(32)


def key_fingerprint(key: bytes) -> str:
    """A short name of a key, from which the key cannot be found.

    >>> key_fingerprint(b"a secret of at least 16 bytes")
    '29c6fddbbe86'
    """
    return hashlib.blake2b(key, digest_size=6, person=b"hps fingerprint").hexdigest()


def checked_key(key: bytes) -> bytes:
    """The key itself; raises `DeidentificationError` E104 where it has fewer than 16 bytes.

    >>> checked_key(b"0123456789abcdef")
    b'0123456789abcdef'

    Raises TypeError for anything but bytes: of a string nobody knows which bytes are meant.
    """
    if not isinstance(key, bytes):
        raise TypeError("a key is bytes")
    if len(key) < _LEAST:
        raise DeidentificationError("E104", length=len(key))
    return key


def read_key(path: Path | str) -> bytes:
    r"""Read a key from a file: its bytes, or the bytes that it holds in hexadecimal.

    A newline at the end is no part of the key; a file of nothing but hexadecimal digits, 32 or
    more, is read as such.

    >>> import os, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "key")
    ...     _ = file.write_text("00112233445566778899aabbccddeeff\n")
    ...     file.chmod(0o600)
    ...     len(read_key(file))
    16

    Raises `DeidentificationError`: E105 where the file cannot be read or is too large to be a key,
    E103 where its group or others may read it (on POSIX), E104 where the key has fewer than 16
    bytes.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            raw = file.read(_MOST + 1)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DeidentificationError("E105", file=path.name, problem=problem) from error
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
        raise DeidentificationError("E103", file=path.name)
    if len(raw) > _MOST:
        raise DeidentificationError("E105", file=path.name, problem="larger than any key")
    raw = raw.removesuffix(b"\n").removesuffix(b"\r")
    return checked_key(bytes.fromhex(raw.decode("ascii")) if _HEX.fullmatch(raw) else raw)
