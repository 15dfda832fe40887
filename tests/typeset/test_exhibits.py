"""Pages of a partner's own with a picture, a table, two columns and a code: read, placed, read back, refused."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from projects import OWN, codes, lay

from booklet.errors import BookletError, Finding
from booklet.look.layout import Fonts
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.art import ArtFolder
from booklet.sources.exhibits import fill_ratios
from booklet.sources.folders import Folders
from booklet.sources.layouts import read_theme
from booklet.sources.load import Sources
from booklet.sources.own_pages import read_own_items
from booklet.sources.statements import list_statements
from booklet.typeset.flow import box
from booklet.typeset.placed import ArtAt, Component, FigureAt, Group, Item, texts_of
from booklet.values import replace
from booklet.words.guide import Exhibit
from booklet.words.manuscript import Block, Topic

MADE = date(2026, 11, 25)

THEME = read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", Fonts({}, {}, ()), [])

PAGES = """\
pages:
  - id: house
    after: [friend, friend-tells]
    title: A place where you can talk
    blocks:
      - id: house.two
        kind: columns
        left:
          - {id: house.door, kind: picture, file: Our House.JPG, alt: A blue door., text: It is open.}
        right:
          - {id: house.how, kind: paragraph, text: Knock.}
      - id: house.hours
        kind: table
        heads: [Day, Place, Who]
        rows:
          - [Monday, Lake Street, A social worker]
          - [Saturday, School, ""]
      - {id: house.code, kind: code, to: "https://amani.example.org/talk", text: "Write to us:"}
  - {id: notes, after: house, title: Notes, blocks: [{id: notes.lines, kind: lines}]}
  - {id: sun, after: house, title: S, blocks: [{id: sun.s, kind: picture, file: sun-of-ours.svg, width: 50, alt: Sun.}]}
  - {id: more, after: house, title: More, blocks: [{id: more.lines, kind: lines}]}
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" style="fill:red"/></svg>'


def photo() -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").resize((3000, 1500)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    files: dict[str, bytes | str] = {
        "pages.yaml": PAGES,
        "layouts/art/Our House.JPG": photo(),
        "layouts/art/sun-of-ours.svg": SVG,
    }
    return open_sources(lay(tmp_path_factory.mktemp("own"), files))


@pytest.fixture(scope="module")
def booklet(sources: Sources) -> Document:
    wanted = Wanted(products=("booklet",), bands=("14-17",), editions=("screen",))
    return check(plan_jobs(wanted, sources), sources, MADE)[0]


def figures(items: tuple[Item, ...]) -> list[FigureAt]:
    """Return the figures among items."""
    found = [figure for item in items if isinstance(item, Group) for figure in figures(item.items)]
    return [*(item for item in items if isinstance(item, FigureAt)), *found]


@pytest.mark.slow
def test_a_page_of_ones_own_has_a_picture_a_table_two_columns_and_a_code(booklet: Document) -> None:
    page = next(page for page in booklet.placed.pages if page.topic == "house")
    roles = [element.role for element in page.elements]
    assert [roles.count(role) for role in ("Figure", "Table", "TR", "TH", "TD")] == [2, 1, 3, 5, 4]
    assert [element.scope for element in page.elements if element.role == "TH"] == ["Column"] * 3 + ["Row"] * 2
    assert "A blue door." in [element.alt for element in page.elements]
    words = "".join(text.line.text for text in texts_of(page.items))
    assert words.index("It is open.") < words.index("Knock.") < words.index("Monday") < words.index("amani.example")
    pictures = [(figure.items[0], figure.box) for figure in figures(page.items)]
    (found,) = [(art.name, round(box.width / box.height, 3)) for art, box in pictures if isinstance(art, ArtAt)]
    assert found == ("Our House.JPG", 2.0)


def test_a_picture_keeps_the_pixels_that_its_place_shows(sources: Sources) -> None:
    photo = sources.art["Our House.JPG"]
    assert (photo.width, photo.height) == (850, 425)
    said = [finding.message for finding in sources.notes if finding.code == "picture-changed"]
    assert len(said) == 1 and "of 3000 x 1500 pixels 850 x 425 are printed" in said[0]


