"""Our words a second in every script, cold and warm, beside those of ReportLab and WeasyPrint on the same text."""

import argparse
import gc
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from html import escape
from importlib import import_module
from io import BytesIO
from itertools import groupby
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, NamedTuple, cast

from common import MADE, machine, missing_packages, our_sources, process

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from booklet.text.fonts import Font
    from booklet.text.itemise import TextStyle
    from booklet.typeset.house import House
    from booklet.typeset.placed import Component
    from booklet.words.specimen import Specimen

LOCALES = (
    "en", "ru", "el", "ka", "ar", "ur", "he", "am", "hi", "bn", "ta", "th", "lo", "km", "my", "zh-Hans", "ja", "ko",
)  # fmt: skip
"""One for each script, two for Arabic letters: Naskh and Nastaliq."""

PARAGRAPHS, WORDS = 60, 32
"""Of a document, and of each of its paragraphs."""

BOLD = 8
"""Of so many words one is bold, if that is wanted."""

WARM = 5
"""Documents that a process makes after its first one."""

MARGIN = 56.0
BETWEEN = 6.0
"""Around a page and between paragraphs, in points."""

INSIDE = 6.0
"""What a frame of ReportLab adds to its margins, in points."""

WITHOUT_SPACES = ("th", "lo", "km", "my", "zh-Hans", "ja")
"""Where no space stands between words."""

CJK = ("zh-Hans", "ja")
"""Where ReportLab must be told that a line may end between any two characters; it then shapes nothing."""

PACKAGES = ("reportlab", "rl_accel", "weasyprint", "uharfbuzz", "icu4py")

Word = tuple[str, bool]
"""A word with what follows it up to the next one, and whether it is bold."""

Text = Sequence[Sequence[Word]]
"""Paragraphs."""

Make = Callable[[Text], bytes]


class Speed(NamedTuple):
    """Words a second of a document that is the first of its process, and of a later one."""

    cold: float
    warm: float


