"""The specimens of all languages, read back by four readers that are not ours and shaped again by HarfBuzz alone."""

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
import pypdfium2
import pytest
import uharfbuzz as hb
from once import sources
from programs import needs
from rapidfuzz.distance import Indel

from booklet.api.specimens import draw_specimen, source_paragraphs
from booklet.cli import main
from booklet.make.build import open_sources
from booklet.make.papers.specimens import place_specimen
from booklet.sources.specimens import read_specimen, specimen_locales
from booklet.text.compose import Line, Run, compose
from booklet.text.fonts import FEATURES, IGNORABLE, Font, Segment, find_font, open_face
from booklet.text.markup import plain_text
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Group, PlacedPage, texts_of
from booklet.typeset.specimen import specimen_house
from booklet.words.locales import find_language
from booklet.words.specimen import Specimen

MADE = date(2026, 11, 25)
LOCALES = specimen_locales(open_sources(None).folders)
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

needs_poppler = needs("pdftotext")


class Set(NamedTuple):
    """A specimen, its pages and its file."""

    specimen: Specimen
    placed: Placed
    data: bytes


@cache
def set_in(locale: str) -> Set:
    specimen = read_specimen(sources().folders, locale)
    placed = place_specimen(specimen, sources().theme)
    return Set(specimen, placed, draw_specimen(specimen, placed, sources(), MADE))


def fonts_of(placed: Placed) -> set[Font]:
    return {run.font for page in placed.pages for text in texts_of(page.items) for run in text.line.runs}


def source(found: Set) -> str:
    return "\n".join(plain_text(paragraph) for paragraph in source_paragraphs(found.specimen))


def folded(text: str) -> str:
    """Return a text as it is compared: composed, without white space and what is not seen.

    Readers take a hyphen at the end of a line for one that divides a word, PDFium tells so by U+FFFE.
    """
    text = re.sub(r"[\ufffe-]", "", unicodedata.normalize("NFC", text).translate(IGNORABLE))
    return re.sub(r"\s+", "", text)


