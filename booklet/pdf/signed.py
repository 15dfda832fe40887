"""What is known of the signature of a file, and the file without it; this module needs no library for signatures."""

from booklet.values import Frozen

SUFFIX = ".p7s"
"""What ends the name of a signature beside a file, after the whole name of that."""

_END, _SIGNED = b"%%EOF\n", b"/Filter /Adobe.PPKLite"


class Signed(Frozen):
    """What a signature says: by whose certificate (its name and SHA-256), and whether the file is as it was signed."""

    by: str
    certificate: str
    is_whole: bool
    why: str = ""
    """Why it is not, as a sentence about the file."""


class ReadSignature(Frozen):
    """The signature of a file, None if it has none."""

    found: Signed | None


def drop_signature(data: bytes) -> bytes:
    r"""Return a file of ours as it was before it was signed: a signature only adds to its end.

    >>> drop_signature(b"%PDF..%%EOF\n.. /Filter /Adobe.PPKLite ..%%EOF\n"), drop_signature(b"%PDF..%%EOF\n")
    (b'%PDF..%%EOF\n', b'%PDF..%%EOF\n')
    """
    made, end, added = data.partition(_END)
    return made + end if _SIGNED in added else data
