"""The command `specimen`: a page in each language, to see what the composer makes of it."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from booklet.commands.tell import tell
from booklet.commands.wanted import day
from booklet.errors import ExitCode, Finding, SourceError, Where, told_once
from booklet.make.build import open_sources
from booklet.make.output import check_folder, write_whole
from booklet.make.papers.paper import draw_paper
from booklet.make.papers.specimens import placed_specimen
from booklet.sources.load import Sources
from booklet.sources.specimens import own_specimen, read_specimen, specimen_locales
from booklet.text.markup import plain_text
from booklet.typeset.fit import Placed, missing_glyphs
from booklet.typeset.placed import texts_of
from booklet.words.locales import find_language
from booklet.words.specimen import Specimen


def run(options: argparse.Namespace) -> int:
    """Write a file for each locale, and print what it is made of."""
    sources = open_sources(options.project)
    placed, findings = _place_all(_specimens(options, sources), sources)
    for finding in findings:
        print(tell(finding), file=sys.stderr)
    if findings:
        return ExitCode.SOURCES
    check_folder(options.output)
    made = day(options)
    rows = []
    for specimen, pages in placed:
        path = options.output / f"specimen_{specimen.locale.tag}.pdf"
        write_whole(path, draw_specimen(specimen, pages, sources, made))
        rows.append(_entry(path, specimen, pages))
        if not options.json:
            print(f"{path}: {', '.join(faces_of(pages))}")
    if options.json:
        print(json.dumps({"files": rows}, indent=2, ensure_ascii=False))
    return ExitCode.DONE


def _specimens(options: argparse.Namespace, sources: Sources) -> Iterator[Specimen]:
    """Yield the specimens that are wanted; raise `SourceError` with the faults of all of them."""
    if options.text:
        for tag in options.locale or ["en"]:
            yield own_specimen(options.text, find_language(tag))
        return
    findings: list[Finding] = []
    for tag in options.locale or specimen_locales(sources.folders):
        try:
            yield read_specimen(sources.folders, tag)
        except SourceError as error:
            findings += error.findings
    if findings:
        raise SourceError(*findings)


def _place_all(specimens: Iterable[Specimen], sources: Sources) -> tuple[list[tuple[Specimen, Placed]], list[Finding]]:
    placed = [(specimen, placed_specimen(specimen, sources.theme)) for specimen in list(specimens)]
    findings: list[Finding] = []
    for specimen, pages in placed:
        for page in pages.pages:
            where = Where(f"specimen {specimen.locale.tag} page {page.number + 1}")
            findings += missing_glyphs(page.items, where, sources.theme.fonts)
    return placed, told_once(findings)


def draw_specimen(specimen: Specimen, placed: Placed, sources: Sources, made: date) -> bytes:
    """Return the PDF of a specimen, for the screen."""
    title = plain_text(specimen.title or specimen.paragraphs[0])
    return draw_paper(title, placed, specimen.locale, sources, made)


def _entry(path: Path, specimen: Specimen, placed: Placed) -> dict[str, object]:
    """Return what a file is made of: the faces in it, and its paragraphs in reading order as a reader sees them."""
    return {
        "file": path.as_posix(),
        "locale": specimen.locale.tag,
        "faces": faces_of(placed),
        "paragraphs": [plain_text(paragraph) for paragraph in source_paragraphs(specimen)],
    }


def faces_of(placed: Placed) -> list[str]:
    """Return the names of the fonts that pages are set in."""
    lines = (text.line for page in placed.pages for text in texts_of(page.items))
    return sorted({run.font.name for line in lines for run in line.runs})


def source_paragraphs(specimen: Specimen) -> tuple[str, ...]:
    """Return the paragraphs of a specimen as they follow one another on its pages."""
    if specimen.paragraphs:
        first, *others = specimen.paragraphs
        return (first, *(paragraph for other in others for paragraph in (other, other)))
    return (
        specimen.title,
        *(specimen.lead, specimen.lead, specimen.body, specimen.body),
        *specimen.items,
        *(specimen.helpline_name, "116\u00a0111", specimen.helpline_note),
        *(specimen.callout_title, specimen.callout, specimen.digits, specimen.mixed),
    )
