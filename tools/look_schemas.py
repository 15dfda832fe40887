"""Schemas of the theme and of layouts, from the rules that we read them with."""

from schemaparts import TEXT, Schema, list_of, record, said

from booklet.bands import AGES, BANDS
from booklet.look.layout import FILLINGS, FOLDS, INKS, STYLED_AS
from booklet.sources.extends import LEAST_SCALE, MOST_SCALE
from booklet.sources.fonts import FAMILIES
from booklet.sources.layouts import CARD_PICTURES, GIVE, TRACKING
from booklet.typeset.masters import MASTERS

NUMBER: Schema = {"type": "number", "minimum": 0}
PERCENT: Schema = {"type": "number", "minimum": 0, "maximum": 100}
PAIR: Schema = {"type": "string", "pattern": "^[1-9][0-9]{0,2}([.][0-9]+)?/[1-9][0-9]{0,2}([.][0-9]+)?$"}
SIDES: Schema = {"type": "string", "pattern": "^[0-9]{1,4}([.][0-9]{1,3})? x [0-9]{1,4}([.][0-9]{1,3})?$"}
LINES: Schema = {"type": "string", "pattern": "^[0-9.]+/[0-9.]+$"}
YES: Schema = {"enum": ["yes", "no"]}
PRODUCTS = ("booklet", "poster", "card", "sticker", *STYLED_AS)


def theme_schema() -> Schema:
    """Return the schema of `layouts/theme.yaml`."""
    cmyk = said(
        "percent of cyan, magenta, yellow, black", {"type": "string", "pattern": "^([0-9]{1,3} ){3}[0-9]{1,3}$"}
    )
    srgb = said(
        "its colour on a screen, six hex digits", {"type": ["string", "integer"], "pattern": "^[0-9A-Fa-f]{6}$"}
    )
    grey = said("percent of black where black is alone: 0, or 20 to 100", PERCENT)
    ink = record(
        {"cmyk": cmyk, "srgb": srgb, "grey": grey, "low": said("the ink it prints as where ink is spared", TEXT)}
    )
    ground = record({"text": TEXT, "title": TEXT}, "text", "title")
    filling = record({"kind": {"enum": list(FILLINGS)}, "small": LINES, "large": LINES, "keeps": NUMBER}, "kind")
    section = record({"ink": TEXT, "tab": {"type": "integer"}}, "ink")
    steps = {key: {"type": "array", "items": NUMBER} for key in GIVE}
    keys = {
        "inks": said("colours by name; all else names them", _mapping(ink)),
        "grounds": said("the inks that words may stand on, and the inks of these words", _mapping(ground)),
        "accents": said("grounds that a partner may choose from", list_of(TEXT)),
        "low-ink": said("where ink is spared: the largest area of an ink, in square millimetres", _mapping(NUMBER)),
        "fillings": said("what pictures have for an ink where black is alone", _mapping(filling)),
        "roles": said("type by product and role", _mapping(_mapping(role_schema()))),
        "sections": said("the ink and the tab of each section", _mapping(section)),
        "give": said("how far each thing gives way, step by step", record(steps, *GIVE)),
    }
    return record(keys, "inks", "grounds", "roles", "sections", "give")


def role_schema() -> Schema:
    """Return the schema of a role: how words of a kind are set."""
    low, high = TRACKING
    weight = {"type": "integer", "minimum": 100, "maximum": 1000}
    keys = {
        "family": {"enum": list(FAMILIES)},
        "weight": weight,
        "strong": said("the weight of bold words", weight),
        "size": said("points", NUMBER),
        "leading": said("millimetres from line to line", NUMBER),
        "least": said("points/millimetres: how small it may become", PAIR),
        "ink": TEXT,
        "tracking": said("thousandths of an em", {"type": "integer", "minimum": low, "maximum": high}),
        "balanced": said("yes: lines of equal length", YES),
    }
    return record(keys, "family", "size", "leading", "ink")


def layout_schema() -> Schema:
    """Return the schema of a layout; one that extends another says only what differs."""
    side = {key: NUMBER for key in ("outer", "inner", "top", "foot")}
    slot = {key: NUMBER for key in ("x", "top", "width", "height")}
    over = {key: NUMBER for key in ("top", "foot")}
    sizes = said("roles with a size and leading of their own, in points/millimetres", _mapping(PAIR))
    pages = said("the pages in their order", {"type": "array", "items": plan_schema(), "minItems": 1})
    keys = {
        "extends": said("the layout that this one is like, such as poster-a3", TEXT),
        "scale": said("how many times as large", {"type": "number", "minimum": LEAST_SCALE, "maximum": MOST_SCALE}),
        "product": {"enum": list(dict.fromkeys(PRODUCTS))},
        "trim-name": said("the size in the names of files; another size needs a name of its own", TEXT),
        "trim": said("width x height in millimetres: 148 x 210", SIDES),
        "margins": said("millimetres", record(side, *side)),
        "brand": said("the room of a partner's name and logo, in millimetres", record(slot, *slot)),
        "covers": said("the layouts that stickers are for", list_of(TEXT)),
        "give": said("what gives way where a page is full, in this order", list_of({"enum": list(GIVE)})),
        "pages": pages,
        "looks": said("posters and cards by id", _mapping(look_schema())),
        "bands": record({band: record({"sizes": sizes, "pages": pages}) for band in AGES}),
        "sizes": sizes,
        "ink": {"enum": list(INKS)},
        "band": said("the one band that it is made for", {"enum": list(BANDS)}),
        "least-text": said("points that no words are smaller than", NUMBER),
        "overlay": said("millimetres at head and foot that an app lays its own things over", record(over)),
        "code": said("yes: a notice leads to its helpline by a code", {"enum": ["yes", "no"]}),
        "styled-as": said("the product whose type and masters it uses, if not its own", TEXT),
        "flows": said("pages as many as words need, in multiples of this number", {"type": "integer"}),
        "fold": {"enum": list(FOLDS)},
    }
    needed = ["product", "trim-name", "trim", "margins", "pages"]
    return record(keys) | {"if": {"not": {"required": ["extends"]}}, "then": {"required": needed}}


def plan_schema() -> Schema:
    """Return the schema of a page: which topic stands on it, and by which master."""
    keys = {
        "master": said("how the page is set", {"enum": sorted(MASTERS)}),
        "place": said("the topic: the name of a file in translations/en/guide, or the id of a page of yours", TEXT),
        "otherwise": said("the topic that stands there where the first one has no words", TEXT),
        "section": said("a section of the theme", TEXT),
        "cast": list_of(TEXT),
        "ink": said("its ground or its accent", TEXT),
        "width": said("millimetres, if it is narrower than the others", NUMBER),
        "scene": said("its picture: a file in layouts/scenes", TEXT),
        "other-scene": said("the picture of the topic after otherwise", TEXT),
    }
    return record(keys, "master", "section")


def look_schema() -> Schema:
    """Return the schema of how a poster or the front of a card looks."""
    keys = {
        "ground": TEXT,
        "picture": {"enum": [picture for picture in CARD_PICTURES if picture]},
        "cast": list_of(TEXT),
        "title": said("size and leading of its title, in points/millimetres", PAIR),
        "brand": said("no: without a partner's name and logo", YES),
        "scene": TEXT,
        "scenes": said("its picture for each band", list_of(TEXT)),
        "says": said("the blocks and items that it says, if not all", list_of(TEXT)),
    }
    return record(keys)


def _mapping(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}
