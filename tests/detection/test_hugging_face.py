"""Any Hugging Face model as a tagger: a tiny one, made here, that knows four words."""

from __future__ import annotations

import json
import pickle
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier
from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.tagger import Tagger, hugging_face, open_tagger
from hidden_plain_sight.detection.tagger.hugging_face import HuggingFaceTagger
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import Category, Subtype

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

SIGNS = "abcdefghijklmnopqrstuvwxyzæøåX0123456789.,-/()😀"
WORDS = {"Xqari": "B-PER", "Xqola": "B-PER", "Xqvik": "I-PER", "Nordaa": "LOC"}
LABELS = ["O", "B-PER", "I-PER", "LOC"]
PATTERNS = [[1, 1, -1, -1, 1, 1, -1, -1], [1, -1, 1, -1, 1, -1, 1, -1],
            [1, -1, -1, 1, 1, -1, -1, 1], [1, 1, 1, 1, -1, -1, -1, -1]]  # fmt: skip


def make(folder: Path, *, positions: int = 16, labels: list[str] = LABELS) -> Path:
    """A BERT that passes each word through and a head that knows the pattern of its label."""
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *SIGNS, *WORDS]
    vocabulary += [f"##{sign}" for sign in SIGNS if sign.isalnum()]
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8, max_position_embeddings=positions, initializer_range=0.0,
        id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    model = transformers.BertForTokenClassification(config)
    patterns = torch.tensor(PATTERNS, dtype=torch.float32)
    with torch.no_grad():
        table = model.get_input_embeddings().weight
        for at, word in enumerate(vocabulary):
            table[at] = patterns[LABELS.index(WORDS.get(word, "O"))]
        model.classifier.weight.copy_(patterns)
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    backend = transformers.BertTokenizerFast
    try:
        tokenizer = backend(
            vocab={word: at for at, word in enumerate(vocabulary)}, do_lower_case=False
        )
    except (TypeError, ValueError):  # transformers 4
        tokenizer = backend(vocab_file=str(folder / "vocab.txt"), do_lower_case=False)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """So that a busy machine does not slow the tests; the tagger itself changes no threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    assert torch.get_num_threads() == 1
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def tagger(model: Path) -> HuggingFaceTagger:
    return HuggingFaceTagger.load(model)


@pytest.fixture
def copy(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "copy"))


def code_of(folder: Path) -> str:
    with pytest.raises(DeidentificationError) as caught:
        HuggingFaceTagger.load(folder)
    assert str(folder) in str(caught.value)
    return caught.value.code


def found(tagger: HuggingFaceTagger, text: str) -> list[str]:
    return [text[one.start : one.end] for one in tagger.tag(text)]


def test_what_it_proposes(tagger: HuggingFaceTagger) -> None:
    assert isinstance(tagger, Tagger)
    assert tagger.name == "hugging_face bert"
    one, two, three = tagger.tag("ring Xqari Xqvik i Nordaa.")
    assert (one.start, one.end, one.category, one.subtype) == (
        5, 10, Category.NAME, Subtype.FIRST_NAME,
    )  # fmt: skip
    assert (two.start, two.end, two.subtype) == (11, 16, Subtype.LAST_NAME)
    assert (three.start, three.end, three.category) == (19, 25, Category.LOCATION)
    assert one.rule_id == "tagger.hugging_face"
    assert 0.9 < one.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Xqari\r\n\r\nXqola\r\n",
        "\u00a0Xqari\u00a0(Xqola)\u00a0",
        "😀 Xqari 😀👨\u200d👩 Xqola.😀",
        "e\u0301 Xqari a\u0308\u0323e\u0301 Xqola",
        "\ud83d Xqari \udc00\udc00 Xqola",
        "\u200bXqari\u00ad Xqola\x7f",
        "漢字 Xqari 漢 Xqola",
    ],
)
def test_offsets_are_exact(tagger: HuggingFaceTagger, text: str) -> None:
    assert found(tagger, text) == ["Xqari", "Xqola"]


TEXTS = st.text(st.sampled_from(f"{SIGNS} \n\u00a0\u0301"), max_size=400)


@given(TEXTS, st.integers(5, 120), st.integers(0, 40))
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_the_model_sees_every_character(
    tagger: HuggingFaceTagger, monkeypatch: pytest.MonkeyPatch, text: str, size: int, beside: int
) -> None:
    monkeypatch.setattr(hugging_face, "_STRETCH", size)
    monkeypatch.setattr(hugging_face, "_BESIDE", beside)
    seen: set[int] = set()
    for token in tagger._tokens(text):
        assert token.chances.sum() == pytest.approx(1)  # and not a row that no window filled
        seen |= set(range(token.start, token.end))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= seen


@given(TEXTS, TEXTS, st.integers(20, 120))
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
def test_a_name_anywhere_is_found_whole(
    tagger: HuggingFaceTagger, monkeypatch: pytest.MonkeyPatch, before: str, after: str, size: int
) -> None:
    monkeypatch.setattr(hugging_face, "_STRETCH", size)
    monkeypatch.setattr(hugging_face, "_BESIDE", 40)
    text = f"{before} Xqari Xqvik {after}"
    start = len(before) + 1
    assert [(start, start + 5), (start + 6, start + 11)] == [
        (one.start, one.end) for one in tagger.tag(text)
    ]


def test_a_name_across_the_border_of_a_window_is_found_whole(tagger: HuggingFaceTagger) -> None:
    for count in range(40):  # the model reads 14 tokens at a time
        text = "a " * count + "Xqari Xqvik" + " b" * 20
        assert found(tagger, text) == ["Xqari", "Xqvik"], count


def test_what_stands_at_a_border_is_decided_in_the_next_window(
    tagger: HuggingFaceTagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is blind to the outermost tokens of what it reads misses nothing."""
    read = tagger._chances

    def short_sighted(batch: list[list[int]]) -> Any:
        chances = read(batch).copy()
        chances[:, 0] = chances[:, -1] = [1.0, 0.0, 0.0, 0.0]
        return chances

    monkeypatch.setattr(tagger, "_chances", short_sighted)
    for count in range(1, 40):
        text = "a " * count + "Xqari Xqvik" + " b" * 20
        assert found(tagger, text) == ["Xqari", "Xqvik"], count


