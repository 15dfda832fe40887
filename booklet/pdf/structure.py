"""The structure tree: the elements of all pages in reading order, with marked content and links (14.7, 14.8)."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from booklet.geometry import Rect
from booklet.machine.bounds import PAGES
from booklet.pdf.draw.stream import PageStream, PlacedForm
from booklet.pdf.objects import Name, PdfFile, Ref, Value, serialise
from booklet.typeset.placed import Element
from booklet.values import Frozen, field

ROLE_MAP: dict[str, Value] = {"Box": Name("Sect")}
"""Our own roles, and what they are to a reader that does not know them (14.8.6)."""


class LinkAnnotation(Frozen):
    """A link annotation, the element it belongs to, and its key in the parent tree."""

    ref: Ref
    element: int
    key: int


class Tagged(Frozen):
    """Content with its own marks: a page's own content, or a form on the page.

    `page` shows it; `form` is None for a page's own content; `key` is that of its marks in the parent tree; `x`, `y`
    and `scale` tell where its origin lies on the page. `forms` are the tagged forms on it by name.
    """

    stream: PageStream
    page: Ref
    form: Ref | None
    key: int
    x: float
    y: float
    scale: float = 1.0
    annotations: Sequence[LinkAnnotation] = ()
    forms: Mapping[str, "Tagged"] = field(default_factory=dict)

    @property
    def contents(self) -> tuple["Tagged", ...]:
        """The content itself and the forms on it."""
        return self, *self.forms.values()


class _Content(NamedTuple):
    """Everything the elements of tagged content depend on, apart from the numbers of its objects.

    `links` are the elements of its annotations, `forms` the tagged forms on it; all else comes from its stream.
    """

    elements: tuple[Element, ...]
    marks: tuple[int, ...]
    placed: tuple[PlacedForm, ...]
    figures: tuple[tuple[int, Rect], ...]
    x: float
    y: float
    scale: float
    is_form: bool
    links: tuple[int, ...]
    forms: tuple[tuple[str, "_Content"], ...]


class _Pattern(NamedTuple):
    """The elements of a page without the numbers in them: a line each, with a %d for every number.

    `pick` chooses these from a list: the numbers of the elements in order, and, from its end, those of document, page,
    forms and annotations. `marks` has, for each content, the elements of its marked content, and `links` those of the
    annotations, as positions in that list.
    """

    lines: bytes
    pick: Callable[[Sequence[int]], tuple[int, ...]]
    size: int
    marks: tuple[tuple[int, ...], ...]
    links: tuple[int, ...]


_DOCUMENT, _PAGE, _FORMS = -1, -2, -3
"""Where the numbers that are given are found, from the end of the list."""

_Written = tuple[bytes, tuple[int, ...]]
"""What is written, with a %d for every number, and where each of these is found."""


@dataclasses.dataclass
class _Node:
    """An element with its number on the page and its kids in order: nodes, or kids in PDF syntax."""

    element: Element
    number: int
    box: Rect | None = None
    kids: list["_Node | _Written"] = dataclasses.field(default_factory=list)


def write_structure(pdf: PdfFile, pages: Sequence[Tagged], title: str, languages: Sequence[str] = ()) -> Ref:
    """Write the tree and return its root.

    Each page is a Sect of the Document. `languages` has one for each page, unless all are in the file's (14.9.2).
    """
    root, document = pdf.reserve(), pdf.reserve()
    owners: dict[int, Value] = {}
    sections = [
        _write_page(pdf, page, document, language, owners)
        for page, language in zip(pages, languages or [""] * len(pages), strict=True)
    ]
    pdf.write(document, {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "T": title, "K": sections})
    tree: dict[str, Value] = {
        "Type": Name("StructTreeRoot"),
        "K": [document],
        "RoleMap": ROLE_MAP,
        "ParentTree": pdf.add({"Nums": [item for key in sorted(owners) for item in (key, owners[key])]}),
        "ParentTreeNextKey": max(owners, default=-1) + 1,
    }
    return pdf.write(root, tree)


def _write_page(pdf: PdfFile, page: Tagged, document: Ref, language: str, owners: dict[int, Value]) -> Ref:
    """Write the elements of a page and return the first, which holds them; note the owners of marks and links."""
    pattern = _pattern(_content(page), language)
    annotations = [annotation for content in page.contents for annotation in content.annotations]
    forms = [content.form or 0 for content in page.contents]
    given = [document, page.page, *forms, *(annotation.ref for annotation in annotations)]
    first = pdf.count + 1
    numbers = [*range(first, first + pattern.size), *reversed(given)]
    pdf.add_all((pattern.lines % pattern.pick(numbers)).split(b"\n"))
    for content, marks in zip(page.contents, pattern.marks, strict=True):
        if marks:
            owners[content.key] = [Ref(first + place) for place in marks]
    for annotation, place in zip(annotations, pattern.links, strict=True):
        owners[annotation.key] = Ref(first + place)
    return Ref(first)


def _content(tagged: Tagged) -> _Content:
    links = tuple(annotation.element for annotation in tagged.annotations)
    forms = tuple((name, _content(form)) for name, form in tagged.forms.items())
    return _Content(
        elements=tagged.stream.elements,
        marks=tagged.stream.marks,
        placed=tuple(placed for placed in tagged.stream.placed if placed.is_open),
        figures=tuple(tagged.stream.figures.items()),
        x=tagged.x,
        y=tagged.y,
        scale=tagged.scale,
        is_form=tagged.form is not None,
        links=links,
        forms=forms,
    )


@lru_cache(maxsize=PAGES)
def _pattern(content: _Content, language: str) -> _Pattern:
    """Return the pattern of a page's elements; most pages of a file share theirs with those of other files."""
    return _Tree(content).pattern(language)


