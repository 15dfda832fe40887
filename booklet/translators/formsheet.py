"""An export as a form on paper: a table per page, with room for comments, on as many sheets as it needs."""

from collections.abc import Iterator

from booklet.frames.flowables import OwnFlowable, Paragraph
from booklet.frames.table import Column, Table
from booklet.make.papers.paper import GAP, Paper, make_paper
from booklet.sources.load import Sources
from booklet.text.markup import escape_markup, isolate_left_to_right, parse_markup
from booklet.translators.export import SAME, Export, ExportLine, ExportPart
from booklet.typeset.house import House
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.manuscript import Labels

LINES = (
    Column(0.3, "id", is_head=True, tears=True, language=SOURCE_LOCALE),
    Column(0.44, "words", tears=True),
    Column(0.26, "comment"),
)
"""The columns of a page's table."""

FACTS = (Column(0.3, is_head=True, language=SOURCE_LOCALE), Column(0.7, tears=True))


def as_pdf(export: Export, sources: Sources) -> bytes:
    """Return the export as a PDF; raise `SourceError` for letters that no face has."""
    paper = Paper(export.locale, Labels(()), sources.theme)
    return make_paper(_own(export, export.title), _story(export, paper.house), paper, sources, export.made)


def _own(export: Export, words: str) -> str:
    """Return words of ours, which are English, as markup in a file of any language."""
    return isolate_left_to_right(words) if export.locale.direction == "rtl" else escape_markup(words)


def _story(export: Export, house: House) -> Iterator[OwnFlowable]:
    for paragraph in export.paragraphs:
        yield Paragraph(_own(export, paragraph), house).with_space(0, GAP)
    facts = [(_own(export, name), _own(export, fact)) for name, fact in export.facts]
    yield Table(FACTS, facts, house).with_space(0, GAP)
    for part in export.parts:
        yield _table(part, export, house).with_space(2 * GAP, 0)


def _table(part: ExportPart, export: Export, house: House) -> Table:
    rows = [(_own(export, _name(line)), drop_links(line.words), "") for line in part.lines]
    return Table(LINES, rows, house, escape_markup(part.heading))


def _name(line: ExportLine) -> str:
    return f"{line.id} ({SAME})" if line.is_fixed else line.id


def drop_links(markup: str) -> str:
    r"""Return markup without its links: they lead to pages that a form does not have.

    >>> drop_links("Some *strong* and [linked](#threat) words, 2 \\* 3.")
    'Some *strong* and linked words, 2 \\* 3.'
    """
    rich = parse_markup(markup)
    texts = ((escape_markup(rich.text[span.start : span.end]), span.strong) for span in rich.spans)
    return "".join(f"*{text}*" if strong else text for text, strong in texts)
