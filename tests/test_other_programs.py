"""Finished files in programs that print shops and readers have: Ghostscript and poppler, which CI installs."""

import subprocess
from datetime import date
from pathlib import Path
from typing import TypeGuard

import pikepdf
import pytest
from laid import lay
from once import sources
from programs import needs
from reading import missing_in_order, page_words, words

from booklet.jobs import PRODUCTS
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.typeset.placed import Item, TextAt

MADE = date(2026, 11, 25)

needs_poppler, needs_ghostscript = needs("pdftotext"), needs("gs")


def written(product: str, edition: str, folder: Path) -> tuple[Document, Path]:
    jobs = plan_jobs(Wanted(products=(product,), countries=("KE",), editions=(edition,)), sources())
    document = check(jobs, sources(), MADE)[0]
    path = folder / f"{product}.pdf"
    path.write_bytes(draw(document, sources(), MADE))
    return document, path


@pytest.mark.slow
@needs_poppler
@pytest.mark.parametrize("edition", ["press", "screen"])
def test_poppler_reads_every_word_in_order(edition: str, tmp_path: Path) -> None:
    document, path = written("booklet", edition, tmp_path)
    said = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = said.split("\f")[:-1]
    for page, text in zip(document.placed.pages, pages, strict=True):
        assert missing_in_order(page_words(document, page), words(text)) == [], page.topic


@pytest.mark.slow
@needs_ghostscript
@pytest.mark.parametrize("product", PRODUCTS)
def test_ghostscript_prints_every_page_of_the_press_edition_in_process_inks(product: str, tmp_path: Path) -> None:
    document, path = written(product, "press", tmp_path)
    command = ["gs", "-q", "-dSAFER", "-dPDFSTOPONERROR", "-o", "-", "-sDEVICE=inkcov", "-r36", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = said.stdout.splitlines()
    assert said.stderr == ""
    assert len(lines) == len(document.placed.pages)
    assert all(line.endswith("CMYK OK") for line in lines)


@pytest.mark.slow
@needs_ghostscript
def test_a_text_page_inks_black_alone_where_only_text_stands(tmp_path: Path) -> None:
    document, path = written("booklet", "press", tmp_path)
    page = next(page for page in document.placed.pages if page.topic == "telling")
    black = [(item, dx, dy) for item, dx, dy in lay(page.items) if is_black(item)]
    lead = black[:3]
    left, low = lead[-1][0].x + lead[-1][1], lead[-1][0].y + lead[-1][2]
    right, high = left + max(item.line.width for item, _, _ in lead), lead[0][0].y + lead[0][2]
    size = lead[0][0].line.runs[0].size
    with pikepdf.open(path) as whole, pikepdf.Pdf.new() as part:
        part.pages.append(whole.pages[page.number])
        x, y = map(float, part.pages[0].trimbox[:2])
        part.pages[0].cropbox = pikepdf.Rectangle(x + left, y + low - size / 3, x + right, y + high + size).as_array()
        part.save(tmp_path / "lead.pdf")
    command = ["gs", "-q", "-dSAFER", "-dUseCropBox", "-o", "-", "-sDEVICE=inkcov", "-r72", str(tmp_path / "lead.pdf")]
    inks = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[:4]
    assert document.manuscript.topic("telling").blocks[0].text == "".join(item.line.text for item, _, _ in lead)
    assert list(map(float, inks[:3])) == [0, 0, 0] and float(inks[3]) > 0.05


def is_black(item: Item) -> TypeGuard[TextAt]:
    return isinstance(item, TextAt) and item.line.runs[0].ink == "black"