class _Tree:
    """The nodes of a page in the order of their numbers, and the nodes of each content and annotation."""

    def __init__(self, page: _Content) -> None:
        self.nodes: list[_Node] = []
        self.contents = (page, *(form for _, form in page.forms))
        self.marks: list[tuple[int, ...]] = [()] * len(self.contents)
        self.links: dict[int, int] = {}
        _Branch(self, 0, self.add_node(Element("Sect")))

    def add_node(self, element: Element, box: Rect | None = None) -> _Node:
        """Return a new node."""
        node = _Node(element, len(self.nodes), box)
        self.nodes.append(node)
        return node

    def pattern(self, language: str) -> _Pattern:
        """Return the pattern of all nodes; the first one states its language if it differs from the file's."""
        parents = {kid.number: node.number for node in self.nodes for kid in node.kids if isinstance(kid, _Node)}
        written = [_write_node(node, parents.get(node.number, _DOCUMENT)) for node in self.nodes]
        if language:
            written[0] = written[0][0] + b"/Lang" + _write_plain(language), written[0][1]
        return _Pattern(
            lines=b"\n".join(line + b">>" for line, _ in written),
            pick=itemgetter(*(place for _, places in written for place in places)),
            size=len(self.nodes),
            marks=tuple(self.marks),
            links=tuple(self.links[place] for place in sorted(self.links)),
        )


