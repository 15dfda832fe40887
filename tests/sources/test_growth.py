"""What partners write is read in time that grows with its length and not faster, whoever wants a build to hang.

Steps of Python are counted. What the engine of expressions does is none of them, so the texts are long enough that no
test would end where it tried each letter against all the others.
"""

from collections.abc import Callable

import pytest
from steps import count_growth

from booklet.errors import Finding, Where
from booklet.sources.addresses import check_said_addresses
from booklet.sources.check import report_crossed_links
from booklet.sources.elsewhere import find_elsewhere
from booklet.sources.longtext import LONGEST_TEXT
from booklet.sources.pofile import read_po
from booklet.sources.shelters import find_shelter_address
from booklet.sources.table import read_table
from booklet.sources.yamlfile import Mapping, Scalar, parse_yaml
from booklet.text.markup import parse_markup
from booklet.words.signs import find_signs
from booklet.words.wordings import split_phrases

HERE = Where("words.yaml", 3)

UNITS = (
    "a",
    "-",
    "a.a",
    "中",
    "1O",
    "l ",
    "| ",
    "[](",
    "[",
    "a@",
    "dot ",
    "one ",
    "one and ",
    "一",
    "หนึ่ง",
    "{",
    "*a",
    " ",
)
"""What stands again and again in a text that somebody wrote to be slow to read."""


def _ask_signs(text: str) -> None:
    find_signs(text)


def _ask_readers(text: str) -> None:
    parse_markup(text)
    split_phrases(text)
    find_elsewhere(text, text)
    list(report_crossed_links(HERE, f"[a](https://a.example){text}"))
    list(check_said_addresses(text, frozenset({"a.example"}), HERE))
    list(find_shelter_address(f"refuge 1 {text}", HERE))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("act", [_ask_signs, _ask_readers])
def test_reading_a_text_twice_as_long_is_twice_the_work(act: Callable[[str], None], unit: str) -> None:
    act("one 1 сто 一 หนึ่ง")
    assert count_growth(act, unit * 300, unit * 600) < 2.5


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_has_its_signs_read_to_the_end(unit: str) -> None:
    assert "119" in find_signs(f"{unit * (20_000 // len(unit))}\n\nCall 119")


def test_streets_of_many_words_are_read_to_the_end() -> None:
    words = "calle rue улица " * 500
    assert list(find_shelter_address(f"refuge 1 {words}; 12 Garden Street", HERE))


def _read_columns(columns: int) -> None:
    heads = ",".join(f"a{number}" for number in range(columns))
    assert len(list(read_table(f"id,{heads}\n1{',' * columns}\n".encode(), "run.csv", ("id",), ("id",), []))) == 1


def _read_po_lines(lines: int) -> None:
    read_po(('msgctxt "a"\nmsgid "b"\nmsgstr ""\n' + '"a"\n' * lines).encode(), "es.po", "es", [])


def _read_yaml_keys(keys: int) -> None:
    parse_yaml("".join(f"key{number}: {{a: [b]}}\n" for number in range(keys)), f"{keys}.yaml")


@pytest.mark.parametrize("act", [_read_columns, _read_po_lines, _read_yaml_keys])
def test_reading_a_file_twice_as_long_is_twice_the_work(act: Callable[[int], None]) -> None:
    assert count_growth(act, 300, 600) < 2.5


def test_a_table_of_many_columns_is_read_to_the_end() -> None:
    _read_columns(20_000)


def test_a_text_longer_than_any_page_is_one_fault_at_its_line() -> None:
    long = "a" * (LONGEST_TEXT + 1)
    node, findings = parse_yaml(f"short: a\nlong: {long}\n", "words.yaml")
    assert [(finding.code, str(finding.where)) for finding in findings] == [("long-text", "words.yaml:2")]
    assert isinstance(node, Mapping) and node.entries["long"] == Scalar(long[:-1], Where("words.yaml", 2))


def test_a_message_longer_than_any_page_is_one_fault_and_left_out() -> None:
    findings: list[Finding] = []
    lines = f'"{"a" * 100}"\n' * (LONGEST_TEXT // 100 + 5)
    po = f'msgctxt "a"\nmsgid "b"\nmsgstr ""\n{lines}\nmsgctxt "c"\nmsgid "d"\nmsgstr "e"\n'
    catalogue = read_po(po.encode(), "es.po", "es", findings)
    assert [(finding.code, str(finding.where)) for finding in findings] == [("long-text", "es.po:1")]
    assert list(catalogue.messages) == ["c"]


def test_a_cell_longer_than_any_page_is_one_fault_and_its_row_left_out() -> None:
    findings: list[Finding] = []
    rows = list(read_table(f"id\n{'a' * (LONGEST_TEXT + 1)}\nb\n".encode(), "run.csv", ("id",), ("id",), findings))
    assert [(finding.code, str(finding.where)) for finding in findings] == [("long-text", "run.csv:2")]
    assert [row["id"] for _, row in rows] == ["b"]
