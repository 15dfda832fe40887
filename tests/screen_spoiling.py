"""Edits that spoil a screen file, or change it and leave it sound."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

Edit = Callable[[Pdf], object]
Kind = str | tuple[str, Sequence["Kind"]]
"""A tag, and the tags in it."""


def spoiled(clean: bytes, edit: Edit) -> bytes:
    """Return the file after an edit."""
    with pikepdf.open(BytesIO(clean)) as pdf:
        edit(pdf)
        written = BytesIO()
        pdf.save(written, fix_metadata_version=False)
    return written.getvalue()


def both(*edits: Edit) -> Edit:
    """Return edits as one."""
    return lambda pdf: [edit(pdf) for edit in edits]


def without(*path: str) -> Edit:
    """Return an edit that takes an entry away, found from the catalog."""

    def edit(pdf: Pdf) -> None:
        node: Object = pdf.Root
        for key in path[:-1]:
            node = node[key]
        del node[path[-1]]

    return edit


def sets(*path: str, to: object) -> Edit:
    """Return an edit that sets an entry, found from the catalog."""

    def edit(pdf: Pdf) -> None:
        node: Object = pdf.Root
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = to

    return edit


def elements(pdf: Pdf, kind: str) -> Iterator[Object]:
    """Yield the tags of a kind."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/StructElem" and f"/{kind}" == thing.S:
            yield thing


def each(kind: str, change: Callable[[Object], object]) -> Edit:
    """Return an edit that changes all tags of a kind, of which there are some."""

    def edit(pdf: Pdf) -> None:
        found = list(elements(pdf, kind))
        assert found
        for element in found:
            change(element)

    return edit


def adds(*kinds: Kind, **entries: Any) -> Edit:
    """Return an edit that adds tags to the document, the first of them with entries."""

    def make(pdf: Pdf, kind: Kind, parent: Object) -> Object:
        name, kids = (kind, ()) if isinstance(kind, str) else kind
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{name}"), P=parent))
        made.K = Array([make(pdf, kid, made) for kid in kids])
        return made

    def edit(pdf: Pdf) -> None:
        document = pdf.Root.StructTreeRoot.K[0]
        for kind in kinds:
            made = make(pdf, kind, document)
            for key, value in entries.items():
                made[f"/{key}"] = value
            document.K.append(made)

    return edit


def table(*rows: Sequence[str]) -> Edit:
    """Return an edit that adds a table: cells such as TD, TH:Scope=Row, TD:ColSpan=2, TD:Headers=a, TH:ID=a."""

    def edit(pdf: Pdf) -> None:
        adds(("Table", [("TR", [cell.partition(":")[0] for cell in row]) for row in rows]))(pdf)
        for row, cells in zip(pdf.Root.StructTreeRoot.K[0].K[-1].K, rows, strict=True):
            for made, cell in zip(row.K, cells, strict=True):
                key, _, value = cell.partition(":")[2].partition("=")
                if key == "ID":
                    made.ID = String(value)
                elif key:
                    given = {"Scope": Name(f"/{value}"), "Headers": Array([String(value)])}.get(key)
                    made.A = Dictionary({"/O": Name.Table, f"/{key}": int(value) if given is None else given})

    return edit


def roles(**mapped: str) -> Edit:
    """Return an edit that maps roles."""

    def edit(pdf: Pdf) -> None:
        for kind, standard in mapped.items():
            pdf.Root.StructTreeRoot.RoleMap[f"/{kind}"] = Name(f"/{standard}")

    return edit


def paints(content: str) -> Edit:
    """Return an edit that paints on the first page."""
    return lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(content.encode()), prepend=False)


def opens_marks(pdf: Pdf) -> None:
    """Take the marks away from the first content that is tagged."""
    kept, depth, left = [], 0, None
    for step in pikepdf.parse_content_stream(pdf.pages[0]):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(step.operator), 0)
        if left is None and str(step.operator) == "BDC" and "/MCID" in step.operands[1]:
            left = depth
        elif left is not None and str(step.operator) == "EMC" and depth == left - 1:
            left = -1
        else:
            kept.append(step)
    assert left == -1
    pdf.pages[0].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def links(change: Callable[[Object], object]) -> Edit:
    """Return an edit that changes all links, of which there are some."""

    def edit(pdf: Pdf) -> None:
        found = [note for page in pdf.pages for note in page.obj.get("/Annots", Array())]
        assert found
        for note in found:
            change(note)

    return edit


