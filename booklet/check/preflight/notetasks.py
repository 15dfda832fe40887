"""Notes in the copy of a stranger's file, made in a process apart."""

from io import BytesIO

import pikepdf
from pypdf.errors import PyPdfError

from booklet.apart.told import StoppedError
from booklet.check.preflight.annotate import annotate
from booklet.check.preflight.check import reason
from booklet.check.preflight.read.library import BROKEN
from booklet.check.preflight.tasks import Told


def annotated(source: bytes, hits: Told) -> bytes:
    """Return a copy with every hit outlined; raise `StoppedError` for a file that cannot be opened."""
    try:
        return annotate(mended(source), hits.examination().hits)
    except (*BROKEN, PyPdfError, NotImplementedError, RecursionError) as error:
        raise StoppedError(reason(error)) from error


def mended(source: bytes) -> bytes:
    """Return a file that can be added to: as it is, or written anew where it is damaged or what may be done is held.

    Raises pikepdf's errors for a file that cannot be opened, MemoryError rather than leave out a part of it.
    """
    with pikepdf.open(BytesIO(source)) as pdf:
        if not (pdf.is_encrypted or pdf.get_warnings()):
            return source
        written = BytesIO()
        pdf.save(written, fix_metadata_version=False)
        if any("bad_alloc" in str(warning) for warning in pdf.get_warnings()):
            raise MemoryError  # qpdf leaves out what it has no memory for, and goes on
    return written.getvalue()
