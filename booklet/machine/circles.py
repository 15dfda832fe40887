"""How often the collector looks for circles of objects: seldom, since values made of values have none to speak of."""

import gc

SELDOM = 100_000
"""New objects after which it looks."""


def look_seldom() -> None:
    """Let it look seldom, and never at what is there already: what was imported stays."""
    gc.freeze()
    gc.set_threshold(SELDOM)
