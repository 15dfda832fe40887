"""Printers and the colour profiles they name: files to values, every fault at once."""

import re
import struct
from pathlib import Path

from booklet.errors import Finding, SourceError, Where, raise_errors, report_unknown
from booklet.geometry import Size, mm
from booklet.look.layout import INKS
from booklet.look.printer import FARTHEST_SHIFT, Condition, OfficeSheet, PageLimits, Printer, Profile
from booklet.sources.covers import read_cover
from booklet.sources.figures import parse_decimal
from booklet.sources.folders import Folders
from booklet.sources.orderings import read_ordering
from booklet.sources.record import Record, read_size
from booklet.sources.yamlfile import Node, read_yaml

PRODUCTS = ("booklet", "poster", "card", "insert", "sticker", "kit")

MARKS = ("crop", "registration", "slug-line")

BACK_SHIFTS = {edge: f"back-shift-{edge}" for edge in ("long", "short")}

ICC_REGISTRY = "http://www.color.org"

PROFILE_NAME = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+){0,9}")

LARGEST_PROFILE = 8_000_000
"""Bytes; profiles of presses have from 0.1 to 3 MB."""

COLOURS = ("cmyk", "rgb")
"""What a press wants to be sent: its inks, or the colours of a screen, which it makes inks of itself."""

CLASSES = {"CMYK": b"prtr", "RGB ": b"mntr"}
"""What a profile must be to be an output intent: of a press, or of a screen (ISO 15930-7, 6.13; ISO 19005-2, 6.2.3)."""

NO_PROFILE = Profile("", "CMYK", b"")


PRINTERS = "layouts/printers"
"""Where printers are."""


def list_printers(folders: Folders) -> tuple[str, ...]:
    """Return the names of all printers."""
    return folders.names(PRINTERS, ".yaml")


def find_printer(name: str, folders: Folders) -> Printer:
    """Return a printer by its name; raise `SourceError` with all its faults, or if there is none."""
    known = list_printers(folders)
    path = folders.find(f"{PRINTERS}/{name}.yaml") if name in known else None
    if path is None:
        raise SourceError(report_unknown("printer", name, known))
    findings: list[Finding] = []
    printer = read_printer(path, f"{PRINTERS}/{name}.yaml", folders, findings)
    raise_errors(findings)
    return printer


def read_printer(path: Path, name: str, folders: Folders, findings: list[Finding]) -> Printer:
    """Return a printer's rules, with the profile they name."""
    node, faults = read_yaml(path, name)
    findings += faults
    with Record(node, findings, "a printer") as record:
        edition = record.choice("edition", ("press", "office"))
        is_press = edition != "office"
        space = "CMYK" if is_press and record.choice("colours", COLOURS, "cmyk") == "cmyk" else "RGB "
        flavour = record.choice("flavour", ("x-4", "plain"), None if is_press else "plain")
        if is_press and space == "RGB " and flavour == "x-4":
            hint = "write flavour: plain, or colours: cmyk"
            record.fault("wrong-flavour", record.place("flavour"), "PDF/X-4 for a press is in its inks", hint)
        return Printer(
            name=path.stem,
            edition=edition,
            ink=record.choice("ink", INKS, "colour"),
            flavour=flavour,
            condition=_condition(record, space, folders),
            bleed=mm(record.number("bleed")),
            has_inner_bleed=record.choice("bleed-at-spine", ("yes", "no"), "yes") == "yes",
            slug=mm(record.number("slug", 0)),
            marks=_marks(record),
            mark_length=mm(record.number("mark-length", 5)),
            mark_offset=mm(record.number("mark-offset", 3)),
            ink_limit=record.number("ink-limit", least=1) / 100,
            least_line=record.number("least-line"),
            least_text=record.number("least-text"),
            resolution=record.number("resolution", least=1),
            products={key: _limits(value, findings) for key, value in _products(record).items()},
            sheet=None if is_press else _sheet(record),
            back_shifts={edge: _shift(record, key) for edge, key in BACK_SHIFTS.items() if key in record},
            cover=read_cover(record) if "cover" in record else None,
            ordering=read_ordering(record) if "order" in record else None,
        )


def _shift(record: Record, key: str) -> tuple[float, float]:
    """Return how far backs are moved, right and up: two numbers of millimetres in the file."""
    text = record.text(key)
    try:
        across, up = (mm(parse_decimal(part, -FARTHEST_SHIFT, FARTHEST_SHIFT)) for part in text.split())
    except ValueError:
        hint = f"write two numbers from -{FARTHEST_SHIFT} to {FARTHEST_SHIFT}, right and up: 1.5 -0.5"
        record.fault("wrong-shift", record.place(key), f'"{key}: {text}" is no shift in millimetres', hint)
        return 0.0, 0.0
    return across, up


