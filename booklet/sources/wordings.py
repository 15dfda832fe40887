"""Strings as files write them: one text, several forms, a wording for each band."""

from booklet.bands import BANDS
from booklet.errors import did_you_mean
from booklet.sources.record import Record
from booklet.sources.yamlfile import Node, Scalar, Sequence
from booklet.text.blank import shows
from booklet.text.markup import plain_text
from booklet.words.guide import Wording


def read_bands(record: Record) -> tuple[str, ...]:
    """Return the bands that a record is for, none for all."""
    bands = record.texts("bands")
    for band in bands:
        if band not in BANDS:
            record.fault("unknown-band", record.place("bands"), f'there is no band "{band}"', did_you_mean(band, BANDS))
    return bands


def read_string(record: Record, key: str, *, is_required: bool) -> dict[str, Wording]:
    """Return the wordings of a string: the plain one, and one per band that has its own."""
    found = {}
    if key == "text" and "forms" in record:
        found[key] = read_forms(record, "forms")
        record.node("text")
    elif is_required or key in record:
        found[key] = read_wording(record, key)
    for band in BANDS:
        own = f"{key}-{band}"
        if key == "text" and f"forms-{band}" in record:
            found[own] = read_forms(record, f"forms-{band}")
        elif own in record:
            found[own] = read_wording(record, own)
    return found


def read_forms(record: Record, key: str) -> Wording:
    """Return a wording of several forms; an empty list or form is a fault."""
    return _check_seen(record, key, Wording(record.texts(key), record.place(key)))


def read_wording(record: Record, key: str) -> Wording:
    """Return a wording of one form."""
    text = record.text(key)
    wording = Wording((text,), record.place(key))
    return _check_seen(record, key, wording) if shows(text) else wording


def _check_seen(record: Record, key: str, wording: Wording) -> Wording:
    """Return a wording; report one without forms, or with a form that shows a reader nothing."""
    if not (wording.forms and all(shows(plain_text(form)) for form in wording.forms)):
        record.fault("empty-text", wording.where, f'{record.what} has nothing after "{key}"', "write each form")
    return wording


def wording_of(record: Record, key: str, node: Node) -> Wording:
    """Return the wording of a node: a text, or a list of forms."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    if not nodes:
        record.fault("empty-list", node.where, f'"{key}" is an empty list', "write a text")
    texts = []
    for item in nodes:
        if isinstance(item, Scalar):
            texts.append(item.text)
        else:
            record.fault("wrong-type", item.where, f'"{key}" must be a text or a list of texts', "write one text")
    wording = Wording(tuple(texts), node.where)
    return _check_seen(record, key, wording) if any(texts) else wording
