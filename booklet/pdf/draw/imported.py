"""An imported logo in a file: a form XObject of one unit square, with its pictures (ISO 32000-2, 8.10, 8.9.5)."""

import zlib

from booklet.art.imported import Imported, LogoPicture
from booklet.pdf.objects import Name, PdfFile, Raw, Ref
from booklet.pdfnumbers import number


def write_imported(pdf: PdfFile, logo: Imported, look: str) -> Ref:
    """Write a logo in the colours of a look and return its reference."""
    content = logo.contents[look]
    pictures = {str(place): _write_picture(pdf, picture) for place, picture in enumerate(content.pictures)}
    return pdf.add_stream(
        zlib.compress(content.code),
        {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": [0, 0, logo.width, logo.height],
            "Matrix": unit_matrix(logo.width, logo.height),
            "Resources": {"XObject": pictures} if pictures else {},
            "Filter": Name("FlateDecode"),
        },
    )


def unit_matrix(width: float, height: float) -> Raw:
    """Return the matrix that makes a form of such a size one unit square."""
    return Raw(f"[{number(1 / width, 8)} 0 0 {number(1 / height, 8)} 0 0]".encode())


def _write_picture(pdf: PdfFile, picture: LogoPicture) -> Ref:
    return pdf.add_stream(
        picture.data,
        {
            "Type": Name("XObject"),
            "Subtype": Name("Image"),
            "Width": picture.width,
            "Height": picture.height,
            "ColorSpace": Name(picture.space),
            "BitsPerComponent": 8,
            "Filter": Name("FlateDecode"),
        },
    )
