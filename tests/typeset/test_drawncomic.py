"""Drawn comics: every word in its panel, no face covered, in short and long words, and read panel by panel."""

from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from pypdf import PdfReader

from booklet.errors import SourceError
from booklet.geometry import Rect, Size, intersect, mm
from booklet.jobs import Job
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.model import Scene
from booklet.scenes.stage import list_heads, may_stand_lower
from booklet.sources.load import Sources
from booklet.typeset.drawncomic import LOWER, SolvedRow, arrange_comic, find_comic
from booklet.typeset.fit import product_house
from booklet.typeset.house import House
from booklet.typeset.panelwords import make_tail, round_at_frame
from booklet.typeset.picture import CORNER
from booklet.typeset.placed import PlacedPage, texts_of
from booklet.values import replace
from booklet.words.manuscript import Block

LOCALES = ("en", "en-XA", "th-XC", "ar-XB")


SIZES = [("booklet-a5", locale) for locale in LOCALES] + [
    ("booklet-half-letter", locale) for locale in ("th-XC", "ar-XB")
]
"""Layouts with the locales in which their pages are looked at."""


def job_of(locale: str, band: str, sources: Sources, layout: str = "booklet-a5") -> Job:
    wanted = Wanted(("booklet",), (locale,), ("001",), (band,), ("screen",), layouts=(layout,))
    return plan_jobs(wanted, sources)[0]


def document_of(locale: str, band: str, sources: Sources, layout: str = "booklet-a5") -> Document:
    return place(job_of(locale, band, sources, layout), sources, date(2026, 11, 25), date(2026, 11, 25))


def drawn_pages(document: Document) -> list[tuple[PlacedPage, Scene, Block]]:
    """Return the pages of a booklet that are drawn as comics, with scene and words."""
    found = []
    for page, plan in zip(document.placed.pages, document.layout.pages, strict=True):
        scene = document.layout.scene_of(plan)
        if scene and plan.master == "comic":
            found.append((page, scene, find_comic(document.manuscript.topic(page.topic).blocks)))
    return found


def rows_of(scene: Scene, comic: Block, house: House) -> tuple[SolvedRow, ...]:
    return arrange_comic(scene, comic, house, scene.trim.height - mm(19.5))


def shared(one: Rect, other: Rect) -> float:
    both = intersect(one, other)
    return min(both.width, both.height)


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "locale"), SIZES)
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_all_nine_are_drawn_and_all_their_words_fit(layout: str, locale: str, band: str, sources: Sources) -> None:
    document = document_of(locale, band, sources, layout)
    pages = drawn_pages(document)
    assert len(pages) == {"14-17": 5, "10-13": 4}[band]
    for page, _, comic in pages:
        assert page.oversets == (), page.topic
        said = "".join(text.line.text for text in texts_of(page.items))
        for panel in comic.items:
            for item in panel.items:
                last = item.text.split()[-1].strip("*_")
                assert last in said, (item.id, last)


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "locale"), SIZES)
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_words_cover_no_face_nor_each_other_and_stay_in_their_panel(
    layout: str, locale: str, band: str, sources: Sources
) -> None:
    document = document_of(locale, band, sources, layout)
    house = product_house(document.layout, document.manuscript, sources.theme)
    seen = 0
    for page, scene, comic in drawn_pages(document):
        share = next((float(part.split()[1]) for part in page.gave.split(", ") if part.startswith("type ")), 100.0)
        given = replace(house, allowance=replace(house.allowance, type=share))
        for row in rows_of(scene, comic, given):
            for panel, lowered, placed in zip(row.panels, row.lowered, row.words, strict=True):
                boxes = [box for _, box in placed.words]
                faces = [head.face for head in list_heads(panel, lowered) if head.has_face and head.is_near]
                whole = Rect(0, 0, *panel.size).grown(mm(0.2))
                for box in boxes:
                    assert intersect(box, whole) == pytest.approx(box), (page.topic, panel.id)
                    assert all(shared(box, face) <= mm(0.4) for face in faces), (page.topic, panel.id)
                    seen += 1
                for one, other in combinations(boxes, 2):
                    assert shared(one, other) <= mm(0.3), (page.topic, panel.id)
    assert seen >= 28


def test_people_stand_no_lower_than_table_and_frame_allow(sources: Sources) -> None:
    scene = sources.scene("pay-or-post")
    hidden = {panel.id for panel in scene.panels for lower in LOWER[1:] if not may_stand_lower(panel, lower)}
    assert {"a", "e"} <= hidden
    assert may_stand_lower(next(panel for panel in scene.panels if panel.id == "d"), mm(2))


@pytest.mark.slow
def test_rows_that_grow_take_their_room_from_others(sources: Sources, house: House) -> None:
    document = document_of("en-XA", "10-13", sources)
    long = product_house(document.layout, document.manuscript, sources.theme)
    grown = 0
    for _, scene, comic in drawn_pages(document):
        rows = rows_of(scene, comic, long)
        heights = {panel.id: panel.size.height for panel in scene.panels}
        changes = [row.panels[0].size.height - heights[row.panels[0].id] for row in rows]
        end = max(panel.at[1] + panel.size.height for panel in scene.panels)
        assert end + sum(changes) <= mm(190.5) + 0.2
        grown += any(change > 1 for change in changes)
    assert grown


