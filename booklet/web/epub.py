"""The guide as an EPUB 3.3: a document a topic, the page list of the printed edition, the same bytes each time."""

import zipfile
from io import BytesIO

from booklet.typeset.brief import Brief
from booklet.web.guide import ReflowedEdition, by_topic
from booklet.web.markup import Linker, element
from booklet.web.package import CONTAINER, Part, document, write_navigation, write_package
from booklet.web.page import style_of, visible_text
from booklet.web.pictures import Pictures
from booklet.web.topics import TopicWriter, warnings
from booklet.web.typefaces import make_faces

MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive knows: files of one edition do not differ by when they were packed."""

PAGE = "application/xhtml+xml"


def write_epub(edition: ReflowedEdition) -> bytes:
    """Return the guide as an EPUB."""
    pages = dict(by_topic(edition.pages))
    names = {topic: f"{number:02}-{topic}.xhtml" for number, topic in enumerate(pages, start=1)}
    documents = {names[topic]: _write_topic(edition, topic, pages, names) for topic in pages}
    navigation = write_navigation(edition, pages, names)
    shown = (visible_text(text) for text in (*documents.values(), navigation))
    faces = make_faces(edition.theme, edition.manuscript.locale, shown)
    fonts = {f"font-{number}.woff2": face for number, face in enumerate(faces)}
    style = style_of(edition, faces, {face: name for name, face in fonts.items()})
    parts = (
        Part("nav.xhtml", PAGE, "nav"),
        *(Part(name, PAGE, "svg" if "<svg" in text else "", is_read=True) for name, text in documents.items()),
        Part("style.css", "text/css"),
        *(Part(name, "font/woff2") for name in fonts),
    )
    files = {
        "META-INF/container.xml": CONTAINER.encode(),
        "package.opf": write_package(edition, parts).encode(),
        "nav.xhtml": navigation.encode(),
        **{name: text.encode() for name, text in documents.items()},
        "style.css": style.encode(),
        **{name: face.data for name, face in fonts.items()},
    }
    return _pack(files)


def _write_topic(
    edition: ReflowedEdition, topic: str, pages: dict[str, tuple[Brief, ...]], names: dict[str, str]
) -> str:
    """Return the document of a topic; each says before all else that it is a proof, or a draft."""
    linker = Linker(names, dict(edition.numbers), edition.is_rtl)
    pictures = Pictures(edition.theme.inks, edition.is_rtl)
    section = TopicWriter(edition, linker, pictures, has_files=True).section(pages[topic])
    head = warnings(edition)
    header = element("header", head) if head else ""
    drawn = pictures.list_parts() if pictures.parts else ""
    return document(edition, header + element("main", section) + drawn)


def _pack(files: dict[str, bytes]) -> bytes:
    """Return an archive whose first file says what it is; that and what it rests on can be read as they are."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in {"mimetype": b"application/epub+zip", **files}.items():
            entry = zipfile.ZipInfo(name, MIDNIGHT)
            is_open = name in ("mimetype", "package.opf")
            entry.compress_type = zipfile.ZIP_STORED if is_open else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=None if is_open else 9)
    return packed.getvalue()
