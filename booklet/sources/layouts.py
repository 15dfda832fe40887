"""Theme and layouts: text files to values, every fault at once."""

import re
from collections.abc import Iterable
from pathlib import Path

from booklet.bands import AGES, BANDS
from booklet.errors import Finding, did_you_mean
from booklet.geometry import Size, mm
from booklet.look.layout import (
    FILLINGS,
    FOLDS,
    INKS,
    STYLED_AS,
    BandStyle,
    Filling,
    Fonts,
    Ground,
    Ink,
    Layout,
    Look,
    Margins,
    Overlay,
    PagePlan,
    Role,
    Section,
    Slot,
    Texture,
    Theme,
)
from booklet.sources.extends import OWN_KEYS, Extended, read_extended
from booklet.sources.figures import parse_decimal
from booklet.sources.folders import Folders
from booklet.sources.fonts import FAMILIES
from booklet.sources.record import MOST, Record, read_size
from booklet.sources.yamlfile import Node, read_yaml
from booklet.values import replace
from booklet.words.guide import TALK

GIVE = ("gap", "opener", "small", "body", "pad", "type")

CARD_PICTURES = ("", "speech", TALK)
"""What a card shows beside its words."""

MASTERS = {
    "poster": "poster",
    "notice": "poster",
    "slide-front": "poster",
    "slide": "poster",
    "slide-help": "poster",
    "card-front": "card",
    "card-back": "card",
    "card-whole": "card",
    "card-steps": "card",
    "card-help": "card",
    "card-owner": "card",
    "sticker-help": "sticker",
    "sticker-lines": "sticker",
    "sticker-directory": "sticker",
    "sticker-poster": "sticker",
    "sticker-card": "sticker",
}
"""The product of a master; the others are the booklet's."""

LEAST_TINT = 0.2
"""A tint of black below this is lost in office printers and on photocopiers."""

SKIN = "skin-"
"""What the names of the inks of skins begin with."""

LINES = (0.1, 20.0)
"""Millimetres between which the width and the distance of lines are."""

CLOSEST = 0.7
"""Share of its size that a leading has at the least; ours has 0.8 and more."""

TRACKING = (-50, 300)
"""Thousandths of an em by which letters may stand closer or farther apart."""


def read_theme(path: Path, name: str, fonts: Fonts, findings: list[Finding]) -> Theme:
    """Return the theme with the fonts it is set in; inks named anywhere must exist."""
    node, faults = read_yaml(path, name)
    findings += faults
    with Record(node, findings, "the theme") as record:
        nodes = record.mapping("inks")
        inks = {key: _ink(key, value, findings, nodes) for key, value in nodes.items()}
        grounds = _grounds(record, inks)
        roles = {key: _roles(value, findings, inks) for key, value in record.mapping("roles").items()}
        sections = {key: _section(key, value, findings, grounds) for key, value in record.mapping("sections").items()}
        give = _give(record)
        accents = _accents(record, grounds)
        low_ink = _read_low_ink(record, inks)
        fillings = _read_fillings(record, inks)
    return Theme(inks, grounds, fonts, roles, sections, give, accents, low_ink, fillings)


def _read_low_ink(record: Record, inks: dict[str, Ink]) -> dict[str, float]:
    """Return the largest area of each ink where ink is spared, in square points."""
    if "low-ink" not in record:
        return {}
    with record.nested_record("low-ink") as areas:
        return {ink: areas.number(ink) * mm(1) ** 2 for ink in inks if ink in areas}


def _read_fillings(record: Record, inks: dict[str, Ink]) -> dict[str, Filling]:
    """Return what stands for inks in pictures where black is alone or ink is spared."""
    if "fillings" not in record:
        return {}
    with record.nested_record("fillings") as fillings:
        nodes = {ink: fillings.node(ink) for ink in inks if ink in fillings}
    return {ink: _filling(node, record.findings) for ink, node in nodes.items() if node}


