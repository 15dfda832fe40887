"""Write layouts/art/*.svg from a folder of drawings and from the Phosphor icons, all in one plain form.

The plain form is quick to read and easy to review: view box at 0 0, nothing but <path> with absolute M, L, C
and Z, two decimals, one line a shape. Needs the package py-phosphor-icons.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import yaml
from py_phosphor_icons import get_svg

from booklet.art.drawing import CURRENT, Drawing, Shape
from booklet.art.svg import read_svg
from booklet.errors import SourceError
from booklet.geometry import Rect, Segment

LAYOUTS = Path(__file__).parent.parent / "layouts"
ART = LAYOUTS / "art"

CAST = {"#000000": "night", "#ff8181": "coral"}
"""Colours that Open Peeps sets itself: its outline, and the inside of a mouth."""

ICONS = (
    *("hand-palm", "floppy-disk", "chats-circle", "flag", "prohibit", "eraser", "phone", "phone-call"),
    *("first-aid", "question", "book-open-text", "quotes", "megaphone-simple", "lightbulb", "handshake"),
    *("chat-circle-dots", "clock", "translate", "images", "house-line", "calendar-blank", "lock-key", "tag"),
    *("map-pin", "password", "heart", "shield-star", "globe-simple", "shield-check", "scales", "seal-check"),
    *("check-circle", "x-circle", "game-controller", "users", "ear", "sun", "arrow-right"),
)
FILLED_ICONS = ("phone", "sun")

DRESSED = (
    *(("jas-kind", "coral", "mint"), ("jas-kind", "coral", "lilac"), ("linh-kind", "coral", "mint")),
    *(("tomas-worried", "mint", "coral"), ("maya-kind", "sun", "mint"), ("kofi-kind", "lilac", "coral")),
)
"""Busts that are needed in other clothes, because theirs have the colour of what they stand before: who, from, to."""

_LETTERS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
_TITLE = re.compile(r"<title>[^<]*</title>")
_NESTED = re.compile(
    r'(<svg[^>]* viewBox="0 0 (\S+) (\S+)">)<svg x="0" y="0" width="\2" height="\3" viewBox="0 0 \2 \3">'
    r"(.*)</svg></svg>\s*",
    re.DOTALL,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the art; answer 3 with all faults of the first drawing that cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the drawings, as SVG")
    folder: Path = parser.parse_args(arguments).folder
    inks = theme_inks(LAYOUTS / "theme.yaml")
    ART.mkdir(exist_ok=True)
    try:
        for name, text in (*drawings(folder), *icons()):
            (ART / name).write_text(normalised(text, name, inks), encoding="utf-8")
        for name, text in dressed(inks):
            (ART / name).write_text(text, encoding="utf-8")
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def theme_inks(path: Path) -> dict[str, str]:
    """Return the theme's inks by their colours."""
    theme = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return {f"#{ink['srgb'].lower()}": name for name, ink in theme["inks"].items()}


def drawings(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each drawing."""
    for path in sorted(folder.glob("*.svg")):
        yield path.name, path.read_text(encoding="utf-8")


def icons() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each icon."""
    for icon in ICONS:
        yield f"icon-{icon}.svg", get_svg(icon, "bold")
    for icon in FILLED_ICONS:
        yield f"icon-{icon}-fill.svg", get_svg(icon, "fill")


def dressed(inks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each bust in other clothes."""
    colours = {ink: colour for colour, ink in inks.items()}
    for bust, was, ink in DRESSED:
        name, _, face = bust.rpartition("-")
        text = (ART / f"cast-{bust}.svg").read_text(encoding="utf-8")
        yield f"cast-{name}-{ink}-{face}.svg", text.replace(f'fill="{colours[was]}"', f'fill="{colours[ink]}"')


def normalised(text: str, name: str, inks: Mapping[str, str]) -> str:
    """Return an SVG in the plain form.

    A drawing inside a drawing of the same size is taken out of it.
    """
    known = {**inks, **CAST} if name.startswith("cast-") else inks
    drawing = read_svg(_NESTED.sub(r"\1\4</svg>", text), name, known)
    colours = {ink: colour for colour, ink in inks.items()} | {CURRENT: "currentColor"}
    title = _TITLE.search(text)
    return "\n".join(_lines(drawing, title[0] if title else "", colours)) + "\n"


def _lines(drawing: Drawing, title: str, colours: Mapping[str, str]) -> Iterator[str]:
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">'
    if title:
        yield title
    if drawing.clip:
        yield f'<defs><clipPath id="clip">{_rect(drawing.clip, drawing.height)}</clipPath></defs>'
        yield '<g clip-path="url(#clip)">'
    for shape in drawing.shapes:
        yield _tag("path", dict(_attributes(shape, drawing.height, colours)))
    if drawing.clip:
        yield "</g>"
    yield "</svg>"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    written = [f'{key}="{value}"' for key, value in attributes.items()]
    return f"<{' '.join([name, *written])}/>"


def _rect(clip: Rect, height: float) -> str:
    edges = {"x": clip.x, "y": height - clip.top, "width": clip.width, "height": clip.height}
    return _tag("rect", {name: _number(value) for name, value in edges.items()})


def _attributes(shape: Shape, height: float, colours: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "fill", colours[shape.fill] if shape.fill else "none"
    if shape.even_odd:
        yield "fill-rule", "evenodd"
    if shape.stroke:
        yield "stroke", colours[shape.stroke]
        yield "stroke-width", _number(shape.stroke_width)
    if shape.round:
        yield "stroke-linecap", "round"
        yield "stroke-linejoin", "round"
    if shape.dash:
        yield "stroke-dasharray", " ".join(map(_number, shape.dash))
    yield "d", _path_data(shape.path.segments, height)


def _path_data(segments: Sequence[Segment], height: float) -> str:
    """Return path data; a run of moves keeps its letters, for a pair of numbers after M x y is a line."""
    commands = []
    for verb, run in groupby(segments, key=lambda segment: str(segment[0])):
        letter = _LETTERS[verb]
        commands.append(letter + (letter if verb == "m" else " ").join(_flipped(segment, height) for segment in run))
    return "".join(commands)


def _flipped(segment: Segment, height: float) -> str:
    """Return the numbers of a segment, y downwards."""
    numbers = [float(number) for number in segment[1:]]
    return " ".join(_number(height - value if index % 2 else value) for index, value in enumerate(numbers))


def _number(value: float) -> str:
    """Return a number with at most two decimals.

    >>> _number(-0.001), _number(12.50)
    ('0', '12.5')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


if __name__ == "__main__":
    raise SystemExit(main())
