"""Writing a placed job: drawn, proven, and put in place of the files that no longer hold."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from booklet.check.proof.compare import GOOD_MODULE, ProofRecord
from booklet.check.proof.marked import marks_of
from booklet.errors import Finding, Severity, Where
from booklet.geometry import MM, Size
from booklet.jobs import list_marked, strip_marks
from booklet.make.document import BuiltFile, Document, DrawnFile
from booklet.make.drawing import draw_finished, finish_document, reflow, spine_of
from booklet.make.output import (
    make_folder,
    remove,
    remove_empty,
    remove_other,
    report_fallback,
    set_aside,
    why_replaced,
    write_whole,
)
from booklet.make.proving import press_check, prove_finished
from booklet.make.wording import words_entry
from booklet.pdf.signed import SUFFIX
from booklet.sources.load import Sources


def write(document: Document, sources: Sources, made: date, folder: Path) -> BuiltFile:
    """Draw a placed job, read it back, and write its file if it is sound."""
    return write_drawn(draw_sound(document, sources, made), folder)


def draw_sound(document: Document, sources: Sources, made: date, *, with_ink: bool = False) -> DrawnFile:
    """Return the file of a placed job, read back; raise `ProofError` or `PressError` if it is not sound."""
    if document.job.is_reflowed:
        from booklet.make.reflowed import prove_reflowed  # web pages take long to import

        data = reflow(document, sources, made)
        proof = prove_reflowed(document, data, sources, made)
    else:
        whole = finish_document(document, sources, made)
        data = draw_finished(whole, sources)
        proof = prove_finished(whole, data, sources)
    warnings = press_check(document, data, sources, with_ink=with_ink)
    picture = None
    if document.job.is_picture:
        from booklet.check.proof.picturefile import check_picture
        from booklet.make.pictures import draw_picture  # PNG files take long to import

        pdf, (data, drawn, picture) = data, draw_picture(whole, data, sources)
        marks = marks_of(whole.finished.placed.pages) if document.proof else ()
        check_picture(data, drawn, sources.screen.profile.data, pdf, marks, document.name)
    if document.job.is_show:
        from booklet.make.slides import draw_slides, prove_slides

        pdf, shown = data, draw_slides(whole, data, sources)
        prove_slides(whole, shown, pdf, sources)
        data = shown.data
    pages, (width, height) = _extent(document, sources)
    return DrawnFile(
        job=document.job,
        name=document.name,
        data=data,
        pages=pages,
        trim=(round(width / MM, 2), round(height / MM, 2)),
        state=document.state,
        why=document.why,
        proof=proof,
        findings=tuple(found for found in document.findings if found.severity is not Severity.ERROR),
        warnings=(*find_small_codes(proof, document.name), *warnings),
        brought=document.brought.of if document.brought else "",
        picture=picture,
        words=tuple(words_entry(half.words, half.job.locale) for half in document.halves),
    )


def _extent(document: Document, sources: Sources) -> tuple[int, Size]:
    """Return how many pages a file has, and their trim; a cover counts as one page, as wide as it lies flat."""
    _, trim = document.trim
    if not document.job.is_cover:
        return len(document.placed.pages), trim
    return 1, Size(2 * trim.width + spine_of(document, sources.printer(document.job.printer)), trim.height)


def write_drawn(file: DrawnFile, folder: Path, apart: str = "") -> BuiltFile:
    """Write a file in place of those that no longer hold; raise `OutputError` if that fails.

    A final that falls back to a proof is set aside before the proof is written: whoever is stopped in between leaves no
    final. `apart` is the folder in the folder where proofs lie, "" if they lie beside finals.
    """
    path = (folder / apart if file.state == "proof" else folder) / file.name
    if path.parent != folder:
        make_folder(path.parent)
    aside = set_aside(folder / file.name)
    write_whole(path, file.data)
    for name in list_marked(strip_marks(path.stem)):
        remove(folder / f"{name}{path.suffix}{SUFFIX}")  # of what stood here before
    if file.signature:
        write_whole(path.with_name(path.name + SUFFIX), file.signature)
    remove_other(path, *dict.fromkeys((folder, folder / apart)))
    if apart:
        remove_empty(folder / apart)
    fallen = (report_fallback(aside, why_replaced(path.name)),) if aside else ()
    return BuiltFile(
        job=file.job,
        path=path,
        pages=file.pages,
        trim=file.trim,
        sha256=hashlib.sha256(file.data).hexdigest(),
        state=file.state,
        why=file.why,
        proof=file.proof,
        findings=(*file.findings, *fallen, *file.warnings),
        brought=file.brought,
        picture=file.picture,
        words=file.words,
    )


def find_small_codes(proof: ProofRecord, name: str) -> Iterator[Finding]:
    """Report codes that are too small at the size they are printed at."""
    if 0 < proof.module < GOOD_MODULE:
        message = f"the modules of its QR code are {proof.module:g} mm, less than {GOOD_MODULE:g} mm"
        hint = "print it larger, or give the lead a shorter address; a poor camera may not read it"
        yield Finding("small-code", Where(name), message, hint, Severity.WARNING)
