"""Components of running pages: what they hold, where it stands, and whether it can be read."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from booklet.geometry import Rect, mm
from booklet.look.layout import Ink, luminance
from booklet.sources.load import Sources
from booklet.text.compose import set_line
from booklet.text.markup import plain_text
from booklet.typeset import boxes
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Component, Fill, Group, Item, TextAt
from booklet.values import replace
from booklet.words.manuscript import Block

MEASURE = mm(117)
TEXT = "You can tell someone you trust, and you can stop at any time. Nothing you did is a reason for harm."
ANSWER = (
    Block("b.1", "paragraph", text="It is *not* your fault."),
    Block("b.2", "list", items=(Block("b.3", "item", text="Tell"), Block("b.4", "item", text="Save"))),
)

BLOCKS = {
    "paragraph": Block("b", "paragraph", text=TEXT),
    "lead": Block("b", "paragraph", "lead", text=TEXT),
    "small": Block("b", "paragraph", "small", text=TEXT),
    "breath": Block("b", "breath", text=TEXT),
    "heading": Block("b", "heading", text="Who can help you?"),
    "list": Block("b", "list", items=(Block("b.1", "item", text=TEXT), Block("b.2", "item", text="A nurse"))),
    "definition": Block("b", "definition", title="Grooming", text=TEXT),
    "question": Block("b", "question", title="Is it my fault?", items=ANSWER),
    "note": Block("b", "note", title="You can stop.", text=TEXT, icon="hand-palm"),
    "note line": Block("b", "note", "line", title="You can stop.", text=TEXT, icon="hand-palm"),
    "taking action": Block("b", "taking-action", title="They acted", text=TEXT, label="Kenya"),
    "banner": Block("b", "banner", title="Never send money", text=TEXT),
    "action": Block("b", "action", title="Ask", text=TEXT, icon="users"),
    "tip": Block("b", "tip", title="Ask", text=TEXT, icon="users"),
    "law": Block("b", "law", title="Pictures", text=TEXT),
}
COMPONENTS: dict[str, Callable[[Block, float, House], Component]] = {
    "paragraph": boxes.paragraph,
    "lead": boxes.paragraph,
    "small": boxes.paragraph,
    "breath": boxes.breath,
    "heading": boxes.heading,
    "list": boxes.bullets,
    "definition": boxes.definition,
    "question": boxes.question,
    "note": boxes.note,
    "note line": boxes.note,
    "taking action": boxes.taking_action,
    "banner": boxes.banner,
    "action": boxes.action,
    "tip": boxes.tip,
    "law": boxes.law,
}
BOXED = ("definition", "question", "note", "taking action", "banner")
SECTIONS = ("cover", "help", "happening", "pictures", "telling", "action", "directory")


def made(name: str, house: House, measure: float = MEASURE) -> Component:
    return COMPONENTS[name](BLOCKS[name], measure, house)


def placed(items: tuple[Item, ...], dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple[Item, float, float]]:
    """Yield what is painted, in order, with what it is moved by."""
    for item in items:
        if isinstance(item, Group):
            yield from placed(item.items, dx + item.dx, dy + item.dy)
        else:
            yield item, dx, dy


def texts(component: Component) -> list[tuple[float, float, TextAt]]:
    return [(item.x + dx, item.y + dy, item) for item, dx, dy in placed(component.items) if isinstance(item, TextAt)]


def words(component: Component) -> str:
    return " ".join(" ".join(text.line.text.strip() for _, _, text in texts(component)).split())


def extent(fill: Fill, dx: float, dy: float) -> Rect:
    """Return the box of an area."""
    numbers = [[float(number) for number in segment[1:]] for segment in fill.path.segments]
    xs = [number for found in numbers for number in found[::2]]
    ys = [number for found in numbers for number in found[1::2]]
    return Rect(min(xs) + dx, min(ys) + dy, max(xs) - min(xs), max(ys) - min(ys))


def grounds(component: Component, page: str = "white") -> list[tuple[TextAt, str]]:
    """Return each text with the ink of the topmost area that lies below where it begins."""
    areas: list[tuple[Rect, str]] = []
    found = []
    for item, dx, dy in placed(component.items):
        if isinstance(item, Fill):
            areas.append((extent(item, dx, dy), item.ink))
        elif isinstance(item, TextAt):
            x, y = item.x + dx + 0.5, item.y + dy + 2
            below = [ink for box, ink in areas if box.x <= x <= box.right and box.y <= y <= box.top]
            found.append((item, below[-1] if below else page))
    return found


def contrast(first: Ink, second: Ink) -> float:
    """Return the contrast of two inks on the screen (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(first.srgb), luminance(second.srgb)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_component_says_its_strings_in_order(house: House, name: str) -> None:
    wanted = " ".join(plain_text(string) for string in BLOCKS[name].strings())
    assert words(made(name, house)).replace("“", "").replace("”", "") == wanted


@pytest.mark.parametrize("name", BLOCKS)
def test_a_component_is_as_wide_as_its_measure_and_no_text_leaves_it(house: House, name: str) -> None:
    component = made(name, house)
    assert component.width == MEASURE
    assert component.oversets == ()
    for x, y, text in texts(component):
        assert x >= 0
        assert x + text.line.width <= MEASURE + 0.1
        assert -component.height < y < 0


@pytest.mark.parametrize("name", BLOCKS)
def test_a_narrower_component_is_no_shorter(house: House, name: str) -> None:
    heights = [made(name, house, mm(measure)).height for measure in (117, 90, 60)]
    assert heights == sorted(heights)
    assert name in {"heading", "question"} or heights[0] < heights[-1]


@pytest.mark.parametrize("name", BOXED)
def test_the_words_of_a_box_keep_their_distance_from_its_edges(house: House, name: str) -> None:
    component = made(name, house)
    areas = [extent(item, dx, dy) for item, dx, dy in placed(component.items) if isinstance(item, Fill)]
    for x, y, text in texts(component):
        around = [box for box in areas if box.x <= x <= box.right and box.y <= y <= box.top]
        assert any(
            box.x + mm(2) <= x and x + text.line.width <= box.right - mm(2) and y - box.y >= mm(2) for box in around
        ), text.line.text


@pytest.mark.parametrize("name", BOXED)
def test_a_box_fills_its_measure_and_its_height(house: House, name: str) -> None:
    component = made(name, house)
    areas = [extent(item, dx, dy) for item, dx, dy in placed(component.items) if isinstance(item, Fill)]
    assert min(box.y for box in areas) == pytest.approx(-component.height)
    assert max(box.right for box in areas) == pytest.approx(MEASURE)
    assert max(box.top for box in areas) == pytest.approx(0)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", BLOCKS)
def test_words_stand_out_from_their_ground(sources: Sources, house: House, name: str, section: str) -> None:
    inks = sources.theme.inks
    component = made(name, replace(house, section=sources.theme.sections[section]))
    for text, ground in grounds(component):
        for run in text.line.runs:
            is_large = run.size >= 14 and run.font.weight >= 700
            assert contrast(inks[run.ink], inks[ground]) >= (3 if is_large else 4.5), (run.text, run.ink, ground)


@pytest.mark.parametrize("ground", ["white", "oat", "sun", "mint", "lilac", "coral", "night", "tide"])
def test_running_text_takes_the_ink_of_its_ground(sources: Sources, house: House, ground: str) -> None:
    for component in (boxes.paragraph, boxes.heading, boxes.bullets, boxes.note_line):
        block = BLOCKS[{"bullets": "list", "note_line": "note line"}.get(component.__name__, component.__name__)]
        for text, _ in grounds(component(block, MEASURE, house, ground)):
            for run in text.line.runs:
                assert contrast(sources.theme.inks[run.ink], sources.theme.inks[ground]) >= 3
    (first, *_) = grounds(boxes.paragraph(BLOCKS["paragraph"], MEASURE, house, ground))
    assert first[0].line.runs[0].ink == sources.theme.grounds[ground].text


def test_a_bullet_has_the_ink_of_the_section_unless_it_would_not_be_seen(house: House) -> None:
    def inks(ground: str) -> set[str]:
        return {
            item.ink
            for item, _, _ in placed(boxes.bullets(BLOCKS["list"], MEASURE, house, ground).items)
            if isinstance(item, Fill)
        }

    assert inks("white") == {"lilac"}
    assert inks("lilac") == {"night"}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_icon_is_a_drawing_we_have(sources: Sources, house: House, name: str) -> None:
    for item, _, _ in placed(made(name, house).items):
        if isinstance(item, ArtAt):
            assert item.name in set(sources.art)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("paragraph", ["P"]),
        ("small", ["P"]),
        ("breath", ["P"]),
        ("heading", ["H2"]),
        ("list", ["L", "LI", "LBody", "LI", "LBody"]),
        ("definition", ["Box", "H2", "P"]),
        ("question", ["Box", "H2", "P", "L", "LI", "LBody", "LI", "LBody"]),
        ("note", ["Box", "H2", "P"]),
        ("note line", ["P"]),
        ("taking action", ["Box", "P", "H2", "P"]),
        ("banner", ["Box", "H2", "P"]),
        ("tip", ["Sect", "H2", "P"]),
        ("law", ["Sect", "H2", "P"]),
    ],
)
def test_a_component_knows_what_its_words_are(house: House, name: str, roles: list[str]) -> None:
    assert sorted(element.role for element in made(name, house).elements) == sorted(roles)


