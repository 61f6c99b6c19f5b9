"""The metrics on small cases counted by hand, and properties that hold for any case."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import LABELS, AnnotatedDocument, Evaluation, Mark, evaluate
from hidden_plain_sight.evaluation.tally import _overlapping
from hidden_plain_sight.phi import Category, Span, Subtype

Triple = tuple[int, int, str]


def document(text: str, *spans: Triple, document_id: str = "n1") -> AnnotatedDocument:
    return AnnotatedDocument(document_id, text, tuple(Mark(*span) for span in spans))


def score(
    text: str, gold: Sequence[Triple], predicted: Sequence[Triple], **options: object
) -> Evaluation:
    found = {"n1": [Mark(*span) for span in predicted]}
    return evaluate([document(text, *gold)], found, **options)  # type: ignore[arg-type]


def values(evaluation: Evaluation) -> tuple[float | None, float | None, float | None]:
    overall = evaluation.overall
    return overall.identified.value, overall.right_category.value, overall.unnecessary.value


# identified


@pytest.mark.parametrize(
    ("spans", "identified"),
    [
        ([(0, 12)], 1),
        ([(0, 4), (5, 12)], 1),
        ([(0, 4), (6, 11)], 1),  # blank, bracket and comma do not matter
        ([(0, 8), (6, 12)], 1),  # predictions may overlap
        ([(0, 4)], 0),
        ([(0, 10)], 0),
        ([(1, 12)], 0),
        ([], 0),
    ],
)
def test_identified_needs_every_letter_and_digit(
    spans: list[tuple[int, int]], identified: int
) -> None:
    text = "Kari (Nord1), kom"
    predicted = [(start, end, "LAST_NAME") for start, end in spans]
    assert values(score(text, [(0, 12, "LAST_NAME")], predicted))[0] == identified


def test_marks_over_letters_and_emoji_do_not_matter() -> None:
    text = "🙂e\u0301va🙂 kom"
    assert values(score(text, [(0, 6, "FIRST_NAME")], [(1, 2, "DATE"), (3, 5, "DATE")]))[0] == 1
    assert values(score(text, [(0, 6, "FIRST_NAME")], [(2, 5, "DATE")]))[0] == 0


def test_offsets_behind_windows_line_ends_and_emoji() -> None:
    text = "🙂\r\n\r\nInnlagt 3.4.2019"
    start = text.index("3")
    span = (start, start + 8, "DATE")
    evaluation = score(text, [span], [span])
    assert values(evaluation) == (1, 1, 0)
    assert evaluation.overall.strict.f1.value == 1


def test_touched_is_counted_beside() -> None:
    evaluation = score(
        "Kari Vik, Ola", [(0, 8, "LAST_NAME"), (10, 13, "LAST_NAME")], [(0, 4, "DATE")]
    )
    assert evaluation.overall.touched.value == 0.5
    assert values(evaluation)[0] == 0


# right category


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ([(0, 8, "FIRST_NAME")], 1),  # a name is a name
        ([(0, 4, "FIRST_NAME"), (5, 8, "INITIALS")], 1),
        ([(0, 8, "LOCATION")], 0),
        ([(0, 4, "FIRST_NAME"), (5, 8, "LOCATION")], 0),
        ([(0, 8, "LOCATION"), (0, 8, "LAST_NAME")], 1),
    ],
)
def test_right_category(predicted: list[Triple], right: int) -> None:
    evaluation = score("Kari Vik kom", [(0, 8, "LAST_NAME")], predicted)
    assert values(evaluation)[:2] == (1, right)
    assert [finding.kind for finding in evaluation.findings] == ["wrong category"] * (1 - right)


NESTED = [(0, 12, "DATE"), (0, 4, "LOCATION")]


@pytest.mark.parametrize(
    ("predicted", "identified", "right"),
    [
        ([(0, 12, "DATE")], 2, 2),  # where they overlap either category will do
        ([(0, 4, "LOCATION"), (6, 12, "DATE")], 2, 2),
        ([(0, 12, "LOCATION")], 2, 1),  # "3. mai" is no location
        ([(0, 4, "LOCATION")], 1, 1),
        ([(6, 12, "DATE")], 0, 0),
    ],
)
def test_nested_gold_is_judged_span_by_span(
    predicted: list[Triple], identified: int, right: int
) -> None:
    evaluation = score("Moss, 3. mai 2019", NESTED, predicted)
    overall = evaluation.overall
    assert (overall.gold, overall.identified.part, overall.right_category.part) == (
        2,
        identified,
        right,
    )


# unnecessary


def test_unnecessary_touches_no_gold_of_any_label() -> None:
    text = "Kari fikk Paracet i Moss"
    gold = [(0, 4, "FIRST_NAME"), (20, 24, "LOCATION")]
    predicted = [(0, 9, "LOCATION"), (10, 17, "LAST_NAME"), (18, 19, "DATE"), (20, 24, "LOCATION")]
    evaluation = score(text, gold, predicted)
    assert evaluation.overall.unnecessary.value == 2 / 4
    assert evaluation.per_label["LAST_NAME"].unnecessary.value == 1
    assert evaluation.per_label["LOCATION"].unnecessary.value == 0
    # fikk, Paracet, i: 12 letters outside gold, all of them covered
    assert evaluation.other_text_covered.part == evaluation.other_text_covered.whole == 12
    found = [(f.kind, f.start, f.letters) for f in evaluation.findings if f.kind == "unnecessary"]
    assert found == [("unnecessary", 10, 7), ("unnecessary", 18, 1)]


def test_a_shared_blank_is_no_touch() -> None:
    evaluation = score("Kari kom", [(0, 5, "FIRST_NAME")], [(4, 8, "FIRST_NAME")])
    assert evaluation.overall.unnecessary.value == 1


# ignored labels


def test_ignored_predictions_are_neither_hit_nor_unnecessary_but_cover() -> None:
    text = "46 år, 3. mai, 120"
    gold = [(0, 2, "AGE"), (7, 13, "DATE")]
    predicted = [(0, 2, "AGE"), (7, 13, "AGE"), (15, 18, "AGE")]
    evaluation = score(text, gold, predicted, ignore=["AGE"])
    overall = evaluation.overall
    assert (overall.gold, overall.predicted) == (1, 0)
    assert values(evaluation) == (1, 0, None)
    # the ignored age is no other text; 120 is, and an ignored prediction does not count there
    assert (evaluation.other_text_covered.part, evaluation.other_text_covered.whole) == (0, 5)
    assert evaluation.counts["neutral_gold"] == 1
    assert evaluation.counts["neutral_predicted"] == 3
    assert evaluation.ignored == ("AGE",)


def test_predictions_on_ignored_gold_only_are_neutral() -> None:
    evaluation = score("Haukeland og norsk", [(0, 9, "ORG"), (13, 18, "DRV")], [
        (0, 9, "HEALTH_CARE_UNIT"), (13, 18, "LOCATION")
    ])  # fmt: skip
    assert evaluation.scheme == "norne"
    assert evaluation.overall.predicted == 1
    assert evaluation.overall.unnecessary.value == 1


def test_a_label_map_can_count_them() -> None:
    evaluation = score(
        "Haukeland",
        [(0, 9, "ORG")],
        [(0, 9, "HEALTH_CARE_UNIT")],
        label_map={"ORG": "HEALTH_CARE_UNIT"},
    )
    assert values(evaluation) == (1, 1, 0)


def test_age_conventions_do_not_decide() -> None:
    text = "46 år gammel"
    for gold, predicted in [((0, 2), (0, 5)), ((0, 5), (0, 2)), ((0, 5), (0, 5))]:
        evaluation = score(text, [(*gold, "Age")], [(*predicted, "AGE")])
        assert values(evaluation) == (1, 1, 0)
        assert evaluation.overall.strict.f1.value == 1
        assert evaluation.other_text_covered.value == 0


# strict and overlap


def test_strict_and_overlap_by_hand() -> None:
    text = "Kari Vik bor i Moss siden 2019"
    gold = [(0, 4, "FIRST_NAME"), (5, 8, "LAST_NAME"), (15, 19, "LOCATION"), (26, 30, "DATE")]
    predicted = [(0, 4, "FIRST_NAME"), (5, 8, "FIRST_NAME"), (13, 19, "LOCATION"), (20, 25, "DATE")]
    overall = score(text, gold, predicted).overall
    strict, overlap = overall.strict, overall.overlap
    assert (strict.precision.value, strict.recall.value, strict.f1.value) == (0.25, 0.25, 0.25)
    assert (overlap.precision.value, overlap.recall.value) == (0.5, 0.5)


def test_a_repeated_prediction_is_a_hit_once() -> None:
    span = (0, 4, "DATE")
    overall = score("2019", [span], [span, span]).overall
    assert (overall.strict.precision.value, overall.strict.recall.value) == (0.5, 1)
    assert overall.overlap.precision.value == 0.5


spans_of_one_label = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda p: Mark(p[0], p[0] + p[1], "DATE")),
    max_size=5,
)


@given(spans_of_one_label, spans_of_one_label)
def test_overlap_pairs_are_as_many_as_can_be(gold: list[Mark], predicted: list[Mark]) -> None:
    def most(left: list[Mark], right: list[Mark]) -> int:
        if not left:
            return 0
        best = most(left[1:], right)
        for index, mark in enumerate(right):
            if mark.start < left[0].end and left[0].start < mark.end:
                best = max(best, 1 + most(left[1:], right[:index] + right[index + 1 :]))
        return best

    assert len(list(_overlapping(gold, predicted))) == most(gold, predicted)


# documents


def test_documents_with_a_leak() -> None:
    gold = [
        document("Kari", (0, 4, "FIRST_NAME"), document_id="a"),
        document("Kari Ola", (0, 4, "FIRST_NAME"), (5, 8, "FIRST_NAME"), document_id="b"),
        document("ingen", document_id="c"),
    ]
    evaluation = evaluate(gold, lambda _: [Mark(0, 4, "FIRST_NAME")])
    assert (evaluation.documents_with_a_leak.part, evaluation.documents_with_a_leak.whole) == (1, 3)
    assert evaluation.counts["documents_with_gold"] == 2
    assert [(f.id, f.start, f.end) for f in evaluation.findings if f.kind == "missed"] == [
        ("b", 5, 8)
    ]


def test_spans_of_the_detector_are_understood() -> None:
    def detect(text: str) -> tuple[Span, ...]:
        return (Span(0, len(text), Category.NAME, subtype=Subtype.FIRST_NAME),)

    assert values(evaluate([document("Kari", (0, 4, "First_Name"))], detect)) == (1, 1, 0)


def test_a_failing_detector_tells_its_kind_and_no_text() -> None:
    def detect(text: str) -> tuple[Span, ...]:
        raise ValueError(text)

    with pytest.raises(DeidentificationError, match=r"E408.*n1.*ValueError") as caught:
        evaluate([document("Kari")], detect)
    assert "Kari" not in str(caught.value)
    assert caught.value.__context__ is None


def test_predictions_that_do_not_fit_are_refused() -> None:
    gold = [document("Kari", (0, 4, "FIRST_NAME"))]
    with pytest.raises(DeidentificationError, match="E402"):
        evaluate(gold, {})
    with pytest.raises(DeidentificationError, match="E404"):
        evaluate(gold, {"n1": [Mark(0, 5, "FIRST_NAME")]})
    with pytest.raises(DeidentificationError, match="E408"):
        evaluate(gold, [AnnotatedDocument("n1", "Ola ", ())])
    assert evaluate(gold, {"n1": [], "n2": []}).extra_documents == 1


def test_unknown_labels_are_refused_and_not_quoted() -> None:
    gold = [AnnotatedDocument("n1", "Kari", (Mark(0, 4, "Kari"), Mark(0, 1, "Date")), "g.txt", 3)]
    with pytest.raises(DeidentificationError, match=r"E403.*g.txt, line 3: 1 spans") as caught:
        evaluate(gold, {"n1": []})
    assert "Kari" not in str(caught.value)
    with pytest.raises(DeidentificationError, match="E403"):
        evaluate([document("Kari", (0, 4, "PER"))], {"n1": [Mark(0, 4, "Navn")]})
    assert evaluate(gold, {"n1": []}, label_map={"Kari": "O"}).overall.gold == 1


def test_nothing_at_all() -> None:
    evaluation = evaluate([document("")], {"n1": []})
    assert values(evaluation) == (None, None, None)
    assert evaluation.documents_with_a_leak.value == 0
    assert evaluation.labels == ()


# properties

ALPHABET = "aÅ1 .,\n\r🙂\u0301"
labels = st.sampled_from(LABELS)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Triple], list[Triple]]:
    text = draw(st.text(ALPHABET, min_size=1, max_size=30))

    def triples() -> list[Triple]:
        cut = st.integers(0, len(text))
        pairs = st.lists(st.tuples(cut, cut, labels), max_size=6)
        return [(min(a, b), max(a, b), label) for a, b, label in draw(pairs) if a != b]

    return text, triples(), triples()


@given(cases())
def test_rates_stay_in_bounds(case: tuple[str, list[Triple], list[Triple]]) -> None:
    evaluation = score(*case)
    for rates in (evaluation.overall, *evaluation.per_label.values()):
        agreements = (rates.strict, rates.overlap)
        single = [rates.identified, rates.right_category, rates.unnecessary, rates.touched]
        for rate in single + [r for a in agreements for r in (a.precision, a.recall, a.f1)]:
            assert 0 <= rate.low <= rate.high <= 1
            if rate.value is not None:
                assert rate.low <= rate.value <= rate.high
        assert (
            rates.right_category.part <= rates.identified.part <= rates.touched.part <= rates.gold
        )
        assert rates.strict.recall.part <= rates.overlap.recall.part <= rates.gold
    missed = sum(finding.kind == "missed" for finding in evaluation.findings)
    assert missed == evaluation.overall.gold - evaluation.overall.identified.part


@given(cases())
def test_perfect_predictions(case: tuple[str, list[Triple], list[Triple]]) -> None:
    text, gold, _ = case
    evaluation = score(text, gold, gold)
    if evaluation.overall.gold:
        assert values(evaluation) == (1, 1, 0)
        assert evaluation.overall.strict.f1.value == evaluation.overall.overlap.f1.value == 1
    assert evaluation.documents_with_a_leak.part == evaluation.other_text_covered.part == 0
    assert evaluation.findings == ()


@given(cases(), labels)
def test_to_cover_everything_identifies_everything(
    case: tuple[str, list[Triple], list[Triple]], label: str
) -> None:
    text, gold, _ = case
    evaluation = score(text, gold, [(0, len(text), label)])
    assert evaluation.overall.identified.part == evaluation.overall.gold
    assert evaluation.other_text_covered.part == evaluation.other_text_covered.whole


@given(cases())
def test_more_predictions_never_identify_less(case: tuple[str, list[Triple], list[Triple]]) -> None:
    text, gold, predicted = case
    fewer = score(text, gold, predicted[1:]).overall
    more = score(text, gold, predicted).overall
    assert more.identified.part >= fewer.identified.part
    assert more.right_category.part >= fewer.right_category.part


@given(cases())
def test_an_evaluation_comes_back_from_its_dictionary(
    case: tuple[str, list[Triple], list[Triple]],
) -> None:
    evaluation = score(*case, ignore=["AGE"])
    again = Evaluation.from_dict(evaluation.to_dict())
    assert again.to_dict() == evaluation.to_dict()
