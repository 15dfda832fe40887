"""What a script and braille are written from: an edition as the web has it, and what in it is in another language."""

from booklet.linear.languages import Languages
from booklet.linear.passages import Passage
from booklet.linear.reading import read_edition
from booklet.look.braille import Braille
from booklet.values import Frozen
from booklet.web.guide import ReflowedEdition


class LinearEdition(Frozen):
    """An edition for who hears it or reads by touch; `stem` is the name of its file without ending.

    One that is embossed says by which `braille` it is.
    """

    told: ReflowedEdition
    languages: Languages
    stem: str
    braille: Braille | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that it says, one after the other."""
        return read_edition(self.told, self.languages)
