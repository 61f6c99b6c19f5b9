"""Noise changes what is written and never what a span covers."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.synthesis import Noise
from hidden_plain_sight.synthesis.noise import noisy
from hidden_plain_sight.synthesis.pieces import Piece, joined, lines_of, spans_of

KINDS = [f.name for f in fields(Noise) if f.name not in ("names_typing", "splicing")]
PHI = st.sampled_from(
    [
        Piece("Kari", "FIRST_NAME"),
        Piece("Ærøskjåld", "LAST_NAME"),
        Piece("12. mars 2021", "DATE"),
        Piece("Med. avd., Ålesund", "HEALTH_CARE_UNIT"),
        Piece("46 år", "AGE"),
        Piece("kari@epost.example", "EMAIL"),
    ]
)
PLAIN = st.builds(
    Piece,
    st.text(alphabet="aeknå.,: \nPT", min_size=1, max_size=12)
    | st.sampled_from(["Pasienten med avdeling. ", ", uten kontroll\n", " innlagt. Hun "]),
    fixed=st.booleans(),
)
NOTE = st.lists(st.one_of(PHI, PLAIN), min_size=1, max_size=30)


def rng(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret hangs on it


def key(text: str) -> str:
    """A text as it is before any noise that may befall a span: case, letters, blanks."""
    plain = text.lower().replace("å", "aa").replace("ø", "oe").replace("æ", "ae")
    return re.sub(r"\s+", " ", plain)


def covered(pieces: list[Piece]) -> list[tuple[str, str]]:
    text = joined(pieces)
    return [(key(text[s.start : s.end]), s.label) for s in spans_of(pieces)]


@given(NOTE, st.integers(0, 9999), st.sampled_from(KINDS))
def test_spans_cover_what_slots_wrote(pieces: list[Piece], seed: int, kind: str) -> None:
    noise = replace(Noise.none(), **{kind: 1.0})
    after = covered(noisy(pieces, rng(seed), noise=noise))
    before = covered(pieces)
    if kind == "dropping":
        rest = iter(before)
        assert all(span in rest for span in after)
    else:
        assert after == before


@given(NOTE, st.integers(0, 9999))
def test_all_noise_at_once(pieces: list[Piece], seed: int) -> None:
    everything = Noise(*(1.0,) * len(fields(Noise)))
    noise = replace(everything, dropping=0.0, names_typing=0.0)
    assert covered(noisy(pieces, rng(seed), noise=noise)) == covered(pieces)


@given(NOTE)
def test_without_noise_nothing_changes(pieces: list[Piece]) -> None:
    assert joined(noisy(pieces, rng(1), noise=Noise.none())).strip() == joined(pieces).strip()


@given(NOTE)
def test_lines_hold_all_of_the_text(pieces: list[Piece]) -> None:
    lines = lines_of(pieces)
    assert joined(piece for line in lines for piece in line) == joined(pieces)


SENTENCES = [
    Piece("Pasienten er innlagt med smerter i magen. Kontroll hos "),
    Piece("Kari", "FIRST_NAME"),
    Piece(
        " i morgen, uten behandling.\nLite å tilføye her, men linjen er lang nok til å brytes.\n"
    ),
]


def one(kind: str, seed: int = 1) -> str:
    noise = replace(Noise.none(), **{kind: 1.0})
    return joined(noisy(SENTENCES, rng(seed), noise=noise))


def test_what_each_kind_does() -> None:
    assert one("small_letters") == joined(SENTENCES).lower().strip()
    assert any("KARI" in one("capital_lines", seed) for seed in range(40))
    assert "\r\n" in one("windows_lines")
    assert "tilfoeye" in one("ascii_spelling")
    assert "\n" not in one("unseparated")
    assert max(len(line) for line in one("wrapping").splitlines()) < 85
    assert "Kari" in one("typing", 4)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_changes_something_for_some_seed(kind: str) -> None:
    plain = joined(SENTENCES).strip()
    assert any(one(kind, seed) != plain for seed in range(60))


def test_no_noise_has_every_kind_at_zero() -> None:
    assert all(getattr(Noise.none(), f.name) == 0 for f in fields(Noise))
