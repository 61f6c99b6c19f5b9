"""What others' models say, as our candidates: labels, words, spans, names in parts."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.tagger.decoding import Decoder, Token
from hidden_plain_sight.detection.tagger.finds import Finds
from hidden_plain_sight.detection.tagger.meanings import LABEL_MAP, meanings_of, own_labels
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category, Subtype

HERE = Path()


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("O", None),
        ("First_Name", "FIRST_NAME"),
        ("B-Social_Security_Number", "NATIONAL_ID"),
        ("I-Date_Part", "DATE"),
        ("U-HEALTH_CARE_UNIT", "HEALTH_CARE_UNIT"),
        ("B-GPE_LOC", "LOCATION"),
        ("person", "NAME"),
        ("B_LOC", "LOCATION"),
        ("L-INITIALS", "INITIALS"),
        ("S-PHONE", "PHONE"),
        ("ORG", None),
        ("I-MISC", None),
        ("E-email", "EMAIL"),
        ("URL", "URL"),
    ],
)
def test_labels_that_are_known(label: str, meaning: str | None) -> None:
    assert meanings_of([label, "AGE"], folder=HERE)[0].label == meaning


def test_beginnings() -> None:
    labels = [f"{prefix}-PER" for prefix in "BILUES"] + ["PER"]
    begins = [one.begins for one in meanings_of(labels, folder=HERE)]
    assert begins == [True, False, False, True, False, True, False]


def test_labels_that_are_not_known_are_named_together() -> None:
    with pytest.raises(DeidentificationError, match=r"E704.*B-PASIENT, LABEL_1\.") as caught:
        meanings_of(["O", "LABEL_1", "B-PASIENT", "PER"], folder=HERE)
    assert caught.value.code == "E704"


def test_labels_of_which_none_is_an_identifier() -> None:
    with pytest.raises(DeidentificationError, match="E705"):
        meanings_of(["O", "B-ORG"], folder=HERE)


def test_own_labels_win(tmp_path: Path) -> None:
    (tmp_path / LABEL_MAP).write_text("PASIENT: NAME\nORG: HEALTH_CARE_UNIT\nB-X: O\nI-X: DATE\n")
    own = own_labels(tmp_path, {"PASIENT": "last_name"})
    labels = ["B-PASIENT", "ORG", "B-X", "I-X"]
    found = [one.label for one in meanings_of(labels, folder=tmp_path, own=own)]
    assert found == ["LAST_NAME", "HEALTH_CARE_UNIT", None, "DATE"]


def test_a_label_map_that_is_not_valid(tmp_path: Path) -> None:
    (tmp_path / LABEL_MAP).write_text("PASIENT: SOMEBODY\n")
    with pytest.raises(DeidentificationError, match="E406"):
        own_labels(tmp_path, None)


LABELS = ["O", "B-PER", "I-PER", "B-DATE", "I-DATE"]
ROWS = np.eye(5) * 0.9 + 0.02


def decoded(text: str, tagged: list[tuple[str, int]], threshold: float = 0.5) -> list[list[str]]:
    """What becomes of tokens that stand in the text, each with the label it most likely has."""
    decoder = Decoder(meanings_of(LABELS, folder=HERE))
    tokens, end = [], 0
    for token, label in tagged:
        start = text.index(token, end)
        end = start + len(token)
        tokens.append(Token(start, end, decoder.rows(ROWS[label : label + 1])[0]))
    spans = decoder.spans(text, tokens, threshold=threshold)
    return [[text[span.start : span.end], span.label] for span in spans]


def test_tokens_of_a_word_speak_with_the_voice_of_the_surest() -> None:
    text = "Xqaarivik kom"
    tokens = [("Xqaa", 0), ("ri", 2), ("vik", 0), ("kom", 0)]
    assert decoded(text, tokens) == [["Xqaarivik", "NAME"]]


def test_a_beginning_parts_spans_and_a_word_between_does() -> None:
    text = "Xqari Xqola, Xqberit og Xqper"
    tokens = [("Xqari", 1), ("Xqola", 1), (",", 0), ("Xqberit", 1), ("og", 0), ("Xqper", 2)]
    assert decoded(text, tokens) == [
        [name, "NAME"] for name in ("Xqari", "Xqola", "Xqberit", "Xqper")
    ]


def test_signs_within_a_date_are_part_of_it() -> None:
    text = "12.05.2021 og 13/14"
    tokens = [("12", 3), (".", 0), ("05", 4), (".", 0), ("20", 4), ("21", 0), ("og", 0)]
    assert decoded(text, tokens) == [["12.05.2021", "DATE"]]
    assert decoded(text, [("13", 3), ("/", 0), ("14", 3)]) == [["13", "DATE"], ["14", "DATE"]]


def test_a_word_counts_by_all_its_labels_together() -> None:
    decoder = Decoder(meanings_of(LABELS, folder=HERE))
    row = decoder.rows(np.array([[0.45, 0.2, 0.1, 0.15, 0.1]]))[0]
    found = list(decoder.spans("Xqari", [Token(0, 5, row)], threshold=0.5))
    assert [(one.label, round(one.score, 2)) for one in found] == [("NAME", 0.55)]
    assert not list(decoder.spans("Xqari", [Token(0, 5, row)], threshold=0.6))


def test_tokens_that_share_a_letter_are_one_word() -> None:
    decoder = Decoder(meanings_of(LABELS, folder=HERE))
    per, none = decoder.rows(ROWS[1:2])[0], decoder.rows(ROWS[0:1])[0]
    tokens = [Token(0, 2, none), Token(1, 3, per), Token(1, 3, per)]
    spans = list(decoder.spans("a😀b", tokens, threshold=0.5))
    assert [(span.start, span.end) for span in spans] == [(0, 3)]


def names(text: str, found: list[Candidate] | None = None) -> list[str]:
    finds = Finds(text, found or [], "tagger.own").of(0, len(text), "NAME", 0.9)
    return [f"{text[one.start : one.end]}={one.subtype or ''}" for one in finds]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kari", ["Kari="]),
        ("Kari Nordli", ["Kari=FIRST_NAME", "Nordli=LAST_NAME"]),
        ("Nordli, Kari Anne", ["Nordli=LAST_NAME", "Kari=FIRST_NAME", "Anne=FIRST_NAME"]),
        ("K. Nordli", ["K=INITIALS", "Nordli=LAST_NAME"]),
        ("(KN)", ["KN=INITIALS"]),
        ("Anne-Lise d'Xqola", ["Anne-Lise=FIRST_NAME", "d'Xqola=LAST_NAME"]),
        (
            "Maria van der Berg",
            ["Maria=FIRST_NAME", "van=LAST_NAME", "der=LAST_NAME", "Berg=LAST_NAME"],
        ),
        ("Xqr\u0301 Xqm\u0323.", ["Xqr\u0301=FIRST_NAME", "Xqm\u0323=LAST_NAME"]),
        (" 😀 ", []),
    ],
)
def test_names_in_parts(text: str, parts: list[str]) -> None:
    assert names(text) == parts


def test_the_rules_know_what_a_part_is() -> None:
    last = Candidate(0, 4, Category.NAME, Subtype.LAST_NAME, 0.3)
    first = last._replace(subtype=Subtype.FIRST_NAME, score=0.4)
    assert names("Kari", [first, last]) == ["Kari=FIRST_NAME"]


@given(st.text(st.sampled_from("aB1 .,-_'\u0301\u00a0\r\n😀"), max_size=20))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    covered: set[int] = set()
    for one in Finds(text, [], "tagger.own").of(0, len(text), "NAME", 0.9):
        assert covered.isdisjoint(range(one.start, one.end))
        covered |= set(range(one.start, one.end))
    assert {at.start() for at in re.finditer(r"[^\W_]", text)} <= covered


def test_signs_at_the_borders_of_a_span() -> None:
    text = " (+47 22 07 50 **), "
    found = Finds(text, [], "tagger.own").of(0, len(text), "PHONE", 0.9)
    assert [text[one.start : one.end] for one in found] == ["+47 22 07 50 **"]
