"""Covers in one piece: the pages they are made of, the barcode a scanner reads, and what a printer does not take."""

import dataclasses
import io
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from programs import needs
from projects import changed, lay
from rendered import MADE, Pixels
from validator import validate

from booklet.check.preflight.check import check_file
from booklet.check.preflight.limits import limits_of
from booklet.check.proof.compare import ProofError
from booklet.cli import main
from booklet.errors import ExitCode, Severity
from booklet.geometry import Size, mm
from booklet.jobs import COVER
from booklet.look.brand import LONGEST_CONTACT, LONGEST_NAME, Brand
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.typeset.barcode import plate_of
from booklet.typeset.house import House
from booklet.values import replace

ISBN = "978-0-306-40615-7"

PRESS = changed("layouts/printers/lulu.yaml", "flavour: plain", "flavour: x-4\nslug: 10\nmarks: [crop, slug-line]")
for SCREEN, INKS in (
    ("colours: rgb", "colours: cmyk"),
    ("profile: sRGB", "profile: FOGRA39L_coated"),
    ("sRGB", "FOGRA39"),
):
    PRESS = PRESS.replace(SCREEN, INKS)

LONG = (
    "Wohlfahrtsverband für Mädchen und Jungen am Meer e. V. Köln ",
    "www.wohlfahrtsverband.example, Postfach 10 20 30, 12345 Musterhausen am Meer, Nord",
)

BRANDS = [Brand(), Brand(LONG[0][:LONGEST_NAME], LONG[1][:LONGEST_CONTACT], (("", ISBN),), Size(4, 1))]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"brand.yaml": f"name: Example\nisbn: {ISBN}\n", "layouts/printers/shop.yaml": PRESS}
    return lay(tmp_path_factory.mktemp("project"), files)


@pytest.fixture(scope="module")
def own(project: Path) -> Sources:
    """Sources of a partner whose booklet has a number, and a print shop that wants PDF/X-4 with marks."""
    return open_sources(project)


def document(sources: Sources, printer: str, locale: str = "en", part: str = COVER, ink: str = "colour") -> Document:
    """Return a cover or an interior without the band that marks a proof."""
    wanted = Wanted(("booklet",), (locale,), editions=("press",), inks=(ink,), printer=printer, parts=(part,))
    return replace(check(plan_jobs(wanted, sources), sources, MADE)[0], proof=None)


def picture(data: bytes, page: int, scale: float) -> Pixels:
    return np.asarray(pypdfium2.PdfDocument(io.BytesIO(data))[page].render(scale=scale).to_pil().convert("RGB"))


def part(data: bytes, page: int, x: float) -> Pixels:
    """Return the picture of a part of a page as large as a trim, from millimetres right of the trim's own corner."""
    shown = pypdfium2.PdfDocument(io.BytesIO(data))[page]
    left, low, _, top = shown.get_trimbox()
    shown.set_cropbox(left + mm(x), low, left + mm(x + 148), top)
    return np.asarray(shown.render(scale=2).to_pil().convert("RGB")).astype(int)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
