"""The form on which people sign words: those of each page with a box, then names, signatures, the adviser's pay."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from booklet.bands import BANDS, EASY
from booklet.frames.flowables import OwnFlowable, Paragraph
from booklet.frames.table import EMPTY, Column, Table
from booklet.make.document import Document
from booklet.make.papers.paper import GAP, Paper, make_paper
from booklet.make.placing import words_of
from booklet.sources.load import Sources
from booklet.text.markup import escape_markup, isolate_left_to_right, plain_text
from booklet.translators.export import ExportPart, page_parts
from booklet.translators.formsheet import drop_links
from booklet.typeset.house import House
from booklet.words.guide import SourceBlock
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.manuscript import Labels
from booklet.words.review import BACK, NATIVE, readers_of

BOX = "[\u00a0\u00a0\u00a0\u00a0]"
"""A box to tick: not all of our typefaces have the sign for one."""

LINES = (Column(0.68, tears=True), Column(0.32))
"""The columns of a page's table: its words, and room to write."""

PAID = (Column(0.34, is_head=True), Column(0.66))

SIGNED = (Column(0.34, is_head=True), Column(0.4), Column(0.26))


def review_sheet(
    documents: Sequence[Document], sources: Sources, codes: Mapping[str, str], topics: Sequence[str], made: date
) -> bytes:
    """Return the form for placed documents as a PDF; `codes` are those of the words of each topic.

    It has all pages of the documents, or those of the topics that are named.
    """
    first = documents[0]
    labels, locale, band = first.manuscript.labels, first.manuscript.locale, first.job.band
    paper = Paper(locale, labels, sources.theme)
    is_source = locale.tag == SOURCE_LOCALE
    parts = [part for document in documents for part in page_parts(document) if not topics or part[0] in topics]
    story = [*_how(labels, paper.house)]
    if not is_source:
        guide, _ = words_of(first.job, sources)
        story += _back_translation(guide.messages, band, paper.house)
    for topic, part in parts:
        story.append(_page(part, codes.get(topic, ""), labels, paper.house))
    story += _signatures(labels, paper.house, band, is_source=is_source)
    title = labels["review.title"].replace("{language}", labels["language"]).replace("{band}", band.replace("-", "–"))
    return make_paper(title, story, paper, sources, made)


def _how(labels: Labels, house: House) -> Iterator[OwnFlowable]:
    yield Paragraph(labels["review.how"], house).with_space(0, GAP)
    yield Paragraph(labels["review.yes"], house, "strong").with_space(0, GAP)


def _back_translation(messages: Sequence[SourceBlock], band: str, house: House) -> Iterator[OwnFlowable]:
    """Yield the fixed messages with room for what they say in English."""
    labels = house.labels
    yield Paragraph(labels["review.back"], house).with_space(GAP, GAP)
    for message in messages:
        if message.is_for(band):
            rows = [(escape_markup(plain_text(words)), EMPTY) for words in _strings(message, band)]
            yield Table(LINES, rows, house, escape_markup(message.id.upper())).with_space(GAP, 0)


def _strings(block: SourceBlock, band: str) -> Iterator[str]:
    """Yield the words of a block and of its items in a band."""
    for key, wording in block.strings.items():
        if key.endswith(band) or not (key.endswith(BANDS) or f"{key}-{band}" in block.strings):
            yield from wording.forms
    for item in block.items:
        yield from _strings(item, band)


def _page(part: ExportPart, code: str, labels: Labels, house: House) -> OwnFlowable:
    """Return the words of a page, each beside room for what to change, and the box for a yes."""
    rows = [(drop_links(line.words), EMPTY) for line in part.lines]
    quoted = isolate_left_to_right if house.setting.direction == "rtl" else escape_markup
    rows.append((f"*{BOX} {labels['review.box']}*", f"{labels['review.change']} {quoted(code)}"))
    return Table(LINES, rows, house, escape_markup(part.heading)).with_space(2 * GAP, 0)


def _signatures(labels: Labels, house: House, band: str, *, is_source: bool) -> Iterator[OwnFlowable]:
    """Yield the rows on which each person signs, and the line on the adviser's pay."""
    heads = tuple(labels[f"review.{key}"] for key in ("role", "name", "signature"))
    columns = tuple(
        Column(column.share, head, is_head=column.is_head) for column, head in zip(SIGNED, heads, strict=True)
    )
    roles = readers_of(band) if is_source else (BACK, *readers_of(band), NATIVE)
    rows = [(labels[f"review.{role.replace(EASY, 'young')}"], EMPTY, EMPTY) for role in roles]
    yield Table(columns, rows, house, labels["review.signatures"]).with_space(2 * GAP, GAP)
    paid = [(labels[f"review.pay.{key}"], EMPTY) for key in ("hours", "amount", "day")]
    yield Table(PAID, paid, house, labels["review.pay"]).with_space(2 * GAP, 0)
