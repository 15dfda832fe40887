"""Pages to look at: roads with stops, myths with their facts, signposts, places where people acted."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from laid import areas_in, find_ground, holds, lay, lines_in, outlines_in, overlap, words_of

from booklet.geometry import mm
from booklet.look.layout import contrast_of, luminance
from booklet.sources.load import Sources
from booklet.typeset.house import House
from booklet.typeset.infographic import myths, places, routes
from booklet.typeset.placed import ArtAt, Component, LinkAt, Stroke
from booklet.typeset.road import WIDE as WIDTH_OF_ROAD
from booklet.typeset.road import road
from booklet.values import replace
from booklet.words.manuscript import Block
from booklet.words.pseudo import lengthen

MEASURE = mm(117)
WIDE = "W" * 70

STOPS = (
    "*First,* somebody is very kind, and has all the time in the world.",
    "*Then* there are gifts.",
    "*Now* it is your turn, they say, and nobody has to know about any of this, not even your best friend.",
    "*Last* come threats.",
)
ROAD = Block("r", "flow", items=tuple(Block(f"r.{n}", "stop", text=text) for n, text in enumerate(STOPS)))
MYTHS = Block(
    "m",
    "myth",
    items=(
        Block("m.a", "myth-line", title="“You can tell by looking.”", text="Nobody can. Many are liked by everybody."),
        Block(
            "m.b",
            "myth-line",
            title="“Only strangers.”",
            text="Often it is a cousin, a coach or a friend, online or not.",
        ),
        Block("m.c", "myth-line", title="“Only men, and only old ones.”", text="Women and teenagers do it too."),
        Block("m.d", "myth-line", title="“Not here.”", text="In all countries, and in all kinds of families."),
    ),
)
ROUTES = Block(
    "t",
    "routes",
    items=tuple(
        Block(f"t.{n}", "route", to, text=text, label=str(page))
        for n, (text, to, page) in enumerate(
            (
                ("It is happening now, and I am scared.", "help-now", 3),
                ("They want money.", "threat", 13),
                ("A friend told me something that I cannot forget.", "friend", 24),
                ("I only want to look around.", "comic", 9),
                ("What happens if I call?", "call", 20),
            )
        )
    ),
)
PLACES = Block(
    "p",
    "taking-action-map",
    items=tuple(
        Block(f"p.{place}", "place", label=place, text=text)
        for place, text in (
            ("Lima", "A class wrote to the town, and the town wrote back."),
            ("Nairobi", "Pupils teach younger ones how to say no, how to report, and whom to tell."),
            ("Manila", "A theatre plays in schools."),
            ("Oslo", "A council of forty young people asked for rules."),
        )
    ),
)

Make = Callable[[Block, float, House, str, float], Component]
KINDS: dict[str, tuple[Make, Block]] = {
    "road": (road, ROAD),
    "exits": (road, replace(ROAD, style="exits")),
    "doors": (road, replace(ROAD, style="doors")),
    "myths": (myths, MYTHS),
    "routes": (routes, ROUTES),
    "places": (places, PLACES),
    "odd places": (places, replace(PLACES, items=PLACES.items[:3])),
}


def made(name: str, house: House, spare: float = 0.0, block: Block | None = None) -> Component:
    make, usual = KINDS[name]
    return make(block or usual, MEASURE, house, "mint", spare)


def signs_in(component: Component, *inks: str) -> list[tuple[float, float, float, float]]:
    outlined = {tuple(round(n, 3) for n in box) for box in outlines_in(component)}
    found = [box for box, ink in areas_in(component) if ink in (inks or ("white",))]
    return [box for box in found if tuple(round(n, 3) for n in box) in outlined]


def roles(component: Component) -> list[str]:
    return [element.role for element in component.elements]


def grow(block: Block) -> Block:
    items = tuple(grow(item) for item in block.items)
    title, text = lengthen(block.title), lengthen(block.text)
    return replace(block, title=title, text=text, items=items)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("is_long", [False, True])
def test_all_words_stand_in_the_measure_and_on_a_sign(house: House, name: str, is_long: bool) -> None:
    block = grow(KINDS[name][1]) if is_long else None
    component = made(name, house, block=block)
    assert component.width == MEASURE
    assert component.oversets == ()
    areas = [box for box, ink in areas_in(component)]
    for line in lines_in(component):
        assert line.box.x >= -0.1
        assert line.box.right <= MEASURE + 0.1
        assert -component.height <= line.box.y <= 0
        assert any(holds(box, line.box, by=mm(0.5)) for box in areas), line.text


@pytest.mark.parametrize("name", KINDS)
def test_what_is_to_spare_makes_it_taller_but_never_by_more_nor_without_end(house: House, name: str) -> None:
    plain = made(name, house)
    assert plain.height + mm(4) < made(name, house, mm(8)).height <= plain.height + mm(8) + 0.1
    assert plain.height < made(name, house, mm(500)).height < plain.height + mm(80)


@pytest.mark.parametrize("name", KINDS)
def test_all_words_belong_to_an_element_and_stand_out(sources: Sources, house: House, name: str) -> None:
    component, inks = made(name, house), sources.theme.inks
    for line in lines_in(component):
        ground = inks[find_ground(component, line, "mint")]
        assert contrast_of(luminance(inks[line.ink].srgb), luminance(ground.srgb)) >= 4.5, (line.text, ground.name)


@pytest.mark.parametrize("name", KINDS)
def test_every_icon_is_a_drawing_we_have(sources: Sources, house: House, name: str) -> None:
    drawn = [item.name for item, _, _ in lay(made(name, house).items) if isinstance(item, ArtAt)]
    assert set(drawn) <= set(sources.art)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("road", "text"),
        ("myths", "title"),
        ("myths", "text"),
        ("routes", "text"),
        ("places", "label"),
        ("places", "text"),
    ],
)
def test_a_word_that_is_too_wide_is_reported(house: House, name: str, field: str) -> None:
    usual = KINDS[name][1]
    first = usual.items[0]
    wide = {"text": replace(first, text=WIDE), "title": replace(first, title=WIDE), "label": replace(first, label=WIDE)}
    block = replace(usual, items=(wide[field], *usual.items[1:]))
    assert [overset.lines for overset in made(name, house, block=block).oversets] == [0]


def test_stops_are_numbered_from_top_to_bottom(house: House) -> None:
    component = made("road", house)
    assert words_of(component).startswith("1 First, somebody is very kind")
    numbers = [line for line in lines_in(component) if line.text.isdigit()]
    assert [line.text for line in numbers] == ["1", "2", "3", "4"]
    assert all(before.box.y > now.box.y for before, now in pairwise(numbers))
    assert roles(component) == ["L", *["LI", "Lbl", "LBody", "P"] * 4]


def test_doors_have_no_numbers_since_nobody_has_to_go_through_them_in_turn(house: House) -> None:
    component = made("doors", house)
    assert not [line for line in lines_in(component) if line.text.isdigit()]
    assert roles(component) == ["L", *["LI", "LBody", "P"] * 4]
    doors = signs_in(component, "sun")
    assert len(doors) == 4


def test_each_stop_has_its_exit_where_the_style_says_so(house: House) -> None:
    word = house.labels["exit"]
    exits = [line for line in lines_in(made("exits", house)) if line.text == word]
    assert len(exits) == 4
    assert min(line.box.x for line in exits) > MEASURE * 0.8
    assert not [line for line in lines_in(made("road", house)) if line.text == word]
    drawn = [item.name for item, _, _ in lay(made("exits", house).items) if isinstance(item, ArtAt)]
    assert drawn == ["icon-arrow-right"] * 4


def test_a_road_begins_and_ends_with_its_signs(house: House) -> None:
    component = made("road", house)
    assert all(-component.height - 0.1 <= box.y and box.top <= 0.1 for box in outlines_in(component))
    assert all(box.x >= -0.1 for box in outlines_in(component))


def test_a_road_on_sun_is_white_and_one_on_another_ground_sun(house: House) -> None:
    def ink_of_road(ground: str) -> list[str]:
        laid = lay(road(ROAD, MEASURE, house, ground).items)
        return [item.ink for item, _, _ in laid if isinstance(item, Stroke) and item.width == WIDTH_OF_ROAD]

    assert ink_of_road("sun") == ["white"]
    assert ink_of_road("mint") == ["sun"]


def test_what_is_said_has_a_cross_beside_it_and_what_is_true_is_strong(house: House) -> None:
    component = made("myths", house)
    lines = {line.text: line for line in lines_in(component)}
    said, fact = lines["“Only strangers.”"], next(line for text, line in lines.items() if text.startswith("Nobody can"))
    assert fact.weight > said.weight
    crosses = [item for item, _, _ in lay(component.items) if isinstance(item, ArtAt) and item.name == "icon-x-circle"]
    assert len(crosses) == sum(line.text.startswith("“") for line in lines.values())


def test_myths_and_places_stand_two_in_a_row_and_those_of_a_row_are_equally_tall(house: House) -> None:
    for name in ("myths", "places"):
        cards = signs_in(made(name, house))
        assert len(cards) == 4
        for first, second in (cards[:2], cards[2:]):
            assert (first[1], first[3]) == (second[1], second[3])
            assert first[0] < second[0]
        assert roles(made(name, house))[:3] == ["L", "LI", "LBody"]


def test_places_that_are_odd_stand_at_both_sides_in_turn(house: House) -> None:
    first, second, third = signs_in(made("odd places", house))
    assert first[0] == third[0] == 0
    assert second[0] + second[2] == pytest.approx(MEASURE)
    assert first[1] > second[1] > third[1]


def test_arms_point_to_both_sides_in_turn_and_lead_to_their_page(house: House) -> None:
    component = made("routes", house)
    links = [(item.box.moved(dx, dy), item.target) for item, dx, dy in lay(component.items) if isinstance(item, LinkAt)]
    assert [target for _, target in links] == [f"#{item.style}" for item in ROUTES.items]
    assert [box.x < MEASURE / 4 for box, _ in links] == [True, False, True, False, True]
    assert not [(one, other) for one, _ in links for other, _ in links if one != other and overlap(one, other)]
    assert roles(component) == ["TOC", *["TOCI", "Link"] * 5]
    assert words_of(component).startswith("It is happening now, and I am scared. 3 They want money. 13")


def test_the_number_of_a_page_stands_near_the_point_of_its_arm(house: House) -> None:
    component = made("routes", house)
    numbers = [line.box for line in lines_in(component) if line.text.isdigit()]
    texts = [line.box for line in lines_in(component) if line.text == "They want money."]
    assert numbers[0].x < mm(12)
    assert numbers[1].right > MEASURE - mm(12)
    assert numbers[1].x > texts[0].right


def test_a_road_that_goes_on_keeps_its_numbers(house: House) -> None:
    rest = replace(ROAD, items=ROAD.items[2:], before=2)
    assert [line.text for line in lines_in(made("road", house, block=rest)) if line.text.isdigit()] == ["3", "4"]
