"""A logo as PNG: pixels on white, in the colours of each edition."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from struct import unpack
from zlib import decompressobj

from PIL import Image, ImageCms

from booklet.art.imported import Content, Imported
from booklet.errors import Finding, SourceError, Where
from booklet.sources.colours import convert_picture

MOST_PIXELS = 4_000_000
"""Enough for a logo of any shape at 300 dpi on every product, ten times over."""

LEAST = 8
"""Pixels that a logo has on its shorter side at the least: fewer are a dot or a line."""

PALEST = 225
"""What every pixel of a logo that cannot be seen on white is lighter than, of 255."""

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by kind of colour."""

_MAGIC = b"\x89PNG\r\n\x1a\n"


def read_png(data: bytes, file: str, profile: Path) -> Imported:
    """Return a logo; raise `SourceError` if it is no picture, too large, or blank."""
    image = _lay_on_white(_open_image(data, file), file)
    if not any(image.convert("L").histogram()[: PALEST + 1]):
        message = "shows nothing: it is white or transparent, and stands on white"
        raise _fault("logo-invisible", file, message, "use the one for light grounds")
    size = (image.width, image.height)
    code = b"q %d 0 0 %d 0 0 cm /0 Do Q" % size
    contents = {look: Content(code, (found,)) for look, found in convert_picture(image, profile).items()}
    return Imported(*size, contents, is_pixels=True)


def _open_image(data: bytes, file: str) -> Image.Image:
    """Return a picture; its size is checked before it is unpacked."""
    if data[:8] != _MAGIC or len(data) < 33:
        raise _fault("logo-unreadable", file, "is no PNG", "save it as PNG again")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if not 0 < width * height <= MOST_PIXELS:
        hint = "make it 1000 pixels wide"
        raise _fault("logo-too-large", file, f"has {width} x {height} pixels", hint)
    if min(width, height) < LEAST:
        raise _fault("logo-too-small", file, f"has {width} x {height} pixels", "make it 1000 pixels wide")
    try:
        image = Image.open(BytesIO(data), formats=("PNG",))
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise _fault("logo-unreadable", file, "is a damaged PNG", "save it as PNG again") from error
    if not _has_all_rows(data):
        raise _fault("logo-unreadable", file, "lacks rows, which would be black", "copy or save it again")
    return image


def _has_all_rows(data: bytes) -> bool:
    """Tell whether a PNG has every row that its head states, since readers fill up with black (ISO 15948).

    The head is its width, height, bits of a sample, kind of colour, and whether it is interlaced.
    """
    width, height, depth, kind, is_interlaced = unpack(">IIBB2xB", data[16:29])
    needed: int = sum(
        rows * (1 + (columns * depth * _SAMPLES[kind] + 7) // 8)
        for columns, rows in (_passes(width, height) if is_interlaced else ((width, height),))
        if columns
    )
    return len(decompressobj().decompress(b"".join(_read_packed(data)), needed)) == needed


def _passes(width: int, height: int) -> Iterator[tuple[int, int]]:
    """Yield columns and rows of the seven pictures of an interlaced one (Adam7)."""
    for x, y, right, down in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        yield (width - x + right - 1) // right, (height - y + down - 1) // down


def _read_packed(data: bytes) -> Iterator[bytes]:
    """Yield the packed pixels of a PNG, chunk by chunk."""
    place = 8
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            yield data[place + 8 : place + 8 + length]
        place += 12 + length


def _lay_on_white(image: Image.Image, file: str) -> Image.Image:
    """Return a picture in grey or sRGB, its transparent parts on white, like the plate it stands on."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    whole = image.convert("RGBA")
    if profile and image.mode in {"RGB", "RGBA", "P"}:
        whole = _convert_to_srgb(whole, profile, file)
    white = Image.new("RGBA", whole.size, "white")
    white.alpha_composite(whole)
    return white.convert("RGB")


def _convert_to_srgb(image: Image.Image, profile: bytes, file: str) -> Image.Image:
    """Return a picture in sRGB, converted from the profile it came with."""
    alpha = image.getchannel("A")
    try:
        found = ImageCms.profileToProfile(
            image.convert("RGB"), ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise _fault("logo-unreadable", file, "has a colour profile nobody can read", "save it as sRGB") from error
    assert found is not None
    found.putalpha(alpha)
    return found


def _fault(code: str, file: str, message: str, hint: str) -> SourceError:
    return SourceError(Finding(code, Where(file), f"the logo {message}", hint))
