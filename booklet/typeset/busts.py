"""The cast: a bust as it is drawn, on a horizon or in a tile."""

from booklet.geometry import Rect
from booklet.typeset.placed import ArtAt

BUST_RATIO = 774 / 704
"""Height of a bust by its width."""


def bust(name: str, x: float, y: float, width: float, *, flip: bool = False) -> ArtAt:
    """Return one of the cast, the lower left corner at (x, y)."""
    return ArtAt(f"cast-{name.replace(' ', '-')}", Rect(x, y, width, width * BUST_RATIO), flip=flip)