def by_pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def by_pdfium(path: Path) -> str:
    document: Any = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_mupdf(path: Path) -> str:
    command = ["mutool", "draw", "-q", "-F", "txt", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def by_poppler(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


READERS: dict[str, Callable[[Path], str]] = {"pypdf": by_pypdf, "pdfium": by_pdfium, "mupdf": by_mupdf}
needs_mupdf = needs("mutool")


def saved(locale: str, folder: Path) -> Path:
    path = folder / f"{locale}.pdf"
    path.write_bytes(set_in(locale).data)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["pypdf", "pdfium", pytest.param("mupdf", marks=needs_mupdf)])
@pytest.mark.parametrize("locale", [tag for tag in LOCALES if tag not in RIGHT_TO_LEFT])
def test_what_is_copied_from_left_to_right_is_what_was_written(locale: str, reader: str, tmp_path: Path) -> None:
    assert folded(READERS[reader](saved(locale, tmp_path))) == folded(source(set_in(locale)))


@pytest.mark.slow
@needs_poppler
@pytest.mark.parametrize("locale", [tag for tag in LOCALES if tag not in RIGHT_TO_LEFT])
def test_poppler_copies_from_left_to_right_what_was_written(locale: str, tmp_path: Path) -> None:
    assert folded(by_poppler(saved(locale, tmp_path), "-raw")) == folded(source(set_in(locale)))


@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
@pytest.mark.parametrize(
    ("reader", "least"), [("pypdf", 0.95), ("pdfium", 0.97), pytest.param("mupdf", 0.98, marks=needs_mupdf)]
)
def test_what_is_copied_from_right_to_left_is_nearly_what_was_written(
    reader: str, least: float, locale: str, tmp_path: Path
) -> None:
    found = folded(READERS[reader](saved(locale, tmp_path)))
    assert Indel.normalized_similarity(found, folded(source(set_in(locale)))) >= least


@needs_poppler
@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
def test_poppler_copies_from_right_to_left_nearly_what_was_written(locale: str, tmp_path: Path) -> None:
    found = folded(by_poppler(saved(locale, tmp_path)))
    assert Indel.normalized_similarity(found, folded(source(set_in(locale)))) >= 0.99


@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
def test_words_from_right_to_left_are_copied_whole(locale: str, tmp_path: Path) -> None:
    """Letters and their marks are exact; readers differ in where they put brackets, signs and digits."""
    found, wanted = (
        "".join(character for character in folded(text) if unicodedata.category(character) in {"Lo", "Mn"})
        for text in (by_pdfium(saved(locale, tmp_path)), source(set_in(locale)))
    )
    assert Indel.normalized_similarity(found, wanted) >= 0.99


@pytest.mark.parametrize("locale", LOCALES)
def test_the_lines_are_the_paragraphs_cut_at_their_spaces(locale: str) -> None:
    lines = "".join(text.line.text for page in set_in(locale).placed.pages for text in texts_of(page.items))
    wanted = "".join(plain_text(paragraph) for paragraph in source_paragraphs(set_in(locale).specimen))
    assert lines.replace("\u00ad", "") == wanted.replace("\u00ad", "")


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_passes_its_measure_and_no_glyph_is_missing(locale: str) -> None:
    for page in set_in(locale).placed.pages:
        assert page.oversets == ()
    for run in runs(locale):
        assert [shaped.missing for _, shaped in run.list_shaped() if shaped.missing] == []


def runs(locale: str) -> list[Run]:
    items = (item for page in set_in(locale).placed.pages for item in page.items)
    return [run for text in texts_of(items) for run in text.line.runs]


def alone(run: Run, segment: Segment) -> tuple[list[tuple[int, int, int]], int]:
    """Return the glyphs with their places and the advance that HarfBuzz gives for a segment, in a font of its own."""
    path = find_font(run.font.file)
    assert path
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    font.set_variations(open_face(run.font).axes)
    buffer = hb.Buffer()
    text = segment.before + segment.text + segment.after
    buffer.add_codepoints(list(map(ord, text)), len(segment.before), len(segment.text))
    buffer.direction, buffer.script, buffer.language = segment.set_in(run.setting)
    buffer.flags |= hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(font, buffer, FEATURES)
    placed, pen = [], 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        placed.append((info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    return placed, pen


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_glyphs_and_advances_are_those_of_harfbuzz(locale: str) -> None:
    for run in {run.segments: run for run in runs(locale)}.values():
        for segment, shaped in run.list_shaped():
            if segment.text == "\u00ad":
                continue
            placed, pen = [], 0
            for glyph, kern in shaped.glyphs:
                placed += [(index, pen + x, y) for index, x, y in glyph.parts]
                pen += glyph.advance + kern
            assert (placed, pen) == alone(run, segment), segment


def ink(line: Line) -> tuple[float, float]:
    """Return how far a line reaches above and below its baseline (points)."""
    tops, bottoms = [0.0], [0.0]
    for run in line.runs:
        face = open_face(run.font)
        for index, _, y in (
            part for _, shaped in run.list_shaped() for glyph, _ in shaped.glyphs for part in glyph.parts
        ):
            extents = face.font.get_glyph_extents(index)
            tops.append((y + extents.y_bearing) / face.upem * run.size)
            bottoms.append((y + extents.y_bearing + extents.height) / face.upem * run.size)
    return max(tops), min(bottoms)


@pytest.mark.parametrize("locale", ["vi", "hi", "th", "lo", "km", "my"])
def test_the_marks_of_a_title_keep_clear_of_the_line_above(locale: str) -> None:
    specimen = set_in(locale).specimen
    house = specimen_house(specimen, sources().theme)
    style = house.style("title")
    for text in (specimen.title, specimen.lead, specimen.body):
        reach = [ink(line) for line in compose(text, style, 200, house.setting)]
        for (_, bottom), (top, _) in pairwise(reach):
            assert style.leading + bottom - top > -1


def test_the_command_writes_a_file_for_each_locale_and_says_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["specimen", "--locale", "th", "--locale", "ar", "--output", str(tmp_path), "--json"]) == 0
    thai, arabic = json.loads(capsys.readouterr().out)["files"]
    assert (thai["locale"], Path(thai["file"]).name) == ("th", "specimen_th.pdf")
    assert "Sarabun-Medium500" in thai["faces"]
    assert arabic["paragraphs"][0] == plain_text(set_in("ar").specimen.title)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["specimen_ar.pdf", "specimen_th.pdf"]


@pytest.mark.slow
def test_a_text_of_ones_own_is_set_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "own.txt"
    text.write_text("Title\n\nA *star* and https://" + "example." * 40 + "org\n" + "word " * 2000, encoding="utf-8-sig")
    assert main(["specimen", "--text", str(text), "--locale", "sw", "--output", str(tmp_path)]) == 0
    capsys.readouterr()
    found = folded(by_pypdf(tmp_path / "specimen_sw.pdf"))
    assert found.count("word") == 4000
    assert found.count(folded("A *star* and https://" + "example." * 40 + "org")) == 2


def test_where_a_font_lies_changes_no_byte(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        fonts = tmp_path / name / "fonts"
        fonts.mkdir(parents=True)
        for font in (sources().folders.own / "layouts/fonts").glob("*.ttf"):
            shutil.copy(font, fonts)
        theirs = open_sources(tmp_path / name)
        placed = place_specimen(set_in("ur").specimen, theirs.theme)
        assert any(font.file.endswith("NotoNastaliqUrdu-Regular.ttf") for font in fonts_of(placed))
        files.append(draw_specimen(set_in("ur").specimen, placed, theirs, MADE))
    assert files[0] == files[1] == set_in("ur").data


def test_a_font_file_may_have_spaces_in_its_name(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(sources().folders.own / "layouts/fonts/NotoNastaliqUrdu-Regular.ttf", fonts / "My. Urdu 1.ttf")
    text = sources().folders.own.joinpath("layouts/fonts.yaml").read_text(encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    named = text.replace("fonts/NotoNastaliqUrdu-Regular.ttf", "fonts/My. Urdu 1.ttf")
    (tmp_path / "layouts/fonts.yaml").write_text(named, encoding="utf-8")
    theirs = open_sources(tmp_path)
    placed = place_specimen(set_in("ur").specimen, theirs.theme)
    path = tmp_path / "ur.pdf"
    path.write_bytes(draw_specimen(set_in("ur").specimen, placed, theirs, MADE))
    assert by_pdfium(path) == by_pdfium(saved("ur", tmp_path / "fonts"))
    assert "MyUrdu1400" in {font.name for font in fonts_of(placed)}


def test_a_long_text_fills_pages_and_leaves_no_line_alone(tmp_path: Path) -> None:
    paragraphs = tuple("word " * length for length in (3, 900, 40, 700, 31))
    placed = place_specimen(Specimen(find_language("en"), paragraphs=paragraphs), sources().theme)
    assert len(placed.pages) > 2
    for page in placed.pages:
        for group in paragraphs_of(page):
            lowest = min(text.y for text in texts_of(group.items))
            assert 40 < page.trim.height + group.dy + lowest < page.trim.height - 40
    for before, after in pairwise(placed.pages):
        counts = [len(list(texts_of(group.items))) for group in (paragraphs_of(before)[-1], paragraphs_of(after)[0])]
        assert min(counts) >= 2


def paragraphs_of(page: PlacedPage) -> list[Group]:
    """Return what stands below one another on a page."""
    (column,) = page.items
    assert isinstance(column, Group) and column.dy == page.trim.height
    return [item for item in column.items if isinstance(item, Group)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--locale", "xx"], "unknown-locale"),
        (["--locale", "xx", "--text", "TEXT"], "unknown-locale"),
        (["--text", "nothing.txt"], "unreadable"),
        (["--text", "LATIN-1"], "encoding"),
        (["--text", "TIBETAN"], "missing-glyph"),
        (["--text", "EMPTY"], "empty-text"),
    ],
)
def test_what_cannot_be_set_is_told_in_a_line(
    arguments: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"TEXT": b"text", "LATIN-1": b"caf\xe9", "TIBETAN": "བོད".encode(), "EMPTY": b"\n \n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    given = [str(tmp_path / argument) if argument in files else argument for argument in arguments]
    assert main(["specimen", *given, "--output", str(tmp_path / "out")]) == 3
    assert code in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_specimen_that_is_read_from_right_to_left_begins_at_the_right() -> None:
    begins_left = []
    for tag in ("en", "ar"):
        (page,) = set_in(tag).placed.pages
        (column,) = page.items
        title = next(texts_of(page.items))
        assert isinstance(column, Group)
        left = column.dx + title.x
        begins_left.append(left < page.trim.width - left - title.line.width)
    assert begins_left == [True, False]
