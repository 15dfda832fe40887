"""A press file without fault, and edits that spoil it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

PAGES = 4

Edit = Callable[[Pdf], None]


def shortened(press: bytes) -> bytes:
    """Return the first pages of a press file, which are quick to check; on page 2 a square makes room for edits."""
    with pikepdf.open(BytesIO(press)) as pdf:
        del pdf.pages[PAGES:]
        pdf.pages[1].obj.Contents = pdf.make_stream(b"q 0 0 0 1 k 300 300 20 20 re f Q\n")
        for key in {"/StructTreeRoot", "/Outlines", "/MarkInfo"} & set(pdf.Root.keys()):
            del pdf.Root[key]
        return saved(pdf)


def spoiled(clean: bytes, edit: Edit, **options: object) -> bytes:
    """Return the clean file after an edit."""
    with pikepdf.open(BytesIO(clean)) as pdf:
        edit(pdf)
        return saved(pdf, **options)


def saved(pdf: Pdf, **options: object) -> bytes:
    """Return a file as bytes, as the press edition is written: no object streams, metadata in plain."""
    written = BytesIO()
    settings = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "fix_metadata_version": False}
    pdf.save(written, **{**settings, **options})
    return written.getvalue()


def paints(operators: str, **resources: object) -> Edit:
    """Return an edit that paints over page 2, in its own space, on a white field inside the safe area."""

    def edit(pdf: Pdf) -> None:
        page = pdf.pages[1]
        for kind, entries in resources.items():
            held = page.Resources.get(f"/{kind}", Dictionary())
            for name, value in entries(pdf).items():  # type: ignore[operator]
                held[name] = value
            page.Resources[f"/{kind}"] = held
        field = "q 0 0 0 0 k 80 80 200 200 re f Q "
        page.contents_add(pdf.make_stream((field + f"q {operators} Q").encode()), prepend=False)

    return edit


def shows(
    string: str,
    size: float = 12,
    before: str = "/black gs 0 0 0 1 k",
    *,
    at: str = "100 100",
    after: str = "",
    **resources: object,
) -> Edit:
    """Return an edit that shows a string in a font that the file holds."""

    def edit(pdf: Pdf) -> None:
        shown = f"BT {first_font(pdf)} {size} Tf {at} Td {string} Tj ET"
        paints(f"{before} {shown} {after}", ExtGState=black, **resources)(pdf)

    return edit


def first_font(pdf: Pdf) -> str:
    """Return the name of a font of page 2, the same each time."""
    return min(pdf.pages[1].Resources.Font.keys())


def black(pdf: Pdf) -> dict[str, object]:
    """Return the graphics state of black that overprints."""
    return {"/black": Dictionary(op=True, OP=True, OPM=1), "/solid": Dictionary(op=False, OP=False, OPM=0)}


def state(**entries: object) -> Callable[[Pdf], dict[str, object]]:
    """Return a resource: the graphics state /own."""
    return lambda pdf: {"/own": Dictionary(**entries)}  # type: ignore[arg-type]


def spot(name: str) -> Callable[[Pdf], dict[str, object]]:
    """Return a resource: the spot colour /own."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 0, 0], N=1)
    return lambda pdf: {"/own": Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])}


def icc(pdf: Pdf) -> dict[str, object]:
    """Return a resource: a CMYK space with a profile, /own."""
    return {"/own": Array([Name.ICCBased, pdf.Root.OutputIntents[0].DestOutputProfile])}


