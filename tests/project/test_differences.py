"""What differs between two country files is told in words."""

from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, law, lay, signed_law

from booklet.cli import main
from booklet.project.differences import differences
from booklet.sources.countries import read_insert

Capture = pytest.CaptureFixture[str]


def found(folder: Path, *pairs: tuple[str, str]) -> list[str]:
    text = CONFIRMED
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    lay(folder, {"old/XX.yaml": CONFIRMED, "new/XX.yaml": text})
    return list(differences(*(read_insert(folder / name / "XX.yaml", name) for name in ("old", "new"))))


def test_the_same_file_does_not_differ(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("0808 157 0192", "0808 157 0193", "example-line: numbers changed from 0808 157 0192 to 0808 157 0193"),
        ("    web: https://line.example/\n", "", "example-line: web is no longer said, was https://line.example/"),
        ("free: yes", "free: no", "example-line: free is no longer said, was yes"),
        ("{always: unknown}", "{always: yes}", "example-line: open is now always"),
        ("by: A. Tester, on: 2026-11-21", "by: B. Tester, on: 2026-11-22",
         "friends: checked changed from by A. Tester on 2026-11-21 to by B. Tester on 2026-11-22"),
        ("lead: example-line", "lead: friends", "lead changed from example-line to friends"),
        ("{en: Exampleland}", "{en: Exampleland, sw: Mfano}", "name sw is now Mfano"),
    ],
)  # fmt: skip
def test_a_change_is_one_line(old: str, new: str, line: str, tmp_path: Path) -> None:
    assert found(tmp_path, (old, new)) == [line]


def test_a_change_of_the_law_names_facts_lines_and_who_signed(tmp_path: Path) -> None:
    line = law("ai: {en: It protects you.}")
    fact = "law fact age is now child-age · 18 · high · https://law.example/1"
    assert found(tmp_path, ("law: {}", line)) == [fact, "law ai en is now It protects you.", "law ai facts is now age"]
    assert found(tmp_path, ("law: {}", signed_law("ai: {en: It protects you.}")))[-1] == (
        "law signed is now by L. Awyer, lawyer, on 2026-11-20"
    )


def test_what_is_known_of_how_a_place_works_is_a_change(tmp_path: Path) -> None:
    known = "practice: [{about: answers, value: trained, sources: [{url: https://a.example}], confidence: high}]"
    assert found(tmp_path, ("free: yes", f"free: yes\n    {known}")) == [
        "example-line: practice answers is now trained · high · https://a.example"
    ]


def test_contacts_come_and_go(tmp_path: Path) -> None:
    assert found(tmp_path, ("- id: friends", "- id: pals")) == [
        "pals: new, support · 020 7946 0018 · high",
        "friends: gone, was support · 020 7946 0018 · high",
    ]


def test_files_folders_and_ours_are_compared(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {COUNTRY: CONFIRMED, "sent/reply.yaml": CONFIRMED.replace("0192", "0193")})
    assert main(["diff", "XX", str(tmp_path), str(tmp_path / "sent/reply.yaml")]) == 0
    assert capsys.readouterr().out == "example-line: numbers changed from 0808 157 0192 to 0808 157 0193\n"
    assert main(["diff", "KE", "ours", "ours"]) == 0
    assert capsys.readouterr().out == "no difference\n"
    assert main(["diff", "XX", "ours", str(tmp_path)]) == 3
    assert "unknown-country" in capsys.readouterr().err
