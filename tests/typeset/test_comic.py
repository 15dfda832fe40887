"""Comics: panels in their order, who says what, and a story that is whole without its pictures."""

import io
from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from laid import areas_in, find_ground, holds, lay, lines_in, outlines_in, overlap, words_of

from booklet.geometry import Rect, Size, mm
from booklet.look.layout import Margins, PagePlan, contrast_of, luminance
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.compose import set_line
from booklet.typeset.brief import Brief
from booklet.typeset.comic import GROUNDS, LAST_GROUND, comic
from booklet.typeset.fit import Placed, fit
from booklet.typeset.house import House
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.pieces import GOES_ON
from booklet.typeset.placed import Component, FigureAt, Group
from booklet.values import replace
from booklet.words.manuscript import Block, Topic
from booklet.words.pseudo import lengthen

MEASURE = mm(128)
WIDE = "W" * 60


def said(name: str, text: str, kind: str = "speech-line") -> Block:
    return Block(f"c.{name}.{kind}", kind, name.lower(), text=text, label=name)


def told(text: str) -> Block:
    return Block("c.caption", "caption", text=text)


def panel(key: str, seen: str, *items: Block) -> Block:
    return Block(f"c.{key}", "panel", label=seen, items=items)


PANELS = (
    panel(
        "a",
        "Oma and a boy sit at a kitchen table. The lamp is on.",
        told("Kim is thirteen, and Oma cannot cook."),
        said("Kim", "Soup with everything in it. Brave."),
    ),
    panel(
        "b", "A message lights up the phone.", said("star9", "You are so grown up. Send me one, just us.", "chat-line")
    ),
    panel("c", "Kim holds the phone under the table.", told("For eleven days, Kim says nothing.")),
    panel(
        "d",
        "Oma and Kim talk with their hands.",
        said("Kim", "I said yes at first, so it is my fault.", "sign-line"),
        said("Oma", "No. He chose you, and he knew your age. Show me.", "sign-line"),
    ),
    panel(
        "e",
        "They wait in the chat of a helpline.",
        said("Oma", "Number four. At my doctor it is forty."),
        said("Kim", "You brought a book to your doctor."),
        told("Somebody answers, and they write for an hour."),
    ),
    panel(
        "f",
        "A week later, Kim burns the soup. Oma laughs.",
        told("The app takes a week, and some nights are still long. Kim writes to the helpline on Fridays."),
        said("Oma", "Now you cook like me."),
    ),
)
COMIC = Block("c", "comic", items=PANELS)


def comic_page(block: Block = COMIC, *more: Block, number: int = 8) -> Brief:
    return Brief(
        plan=PagePlan("comic", "topic", "happening", ()),
        number=number,
        topic=Topic("topic", "Soup with everything", (block, *more)),
        trim=Size(mm(148), mm(210)),
        margins=Margins(mm(14), mm(17), mm(15), mm(24)),
        bleed=mm(3),
        give=("gap", "opener", "small", "body", "pad", "type"),
    )


def set_comic(house: House, block: Block = COMIC, spare: float = 0.0) -> Component:
    return comic(block, MEASURE, house, "white", spare)


def frames_of(component: Component, count: int = len(PANELS)) -> list[tuple[Rect, str]]:
    """Return the areas of the panels, which are painted first in each."""
    inks = {*GROUNDS, LAST_GROUND}
    found = [
        (box, ink) for box, ink in areas_in(component) if ink in inks and box.width > mm(30) and box.height > mm(14)
    ]
    panels = [area for area in found if not any(area[0] != box and holds(box, area[0]) for box, _ in found)]
    assert len(panels) == count
    return panels


def grow(block: Block) -> Block:
    """Return a block with words 1.4 times as long."""
    items = tuple(grow(item) for item in block.items)
    return replace(block, text=lengthen(block.text), label=lengthen(block.label), items=items)


def test_a_strip_says_all_in_the_order_of_the_file_what_is_seen_too(house: House) -> None:
    wanted = []
    for number, item in enumerate(PANELS, 1):
        wanted += [str(number), item.label]
        for words in item.items:
            wanted += [words.label, words.text]
    assert words_of(set_comic(house)) == " ".join(" ".join(wanted).split())


def test_panels_are_items_of_a_numbered_list(house: House) -> None:
    elements = set_comic(house).elements
    panels = [number for number, element in enumerate(elements) if element.role == "LI"]
    assert len(panels) == len(PANELS)
    assert {elements[elements[number].parent].role for number in panels} == {"L"}
    assert [element.role for element in elements if element.parent in panels] == ["Lbl", "LBody"] * len(PANELS)
    paragraphs = [element for element in elements if element.role == "P"]
    assert {elements[element.parent].role for element in paragraphs} == {"LBody"}
    assert len(paragraphs) == len(PANELS) + sum(len(item.items) for item in PANELS)


