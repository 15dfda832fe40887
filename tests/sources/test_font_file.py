"""Typefaces by script: which file a text is set in, and what a project's own fonts add."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from projects import OWN, codes, lay, told

from booklet.errors import Finding, SourceError
from booklet.look.layout import Fonts, Typeface
from booklet.make.build import open_sources
from booklet.sources.folders import Folders
from booklet.sources.fonts import read_fonts
from booklet.sources.load import Sources
from booklet.text.fonts import Font, Setting, find_font, name_font, open_face

FONTS = """\
typefaces:
  nunito: fontpkg_nunito/files/Nunito[wght].ttf
  kanit: {500: fontpkg_kanit/files/Kanit-Medium.ttf, 700: fontpkg_kanit/files/Kanit-Bold.ttf}
scripts:
  Latn: {display: nunito, body: nunito, number: nunito}
  Thai: {display: kanit 95/120, body: kanit, number: nunito}
last: []
"""


def read(folder: Path, text: str) -> tuple[Fonts, list[str]]:
    findings: list[Finding] = []
    lay(folder, {"layouts/fonts.yaml": text})
    fonts = read_fonts(folder / "layouts/fonts.yaml", "layouts/fonts.yaml", Folders(OWN, folder), findings)
    return fonts, codes(findings)


def test_a_script_has_a_typeface_in_each_family_and_its_own_measures(tmp_path: Path) -> None:
    fonts, faults = read(tmp_path, FONTS)
    assert faults == []
    assert fonts.families("Thai", "th")["display"].size == 0.95
    assert fonts.files("Thai", "th", "display", 800) == (
        ("fontpkg_kanit/files/Kanit-Bold.ttf", 700),
        ("fontpkg_nunito/files/Nunito[wght].ttf", 800),
    )


def test_a_typeface_of_several_files_gives_the_nearest_and_of_two_the_bolder() -> None:
    kanit = Typeface("kanit", ((500, 500, "Medium"), (700, 700, "Bold")))
    assert [kanit.file(weight)[0] for weight in (400, 500, 600, 900)] == ["Medium", "Medium", "Bold", "Bold"]


def test_a_weight_a_typeface_lacks_is_the_nearest_it_has() -> None:
    noto = Typeface("noto", ((400, 700, "Noto"),))
    assert [noto.file(weight) for weight in (300, 500, 900)] == [("Noto", 400), ("Noto", 500), ("Noto", 700)]


def test_a_script_nobody_named_is_set_as_latin_is(tmp_path: Path) -> None:
    fonts, _ = read(tmp_path, FONTS)
    assert fonts.families("Goth", "got") == fonts.families("Latn", "en")


def test_a_language_may_have_a_typeface_of_its_own(sources: Sources) -> None:
    fonts = sources.theme.fonts
    assert "Nastaliq" in fonts.files("Arab", "ur", "body", 400)[0][0]
    assert "NotoSansArabic" in fonts.files("Arab", "fa", "body", 400)[0][0]
    assert "Nunito" in fonts.files("Latn", "vi", "display", 800)[0][0]


def test_the_fonts_of_a_projects_folder_are_asked_last(tmp_path: Path) -> None:
    nunito = find_font("fontpkg_nunito/files/Nunito[wght].ttf")
    assert nunito
    (tmp_path / "fonts").mkdir()
    shutil.copy(nunito, tmp_path / "fonts" / "Own.ttf")
    fonts, faults = read(tmp_path, FONTS)
    assert faults == []
    own = (tmp_path / "fonts/Own.ttf").resolve()
    assert fonts.files("Latn", "en", "body", 400)[-1] == (name_font(own, sha256(nunito.read_bytes()).hexdigest()), 400)


def test_a_typeface_in_the_place_of_another_is_another_font(tmp_path: Path) -> None:
    """A program that went on drew with the typeface that it had opened first, whatever a person had looked at since."""
    widths: list[int] = []
    for package in ("nunito/files/Nunito", "rubik/files/Rubik"):
        typeface = find_font(f"fontpkg_{package}[wght].ttf")
        assert typeface
        lay(tmp_path, {"fonts/Own.ttf": typeface.read_bytes()})
        own = Font(open_sources(tmp_path).theme.fonts.own[0], 400)
        widths.append(open_face(own).shape("Wide", Setting("ltr", "Latn", "en")).width)
        assert own.name == "Own400"
    assert widths[0] != widths[1]


def test_a_typeface_that_changed_since_its_folder_was_read_is_not_opened(tmp_path: Path) -> None:
    nunito = find_font("fontpkg_nunito/files/Nunito[wght].ttf")
    assert nunito
    own = Font(open_sources(lay(tmp_path, {"fonts/Own.ttf": nunito.read_bytes()})).theme.fonts.own[0], 400)
    lay(tmp_path, {"fonts/Own.ttf": nunito.read_bytes() + b"\0"})
    with pytest.raises(SourceError) as stopped:
        open_face(own)
    assert told(stopped.value.findings) == [("changed-meanwhile", "Own.ttf")]


def test_faults_of_a_font_file_are_told(tmp_path: Path) -> None:
    assert read(tmp_path, FONTS.replace("  Latn: ", "  Latin: "))[1] == ["missing-key"]
    assert read(tmp_path, FONTS.replace("500: ", "bold: "))[1] == ["wrong-type"]
    assert read(tmp_path, FONTS.replace("body: kanit,", "body: 3/4,"))[1] == ["wrong-type"]


def test_a_copy_of_our_typeface_is_ours_and_another_of_its_name_is_told(tmp_path: Path) -> None:
    ours = OWN / "layouts/fonts/NotoNastaliqUrdu-Regular.ttf"
    lay(tmp_path, {f"fonts/{ours.name}": ours.read_bytes()})
    fonts = open_sources(tmp_path).theme.fonts
    assert fonts.own == () and any(str(ours) == file for face in fonts.typefaces.values() for *_, file in face.files)
    lay(tmp_path, {f"fonts/{ours.name}": ours.read_bytes() + b"\0"})
    with pytest.raises(SourceError) as stopped:
        open_sources(tmp_path)
    assert told(stopped.value.findings) == [("font-name-twice", f"fonts/{ours.name}")]
