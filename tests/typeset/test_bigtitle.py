"""Pages with a large title: what stands where, how they fill, and that longer words fit."""

from itertools import pairwise

import pytest
from laid import Word, areas_in, find_ground, lay, lines_in, overlap

from booklet.geometry import Rect, Size, mm
from booklet.look.layout import Margins, PagePlan, contrast_of, luminance
from booklet.sources.load import Sources
from booklet.text.compose import set_line
from booklet.typeset.bigtitle import LEAST_CROWD, TILE, text_end
from booklet.typeset.brief import DANGER, Brief
from booklet.typeset.fit import dress_house, fit, product_house, settle_page
from booklet.typeset.flow import danger_height
from booklet.typeset.house import House
from booklet.typeset.masters import MASTERS, MOST_RISE
from booklet.typeset.placed import ArtAt, Component, FormAt, texts_of
from booklet.values import replace
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Block, Topic
from booklet.words.pseudo import lengthen

GIVE = ("gap", "opener", "small", "body", "pad", "type")

LEAD = Block(
    "lead",
    "paragraph",
    "lead",
    text="A right is nothing you earn. It is yours until you are grown up.",
)
LIST = Block(
    "list",
    "list",
    items=tuple(
        Block(f"list.{n}", "item", text=text)
        for n, text in enumerate(
            (
                "*Privacy:* your body, your messages and your pictures are yours.",
                "*Answers:* honest ones, about bodies and about safety.",
                "*A hearing:* adults listen, and take you seriously.",
                "*Help:* whatever you did, and whenever you ask.",
            )
        )
    ),
)
END = Block(
    "end",
    "paragraph",
    text="Nearly every country has promised this. Who breaks the promise has failed, not you.",
)
STOPS = Block(
    "stops", "flow", items=tuple(Block(f"stops.{n}", "stop", text=item.text) for n, item in enumerate(LIST.items))
)
PLAN = Block(
    "plan",
    "ticks",
    items=(
        *(Block(f"plan.{n}", "write-line", text=f"Somebody I would tell, number {n}:") for n in range(3)),
        *(Block(f"plan.b{n}", "tick-box", text=item.text) for n, item in enumerate(LIST.items)),
    ),
)
BREATH = Block("breath", "breath", text="In for four. Out for six. Look for three green things. All else can wait.")
BLOCKS = {
    "infographic": (STOPS, END),
    "activity": (LEAD, PLAN, END),
    "help": (LEAD, END, LIST, DANGER),
    "calm": (LEAD, LIST, END),
    "breath": (BREATH,),
}


def brief_of(
    master: str, *blocks: Block, cast: tuple[str, ...] = (), number: int = 7, title: str = "How it can begin"
) -> Brief:
    return Brief(
        plan=PagePlan(master, "topic", "happening", cast),
        number=number,
        topic=Topic("topic", title, blocks or BLOCKS[master]),
        trim=Size(mm(148), mm(210)),
        margins=Margins(mm(14), mm(17), mm(15), mm(24)),
        bleed=mm(3),
        give=GIVE,
    )


def dressed(house: House, ink: str) -> House:
    return dress_house(house, house.section, ink)


def set_page(brief: Brief, house: House) -> Component:
    return MASTERS[brief.plan.master](*settle_page(brief, house))


def grow(block: Block) -> Block:
    items = tuple(grow(item) for item in block.items)
    return replace(block, title=lengthen(block.title), text=lengthen(block.text), items=items)


def drawings(component: Component, beginning: str) -> list[Rect]:
    """Return the boxes of drawings whose name begins so, wherever they stand."""

    laid = [(item, dx, dy) for item, dx, dy in lay(component.items) if isinstance(item, ArtAt)]
    return [item.box.moved(dx, dy) for item, dx, dy in laid if item.name.startswith(beginning)]