def main() -> None:
    """Measure and print a row for each locale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="processes of each engine (default: 5)")
    parser.add_argument("--locale", action="append", metavar="TAG", help="only this one; may be given again")
    parser.add_argument("--bold", action="store_true", help=f"make one of {BOLD} words bold")
    options = parser.parse_args()
    missing_packages(PACKAGES)
    print(machine(PACKAGES))
    print(f"{PARAGRAPHS} paragraphs of {WORDS} words; thousands of words a second of processor time, medians of")
    print(f"{options.runs} processes of each engine in turns. In the first ratios theirs are warm and ours are not;")
    print("beside plain ReportLab, a first document stands beside a first one, a later one beside a later one.\n")
    print_heading()
    for tag in options.locale or LOCALES:
        print_row(tag, measure_all(tag, options.bold, max(1, options.runs)))
    print("\n* ReportLab shapes no lines that may end between any two characters: both of its columns are plain.")


def measure_all(tag: str, is_bold: bool, runs: int) -> list[Speed | None]:
    """Return the speed of each engine in a locale; none for one that crashes."""
    found = [[measure(name, tag, is_bold) for name in ENGINES] for _ in range(runs)]
    return [_middle([speed for speed in speeds if speed]) for speeds in zip(*found, strict=True)]


def _middle(speeds: Sequence[Speed]) -> Speed | None:
    return Speed(*map(median, zip(*speeds, strict=True))) if speeds else None


def measure(name: str, tag: str, is_bold: bool) -> Speed | None:
    """Measure an engine in a process of its own. Others may crash, ours must not."""
    with process() as call:
        try:
            speed: Speed = call(measure_here, name, tag, is_bold)
        except Exception:
            if name == "ours":
                raise
            return None
    return speed


def measure_here(name: str, tag: str, is_bold: bool) -> Speed:
    """Make a document and then others of the same words; what is imported and registered before is not counted."""
    texts = [shuffled(tag, seed, is_bold) for seed in range(1 + WARM)]
    make = ENGINES[name](tag)
    gc.collect()
    gc.freeze()  # what came before is not counted, nor is looking through it
    times = []
    for text in texts:
        started = process_time()
        written = make(text)
        times.append(process_time() - started)
        if not written.startswith(b"%PDF"):
            raise ValueError("no PDF was written")
    words = PARAGRAPHS * WORDS
    return Speed(words / times[0], words / median(times[1:]))


# The text: the words of a specimen in other orders, so that no paragraph is met twice


def shuffled(tag: str, seed: int, is_bold: bool) -> Text:
    """Return paragraphs of the words of a specimen: the same ones for the same seed."""
    chance = random.Random(f"{tag} {seed}")
    words = vocabulary(tag)
    return [
        [(chance.choice(words), is_bold and not chance.randrange(BOLD)) for _ in range(WORDS)]
        for _ in range(PARAGRAPHS)
    ]


@cache
def vocabulary(tag: str) -> list[str]:
    """Return the words of a specimen as they come, each with the space and the marks that follow it."""
    from icu4py.breakers import WordBreaker

    from booklet.text.markup import plain_text

    specimen = _specimen(tag)
    texts = (specimen.title, specimen.lead, specimen.body, *specimen.items, specimen.callout, specimen.helpline_note)
    space = "" if tag in WITHOUT_SPACES else " "
    words: list[str] = []
    for text in texts:
        for part in WordBreaker(plain_text(text) + space, tag):
            if any(map(str.isalnum, part)) or not words:
                words.append(part)
            else:
                words[-1] += part
    return words


def runs_of(paragraph: Sequence[Word]) -> Iterator[Word]:
    """Yield the words that are of one weight together."""
    for is_bold, words in groupby(paragraph, key=lambda word: word[1]):
        yield "".join(text for text, _ in words), is_bold


def html_of(paragraph: Sequence[Word]) -> str:
    """Return a paragraph in the markup that ReportLab and WeasyPrint share."""
    return "".join(f"<b>{escape(text)}</b>" if is_bold else escape(text) for text, is_bold in runs_of(paragraph))


# Ours: compose, place, assemble


def ours(tag: str) -> Make:
    """Return what writes paragraphs on A4 pages with our composer."""
    from booklet.machine.circles import SELDOM
    from booklet.pdf.document import Edition, assemble
    from booklet.pdf.draw.palette import make_palette
    from booklet.pdf.metadata import Metadata
    from booklet.sheets.finish import finish_for_screen
    from booklet.text.markup import escape_markup
    from booklet.typeset.board import Board
    from booklet.typeset.fit import Placed
    from booklet.typeset.placed import Group, PlacedPage
    from booklet.typeset.specimen import PAGE

    import_module("booklet.pdf.body")  # which is imported with the first file, else
    gc.set_threshold(SELDOM)  # as our command does
    house, style = _house(tag), _style(tag)
    edition = Edition("screen", make_palette(our_sources().theme, "screen"), our_sources().screen, None)

    def markup_of(paragraph: Sequence[Word]) -> str:
        runs = ((escape_markup(text), is_bold) for text, is_bold in runs_of(paragraph))
        return "".join(f"*{text.rstrip()}*{text[len(text.rstrip()) :]}" if is_bold else text for text, is_bold in runs)

    def columns(text: Text) -> "Iterator[Component]":
        board, top = Board("bench", house.setting), 0.0
        for paragraph in text:
            if top > PAGE.height - 2 * MARGIN - 5 * style.leading:
                yield board.finish(PAGE.width, top)
                board, top = Board("bench", house.setting), 0.0
            top += board.paragraph(markup_of(paragraph), style, 0, top, PAGE.width - 2 * MARGIN) + BETWEEN
        yield board.finish(PAGE.width, top)

    def make(text: Text) -> bytes:
        pages = tuple(
            PlacedPage(
                number=number,
                topic=f"{number}",
                trim=PAGE,
                bleed=0.0,
                items=(Group(MARGIN, PAGE.height - MARGIN, 0, column.items),),
                elements=column.elements,
                varies=False,
            )
            for number, column in enumerate(columns(text))
        )
        metadata = Metadata("Bench", tag, MADE, tuple(page.topic for page in pages))
        return assemble(finish_for_screen(Placed(pages, ())), {}, edition, metadata)

    return make


def _style(tag: str) -> "TextStyle":
    return _house(tag).style("small")


@cache
def _house(tag: str) -> "House":
    from booklet.typeset.specimen import specimen_house

    return specimen_house(_specimen(tag), our_sources().theme)


def _specimen(tag: str) -> "Specimen":
    from booklet.sources.specimens import read_specimen

    return read_specimen(our_sources().folders, tag)


# Theirs: the first of our fonts, the same size, leading and measure


def reportlab_plain(tag: str) -> Make:
    """Return what writes paragraphs with ReportLab as pip installs it, without shaping."""
    _leave_accelerator_out()
    return reportlab(tag, shaping=0)


def reportlab_shaped(tag: str) -> Make:
    """Return what writes paragraphs with ReportLab as pip installs it, shaped by HarfBuzz."""
    _leave_accelerator_out()
    return reportlab(tag, shaping=1)


def _leave_accelerator_out() -> None:
    """Let this process have no `rl_accel`, which ReportLab uses if it is there and does not ask for."""
    sys.modules["_rl_accel"] = cast("ModuleType", None)


def reportlab(tag: str, shaping: int) -> Make:
    """Return what writes paragraphs with ReportLab, and with its accelerator unless that was left out."""
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    rl_config.useA85 = 0
    style = _style(tag)
    for name, font in (("Text", style.fonts[0]), ("Bold", style.strong[0])):
        registerFont(TTFont(name, str(_path(font)), shapable=True))
    registerFontFamily("Text", normal="Text", bold="Bold", italic="Text", boldItalic="Bold")
    setting = ParagraphStyle(
        "bench",
        fontName="Text",
        fontSize=style.size,
        leading=style.leading,
        spaceAfter=BETWEEN,
        alignment=2 if _house(tag).setting.direction == "rtl" else 0,
        wordWrap="CJK" if tag in CJK else None,
        shaping=shaping,
    )

    def make(text: Text) -> bytes:
        file = BytesIO()
        document = SimpleDocTemplate(
            file,
            pagesize=A4,
            pageCompression=1,
            leftMargin=MARGIN - INSIDE,
            rightMargin=MARGIN - INSIDE,
            topMargin=MARGIN - INSIDE,
            bottomMargin=MARGIN - INSIDE,
        )
        document.build([Paragraph(html_of(paragraph), setting) for paragraph in text])
        return file.getvalue()

    return make


def weasyprint(tag: str) -> Make:
    """Return what writes paragraphs with WeasyPrint."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    style = _style(tag)
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: Bench; font-weight: {weight}; src: url('{_path(font).as_uri()}') }}"
        for weight, font in (("400", style.fonts[0]), ("700", style.strong[0]))
    )
    look = CSS(
        string=f"""{faces} @page {{ size: A4; margin: {MARGIN}pt }}
        p {{ font: {style.size}pt/{style.leading}pt Bench; margin: 0 0 {BETWEEN}pt }}""",
        font_config=fonts,
    )
    opening = f'<html lang="{tag}" dir="{_house(tag).setting.direction}"><body>'

    def make(text: Text) -> bytes:
        body = "".join(f"<p>{html_of(paragraph)}</p>" for paragraph in text)
        written: bytes = HTML(string=opening + body).write_pdf(stylesheets=[look], font_config=fonts)
        return written

    return make


