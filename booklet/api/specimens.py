"""A page in each language, to see how the composer sets it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from booklet.api.telling import Follow
from booklet.errors import Finding, SourceError, Where, merge_repeats
from booklet.make.output import check_folder, write_whole
from booklet.make.papers.paper import draw_paper
from booklet.make.papers.specimens import place_specimen
from booklet.sources.load import Sources
from booklet.sources.specimens import read_own_specimen, read_specimen, specimen_locales
from booklet.text.markup import plain_text
from booklet.typeset.fit import Placed
from booklet.typeset.missing import find_missing_glyphs
from booklet.typeset.placed import texts_of
from booklet.values import Frozen
from booklet.words.locales import find_language
from booklet.words.specimen import Specimen


class SpecimenFile(Frozen):
    """A specimen that was written: its typefaces, and its paragraphs in reading order as a reader sees them."""

    path: Path
    locale: str
    faces: tuple[str, ...]
    paragraphs: tuple[str, ...]


def write_specimens(
    sources: Sources,
    folder: Path,
    made: date,
    locales: Sequence[str] = (),
    text: Path | None = None,
    follow: Follow[Specimen] = iter,
) -> Iterator[SpecimenFile]:
    """Write a specimen for each locale (all if none is named) or of your own text; yield each with its contents.

    Raises `SourceError`, with nothing written, for locales without a specimen and for letters without a glyph.
    """
    specimens = list(_specimens(sources, locales, text))
    placed = [(specimen, place_specimen(specimen, sources.theme)) for specimen in follow(specimens)]
    if findings := _find_missing(placed, sources):
        raise SourceError(*findings)
    check_folder(folder)
    for specimen, pages in placed:
        path = folder / f"specimen_{specimen.locale.tag}.pdf"
        write_whole(path, draw_specimen(specimen, pages, sources, made))
        said = tuple(map(plain_text, source_paragraphs(specimen)))
        yield SpecimenFile(path, specimen.locale.tag, tuple(faces_of(pages)), said)


def _specimens(sources: Sources, locales: Sequence[str], text: Path | None) -> Iterator[Specimen]:
    """Yield the specimens that are wanted; raise `SourceError` with the faults of all of them."""
    if text:
        for tag in locales or ["en"]:
            yield read_own_specimen(text, find_language(tag))
        return
    findings: list[Finding] = []
    for tag in locales or specimen_locales(sources.folders):
        try:
            yield read_specimen(sources.folders, tag)
        except SourceError as error:
            findings += error.findings
    if findings:
        raise SourceError(*findings)


def _find_missing(placed: Iterable[tuple[Specimen, Placed]], sources: Sources) -> list[Finding]:
    findings: list[Finding] = []
    for specimen, pages in placed:
        for page in pages.pages:
            where = Where(f"specimen {specimen.locale.tag} page {page.number + 1}")
            findings += find_missing_glyphs(page.items, where, sources.theme.fonts)
    return merge_repeats(findings)


def draw_specimen(specimen: Specimen, placed: Placed, sources: Sources, made: date) -> bytes:
    """Return the PDF of a specimen, for the screen."""
    title = plain_text(specimen.title or specimen.paragraphs[0])
    return draw_paper(title, placed, specimen.locale, sources, made)


def faces_of(placed: Placed) -> list[str]:
    """Return the names of the fonts that pages are set in."""
    lines = (text.line for page in placed.pages for text in texts_of(page.items))
    return sorted({run.font.name for line in lines for run in line.runs})


def source_paragraphs(specimen: Specimen) -> tuple[str, ...]:
    """Return the paragraphs of a specimen in the order of its pages."""
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
