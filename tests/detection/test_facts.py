"""What is known of the patient: found in every form, and nothing else taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight import Deidentifier, Document, PatientFacts
from hidden_plain_sight.detection import Detector
from hidden_plain_sight.phi import Category, Span, Subtype
from tests.marked import letters, unmarked

DETECTOR = Detector(tagger=None)
PATIENT = PatientFacts(
    first_names="Anne Marie",
    last_names="Xqaarbakk",
    national_number="071275 95571",
    addresses="Storgata 12B, 5003 Bergen",
    phones=("+47 904 91 855", "+46 70 123 45 67"),
    emails="Anne.Xq@example.com",
    relatives=("Per Zxolheim", "Vloot, Siri (mor)"),
    staff=("Overlege Kari Vxinje", "dr. Stein Berg"),
    other_ids=("AB-123 456", "98765432101234"),
)


def spans(text: str, facts: PatientFacts) -> list[Span]:
    return [s for s in DETECTOR.detect(text, facts) if s.rule_id.startswith("fact.")]


def check(example: str, facts: PatientFacts = PATIENT) -> None:
    text, marked = unmarked(example)
    found = spans(text, facts)
    assert letters(text, [(s.start, s.end) for s in found]) == letters(text, marked), [
        (text[s.start : s.end], s.rule_id) for s in DETECTOR.detect(text, facts)
    ]


NAMES = [
    "snakket med [[anne]] i går",
    "[[ANNE]] [[MARIE]] [[XQAARBAKK]] møtte",
    "[[Xqaarbakks]] kone, [[Annes]] mor",
    "[[Anne-Marie]] og [[Annemarie]] og [[annemarie]]",
    "pas [[xqarbakk]] og [[Xqårbakk]], [[XQÅRBAKK]]",
    "Broren [[Zxolheim]] ringte, [[zxolheims]] kone også",
    "Mor [[Siri]] [[Vloot]] er informert",
    "Konf. m. [[Vxinje]]",
    "[[Xqarbak]] var urolig i natt",
    "[[Xqaabrakk]] sov godt",
    "Ringt [[Zxolhiem]] i dag",
    "tur med [[Xqaar-bakk]]",
]


@pytest.mark.parametrize("example", NAMES)
def test_names_are_found_in_any_spelling(example: str) -> None:
    check(example)


NOT_NAMES = [
    "manne seg opp, annen dag, banne",
    "Xqaarbakkens klinikk, xqaarbakkene",
    "Xqoorbokk og Zqaarbakk er andre",
    "Hun ble funnet ved bakken i berg og stein.",
    "Stein i nyrebekkenet. Berg og dal.",
    "STEIN I NYRE",
    "Perforasjon utelukket, per i dag bedre",
    "marin, marina, Marinjegerkommandoen",
]


@pytest.mark.parametrize("example", NOT_NAMES)
def test_other_words_are_no_names(example: str) -> None:
    check(example)


BJORN = PatientFacts(first_names="Bjørn", last_names="Åsheim", staff="Trond Hagen")
OTHERS = [
    ("[[Bjoern]] og [[bjorn]] [[aasheim]], [[ASHEIM]], [[Åsheims]]", BJORN),
    ("traff en bjørn i skogen", BJORN),
    ("falt i hagen. Hagen er stor. Bjørn og elg.", BJORN),
    ("tilsyn ved [[Hagen]] i går", BJORN),
    ("[[Bjørn]] [[Åsheim]], 46 år", BJORN),
    ("[[bjørn]] [[åsheim]] ringte", BJORN),
    ("[[Bjørn]] ble innlagt i går", BJORN),
    ("[[Christian]], [[Kristian]] og [[Kristjan]]", PatientFacts(first_names="Kristian")),
    ("[[van der Vxelde]] møter", PatientFacts(last_names="van der Vxelde")),
    ("kontakt med [[Hansen]]", PatientFacts(last_names="Hansen")),
    ("Hansens sykdom påvist", PatientFacts(last_names="Hansen")),
    ("hans en gang, hans enke", PatientFacts(last_names="Hansen")),
    ("bor i Bergen, fra Bergen", PatientFacts(last_names="Berger")),
    ("begge hofter, Begge lunger", PatientFacts(last_names="Bagge")),
    ("[[Anne]] [[Åse]] [[Li]] kom. Li 0,8. Lite li.", PatientFacts(names="Anne Åse Li")),
    ("[[K]]. [[Vxinje]] og [[Vxinje]]", PATIENT),
    ("S. [[Vxinje]]", PATIENT),
    ("[[O'Vrian]] kom", PatientFacts(last_names="O'Vrian")),
]


@pytest.mark.parametrize(("example", "facts"), OTHERS)
def test_the_sense_of_a_word_decides(example: str, facts: PatientFacts) -> None:
    check(example, facts)


INITIALS = [
    "Kontroll om 3 mnd. /[[KV]]",
    "Kontroll om 3 mnd. /[[kv]]",
    "Legges inn av [[KV]] i dag",
    "Vurdert ([[K.V.]]) i dag",
    "Pas. [[AMX]] sover",
    "kv 12, KV2, KV-12, SKV",
]


@pytest.mark.parametrize("example", INITIALS)
def test_initials_of_patient_and_staff(example: str) -> None:
    check(example)


def test_initials_that_mean_something_else_need_a_signature() -> None:
    facts = PatientFacts(staff=("Bjørg Tveit", "Ivar Vik", "Kari Gran"))
    check("Måler BT to ganger. Gitt IV i dag, vekt 70 KG. BT\n", facts)
    check("Alt vel. /[[BT]]", facts)


NUMBERS = [
    "fnr [[07127595571]], [[071275 95571]], [[07.12.75-95571]], [[07 12 75 955 71]]",
    "pnr. [[95571]] etter f. [[071275]], lab 95571234",
    "to tall [[07127595571]] 2 og [[071275 95571]] 23",
    "skrevet [[07127595517]] og [[071275-96571]] og [[0712759557]]",
    "tlf [[90491855]], [[904 91 855]], [[+47 90 49 18 55]], [[0047 904 91 855]]",
    "mobil [[(+47) 90491855]]",
    "nås på [[+46701234567]] eller [[070-123 45 67]]",
    "skriv til [[ANNE.XQ@EXAMPLE.COM]]",
    "journal [[AB123456]], [[ab 123-456]], [[AB-123.456]]",
    "ref [[9876 5432 1012 34]]",
]


@pytest.mark.parametrize("example", NUMBERS)
def test_numbers_are_found_in_any_grouping(example: str) -> None:
    check(example)


def test_other_numbers_are_left() -> None:
    text = "Hb 9557, CRP 90491, kode AB-123, 195571, 955712, 904918"
    assert spans(text, PATIENT) == []


def test_a_number_carries_its_value() -> None:
    (span,) = spans("Pasient 07 12 75 955 71", PATIENT)
    assert span.category is Category.NATIONAL_ID
    assert str(span.value).count("digits='07127595571'") == 1


BORN = PatientFacts(birth_date="12.05.1975")
DATES = [
    "f. [[12.05.75]], [[12/5-75]], [[12. mai 1975]], [[1975-05-12]], [[120575]], [[12051975]]",
    "Født [[12.5]], bursdag [[12. mai]], f. [[12/5]]",
    "VAS 12/5, innlagt 12. mai, 12.05, 12.05.76, 12.06.75, 1205750",
    "[[12 05 75]] på armbåndet",
    "født i [[1975]], årskontroll siden 1975",
]


@pytest.mark.parametrize("example", DATES)
def test_the_birth_date_in_all_its_forms(example: str) -> None:
    check(example, BORN)


def test_the_birth_date_is_a_date_that_can_be_moved() -> None:
    text = "Armbånd: 120575 12 05 75"
    found = spans(text, BORN)
    assert [s.category for s in found] == [Category.DATE] * 2
    assert [str(s.value) for s in found] == ["120575", "12 05 75"]


def test_the_birth_date_within_a_number_stays_part_of_it() -> None:
    facts = PatientFacts(birth_date="1975-12-07", national_number="47127595571")
    text = "pas 071275 95571, før 471275 95571"
    found = [(text[s.start : s.end], s.category) for s in DETECTOR.detect(text, facts)]
    assert found == [
        ("071275 95571", Category.NATIONAL_ID),
        ("471275 95571", Category.NATIONAL_ID),
    ]


def test_the_birth_date_of_the_number_is_known_too() -> None:
    check("på bånd [[071275]] og 071276", PatientFacts(national_number="07127595571"))


PLACES = [
    "bor i [[Storgata 12B]], [[5003 Bergen]]",
    "bor i [[storgt. 12 b]], [[storgaten 12]], [[Storgate 14]]",
    "nabo i [[Storg. 3]], [[STORGATA]]",
    "flyttet fra [[Bergen]], bor i [[bergen]], postnr [[5003]]",
    "[[Storgata 12B]], [[5003]]",
    "storgataavdelingen, 5003 ml, storg, bergensk, 15003",
]


@pytest.mark.parametrize("example", PLACES)
def test_addresses_in_any_abbreviation(example: str) -> None:
    check(example)


ADDRESSES = [
    ("[[Karl Johansgt 4]], [[Karl Johans gate 4]]", "Karl Johans gt. 4"),
    ("[[Åsvn. 3]], [[Aasveien 3]], [[ÅSVEIEN 3 C]]", "Åsveien 3"),
    ("[[Solbakken 4]] og [[Solbakken]], solbakken", "Solbakken 4"),
    ("på bakken, ved bakken 4, Bakken er bratt", "Bakken 44"),
    ("Moss på veggen. Reiste til [[Moss]], byen [[Moss]]", "1530 Moss"),
    ("Gol er langt borte. Skutt i mål.", "3550 Gol"),
    ("bor i Norge", "Norge"),
    ("luftveiene er frie", "Luftveien 3"),
]


@pytest.mark.parametrize(("example", "address"), ADDRESSES)
def test_addresses_of_other_shapes(example: str, address: str) -> None:
    check(example, PatientFacts(addresses=address))


def test_every_fact_has_its_rule_and_category() -> None:
    text = (
        "Anne Marie Xqaarbakk, 07127595571, f. 07.12.75, Storgata 12B, 5003 Bergen, 90491855, "
        "anne.xq@example.com, Zxolheim, Vxinje, AB-123456"
    )
    found = {(s.rule_id, s.label) for s in DETECTOR.detect(text, PATIENT)}
    assert found == {
        ("fact.name", "FIRST_NAME"),
        ("fact.name", "LAST_NAME"),
        ("fact.national_id", "NATIONAL_ID"),
        ("fact.birth_date", "DATE"),
        ("fact.address", "LOCATION"),
        ("fact.phone", "PHONE"),
        ("fact.email", "EMAIL"),
        ("fact.relative", "LAST_NAME"),
        ("fact.staff", "LAST_NAME"),
        ("fact.id", "OTHER_ID"),
    }


def test_a_fact_says_which_part_of_a_name_a_word_is() -> None:
    text = "Snakket med Nordli Dag og Hansen Kari."
    facts = PatientFacts(names=("Dag Nordli", "Hansen Kari"))
    found = [(text[s.start : s.end], s.subtype) for s in DETECTOR.detect(text, facts)]
    assert found == [
        ("Nordli", Subtype.LAST_NAME),
        ("Dag", Subtype.FIRST_NAME),
        ("Hansen", Subtype.FIRST_NAME),
        ("Kari", Subtype.LAST_NAME),
    ]


def test_exact_facts_are_stronger_than_misspelt_ones() -> None:
    exact, fuzzy = spans("Xqaarbakk og Xqaarbokk", PATIENT)
    assert exact.score >= 0.95 > fuzzy.score >= 0.5


def test_a_unit_and_a_street_keep_their_names() -> None:
    text = "Innlagt Bergen legevakt. Bor i Xqaarbakks gate 4. Født i Xqaarbakk kommune."
    labels = [(text[s.start : s.end], s.label) for s in DETECTOR.detect(text, PATIENT)]
    assert labels == [
        ("Bergen legevakt", "HEALTH_CARE_UNIT"),
        ("Xqaarbakks gate 4", "LOCATION"),
        ("Xqaarbakk kommune", "LOCATION"),
    ]


def test_a_note_without_what_is_known_is_read_as_without_facts() -> None:
    text = "Knut Nordli, innlagt 12.05.2021, 46 år, tlf 22 07 50 00, Oslo."
    assert DETECTOR.detect(text, PATIENT) == DETECTOR.detect(text)
    assert DETECTOR.detect(text, PatientFacts()) == DETECTOR.detect(text)


def test_categories_that_are_switched_off_stay_off() -> None:
    detector = Detector(categories={Category.DATE})
    text = "Xqaarbakk, f. 07.12.75, 07127595571"
    assert [s.category for s in detector.detect(text, PATIENT)] == [Category.DATE]


def test_facts_are_found_at_places_of_the_text_as_given() -> None:
    text = "e\u0301\u0301 Xqaa\u00adrbakk, Bjo\u0308rn"
    found = spans(text, PATIENT)
    assert [text[s.start : s.end] for s in found] == ["Xqaa\u00adrbakk"]


def test_no_original_is_left_and_surrogates_agree() -> None:
    text = "Xqaarbakk møtte. XQAARBAKK sover, xqarbakks mor kom. Xqaarbokk, tlf 904 91 855. /AMX"
    note = Document(text, id="n1", facts=PATIENT)
    deidentifier = Deidentifier(key=b"0123456789abcdef")
    done = deidentifier.deidentify(note)
    assert not {"xqaarbakk", "xqarbakk", "xqaarbokk", "90491855"} & {
        word.strip(".,").lower() for word in done.text.replace("904 91 855", "90491855").split()
    }
    first, second = done.replacements[:2]
    assert first.surrogate.upper() == second.surrogate
    assert deidentifier.detect(note) == done.spans
    assert deidentifier.detect(text) != done.spans


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(
        ["Anne", " ", "-", "Marie", "xqaarbakk", "'s", "071275", "95571", "12", "Storgt", ". ",
         "Bergen", "5003", "ab", "123 456", "\n", "+47", "(", "904", "91", "855", "K.V.", "ø", ","]
    ), max_size=20).map("".join)
)  # fmt: skip
def test_joined_facts_never_break_the_detector(text: str) -> None:
    ends = [0]
    for span in DETECTOR.detect(text, PATIENT):
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=60))
def test_any_text_can_be_a_fact(value: str, text: str) -> None:
    facts = PatientFacts(names=value, addresses=value, phones=value, emails=value, other_ids=value)
    for span in DETECTOR.detect(f"{text} {value}", facts):
        assert span.end <= len(text) + 1 + len(value)


def test_digits_of_other_scripts_break_nothing() -> None:
    facts = PatientFacts(national_number="٠٧١٢٧٥٩٥٥٧١")
    assert facts.national_number == "07127595571"
    spans = DETECTOR.detect("fnr ٠٧١٢٧٥٩٥٥٧١ og 071275 95571", facts)
    assert [span.category for span in spans] == [Category.NATIONAL_ID] * 2
