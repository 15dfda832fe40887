"""The pages of a file as pikepdf reads them: which are equal in all that decides how they read, where codes may be."""

import re
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Object

from booklet.check.preflight.read.codelooks import CodeLook, frame_of, is_bare, look_of
from booklet.check.preflight.read.codes import CodeSearch
from booklet.check.preflight.read.digests import Digests

_FAULTY = (pikepdf.PdfError, AttributeError, TypeError, ValueError)
"""What is raised by a file that is not as it should be: of it nothing is told."""

_BESIDE_PAGES = {"/OCProperties", "/URI"}
"""Entries of the catalog that change pages: which layers are shown, and what addresses of links begin with."""

_LEADING = {"/P", "/Dest", "/D", "/StructParent"}
"""Entries of a link that say to which page or element of its file it leads, or on which it lies."""

_MORE_TABLES = {"/Prev", "/Type", "/XRefStm"}
"""Entries of a trailer if objects are listed elsewhere than in one table (ISO 32000-2, 7.5.5 and 7.5.8)."""

_GENERATION = re.compile(rb" (?!0+ )[0-9]+ n")
"""A generation other than 0 in a table (7.5.4)."""


class Suspect(NamedTuple):
    """Whether a page may hold a code, or patterns or shadings, and what decides which codes it shows.

    That is None where it is not known. PDFium tells nothing of patterns and shadings.
    """

    may_be_code: bool
    has_patterns: bool
    look: CodeLook | None = None


class FilePages:
    """The pages of a file, by their numbers from 0."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = tuple(pdf.pages)
        self._digests = Digests(pdf)
        self._search = CodeSearch(self._digests)
        self._is_told = _BESIDE_PAGES.isdisjoint(pdf.Root.keys())
        self._is_mended = False

    def digest(self, number: int) -> bytes | None:
        """Return a digest of everything in the file on which it depends how a page looks and what can be read on it.

        Where links lead in the file is no part of it. None if more decides than can be told, or if the file is faulty.
        """
        if not self._is_told or number >= len(self._pages):
            return None
        try:
            found = self._digest(self._pages[number])
        except _FAULTY:
            return None
        self._is_mended |= bool(self._pdf.get_warnings())  # each is told once
        return None if self._is_mended else found

    def _digest(self, page: pikepdf.Page) -> bytes | None:
        of, obj = self._digests.of, page.obj
        frame = frame_of(obj, self._digests)
        content = [of(part) for part in (obj.get("/Contents", Array()), page.resources)]
        links = [self._told_of_link(link) for link in obj.get("/Annots", Array())]
        if frame is None or None in content:
            return None
        return sha256(repr((frame, content, links)).encode()).digest()

    def _told_of_link(self, link: Any) -> list[tuple[str, object]]:
        """Return the entries of a link, or of its action, without where they lead in the file."""
        told: list[tuple[str, object]] = []
        for key in sorted(set(link.keys()) - _LEADING):
            value = self._told_of_link(link.A) if key == "/A" else self._digests.of(link[key])
            if value is None:
                raise ValueError("a link of which nothing can be told")
            told.append((key, value))
        return told

    def suspect(self, number: int) -> Suspect | None:
        """Tell where codes may be on a page; None where nobody can tell."""
        try:
            page, search = self._pages[number], self._search
            if not is_bare(page.obj):
                return None
            if not search.may_hold(page.obj, page.resources):
                return Suspect(may_be_code=False, has_patterns=search.has_patterns)
            return Suspect(may_be_code=True, has_patterns=search.has_patterns, look=self._look_of(page))
        except (IndexError, *_FAULTY):
            return None

    def _look_of(self, page: pikepdf.Page) -> CodeLook | None:
        if not self._is_told:
            return None
        is_plain = self._search.has_plain_letters(page.resources)
        return look_of(page, self._digests, self._search.share_of, has_plain_letters=is_plain)


def open_pages(data: bytes) -> FilePages | None:
    """Return the pages of a file; None if it cannot be opened, or if PDFium may find objects that are none for others.

    PDFium finds objects by their numbers alone, pikepdf by their generations as well.
    """
    try:
        pdf = pikepdf.open(BytesIO(data))
        return None if _may_have_generations(pdf, data) else FilePages(pdf)
    except _FAULTY:
        return None


def _may_have_generations(pdf: pikepdf.Pdf, data: bytes) -> bool:
    """Tell whether objects may have another generation than 0: a file with one table says it there in plain digits."""
    if set(pdf.trailer.keys()) & _MORE_TABLES:
        return not all(isinstance(thing, Object) and thing.objgen[1] == 0 for thing in pdf.objects)
    return bool(_GENERATION.search(data))