def image(width: int = 320, height: int = 320, **entries: object) -> Callable[[Pdf], dict[str, object]]:
    """Return a resource: a grey picture /own."""

    def make(pdf: Pdf) -> dict[str, object]:
        usual = {"Width": width, "Height": height, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
        picture = pdf.make_stream(b"\x80" * (width * height * 3))
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        for key, value in {**usual, **entries}.items():
            picture[f"/{key}"] = value(pdf) if callable(value) else value
        return {"/own": picture}

    return make


def mask(pdf: Pdf) -> Stream:
    """Return a soft mask."""
    picture = pdf.make_stream(b"\x80" * 100)
    picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    picture.Width, picture.Height, picture.BitsPerComponent = 10, 10, 8
    return picture


def tiles(content: str, **entries: object) -> Callable[[Pdf], dict[str, object]]:
    """Return a resource: a pattern of tiles /own; entries that are functions are made for the file."""

    def make(pdf: Pdf) -> dict[str, object]:
        usual = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
        pattern = pdf.make_stream(content.encode())
        for key, value in {**usual, "Resources": Dictionary(), **entries}.items():
            pattern[f"/{key}"] = value(pdf) if callable(value) else value
        return {"/own": pattern}

    return make


def smooth(pdf: Pdf) -> dict[str, object]:
    """Return a resource: a pattern that goes from one screen colour to another, /own."""
    change = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[100, 100, 150, 150], Function=change)
    return {"/own": Dictionary(PatternType=2, Shading=shading)}


def in_a_form(content: str, **resources: Callable[[Pdf], dict[str, object]]) -> Callable[[Pdf], dict[str, object]]:
    """Return a resource: a form /own that paints with resources of its own."""

    def make(pdf: Pdf) -> dict[str, object]:
        form = pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 500, 500])
        form.Resources = Dictionary({f"/{kind}": Dictionary(entries(pdf)) for kind, entries in resources.items()})
        return {"/own": form}

    return make


def resources(**given: Callable[[Pdf], dict[str, object]]) -> Callable[[Pdf], Dictionary]:
    """Return resources as an entry of a pattern."""
    return lambda pdf: Dictionary({f"/{kind}": Dictionary(entries(pdf)) for kind, entries in given.items()})


def pattern_in_itself(pdf: Pdf) -> dict[str, object]:
    """Return a resource: a pattern that fills its tiles with itself, /own."""
    held: Any = tiles("/Pattern cs /own scn 0 0 9 9 re f")(pdf)["/own"]
    held.Resources = Dictionary(Pattern=Dictionary(own=held))
    return {"/own": held}


def one_colour(pdf: Pdf) -> dict[str, object]:
    """Return a resource: the space of patterns that are given a screen colour, /own."""
    return {"/own": Array([Name.Pattern, Name.DeviceRGB])}


def helvetica(pdf: Pdf) -> dict[str, object]:
    """Return a resource: a font that is not in the file, /own."""
    return {"/own": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)}


def program(change: Callable[[bytes], bytes]) -> Edit:
    """Return an edit of the font that page 2 shows a string in."""

    def edit(pdf: Pdf) -> None:
        written = pdf.pages[1].Resources.Font[first_font(pdf)].DescendantFonts[0].FontDescriptor.FontFile2
        written.write(change(written.read_bytes()))
        shows("<00010002>")(pdf)

    return edit


def table(program: bytes, tag: bytes) -> tuple[int, int]:
    """Return where a table of a TrueType program begins and how long it is."""
    at = program.index(tag, 12)
    return int.from_bytes(program[at + 8 : at + 12], "big"), int.from_bytes(program[at + 12 : at + 16], "big")


def no_outlines(program: bytes) -> bytes:
    """Return a TrueType program whose glyphs are all zeros."""
    start, length = table(program, b"glyf")
    return program[:start] + bytes(length) + program[start + length :]


def noise_in_outlines(program: bytes) -> bytes:
    """Return a TrueType program with noise in the middle of its glyphs."""
    start, length = table(program, b"glyf")
    middle, noise = start + length // 2, bytes(range(255, 155, -1))
    return program[:middle] + noise + program[middle + len(noise) :]