def _filling(node: Node, findings: list[Finding]) -> Filling:
    with Record(node, findings, "a filling") as record:
        kind = record.choice("kind", FILLINGS)
        small, large = (_read_texture(record, key) for key in ("small", "large"))
        return Filling(kind, small, large, record.number("keeps", 0.0) * mm(1) ** 2)


def _read_texture(record: Record, key: str) -> Texture:
    """Return the lines or dots of a filling from their width and distance in millimetres, such as 0.2/1.6."""
    text = record.text(key, "0.2/1.6")
    width, _, pitch = text.partition("/")
    try:
        texture = Texture(mm(parse_decimal(width, *LINES)), mm(parse_decimal(pitch, *LINES)))
        if texture.pitch < 2 * texture.width:
            raise ValueError(text)
    except ValueError:
        hint = "write their width and at least twice as much as their distance, in millimetres: 0.2/1.6"
        record.fault("wrong-size", record.place(key), f'"{text}" tells of no lines', hint)
        return Texture(*map(mm, LINES))
    return texture


def _accents(record: Record, grounds: dict[str, Ground]) -> tuple[str, ...]:
    accents = record.texts("accents")
    for ink in accents:
        if ink not in grounds:
            hint = did_you_mean(ink, grounds)
            record.fault("unknown-ink", record.place("accents"), f'no ground has the ink "{ink}"', hint)
    return tuple(ink for ink in accents if ink in grounds)


def _ink(name: str, node: Node, findings: list[Finding], names: Iterable[str]) -> Ink:
    with Record(node, findings, "an ink") as record:
        cmyk = _percentages(record)
        srgb = record.text("srgb")
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", srgb):
            record.fault(
                "wrong-colour", record.place("srgb"), f'"{srgb}" is no sRGB colour', "write six hex digits: FEC534"
            )
            srgb = "000000"
        red, green, blue = (int(srgb[start : start + 2], 16) / 255 for start in (0, 2, 4))
        return Ink(name, cmyk, (red, green, blue), _read_grey(record, name), record.choice("low", names, ""))


def _read_grey(record: Record, name: str) -> float:
    """Return how dark an ink is if black is printed alone; skins have outlines, so that no copier loses them."""
    tint = record.number("grey") / 100
    if not (tint == 0 or LEAST_TINT <= tint <= 1 or (name.startswith(SKIN) and 0 < tint < LEAST_TINT)):
        hint = f"write 0, or a percentage from {100 * LEAST_TINT:g} to 100"
        record.fault("wrong-colour", record.place("grey"), "this tint of black cannot be printed everywhere", hint)
    return tint


def _percentages(record: Record) -> tuple[float, float, float, float]:
    text = record.text("cmyk")
    parts = text.split()
    if len(parts) != 4 or not all(re.fullmatch("[0-9]{1,2}|100", part) for part in parts):
        record.fault(
            "wrong-colour", record.place("cmyk"), f'"{text}" is no ink build', "write four percentages: 0 25 85 0"
        )
        return (0.0, 0.0, 0.0, 1.0)
    cyan, magenta, yellow, black = (int(part) / 100 for part in parts)
    return (cyan, magenta, yellow, black)


def _read_known_ink(record: Record, key: str, inks: Iterable[str]) -> str:
    ink = record.text(key)
    if ink.strip() and ink not in inks:
        record.fault("unknown-ink", record.place(key), f'{record.what} has no ink "{ink}"', did_you_mean(ink, inks))
    return ink


def _grounds(record: Record, inks: dict[str, Ink]) -> dict[str, Ground]:
    with record.nested_record("grounds") as grounds:
        nodes = {ink: grounds.node(ink) for ink in inks if ink in grounds}
    return {ink: _ground(node, record.findings, inks) for ink, node in nodes.items() if node}


