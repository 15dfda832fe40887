"""Packs: what one printer needs, whole, in order, in the language of the files; read back by other programs."""

import io
import json
import re
import subprocess
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from disks import no_room
from killing import needs_fork, victims
from programs import needs
from projects import OWN, lay
from pypdfium2.raw import FPDF_PAGEOBJ_PATH
from validator import validate

from booklet.api.packing import list_houses
from booklet.check.proof.compare import ProofRecord
from booklet.check.proof.pages import page_texts
from booklet.cli import main
from booklet.errors import ExitCode
from booklet.jobs import PACKS
from booklet.make.build import check
from booklet.make.document import BuiltFile
from booklet.make.drawing import draw
from booklet.make.output import BEGUN
from booklet.make.packs.kinds import KINDS
from booklet.make.packs.ticket import ticket_entry
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check
from booklet.project.printers import own_printer
from booklet.sources.load import Sources

DAY = ["--date", "2026-11-25"]
SMALL = ["booklet", "poster", "card", "--band", "14-17", *DAY]


def pack(folder: Path, kind: str, *options: str) -> Path:
    locale = [] if "--locale" in options else ["--locale", "en"]
    assert main(["pack", kind, *SMALL, "--output", str(folder), *locale, *options]) == 0
    return next(path for path in folder.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack(tmp_path_factory.mktemp("office"), "copy-shop", "--country", "KE", "--price", "5 KES")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack(tmp_path_factory.mktemp("press"), "press", "--quantity", "2000", "--locale", "ar-XB")


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.slow
def test_files_stand_in_the_order_of_printing_and_their_sums_are_right(office: Path) -> None:
    names = sorted(path.name for path in office.iterdir())
    assert names[0] == "00_how-to-print.pdf" and names[1].startswith("01_guide_booklet")
    assert [name[:2] for name in names if name.endswith(".pdf")] == [f"{number:02d}" for number in range(14)]
    checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=office, capture_output=True, text=True)
    assert checked.returncode == 0 and checked.stdout.count(": OK") == len(names) - 1


@pytest.mark.slow
def test_the_zip_holds_the_same_files_and_is_the_same_each_time(office: Path, tmp_path: Path) -> None:
    archive = office.with_name(f"{office.name}.zip")
    with zipfile.ZipFile(archive) as held:
        for path in office.iterdir():
            assert held.read(f"{office.name}/{path.name}") == path.read_bytes()
    again = pack(tmp_path, "copy-shop", "--country", "KE", "--price", "5 KES")
    assert again.with_name(archive.name).read_bytes() == archive.read_bytes()


def test_a_copy_shop_is_told_sheets_toner_and_price(office: Path) -> None:
    files = json.loads((office / "manifest.json").read_text())["files"]
    booklet, poster, card = files[0], files[1], files[5]
    assert (booklet["sides"], booklet["sheets"], booklet["cost"], booklet["money"]) == (14, 7, "70", "KES")
    assert (poster["sides"], poster["cost"]) == (1, "5") and (card["sides"], card["sheets"]) == (2, 1)
    assert all(3 < file["coverage_percent"] < 30 for file in files)
    assert all("office-grey" in file["file"] and file["file"].endswith("_PROOF.pdf") for file in files)


def test_the_page_says_how_to_print_fold_and_cut(office: Path, sources: object) -> None:
    said = text(office / "00_how-to-print.pdf")
    for words in (
        "PROOF · numbers not yet confirmed",
        "actual size",
        "flip on the short edge",
        "Staple twice",
        "flip on the long edge",
        "Cut along the marks",
        "call every number",
        "01_guide_booklet_14-17_en_KE_a5_office-grey_v01_PROOF.pdf",
    ):
        assert words in said
    assert said.index("short edge") < said.index("long edge")


HANDLED = {
    "zine-a4": ["one side", "along all its marks", "Push both ends"],
    "leaflet-trifold-a4": ["flip on the short edge", "first the narrow flap inwards"],
    "wallet-card": ["flip on the long edge", "Cut along the marks", "Fold each one in the middle"],
    "booklet-a4-large": ["flip on the long edge", "edge where lines begin"],
}
ALL_HANDLED = {words for found in HANDLED.values() for words in found} | {"Staple twice", "Lay sheet 1"}


