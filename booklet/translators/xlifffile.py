"""A catalogue as XLIFF 2.1, which programs of translators read, and back (OASIS, XLIFF Version 2.1).

A placeholder is a code that these programs keep whole; the room of a text is a size restriction in code points.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, register_namespace, tostring

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.errors import Finding, SourceError, Where
from booklet.translators.merge import CatalogueRow
from booklet.words.catalogue import Catalogue, MessageSlot, TranslationState, state_of
from booklet.words.guide import PLACEHOLDER
from booklet.words.locales import SOURCE_LOCALE, Locale, is_alike

CORE = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of XLIFF 2.0 and 2.1."""

SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

OURS = "booklet"
"""What stands before our own states of a segment."""

UNSURE = frozenset({TranslationState.FUZZY, TranslationState.STALE})

UNSAID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that XML cannot hold."""

BEFORE = "English before"


class Unit(NamedTuple):
    """A unit as it was read: the message's name, its English and its translation, our state, the English before."""

    name: str
    source: str
    target: str
    state: str
    before: str


class XliffFile(NamedTuple):
    """A file as it was read: its target language, and its units."""

    language: str
    units: tuple[Unit, ...]


def xliff_bytes(
    catalogue: Catalogue,
    known: Iterable[MessageSlot],
    notes: Mapping[str, Sequence[str]],
    room: Mapping[str, Mapping[str, int]],
    locale: Locale,
) -> bytes:
    """Return the XLIFF of a catalogue."""
    register_namespace("", CORE)
    register_namespace("slr", SIZES)
    head = {"version": "2.1", "srcLang": SOURCE_LOCALE, "trgLang": locale.tag, SPACE: "preserve"}
    root = Element(f"{{{CORE}}}xliff", head)
    file = _add(root, "file", id="guide", original="guide.po")
    SubElement(file, f"{{{SIZES}}}profiles", {"generalProfile": "xliff:codepoints"})
    for slot in known:
        letters = room.get(slot.context, {}).get(locale.script, 0)
        _add_unit(file, catalogue, slot, notes.get(slot.context, ()), letters)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: Element, kind: str, /, **attributes: str) -> Element:
    return SubElement(parent, f"{{{CORE}}}{kind}", attributes)


def _add_unit(file: Element, catalogue: Catalogue, slot: MessageSlot, notes: Sequence[str], letters: int) -> None:
    """Add a message as a unit: its notes, then its English and its translation as one segment."""
    message = catalogue.messages.get(slot.context)
    state = state_of(slot, message)
    unit = _add(file, "unit", id=re.sub(r"[^\w.-]", ":", slot.context), name=slot.context)
    if letters:
        unit.set(f"{{{SIZES}}}sizeRestriction", str(letters))
    said = [("place", note) for note in notes]
    said += [("remark", remark) for remark in (message.remarks if message else ())]
    if message and state is TranslationState.STALE:
        said.append((BEFORE, message.made_for))
    if said:
        beside = _add(unit, "notes")
        for kind, text in said:
            _add(beside, "note", category=kind).text = UNSAID.sub("", text)
    is_done = state is TranslationState.TRANSLATED and message is not None and bool(message.text)
    segment = _add(unit, "segment", state="translated" if is_done else "initial")
    if state in UNSURE:
        segment.set("subState", f"{OURS}:{state}")
    codes = [found[0] for found in PLACEHOLDER.finditer(slot.text)]
    _add_text(_add(segment, "source"), slot.text, codes)
    if message and message.text:
        _add_text(_add(segment, "target"), message.text, codes)
    unit.tail = "\n"


def _add_text(parent: Element, text: str, codes: Sequence[str]) -> None:
    """Add a text, its placeholders as the codes of their numbers in the English; one that is not there stays text."""
    free = dict(enumerate(codes, start=1))
    last: Element | None = None
    for part in re.split(f"({PLACEHOLDER.pattern.replace('(', '(?:')})", UNSAID.sub("", text)):
        number = next((number for number, code in free.items() if code == part), 0)
        if number:
            last = _add(parent, "ph", id=str(number), equiv=free.pop(number), disp=part, canDelete="no")
        elif last is None:
            parent.text = (parent.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def read_xliff(data: bytes, name: str, tag: str) -> tuple[CatalogueRow, ...]:
    """Return the rows of a file that a translator sends back; raise `SourceError` if it is no XLIFF 2."""
    try:
        found = run_apart("xliff", data, answers=XliffFile).value
    except StoppedError as error:
        raise SourceError(Finding("unreadable", Where(name), str(error), "export it as XLIFF 2.1")) from error
    if found.language and not is_alike(found.language, tag):
        message = f'its target language is "{found.language}", and not "{tag}"'
        raise SourceError(Finding("wrong-language", Where(name), message, "name the language of the file"))
    return tuple(
        CatalogueRow(unit.name, unit.source, unit.target, Where(f"{name} {unit.name}"), unit.state, unit.before)
        for unit in found.units
    )


def read_file(source: bytes) -> XliffFile:
    """Return what a file holds, as a task on a stranger's file."""
    try:
        root = fromstring(source)
    except ParseError as error:
        raise StoppedError(f"is no XML that can be read: {error}") from error
    if root.tag != f"{{{CORE}}}xliff":
        raise StoppedError("is no XLIFF 2")
    units = tuple(map(_read_unit, root.iter(f"{{{CORE}}}unit")))
    return XliffFile(root.get("trgLang", ""), units)


def _read_unit(unit: Element) -> Unit:
    """Return a unit; programs may have made several segments of one."""
    parts = [part for part in unit if part.tag in (f"{{{CORE}}}segment", f"{{{CORE}}}ignorable")]
    codes = {ph.get("id"): ph.get("equiv", "") for ph in unit.iterfind(f".//{{{CORE}}}source/{{{CORE}}}ph")}
    target = "".join(_text(part.find(f"{{{CORE}}}target"), codes) for part in parts)
    notes = {note.get("category"): note.text or "" for note in unit.iter(f"{{{CORE}}}note")}
    return Unit(
        name=unit.get("name", unit.get("id", "")),
        source="".join(_text(part.find(f"{{{CORE}}}source"), codes) for part in parts),
        target=target,
        state=_read_state(parts) if target else "",
        before=notes.get(BEFORE, ""),
    )


def _read_state(parts: Iterable[Element]) -> str:
    """Return our state of a unit: unsure while one of its segments is as it was at first."""
    first = [part for part in parts if part.tag.endswith("segment") and part.get("state", "initial") == "initial"]
    told = [part.get("subState", "").partition(":")[2] for part in first if part.get("subState", "").startswith(OURS)]
    return (told or [str(TranslationState.FUZZY)])[0] if first else ""


def _text(element: Element | None, codes: Mapping[str | None, str]) -> str:
    """Return the text in an element: a code stands for the placeholder of its number."""
    if element is None:
        return ""
    said = [element.text or ""]
    for part in element:
        is_code = part.tag == f"{{{CORE}}}ph"
        code = codes.get(part.get("id"), part.get("equiv", ""))
        said += [code if is_code else _text(part, codes), part.tail or ""]
    return "".join(said)
