"""The bytes of a file in, its text out; bytes that are no UTF-8 are reported with their line."""

from booklet.errors import Finding, SourceError, Where

MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x89P": "a picture", b"%P": "a PDF", b"PK": "a package"}
"""What files begin with that are no UTF-8 at all, or no text."""


def decode_text(data: bytes, name: str, hint: str = "save the file as UTF-8") -> str:
    """Return the text of a file with the line ends of Unix; raise `SourceError` if it is no text."""
    try:
        return data.decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(encoding_fault(error, name, hint)) from error


def encoding_fault(error: UnicodeDecodeError, name: str, hint: str) -> Finding:
    """Return the finding that names the first byte that is no UTF-8, or what the file is instead."""
    data = error.object
    line = data.count(b"\n", 0, error.start) + 1
    place = error.start - data.rfind(b"\n", 0, error.start)
    kind = MARKS.get(data[:2])
    message = f"the file is {kind}" if kind else f"byte {place} of the line, 0x{data[error.start]:02X}, is no UTF-8"
    return Finding("encoding", Where(name, 0 if kind else line), message, hint)
