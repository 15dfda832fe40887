"""The structure tree of finished files, read with qpdf."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple, TypeGuard

import pikepdf
import pytest

from booklet.geometry import Rect, Size
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import finish_for_screen
from booklet.text.compose import set_line
from booklet.text.fonts import IGNORABLE, Font, Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.fit import Placed
from booklet.typeset.placed import (
    ARTIFACT,
    Component,
    Element,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    PlacedPage,
    TextAt,
)
from booklet.typeset.proofmark import mark_pages
from booklet.typeset.shapes import rectangle
from booklet.words.manuscript import Block

MADE = date(2026, 11, 25)
NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
BODY = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
ROLES = {
    *("Document", "Sect", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Link", "Span", "Figure", "TOC", "TOCI"),
    *("Table", "TR", "TH", "TD"),
    "Box",  # ours: the tree says that it is a Sect
}
PRODUCTS = ("booklet", "card", "poster")
EDITIONS = ("press", "screen")


class Mark(NamedTuple):
    """Marked content: the number of the form that holds it (0: the page itself), and its id there."""

    form: int
    identifier: int


@dataclass
class Node:
    """An element of a tree: its role, what it holds, and where it is in its file."""

    role: str
    alt: str
    key: tuple[int, int]
    parent: tuple[int, int]
    kids: list["Node | Mark | tuple[int, int]"] = field(default_factory=list)
    """Elements, marked content, and the numbers of annotations."""

    def walk(self) -> Iterator["Node"]:
        """Yield the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def marks(self) -> list["Mark"]:
        """Return the marked content of the element itself."""
        return [kid for kid in self.kids if isinstance(kid, Mark)]


