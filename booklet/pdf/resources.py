"""Everything that pages and forms of a file draw with, written once: fonts, drawings, forms, graphics states."""

from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter
from zlib import compress

from booklet.art.drawing import Drawing
from booklet.art.imported import Imported
from booklet.geometry import Rect
from booklet.look.fillings import scale_of
from booklet.machine.store import kept
from booklet.pdf.draw.art import draw_art
from booklet.pdf.draw.codes import FontCodes, number_fonts
from booklet.pdf.draw.drawn import OVERHANG, draw_drawn
from booklet.pdf.draw.imported import unit_matrix, write_imported
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.stream import LEVEL, PageStream, UsedArt, draw_form, draw_page
from booklet.pdf.fonts import write_font
from booklet.pdf.objects import Name, PdfFile, Raw, Ref, Value, serialise, stream_object
from booklet.scenes.paint import Painted
from booklet.text.fonts import name_key
from booklet.typeset.placed import Drawn, Form, PlacedPage

Art = Drawing | Imported


class Resources:
    """The resources of a file by name, and the streams of its pages and forms, which name them."""

    def __init__(
        self,
        pdf: PdfFile,
        pages: tuple[PlacedPage, ...],
        forms: tuple[Form, ...],
        drawings: Mapping[str, Art],
        palette: Palette,
    ) -> None:
        self.pdf = pdf
        self.palette = palette
        self.codes = number_fonts(pages, forms)
        self.drawn = [draw_page(page, self.codes.of(page), palette) for page in pages]
        self.forms = {form.name: form for form in forms}
        self.opened = {placed.name for stream in self.drawn for placed in stream.placed if placed.is_open}
        self.form_streams = {
            name: draw_form(form, self.codes.insert, palette, is_tagged=name in self.opened)
            for name, form in self.forms.items()
        }
        self.states = self._write_states()
        self._states = Raw(serialise(self.states))
        self._known_fonts: dict[tuple[FontCodes, ...], Raw] = {}
        self.font_refs = {codes: write_font(pdf, codes) for codes in self.codes.all}
        self.art_refs = self._write_art(drawings)
        self.drawn_refs = self._write_drawn(pages)
        self.painted_refs = self._write_painted()
        self.form_refs: dict[str, Ref] = {}
        for name in self.forms:
            if name not in self.opened:
                self.form_refs[name] = self.write_form(name)

    def _write_states(self) -> dict[str, Ref]:
        """Write graphics states for black that overprints and ink that knocks out (8.6.7)."""
        if not self.palette.overprints:
            return {}
        return {
            "over": self.pdf.add({"Type": Name("ExtGState"), "op": True, "OP": True, "OPM": 1}),
            "knock": self.pdf.add({"Type": Name("ExtGState"), "op": False, "OP": False, "OPM": 0}),
        }

    def _write_art(self, drawings: Mapping[str, Art]) -> dict[UsedArt, Ref]:
        used = {drawing for stream in (*self.drawn, *self.form_streams.values()) for drawing in stream.drawings}
        refs: dict[UsedArt, Ref] = {}
        known: dict[bytes, Ref] = {}
        for one in sorted(used, key=attrgetter("resource")):
            drawing = drawings[one.name]
            if isinstance(drawing, Imported):
                refs[one] = write_imported(self.pdf, drawing, self.palette.look)
                continue
            scale = 1.0 if one.step is None else scale_of(one.step) / drawing.width
            found = _art_object(drawing, one.ink, self.palette, scale)
            refs[one] = known[found] = known.get(found) or self.pdf.add_object(found)
        return refs

    def _write_painted(self) -> dict[str, Ref]:
        """Write the painted parts of pictures, each once however often it stands on pages."""
        used = {painted for stream in (*self.drawn, *self.form_streams.values()) for painted in stream.painted}
        return {
            one.name: self.pdf.add_object(_painted_object(one.painted, self.palette, scale_of(one.step or 0)))
            for one in sorted(used, key=attrgetter("name"))
        }

    def _write_drawn(self, pages: tuple[PlacedPage, ...]) -> dict[Drawn, Ref]:
        """Write what others drew, each drawing once."""
        varying = {drawn for stream in self.form_streams.values() for drawn in stream.drawn}
        steady: set[Drawn] = set()
        for page, stream in zip(pages, self.drawn, strict=True):
            (varying if page.varies else steady).update(stream.drawn)
        refs = {}
        for drawn in sorted(varying | steady, key=attrgetter("name")):
            codes = self.codes.guide if drawn in steady else self.codes.insert
            content = compress(draw_drawn(drawn, codes, self.palette), LEVEL)
            fonts = tuple(
                codes[font] for font in sorted({r.font for line in drawn.lines for r in line.runs}, key=name_key)
            )
            resources: dict[str, Value] = {"Font": self._fonts(fonts)} if fonts else {}
            resources |= {"ExtGState": self._states} if self.states else {}
            box = Rect(0, 0, drawn.width, drawn.height).grown(OVERHANG)
            refs[drawn] = self.pdf.add_stream(content, form_entries(box, resources))
        return refs

    def write_form(self, name: str, **entries: Value) -> Ref:
        """Write a form; a form with tags inside is written for each place where it stands."""
        stream, component = self.form_streams[name], self.forms[name].component
        box = Rect(0, -component.height, component.width, component.height).grown(20)
        return self.pdf.add_stream(stream.content, form_entries(box, self.of(stream)) | entries)

    def write_copy(self, page: PlacedPage) -> Ref:
        """Write a page as a form without tags."""
        stream = draw_page(page, self.codes.of(page), self.palette, is_tagged=False)
        return self.pdf.add_stream(stream.content, form_entries(Rect(0, 0, *page.trim), self.of(stream)))

    def of(self, stream: PageStream, own: Mapping[str, Ref] | None = None) -> dict[str, Value]:
        """Return the resources that a stream names; `own` are the forms that were written for it alone."""
        refs = self.form_refs | dict(own or {})
        objects: dict[str, Value] = {art.resource: self.art_refs[art] for art in stream.drawings}
        objects |= {name: refs[name] for name in stream.forms}
        objects |= {drawn.name: self.drawn_refs[drawn] for drawn in stream.drawn}
        objects |= {painted.name: self.painted_refs[painted.name] for painted in stream.painted}
        found: dict[str, Value] = {}
        if stream.fonts:
            found["Font"] = self._fonts(stream.fonts)
        if objects:
            found["XObject"] = objects
        if self.states:
            found["ExtGState"] = self._states
        return found

    def _fonts(self, fonts: tuple[FontCodes, ...]) -> Raw:
        """Return the fonts that a stream names, in PDF syntax, since many streams name the same."""
        if fonts not in self._known_fonts:
            self._known_fonts[fonts] = Raw(serialise({codes.font.name: self.font_refs[codes] for codes in fonts}))
        return self._known_fonts[fonts]


