"""Our specimens beside Pango's: the same texts, font files, sizes and measures, as pictures to look at.

    python -m pip install ".[bench]"
    python tests/specimen/beside_pango.py --output pictures [--locale th ...]

A picture shows each paragraph of a specimen as we set it, as Pango (through WeasyPrint) does, and both on one another:
what only we draw is red, what only Pango draws is blue. What was seen is written in NOTES.md. Pytest does not run this.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from PIL import Image

    from booklet.sources.load import Sources
    from booklet.text.fonts import Font
    from booklet.text.itemise import TextStyle
    from booklet.typeset.fit import Placed
    from booklet.typeset.house import House
    from booklet.typeset.placed import Item

SCALE = 3.0
"""Pixels a point."""

MARGIN = 14.0
"""Points of white around a paragraph: marks that reach out of their line are seen too."""

TALLEST = 1900
"""Pixels after which a new picture begins."""


class Paragraph(NamedTuple):
    """A text in our markup, how it is set, and how wide."""

    markup: str
    style: "TextStyle"
    measure: float


class Place(NamedTuple):
    """Where a paragraph stands on the page: left edge, top of its first line, height (points, from the upper left)."""

    x: float
    top: float
    height: float


def main() -> None:
    """Write the pictures of each locale that is asked for."""
    from booklet.make.build import open_sources
    from booklet.sources.specimens import specimen_locales

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--locale", nargs="*")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    sources = open_sources(None)
    for tag in options.locale or specimen_locales(sources.folders):
        for number, picture in enumerate(_pictures(tag, sources), 1):
            picture.save(options.output / f"{tag}-{number}.png")


def _pictures(tag: str, sources: "Sources") -> Iterator["Image.Image"]:
    from booklet.api.specimens import draw_specimen
    from booklet.make.papers.specimens import place_specimen
    from booklet.sources.specimens import read_specimen
    from booklet.text.compose import compose
    from booklet.typeset.specimen import specimen_house

    specimen = read_specimen(sources.folders, tag)
    house = specimen_house(specimen, sources.theme)
    placed = place_specimen(specimen, sources.theme)
    paragraphs = list(_paragraphs(specimen, house))
    counts = [len(compose(*paragraph, house.setting)) for paragraph in paragraphs]
    places = list(_places(placed, paragraphs, counts, is_mirrored=house.setting.direction == "rtl"))
    ours = _picture(draw_specimen(specimen, placed, sources, date(2026, 1, 1)))
    theirs = _picture(_set_by_pango(placed, paragraphs, places, house))
    yield from _stacked([_beside(ours, theirs, *both) for both in zip(paragraphs, places, strict=True)])


def _paragraphs(specimen: Any, house: "House") -> Iterator[Paragraph]:
    """Yield the paragraphs of a specimen as its page has them, from top to bottom."""
    from booklet.geometry import mm
    from booklet.typeset.boxes import PAD_SIDE
    from booklet.typeset.specimen import MEASURE, NARROW

    small, body = house.style("small"), house.style("body")
    yield Paragraph(specimen.title, house.style("title"), MEASURE)
    for measure in (MEASURE, NARROW):
        yield Paragraph(specimen.lead, small, measure)
    for measure in (MEASURE, NARROW):
        yield Paragraph(specimen.body, house.style("small", align="justify"), measure)
    for item in specimen.items:
        yield Paragraph(item, body, MEASURE - mm(6))
    yield Paragraph(specimen.helpline_name, house.style("strong"), NARROW - 2 * PAD_SIDE)
    yield Paragraph("116\u00a0111", house.style("number-pill", "night"), NARROW - 2 * PAD_SIDE)
    yield Paragraph(specimen.helpline_note, small, NARROW - 2 * PAD_SIDE)
    yield Paragraph(specimen.callout_title, house.style("heading", "sun"), MEASURE - 2 * PAD_SIDE)
    yield Paragraph(specimen.callout, house.style("body", "white"), MEASURE - 2 * PAD_SIDE)
    yield Paragraph(specimen.digits, small, MEASURE)
    yield Paragraph(specimen.mixed, small, MEASURE)


def _places(
    placed: "Placed", paragraphs: Sequence[Paragraph], counts: Sequence[int], *, is_mirrored: bool
) -> Iterator[Place]:
    """Yield where each paragraph stands, from the baselines of the page: its lines begin at the right if mirrored."""
    from booklet.typeset.board import baseline_drop

    page = placed.pages[0]
    edges = {y: (left, right) for left, right, y in _baselines(page.items, 0.0, page.trim.height)}
    baselines = iter(sorted(edges))
    for (_, style, measure), count in zip(paragraphs, counts, strict=True):
        lines = [next(baselines) for _ in range(count)]
        x = max(edges[y][1] for y in lines) - measure if is_mirrored else edges[lines[0]][0]
        yield Place(x, lines[0] - baseline_drop(style), count * style.leading)


def _baselines(items: "Sequence[Item]", dx: float, dy: float) -> Iterator[tuple[float, float, float]]:
    """Yield the left and right end of each line and its baseline, in points from the upper left corner of the page."""
    from booklet.typeset.placed import Group, TextAt

    for item in items:
        if isinstance(item, TextAt):
            yield dx + item.x, dx + item.x + item.line.width, round(dy - item.y, 2)
        elif isinstance(item, Group):
            yield from _baselines(item.items, dx + item.dx, dy - item.dy)


def _set_by_pango(placed: "Placed", paragraphs: Sequence[Paragraph], places: Sequence[Place], house: "House") -> bytes:
    """Return a PDF by WeasyPrint with the paragraphs where ours are; of its fonts it has those that ours use."""
    import weasyprint

    from booklet.typeset.placed import texts_of

    page = placed.pages[0]
    used = {run.font for text in texts_of(page.items) for run in text.line.runs}
    with TemporaryDirectory() as folder:
        faces = "".join(_font_face(font, Path(folder)) for font in sorted(used))
        blocks = "".join(_block(*both, house.setting.script, used) for both in zip(paragraphs, places, strict=True))
        size = f"{page.trim.width}pt {page.trim.height}pt"
        html = (
            f"<html lang={house.setting.language} dir={house.setting.direction}><style>{faces}"
            f"@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }} a {{ color: inherit; text-decoration: none }}"
            f"b {{ font-weight: 400 }} p {{ position: absolute; margin: 0; overflow-wrap: anywhere;"
            f" hyphenate-limit-chars: 6 2 3 }}</style><body>{blocks}</body></html>"
        )
        data: bytes = weasyprint.HTML(string=html).write_pdf()
    return data


def _font_face(font: "Font", folder: Path) -> str:
    """Return the rule that names a font pinned to its weight: Pango is given no axes to choose from."""
    path = folder / f"{font.name}.ttf"
    path.write_bytes(_pinned(font))
    return f'@font-face {{ font-family: "{font.name}"; font-weight: 400; src: url("{path.as_uri()}") }}'


@cache
def _pinned(font: "Font") -> bytes:
    import uharfbuzz as hb

    from booklet.text.fonts import open_face

    face = open_face(font)
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    for tag, value in face.axes.items():
        wanted.pin_axis_location(face.face, tag, value)
    subset = hb.SubsetPlan(face.face, wanted).execute()
    data: bytes = subset.blob.data
    return data


def _block(paragraph: Paragraph, place: Place, script: str, used: "set[Font]") -> str:
    """Return a paragraph as HTML, its first baseline at the height of ours."""
    from booklet.text.itemise import TRACKED

    markup, style, measure = paragraph
    tracking = style.tracking if script in TRACKED else 0
    hyphens = "auto" if style.align == "justify" else "manual"
    look = (
        f"left: {place.x}pt; top: {place.top + _drop_beside_css(style)}pt; width: {measure}pt;"
        f" {_families(style.fonts, used)}; font-size: {style.size}pt; line-height: {style.leading}pt;"
        f" text-align: {style.align}; letter-spacing: {tracking / 1000}em; hyphens: {hyphens}"
    )
    return f"<p style='{look}'>{_inline(markup, style, used)}</p>"


def _families(fonts: "Sequence[Font]", used: "set[Font]") -> str:
    return "font-family: " + ", ".join(f'"{font.name}"' for font in fonts if font in used)


def _inline(markup: str, style: "TextStyle", used: "set[Font]") -> str:
    from booklet.text.markup import parse_markup

    rich = parse_markup(markup)
    parts = []
    for span in rich.spans:
        text = escape(rich.text[span.start : span.end])
        if span.strong:
            text = f"<b style='{_families(style.strong, used)}'>{text}</b>"
        parts.append(f"<a href='{escape(span.target)}'>{text}</a>" if span.target else text)
    return "".join(parts)


def _drop_beside_css(style: "TextStyle") -> float:
    """Return how much lower our baseline lies than that of CSS, which centres what a font reaches (CSS 2, 10.8.1)."""
    from booklet.text.fonts import open_face
    from booklet.typeset.board import baseline_drop

    face = open_face(style.fonts[0])
    extents = face.font.get_font_extents("ltr")
    above, below = (value / face.upem * style.size for value in (extents.ascender, extents.descender))
    return baseline_drop(style) - (style.leading + float(above) + float(below)) / 2


def _picture(data: bytes) -> "Image.Image":
    import pypdfium2

    page: Any = pypdfium2.PdfDocument(data)[0]
    picture: Image.Image = page.render(scale=SCALE).to_pil()
    return picture.convert("L")


def _beside(ours: "Image.Image", theirs: "Image.Image", paragraph: Paragraph, place: Place) -> "Image.Image":
    """Return a paragraph by us, by Pango, and both on one another: below one another, or side by side if narrow."""
    from PIL import Image, ImageChops, ImageOps

    sides = (
        place.x - MARGIN,
        place.top - MARGIN,
        place.x + paragraph.measure + MARGIN,
        place.top + place.height + MARGIN,
    )
    left, top, right, bottom = (round(side * SCALE) for side in sides)
    first, second = (whole.crop((left, top, right, bottom)) for whole in (ours, theirs))
    if paragraph.style.ink in {"white", "sun"}:
        first = ImageOps.invert(first)
    first, second = (ImageOps.autocontrast(picture) for picture in (first, second))
    both = Image.merge("RGB", (second, ImageChops.darker(first, second), first))
    parts = [first.convert("RGB"), second.convert("RGB"), both]
    return _joined(parts, is_wide=first.width > ours.width / 2)


def _joined(parts: "Sequence[Image.Image]", *, is_wide: bool) -> "Image.Image":
    from PIL import Image

    width, height = parts[0].size
    size = (width, height * len(parts)) if is_wide else (width * len(parts), height)
    picture = Image.new("RGB", size, "white")
    for number, part in enumerate(parts):
        picture.paste(part, (0, number * height) if is_wide else (number * width, 0))
    return picture


def _stacked(pictures: "Sequence[Image.Image]") -> "Iterator[Image.Image]":
    """Yield pictures below one another on sheets that are not too tall to look at."""
    from PIL import Image

    sheets: list[list[Image.Image]] = [[]]
    for picture in pictures:
        if sheets[-1] and sum(above.height for above in sheets[-1]) + picture.height > TALLEST:
            sheets.append([])
        sheets[-1].append(picture)
    for sheet in sheets:
        whole = Image.new("RGB", (max(p.width for p in sheet), sum(p.height for p in sheet)), "white")
        top = 0
        for picture in sheet:
            whole.paste(picture, (0, top))
            top += picture.height
        yield whole


if __name__ == "__main__":
    main()
