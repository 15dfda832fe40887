"""Files of ours to be proven, by job, and edits of what readers find in them."""

import re
from datetime import date
from functools import cache
from itertools import count

import pikepdf
from spoiling import Edit, spoiled

from booklet.check.preflight.kept import Kept
from booklet.check.preflight.read import codelooks, codes
from booklet.check.proof import compare, everywhere, finished, pages, painted
from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.errors import Finding
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)

Job = tuple[str, str, str, str]
"""A product, a locale, a country, an edition."""


@cache
def sources() -> Sources:
    """Return our own sources, read once."""
    return open_sources(None)


@cache
def document(job: Job) -> Document:
    """Return the document of a job with everything in its place."""
    product, locale, country, edition = job
    wanted = Wanted((product,), (locale,), (country,), editions=(edition,))
    return check(plan_jobs(wanted, sources())[:1], sources(), MADE)[0]


@cache
def pdf(job: Job) -> bytes:
    """Return the file of a job."""
    return draw(document(job), sources(), MADE)


def found_in(job: Job, data: bytes) -> ProofRecord | tuple[Finding, ...]:
    """Return what the proof of a file comes to."""
    try:
        return prove(document(job), data, sources(), MADE)
    except ProofError as error:
        return error.findings


def says(text: str, other: str, font: str = "") -> Edit:
    """Return an edit that has one code of a font, or of all, stand for another text."""

    def edit(opened: pikepdf.Pdf) -> None:
        changed = 0
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/ToUnicode") and font in str(found.BaseFont):
                cmap = found.ToUnicode.read_bytes()
                told = re.sub(rb"(<....>) <%s>" % hexed(text), rb"\1 <%s>" % hexed(other), cmap)
                changed += told != cmap
                found.ToUnicode.write(told)
        assert changed

    return edit


def hexed(text: str) -> bytes:
    """Return a text as maps of fonts have it."""
    return text.encode("utf-16-be").hex().upper().encode()


def resaved(data: bytes) -> bytes:
    """Return a file as another program writes it, with nothing changed."""
    return spoiled(data, lambda _: None)


def forget() -> None:
    """Forget all that was read and looked at in this process."""
    for module in (codelooks, codes, everywhere, finished):
        for name, kept in vars(module).items():
            if isinstance(kept, Kept):
                setattr(module, name, Kept(512))
    codelooks._NEW = count(1)
    for remembered in (painted._flaw, pages._row, compare._find_said):
        remembered.cache_clear()
