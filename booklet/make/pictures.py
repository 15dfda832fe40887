"""Pictures for screens: the PDF of a placed job in, which is proven; its page as PNG or JPEG in sRGB out.

A point is a pixel. The file says in its XMP what a PDF of ours says, and its alternative text (IPTC, Alt Text).
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from io import BytesIO, StringIO

import pypdfium2
from PIL import Image, PngImagePlugin

from booklet.geometry import Size
from booklet.look.printer import Condition
from booklet.make.document import PictureWords
from booklet.make.drawing import FinishedDocument, describe
from booklet.pdf.metadata import Metadata
from booklet.sources.load import Sources
from booklet.typeset.aloud import say_page
from booklet.typeset.placed import PlacedPage

QUALITY = 92
"""How good a JPEG is; its colours are as fine as its light, for the edges of type."""

LEVEL = 9
"""How hard a PNG is compressed."""


def pixels_of(trim: Size) -> tuple[int, int]:
    """Return the size of a picture in pixels.

    >>> pixels_of(Size(1079.9999, 1920.0001))
    (1080, 1920)
    """
    return round(trim.width), round(trim.height)


def render_picture(pdf: bytes, pixels: tuple[int, int]) -> Image.Image:
    """Return the page of a PDF as it is seen in so many pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _render_page(document[0], pixels)


def _render_page(page: pypdfium2.PdfPage, pixels: tuple[int, int]) -> Image.Image:
    width, height = page.get_size()
    scale = max(pixels[0] / width, pixels[1] / height)
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return picture if picture.size == pixels else picture.crop((0, 0, *pixels))


def draw_picture(whole: FinishedDocument, pdf: bytes, sources: Sources) -> tuple[bytes, Image.Image, PictureWords]:
    """Return the file of a picture, what it was drawn from its PDF as, and the words that go with it."""
    document = whole.document
    (page,) = whole.finished.placed.pages
    words, suffix = describe_page(page), document.job.suffix
    drawn = render_picture(pdf, pixels_of(document.layout.size))
    xmp = picture_xmp(describe(whole, sources), words.alternative, suffix)
    return save_picture(drawn, suffix, sources.screen, xmp), drawn, words


def render_pages(pdf: bytes, pixels: tuple[int, int]) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as they are seen in so many pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield _render_page(page, pixels)


def save_picture(picture: Image.Image, suffix: str, condition: Condition, xmp: bytes) -> bytes:
    """Return a picture as a file of a kind, with the profile of its colours."""
    data = BytesIO()
    if suffix == ".jpg":
        picture.save(
            data, "JPEG", quality=QUALITY, subsampling=0, optimize=True, icc_profile=condition.profile.data, xmp=xmp
        )
        return data.getvalue()
    told = PngImagePlugin.PngInfo()
    told.add_itxt("XML:com.adobe.xmp", xmp.decode())
    picture.save(data, "PNG", compress_level=LEVEL, icc_profile=condition.profile.data, pnginfo=told)
    return data.getvalue()


def describe_page(page: PlacedPage) -> PictureWords:
    """Return the words that go with the picture of a page: a line for each text to post, and all that it says."""
    said = say_page(page)
    lines = (one.words for one in said if not one.is_picture)
    return PictureWords("\n".join(lines), " ".join(_end(one.words) for one in said))


def _end(words: str) -> str:
    """Return words that end, so that a voice pauses."""
    return words if words[-1:] in ENDS else f"{words}."


ENDS = ".!?…:;।。！？؟»”\"'"
"""Letters after which a voice pauses."""


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return a table of words beside pictures, as programs for tables read it whatever its script."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def picture_xmp(metadata: Metadata, alternative: str, suffix: str) -> bytes:
    """Return what a picture says of itself, for programs."""
    kind = "image/jpeg" if suffix == ".jpg" else "image/png"
    title, said, tag = escape(metadata.title, quote=False), escape(alternative, quote=False), escape(metadata.language)
    stamp = f"{metadata.made:%Y-%m-%d}T00:00:00Z"
    coverage = f"<dc:coverage>{metadata.coverage}</dc:coverage>\n" if metadata.coverage else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<dc:format>{kind}</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{tag}</rdf:li></rdf:Bag></dc:language>
{coverage}<xmp:CreateDate>{stamp}</xmp:CreateDate>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li>\
<rdf:li xml:lang="{tag}">{said}</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
