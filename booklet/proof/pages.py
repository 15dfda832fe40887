"""Pages of a finished file as PDFium sees them: their text, their links, and pictures of parts of them."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from booklet.geometry import Rect

DPI = 150

_UNSEEN = dict.fromkeys(map(ord, "\u2060\u200b\u00ad\ufeff\u2066\u2067\u2068\u2069\u200e\u200f"))
_ALIKE = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2011"): "-", ord("\u2010"): "-"}


def plain(text: str) -> str:
    """Return a text with one kind of space and hyphen, without what is not seen; lines end with a line feed."""
    lines = text.translate(_UNSEEN).translate(_ALIKE).replace("\ufffe", "-").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)


def page_text(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page."""
    found: str = page.get_textpage().get_text_range()
    return plain(found)


def page_links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the addresses that the links of a page lead to."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if action:
            size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
            if size > 1:
                yield buffer.value.decode("ascii", "replace")


def page_crop(page: pypdfium2.PdfPage, box: Rect) -> Image.Image:
    """Return a picture of a part of a page, given from the lower left corner of its medium."""
    width, height = page.get_size()
    crop = (max(0.0, box.x), max(0.0, box.y), max(0.0, width - box.right), max(0.0, height - box.top))
    picture: Image.Image = page.render(scale=DPI / 72, crop=crop).to_pil()
    return picture
