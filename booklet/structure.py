"""The structure tree: the elements of all pages in reading order, with their marked content and links (14.7, 14.8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from booklet.draw.stream import PageStream
from booklet.pdfobjects import Name, PdfFile, Ref, Value
from booklet.typeset.placed import Element, PlacedPage


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation on a page, the element it belongs to, and its key in the parent tree."""

    ref: Ref
    element: int
    key: int


@dataclass
class _Node:
    """An element with its kids in order: ids of marked content, child nodes, annotations."""

    element: Element
    ref: Ref
    kids: list["int | _Node | Annotation"] = field(default_factory=list)


def write_structure(
    pdf: PdfFile,
    placed: Sequence[PlacedPage],
    drawn: Sequence[PageStream],
    pages: Sequence[Ref],
    annotations: Sequence[Sequence[Annotation]],
    title: str,
) -> Ref:
    """Write the tree and return its root. Each page is a Sect of the Document."""
    root, document = pdf.reserve(), pdf.reserve()
    parents: dict[int, Value] = {}
    sections: list[Value] = []
    for place, (page, stream) in enumerate(zip(placed, drawn, strict=True)):
        tree = _PageTree(pdf, page, stream)
        tree.hang_annotations(annotations[place])
        sections.append(tree.section.ref)
        parents[place] = tree.owners()
        parents |= tree.write(document, pages[place])
    pdf.write(document, {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "T": title, "K": sections})
    numbers = [item for key in sorted(parents) for item in (key, parents[key])]
    tree_root: dict[str, Value] = {
        "Type": Name("StructTreeRoot"),
        "K": [document],
        "ParentTree": pdf.add({"Nums": numbers}),
        "ParentTreeNextKey": max(parents) + 1,
    }
    return pdf.write(root, tree_root)


class _PageTree:
    """The elements of one page; an element that nothing was drawn for is left out."""

    def __init__(self, pdf: PdfFile, page: PlacedPage, stream: PageStream) -> None:
        self.pdf = pdf
        self.elements = page.elements
        self.marks = stream.marks
        self.section = _Node(Element("Sect"), pdf.reserve())
        self.nodes: dict[int, _Node] = {}
        for identifier, element in enumerate(stream.marks):
            self._node(element).kids.append(identifier)

    def _node(self, index: int) -> _Node:
        """Return the node of an element, hung into its parent when it is first asked for."""
        if index < 0:
            return self.section
        if index not in self.nodes:
            parent = self._node(self.elements[index].parent)
            self.nodes[index] = _Node(self.elements[index], self.pdf.reserve())
            parent.kids.append(self.nodes[index])
        return self.nodes[index]

    def hang_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Hang link annotations into their Link element, making one where text is not a Link of its own."""
        for annotation in annotations:
            node = self._node(annotation.element)
            if node.element.role != "Link":
                link = _Node(Element("Link"), self.pdf.reserve())
                node.kids.append(link)
                node = link
            node.kids.append(annotation)

    def owners(self) -> Value:
        """Return the owner of each marked content id, as the parent tree wants it."""
        return [self.nodes[element].ref for element in self.marks]

    def write(self, document: Ref, page: Ref) -> dict[int, Value]:
        """Write all elements and return the owners of the annotations by key."""
        owners: dict[int, Value] = {}
        self._write(self.section, document, page, owners)
        return owners

    def _write(self, node: _Node, parent: Ref, page: Ref, owners: dict[int, Value]) -> None:
        kids: list[Value] = []
        for kid in node.kids:
            if isinstance(kid, _Node):
                self._write(kid, node.ref, page, owners)
                kids.append(kid.ref)
            elif isinstance(kid, Annotation):
                owners[kid.key] = node.ref
                kids.append({"Type": Name("OBJR"), "Obj": kid.ref, "Pg": page})
            else:
                kids.append(kid)
        entry: dict[str, Value] = {
            "Type": Name("StructElem"),
            "S": Name(node.element.role),
            "P": parent,
            "Pg": page,
            "K": kids,
        }
        if node.element.alt:
            entry["Alt"] = node.element.alt
        self.pdf.write(node.ref, entry)
