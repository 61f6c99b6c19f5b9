"""The compact tagger: exact sums, its folder, what it sees and how its finds join the rules'."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER, Tagger, open_tagger
from hidden_plain_sight.detection.tagger.compact import CompactTagger
from hidden_plain_sight.detection.tagger.network import Network, Shape
from hidden_plain_sight.detection.tagger.pieces import evidence_of, split
from hidden_plain_sight.detection.tagger.plausible import plausible
from hidden_plain_sight.detection.tagger.reconcile import beside_rules
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category, Subtype


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.build(triggers=())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED_TAGGER, tmp_path / "tagger"))


def code_of(folder: Path) -> str:
    with pytest.raises(DeidentificationError) as caught:
        Detector(tagger=folder)
    return caught.value.code


@given(st.text(max_size=300))
def test_the_pieces_of_a_text_are_all_of_it_but_its_blanks(text: str) -> None:
    pieces = split(text)
    assert [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)] == pieces.words
    seen = {at for a, b in zip(pieces.starts, pieces.ends, strict=True) for at in range(a, b)}
    assert all(text[at] in " \t\r\u00a0" for at in range(len(text)) if at not in seen)


def test_the_sums_of_the_shipped_network_are_exact() -> None:
    network = Network.load(SHIPPED_TAGGER)
    shape = network.shape
    assert max(shape.inputs, shape.upper_inputs) * 127 * 127 < 2**24
    for weights, bias in (
        (network.first, network.first_bias),
        (network.second, network.second_bias),
        (network.last, network.last_bias),
    ):
        # the largest sum that any input can give is one that a 32-bit float holds
        assert (127 * np.abs(weights).sum(axis=0) + np.abs(bias)).max() < 2**24
        assert (weights == np.rint(weights)).all()
        assert (bias == np.rint(bias)).all()


def test_a_network_that_could_not_add_exactly_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly"):
        Shape(reach=20)


def test_the_shipped_tagger_is_small() -> None:
    assert sum(file.stat().st_size for file in SHIPPED_TAGGER.iterdir()) < 20 * 2**20


def test_the_shipped_tagger_holds_no_words(lexicon: Lexicon) -> None:
    tagger = CompactTagger.load(SHIPPED_TAGGER, lexicon=lexicon)
    list(tagger.tag("Kari Hemmelighaug kom."))
    assert b"Hemmelighaug" not in pickle.dumps(tagger)


def test_the_same_note_is_tagged_the_same_alone_and_after_others() -> None:
    texts = ["pas kjørt hjem av Xqabo", "Tilsyn v/ KLT. Ring Brakvatn i morgen.", "hb 10,2"]
    together = Detector()
    first = [together.detect(text) for text in texts]
    assert [together.detect(text) for text in reversed(texts)] == first[::-1]
    assert [Detector().detect(text) for text in texts] == first
    assert [pickle.loads(pickle.dumps(together)).detect(text) for text in texts] == first  # noqa: S301


def test_a_tagger_that_is_missing_or_damaged_is_one_clear_error(folder: Path) -> None:
    (folder / "weights.npz").write_bytes(b"PK nothing")
    assert code_of(folder) == "E701"
    shutil.rmtree(folder)
    assert code_of(folder) == "E701"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("format", 99, "E702"), ("labels", ["PERSON"], "E703"), ("shape", {"width": 8}, "E701")],
)
def test_a_tagger_of_another_kind_is_refused(
    folder: Path, key: str, value: object, code: str
) -> None:
    file = folder / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), key: value}))
    assert code_of(folder) == code


def test_another_tagger_may_take_its_place() -> None:
    class Shouting:
        threshold = 0.5
        name = "shouting"

        def tag(self, text: str, found: object = ()) -> list[Candidate]:  # noqa: ARG002
            at = text.find("XQ4BO")
            return [Candidate(at, at + 5, Category.OTHER_ID, score=0.9, rule_id="tagger.shouting")]

    tagger = Shouting()
    assert isinstance(tagger, Tagger)
    (span,) = Detector(tagger=tagger).detect("noe XQ4BO noe")
    assert (span.start, span.end, span.rule_id) == (4, 9, "tagger.shouting")


def test_without_a_tagger_rules_decide_alone() -> None:
    rules = Detector(tagger=None)
    assert not any(s.rule_id.startswith("tagger.") for s in rules.detect("kjørt hjem av Xqabo"))


def test_a_date_that_rules_found_keeps_what_they_understood() -> None:
    (span,) = Detector().detect("Innlagt 12.05.2021")
    assert span.rule_id == "date.numeric"
    assert str(span.value) == "12.05.2021"


def test_a_find_of_the_tagger_takes_over_what_a_weak_rule_understood() -> None:
    weak = Candidate(8, 12, Category.DATE, score=0.3, value="understood")
    tag = Candidate(8, 12, Category.DATE, score=0.9, rule_id="tagger.compact")
    assert [t.value for t in beside_rules([tag], [], [weak], "Kontroll 12/5")] == ["understood"]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="abc 12/.KNÅ\n,-", max_size=80))
def test_any_text_is_tagged_within_its_bounds(text: str) -> None:
    tagger = open_tagger(SHIPPED_TAGGER, _LEXICON)
    for span in tagger.tag(text):
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert 0.3 <= span.score <= 1


_LEXICON = Lexicon.build(triggers=())


def test_evidence_names_the_first_and_the_later_pieces_of_a_find() -> None:
    pieces = split("Per Olav kom")
    (first, later, none) = evidence_of(pieces, [Candidate(0, 8, Category.DATE, score=0.9)])
    assert none == 0
    assert later == first + 1


def test_a_note_keeps_its_tagged_names_out_of_the_new_text() -> None:
    done = Deidentifier(key=b"0123456789abcdef").deidentify("pas kjørt hjem av Xqabo")
    assert "Xqabo" not in done.text


def test_what_is_left_of_a_date_beside_a_find_is_no_date_without_a_number() -> None:
    tag = Candidate(0, 9, Category.DATE, score=0.9, rule_id="tagger.t")
    day = Candidate(4, 9, Category.DATE, score=0.9, rule_id="date.day_month")
    assert list(beside_rules([tag], [day], [], "den 31/12 kom")) == []


def test_a_long_note_takes_time_in_proportion() -> None:
    tags = [Candidate(at, at + 2, Category.NAME, score=0.9) for at in range(0, 600_000, 6)]
    found = [tag._replace(start=tag.start + 3, end=tag.end + 3) for tag in tags]
    assert len(list(beside_rules(tags, found, [], ""))) == len(tags)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("hos 李 i dag", True),
        ("hos xqabo i dag", False),
        ("kontroll 12/3 m/ prøver", True),
        ("kontroll 12/3 m. prøver", True),
        ("er 1.8 m høy", False),
        ("er 1.8 m. Vekt", False),
    ],
)
def test_what_is_plausible(text: str, stays: bool, lexicon: Lexicon) -> None:
    start, word = text.index(" ") + 1, text.split()[1]
    category = Category.DATE if word[0].isdecimal() else Category.NAME
    tag = Candidate(start, start + len(word), category, score=0.9)
    assert list(plausible([tag], text, lexicon, small_letters=False)) == [tag] * stays


def test_a_long_note_is_judged_in_parts_as_it_would_be_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = Network.load(SHIPPED_TAGGER)
    chance = np.random.default_rng(1)
    vectors = chance.integers(-127, 128, (300, network.shape.width)).astype(np.int8)
    kinds = chance.integers(0, 100, 300).astype(np.int32)
    places = np.flatnonzero(chance.random(300) < 0.5)
    whole = network.probabilities(vectors, kinds, places)
    monkeypatch.setattr("hidden_plain_sight.detection.tagger.network._AT_ONCE", 7)
    assert (network.probabilities(vectors, kinds, places) == whole).all()


def test_days_before_a_month_are_a_date_together() -> None:
    text = "Kontroll 12., 13. og 14. mai"
    spans = Detector().detect(text)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert {text.index("13"), text.index("14"), text.index("mai")} <= covered


@pytest.mark.parametrize(
    ("text", "word", "stays"),
    [
        ("ring oss, se også nettsiden", "se", False),
        ("ny time om en uke /se", "se", True),
        ("tilsyn KLT i dag", "KLT", True),
        ("tilsyn K2T i dag", "K2T", False),
    ],
)
def test_an_ordinary_word_is_initials_only_where_somebody_signs(
    text: str, word: str, stays: bool, lexicon: Lexicon
) -> None:
    start = text.rindex(word)
    tag = Candidate(
        start, start + len(word), Category.NAME, subtype=Subtype.INITIALS, score=0.9
    )  # fmt: skip
    assert list(plausible([tag], text, lexicon, small_letters=True)) == [tag] * stays