def _ground(node: Node, findings: list[Finding], inks: dict[str, Ink]) -> Ground:
    with Record(node, findings, "a ground") as record:
        return Ground(_read_known_ink(record, "text", inks), _read_known_ink(record, "title", inks))


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
        size, leading = record.number("size", least=1), mm(record.number("leading", least=1))
        if leading < CLOSEST * size:
            hint = f"write {CLOSEST * size / mm(1):.1f} millimetres at the least"
            record.fault("wrong-size", record.place("leading"), "lines would stand upon each other", hint)
        tracking = record.whole("tracking", 0)
        if not TRACKING[0] <= tracking <= TRACKING[1]:
            hint = f"write {TRACKING[0]} to {TRACKING[1]} thousandths of an em"
            record.fault("wrong-size", record.place("tracking"), "letters would stand upon each other or apart", hint)
        return Role(
            family=record.choice("family", FAMILIES),
            weight=weight,
            strong=record.whole("strong", weight),
            size=size,
            leading=leading,
            least=_read_least(record, size, leading),
            ink=_read_known_ink(record, "ink", inks),
            tracking=tracking,
            balanced=record.choice("balanced", ("yes", "no"), "no") == "yes",
        )


def _read_least(record: Record, size: float, leading: float) -> tuple[float, float]:
    """Return how small a role may become; its usual size and leading if the file does not say."""
    least = _pair(record, "least", record.text("least", "")) or (size, leading)
    if least[0] > size or least[1] > leading:
        hint = "write a smaller size and leading in points/millimetres: 10.5/5"
        record.fault("wrong-size", record.place("least"), "the least is more than the usual size", hint)
    return least


def _section(name: str, node: Node, findings: list[Finding], grounds: dict[str, Ground]) -> Section:
    with Record(node, findings, "a section") as record:
        return Section(name, _read_known_ink(record, "ink", grounds), record.whole("tab", -1))


def _give(record: Record) -> dict[str, tuple[float, ...]]:
    give: dict[str, tuple[float, ...]] = {}
    node = record.required_node("give")
    if node is None:
        return give
    with Record(node, record.findings, "give") as steps:
        for key in GIVE:
            give[key] = tuple(_decimal(steps, key, text) for text in steps.texts(key))
            if not give[key]:
                steps.fault("missing-key", steps.place(key), f'"give" needs steps for "{key}"', f"write {key}: [6, 3]")
    return give


def _decimal(record: Record, key: str, text: str) -> float:
    try:
        return parse_decimal(text, 1, MOST)
    except ValueError:
        hint = "write numbers from 1 up: [7.5, 6, 3]"
        record.fault("wrong-type", record.place(key), f'"{text}" cannot be a step of "{key}"', hint)
        return 1.0


def read_layout(
    path: Path, name: str, theme: Theme, masters: set[str], findings: list[Finding], folders: Folders | None = None
) -> Layout:
    """Return a layout; its sections must be the theme's, its masters known, what it extends in the folders."""
    extended = read_extended(path, name, findings, folders)
    with Record(extended.node, findings, "a layout") as record:
        for key in OWN_KEYS:
            record.node(key)
        give = record.texts("give")
        for step in give:
            if step not in GIVE:
                record.fault(
                    "unknown-give", record.place("give"), f'nothing called "{step}" gives way', did_you_mean(step, GIVE)
                )
        product = record.choice("product", (*theme.roles, *STYLED_AS))
        styled_as = record.choice("styled-as", ("", *theme.roles), "")
        style = styled_as or (product if product in MASTERS.values() else STYLED_AS.get(product, product))
        known = {master for master in masters if MASTERS.get(master, "booklet") == style}
        scenes = folders.names("layouts/scenes", ".yaml") if folders else ()
        pages = tuple(_plan(page, theme, known, scenes) for page in record.records("pages", "a page", is_needed=True))
        pages = _scale_panels(pages, extended)
        styles = record.mapping("bands").items()
        bands = tuple(_band(key, value, theme, known, scenes, findings) for key, value in styles)
        bands = tuple(replace(style, pages=_scale_panels(style.pages, extended)) for style in bands)
        trim = _read_scaled_trim(record, extended)
        return Layout(
            name=path.stem,
            product=product,
            trim_name=_trim_name(record, extended, name),
            trim=trim,
            margins=_margins(record, trim),
            slot=_slot(record, trim),
            covers=record.texts("covers"),
            give=tuple(step for step in give if step in GIVE),
            pages=pages,
            looks=_looks(record, theme, product, scenes),
            bands=bands,
            sizes=_sizes(record, theme),
            scale=extended.scale,
            ink=record.choice("ink", INKS, ""),
            band=record.choice("band", BANDS, ""),
            least_text=record.number("least-text", 0.0) / extended.scale,
            overlay=_read_overlay(record, trim),
            has_code=record.choice("code", ("yes", "no"), "no") == "yes",
            flows=_read_multiple(record, product),
            styled_as=styled_as,
            fold=_fold(record, (pages, *(style.pages for style in bands if style.pages))),
        )


