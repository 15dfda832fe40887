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
from booklet.translators.tablerow import remark_lines
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

FIRST = "initial"
"""The state of a segment on which nobody has worked."""

BEFORE, PLACE, REMARK = "English before", "place", "remark"
"""The categories of our notes."""

OURS_BESIDE = frozenset({BEFORE, PLACE})
"""Notes that nobody but us has written."""


class Unit(NamedTuple):
    """A unit as it was read: the message's name, its English and its translation, our state, the English before.

    `is_ours` if the state is still the one that we wrote; `rest` is English that nobody has translated, beside a part
    that somebody has.
    """

    name: str
    source: str
    target: str
    state: str
    before: str
    is_ours: bool
    rest: str
    remarks: tuple[str, ...]


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
    said = [(PLACE, note) for note in notes]
    said += [(REMARK, remark) for remark in (message.remarks if message else ())]
    if message and state is TranslationState.STALE:
        said.append((BEFORE, message.made_for))
    if said:
        beside = _add(unit, "notes")
        for kind, text in said:
            _add(beside, "note", category=kind).text = UNSAID.sub("", text)
    is_done = state is TranslationState.TRANSLATED and message is not None and bool(message.text)
    segment = _add(unit, "segment", state="translated" if is_done else FIRST)
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


def read_xliff(data: bytes, name: str, tag: str, findings: list[Finding]) -> tuple[CatalogueRow, ...]:
    """Return the sound rows of a file that a translator sends back; raise `SourceError` if it is no XLIFF 2."""
    try:
        found = run_apart("xliff", data, answers=XliffFile).value
    except StoppedError as error:
        raise SourceError(Finding("unreadable", Where(name), str(error), "export it as XLIFF 2.1")) from error
    if found.language and not is_alike(found.language, tag):
        message = f'its target language is "{found.language}", and not "{tag}"'
        raise SourceError(Finding("wrong-language", Where(name), message, "name the language of the file"))
    return tuple(_row(unit, Where(f"{name} {unit.name}"), findings) for unit in found.units)


def _row(unit: Unit, where: Where, findings: list[Finding]) -> CatalogueRow:
    """Return the row of a unit; one that is translated in part would lose a sentence, and is told instead."""
    if unit.rest:
        message = f'"{unit.name}" is translated in part: “{unit.target}”'
        findings.append(Finding("part-missing", where, message, f"translate the rest of it: “{unit.rest}”"))
    text = "" if unit.rest else unit.target
    is_theirs = not unit.is_ours
    return CatalogueRow(unit.name, unit.source, text, where, unit.state, unit.before, unit.remarks, is_theirs)


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
    """Return a unit; programs may have made several segments of one, and leave out what stands between sentences."""
    parts = [part for part in unit if part.tag in (f"{{{CORE}}}segment", f"{{{CORE}}}ignorable")]
    sources = [part.find(f"{{{CORE}}}source") for part in parts]
    codes = {
        code.get("id"): code.get("equiv", "")
        for source in sources
        if source is not None
        for code in source.iter(f"{{{CORE}}}ph")
    }
    english = [_text(source, codes) for source in sources]
    said = [_text(part.find(f"{{{CORE}}}target"), codes) for part in parts]
    is_begun = any(text.strip() for text in said)
    rest = [ours for part, ours, text in zip(parts, english, said, strict=True) if is_begun and _is_open(part, text)]
    between = [
        ours if is_begun and part.tag.endswith("ignorable") else "" for part, ours in zip(parts, english, strict=True)
    ]
    notes = [(note.get("category", ""), note.text or "") for note in unit.iter(f"{{{CORE}}}note")]
    state, is_ours = _read_state(parts)
    return Unit(
        name=unit.get("name", unit.get("id", "")),
        source="".join(english),
        target="".join(text or other for text, other in zip(said, between, strict=True)),
        state=state if is_begun else "",
        before=dict(notes).get(BEFORE, ""),
        is_ours=is_ours,
        rest="".join(rest).strip(),
        remarks=tuple(line for kind, text in notes if kind not in OURS_BESIDE for line in remark_lines(text)),
    )


def _is_open(part: Element, text: str) -> bool:
    """Tell whether a segment waits for its translation: one that is said to be done may be empty on purpose."""
    has_target = part.find(f"{{{CORE}}}target") is not None
    is_done = has_target and part.get("state", FIRST) != FIRST
    return part.tag.endswith("segment") and not text.strip() and not is_done


def _read_state(parts: Iterable[Element]) -> tuple[str, bool]:
    """Return our state of a unit: unsure while one of its segments is as it was at first; and whether we wrote it."""
    first = [part for part in parts if part.tag.endswith("segment") and part.get("state", FIRST) == FIRST]
    told = [part.get("subState", "").partition(":")[2] for part in first if part.get("subState", "").startswith(OURS)]
    return (told or [str(TranslationState.FUZZY)])[0] if first else "", bool(told)


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
