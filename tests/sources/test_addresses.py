"""Web addresses of country files: whole, safe to print, and those of the site they seem to be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import CONFIRMED, COUNTRY, codes, faults, law, lay, only, told

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.make.build import open_sources
from booklet.sources.addresses import address_findings, check_said_addresses, find_look_alike
from booklet.sources.countries import parse_country
from booklet.sources.elsewhere import CHATS, SHORTENERS
from booklet.sources.runfile import read_run

HERE = Where("XX.yaml", 7)

PORTUGUESE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "threat.how"
msgid "It can happen fast."
msgstr "Fale em cutt.ly/abc"
"""


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


@pytest.mark.parametrize("host", sorted(SHORTENERS | CHATS))
def test_a_short_address_can_lead_elsewhere_tomorrow(host: str) -> None:
    for before in ("", "www.", "our-name."):
        assert only(found(f"https://{before}{host}/abc")).code == "short-address"
        assert only(check_said_addresses(f"Chat: {before}{host}/abc.", frozenset(), HERE)).code == "short-address"


def test_a_host_that_only_ends_with_the_letters_of_a_short_one_is_another() -> None:
    for host in ("habit.ly", "chat.co", "bot.me", "xwa.me", "page.link.example", "bit.ly.example"):
        assert found(f"https://{host}/abc") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/url?q=https://evil.example/",
        "https://google.co.ke/url?q=evil.example",
        "https://www.google.com/amp/s/evil.example",
        "https://translate.google.com/website?sl=en&u=evil.example",
        "https://m.facebook.com/l.php?u=evil.example",
        "https://www.youtube.com/redirect?q=evil.example",
        "https://www.linkedin.com/redir/redirect?url=evil.example",
        "https://vk.com/away.php?to=evil.example",
        "https://www.bing.com/ck/a?u=a1aHR0c",
        "https://discord.com/invite/abc",
        "https://line.example/go?to=https://evil.example/",
        "https://line.example/go?to=https%3A%2F%2Fevil.example%2F",
        "https://line.example/go?to=https%253A%252F%252Fevil.example",
        "https://line.example/go?to=//evil.example",
        "https://line.example/go?to=www.evil.example",
        "https://line.example/https://evil.example",
        "https://line.example/#https://evil.example",
    ],
)
def test_a_redirect_on_a_known_host_sends_elsewhere(address: str) -> None:
    assert only(found(address)).code == "leads-elsewhere"
    assert {told.code for told in check_said_addresses(f"See [here]({address}).", frozenset(), HERE)} == {
        "leads-elsewhere"
    }


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/childline",
        "https://www.youtube.com/@childline",
        "https://www.google.com/maps",
        "https://translate.google.com/",
        "https://line.example/l.php",
        "https://line.example/away",
        "https://line.example/send?phone=254722000111",
        "https://notfacebook.com/l.php",
        "https://line.example/url",
        "https://line.example/translate",
    ],
)
def test_a_large_site_is_no_redirect_and_a_path_alone_is_none(address: str) -> None:
    assert found(address) == []


@pytest.mark.parametrize(("letters", "is_address"), [(199, True), (200, True), (201, False)])
def test_an_address_may_have_two_hundred_letters(letters: int, is_address: bool) -> None:
    address = "https://line.example/"
    told = found(address + "x" * (letters - len(address)))
    assert codes(told) == ["wrong-address"] * (not is_address)


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https:///help",
        "https://?help",
        "https://#help",
        "https://user@line.example/",
        "https://user:word@line.example/",
        "https://@line.example/",
        "https://line.example:/",
        "https://line.example:443/",
        "https://line.example:x/",
        "https://line.example:99999/",
    ],
)
def test_an_address_names_a_host_and_nobody_and_no_port(address: str) -> None:
    assert codes(found(address)) == ["wrong-address"]


@pytest.mark.parametrize(
    "address",
    [
        "https://wa.me/254722000111",
        "https://wa.me/254722000111?text=Hi",
        "https://WA.me/+254722000111",
        "https://api.whatsapp.com/send?phone=254722000111",
        "https://api.whatsapp.com/send/?text=hi&phone=%2B254722000111",
        "https://www.whatsapp.com/send?phone=254722000111",
        "https://web.whatsapp.com/send?phone=254722000111",
    ],
)
def test_a_number_in_an_address_is_a_number(address: str) -> None:
    told = only(found(address))
    assert (told.code, told.hint) == (
        "chat-number",
        "write it where it is called as one: whatsapp: '+254722000111'",
    )
    assert [told.code for told in check_said_addresses(f"Chat: {address}", frozenset(), HERE)] == ["chat-number"]


