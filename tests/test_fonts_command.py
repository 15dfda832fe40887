"""What each language is set in, as a person and as a program is told."""

import json

import pytest
from forgetting import forget

from booklet.api import typefaces
from booklet.cli import main
from booklet.make.build import open_sources
from booklet.sources.specimens import specimen_locales
from booklet.text import fonts as faces


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main(["fonts", "--json", *arguments]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_every_language_with_a_specimen_has_free_faces_that_are_installed(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys)
    assert {row["locale"] for row in found} == set(specimen_locales(open_sources(None).folders))
    assert {row["licence"] for row in found} == {"OFL-1.1"}
    assert {row["get"] for row in found} == {""}
    assert all(row["version"] for row in found)


def test_a_package_that_is_not_installed_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "find_spec", lambda name: None)
    forget(faces, typefaces)
    try:
        found = rows(capsys, "--locale", "ja")
    finally:
        forget(faces, typefaces)
    assert {row["get"] for row in found if row["family"] == "body"} == {"pip install justmytype-intl-cjk"}


def test_a_person_sees_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fonts", "--locale", "th"]) == 0
    assert "fontpkg-sarabun" in capsys.readouterr().out