def test_the_halves_of_a_cover_are_the_last_page_and_the_first(locale: str, sources: Sources) -> None:
    cover = draw(document(sources, "lulu", locale), sources, MADE)
    inside = draw(document(sources, "lulu", locale, "interior"), sources, MADE)
    halves = {27: 0, 0: 148} if locale == "en" else {0: 0, 27: 148}
    for page, x in halves.items():
        differences = np.abs(part(cover, 0, x) - part(inside, page, 0))[:, 2:-2].max(axis=2)
        assert (differences > 8).mean() < 0.001, page
        assert np.abs(part(cover, 0, x) - part(inside, 13, 0)).mean() > 20


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
@pytest.mark.parametrize("printer", ["lulu", "kdp", "shop"])
def test_a_scanner_reads_the_number_in_colour_and_in_grey(printer: str, locale: str, own: Sources) -> None:
    for ink in ("colour", "grey"):
        data = draw(document(own, printer, locale, ink=ink), own, MADE)
        shown = Image.fromarray(picture(data, 0, 300 / 72))
        found = {code.text: code for code in zxingcpp.read_barcodes(shown)}
        assert len(found) == 2
        bars = found["9780306406157"].position
        trim = pypdf.PdfReader(io.BytesIO(data)).pages[0].trimbox
        left, right = float(trim.left), float(trim.left) + mm(148)
        if locale == "ar-XB":
            left, right = float(trim.right) - mm(148), float(trim.right)
        away = right - bars.bottom_right.x / 300 * 72
        if locale == "ar-XB" and printer != "kdp":
            away = bars.bottom_left.x / 300 * 72 - left
        assert 0 < away < mm(20)
        assert shown.height - bars.bottom_right.y < 300 / 72 * (float(trim.bottom) + mm(20))


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("printer", ["lulu", "kdp"])
@pytest.mark.parametrize("brand", BRANDS, ids=["nobody", "longest"])
def test_words_leave_a_barcode_its_room(brand: Brand, printer: str, locale: str, sources: Sources) -> None:
    own = dataclasses.replace(
        sources, brand=brand, _printers={}, _layouts={}, _inserts={}, _standings={}, _translated={}
    )
    wanted = Wanted(("booklet",), (locale,), bands=("14-17", "10-13"), editions=("press",), printer=printer)
    for job in plan_jobs(replace(wanted, parts=(COVER,)), own):
        assert place(job, own, MADE).placed.pages[-1].oversets == ()


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
def test_where_a_printer_puts_a_barcode_of_its_own_nothing_stands(locale: str, sources: Sources) -> None:
    cover = picture(draw(document(sources, "kdp", locale), sources, MADE), 0, 2)
    inner = 148 if locale == "en" else 296 + 28 * 0.0572008
    right, low = 3.175 + inner - 6.35, cover.shape[0] / mm(2) - 3.175 - 6.35
    rows, columns = (
        slice(round(mm(2 * (end - length))), round(mm(2 * end))) for end, length in ((low, 30.48), (right, 50.8))
    )
    room = cover[rows, columns].reshape(-1, 3).astype(int)
    assert len(room) > 20000 and np.ptp(room, axis=0).max() == 0
    ours = picture(draw(document(sources, "lulu", locale), sources, MADE), 0, 2)
    assert np.ptp(ours[rows, columns].reshape(-1, 3).astype(int), axis=0).max() > 100


def test_a_barcode_at_80_percent_is_read(house: House) -> None:
    found = plate_of(ISBN, Size(mm(29.9), mm(24.3)), "ISBN", house)
    assert found.oversets == () and found.width == pytest.approx(mm(29.83), abs=0.2)


@pytest.mark.slow
def test_a_cover_is_drawn_as_large_as_it_lies_flat(own: Sources) -> None:
    flat = {"lulu": 296, "kdp": 296 + 28 * 0.0572008, "shop": 296}
    for printer, width in flat.items():
        (page,) = pypdf.PdfReader(io.BytesIO(draw(document(own, printer), own, MADE))).pages
        assert (page.trimbox.width, page.trimbox.height) == pytest.approx((mm(width), mm(210)), abs=0.01)
        slug = 10 if printer == "shop" else 0
        assert page.mediabox.width == pytest.approx(mm(width + 2 * (3.175 + slug)), abs=0.01)


@pytest.mark.slow
def test_the_cover_of_a_large_booklet_is_as_thick_and_its_barcode_no_larger(own: Sources) -> None:
    wanted = Wanted(("booklet",), editions=("press",), layouts=("booklet-a4-large",), printer="lulu-perfect")
    (found,) = check(plan_jobs(replace(wanted, parts=(COVER,)), own), own, MADE)
    data = draw(found, own, MADE)
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    pages = len(found.placed.pages)
    assert pages > 32
    assert page.trimbox.width == pytest.approx(mm(420 + pages * 0.0572072 + 1.524), abs=0.05)
    codes = zxingcpp.read_barcodes(Image.fromarray(picture(data, 0, 300 / 72)))
    (bars,) = (code.position for code in codes if code.text == "9780306406157")
    wide = (bars.bottom_right.x - bars.bottom_left.x) / 300 * 25.4
    assert 95 * 0.264 < wide < 95 * 0.34


