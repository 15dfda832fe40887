"""Drawn pages: all words of a topic in their places, none over a face or another, in short and long words."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from laid import lay
from projects import CONFIRMED, COUNTRY, signed_law
from projects import lay as write

from booklet.errors import SourceError
from booklet.geometry import Rect, Size, intersect, mm
from booklet.look.layout import COVERS
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.model import Scene
from booklet.scenes.stage import list_heads
from booklet.sources.load import Sources
from booklet.typeset.brief import Colophon, make_brief
from booklet.typeset.drawnpage import drawn_page, list_lower, lower_pictures
from booklet.typeset.fit import dress_house, product_house, settle
from booklet.typeset.picture import reach_into_bleed
from booklet.typeset.placed import FigureAt, Fill, LinkAt, PaintedAt, PlacedPage, TextAt, texts_of
from booklet.values import replace
from booklet.words.manuscript import Block

OWN_WORDS = {"comic", "help-now", "directory", *COVERS}
"""Masters that set the words of their scenes themselves."""

LOCALES = ("en", "en-XA", "th-XC", "ar-XB")

NOTHING_SAID = Colophon((), "", "", "", "")


SIZES = [("booklet-a5", locale) for locale in LOCALES] + [("booklet-half-letter", locale) for locale in ("en", "th-XC")]
"""Layouts with the locales in which their pages are looked at."""


def document_of(locale: str, band: str, sources: Sources, layout: str = "booklet-a5") -> Document:
    wanted = Wanted(("booklet",), (locale,), ("001",), (band,), ("screen",), layouts=(layout,))
    return place(plan_jobs(wanted, sources)[0], sources, date(2026, 11, 25), date(2026, 11, 25))


def drawn_pages(document: Document) -> list[tuple[PlacedPage, Scene]]:
    """Return the pages that are drawn, without those that set their words themselves."""
    pages = zip(document.placed.pages, document.layout.pages, strict=True)
    found = ((page, plan, document.layout.scene_of(plan)) for page, plan in pages)
    return [(page, scene) for page, plan, scene in found if scene and plan.master not in OWN_WORDS]


def as_drawn(page: PlacedPage, scene: Scene) -> Scene:
    """Return a scene with its pictures as high as they are on a page."""
    found = {round(item.box.height, 1) for item, _, _ in lay(page.items) if isinstance(item, FigureAt) and item.turns}
    ways = [lower_pictures(scene, lower) for lower in list_lower(scene)]
    return next((way for way in ways if found & {round(panel.size.height, 1) for panel in way.panels}), scene)


def every(blocks: tuple[Block, ...]) -> list[Block]:
    return [found for block in blocks for found in (block, *every(block.items))]


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "locale"), SIZES)
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_every_drawn_page_holds_all_words_of_its_topic(layout: str, locale: str, band: str, sources: Sources) -> None:
    document = document_of(locale, band, sources, layout)
    pages = drawn_pages(document)
    assert len(pages) == {"14-17": 19, "10-13": 20}[band]
    for page, _ in pages:
        assert page.oversets == (), page.topic
        said = "".join("".join(text.line.text for text in texts_of(page.items)).split())
        for block in every(document.manuscript.topic(page.topic).blocks):
            if block.text and not block.id.startswith("m"):
                last = block.text.split()[-1].strip("*_[]()")
                assert last.rpartition("](")[0] in said or last in said, block.id


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "locale"), SIZES)
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_pictures_stay_however_long_words_are(layout: str, locale: str, band: str, sources: Sources) -> None:
    pages = drawn_pages(document_of(locale, band, sources, layout))
    assert not {page.topic for page, _ in pages if "picture" in page.gave}


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "locale"), SIZES)
def test_words_cover_no_face_and_no_other_words(layout: str, locale: str, sources: Sources) -> None:
    faces = 0
    for band in ("14-17", "10-13"):
        document = document_of(locale, band, sources, layout)
        for page, scene in drawn_pages(document):
            if "picture" in page.gave:
                continue
            lines = []
            for item, dx, dy in lay(page.items):
                if isinstance(item, TextAt) and item.line.runs and item.element >= 0:
                    x = item.x + dx
                    lines.append(Rect(x, page.trim.height - item.y - dy - 7, item.line.width, 6))
            for panel in as_drawn(page, scene).panels:
                for head in list_heads(panel):
                    if not (head.has_face and head.is_near):
                        continue
                    face = head.face.moved(*panel.at)
                    if locale == "ar-XB":
                        face = face._replace(x=page.trim.width - face.right)
                    faces += 1
                    for line in lines:
                        both = intersect(line, face)
                        assert min(both.width, both.height) < mm(0.6), (page.topic, panel.id, head.name)
            for one, other in combinations(dict.fromkeys(lines), 2):  # a line with a link in it is several
                both = intersect(one, other)
                assert both.width < 1 or both.height < 2, (page.topic, one, other)
    assert faces >= 20


def test_pictures_reach_into_the_bleed_only_where_they_meet_the_cut(sources: Sources) -> None:
    doors, page = sources.scene("telling").panels[0], sources.scene("call").panels[0]
    trim, bleed = page.size, mm(3)
    shown = reach_into_bleed(doors, trim, bleed)
    assert tuple(shown) == pytest.approx((-bleed, -doors.size.height, trim.width + 2 * bleed, doors.size.height))
    whole = Rect(0, -trim.height, *trim).grown(bleed)
    assert tuple(reach_into_bleed(page, trim, bleed)) == pytest.approx(tuple(whole))


def test_signs_push_down_what_stands_below_them(sources: Sources) -> None:
    document = document_of("en", "14-17", sources)
    number = next(n for n, plan in enumerate(document.layout.pages) if plan.place == "who")
    plan, scene = document.layout.pages[number], sources.scene("who")
    topic = document.manuscript.topic("who")
    long = replace(topic.blocks[0].items[0], text="Many are popular. " * 12)
    myths = replace(topic.blocks[0], items=(long, *topic.blocks[0].items[1:]))
    house = product_house(document.layout, document.manuscript, sources.theme)
    house = dress_house(house, sources.theme.sections["happening"])
    tops = []
    for blocks in (topic.blocks, (myths, *topic.blocks[1:])):
        page_topic = replace(topic, blocks=blocks)
        brief = make_brief(plan, number, page_topic, document.layout, document.manuscript, NOTHING_SAID, 0.0)
        component = drawn_page(brief, house, scene)
        texts = [(item.line.text, -item.y - dy) for item, _, dy in lay(component.items) if isinstance(item, TextAt)]
        tops.append({key: y for key, y in texts if key.startswith(("“It’s one", "“A parent"))})
    (loner, parent), (loner_below, parent_still) = (list(found.values()) for found in tops)
    assert loner_below - parent_still > loner - parent + mm(5)  # all signs may stand a little higher
    assert parent - mm(6.1) < parent_still <= parent + 0.01


def test_items_are_lists_routes_lead_to_their_pages_and_pictures_say_what_they_show(sources: Sources) -> None:
    document = document_of("en", "14-17", sources)
    pages = {page.topic: page for page, _ in drawn_pages(document)}
    find = pages["find"]
    targets = [item.target for item, _, _ in lay(find.items) if isinstance(item, LinkAt)]
    for route in document.manuscript.topic("find").blocks[0].items:
        assert f"#{route.style}" in targets
    assert [element.role for element in find.elements].count("TOCI") >= 8
    call = pages["call"]
    assert [element.role for element in call.elements].count("LI") == 6
    assert any(isinstance(item, PaintedAt) for item, _, _ in lay(call.items))
    (figure,) = (element for element in call.elements if element.role == "Figure")
    assert figure.alt == document.manuscript.labels["picture.call.page"]


@pytest.mark.slow
def test_every_picture_of_a_page_has_a_label_of_5_to_30_words_and_every_label_its_picture(sources: Sources) -> None:
    labels = {key: wording.forms[0] for key, wording in sources.guide.labels.items() if key.startswith("picture.")}
    drawn = {f"picture.{cover}.{half}" for cover in ("cover", "cover-kids") for half in ("front", "back")}
    drawn |= {"picture.cover-kids.hand", "picture.directory.signpost", "picture.helpers.signpost"}
    for band in sources.guide.bands:
        for page, scene in drawn_pages(document_of("en", band, sources)):
            named = [f"picture.{scene.name}.{panel.id}" for panel in scene.panels if panel.id != "marks"]
            assert [element.role for element in page.elements].count("Figure") >= len(named), page.topic
            drawn |= set(named)
    assert drawn - labels.keys() == set()
    for key, said in labels.items():
        assert 3 <= len(said.split()) <= 30 and not said.lower().startswith(("image", "picture of", "a picture of")), (
            key
        )


def test_things_to_tick_on_a_ground_are_cards_as_tall_as_their_room_at_least(sources: Sources) -> None:
    document = document_of("en", "10-13", sources)
    page = next(page for page, _ in drawn_pages(document) if page.topic == "surprise")
    oat = [item.path.bounds for item, _, _ in lay(page.items) if isinstance(item, Fill) and item.ink == "oat"]
    cards = [box for box in oat if box.width > mm(50)]
    assert [round(box.height / mm(1), 1) for box in cards] == [23.0] * 4
    assert sum(box.width < mm(10) and box.height < mm(10) for box in boxes_to_tick(page)) == 4


def boxes_to_tick(page: PlacedPage) -> list[Rect]:
    return [item.path.bounds for item, _, _ in lay(page.items) if isinstance(item, Fill) and item.ink == "white"]


@pytest.mark.slow
def test_a_law_of_a_country_is_drawn_for_children_with_all_that_it_says(tmp_path: Path) -> None:
    lines = [f"{key}: {{en: 'Section {key} of the law protects you.'}}" for key in ("protected", "report")]
    found = open_sources(write(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", signed_law(*lines))}))
    wanted = Wanted(products=("booklet",), editions=("screen",), bands=("10-13",), countries=("XX",))
    made = date(2026, 11, 25)
    document = place(plan_jobs(wanted, found)[0], found, made, made)
    (page,) = (page for page, _ in drawn_pages(document) if page.topic == "law-kids")
    assert page.oversets == () and "picture" not in page.gave
    said = " ".join(text.line.text for text in texts_of(page.items))
    for words in (
        "Section protected",
        "Section report",
        "Your body.",
        "Your picture.",
        "Your voice.",
        "Help.",
        "Play.",
    ):
        assert words in said


def test_a_scene_that_forgets_words_is_told(sources: Sources, tmp_path: Path) -> None:
    name = "layouts/scenes/call.yaml"
    mine = tmp_path / name
    mine.parent.mkdir(parents=True)
    lines = (sources.folders.own / name).read_text("utf-8").splitlines(keepends=True)
    mine.write_text("".join(line for line in lines if "call.road.speed" not in line), "utf-8")
    with pytest.raises(SourceError) as caught:
        document_of("en", "14-17", open_sources(tmp_path))
    assert [f.code for f in caught.value.findings] == ["words-lost"]
    assert "call.road.speed" in caught.value.findings[0].message


@pytest.mark.slow
def test_a_partner_leaves_a_picture_out_by_a_line(sources: Sources, tmp_path: Path) -> None:
    layout = tmp_path / "layouts" / "booklet-a5.yaml"
    layout.parent.mkdir()
    text = (sources.folders.own / "layouts/booklet-a5.yaml").read_text("utf-8")
    layout.write_text(text.replace(", scene: toast}", "}"), "utf-8")
    drawn = {page.topic for page, _ in drawn_pages(document_of("en", "14-17", open_sources(tmp_path)))}
    document = document_of("en", "14-17", open_sources(tmp_path))
    assert "call" in drawn
    assert not [plan for plan in document.layout.pages if plan.place == "toast" and document.layout.scene_of(plan)]


@pytest.mark.slow
def test_house_settles_to_what_the_page_is_set_in(sources: Sources) -> None:
    document = document_of("th-XC", "14-17", sources)
    number = next(n for n, plan in enumerate(document.layout.pages) if plan.place == "grooming")
    plan = document.layout.pages[number]
    topic = document.manuscript.topic("grooming")
    brief = make_brief(plan, number, topic, document.layout, document.manuscript, NOTHING_SAID, 0.0)
    house = product_house(document.layout, document.manuscript, sources.theme)
    house = dress_house(house, sources.theme.sections[plan.section], plan.ink)
    assert settle(brief, house).allowance.type < 100


def test_a_picture_goes_on_into_the_bleed_only_where_it_meets_the_edge(sources: Sources) -> None:
    (doors,) = sources.scene("telling").panels
    (drawer,) = sources.scene("threat").panels
    (page,) = sources.scene("plan").panels
    trim, bleed = Size(mm(148), mm(210)), mm(3)
    seen = [reach_into_bleed(panel, trim, bleed) for panel in (doors, drawer, page)]
    edges = [
        (round(box.x / mm(1)), round(box.right / mm(1)), round(box.y / mm(1)), round(box.top / mm(1))) for box in seen
    ]
    assert edges == [(-3, 151, -45, 0), (0, 47, -36, 0), (-3, 151, -213, 3)]


def test_pictures_are_lower_where_words_are_long_and_words_below_them_move_up(sources: Sources) -> None:
    top, end = sources.scene("fakes"), sources.scene("about")
    lower = lower_pictures(top, mm(9))
    assert lower.panels[0].at == top.panels[0].at
    assert lower.panels[0].size.height == pytest.approx(top.panels[0].size.height - mm(9))
    moved = [one.at[1] - two.at[1] for one, two in zip(top.words, lower.words, strict=True)]
    assert moved == [0, *(pytest.approx(mm(9)) for _ in moved[1:])]
    least = lower_pictures(end, mm(99))
    assert least.panels[0].size.height == pytest.approx(end.panels[0].least)
    assert [box.top for box in map(place_of, (least, end))] == [pytest.approx(place_of(end).top)] * 2
    assert least.words == end.words
    assert lower_pictures(sources.scene("telling"), mm(9)) == sources.scene("telling")


def place_of(scene: Scene) -> Rect:
    """Return where the first picture of a scene stands, y downwards."""
    return Rect(*scene.panels[0].at, *scene.panels[0].size)


def test_a_question_stands_in_a_bubble_above_its_answer_and_items_hang_behind_discs_in_an_ink(sources: Sources) -> None:
    document = document_of("en", "14-17", sources)
    pages = {page.topic: page for page, _ in drawn_pages(document)}
    love = pages["love"]
    older = next(block for block in document.manuscript.topic("love").blocks if block.kind == "question")
    placed = [(item.line.text, item.y + dy) for item, _, dy in lay(love.items) if isinstance(item, TextAt)]
    asked = next(y for text, y in placed if older.title[:8] in text)
    answer = next(y for text, y in placed if text.startswith(older.items[0].text[:12]))
    assert asked > answer
    assert [element.role for element in love.elements].count("H2") == 1
    fills = [item for item, _, _ in lay(pages["abuse"].items) if isinstance(item, Fill) and item.ink == "coral"]
    assert len([disc for disc in fills if disc.path.bounds.width == pytest.approx(mm(4.4))]) == 4
    assert [element.role for element in pages["abuse"].elements].count("LI") == 4


def test_a_page_to_breathe_has_large_light_words(sources: Sources) -> None:
    page = next(page for page, _ in drawn_pages(document_of("en", "14-17", sources)) if page.topic == "breath")
    inks = {run.ink for text in texts_of(page.items) for run in text.line.runs if run.size > 20}
    assert inks == {"sun", "white"}