def test_the_address_of_a_code_and_the_pictures_are_for_a_person_to_confirm(sources: Sources) -> None:
    places = {said.place for said in list_statements(sources, "001", ("en",), frozenset({"house.code"}))}
    assert places == {"pages.yaml house.code to", "layouts/art/Our House.JPG", "layouts/art/sun-of-ours.svg"}


@pytest.mark.slow
def test_a_code_of_ones_own_is_read_back_and_a_wrong_one_is_found(booklet: Document, sources: Sources) -> None:
    data = draw(booklet, sources, MADE)
    prove(booklet, data, sources, MADE)
    topics = tuple(_lead_elsewhere(topic) if topic.id == "house" else topic for topic in booklet.manuscript.topics)
    other = replace(booklet, manuscript=replace(booklet.manuscript, topics=topics))
    with pytest.raises(BookletError) as stopped:
        prove(replace(other, in_each=()), data, sources, MADE)
    assert {"proof-code", "proof-painted", "proof-missing"} <= set(codes(stopped.value.findings))


def _lead_elsewhere(topic: Topic) -> Topic:
    blocks = tuple(
        replace(block, shown=Exhibit(web="https://amanl.example.org/talk")) if block.kind == "code" else block
        for block in topic.blocks
    )
    return replace(topic, blocks=blocks)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("file: Our House.JPG", "file: Our Hose.JPG", "missing-art", 'did you mean "Our House.JPG"?'),
        ("file: Our House.JPG", "file: ../secret.png", "wrong-picture", "write the name of"),
        ("file: Our House.JPG", "file: house.webp", "wrong-picture", "SVG, PNG or JPEG"),
        ("file: Our House.JPG", "file: logo.png", "wrong-picture", "write the name of"),
        (", alt: A blue door.", "", "missing-key", "add alt:"),
        ("width: 50", "width: 5", "wrong-picture", "write 20 to 100"),
        ("[Monday, Lake Street, A social worker]", "[Monday, Lake Street]", "wrong-table", "write a list"),
        ("[Monday, Lake Street,", "[Monday, [Lake Street, School],", "wrong-table", "write one text"),
        ("heads: [Day, Place, Who]", "heads: [A, B, C, D, E]", "wrong-table", "write 1 to 4 heads"),
        ('to: "https://amani.example.org/talk"', "to: javascript:alert(1)", "wrong-address", "write https://"),
        ("kind: paragraph, text: Knock.", "kind: table", "unknown-kind", "known"),
        (
            "        right:\n          - {id: house.how, kind: paragraph, text: Knock.}\n",
            "",
            "missing-key",
            "add right:",
        ),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_line(old: str, new: str, code: str, hint: str, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "layouts/art/Our House.JPG": photo(),
        "layouts/art/sun-of-ours.svg": SVG,
        "pages.yaml": PAGES.replace(old, new),
    }
    assert old in PAGES
    folders = Folders(OWN, lay(tmp_path, files))
    findings: list[Finding] = []
    own = read_own_items(folders, (), (), findings)
    fill_ratios(own, ArtFolder(folders, THEME), findings)
    first = findings[0]
    assert (first.code, first.where.file) == (code, "pages.yaml")
    assert first.where.line > 1 and hint in first.hint


def cell(text: str) -> Block:
    return Block("t.1", "table-cell", text=text)


def rows(*texts: tuple[str, ...]) -> Block:
    found = tuple(Block("t", "table-row", items=tuple(map(cell, row))) for row in texts)
    return Block("t", "table", items=found)


@pytest.mark.slow
def test_columns_are_as_wide_as_their_words_ask_and_none_too_narrow(booklet: Document, sources: Sources) -> None:
    from booklet.typeset.fit import product_house

    house = product_house(booklet.layout, booklet.manuscript, sources.theme)

    def set_(*texts: tuple[str, ...]) -> Component:
        return box("table", (rows(*texts),), 300.0, house, "white")

    long = "What takes several lines because nobody can say it in a few words, as here. " * 2
    found = set_(("Day", "What"), ("Mon", long), ("", "x"))
    starts = sorted({round(text.x) for text in texts_of(found.items)})
    assert starts[0] == 0 and 40 < starts[1] < 90
    assert found.oversets == ()
    assert found.height > set_(("Day", "What"), ("Mon", "short"), ("", "x")).height
