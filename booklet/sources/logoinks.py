"""The colours of an SVG logo become inks, so that it keeps its own colours; drawings of the guide use ours."""

import re
from collections.abc import Iterator
from dataclasses import replace

from booklet.errors import SourceError
from booklet.look.brand import LOGO
from booklet.look.layout import Ink, Theme
from booklet.sources.folders import Folders

MOST_INKS = 24
"""Colours a logo may have; beyond them it is a picture, and PNG the better file."""

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}){1,2}\b", re.IGNORECASE)


def add_logo_inks(theme: Theme, folders: Folders) -> Theme:
    """Return the theme with the colours of a project's logo as inks, named by what they are in sRGB."""
    ours = {tuple(round(255 * part) for part in ink.srgb) for ink in theme.inks.values()}
    colours = sorted(set(_colours(folders)) - ours)
    if not colours or len(colours) > MOST_INKS:
        return theme
    from booklet.sources.colours import PROFILE, process_inks, to_black

    profile = folders.own / PROFILE
    inks = {}
    for colour in colours:
        red, green, blue = (part / 255 for part in colour)
        srgb = (red, green, blue)
        name = f"{LOGO}-{bytes(colour).hex()}"
        inks[name] = Ink(name, process_inks(srgb, profile), srgb, to_black(srgb))
    return replace(theme, inks={**theme.inks, **inks})


def _colours(folders: Folders) -> Iterator[tuple[int, ...]]:
    """Yield the colours that a logo names; faults of its file are reported by those who read it."""
    try:
        path = folders.find(f"layouts/art/{LOGO}.svg")
        text = path.read_text(encoding="utf-8") if path else ""
    except (SourceError, OSError, UnicodeDecodeError):
        return
    for found in _COLOUR.findall(text):
        digits = found[1:] if len(found) == 7 else "".join(digit * 2 for digit in found[1:])
        yield tuple(bytes.fromhex(digits))
