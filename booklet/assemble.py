"""Assembling: page streams, fonts, drawings, structure and metadata in, one PDF out.

The objects are written here and not by a library: pages, fonts and drawings come as finished bytes, so joining them
is all there is to do, and the bytes depend on the content alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import compress

from booklet.art.drawing import Drawing
from booklet.art.imported import Imported
from booklet.draw.art import draw_art
from booklet.draw.codes import FontCodes, number_fonts
from booklet.draw.imported import write_imported
from booklet.draw.palette import Palette
from booklet.draw.stream import LEVEL, Link, PageStream, draw_form, draw_page, drawing_name
from booklet.geometry import Rect, Size
from booklet.layout import Printer
from booklet.metadata import Metadata, info_entries, xmp_packet
from booklet.pdfobjects import Name, PdfFile, Raw, Ref, Value, number
from booklet.structure import Annotation, write_structure
from booklet.text.fontfile import FontFile, make_font_file
from booklet.text.fonts import Font
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Form, PlacedPage

Art = Drawing | Imported


@dataclass(frozen=True, slots=True)
class Edition:
    """What a file is for: its palette, and the printer's rules where it goes to a press (None: cut to the trim)."""

    name: str
    palette: Palette
    printer: Printer | None


def assemble(
    placed: Placed, proof: Form | None, drawings: Mapping[str, Art], edition: Edition, metadata: Metadata
) -> bytes:
    """Return the PDF of a product. `proof` is drawn over every page; `drawings` holds the art by name."""
    writer = _Writer(placed, proof, drawings, edition, metadata)
    return writer.file()