@pytest.mark.parametrize("name", BLOCKS)
def test_all_words_of_a_component_belong_to_an_element(house: House, name: str) -> None:
    assert all(text.element >= 0 for _, _, text in texts(made(name, house)))


def test_a_note_at_the_foot_is_smaller_than_text_and_a_lead_larger(house: House) -> None:
    sizes = {
        name: texts(made(name, house))[0][2].line.runs[0].size for name in ("small", "paragraph", "lead", "breath")
    }
    assert sizes["small"] < sizes["paragraph"] < sizes["lead"] < sizes["breath"]


@pytest.mark.parametrize(("style", "sign"), [("do", "icon-check-circle"), ("do-not", "icon-x-circle")])
def test_advice_says_whether_it_is_what_to_do_or_not_before_all_else(house: House, style: str, sign: str) -> None:
    component = boxes.bullets(replace(BLOCKS["list"], style=style), MEASURE, house)
    assert words(component) == f"{house.labels[f'list.{style}']} {TEXT} A nurse"
    assert [element.role for element in component.elements] == ["Sect", "H2", "L", "LI", "LBody", "LI", "LBody"]
    signs = [item.name for item, _, _ in placed(component.items) if isinstance(item, ArtAt)]
    assert signs == [sign, sign]
    areas = [extent(item, dx, dy) for item, dx, dy in placed(component.items) if isinstance(item, Fill)]
    assert areas[0].height == pytest.approx(component.height)
    for x, y, text in texts(component):
        assert areas[0].x + mm(2) <= x
        assert x + text.line.width <= areas[0].right - mm(2)
        assert -component.height + mm(2) < y < 0