@pytest.mark.slow
@needs("javac")
def test_covers_are_as_accessible_as_all_files(own: Sources, tmp_path: Path) -> None:
    files = []
    for printer, locale in (("kdp", "en"), ("lulu", "ar-XB"), ("shop", "en")):
        files.append(tmp_path / f"{printer}.pdf")
        files[-1].write_bytes(draw(document(own, printer, locale), own, MADE))
    reports = validate(files)
    assert len(reports) == 6
    assert [(report.file.name, report.failures) for report in reports if report.failures] == []


@pytest.mark.slow
@pytest.mark.parametrize("printer", ["lulu", "kdp", "shop"])
def test_a_printer_finds_no_fault_in_its_cover(printer: str, own: Sources) -> None:
    data = draw(document(own, printer), own, MADE)
    hits = check_file(data, limits_of(own.printer(printer)))
    assert [(hit.rule.code, hit.what) for hit in hits if hit.severity is Severity.ERROR] == []


@pytest.mark.slow
def test_the_front_is_read_before_the_back(own: Sources) -> None:
    reader = pypdf.PdfReader(io.BytesIO(draw(document(own, "kdp"), own, MADE)))
    root: Any = reader.trailer["/Root"]
    front, back = root["/StructTreeRoot"]["/K"][0]["/K"]
    assert [kid.get_object()["/S"] for kid in front["/K"]][:2] == ["/Figure", "/H1"]
    assert front["/K"][0].get_object()["/Alt"].startswith("Five friends")
    alts = [kid.get_object().get("/Alt") for kid in back["/K"]]
    assert f"ISBN {ISBN}" in alts


@pytest.mark.slow
def test_a_barcode_that_says_another_number_stops_the_build(own: Sources, sources: Sources) -> None:
    cover = document(own, "kdp")
    other = dataclasses.replace(own, brand=Brand("Example", isbns=(("", "978-1-86197-876-9"),)))
    record = prove(cover, draw(cover, own, MADE), own, MADE)
    assert record.codes == 2
    with pytest.raises(ProofError) as error:
        prove(cover, draw(cover, own, MADE), other, MADE)
    assert "proof-unknown" in {finding.code for finding in error.value.findings}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--printer", "offset-coated"], "no-cover"),
        (["--printer", "gelato"], "no-cover"),
        ([], "no-cover"),
        (["--printer", "kdp", "--paper", "crem"], "unknown-paper"),
        (["--printer", "lulu-perfect"], "page-count"),
        (["--printer", "office-mono"], "printer-edition"),
        (["--printer", "thick"], "spine-wide"),
        (["--printer", "deep"], "gutter"),
        (["poster", "--printer", "lulu"], "cover-product"),
    ],
)
def test_what_cannot_be_bound_is_told_in_one_line(
    options: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thick = changed("layouts/printers/kdp.yaml", "white: 0.0572008", "white: 0.25")
    deep = changed("layouts/printers/kdp.yaml", "{150: 9.525", "{150: 17.5")
    own = lay(tmp_path / "own", {"layouts/printers/thick.yaml": thick, "layouts/printers/deep.yaml": deep})
    command = ["cover", *options, "--project", str(own), "--output", str(tmp_path / "out")]
    assert main(command) == ExitCode.SOURCES
    (line,) = capsys.readouterr().err.splitlines()
    assert f" {code}: " in line
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_covers_for_two_papers_have_two_names(tmp_path: Path) -> None:
    command = ["cover", "--printer", "kdp", "--band", "14-17", "--date", "2026-11-25", "--output", str(tmp_path)]
    for paper in ([], ["--paper", "white"], ["--paper", "cream"]):
        assert main([*command, *paper]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"guide_cover_14-17_en_001_a5_press-kdp{paper}_v01-draft.pdf" for paper in ("-cream", "")]