@pytest.mark.slow
@pytest.mark.parametrize("layout", HANDLED)
def test_what_is_folded_otherwise_is_told_so(layout: str, tmp_path: Path) -> None:
    command = ["pack", "office", "--layout", layout, "--band", "14-17", "--locale", "en", *DAY]
    assert main([*command, "--output", str(tmp_path)]) == 0
    (page,) = tmp_path.glob("*/00_how-to-print.pdf")
    said = text(page)
    assert [words for words in HANDLED[layout] if words not in said] == []
    assert {words for words in ALL_HANDLED if words in said} == set(HANDLED[layout])
    assert [said.index(words) for words in HANDLED[layout]] == sorted(map(said.index, HANDLED[layout]))


@pytest.mark.slow
def test_a_copier_that_prints_one_side_gets_other_sheets(tmp_path: Path) -> None:
    folder = pack(tmp_path, "copy-shop", "--sides", "one", "--price", "2")
    files = json.loads((folder / "manifest.json").read_text())["files"]
    booklet, card = files[0], files[-1]
    assert (booklet["sides"], booklet["sheets"], booklet["cost"]) == (15, 15, "30")
    assert (card["sides"], card["sheets"]) == (1, 1)
    assert booklet["file"] == "01_guide_booklet_14-17_en_001_a5_office-grey-one-side_v01-draft.pdf"
    said = text(folder / "00_how-to-print.pdf")
    assert "both sides" not in said and "edge where lines begin" in said and "Fold each one in the middle" in said
    (line, *_) = {found for page in pypdf.PdfReader(folder / card["file"]).pages for found in page_lines(page)}
    assert line == "Print at 100 %, on one side. Cut along the marks, then fold in the middle."


def page_lines(page: pypdf.PageObject) -> list[str]:
    return [line for line in page.extract_text().splitlines() if line.startswith("Print at")]