def test_bullets_of_an_ink_that_is_not_seen_on_white_have_another(sources: Sources, house: House) -> None:
    pale = replace(house, section=replace(house.section, ink="oat"))
    inks = {item.ink for item, _, _ in placed(made("list", pale).items) if isinstance(item, Fill)}
    assert inks == {"night"}


def test_a_note_stands_out_from_the_ground_of_its_page(house: House) -> None:
    for ground in ("white", "oat", "mint"):
        box = next(item for item, _, _ in placed(boxes.note(BLOCKS["note"], MEASURE, house, ground).items))
        assert isinstance(box, Fill)
        assert box.ink != ground


def test_a_list_item_hangs_beside_its_bullet(house: House) -> None:
    component = made("list", house)
    bullets = [extent(item, dx, dy) for item, dx, dy in placed(component.items) if isinstance(item, Fill)]
    lines = texts(component)
    assert len(bullets) == 2
    assert [x for x, _, _ in lines] == pytest.approx([mm(6)] * len(lines))
    firsts = (lines[0], next(line for line in lines if line[2].line.text == "A nurse"))
    for box, (_, y, _) in zip(bullets, firsts, strict=True):
        assert box.y <= y + mm(1.5) <= box.top


def test_items_are_evenly_apart_and_more_where_one_is_longer_than_a_line(house: House) -> None:
    short, long = Block("b.1", "item", text="a"), Block("b.1", "item", text=TEXT)
    leading = house.style("body").leading

    def tops(*items: Block) -> list[float]:
        component = boxes.bullets(Block("b", "list", items=items), MEASURE, house)
        return [-extent(item, dx, dy).top for item, dx, dy in placed(component.items) if isinstance(item, Fill)]

    def gaps(*items: Block) -> list[float]:
        found = tops(*items)
        lines = [round((below - above) // leading) for above, below in pairwise(found)]
        return [below - above - count * leading for (above, below), count in zip(pairwise(found), lines, strict=True)]

    assert gaps(short, short, short) == pytest.approx([mm(0.5)] * 2)
    assert gaps(short, long, short) == pytest.approx([mm(1.3)] * 2)


def test_a_question_hugs_its_words(house: House) -> None:
    def bubble(title: str) -> Rect:
        component = boxes.question(replace(BLOCKS["question"], title=title), MEASURE, house)
        return next(extent(item, dx, dy) for item, dx, dy in placed(component.items) if isinstance(item, Fill))

    style = house.style("question")
    short, longer = bubble("Why?"), bubble("Why me, and why now?")
    difference = (
        set_line("“Why me, and why now?”", style, house.setting).width - set_line("“Why?”", style, house.setting).width
    )
    assert longer.width - short.width == pytest.approx(difference, abs=0.01)
    assert longer.width < MEASURE


def test_a_note_without_text_is_its_title_alone(house: House) -> None:
    bare = replace(BLOCKS["note"], text="")
    component = boxes.note(bare, MEASURE, house)
    assert words(component) == "You can stop."
    assert component.height < made("note", house).height


def test_the_first_words_of_a_note_line_are_strong(house: House) -> None:
    (_, _, first), *_ = texts(made("note line", house))
    assert [run.font.weight for run in first.line.runs] == [800, 500]
    assert first.line.runs[0].text == "You can stop."


def test_tips_stand_in_two_columns_in_reading_order(house: House) -> None:
    tips = tuple(replace(BLOCKS["tip"], id=str(n), title=f"Tip {n}", text=TEXT * (n + 1)) for n in range(3))
    component = boxes.pairs(tips, MEASURE, house)
    heads = [(x, y) for x, y, text in texts(component) if text.line.text.startswith("Tip")]
    assert heads[0][1] == heads[1][1] > heads[2][1]
    assert heads[0][0] == heads[2][0] < heads[1][0]
    assert [text.line.text for _, _, text in texts(component) if "Tip" in text.line.text] == ["Tip 0", "Tip 1", "Tip 2"]
    tallest = boxes.tip(tips[1], (MEASURE - mm(4)) / 2, house).height
    assert heads[0][1] - heads[2][1] == pytest.approx(tallest + mm(7.5))


def test_a_stack_has_gaps_only_between_its_blocks(house: House) -> None:
    heights = [boxes.TEXTS[block.kind](block, MEASURE, house, "oat").height for block in ANSWER]
    assert boxes.stack(ANSWER, MEASURE, house, "oat", gap=9).height == pytest.approx(sum(heights) + 9)
    assert boxes.stack((), MEASURE, house, "oat", gap=9).height == 0