def _path(font: "Font") -> "Path":
    from booklet.text.fonts import find_font

    path = find_font(font.file)
    if path is None:
        raise SystemExit(f"{font.file} is not installed")
    return path


ENGINES: dict[str, Callable[[str], Make]] = {
    "ours": ours,
    "ReportLab plain": reportlab_plain,
    "ReportLab shaped": reportlab_shaped,
    "ReportLab plain in C": partial(reportlab, shaping=0),
    "ReportLab shaped in C": partial(reportlab, shaping=1),
    "WeasyPrint": weasyprint,
}


# What is printed

COLUMNS = "{:9} {:>8}" + 6 * " |{:>8} {:>6}" + " |{:>7} {:>6} {:>7}" + 2 * " |{:>7} {:>6}"


def print_heading() -> None:
    """Print what the columns are."""
    engines = ("ours", "plain", "shaped", "plain C", "shaped C", "WeasyP.")
    ratios = ("cold to", "warm", "", "both", "cold", "both", "warm")
    print(COLUMNS.format("", "", *(cell for name in engines for cell in (name, "")), *ratios))
    pairs = ("cold", "warm") * len(engines)
    print(COLUMNS.format("locale", "distinct", *pairs, "shaped", "sh. C", "WeasyP.", *2 * ("plain", "pl. C")))
    print(COLUMNS.format("aim", "", *[""] * len(pairs), "2x", "2x", "5x", *4 * ("1x",)))


def print_row(tag: str, speeds: Sequence[Speed | None]) -> None:
    """Print speeds and ratios, and no verdict."""
    mine, plain, shaped, plain_in_c, shaped_in_c, weasyprint = speeds
    pairs = [f"{value / 1000:.1f}" if speed else "crash" for speed in speeds for value in (speed or (0.0, 0.0))]
    cold, warm = mine or Speed(0.0, 0.0)
    ratios = [_ratio(cold, theirs and theirs.warm) for theirs in (shaped, shaped_in_c, weasyprint)]
    ratios += [_ratio(cold, theirs and theirs.cold) for theirs in (plain, plain_in_c)]
    ratios += [_ratio(warm, theirs and theirs.warm) for theirs in (plain, plain_in_c)]
    name = f"{tag} *" if tag in CJK else tag
    print(COLUMNS.format(name, len(set(vocabulary(tag))), *pairs, *ratios), flush=True)


def _ratio(ours: float, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}x" if theirs else ""


if __name__ == "__main__":
    main()
