"""PDF objects as Python values, and the bytes they are in a file (ISO 32000-2, 7.3 and 7.5).

Names are `Name`, references `Ref`, text strings `str`, byte strings `bytes`; dicts, lists, numbers and booleans are
themselves.
"""

from codecs import utf_16_be_encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from booklet.pdfnumbers import number


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Ref(int):
    """A reference to an indirect object, by number."""

    __slots__ = ()


class Raw(bytes):
    """Bytes written as they are: an object already in PDF syntax."""

    __slots__ = ()


Value = Name | Ref | Raw | str | bytes | bool | int | float | None | Sequence["Value"] | Mapping[str, "Value"]


def serialise(value: Value) -> bytes:
    """Return a value in PDF syntax.

    >>> serialise({"Type": Name("Page"), "Parent": Ref(2), "Box": [0, 1.5]})
    b'<</Type/Page/Parent 2 0 R/Box[0 1.5]>>'
    """
    return _WRITERS[type(value)](value)


def _array(values: Sequence[Value]) -> bytes:
    return b"[%b]" % b" ".join([_WRITERS[type(value)](value) for value in values])


def _dictionary(entries: Mapping[str, Value]) -> bytes:
    parts = []
    for key, value in entries.items():
        data = _WRITERS[type(value)](value)
        parts.append(_name(key))
        if data[0] not in _DELIMITERS:
            parts.append(b" ")
        parts.append(data)
    return b"<<%b>>" % b"".join(parts)


_DELIMITERS = b"/<[("


@lru_cache(maxsize=4096)
def _name(name: str) -> bytes:
    """Return a name; characters that are not regular are written as #xx (7.3.5)."""
    if name.isascii() and name.isalnum():
        return b"/" + name.encode()
    regular = (bytes((c,)) if 33 <= c <= 126 and c not in b"#()<>[]{}/%" else b"#%02X" % c for c in name.encode())
    return b"/" + b"".join(regular)


def _text(text: str) -> bytes:
    """Return a text string: PDFDocEncoding where ASCII will do, else UTF-16 (7.9.2.2)."""
    if text.isascii() and (text.isprintable() or not text):
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode() + b")"
    return b"<FEFF" + utf_16_be_encode(text)[0].hex().upper().encode() + b">"


def _hexadecimal(data: bytes) -> bytes:
    return b"<" + data.hex().upper().encode() + b">"


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    Raw: bytes,
    Name: _name,
    Ref: lambda ref: b"%d 0 R" % ref,
    bool: lambda value: b"true" if value else b"false",
    int: lambda value: b"%d" % value,
    float: lambda value: number(value).encode(),
    str: _text,
    bytes: _hexadecimal,
    dict: _dictionary,
    list: _array,
    tuple: _array,
    type(None): lambda _: b"null",
}


def stream_object(data: bytes, entries: Mapping[str, Value]) -> bytes:
    """Return a stream as an object (7.3.8)."""
    return b"%b\nstream\n%b\nendstream" % (serialise({**entries, "Length": len(data)}), data)


class PdfFile:
    """Numbers objects, and has ReportLab's document join them to a file with a plain cross-reference table."""

    def __init__(self, version: str) -> None:
        from booklet.pdf.body import Body

        self.body = Body(version)

    def reserve(self) -> Ref:
        """Return the number of an object that will be written later."""
        return self.add_object(b"")

    def write(self, ref: Ref, value: Value) -> Ref:
        """Write an object under a reserved number."""
        self.body.put(ref, serialise(value))
        return ref

    def add(self, value: Value) -> Ref:
        """Write an object and return its number."""
        return self.add_object(serialise(value))

    @property
    def count(self) -> int:
        """How many objects have a number."""
        count: int = self.body.objectcounter
        return count

    def add_all(self, objects: Iterable[bytes]) -> None:
        """Write objects in PDF syntax, under the numbers that are next."""
        for data in objects:
            self.body.add(data)

    def add_stream(self, data: bytes, entries: Mapping[str, Value]) -> Ref:
        """Write a stream and return its number."""
        return self.add_object(stream_object(data, entries))

    def add_object(self, data: bytes) -> Ref:
        """Write an object that is in PDF syntax already and return its number."""
        return Ref(self.body.add(data))

    def write_stream(self, ref: Ref, data: bytes, entries: Mapping[str, Value]) -> Ref:
        """Write a stream under a reserved number."""
        self.body.put(ref, stream_object(data, entries))
        return ref

    def digest(self) -> bytes:
        """Return a digest of all objects written so far (16 bytes)."""
        return self.body.digest()

    def join(self, root: Ref, info: Ref) -> bytes:
        """Return the file; its id is a digest of its objects, so equal content is an equal file."""
        return self.body.whole(root, info)