class _Branch:
    """The elements of one content below a node; elements for which nothing was drawn are left out."""

    def __init__(self, tree: _Tree, place: int, top: _Node) -> None:
        self.tree = tree
        self.place = place
        self.content = tree.contents[place]
        self.top = top
        self.nodes: dict[int, _Node] = {}
        self._hang_first()
        self._hang_content()
        self._hang_annotations()
        tree.marks[place] = tuple(self.nodes[element].number for element in self.content.marks)

    def _node(self, index: int) -> _Node:
        """Return the node of an element; it is hung into its parent when it is first asked for."""
        if index < 0:
            return self.top
        if index not in self.nodes:
            element = self.content.elements[index]
            parent = self._node(element.parent)
            self.nodes[index] = self.tree.add_node(element, self._box(index))
            parent.kids.append(self.nodes[index])
        return self.nodes[index]

    def _box(self, index: int) -> Rect | None:
        """Return the area of a figure on its page."""
        box = dict(self.content.figures).get(index)
        if box is None:
            return None
        x, y, scale = self.content.x, self.content.y, self.content.scale
        return box.scaled(scale).moved(x, y)

    def _hang_first(self) -> None:
        """Hang the element that is read first although it is drawn last."""
        for index, element in enumerate(self.content.elements):
            if element.is_first:
                self._node(index)

    def _hang_content(self) -> None:
        """Hang marks and tagged forms into their elements, in the order in which they were drawn."""
        forms = list(self.content.placed)
        for identifier, element in enumerate(self.content.marks):
            while forms and forms[0].after == identifier:
                self._hang_form(forms.pop(0).name)
            self._node(element).kids.append(self._mark(identifier))
        for placed in forms:
            self._hang_form(placed.name)

    def _mark(self, identifier: int) -> _Written:
        """Return a piece of marked content, by its id in a page's or a form's content."""
        if not self.content.is_form:
            return b"%d" % identifier, ()
        return b"<</Type/MCR/Pg %%d 0 R/Stm %%d 0 R/MCID %d>>" % identifier, (_PAGE, _FORMS - self.place)

    def _hang_form(self, name: str) -> None:
        element = next(placed.element for placed in self.content.placed if placed.name == name)
        place = next(place for place, (known, _) in enumerate(self.content.forms, 1) if known == name)
        _Branch(self.tree, place, self._node(element))

    def _hang_annotations(self) -> None:
        """Hang link annotations into their Link elements, adding one for text that is no Link itself."""
        before = sum(len(content.links) for content in self.tree.contents[: self.place])
        for number, element in enumerate(self.content.links, before):
            node = self._node(element)
            if node.element.role != "Link":
                link = self.tree.add_node(Element("Link"))
                node.kids.append(link)
                node = link
            place = _FORMS - len(self.tree.contents) - number
            node.kids.append((b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>", (place, _PAGE)))
            self.tree.links[number] = node.number


def _write_node(node: _Node, parent: int) -> _Written:
    """Return a node in PDF syntax, without its end."""
    kids = [(b"%d 0 R", (kid.number,)) if isinstance(kid, _Node) else kid for kid in node.kids]
    line = b"<</Type/StructElem/S/%b/P %%d 0 R/Pg %%d 0 R/K[%b]" % (
        node.element.role.encode(),
        b" ".join(kid for kid, _ in kids),
    )
    if node.element.alt:
        line += b"/Alt" + _write_plain(node.element.alt)
    if node.element.actual:
        line += b"/ActualText" + _write_plain(node.element.actual)
    if node.element.language:
        line += b"/Lang" + _write_plain(node.element.language)
    attributes = _attributes(node)
    if attributes:
        line += b"/A" + _write_plain(attributes)
    return line, (parent, _PAGE, *(place for _, places in kids for place in places))


def _write_plain(value: Value) -> bytes:
    """Return a value in PDF syntax for a pattern, in which it has no numbers to fill in."""
    return serialise(value).replace(b"%", b"%%")


def _attributes(node: _Node) -> dict[str, Value]:
    """Return the attributes of an element that readers need beside its role (14.8.5)."""
    if node.box is not None:
        box = [node.box.x, node.box.y, node.box.right, node.box.top]
        return {"O": Name("Layout"), "BBox": box, "Placement": Name("Block")}
    if node.element.role == "TH":
        return {"O": Name("Table"), "Scope": Name(node.element.scope)}
    if node.element.role == "L":
        return {"O": Name("List"), "ListNumbering": Name("Decimal" if _is_numbered(node) else "Disc")}
    return {}


def _is_numbered(items: _Node) -> bool:
    """Tell whether the items of a list have numbers; bullets are drawn and not written as text."""
    return any(
        isinstance(label, _Node) and label.element.role == "Lbl"
        for item in items.kids
        if isinstance(item, _Node)
        for label in item.kids
    )
