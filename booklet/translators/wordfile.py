"""An export as a file for Word: a table per page, with a column for comments, and back; python-docx stays in here."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.errors import Finding, SourceError, Where
from booklet.text.markup import parse_markup
from booklet.translators.export import SAME, Export, ExportLine, ExportPart

PAGE = (210, 297)
MARGIN = 20
COLUMNS = (("id", 45), ("words", 80), ("comment", 45))
"""Headings of a table and the widths of its columns; these and the page in millimetres."""


def as_docx(export: Export) -> bytes:
    """Return the export as the bytes of a .docx file, the same for the same words and date."""
    document = docx.Document()
    _describe(document, export)
    _set_page(document)
    is_rtl = export.locale.direction == "rtl"
    document.add_heading(export.title, 0)
    for paragraph in export.paragraphs:
        document.add_paragraph(_drop_controls(paragraph))
    _add_facts(document, export)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for part in export.parts:
        _add_part(document, part, is_rtl=is_rtl)
    written = BytesIO()
    document.save(written)
    return _drop_dates(written.getvalue())


def _describe(document: Document, export: Export) -> None:
    """Say whose words these are, and in which language Word may check them."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = export.title, "", ""
    properties.language = export.locale.tag
    properties.created = properties.modified = datetime(export.made.year, export.made.month, export.made.day)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), export.locale.tag)
        language.set(qn("w:bidi"), export.locale.tag)


def _set_page(document: Document) -> None:
    (page,) = document.sections
    page.page_width, page.page_height = map(Mm, PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)


def _add_facts(document: Document, export: Export) -> None:
    table = document.add_table(rows=len(export.facts), cols=2, style="Table Grid")
    for row, (name, fact) in zip(table.rows, export.facts, strict=True):
        row.cells[0].paragraphs[0].add_run(name).bold = True
        row.cells[1].text = _drop_controls(fact)


def _add_part(document: Document, part: ExportPart, *, is_rtl: bool) -> None:
    document.add_heading(_drop_controls(part.heading), 1)
    table = document.add_table(rows=1 + len(part.lines), cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    table.table_direction = WD_TABLE_DIRECTION.RTL if is_rtl else WD_TABLE_DIRECTION.LTR
    _set_widths(table)
    head, *rows = table.rows
    _set_head(head)
    for row, line in zip(rows, part.lines, strict=True):
        _set_line(row, line, is_rtl=is_rtl)


def _set_widths(table: Table) -> None:
    """Set the widths of columns and of their cells: some programs read the former, some the latter."""
    widths = [Mm(width) for _, width in COLUMNS]
    for measured in (table.columns, *(row.cells for row in table.rows)):
        for part, width in zip(measured, widths, strict=True):
            part.width = width


def _set_head(row: _Row) -> None:
    """Write the headings of the columns, and let them stand again on every page of paper."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, (heading, _) in zip(row.cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True


def _set_line(row: _Row, line: ExportLine, *, is_rtl: bool) -> None:
    cells = row.cells
    cells[0].text = line.id
    if line.is_fixed:
        cells[0].add_paragraph().add_run(SAME).italic = True
    _add_words(cells[1].paragraphs[0], line.words, is_rtl=is_rtl)


def _add_words(paragraph: Paragraph, markup: str, *, is_rtl: bool) -> None:
    """Add a string to a paragraph, strong words bold."""
    rich = parse_markup(_drop_controls(markup))
    if is_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for span in rich.spans:
        run = paragraph.add_run(rich.text[span.start : span.end])
        run.bold = run.font.cs_bold = span.strong or None
        run.font.rtl = is_rtl or None


def _drop_controls(text: str) -> str:
    """Return a text without control characters, which XML cannot contain."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _drop_dates(data: bytes) -> bytes:
    """Return a .docx file without the time at which it was zipped."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as dated, ZipFile(written, "w", ZIP_DEFLATED) as undated:
        for entry in dated.infolist():
            undated.writestr(ZipInfo(entry.filename), dated.read(entry), ZIP_DEFLATED)
    return written.getvalue()


class ReviewedRow(NamedTuple):
    """A row that somebody sends back: its id, its words, and what they say of them, in its column or in the margin.

    Without an id it is something that they say of no row.
    """

    id: str
    words: str
    comment: str


def read_reviewed(data: bytes, name: str) -> tuple[ReviewedRow, ...]:
    """Return the rows of a file that a reviewer sends back; raise `SourceError` if it is none of ours."""
    try:
        rows = run_apart("word", data, answers=tuple[ReviewedRow, ...]).value
    except StoppedError as error:
        hint = "save it as a Word document (.docx)"
        raise SourceError(
            Finding("unreadable", Where(name), f"is no document that can be read: {error}", hint)
        ) from error
    if not any(row.id for row in rows):
        hint = "send back a file of export-text, with its tables"
        raise SourceError(Finding("missing-column", Where(name), "has no table with id, words and comment", hint))
    return rows


def read_rows(source: bytes) -> tuple[ReviewedRow, ...]:
    """Return the rows of a document, as a task on a stranger's file; changes that were tracked are made.

    What stands in no row of ours (notes in the margin of a heading, paragraphs between tables) has no id.
    """
    document = docx.Document(BytesIO(source))
    links = (link for link in document.part.rels.values() if link.reltype == RELATIONSHIP_TYPE.COMMENTS)
    margin = {comment.comment_id: comment.text for link in links for comment in link.target_part.comments}
    found: list[ReviewedRow] = []
    for part in document.element.body.xpath("./w:p | ./w:tbl | ./w:sdt/w:sdtContent/*[self::w:p or self::w:tbl]"):
        if part.tag == qn("w:tbl"):
            found += _read_table(part, margin)
        elif found and not _is_heading(Paragraph(part, document)) and (words := _said(part)):
            found.append(ReviewedRow("", "", words))
    return (*found, *(ReviewedRow("", "", text) for text in margin.values()))


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and str(paragraph.style.name).startswith("Heading")


def _read_table(table: CT_Tbl, margin: dict[int, str]) -> Iterator[ReviewedRow]:
    """Yield the rows of a table if it is ours, by its first columns: the heading of the last may have been changed."""
    heads = tuple(heading for heading, _ in COLUMNS)[:2]
    lines = table.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr")
    rows = [(line, tuple(map(_said, line.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc")))) for line in lines]
    if rows and rows[0][1][:2] == heads:
        yield from (_read_row(line, cells, margin) for line, cells in rows if cells[:2] != heads)


def _read_row(line: CT_Row, cells: Sequence[str], margin: dict[int, str]) -> ReviewedRow:
    """Return a row; what is said in cells beyond the second, or in the margin of any of them, is a comment."""
    beside = [margin.pop(int(mark.get(qn("w:id"))), "") for mark in line.iter(qn("w:commentReference"))]
    id, words, *comments = (*cells, "", "")[: max(len(cells), 2)]
    return ReviewedRow(id.removesuffix(SAME).strip(), words, "\n".join(filter(None, (*comments, *beside))))


def _said(part: BaseOxmlElement) -> str:
    """Return the words of a cell or paragraph, as they are when all changes that were tracked have been made."""
    kept = {qn("w:t"): None, qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "\u2011"}
    paragraphs = (
        "".join(kept[each.tag] or each.text or "" for each in paragraph.iter(*kept) if not _is_moved_away(each))
        for paragraph in part.iter(qn("w:p"))
    )
    return "\n".join(paragraphs).strip()


def _is_moved_away(part: BaseOxmlElement) -> bool:
    return next(part.iterancestors(qn("w:moveFrom")), None) is not None
