"""A Hugging Face model for token classification, from a folder of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.tagger.decoding import Decoder, Token
from hidden_plain_sight.detection.tagger.finds import Finds
from hidden_plain_sight.detection.tagger.meanings import meanings_of, own_labels
from hidden_plain_sight.detection.tagger.windows import readable, stretches, windows
from hidden_plain_sight.errors import DeidentificationError

__all__ = ["HuggingFaceTagger"]

_MOST_TOKENS: Final = 512
"""No window is longer, whatever the model could read: time grows with the square."""
_OVERLAP: Final = 128
_BATCH: Final = 8
_STRETCH: Final = 20_000
_BESIDE: Final = 2_000
"""Characters that are cut into tokens at a time, and what is seen beside them."""
_HEAD: Final = "ForTokenClassification"


class HuggingFaceTagger:
    """Any model for token classification that transformers can load, with a fast tokenizer.

    A text is read in overlapping windows of at most 512 tokens; what two of them see is decided
    where it stands further from the border, so that no length is too long and no name is cut.
    The model runs on the CPU, without chance: the same text gives the same spans.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        folder: Path,
        labels: Mapping[str, str],
        threshold: float,
    ) -> None:
        config = model.config
        self.name = f"hugging_face {config.model_type}"
        self.threshold = threshold
        self._folder, self._labels = folder, labels
        self._model = model
        self._tokenizer = tokenizer
        self._decoder = Decoder(meanings_of(_labels(config), folder=folder, own=labels))
        self._before, self._after = _special_tokens(tokenizer)
        self._size = _most_tokens(model, tokenizer) - len(self._before) - len(self._after)
        if self._size < 1:
            raise ValueError("the model reads no tokens")

    @classmethod
    def load(
        cls, folder: Path, *, label_map: Mapping[str, str] | None = None, threshold: float = 0.5
    ) -> HuggingFaceTagger:
        """The tagger of a folder with a model, its `config.json` and its tokenizer.

        Nothing is fetched and no code of the folder is run. `label_map` says what the model's
        labels stand for where that isn't known, as a file `label_map.yaml` in the folder does.
        `threshold` is the probability of an identifier from which a word counts.

        Raises `DeidentificationError` E406 for a label map that is not valid, E701 for a folder
        that is missing or damaged, E704 for labels that are not known, E705 for a model of
        another kind, E706 where transformers or torch are not installed; ValueError for a
        threshold that is not above 0 and at most 1.
        """
        if not 0 < threshold <= 1:
            raise ValueError(f"a threshold is above 0 and at most 1, got {threshold}")
        own = own_labels(folder, label_map)
        config = _config(folder)
        meanings_of(_labels(config), folder=folder, own=own)  # before the weights are read
        try:
            model, tokenizer = _model(folder, config), _tokenizer(folder)
            if max(tokenizer.get_vocab().values()) >= model.get_input_embeddings().num_embeddings:
                raise ValueError("the tokenizer has more words than the model")
            tagger = cls(model, tokenizer, folder=folder.resolve(), labels=own, threshold=threshold)
            tagger._try()
        except DeidentificationError:
            raise
        except Exception as error:  # whatever a damaged file makes the libraries raise
            problem = type(error).__name__
            raise DeidentificationError("E701", folder=folder, problem=problem) from None
        return tagger

    def __reduce__(self) -> tuple[Any, ...]:
        # another process reads the folder, which is quicker than to send it all the weights
        load = partial(
            type(self).load, self._folder, label_map=self._labels, threshold=self.threshold
        )
        return load, ()

    def tag(self, text: str, found: Sequence[Candidate] = ()) -> Iterator[Candidate]:
        """Yield what the model takes for identifiers; `found` helps to part names alone."""
        finds = Finds(text, found, "tagger.hugging_face")
        tokens = self._tokens(readable(text))
        for span in self._decoder.spans(text, tokens, threshold=self.threshold):
            yield from finds.of(*span)

    def _tokens(self, text: str) -> Iterator[Token]:
        """Every token of the text with its probabilities, in order."""
        for stretch in stretches(text, size=_STRETCH, overlap=_BESIDE):
            piece = text[stretch.start : stretch.end]
            ids, places = self._encoded(piece)
            rows = self._rows(ids)
            for (start, end), row in zip(places, rows, strict=True):
                while start < end and piece[start].isspace():
                    start += 1
                while start < end and piece[end - 1].isspace():
                    end -= 1
                start, end = start + stretch.start, end + stretch.start
                if start < end and start < stretch.last and end > stretch.first:
                    yield Token(start, end, row)

    def _encoded(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        encoded = self._tokenizer(
            text,
            add_special_tokens=False,
            truncation=False,
            padding=False,
            return_offsets_mapping=True,
            verbose=False,
        )
        return encoded["input_ids"], encoded["offset_mapping"]

    def _rows(self, ids: list[int]) -> NDArray[np.float64]:
        """What the model says of each token, taken from the window where it sees most around."""
        rows = np.zeros((len(ids), 1 + 2 * len(self._decoder.labels)))
        overlap = min(_OVERLAP, self._size // 4)
        plan = windows(len(ids), size=self._size, overlap=overlap)
        while batch := list(islice(plan, _BATCH)):
            chances = self._chances([ids[one.start : one.end] for one in batch])
            for one, seen in zip(batch, chances, strict=True):
                own = seen[one.first - one.start : one.last - one.start]
                rows[one.first : one.last] = self._decoder.rows(own)
        return rows

    def _chances(self, batch: list[list[int]]) -> NDArray[np.float64]:
        """The probabilities of the labels (window, token, label); all windows are equally long."""
        import torch

        ids = torch.tensor([[*self._before, *one, *self._after] for one in batch])
        with torch.inference_mode():
            logits = self._model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits
            chances = torch.softmax(logits.double(), dim=-1).numpy()
        if not np.isfinite(chances).all():  # no comparison finds what is not a number
            raise ValueError("the model gives no numbers")
        first = len(self._before)
        inner: NDArray[np.float64] = chances[:, first : first + len(batch[0])]
        return inner

    def _try(self) -> None:
        """Runs a full window, so that a model that can't is refused now and not in the midst."""
        ids, _ = self._encoded("a")
        rows = self._rows((ids or [0])[:1] * self._size)
        if not np.isfinite(rows).all():
            raise ValueError("the weights are not numbers")


def _labels(config: Any) -> list[str]:
    return [str(config.id2label[at]) for at in range(config.num_labels)]


def _special_tokens(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The tokens that the model expects before and after a text."""
    encoded = tokenizer("a", return_special_tokens_mask=True, verbose=False)
    ids, special = list(encoded["input_ids"]), list(encoded["special_tokens_mask"])
    if 0 not in special:
        raise ValueError("the tokenizer has no letters")
    first = special.index(0)
    last = len(special) - special[::-1].index(0)
    return ids[:first], ids[last:]


def _most_tokens(model: Any, tokenizer: Any) -> int:
    """How many tokens the model reads at a time, those before and after the text among them."""
    most = min(_MOST_TOKENS, int(tokenizer.model_max_length))
    for key in ("max_position_embeddings", "n_positions"):
        places = getattr(model.config, key, None)
        if isinstance(places, int) and places > 0:
            most = min(most, places)
    for part in model.modules():  # RoBERTa and its kin count from behind the padding's place
        table: Any = getattr(part, "position_embeddings", None)
        padding = getattr(table, "padding_idx", None)
        if isinstance(padding, int):
            most = min(most, table.num_embeddings - padding - 1)
    return most


def _config(folder: Path) -> Any:
    """The model's configuration; E701 and E705."""
    try:
        import torch  # noqa: F401
        from transformers import AutoConfig
    except ImportError:
        packages = {"package": "transformers with torch", "extra": "transformers"}
        raise DeidentificationError("E706", folder=folder, **packages) from None
    if not (folder / "config.json").is_file():
        raise DeidentificationError("E701", folder=folder, problem="no config.json")
    try:
        with _quiet():
            config = AutoConfig.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
    except Exception as error:
        problem = type(error).__name__
        raise DeidentificationError("E701", folder=folder, problem=problem) from None
    if not any(str(one).endswith(_HEAD) for one in config.architectures or ()):
        problem = "the model is not one for token classification"
        raise DeidentificationError("E705", folder=folder, problem=problem)
    return config


def _tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    with _quiet():
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, use_fast=True
        )
    if not tokenizer.is_fast:
        problem = "its tokenizer is not a fast one, and can't say where a token stands"
        raise DeidentificationError("E705", folder=folder, problem=problem)
    # without its file, transformers makes a tokenizer that knows no words at all
    if len(tokenizer.get_vocab()) <= len(tokenizer.all_special_ids):
        problem = "the tokenizer has no vocabulary"
        raise DeidentificationError("E701", folder=folder, problem=problem)
    return tokenizer


def _model(folder: Path, config: Any) -> Any:
    from transformers import AutoModelForTokenClassification

    with _quiet():
        model, report = AutoModelForTokenClassification.from_pretrained(
            folder,
            config=config,
            local_files_only=True,
            trust_remote_code=False,
            output_loading_info=True,
        )
    # transformers would fill what is missing with random numbers
    missing = len(report["missing_keys"]) + len(report["mismatched_keys"])
    if missing:
        problem = f"{missing} weights are missing"
        raise DeidentificationError("E701", folder=folder, problem=problem)
    return model.float().eval()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps transformers from telling of its loading, and leaves its settings as they were."""
    from transformers.utils import logging

    verbosity, shown = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if shown:
            logging.enable_progress_bar()
