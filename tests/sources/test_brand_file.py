"""Who adapted the guide, from the file a person wrote."""

from pathlib import Path

import pytest
from projects import BYTES, OWN, codes, lay, only

from booklet.errors import Finding
from booklet.geometry import Size
from booklet.look.brand import NOBODY, Brand
from booklet.look.layout import Fonts
from booklet.sources.art import ArtFolder
from booklet.sources.brand import brand_notes, read_brand
from booklet.sources.folders import Folders
from booklet.sources.layouts import read_theme
from booklet.values import replace

THEME = read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", Fonts({}, {}, ()), [])

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0h9v9z" fill="{}"/></svg>'


def brand_of(folders: Folders, findings: list[Finding]) -> Brand:
    """Return a brand without the line its name stands in."""
    return replace(read_brand(folders, ArtFolder(folders, THEME), THEME.accents, findings), where=NOBODY.where)


def read(folder: Path, text: str | bytes) -> tuple[Brand, list[Finding]]:
    lay(folder, {"brand.yaml": text})
    findings: list[Finding] = []
    return brand_of(Folders(OWN, folder), findings), findings


def test_a_brand_is_what_is_written(tmp_path: Path) -> None:
    text = "name: Save the Example\ncontact: 'www.example.org'\nisbn: 978-0-306-40615-7\n"
    assert read(tmp_path, text) == (Brand("Save the Example", "www.example.org", (("", "978-0-306-40615-7"),)), [])


def test_each_band_may_have_an_isbn_of_its_own(tmp_path: Path) -> None:
    brand, findings = read(tmp_path, "isbn:\n  14-17: 978-0-306-40615-7\n  10-13: 978-1-86197-876-9\n")
    assert findings == []
    assert [brand.isbn(band) for band in ("14-17", "10-13")] == ["978-0-306-40615-7", "978-1-86197-876-9"]
    brand, findings = read(tmp_path, "isbn: {10-13: 978-1-86197-876-9}\n")
    assert [brand.isbn(band) for band in ("14-17", "10-13")] == ["", "978-1-86197-876-9"]
    brand, findings = read(tmp_path, "isbn: 978-0-306-40615-7\n")
    assert {brand.isbn(band) for band in ("14-17", "10-13")} == {"978-0-306-40615-7"}


def test_the_line_of_the_name_is_kept(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": "contact: www.example.org\nname: A\n"})
    folders = Folders(OWN, tmp_path)
    assert str(read_brand(folders, ArtFolder(folders, THEME), (), []).where) == "brand.yaml:2"


@pytest.mark.parametrize("accent", THEME.accents)
def test_an_accent_is_an_ink_of_the_list(accent: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"accent: {accent}\n") == (Brand(accent=accent), [])


@pytest.mark.parametrize("accent", ["sun", "night", "red", "Mint", "#FF0000", "white"])
def test_another_accent_is_told_with_the_whole_list(accent: str, tmp_path: Path) -> None:
    brand, findings = read(tmp_path, f"accent: '{accent}'\n")
    found = only(findings)
    assert (found.code, found.hint) == ("unknown-accent", "write one of tide, coral, lilac, mint")
    assert brand == NOBODY


def test_a_check_of_before_is_a_finding(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "contact: call 116 111\nchecked: {by: A. Tester, on: 2026-11-20}\n")
    assert codes(findings) == ["old-check"]


def test_own_words_that_nobody_signs_for_are_told() -> None:
    assert codes(brand_notes(NOBODY, has_changes=True)) == ["no-name"]
    assert brand_notes(NOBODY, has_changes=False) == brand_notes(Brand("A"), has_changes=True) == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n", "name:\ncontact: ''\nisbn: '  '\n"])
def test_what_stays_empty_is_nobody(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) == (NOBODY, [])


def test_without_a_project_or_its_file_nobody_adapted_the_guide(tmp_path: Path) -> None:
    findings: list[Finding] = []
    assert [brand_of(Folders(OWN, project), findings) for project in (None, tmp_path)] == [NOBODY, NOBODY]
    assert findings == []


@pytest.mark.parametrize("name", ["ไ" * 60, "می‌خواهم", "Kinder & Jugend, e. V. <100 %>", "*Stars* [and](#stripes)"])
def test_a_name_in_any_script_is_kept_as_it_is(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"name: '{name}'\n") == (Brand(name), [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"name: {'x' * 61}\n", "wrong-brand"),
        (f"contact: {'x' * 81}\n", "wrong-brand"),
        ('name: "two\\nlines"\n', "wrong-brand"),
        ('contact: "\\e[31m"\n', "wrong-brand"),
        ("name: [a]\n", "wrong-type"),
        ("name: {en: a}\n", "wrong-type"),
        ("isbn: [a]\n", "wrong-type"),
        ("isbn: 978-0-306-40615-6\n", "wrong-isbn"),
        ("isbn: 0-306-40615-2\n", "wrong-isbn"),
        ("isbn: 9780306406157 and more\n", "wrong-isbn"),
        ("isbn: 9770306406158\n", "wrong-isbn"),
        ("isbn: ٩٧٨٠٣٠٦٤٠٦١٥٧\n", "wrong-isbn"),
        ("isbn: {14-17: 978-0-306-40615-7, 10-13: 9780306406157}\n", "wrong-isbn"),
        ("isbn: {14-18: 978-0-306-40615-7}\n", "unknown-key"),
        ("nmae: a\n", "unknown-key"),
        ("logo: https://example.org/logo.svg\n", "unknown-key"),
        ("- name: a\n", "wrong-type"),
        ("Save the Example\n", "wrong-type"),
    ],
)
def test_what_cannot_be_printed_is_a_finding_and_prints_as_nothing(text: str, code: str, tmp_path: Path) -> None:
    brand, findings = read(tmp_path, text)
    found = only(findings)
    assert (found.code, str(found.where)) == (code, "brand.yaml:1")
    assert brand == NOBODY


