"""The pages of a pack that tell people what to do: parts and rows in, a PDF out."""

from collections.abc import Sequence
from datetime import date

from booklet.check.proof.read import prove_order
from booklet.errors import Finding, SourceError, Where, told_once
from booklet.geometry import Size
from booklet.make.document import Document
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import on_screen
from booklet.sources.load import Sources
from booklet.text.fonts import Setting
from booklet.text.markup import plain_text
from booklet.typeset.fit import missing_glyphs
from booklet.typeset.house import House, first_allowance
from booklet.typeset.howto import Facts, Part, howto_pages


def pack_page(
    title: str, parts: Sequence[Part | Facts], document: Document, size: Size, sources: Sources, made: date
) -> bytes:
    """Return the PDF of a page in the language of a document; raise `SourceError` for letters that no face has."""
    locale, labels = document.manuscript.locale, document.manuscript.labels
    setting = Setting(locale.direction, locale.script, locale.tag)
    theme = sources.theme
    house = House(theme, "booklet", setting, labels, theme.sections["help"], first_allowance(theme))
    note = labels["proof"] if document.proof else ""
    placed = howto_pages(title, note, parts, size, house)
    findings: list[Finding] = []
    for page in placed.pages:
        findings += missing_glyphs(page.items, Where(f"{locale.tag} {title}"), theme.fonts)
        findings += (
            Finding(
                "overset", Where(f"{locale.tag} {title}"), f"“{overset.about}” is too wide", "say it in fewer words"
            )
            for overset in page.oversets
        )
    if findings:
        raise SourceError(*told_once(findings))
    name = plain_text(title)
    bookmarks = tuple(f"{name} {page.number + 1}" for page in placed.pages)
    edition = Edition("screen", make_palette(theme, "screen"), sources.screen, None)
    metadata = Metadata(name, locale.tag, made, bookmarks, locale.direction)
    finished = on_screen(placed)
    return prove_order(assemble(finished, sources.art, edition, metadata), finished, f"{locale.tag} {name}")