def test_panels_are_read_from_row_to_row_and_do_not_touch(house: House) -> None:
    boxes = [box for box, _ in frames_of(set_comic(house))]
    for before, now in pairwise(boxes):
        assert not overlap(before.grown(mm(1)), now)
        beside = abs(before.top - now.top) < 0.1
        assert (now.x > before.right) if beside else (now.top < before.y and now.x == pytest.approx(0))
    assert max(box.right for box in boxes) == pytest.approx(MEASURE)
    assert any(abs(before.top - now.top) < 0.1 for before, now in pairwise(boxes))


def test_neighbours_have_grounds_of_their_own_and_the_last_is_of_help(house: House) -> None:
    panels = frames_of(set_comic(house))
    for place, (box, ink) in enumerate(panels):
        for other, other_ink in panels[place + 1 :]:
            assert ink != other_ink or not overlap(box.grown(mm(3.5)), other), (ink, place)
    assert panels[-1][1] == LAST_GROUND


def test_all_words_stand_in_their_panel_away_from_its_edge(house: House) -> None:
    for grown in (COMIC, grow(COMIC)):
        component = set_comic(house, grown)
        panels = [box for box, _ in frames_of(component)]
        assert component.oversets == ()
        for line in lines_in(component):
            assert any(holds(box, line.box, by=mm(1.2)) for box in panels), line.text


def test_voices_do_not_cover_each_other(house: House) -> None:
    signs = [box for box, ink in areas_in(set_comic(house)) if ink in {"white", "silver"}]
    assert len(signs) >= 8
    assert not [(one, other) for one in signs for other in signs if one != other and overlap(one, other)]


def test_who_speaks_first_stands_at_the_start_and_the_other_at_the_end(house: House) -> None:
    component = comic(Block("c", "comic", items=(PANELS[3],)), MEASURE, house)
    bubbles = [box for box, ink in areas_in(component) if ink == "white"]
    first, second = bubbles
    assert first.x < mm(4)
    assert second.right > MEASURE - mm(4)
    assert second.x > first.x


def test_signed_words_have_a_second_outline_and_a_hand_that_is_read_out(house: House) -> None:
    component = comic(Block("c", "comic", items=(PANELS[3],)), MEASURE, house)
    bubbles = [box for box, ink in areas_in(component) if ink == "white"]
    for bubble in bubbles:
        assert len([line for line in outlines_in(component) if holds(bubble, line)]) == 2
    hands = [item for item, _, _ in lay(component.items) if isinstance(item, FigureAt)]
    assert [
        component.elements[place].alt for place, element in enumerate(component.elements) if element.role == "Figure"
    ] == [house.labels["signed"]] * 2
    assert len(hands) == 2
    spoken = comic(Block("c", "comic", items=(PANELS[0],)), MEASURE, house)
    assert not [element for element in spoken.elements if element.role == "Figure"]


def test_a_message_has_the_name_over_its_bar(house: House) -> None:
    component = comic(Block("c", "comic", items=(PANELS[1],)), MEASURE, house)
    (bar,) = [box for box, ink in areas_in(component) if ink == "silver"]
    name = next(line for line in lines_in(component) if line.text == "star9")
    message = next(line for line in lines_in(component) if line.text.startswith("You are"))
    assert name.box.y > bar.top
    assert holds(bar, message.box, by=mm(1))


def test_names_run_in_where_type_gave_way_by_much_and_stay_the_stronger(house: House) -> None:
    tight = replace(house, allowance=replace(house.allowance, type=90))
    roomy, close = (comic(COMIC, MEASURE, each) for each in (house, tight))
    assert words_of(close).replace(":", "") == words_of(roomy)
    first = next(line for line in lines_in(close) if line.text.startswith("Kim: Soup"))
    assert first.weight > 700
    assert close.height < roomy.height


@pytest.mark.parametrize("kind", ["speech-line", "sign-line", "chat-line", "caption"])
def test_a_word_wider_than_a_panel_is_reported(house: House, kind: str) -> None:
    block = Block("c", "comic", items=(panel("a", "A room.", said("Kim", WIDE * 3, kind)),))
    assert [overset.lines for overset in set_comic(house, block).oversets] == [0]


