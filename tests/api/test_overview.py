"""What is to do for an edition: nothing is done before a person has done it."""

from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, lay

from booklet import SourceError, open_project
from booklet.api.overview import CallState, overview_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0h9v9z" fill="#c8143c"/></svg>'


def test_numbers_that_nobody_called_and_words_that_nobody_signed_are_to_do(tmp_path: Path) -> None:
    found = overview_of(open_project(lay(tmp_path, {COUNTRY: UNCONFIRMED})), "XX")
    assert [contact.id for contact in found.to_call] == ["friends"]
    assert found.is_proof and found.is_draft and found.numbers is CallState.UNCONFIRMED and not found.has_logo
    (english,) = found.words
    assert (english.locale, english.state, english.signed) == ("en", "draft", 0) and english.pages > 20


def test_a_called_edition_is_a_proof_again_once_a_logo_is_to_look_at(tmp_path: Path) -> None:
    found = overview_of(open_project(lay(tmp_path, {COUNTRY: CONFIRMED})), "XX")
    assert found.to_call == () and not found.is_proof and found.until
    found = overview_of(open_project(lay(tmp_path, {"layouts/art/logo.svg": SVG})), "XX")
    assert found.has_logo and len(found.to_look_at) == 1 and found.is_proof


def test_what_is_shipped_is_nobodys_to_do() -> None:
    with pytest.raises(SourceError):
        overview_of(open_project(), "KE")