class _Writer:
    """One file in the making: resources by name, pages in order."""

    def __init__(
        self,
        placed: Placed,
        proof: Form | None,
        drawings: Mapping[str, Art],
        edition: Edition,
        metadata: Metadata,
    ) -> None:
        self.pdf = PdfFile("1.6" if edition.printer else "1.7")
        self.placed = placed
        self.edition = edition
        self.metadata = metadata
        self.drawings = drawings
        self.forms = (*placed.forms, proof) if proof else placed.forms
        self.proof = proof
        self.codes = number_fonts(placed.pages, self.forms)
        self.drawn = [draw_page(page, self.codes.of(page), edition.palette) for page in placed.pages]
        self.form_streams = {form.name: draw_form(form, self.codes.all, edition.palette) for form in self.forms}
        self.font_refs: dict[Font, Ref] = {}
        self.art_refs: dict[tuple[str, str], Ref] = {}
        self.form_refs: dict[str, Ref] = {}
        self.states: dict[str, Ref] = {}
        self.annotations = 0

    def file(self) -> bytes:
        """Write everything and return the bytes."""
        root, tree, outlines = self.pdf.reserve(), self.pdf.reserve(), self.pdf.reserve()
        self._write_states()
        self._write_fonts()
        self._write_art()
        self._write_forms()
        pages = [self.pdf.reserve() for _ in self.drawn]
        links = [
            self._write_links(page, stream, pages) for page, stream in zip(self.placed.pages, self.drawn, strict=True)
        ]
        for place, (page, stream) in enumerate(zip(self.placed.pages, self.drawn, strict=True)):
            self.pdf.write(pages[place], self._page(page, stream, place, tree, [link.ref for link in links[place]]))
        self.pdf.write(tree, {"Type": Name("Pages"), "Kids": pages, "Count": len(pages)})
        structure = write_structure(self.pdf, self.placed.pages, self.drawn, pages, links, self.metadata.title)
        self._write_outlines(outlines, pages)
        self.pdf.write(root, self._catalog(tree, structure, outlines))
        return self.pdf.join(root, self.pdf.add(info_entries(self.metadata)))

    # resources

    def _write_states(self) -> None:
        """Write graphics states for black that overprints and ink that knocks out (8.6.7)."""
        if self.edition.palette.overprints:
            self.states["over"] = self.pdf.add({"Type": Name("ExtGState"), "op": True, "OP": True, "OPM": 1})
            self.states["knock"] = self.pdf.add({"Type": Name("ExtGState"), "op": False, "OP": False, "OPM": 0})

    def _write_fonts(self) -> None:
        for font, codes in self.codes.all.items():
            self.font_refs[font] = _write_font(self.pdf, codes)

    def _write_art(self) -> None:
        used = {drawing for stream in (*self.drawn, *self.form_streams.values()) for drawing in stream.drawings}
        for name, ink in sorted(used):
            drawing = self.drawings[name]
            if isinstance(drawing, Imported):
                look = "press" if self.edition.palette.overprints else "screen"
                self.art_refs[name, ink] = write_imported(self.pdf, drawing, look)
                continue
            art = draw_art(drawing, ink, self.edition.palette)
            matrix = Raw(f"[{1 / art.width:.8f} 0 0 {1 / art.height:.8f} 0 0]".encode())
            self.art_refs[name, ink] = self.pdf.add_stream(
                art.content, _form_entries([0, 0, art.width, art.height], {}) | {"Matrix": matrix}
            )

    def _write_forms(self) -> None:
        for form in self.forms:
            stream = self.form_streams[form.name]
            box = [-20, -form.component.height - 20, form.component.width + 20, 20]
            self.form_refs[form.name] = self.pdf.add_stream(stream.content, _form_entries(box, self._resources(stream)))

    def _resources(self, stream: PageStream, *also: str) -> dict[str, Value]:
        """Return the resources a stream names, and the forms drawn beside it."""
        objects: dict[str, Value] = {drawing_name(*drawing): self.art_refs[drawing] for drawing in stream.drawings}
        objects |= {name: self.form_refs[name] for name in (*stream.forms, *also)}
        found: dict[str, Value] = {}
        if stream.fonts:
            found["Font"] = {font.name: self.font_refs[font] for font in stream.fonts}
        if objects:
            found["XObject"] = objects
        if self.states:
            found["ExtGState"] = dict(self.states)
        return found

    # pages

    def _margin(self, page: PlacedPage) -> float:
        """Return the distance from the trim to the edge of the medium."""
        printer = self.edition.printer
        return page.bleed + printer.slug if printer else 0.0

    def _page(self, page: PlacedPage, stream: PageStream, place: int, tree: Ref, links: list[Ref]) -> Value:
        margin = self._margin(page)
        width, height = page.trim
        resources = self._resources(stream, *(["proof"] if self.proof else []))
        before, after = self._around(page, margin, resources)
        content = self.pdf.add_stream(stream.content, {"Filter": Name("FlateDecode")})
        entries: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": [0, 0, width + 2 * margin, height + 2 * margin],
            "TrimBox": _box(Rect(margin, margin, width, height)),
            "Contents": [self._loose(before), content, self._loose(after)],
            "Resources": resources,
            "StructParents": place,
            "Tabs": Name("S"),
        }
        if self.edition.printer:
            entries["BleedBox"] = _box(Rect(margin, margin, width, height).grown(page.bleed))
        if links:
            entries["Annots"] = links
        return entries

    def _around(self, page: PlacedPage, margin: float, resources: dict[str, Value]) -> tuple[str, str]:
        """Return what is drawn before and after the page's own content: the trim's origin, proof band, crop marks."""
        before = f"q 1 0 0 1 {number(margin)} {number(margin)} cm"
        after = ""
        if self.proof:
            after += f"/Artifact BMC q 1 0 0 1 0 {number(page.trim.height)} cm /proof Do Q EMC "
        after += "Q"
        printer = self.edition.printer
        if printer and printer.crop_marks:
            resources["ColorSpace"] = {"registration": _registration(self.pdf)}
            after += " " + crop_marks(page.trim, margin, printer)
        return before, after

    def _loose(self, operators: str) -> Ref:
        return self.pdf.add_stream(operators.encode("ascii"), {})

    def _write_links(self, page: PlacedPage, stream: PageStream, pages: list[Ref]) -> list[Annotation]:
        """Write the annotations of a page and of its forms, and return each with its element; none for a press."""
        if self.edition.printer:
            return []
        written = []
        for link in (*stream.links, *self._form_links(stream)):
            target = self._target(link, pages)
            if target is not None:
                key = len(self.placed.pages) + self.annotations
                self.annotations += 1
                written.append(Annotation(self.pdf.add(_annotation(link, target, key)), link.element, key))
        return written

    def _form_links(self, stream: PageStream) -> list[Link]:
        found = []
        for name, x, y, element in stream.placed:
            for link in self.form_streams[name].links:
                found.append(Link(link.box.moved(x, y), link.target, element))
        return found

    def _target(self, link: Link, pages: list[Ref]) -> dict[str, Value] | None:
        if not link.target.startswith("#"):
            return {"A": {"S": Name("URI"), "URI": link.target.encode()}}
        topic = link.target.removeprefix("#")
        place = next((page.number for page in self.placed.pages if page.topic == topic), None)
        if place is None:
            return None
        return {"Dest": [pages[place], Name("XYZ"), None, None, None]}

    def _write_outlines(self, outlines: Ref, pages: list[Ref]) -> None:
        """Write a bookmark for each page."""
        titles = self.metadata.bookmarks
        refs = [self.pdf.reserve() for _ in titles]
        for place, (title, ref) in enumerate(zip(titles, refs, strict=True)):
            entry: dict[str, Value] = {
                "Title": title,
                "Parent": outlines,
                "Dest": [pages[place], Name("XYZ"), None, None, None],
            }
            if place:
                entry["Prev"] = refs[place - 1]
            if place < len(refs) - 1:
                entry["Next"] = refs[place + 1]
            self.pdf.write(ref, entry)
        self.pdf.write(outlines, {"Type": Name("Outlines"), "First": refs[0], "Last": refs[-1], "Count": len(refs)})

    def _catalog(self, tree: Ref, structure: Ref, outlines: Ref) -> Value:
        metadata = self.pdf.add_stream(xmp_packet(self.metadata), {"Type": Name("Metadata"), "Subtype": Name("XML")})
        return {
            "Type": Name("Catalog"),
            "Pages": tree,
            "Lang": self.metadata.language,
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": structure,
            "Outlines": outlines,
            "Metadata": metadata,
            "ViewerPreferences": self._preferences(),
        }

    def _preferences(self) -> Value:
        """Return how a viewer opens the file: under its title, and bound on the right if it is read that way (12.2)."""
        direction: dict[str, Value] = {"Direction": Name("R2L")} if self.metadata.direction == "rtl" else {}
        return {"DisplayDocTitle": True} | direction


