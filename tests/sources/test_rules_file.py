"""The file of what the rules look for in a language: read with every fault at once."""

from pathlib import Path

import pytest
from projects import OWN, lay

from booklet.errors import SourceError
from booklet.sources.folders import Folders
from booklet.sources.rules import phrases_name, read_phrases, read_rules
from booklet.words.rules import Phrases

FILE = phrases_name("nl")


def read(folder: Path, text: str) -> dict[str, Phrases]:
    folders = Folders(OWN, lay(folder, {FILE: text}))
    return read_phrases(folders, "nl", read_rules(folders))


def test_a_partner_writes_what_the_rules_look_for_in_a_language_of_its_own(tmp_path: Path) -> None:
    text = """\
phrases:
  no-blame: [had niet moeten]
  save-report-block: {save: [bewaar], report: [meld], block: [blokkeer]}
  told-hidden: {when: [bel naar huis], then: [thuis veilig]}
"""
    assert read(tmp_path, text) == {
        "no-blame": Phrases((("had niet moeten",),)),
        "save-report-block": Phrases((("bewaar",), ("meld",), ("blokkeer",))),
        "told-hidden": Phrases((("bel naar huis",),), ("thuis veilig",)),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("phrases:\n  no-blam: [x]\n", f'{FILE}:2: unknown-key: "phrases" has no key "no-blam"'),
        (
            "phrases:\n  told-hidden: {when: [a], that: [b]}\n",
            f'{FILE}:2: unknown-key: "told-hidden" has no key "that"',
        ),
        ("phrases:\n  no-blame: {a: b}\n", f'{FILE}:2: wrong-type: "no-blame" must be a text'),
        ("phrases:\n  told-hidden: [a]\n", f'{FILE}:2: wrong-type: "told-hidden" must be keys with values'),
    ],
)
def test_faults_are_told_with_their_line(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        read(tmp_path, text)
    assert any(str(finding).startswith(told) for finding in raised.value.findings), raised.value


def test_faults_of_the_rules_themselves_are_told(tmp_path: Path) -> None:
    text = "rules:\n  - {id: a, kind: never, why: So., scope: some}\n"
    with pytest.raises(SourceError) as raised:
        read_rules(Folders(lay(tmp_path, {"translations/rules.yaml": text})))
    assert [finding.code for finding in raised.value.findings] == ["unknown-scope"]


def test_a_project_has_no_rules_of_its_own(tmp_path: Path) -> None:
    project = lay(tmp_path, {"translations/rules.yaml": "rules: []\n"})
    assert read_rules(Folders(OWN, project)) == read_rules(Folders(OWN))