def test_tails_lead_to_who_speaks_and_end_before_the_face(sources: Sources) -> None:
    document = document_of("en", "14-17", sources)
    house = product_house(document.layout, document.manuscript, sources.theme)
    tails = 0
    for page, scene, comic in drawn_pages(document):
        for row in rows_of(scene, comic, house):
            for panel, lowered, placed in zip(row.panels, row.lowered, row.words, strict=True):
                heads = {head.name: head for head in list_heads(panel, lowered)}
                for found, box in placed.words:
                    head = heads.get(found.words.by)
                    tail = make_tail(found.words, box, head)
                    if head is None or tail is None:
                        continue
                    tails += 1
                    x, y = tail.tip
                    face = head.face
                    assert not (face.x < x < face.right and face.y < y < face.top), (page.topic, panel.id)
                    assert abs(x - head.mouth[0]) < abs(box.x + box.width / 2 - head.mouth[0]) + mm(4)
    assert tails > 20


def test_captions_are_as_round_as_the_frame_where_they_stand_on_its_corners() -> None:
    size = Size(mm(72), mm(46))
    assert round_at_frame(Rect(0, 0, mm(72), mm(11)), size) == (CORNER, CORNER, 0, 0)
    assert round_at_frame(Rect(0, mm(35), mm(72), mm(11)), size) == (0, 0, CORNER, CORNER)
    assert round_at_frame(Rect(mm(24), mm(35), mm(48), mm(11)), size) == (0, 0, CORNER, 0)
    assert round_at_frame(Rect(mm(20), mm(6), mm(40), mm(11)), size) == (0, 0, 0, 0)


def test_each_panel_is_a_figure_and_then_its_words_with_who_says_them(sources: Sources) -> None:
    document = document_of("en", "14-17", sources)
    page, _, comic = drawn_pages(document)[0]
    elements = page.elements
    panels = [number for number, element in enumerate(elements) if element.role == "Sect" and element.parent >= 0]
    assert len(panels) == len(comic.items)
    for section, panel in zip(panels, comic.items, strict=True):
        inside = [element for element in elements if element.parent == section]
        assert [element.role for element in inside] == ["Figure"] + ["P"] * len(panel.items)
        assert inside[0].alt == panel.label
        paragraphs = [number for number, element in enumerate(elements) if element.parent == section][1:]
        said = [next((e.actual for e in elements if e.parent == number), "") for number in paragraphs]
        names = [f"{item.label}, in sign language" if item.kind == "sign-line" else item.label for item in panel.items]
        assert said == [f"{name}: " if name else "" for name in names]


@pytest.mark.slow
def test_words_are_copied_out_panel_by_panel(sources: Sources) -> None:
    document = document_of("en", "14-17", sources)
    data = draw(document, sources, date(2026, 11, 25))
    text = " ".join(PdfReader(BytesIO(data)).pages[8].extract_text().split())
    _, _, comic = drawn_pages(document)[0]
    places = [text.find(item.text[:12]) for panel in comic.items for item in panel.items]
    assert -1 not in places and places == sorted(places)


@pytest.mark.slow
def test_a_comic_without_a_scene_is_a_plain_strip(sources: Sources, tmp_path: Path) -> None:
    layout = tmp_path / "layouts" / "booklet-a5.yaml"
    layout.parent.mkdir()
    text = (sources.folders.own / "layouts/booklet-a5.yaml").read_text("utf-8")
    layout.write_text(text.replace(", scene: gift-drop}", "}"), "utf-8")
    document = document_of("en", "14-17", open_sources(tmp_path))
    comic = next(page for page in document.placed.pages if page.topic == "gift-drop")
    assert "gift-drop" not in {page.topic for page, _, _ in drawn_pages(document)}
    assert {"Lbl", "LBody"} <= {element.role for element in comic.elements}


SCENE = "layouts/scenes/gift-drop.yaml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("caption: a.caption", "caption: a.captoin", "gift-drop.yaml:23: unknown-message"),
        ("by: dayo, at: 33 7", "by: minh, at: 33 7", "gift-drop.yaml:24: unknown-by"),
        (
            "      - {caption: f.caption, at: 0 46, up: yes, measure: 45, fixed: yes}\n",
            "",
            'words-lost: "gift-drop.comic.f.caption"',
        ),
        ("  - id: b\n", "  - id: q\n", 'unknown-panel: "gift-drop.comic" has no panel "q"'),
    ],
)
def test_a_scene_of_a_project_must_hold_the_words_of_its_comic(
    old: str, new: str, said: str, sources: Sources, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from booklet.make.build import open_sources

    project = tmp_path_factory.mktemp("project")
    mine = project / SCENE
    mine.parent.mkdir(parents=True)
    text = (sources.folders.own / SCENE).read_text("utf-8")
    assert old in text
    mine.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SourceError) as caught:
        document_of("en", "14-17", open_sources(project))
    assert any(said in str(finding) for finding in caught.value.findings), caught.value.findings
