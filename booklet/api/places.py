"""What stands where: the pages of a job by name, and the printed places of a message and of a contact."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from booklet.errors import Finding, SourceError, Where, did_you_mean
from booklet.facts.insert import ContactFact
from booklet.geometry import MM, Rect
from booklet.jobs import WORDED, Job
from booklet.make.document import Document
from booklet.make.wording import own_topics
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.translators.places import drop_spaces, list_texts, places
from booklet.typeset.placed import PlacedPage
from booklet.values import Frozen, replace
from booklet.words.catalogue import MessageSlot, is_of, printed_ids, slots
from booklet.words.guide import Guide
from booklet.words.own_words import LABELS

Place = Callable[[str, tuple[str, ...]], tuple[Document, ...]]
"""What places a product, or some items of it alone, and keeps it for later."""


class Page(Frozen):
    """A page of a job: its number from 1, its topic, the topic's title, and its trim in millimetres.

    It `is_own` if a partner wrote it; it `is_continued` if its topic begins on a page before.
    """

    number: int
    topic: str
    title: str
    trim: tuple[float, float]
    is_own: bool = False
    is_continued: bool = False


class Printed(Frozen):
    """Where something stands: the job and its page, from 1, and the box as shares of the page, from its upper left.

    A box of 0, 0.5, 1, 0.25 is as wide as the page and begins at half its height.
    """

    job: Job
    page: int
    left: float
    top: float
    width: float
    height: float


def list_pages(document: Document, sources: Sources) -> tuple[Page, ...]:
    """Return the pages of a placed job."""
    return tuple(_list_pages(document, own_topics(sources)))


def _list_pages(document: Document, own: frozenset[str]) -> Iterator[Page]:
    number = 0
    for half in document.halves:
        for placed, plan in zip(half.placed.pages, half.layout.pages, strict=True):
            number += 1
            title = plain_text(half.manuscript.topic(placed.topic).title) if placed.topic else ""
            width, height = (round(side * half.layout.scale / MM, 1) for side in placed.trim)
            is_own = placed.topic in own
            yield Page(number, placed.topic, title, (width, height), is_own, plan.is_continued)


def find_message(message: str, locale: str, band: str, sources: Sources, place: Place) -> Iterator[Printed]:
    """Yield where a message is printed in a locale and band; raise `SourceError` if there is no such message."""
    known, guide = slots(sources.guide), sources.translated_guide(locale).guide
    if message not in known:
        raise SourceError(Finding("unknown-message", Where(message), "is no message", did_you_mean(message, known)))
    slot = known[message]
    for product in WORDED:
        topics = _list_topics_with(slot, known, guide, product, band)
        for document in place(product, topics) if topics else ():
            pages = tuple(page for page in document.placed.pages if page.topic in topics)
            some = replace(document.placed, pages=pages)
            for found in places(some, guide, {message: slot}, product, band):
                page = next(page for page in pages if page.number == found.page)
                yield _printed(document, page, found.box)


def _list_topics_with(
    slot: MessageSlot, known: Mapping[str, MessageSlot], guide: Guide, product: str, band: str
) -> tuple[str, ...]:
    """Return the topics of a product that print a message; a label may stand on any page of a booklet."""
    topics = guide.topics_of(product, band)
    if slot.id.startswith(f"{LABELS}."):
        return tuple(topic.id for topic in topics) if product == "booklet" else ()
    return tuple(topic.id for topic in topics if is_of(slot, printed_ids(topic, guide, band), known, band))


def find_contact(contact: ContactFact, documents: Iterable[Document]) -> Iterator[Printed]:
    """Yield where the numbers of a contact are printed, or its address if it has no number."""
    said = (*(number.printed for number in contact.numbers), contact.sms[0], contact.whatsapp)
    sought = {drop_spaces(text) for text in said if text} or {drop_spaces(contact.web)} - {""}
    for document in documents:
        forms = {form.name: form.component for form in document.placed.forms}
        for page in document.placed.pages:
            for text, box in list_texts(page, forms):
                if any(one in text for one in sought):
                    yield _printed(document, page, box)


def _printed(document: Document, page: PlacedPage, box: Rect) -> Printed:
    """Return a box in points from the lower left corner of the trim as shares of the page."""
    number = next(count for count, one in enumerate(document.placed.pages, start=1) if one is page)
    width, height = page.trim
    return Printed(document.job, number, box.x / width, 1 - box.top / height, box.width / width, box.height / height)
