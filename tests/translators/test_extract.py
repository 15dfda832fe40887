"""Babel's own command finds the messages that ours does."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read
from projects import OWN, changed, lay

from booklet.sources.load import Sources
from booklet.translators.extract import all_notes
from booklet.words.catalogue import slots


def pybabel(root: Path, output: Path) -> dict[str, tuple[str, list[str]]]:
    """Return what `pybabel extract` finds in a folder, by context."""
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        str(OWN / "babel.cfg"),
        "-o",
        str(output),
    ]
    subprocess.run([*command, "."], cwd=root, env={"PYTHONPATH": str(OWN)}, check=True)
    with output.open("rb") as file:
        found = babel_read(file)
    return {str(message.context): (str(message.id), message.auto_comments) for message in found if message.id}


@pytest.mark.slow
def test_pybabel_extract_finds_our_messages_with_their_notes(sources: Sources, tmp_path: Path) -> None:
    found = pybabel(OWN, tmp_path / "messages.pot")
    known = slots(sources.guide)
    assert {name: text for name, (text, _) in found.items()} == {name: slot.text for name, slot in known.items()}
    notes = all_notes(sources, known.values())
    assert {name: " ".join(said) for name, (_, said) in found.items()} == {
        name: " ".join(said) for name, said in notes.items()
    }


@pytest.mark.slow
def test_a_projects_own_page_is_read_as_it_lies_over_ours(tmp_path: Path) -> None:
    page = "translations/en/guide/14-17/threat.yaml"
    project = lay(
        tmp_path / "project", {page: changed(page, "When someone | threatens you", "If someone | threatens you")}
    )
    found = pybabel(project, tmp_path / "messages.pot")
    assert found["threat.title"][0] == "If someone | threatens you"
    assert "about.title" not in found
