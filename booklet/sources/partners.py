"""Logos, funder, disclaimer and stamp of `brand.yaml`: what partners demand of their place and size."""

from booklet.errors import SourceError
from booklet.geometry import Size, mm
from booklet.look.brand import LONGEST_NAME, SAYS_REVIEWED, line_fault
from booklet.look.partners import LONGEST_SAID, MOST_LOGOS, NOTHING_ASKED, PartnerLogo
from booklet.sources.art import ART, PICTURES, ArtFolder
from booklet.sources.contacts import refuse_language
from booklet.sources.kinds import HIDDEN, UNHIDE, is_hidden
from booklet.sources.record import Record
from booklet.sources.yamlfile import Mapping
from booklet.values import replace

LARGEST = 200.0
"""Millimetres that a logo or a stamp may ask for."""

STAMP = (15.0, 10.0)
"""Millimetres that the room for a stamp has at least: a stamp of an office is no smaller."""


def read_logos(record: Record, art: ArtFolder) -> tuple[PartnerLogo, ...]:
    """Return the logos in their order; each is read as the one logo is, and what cannot be printed is a fault."""
    found = [_logo(logo, art) for logo in record.records("logos", "a logo")]
    logos = tuple(filter(None, found))
    if len(found) > MOST_LOGOS:
        hint = "print the others in a line of words: funder:"
        record.fault("too-many-logos", record.place("logos"), f"there are {len(found)} logos", hint)
    for place, logo in enumerate(logos):
        if any(logo.file == other.file for other in logos[:place]):
            record.fault("logo-twice", logo.where or record.where, f'"{logo.file}" stands above', "keep one of them")
    return logos


def _logo(record: Record, art: ArtFolder) -> PartnerLogo | None:
    """Return a logo, None if it cannot be printed."""
    file, name = _file(record), _name(record)
    least, height = NOTHING_ASKED, _length(record, "height")
    if "least" in record:
        with record.nested_record("least") as asked:
            least = Size(_length(asked, "width"), _length(asked, "height"))
    if not file:
        return None
    where = record.place("file")
    try:
        picture = art[file]
    except SourceError as error:
        record.findings += (replace(one, where=where) if one.code == "missing-art" else one for one in error.findings)
        return None
    size = Size(picture.width, picture.height)
    logo = PartnerLogo(file, name, size, getattr(picture, "is_pixels", False), least, height, where)
    if height and height < logo.least_height:
        message = f'"{file}" is {height / mm(1):.3g} mm high and asks for {logo.least_height / mm(1):.3g} mm at least'
        record.fault("wrong-logo", record.place("height"), message, "write one of height and least")
    return logo


def _file(record: Record) -> str:
    """Return the name of a picture in `layouts/art`, "" if it is none."""
    file = record.text("file").strip()
    if is_hidden(file):
        record.fault("hidden-name", record.place("file"), f'"{file}" {HIDDEN}', UNHIDE)
        return ""
    if file and ("/" in file or "\\" in file or file.rpartition(".")[2].lower() not in PICTURES):
        hint = f"write the name of an SVG, PNG, JPEG or PDF that lies in {ART}/ of your folder: file: donor.svg"
        record.fault("wrong-logo", record.place("file"), f'"{file}" is no file of a logo', hint)
        return ""
    return file


def _name(record: Record) -> str:
    name = record.text("name").strip()
    if fault := line_fault(name, LONGEST_NAME):
        hint = f"write whose logo it is, {LONGEST_NAME} characters at most"
        record.fault("wrong-logo", record.place("name"), f'"name" {fault}', hint)
        return ""
    _refuse_review(record, "name", name)
    return name


def _refuse_review(record: Record, key: str, text: str) -> None:
    """Report a text that says that something was reviewed."""
    if SAYS_REVIEWED.search(text):
        hint = "take it out: the imprint says who has reviewed the words when their signatures are recorded (review)"
        record.fault("says-reviewed", record.place(key), f'"{key}" says that something was reviewed', hint)


def _length(record: Record, key: str) -> float:
    """Return a length in points, written in millimetres; 0 if there is none."""
    length = record.number(key, 0.0)
    if length > LARGEST:
        hint = f"write millimetres, {LARGEST:g} at most"
        record.fault("wrong-logo", record.place(key), f'"{key}: {length:g}" is larger than a page', hint)
        return 0.0
    return mm(length)


def read_said(record: Record, key: str) -> tuple[tuple[str, str], ...]:
    """Return a sentence by language, "" for all: one that a funder demands is printed as written or not at all."""
    is_by_language = isinstance(record.node(key), Mapping)
    said = record.mapped_texts(key) if is_by_language else {"": record.text(key, "")}
    found = tuple((tag, text.strip()) for tag, text in said.items() if text.strip())
    for tag in said if is_by_language else ():
        refuse_language(record, key, tag)
    for tag, text in found:
        if fault := line_fault(text, LONGEST_SAID):
            about = f'"{key}" {f"in {tag} " if tag else ""}{fault}'
            record.fault("wrong-funder", record.place(key), about, f"write {LONGEST_SAID} characters at most")
        else:
            _refuse_review(record, key, text)
    return found


def read_stamp(record: Record) -> Size | None:
    """Return the size of the empty box for a stamp or a sticker, None if there is none."""
    if "stamp" not in record:
        return None
    told = len(record.findings)
    with record.nested_record("stamp") as stamp:
        width, height = stamp.number("width"), stamp.number("height")
    if len(record.findings) > told:
        return None
    if not (STAMP[0] <= width <= LARGEST and STAMP[1] <= height <= LARGEST):
        hint = f"write millimetres: {STAMP[0]:g} wide and {STAMP[1]:g} high at least, {LARGEST:g} at most"
        record.fault("wrong-stamp", record.place("stamp"), f"a stamp of {width:g} x {height:g} mm is none", hint)
        return None
    return Size(mm(width), mm(height))
