"""What each file of a project is to a reader: words, choices, what persons signed, or something that draws.

Nothing of a project is opened that stands in no row here (`Folders.find`), and whatever draws is asked for file by file
(`Folders.list_drawn`): the list of what may be opened and the list of what a person has to see are this one.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from unicodedata import normalize


class Kind(StrEnum):
    """What a file of a project is."""

    SAYS = "says"
    """Words: each number and address in them is claimed by a fact, or asked for (`booklet.sources.statements`)."""
    CHOOSES = "chooses"
    """Names, sizes, colours and places of what is ours, or of what was asked for: it can show nothing of its own."""
    SIGNS = "signs"
    """What named persons said and signed: it prints names at the most, and these are read as words."""
    DRAWS = "draws"
    """What nothing here can read: a named person looks at it and says what it shows."""


GROUPS = ("bodies", "heads", "faces", "extras", "backs", "hands", "props", "rooms")
"""The kinds of parts that people and things in pictures are put together from, each a folder."""

KINDS: tuple[tuple[str, Kind], ...] = (
    ("brand.yaml", Kind.SAYS),
    ("words.yaml", Kind.SAYS),
    ("pages.yaml", Kind.SAYS),
    ("cards.yaml", Kind.SAYS),
    ("confirmed.yaml", Kind.SIGNS),
    ("translations/*/reviews.yaml", Kind.SIGNS),
    ("translations/**.yaml", Kind.SAYS),
    ("translations/*/guide.po", Kind.SAYS),
    ("translations/**.tsv", Kind.SAYS),
    ("layouts/*.yaml", Kind.CHOOSES),
    ("layouts/printers/*.yaml", Kind.CHOOSES),
    ("layouts/profiles/*.icc", Kind.CHOOSES),
    ("layouts/art/*.svg", Kind.DRAWS),
    ("layouts/art/*.png", Kind.DRAWS),
    ("layouts/art/*.jpg", Kind.DRAWS),
    ("layouts/art/*.jpeg", Kind.DRAWS),
    ("layouts/art/*.pdf", Kind.DRAWS),
    *((f"layouts/kit/{group}/*.svg", Kind.DRAWS) for group in GROUPS),
    ("layouts/scenes/*.yaml", Kind.DRAWS),
    ("layouts/fonts/*.ttf", Kind.DRAWS),
    ("fonts/*.ttf", Kind.DRAWS),
)
"""The files that a project may have, by name, and what they are; the first row that fits holds.

A star is any name, two are any names of folders before it too. A cast, a theme and a layout say who wears what and what
stands where. A profile of colours says how inks are mixed. A scene may hold outlines, and so any figure.
"""

DRAWING_FOLDERS = tuple(dict.fromkeys(name.rpartition("/")[0] for name, kind in KINDS if kind is Kind.DRAWS))
"""Where files that draw lie."""


def kind_of(name: str) -> Kind | None:
    """Return what a file of a project is by its name, in whatever letters, None if nothing of ours reads such a file.

    >>> kind_of("layouts/scenes/mine.yaml"), kind_of("layouts/art/Logo.PNG"), kind_of("layouts/art/logo.gif")
    (<Kind.DRAWS: 'draws'>, <Kind.DRAWS: 'draws'>, None)
    """
    if ".." in name.split("/"):
        return None
    return next((kind for pattern, kind in _PATTERNS if pattern.fullmatch(name)), None)


def is_hidden(name: str) -> bool:
    """Tell whether a name, or a folder in it, begins with a dot: whoever looks at a folder is not shown such files.

    >>> is_hidden("layouts/art/.house.png"), is_hidden("layouts/art/house.png"), is_hidden(".house.png")
    (True, False, True)
    """
    return any(part.startswith(".") and part not in {".", ".."} for part in re.split(r"[/\\]", name))


def fold_name(text: str) -> str:
    """Return a name of a file as it is the same on every computer, or a text in which such names stand.

    >>> fold_name("To\u0308r.JPG") == fold_name("t\u00f6r.jpg")
    True
    """
    return normalize("NFC", text).casefold()


def is_among(name: str, names: Iterable[str]) -> bool:
    """Tell whether a name is one of those that a folder shows, in whatever letters.

    Some systems open a file by other names than these: on Windows `HOUSE~1.PNG` may be `.house.png`.

    >>> is_among("House.PNG", ["house.png"]), is_among("HOUSE~1.PNG", [".house.png"])
    (True, False)
    """
    return fold_name(name) in map(fold_name, names)


HIDDEN = "begins with a dot, so that nobody who looks at the folder sees it"
"""What is wrong with a name that is hidden."""

UNHIDE = "call the file by a name without the dot, and write that here"


def _compile(name: str) -> re.Pattern[str]:
    parts = {"**": ".*", "*": "[^/]*"}
    found = "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*|\*)", name))
    return re.compile(found, re.IGNORECASE | re.ASCII | re.DOTALL)


_PATTERNS = tuple((_compile(name), kind) for name, kind in KINDS)
