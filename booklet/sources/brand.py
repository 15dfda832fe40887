"""`brand.yaml`: who adapted the guide, as a partner wrote it; what cannot be printed as it stands is a finding."""

from booklet.brand import LOGO, LONGEST_CONTACT, LONGEST_NAME, Brand, is_isbn, is_line
from booklet.errors import Finding, SourceError
from booklet.geometry import Size
from booklet.sources.art import ArtFolder
from booklet.sources.folders import Folders
from booklet.sources.optional import read_optional
from booklet.sources.record import Record

BRAND = "brand.yaml"


def read_brand(folders: Folders, art: ArtFolder, findings: list[Finding]) -> Brand:
    """Return the brand of a project, an empty one if it has no such files; faults go to `findings`."""
    node = read_optional(folders, BRAND, findings)
    with Record(node, findings, BRAND) as record:
        name, contact = _line(record, "name", LONGEST_NAME), _line(record, "contact", LONGEST_CONTACT)
        return Brand(name, contact, _isbn(record), _logo(art, findings))


def _logo(art: ArtFolder, findings: list[Finding]) -> Size | None:
    """Return the size of the logo in its own units, None if there is no logo or it cannot be drawn."""
    try:
        drawing = art[LOGO] if art.path(LOGO) else None
    except SourceError as error:
        findings += error.findings
        return None
    return Size(drawing.width, drawing.height) if drawing else None


def _line(record: Record, key: str, longest: int) -> str:
    text = record.text(key, "").strip()
    if is_line(text, longest):
        return text
    message, hint = f'"{key}" has {len(text)} characters', f"write one line of {longest} characters at most"
    record.fault("wrong-brand", record.place(key), message, hint)
    return ""


def _isbn(record: Record) -> str:
    isbn = record.text("isbn", "").strip()
    if not isbn or is_isbn(isbn):
        return isbn
    hint = "copy all 13 digits as you were given them, or leave it empty"
    record.fault("wrong-isbn", record.place("isbn"), f'"{isbn}" is no ISBN: its digits do not add up', hint)
    return ""
