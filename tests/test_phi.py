"""The shared types: frozen to the core, and fit to travel between processes."""

from __future__ import annotations

import pickle

import pytest

from hidden_plain_sight import Deidentifier, Document

DOCUMENT = Document("Kari kom 3.5.2019.", id="n1", patient="p1", metadata={"type": "note"})


def test_metadata_cannot_be_changed_from_outside() -> None:
    given = {"type": "note"}
    document = Document("Kari", metadata=given)
    given["type"] = "other"
    assert document.metadata["type"] == "note"
    with pytest.raises(TypeError):
        document.metadata["type"] = "x"  # type: ignore[index]


def test_documents_and_results_can_be_pickled_and_hashed() -> None:
    result = Deidentifier(key=b"0123456789abcdef").deidentify(DOCUMENT)
    assert pickle.loads(pickle.dumps(DOCUMENT)) == DOCUMENT  # noqa: S301 - our own bytes
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own bytes
    assert hash(DOCUMENT) == hash(DOCUMENT)


def test_a_text_is_a_string() -> None:
    with pytest.raises(TypeError):
        Document(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("categories", ["DATE", [], ["date"]])
def test_wrong_categories_are_refused(categories: object) -> None:
    with pytest.raises(ValueError, match="ategor"):
        Deidentifier(categories=categories)  # type: ignore[arg-type]
