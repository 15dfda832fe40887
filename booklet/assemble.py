"""Assembling: page streams, fonts, drawings, structure and metadata in, one PDF out.

The objects are written here and not by a library: pages, fonts and drawings come as finished bytes, so joining them
is all there is to do, and the bytes depend on the content alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.art.drawing import Drawing
from booklet.art.imported import Imported
from booklet.draw.art import draw_art
from booklet.draw.codes import number_fonts
from booklet.draw.imported import write_imported
from booklet.draw.palette import Palette
from booklet.draw.stream import PageStream, PlacedForm, draw_form, draw_page, drawing_name
from booklet.finish import Finished
from booklet.fontobjects import write_font
from booklet.geometry import Rect
from booklet.links import link_annotation, link_target
from booklet.marks import draw_marks, registration
from booklet.metadata import Metadata, info_entries, write_intents, xmp_packet
from booklet.pdfobjects import Name, PdfFile, Raw, Ref, Value, number
from booklet.printer import Condition, Printer
from booklet.sheets import Side, Spot
from booklet.structure import Annotation, Tagged, write_structure
from booklet.text.fonts import Font
from booklet.typeset.placed import Form, PlacedPage

Art = Drawing | Imported


@dataclass(frozen=True, slots=True)
class Edition:
    """What a file is for: its palette, its colours' condition, and the press it goes to, if it goes to one."""

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


def assemble(
    finished: Finished, proof: Form | None, drawings: Mapping[str, Art], edition: Edition, metadata: Metadata
) -> bytes:
    """Return the PDF of a product. `proof` is drawn over every page; `drawings` holds the art by name."""
    return _Writer(finished, proof, drawings, edition, metadata).file(finished.sides)