def node_of(found: pikepdf.Object) -> Node:
    node = Node(str(found.S).removeprefix("/"), str(found.get("/Alt", "")), found.objgen, found.P.objgen)
    kids = found.K
    for kid in kids:
        if isinstance(kid, int):
            node.kids.append(Mark(0, kid))
        elif kid.get("/Type") == "/MCR":
            assert kid.Pg.objgen == found.Pg.objgen
            node.kids.append(Mark(kid.Stm.objgen[0], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            node.kids.append(kid.Obj.objgen)
        else:
            node.kids.append(node_of(kid))
    return node


def is_annotation(kid: object) -> TypeGuard[tuple[int, int]]:
    return isinstance(kid, tuple) and not isinstance(kid, Mark)


def tree_of(opened: pikepdf.Pdf) -> Node:
    """Return the Document."""
    (document,) = opened.Root.StructTreeRoot.K
    return node_of(document)


def decoded(font: pikepdf.Object, data: bytes) -> str:
    """Return what a shown string says, by the font's map to Unicode."""
    known = unicode_map(font.ToUnicode.read_bytes())
    return "".join(known[code] for code in re.findall("....", data.hex()))


@cache
def unicode_map(cmap: bytes) -> dict[str, str]:
    entries = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]*)>\n", cmap)
    return {code.decode().lower(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries}


OUTSIDE = Mark(0, ARTIFACT)


def drawn_texts(content: pikepdf.Object, form: int = 0) -> dict[Mark, str]:
    """Return the text of each marked content of a page and of the tagged forms on it; artifacts are `OUTSIDE`."""
    found: dict[Mark, str] = {}
    mark = OUTSIDE
    font = None
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "BDC":
            mark = Mark(form, int(operands[1]["/MCID"]))
            found[mark] = ""
        elif operator == "EMC":
            mark = OUTSIDE
        elif operator == "Tf":
            font = content.Resources.Font[str(operands[0])]
        elif operator == "TJ":
            assert font is not None
            shown = [decoded(font, bytes(part)) for part in operands[0] if isinstance(part, pikepdf.String)]
            found[mark] = found.get(mark, "") + "".join(shown)
        elif operator == "Do":
            inner = content.Resources.XObject[str(operands[0])]
            if "/StructParents" in inner:
                assert mark == OUTSIDE
                found |= drawn_texts(inner, inner.objgen[0])
            elif "/Font" in inner.get("/Resources", {}):
                found[mark] = found.get(mark, "") + "".join(drawn_texts(inner).values())
    return found


def placed_texts(page: PlacedPage, forms: dict[str, Form]) -> list[tuple[str, str]]:
    """Return role and text of each element that something is drawn for, in the order of drawing."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    elements, name = page.elements, ""

    def add(element: int, text: str) -> None:
        _, before = found.get((name, element), ("", ""))
        found[name, element] = elements[element].role, before + text.translate(IGNORABLE)

    def walk(items: tuple[Item, ...], first: int) -> None:
        nonlocal elements, name
        for item in items:
            if isinstance(item, Group):
                walk(item.items, first + item.first)
            elif isinstance(item, TextAt) and item.element >= 0:
                add(item.element + first, item.line.text)
            elif isinstance(item, FigureAt):
                add(item.element + first, "")
            elif isinstance(item, FormAt) and elements[item.element + first].role == "Sect":
                elements, name = forms[item.name].component.elements, item.name
                walk(forms[item.name].component.items, 0)
                elements, name = page.elements, ""
            elif isinstance(item, FormAt):
                add(item.element + first, "".join(form_texts(forms[item.name].component.items)))

    walk(page.items, 0)
    return list(found.values())


def form_texts(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield from form_texts(item.items)
        elif isinstance(item, TextAt):
            yield item.line.text.translate(IGNORABLE)


@cache
def document(product: str) -> Document:
    sources = open_sources(None)
    jobs = plan_jobs(Wanted(products=(product,), countries=("KE",), editions=("screen",)), sources)
    return check(jobs, sources, MADE)[0]


@cache
def file_of(product: str, edition: str) -> pikepdf.Pdf:
    """Return a product for Kenya, open."""
    sources = open_sources(None)
    jobs = plan_jobs(Wanted(products=(product,), countries=("KE",), editions=(edition,)), sources)
    return pikepdf.open(io.BytesIO(draw(check(jobs, sources, MADE)[0], sources, MADE)))


every_file = pytest.mark.parametrize(
    ("product", "edition"),
    [pytest.param(p, e, marks=pytest.mark.slow if p == "booklet" else ()) for p in PRODUCTS for e in EDITIONS],
)


# Real files


@pytest.mark.slow
@every_file
def test_a_document_has_a_section_for_each_page(product: str, edition: str) -> None:
    opened = file_of(product, edition)
    tree = tree_of(opened)
    assert tree.role == "Document"
    assert [kid.role for kid in tree.kids if isinstance(kid, Node)] == ["Sect"] * len(opened.pages)
    sections = opened.Root.StructTreeRoot.K[0].K
    assert [section.Pg.objgen for section in sections] == [page.obj.objgen for page in opened.pages]


@every_file
def test_no_element_is_empty(product: str, edition: str) -> None:
    nodes = list(tree_of(file_of(product, edition)).walk())
    assert len(nodes) > 10
    assert [node.role for node in nodes if not node.kids] == []


@every_file
def test_every_element_has_a_role_of_the_standard_and_its_true_parent(product: str, edition: str) -> None:
    opened = file_of(product, edition)
    tree = tree_of(opened)
    assert tree.parent == opened.Root.StructTreeRoot.objgen
    for node in tree.walk():
        assert node.role in ROLES
        for kid in node.kids:
            if isinstance(kid, Node):
                assert kid.parent == node.key


@pytest.mark.slow
@every_file
def test_the_text_of_the_tree_is_the_text_that_was_drawn(product: str, edition: str) -> None:
    opened = file_of(product, edition)
    forms = {form.name: form for form in document(product).placed.forms}
    sections = [kid for kid in tree_of(opened).kids if isinstance(kid, Node)]
    found = document(product)
    assert found.proof
    pages = mark_pages(found.placed.pages, found.placed.forms, found.proof)
    for page, placed, section in zip(opened.pages, pages, sections, strict=True):
        drawn = drawn_texts(page.obj)
        read = [(node.role, "".join(drawn[mark] for mark in node.marks())) for node in section.walk() if node.marks()]
        assert sorted(read) == sorted(placed_texts(placed, forms))
        assert len("".join(text for _, text in read)) > 20


@pytest.mark.slow
@every_file
def test_all_marked_content_is_in_the_tree_once(product: str, edition: str) -> None:
    opened = file_of(product, edition)
    sections = [kid for kid in tree_of(opened).kids if isinstance(kid, Node)]
    for page, section in zip(opened.pages, sections, strict=True):
        marks = [mark for node in section.walk() for mark in node.marks()]
        assert sorted(marks) == sorted(mark for mark in drawn_texts(page.obj) if mark != OUTSIDE)


@every_file
def test_the_parent_tree_leads_from_content_back_to_its_element(product: str, edition: str) -> None:
    opened = file_of(product, edition)
    root = opened.Root.StructTreeRoot
    numbers = list(root.ParentTree.Nums)
    parents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    assert list(parents) == sorted(parents)
    assert root.ParentTreeNextKey > max(parents)
    sections = [kid for kid in tree_of(opened).kids if isinstance(kid, Node)]
    for page, section in zip(opened.pages, sections, strict=True):
        holds = {mark: node.key for node in section.walk() for mark in node.marks()}
        contents = [(0, page.obj)] + [
            (form, opened.get_object(form, 0)) for form in {mark.form for mark in holds} - {0}
        ]
        owners = {
            Mark(form, identifier): owner.objgen
            for form, content in contents
            for identifier, owner in enumerate(parents[int(content.StructParents)])
        }
        assert owners == holds


@pytest.mark.parametrize("product", [pytest.param("booklet", marks=pytest.mark.slow), "card", "poster"])
def test_every_link_is_held_by_a_link_element_that_it_names(product: str) -> None:
    opened = file_of(product, "screen")
    numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    nodes = {node.key: node for node in tree_of(opened).walk()}
    held = [kid for node in nodes.values() for kid in node.kids if is_annotation(kid)]
    annotations = [annotation for page in opened.pages for annotation in page.obj.get("/Annots", [])]
    assert sorted(held) == sorted(annotation.objgen for annotation in annotations)
    for annotation in annotations:
        owner = nodes[parents[int(annotation.StructParent)].objgen]
        assert owner.role == "Link"
        assert annotation.objgen in owner.kids


def test_the_booklet_has_links_and_a_press_file_has_none() -> None:
    for edition, has_links in (("screen", True), ("press", False)):
        nodes = tree_of(file_of("booklet", edition)).walk()
        assert any(is_annotation(kid) for node in nodes for kid in node.kids) is has_links


@every_file
def test_each_page_has_at_most_one_title_and_it_comes_before_lesser_headings(product: str, edition: str) -> None:
    for section in tree_of(file_of(product, edition)).kids:
        assert isinstance(section, Node)
        headings = [node.role for node in section.walk() if node.role in {"H1", "H2", "H3"}]
        assert headings.count("H1") <= 1
        levels = [int(role[1]) for role in headings]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


@every_file
def test_lists_hold_items_and_items_hold_bodies(product: str, edition: str) -> None:
    allowed = {"L": {"LI"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI"}, "Table": {"TR"}, "TR": {"TH", "TD"}}
    for node in tree_of(file_of(product, edition)).walk():
        kids = {kid.role for kid in node.kids if isinstance(kid, Node)}
        assert kids <= allowed.get(node.role, ROLES), node.role


def test_a_reader_that_does_not_know_a_box_knows_what_it_is() -> None:
    opened = file_of("booklet", "screen")
    roles = {node.role for node in tree_of(opened).walk()}
    assert "Box" in roles
    assert dict(opened.Root.StructTreeRoot.RoleMap) == {"/Box": pikepdf.Name("/Sect")}


def test_tables_name_the_row_of_a_cell_and_lists_say_whether_they_are_numbered() -> None:
    found = [item for item in file_of("booklet", "screen").objects if isinstance(item, pikepdf.Dictionary)]
    heads = [item for item in found if item.get("/S") == "/TH"]
    lists = [item for item in found if item.get("/S") == "/L"]
    assert heads and {str(item.A.Scope) for item in heads} == {"/Row"}
    assert {str(item.A.ListNumbering) for item in lists} == {"/Decimal", "/Disc"}


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from every(block.items)


def is_of_a_code(alt: str) -> bool:
    """Tell whether an alternative text is that of a QR code: it says where it leads."""
    lead = document("booklet").manuscript.help.lead
    return lead.link in alt or lead.numbers[0].dial in alt


def test_a_figure_says_where_it_stands_on_its_page() -> None:
    opened = file_of("booklet", "press")
    figures = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
    codes = [item for item in figures if is_of_a_code(str(item.Alt))]
    assert len(codes) == 3 and len(figures) > 50
    for figure in figures:
        left, low, right, top = map(float, figure.A.BBox)
        x, y, to_x, to_y = map(float, figure.Pg.MediaBox)
        assert x <= left < right <= to_x and y <= low < top <= to_y
    for figure in codes:
        left, low, right, top = map(float, figure.A.BBox)
        x, y, to_x, to_y = map(float, figure.Pg.TrimBox)
        assert x < left < right < to_x and y < low < top < to_y
    for figure in codes:
        left, low, right, top = map(float, figure.A.BBox)
        assert abs(right - left - (top - low)) < 0.1 and right - left > 60


def test_a_figure_says_where_its_code_leads_or_what_it_shows() -> None:
    manuscript = document("booklet").manuscript
    figures = [node.alt for node in tree_of(file_of("booklet", "screen")).walk() if node.role == "Figure"]
    panels = {block.label for topic in manuscript.topics for block in every(topic.blocks)}
    shown = {manuscript.labels[key] for key in open_sources(None).guide.labels if key.startswith("picture.")}
    assert len(figures) > 50 and any(map(is_of_a_code, figures))
    assert [alt for alt in figures if not is_of_a_code(alt) and alt not in panels | shown] == []


def test_the_document_has_the_title_of_the_file() -> None:
    opened = file_of("booklet", "screen")
    assert str(opened.Root.StructTreeRoot.K[0].T) == str(opened.docinfo["/Title"]) != ""


# Small trees


def text(markup: str, element: int) -> TextAt:
    return TextAt(10, 20, set_line(markup, BODY, Setting("ltr", "Latn", "en")), element)


def small_file(*items: Item, elements: tuple[Element, ...], forms: tuple[Form, ...] = (), scale: float = 1) -> bytes:
    """Return a file of one page."""
    page = PlacedPage(0, "topic", Size(100, 100), 0, items, elements, varies=True)
    sources = open_sources(None)
    edition = Edition("screen", make_palette(sources.theme, "screen"), sources.screen, None)
    return assemble(
        finish_for_screen(Placed((page,), forms), scale), {}, edition, Metadata("Title", "en", MADE, ("Title",))
    )


def small_tree(*items: Item, elements: tuple[Element, ...], forms: tuple[Form, ...] = ()) -> Node:
    """Return the section of a file of one page."""
    with pikepdf.open(io.BytesIO(small_file(*items, elements=elements, forms=forms))) as opened:
        (section,) = tree_of(opened).kids
    assert isinstance(section, Node)
    return section


def outline(node: Node) -> str:
    """Return a tree in brackets; a dot is content, a star an annotation."""
    inside = [outline(kid) if isinstance(kid, Node) else "*" if is_annotation(kid) else "." for kid in node.kids]
    return f"{node.role}({''.join(inside)})"


def test_elements_are_nested_as_their_parents_say() -> None:
    elements = (Element("L"), Element("LI", 0), Element("Lbl", 1), Element("LBody", 1), Element("P"))
    tree = small_tree(text("1", 2), text("a", 3), text("b", 4), elements=elements)
    assert outline(tree) == "Sect(L(LI(Lbl(.)LBody(.)))P(.))"


def test_an_element_that_nothing_is_drawn_for_is_left_out() -> None:
    elements = (Element("P"), Element("Sect"), Element("P", 1), Element("P"))
    assert outline(small_tree(text("a", 0), text("b", 3), elements=elements)) == "Sect(P(.)P(.))"


def test_heads_of_columns_say_that_they_are() -> None:
    elements = (Element("Table"), Element("TR", 0), Element("TH", 1, scope="Column"), Element("TH", 1))
    with pikepdf.open(io.BytesIO(small_file(text("one", 2), text("two", 3), elements=elements))) as opened:
        found = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
        assert [str(item.A.Scope) for item in found if item.get("/S") == "/TH"] == ["/Column", "/Row"]


def test_elements_stand_in_the_order_in_which_they_are_drawn() -> None:
    elements = (Element("P"), Element("H1"), Element("L"))
    assert outline(small_tree(text("a", 1), text("b", 2), text("c", 0), elements=elements)) == "Sect(H1(.)L(.)P(.))"


def test_words_after_a_link_follow_it_in_their_paragraph() -> None:
    elements = (Element("P"), Element("Link", 0))
    link = LinkAt(Rect(0, 0, 9, 9), "https://example.org", 1)
    tree = small_tree(text("a", 0), text("b", 1), link, text("c", 0), elements=elements)
    assert outline(tree) == "Sect(P(.Link(.*).))"


def test_a_link_over_other_content_gets_an_element_of_its_own() -> None:
    link = LinkAt(Rect(0, 0, 9, 9), "https://example.org", 0)
    assert outline(small_tree(text("a", 0), link, elements=(Element("P"),))) == "Sect(P(.Link(*)))"


def test_a_link_in_a_form_belongs_to_the_element_of_the_form() -> None:
    inner = (text("a", ARTIFACT), LinkAt(Rect(0, -9, 9, 9), "https://example.org", ARTIFACT))
    form = Form("strip", Component(9, 9, inner))
    tree = small_tree(FormAt("strip", 0, 50, 0), elements=(Element("P"),), forms=(form,))
    assert outline(tree) == "Sect(P(.Link(*)))"


@pytest.mark.parametrize("before", range(4))
def test_a_form_that_is_tagged_inside_stands_between_what_is_drawn_before_and_after_it(before: int) -> None:
    """Words of one element count as one mark, so the number of marks and that of words differ."""
    elements = (Element("P"), Element("H1"), Element("Sect"), Element("P"))
    words = [text("a", 0), text("b", 0), text("c", 1), text("d", 3)]
    form = Form("strip", Component(9, 9, (text("e", 0),), (Element("Span"),)))
    items: tuple[Item, ...] = (*words[:before], FormAt("strip", 0, 50, 2), *words[before:])
    inside = "Sect(Span(.))"
    expected = [f"{inside}P(.)H1(.)P(.)", f"P(..){inside}H1(.)P(.)", f"P(.){inside}H1(.)P(.)", f"P(.)H1(.){inside}P(.)"]
    assert outline(small_tree(*items, elements=elements, forms=(form,))) == f"Sect({expected[before]})"


def test_a_figure_keeps_its_alternate_text() -> None:
    figure = FigureAt(Rect(0, 0, 9, 9), (Fill(rectangle(Rect(0, 0, 9, 9)), "black"),), 0)
    tree = small_tree(figure, elements=(Element("Figure", alt="A code (of é)"),))
    assert outline(tree) == "Sect(Figure(.))"
    assert [node.alt for node in tree.walk()] == ["", "A code (of é)"]


@pytest.mark.parametrize("scale", [1, 2])
def test_a_figure_on_a_scaled_page_stands_where_it_is_drawn(scale: float) -> None:
    figure = FigureAt(Rect(10, 20, 30, 40), (Fill(rectangle(Rect(10, 20, 30, 40)), "black"),), 0)
    data = small_file(figure, elements=(Element("Figure", alt="A code"),), scale=scale)
    with pikepdf.open(io.BytesIO(data)) as opened:
        (found,) = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert [float(edge) for edge in found.A.BBox] == [edge * scale for edge in (10, 20, 40, 60)]


def test_an_element_says_its_language_where_it_is_not_that_of_its_page() -> None:
    data = small_file(text("a", 0), text("b", 1), elements=(Element("P"), Element("P", language="sw")))
    with pikepdf.open(io.BytesIO(data)) as opened:
        found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/P"]
        assert sorted(str(one.get("/Lang", "")) for one in found) == ["", "sw"]


def test_artifacts_are_not_in_the_tree() -> None:
    tree = small_tree(text("a", ARTIFACT), text("b", 0), text("c", ARTIFACT), elements=(Element("P"),))
    assert outline(tree) == "Sect(P(.))"


def own_group(letter: str) -> Group:
    """Return what is one copy's own: a title and a line below it."""
    return Group(3, 90, 2, (text(letter, 0), text("c", 1)), Size(40, 20))


OWN = (Element("P"), Element("Sect"), Element("H1", 1), Element("P", 1), Element("P"))


def test_what_is_one_copys_own_is_read_where_it_stands() -> None:
    tree = small_tree(Group(0, 0, 0, (text("a", 0), own_group("b"), text("c", 4))), elements=OWN)
    assert outline(tree) == "Sect(P(.)Sect(H1(.)P(.))P(.))"


def test_a_page_around_what_is_one_copys_own_is_the_same_in_every_copy() -> None:
    def contents(letter: str) -> tuple[list[bytes], list[bytes]]:
        items = (Group(0, 0, 0, (text("abc", 0), own_group(letter), text("c", 4))),)
        with pikepdf.open(io.BytesIO(small_file(*items, elements=OWN))) as opened:
            page = opened.pages[0]
            forms = [form.read_bytes() for form in page.Resources.XObject.values()]
            return [stream.read_bytes() for stream in page.Contents], forms

    (one, own), (other, others) = contents("a"), contents("b")
    assert one == other
    assert len(own) == 1 and own != others
