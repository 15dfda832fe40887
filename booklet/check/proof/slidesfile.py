"""A file of slides (.pptx) read back as what it is, a package of XML and pictures (ISO/IEC 29500-2).

Each slide's picture must be the page of the proven PDF; what its words say to who listens, and the notes to who speaks,
must be claimed. Words of masters count as well: they show on every slide that somebody adds.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree
from PIL import Image

from booklet.check.proof.claims import Claims
from booklet.check.proof.compare import ProofError, Reader
from booklet.check.proof.marked import Mark, says_proof
from booklet.check.proof.pages import normalise_text, squeeze
from booklet.check.proof.picturefile import list_picture_faults
from booklet.check.proof.reflowed import HINT, NOTHING
from booklet.errors import Finding, Where
from booklet.text.markup import letters
from booklet.typeset.proofmark import PROOF
from booklet.values import Frozen

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

FILE = "ppt/presentation.xml"
PROPERTIES = "docProps/core.xml"

ENDINGS = (".xml", ".rels", ".png")
"""What a file of slides is made of; anything else could do what nobody looked at."""

SAID = ("name", "descr", "title")
"""Attributes of shapes that programs read aloud or show."""

LARGEST = 64_000_000
"""How many bytes a part of it may unpack to."""


@dataclass(slots=True)
class _Part:
    """A slide as it was read: what it shows as text, says of its picture, and its notes, its pictures."""

    texts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    directions: set[str] = field(default_factory=set)


class ShownPage(Frozen):
    """What a slide must show: the page as it was drawn, and the band of a proof in its pixels, if it is one."""

    drawn: Image.Image
    marks: tuple[Mark, ...]


class SlidesClaim(Frozen):
    """What a file of slides must be beside its facts: its pages, colours, language, and what it says of itself.

    `says` are lines that the first slide must say, `never` lines that stand nowhere.
    """

    pages: tuple[ShownPage, ...]
    profile: bytes
    language: str
    is_rtl: bool
    is_proof: bool
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def check_slides(data: bytes, pdf: bytes, claims: Claims, claim: SlidesClaim, where: str) -> None:
    """Raise `ProofError` with all in which a file of slides differs from its claims and from the PDF of its pages."""
    try:
        package = _Package(data)
        slides = tuple(package.read_slides())
    except (etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ProofError(Finding("proof-unreadable", Where(where), f"nobody can read it: {error}", HINT)) from error
    reader = Reader(where, claims)
    if len(slides) != len(claim.pages):
        reader.fault("proof-missing", 0, f"it has {len(slides)} slides, not {len(claim.pages)}")
    for number, (slide, page) in enumerate(zip(slides, claim.pages, strict=False)):
        _check_words(reader, number, slide, claim)
        shown = [fault for picture in slide.pictures for fault in _list_faults(picture, page, pdf, number, claim)]
        if len(slide.pictures) != 1:
            shown.append(f"it has {len(slide.pictures)} pictures, not one")
        for fault in shown:
            reader.fault("proof-picture", number, fault)
    reader.text(0, NOTHING, normalise_text("\n".join(package.list_others())))
    for told in package.list_strange():
        reader.fault("proof-fetches", 0, told)
    for code, told in _list_unmarked(package, slides, claim):
        reader.fault(code, 0, told)
    if reader.findings:
        raise ProofError(*dict.fromkeys(reader.findings))


def _check_words(reader: Reader, number: int, slide: _Part, claim: SlidesClaim) -> None:
    """Report what the words for a slide's picture lack, and what nothing claims, there and in its notes."""
    reader.text(number, reader.claims.pages[number], normalise_text("\n".join(slide.told)))
    reader.text(number, NOTHING, normalise_text("\n".join((*slide.texts, *slide.notes))))
    if not any(text.strip() for text in slide.texts):
        reader.fault("proof-missing", number, "the slide has no title")
    for language in slide.languages - {claim.language}:
        reader.fault("proof-order", number, f'its words say that they are "{language}", not "{claim.language}"')
    for direction in slide.directions - {"rtl" if claim.is_rtl else "ltr"}:
        reader.fault("proof-order", number, f"its words are set {direction}")


def _list_faults(picture: bytes, page: ShownPage, pdf: bytes, number: int, claim: SlidesClaim) -> Iterator[str]:
    yield from list_picture_faults(picture, page.drawn, claim.profile, pdf, page.marks, number)


