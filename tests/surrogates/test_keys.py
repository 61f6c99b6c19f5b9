from __future__ import annotations

import os
from pathlib import Path

import pytest

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.cli.options import find_key
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Document
from hidden_plain_sight.surrogates import (
    SurrogateWriter,
    ephemeral_key,
    key_fingerprint,
    read_key,
)
from hidden_plain_sight.surrogates.choice import Choice, Scope, scope_id

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")


def key_file(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    file = folder / "key"
    file.write_bytes(content)
    file.chmod(mode)
    return file


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"0123456789abcdefg\n", b"0123456789abcdefg"),
        (b"0123456789abcdefg\r\n", b"0123456789abcdefg"),
        (b"00" * 16 + b"\n", bytes(16)),
        (b"FFff" * 8, b"\xff" * 16),
        (b"abcdef0123456789", b"abcdef0123456789"),
        (b"\xff\x00" * 10, b"\xff\x00" * 10),
    ],
)
def test_a_key_is_raw_or_hexadecimal(tmp_path: Path, content: bytes, key: bytes) -> None:
    assert read_key(key_file(tmp_path, content)) == key


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(DeidentificationError, match="E103"):
        read_key(key_file(tmp_path, b"0123456789abcdef", mode))


def test_a_short_or_missing_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeidentificationError, match="E104"):
        read_key(key_file(tmp_path, b"short\n"))
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(DeidentificationError, match="E105"):
            read_key(path)


def test_a_file_that_is_too_large_is_no_key(tmp_path: Path) -> None:
    assert len(read_key(key_file(tmp_path, b"x" * 65_536))) == 65_536
    with pytest.raises(DeidentificationError, match="E105"):
        read_key(key_file(tmp_path, b"x" * 65_537))


def test_an_empty_file_is_no_key(tmp_path: Path) -> None:
    for content in (b"", b"\n", b"\r\n"):
        with pytest.raises(DeidentificationError, match="E104"):
            read_key(key_file(tmp_path, content))


def test_nothing_is_replaced_without_a_key() -> None:
    with pytest.raises(DeidentificationError, match="E102"):
        Deidentifier(tagger=None).deidentify("Kari ringte.")
    with pytest.raises(DeidentificationError, match="E102"):
        find_key(None, ephemeral=False)
    assert len(find_key(None, ephemeral=True)) == 32


@pytest.mark.parametrize("key", ["0123456789abcdef", bytearray(16), 7, None])
def test_a_key_is_bytes(key: object) -> None:
    with pytest.raises(TypeError, match="bytes"):
        SurrogateWriter(key=key)  # type: ignore[arg-type]


@posix
def test_no_message_holds_a_part_of_the_key(tmp_path: Path) -> None:
    for content, mode in (
        (b"secret7", 0o600),
        (b"secret7" * 10_000, 0o600),
        (b"secret7" * 3, 0o644),
    ):
        with pytest.raises(DeidentificationError) as caught:
            read_key(key_file(tmp_path, content, mode))
        assert "secret" not in str(caught.value)


def test_ephemeral_keys_and_fingerprints_differ() -> None:
    keys = [ephemeral_key() for _ in range(20)]
    assert len(set(keys)) == len({key_fingerprint(key) for key in keys}) == 20
    assert all(len(key) == 32 for key in keys)


def test_scope_ids_cannot_be_confused() -> None:
    by_id = scope_id(Document("x", id="7"), Scope.DOCUMENT)
    by_patient = scope_id(Document("x", id="1", patient="7"), Scope.PATIENT)
    by_text = scope_id(Document("7"), Scope.DOCUMENT)
    assert len({by_id, by_patient, by_text}) == 3
    assert scope_id(Document("x", id="7"), Scope.PATIENT) == by_id


@pytest.mark.parametrize("length", [1, 2, 3, 12, 97, 360])
def test_a_walk_visits_everything_once(length: int) -> None:
    choice = Choice(b"0123456789abcdef", "document:1")
    for item in map(str, range(30)):
        assert sorted(choice.walk("name", item, length)) == list(range(length))


def test_choices_are_even() -> None:
    choice = Choice(b"0123456789abcdef", "document:1")
    counts = [0] * 10
    for item in range(5000):
        counts[choice.number("x", str(item), 10)] += 1
    assert all(400 < count < 600 for count in counts)
