"""The data of pictures: whether every row is there, and whether they can be decoded at all (ISO 32000-2, 8.9.5)."""

import re
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from booklet.check.preflight.read.colour import Space
from booklet.check.preflight.read.faulty import FaultyError
from booklet.check.preflight.read.fax import check_fax
from booklet.values import Frozen

MOST_SAMPLES = 1 << 30
"""Bytes that the pictures of one file may have when they are decoded."""

MOST_PIXELS, MOST_AT_ONCE = 89_000_000, 30_000_000
"""Pixels of a photograph that is decoded, row by row or as a whole."""

MOST_FAX = 1_000_000
"""Bytes of fax data that are read for one file: it takes some seconds."""

_SHORT = {"/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode", "/A85": "/ASCII85Decode",
          "/AHx": "/ASCIIHexDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}  # fmt: skip
_LOSSLESS = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
_FORMATS = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}
_BANDS = {"L": 1, "RGB": 3, "CMYK": 4}
_CHUNK = 1 << 20
_PACKS = 1100
"""How many bytes one byte may stand for, at the most."""


class UnjudgedError(Exception):
    """Whether a picture is sound cannot be determined; the message says why."""


class PictureVerdict(Frozen):
    """Why a picture cannot be printed as it is, or why it was not examined; both are "" for a sound one."""

    fault: str = ""
    unjudged: str = ""


