"""Any spaCy pipeline as a tagger: one trained here in a second, rulers, and categorizers."""

from __future__ import annotations

import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.tagger import Tagger, open_tagger, spacy_pipeline
from hidden_plain_sight.detection.tagger.spacy_pipeline import SpacyTagger
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category

spacy = pytest.importorskip("spacy")

TEXT = "Pasienten Xqari kom i dag."


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recognizer that was shown three names in three sentences."""
    from spacy.training import Example

    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("nb")
    nlp.add_pipe("ner")
    examples = []
    for before, after in (("Pasienten ", " kom i dag."), ("Ring ", " snart."), ("Hun heter ", ".")):
        for name in ("Xqari", "Xqola", "Xqberit"):
            doc = nlp.make_doc(before + name + after)
            entity = (len(before), len(before) + len(name), "PER")
            examples.append(Example.from_dict(doc, {"entities": [entity]}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(15):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("trained")
    nlp.to_disk(folder)
    return folder


def ruler(folder: Path, *patterns: tuple[str, str], kind: str = "span_ruler") -> Path:
    nlp = spacy.blank("nb")
    pipe = nlp.add_pipe(kind, config={"spans_key": "own"} if kind == "span_ruler" else {})
    pipe.add_patterns([{"label": label, "pattern": words} for label, words in patterns])
    nlp.to_disk(folder)
    return folder


def code_of(folder: Path) -> str:
    with pytest.raises(DeidentificationError) as caught:
        SpacyTagger.load(folder)
    assert str(folder) in str(caught.value)
    return caught.value.code


def found(tagger: SpacyTagger, text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.span().label) for one in tagger.tag(text)]


def test_a_trained_recognizer(trained: Path) -> None:
    tagger = SpacyTagger.load(trained)
    assert isinstance(tagger, Tagger)
    assert tagger.name == "spacy nb_pipeline 0.0.0"
    (one,) = tagger.tag(TEXT)
    assert (one.start, one.end, one.category, one.subtype) == (10, 15, Category.NAME, None)
    assert (one.score, one.rule_id) == (0.8, "tagger.spacy")
    assert list(tagger.tag(TEXT)) == list(SpacyTagger.load(trained).tag(TEXT))
    assert not list(tagger.tag(""))
    assert not list(SpacyTagger.load(trained, threshold=0.9).tag(TEXT))


@pytest.mark.parametrize("kind", ["entity_ruler", "span_ruler"])
def test_rulers(tmp_path: Path, kind: str) -> None:
    folder = ruler(tmp_path, ("Last_Name", "Xqvik"), ("ORG", "Xqas"), kind=kind)
    text = "\ud83d Xqvik e\u0301\r\n\u00a0Xqas 😀 Xqvik."
    assert found(SpacyTagger.load(folder), text) == [("Xqvik", "LAST_NAME")] * 2


def test_the_scores_of_a_categorizer_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ruler(tmp_path, ("LOC", "Xqvik"))
    tagger = SpacyTagger.load(folder)
    nlp = tagger._nlp
    call = type(nlp).__call__

    def scored(self: Any, text: str) -> Any:
        doc = call(self, text)
        group = doc.spans["own"]
        group.attrs["scores"] = [0.3 + 0.4 * at for at in range(len(group))]
        return doc

    monkeypatch.setattr(type(nlp), "__call__", scored)
    spans = list(tagger.tag("Xqvik og Xqvik"))
    assert [(span.start, span.score) for span in spans] == [(9, 0.7)]


@given(st.integers(0, 60), st.integers(0, 60), st.integers(16, 80))
@settings(deadline=None, max_examples=60)
def test_a_name_anywhere_in_a_text_past_the_limit(before: int, after: int, limit: int) -> None:
    nlp = spacy.blank("nb")
    pipe = nlp.add_pipe("entity_ruler")
    pipe.add_patterns([{"label": "GPE_LOC", "pattern": "Xqfjord Xqvik"}])
    tagger = SpacyTagger(nlp, folder=Path(), labels={}, threshold=0.5)
    nlp.max_length = 8 * limit
    text = "ord " * before + "Xqfjord Xqvik" + " ord" * after
    assert found(tagger, text) == [("Xqfjord Xqvik", "LOCATION")]


def test_a_long_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = SpacyTagger.load(ruler(tmp_path, ("LOC", "Xqvik")))
    monkeypatch.setattr(spacy_pipeline, "_STRETCH", 1000)
    tagger._nlp.max_length = 5000
    text = "bor i Xqvik. " * 2000
    assert [one.start for one in tagger.tag(text)] == list(range(6, len(text), 13))


def test_the_words_of_a_note_are_forgotten(trained: Path) -> None:
    tagger = SpacyTagger.load(trained)
    list(tagger.tag("Pasienten Xqzanzibarius kom i dag."))
    assert "Xqzanzibarius" not in tagger._nlp.vocab.strings


def test_it_goes_to_other_processes(trained: Path) -> None:
    deidentifier = Deidentifier(key=b"0123456789abcdef", tagger=trained)
    sent = pickle.loads(pickle.dumps(deidentifier))  # noqa: S301
    assert sent.tagger_name == "spacy nb_pipeline 0.0.0"
    assert sent.deidentify(TEXT) == deidentifier.deidentify(TEXT)
    assert "Xqari" not in sent.deidentify(TEXT).text


def test_labels(tmp_path: Path) -> None:
    folder = ruler(tmp_path, ("PASIENT", "Xqari"), ("LOC", "Xqvik"))
    with pytest.raises(DeidentificationError, match=r"known: PASIENT\. Say"):
        SpacyTagger.load(folder)
    own = {"PASIENT": "FIRST_NAME", "LOC": "O"}
    assert found(SpacyTagger.load(folder, label_map=own), "Xqari i Xqvik") == [
        ("Xqari", "FIRST_NAME")
    ]
    (folder / "label_map.yaml").write_text("PASIENT: LAST_NAME\n")
    assert found(SpacyTagger.load(folder), "Xqari i Xqvik") == [
        ("Xqari", "LAST_NAME"),
        ("Xqvik", "LOCATION"),
    ]


def test_a_pipeline_that_marks_nothing(tmp_path: Path) -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "none")
    assert code_of(tmp_path / "none") == "E705"
    assert code_of(ruler(tmp_path / "org", ("ORG", "Xqas"))) == "E705"


@pytest.mark.parametrize("name", ["ner/model", "ner/moves", "vocab/strings.json", "meta.json"])
def test_a_file_that_is_missing_or_cut_off(trained: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(trained, tmp_path / "copy"))
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    assert code_of(folder) == "E701"
    if name.startswith("ner"):
        (folder / name).unlink()
        assert code_of(folder) == "E701"


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none") == "E701"


def test_a_threshold_out_of_range(trained: Path) -> None:
    with pytest.raises(ValueError, match="threshold"):
        SpacyTagger.load(trained, threshold=1.5)


def test_without_spacy(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert code_of(trained) == "E706"


def test_a_folder_is_told_by_what_it_holds(trained: Path) -> None:
    assert isinstance(open_tagger(trained, Lexicon.build(triggers=())), SpacyTagger)
