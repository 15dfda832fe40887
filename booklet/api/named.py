"""One poster or card that bears the name of a place, such as a school: checked, placed, shown, drawn."""

from collections.abc import Iterator
from datetime import date

from booklet.api import clock
from booklet.api.pictures import file_pictures
from booklet.api.project import Project
from booklet.errors import Finding, Where, raise_errors
from booklet.facts.gate import Days
from booklet.facts.lots import Recipient
from booklet.jobs import Job
from booklet.look.brand import LONGEST_CONTACT, LONGEST_NAME, line_fault
from booklet.make.document import Document, DrawnFile
from booklet.make.drawing import draw_some
from booklet.make.runs.plan import NAMED, RunItem
from booklet.make.runs.work import name_sources, place_item
from booklet.make.writing import draw_sound
from booklet.sources.load import Sources
from booklet.sources.statements import row_statements
from booklet.text.markup import letters
from booklet.typeset.placed import texts_of
from booklet.values import Frozen

__all__ = ["LONGEST_CONTACT", "LONGEST_NAME", "NAMED", "DrawnFile", "NamedFile", "PlaceName", "place_named"]

LOT = "place"
"""What stands for the lot of a file that belongs to no campaign."""


class PlaceName(Frozen):
    """A place as its poster names it: its name, and whom readers find there ("" if nobody is named)."""

    name: str
    contact: str = ""

    def findings(self) -> Iterator[Finding]:
        """Yield why it can stand on no poster, whatever the poster is; the field is told as the file of the place."""
        for field, text, longest in (("name", self.name, LONGEST_NAME), ("contact", self.contact, LONGEST_CONTACT)):
            if fault := line_fault(text, longest):
                hint = f"write one line of {longest} characters at most"
                yield Finding("wrong-record", Where(field), f"the {field} {fault}", hint)
        if not self.name.strip():
            yield Finding("empty-text", Where("name"), "the place has no name", "write one")
        for said in row_statements(self._recipient):
            message = f"nobody has confirmed what it says: {said.shows}"
            hint = "leave out numbers and addresses, or let the partner print it"
            yield Finding("place-unconfirmed", Where(said.place.rpartition(" ")[2]), message, hint)

    @property
    def _recipient(self) -> Recipient:
        return Recipient("place", self.name, self.contact, Where(LOT))


class NamedFile(Frozen):
    """A file with the name of a place, everything in it in its place; `sources` are those of this file alone."""

    document: Document
    sources: Sources
    days: Days

    def picture(self, width: int, page: int = 1) -> bytes:
        """Return a page, counted from 1, as a PNG of a width in pixels, as it will be printed."""
        drawn = draw_some(self.document, [page - 1], self.sources, self.days.made)
        return file_pictures(drawn, width)[0].png()

    def draw(self) -> DrawnFile:
        """Return the file, read back and checked; raise `BookletError` if it is not sound."""
        return draw_sound(self.document, self.sources, self.days.made)


def place_named(project: Project, job: Job, place: PlaceName, day: date | None = None) -> NamedFile:
    """Return the file of a job with the name of a place on it.

    Raises `SourceError` with all that is wrong: a text that is too long, that has no room on this poster or card, that
    the typefaces lack letters for, or that says a number or an address, which a person would have to confirm first; and
    if the file would not be one for readers for any other reason.
    """
    raise_errors(dict.fromkeys(place.findings()))
    item = RunItem(LOT, job, 1, "", place._recipient)
    days = clock.days_of(day)
    sources = name_sources(item, project.sources)
    document = place_item(item, sources, days)
    raise_errors((*_find_unplaced(document, place), *_find_unfit(document)))
    return NamedFile(document, sources, days)


def _find_unplaced(document: Document, place: PlaceName) -> Iterator[Finding]:
    """Yield that no page says how to reach the place, though that was written."""
    placed = letters("".join(text.line.text for page in document.placed.pages for text in texts_of(page.items)))
    if letters(place.contact) not in placed:
        message = f"{document.job.product} {document.job.item} has no room for whom readers find there"
        yield Finding("recipient-no-place", Where("contact"), message, "leave it empty")


def _find_unfit(document: Document) -> Iterator[Finding]:
    if document.state != "final":
        message = f"the file would be no final one: {document.why or document.state}"
        yield Finding("not-final", Where(document.name), message, "let the partner release it anew")