class _Writer:
    """One file in the making: resources by name, pages in order."""

    def __init__(
        self,
        finished: Finished,
        proof: Form | None,
        drawings: Mapping[str, Art],
        edition: Edition,
        metadata: Metadata,
    ) -> None:
        placed = finished.placed
        self.pdf = PdfFile("1.7" if edition.is_screen else "1.6")
        self.placed = placed
        self.duplex = finished.duplex
        self.edition = edition
        self.metadata = metadata
        self.drawings = drawings
        self.forms = {form.name: form for form in ((*placed.forms, proof) if proof else placed.forms)}
        self.proof = proof
        self.codes = number_fonts(placed.pages, tuple(self.forms.values()))
        self.drawn = [draw_page(page, self.codes.of(page), edition.palette) for page in placed.pages]
        open_forms = {found.name for stream in self.drawn for found in stream.placed if found.is_open}
        self.form_streams = {
            name: draw_form(form, self.codes.all, edition.palette, is_tagged=name in open_forms)
            for name, form in self.forms.items()
        }
        self.font_refs: dict[Font, Ref] = {}
        self.art_refs: dict[tuple[str, str], Ref] = {}
        self.form_refs: dict[str, Ref] = {}
        self.copies: dict[int, Ref] = {}
        self.states: dict[str, Ref] = {}
        self.spaces: dict[str, Value] = {}
        self.keys = 0

    def file(self, sides: Sequence[Side]) -> bytes:
        """Write everything and return the bytes."""
        root, tree = self.pdf.reserve(), self.pdf.reserve()
        self._write_states()
        self._write_fonts()
        self._write_art()
        self._write_forms()
        refs = [self.pdf.reserve() for _ in sides]
        tagged: dict[int, Tagged] = {}
        for ref, side in zip(refs, sides, strict=True):
            self._write_side(side, ref, tree, refs, tagged)
        self.pdf.write(tree, {"Type": Name("Pages"), "Kids": refs, "Count": len(refs)})
        structure = write_structure(self.pdf, [tagged[page.number] for page in self.placed.pages], self.metadata.title)
        self.pdf.write(root, self._catalog(tree, structure, refs))
        return self.pdf.join(root, self.pdf.add(info_entries(self.metadata, is_x4=self.edition.is_x4)))

    def _key(self) -> int:
        """Return the next key of the parent tree."""
        self.keys += 1
        return self.keys - 1

    # resources

    def _write_states(self) -> None:
        """Write graphics states for black that overprints and ink that knocks out (8.6.7), and the space of marks."""
        if self.edition.palette.overprints:
            self.states["over"] = self.pdf.add({"Type": Name("ExtGState"), "op": True, "OP": True, "OPM": 1})
            self.states["knock"] = self.pdf.add({"Type": Name("ExtGState"), "op": False, "OP": False, "OPM": 0})
        if self.edition.printer and self.edition.printer.marks:
            self.spaces["registration"] = registration(self.pdf)

    def _write_fonts(self) -> None:
        for font, codes in self.codes.all.items():
            self.font_refs[font] = write_font(self.pdf, codes)

    def _write_art(self) -> None:
        used = {drawing for stream in (*self.drawn, *self.form_streams.values()) for drawing in stream.drawings}
        for name, ink in sorted(used):
            drawing = self.drawings[name]
            if isinstance(drawing, Imported):
                self.art_refs[name, ink] = write_imported(self.pdf, drawing, self.edition.palette.look)
                continue
            art = draw_art(drawing, ink, self.edition.palette)
            matrix = Raw(f"[{1 / art.width:.8f} 0 0 {1 / art.height:.8f} 0 0]".encode())
            self.art_refs[name, ink] = self.pdf.add_stream(
                art.content, _form_entries(Rect(0, 0, art.width, art.height), {}) | {"Matrix": matrix}
            )

    def _write_forms(self) -> None:
        """Write the forms that are the same wherever they stand; a tagged one is written where it is used."""
        open_forms = {found.name for stream in self.drawn for found in stream.placed if found.is_open}
        for name, form in self.forms.items():
            if name not in open_forms:
                self.form_refs[name] = self._write_form(form)

    def _write_form(self, form: Form, **entries: Value) -> Ref:
        stream = self.form_streams[form.name]
        box = Rect(0, -form.component.height, form.component.width, form.component.height).grown(20)
        return self.pdf.add_stream(stream.content, _form_entries(box, self._resources(stream)) | entries)

    def _resources(self, stream: PageStream, own: Mapping[str, Ref] | None = None) -> dict[str, Value]:
        """Return the resources a stream names; `own` are the forms that were written for it alone."""
        refs = self.form_refs | dict(own or {})
        objects: dict[str, Value] = {drawing_name(*drawing): self.art_refs[drawing] for drawing in stream.drawings}
        objects |= {name: refs[name] for name in stream.forms}
        found: dict[str, Value] = {}
        if stream.fonts:
            found["Font"] = {font.name: self.font_refs[font] for font in stream.fonts}
        if objects:
            found["XObject"] = objects
        if self.states:
            found["ExtGState"] = dict(self.states)
        return found

    # pages

    def _write_side(self, side: Side, ref: Ref, tree: Ref, refs: Sequence[Ref], tagged: dict[int, Tagged]) -> None:
        """Write a page of the file: one placed page in its own content, or several as forms."""
        entries: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": _box(Rect(0, 0, *side.size)),
            "TrimBox": _box(side.trim),
            "Tabs": Name("S"),
        }
        if self.edition.printer:
            entries["BleedBox"] = _box(side.bleed)
        annotations: list[Ref] = []
        resources: dict[str, Value] = {}
        parts: list[Ref] = []
        for spot in side.spots:
            page, stream = self.placed.pages[spot.page], self.drawn[spot.page]
            if side.is_shared:
                parts.append(self._shared(spot, ref, resources, tagged))
                continue
            found, own = self._tagged(page, stream, ref, None, spot, refs)
            tagged[page.number] = found
            resources = self._resources(stream, own)
            annotations += [item.ref for item in found.annotations]
            annotations += [item.ref for form in found.forms.values() for item in form.annotations]
            entries["StructParents"] = found.key
            clip = " ".join(map(number, side.bleed))
            before = f"q {clip} re W n 1 0 0 1 {number(spot.x)} {number(spot.y)} cm"
            content = self.pdf.add_stream(stream.content, {"Filter": Name("FlateDecode")})
            parts += [self._loose(before), content, self._loose(f"{self._proof_over(page, resources)} Q")]
        self._finish_side(side, entries, resources, parts, annotations, ref)

    def _finish_side(
        self,
        side: Side,
        entries: dict[str, Value],
        resources: dict[str, Value],
        parts: list[Ref],
        annotations: list[Ref],
        ref: Ref,
    ) -> None:
        """Add what stands beside the pages, and write the page object."""
        around = [draw_marks(side.trim, self.edition.printer)] if self.edition.printer else []
        for name, x, y in side.beside:
            _objects(resources)[name] = self.form_refs[name]
            around.append(f"/Artifact BMC q 1 0 0 1 {number(x)} {number(y)} cm /{name} Do Q EMC")
        if any(around):
            parts.append(self._loose(" ".join(around)))
        if self.spaces:
            resources["ColorSpace"] = dict(self.spaces)
        entries |= {"Contents": parts, "Resources": resources}
        if annotations:
            entries["Annots"] = annotations
        self.pdf.write(ref, entries)

    def _proof_over(self, page: PlacedPage, resources: dict[str, Value]) -> str:
        """Return the operators that draw the proof's band over a page."""
        if not self.proof:
            return ""
        _objects(resources)["proof"] = self.form_refs["proof"]
        return f"/Artifact BMC q 1 0 0 1 0 {number(page.trim.height)} cm /proof Do Q EMC"

    def _shared(self, spot: Spot, ref: Ref, resources: dict[str, Value], tagged: dict[int, Tagged]) -> Ref:
        """Write a placed page as a form of a side; a copy is an artifact, since its words are read elsewhere."""
        page, stream = self.placed.pages[spot.page], self.drawn[spot.page]
        width, height = page.trim
        if spot.is_copy:
            name, form = f"copy-{page.number}", self._copy(page)
        else:
            name, form = f"page-{page.number}", self.pdf.reserve()
            found, own = self._tagged(page, stream, ref, form, spot, ())
            tagged[page.number] = found
            entries = _form_entries(Rect(0, 0, width, height), self._resources(stream, own))
            self.pdf.write_stream(form, stream.content, entries | {"StructParents": found.key})
        _objects(resources)[name] = form
        place = " ".join(map(number, (spot.scale, 0, 0, spot.scale, spot.x, spot.y)))
        draw = f"/Artifact BMC /{name} Do EMC" if spot.is_copy else f"/{name} Do"
        return self._loose(f"q {place} cm {draw} {self._proof_over(page, resources)} Q")

    def _copy(self, page: PlacedPage) -> Ref:
        """Return a placed page as a form without tags."""
        if page.number not in self.copies:
            stream = draw_page(page, self.codes.of(page), self.edition.palette, is_tagged=False)
            entries = _form_entries(Rect(0, 0, *page.trim), self._resources(stream))
            self.copies[page.number] = self.pdf.add_stream(stream.content, entries)
        return self.copies[page.number]

    def _tagged(
        self, page: PlacedPage, stream: PageStream, ref: Ref, form: Ref | None, spot: Spot, refs: Sequence[Ref]
    ) -> tuple[Tagged, dict[str, Ref]]:
        """Return the tagged content of a placed page with its links, and the tagged forms written for it."""
        key = self._key()
        forms: dict[str, Tagged] = {}
        for found in stream.placed:
            if found.is_open:
                forms[found.name] = self._tagged_form(found, ref, spot, refs)
        annotations = self._annotations(stream, spot, 0, 0, refs)
        for found in stream.placed:
            if not found.is_open:
                annotations += self._annotations(self.form_streams[found.name], spot, found.x, found.y, refs, found)
        content = Tagged(page.elements, stream, ref, form, key, spot.x, spot.y, spot.scale, annotations, forms)
        return content, {name: form.form for name, form in forms.items() if form.form is not None}

    def _tagged_form(self, found: PlacedForm, ref: Ref, spot: Spot, refs: Sequence[Ref]) -> Tagged:
        """Write a form that is tagged inside, for the one place where it stands."""
        form, key = self.forms[found.name], self._key()
        stream = self.form_streams[found.name]
        written = self._write_form(form, StructParents=key)
        annotations = self._annotations(stream, spot, found.x, found.y, refs)
        x, y = spot.x + found.x * spot.scale, spot.y + found.y * spot.scale
        return Tagged(form.component.elements, stream, ref, written, key, x, y, spot.scale, annotations)

    def _annotations(
        self, stream: PageStream, spot: Spot, x: float, y: float, refs: Sequence[Ref], within: PlacedForm | None = None
    ) -> list[Annotation]:
        """Write the links of a stream that stands at (x, y) of a page; `within` a form they belong to its element."""
        if not self.edition.is_screen:
            return []
        topics = {page.topic: refs[place] for place, page in reversed(list(enumerate(self.placed.pages)))}
        written = []
        for link in stream.links:
            target = link_target(link.target, topics)
            if target is not None:
                key = self._key()
                box = link.box.moved(spot.x + x, spot.y + y)
                annotation = self.pdf.add(link_annotation(link, box, target, key))
                written.append(Annotation(annotation, within.element if within else link.element, key))
        return written

    def _loose(self, operators: str) -> Ref:
        return self.pdf.add_stream(operators.encode("ascii"), {})

    # the file as a whole

    def _outlines(self, refs: Sequence[Ref]) -> Ref:
        """Write a bookmark for each page."""
        titles = self.metadata.bookmarks
        outlines = self.pdf.reserve()
        entries = [self.pdf.reserve() for _ in titles]
        for place, (title, ref) in enumerate(zip(titles, entries, strict=True)):
            entry: dict[str, Value] = {
                "Title": title,
                "Parent": outlines,
                "Dest": [refs[place], Name("XYZ"), None, None, None],
            }
            if place:
                entry["Prev"] = entries[place - 1]
            if place < len(entries) - 1:
                entry["Next"] = entries[place + 1]
            self.pdf.write(ref, entry)
        whole: Value = {"Type": Name("Outlines"), "First": entries[0], "Last": entries[-1], "Count": len(entries)}
        return self.pdf.write(outlines, whole)

    def _catalog(self, tree: Ref, structure: Ref, refs: Sequence[Ref]) -> Value:
        is_x4 = self.edition.is_x4
        intents = write_intents(self.pdf, self.edition.condition, is_x4=is_x4)
        outlines: dict[str, Value] = {"Outlines": self._outlines(refs)} if self.edition.is_screen else {}
        packet = xmp_packet(self.metadata, self.pdf.digest(), is_x4=is_x4)
        return {
            "Type": Name("Catalog"),
            "Pages": tree,
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
        turned: dict[str, Value] = {"Duplex": Name(self.duplex)} if self.duplex else {}
        return shown | {"PrintScaling": Name("None")} | turned


def _box(rect: Rect) -> Value:
    return [rect.x, rect.y, rect.right, rect.top]


def _objects(resources: dict[str, Value]) -> dict[str, Value]:
    """Return the named objects of resources, to be added to."""
    found = resources.setdefault("XObject", {})
    assert isinstance(found, dict)
    return found


def _form_entries(box: Rect, resources: dict[str, Value]) -> dict[str, Value]:
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Form"),
        "BBox": _box(box),
        "Resources": resources,
        "Filter": Name("FlateDecode"),
    }