def without_letters(program: bytes) -> bytes:
    """Return a TrueType program that draws the box for missing letters, and nothing else."""
    start, length = table(program, b"loca")
    size = 4 if program[table(program, b"head")[0] + 51] else 2
    end = program[start + size : start + 2 * size]
    return program[: start + size] + end * (length // size - 1) + program[start + length // size * size :]


def own_font(written: bytes, entry: str, **entries: object) -> Callable[[Pdf], dict[str, object]]:
    """Return a resource: a simple font with a program of its own, /own, whose letters are as wide as they are high."""

    def make(pdf: Pdf) -> dict[str, object]:
        found = pdf.make_stream(written)
        for key, value in entries.items():
            found[f"/{key}"] = value
        kind = Name.TrueType if entry == "FontFile2" else Name.Type1
        descriptor = Dictionary({"/Type": Name.FontDescriptor, "/FontName": Name("/Own"), f"/{entry}": found})
        font = Dictionary(Type=Name.Font, Subtype=kind, BaseFont=Name("/Own"), FontDescriptor=descriptor)
        font.FirstChar, font.LastChar, font.Widths = 32, 126, Array([1000] * 95)
        return {"/own": font}

    return make


def two_of_one_name(pdf: Pdf) -> None:
    """Show strings in two fonts that have one name and are not the same."""
    fonts = dict(pdf.pages[1].Resources.Font)
    one, other = sorted(fonts)[:2]
    fonts[other].BaseFont = fonts[one].BaseFont
    shown = f"BT {one} 12 Tf 100 100 Td <00010002> Tj {other} 12 Tf 0 40 Td <00010002> Tj ET"
    paints(f"/black gs 0 0 0 1 k {shown}", ExtGState=black)(pdf)


def type3(pdf: Pdf) -> dict[str, object]:
    """Return a resource: a font of drawings, /own."""
    return drawn(pdf, b"1000 0 0 0 750 750 d1 0 0 750 750 re f")


def red_letters(pdf: Pdf) -> dict[str, object]:
    """Return a resource: a font of drawings in a screen colour, /own."""
    return drawn(pdf, b"1000 0 d0 1 0 0 rg 0 0 750 750 re f")


def drawn(pdf: Pdf, letter: bytes) -> dict[str, object]:
    """Return a font of drawings that has one letter."""
    glyph = pdf.make_stream(letter)
    return {
        "/own": Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 750, 750],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(square=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.square]),
            FirstChar=97,
            LastChar=97,
            Widths=[1000],
        )
    }


def page(key: str, value: object) -> Edit:
    """Return an edit that sets an entry of page 2."""
    return lambda pdf: pdf.pages[1].obj.__setitem__(f"/{key}", value)


def no_page(key: str) -> Edit:
    """Return an edit that deletes an entry of page 2."""
    return lambda pdf: pdf.pages[1].obj.__delitem__(f"/{key}")


def root(key: str, value: object) -> Edit:
    """Return an edit that sets an entry of the catalog."""
    return lambda pdf: pdf.Root.__setitem__(f"/{key}", value)


