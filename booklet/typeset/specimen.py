"""Specimen pages: one language in every way a page can set it."""

from collections.abc import Iterator

from booklet.geometry import Size, mm
from booklet.look.layout import Theme
from booklet.text.fonts import Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.board import Board
from booklet.typeset.boxes import PAD_SIDE, RADIUS, bullets
from booklet.typeset.fit import Placed
from booklet.typeset.house import House, first_allowance
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.placed import Component, Group, PlacedPage
from booklet.values import replace
from booklet.words.manuscript import Block, Labels
from booklet.words.specimen import Specimen

PAGE = Size(mm(210), mm(297))

MARGIN = mm(16)
MEASURE = PAGE.width - 2 * MARGIN
NARROW = mm(72)
GAP = mm(5)


def specimen_pages(specimen: Specimen, theme: Theme) -> Placed:
    """Return the page of a specimen, as high as its texts."""
    house = specimen_house(specimen, theme)
    column = _stack(*_rows(specimen, house), gap=GAP)
    placed = Placed((_page(column, specimen),), ())
    return mirror_placed(placed, specimen.locale.script) if specimen.locale.direction == "rtl" else placed


def specimen_house(specimen: Specimen, theme: Theme) -> House:
    """Return the house style that a specimen is set in."""
    locale = specimen.locale
    setting = Setting(locale.direction, locale.script, locale.tag)
    return House(theme, "booklet", setting, Labels(()), theme.sections["happening"], first_allowance(theme))


def _rows(specimen: Specimen, house: House) -> Iterator[Component]:
    """Yield components to stand below one another; side by side, PDF readers would differ in which comes first."""
    yield _text(specimen.title, house.style("title"), MEASURE, house, "H1")
    for measure in (MEASURE, NARROW):
        yield _set_ragged(specimen.lead, measure, house)
    for measure in (MEASURE, NARROW):
        yield _set_justified(specimen.body, measure, house)
    yield _list(specimen, MEASURE, house)
    yield _helpline(specimen, NARROW, house)
    yield _callout(specimen, house)
    yield _set_ragged(specimen.digits, MEASURE, house)
    yield _set_ragged(specimen.mixed, MEASURE, house)


def _set_ragged(text: str, measure: float, house: House) -> Component:
    return _text(text, _let_tear(house.style("small")), measure, house)


def _set_justified(text: str, measure: float, house: House) -> Component:
    return _text(text, _let_tear(house.style("small", align="justify")), measure, house)


def _let_tear(style: TextStyle) -> TextStyle:
    return replace(style, tears=True)


def _text(text: str, style: TextStyle, measure: float, house: House, role: str = "P") -> Component:
    board = Board("specimen", house.setting)
    return board.finish(measure, board.text(text, style, 0, 0, measure, board.element(role)))


def _list(specimen: Specimen, measure: float, house: House) -> Component:
    items = tuple(Block(f"specimen.{number}", "item", text=item) for number, item in enumerate(specimen.items))
    return bullets(Block("specimen", "list", items=items), measure, house)


def _callout(specimen: Specimen, house: House) -> Component:
    words = _stack(
        _text(specimen.callout_title, house.style("heading", "sun"), MEASURE - 2 * PAD_SIDE, house, "H2"),
        _text(specimen.callout, house.style("body", "white"), MEASURE - 2 * PAD_SIDE, house),
    )
    return _set_boxed(words, MEASURE, "night", house)


def _helpline(specimen: Specimen, measure: float, house: House) -> Component:
    inner = measure - 2 * PAD_SIDE
    words = _stack(
        _text(specimen.helpline_name, house.style("strong"), inner, house),
        _text("116\u00a0111", house.style("number-pill", "night"), inner, house),
        _text(specimen.helpline_note, house.style("small"), inner, house),
    )
    return _set_boxed(words, measure, "sun", house)


def _stack(*parts: Component, gap: float = 0.0) -> Component:
    board = Board("specimen", Setting("ltr", "Latn", "en"))
    top = 0.0
    for part in parts:
        top += board.place(part, 0, top) + gap
    return board.finish(max(part.width for part in parts), top - gap)


def _set_boxed(inner: Component, measure: float, ground: str, house: House) -> Component:
    board = Board("specimen", house.setting)
    height = inner.height + 2 * mm(4)
    board.bubble(0, 0, measure, height, ground, RADIUS)
    board.place(inner, PAD_SIDE, mm(4))
    return board.finish(measure, height)


def _page(column: Component, specimen: Specimen) -> PlacedPage:
    height = max(PAGE.height, column.height + 2 * MARGIN)
    return PlacedPage(
        number=0,
        topic=f"specimen {specimen.locale.tag}",
        trim=Size(PAGE.width, height),
        bleed=0.0,
        items=(Group(MARGIN, height - MARGIN, 0, column.items),),
        elements=column.elements,
        varies=False,
        oversets=column.oversets,
    )
