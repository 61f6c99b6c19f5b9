from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidden_plain_sight.surrogates.words import in_ascii
from tests.surrogates.marked import KEYS, surrogates

RESERVED = r"(?:[a-z]+\.)?example\.(?:com|org|net)"


@pytest.mark.parametrize("key", KEYS)
def test_the_local_part_follows_the_names(key: bytes) -> None:
    names = "[FIRST_NAME Kåre] [LAST_NAME Moe]"
    locals_ = ("kare.moe", "kaaremoe", "kmoe", "moek", "KARE_MOE", "Kare-Moe+hjem", "k.moe")
    first, last, *mails = surrogates(
        f"{names} {' '.join(f'[EMAIL {local}@x.no]' for local in locals_)}", key=key
    )
    first, last = in_ascii(first), in_ascii(last)
    found = [mail.split("@")[0] for mail in mails]
    assert found[:4] == [f"{first}.{last}", first + last, first[0] + last, last + first[0]]
    assert found[4] == f"{first}_{last}".upper()
    assert found[5].startswith(f"{first}-{last}+")
    assert found[6] == f"{first[0]}.{last}"


@pytest.mark.parametrize("key", KEYS)
def test_a_year_of_birth_in_an_address_moves_with_it(key: bytes) -> None:
    date, _, two, four, date_too = surrogates(
        "[DATE 07.12.1980] [FIRST_NAME Kari] [EMAIL kari_n80@x.no] [EMAIL kari1980@x.no] "
        "[EMAIL kari071280@x.no]",
        key=key,
    )
    assert re.search(r"(\d+)@", two)[1] == date[8:]  # type: ignore[index]
    assert re.search(r"(\d+)@", four)[1] == date[6:]  # type: ignore[index]
    assert re.search(r"(\d+)@", date_too)[1] == date[:2] + date[3:5] + date[8:]  # type: ignore[index]


@pytest.mark.parametrize("key", KEYS)
def test_a_number_of_the_note_is_the_same_in_an_address(key: bytes) -> None:
    phone, mail, bare = surrogates(
        "[PHONE +47 904 91 855] [EMAIL kari90491855@x.no] [EMAIL kari7@x.no]", key=key
    )
    assert phone.replace(" ", "")[3:] in mail
    assert "7@" not in bare


@pytest.mark.parametrize("key", KEYS)
def test_the_same_domain_is_the_same_in_addresses_of_all_kinds(key: bytes) -> None:
    one, two, web, page, bare, other = surrogates(
        "[EMAIL kari@x.no] [EMAIL ola@X.no] [URL www.x.no/a] [URL https://www.x.no] [URL x.no] "
        "[EMAIL kari@y.no]",
        key=key,
    )
    domain = one.split("@")[1]
    assert re.fullmatch(RESERVED, domain)
    assert two.split("@")[1] == domain
    assert web.split("/")[0] == f"www.{domain}"
    assert page == f"https://www.{domain}"
    assert bare == domain
    assert other.split("@")[1] != domain


def test_many_domains_are_all_others() -> None:
    mails = surrogates(" ".join(f"[EMAIL ola@firma{n}.no]" for n in range(12)))
    domains = [mail.split("@")[1] for mail in mails]
    assert len({*domains}) == 12
    assert all(re.fullmatch(RESERVED, domain) for domain in domains)


def test_a_name_that_only_the_address_has_becomes_a_name() -> None:
    for key in KEYS:
        mail, short = surrogates("[EMAIL per.hansen@x.no] [EMAIL phansen@x.no]", key=key)
        local = mail.split("@")[0]
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+", local)
        assert not {"per", "hansen"} & {*local.split(".")}
        assert short.split("@")[0][1:] == local.split(".")[1]


def test_words_that_say_nothing_stay_and_unknown_ones_change() -> None:
    for key in KEYS:
        post, unknown = surrogates("[EMAIL postmottak@x.no] [EMAIL zxqwrt@x.no]", key=key)
        assert post.startswith("postmottak@")
        assert re.fullmatch(rf"[a-z-]{{3,}}@{RESERVED}", unknown)
        assert not unknown.startswith("zxqwrt")


def test_blanks_around_the_sign_stay() -> None:
    assert re.fullmatch(rf"[a-z.]+ @ {RESERVED}", surrogates("[EMAIL ola.lie @ online.no]")[0])


@pytest.mark.parametrize("key", KEYS)
def test_user_names_follow_the_names(key: bytes) -> None:
    first, last, at, network, bare = surrogates(
        "[FIRST_NAME Kari] [LAST_NAME Nordli] [EMAIL @karinordli] [URL Instagram @kari.nordli] "
        "[URL kari_nordli]",
        key=key,
    )
    first, last = in_ascii(first), in_ascii(last)
    assert at == f"@{first}{last}"
    assert network == f"Instagram @{first}.{last}"
    assert bare == f"{first}_{last}"


@pytest.mark.parametrize("key", KEYS[:8])
def test_urls_lead_nowhere(key: bytes) -> None:
    name, web, secure, ip, port, profile = surrogates(
        "[FIRST_NAME Kari] [URL www.x.no/kari12] [URL https://x.no/a/bc?d=1] [URL 192.168.1.1] "
        "[URL http://intern.helse.no:8080/p/7] [URL https://www.z.com/profile.php?id=1000123]",
        key=key,
    )
    assert re.fullmatch(rf"www\.{RESERVED}/{in_ascii(name)}\d\d", web)
    assert re.fullmatch(rf"https://{RESERVED}/[a-z]/[a-z]{{2}}\?[a-z]=\d", secure)
    assert ip.startswith("192.0.2.")
    assert re.fullmatch(rf"http://[a-z]+\.{RESERVED}:8080/[a-z]/\d", port)
    assert not port.startswith("http://intern.")
    assert re.fullmatch(rf"https://www\.{RESERVED}/profile\.php\?id=\d{{7}}", profile)


@given(
    local=st.from_regex(r"\A[a-zæøå]{1,8}(?:[._-][a-zæøå]{1,8})?[0-9]{0,4}\Z"),
    domain=st.from_regex(r"\A[a-z]{1,8}\.(?:no|com)\Z"),
    doc=st.text(max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_no_address_is_kept_and_the_same_is_the_same(local: str, domain: str, doc: str) -> None:
    note = f"[EMAIL {local}@{domain}] [EMAIL {local.upper()}@{domain}] [URL www.{domain}/{local}]"
    first, second, _web = surrogates(note, doc=doc)
    assert first.lower() == second.lower()
    assert first.split("@")[0] != local or len(local) < 3
    assert re.fullmatch(RESERVED, first.split("@")[1])


def test_a_note_of_very_many_names_and_addresses_is_done() -> None:
    names = [f"{a}{b}{c}sen" for a in "BDFGHKLM" for b in "aeiou" for c in "bdfgklmnrt"]
    note = " ".join(f"[LAST_NAME {name}] [EMAIL {name}@x.no]" for name in names)
    made = surrogates(note)
    for name, mail in zip(made[::2], made[1::2], strict=True):
        assert mail.split("@")[0].rstrip("0123456789") == in_ascii(name)