@lru_cache(maxsize=1024)
@kept("painted")
def _painted_object(painted: Painted, palette: Palette, scale: float) -> bytes:
    """Return a painted part of a picture as an object, which refers to no other object."""
    return _write_art_object(painted.drawing, "night", palette, scale)


@lru_cache(maxsize=256)
def _art_object(drawing: Drawing, ink: str, palette: Palette, scale: float) -> bytes:
    return _write_art_object(drawing, ink, palette, scale)


def _write_art_object(drawing: Drawing, ink: str, palette: Palette, scale: float) -> bytes:
    """Return a drawing as an object, which refers to no other object."""
    art = draw_art(drawing, ink, palette, scale)
    entries = form_entries(Rect(0, 0, art.width, art.height), {}) | {"Matrix": unit_matrix(art.width, art.height)}
    return stream_object(art.content, entries)


@lru_cache(maxsize=256)
def box_value(box: Rect) -> Raw:
    """Return a rectangle in PDF syntax (7.9.5)."""
    return Raw(serialise([box.x, box.y, box.right, box.top]))


def form_entries(box: Rect, resources: dict[str, Value]) -> dict[str, Value]:
    """Return the dictionary of a form XObject (8.10.2)."""
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Form"),
        "BBox": box_value(box),
        "Resources": resources,
        "Filter": Name("FlateDecode"),
    }
