"""The words of a product for its reviewers: placed documents in, every string with its id out, page by page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from booklet.bands import EASY
from booklet.facts.insert import INTERNATIONAL
from booklet.look.layout import NOTES
from booklet.make.document import Document
from booklet.text.markup import plain_text
from booklet.typeset.pieces import part_of
from booklet.values import Frozen
from booklet.words.guide import Guide
from booklet.words.locales import Locale
from booklet.words.manuscript import Block, Contact, Help, Manuscript, Topic
from booklet.words.review import DRAFT, LABELS, MACHINE, REVIEWED

SAME = "same words on every page"

STATE_LINES = {
    MACHINE: "Not yet a draft. Nobody has translated the fixed messages back.",
    DRAFT: "Draft. Not all of these words have been signed.",
    REVIEWED: "Signed by a child-protection worker, a survivor adviser and two young readers.",
}
"""What the first page says of each state of `booklet.words.review`."""

HOW_TO = (
    "These are the words of a product for the people who review them; they are not for readers.",
    "Every string stands under its id. Please name the id in what you write about it.",
    f"A fixed message (m1, m2 and so on) has the {SAME}: a change there is a change everywhere.",
)


class ExportLine(Frozen):
    """A string under its id, with its markup; `is_fixed` if it comes from a fixed message."""

    id: str
    words: str
    is_fixed: bool = False


class ExportPart(Frozen):
    """The lines of a page, or lines that pages share, under a heading without markup."""

    heading: str
    lines: tuple[ExportLine, ...]


class Export(Frozen):
    """A file for reviewers: its first page (title, paragraphs, rows of facts) and its parts in reading order."""

    locale: Locale
    made: date
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[ExportPart, ...]


def make_export(documents: Sequence[Document], guide: Guide, state: str, made: date) -> Export:
    """Return the words of the documents of one product: the booklet, or all its posters or cards."""
    first = documents[0]
    manuscript = first.manuscript
    fixed = frozenset(message.id for message in guide.messages)
    pages = [part for document in documents for part in _pages(document, fixed)]
    shared = (
        ExportPart("Where to get help: from the file of the country", tuple(_help_lines(manuscript.help))),
        ExportPart("Labels: words that layouts add, the same in every product", tuple(_label_lines(manuscript, guide))),
    )
    return Export(
        locale=manuscript.locale,
        made=made,
        title=f"Words for review: {first.job.product}, {_ages(manuscript)}",
        paragraphs=(*HOW_TO, *([manuscript.labels[first.why]] if first.why else [])),
        facts=_facts(manuscript, state, made),
        parts=(*pages, *shared),
    )


def _ages(manuscript: Manuscript) -> str:
    return "easy words" if manuscript.band == EASY else f"ages {manuscript.band.replace('-', '–')}"


def _facts(manuscript: Manuscript, state: str, made: date) -> tuple[tuple[str, str], ...]:
    is_world = manuscript.country == INTERNATIONAL
    country = "all countries" if is_world else plain_text(manuscript.country_name)
    return (
        ("State", STATE_LINES[state]),
        ("Locale", f"{manuscript.locale.name} ({manuscript.locale.tag})"),
        ("Country", f"{country} ({manuscript.country})"),
        ("Band", manuscript.band),
        ("Date", made.isoformat()),
        ("Reviewed by", ""),
        ("Reviewed on", ""),
    )


def _pages(document: Document, fixed: frozenset[str]) -> Iterator[ExportPart]:
    """Yield the pages of a document; a topic's title is a line where the topic begins."""
    item = f"{document.job.item}, " if document.job.item else ""
    for number, plan in enumerate(document.layout.pages):
        if plan.master == NOTES:
            continue
        topic = document.manuscript.topic(plan.place or document.job.item)
        topic = part_of(topic, *plan.part) if plan.part else topic
        title = [ExportLine(topic.id, topic.title)] if document.layout.page_of(plan.place) == number else []
        lines = (line for block in _list_on_page(topic, plan.master) for line in block_lines(block, fixed))
        yield ExportPart(f"{item}Page {number + 1}: {plain_text(topic.title)}", (*title, *lines))


def page_parts(document: Document) -> Iterator[tuple[str, ExportPart]]:
    """Yield the pages of a document with their topics, each once, the fixed messages as lines of their pages."""
    plans = [plan for plan in document.layout.pages if plan.master != NOTES]
    parts = _pages(document, frozenset())
    yield from ((plan.place or document.job.item, part) for plan, part in zip(plans, parts, strict=True))


def _list_on_page(topic: Topic, master: str) -> Iterable[Block]:
    """Return the blocks on a page; on a card's page, those of its side."""
    sides = [side for side in topic.blocks if f"card-{side.kind}" == master]
    return sides[0].items if sides else topic.blocks


def block_lines(block: Block, fixed: frozenset[str] = frozenset(), *, is_fixed: bool = False) -> Iterator[ExportLine]:
    """Yield the lines of a block and of its items, in the order of `Block.strings`.

    >>> list(block_lines(Block("a.b", "tip", title="T", text="t")))
    [ExportLine(id='a.b.title', words='T', is_fixed=False), ExportLine(id='a.b.text', words='t', is_fixed=False)]
    """
    is_fixed = is_fixed or block.id in fixed
    strings = {"label": block.label, "title": block.title, "text": block.text}
    said = {key: words for key, words in strings.items() if words}
    for key, words in said.items():
        yield ExportLine(block.id if len(said) == 1 else f"{block.id}.{key}", words, is_fixed)
    for item in block.items:
        yield from block_lines(item, fixed, is_fixed=is_fixed)


def _help_lines(help: Help) -> Iterator[ExportLine]:
    named = {"lead": help.lead, "emergency": help.emergency}
    contacts = named | {str(number): contact for number, contact in enumerate(help.rows, start=1)}
    for name, contact in contacts.items():
        if contact:
            yield ExportLine(f"help.{name}", " · ".join(_contact_words(contact)))


def _contact_words(contact: Contact) -> Iterator[str]:
    numbers = (number.printed for number in contact.numbers)
    yield from filter(
        None, (contact.name, contact.line, *numbers, contact.address, *contact.facts, contact.chat, contact.direct)
    )


def _label_lines(manuscript: Manuscript, guide: Guide) -> Iterator[ExportLine]:
    """Yield the labels in the order of their file; placeholders that a layout fills in stay open."""
    for key in guide.labels:
        if "@" not in key and manuscript.labels[key]:
            yield ExportLine(f"{LABELS}.{key}", manuscript.labels[key])


def as_text(export: Export) -> str:
    """Return the export as plain text, with its markup."""
    head = [*_underline(export.title, "="), *export.paragraphs, ""]
    head += [f"{name}: {fact}".rstrip() for name, fact in export.facts]
    parts = ["\n".join((*_underline(part.heading, "-"), *map(_text_line, part.lines))) for part in export.parts]
    return "\n\n\n".join(("\n".join(head), *parts)) + "\n"


def _underline(text: str, mark: str) -> tuple[str, str, str]:
    return text, mark * len(text), ""


def _text_line(line: ExportLine) -> str:
    return f"[{line.id}, {SAME}] {line.words}" if line.is_fixed else f"[{line.id}] {line.words}"