@pytest.mark.parametrize(
    "words",
    [
        "b*it*.ly/abc",
        "bit\u200b.ly/abc",
        "bit\u00ad.ly",
        "\uff42it\uff0ely/abc",
        "bit\u3002ly/abc",
        "bit\uff61ly",
        "bit\u2024ly/abc",
        "BIT.LY/abc",
        "bit.ly./abc",
        "[chat](https://bit%2ely/abc)",
        "[chat](HTTPS://Bit.ly)",
        "you@bit.ly",
    ],
)
def test_an_address_is_read_as_it_is_printed(words: str) -> None:
    assert {told.code for told in check_said_addresses(words, frozenset(), HERE)} == {"short-address"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (COUNTRY, "name: {en: Example Line}", "name: {en: Line t.me/line}"),
        (COUNTRY, "name: {en: Exampleland}", "name: {en: is.gd}"),
        (COUNTRY, "law: {}", law("report: {en: Report it at bit.ly/abc}")),
        (COUNTRY, "web: https://line.example/", "web: https://linktr.ee/line"),
    ],
)
def test_no_words_of_a_country_file_send_elsewhere(file: str, old: str, new: str) -> None:
    with pytest.raises(SourceError) as stopped:
        parse_country(CONFIRMED.replace(old, new), file, "XX")
    assert codes(faults(stopped.value)) == ["short-address"]


def test_neither_a_theme_nor_a_translation_sends_elsewhere(tmp_path: Path) -> None:
    event = "event: {year: 2027, theme: {en: Chat at wa.link/us}}\nlots: [{name: a}]\n"
    lay(tmp_path, {"run.yaml": event, "translations/pt/guide.po": PORTUGUESE})
    with pytest.raises(SourceError) as stopped:
        read_run(tmp_path / "run.yaml")
    assert codes(faults(stopped.value)) == ["short-address"]
    with pytest.raises(SourceError) as stopped:
        open_sources(tmp_path).translated_guide("pt")
    assert told(faults(stopped.value)) == [("short-address", "translations/pt/guide.po:4")]


def test_an_address_that_is_not_encrypted_is_a_note() -> None:
    told = only(found("http://line.example/"))
    assert (told.code, told.severity) == ("plain-address", Severity.NOTE)


def test_a_host_in_punycode_is_shown_as_it_is_read() -> None:
    told = only(found("https://xn--chldline-v2a.example/"))
    assert (told.code, told.severity) == ("look-alike", Severity.WARNING)
    assert "xn--chldline-v2a.example" in told.message


@pytest.mark.parametrize("host", ["childl1ne.org.uk", "chi1dline.org.uk", "child-line.org.uk", "www.chlldline.org.uk"])
def test_a_host_that_looks_like_a_known_one_is_named(host: str) -> None:
    assert find_look_alike(host, frozenset({"childline.org.uk", "other.example"})) == "childline.org.uk"


def test_a_known_host_and_a_different_one_look_like_themselves() -> None:
    known = frozenset({"childline.org.uk"})
    assert find_look_alike("www.childline.org.uk", known) == find_look_alike("kidsline.example", known) == ""


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_finding(text: str) -> None:
    told = found(f"https://{text}")
    assert set(codes(told)) <= {"wrong-address", "short-address", "leads-elsewhere", "chat-number", "look-alike"}


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
    assert only(check_said_addresses(text, frozenset({"childline.org.uk"}), HERE)).code == code


@pytest.mark.parametrize(
    "text", ["See www.childline.org.uk/help.", "At 9.30, e.g. by chat", "you@site.example", "a.b.c"]
)
def test_other_addresses_in_words_are_the_partners_own(text: str) -> None:
    assert list(check_said_addresses(text, frozenset({"childline.org.uk"}), HERE)) == []


def test_letters_of_two_scripts_in_one_name_are_told() -> None:
    assert "several scripts" in only(check_said_addresses("mуsite.example", frozenset(), HERE)).message
