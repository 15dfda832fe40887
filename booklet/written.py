"""A written file taken apart by its own bytes: objects by number. Whatever is not as plain as our files is refused.

Nothing here knows what the writer meant to write: objects are found through the file's cross-reference table, as any
reader finds them (ISO 32000-2, 7.5).
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from booklet.pdfobjects import Name, Ref

Value = Name | Ref | bytes | float | bool | None | list["Value"] | Mapping[str, "Value"]


class NotPlainError(Exception):
    """A file, or a part of it, is built in a way that is not taken apart here; a real reader has to read it."""


class Object(NamedTuple):
    """An indirect object: its value as it is written, that value, its entries if it has any, the bytes of its stream.

    Values are shared and never changed.
    """

    head: bytes
    value: Value
    entries: Mapping[str, Value]
    stream: bytes | None


class Written:
    """A file with one plain cross-reference table; raise `NotPlainError` if it is anything else."""

    def __init__(self, data: bytes) -> None:
        end = _END.search(data, max(0, len(data) - 64))
        if not data.startswith(b"%PDF-") or b"/Linearized" in data[:1024] or end is None:
            raise NotPlainError
        self.data = data
        self.table = int(end[1])
        head = _TABLE.match(data, self.table)
        if head is None or data.count(b"startxref") != 1:
            raise NotPlainError
        self.count = int(head[1])
        entries = data[head.end() : head.end() + 20 * self.count]
        if _kinds(entries) != b"f" + b"n" * (self.count - 1):
            raise NotPlainError
        self._offsets = [int(entries[place : place + 10]) for place in range(0, len(entries), 20)]
        self._starts = sorted((*self._offsets[1:], self.table))
        self.trailer = as_dict(read_value(data[head.end() + len(entries) : end.start()].partition(b"trailer")[2]))
        if {"Prev", "XRefStm", "Encrypt"} & set(self.trailer):
            raise NotPlainError
        self._objects: dict[int, Object] = {}

    def object(self, ref: Value) -> Object:
        """Return an object by its reference."""
        if type(ref) is not Ref:
            raise NotPlainError
        found = self._objects.get(ref)
        if found is None:
            found = self._objects[ref] = self._read(ref)
        return found

    def value(self, value: Value) -> Value:
        """Return a value, or what it refers to if that is no stream."""
        return self.object(value).value if type(value) is Ref else value

    def stream(self, ref: Value) -> tuple[bytes, str]:
        """Return the bytes of a stream as they are written, and its filter, "" for none."""
        found = self.object(ref)
        kind = found.entries.get("Filter", "")
        if found.stream is None or "DecodeParms" in found.entries or not isinstance(kind, str):
            raise NotPlainError
        return found.stream, kind

    def _read(self, ref: int) -> Object:
        if not 0 < ref < self.count:
            raise NotPlainError
        start = self._offsets[ref]
        whole = self.data[start : self._starts[bisect_right(self._starts, start)]] if start < self.table else b""
        begin = b"%d 0 obj" % ref
        if not whole.startswith(begin):
            raise NotPlainError
        end = whole.find(b"stream")
        if end < 0:
            head = whole.rstrip().removesuffix(b"endobj")[len(begin) :]
            value = read_value(head)
            return Object(head, value, value if isinstance(value, dict) else {}, None)
        head = whole[len(begin) : end]
        entries = as_dict(read_value(head))
        length = entries.get("Length")
        first = end + (8 if whole[end + 6 : end + 8] == b"\r\n" else 7)
        if type(length) is not float or not _STREAM_END.fullmatch(whole, first + int(length)):
            raise NotPlainError
        return Object(head, entries, entries, whole[first : first + int(length)])


_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")

_TABLE = re.compile(rb"xref\r?\n0 (\d+) ?\r?\n")

_STREAM_END = re.compile(rb"\s*endstream\s+endobj\s*")


def _kinds(entries: bytes) -> bytes:
    """Return the kind of each entry of a table; raise `NotPlainError` if a generation is not 0 (7.5.4)."""
    if len(entries) % 20 or any(set(entries[place + 20 :: 20]) - {ord("0")} for place in range(11, 16)):
        raise NotPlainError
    return entries[17::20]


_TOKEN = re.compile(
    rb"""\s*(?:(<<)|(>>)|(\[)|(\])|/([^\s<>\[\](){}/%\#]*)|(\d+)\ 0\ R\b|([+-]?(?:\d+\.?\d*|\.\d+))|
    (\((?:[^()\\]|\\.)*\))|(<[0-9A-Fa-f\s]*>)|(true|false|null)\b)""",
    re.DOTALL | re.VERBOSE,
)

_WORDS = {b"true": True, b"false": False, b"null": None}


@lru_cache(maxsize=2048)
def read_value(written: bytes) -> Value:
    """Return a value in PDF syntax (7.3); strings stay as they are written, numbers are floats."""
    found: list[Value] = []
    opened: list[tuple[int, list[Value]]] = []
    place, end = 0, len(written.rstrip())
    while place < end:
        token = _TOKEN.match(written, place)
        if token is None:
            raise NotPlainError
        place, kind = token.end(), token.lastindex
        if kind in (1, 3):
            opened.append((kind, found))
            found = []
        elif kind in (2, 4):
            if not opened or opened[-1][0] != kind - 1:
                raise NotPlainError
            held: Value = found if kind == 4 else _dictionary(found)
            found = opened.pop()[1]
            found.append(held)
        else:
            found.append(_simple(kind, token))
    if opened or len(found) != 1:
        raise NotPlainError
    return found[0]


def _simple(kind: int | None, token: re.Match[bytes]) -> Value:
    if kind == 5:
        return Name(token[5].decode("latin-1"))
    if kind == 6:
        return Ref(token[6])
    if kind == 7:
        return float(token[7])
    return _WORDS[token[10]] if kind == 10 else token[8] or token[9]


def _dictionary(held: list[Value]) -> Mapping[str, Value]:
    names = held[::2]
    if len(held) % 2 or any(type(name) is not Name for name in names) or len(set(map(str, names))) != len(names):
        raise NotPlainError
    return {str(name): value for name, value in zip(names, held[1::2], strict=True)}


def as_dict(value: Value) -> Mapping[str, Value]:
    """Return a dictionary; raise `NotPlainError` if a value is none."""
    if not isinstance(value, dict):
        raise NotPlainError
    return value


def as_list(value: Value) -> list[Value]:
    """Return an array; raise `NotPlainError` if a value is none."""
    if not isinstance(value, list):
        raise NotPlainError
    return value


def as_written(value: Value) -> bytes:
    """Return a value in PDF syntax."""
    if isinstance(value, dict):
        return b"<<%b>>" % b"".join(
            b"/%b %b" % (key.encode("latin-1"), as_written(held)) for key, held in value.items()
        )
    if isinstance(value, list):
        return b"[%b]" % b" ".join(map(as_written, value))
    if isinstance(value, Name):
        return b"/" + value.encode("latin-1")
    if isinstance(value, Ref):
        return b"%d 0 R" % value
    if isinstance(value, bytes):
        return value
    return b"%.10f" % value if type(value) is float else _AS_WRITTEN[value]


_AS_WRITTEN: dict[object, bytes] = {value: word for word, value in _WORDS.items()}