def _list_unmarked(package: "_Package", slides: Sequence[_Part], claim: SlidesClaim) -> Iterator[tuple[str, str]]:
    """Yield what a proof or words in draft do not say of themselves, and what others say although they are none."""
    first = letters(normalise_text("\n".join(slides[0].told))) if slides else ""
    for line in claim.says:
        if letters(line) not in first:
            yield "proof-unmarked" if claim.is_proof else "proof-draft", f'its first slide does not say "{line}"'
    if claim.is_proof != package.title.startswith(PROOF):
        told = "does not begin" if claim.is_proof else "begins"
        yield "proof-unmarked" if claim.is_proof else "proof-marked", f'its title "{package.title}" {told} with {PROOF}'
    whole = "\n".join(line for slide in slides for line in (*slide.texts, *slide.told, *slide.notes))
    if not claim.is_proof and says_proof(normalise_text(whole)):
        yield "proof-marked", f"it says {PROOF}, and is none"
    for line in claim.never:
        if squeeze(normalise_text(line)) in squeeze(normalise_text(whole)):
            yield "proof-draft", f'it says "{line}", which is not so'


class _Package:
    """The parts of a file, each read once."""

    def __init__(self, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if any(entry.file_size > LARGEST for entry in archive.infolist()):
                raise ValueError("a part of it is too large")
            self._files = {name: archive.read(name) for name in archive.namelist()}
        self._roots = {
            name: etree.fromstring(data, parser)
            for name, data in self._files.items()
            if name.endswith((".xml", ".rels"))
        }
        self._read: set[str] = set()

    @property
    def title(self) -> str:
        """The title of the file."""
        return str(self._roots[PROPERTIES].findtext("{*}title") or "")

    def read_slides(self) -> Iterator[_Part]:
        """Yield the slides in their order."""
        targets = self._list_targets(FILE)
        for entry in self._roots[FILE].iter("{*}sldId"):
            yield self._read_slide(targets[entry.get(f"{R}id")])

    def _read_slide(self, name: str) -> _Part:
        slide = _Part()
        self._read.add(name)
        targets = self._list_targets(name)
        root = self._roots[name]
        slide.texts += _list_paragraphs(root)
        slide.told += _list_told(root)
        slide.pictures += [self._files[targets[blip.get(f"{R}embed")]] for blip in root.iter(f"{A}blip")]
        roots = [root]
        for target in targets.values():
            if "/notesSlides/" in target:
                self._read.add(target)
                slide.notes += [*_list_paragraphs(self._roots[target]), *_list_told(self._roots[target])]
                roots.append(self._roots[target])
        for run in (run for one in roots for run in one.iter(f"{A}rPr")):
            slide.languages.add(run.get("lang") or "")
        for paragraph in (paragraph for one in roots for paragraph in one.iter(f"{A}p") if _text_of(paragraph)):
            properties = paragraph.find(f"{A}pPr")
            is_rtl = properties is not None and properties.get("rtl") in ("1", "true")
            slide.directions.add("rtl" if is_rtl else "ltr")
        return slide

    def _list_targets(self, name: str) -> dict[str, str]:
        """Return the parts that a part leads to, by the ids under which it names them."""
        folder, _, file = name.rpartition("/")
        relations = self._roots.get(f"{folder}/_rels/{file}.rels")
        if relations is None:
            return {}
        return {
            one.get("Id"): normpath(join(dirname(name), one.get("Target")))
            for one in relations
            if one.get("TargetMode") != "External"
        }

    def list_others(self) -> Iterator[str]:
        """Yield the words of all parts that are no slide: masters, arrangements, and what the file says of itself."""
        for name, root in self._roots.items():
            if name not in self._read and name.startswith("ppt/"):
                yield from (*_list_paragraphs(root), *_list_told(root))
        said = self._roots[PROPERTIES]
        yield from (one.text for one in said if one.text and etree.QName(one).namespace != _DATES)

    def list_strange(self) -> Iterator[str]:
        """Yield what leads out of the file, and parts that are neither words nor pictures."""
        for name, root in self._roots.items():
            if name.endswith(".rels"):
                for one in root:
                    if one.get("TargetMode") == "External":
                        yield f'to show it, a program would fetch "{one.get("Target")}"'
        yield from (f'it holds "{name}"' for name in self._files if not name.endswith(ENDINGS))


_DATES = "http://purl.org/dc/terms/"
"""The namespace of the days of making."""


def _text_of(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{A}t")).strip()


def _list_paragraphs(root: etree._Element) -> list[str]:
    return [text for paragraph in root.iter(f"{A}p") if (text := _text_of(paragraph))]


def _list_told(root: etree._Element) -> list[str]:
    """Return what shapes say of themselves; names that PowerPoint gives them have numbers that nobody is told."""
    found = [one for one in root.iter("{*}cNvPr")]
    own = [one.get("name") or "" for one in found if one.get("descr")]
    return [said for said in (*own, *(one.get(key) or "" for one in found for key in SAID[1:])) if said]
