"""Proofs for translators: the products of a locale in one file, each text named by its message.

What does not fit is listed first and outlined in red where it stands; what stands on no page is listed last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from booklet.check.preflight.annotate import annotate, join_files
from booklet.check.preflight.hits import Hit, Rule
from booklet.errors import Finding, Severity
from booklet.frames.table import Column, Table
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.papers.paper import Paper, make_paper
from booklet.make.placing import words_of
from booklet.sources.load import Sources
from booklet.text.compose import set_line
from booklet.text.markup import escape_markup, isolate_left_to_right
from booklet.translators.places import TextPlace, places
from booklet.typeset.missing import find_unshown
from booklet.typeset.placed import ARTIFACT, TextAt
from booklet.values import replace
from booklet.words.catalogue import MessageSlot, slots
from booklet.words.locales import SOURCE_LOCALE

MOST_NAMED = 3
"""Messages that a label names; the note of the box names all."""


ON_NO_PAGE = "Messages that stand on no page here"

TOO_LONG = "What does not fit or cannot be set"

FAULTS = (
    Column(0.3, "where", is_head=True, tears=True, language=SOURCE_LOCALE),
    Column(0.4, "what", tears=True, language=SOURCE_LOCALE),
    Column(0.3, "what to do", tears=True, language=SOURCE_LOCALE),
)

COLUMNS = (
    Column(0.3, "id", is_head=True, tears=True, language=SOURCE_LOCALE),
    Column(0.35, "English", tears=True, language=SOURCE_LOCALE),
    Column(0.35, "translation", tears=True),
)


Shown = tuple[Document, tuple[TextPlace, ...]]
"""A placed document, and where its messages stand."""


def find_places(documents: Iterable[Document], sources: Sources, known: Mapping[str, MessageSlot]) -> list[Shown]:
    """Return placed documents, each with where its messages stand."""
    return [(document, places_of(document, sources, known)) for document in documents]


def proof_file(
    documents: Sequence[Shown],
    sources: Sources,
    known: Mapping[str, MessageSlot],
    made: date,
    faults: Sequence[Finding] = (),
) -> bytes:
    """Return placed documents (of a screen edition) as one file, each text with a message outlined.

    `faults` are what keeps them from being printed.
    """
    others = list(list_never_printed(documents, known))
    first = documents[0][0]
    guide, _ = words_of(first.job, sources)
    theirs = slots(guide)
    paper = _ListPaper(first, sources, made)
    before = [paper.list(TOO_LONG, FAULTS, [(str(one.where), one.message, one.hint) for one in faults])] * bool(faults)
    after = [paper.list(ON_NO_PAGE, COLUMNS, [(name, known[name].text, theirs[name].text) for name in others])]
    files = (_outline(document, found, sources, known, made) for document, found in documents)
    return join_files((*before, *files, *after * bool(others)))


class _ListPaper:
    """Pages with lists beside the pages of a document, in its language; what is English stays so from right to left."""

    def __init__(self, document: Document, sources: Sources, made: date) -> None:
        self.sources, self.made = sources, made
        self.paper = Paper(document.manuscript.locale, document.manuscript.labels, sources.theme)

    def list(self, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
        """Return pages with a table of texts that are no markup."""
        cells = [
            tuple(self._quote(text, column.language) for text, column in zip(row, columns, strict=True)) for row in rows
        ]
        story = [Table(columns, cells, self.paper.house)]
        return make_paper(self._quote(title, SOURCE_LOCALE), story, self.paper, self.sources, self.made)

    def _quote(self, text: str, language: str) -> str:
        """Return a text as markup; a letter that no typeface has is a question mark, as what it is has been told."""
        line = set_line(escape_markup(text), self.paper.house.style("body"), self.paper.house.setting)
        unshown = {ord(letter): "?" for letter, _ in find_unshown((TextAt(0, 0, line, ARTIFACT),))}
        is_turned = language == SOURCE_LOCALE and self.paper.locale.direction == "rtl"
        return (isolate_left_to_right if is_turned else escape_markup)(text.translate(unshown))


def places_of(document: Document, sources: Sources, known: Mapping[str, MessageSlot]) -> tuple[TextPlace, ...]:
    """Return where the messages of a document stand."""
    guide, _ = words_of(document.job, sources)
    return tuple(places(document.placed, guide, known, document.job.product, document.job.band))


def list_never_printed(documents: Iterable[Shown], wanted: Iterable[str]) -> Iterator[str]:
    """Yield the messages on no page: alternate texts, other forms, those this country does not need."""
    printed = {name for _, found in documents for place in found for name in place.contexts}
    yield from (name for name in wanted if name not in printed)


def _outline(
    document: Document, found: Sequence[TextPlace], sources: Sources, known: Mapping[str, MessageSlot], made: date
) -> bytes:
    """Return a document with its texts outlined; it has no mark of a draft if it has too little room for one."""
    unfit = list(_find_unfit(document, found, known))
    red = {id(place) for one in unfit for place in one.places}
    hits = [_hit(place, known, is_long=id(place) in red) for place in found]
    shown = replace(document, draft=None) if unfit else document
    return annotate(draw(shown, sources, made), [*map(_say_unfit, unfit), *hits], lambda hit: hit.what)


class _Unfit(NamedTuple):
    """Something that does not fit on a page (from 0), the texts of its messages there, and by how many lines."""

    page: int
    block: str
    places: tuple[TextPlace, ...]
    lines: int


def _find_unfit(document: Document, found: Sequence[TextPlace], known: Mapping[str, MessageSlot]) -> Iterator[_Unfit]:
    """Yield what does not fit; what stands on many pages, on the first of them."""
    for page in document.placed.pages:
        here = [place for place in found if place.page == page.number]
        for overset in page.oversets:
            found_here = here if overset.block == page.topic else _of_block(overset.block, here, known)
            yield _Unfit(page.number, overset.block, tuple(found_here), overset.lines)
    for form in document.placed.forms:
        for overset in form.component.oversets:
            everywhere = tuple(_of_block(overset.block, found, known))
            first = min((place.page for place in everywhere), default=0)
            yield _Unfit(first, overset.block, tuple(one for one in everywhere if one.page == first), overset.lines)


def _of_block(block: str, found: Iterable[TextPlace], known: Mapping[str, MessageSlot]) -> Iterator[TextPlace]:
    """Yield the texts that have a message of a block."""
    for place in found:
        ids = (known[name].id for name in place.contexts)
        if any(id == block or id.startswith(f"{block}.") for id in ids):
            yield place


def _say_unfit(unfit: _Unfit) -> Hit:
    """Return a line at the top of the page: labels are ASCII."""
    much = f"{unfit.lines} line{'s' * (unfit.lines > 1)} too many" if unfit.lines else "wider than its place"
    label = f"{unfit.block}: {much}"
    return Hit(Rule(label, "the words do not fit", "shorten what is red"), Severity.ERROR, label, unfit.page)


def _hit(place: TextPlace, known: Mapping[str, MessageSlot], *, is_long: bool) -> Hit:
    """Return a place as an outlined hit: its label names the messages, its note has the English."""
    names = place.contexts[:MOST_NAMED]
    label = " ".join(names) + (" ..." if len(place.contexts) > len(names) else "")
    english = "\n".join(f"{name}: {known[name].text}" for name in place.contexts)
    cure = "shorten it: the page is too full" if is_long else ""
    return Hit(Rule(label, english, cure), Severity.ERROR if is_long else Severity.NOTE, label, place.page, place.box)