def test_a_model_that_gives_no_numbers_is_no_model_that_finds_nothing(
    tagger: HuggingFaceTagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch, "softmax", lambda logits, dim: logits * float("nan"))  # noqa: ARG005
    with pytest.raises(ValueError, match="no numbers"):
        list(tagger.tag("ring Xqari snart"))


def test_a_long_text(tagger: HuggingFaceTagger) -> None:
    text = "ring Xqari snart. " * 3000
    assert found(tagger, text) == ["Xqari"] * 3000
    assert not list(tagger.tag(""))
    assert not list(tagger.tag(" \r\n\u00a0"))


def test_the_same_text_gives_the_same_spans(tagger: HuggingFaceTagger, model: Path) -> None:
    text = "ring Xqari Xqvik i Nordaa."
    first = list(tagger.tag(text))
    assert first == list(tagger.tag(text)) == list(HuggingFaceTagger.load(model).tag(text))
    assert not tagger._model.training


def test_it_goes_to_other_processes(model: Path) -> None:
    deidentifier = Deidentifier(key=b"0123456789abcdef", tagger=model)
    text = "snakka m. Xqari Xqvik."
    sent = pickle.loads(pickle.dumps(deidentifier))  # noqa: S301
    assert sent.tagger_name == "hugging_face bert"
    assert sent.deidentify(text) == deidentifier.deidentify(text)
    assert "Xqvik" not in sent.deidentify(text).text
    kept = pickle.loads(pickle.dumps(HuggingFaceTagger.load(model, threshold=0.3)))  # noqa: S301
    assert kept.threshold == 0.3


def test_nothing_is_fetched(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was asked for")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert found(HuggingFaceTagger.load(model), "ring Xqari") == ["Xqari"]


def test_it_is_quiet(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    weights = copy / "model.safetensors"
    from safetensors.torch import load_file, save_file

    kept = {key: value for key, value in load_file(weights).items() if "classifier" not in key}
    save_file(kept, weights, metadata={"format": "pt"})
    verbosity = transformers.utils.logging.get_verbosity()
    assert code_of(copy) == "E701"  # no head with random weights
    assert capfd.readouterr() == ("", "")
    assert transformers.utils.logging.get_verbosity() == verbosity


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer"])
def test_a_file_that_is_missing(copy: Path, name: str) -> None:
    for file in copy.iterdir():
        if file.name.startswith(name) or (name == "tokenizer" and file.name == "vocab.txt"):
            file.unlink()
    assert code_of(copy) == "E701"


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_file_that_is_cut_off(copy: Path, name: str) -> None:
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[: len(data) // 2])
    assert code_of(copy) == "E701"


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none") == "E701"


def change(folder: Path, **values: object) -> Path:
    file = folder / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **values}))
    return folder