def xmp(old: str, new: str) -> Edit:
    """Return an edit that replaces a part of the metadata."""

    def edit(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old.encode() in packet, old
        pdf.Root.Metadata.write(packet.replace(old.encode(), new.encode()))

    return edit


def intent(change: Callable[[pikepdf.Object], None]) -> Edit:
    """Return an edit of the output intent."""
    return lambda pdf: change(pdf.Root.OutputIntents[0])


def other_profile(change: Callable[[bytes], bytes]) -> Edit:
    """Return an edit of the embedded profile."""

    def edit(pdf: Pdf) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        stream.write(change(stream.read_bytes()))

    return edit


def info(key: str, value: str) -> Edit:
    """Return an edit of the Info dictionary."""
    return lambda pdf: pdf.trailer.Info.__setitem__(f"/{key}", String(value))


def annotation(pdf: Pdf) -> None:
    """Lay a comment on page 2."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[100, 100, 120, 120], Contents=String("look"))
    pdf.pages[1].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))


def action(kind: str) -> Edit:
    """Return an edit that adds an action to the file."""
    return lambda pdf: root("PieceInfo", pdf.make_indirect(Dictionary(Type=Name.Action, S=Name(f"/{kind}"))))(pdf)


def names(key: str) -> Edit:
    """Return an edit that adds a name tree."""
    return root("Names", Dictionary({f"/{key}": Dictionary(Names=Array([]))}))


def one_page_more(pdf: Pdf) -> None:
    """Repeat page 2 at the end."""
    pdf.pages.append(pdf.pages[1])


def narrower_page(pdf: Pdf) -> None:
    """Make the third page 5 mm narrower."""
    third = pdf.pages[2].obj
    for key in ("/TrimBox", "/BleedBox"):
        left, bottom, right, top = (float(value) for value in third[key])
        third[key] = Array([left, bottom, right - 14.17, top])


def blank_cover(pdf: Pdf) -> None:
    """Take everything off page 1."""
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")


def in_turn(*edits: Edit) -> Edit:
    """Return edits as one."""

    def edit(pdf: Pdf) -> None:
        for each in edits:
            each(pdf)

    return edit


def blank_page(content: bytes | None, *numbers: int) -> Edit:
    """Return an edit that leaves nothing on some pages but a content, if any."""

    def edit(pdf: Pdf) -> None:
        for number in numbers:
            if content is None:
                del pdf.pages[number].obj.Contents
            else:
                pdf.pages[number].obj.Contents = pdf.make_stream(content)

    return edit


def tags_in_a_circle(pdf: Pdf) -> None:
    """Tag the file with a part that holds a part that holds the first, on page 3."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    one, other = (pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P)) for _ in range(2))
    tree.K, one.K, other.K = Array([one]), Array([Dictionary(Type=Name.StructElem, S=Name.P, K=other)]), one
    one.Pg = other.Pg = pdf.pages[2].obj
    pdf.Root.StructTreeRoot = tree


def bookmarks_in_a_circle(pdf: Pdf) -> None:
    """Give the file two bookmarks that follow each other."""
    one, other = (pdf.make_indirect(Dictionary(Title=String("a"))) for _ in range(2))
    one.Next, other.Next = other, one
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=one, Last=other, Count=2))


def text_in_the_bleed(pdf: Pdf) -> None:
    """Show a string between the end of the bleed and the edge of page 2."""
    left, bottom, _, _ = (float(value) for value in pdf.pages[1].obj.TrimBox)
    field = f"0 0 0 0 k {left - 9} {bottom + 80} 60 60 re f /black gs 0 0 0 1 k"
    shows("<0002>", 6, before=field, at=f"{left - 8} {bottom + 100}")(pdf)


def less_bleed(pdf: Pdf) -> None:
    """Make the bleed of page 1 2 mm on all sides."""
    left, bottom, right, top = (float(value) for value in pdf.pages[0].obj.BleedBox)
    pdf.pages[0].obj.BleedBox = Array([left + 2.83, bottom + 2.83, right - 2.83, top - 2.83])


def field_to_the_trim(pdf: Pdf) -> None:
    """Paint a field that ends at the left edge of the trim."""
    left, bottom, _, _ = (float(value) for value in pdf.pages[1].obj.TrimBox)
    paints(f"0.3 0 0 0 k {left} {bottom + 100} 60 60 re f")(pdf)


def text_near_the_edge(pdf: Pdf) -> None:
    """Show a string 1 mm from the left edge of the trim."""
    left, bottom, _, _ = (float(value) for value in pdf.pages[1].obj.TrimBox)
    operators = f"0 0 0 0 k {left - 9} {bottom + 80} 60 60 re f "
    shows("<000100020003>", before=operators + "/black gs 0 0 0 1 k", at=f"{left + 2.8} {bottom + 100}")(pdf)


def attachment(pdf: Pdf) -> None:
    """Attach a file to page 2."""
    attached = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 1, 1])
    pdf.pages[1].obj.Annots = Array([attached])


def stream_entry(key: str, value: object) -> Edit:
    """Return an edit that gives a form on page 2 an entry."""

    def edit(pdf: Pdf) -> None:
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
        form[f"/{key}"] = value
        held = pdf.pages[1].Resources.get("/XObject", Dictionary())
        held["/own"] = form
        pdf.pages[1].Resources.XObject = held

    return edit


def form_in_itself(pdf: Pdf) -> None:
    """Draw a form that draws itself."""
    form = pdf.make_stream(b"/own Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 500, 500])
    form.Resources = Dictionary(XObject=Dictionary(own=form))
    paints("/own Do", XObject=lambda pdf: {"/own": form})(pdf)
