"""A finished file cut into its objects by its own table, and digests of what an object reaches; nothing is parsed.

Only a file that is exactly as plain as ours is cut: one table that names every byte, no updates, no objects in streams,
streams as long as they say. Any other is None, and whoever asks must read it by a library. Equal digests mean equal
objects with all that they refer to, whatever their numbers are.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

_HEADER = re.compile(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}\n")
_TABLE_END = re.compile(rb"\nstartxref\n([0-9]{1,10})\n%%EOF\n\Z")
_ENTRIES = re.compile(rb"(?:[0-9]{10} 00000 n \n)*")
_TRAILER = re.compile(
    rb"trailer\n<</Size ([0-9]+)/Root ([0-9]+) 0 R/Info [0-9]+ 0 R/ID\[<[0-9A-F]{32}> ?<[0-9A-F]{32}>\]>>"
)
_FIRST = b"0000000000 65535 f \n"
_ENTRY = 20
_STREAM, _END_OF_STREAM = b"\nstream\n", b"\nendstream"
_STREAM_ENDS = b"\nendstream\nendobj\n"
_LENGTH = re.compile(rb"/Length ([0-9]+)>>\Z")
_REF = re.compile(rb"(?<![0-9.#A-Za-z/])([0-9]+) 0 R(?![A-Za-z0-9])")
_DEEPEST = 64


class LoopError(ValueError):
    """Objects refer to one another in a circle, or too deep, or to nothing."""


@dataclass(slots=True)
class Slices:
    """The objects of a file by number from 1: the bytes of each up to its stream, and its stream as it is stored."""

    heads: list[bytes]
    streams: dict[int, bytes]
    root: int
    _own: dict[int, bytes] = field(default_factory=dict)

    def stream_digest(self, number: int) -> bytes:
        """Return a digest of a stream as it is stored; without one, b""."""
        if number not in self.streams:
            return b""
        if number not in self._own:
            self._own[number] = hashlib.sha256(self.streams[number]).digest()
        return self._own[number]

    def head(self, number: int) -> bytes:
        """Return an object without its stream; raise `LoopError` if there is none of that number."""
        if not 0 < number < len(self.heads):
            raise LoopError(number)
        return self.heads[number]


def cut(data: bytes) -> Slices | None:
    """Return the objects of a file by its table; None if the file is not as plain as ours."""
    header, end = _HEADER.match(data), _TABLE_END.search(data, max(0, len(data) - 64))
    table = int(end[1]) if end else 0
    start = data.find(b"\n", table + 5) + 1
    if not (header and end and start and data[table : table + 7] == b"xref\n0 "):
        return None
    count = data[table + 7 : start - 1]
    trailer = _TRAILER.fullmatch(data, start + _ENTRY * int(count), end.start()) if count.isdigit() else None
    if trailer is None or trailer[1] != count:
        return None
    offsets = _offsets(data[start : trailer.start()])
    if offsets is None or (offsets[0] if offsets else table) != header.end():
        return None
    return _objects(data, [*offsets, table], int(trailer[2]))


def _offsets(entries: bytes) -> list[int] | None:
    rest = entries[_ENTRY:]
    if not entries.startswith(_FIRST) or not _ENTRIES.fullmatch(rest):
        return None
    return [int(rest[at : at + 10]) for at in range(0, len(rest), _ENTRY)]


def _objects(data: bytes, offsets: list[int], root: int) -> Slices | None:
    heads, streams = [b""], {}
    for number, (start, end) in enumerate(pairwise(offsets), start=1):
        whole = data[start:end]
        begin = b"%d 0 obj\n" % number
        if not (whole.startswith(begin) and whole.endswith(b"\nendobj\n")):
            return None
        at = whole.find(_STREAM) if whole.endswith(_STREAM_ENDS) else -1
        if at < 0:
            heads.append(whole[len(begin) : -8])
            continue
        head, stream = whole[len(begin) : at], whole[at + len(_STREAM) : -8]
        length = _LENGTH.search(head)
        if length is None or len(stream) - len(_END_OF_STREAM) != int(length[1]):
            return None
        heads.append(head)
        streams[number] = stream[: -len(_END_OF_STREAM)]
    return Slices(heads, streams, root)


@lru_cache(maxsize=8192)
def parted(head: bytes) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Return the bytes of an object between its references, and the numbers it refers to.

    >>> parted(b"<</Font<</A 12 0 R>>/N 0>>")
    ((b'<</Font<</A ', b'>>/N 0>>'), (12,))
    """
    pieces = _REF.split(head)
    return tuple(pieces[::2]), tuple(map(int, pieces[1::2]))


class Digests:
    """What objects of a file are, with all that they reach: each is worked out once.

    `stands_for` may give a digest of another kind for an object, such as a font of which only some glyphs matter.
    """

    def __init__(self, slices: Slices, stands_for: Callable[[int], bytes | None] = lambda _: None) -> None:
        self._slices = slices
        self._stands_for = stands_for
        self._known: dict[int, bytes] = {}

    def of(self, number: int, depth: int = 0) -> bytes:
        """Return the digest of an object; raise `LoopError` where there is none."""
        if number not in self._known:
            found = self._stands_for(number)
            whole = found if found is not None else self.resolved(self._slices.head(number), depth)
            self._known[number] = hashlib.sha256(whole + self._slices.stream_digest(number)).digest()
        return self._known[number]

    def resolved(self, head: bytes, depth: int = 0) -> bytes:
        """Return the bytes of a value with a digest in the place of each reference."""
        if depth > _DEEPEST:
            raise LoopError("too deep")
        pieces, numbers = parted(head)
        digests = [self.of(number, depth + 1) for number in numbers]
        return b"".join(piece for pair in zip(pieces, (*digests, b""), strict=True) for piece in pair)