def test_a_model_of_another_kind(copy: Path) -> None:
    assert code_of(change(copy, architectures=["BertForMaskedLM"])) == "E705"
    assert code_of(change(copy, architectures=None)) == "E705"


def test_code_of_the_folder_is_not_run(copy: Path) -> None:
    (copy / "own.py").write_text("raise SystemExit('run')")
    auto = {"AutoConfig": "own.Config", "AutoModelForTokenClassification": "own.Model"}
    assert code_of(change(copy, auto_map=auto, model_type="own")) == "E701"


def test_a_tokenizer_with_more_words_than_the_model(copy: Path) -> None:
    tokenizer = transformers.AutoTokenizer.from_pretrained(copy)
    tokenizer.add_tokens(["Xqextra"])
    tokenizer.save_pretrained(copy)
    assert code_of(copy) == "E701"


def test_a_tokenizer_that_cuts_off_is_not_obeyed(copy: Path) -> None:
    file = copy / "tokenizer.json"
    description = json.loads(file.read_text("utf-8"))
    description["truncation"] = {
        "direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0,
    }  # fmt: skip
    description["padding"] = {
        "strategy": {"Fixed": 64}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0,
        "pad_type_id": 0, "pad_token": "[PAD]",
    }  # fmt: skip
    file.write_text(json.dumps(description))
    assert found(HuggingFaceTagger.load(copy), "a " * 50 + "Xqari") == ["Xqari"]


def test_labels_of_its_own(tmp_path: Path) -> None:
    folder = make(tmp_path / "own", labels=["O", "B-PASIENT", "I-PASIENT", "LABEL_3"])
    with pytest.raises(DeidentificationError, match=r"B-PASIENT, I-PASIENT, LABEL_3\. Say"):
        HuggingFaceTagger.load(folder)
    given_map = {"PASIENT": "FIRST_NAME", "LABEL_3": "IGNORE"}
    text = "ring Xqari i Nordaa"
    assert found(HuggingFaceTagger.load(folder, label_map=given_map), text) == ["Xqari"]
    (folder / "label_map.yaml").write_text("PASIENT: LAST_NAME\nLABEL_3: LOCATION\n")
    spans = list(HuggingFaceTagger.load(folder).tag(text))
    assert [span.span().label for span in spans] == ["LAST_NAME", "LOCATION"]


def test_a_threshold_out_of_range(model: Path) -> None:
    with pytest.raises(ValueError, match="threshold"):
        HuggingFaceTagger.load(model, threshold=0)


def test_without_transformers(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    assert code_of(model) == "E706"


def test_a_folder_is_told_by_what_it_holds(model: Path) -> None:
    from hidden_plain_sight.detection.lexicon import Lexicon

    assert isinstance(open_tagger(model, Lexicon.build(triggers=())), HuggingFaceTagger)


def test_with_roberta_places_begin_behind_the_padding(tmp_path: Path) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    signs = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    words = {word: at for at, word in enumerate([*signs.values(), "Xqari", "a"])}
    backend = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, "<unk>"))
    backend.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    backend.post_processor = tokenizers.processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=backend, **signs)
    config = transformers.RobertaConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8, max_position_embeddings=12, pad_token_id=1,
        id2label={0: "O", 1: "PER"}, label2id={"O": 0, "PER": 1},
    )  # fmt: skip
    tokenizer.save_pretrained(tmp_path)
    transformers.RobertaForTokenClassification(config).save_pretrained(tmp_path)
    tagger = HuggingFaceTagger.load(tmp_path)
    assert tagger._size == 8
    assert isinstance(list(tagger.tag("a " * 100, [Candidate(0, 1, Category.NAME)])), list)
