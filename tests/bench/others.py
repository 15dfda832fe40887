"""Our booklet as WeasyPrint and as plain ReportLab make it; a script, so that each can be a whole process.

    python tests/bench/others.py weasyprint booklet.html out.pdf
    python tests/bench/others.py reportlab pages.json out.pdf

WeasyPrint gets the page that our edition for the web is. ReportLab gets the words of our pages as Typst does, as a
story of Platypus: paragraphs one after the other, no drawings, one weight of each typeface.
"""

import json
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

MARGIN = 40.0


def weasyprint(path: Path) -> Callable[[], bytes]:
    """Return what makes a PDF of a web page, read anew each time."""
    from weasyprint import HTML

    def make() -> bytes:
        data: bytes = HTML(filename=str(path)).write_pdf()
        return data

    return make


def reportlab(path: Path) -> Callable[[], bytes]:
    """Return what makes a PDF of the words of pages, read anew each time: each begins a page."""
    from io import BytesIO

    from reportlab import rl_config
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    rl_config.useA85 = 0

    def make() -> bytes:
        made, file = json.loads(path.read_text(encoding="utf-8")), BytesIO()
        register_fonts(made)
        story: list[Any] = []
        for page in made["pages"]:
            story += [Paragraph(_markup(text, made), _style(text, made)) for text in page["texts"]]
            story.append(PageBreak())
        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN)
        SimpleDocTemplate(file, pagesize=made["size"], title=made["title"], pageCompression=1, **margins).build(story)
        return file.getvalue()

    return make


def register_fonts(made: dict[str, Any]) -> None:
    """Register the typefaces of a document with ReportLab, once."""
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in made["files"].items():
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, file))
            registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


def _markup(text: dict[str, Any], made: dict[str, Any]) -> str:
    return "".join(_spans(text, made))


def _spans(text: dict[str, Any], made: dict[str, Any]) -> Iterator[str]:
    for number, words, target in text["runs"]:
        style = made["styles"][number]
        span = f'<font name="{style["font"]}" size="{style["size"]}" color="{style["ink"]}">{escape(words)}</font>'
        yield f'<a href="{escape(target)}">{span}</a>' if target and not target.startswith("#") else span


def _style(text: dict[str, Any], made: dict[str, Any]) -> "ParagraphStyle":
    from reportlab.lib.styles import ParagraphStyle

    sides = {"left": 0, "center": 1, "right": 2}
    font = made["styles"][text["runs"][0][0]]["font"]
    return ParagraphStyle("text", fontName=font, leading=text["leading"], alignment=sides[text["align"]], spaceAfter=4)


ENGINES = {"weasyprint": weasyprint, "reportlab": reportlab}

if __name__ == "__main__":
    engine, given, output = sys.argv[1:]
    Path(output).write_bytes(ENGINES[engine](Path(given))())
