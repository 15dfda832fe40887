"""Assembling: page streams, fonts, drawings, structure and metadata in, one PDF out.

The objects are written here and not by a library: pages, fonts and drawings come as finished bytes, so joining them
is all there is to do, and the bytes depend on the content alone.
"""

from collections.abc import Mapping

from booklet.geometry import Rect
from booklet.look.printer import Condition, Printer
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.stream import PageStream, PlacedForm
from booklet.pdf.links import Destination, link_annotation, link_target
from booklet.pdf.marks import draw_marks, registration
from booklet.pdf.metadata import Metadata, info_entries, write_intents, xmp_packet
from booklet.pdf.objects import Name, PdfFile, Raw, Ref, Value, serialise
from booklet.pdf.own import part_all
from booklet.pdf.resources import Art, Resources, box_value, form_entries
from booklet.pdf.structure import LinkAnnotation, Tagged, write_structure
from booklet.pdfnumbers import number, numbers
from booklet.sheets.finish import Finished
from booklet.sheets.spots import Side, Spot
from booklet.typeset.placed import PlacedPage
from booklet.values import Frozen


class Edition(Frozen):
    """What a file is for: its palette, its colours' condition, and the printer it goes to, if it goes to one."""

    name: str
    palette: Palette
    condition: Condition
    printer: Printer | None

    @property
    def is_x4(self) -> bool:
        """Whether the file is PDF/X-4."""
        return self.printer is not None and self.printer.flavour == "x-4"

    @property
    def is_screen(self) -> bool:
        """Whether the file has links and bookmarks; paper has none."""
        return self.name == "screen"


def assemble(finished: Finished, drawings: Mapping[str, Art], edition: Edition, metadata: Metadata) -> bytes:
    """Return the PDF of a product; `drawings` holds the art by name."""
    return _Writer(finished, drawings, edition, metadata).file()


