"""Files as streams of bytes: read piece by piece, written whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, cast

from hidden_plain_sight.errors import DeidentificationError

__all__ = ["DAMAGE", "AtomicFile", "InputStream", "file_digest", "folder_digest", "write_whole"]

DAMAGE: Final = (EOFError, gzip.BadGzipFile, zlib.error)
"""What reading a damaged file raises; the errors of zstandard are turned into `EOFError`."""

_CHUNK: Final = 1 << 17


class InputStream:
    r"""An input file, decompressed as it is read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.txt.gz")
    ...     _ = file.write_bytes(gzip.compress(b"hei\n"))
    ...     with InputStream(file, compression=".gz") as stream:
    ...         list(stream.lines)
    [b'hei\n']

    `compression` is `.gz`, `.zst` or empty. Reading raises one of `DAMAGE` where the file is cut
    off or not what its suffix says.
    """

    def __init__(self, path: Path, *, compression: str = "") -> None:
        self._raw = path.open("rb")
        self.lines: IO[bytes] = self._raw
        if compression == ".gz":
            self.lines = cast("IO[bytes]", gzip.GzipFile(fileobj=self._raw, mode="rb"))
        elif compression == ".zst":
            self.lines = io.BufferedReader(_Zstandard(self._raw), _CHUNK)

    @property
    def position(self) -> int:
        """How many bytes of the file itself were read."""
        return 0 if self._raw.closed else self._raw.tell()

    def close(self) -> None:
        """Closes the file."""
        self.lines.close()
        self._raw.close()

    def __enter__(self) -> InputStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Zstandard(io.RawIOBase):
    """Decompresses, frame after frame; unlike the library's own reader it tells of a cut file."""

    def __init__(self, raw: IO[bytes]) -> None:
        import zstandard

        self._raw = raw
        self._error = zstandard.ZstdError
        self._new: Any = zstandard.ZstdDecompressor().decompressobj
        self._frame: Any = None
        self._rest = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            piece = self._rest or self._raw.read(_CHUNK)
            self._rest = b""
            if not piece:
                if self._frame is not None:
                    raise EOFError("the last frame has no end")
                return 0
            self._ready = memoryview(self._decompress(piece))
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _decompress(self, piece: bytes) -> bytes:
        if self._frame is None:
            self._frame = self._new()
        try:
            text: bytes = self._frame.decompress(piece)
        except self._error:
            raise EOFError("not a frame") from None
        if self._frame.eof:
            self._rest = self._frame.unused_data
            self._frame = None
        return text


class AtomicFile:
    """A file that appears under its name only when `commit` is called.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = AtomicFile(Path(folder, "a.txt"))
    ...     _ = file.stream.write(b"hei")
    ...     before = Path(folder, "a.txt").exists()
    ...     file.commit()
    ...     before, Path(folder, "a.txt").read_bytes()
    (False, b'hei')

    Compressed bytes are the same for the same content: they hold no time and no name.
    """

    def __init__(self, path: Path, *, compression: str = "") -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = self._part.open("wb")
        self.stream: IO[bytes] = self._raw
        if compression == ".gz":
            packed = gzip.GzipFile("", mode="wb", fileobj=self._raw, compresslevel=6, mtime=0)
            self.stream = cast("IO[bytes]", packed)
        elif compression == ".zst":
            import zstandard

            writer = zstandard.ZstdCompressor(level=3, write_checksum=True)
            self.stream = cast("IO[bytes]", writer.stream_writer(self._raw, closefd=False))

    def commit(self) -> None:
        """Puts the file in its place, on the disk and not only in memory."""
        if self.stream is not self._raw:
            self.stream.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()
        self._part.replace(self.path)
        _sync_folder(self.path.parent)

    def abandon(self) -> None:
        """Removes what was written so far; does nothing after `commit`."""
        if not self._raw.closed:
            # closed in order, or a compressor complains of it when it is collected
            with suppress(OSError, ValueError):
                self.stream.close()
            self._raw.close()
        self._part.unlink(missing_ok=True)


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file that appears whole or not at all; raises `DeidentificationError` E411.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), [b"h", b"ei"])
    ...     Path(folder, "a.txt").read_bytes()
    b'hei'
    """
    file: AtomicFile | None = None
    try:
        file = AtomicFile(path)
        for piece in pieces:
            file.stream.write(piece)
        file.commit()
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        if file is not None:
            file.abandon()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: Path | str, error: OSError) -> DeidentificationError:
    """The error for an output that cannot be written.

    >>> str(cannot_write("out.jsonl", PermissionError(13, "Permission denied")))
    '[E411] out.jsonl cannot be written: Permission denied.'
    """
    problem = error.strerror or type(error).__name__
    return DeidentificationError("E411", file=path, problem=problem)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    >>> file_digest(Path(os.devnull))[:8]
    'e3b0c442'
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path, *suffixes: str) -> str:
    """The SHA-256 over the names and contents of a folder's files with one of the suffixes.

    Of all files where no suffix is named. Hidden files are left out, and those in hidden folders.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     folder_digest(Path(folder), ".tsv") == hashlib.sha256().hexdigest()
    True
    """
    total = hashlib.sha256()
    files = (
        path
        for path in folder.rglob("*")
        if (not suffixes or path.suffix in suffixes) and path.is_file()
    )
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        if name.startswith(".") or "/." in name:
            continue
        total.update(f"{name}\0{file_digest(path)}\n".encode())
    return total.hexdigest()
