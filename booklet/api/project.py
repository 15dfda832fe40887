"""A project: a partner's folder laid over what is shipped, and everything that can be asked of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.api import clock
from booklet.api.asking import Names, make_wanted, plan_all
from booklet.api.contacts import Contacts
from booklet.api.listing import Country, Language, PrintHouse, Product
from booklet.errors import Finding, merge_repeats
from booklet.facts.gate import Days
from booklet.facts.insert import INTERNATIONAL, ContactFact
from booklet.jobs import DEFAULT_LAYOUTS, Job
from booklet.look.layout import INKS
from booklet.make.opening import open_sources
from booklet.make.planning import Wanted
from booklet.pdf.draw.palette import EDITIONS
from booklet.sources.load import Sources
from booklet.sources.refresh import stamp_files
from booklet.words.guide import ITEMISED
from booklet.words.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from booklet.api.building import File
    from booklet.api.catalogues import Catalogues
    from booklet.api.entries import Entries
    from booklet.api.folder import Written
    from booklet.api.pictures import Picture
    from booklet.api.places import Page, Printed
    from booklet.make.document import Document
    from booklet.platypus.document import DocTemplate

__all__ = ["Project", "Wanted", "open_project"]

KEPT = 32
"""Placed jobs that a project keeps for their pictures."""


def open_project(path: Path | str | None = None) -> "Project":
    """Open a partner's folder, laid over what is shipped; without a path, only what is shipped.

    Theme, words and brand are read at once, countries and layouts when they are asked for, each once. A project shows
    its files as they were when it read them: `refresh` it after a change. Raises `SourceError` with all faults of all
    files, each with its file, its line and a remedy.
    """
    folder = Path(path) if path is not None else None
    stamps = stamp_files(folder)  # before anything is read, so that what changes meanwhile is read again
    return Project(open_sources(folder), stamps)


class Project(Contacts):
    """Everything that can be made from a folder and from what is shipped below it.

    A day is always an argument: the day that files say they were made on, today if it is left out. A file for readers
    also needs calls that hold on the real day, which comes from the clock alone.
    """

    _listed: "tuple[Catalogues, dict[str, Entries]] | None" = None
    _placed: "tuple[Sources, dict[tuple[Job, Days, bool], Document]] | None" = None

    @property
    def products(self) -> tuple[str, ...]:
        """The products that can be made: booklet, poster, card, insert, sticker."""
        return tuple(DEFAULT_LAYOUTS)

    @property
    def editions(self) -> tuple[str, ...]:
        """What a file can be for: press, screen, office, web, epub."""
        return tuple(EDITIONS)

    @property
    def inks(self) -> tuple[str, ...]:
        """What a file can be printed with: colour, grey, low-ink."""
        return INKS

    @property
    def bands(self) -> tuple[str, ...]:
        """The ages that the words are written for, such as 14-17; they are made unless a band is named."""
        return self.sources.guide.bands

    @property
    def every_band(self) -> tuple[str, ...]:
        """All bands that have words: the ages, which are made unless one is named, and the easy words."""
        return self.sources.guide.every_band

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that the guide exists in, as tags."""
        return self.sources.locales()

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of all countries; 001 stands for the whole world."""
        return self.sources.countries()

    @property
    def layouts(self) -> tuple[str, ...]:
        """The names of all layouts."""
        return self.sources.layouts()

    @property
    def scenes(self) -> tuple[str, ...]:
        """The names of all scenes: the pictures of pages."""
        return self.sources.scenes()

    @property
    def printers(self) -> tuple[str, ...]:
        """The names of all printers."""
        return self.sources.printers()

    def country(self, code: str, day: date | None = None) -> Country:
        """Return a country with the state of its numbers on a day; raise `SourceError` with all faults of its file."""
        from booklet.api.listing import country_of

        return country_of(code, self.sources, clock.days_of(day).made)

    def locale(self, tag: str) -> Language:
        """Return a language with its own name and its direction; raise `SourceError` if there are no words in it."""
        from booklet.api.listing import language_of

        return language_of(tag, self.sources)

    @property
    def catalogues(self) -> "Catalogues":
        """The catalogues of the project, begun, updated, sent to translators and taken back."""
        return self._list_entries()[0]

    def entries(self, tag: str) -> "Entries":
        """Return the messages of a locale one by one, to be listed, checked as they are typed, and written.

        They are read when they are asked for, which raises `SourceError` with the faults of the catalogue.
        """
        from booklet.api.entries import Entries

        catalogues, known = self._list_entries()
        return known.setdefault(tag, Entries(catalogues, tag))

    def _list_entries(self) -> "tuple[Catalogues, dict[str, Entries]]":
        """Return the catalogues of the sources of today, and the entries that were asked for."""
        from booklet.api.catalogues import Catalogues

        if self._listed is None or self._listed[0].sources is not self.sources:
            self._listed = Catalogues(self.sources), {}
        return self._listed

    def layout(self, name: str) -> Product:
        """Return a layout with its product, trim and pages; raise `SourceError` with all its faults."""
        from booklet.api.listing import product_of

        return product_of(name, self.sources)

    def printer(self, name: str) -> PrintHouse:
        """Return a printer with its edition and its profile; raise `SourceError` with all its faults."""
        from booklet.api.listing import print_house_of

        return print_house_of(name, self.sources)

    def plan(
        self,
        product: Names = (),
        *,
        locale: Names = (),
        country: Names = (),
        band: Names = (),
        edition: Names = (),
        ink: Names = (),
        layout: Names = (),
        printer: str = "",
        item: Names = (),
    ) -> tuple[Job, ...]:
        """Return the jobs of what is asked for, one for each file: every combination of the names given.

        Each axis takes one name or several. An axis that is left out takes its usual value: booklet, poster and card,
        the languages of each country, the world (001), all bands, press and screen, in colour, the usual layout, all
        items (posters p1 to p4, cards c1 to c8). Raises `SourceError` with every unknown name, or if none of it is made
        in the band.
        """
        return tuple(
            plan_all(
                make_wanted(
                    self.sources,
                    product,
                    locale=locale,
                    country=country,
                    band=band,
                    edition=edition,
                    ink=ink,
                    layout=layout,
                    printer=printer,
                    item=item,
                ),
                self.sources,
            )
        )

    def build(self, job: Job, day: date | None = None, *, with_ink: bool = False) -> "File":
        """Make one file: place it, draw it, read it back, and check a press file by preflight.

        `day` is the day that it says it was made on. `with_ink` measures the ink of a press file, with Ghostscript.
        Raises `SourceError` if something does not fit, is missing or is wrong in the sources; `BookletError` (of the
        kinds `ProofError` and `PressError`) if the file differs from the facts, or a print shop would refuse it. Then
        there is no file.
        """
        return next(self.build_all([job], day, with_ink=with_ink))

    def build_all(self, jobs: Iterable[Job], day: date | None = None, *, with_ink: bool = False) -> "Iterator[File]":
        """Yield the files of jobs one after the other; all of them are placed before the first is drawn.

        What the ledger has as printed, and says something else today, has the next version.
        Raises as `build` does, at the first file with the faults of all.
        """
        from booklet.api.building import draw_all, number_versions, place_all

        days = clock.days_of(day)
        documents = number_versions(place_all(jobs, self.sources, days), self.sources, days)
        yield from draw_all(documents, self.sources, days, with_ink=with_ink)

    def document(
        self,
        filename: Path | str,
        title: str,
        *,
        layout: Path | str = "insert-a5",
        locale: str = SOURCE_LOCALE,
        country: str = INTERNATIONAL,
        band: str = "14-17",
        edition: str = "screen",
        ink: str = "colour",
        printer: str = "",
        topics: Iterable[str] = (),
        day: date | None = None,
    ) -> "DocTemplate":
        """Return a template of ReportLab's Platypus for a document of one's own: its `build` takes a story.

        Its pages are those of a layout: a file, or one known by its name. Its `context` makes flowables in the house
        style, and figures from charts and tables; `topics` are the topics of the guide in it. The file is finished,
        proven and checked like all others. It is a PROOF until a named person stands for everything in it that is not
        in the guide. Raises `SourceError` with every unknown name, and with the faults of the layout.
        """
        from booklet.api.documents import make_document

        asked = make_wanted(
            self.sources, locale=locale, country=country, band=band, edition=edition, ink=ink, printer=printer
        )
        return make_document(filename, title, layout, tuple(topics), asked, self.sources, clock.days_of(day))

    def write(self, files: "Iterable[File]", folder: Path | str) -> "Written":
        """Write files into a folder with their manifest, in place of those that no longer hold.

        Finished files in the folder that contradict the sources of today are first renamed `_OUTDATED`, which the
        findings report. Each file appears whole or not at all. Raises `OutputError` if something cannot be written.
        """
        from booklet.api.folder import write_files

        return write_files(tuple(files), self.sources, Path(folder), clock.days_of(None))

    def preview(
        self, job: Job, page: int = 1, width: int = 800, day: date | None = None, *, even_if_unfit: bool = False
    ) -> bytes:
        """Return a page, counted from 1, as a PNG of a width in pixels, drawn for the screen.

        Pages on which something does not fit are shown too, with what fits, if they are asked for `even_if_unfit`.
        Raises `SourceError` as `build` does, and if there is no such page.
        """
        return self.previews(job, [page], width, day, even_if_unfit=even_if_unfit)[0]

    def previews(
        self,
        job: Job,
        pages: Iterable[int],
        width: int = 800,
        day: date | None = None,
        *,
        even_if_unfit: bool = False,
    ) -> tuple[bytes, ...]:
        """Return pictures of several pages of a file; raises `SourceError` as `preview` does.

        The file is placed once and nothing but these pages is drawn, for other pages of it later too, until the files
        of the project change.
        """
        found = self.draw_pages(job, pages, width, day, even_if_unfit=even_if_unfit)
        return tuple(picture.png() for picture in found)

    def draw_pages(
        self,
        job: Job,
        pages: Iterable[int],
        width: int = 800,
        day: date | None = None,
        *,
        even_if_unfit: bool = False,
    ) -> "tuple[Picture, ...]":
        """Return pages in pixels, for programs that make PNGs of them while others draw; raises as `previews` does."""
        from booklet.api.pictures import page_pictures

        days = clock.days_of(day)
        document = self._place_for_screen(job, days, even_if_unfit=even_if_unfit)
        return page_pictures(document, self.sources, days, tuple(pages), width)

    def _place_for_screen(self, job: Job, days: Days, *, even_if_unfit: bool = True) -> "Document":
        """Return the screen edition of a job with everything in its place; some are kept, for other pages of them."""
        from booklet.api.building import place_all, place_as_it_is
        from booklet.api.pictures import on_screen

        sources, key = self.sources, (on_screen(job), days, even_if_unfit)
        if self._placed is None or self._placed[0] is not sources:
            self._placed = sources, {}
        known = self._placed[1]
        if key not in known:
            if len(known) == KEPT:
                known.clear()
            known[key] = (place_as_it_is if even_if_unfit else place_all)([key[0]], sources, days)[0]
        return known[key]

    def pages(self, job: Job, day: date | None = None) -> "tuple[Page, ...]":
        """Return the pages of a file, each with its number from 1, its topic, its title and its trim in millimetres.

        What does not fit is no fault here. Raises `SourceError` for faults in the files.
        """
        from booklet.api.places import list_pages

        return list_pages(self._place_for_screen(job, clock.days_of(day)), self.sources)

    def findings(self, job: Job, day: date | None = None) -> tuple[Finding, ...]:
        """Return all that is to be said of a file before it is drawn: what does not fit, and what a person should know.

        It is quick, and less than `validate` finds, which draws the file and reads it back. Raises `SourceError` as
        `pages` does.
        """
        return tuple(merge_repeats(self._place_for_screen(job, clock.days_of(day)).findings))

    def find_message(
        self, message: str, *, locale: str, country: str, band: str, day: date | None = None
    ) -> "tuple[Printed, ...]":
        """Return where a message of a catalogue is printed, such as `friend.lead`: jobs, pages and boxes.

        It is quick once the pages have been shown. A message that the band or the country does not print, or that
        gave way to others, is nowhere. Raises `SourceError` as `pages` does, and if there is no such message.
        """
        from booklet.api.places import find_message

        def place(product: str, items: tuple[str, ...]) -> "tuple[Document, ...]":
            several = items if product in ITEMISED else ()
            jobs = self.plan(product, locale=locale, country=country, band=band, edition="screen", item=several)
            return tuple(self._place_for_screen(job, clock.days_of(day)) for job in jobs if not job.part)

        return tuple(find_message(message, locale, band, self.sources, place))

    def find_contact(self, contact: ContactFact, jobs: Iterable[Job], day: date | None = None) -> "tuple[Printed, ...]":
        """Return where the numbers of a contact are printed in some files; raises `SourceError` as `pages` does."""
        from booklet.api.places import find_contact

        days = clock.days_of(day)
        return tuple(find_contact(contact, (self._place_for_screen(job, days) for job in jobs)))

    def scene(self, name: str, width: int = 800) -> bytes:
        """Return a scene alone, without words, as a PNG of a width in pixels.

        Raises `SourceError` with all faults of its file, its cast and its drawings.
        """
        from booklet.api.pictures import scene_picture

        return scene_picture(self.sources.scene(name), self.sources, clock.days_of(None), width)

    def validate(
        self,
        product: Names = (),
        *,
        locale: Names = (),
        country: Names = (),
        band: Names = (),
        ink: Names = (),
        layout: Names = (),
        printer: str = "",
        day: date | None = None,
    ) -> tuple[Finding, ...]:
        """Read, resolve and place everything, write nothing, and return all findings, faults and notes.

        The axes are those of `plan`; without a country, those of the project are checked, or all of ours. The files of
        a project are made as `build` makes them, read back, and given to preflight. A fault is a finding whose severity
        is `error`; nothing is raised for it. Raises `SourceError` if there is no such printer.
        """
        from booklet.api.validation import find_all

        asked = make_wanted(
            self.sources, product, locale=locale, country=country, band=band, ink=ink, layout=layout, printer=printer
        )
        return find_all(asked, self.sources, clock.days_of(day), has_countries=bool(country))
