"""A logo as PNG: pixels on white, in the colours of each edition."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

from booklet.art.imported import Content, Imported
from booklet.errors import Finding, SourceError, Where
from booklet.sources.colours import pixels

MOST_PIXELS = 4_000_000
"""Enough for a logo of any shape at 300 dpi on every product, ten times over."""

PALEST = 225
"""What every pixel of a logo that cannot be seen on white is lighter than, of 255."""

_MAGIC = b"\x89PNG\r\n\x1a\n"


def read_png(data: bytes, file: str, profile: Path) -> Imported:
    """Return a logo; raise `SourceError` if it is none, too large or not to be seen."""
    image = _on_white(_opened(data, file), file)
    if not any(image.convert("L").histogram()[: PALEST + 1]):
        raise _fault("logo-invisible", file, "is white, and stands on white", "use the one for light grounds")
    size = (image.width, image.height)
    code = b"q %d 0 0 %d 0 0 cm /0 Do Q" % size
    contents = {look: Content(code, (found,)) for look, found in pixels(image, profile).items()}
    return Imported(*size, contents, is_pixels=True)


def _opened(data: bytes, file: str) -> Image.Image:
    """Return a picture whose size was looked at before it was unpacked."""
    if data[:8] != _MAGIC or len(data) < 33:
        raise _fault("logo-unreadable", file, "is no PNG", "save it as PNG again")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if not 0 < width * height <= MOST_PIXELS:
        hint = "make it 1000 pixels wide"
        raise _fault("logo-too-large", file, f"has {width} x {height} pixels", hint)
    try:
        image = Image.open(BytesIO(data), formats=("PNG",))
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise _fault("logo-unreadable", file, "is a damaged PNG", "save it as PNG again") from error
    return image


def _on_white(image: Image.Image, file: str) -> Image.Image:
    """Return a picture in grey or sRGB, what is transparent on white, as its plate is."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    whole = image.convert("RGBA")
    if profile and image.mode in {"RGB", "RGBA", "P"}:
        whole = _in_srgb(whole, profile, file)
    white = Image.new("RGBA", whole.size, "white")
    white.alpha_composite(whole)
    return white.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes, file: str) -> Image.Image:
    """Return a picture in sRGB that another profile came with."""
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
