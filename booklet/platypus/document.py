"""A document as people who know ReportLab make one: a template with a file name, and a story built into it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from reportlab.platypus.flowables import Flowable

from booklet.errors import merge_repeats, raise_errors
from booklet.facts.gate import Days
from booklet.frames.stories import StoryTemplate, told_pages
from booklet.frames.templates import OwnTemplate
from booklet.jobs import DRAFT, PROOF, Job, mark_path
from booklet.make.document import Document, DrawnFile
from booklet.make.usedart import art_findings
from booklet.make.writing import draw_sound, write_drawn
from booklet.platypus.context import Context
from booklet.platypus.publication import Publication, document_of, edition_findings, prepare
from booklet.sources.load import Sources
from booklet.words.statements import Statement


class DocTemplate(StoryTemplate):
    """Sets a story on the pages of a layout, and writes a file that is finished and checked like any other of ours.

    `context` makes flowables in its style and language; one's own page templates are added as to any template.
    """

    def __init__(
        self,
        filename: Path | str,
        publication: Publication,
        job: Job,
        sources: Sources,
        days: Days,
        today: Callable[[], Days] | None = None,
    ) -> None:
        self._prepared = prepare(publication, job, sources, days)
        self._sources = sources
        self._today = today
        super().__init__(
            self._prepared.templates, self._prepared.house, bleed=self._prepared.bleed, topic=self._prepared.job.product
        )
        self.filename = str(filename)

    @property
    def context(self) -> Context:
        """The words and the style of the document."""
        return self._prepared.context

    def use(self, *templates: OwnTemplate) -> None:
        """Take page templates instead of those of the layout; the first page has the first of them."""
        self.pageTemplates = list(templates)

    def draw(self, story: Iterable[Flowable]) -> DrawnFile:
        """Return the file of a story, read back.

        Raises `SourceError` for what does not fit or cannot be printed, `ProofError` or `PressError` if the file
        differs from the facts or a print shop would refuse it.
        """
        document = self._place(story)
        findings = (*edition_findings(document, self._sources), *art_findings(document.placed, self._sources.art))
        raise_errors(merge_repeats(findings))
        return draw_sound(document, self._sources, self._prepared.days.made)

    def statement(self, story: Iterable[Flowable]) -> Statement | None:
        """Return what a person has to stand for, or the file of a story is a PROOF; None if there is nothing."""
        brought = self._place(story).brought
        return brought.statement if brought else None

    def _place(self, story: Iterable[Flowable]) -> Document:
        """Return the document of a story; calls have to hold on the real day of now, not on that of the template."""
        prepared = self._prepared
        real = self._today().real if self._today else prepared.days.real
        if real != prepared.days.real:
            days = Days(prepared.days.made, real)
            self._prepared = prepare(prepared.publication, prepared.job, self._sources, days)
        return document_of(self._prepared, told_pages(self.tell(story)), self._sources)

    def build(self, story: Iterable[Flowable], *given: object, **options: object) -> Path:
        """Write the file of a story and return its path, whose name has its mark; raises as `draw` does.

        A finished file of that name that becomes a proof is set aside.
        """
        file = self.draw(story)
        path = Path(self.filename)
        path = mark_path(path, {"proof": PROOF, "draft": DRAFT}.get(file.state, ""))
        return write_drawn(replace(file, name=path.name), path.parent).path
