"""Web addresses of country files: whole, safe to print, and those of the site they seem to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import codes, only

from booklet.errors import Finding, Severity, Where
from booklet.sources.addresses import SHORTENERS, address_findings, look_alike, said_findings

HERE = Where("XX.yaml", 7)


def found(address: str) -> list[Finding]:
    return list(address_findings(address, HERE))


@pytest.mark.parametrize(
    "address",
    [
        "https://line.example",
        "https://www.line.example/help/find_a_line?lang=en&x=1#top",
        "https://sub.line.co.example/~kids/%C3%A9",
        "https://line.example/hc/en-au/requests/new",
    ],
)
def test_a_plain_address_is_without_fault(address: str) -> None:
    assert found(address) == []


@pytest.mark.parametrize(
    "address",
    [
        "line.example",
        "ftp://line.example/",
        "javascript:alert(1)",
        "https://",
        "https://line",
        "https://127.0.0.1/help",
        "https://[::1]/",
        "https://line.example:8080/",
        "https://childline.org.uk@evil.example/",
        "https://line.example/a b",
        "https://line.example/(a)",
        "https://line.example/<img src=x>",
        "https://line.example/{number}",
        "https://l\u0456ne.example/",
        "https://line.example/\u202e",
        "https://-line.example/",
        f"https://line.example/{'x' * 200}",
    ],
)
def test_what_no_reader_should_type_is_no_address(address: str) -> None:
    assert only(found(address)).code == "wrong-address"
    assert only(found(address)).where == HERE


@pytest.mark.parametrize("host", sorted(SHORTENERS)[:4])
def test_a_short_address_can_lead_elsewhere_tomorrow(host: str) -> None:
    assert only(found(f"https://{host}/abc")).code == "short-address"
    assert only(found(f"https://www.{host}/abc")).code == "short-address"


def test_an_address_that_is_not_encrypted_is_a_note() -> None:
    told = only(found("http://line.example/"))
    assert (told.code, told.severity) == ("plain-address", Severity.NOTE)


def test_a_host_in_punycode_is_shown_as_it_is_read() -> None:
    told = only(found("https://xn--chldline-v2a.example/"))
    assert (told.code, told.severity) == ("look-alike", Severity.WARNING)
    assert "xn--chldline-v2a.example" in told.message


@pytest.mark.parametrize("host", ["childl1ne.org.uk", "chi1dline.org.uk", "child-line.org.uk", "www.chlldline.org.uk"])
def test_a_host_that_looks_like_a_known_one_is_named(host: str) -> None:
    assert look_alike(host, frozenset({"childline.org.uk", "other.example"})) == "childline.org.uk"


def test_a_known_host_and_a_different_one_look_like_themselves() -> None:
    known = frozenset({"childline.org.uk"})
    assert look_alike("www.childline.org.uk", known) == look_alike("kidsline.example", known) == ""


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_finding(text: str) -> None:
    told = found(f"https://{text}")
    assert set(codes(told)) <= {"wrong-address", "short-address", "look-alike"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Write to us: bit.ly/abc", "short-address"),
        ("[Chat](https://www.tinyurl.com/abc)", "short-address"),
        ("See chi1dline.org.uk.", "look-alike"),
        ("See сhildline.org.uk", "look-alike"),  # its first letter is Cyrillic
        ("See xn--hildline-ysi.org.uk", "look-alike"),  # the same in punycode
        ("See mуsite.example", "look-alike"),
    ],
)
def test_addresses_in_words_are_compared_with_those_we_list(text: str, code: str) -> None:
    assert only(said_findings(text, frozenset({"childline.org.uk"}), HERE)).code == code


@pytest.mark.parametrize(
    "text", ["See www.childline.org.uk/help.", "At 9.30, e.g. by chat", "you@site.example", "a.b.c"]
)
def test_other_addresses_in_words_are_the_partners_own(text: str) -> None:
    assert list(said_findings(text, frozenset({"childline.org.uk"}), HERE)) == []


def test_letters_of_two_scripts_in_one_name_are_told() -> None:
    assert "several scripts" in only(said_findings("mуsite.example", frozenset(), HERE)).message
