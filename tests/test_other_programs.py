"""Finished files in programs that print shops and readers have: Ghostscript and poppler, which CI installs."""

import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from programs import needs
from reading import missing_in_order, topic_words, words

from booklet.jobs import PRODUCTS
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)

needs_poppler, needs_ghostscript = needs("pdftotext"), needs("gs")


@cache
def sources() -> Sources:
    return open_sources(None)


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
        assert missing_in_order(topic_words(document.manuscript.topic(page.topic)), words(text)) == [], page.topic


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
    """Page 23 holds text and few areas: more black than any other ink."""
    _, path = written("booklet", "press", tmp_path)
    command = [
        "gs",
        "-q",
        "-dSAFER",
        "-o",
        "-",
        "-sDEVICE=inkcov",
        "-r72",
        "-dFirstPage=23",
        "-dLastPage=23",
        str(path),
    ]
    inks = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[:4]
    cyan, magenta, yellow, black = map(float, inks)
    assert black > max(cyan, magenta, yellow) > 0
