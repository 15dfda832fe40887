"""A picture as PNG or JPEG: pixels on white, as many as print needs, in the colours of each edition."""

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from warnings import catch_warnings, simplefilter
from zlib import decompressobj

from PIL import ExifTags, Image, ImageCms

from booklet.art.imported import Content, Imported
from booklet.errors import SourceError
from booklet.sources.colours import convert_picture
from booklet.sources.picturefault import make_fault

MOST_PIXELS = 64_000_000
"""More than cameras take; beyond, a file may be made to fill the memory."""

SIDE = 2000
"""Pixels that the longer side of a logo keeps: 300 an inch at 170 mm, wider than on any poster."""

LEAST = 8
"""Pixels that a picture has on its shorter side at the least: fewer are a dot or a line."""

PALEST = 225
"""What every pixel of a picture that cannot be seen on white is lighter than, of 255."""

PIECE = 1_000_000
"""Bytes unpacked at once, when rows are counted."""

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by kind of colour."""

_MAGIC = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
"""How a file of each kind begins, whatever it is called."""


def is_pixels(data: bytes) -> bool:
    """Tell whether a file is a PNG or a JPEG by how it begins."""
    return any(data.startswith(magic) for magic in _MAGIC.values())


def read_pixels(data: bytes, file: str, profile: Path, most: tuple[int, int] = (SIDE, SIDE)) -> Imported:
    """Return a picture of `most` pixels across and down; raise `SourceError` if it is none, too large, or blank."""
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # of the notes of a camera, where only the way it was held matters
        image = _open_image(data, file)
        before = image.size
        if image.format == "JPEG":
            image.draft(None, most)
        image = _turn(_load(image, data, file))
    image = _lay_on_white(image, file, profile)
    if not any(image.convert("L").histogram()[: PALEST + 1]):
        message = "shows nothing: it is white or transparent, and stands on white"
        raise make_fault("invisible", file, message, "use the one for light grounds")
    image.thumbnail(most, Image.Resampling.LANCZOS)
    size = (image.width, image.height)
    code = b"q %d 0 0 %d 0 0 cm /0 Do Q" % size
    contents = {look: Content(code, (found,)) for look, found in convert_picture(image, profile).items()}
    return Imported(*size, contents, is_pixels=True, changes=_say_scaled(before, size))


def _say_scaled(before: tuple[int, int], after: tuple[int, int]) -> tuple[str, ...]:
    if max(before) <= max(after):
        return ()
    return (f"of {before[0]} x {before[1]} pixels {after[0]} x {after[1]} are printed, all that paper shows",)


def _open_image(data: bytes, file: str) -> Image.Image:
    """Return a picture that is not unpacked yet; its size is checked before."""
    if not is_pixels(data):
        raise make_fault("unreadable", file, "is neither PNG nor JPEG, whatever its name", "save it as PNG again")
    try:
        with catch_warnings():
            simplefilter("ignore", Image.DecompressionBombWarning)  # its size is looked at below
            image = Image.open(BytesIO(data), formats=tuple(_MAGIC))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _told_unreadable(data, file) from error
    _check_size(image.size, file)
    return image


def _told_unreadable(data: bytes, file: str) -> SourceError:
    """Return what is wrong with a file that nobody can open: a PNG that states no size it can have, or damage."""
    if data.startswith(_MAGIC["PNG"]) and len(data) >= 24:
        try:
            _check_size((int.from_bytes(data[16:20]), int.from_bytes(data[20:24])), file)
        except SourceError as error:
            return error
    return make_fault("unreadable", file, "is damaged", "save it as PNG again")


def _check_size(size: tuple[int, int], file: str) -> None:
    width, height = size
    if not 0 < width * height <= MOST_PIXELS:
        raise make_fault("too-large", file, f"has {width} x {height} pixels", f"make it {SIDE} pixels wide")
    if min(width, height) < LEAST:
        raise make_fault("too-small", file, f"has {width} x {height} pixels", "make it 1000 pixels wide")


def _load(image: Image.Image, data: bytes, file: str) -> Image.Image:
    try:
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise make_fault("unreadable", file, "is damaged", "save it as PNG again") from error
    if image.format == "PNG" and not _has_all_rows(data):
        raise make_fault("unreadable", file, "lacks rows, which would be black", "copy or save it again")
    return image


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by how a camera was held (Exif 2.32, orientation)."""


def _turn(image: Image.Image) -> Image.Image:
    """Return a picture as its camera was held; one whose notes are damaged stands as it is, as viewers show it."""
    try:
        held = image.getexif().get(ExifTags.Base.Orientation)
    except (OSError, SyntaxError, ValueError, struct.error):
        return image
    return image.transpose(_TURNS[held]) if held in _TURNS else image


def _has_all_rows(data: bytes) -> bool:
    """Tell whether a PNG has every row that its head states, since readers fill up with black (ISO 15948).

    The head is its width, height, bits of a sample, kind of colour, and whether it is interlaced.
    """
    width, height, depth, kind, is_interlaced = struct.unpack(">IIBB2xB", data[16:29])
    needed: int = sum(
        rows * (1 + (columns * depth * _SAMPLES[kind] + 7) // 8)
        for columns, rows in (_passes(width, height) if is_interlaced else ((width, height),))
        if columns
    )
    unpacker, count = decompressobj(), 0
    for packed in _read_packed(data):
        while packed and count < needed:
            count += len(unpacker.decompress(packed, min(PIECE, needed - count)))
            packed = unpacker.unconsumed_tail
    return count >= needed


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


def _lay_on_white(image: Image.Image, file: str, inks: Path) -> Image.Image:
    """Return a picture in grey or sRGB, its transparent parts on white, like the plate it stands on."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    if image.mode == "CMYK":
        return _convert_to_srgb(image, profile or inks.read_bytes(), file)
    whole = image.convert("RGBA")
    if profile and image.mode in {"RGB", "RGBA", "P"}:
        alpha = whole.getchannel("A")
        whole = _convert_to_srgb(whole.convert("RGB"), profile, file)
        whole.putalpha(alpha)
    white = Image.new("RGBA", whole.size, "white")
    white.alpha_composite(whole)
    return white.convert("RGB")


def _convert_to_srgb(image: Image.Image, profile: bytes, file: str) -> Image.Image:
    """Return a picture in sRGB, converted from the profile it came with."""
    try:
        found = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise make_fault("unreadable", file, "has a colour profile nobody can read", "save it as sRGB") from error
    assert found is not None
    return found
