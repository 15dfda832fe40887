"""What a printer would refuse is told before anything is drawn."""

from contextlib import suppress
from datetime import date
from io import BytesIO
from types import MappingProxyType

import pikepdf
import pypdfium2
import pytest
from projects import OWN, codes, lay, only

from booklet.check.proof.camera import see
from booklet.check.proof.compare import ProofError
from booklet.check.proof.pages import page_crop
from booklet.errors import SourceError
from booklet.geometry import Rect, Size, mm
from booklet.look.printer import PageLimits, Printer
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sheets.printable import printer_findings
from booklet.sources.load import Sources
from booklet.values import replace

MADE = date(2026, 11, 25)


@pytest.fixture(scope="module")
def booklet(sources: Sources) -> Document:
    return check(plan_jobs(Wanted(products=("booklet",), editions=("press",)), sources), sources, MADE)[0]


@pytest.fixture(scope="module")
def printer(sources: Sources) -> Printer:
    return sources.printer("offset-coated")


def found(printer: Printer, booklet: Document, sources: Sources) -> list[str]:
    return codes(printer_findings(printer, booklet.layout, booklet.placed, sources.theme))


@pytest.mark.parametrize(
    "name", ["offset-coated", "offset-uncoated", "us-coated", "lulu", "kdp", "gelato", "office-mono"]
)
def test_our_booklet_suits_every_printer(name: str, booklet: Document, sources: Sources) -> None:
    assert found(sources.printer(name), booklet, sources) == []


@pytest.mark.parametrize(
    ("limits", "fits"), [((4, 48, 4), True), ((32, 800, 2), False), ((4, 24, 4), False), ((4, 48, 8), False)]
)
def test_a_printer_takes_so_many_pages(
    limits: tuple[int, int, int], fits: bool, printer: Printer, booklet: Document, sources: Sources
) -> None:
    limited = replace(printer, products=MappingProxyType({"booklet": PageLimits(*limits)}))
    assert found(limited, booklet, sources) == ([] if fits else ["page-count"])


def test_a_printer_makes_what_it_makes(printer: Printer, booklet: Document, sources: Sources) -> None:
    cards = replace(printer, products=MappingProxyType({"card": PageLimits(1, 2, 1)}))
    finding = only(printer_findings(cards, booklet.layout, booklet.placed, sources.theme))
    assert (finding.code, str(finding.where)) == ("printer-product", "--printer")
    assert finding.hint == "name another printer, or ask only for: card"


def test_no_ink_of_the_theme_lays_down_more_than_the_paper_takes(
    printer: Printer, booklet: Document, sources: Sources
) -> None:
    """The brown of a hair is 230 %."""
    assert found(replace(printer, ink_limit=2.3), booklet, sources) == []
    finding = only(printer_findings(replace(printer, ink_limit=2.29), booklet.layout, booklet.placed, sources.theme))
    assert (finding.code, str(finding.where)) == ("ink-limit", "layouts/theme.yaml")
    assert '"brown" lays down 230 %' in finding.message


def test_text_is_large_enough_for_the_printer(printer: Printer, booklet: Document, sources: Sources) -> None:
    assert found(replace(printer, least_text=9), booklet, sources) == []
    assert found(replace(printer, least_text=9.1), booklet, sources) == ["small-text"]


# The printer of a job


def test_each_edition_has_its_usual_printer(sources: Sources) -> None:
    wanted = Wanted(
        products=("card",), countries=("001", "PH"), editions=("press", "screen", "office"), inks=("colour", "grey")
    )
    found = {(job.edition, job.ink, job.country): job.printer for job in plan_jobs(wanted, sources)}
    assert {found["press", ink, country] for ink in ("colour", "grey") for country in ("001", "PH")} == {
        "offset-coated"
    }
    assert found["office", "colour", "001"] == "office-colour"
    assert found["office", "grey", "001"] == "office-mono"
    assert found["office", "colour", "PH"] == "office-colour-letter"
    assert set(found.values()) <= set(sources.printers())


def test_a_named_printer_prints_the_edition_that_it_is_for(sources: Sources) -> None:
    jobs = plan_jobs(Wanted(products=("booklet",), printer="lulu"), sources)
    assert [(job.edition, job.printer) for job in jobs] == [("press", "lulu"), ("screen", "offset-coated")]
    with pytest.raises(SourceError) as stopped:
        plan_jobs(Wanted(products=("booklet",), printer="office-mono"), sources)
    assert codes(stopped.value.findings) == ["printer-edition"]


