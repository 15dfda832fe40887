"""Notes in the copy of a stranger's file, made in a process apart."""

from contextlib import suppress
from io import BytesIO

import pikepdf
from pypdf.errors import PyPdfError

from booklet.apart.told import StoppedError
from booklet.check.preflight.annotate import annotate
from booklet.check.preflight.check import describe_error
from booklet.check.preflight.read.library import BROKEN
from booklet.check.preflight.tasks import HitReport

FAULTS = (*BROKEN, PyPdfError, NotImplementedError, RecursionError)
"""What libraries raise for a file whose parts are other things than they should be."""


def annotate_file(source: bytes, hits: HitReport) -> bytes:
    """Return a copy with every hit outlined; raise `StoppedError` for a file that cannot be opened.

    What is sound stays as it is. Where pypdf finds a part that it cannot read, qpdf may: it writes the file anew.
    """
    found = hits.examination().hits
    try:
        with suppress(*FAULTS):
            if is_sound(source):
                return annotate(source, found)
        return annotate(written_anew(source), found)
    except FAULTS as error:
        raise StoppedError(describe_error(error)) from error


def is_sound(source: bytes) -> bool:
    """Tell whether a file is neither damaged nor locked, as far as it is seen when it is opened."""
    with pikepdf.open(BytesIO(source)) as pdf:
        return not (pdf.is_encrypted or pdf.get_warnings())


def written_anew(source: bytes) -> bytes:
    """Return a file as qpdf writes it, mended and open to all.

    Raises pikepdf's errors for a file that cannot be opened, MemoryError rather than leave out a part of it.
    """
    with pikepdf.open(BytesIO(source)) as pdf:
        written = BytesIO()
        pdf.save(written, fix_metadata_version=False)
        if any("bad_alloc" in str(warning) for warning in pdf.get_warnings()):
            raise MemoryError  # qpdf leaves out what it has no memory for, and goes on
    return written.getvalue()
