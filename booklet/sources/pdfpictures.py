"""Pictures of a PDF (ISO 32000-2, 8.9.5): opaque ones of 8 bits a channel."""

import zlib
from io import BytesIO

import pikepdf
from PIL import Image

from booklet.sources.pdfspaces import read_space
from booklet.sources.pdfvalues import UnsupportedError
from booklet.sources.pnglogo import MOST_PIXELS


def read_picture(found: pikepdf.Object, resources: pikepdf.Object) -> Image.Image:
    """Return the pixels of a picture of 8 bits a channel."""
    if {"/SMask", "/Mask", "/ImageMask", "/Decode"} & set(found.keys()):
        raise UnsupportedError("a picture that is not opaque", "use PNG for the whole logo")
    width, height = int(found.get("/Width", 0)), int(found.get("/Height", 0))
    if not 0 < width * height <= MOST_PIXELS:
        raise UnsupportedError(f"a picture of {width} x {height} pixels", "make it smaller, or use PNG")
    filters = found.get("/Filter")
    is_jpeg = str(filters) == "/DCTDecode" or (isinstance(filters, pikepdf.Array) and str(filters[-1]) == "/DCTDecode")
    if is_jpeg:
        return _jpeg(found.read_raw_bytes(), (width, height))
    tint = read_space(found.get("/ColorSpace", pikepdf.Name.DeviceGray), resources, 0)
    if int(found.get("/BitsPerComponent", 8)) != 8 or tint.build:
        raise UnsupportedError("a picture of a strange kind", "use PNG for the whole logo")
    data = found.read_bytes()
    if len(data) < width * height * tint.channels:
        raise UnsupportedError("a damaged picture", "use PNG for the whole logo")
    return Image.frombytes({1: "L", 3: "RGB", 4: "CMYK"}[tint.channels], (width, height), data)


def _jpeg(data: bytes, size: tuple[int, int]) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=("JPEG",))
        if image.size != size or image.mode not in {"L", "RGB"}:
            raise UnsupportedError("a picture of a strange kind", "use PNG for the whole logo")
        image.load()
    except (OSError, SyntaxError, ValueError, zlib.error) as error:
        raise UnsupportedError("a damaged picture", "use PNG for the whole logo") from error
    return image
