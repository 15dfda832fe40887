"""A paper: a story of flowables in, its pages and their PDF out."""

from collections.abc import Iterable, Iterator
from datetime import date

from booklet.check.proof.compare import prove_order
from booklet.errors import Finding, Where, merge_repeats, raise_errors
from booklet.frames.flowables import OwnFlowable, Paragraph
from booklet.frames.stories import place_story
from booklet.frames.templates import paper_template
from booklet.geometry import Size, mm
from booklet.look.layout import Theme
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import finish_for_screen
from booklet.sources.load import Sources
from booklet.text.fonts import Setting
from booklet.text.markup import plain_text
from booklet.typeset.board import Board
from booklet.typeset.fit import Placed
from booklet.typeset.house import House, first_allowance
from booklet.typeset.missing import find_missing_glyphs
from booklet.typeset.placed import Group
from booklet.values import Frozen, replace
from booklet.words.locales import Locale
from booklet.words.manuscript import Labels

A4 = Size(mm(210), mm(297))

MARGIN = mm(18)

FOOT = mm(14)
"""Where the number of a page stands, from the foot of the page."""

GAP = mm(3)
"""The space between two things on a paper."""


class Paper(Frozen):
    """What the papers beside some files have in common: language, style, the size of their sheets, and a note.

    The note, if there is one, stands below each title: that numbers are not confirmed.
    """

    locale: Locale
    labels: Labels
    theme: Theme
    size: Size = A4
    note: str = ""

    @property
    def house(self) -> House:
        """The style that its stories are set in."""
        setting = Setting(self.locale.direction, self.locale.script, self.locale.tag)
        return House(
            self.theme, "booklet", setting, self.labels, self.theme.sections["help"], first_allowance(self.theme)
        )


def make_paper(title: str, story: Iterable[OwnFlowable], paper: Paper, sources: Sources, made: date) -> bytes:
    """Return the PDF of a story below its title; raise `SourceError` for unknown letters and for words without room."""
    return draw_paper(plain_text(title), place_paper(title, story, paper), paper.locale, sources, made)


def place_paper(title: str, story: Iterable[OwnFlowable], paper: Paper) -> Placed:
    """Return the pages of a story below its title; raise `SourceError` for unknown letters or words without room."""
    house = paper.house
    heads: list[OwnFlowable] = [Paragraph(title, house, "title", element="H1").with_space(0, GAP)]
    if paper.note:
        heads.append(Paragraph(paper.note, house, "strong").with_space(0, GAP))
    placed = place_story([*heads, *story], [paper_template(paper.size, MARGIN)], house, topic="paper")
    raise_errors(merge_repeats(_findings(placed, Where(f"{paper.locale.tag} {title}"), paper.theme)))
    return _add_numbers(placed, house)


def _add_numbers(placed: Placed, house: House) -> Placed:
    """Return pages with their numbers, if there are several, since loose sheets get out of order."""
    if len(placed.pages) == 1:
        return placed
    style = house.style("small", align="middle")
    pages = []
    for page in placed.pages:
        board = Board("folio", house.setting)
        board.text(f"{page.number + 1}/{len(placed.pages)}", style, 0, page.trim.height - FOOT, page.trim.width)
        folio = Group(0, page.trim.height, len(page.elements), tuple(board.items))
        pages.append(replace(page, items=(*page.items, folio)))
    return replace(placed, pages=tuple(pages))


def _findings(placed: Placed, where: Where, theme: Theme) -> Iterator[Finding]:
    for page in placed.pages:
        yield from find_missing_glyphs(page.items, where, theme.fonts)
        for overset in page.oversets:
            yield Finding("overset", where, f"“{overset.about}” is too wide", "say it in fewer words")


def draw_paper(name: str, placed: Placed, locale: Locale, sources: Sources, made: date) -> bytes:
    """Return the PDF of placed pages for the screen; the order of their lines is proven."""
    bookmarks = tuple(f"{name} {page.number + 1}" for page in placed.pages)
    edition = Edition("screen", make_palette(sources.theme, "screen"), sources.screen, None)
    finished = finish_for_screen(placed)
    metadata = Metadata(name, locale.tag, made, bookmarks, locale.direction)
    return prove_order(assemble(finished, sources.art, edition, metadata), finished, f"{locale.tag} {name}")