@pytest.mark.parametrize("master", BLOCKS)
@pytest.mark.parametrize("number", [6, 7])
@pytest.mark.parametrize("is_long", [False, True])
def test_a_page_fits_in_words_1_4_times_as_long_too(house: House, master: str, number: int, is_long: bool) -> None:
    brief = brief_of(master, cast=("maya kind",), number=number)
    if is_long:
        topic = brief.topic
        brief = replace(brief, topic=replace(topic, title=lengthen(topic.title), blocks=tuple(map(grow, topic.blocks))))
    page = fit(brief, house)
    assert page.oversets == ()
    component = set_page(brief, house)
    for line in lines_in(component):
        assert line.box.x >= mm(10), line.text
        assert line.box.right <= mm(138) + 0.1, line.text


@pytest.mark.parametrize("master", BLOCKS)
@pytest.mark.parametrize("ink", ["mint", "oat", "lilac", "coral", "sun", "night"])
def test_words_stand_out_from_every_ground(sources: Sources, house: House, master: str, ink: str) -> None:
    component, inks = set_page(brief_of(master, cast=("maya kind",)), dressed(house, ink)), sources.theme.inks
    for line in lines_in(component):
        ground = inks[find_ground(component, line)]
        wanted = 3 if line.size >= 14 and line.weight >= 700 else 4.5
        assert contrast_of(luminance(inks[line.ink].srgb), luminance(ground.srgb)) >= wanted, (line.text, ground.name)


@pytest.mark.parametrize("master", ["infographic", "activity", "help", "calm"])
def test_a_short_page_is_filled_farther_than_its_words_need(house: House, master: str) -> None:
    component = set_page(brief_of(master), house)
    assert component.height > mm(140)


@pytest.mark.parametrize("ink", ["mint", "oat"])
def test_an_infographic_ends_at_a_horizon_below_which_the_foot_has_another_ink(house: House, ink: str) -> None:
    component = set_page(brief_of("infographic"), dressed(house, ink))
    number = next(line for line in lines_in(component) if line.text == "8")
    assert find_ground(component, number) not in {ink, "white"}


def test_people_stand_on_the_horizon_only_where_there_is_room(house: House) -> None:
    cast = ("maya kind", "kofi kind")
    roomy = set_page(brief_of("infographic", END, cast=cast), house)
    assert len(drawings(roomy, "cast-")) == 2
    assert all(box.height >= LEAST_CROWD for box in drawings(roomy, "cast-"))
    words = [line for line in lines_in(roomy) if line.box.y > -mm(188)]
    assert not [line for line in words for box in drawings(roomy, "cast-") if overlap(line.box, box)]
    full = set_page(brief_of("infographic", STOPS, STOPS, END, cast=cast), house)
    assert drawings(full, "cast-") == []


def test_calm_words_stand_beside_tiles_and_a_face_and_touch_neither(house: House) -> None:
    component = set_page(brief_of("calm", cast=("maya kind",)), house)
    (face,) = drawings(component, "cast-")
    assert face.x > mm(148) - TILE
    tiles = [box for box, _ in areas_in(component) if box.x >= mm(148) - TILE - 0.1 and box.height >= TILE - 0.1]
    assert len(tiles) >= 3
    words = [line for line in lines_in(component) if line.box.y > -text_end(brief_of("calm"))]
    assert not [line.text for line in words for tile in tiles if overlap(line.box, tile)]


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("ink", ["lilac", "mint", "coral", "oat"])
def test_no_tile_has_the_ink_of_the_one_below_it(house: House, number: int, ink: str) -> None:
    component = set_page(brief_of("calm", cast=("maya kind",), number=number), dressed(house, ink))
    is_tile = [
        (box, found) for box, found in areas_in(component) if box.x >= mm(148) - TILE - 0.1 and box.width >= TILE
    ]
    inks = [found for _, found in is_tile]
    assert len(inks) == 3
    assert all(first != second for first, second in pairwise(inks))


def test_the_message_on_danger_stands_below_words_and_tiles_in_full_width(house: House) -> None:
    brief = brief_of("calm", LEAD, END, DANGER, cast=("maya kind",))
    component = set_page(brief, house)
    (form,) = [(dx, dy) for item, dx, dy in lay(component.items) if isinstance(item, FormAt) and item.name == "danger"]
    box = Rect(form[0], form[1] - danger_height(house), brief.measure, danger_height(house))
    assert form[0] == pytest.approx(brief.start)
    for tile in drawings(component, "tile-") + drawings(component, "cast-"):
        assert tile.y >= box.top
    assert fit(brief, house).oversets == ()


