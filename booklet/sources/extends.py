"""Layouts that extend others: a file and all it extends in, one tree and its scale out.

A layout that says `extends: poster-a3` is that layout with the values of its own file: mappings are merged key by key,
all other values are replaced whole. One with pages of its own inherits none, not even those of a band.
"""

from collections.abc import Container, Iterator
from pathlib import Path

from booklet.errors import Finding, SourceError, did_you_mean
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import Mapping, Node, read_yaml
from booklet.values import Frozen

LEAST_SCALE, MOST_SCALE = 0.25, 8.0

OWN_KEYS = frozenset({"extends", "scale"})
"""What a layout says of itself and not of those that extend it."""


class Extended(Frozen):
    """A layout with everything it inherits: its tree, and how much larger it is than its measures say.

    `trim_scale` is the scale of the file that states the trim: a trim is the size that is cut, so its own file's scale
    does not apply.
    """

    node: Node
    scale: float = 1.0
    trim_scale: float = 1.0


def read_extended(path: Path, name: str, findings: list[Finding], folders: Folders | None = None) -> Extended:
    """Return a layout with everything it inherits from layouts in the folders; faults go to `findings`."""
    chain = list(_chain(path, name, findings, folders))
    found = Extended(chain[-1].node, chain[-1].scale, chain[-1].scale)
    for own in reversed(chain[:-1]):
        scale = found.scale * own.scale
        is_trimmed = isinstance(own.node, Mapping) and "trim" in own.node.entries
        node = lay_over(own.node, _drop_band_pages(found.node) if _has_pages(own.node) else found.node)
        found = Extended(node, scale, scale if is_trimmed else found.trim_scale)
    return found


def _has_pages(node: Node) -> bool:
    return isinstance(node, Mapping) and "pages" in node.entries


def _drop_band_pages(node: Node) -> Node:
    """Return a layout whose bands have no pages of their own."""
    bands = node.entries.get("bands") if isinstance(node, Mapping) else None
    if not (isinstance(node, Mapping) and isinstance(bands, Mapping)):
        return node
    kept = {band: _drop_keys(style, {"pages"}) for band, style in bands.entries.items()}
    return Mapping({**node.entries, "bands": Mapping(kept, bands.keys, bands.where)}, node.keys, node.where)


class _ChainFile(Frozen):
    """One file of a chain, without the keys `extends` and `scale`."""

    path: Path
    node: Node
    scale: float


def _chain(path: Path, name: str, findings: list[Finding], folders: Folders | None) -> Iterator[_ChainFile]:
    """Yield a layout, the one it extends, and so on up to one that extends none.

    If the next one is not found, raise `SourceError` with all faults so far, since keys that are not inherited are no
    faults.
    """
    seen = [path]
    while True:
        node, faults = read_yaml(path, name)
        findings += faults
        record = Record(node, findings, "a layout")
        yield _ChainFile(path, _drop_keys(node, OWN_KEYS), _scale(record))
        if "extends" not in record:
            return
        parent = record.text("extends")
        if not parent.strip():
            raise SourceError(*findings)
        own = f"layouts/{parent}.yaml"
        found = _parent(parent, path, folders)
        if found is None:
            known = _names(folders)
            hint = did_you_mean(parent, known)
            record.fault("unknown-layout", record.place("extends"), f'there is no layout "{parent}" to extend', hint)
            raise SourceError(*findings)
        if found in seen:
            message = f'extending "{parent}" leads back to "{found.stem}"'
            record.fault("layout-cycle", record.place("extends"), message, "extend a layout that does not extend it")
            raise SourceError(*findings)
        path, name = found, own
        seen.append(path)


def _parent(name: str, path: Path, folders: Folders | None) -> Path | None:
    """Return the file of the layout to extend; a project's layout that extends its own name means ours."""
    if folders is None or name not in _names(folders):
        return None
    ours = folders.own / f"layouts/{name}.yaml"
    if path.stem == name and path != ours and ours.is_file():
        return ours
    return folders.find(f"layouts/{name}.yaml")


def _names(folders: Folders | None) -> tuple[str, ...]:
    names = folders.names("layouts", ".yaml") if folders else ()
    return tuple(name for name in names if name not in NO_LAYOUTS)


NO_LAYOUTS = frozenset({"theme", "fonts", "cast", "braille"})
"""Files that stand beside layouts and are none."""


def _scale(record: Record) -> float:
    scale = record.number("scale", 1.0)
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        hint = f"write a number from {LEAST_SCALE:g} to {MOST_SCALE:g}, such as 1.4142"
        record.fault("wrong-scale", record.place("scale"), f"a layout cannot be scaled by {scale:g}", hint)
        return 1.0
    return scale


def _drop_keys(node: Node, keys: Container[str]) -> Node:
    if not isinstance(node, Mapping):
        return node
    entries = {key: value for key, value in node.entries.items() if key not in keys}
    return Mapping(entries, node.keys, node.where)


def lay_over(own: Node, below: Node) -> Node:
    """Return a tree merged over another: mappings key by key, other values whole; every value keeps its place."""
    if not (isinstance(own, Mapping) and isinstance(below, Mapping)):
        return own
    entries = dict(below.entries)
    for key, value in own.entries.items():
        entries[key] = lay_over(value, entries[key]) if key in entries else value
    return Mapping(entries, below.keys | own.keys, own.where)
