"""The picture of a scene alone, without its words: one page as PDF, to look at while one draws."""

from datetime import date

from booklet.geometry import Rect
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.scenes.model import Scene
from booklet.sheets.finish import finish_for_screen
from booklet.sources.load import Sources
from booklet.typeset.fit import Placed
from booklet.typeset.picture import picture_items
from booklet.typeset.placed import Element, FigureAt, Group, PlacedPage
from booklet.words.locales import SOURCE_LOCALE


def draw_scene(scene: Scene, sources: Sources, made: date, ink: str = "colour") -> bytes:
    """Return a PDF of the panels of a scene where they stand on their page."""
    edition = Edition("screen", make_palette(sources.theme, "screen", ink), sources.screen, None)
    metadata = Metadata(scene.name, SOURCE_LOCALE, made, (scene.name,))
    return assemble(finish_for_screen(Placed((_place(scene),), ())), sources.art, edition, metadata)


def _place(scene: Scene) -> PlacedPage:
    elements = tuple(Element("Figure", alt=f"{scene.name}, {panel.id}") for panel in scene.panels)
    panels = []
    for number, panel in enumerate(scene.panels):
        box = Rect(0, -panel.size.height, *panel.size)
        figure = FigureAt(box, picture_items(panel, scene.line), number, turns=True)
        panels.append(Group(panel.at[0], scene.trim.height - panel.at[1], 0, (figure,)))
    return PlacedPage(0, "", scene.trim, 0.0, tuple(panels), elements, varies=False)
