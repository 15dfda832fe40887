"""Pages that tell whoever prints what to do: steps with a picture each, and a line to measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.geometry import Size, mm
from booklet.typeset import shapes
from booklet.typeset.fit import Placed
from booklet.typeset.house import House
from booklet.typeset.mirror import mirrored
from booklet.typeset.pictograms import HEIGHT, WIDTH, pictogram
from booklet.typeset.placed import Component, Group, PlacedPage
from booklet.typeset.sheet import Sheet

MARGIN = mm(18)

RULE = mm(100)

_GAP = mm(3)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do: the name of its picture, and words as markup; `has_rule` shows a line of 100 mm below them."""

    picture: str
    text: str
    has_rule: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Steps for one thing to print, under its name, with the names of its files; all markup."""

    title: str
    files: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of a name and what is to be said of it, under a title and the names of files; all markup."""

    title: str
    files: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


def howto_pages(title: str, note: str, parts: Sequence[Part | Facts], size: Size, house: House) -> Placed:
    """Return pages of a size: a title, a note if there is one, then part after part, as many pages as it takes."""
    measure = size.width - 2 * MARGIN
    blocks = [_text(title, "title", "H1", measure, house)]
    if note:
        blocks.append(_text(note, "strong", "P", measure, house))
    for part in parts:
        blocks += _facts(part, measure, house) if isinstance(part, Facts) else _steps(part, measure, house)
    pages = tuple(
        _page(number, column, size, house)
        for number, column in enumerate(_columns(blocks, size.height - 2 * MARGIN, house))
    )
    placed = Placed(pages, ())
    return mirrored(placed, house.setting.script) if house.setting.direction == "rtl" else placed


def _steps(part: Part, measure: float, house: House) -> Iterator[Component]:
    """Yield the heading of a part with its files, then its steps."""
    yield _heading(part.title, part.files, measure, house)
    for number, step in enumerate(part.steps, start=1):
        yield _step(number, step, measure, house)


def _step(number: int, step: Step, measure: float, house: House) -> Component:
    """Set a step: its picture, its number and its words beside it."""
    sheet = Sheet("howto", house.setting)
    sheet.place(pictogram(step.picture, house), 0, 0)
    x = WIDTH + mm(5)
    words = Sheet("howto", house.setting)
    height = words.paragraph(f"*{number}*  {step.text}", house.style("body"), 0, 0, measure - x)
    if step.has_rule:
        words.stroke(shapes.line(0, -height - mm(4), RULE, -height - mm(4)), "black", 0.5)
        for end in (0.0, RULE):
            words.stroke(shapes.line(end, -height - mm(2), end, -height - mm(6)), "black", 0.5)
        height += mm(7)
    sheet.place(words.done(measure - x, height), x, max(0.0, (HEIGHT - height) / 2))
    return sheet.done(measure, max(HEIGHT, height))


def _facts(facts: Facts, measure: float, house: House) -> Iterator[Component]:
    """Yield the title of a table, then its rows, each ruled off."""
    name_width = measure * 0.32
    yield _heading(facts.title, facts.files, measure, house)
    for name, said in facts.rows:
        sheet = Sheet("howto", house.setting)
        row = sheet.element("P")
        sheet.rule(0, 0, measure, "night", 0.35)
        left = sheet.text(f"*{name}*", house.style("small"), 0, mm(1.2), name_width - mm(4), row)
        right = sheet.text(said, house.style("small"), name_width, mm(1.2), measure - name_width, row)
        yield sheet.done(measure, max(left, right) + mm(1.2))


def _heading(title: str, files: Sequence[str], measure: float, house: House) -> Component:
    sheet = Sheet("howto", house.setting)
    top = mm(4) + sheet.text(title, house.style("heading", "tide"), 0, mm(4), measure, sheet.element("H2"))
    for file in files:
        top += sheet.text(file, house.style("small"), 0, top, measure, sheet.element("P"))
    return sheet.done(measure, top)


def _text(words: str, role: str, element: str, measure: float, house: House) -> Component:
    sheet = Sheet("howto", house.setting)
    return sheet.done(measure, sheet.text(words, house.style(role), 0, 0, measure, sheet.element(element)))


def _columns(blocks: Sequence[Component], height: float, house: House) -> Iterator[Component]:
    """Yield as many blocks as go on a page; a heading does not stay behind what it is for."""
    sheet, top = Sheet("howto", house.setting), 0.0
    for number, block in enumerate(blocks):
        is_heading = bool(block.elements) and block.elements[0].role == "H2"
        needed = block.height + (blocks[number + 1].height + _GAP if is_heading and number + 1 < len(blocks) else 0.0)
        if top and top + needed > height:
            yield sheet.done(block.width, top)
            sheet, top = Sheet("howto", house.setting), 0.0
        top += sheet.place(block, 0, top) + _GAP
    yield sheet.done(blocks[0].width, top)


def _page(number: int, column: Component, size: Size, house: House) -> PlacedPage:
    return PlacedPage(
        number=number,
        topic="howto",
        trim=size,
        bleed=0.0,
        items=(Group(MARGIN, size.height - MARGIN, 0, column.items),),
        elements=column.elements,
        varies=False,
        oversets=column.oversets,
    )
