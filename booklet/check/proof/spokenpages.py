"""A script to speak, read back: its words by the pages of print, and which numbers it says digit by digit."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from booklet.check.proof.pages import normalise_text
from booklet.check.proof.screenpages import ScreenFile, ScreenPage, UnreadableError
from booklet.text.markup import letters

SYNTHESIS = "{http://www.w3.org/2001/10/synthesis}"

INSIDE = frozenset(("emphasis", "lang", "prosody", "say-as"))
"""Elements that stand in a paragraph and hold words."""

BESIDE = frozenset(("metadata", "mark", "break", "p"))
"""Elements of which a script is made; each has its attributes alone: one that names a file would be fetched."""

ATTRIBUTES = frozenset(
    ("version", "{http://www.w3.org/XML/1998/namespace}lang", "name", "time", "strength", "level", "pitch", "rate")
)

MARK = "page-"
"""How the names of marks begin with which a page of print begins."""

_PAGE_LINE = re.compile(r"\[\d+\]")
_RULE_LINE = re.compile(r"[=-]+")


def read_spoken_file(data: bytes) -> ScreenFile:
    """Return the script in an archive; raise `UnreadableError` if it is none, or says something else to a person."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            (spoken,) = (name for name in archive.namelist() if name.endswith(".ssml"))
            (written,) = (name for name in archive.namelist() if name.endswith(".txt"))
            root = ElementTree.fromstring(archive.read(spoken))
            text = archive.read(written).decode("utf-8")
    except (ElementTree.ParseError, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(str(error)) from error
    if root.tag != f"{SYNTHESIS}speak" or root.get("version") != "1.1":
        raise UnreadableError("it is no SSML 1.1")
    head, *pages = _list_pages(root)
    said = letters(normalise_text("\n".join(page.text for page in (head, *pages))))
    lines = (line for line in text.splitlines() if not (_PAGE_LINE.fullmatch(line) or _RULE_LINE.fullmatch(line)))
    if letters(normalise_text("\n".join(lines))) != said:
        raise UnreadableError("the text for a person differs from the script")
    titles = tuple(one.text or "" for one in root.iter("{http://purl.org/dc/elements/1.1/}title"))
    return ScreenFile(titles, head, tuple(pages), tuple(_list_strange(root)), is_spoken=True)


def _list_pages(root: Element) -> Iterator[ScreenPage]:
    """Yield what stands before the first page, then the pages."""
    page = ScreenPage("")
    for one in root:
        name = one.get("name") or ""
        if one.tag == f"{SYNTHESIS}mark" and name.startswith(MARK):
            yield page
            page = ScreenPage(name.removeprefix(MARK))
        elif one.tag == f"{SYNTHESIS}p":
            page.lines.append("".join(one.itertext()))
            for part in one.iter():
                is_spoken = part.tag == f"{SYNTHESIS}say-as" and part.get("interpret-as") == "telephone"
                (page.spoken if is_spoken else page.amounts).append(part.text or "")
                page.amounts.append(part.tail or "")
    yield page


def _list_strange(root: Element) -> Iterator[str]:
    """Yield elements and attributes that a script of ours does not have: such as name a sound to be fetched."""
    for one in root:
        inside = one.iter() if one.tag == f"{SYNTHESIS}p" else (one,)
        for part in inside:
            name = part.tag.removeprefix(SYNTHESIS)
            known = ATTRIBUTES | {"interpret-as"} if name == "say-as" else ATTRIBUTES
            if name not in (INSIDE | BESIDE) or not part.attrib.keys() <= known:
                yield " ".join((name, *part.attrib.values()))