def _scale_panels(pages: tuple[PagePlan, ...], extended: Extended) -> tuple[PagePlan, ...]:
    """Return pages with their own widths before the layout is scaled."""
    return tuple(replace(plan, width=plan.width / extended.trim_scale) for plan in pages)


def _read_scaled_trim(record: Record, extended: Extended) -> Size:
    """Return the trim before it is scaled; after it is scaled it must still be a page."""
    trim = read_size(record, "trim")
    trim = Size(trim.width / extended.trim_scale, trim.height / extended.trim_scale)
    if max(trim) * extended.scale > mm(MOST) + 1:
        hint = f"a page has {MOST} mm at most; write a smaller scale"
        record.fault("wrong-scale", record.place("trim"), "the page is too large", hint)
    return trim


def _trim_name(record: Record, extended: Extended, name: str) -> str:
    """Return the name of the format for file names, which is not inherited, or files would overwrite others."""
    trim_name = record.name("trim-name")
    is_resized = extended.scale != 1 or ("trim" in record and record.place("trim").file == name)
    if is_resized and "trim-name" in record and record.place("trim-name").file != name:
        hint = "add trim-name: with a name of its own"
        record.fault("missing-key", record.where, "a layout of another size needs its own trim-name", hint)
    return trim_name


def _margins(record: Record, trim: Size) -> Margins:
    if record.required_node("margins") is None:
        return Margins(0, 0, 0, 0)
    with record.nested_record("margins") as margins:
        outer, inner, top, foot = (mm(margins.number(side)) for side in ("outer", "inner", "top", "foot"))
    if outer + inner >= trim.width or top + foot >= trim.height:
        hint = "make them smaller than the trim"
        record.fault("wrong-margins", record.place("margins"), "the margins leave no room on the page", hint)
    return Margins(outer, inner, top, foot)


def _read_overlay(record: Record, trim: Size) -> Overlay:
    """Return what an app lays over head and foot, in millimetres; between them words have room."""
    if "overlay" not in record:
        return Overlay()
    with record.nested_record("overlay") as overlay:
        found = Overlay(mm(overlay.number("top", 0.0)), mm(overlay.number("foot", 0.0)))
    if found.top + found.foot >= trim.height:
        hint = "make it smaller than the trim"
        record.fault("wrong-margins", record.place("overlay"), "the overlay leaves no room on the page", hint)
    return found


def _slot(record: Record, trim: Size) -> Slot | None:
    """Return the room for a partner's name and logo, which lies inside the trim."""
    if "brand" not in record:
        return None
    with record.nested_record("brand") as brand:
        slot = Slot(*(mm(brand.number(side)) for side in ("x", "top", "width", "height")))
    if slot.x + slot.width > trim.width or slot.top + slot.height > trim.height:
        record.fault("wrong-slot", record.place("brand"), "the room for a brand is not on the page", "move it inside")
    return slot


def _plan(record: Record, theme: Theme, masters: set[str], scenes: tuple[str, ...]) -> PagePlan:
    return PagePlan(
        master=record.choice("master", masters),
        place=record.text("place", ""),
        otherwise=record.text("otherwise", ""),
        section=record.choice("section", theme.sections),
        cast=record.texts("cast"),
        ink=record.choice("ink", ("", *theme.grounds), ""),
        width=mm(record.number("width", 0.0)),
        scene=record.choice("scene", ("", *scenes), ""),
        other_scene=record.choice("other-scene", ("", *scenes), ""),
    )