class _Writer:
    """One file in the making: its resources, then page by page, then what holds it together."""

    def __init__(self, finished: Finished, drawings: Mapping[str, Art], edition: Edition, metadata: Metadata) -> None:
        self.pdf = PdfFile("1.7" if edition.is_screen else "1.6")
        self.finished = finished
        self.pages, forms = part_all(finished)
        self.edition = edition
        self.metadata = metadata
        self.root, self.tree = self.pdf.reserve(), self.pdf.reserve()
        self.resources = Resources(self.pdf, self.pages, forms, drawings, edition.palette)
        self.marked = bool(edition.printer and edition.printer.marks)
        self.spaces = Raw(serialise({"registration": registration(self.pdf)})) if self.marked else None
        self.refs = [self.pdf.reserve() for _ in finished.sides]
        self.topics = self._find_topics() if edition.is_screen else {}
        self.tagged: dict[int, Tagged] = {}
        self.copies: dict[int, Ref] = {}
        self.keys = 0

    def file(self) -> bytes:
        """Write everything and return the bytes."""
        for ref, side in zip(self.refs, self.finished.sides, strict=True):
            self._write_side(side, ref)
        self.pdf.write(self.tree, {"Type": Name("Pages"), "Kids": self.refs, "Count": len(self.refs)})
        tagged = [self.tagged[page.number] for page in self.pages]
        structure = write_structure(self.pdf, tagged, self.metadata.title, self.metadata.languages)
        self.pdf.write(self.root, self._catalog(structure))
        return self.pdf.join(self.root, self.pdf.add(info_entries(self.metadata, is_x4=self.edition.is_x4)))

    def _key(self) -> int:
        """Return the next key of the parent tree."""
        self.keys += 1
        return self.keys - 1

    # pages

    def _write_side(self, side: Side, ref: Ref) -> None:
        """Write a page of the file: one placed page in its own content, or several as forms."""
        resources: dict[str, Value] = {}
        entries: dict[str, Value] = {}
        if side.is_shared:
            contents = [self._write_shared(spot, ref, resources) for spot in side.spots]
        else:
            contents = self._write_single(side, ref, resources, entries)
        beside = self._draw_beside(side, resources)
        if beside:
            contents.append(self._write_loose(beside))
        boxes: dict[str, Value] = {"MediaBox": box_value(Rect(0, 0, *side.size)), "TrimBox": box_value(side.trim)}
        if self.edition.printer:
            boxes["BleedBox"] = box_value(side.bleed)
        if self.spaces:
            resources["ColorSpace"] = self.spaces
        kind: dict[str, Value] = {"Type": Name("Page"), "Parent": self.tree, "Tabs": Name("S")}
        self.pdf.write(ref, {**kind, **boxes, "Contents": contents, "Resources": resources, **entries})

    def _write_single(self, side: Side, ref: Ref, resources: dict[str, Value], entries: dict[str, Value]) -> list[Ref]:
        """Write the only placed page of a side, cut at its bleed."""
        (spot,) = side.spots
        page, stream = self.pages[spot.page], self.resources.drawn[spot.page]
        tagged = self.tagged[page.number] = self._tag_page(page, stream, ref, None, spot)
        resources |= self.resources.of(stream, _list_own_forms(tagged))
        entries["StructParents"] = tagged.key
        annotations = [item.ref for content in (tagged, *tagged.forms.values()) for item in content.annotations]
        if annotations:
            entries["Annots"] = annotations
        place = numbers((spot.factor, 0, 0, spot.factor, spot.x, spot.y))
        before = self._write_loose(f"q {numbers(side.bleed)} re W n {place} cm")
        content = self.pdf.add_stream(stream.content, {"Filter": Name("FlateDecode")})
        return [before, content, self._write_loose("Q")]

    def _write_shared(self, spot: Spot, ref: Ref, resources: dict[str, Value]) -> Ref:
        """Write a placed page as a form on a side; a copy is an artifact, since its words are read elsewhere."""
        page, stream = self.pages[spot.page], self.resources.drawn[spot.page]
        if spot.is_copy:
            name, form = f"copy-{page.number}", self._copy(page)
        else:
            name, form = f"page-{page.number}", self.pdf.reserve()
            tagged = self.tagged[page.number] = self._tag_page(page, stream, ref, form, spot)
            entries = form_entries(spot.seen, self.resources.of(stream, _list_own_forms(tagged)))
            self.pdf.write_stream(form, stream.content, entries | {"StructParents": tagged.key})
        _objects(resources)[name] = form
        place = numbers((spot.factor, 0, 0, spot.factor, spot.x, spot.y))
        draw = f"/Artifact BMC /{name} Do EMC" if spot.is_copy else f"/{name} Do"
        return self._write_loose(f"q {place} cm {draw} Q")

    def _copy(self, page: PlacedPage) -> Ref:
        if page.number not in self.copies:
            self.copies[page.number] = self.resources.write_copy(page)
        return self.copies[page.number]

    def _draw_beside(self, side: Side, resources: dict[str, Value]) -> str:
        """Return the operators of the marks and lines that stand beside the pages."""
        marks = draw_marks(side.trim, self.edition.printer) if self.edition.printer else ""
        around = [marks] if marks else []
        for name, x, y in side.beside:
            _objects(resources)[name] = self.resources.form_refs[name]
            around.append(f"/Artifact BMC q 1 0 0 1 {number(x)} {number(y)} cm /{name} Do Q EMC")
        return " ".join(around)

    def _write_loose(self, operators: str) -> Ref:
        return self.pdf.add_stream(operators.encode("ascii"), {})

    # tags and links

    def _find_topics(self) -> dict[tuple[str, str], Destination]:
        """Return the first page of each topic in each language; on a screen each side is a page."""
        found: dict[tuple[str, str], Destination] = {}
        for page, ref, title in zip(self.pages, self.refs, self.metadata.bookmarks, strict=True):
            place = self.metadata.language_of(page.number), page.topic
            found.setdefault(place, Destination(ref, page.number, title))
        return found

    def _tag_page(self, page: PlacedPage, stream: PageStream, ref: Ref, form: Ref | None, spot: Spot) -> Tagged:
        """Return the tagged content of a placed page with its links, and write the tagged forms on it."""
        key = self._key()
        forms = {placed.name: self._write_tagged_form(placed, ref, spot) for placed in stream.placed if placed.is_open}
        annotations = self._annotations(stream, spot, 0, 0)
        for placed in stream.placed:
            if not placed.is_open:
                whole = self.resources.form_streams[placed.name]
                annotations += self._annotations(whole, spot, placed.x, placed.y, placed.element)
        return Tagged(stream, ref, form, key, spot.x, spot.y, spot.factor, annotations, forms)

    def _write_tagged_form(self, placed: PlacedForm, ref: Ref, spot: Spot) -> Tagged:
        """Write a form with tags inside, for the one place where it stands."""
        key = self._key()
        stream = self.resources.form_streams[placed.name]
        form = self.resources.write_form(placed.name, StructParents=key)
        annotations = self._annotations(stream, spot, placed.x, placed.y)
        x, y = spot.x + placed.x * spot.factor, spot.y + placed.y * spot.factor
        return Tagged(stream, ref, form, key, x, y, spot.factor, annotations)

    def _annotations(
        self, stream: PageStream, spot: Spot, x: float, y: float, element: int | None = None
    ) -> list[LinkAnnotation]:
        """Write the links of a stream that stands at (x, y) on a page; all may belong to one element."""
        if not self.edition.is_screen:
            return []
        own = self.metadata.language_of(spot.page)
        topics = {topic: found for (language, topic), found in self.topics.items() if language == own}
        written = []
        for link in stream.links:
            target = link_target(link.target, topics)
            if target is not None:
                key = self._key()
                box = link.box.moved(x, y).scaled(spot.factor).moved(spot.x, spot.y)
                annotation = self.pdf.add(link_annotation(box, target, key))
                written.append(LinkAnnotation(annotation, link.element if element is None else element, key))
        return written

    # the file as a whole

    def _outlines(self) -> Ref:
        """Write a bookmark for each page that has a title."""
        titles = [(title, page) for title, page in zip(self.metadata.bookmarks, self.refs, strict=False) if title]
        outlines = self.pdf.reserve()
        entries = [self.pdf.reserve() for _ in titles]
        for place, ((title, page), ref) in enumerate(zip(titles, entries, strict=True)):
            entry: dict[str, Value] = {
                "Title": title,
                "Parent": outlines,
                "Dest": [page, Name("XYZ"), None, None, None],
            }
            if place:
                entry["Prev"] = entries[place - 1]
            if place < len(entries) - 1:
                entry["Next"] = entries[place + 1]
            self.pdf.write(ref, entry)
        whole: Value = {"Type": Name("Outlines"), "First": entries[0], "Last": entries[-1], "Count": len(entries)}
        return self.pdf.write(outlines, whole)

    def _catalog(self, structure: Ref) -> Value:
        is_x4 = self.edition.is_x4
        intents = write_intents(self.pdf, self.edition.condition, is_x4=is_x4)
        outlines: dict[str, Value] = {"Outlines": self._outlines()} if self.edition.is_screen else {}
        packet = xmp_packet(self.metadata, self.pdf.digest(), is_x4=is_x4)
        return {
            "Type": Name("Catalog"),
            "Pages": self.tree,
            "Lang": self.metadata.language,
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": structure,
            "OutputIntents": intents,
            "Metadata": self.pdf.add_stream(packet, {"Type": Name("Metadata"), "Subtype": Name("XML")}),
            "ViewerPreferences": self._preferences(),
            **outlines,
        }

    def _preferences(self) -> Value:
        """Return how a viewer opens the file and prints it: bound as it is read, paper as large as it is (12.2)."""
        shown: dict[str, Value] = {"DisplayDocTitle": True}
        if self.metadata.direction == "rtl":
            shown["Direction"] = Name("R2L")
        if self.edition.is_screen:
            return shown
        duplex = self.finished.duplex
        turned: dict[str, Value] = {"Duplex": Name(duplex)} if duplex else {}
        return shown | {"PrintScaling": Name("None")} | turned


def _list_own_forms(tagged: Tagged) -> dict[str, Ref]:
    """Return the forms that were written for one page alone."""
    return {name: form.form for name, form in tagged.forms.items() if form.form is not None}


def _objects(resources: dict[str, Value]) -> dict[str, Value]:
    """Return the named objects of resources as a dictionary, to which others are added."""
    found = resources.setdefault("XObject", {})
    assert isinstance(found, dict)
    return found