def test_all_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    _, findings = read(tmp_path, f"name: {'x' * 61}\nisbn: 1\ncontact: [a]\nink: red\n")
    assert sorted((finding.where.line, finding.code) for finding in findings) == [
        (1, "wrong-brand"), (2, "wrong-isbn"), (3, "wrong-type"), (4, "unknown-key"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in BYTES if BYTES[name][1] != "yaml-empty"])
def test_a_file_that_is_not_such_a_text_is_told_and_is_not_run(name: str, tmp_path: Path) -> None:
    text, code = BYTES[name]
    brand, findings = read(tmp_path, text)
    assert {code} & set(codes(findings))
    assert all(finding.where.file == "brand.yaml" for finding in findings)
    assert brand == NOBODY


@pytest.mark.parametrize("colour", ["#1F1F1D", "#123456", "#382350", "#fec534", "red", "currentColor"])
def test_a_logo_has_the_shape_it_was_drawn_in(colour: str, tmp_path: Path) -> None:
    lay(tmp_path, {"layouts/art/logo.svg": SVG.format(colour)})
    assert read(tmp_path, "name: A\n") == (Brand("A", logo=Size(1000, 250)), [])


@pytest.mark.parametrize(
    ("svg", "code"),
    [
        (SVG.format("#12345"), "art-ink"),
        (SVG.format("reddish"), "art-ink"),
        (SVG.format("#FFFFFF"), "logo-invisible"),
        (SVG.replace("<path", "<script>alert(1)</script><path").format("#FFFFFF"), "art-unsupported"),
        (SVG.replace("<path", '<image href="https://example.org/a.png"/><path').format("#FFFFFF"), "art-unsupported"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1">&a;</svg>', "art-unsupported"),
        ("<svg", "art-syntax"),
    ],
)
def test_a_logo_that_is_not_ours_to_draw_is_a_finding_and_is_left_out(svg: str, code: str, tmp_path: Path) -> None:
    lay(tmp_path, {"layouts/art/logo.svg": svg})
    brand, findings = read(tmp_path, "name: A\n")
    assert code in codes(findings)
    assert {finding.where.file for finding in findings} == {"layouts/art/logo.svg"}
    assert brand == Brand("A")


def test_a_link_to_a_logo_outside_the_project_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "outside", {"logo.svg": SVG.format("#FFFFFF")})
    project = lay(tmp_path / "project", {"layouts/art/other.svg": SVG.format("#FFFFFF")})
    (project / "layouts/art/logo.svg").symlink_to(tmp_path / "outside/logo.svg")
    brand, findings = read(project, "name: A\n")
    assert (brand, codes(findings)) == (Brand("A"), ["outside-project"])
