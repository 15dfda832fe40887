"""Topics as sections: a title, the pages that it takes in print, its pictures, its blocks, whom to call."""

from booklet.typeset.brief import HELP_KINDS, Brief
from booklet.values import Frozen
from booklet.web import helping
from booklet.web.blocks import PageWriter
from booklet.web.guide import ReflowedEdition, number_of
from booklet.web.markup import Linker, element, paragraphs, plain
from booklet.web.pictures import Pictures
from booklet.web.shown import find_panels, find_shown


class TopicWriter(Frozen):
    """Writes the sections of an edition; the first title is that of the whole, unless each has a file."""

    edition: ReflowedEdition
    linker: Linker
    pictures: Pictures
    has_files: bool = False

    def section(self, pages: tuple[Brief, ...]) -> str:
        """Return the section of a topic, from its pages."""
        first, labels = pages[0], self.edition.manuscript.labels
        kind = first.plan.master
        is_first = self.has_files or first == self.edition.pages[0]
        title = element(
            "h1" if is_first else "h2", self.linker.inline(first.topic.title), id=f"title-{first.plan.place}"
        )
        parts = [
            part for page in pages for part in (break_before(page), self._page(page, title if page is first else ""))
        ]
        is_help = kind == "back-cover" or any(map(first.topic.has_kind, HELP_KINDS))
        strip = "" if is_help else helping.strip(self.edition.manuscript.help.lead, labels, self.linker)
        return element(
            "section",
            *parts,
            strip,
            id=first.plan.place,
            class_=f"page-{kind}",
        )

    @property
    def _below(self) -> str:
        """The element of headings below a title."""
        return "h2" if self.has_files else "h3"

    def _page(self, page: Brief, title: str) -> str:
        labels = self.edition.manuscript.labels
        shown = find_shown(page, labels)
        aside = {one.of: one for one in shown if one.of}
        writer = PageWriter(self.edition, page, self.linker, self.pictures, find_panels(page), aside, self._below)
        pictures = (self.pictures.draw(*one[:3]) for one in shown if not one.of)
        figures = "".join(element("figure", picture, class_="shown") for picture in pictures)
        return title + self._before(page) + figures + writer.blocks(page.topic.blocks) + self._after(page)

    def _before(self, page: Brief) -> str:
        """Return what stands beside the title: on a cover whom the guide is for, in the directory its country."""
        if page.plan.master == "cover":
            parts = (*page.notes, page.place_name)
            return paragraphs((" · ".join(self.linker.inline(part) for part in parts if part),), class_="for")
        return paragraphs((self.linker.inline(page.place_name),), class_="for")

    def _after(self, page: Brief) -> str:
        """Return the small lines of a back cover."""
        if page.plan.master != "back-cover":
            return ""
        lead = self.edition.manuscript.help.lead
        card = helping.card(lead, self.edition.manuscript.labels, self.linker)
        return card + paragraphs(map(self.linker.inline, page.notes), class_="small")


def break_before(page: Brief) -> str:
    """Return the mark of where a page begins in print, with its number."""
    number = number_of(page)
    return element("p", plain(number), class_="page", id=f"page-{number}", role="doc-pagebreak", aria_label=number)


def warnings(edition: ReflowedEdition) -> str:
    """Return what an edition says before all else, in its words and in English; "" if it may go to readers."""
    if not edition.warnings:
        return ""
    first, *others = edition.warnings
    said = [element("p", plain(first), lang="en" if edition.proof else None, dir="ltr" if edition.proof else None)]
    said += [element("p", plain(line)) for line in others]
    return element("div", *said, class_="proof" if edition.proof else "draft")
