"""Facts are set in our own type, whatever typeface a project brings."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from projects import OWN, codes, lay

from booklet.errors import Finding
from booklet.sources.folders import Folders
from booklet.sources.fonts import read_fonts
from booklet.text.compose import compose, set_line
from booklet.text.facts import spans_of_facts
from booklet.text.fonts import Font, Setting, find_font, name_font
from booklet.text.itemise import TextStyle

OURS, BROUGHT = Font("fontpkg_nunito/files/Nunito[wght].ttf", 500), Font("fontpkg_rubik/files/Rubik[wght].ttf", 500)
BOLD = Font("fontpkg_nunito/files/Nunito[wght].ttf", 800)
ARABIC = Font("justmytype_intl_rtl/fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf", 500)
ENGLISH = Setting("ltr", "Latn", "en")

STYLE = TextStyle(
    (BROUGHT, ARABIC), (BROUGHT, ARABIC), 12, 16, "black", facts=(OURS, ARABIC), strong_facts=(BOLD, ARABIC)
)


def in_ours(markup: str, setting: Setting = ENGLISH) -> list[str]:
    """Return what of a text is set in our own type."""
    runs = set_line(markup, STYLE, setting).runs
    return [run.text for run in runs if run.font in (OURS, BOLD)]


@pytest.mark.parametrize(
    ("markup", "facts"),
    [
        ("Call 116 now", ["116"]),
        ("Call *0800 1111* now", ["0800", "1111"]),
        ("Call +254\u00a0722\u00a0000\u2011111.", ["+254\u00a0722\u00a0000\u2011111."]),
        ("Call (116)", ["(116)"]),
        ("Only 1", ["1"]),
        ("Dial *123#", ["*123#"]),
        ("Call 1-800-4-A-CHILD", ["1-800-4-A-CHILD"]),
        ("Ask at child-help.example.org/new-one, soon", ["child-help.example.org/new-one"]),
        ("Ask ask.me@example.org", ["ask.me@example.org"]),
        ("No fact. None at all", []),
    ],
)
def test_numbers_and_addresses_are_never_set_in_a_typeface_of_a_project(markup: str, facts: list[str]) -> None:
    assert in_ours(markup) == facts


def test_local_digits_are_set_in_our_own_type() -> None:
    line = set_line("اتصل ١١٦ الآن", STYLE, Setting("rtl", "Arab", "ar"))
    assert {run.font for run in line.runs if any(map(str.isdigit, run.text))} == {ARABIC}
    brought = TextStyle((BROUGHT,), (BROUGHT,), 12, 16, "black", facts=(OURS,), strong_facts=(BOLD,))
    assert {run.font for run in set_line("١١٦", brought, ENGLISH).runs} == {OURS}


@pytest.mark.parametrize("text", ["①", "¹", "１", "१", "๓", "⓵", "🄀"])
def test_a_digit_of_any_kind_is_a_fact(text: str) -> None:
    assert spans_of_facts(text) == ((0, 1),)


def test_an_address_is_set_in_our_own_type_where_its_line_ends_within_it() -> None:
    lines = compose("see a-very-long-name.example.org/", STYLE, 60, ENGLISH)
    assert len(lines) > 2
    ours = [run.text for line in lines for run in line.runs if run.font == OURS]
    assert "".join(ours) == "a-very-long-name.example.org/"


def test_what_a_project_lays_over_our_fonts_never_shows_a_fact(tmp_path: Path) -> None:
    """A project that names a file of its own for all text still has ours for facts, in the files that we ship."""
    nunito = find_font(OURS.file)
    assert nunito
    (tmp_path / "layouts/fonts").mkdir(parents=True)
    (tmp_path / "fonts").mkdir()
    shutil.copy(nunito, tmp_path / "fonts/Own.ttf")
    shutil.copy(nunito, tmp_path / "layouts/fonts/NotoNastaliqUrdu-Regular.ttf")
    families = "{display: own, body: own, number: own}"
    text = f"typefaces:\n  own: fonts/Own.ttf\nscripts:\n  Latn: {families}\nlast: []\n"
    lay(tmp_path, {"layouts/fonts.yaml": text})
    findings: list[Finding] = []
    folders = Folders(OWN, tmp_path)
    fonts = read_fonts(tmp_path / "layouts/fonts.yaml", "layouts/fonts.yaml", folders, findings)
    assert codes(findings) == []
    own = fonts.files("Latn", "en", "number", 500)[0][0]
    assert own == name_font((tmp_path / "fonts/Own.ttf").resolve(), sha256(nunito.read_bytes()).hexdigest())
    assert fonts.fact_files("Latn", "en", "number", 500)[0][0] == OURS.file
    facts = fonts.fact_files("Arab", "ur", "body", 400)
    assert not any(str(tmp_path) in file for file, _ in facts)
    assert facts[0][0] == str(OWN / "layouts/fonts/NotoNastaliqUrdu-Regular.ttf")
    assert fonts.is_ours(OURS.file) and not fonts.is_ours(own)
