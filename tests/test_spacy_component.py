"""The detector as a part of a spaCy pipeline."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hidden_plain_sight
from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.resources import gazetteers_folder

spacy = pytest.importorskip("spacy")
component = pytest.importorskip("hidden_plain_sight.spacy_component")

FACTORY = "hidden_plain_sight"
TEXT = "Kari Nordli ble innlagt i 2016. Bor i Tromsø."
DETECTOR = Detector()
LABELS = ["FIRST_NAME", "LAST_NAME", "DATE", "LOCATION"]


def pipeline(**config: Any) -> Any:
    nlp = spacy.blank("nb")
    nlp.add_pipe(FACTORY, config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Any:
    return pipeline()


def marked(doc: Any, key: str = "phi") -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


def test_spans(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert [span.label_ for span in doc.spans["phi"]] == LABELS
    assert marked(doc)[0] == ("Kari", "FIRST_NAME", Detector().detect(TEXT)[0].rule_id)
    assert doc._.phi == Detector().detect(TEXT)
    assert [span._.phi_score for span in doc.spans["phi"]] == [one.score for one in doc._.phi]
    assert doc[2:3]._.phi_score is None
    assert not doc.ents
    assert not nlp("").spans["phi"]
    assert not nlp(" \n").spans["phi"]


def test_a_token_that_spacy_glues_is_marked_whole(nlp: Any) -> None:
    doc = nlp("Innlagt i 2016. Født 12.05.1975-kn")
    texts = [span.text for span in doc.spans["phi"]]
    assert texts[0] == "2016."
    assert texts[-1] == "12.05.1975-kn"
    assert [doc.text[one.start : one.end] for one in doc._.phi][:2] == ["2016", "12.05.1975"]


NOTES = st.lists(
    st.sampled_from(
        ["Kari", "Nordli", " ", "\r\n", "\u00a0", "e\u0301", "😀", ".", "-", "/", "12.05.2021",
         "Tromsø", "tlf", "22075000", "kari@example.com", "(", "2016.", "46-årig", "fnr", "KN"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(NOTES)
@settings(deadline=None, max_examples=60)
def test_no_character_is_lost(nlp: Any, text: str) -> None:
    doc = nlp(text)
    found = DETECTOR.detect(text)
    assert len(doc.spans["phi"]) == len(found)
    for span, one in zip(doc.spans["phi"], found, strict=True):
        assert span.label_ == one.label
        assert span.start_char <= one.start < one.end <= span.end_char
        for edge in (span[0], span[-1]):  # and no token more than it touches
            assert edge.idx < one.end
            assert one.start < edge.idx + len(edge)


def test_the_note_is_not_changed(nlp: Any) -> None:
    text = "Kari\r\n\u00a0e\u0301 😀 Nordli"
    assert nlp(text).text == text


def test_entities_give_way_to_identifiers() -> None:
    nlp = spacy.blank("nb")
    pipe = nlp.add_pipe("entity_ruler")
    pipe.add_patterns([{"label": "ORG", "pattern": "Nordli ble"}, {"label": "X", "pattern": "Bor"}])
    nlp.add_pipe(FACTORY, config={"set_ents": True})
    doc = nlp(TEXT)
    assert [ent.label_ for ent in doc.ents] == [*LABELS[:3], "X", LABELS[3]]


def test_two_identifiers_in_one_token_lose_none_as_entities() -> None:
    doc = pipeline(set_ents=True)("Født 12.05.1975-kn, 4.6.2019.")
    covered = {token.i for ent in doc.ents for token in ent}
    assert {token.i for span in doc.spans["phi"] for token in span} == covered


def labels(text: str, **config: Any) -> list[str]:
    doc = pipeline(**config)(text)
    return [span.label_ for span in doc.spans[config.get("spans_key", "phi")]]


def test_settings(tmp_path: Path) -> None:
    assert labels(TEXT, categories=["date"]) == ["DATE"]
    assert len(labels(TEXT, threshold=1.0, tagger=False)) < len(LABELS)
    assert labels(TEXT, spans_key="own") == LABELS
    folder = shutil.copytree(SHIPPED_TAGGER, tmp_path / "tagger")
    assert labels(TEXT, tagger=str(folder)) == LABELS


def test_lists_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(gazetteers_folder() / "hospitals", tmp_path / "hospitals")
    items = tmp_path / "hospitals" / "items.tsv"
    header, row, *_ = items.read_text("utf-8").splitlines()
    own = "\t".join(["Xqsenteret", *row.split("\t")[1:]])
    items.write_text(f"{header}\n{own}\n", encoding="utf-8")
    text = "Sendt Xqsenteret."
    assert labels(text, tagger=False) != ["HEALTH_CARE_UNIT"]
    assert labels(text, tagger=False, gazetteers=str(tmp_path)) == ["HEALTH_CARE_UNIT"]


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"categories": ["NAVN"]}, "E106"),
        ({"tagger": "no such folder"}, "E701"),
        ({"gazetteers": "no such folder"}, "E509"),
    ],
)
def test_settings_that_cannot_be(config: dict[str, Any], code: str) -> None:
    with pytest.raises(DeidentificationError) as caught:
        pipeline(**config)
    assert caught.value.code == code


def test_settings_of_another_kind() -> None:
    with pytest.raises(ValueError, match="threshold"):
        pipeline(threshold=0.1)
    with pytest.raises(ValueError, match="set_ents"):
        pipeline(set_ents="perhaps")


def test_several_processes(nlp: Any) -> None:
    texts = [TEXT, "Ring dr. Xqvik.", ""] * 4
    alone = list(nlp.pipe(texts))
    together = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert [marked(doc) for doc in together] == [marked(doc) for doc in alone]
    assert [doc._.phi for doc in together] == [doc._.phi for doc in alone]
    scores = [[span._.phi_score for span in doc.spans["phi"]] for doc in together]
    assert scores == [[one.score for one in doc._.phi] for doc in alone]


def test_to_disk_to_bytes_and_pickle(tmp_path: Path) -> None:
    nlp = pipeline(categories=["NAME"], set_ents=True)
    expected = marked(nlp(TEXT))
    assert [label for _, label, _ in expected] == LABELS[:2]
    nlp.to_disk(tmp_path / "pipe")
    assert marked(spacy.load(tmp_path / "pipe")(TEXT)) == expected
    again = spacy.util.load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert marked(again(TEXT)) == expected
    assert marked(pickle.loads(pickle.dumps(nlp))(TEXT)) == expected  # noqa: S301


def test_docs_are_stored_with_what_was_found(nlp: Any, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    stored = spacy.tokens.DocBin(store_user_data=True, docs=[doc])
    stored.to_disk(tmp_path / "docs.spacy")
    (again,) = spacy.tokens.DocBin().from_disk(tmp_path / "docs.spacy").get_docs(nlp.vocab)
    assert marked(again) == marked(doc)
    assert again._.phi == doc._.phi


def test_no_import_is_needed_once_it_is_installed(tmp_path: Path) -> None:
    """With the entry point that an installation leaves, spaCy finds the factory by its name."""
    package = Path(hidden_plain_sight.__file__).parents[1]
    info = tmp_path / "hidden_plain_sight_test-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: hidden-plain-sight-test\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text(
        f"[spacy_factories]\n{FACTORY} = hidden_plain_sight.spacy_component:make_component\n"
    )
    code = (
        "import spacy; nlp = spacy.blank('nb'); nlp.add_pipe('hidden_plain_sight'); "
        "doc = nlp('Hun heter Kari.'); print([span.label_ for span in doc.spans['phi']])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(package), str(tmp_path)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "['FIRST_NAME']", done.stderr
