"""Schemas of pages, cards and posters: each kind of block with its own keys, from the rules that we read them with."""

from schemaparts import TEXT, Schema, list_of, record, said

from booklet.bands import BANDS
from booklet.sources.exhibits import LEAST_SHARE
from booklet.sources.guide import COLUMNS, IN_COLUMN, KINDS, NESTED, STYLES, BlockKind
from booklet.sources.items import MOST_COLUMNS
from booklet.sources.own_pages import OWN_KINDS

WORDS: Schema = {"type": ["string", "number"]}
"""A text; one that is a number to an editor is a text to us."""

FORMS: Schema = {"anyOf": [WORDS, {"type": "array", "items": WORDS}]}

ITEMS: Schema = {"type": "object", "additionalProperties": FORMS}

ROWS = {"type": "array", "items": {"type": "array", "items": WORDS, "maxItems": MOST_COLUMNS}, "minItems": 1}


def string(key: str, description: str = "") -> Schema:
    """Return a string as files write it: for all bands, or for each."""
    found: Schema = {name: WORDS for name in (key, *(f"{key}-{band}" for band in BANDS))}
    if key == "text":
        found |= {name: FORMS for name in ("forms", *(f"forms-{band}" for band in BANDS))}
    return {key: said(description, WORDS)} | found if description else found


def by_band(key: str, value: Schema) -> Schema:
    """Return a key whose value a band may have for itself."""
    return dict.fromkeys((key, *(f"{key}-{band}" for band in BANDS)), value)


def pairs(*keys: str) -> Schema:
    """Return a mapping of items that have strings each."""
    properties: Schema = {}
    for key in keys:
        properties |= string(key)
    return {"type": "object", "additionalProperties": record(properties)}


def item_keys(kind: BlockKind) -> Schema:
    """Return the keys of what a kind of block holds."""
    nested = {"type": "array", "items": {"$ref": "#/$defs/nested"}, "minItems": 1}
    column = {"type": "array", "items": {"$ref": "#/$defs/in-column"}, "minItems": 1}
    heads = said("what stands above each column", {"type": "array", "items": WORDS, "maxItems": MOST_COLUMNS})
    panel = {"type": "object", "properties": string("alt") | string("caption") | {"picture": TEXT}}
    spoken = by_band("text", FORMS) | by_band("speech", ITEMS) | by_band("closing", FORMS) | by_band("questions", ITEMS)
    written = {
        "list": by_band("items", ITEMS),
        "steps": {"items": {"type": "object"}},
        "blocks": {"blocks": nested},
        "scenario": spoken,
        "comic": {"panels": {"type": "object", "additionalProperties": panel}},
        "flow": by_band("items", ITEMS),
        "myth": {"items": pairs("says", "fact")},
        "routes": {"items": {"type": "object", "additionalProperties": record(string("text") | {"to": TEXT})}},
        "ticks": by_band("lines", ITEMS) | by_band("boxes", ITEMS),
        "places": {"items": pairs("place", "text")},
        "table": {"heads": heads, "rows": said("a list of cells for each row", ROWS)},
        "columns": {side: said("the blocks of this column", column) for side in COLUMNS},
    }
    return written.get(kind.items, {})


SHOWN: dict[str, Schema] = {
    "picture": {
        "file": said("an SVG, PNG or JPEG in layouts/art of this folder, such as house.jpg", TEXT),
        "width": said("percent of the text's width", {"type": "integer", "minimum": LEAST_SHARE, "maximum": 100}),
    },
    "code": {"to": said("the address that the code leads to", {"type": "string", "pattern": "^https?://"})},
}
"""What says what a block shows."""

MEANINGS = {"alt": "what the picture shows, for those who do not see it"}


def block_schema(name: str, kind: BlockKind) -> Schema:
    """Return the schema of a block of a kind."""
    keys: Schema = {"id": said("a name that nothing else has", TEXT), "kind": {"const": name}}
    keys |= {"as": {"enum": [style for style in STYLES if style]}, "bands": list_of({"enum": list(BANDS)})}
    keys |= {"icon": said("an icon by its name, such as phone-call", TEXT)}
    for key in (*kind.must, *kind.may):
        keys |= string(key, MEANINGS.get(key, ""))
    must = [key for key in kind.must if key != "text"]
    needed = ["file"] if kind.shows == "picture" else ["to"] if kind.shows else []
    needed += ["heads", "rows"] if kind.items == "table" else [*COLUMNS] if kind.items == "columns" else []
    return record(keys | item_keys(kind) | SHOWN.get(kind.shows, {}), "id", "kind", *must, *needed)


def choose_kind(kinds: dict[str, BlockKind], *, may_use: bool = False) -> Schema:
    """Return the schema of a block that is of one of some kinds, so that an editor tells what is wrong in this one."""
    choices = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/kind-{name}"},
        }
        for name in kinds
    ]
    used = record({"use": TEXT, "as": {"enum": [style for style in STYLES if style]}, "bands": list_of(TEXT)}, "use")
    kind = said("what this piece is", {"enum": list(kinds)})
    whole: Schema = {"type": "object", "properties": {"kind": kind}, "required": ["kind"], "allOf": choices}
    return {"if": {"required": ["use"]}, "then": used, "else": whole} if may_use else whole


def with_blocks(schema: Schema, kinds: dict[str, BlockKind]) -> Schema:
    """Return a schema with what blocks are."""
    found = {f"kind-{name}": block_schema(name, kind) for name, kind in kinds.items()}
    found |= {"block": choose_kind(kinds, may_use=True), "nested": choose_kind(NESTED)}
    return schema | {"$defs": found | {"in-column": choose_kind(IN_COLUMN)}}


BLOCKS: Schema = {"type": "array", "items": {"$ref": "#/$defs/block"}, "minItems": 1}
CAST: Schema = list_of({"type": "string", "description": "a face, such as zuri kind"})
BAND_LIST: Schema = list_of({"enum": list(BANDS)})


def pages_schema() -> Schema:
    """Return the schema of `pages.yaml`."""
    keys = {"id": said("a name that nothing else has", TEXT), "blocks": BLOCKS, "bands": BAND_LIST, "cast": CAST}
    keys |= {"off": said("yes leaves the page out for a while", {"enum": ["yes", "no"]})}
    keys |= {"after": said("the page that it follows, one of each book", list_of(TEXT))} | string("title")
    page = record(keys, "id", "title", "after", "blocks")
    return with_blocks(_file("pages", page), OWN_KINDS)


def cards_schema() -> Schema:
    """Return the schema of `cards.yaml`, a partner's or ours."""
    keys = {"id": TEXT, "front": BLOCKS, "back": BLOCKS, "bands": BAND_LIST, "cast": CAST}
    keys |= {"ground": said("the ink of its front", TEXT)} | string("title") | string("front-title")
    return with_blocks(_file("cards", record(keys, "id", "title", "front", "back")), dict(KINDS))


def posters_schema() -> Schema:
    """Return the schema of `translations/en/posters.yaml`."""
    keys = {"id": TEXT, "blocks": BLOCKS, "bands": BAND_LIST} | string("title")
    return with_blocks(_file("posters", record(keys, "id", "title", "blocks")), dict(KINDS))


def _file(key: str, item: Schema) -> Schema:
    found: Schema = {"type": ["object", "null"], "properties": {key: {"type": "array", "items": item}}}
    return found | {"additionalProperties": False}