def _box(rect: Rect) -> Value:
    return [rect.x, rect.y, rect.right, rect.top]


def _form_entries(box: list[float], resources: dict[str, Value]) -> dict[str, Value]:
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Form"),
        "BBox": box,
        "Resources": resources,
        "Filter": Name("FlateDecode"),
    }


def _annotation(link: Link, target: dict[str, Value], key: int) -> dict[str, Value]:
    return {
        "Type": Name("Annot"),
        "Subtype": Name("Link"),
        "Rect": _box(link.box),
        "Border": [0, 0, 0],
        "F": 4,
        "StructParent": key,
        "Contents": link.target.removeprefix("#"),
        **target,
    }


def _registration(pdf: PdfFile) -> Value:
    """Return the colour space of marks that print on every plate (8.6.6.4)."""
    tint: Value = {"FunctionType": 2, "Domain": [0, 1], "C0": [0, 0, 0, 0], "C1": [1, 1, 1, 1], "N": 1}
    return [Name("Separation"), Name("All"), Name("DeviceCMYK"), tint]


def crop_marks(trim: Size, margin: float, printer: Printer) -> str:
    """Return the operators of eight crop marks, outside the bleed."""
    left, bottom = margin, margin
    right, top = margin + trim.width, margin + trim.height
    near = max(printer.mark_offset, printer.bleed)
    far = near + printer.mark_length
    lines = []
    for x in (left, right):
        lines += [(x, bottom - near, x, bottom - far), (x, top + near, x, top + far)]
    for y in (bottom, top):
        lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
    strokes = " ".join(f"{number(a)} {number(b)} m {number(c)} {number(d)} l" for a, b, c, d in lines)
    return f"/Artifact BMC q /registration CS 1 SCN 0.25 w {strokes} S Q EMC"


def _write_font(pdf: PdfFile, codes: FontCodes) -> Ref:
    """Write a font: Type0 over CIDFontType2 with its program, map, widths and ToUnicode (9.7)."""
    file = make_font_file(codes.font, codes.codes)
    streams = _font_streams(file)
    flate: dict[str, Value] = {"Filter": Name("FlateDecode")}
    program = pdf.add_stream(streams[0], flate | {"Length1": len(file.program)})
    descriptor = pdf.add(_descriptor(file, program))
    descendant = pdf.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(file.name),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": descriptor,
            "DW": 0,
            "W": [0, list(file.widths)],
            "CIDToGIDMap": pdf.add_stream(streams[1], flate),
        }
    )
    return pdf.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name(file.name),
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [descendant],
            "ToUnicode": pdf.add_stream(streams[2], flate),
        }
    )


@lru_cache(maxsize=256)
def _font_streams(file: FontFile) -> tuple[bytes, bytes, bytes]:
    """Return the compressed program, CID to glyph map, and ToUnicode map of a font."""
    to_glyph = b"".join(glyph.to_bytes(2, "big") for glyph in file.glyphs)
    return compress(file.program, LEVEL), compress(to_glyph, LEVEL), compress(to_unicode(file), LEVEL)


def _descriptor(file: FontFile, program: Ref) -> Value:
    return {
        "Type": Name("FontDescriptor"),
        "FontName": Name(file.name),
        "Flags": 4,
        "FontBBox": list(file.box),
        "ItalicAngle": 0,
        "Ascent": file.ascent,
        "Descent": file.descent,
        "CapHeight": file.cap_height,
        "StemV": file.stem,
        "FontFile2": program,
    }


def to_unicode(file: FontFile) -> bytes:
    """Return the CMap that says which text each code stands for (9.10.3)."""
    entries = [
        f"<{code:04X}> <{glyph.text.encode('utf-16-be').hex().upper()}>"
        for code, glyph in enumerate(file.codes, start=1)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(entries), 100):
        chunk = entries[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
