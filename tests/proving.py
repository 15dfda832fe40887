"""Files of ours to be proven, by job, and edits of what readers find in them."""

import re
from functools import cache

import forgetting
import pikepdf
from once import MADE, drawn, list_jobs, placed, sources
from spoiling import Edit, spoiled

from booklet import jobs
from booklet.check.preflight.read import codelooks, codes
from booklet.check.proof import compare, everywhere, finished, pages, painted
from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.errors import Finding
from booklet.make.document import Document
from booklet.make.proving import prove

Job = tuple[str, str, str, str]
"""A product, a locale, a country, an edition."""


@cache
def _first(job: Job) -> jobs.Job:
    """Return the first of the jobs that these axes say."""
    product, locale, country, edition = job
    return list_jobs(product, locales=(locale,), countries=(country,), editions=(edition,))[0]


def document(job: Job) -> Document:
    """Return the document of a job with everything in its place."""
    return placed(_first(job))


def pdf(job: Job) -> bytes:
    """Return the file of a job."""
    return drawn(_first(job))


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
    forgetting.forget(codelooks, codes, everywhere, finished, painted, pages, compare)
