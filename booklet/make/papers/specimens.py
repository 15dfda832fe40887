"""The pages of a specimen: of ours one as high as its texts, of a user's own text as many as it fills."""

from collections.abc import Iterator, Sequence

from booklet.frames.flowables import OwnFlowable, Words
from booklet.frames.stories import place_story
from booklet.frames.templates import paper_template
from booklet.look.layout import Theme
from booklet.text.compose import Line
from booklet.text.itemise import TextStyle
from booklet.typeset.fit import Placed
from booklet.typeset.house import House
from booklet.typeset.specimen import GAP, MARGIN, NARROW, PAGE, specimen_house, specimen_pages
from booklet.values import replace
from booklet.words.specimen import Specimen


def place_specimen(specimen: Specimen, theme: Theme) -> Placed:
    """Return the pages of a specimen."""
    if not specimen.paragraphs:
        return specimen_pages(specimen, theme)
    house = specimen_house(specimen, theme)
    topic = f"specimen {specimen.locale.tag}"
    return place_story(_story(specimen, house), [paper_template(PAGE, MARGIN)], house, topic=topic)


class _Narrow(Words):
    """A paragraph in a narrow column."""

    def lines(self, width: float) -> Sequence[Line]:
        """Return its lines, no wider than the column."""
        return super().lines(min(width, NARROW))


def _story(specimen: Specimen, house: House) -> Iterator[OwnFlowable]:
    """Yield a user's paragraphs, the first as a title, the others ragged and justified."""

    def torn(role: str, align: str = "start") -> TextStyle:
        return replace(house.style(role, align=align), tears=True)

    title, *others = specimen.paragraphs
    yield Words(title, torn("title"), house.setting, "H1").with_space(0, GAP)
    for paragraph in others:
        yield Words(paragraph, torn("small"), house.setting).with_space(0, GAP)
        yield _Narrow(paragraph, torn("small", "justify"), house.setting).with_space(0, GAP)
