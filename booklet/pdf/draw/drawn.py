"""What somebody else's program drew, in the operators and the colours of an edition."""

from collections.abc import Iterable, Iterator, Mapping

from booklet.pdf.draw.codes import FontCodes
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.runs import Types
from booklet.pdfnumbers import number, numbers
from booklet.text.compose import Line
from booklet.text.fonts import Font
from booklet.typeset.placed import Clipped, DrawingColour, Drawn, DrawnAt, FigureAt, Group, Item

OVERHANG = 20.0
"""How far a drawing may reach beyond its box, in points: labels of axes do."""

_OPERATORS = {1: "g", 3: "rg", 4: "k"}


def draw_drawn(drawn: Drawn, fonts: Mapping[Font, FontCodes], palette: Palette) -> bytes:
    """Return the operators of a drawing in the colours of an edition; black letters overprint where they do."""
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
    """Follow which colour areas and letters have, where states are kept and come again."""
    for token in operators.split():
        if token == "q":
            fills.append(fills[-1])
        elif token == "Q" and len(fills) > 1:
            fills.pop()


def _line(line: Line, types: Types) -> str:
    """Return the operators that show a line where the text object stands; its runs follow one another on it."""
    return " ".join(types[run.look, run.size].show(run, "") for run in sorted(line.runs, key=lambda run: run.x))


def colour_operator(colour: DrawingColour, palette: Palette) -> str:
    """Return a colour as an edition says it: an ink as it has it, a grey in its black, the others as they are."""
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
    """Yield the colours of drawings that an edition does not have: they are neither inks nor greys, nor of its kind."""
    own = {"press": 4, "screen": 3, "grey": 1}[palette.look]
    for item in items:
        if isinstance(item, DrawnAt):
            for part in item.drawn.content:
                if isinstance(part, DrawingColour) and not _is_known(part, own, palette):
                    yield _name_colour(part)
        elif isinstance(item, Group | Clipped | FigureAt):
            yield from find_strange_colours(item.items, palette)


def _is_known(colour: DrawingColour, own: int, palette: Palette) -> bool:
    return colour.ink in palette.fills if colour.ink else len(colour.values) in {1, own}


def _name_colour(colour: DrawingColour) -> str:
    """Return what a colour is called."""
    kinds = {3: "RGB", 4: "CMYK"}
    return colour.ink or f"{kinds[len(colour.values)]} {' '.join(number(value, 2) for value in colour.values)}"