def leads(address: str) -> Edit:
    """Return an edit that leads all links to an address."""
    return links(lambda note: note.__setitem__("/A", Dictionary(S=Name.URI, URI=String(address))))


def acts(kind: str) -> Edit:
    """Return an edit that makes all links act."""
    return links(lambda note: note.__setitem__("/A", Dictionary(Type=Name.Action, S=Name(f"/{kind}"))))


def annotates(**entries: Any) -> Edit:
    """Return an edit that lays an annotation on the first page."""

    def edit(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[100, 100, 120, 120], **entries))
        page.Annots = Array([*page.get("/Annots", Array()), made])
        page.Tabs = Name.S
        if entries.get("Subtype") == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=Array([made]))

    return edit


def packet(old: bytes, new: bytes) -> Edit:
    """Return an edit of the metadata."""

    def edit(pdf: Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new))

    return edit


def fonts(change: Callable[[Object], object]) -> Edit:
    """Return an edit that changes all fonts."""
    return lambda pdf: [
        change(thing) for thing in list(pdf.objects) if isinstance(thing, Dictionary) and thing.get("/Type") == "/Font"
    ]


def drops(kind: str, key: str) -> Edit:
    """Return an edit that takes an entry from all fonts of a kind."""
    return fonts(lambda font: font.__delitem__(key) if font.get("/Subtype") == kind and key in font else None)


def unembedded(font: Object) -> None:
    """Take the program away from a font."""
    descriptor = font.get("/FontDescriptor", Dictionary())
    for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        del descriptor[key]


def letters_become(text: bytes) -> Edit:
    """Return an edit by which a font tells the same of each of its codes."""

    def change(font: Object) -> None:
        if "/ToUnicode" in font:
            font.ToUnicode.write(_constant(text))

    return fonts(change)


def _constant(text: bytes) -> bytes:
    lines = b"\n".join(b"<%04X> <%s>" % (code, text) for code in range(1, 400))
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange "
        b"<0000> <FFFF> endcodespacerange 400 beginbfchar\n" + lines + b"\nendbfchar endcmap end end"
    )


def simple_font(encoding: Object | None, **entries: Any) -> Edit:
    """Return an edit that sets letters in a font of single bytes that is not in the file, and that nobody sees."""

    def edit(pdf: Pdf) -> None:
        usual: dict[str, Any] = {"Subtype": Name.Type1, "BaseFont": Name.Helvetica}
        made = pdf.make_indirect(Dictionary(Type=Name.Font, **{**usual, **entries}))
        if encoding is not None:
            made.Encoding = encoding
        held = pdf.pages[0].Resources.get("/Font", Dictionary())
        held.Own = made
        pdf.pages[0].Resources.Font = held
        paints("/Artifact BMC BT /Own 9 Tf 3 Tr 50 50 Td (Ab) Tj ET EMC")(pdf)

    return edit


def descriptor(flags: int) -> Dictionary:
    """Return what is told of a font that is not in the file."""
    return Dictionary(Type=Name.FontDescriptor, Flags=flags, FontName=Name.Helvetica)


def form(times: int) -> Edit:
    """Return an edit that draws a form with a tag of its own some times."""

    def edit(pdf: Pdf) -> None:
        page, tree = pdf.pages[0], pdf.Root.StructTreeRoot
        made = pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 5 5 re f EMC")
        made.Type, made.Subtype, made.BBox, made.StructParents = Name.XObject, Name.Form, Array([0, 0, 9, 9]), 99999
        kid = Dictionary(Type=Name.MCR, MCID=0, Pg=page.obj, Stm=made)
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=tree.K[0], K=Array([kid])))
        tree.K[0].K.append(element)
        tree.ParentTree.Nums.extend(Array([99999, Array([element])]))
        held = page.Resources.get("/XObject", Dictionary())
        held.Own = made
        page.Resources.XObject = held
        paints("/Own Do " * times)(pdf)

    return edit


def layers(**entries: Any) -> Edit:
    """Return an edit that sets layers."""
    return sets("/OCProperties", to=Dictionary(OCGs=Array([]), D=Dictionary(**entries)))


def attaches(**entries: Any) -> Edit:
    """Return an edit that attaches a file."""

    def edit(pdf: Pdf) -> None:
        held = Dictionary(EF=Dictionary(F=pdf.make_stream(b"x")), Type=Name.Filespec, **entries)
        names = pdf.Root.get("/Names", Dictionary())
        names.EmbeddedFiles = Dictionary(Names=Array([String("a"), pdf.make_indirect(held)]))
        pdf.Root.Names = names

    return edit
