"""Windows over long texts: nothing is left out, each place is decided where it is seen best."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.detection.tagger.windows import Window, readable, stretches, windows


def context(window: Window, token: int, count: int) -> float:
    """How much a window shows on the poorer side of a token; the ends of the text are no lack."""
    left = float("inf") if window.start == 0 else token - window.start
    right = float("inf") if window.end == count else window.end - 1 - token
    return min(left, right)


@given(st.integers(0, 400), st.integers(1, 40), st.data())
def test_each_token_is_decided_once_where_most_is_around_it(
    count: int, size: int, data: st.DataObject
) -> None:
    overlap = data.draw(st.integers(0, size - 1))
    found = list(windows(count, size=size, overlap=overlap))
    assert [token for one in found for token in range(one.first, one.last)] == list(range(count))
    for one in found:
        assert one.start <= one.first < one.last <= one.end
        assert one.end - one.start == min(size, count)
        for token in range(one.first, one.last):
            seeing = [other for other in found if other.start <= token < other.end]
            assert context(one, token, count) == max(context(w, token, count) for w in seeing)
    assert all(left.end - right.start >= overlap for left, right in pairwise(found))


def test_any_number_of_tokens() -> None:
    end = 0
    for one in windows(3_000_000, size=510, overlap=128):
        assert one.first == end
        end = one.last
    assert end == 3_000_000


@pytest.mark.parametrize(("size", "overlap"), [(0, 0), (4, 4), (4, -1)])
def test_windows_that_cannot_be(size: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="overlap"):
        list(windows(10, size=size, overlap=overlap))
    with pytest.raises(ValueError, match="stretch"):
        list(stretches("abc", size=0, overlap=overlap))


@given(
    st.text(st.sampled_from("ab \n\u00a0\u0301😀"), max_size=300),
    st.integers(1, 50),
    st.integers(0, 60),
)
def test_stretches_hold_every_character(text: str, size: int, overlap: int) -> None:
    end = 0
    for one in stretches(text, size=size, overlap=overlap):
        assert one.first == end < one.last <= one.end <= len(text)
        assert max(0, one.first - overlap - size // 4) <= one.start <= max(0, one.first - overlap)
        assert one.end - one.start <= size + 2 * overlap + size // 4
        end = one.last
    assert end == len(text)


def test_stretches_are_cut_at_blanks() -> None:
    text = "ord " * 5000
    for one in stretches(text, size=1000, overlap=100):
        assert all(at % 4 == 0 for at in one)


@given(st.text(st.characters(categories=("Cs", "L", "P"))))
def test_readable_text_has_the_same_offsets(text: str) -> None:
    clean = readable(text)
    assert len(clean) == len(text)
    assert len(clean.encode()) >= len(clean)
