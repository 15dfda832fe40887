"""How often the garbage collector looks for cycles: rarely, since values built from values have none."""

import gc

SELDOM = 300_000
"""New objects after which it looks: more than a booklet is made of."""


def look_seldom() -> None:
    """Let the garbage collector run rarely, and never over what is there already: imported modules stay."""
    gc.freeze()
    gc.set_threshold(SELDOM)
