"""Rules of the look over all scenes and both books: who is shown and how, where the sun stands, how pages follow."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from booklet.geometry import Size, mm
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.model import Flat, Layer, Panel, Scene, Thing
from booklet.sources.load import Sources
from booklet.typeset.placed import PlacedPage

MADE = date(2026, 11, 25)

NOT_SHOWN = {
    "abuse": {"noor", "jas"},
    **{key: {"maya", "zuri", "temi"} for key in ("fakes", "lies", "my-picture", "removal", "take-away")},
}
"""Who must not stand for a page: nobody's faith or colour is the picture of abuse or of naked pictures."""

MOST_OF_ALL = 0.2
"""The share of all figures that one person may have."""

CHANGED = {"casting": {"b"}}
"""Panels, but for the last one of a comic, in which somebody wears something else: it is another day."""

LEAST_SUN = mm(10)
"""How large the light of the last panel of a comic is, across."""

LEAST_PICTURE = 20 * mm(10) ** 2
"""A picture that counts has 20 square centimetres."""


@pytest.fixture(scope="module")
def scenes(sources: Sources) -> dict[str, Scene]:
    return {name: sources.scene(name) for name in sources.scenes()}


def layers(panel: Panel) -> tuple[Layer, ...]:
    return (*panel.back, *panel.figures, *panel.over)


def people(scene: Scene) -> Iterator[tuple[Panel, Thing]]:
    for panel in scene.panels:
        for layer in layers(panel):
            if isinstance(layer, Thing) and layer.head:
                yield panel, layer


def is_comic(scene: Scene) -> bool:
    """Tell whether the panels of a page are a story; those of easy words stand beside a sentence each."""
    return len(scene.panels) > 4 and not scene.name.startswith("easy-")


def clothes(person: Thing) -> str:
    return next((ink for piece in person.pieces for role, ink in piece.inks if role == "top"), "")


def test_nobody_stands_for_what_is_said_of_nobody(scenes: dict[str, Scene]) -> None:
    for name, kept_out in NOT_SHOWN.items():
        assert {person.name for _, person in people(scenes[name])} & kept_out == set(), name


def test_no_one_person_is_everywhere(scenes: dict[str, Scene]) -> None:
    shown = Counter(person.name for scene in scenes.values() for _, person in people(scene))
    assert len(shown) > 20
    assert [name for name, count in shown.items() if count > MOST_OF_ALL * shown.total()] == []


def test_people_wear_the_same_in_all_of_a_story_until_its_last_day(scenes: dict[str, Scene]) -> None:
    for name, scene in scenes.items():
        worn = defaultdict(set)
        told = [panel.id for panel in scene.panels[: -1 if is_comic(scene) else None]]
        for panel, person in people(scene):
            if panel.id in told and panel.id not in CHANGED.get(name, ()):
                worn[person.name].add(clothes(person))
        assert {who: inks for who, inks in worn.items() if len(inks) > 1} == {}, name


def sun_across(panel: Panel) -> float:
    """Return how large the largest area of Sun in a panel is across its shorter side, in points."""
    if panel.ground == "sun":
        return min(panel.size)
    flats = [layer.path.bounds for layer in layers(panel) if isinstance(layer, Flat) and layer.ink == "sun"]
    things = [
        shape.path.bounds
        for layer in layers(panel)
        if isinstance(layer, Thing) and not layer.head
        for piece in layer.pieces
        for shape in (part.shape for part in piece.part.layers)
        if shape.fill == "sun"
    ]
    return max((min(box.width, box.height) * panel.scale for box in (*flats, *things)), default=0.0)


def test_each_story_ends_in_the_light(scenes: dict[str, Scene]) -> None:
    comics = {name: scene for name, scene in scenes.items() if is_comic(scene)}
    assert len(comics) >= 9
    assert {name for name, scene in comics.items() if sun_across(scene.panels[-1]) < LEAST_SUN} == set()


def test_neighbouring_panels_have_different_grounds(scenes: dict[str, Scene]) -> None:
    for name, scene in scenes.items():
        if is_comic(scene):
            for one, other in pairwise(scene.panels):
                is_beside = one.at[1] == other.at[1]
                assert not (is_beside and one.ground == other.ground and one.ground), (name, one.id, other.id)


@pytest.fixture(scope="module", params=["booklet-a5", "booklet-half-letter"])
def books(request: pytest.FixtureRequest, sources: Sources) -> dict[str, list[tuple[PlacedPage, str, Scene | None]]]:
    """Return the pages of both books in English, each with its master and its scene."""
    found = {}
    for band in sources.guide.bands:
        asked = Wanted(("booklet",), ("en",), ("001",), (band,), ("screen",), layouts=(request.param,))
        document = place(plan_jobs(asked, sources)[0], sources, MADE, MADE)
        plans = zip(document.placed.pages, document.layout.pages, strict=True)
        found[band] = [(page, plan.master, document.layout.scene_of(plan)) for page, plan in plans]
    return found


def area(size: Size) -> float:
    return size.width * size.height


@pytest.mark.slow
def test_nearly_every_page_has_a_picture(books: dict[str, list[tuple[PlacedPage, str, Scene | None]]]) -> None:
    for band, pages in books.items():
        inside = pages[1:-1]
        drawn = [sum(area(panel.size) for panel in scene.panels) if scene else 0.0 for _, _, scene in inside]
        assert sum(one >= LEAST_PICTURE for one in drawn) >= 24, band


@pytest.mark.slow
def test_pages_do_not_follow_each_other_all_alike(
    books: dict[str, list[tuple[PlacedPage, str, Scene | None]]],
) -> None:
    for band, pages in books.items():
        masters = [master for _, master, _ in pages]
        assert len(set(masters)) >= 6, band
        alike = [
            page.number + 1
            for (page, one, _), (_, two, _), (_, three, _) in zip(pages, pages[1:], pages[2:], strict=False)
            if one == two == three
        ]
        assert alike == [], band