@pytest.mark.parametrize("options", [["press"], ["pod"], ["office", "--printer", "office-mono"]])
def test_sides_are_for_offices_and_copy_shops(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", *options, "--sides", "one", *DAY, "--output", str(tmp_path)]) == ExitCode.SOURCES
    (line,) = capsys.readouterr().err.splitlines()
    assert line.split(": ")[:2] == ["--sides", "unused-sides"] and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("layout", ["leaflet-trifold-a4", "wallet-card"])
def test_what_needs_both_sides_is_told(layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["pack", "office", "--layout", layout, "--sides", "one", *DAY, "--output", str(tmp_path)]
    assert main(command) == ExitCode.SOURCES
    (line,) = capsys.readouterr().err.splitlines()
    assert line.split(": ")[:2] == [f"layouts/{layout}.yaml", "both-sides"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "flat", "pages", "colours", "binding"),
    [
        ("zine-a4", [297, 210], 1, "4/0", "zine"),
        ("card-85x55", [85, 55], 2, "4/4", "none"),
        pytest.param("leaflet-trifold-a4", [297, 210], 2, "4/4", "roll", marks=pytest.mark.slow),
        pytest.param("wallet-card", [171.2, 54], 2, "4/4", "single", marks=pytest.mark.slow),
    ],
)
def test_a_press_is_told_what_is_folded(
    layout: str, flat: list[float], pages: int, colours: str, binding: str, tmp_path: Path
) -> None:
    command = ["pack", "press", "--layout", layout, "--band", "14-17", *DAY, "--output", str(tmp_path)]
    assert main(command) == 0
    (ticket,) = tmp_path.glob("*/00_job-ticket.json")
    entry = json.loads(ticket.read_text())["files"][0]
    assert entry["flat_mm"] == pytest.approx(flat, abs=0.2)
    assert (entry["pages"], entry["colours"], entry["binding"], entry["binding_edge"]) == (
        pages,
        colours,
        binding,
        None,
    )
    with pypdfium2.PdfDocument(ticket.parent / entry["file"]) as opened:
        assert len(opened) == pages


def test_the_line_to_measure_is_100_mm_long(office: Path) -> None:
    with pypdfium2.PdfDocument(office / "00_how-to-print.pdf") as document:
        boxes = [drawn.get_bounds() for drawn in document[0].get_objects(filter=[FPDF_PAGEOBJ_PATH])]
    lengths = [right - left - (top - foot) for left, foot, right, top in boxes]  # a stroke reaches as far at its ends
    assert any(abs(length - 100 * 72 / 25.4) < 0.2 for length in lengths)


@pytest.mark.slow
def test_a_press_gets_a_ticket_as_values_and_as_a_page(press: Path) -> None:
    ticket = json.loads((press / "00_job-ticket.json").read_text())
    booklet = ticket["files"][0]
    assert booklet["quantity"] == 2000 and booklet["pages"] == 28 and booklet["direction"] == "rtl"
    assert (booklet["binding"], booklet["binding_edge"]) == ("saddle", "right")
    assert (booklet["trim_mm"], booklet["flat_mm"], booklet["bleed_mm"]) == ([148, 210], [296, 210], 3)
    assert "FOGRA39" in booklet["profile"]
    assert sha256((press / booklet["file"]).read_bytes()).hexdigest() == booklet["sha256"]
    assert booklet["file"] in text(press / "00_job-ticket.pdf")
    assert "2000" in text(press / "00_job-ticket.pdf")


ORDERED = ["--quantity", "500", "--due", "2026-12-20", "--deliver-to", "12 Riverside Drive", "--client", "Amani House"]


def pack_card(folder: Path, kind: str, *options: str) -> Path:
    """Pack the first card, and return the folder of the pack."""
    card = ["card", "--item", "c1", "--band", "14-17", "--locale", "en", *DAY, "--output", str(folder)]
    assert main(["pack", kind, *card, *ORDERED, *options]) == 0
    return next(path for path in folder.iterdir() if path.is_dir())


@pytest.mark.slow
def test_a_ticket_says_all_a_printer_asks_in_its_language_and_in_english(tmp_path: Path) -> None:
    said = ["--printer-language", "sw", "--finish", "matt lamination", "--price", "KES 9000", "--paper", "300 g/m²"]
    folder = pack_card(tmp_path, "press", *said)
    english, swahili = (text(folder / f"00_job-ticket{end}.pdf") for end in ("-en", ""))
    for words in (
        "Client Amani House", "Contact please ask", "Deliver to 12 Riverside Drive", "Wanted by 2026-12-20",
        "Quantity 500", "Language English (en)", "Pages 2", "Colours 4/4 CMYK", "Paper 300 g/m²",
        "Finish matt lamination", "Price KES 9000",
    ):  # fmt: skip
        assert words in english
    assert "Lugha Kiingereza (en)" in swahili and "Mteja Amani House" in swahili
    assert "Jinsi ya kuchapisha" in text(folder / "00_how-to-print.pdf")
    (entry,) = json.loads((folder / "00_job-ticket.json").read_text())["files"]
    assert (entry["client"], entry["due"], entry["price"]) == ("Amani House", "2026-12-20", "KES 9000")


@pytest.mark.slow
def test_a_ticket_names_both_languages_of_a_pair(tmp_path: Path) -> None:
    asked = ["pack", "press", "card", "--item", "c2", "--band", "14-17", "--locale", "sw+en", *DAY]
    assert main([*asked, "--output", str(tmp_path)]) == 0
    (ticket,) = tmp_path.glob("*/00_job-ticket-en.pdf")
    assert "Language Swahili + English (sw+en)" in text(ticket)


def test_an_offices_file_is_whole_sheets_on_its_ticket(sources: Sources) -> None:
    job = plan_jobs(Wanted(("card",), ("en",), editions=("office",), inks=("grey",)), sources)[0]
    printer, layout = sources.printer(job.printer), sources.layout(job.layout)
    file = BuiltFile(job, Path("card.pdf"), 2, (85.0, 55.0), "", "draft", "", ProofRecord(2, 0, 0, 0), ())
    entry = ticket_entry(file, layout, printer, "ltr", 500)
    assert (entry["trim_mm"], entry["flat_mm"], entry["bleed_mm"]) == ([85.0, 55.0], [210.0, 297.0], 0)
    assert (entry["copies_a_sheet"], entry["sheets"], entry["colours"], entry["inks"]) == (10, 50, "1/1", "K")


@pytest.mark.slow
def test_a_copy_shop_reads_on_the_page_what_is_wanted_and_what_it_costs(tmp_path: Path) -> None:
    folder = pack_card(tmp_path, "copy-shop", "--price", "5 KES")
    said = text(folder / "00_how-to-print.pdf")
    assert "Client Amani House" in said and "File Quantity Sheets Price" in said and "500 50 500 KES" in said
    (entry,) = json.loads((folder / "manifest.json").read_text())["files"]
    assert (entry["quantity"], entry["copies_a_sheet"], entry["sheets"], entry["cost"]) == (500, 10, 50, "500")


@pytest.mark.slow
@needs("javac")
def test_pages_that_tell_how_to_print_are_as_accessible_as_all_files(office: Path, press: Path) -> None:
    pages = [office / "00_how-to-print.pdf", press / "00_how-to-print.pdf", press / "00_job-ticket.pdf"]
    reports = validate(pages)
    assert len(reports) == 2 * len(pages)
    assert [(report.file.name, report.failures) for report in reports if report.failures] == []


@pytest.mark.slow
def test_a_pack_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    folder = pack(tmp_path, "office", "--country", "KE")
    (folder / "old.pdf").write_bytes(b"old")
    again = pack(tmp_path, "office", "--country", "KE")
    assert again == folder and not (folder / "old.pdf").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, f"{folder.name}.zip"]


