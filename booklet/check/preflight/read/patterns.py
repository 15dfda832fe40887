"""Whether anything in a file may be filled with a pattern, which PDFium does not tell from a plain colour."""

from io import BytesIO
from typing import Any

import pikepdf


def has_patterns(data: bytes) -> bool:
    """Tell whether a page or a form of a file has patterns to fill with, or nobody knows."""
    try:
        opened = pikepdf.open(BytesIO(data))
    except pikepdf.PdfError:
        return True
    with opened:
        waiting: list[Any] = [page.resources for page in opened.pages]
        known: set[tuple[int, int]] = set()
        while waiting:
            resources = waiting.pop()
            if "/Pattern" in resources:
                return True
            for thing in resources.get("/XObject", pikepdf.Dictionary()).values():
                if "/Resources" in thing and thing.objgen not in known:
                    known.add(thing.objgen)
                    waiting.append(thing.Resources)
    return False