def _condition(record: Record, space: str, folders: Folders) -> Condition:
    identifier, about, name = record.text("condition"), record.text("about"), record.text("profile")
    profile = None
    if name.strip() and not PROFILE_NAME.fullmatch(name):
        hint = "write the name of a file in layouts/profiles, without .icc"
        record.fault("wrong-name", record.place("profile"), f'"profile: {name}" is no name', hint)
    elif name.strip():
        profile = read_profile(name, space, folders, record.place("profile"), record.findings)
    return Condition(identifier, about, record.text("registry", ICC_REGISTRY), profile or NO_PROFILE)


def _marks(record: Record) -> frozenset[str]:
    marks = record.texts("marks")
    for mark in marks:
        if mark not in MARKS:
            record.fault("unknown-mark", record.place("marks"), f'no mark is called "{mark}"', f"write {MARKS}")
    return frozenset(marks)


def _products(record: Record) -> dict[str, Node]:
    found = record.mapping("products")
    if not found:
        hint = "name what it prints: booklet, poster, card"
        record.fault("missing-key", record.place("products"), "a printer makes at least one product", hint)
    for product in found:
        if product not in PRODUCTS:
            hint = f"known are: {', '.join(PRODUCTS)}"
            record.fault("unknown-product", record.place("products"), f'no product is called "{product}"', hint)
    return found


def _limits(node: Node, findings: list[Finding]) -> PageLimits:
    with Record(node, findings, "a product") as record:
        most = record.whole("most", 5000)
        return PageLimits(record.whole("least", 1), most, max(1, record.whole("multiple", 1)))


def _sheet(record: Record) -> OfficeSheet:
    size, margin = read_size(record, "sheet"), mm(record.number("margin"))
    if 2 * margin >= min(size):
        record.fault("wrong-margins", record.place("margin"), "the margin leaves no room on the sheet", "make it less")
        return OfficeSheet(Size(mm(210), mm(297)), 0.0)
    return OfficeSheet(size, margin, record.choice("sides", ("both", "one"), "both") == "one")


def read_profile(name: str, space: str, folders: Folders, where: Where, findings: list[Finding]) -> Profile | None:
    """Return a profile of `layouts/profiles` that can be an output intent of a colour space; else report why not."""
    file = f"layouts/profiles/{name}.icc"
    path = folders.find(file)
    if path is None:
        hint = f"put it into layouts/profiles as {name}.icc, or name another"
        findings.append(Finding("missing-profile", where, f'there is no colour profile "{name}"', hint))
        return None
    try:
        with path.open("rb") as icc:
            data = icc.read(LARGEST_PROFILE + 1)
    except OSError as error:
        findings.append(Finding("unreadable", Where(file), error.strerror or "cannot be read", "check the file"))
        return None
    fault = profile_fault(data, space)
    if fault:
        hint = "ask your printer for the ICC profile of the press and paper, version 2 or 4"
        findings.append(Finding("wrong-profile", Where(file), fault, hint))
        return None
    return Profile(name, space, data)


def profile_fault(data: bytes, space: str) -> str:
    """Return why data cannot be an output intent of a colour space, "" if they can (ICC.1:2010, 7.2)."""
    if len(data) > LARGEST_PROFILE:
        return f"is larger than {LARGEST_PROFILE // 1_000_000} MB"
    if len(data) < 132 or data[36:40] != b"acsp":
        return "is no ICC profile"
    size, _, version, kind, found, space_of_connection = struct.unpack(">I4sB3x4s4s4s", data[:24])
    if size != len(data):
        return f"says it has {size} bytes and has {len(data)}"
    if version not in (2, 4):
        return f"is of version {version}"
    if kind != CLASSES[space] or found != space.encode() or space_of_connection not in (b"Lab ", b"XYZ "):
        wanted = "a press in CMYK" if space == "CMYK" else "a screen in RGB"
        return f"is of class {kind.decode('latin-1').strip()} for {found.decode('latin-1').strip()}, not of {wanted}"
    return _tag_fault(data)


def _tag_fault(data: bytes) -> str:
    """Return what is wrong with the table of tags (ICC.1:2010, 7.3)."""
    (count,) = struct.unpack(">I", data[128:132])
    end = 132 + 12 * count
    if not count or end > len(data):
        return "has a broken table of tags"
    for tag in range(132, end, 12):
        offset, size = struct.unpack(">II", data[tag + 4 : tag + 12])
        if offset < end or offset + size > len(data):
            return "has a tag that lies outside the file"
    return ""