@pytest.mark.slow
def test_nothing_is_written_where_a_pack_fails(tmp_path: Path) -> None:
    with no_room(most=200_000):  # each of its files has room, and their zip has none
        assert main(["pack", "office", "card", *DAY, "--output", str(tmp_path)]) == ExitCode.OUTPUT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_pack_that_cannot_take_the_place_of_the_one_before_leaves_it_whole(tmp_path: Path) -> None:
    wanted = ["pack", "office", "card", "--item", "c1", "--band", "14-17", *DAY, "--output", str(tmp_path)]
    assert main(wanted) == 0
    (before,) = (path for path in tmp_path.iterdir() if path.is_dir())
    archive = before.with_name(f"{before.name}.zip")
    archive.unlink()
    (archive / "held").mkdir(parents=True)  # as on Windows, where a zip that is open cannot be removed
    kept = {path.name: path.read_bytes() for path in before.iterdir()}
    assert main([*wanted, "--quantity", "9"]) == ExitCode.OUTPUT
    assert {path.name: path.read_bytes() for path in before.iterdir()} == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == [before.name, archive.name]


def test_a_price_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "office", "--price", "cheap", "--output", str(tmp_path)]) == ExitCode.SOURCES
    assert "wrong-price" in capsys.readouterr().err


@pytest.mark.slow
def test_what_is_uploaded_is_called_as_the_page_calls_it(tmp_path: Path) -> None:
    command = ["pack", "pod", "--printer", "kdp", "--locale", "ar-XB", "--paper", "cream", *DAY, "--output"]
    assert main([*command, str(tmp_path)]) == 0
    folder = tmp_path / "guide_pod-kdp-cream_booklet_ar-XB_001_v01_PROOF"
    assert sorted(path.name for path in folder.iterdir()) == [
        "00_how-to-print.pdf",
        *(
            f"{number:02d}_guide_{part}_{band}_ar-XB_001_a5_press-kdp{paper}_v01_PROOF.pdf"
            for number, (band, part, paper) in enumerate(
                ((band, *part) for band in ("14-17", "10-13") for part in (("interior", ""), ("cover", "-cream"))), 1
            )
        ),
        "SHA256SUMS",
        "manifest.json",
    ]
    checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    assert checked.returncode == 0
    interior, cover = json.loads((folder / "manifest.json").read_text())["files"][:2]
    assert (interior["part"], interior["pages"], interior["trim_mm"]) == ("interior", 28, [148, 210])
    assert (cover["part"], cover["pages"], cover["trim_mm"]) == ("cover", 1, [297.78, 210])
    assert (cover["binding"], cover["paper"], cover["direction"]) == ("perfect", "cream", "rtl")
    assert len(pypdf.PdfReader(folder / interior["file"]).pages) == 28
    assert all(file in text(folder / "00_how-to-print.pdf") for file in (interior["file"], cover["file"]))


