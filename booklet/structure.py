"""The structure tree: the elements of all pages in reading order, with their marked content and links (14.7, 14.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from booklet.draw.stream import PageStream
from booklet.geometry import Rect
from booklet.pdfobjects import Name, PdfFile, Raw, Ref, Value, serialise
from booklet.typeset.placed import Element

ROLE_MAP: dict[str, Value] = {"Box": Name("Sect")}
"""Our own roles, and what they are to a reader that does not know them (14.8.6)."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation, the element it belongs to, and its key in the parent tree."""

    ref: Ref
    element: int
    key: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """Content with marks of its own: a page's, or a form's on it.

    `page` shows it, `form` is None for a page's own content, `key` is that of its marks in the parent tree, and
    (`x`, `y`, `scale`) say where its origin is on the page. `forms` are the tagged forms on it by name.
    """

    elements: tuple[Element, ...]
    stream: PageStream
    page: Ref
    form: Ref | None
    key: int
    x: float
    y: float
    scale: float = 1.0
    annotations: Sequence[Annotation] = ()
    forms: Mapping[str, "Tagged"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A piece of marked content, by its id in a page's or a form's content."""

    identifier: int
    content: Tagged


@dataclass
class _Node:
    """An element with its kids in order: marked content, nodes, annotations."""

    element: Element
    ref: Ref
    page: Ref
    box: Rect | None = None
    kids: list["_Mark | _Node | Annotation"] = field(default_factory=list)
    language: str = ""


def write_structure(pdf: PdfFile, pages: Sequence[Tagged], title: str, languages: Sequence[str] = ()) -> Ref:
    """Write the tree and return its root. Each page is a Sect of the Document.

    `languages` has one for each page if not all are in that of the file (14.9.2).
    """
    root, document = pdf.reserve(), pdf.reserve()
    owners: dict[int, Value] = {}
    sections = []
    for page, language in zip(pages, languages or [""] * len(pages), strict=True):
        section = _Node(Element("Sect"), pdf.reserve(), page.page, language=language)
        _Branch(pdf, page, section, owners)
        _write(pdf, section, document)
        sections.append(section.ref)
    pdf.write(document, {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "T": title, "K": sections})
    tree: dict[str, Value] = {
        "Type": Name("StructTreeRoot"),
        "K": [document],
        "RoleMap": ROLE_MAP,
        "ParentTree": pdf.add({"Nums": [item for key in sorted(owners) for item in (key, owners[key])]}),
        "ParentTreeNextKey": max(owners, default=-1) + 1,
    }
    return pdf.write(root, tree)


class _Branch:
    """The elements of one content below a node; an element that nothing was drawn for is left out."""

    def __init__(self, pdf: PdfFile, content: Tagged, top: _Node, owners: dict[int, Value]) -> None:
        self.pdf = pdf
        self.content = content
        self.top = top
        self.nodes: dict[int, _Node] = {}
        self._hang_content(owners)
        self._hang_annotations(owners)
        if content.stream.marks:
            owners[content.key] = [self.nodes[element].ref for element in content.stream.marks]

    def _node(self, index: int) -> _Node:
        """Return the node of an element, hung into its parent when it is first asked for."""
        if index < 0:
            return self.top
        if index not in self.nodes:
            element = self.content.elements[index]
            parent = self._node(element.parent)
            self.nodes[index] = _Node(element, self.pdf.reserve(), self.content.page, self._box(index))
            parent.kids.append(self.nodes[index])
        return self.nodes[index]

    def _box(self, index: int) -> Rect | None:
        """Return the area of a figure on its page."""
        box = self.content.stream.figures.get(index)
        if box is None:
            return None
        x, y, scale = self.content.x, self.content.y, self.content.scale
        return box.scaled(scale).moved(x, y)

    def _hang_content(self, owners: dict[int, Value]) -> None:
        """Hang marks and tagged forms into their elements, in the order in which they were drawn."""
        forms = [placed for placed in self.content.stream.placed if placed.is_open]
        for identifier, element in enumerate(self.content.stream.marks):
            while forms and forms[0].after == identifier:
                self._hang_form(forms.pop(0).name, owners)
            self._node(element).kids.append(_Mark(identifier, self.content))
        for placed in forms:
            self._hang_form(placed.name, owners)

    def _hang_form(self, name: str, owners: dict[int, Value]) -> None:
        element = next(placed.element for placed in self.content.stream.placed if placed.name == name)
        _Branch(self.pdf, self.content.forms[name], self._node(element), owners)

    def _hang_annotations(self, owners: dict[int, Value]) -> None:
        """Hang link annotations into their Link element, making one where text is not a Link of its own."""
        for annotation in self.content.annotations:
            node = self._node(annotation.element)
            if node.element.role != "Link":
                link = _Node(Element("Link"), self.pdf.reserve(), self.content.page)
                node.kids.append(link)
                node = link
            node.kids.append(annotation)
            owners[annotation.key] = node.ref


def _write(pdf: PdfFile, node: _Node, parent: Ref) -> None:
    """Write a node and all below it; there are a thousand in a booklet, so they are put together by hand."""
    kids = []
    for kid in node.kids:
        if isinstance(kid, _Node):
            _write(pdf, kid, node.ref)
            kids.append(f"{kid.ref} 0 R")
        elif isinstance(kid, Annotation):
            kids.append(f"<</Type/OBJR/Obj {kid.ref} 0 R/Pg {node.page} 0 R>>")
        elif kid.content.form is None:
            kids.append(str(kid.identifier))
        else:
            kids.append(f"<</Type/MCR/Pg {node.page} 0 R/Stm {kid.content.form} 0 R/MCID {kid.identifier}>>")
    place = f"/P {parent} 0 R/Pg {node.page} 0 R/K[{' '.join(kids)}]"
    entry = f"<</Type/StructElem/S/{node.element.role}{place}".encode()
    if node.language:
        entry += b"/Lang" + serialise(node.language)
    if node.element.alt:
        entry += b"/Alt" + serialise(node.element.alt)
    attributes = _attributes(node)
    if attributes:
        entry += b"/A" + serialise(attributes)
    pdf.write(node.ref, Raw(entry + b">>"))


def _attributes(node: _Node) -> dict[str, Value]:
    """Return what readers want to know of an element besides its role (14.8.5)."""
    if node.box is not None:
        box = [node.box.x, node.box.y, node.box.right, node.box.top]
        return {"O": Name("Layout"), "BBox": box, "Placement": Name("Block")}
    if node.element.role == "TH":
        return {"O": Name("Table"), "Scope": Name("Row")}
    if node.element.role == "L":
        return {"O": Name("List"), "ListNumbering": Name("Decimal" if _is_numbered(node) else "Disc")}
    return {}


def _is_numbered(items: _Node) -> bool:
    """Whether the items of a list carry numbers; bullets are drawn and not written."""
    return any(
        isinstance(label, _Node) and label.element.role == "Lbl"
        for item in items.kids
        if isinstance(item, _Node)
        for label in item.kids
    )
