"""A partner's own sentences, from the file a person wrote."""

from pathlib import Path

import pytest
from projects import BYTES, OWN, codes, lay, only

from booklet.errors import Finding
from booklet.sources.folders import Folders
from booklet.sources.words import read_words
from booklet.words.own_words import OwnWords

EVERYTHING = """\
threat.fast:
  replaces: 1a2b3c4d
  text: It can happen in minutes.
  text-10-13: It can happen fast.
threat.word:
  title: Sextortion
law-country.report:
  forms: ['{law:report}', Ask first.]
"""


def read(folder: Path, text: str | bytes) -> tuple[tuple[OwnWords, ...], list[Finding]]:
    lay(folder, {"words.yaml": text})
    findings: list[Finding] = []
    return read_words(Folders(OWN, folder), findings), findings


def test_words_are_read_by_id_with_what_they_replace_and_where_they_stand(tmp_path: Path) -> None:
    words, findings = read(tmp_path, EVERYTHING)
    assert findings == []
    assert [(own.id, own.replaces, own.where.line) for own in words] == [
        ("threat.fast", "1a2b3c4d", 1), ("threat.word", "", 5), ("law-country.report", "", 7),
    ]  # fmt: skip
    assert {key: (wording.forms, wording.where.line) for own in words for key, wording in own.strings.items()} == {
        "text": (("{law:report}", "Ask first."), 8),
        "text-10-13": (("It can happen fast.",), 4),
        "title": (("Sextortion",), 6),
    }


def test_a_hash_of_digits_alone_keeps_its_zeros(tmp_path: Path) -> None:
    words, findings = read(tmp_path, "a: {replaces: 00123456, text: b}\n")
    assert findings == []
    assert words[0].replaces == "00123456"


def test_a_project_without_own_words_has_none(tmp_path: Path) -> None:
    findings: list[Finding] = []
    for folders in (Folders(OWN), Folders(OWN, tmp_path)):
        assert read_words(folders, findings) == ()
    assert findings == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n"])
def test_a_file_that_holds_no_words_yet_is_fine(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) == ((), [])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: b\n", "wrong-type", 1),
        ("a: [b]\n", "wrong-type", 1),
        ("- a\n", "wrong-type", 1),
        ("a: {replaces: x}\n", "missing-key", 1),
        ("a:\n  txet: b\n  text: c\n", "unknown-key", 2),
        ("a:\n  text: ''\n", "empty-text", 2),
        ("a:\n  text: [b]\n", "wrong-type", 2),
        ("a:\n  forms: []\n", "empty-text", 2),
        ("a:\n  forms: [b]\n  text: c\n", "unknown-key", 3),
        ("a:\n  text: b\na:\n  text: c\n", "duplicate-key", 3),
    ],
)
def test_what_is_no_sentence_by_id_is_a_finding(text: str, code: str, line: int, tmp_path: Path) -> None:
    found = only(read(tmp_path, text)[1])
    assert (found.code, str(found.where)) == (code, f"words.yaml:{line}")


@pytest.mark.parametrize("name", [name for name in BYTES if BYTES[name][1] != "yaml-empty"])
def test_a_file_that_is_not_such_a_text_is_told_and_is_not_run(name: str, tmp_path: Path) -> None:
    text, code = BYTES[name]
    findings = read(tmp_path, text)[1]
    assert {"wrong-type" if name == "a list" else code} & set(codes(findings))
    assert all(finding.where.file == "words.yaml" for finding in findings)


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "outside", {"words.yaml": "secret: {text: a}\n"})
    project = tmp_path / "project"
    project.mkdir()
    (project / "words.yaml").symlink_to(tmp_path / "outside/words.yaml")
    findings: list[Finding] = []
    assert read_words(Folders(OWN, project), findings) == ()
    assert only(findings).code == "outside-project"