@pytest.mark.slow
def test_the_interior_is_what_build_writes(tmp_path: Path) -> None:
    assert main(["pack", "pod", "--band", "14-17", *DAY, "--output", str(tmp_path)]) == 0
    assert main(["build", *SMALL[:1], *SMALL[3:], "--printer", "lulu", "--output", str(tmp_path)]) == 0
    (packed,) = tmp_path.glob("guide_pod-lulu_booklet_14-17_en_001_v01-draft/*_interior_*.pdf")
    assert packed.read_bytes() == (tmp_path / "guide_booklet_14-17_en_001_a5_press-lulu_v01-draft.pdf").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["pod", "--printer", "gelato"], "no-cover"),
        (["pod", "poster"], "cover-product"),
        (["pod", "--paper", "gold"], "unknown-paper"),
        (["office", "--paper", "white"], "unused-order"),
        (["pod", "--due", "2026-12-20"], "unused-order"),
        (["press", "card", "--item", "c1", "--printer-language", "tlh"], "unknown-locale"),
    ],
)
def test_what_cannot_be_uploaded_is_told_in_one_line(
    options: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", *options, *DAY, "--output", str(tmp_path)]) == ExitCode.SOURCES
    (line,) = capsys.readouterr().err.splitlines()
    assert f" {code}: " in line and list(tmp_path.iterdir()) == []


def test_houses_say_which_booklets_they_take(capsys: pytest.CaptureFixture[str], sources: Sources) -> None:
    """Lulu binds 28 pages with staples, Gelato takes 52 at most; both by their own pages."""
    fits = {house.name: (house.fits, house.pages) for house in list_houses(sources, 28)}
    assert fits["lulu-perfect"] == (False, "32 to 800 pages")
    assert fits["lulu"][0] and fits["kdp"][0] and fits["gelato"] == (True, "8 to 52 pages")
    assert not next(house for house in list_houses(sources, 56) if house.name == "gelato").fits
    assert main(["list", "printers", "--json"]) == 0
    listed = {entry["printer"]: entry["booklets"] for entry in json.loads(capsys.readouterr().out)}
    assert listed["lulu-perfect"] == "perfect, 32 to 800 pages" and listed["offset-coated"] == ""


def test_the_house_that_converts_to_srgb_is_sent_srgb(sources: Sources) -> None:
    wanted = Wanted(("booklet",), ("en",), editions=("press",), printer="lulu", parts=("cover",))
    (document,) = check(plan_jobs(wanted, sources), sources, date(2026, 11, 25))
    data = draw(document, sources, date(2026, 11, 25))
    assert press_check(document, data, sources) == ()
    with pikepdf.open(io.BytesIO(data)) as opened:
        content = b"".join(bytes(stream) for page in opened.pages for stream in page_streams(page))
        assert b" rg" in content and re.search(rb"[0-9.]+ [0-9.]+ [0-9.]+ [0-9.]+ k\b", content) is None


def page_streams(page: pikepdf.Page) -> list[bytes]:
    """Return what a page and its forms draw."""
    page.contents_coalesce()
    drawn = page.resources.get("/XObject", {}).values()
    return [page.Contents.read_bytes(), *(form.read_bytes() for form in drawn if form.get("/Subtype") == "/Form")]


@pytest.mark.parametrize("kind", PACKS)
def test_what_no_pack_holds_is_told(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", kind, "card", "sticker", "--output", str(tmp_path)]) == ExitCode.SOURCES
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in told] == ["pack-product"]
    assert list(tmp_path.iterdir()) == []


def test_kinds_are_those_of_the_command() -> None:
    assert tuple(KINDS) == PACKS


@pytest.mark.slow
def test_a_pack_names_the_paper_of_its_own_printer(tmp_path: Path) -> None:
    printer = (OWN / "layouts/printers/office-colour.yaml").read_text(encoding="utf-8")
    wide = own_printer(printer, {"sheet": "297 x 420"})
    project = lay(tmp_path / "project", {"layouts/printers/wide.yaml": wide})
    folder = pack(tmp_path / "out", "office", "--project", str(project), "--printer", "wide")
    assert "of 297x420 paper" in text(folder / "00_how-to-print.pdf")
    assert pypdf.PdfReader(folder / "00_how-to-print.pdf").pages[0].mediabox.width == pytest.approx(841.9, abs=0.1)


def test_names_of_files_stand_as_they_are_in_a_page_from_right_to_left(press: Path) -> None:
    names = [path.name for path in press.glob("[!0]*.pdf")] + [path.name for path in press.glob("0[1-9]*.pdf")]
    for page in ("00_how-to-print.pdf", "00_job-ticket.pdf"):
        with pypdfium2.PdfDocument(press / page) as document:
            seen = "\n".join(page_texts(found)[0] for found in document)
        assert names and [name for name in names if name not in seen] == []
    assert "148 × 210 mm" in seen


@pytest.mark.slow
@needs_fork
def test_a_pack_that_was_killed_leaves_nothing_that_the_next_command_does_not_sweep(tmp_path: Path) -> None:
    wanted = ["pack", "press", "card", "--country", "001", "--band", "14-17", *DAY, "--output", str(tmp_path)]
    with victims() as those:
        left = set()
        for _ in those.killed(tmp_path, *wanted, every=23):
            left |= {path.name for path in tmp_path.iterdir() if path.name.endswith(BEGUN)}
        assert left
        for step in (20, 60):
            assert those.run(step, tmp_path, *wanted) == -9
    assert main(["preview", "card", "--country", "001", "--band", "14-17", *DAY, "--output", str(tmp_path)]) == 0
    assert not list(tmp_path.rglob(f".*{BEGUN}"))