def _fold(record: Record, lists: tuple[tuple[PagePlan, ...], ...]) -> str:
    """Return how the pages lie on a flat sheet ("" = they do not); each fold has a fixed number of pages."""
    fold = record.choice("fold", ("", *FOLDS), "")
    for count in dict.fromkeys(len(pages) for pages in lists):
        if fold and count != FOLDS[fold]:
            hint = f"give it {FOLDS[fold]} pages, or take fold: away"
            record.fault("wrong-fold", record.place("fold"), f'{count} pages cannot be folded as "{fold}"', hint)
    return fold


def _looks(layout: Record, theme: Theme, product: str, scenes: tuple[str, ...]) -> tuple[Look, ...]:
    nodes = layout.mapping("looks").items()
    return tuple(_look(key, Record(node, layout.findings, "a look"), theme, product, scenes) for key, node in nodes)


def _look(item: str, opened: Record, theme: Theme, product: str, scenes: tuple[str, ...]) -> Look:
    with opened as record:
        return Look(
            item=item,
            ground=record.choice("ground", theme.grounds),
            picture=record.choice("picture", CARD_PICTURES, ""),
            cast=record.texts("cast"),
            title=_pair(record, "title", record.text("title", "")) or (0.0, 0.0),
            has_slot=record.choice("brand", ("yes", "no"), "yes") == "yes",
            scene=record.choice("scene", ("", *scenes), ""),
            scenes=_scenes(record, scenes),
            says=record.texts("says"),
        )


def _scenes(record: Record, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scenes of a look, one for each band."""
    names = record.texts("scenes")
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known)
            record.fault("unknown-scene", record.place("scenes"), f'there is no scene "{name}"', hint)
    return tuple(name for name in names if name in known)


def _band(
    band: str, node: Node, theme: Theme, masters: set[str], scenes: tuple[str, ...], findings: list[Finding]
) -> BandStyle:
    with Record(node, findings, "a band") as record:
        if band not in AGES:
            record.fault("unknown-band", record.where, f'there is no band "{band}"', did_you_mean(band, AGES))
        return BandStyle(
            band=band,
            sizes=_sizes(record, theme),
            pages=tuple(_plan(page, theme, masters, scenes) for page in record.records("pages", "a page")),
        )


def _sizes(record: Record, theme: Theme) -> tuple[tuple[str, float, float], ...]:
    """Return roles with the size and leading they have here."""
    roles = {role for roles in theme.roles.values() for role in roles}
    for role in record.mapping("sizes"):
        if role not in roles:
            record.fault("unknown-role", record.place("sizes"), f'no role "{role}"', did_you_mean(role, roles))
    pairs = [(role, _pair(record, "sizes", text)) for role, text in record.mapped_texts("sizes").items()]
    return tuple((role, *pair) for role, pair in pairs if pair)


def _read_multiple(record: Record, product: str) -> int:
    """Return the number whose multiple the pages must be, 0 if the layout has a page for each plan."""
    multiple = record.whole("flows", 0)
    if multiple and (multiple < 1 or product != "booklet"):
        hint = "write flows: 4 in the layout of a booklet, or take it away"
        record.fault("wrong-flow", record.place("flows"), "pages of this layout cannot flow", hint)
        return 0
    return multiple


def _pair(record: Record, key: str, text: str) -> tuple[float, float] | None:
    """Return size (points) and leading (points) of a text such as 13.5/7, where the leading is in millimetres."""
    if not text:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,2}(?:\.[0-9]+)?)/([1-9][0-9]{0,2}(?:\.[0-9]+)?)", text)
    if not match:
        record.fault("wrong-size", record.place(key), f'"{text}" is no size', "write points/millimetres: 13.5/7")
        return None
    size, leading = float(match[1]), mm(float(match[2]))
    if leading < CLOSEST * size:
        hint = f"write {CLOSEST * size / mm(1):.1f} millimetres at the least"
        record.fault("wrong-size", record.place(key), f"lines of {text} would stand upon each other", hint)
        return None
    return size, leading