def test_a_pair_is_not_made_where_a_word_is_too_wide_for_half_a_row(house: House) -> None:
    style = house.style("panel-words")
    long = next("W" * count for count in range(60) if set_line("W" * count, style, house.setting).width > mm(72))
    block = Block("c", "comic", items=(panel("a", "A room.", said("Kim", long)), PANELS[0]))
    component = set_comic(house, block)
    assert component.oversets == ()
    assert len({round(box.top) for box, _ in frames_of(component, 2)}) == 2


def test_words_stand_out_from_where_they_stand(sources: Sources, house: House) -> None:
    inks, component = sources.theme.inks, set_comic(house)
    for line in lines_in(component):
        ground = inks[find_ground(component, line)]
        assert contrast_of(luminance(inks[line.ink].srgb), luminance(ground.srgb)) >= 4.5, (line.text, ground.name)


def test_rows_share_what_is_to_spare_up_to_a_limit(house: House) -> None:
    plain = set_comic(house)
    assert set_comic(house, spare=mm(12)).height == pytest.approx(plain.height + mm(12))
    assert set_comic(house, spare=mm(900)).height < plain.height + mm(100)


def test_the_strip_fills_its_page_to_the_foot(house: House) -> None:
    page = fit(comic_page(), house)
    assert page.oversets == ()
    assert page.gave == ""
    assert page.room < mm(1)


def test_a_note_below_the_strip_stands_on_the_page_too(house: House) -> None:
    note = Block("m", "note", "line", title="Already paid?", text="You can still stop.", icon="heart")
    page = fit(comic_page(COMIC, note), house)
    assert page.oversets == ()
    assert page.room < mm(1)


@pytest.mark.slow
def test_words_1_4_times_as_long_fit_their_page(house: House) -> None:
    full = Block("c", "comic", items=(*PANELS, PANELS[1]))
    words = sum(len(" ".join(item.strings()).split()) for item in full.items)
    assert words > 150, "as many as the longest of ours has, what is seen in it too"
    page = fit(comic_page(grow(full)), house)
    assert page.oversets == ()
    assert page.gave


def test_a_mirrored_strip_begins_at_the_right(house: House) -> None:
    page = fit(comic_page(number=7), house)
    mirrored = mirror_placed(Placed((page,), ()), "Arab").pages[0]
    places = []
    for found in (page, mirrored):
        (group,) = (item for item in found.items if isinstance(item, Group))
        component = Component(page.trim.width, page.trim.height, group.items)
        offset = group.dx
        places.append([box.x + box.width / 2 + offset for box, _ in frames_of(component)])
    plain, turned = places
    assert plain[0] < plain[1]
    assert turned[0] > turned[1]
    assert plain == pytest.approx([mm(148) - x for x in turned])


def test_a_strip_that_goes_on_keeps_its_numbers_and_its_last_ground(house: House) -> None:
    first = replace(COMIC, items=PANELS[:2], style=GOES_ON)
    rest = replace(COMIC, items=PANELS[2:], before=2)
    assert [line.text for line in lines_in(set_comic(house, rest)) if line.text.isdigit()] == ["3", "4", "5", "6"]
    assert LAST_GROUND not in {ink for _, ink in frames_of(set_comic(house, first), 2)}
    assert frames_of(set_comic(house, rest), 4)[-1][1] == LAST_GROUND


@pytest.mark.slow
def test_a_file_says_that_words_are_signed_and_what_each_panel_shows(sources: Sources) -> None:
    wanted = Wanted(("booklet",), locales=("en",), editions=("screen",))
    document = check(plan_jobs(wanted, sources), sources, date(2026, 11, 25))[0]
    comics = [topic for topic in document.manuscript.topics if topic.has_kind("comic")]
    signed = [item for topic in comics for found in topic.blocks[0].items for item in found.items]
    with pikepdf.open(io.BytesIO(draw(document, sources, date(2026, 11, 25)))) as file:
        elements = [found for found in file.objects if isinstance(found, pikepdf.Dictionary) and "/S" in found]
        alts = [str(found.Alt) for found in elements if found.S == "/Figure" and "/Alt" in found]
        label = document.manuscript.labels["signed"]
        spoken = [str(found.ActualText) for found in elements if found.S == "/Span" and "/ActualText" in found]
        told = [speaker for speaker in spoken if label in speaker]
        assert len(told) == sum(item.kind == "sign-line" for item in signed) > 0
        assert {f"{item.label}, {label}: " for item in signed if item.kind == "sign-line"} == set(told)
        assert {panel.label for topic in comics for panel in topic.blocks[0].items} <= set(alts)
