"""The context of a story: the style, words and facts of one file, and flowables made of them."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from booklet.frames.flowables import Blocks, OwnFlowable, Paragraph, topic_story
from booklet.frames.fonts import use_font
from booklet.frames.guests import Guest
from booklet.frames.inks import InkColor, ink
from booklet.frames.table import Column, Table
from booklet.geometry import mm
from booklet.look.layout import Layout
from booklet.typeset.board import Board
from booklet.typeset.fit import Placed
from booklet.typeset.foot import STRIP
from booklet.typeset.help import STRIP_HEIGHT, helpline_card, strip
from booklet.typeset.house import House
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.placed import Component, Form
from booklet.values import Frozen
from booklet.words.manuscript import Manuscript

CARD = "card-back"
"""The form of whom to call, as the proof knows it: its number and its code are looked for wherever it stands."""

STRIP_FORM = "strip"
"""The form of the strip, by which the proof knows it."""

LEAST_CARD = mm(44)
"""The height of a helpline card."""


class Context(Frozen):
    """One file that a story is told for: a language, a country, an age band and a layout."""

    manuscript: Manuscript
    house: House
    layout: Layout

    @property
    def locale(self) -> str:
        """The language of the file (BCP 47)."""
        return self.manuscript.locale.tag

    @property
    def country(self) -> str:
        """The country of the file (ISO 3166), 001 for the world."""
        return self.manuscript.country

    @property
    def band(self) -> str:
        """The ages that the file is for."""
        return self.manuscript.band

    @property
    def measure(self) -> float:
        """The width of the text, in points."""
        margins = self.layout.margins
        return self.layout.trim.width - margins.inner - margins.outer

    def paragraph(self, markup: str, role: str = "body", **options: Any) -> Paragraph:
        """Return a text in the type of a role; digits in it make a PROOF until a person stands for them."""
        return Paragraph(markup, self.house, role, **options)

    def title(self, markup: str) -> Paragraph:
        """Return the title of the file."""
        title = Paragraph(markup, self.house, "title", element="H1")
        title.with_space(0, self.house.gap, keep=True)
        return title

    def heading(self, markup: str) -> Paragraph:
        """Return a heading, which stays with what follows it."""
        heading = Paragraph(markup, self.house, "heading", element="H2")
        heading.with_space(self.house.gap, mm(1), keep=True)
        return heading

    def topic(self, name: str) -> list[Flowable]:
        """Return a topic of the guide, one of those that the product names."""
        return topic_story(self.manuscript.topic(name), self.house)

    def block(self, topic: str, id: str) -> Blocks:
        """Return one block of a topic, by its id: the six steps are `m2` in the topics that have them."""
        found = next(block for block in self.manuscript.topic(topic).blocks if block.id == id)
        return Blocks(found, house=self.house)

    def help_card(self) -> "HelpCard":
        """Return whom to call: name, number and code, proven in the finished file like any other fact of ours."""
        return HelpCard(self.manuscript, self.house)

    def help_strip(self) -> "HelpStrip":
        """Return whom to call on one line, for pages that have no help strip at their foot."""
        return HelpStrip(self.manuscript, self.house)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> Table:
        """Return a table of words that is read cell by cell; the first cell of a row heads it. All is markup."""
        columns = tuple(Column(1 / len(heads), head, is_head=not number) for number, head in enumerate(heads))
        return Table(columns, rows, self.house, title)

    def figure(self, flowable: Any, alt: str) -> Guest:
        """Return a flowable, table or drawing of ReportLab's as a figure, with its alternative text."""
        return Guest(flowable, alt, self.house)

    def font(self, role: str = "body", *, strong: bool = False) -> str:
        """Return the name of a role's type in ReportLab: the `fontName` of labels and cells."""
        return use_font(self.house, role, strong=strong)

    def ink(self, name: str) -> InkColor:
        """Return an ink of the theme as a colour of ReportLab's."""
        return ink(name)


class HelpCard(OwnFlowable):
    """The helpline card of a manuscript, as a form."""

    def __init__(self, manuscript: Manuscript, house: House) -> None:
        super().__init__()
        self.manuscript, self.house = manuscript, house

    def component(self, width: float) -> Component:
        """Return the card at a width."""
        return helpline_card(self.manuscript.help.lead, width, LEAST_CARD, self.house)

    def draw(self) -> None:
        """Put the card on the page."""
        self.canv.place_form(Form(CARD, self.set_at(self.width)), "Sect", 0, self.height)


class HelpStrip(OwnFlowable):
    """The help strip of a manuscript, as the form that it is at the foot of pages."""

    def __init__(self, manuscript: Manuscript, house: House) -> None:
        super().__init__()
        self.manuscript, self.house = manuscript, house

    def component(self, width: float) -> Component:
        """Return the strip at a width."""
        return strip(self.manuscript.help.lead, width, 0.0, self.house)

    def draw(self) -> None:
        """Put the strip on the page."""
        self.canv.place_form(Form(STRIP_FORM, self.set_at(self.width)), "Link", 0, self.height)


def own_forms(context: Context, bleed: float, placed: Placed) -> tuple[Form, ...]:
    """Return the card and the strips as we set them on pages, in the sizes that forms of these names have there."""
    flowables = {CARD: HelpCard, STRIP_FORM: HelpStrip}
    told = (
        Form(form.name, flowables[form.name](context.manuscript, context.house).set_at(form.component.width))
        for form in placed.forms
        if form.name in flowables
    )
    forms = (*told, _foot_strip(context, bleed))
    setting = context.house.setting
    return mirror_placed(Placed((), forms), setting.script).forms if setting.direction == "rtl" else forms


def _foot_strip(context: Context, bleed: float) -> Form:
    """Return the strip at the foot of pages, which goes as far as the bleed."""
    margins, trim = context.layout.margins, context.layout.trim
    width = trim.width - margins.inner + bleed
    return Form(STRIP_FORM, strip(context.manuscript.help.lead, width, bleed, context.house))


def furniture(context: Context, bleed: float) -> Any:
    """Return the function that draws page numbers and, if the layout has room, the help strip on right-hand pages."""
    layout, house = context.layout, context.house
    margins = layout.margins
    has_strip = margins.foot >= STRIP
    form = _foot_strip(context, bleed)

    def draw(canvas: Any) -> None:
        is_recto = canvas.number % 2 == 0
        board = Board("foot", house.setting)
        _folio(board, canvas.number, layout, house, is_recto=is_recto)
        if has_strip and is_recto:
            canvas.place_form(form, "Link", margins.inner, STRIP)
        canvas.put(board, ())

    return draw


def _folio(board: Board, number: int, layout: Layout, house: House, *, is_recto: bool) -> None:
    """Set the number of a page at its outer margin, as in a booklet."""
    width, outer = mm(12), layout.margins.outer
    x = layout.trim.width - outer - width if is_recto else outer
    style = house.style("folio", "black", "end" if is_recto else "start")
    board.line(str(number + 1), style, x, layout.trim.height - STRIP + (STRIP_HEIGHT - style.leading) / 2, width)