class Raster(Frozen):
    """What a file states about the samples of a picture; without components, the data have to tell."""

    width: int
    height: int
    components: int | None
    bits: int

    @property
    def length(self) -> int:
        """How many bytes all rows have."""
        return self.height * ((self.width * (self.components or 0) * self.bits + 7) // 8)


class Masked(Enum):
    """How much of what lies beneath an image shows through it."""

    NOWHERE = 0
    IN_PLACES = 1
    SOFTLY = 2


def mask_of(image: Stream) -> Masked:
    """Return how an image is masked (8.9.6)."""
    if "/SMask" in image:
        return Masked.SOFTLY
    return Masked.IN_PLACES if "/Mask" in image or image.get("/ImageMask", False) else Masked.NOWHERE


def raster_of(image: Object, space: Space | None) -> Raster:
    """Return what a file states about the samples of an image."""
    is_bitmap = bool(image.get("/ImageMask", False))
    components = 1 if is_bitmap else space.components or None if space else None
    bits = 1 if is_bitmap else int(image.get("/BitsPerComponent", 8))
    return Raster(int(image.Width), int(image.Height), components, bits)


@dataclass(slots=True)
class Samples:
    """Judges the pictures of one file, and limits how much is decoded."""

    samples_left: int = MOST_SAMPLES
    fax_left: int = MOST_FAX
    known: dict[tuple[int, int], PictureVerdict] = field(default_factory=dict)

    def judge(self, image: Stream, raster: Raster) -> PictureVerdict:
        """Return the verdict on a picture's data, worked out once for an object."""
        key = image.objgen
        if key == (0, 0):
            return self._verdict(image, raster)
        if key not in self.known:
            self.known[key] = self._verdict(image, raster)
        return self.known[key]

    def judge_inline(self, image: Any, raster: Raster) -> PictureVerdict:
        """Return the verdict on the data of a picture that stands in the content."""
        with Pdf.new() as holder:
            stream = holder.make_stream(bytes(image.read_raw_bytes()))
            stream.Filter = Array([Name(_SHORT.get(name, name)) for name in image.filters])
            stream.DecodeParms = Array([Dictionary(given or {}) for given in image.decode_parms])
            return self._verdict(stream, raster)

    def _verdict(self, image: Stream, raster: Raster) -> PictureVerdict:
        try:
            self._check(image, raster)
        except FaultyError as error:
            return PictureVerdict(fault=str(error))
        except UnjudgedError as error:
            return PictureVerdict(unjudged=str(error))
        return PictureVerdict()

    def _check(self, image: Stream, raster: Raster) -> None:
        if raster.width < 1 or raster.height < 1 or raster.bits not in {1, 2, 4, 8, 16}:
            raise FaultyError(f"{raster.width} x {raster.height} pixels of {raster.bits} bits are no picture")
        names, parameters = filters_of(image)
        written = image.read_raw_bytes()
        self.samples_left -= min(max(raster.length, raster.width * raster.height), _PACKS * len(written))
        if self.samples_left < 0:
            raise UnjudgedError("there are too many pixels in the file")
        while len(names) > 1 and names[0] == "/FlateDecode" and names[1] not in _LOSSLESS:
            written, names, parameters = _unpack(written), names[1:], parameters[1:]
        if set(names) <= _LOSSLESS:
            self._check_lossless(image, written, names, parameters, raster)
        elif len(names) == 1 and names[0] in _FORMATS:
            _check_format(written, _FORMATS[names[0]], raster)
        elif names == ["/CCITTFaxDecode"]:
            self._check_fax(written, parameters[0], raster)
        else:
            raise UnjudgedError(f"nothing here decodes {' and '.join(name[1:] for name in names)}")

    def _check_lossless(
        self, image: Stream, written: bytes, names: Sequence[str], parameters: Sequence[Object], raster: Raster
    ) -> None:
        if raster.components is None:
            raise UnjudgedError("its colour space is not known")
        if names == ["/FlateDecode"]:
            _check_length(_count_inflated(written, parameters[0], raster.length), raster)
            return
        try:
            _check_length(len(image.read_bytes()), raster)
        except PdfError as error:
            raise FaultyError("its data cannot be decompressed") from error

    def _check_fax(self, written: bytes, parameters: Object, raster: Raster) -> None:
        columns, kind = int(parameters.get("/Columns", 1728)), int(parameters.get("/K", 0))
        if columns != raster.width:
            raise FaultyError(f"its rows have {columns} pixels, the file says {raster.width}")
        self.fax_left -= len(written)
        if written and (kind >= 0 or self.fax_left < 0):
            raise UnjudgedError("nothing here reads fax data of this kind" if kind >= 0 else "there is too much of it")
        check_fax(written, columns, raster.height, is_aligned=bool(parameters.get("/EncodedByteAlign", False)))


def filters_of(image: Stream) -> tuple[list[str], list[Object]]:
    """Return the filters of a stream in order, with the parameters of each."""
    names, given = image.get("/Filter", Array()), image.get("/DecodeParms", Dictionary())
    listed = list(names) if isinstance(names, Array) else [names]
    parameters = list(given) if isinstance(given, Array) else [given] * len(listed)
    values: list[Object] = [each if isinstance(each, Dictionary) else Dictionary() for each in parameters]
    values += [Dictionary()] * (len(listed) - len(values))
    return [_SHORT.get(str(name), str(name)) for name in listed], values


def _check_length(length: int, raster: Raster) -> None:
    if length < raster.length:
        rows = f"{length:,} of {raster.length:,} bytes"
        raise FaultyError(f"its data are cut: {rows} are there")


def _unpack(written: bytes) -> bytes:
    """Return the inflated data, at most as much as any picture has."""
    try:
        return zlib.decompressobj().decompress(written, 1 << 28)
    except zlib.error as error:
        raise FaultyError("its data cannot be decompressed") from error


def _count_inflated(written: bytes, parameters: Object, length: int) -> int:
    """Return how many bytes of samples data inflate to, without what a predictor adds to each row."""
    extra, row = 0, 1
    if int(parameters.get("/Predictor", 1)) >= 10:
        columns, colours, bits = (int(parameters.get(key, usual)) for key, usual in _PREDICTOR)
        extra, row = 1, max(1, (columns * colours * bits + 7) // 8)
    count, inflate, rest = 0, zlib.decompressobj(), written
    try:
        while count <= (length // row + 1) * (row + extra) and not inflate.eof:
            piece = inflate.decompress(rest, _CHUNK)
            rest = inflate.unconsumed_tail
            count += len(piece)
            if not piece and not rest:
                break
    except zlib.error as error:
        raise FaultyError("its data cannot be decompressed") from error
    whole, over = divmod(count, row + extra)
    return whole * row + max(0, over - extra)


def _is_strayed(written: bytes) -> bool:
    """Tell whether a JPEG has an unknown marker in its data, which decoders pass over (ITU-T T.81, B.1)."""
    at, known, restarts = 2, _BEFORE_SCANS, False
    while found := _MARK.search(written, at):
        mark, at = found[1][0], found.end()
        if mark == _END_OF_IMAGE:
            return False
        restarts |= mark == _RESTARTS
        if mark in known:
            at += int.from_bytes(written[at : at + 2], "big")
        elif not (restarts and 0xD0 <= mark <= 0xD7):
            return True
        known = _AMONG_SCANS if mark == _SCAN else known
    return True


_MARK = re.compile(rb"\xff([^\x00\xff])")
_END_OF_IMAGE, _SCAN, _RESTARTS = 0xD9, 0xDA, 0xDD
_BEFORE_SCANS = {*range(0xC0, 0xD0), *range(0xDA, 0xDF), *range(0xE0, 0xF0), 0xFE} - {0xC8}
_AMONG_SCANS = {0xC4, 0xDA, 0xDB, 0xDC, 0xDD, 0xFE}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError)
_PREDICTOR = (("/Columns", 1), ("/Colors", 1), ("/BitsPerComponent", 8))


def _check_format(written: bytes, kind: str, raster: Raster) -> None:
    """Decode a photograph at a small size, and compare it with what the file states about it."""
    from PIL import Image, features

    if kind == "JPEG2000" and not features.check("jpg_2000"):
        raise UnjudgedError("nothing here decodes JPEG 2000")
    if raster.width * raster.height > MOST_PIXELS or raster.components not in {None, 1, 3, 4}:
        raise UnjudgedError("it is too large, or of a rare kind")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(written), formats=[kind])
        if image.size != (raster.width, raster.height):
            has, says = (f"{width} x {height}" for width, height in (image.size, (raster.width, raster.height)))
            raise FaultyError(f"its data have {has} pixels, the file says {says}")
        bands = _BANDS.get(image.mode) if kind == "JPEG" else None
        if bands and raster.components and bands != raster.components:
            raise FaultyError(f"its data have {bands} colours, the file says {raster.components}")
        is_at_once = kind == "JPEG2000" or "progressive" in image.info
        if is_at_once and raster.width * raster.height > MOST_AT_ONCE:
            raise UnjudgedError("it is too large")
        image.draft(image.mode, (1, 1))
        image.load()
        if kind == "JPEG" and _is_strayed(written):
            raise FaultyError("its data are garbled (JPEG)")
    except (*_BROKEN, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise FaultyError(f"its data are cut or garbled ({kind})") from error
