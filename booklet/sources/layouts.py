"""Theme, layouts and printers: text files to values, every fault at once."""

import re
from pathlib import Path

from booklet.errors import Finding
from booklet.geometry import Size, mm
from booklet.layout import Ground, Ink, Layout, Margins, PagePlan, Printer, Role, Section, Theme
from booklet.sources.record import Record, did_you_mean
from booklet.sources.yamlfile import Node, read_yaml

GIVE = ("gap", "opener", "small", "body")


def read_theme(path: Path, name: str, findings: list[Finding]) -> Theme:
    """Return the theme; inks named anywhere must exist."""
    node, faults = read_yaml(path, name)
    findings += faults
    with Record(node, findings, "the theme") as record:
        inks = {key: _ink(key, value, findings) for key, value in record.mapping("inks").items()}
        grounds = {key: _ground(value, findings, inks) for key, value in record.mapping("grounds").items()}
        families = {key: _families(value, findings) for key, value in record.mapping("families").items()}
        roles = {key: _roles(value, findings, inks) for key, value in record.mapping("roles").items()}
        sections = {key: _section(key, value, findings, inks) for key, value in record.mapping("sections").items()}
        give = _give(record)
    return Theme(inks, grounds, families, roles, sections, give)


def _ink(name: str, node: Node, findings: list[Finding]) -> Ink:
    with Record(node, findings, "an ink") as record:
        cmyk = _percentages(record)
        srgb = record.text("srgb")
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", srgb):
            record.fault(
                "wrong-colour", record.place("srgb"), f'"{srgb}" is no sRGB colour', "write six hex digits: FEC534"
            )
            srgb = "000000"
        red, green, blue = (int(srgb[start : start + 2], 16) / 255 for start in (0, 2, 4))
        return Ink(name, cmyk, (red, green, blue))


def _percentages(record: Record) -> tuple[float, float, float, float]:
    text = record.text("cmyk")
    parts = text.split()
    if len(parts) != 4 or not all(part.isdigit() and int(part) <= 100 for part in parts):
        record.fault(
            "wrong-colour", record.place("cmyk"), f'"{text}" is no ink build', "write four percentages: 0 25 85 0"
        )
        return (0.0, 0.0, 0.0, 1.0)
    cyan, magenta, yellow, black = (int(part) / 100 for part in parts)
    return (cyan, magenta, yellow, black)


def _known_ink(record: Record, key: str, inks: dict[str, Ink]) -> str:
    return record.choice(key, inks)


def _ground(node: Node, findings: list[Finding], inks: dict[str, Ink]) -> Ground:
    with Record(node, findings, "a ground") as record:
        return Ground(_known_ink(record, "text", inks), _known_ink(record, "title", inks))


def _families(node: Node, findings: list[Finding]) -> dict[str, str]:
    with Record(node, findings, "the families of a script") as record:
        return {family: record.text(family) for family in ("display", "body")}


def _roles(node: Node, findings: list[Finding], inks: dict[str, Ink]) -> dict[str, Role]:
    with Record(node, findings, "the roles") as record:
        found = {}
        for name in getattr(node, "entries", {}):
            value = record.node(name)
            if value is not None:
                found[name] = _role(value, findings, inks)
        return found


def _role(node: Node, findings: list[Finding], inks: dict[str, Ink]) -> Role:
    with Record(node, findings, "a role") as record:
        weight = record.whole("weight", 500)
        return Role(
            family=record.choice("family", ("display", "body")),
            weight=weight,
            strong=record.whole("strong", weight),
            size=record.number("size"),
            leading=mm(record.number("leading")),
            ink=_known_ink(record, "ink", inks),
            tracking=record.whole("tracking", 0),
            balanced=record.choice("balanced", ("yes", "no"), "no") == "yes",
        )


def _section(name: str, node: Node, findings: list[Finding], inks: dict[str, Ink]) -> Section:
    with Record(node, findings, "a section") as record:
        return Section(name, _known_ink(record, "ink", inks), record.whole("tab", -1))


def _give(record: Record) -> dict[str, tuple[float, ...]]:
    give: dict[str, tuple[float, ...]] = {}
    node = record.required("give")
    if node is None:
        return give
    with Record(node, record.findings, "give") as steps:
        for key in GIVE:
            give[key] = tuple(_decimal(steps, key, text) for text in steps.texts(key))
    return give


def _decimal(record: Record, key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        record.fault("wrong-type", record.place(key), f'"{text}" is no number', "write numbers: [7.5, 6, 3]")
        return 1.0


def read_layout(path: Path, name: str, theme: Theme, masters: set[str], findings: list[Finding]) -> Layout:
    """Return a layout; its sections must be the theme's, its masters known."""
    node, faults = read_yaml(path, name)
    findings += faults
    with Record(node, findings, "a layout") as record:
        give = record.texts("give")
        for step in give:
            if step not in GIVE:
                record.fault(
                    "unknown-give", record.place("give"), f'nothing called "{step}" gives way', did_you_mean(step, GIVE)
                )
        return Layout(
            name=path.stem,
            product=record.choice("product", theme.roles),
            trim_name=record.text("trim-name"),
            trim=_size(record, "trim"),
            margins=_margins(record),
            give=tuple(step for step in give if step in GIVE),
            pages=tuple(_plan(page, theme, masters) for page in record.records("pages", "a page")),
        )


def _size(record: Record, key: str) -> Size:
    text = record.text(key)
    match = re.fullmatch(r"(\d+(?:\.\d+)?) x (\d+(?:\.\d+)?)", text)
    if not match:
        record.fault("wrong-size", record.place(key), f'"{text}" is no size', "write millimetres: 148 x 210")
        return Size(mm(148), mm(210))
    return Size(mm(float(match[1])), mm(float(match[2])))


def _margins(record: Record) -> Margins:
    node = record.required("margins")
    if node is None:
        return Margins(0, 0, 0, 0)
    with Record(node, record.findings, "the margins") as margins:
        outer, inner, top, foot = (mm(margins.number(side)) for side in ("outer", "inner", "top", "foot"))
        return Margins(outer, inner, top, foot)


def _plan(record: Record, theme: Theme, masters: set[str]) -> PagePlan:
    return PagePlan(
        master=record.choice("master", masters),
        place=record.text("place", ""),
        section=record.choice("section", theme.sections),
        cast=record.texts("cast"),
    )


def read_printer(path: Path, name: str, findings: list[Finding]) -> Printer:
    """Return a printer's rules."""
    node, faults = read_yaml(path, name)
    findings += faults
    with Record(node, findings, "a printer") as record:
        return Printer(
            name=path.stem,
            bleed=mm(record.number("bleed")),
            slug=mm(record.number("slug")),
            crop_marks=record.choice("crop-marks", ("yes", "no")) == "yes",
            mark_length=mm(record.number("mark-length", 5)),
            mark_offset=mm(record.number("mark-offset", 3)),
        )
