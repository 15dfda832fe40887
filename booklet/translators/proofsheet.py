"""Proofs for translators: the products of a locale in one file, each text named by its message, and what is on none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from booklet.check.preflight.annotate import annotate, join_files
from booklet.check.preflight.hits import Hit, Rule
from booklet.errors import Severity
from booklet.frames.table import Column, Table
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.papers.paper import Paper, make_paper
from booklet.make.placing import words_of
from booklet.sources.load import Sources
from booklet.text.markup import escape_markup, isolate_left_to_right
from booklet.translators.places import TextPlace, places
from booklet.words.catalogue import MessageSlot, slots
from booklet.words.locales import SOURCE_LOCALE

MOST_NAMED = 3
"""Messages that a label names; the note of the box names all."""


ON_NO_PAGE = "Messages that stand on no page here"

COLUMNS = (
    Column(0.3, "id", is_head=True, tears=True, language=SOURCE_LOCALE),
    Column(0.35, "English", tears=True, language=SOURCE_LOCALE),
    Column(0.35, "translation", tears=True),
)


def proof_file(documents: Sequence[Document], sources: Sources, known: Mapping[str, MessageSlot], made: date) -> bytes:
    """Return placed documents (of a screen edition) as one file, each text with a message outlined."""
    others = list(list_never_printed(documents, sources, known, known))
    files = (_outline(document, sources, known, made) for document in documents)
    return join_files((*files, *([_list_messages(others, documents[0], sources, known, made)] if others else [])))


def _list_messages(
    names: Iterable[str], document: Document, sources: Sources, known: Mapping[str, MessageSlot], made: date
) -> bytes:
    """Return pages that list messages, as they are written in English and in the language of a document."""
    guide, _ = words_of(document.job, sources)
    locale, theirs = document.manuscript.locale, slots(guide)
    paper = Paper(locale, document.manuscript.labels, sources.theme)
    quoted = isolate_left_to_right if locale.direction == "rtl" else escape_markup
    rows = [(quoted(name), quoted(known[name].text), escape_markup(theirs[name].text)) for name in names]
    return make_paper(quoted(ON_NO_PAGE), [Table(COLUMNS, rows, paper.house)], paper, sources, made)


def places_of(document: Document, sources: Sources, known: Mapping[str, MessageSlot]) -> tuple[TextPlace, ...]:
    """Return where the messages of a document stand."""
    guide, _ = words_of(document.job, sources)
    return tuple(places(document.placed, guide, known, document.job.product, document.job.band))


def list_never_printed(
    documents: Sequence[Document], sources: Sources, known: Mapping[str, MessageSlot], wanted: Iterable[str]
) -> Iterator[str]:
    """Yield the messages on no page: alternate texts, other forms, those this country does not need."""
    found = {name for document in documents for place in places_of(document, sources, known) for name in place.contexts}
    yield from (name for name in wanted if name not in found)


def _outline(document: Document, sources: Sources, known: Mapping[str, MessageSlot], made: date) -> bytes:
    hits = [_hit(place, known) for place in places_of(document, sources, known)]
    return annotate(draw(document, sources, made), hits, lambda hit: hit.what)


def _hit(place: TextPlace, known: Mapping[str, MessageSlot]) -> Hit:
    """Return a place as an outlined hit: its label names the messages, its note has the English."""
    names = place.contexts[:MOST_NAMED]
    label = " ".join(names) + (" ..." if len(place.contexts) > len(names) else "")
    english = "\n".join(f"{name}: {known[name].text}" for name in place.contexts)
    return Hit(Rule(label, english, ""), Severity.NOTE, label, place.page, place.box)