def test_a_printer_with_black_alone_prints_grey(sources: Sources) -> None:
    wanted = Wanted(products=("booklet",), editions=("office",), printer="office-mono", inks=("colour", "grey"))
    assert [job.ink for job in plan_jobs(wanted, sources)] == ["grey"]


def test_files_for_another_printer_than_the_usual_say_so(sources: Sources) -> None:
    for printer, name in (("lulu", "press-lulu"), ("offset-coated", "press")):
        job = plan_jobs(Wanted(products=("booklet",), editions=("press",), printer=printer), sources)[0]
        assert job.file_name("a5", is_proof=False) == f"guide_booklet_14-17_en_001_a5_{name}_v01.pdf"


def test_what_a_printer_refuses_stops_the_build(sources: Sources) -> None:
    with pytest.raises(SourceError) as stopped:
        check(plan_jobs(Wanted(products=("card",), printer="kdp"), sources), sources, MADE)
    assert set(codes(stopped.value.findings)) == {"printer-product"}


SHEETS = [(11, 11), (40, 40), (60, 90), (90, 60), (100, 150), (140, 200), (5000, 20), (210, 297)]

OFFICE = ["booklet", "poster", "card", "sticker"]


@pytest.fixture(scope="module")
def in_office(sources: Sources) -> dict[str, Document]:
    axes = [Wanted(products=(product,), editions=("office",)) for product in OFFICE]
    zine = Wanted(products=("card",), editions=("office",), layouts=("zine-a4",))
    jobs = {name: plan_jobs(wanted, sources)[0] for name, wanted in zip((*OFFICE, "zine"), (*axes, zine), strict=True)}
    return {name: check([job], sources, MADE)[0] for name, job in jobs.items()}


@pytest.fixture(scope="module")
def on_sheets(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Sources of a partner who has printers with all these sheets, and each as one that prints one side alone."""
    office = (OWN / "layouts/printers/office-colour.yaml").read_text("utf-8")
    printers = {
        f"layouts/printers/{name}-{width}x{height}.yaml": office.replace(
            "sheet: 210 x 297", f"sheet: {width} x {height}\nsides: {sides}"
        )
        for width, height in SHEETS
        for name, sides in (("one", "one"), ("both", "both"))
    }
    return open_sources(lay(tmp_path_factory.mktemp("sheets"), printers))


@pytest.mark.slow
@pytest.mark.parametrize("product", [*OFFICE, "zine"])
@pytest.mark.parametrize("sides", ["one", "both"])
def test_a_sheet_that_is_too_small_is_told_in_a_line_and_any_other_is_printed(
    product: str, sides: str, in_office: dict[str, Document], on_sheets: Sources
) -> None:
    document, sources = in_office[product], on_sheets
    told: list[str] = []
    for width, height in SHEETS:
        small = sources.printer(f"{sides}-{width}x{height}")
        sheet = small.sheet
        assert sheet and sheet.size == Size(mm(width), mm(height)) and sheet.is_one_sided == (sides == "one")
        found = codes(printer_findings(small, document.layout, document.placed, sources.theme))
        assert set(found) <= {"sheet-small", "small-text", "both-sides"}
        assert found.count("sheet-small") + found.count("small-text") <= 1
        told += found
        if not found:
            job = replace(document.job, printer=small.name)
            data = draw(replace(document, job=job, sheet=sheet), sources, MADE)
            with suppress(ProofError):
                prove(replace(document, job=job, sheet=sheet), data, sources, MADE)
            with pikepdf.open(BytesIO(data)) as pdf:
                assert all(b" Do" in content(page) for page in pdf.pages)
    assert "sheet-small" in told


def content(page: pikepdf.Page) -> bytes:
    return b" ".join(stream.read_bytes() for stream in page.obj.Contents)


def test_a_code_outside_its_sheet_is_white_to_a_camera() -> None:
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        written = BytesIO()
        pdf.save(written)
    with pypdfium2.PdfDocument(written.getvalue()) as document:
        for box in (Rect(200, 0, 50, 50), Rect(-80, 20, 50, 50), Rect(20, 99.9, 50, 50), Rect(20, -60, 50, 50)):
            assert see(page_crop(document[0], box), is_bars=False) == ("", "", True)