def test_a_page_to_write_on_is_white_below_all_its_words(house: House) -> None:
    component = set_page(brief_of("activity"), dressed(house, "lilac"))
    for line in lines_in(component):
        if line.box.y > -mm(186):
            assert find_ground(component, line) == "white", line.text


def test_a_page_to_breathe_has_large_words_and_much_air(house: House) -> None:
    component = set_page(brief_of("breath", number=10), dressed(house, "night"))
    words = [line for line in lines_in(component) if line.box.y > -mm(186)]
    assert min(line.size for line in words) >= 20
    assert {find_ground(component, line) for line in words} == {"night"}
    assert min(line.box.y for line in words) > -mm(110)


def test_a_title_is_a_little_smaller_where_that_saves_a_line(house: House) -> None:
    room, usual = brief_of("help").measure, house.style("opener-title")
    words = next(
        f"Grow {'i' * n}ng" for n in range(40) if set_line(f"Grow {'i' * n}ng", usual, house.setting).width > room
    )
    page = fit(brief_of("help", title=words), house)
    (title,) = [line for line in lines_in(set_page(brief_of("help", title=words), house)) if line.size > 18]
    assert 0.85 * usual.size < title.size < usual.size
    assert page.gave == ""


def test_titles_give_way_before_a_word_breaks_the_measure(house: House) -> None:
    def sizes(title: str) -> list[Word]:
        return [line for line in lines_in(set_page(brief_of("help", title=title), house)) if line.size > 18]

    assert max(line.size for line in sizes("Short")) == house.style("opener-title").size
    long = sizes("Zusammenstellungen")
    assert long
    assert max(line.size for line in long) < house.style("opener-title").size
    assert all(line.box.right <= mm(134) for line in long)


@pytest.mark.parametrize(("band", "topic"), [("14-17", "#directory"), ("10-13", "#helpers")])
def test_the_foot_of_a_page_leads_to_the_directory_of_its_own_book(sources: Sources, band: str, topic: str) -> None:
    layout = sources.layout("booklet-a5").for_band(band).without_topics(sources.unmet_topics("001", "en"))
    asked = ManuscriptAxes(find_locale("en"), band, "booklet", layout.first_pages)
    words, _ = localise(sources.guide, sources.insert("001"), sources.world, asked)
    own = product_house(layout, words, sources.theme)
    component = set_page(brief_of("help", number=7), own)
    (target,) = {run.target for text in texts_of(component.items) for run in text.line.runs if run.target}
    assert target == topic


def test_the_band_of_an_opener_is_taller_where_words_leave_the_page_free(house: House) -> None:
    def band(*blocks: Block) -> float:
        brief = brief_of("opener", *blocks, cast=("maya kind",))
        component = set_page(brief, house)
        face, titles = drawings(component, "cast-")[0], [line for line in lines_in(component) if line.size > 18]
        assert not [line.text for line in titles if line.box.right > face.x + mm(4)]
        return max(box.height for box, ink in areas_in(component) if ink == house.section.ink)

    full = band(LEAD, LIST, LIST, LIST)
    assert full <= band(LEAD, LIST, LIST) < band(LEAD)
    assert band(LEAD) == pytest.approx(mm(60) + MOST_RISE + mm(3))


def test_words_too_long_for_the_column_beside_tiles_have_the_whole_measure(house: House) -> None:
    law = "The law protects everyone under 18. Making, keeping or sharing such a picture is a crime, by anybody."
    laws = tuple(Block(f"law.{number}", "law", title="Pictures of you", text=law) for number in range(5))
    brief = brief_of("calm", LEAD, *laws, END, END, cast=("maya kind",))
    page = fit(brief, house)
    assert page.oversets == ()
    component = set_page(brief, house)
    assert drawings(component, "cast-") == []
    assert max(line.box.right for line in lines_in(component)) > mm(120)
