"""YAML as its writer sees it: text, with its place; nothing runs, nothing grows, nothing is guessed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import BYTES, codes, lay, only

from booklet.errors import Finding, SourceError, Where
from booklet.sources.yamlfile import (
    LARGEST_FILE,
    NEEDED_UNSEEN,
    Mapping,
    Node,
    Scalar,
    Sequence,
    parse_yaml,
    read_yaml,
)


def parsed(text: str) -> Node:
    node, findings = parse_yaml(text, "a.yaml")
    assert findings == []
    return node


def refused(text: str) -> tuple[Finding, ...]:
    """Return what stops a text, or what is found in it."""
    try:
        return tuple(parse_yaml(text, "a.yaml")[1])
    except SourceError as error:
        return error.findings


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "no",
        "yes",
        "on",
        "0800",
        "0x1F",
        "0o17",
        "1_000",
        "1e3",
        "12:30:45",
        "2026-11-24",
        "null",
        "~",
        ".inf",
        "=",
    ],
)
def test_a_scalar_is_the_text_that_stands_there(word: str) -> None:
    assert parsed(f"key: {word}\n") == Mapping(
        {"key": Scalar(word, Where("a.yaml", 1))}, {"key": Where("a.yaml", 1)}, Where("a.yaml", 1)
    )
    assert parsed(f"{word}: x\n") == parsed(f"'{word}': x\n")


def test_everything_knows_its_line() -> None:
    node = parsed("# first\nnumbers:\n  - '116'\n\n  - {printed: 116 111}\n")
    place = {line: Where("a.yaml", line) for line in range(1, 6)}
    inner = Mapping({"printed": Scalar("116 111", place[5])}, {"printed": place[5]}, place[5])
    numbers = Sequence((Scalar("116", place[3]), inner), place[3])
    assert node == Mapping({"numbers": numbers}, {"numbers": place[2]}, place[2])


@pytest.mark.parametrize(
    "text", ["\ufeffkey: a\nlist: [b]\n", "key: a\r\nlist: [b]\r\n", "---\nkey: a\nlist: [b]\n...\n"]
)
def test_marks_of_other_editors_change_nothing(text: str, tmp_path: Path) -> None:
    def words(node: Node) -> object:
        if isinstance(node, Scalar):
            return node.text
        items = node.entries.items() if isinstance(node, Mapping) else enumerate(node.items)
        return {key: words(item) for key, item in items}

    lay(tmp_path, {"a.yaml": text})
    node, findings = read_yaml(tmp_path / "a.yaml", "a.yaml")
    assert findings == []
    assert words(node) == {"key": "a", "list": {0: "b"}}


def test_a_file_that_has_changed_is_read_anew_and_nobody_shares_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    for text, other in (("a: *b\n", ["yaml-alias"]), ("a: !c b\n", ["yaml-tag"]), ("a: *b\n", ["yaml-alias"])):
        path.write_text(text, encoding="utf-8")
        for name in ("a.yaml", "b.yaml"):
            findings = read_yaml(path, name)[1]
            assert ([found.code for found in findings], {found.where.file for found in findings}) == (other, {name})
            findings.clear()


def test_a_duplicate_key_is_told_with_both_its_lines_and_the_first_one_counts() -> None:
    node, findings = parse_yaml("free: yes\nkind: a\nfree: no\n", "a.yaml")
    found = only(findings)
    assert (found.code, found.where) == ("duplicate-key", Where("a.yaml", 3))
    assert found.message == '"free" stands already in line 1'
    assert isinstance(node, Mapping)
    assert node.entries["free"] == Scalar("yes", Where("a.yaml", 1))


def test_all_faults_of_a_text_are_told_at_once() -> None:
    found = refused("a: &x 1\nb: *x\nc: !!int 3\na: 2\n[d]: 5\n---\ne: 6\n")
    assert [(finding.code, finding.where.line) for finding in found] == [
        ("yaml-alias", 1),
        ("yaml-alias", 2),
        ("yaml-tag", 3),
        ("duplicate-key", 4),
        ("yaml-key", 5),
        ("yaml-documents", 6),
    ]
    assert all(finding.hint for finding in found)


@pytest.mark.parametrize("name", [name for name, (_, code) in BYTES.items() if code != "wrong-type"])
def test_what_a_file_must_not_hold_is_a_finding(name: str, tmp_path: Path) -> None:
    data, code = BYTES[name]
    lay(tmp_path, {"a.yaml": data})
    try:
        findings = read_yaml(tmp_path / "a.yaml", "partner/a.yaml")[1]
    except SourceError as error:
        findings = list(error.findings)
    assert set(codes(findings)) == {code}
    assert all(finding.where.file == "partner/a.yaml" and finding.message and finding.hint for finding in findings)


@pytest.mark.parametrize("text", ["", "\n\n", "# to do\n", "\ufeff"])
def test_a_file_says_something(text: str) -> None:
    found = only(refused(text))
    assert (found.code, str(found.where)) == ("yaml-empty", "a.yaml")


def test_a_tag_never_runs(tmp_path: Path) -> None:
    witness = tmp_path / "ran"
    for tag in (
        "!!python/object/apply:os.mkdir",
        "!!python/object/new:os.mkdir",
        "!<tag:yaml.org,2002:python/name:os.mkdir>",
    ):
        found = only(refused(f"key: {tag} ['{witness}']\n"))
        assert found.code == "yaml-tag"
    assert not witness.exists()


def test_an_alias_is_not_followed() -> None:
    node, findings = parse_yaml("a: &a [x, x, x]\nb: [*a, *a]\n", "a.yaml")
    assert codes(findings) == ["yaml-alias"] * 3
    assert isinstance(node, Mapping)
    assert node.entries["b"] == Sequence((Scalar("", Where("a.yaml", 2)),) * 2, Where("a.yaml", 2))


def test_a_merge_key_is_a_word_like_any_other() -> None:
    node = parsed("a: {<<: {b: c}}\n")
    assert isinstance(node, Mapping)
    inner = node.entries["a"]
    assert isinstance(inner, Mapping)
    assert list(inner.entries) == ["<<"]


def test_twenty_levels_are_read_and_no_more() -> None:
    parsed("[" * 20 + "x" + "]" * 20)
    found = only(refused("a:\n  -\n" + "    - " + "[" * 18 + "x" + "]" * 18))
    assert (found.code, found.where.line) == ("yaml-depth", 3)


def test_a_file_may_be_as_large_as_the_limit(tmp_path: Path) -> None:
    head = "key: value # "
    lay(tmp_path, {"a.yaml": head + "x" * (LARGEST_FILE - len(head)), "b.yaml": head + "x" * LARGEST_FILE})
    assert read_yaml(tmp_path / "a.yaml", "a.yaml")[1] == []
    with pytest.raises(SourceError) as stopped:
        read_yaml(tmp_path / "b.yaml", "b.yaml")
    assert only(stopped.value.findings).code == "file-too-large"


@pytest.mark.parametrize("name", ["missing.yaml", "folder", "x" * 300, "file.yaml/inner.yaml"])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    lay(tmp_path, {"folder/x": "", "file.yaml": "a: b"})
    with pytest.raises(SourceError) as stopped:
        read_yaml(tmp_path / name, "partner.yaml")
    found = only(stopped.value.findings)
    assert (found.code, str(found.where)) == ("unreadable", "partner.yaml")


def test_a_syntax_fault_names_the_line_and_the_reason() -> None:
    found = only(refused("a: b\nc: d: e\n"))
    assert (found.code, found.where) == ("yaml-syntax", Where("a.yaml", 2))
    assert "mapping values are not allowed" in found.message


@pytest.mark.parametrize("text", ["a: b\nc: 'd\ne: f\n", "a: b\nc: [d,\n", 'a: b\nc: "d'])
def test_what_is_never_closed_is_told_where_it_opens(text: str) -> None:
    found = only(refused(text))
    assert (found.code, found.where.line) == ("yaml-syntax", 2)


def test_what_stands_after_the_document_is_read_too() -> None:
    found = only(refused("a: b\n...\n@\n"))
    assert (found.code, found.where.line) == ("yaml-syntax", 3)


@pytest.mark.parametrize("letter", ["\u202e", "\u202b", "\u2066", "\u2069", "\ufeff", "\u2061", "\U000e0041"])
def test_what_turns_or_hides_a_text_unseen_is_told(letter: str) -> None:
    found = only(refused(f'a: b\nnumber: "116 {letter}111"\n'))
    assert (found.code, found.where.line) == ("unseen-character", 2)
    assert f"U+{ord(letter):04X}" in found.message


def test_joiners_and_break_points_that_scripts_need_are_read() -> None:
    for letter in NEEDED_UNSEEN:
        assert refused(f'a: "b{letter}c"\n') == ()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="\u2028\u2029\ufeff")
)


@pytest.mark.slow
@given(st.dictionaries(WORDS, st.lists(WORDS, max_size=3), max_size=4))
def test_every_text_in_quotes_comes_back_as_it_was(content: dict[str, list[str]]) -> None:
    node = parsed(json.dumps(content, ensure_ascii=False))
    assert isinstance(node, Mapping)
    found = {
        key: [item.text for item in value.items if isinstance(item, Scalar)]
        for key, value in node.entries.items()
        if isinstance(value, Sequence)
    }
    assert found == content


@given(st.lists(st.sampled_from([*"ab:-?[]{},&*!|>'\"%@`#~\t\n ", "\n  ", ": ", "- ", "&a ", "*a", "!!str ", "---\n"])))
def test_any_text_at_all_is_a_tree_or_findings_of_its_file(pieces: list[str]) -> None:
    text = "".join(pieces)
    for finding in refused(text):
        assert finding.where.file == "a.yaml"
        assert finding.where.line <= max(1, len(text.splitlines()))
        assert finding.code.startswith("yaml-") or finding.code == "duplicate-key"


@given(st.binary(max_size=60))
def test_any_bytes_at_all_are_a_tree_or_findings(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    try:
        read_yaml(path, "a.yaml")
    except SourceError as error:
        assert {finding.where.file for finding in error.findings} == {"a.yaml"}
