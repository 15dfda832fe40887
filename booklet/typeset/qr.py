"""QR codes (ISO/IEC 18004): a text in, the modules that segno makes of it out."""

from functools import lru_cache

from booklet.machine.store import kept

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
@kept("code")
def qr_code(text: str, error: str) -> Modules:
    """Return the modules of a QR code, row by row, without quiet zone; `error` is the least level it may have."""
    import segno

    return tuple(tuple(map(bool, row)) for row in segno.make(text, error=error, micro=False).matrix)
