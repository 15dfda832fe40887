"""Drawings of other programs, in the operators and the colours of an edition."""

from collections.abc import Iterable, Iterator, Mapping

from booklet.pdf.draw.codes import FontCodes
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.runs import Types
from booklet.pdfnumbers import number, numbers
from booklet.text.compose import Line
from booklet.text.fonts import Font
from booklet.typeset.placed import HOLDERS, DrawingColour, Drawn, DrawnAt, Item

OVERHANG = 20.0
"""How far a drawing may reach beyond its box, in points: labels of axes do."""

_OPERATORS = {1: "g", 3: "rg", 4: "k"}


def draw_drawn(drawn: Drawn, fonts: Mapping[Font, FontCodes], palette: Palette) -> bytes:
    """Return the operators of a drawing in an edition's colours; black letters overprint where the edition does."""
    types, black = Types(fonts), palette.fills["black"]
    code: list[str] = []
    fills = [""]
    for part in drawn.content:
        if isinstance(part, DrawingColour):
            code.append(colour_operator(part, palette))
            fills[-1] = fills[-1] if part.strokes else code[-1]
        elif isinstance(part, Line):
            over = palette.overprints and fills[-1] == black
            code.append(f"/over gs {_line(part, types)} /knock gs" if over else _line(part, types))
        else:
            code.append(part)
            _follow(part, fills)
    return "\n".join(code).encode("ascii")


def _follow(operators: str, fills: list[str]) -> None:
    """Keep track of the colour of areas and letters while states are saved and restored."""
    for token in operators.split():
        if token == "q":
            fills.append(fills[-1])
        elif token == "Q" and len(fills) > 1:
            fills.pop()


def _line(line: Line, types: Types) -> str:
    """Return the operators that show a line where the text object stands; its runs follow one another on it."""
    return " ".join(types[run.look, run.size].show(run, "") for run in sorted(line.runs, key=lambda run: run.x))


def colour_operator(colour: DrawingColour, palette: Palette) -> str:
    """Return a colour as an edition has it: an ink by its name, a grey in black, others unchanged."""
    if colour.ink:
        return (palette.strokes if colour.strokes else palette.fills)[colour.ink]
    values = colour.values
    if len(values) == 1 and palette.name == "press":
        values = (0.0, 0.0, 0.0, 1 - values[0])
    elif len(values) == 1 and palette.look != "grey":
        values *= 3
    operator = f"{numbers(values)} {_OPERATORS[len(values)]}"
    return operator.upper() if colour.strokes else operator


def find_strange_colours(items: Iterable[Item], palette: Palette) -> Iterator[str]:
    """Yield the colours of drawings that an edition cannot print: no inks, no greys, and not of its kind."""
    own = {"press": 4, "screen": 3, "grey": 1}[palette.look]
    for item in items:
        if isinstance(item, DrawnAt):
            for part in item.drawn.content:
                if isinstance(part, DrawingColour) and not _is_known(part, own, palette):
                    yield _name_colour(part)
        elif isinstance(item, HOLDERS):
            yield from find_strange_colours(item.items, palette)


def _is_known(colour: DrawingColour, own: int, palette: Palette) -> bool:
    return colour.ink in palette.fills if colour.ink else len(colour.values) in {1, own}


def _name_colour(colour: DrawingColour) -> str:
    """Return the name of a colour, for people."""
    kinds = {3: "RGB", 4: "CMYK"}
    return colour.ink or f"{kinds[len(colour.values)]} {' '.join(number(value, 2) for value in colour.values)}"
