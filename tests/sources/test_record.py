"""Keys read into typed values: what is wrong, missing or left over is a finding, and reading goes on."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import codes, only, told

from booklet.errors import Finding, Where, did_you_mean
from booklet.sources.record import MOST, Record
from booklet.sources.yamlfile import Scalar, parse_yaml


def read(text: str, ask: Callable[[Record], object]) -> tuple[object, list[Finding]]:
    """Return what is asked of a record, and all that was found."""
    node, findings = parse_yaml(text, "a.yaml")
    with Record(node, findings, "a thing") as record:
        answer = ask(record)
    return answer, findings


def test_a_key_nobody_asks_for_is_unknown_and_the_nearest_known_one_is_named() -> None:
    _, findings = read("title: a\ntitel: b\n", lambda record: record.text("title"))
    found = only(findings)
    assert (found.code, found.where) == ("unknown-key", Where("a.yaml", 2))
    assert found.message == 'a thing has no key "titel"'
    assert found.hint == 'did you mean "title"?'


def test_every_unknown_key_is_told() -> None:
    _, findings = read("one: 1\ntwo: 2\nthree: 3\n", lambda record: record.text("two"))
    assert told(findings) == [("unknown-key", "a.yaml:1"), ("unknown-key", "a.yaml:3")]


def test_a_key_that_is_needed_is_asked_for_where_the_record_begins() -> None:
    answer, findings = read("# words\n\ntext: a\n", lambda record: (record.text("text"), record.text("title")))
    assert answer == ("a", "")
    assert told(findings) == [("missing-key", "a.yaml:3")]
    assert only(findings).hint == "add title:"


@pytest.mark.parametrize("text", ["title:\n", "title: ''\n", "title: '  '\n", "title: |\n\n"])
def test_a_key_that_is_needed_needs_words(text: str) -> None:
    _, findings = read(text, lambda record: record.text("title"))
    assert codes(findings) == ["empty-text"]


def test_what_may_be_missing_may_be_empty() -> None:
    assert read("note:\n", lambda record: (record.text("note", ""), record.text("web", "-"))) == (("", "-"), [])


@pytest.mark.parametrize("value", ["[a]", "{a: b}"])
def test_a_list_or_a_mapping_is_no_text(value: str) -> None:
    answer, findings = read(f"title: {value}\n", lambda record: record.text("title"))
    assert answer == ""
    assert codes(findings) == ["wrong-type"]


@pytest.mark.parametrize("text", ["- a\n", "just words\n"])
def test_what_has_no_keys_is_one_fault_whatever_is_asked_of_it(text: str) -> None:
    _, findings = read(text, lambda record: (record.text("title"), record.nodes("list", is_needed=True)))
    assert only(findings).code == "wrong-type"


@pytest.mark.parametrize("name", ["a", "p1", "story-game", "threat.lead", "85x55", "A4", "x" * 40])
def test_a_name_may_stand_in_a_file_name(name: str) -> None:
    assert read(f"id: {name}\n", lambda record: record.name("id")) == (name, [])


@pytest.mark.parametrize(
    "name",
    [
        "../../evil",
        "/etc/passwd",
        "a/b",
        r"a\b",
        "..",
        ".hidden",
        "a b",
        "a..b",
        "-a",
        "ü",
        "C:",
        "x" * 41,
        "[/]",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    _, findings = read(f"id: '{name}'\n", lambda record: record.name("id"))
    assert only(findings).code == "wrong-name"


def test_a_choice_is_one_of_the_known_words() -> None:
    assert read("free: yes\n", lambda record: record.choice("free", ("yes", "no"))) == ("yes", [])
    answer, findings = read("free: Yes\n", lambda record: record.choice("free", ("yes", "no", "unknown"), "unknown"))
    assert answer == "unknown"
    found = only(findings)
    assert (found.code, found.message, found.hint) == (
        "unknown-free",
        'a thing has no free "Yes"',
        'did you mean "yes"?',
    )


def test_nothing_can_be_chosen_where_nothing_is_known() -> None:
    answer, findings = read("ink: sun\n", lambda record: record.choice("ink", ()))
    assert answer == ""
    assert only(findings).code == "unknown-ink"


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("10.5", 10.5), ("0", 0), (str(MOST), MOST)])
def test_a_number_is_read_as_one(text: str, number: float) -> None:
    assert read(f"size: {text}\n", lambda record: record.number("size")) == (number, [])


@pytest.mark.parametrize("text", ["-1", "5001", "1e999", "inf", "nan", "-inf", "12 pt", "1,5", "²", "0x10", "9" * 5000])
def test_a_number_that_no_page_can_have_is_refused(text: str) -> None:
    answer, findings = read(f"size: {text}\n", lambda record: record.number("size", least=1))
    assert answer == 1
    assert only(findings).code == "wrong-type"


@pytest.mark.parametrize("text", ["1.5", "twelve", "5001", "-5001", "9" * 5000])
def test_a_whole_number_is_one(text: str) -> None:
    assert read("tab: -1\n", lambda record: record.whole("tab", 0)) == (-1, [])
    answer, findings = read(f"tab: {text}\n", lambda record: record.whole("tab", 7))
    assert answer == 7
    assert only(findings).code == "wrong-type"


@pytest.mark.parametrize("text", ["24.11.2026", "2026-02-30", "2026-13-01", "yesterday"])
def test_a_day_is_a_day_of_the_calendar(text: str) -> None:
    assert read("on: 2026-11-24\n", lambda record: record.day("on")) == (date(2026, 11, 24), [])
    answer, findings = read(f"on: {text}\n", lambda record: record.day("on"))
    assert answer is None
    assert only(findings).code == "wrong-type"


def test_one_text_is_a_list_of_one() -> None:
    assert read("chat: sms\n", lambda record: record.texts("chat")) == (("sms",), [])
    assert read("chat: [sms, email]\n", lambda record: record.texts("chat")) == (("sms", "email"), [])
    assert read("a: b\n", lambda record: (record.text("a"), record.texts("chat"))) == (("b", ()), [])


def test_each_item_that_is_no_text_is_told() -> None:
    _, findings = read("chat:\n  - sms\n  - [email]\n  - {a: b}\n", lambda record: record.texts("chat"))
    assert told(findings) == [("wrong-type", "a.yaml:3"), ("wrong-type", "a.yaml:4")]


def test_a_list_begins_with_dashes_and_one_that_is_needed_holds_something() -> None:
    assert read("list: []\n", lambda record: record.nodes("list")) == ((), [])
    for text, code in (("list: a\n", "wrong-type"), ("list: []\n", "empty-list"), ("x: y\n", "missing-key")):
        _, findings = read(text, lambda record: (record.text("x", ""), record.nodes("list", is_needed=True)))
        assert codes(findings) == [code]


def test_records_of_a_list_tell_their_own_unknown_keys() -> None:
    def ask(record: Record) -> list[str]:
        return [item.text("id") for item in record.records("list", "an item")]

    answer, findings = read("list:\n  - id: a\n    x: y\n  - words\n  - {id: b, z: w}\n", ask)
    assert answer == ["a", "", "b"]
    assert told(findings) == [("unknown-key", "a.yaml:3"), ("wrong-type", "a.yaml:4"), ("unknown-key", "a.yaml:5")]
    assert findings[0].message == 'an item has no key "x"'


def test_a_nested_record_is_empty_where_there_is_none() -> None:
    def ask(record: Record) -> str:
        with record.nested_record("hours") as hours:
            return hours.text("daily", "never")

    assert read("hours: {daily: 09-17}\n", ask) == ("09-17", [])
    assert read("{}\n", ask) == ("never", [])
    answer, findings = read("hours: {dayly: 09-17}\n", ask)
    assert answer == "never"
    assert only(findings).message == '"hours" has no key "dayly"'


def test_a_mapping_keeps_the_order_of_its_file() -> None:
    answer, findings = read("name: {sw: b, en: a}\n", lambda record: record.mapped_texts("name"))
    assert isinstance(answer, dict)
    assert (list(answer.items()), findings) == ([("sw", "b"), ("en", "a")], [])
    answer, findings = read("name: [a]\n", lambda record: record.mapping("name"))
    assert (answer, codes(findings)) == ({}, ["wrong-type"])


def test_a_raw_node_counts_as_asked_for() -> None:
    assert read("law: x\n", lambda record: record.node("law")) == (Scalar("x", Where("a.yaml", 1)), [])


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_a_hint_names_known_words_or_says_to_delete(word: str, known: list[str]) -> None:
    hint = did_you_mean(word, known)
    if known:
        assert any(name in hint for name in known)
    else:
        assert hint == "delete it"


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20))
def test_no_text_is_a_number_beyond_the_bounds(text: str) -> None:
    quoted = text.replace("'", "''")
    number, findings = read(f"size: '{quoted}'\n", lambda record: record.number("size", 0))
    assert isinstance(number, int | float)
    assert 0 <= number <= MOST
    assert findings or not text or number == float(text)
