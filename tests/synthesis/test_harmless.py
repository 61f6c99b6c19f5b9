"""What looks like an identifier and is none: its slots, its lines, and how often they come."""

from __future__ import annotations

import re
from random import Random

import pytest
from faker import Generator

from hidden_plain_sight.synthesis import ClinicalProvider, Noise, synthesize
from hidden_plain_sight.synthesis.cast import Cast
from hidden_plain_sight.synthesis.corpus import _bank
from hidden_plain_sight.synthesis.fill import filled
from hidden_plain_sight.synthesis.harmless import HARMLESS, invented_brand
from hidden_plain_sight.synthesis.lists import is_listed
from hidden_plain_sight.synthesis.pieces import joined
from hidden_plain_sight.synthesis.template import templates

FORMS = ("nb", "nn")


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311


@pytest.mark.parametrize("slot", sorted(HARMLESS))
@pytest.mark.parametrize("form", FORMS)
def test_a_slot_writes_varied_text_on_one_line(slot: str, form: str) -> None:
    made = [HARMLESS[slot](chance(seed), form) for seed in range(300)]
    assert all(text == text.strip() and text and "\n" not in text for text in made)
    assert len(set(made)) > 30
    assert made == [HARMLESS[slot](chance(seed), form) for seed in range(300)]


def test_codes_have_a_letter_and_digits() -> None:
    for seed in range(300):
        assert re.search(r"[A-Za-z]+\d\d", HARMLESS["code"](chance(seed), "nb"))


def test_a_brand_is_nobodys_name() -> None:
    assert not any(is_listed(invented_brand(chance(seed)), "name") for seed in range(500))


@pytest.mark.parametrize("form", FORMS)
def test_each_line_of_a_bank_is_a_template(form: str) -> None:
    generator = Generator()
    generator.seed_instance(1)
    bank = _bank(form)
    assert len(bank) > 150
    for template in bank:
        cast = Cast.drawn(ClinicalProvider(generator), form=form, sexes="f", low=30, high=60)
        text = joined(filled(template, cast))
        assert text.strip()
        assert "\n" not in text


def test_harmless_notes_have_no_identifiers() -> None:
    plain = [template for template in templates() if template.kind == "harmless_note"]
    assert {template.form for template in plain} == set(FORMS)
    for template in plain:
        generator = Generator()
        generator.seed_instance(template.line)
        cast = Cast.drawn(
            ClinicalProvider(generator), form=template.form, sexes="f", low=30, high=60
        )
        assert all(piece.label is None for piece in filled(template, cast))


def test_banks_are_no_notes_and_whole_notes_are_rare() -> None:
    kinds = [note.kind for note in synthesize(n=300, seed=11)]
    assert "harmless" not in kinds
    assert 0 < kinds.count("harmless_note") < 30


def test_lines_are_strewn_as_often_as_asked() -> None:
    def length(share: float) -> int:
        made = synthesize(n=60, seed=2, noise=Noise.none(), harmless=share)
        return sum(len(note.document.text) for note in made if note.kind != "harmless_note")

    assert length(0) < length(1)
    assert not [n for n in synthesize(n=100, seed=2, harmless=0) if n.kind == "harmless_note"]


def test_spans_survive_strewing() -> None:
    for note in synthesize(n=150, seed=6, harmless=1):
        for span in note.spans:
            shown = note.document.text[span.start : span.end]
            assert shown == shown.strip() != ""
