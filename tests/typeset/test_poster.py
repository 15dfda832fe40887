"""Posters: one picture with live words, each of which gives way by itself and stays readable from afar."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import NamedTuple

import pytest
import uharfbuzz as hb
from laid import lay

from booklet.bands import AGES
from booklet.facts.event import EventLines
from booklet.geometry import Rect, mm
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.stage import list_heads
from booklet.sources.load import Sources
from booklet.text.compose import compose
from booklet.text.fonts import Font, find_font
from booklet.typeset.brief import Brief, Colophon, make_brief
from booklet.typeset.fit import dress_house, product_house
from booklet.typeset.house import House
from booklet.typeset.placed import Component, FigureAt, Group, Item, PlacedPage, TextAt, texts_of
from booklet.typeset.poster import poster
from booklet.typeset.posterwords import set_lines, set_treads
from booklet.typeset.reach import reach
from booklet.values import replace
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Block

MADE = date(2026, 11, 27)

PLAIN = {"ru": "х", "ar": "د", "hi": "क", "th": "ก", "zh-Hans": "口"}
"""A plain letter of the script of a language, without parts above or below: as tall as an x."""

COUNTRIES = {
    "en": "KE",
    "ar": "EG",
    "es": "MX",
    "fr": "FR",
    "hi": "IN",
    "ru": "001",
    "sw": "TZ",
    "th": "TH",
    "zh-Hans": "CN",
}

STRIP = mm(78)
"""How tall the strip at the foot is."""

HEADLINE, FROM_AFAR, CLOSER, ANYTHING = 13.0, 4.4, 3.2, 2.0
"""The least height of an x in millimetres: headline, lines read at three metres, steps and signs, everything."""


def place_posters(locale: str, *countries: str, layout: str = "poster-a3") -> list[Document]:
    """Place the four posters of both bands."""
    sources = open_sources(None)
    wanted = Wanted(
        ("poster",), locales=(locale,), countries=countries, bands=AGES, layouts=(layout,), editions=("screen",)
    )
    return check(plan_jobs(wanted, sources), sources, MADE)


class Line(NamedTuple):
    """A line of text on a page: its item, the box of its letters, and the number of its element."""

    item: TextAt
    box: Rect
    element: int


def lines_on(items: tuple[Item, ...], dx: float = 0.0, dy: float = 0.0, first: int = 0) -> Iterator[Line]:
    """Yield each line in groups of items."""
    for item in items:
        if isinstance(item, Group):
            yield from lines_on(item.items, dx + item.dx, dy + item.dy, first + item.first)
        elif isinstance(item, TextAt) and item.line.runs:
            top, low = reach(item.line)
            left = min(run.x for run in item.line.runs)
            right = min(item.line.width, max(run.x + run.width for run in item.line.runs))
            box = Rect(item.x + dx + left, item.y + dy + low, right - left, top - low)
            yield Line(item, box, item.element + first if item.element >= 0 else -1)


@cache
def share_of_x(font: Font, letter: str) -> float:
    """Return how tall a letter is in a font, as a share of its size."""
    face = hb.Face(hb.Blob.from_file_path(str(find_font(font.file))))
    sized = hb.Font(face)
    sized.set_variations({"wght": font.weight})
    glyph = sized.get_nominal_glyph(ord(letter))
    extents = sized.get_glyph_extents(glyph) if glyph else None
    return -extents.height / face.upem if extents else 0.0


@pytest.mark.slow
@pytest.mark.parametrize("locale", [*COUNTRIES, "en-XA"])
def test_posters_are_read_from_afar_in_every_language(locale: str) -> None:
    for document in place_posters(locale, COUNTRIES.get(locale, "001")):
        (page,) = document.placed.pages
        for item, box, element in lines_on(page.items):
            heights = [
                run.size * share / mm(1)
                for run in item.line.runs
                if (share := share_of_x(run.font, PLAIN.get(locale, "x")) or share_of_x(run.font, "x"))
            ]
            is_title = element >= 0 and page.elements[element].role == "H1"
            is_afar = document.job.item in ("p1", "p3") and abs(start_of(box, page, locale) - mm(24)) < 1
            least = HEADLINE if is_title else ANYTHING if box.y < STRIP else FROM_AFAR if is_afar else CLOSER
            assert min(heights) >= least - 0.02, (document.job.item, item.line.text)


def start_of(box: Rect, page: PlacedPage, locale: str) -> float:
    """Return how far a line begins from the edge at which reading begins."""
    return page.trim.width - box.right if locale == "ar" else box.x


@pytest.mark.slow
@pytest.mark.parametrize("locale", COUNTRIES)
def test_no_line_of_a_poster_touches_another(locale: str) -> None:
    for document in place_posters(locale, COUNTRIES[locale], "001"):
        (page,) = document.placed.pages
        for one, other in combinations((line for line in lines_on(page.items) if line.element >= 0), 2):
            is_beside = one.box.right <= other.box.x + 0.5 or other.box.right <= one.box.x + 0.5
            if is_beside or owner(one, page) == owner(other, page):
                continue
            over = min(one.box.top, other.box.top) - max(one.box.y, other.box.y)
            most = 0.0 if min(one.box.y, other.box.y) < STRIP else 0.15 * min(one.box.height, other.box.height)
            assert over <= most, (one.item.line.text, other.item.line.text)


def owner(line: Line, page: PlacedPage) -> int:
    """Return the paragraph or the list that a line is in: its lines are as far apart as its role says."""
    element = line.element
    while page.elements[element].role in ("Link", "LBody", "LI"):
        element = page.elements[element].parent
    return element


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("layout", ["poster-a3", "poster-tabloid", "poster-a4-mono"])
def test_longer_mirrored_and_taller_words_have_room(layout: str, locale: str) -> None:
    assert place_posters(locale, "001", "KE", layout=layout)


@pytest.fixture
def asked(sources: Sources) -> tuple[Brief, House]:
    return make_poster("p1", sources)


def make_poster(item: str, sources: Sources, name: str = "poster-a3", country: str = "KE") -> tuple[Brief, House]:
    """Return brief and house of a poster in English."""
    layout = sources.layout_in(name, "14-17", country, "en")
    axes = ManuscriptAxes(find_locale("en"), "14-17", "poster", {})
    manuscript = localise(sources.guide, sources.insert(country), sources.world, axes)[0]
    brief = make_brief(
        layout.pages[0], 0, manuscript.topic(item), layout, manuscript, Colophon((), "", "", "", "Checked."), mm(3)
    )
    house = product_house(layout, manuscript, sources.theme)
    return brief, dress_house(house, house.section, "", brief.look)


def sizes_of(component: Component) -> dict[str, float]:
    """Return the size of the first line of headline, lines and list by the role of its element."""
    found: dict[str, float] = {}
    for item, _, element in lines_on(component.items):
        found.setdefault(component.elements[element].role, item.line.runs[0].size)
    return found


def test_a_long_headline_shrinks_alone(asked: tuple[Brief, House]) -> None:
    brief, house = asked
    usual = sizes_of(poster(brief, house))
    long = replace(brief, topic=replace(brief.topic, title="It is really not your fault at all.", phrases=()))
    now = sizes_of(poster(long, house))
    assert now["H1"] < usual["H1"] and now["P"] == usual["P"]


def test_a_headline_gives_way_to_lines_that_cannot_be_smaller(asked: tuple[Brief, House]) -> None:
    brief, house = asked
    words = "Not if you sent a picture, said yes, took a gift, broke a rule, or waited to tell, or " * 3
    blocks = (replace(brief.topic.blocks[0], text=words.strip()), *brief.topic.blocks[1:])
    now = poster(replace(brief, topic=replace(brief.topic, blocks=blocks)), house)
    assert now.oversets == ()
    assert sizes_of(now)["H1"] < sizes_of(poster(brief, house))["H1"]


def test_lines_too_long_for_their_place_stop_the_build(asked: tuple[Brief, House]) -> None:
    brief, house = asked
    blocks = (replace(brief.topic.blocks[0], text="Not if you sent a picture. " * 30), *brief.topic.blocks[1:])
    assert poster(replace(brief, topic=replace(brief.topic, blocks=blocks)), house).oversets


def test_words_over_a_head_or_over_one_another_stop_the_build(asked: tuple[Brief, House]) -> None:
    brief, house = asked
    assert brief.scene and poster(brief, house).oversets == ()
    (panel,) = brief.scene.panels
    face = list_heads(panel)[0].face
    for at in ((face.x, face.top), (mm(24), mm(150))):
        sign = dataclasses.replace(brief.scene.words[-1], at=at)
        scene = replace(brief.scene, words=(*brief.scene.words[:-1], sign))
        assert poster(replace(brief, scene=scene), house).oversets


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["zh-Hans", "th"])
def test_headlines_without_spaces_are_cut_between_phrases_alone(locale: str) -> None:
    for document in place_posters(locale, "001"):
        (page,) = document.placed.pages
        lines = [
            line.item.line.text
            for line in lines_on(page.items)
            if line.element >= 0 and page.elements[line.element].role == "H1"
        ]
        phrases = document.manuscript.topic(document.job.item).phrases
        if len(phrases) < 2:
            continue
        ends = {"".join(phrases[:count]).strip() for count in range(1, len(phrases) + 1)}
        assert {"".join(lines[:count]).strip() for count in range(1, len(lines) + 1)} <= ends


def test_steps_with_long_lines_put_their_word_beside_them(asked: tuple[Brief, House]) -> None:
    house = asked[1]
    step = Block("m2.stop", "step", title="STOP", label="Do not reply.", icon="hand-palm")
    long = replace(step, label="Do not reply, do not pay, do not send more of them. " * 2)
    for block, is_beside in ((step, False), (long, True)):
        (tread,) = set_treads([block], [mm(220)], mm(22), house)
        (word, *lines) = [item.y + dy for item, _, dy in lay(tread.items) if isinstance(item, TextAt)]
        assert tread.oversets == ()
        assert (min(lines) < word < max(lines)) is is_beside
    (tread,) = set_treads([replace(step, label=long.label * 3)], [mm(220)], mm(22), house)
    assert tread.oversets


@pytest.mark.parametrize(("wide", "lines", "size"), [(128, 2, 23.4), (112, 3, 26)])
def test_items_stand_on_one_line_each_where_that_takes_little_of_their_type(
    wide: float, lines: int, size: float, asked: tuple[Brief, House]
) -> None:
    house = asked[1]
    words = ["“Let’s go where nobody can see.”", "“You wanted it too.”"]
    blocks = [Block(f"p4.signs.{number}", "item", text=text) for number, text in enumerate(words)]
    component = set_lines(blocks, words, "saying", mm(wide), mm(60), house)
    found = [item.line for item, _, _ in lay(component.items) if isinstance(item, TextAt)]
    assert len(found) == lines
    assert [run.size for line in found for run in line.runs] == pytest.approx([size] * lines)
    assert len(compose(words[0], house.style("saying"), mm(wide), house.setting)) == 2


def test_a_short_number_is_nearly_a_third_of_the_width(asked: tuple[Brief, House]) -> None:
    brief, house = asked
    numbers = [item.line for item, _, _ in lay(poster(brief, house).items) if isinstance(item, TextAt)]
    (number,) = [line for line in numbers if line.text.strip() == "116"]
    assert number.width > 0.28 * brief.trim.width


@pytest.mark.parametrize("name", ["poster-tabloid", "poster-24x36"])
def test_on_taller_sheets_the_picture_stands_on_the_strip(name: str, sources: Sources) -> None:
    brief, house = make_poster("p2", sources, name)
    component = poster(brief, house)
    (picture,) = [item for item in lay(component.items) if isinstance(item.item, FigureAt) and item.item.turns]
    assert isinstance(picture.item, FigureAt)
    assert picture.item.box.y + picture.dy == pytest.approx(STRIP - brief.trim.height)
    assert picture.item.box.height == pytest.approx(brief.trim.height - STRIP)
    assert component.oversets == ()


@pytest.mark.parametrize("item", ["p1", "p2", "p3", "p4"])
def test_who_sees_no_picture_is_told_what_it_shows(item: str, sources: Sources) -> None:
    brief, house = make_poster(item, sources)
    told = [element.alt for element in poster(brief, house).elements if element.role == "Figure"]
    assert house.labels[f"picture.poster-{item}.picture"] in told


@pytest.mark.parametrize("item", ["p1", "p2", "p3", "p4"])
def test_a_day_stands_above_the_headline(item: str, sources: Sources) -> None:
    brief, house = make_poster(item, sources)
    event = EventLines(
        "Safer Internet Day · 9 February 2027", "Together for a better internet, for all of us, everywhere and always"
    )
    component = poster(replace(brief, event=event), house)
    assert component.oversets == ()
    lines = list(lines_on(component.items))
    head = max(line.box.top for line in lines if component.elements[line.element].role == "H1")
    assert min(line.box.y for line in lines if "Internet" in line.item.line.text) > head


def test_a_poster_without_a_picture_has_all_its_words(asked: tuple[Brief, House], sources: Sources) -> None:
    for name in ("p1", "p2", "p3", "p4"):
        brief, house = make_poster(name, sources)
        component = poster(replace(brief, scene=None), house)
        assert component.oversets == ()
        said = " ".join(item.line.text for item, _, _ in lay(component.items) if isinstance(item, TextAt))
        for block in brief.topic.blocks:
            for piece in block.items or (block,):
                words = (piece.label or piece.text or piece.title).split("[")[0]
                assert set(words.replace("*", "").split()) <= set(said.split()), piece.id


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "country", "number"), [("fr", "FR", "112"), ("en", "US", "911")])
def test_an_emergency_number_is_larger_than_its_label(locale: str, country: str, number: str) -> None:
    for document in place_posters(locale, country):
        runs = [run for text in texts_of(document.placed.pages[0].items) for run in text.line.runs]
        label = document.manuscript.labels["danger"]
        (shown,) = (run.size for run in runs if run.text.strip() == number)
        assert shown >= 1.5 * max(run.size for run in runs if label.startswith(run.text.strip() or "-"))
