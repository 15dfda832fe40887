"""Scenes from their files: people put together from parts, painted in their inks, in their places."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from booklet.art.part import Part
from booklet.art.svg import read_part
from booklet.art.transform import Matrix
from booklet.errors import Finding, SourceError
from booklet.geometry import mm
from booklet.make.scenepicture import draw_scene
from booklet.scenes.figure import turn
from booklet.scenes.model import Panel, Scene, Thing
from booklet.scenes.paint import DRAWN_LINE, HEAVIER, choose_weight, paint_part
from booklet.scenes.stage import list_heads, stage
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.scenes import read_scene
from booklet.typeset.fit import Placed
from booklet.typeset.mirror import mirror_placed
from booklet.typeset.placed import PaintedAt, PlacedPage

INKS = {"#382350": "night", "#d28c67": "skin-3", "#99cfb8": "mint"}

PART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80" data-neck="50 10">
<path d="M0 0L100 0L100 80Z" fill="#99CFB8" data-role="top"/>
<path d="M10 10L90 10" fill="none" stroke="#99CFB8" stroke-width="13" data-role="prop"/>
<path d="M0 0L9 9L0 9Z" fill="#D28C67" data-role="hair" data-when="not-ink"/>
<path d="M0 0L100 0L100 2Z" fill="#382350" data-role="ink"/>
</svg>"""


def part(text: str = PART) -> Part:
    return read_part(text, "layouts/kit/props/thing.svg", INKS)


def scene_of(sources: Sources, text: str) -> Scene:
    """Return a scene that a text is; raise its faults."""
    findings: list[Finding] = []
    scene = read_scene(text, "layouts/scenes/mine.yaml", sources.props, findings)
    if findings:
        raise SourceError(*findings)
    return scene


HEAD = """bands: [14-17]
trim: 148 x 210
line: 0.5
panels:
  - id: a
    at: 10 30
    size: 80 x 40
    window: 0 0 2400
    ground: lilac
"""


def person(name: str, panel: Panel) -> Thing:
    return next(layer for layer in panel.figures if isinstance(layer, Thing) and layer.name == name)


def test_roles_get_the_inks_of_whom_a_part_belongs_to() -> None:
    painted = paint_part(part(), (("top", "sun"), ("prop", "white"), ("hair", "brown")), 0.0)
    assert [(shape.fill, shape.stroke) for shape in painted.drawing.shapes] == [
        ("sun", None),
        (None, "white"),
        ("brown", None),
        ("night", None),
    ]


def test_what_colours_a_solid_shape_is_left_out_where_it_is_night() -> None:
    shapes = paint_part(part(), (("hair", "night"),), 0.0).drawing.shapes
    assert len(shapes) == 3


def test_small_parts_get_heavier_outlines_lines_and_inks_alike() -> None:
    _, line, ink = paint_part(part(), (), DRAWN_LINE).drawing.shapes
    assert line.stroke_width == 2 * DRAWN_LINE
    assert ink.stroke_width == DRAWN_LINE and ink.round


def test_outlines_are_nowhere_thinner_than_a_scene_asks_by_more_than_a_step() -> None:
    for scale in (0.02, 0.03, 0.05, 0.08, 0.1):
        drawn = (DRAWN_LINE + choose_weight(mm(0.5), scale)) * scale
        assert drawn > mm(0.42), scale
    assert HEAVIER[0] == 0.0


def test_a_part_is_known_by_what_it_is_made_of() -> None:
    one = paint_part(part(), (("top", "sun"), ("shoes", "white")), 3.0)
    assert one.name == paint_part(part(), (("top", "sun"), ("shoes", "oat")), 3.0).name
    assert one.name != paint_part(part(), (("top", "mint"),), 3.0).name
    assert one.name != paint_part(part(), (("top", "sun"),), 6.0).name


def test_a_turn_leaves_its_centre_and_goes_clockwise() -> None:
    turned = turn(90, (10, 0))
    assert [round(number, 6) for number in turned.apply((10, 0, 20, 0))] == [10, 0, 10, 10]


def test_every_shipped_scene_is_read_and_has_its_faces_inside(sources: Sources) -> None:
    assert len(sources.scenes()) >= 9
    for name in sources.scenes():
        for panel in sources.scene(name).panels:
            for head in list_heads(panel):
                middle = head.face.x + head.face.width / 2
                assert -mm(3) < middle < panel.size.width + mm(3), (name, panel.id, head.name)


def test_a_child_has_a_smaller_body_and_the_same_head(sources: Sources) -> None:
    text = HEAD + "    figures:\n      - {who: dayo, pose: stand-easy, at: 600 1500, scale: 0.5, build: %s}\n"
    heads = {build: list_heads(scene_of(sources, text % build).panels[0])[0].face for build in ("child", "adult")}
    assert heads["child"].width == pytest.approx(heads["adult"].width)
    assert heads["child"].y > heads["adult"].y


def test_clothes_of_a_scene_go_before_those_of_the_cast(sources: Sources) -> None:
    text = HEAD + "    figures:\n      - {who: dayo, pose: bust-tee, at: 600 1500, top: tide}\n"
    body = person("dayo", scene_of(sources, text).panels[0]).pieces[0]
    assert dict(body.inks)["top"] == "tide"
    assert dict(body.inks)["skin"] == "skin-5"


def test_people_stand_lower_and_things_stay(sources: Sources) -> None:
    panel = sources.scene("gift-drop").panels[0]
    before, after = stage(panel, mm(0.5)), stage(panel, mm(0.5), mm(4))
    moved = [round(one[1].f - other[1].f, 3) for one, other in zip(before, after, strict=True)]
    assert set(moved) == {0.0, round(mm(4), 3)}


@pytest.mark.parametrize(
    ("layer", "code", "said"),
    [
        ("{prop: bannana, at: 0 0}", "unknown-prop", "bannana"),
        ("{prop: ball, at: 0 0, main: gold}", "unknown-main", "gold"),
        ("{who: dayoo, pose: bust-tee, at: 0 0}", "unknown-who", 'did you mean "dayo"?'),
        ("{who: dayo, pose: bust-tie, at: 0 0}", "unknown-pose", 'did you mean "bust-tee"?'),
        ("{who: dayo, pose: bust-tee, face: angry, at: 0 0}", "unknown-face", "known are: kind"),
        ("{who: dayo, pose: bust-tee, at: 0 0, plus: [cigar]}", "unknown-plus", "cigar"),
        ("{who: diallo, pose: back-sit, at: 0 0}", "unknown-back", "layouts/cast.yaml"),
        ("{prop: ball, at: 1e3 0}", "wrong-type", "2 numbers"),
        ("{prop: ball, at: 1 nan}", "wrong-type", "2 numbers"),
        ("{prop: ball, at: 0 0, scale: __import__('os')}", "wrong-type", "0.02 to 20"),
        ("{shape: path, d: L0 0, ink: sun}", "art-syntax", "begin"),
        ("{shape: star, at: 0 0, ink: sun}", "unknown-shape", "box"),
        ("{shape: disc, at: 0 0, radius: 5, ink: gold}", "unknown-ink", "gold"),
        ("{strip: 90, at: 0 0, square: 9, days: [{ground: sun}]}", "wrong-strip", "60"),
        ("{at: 0 0}", "unknown-layer", "prop:"),
        ("{prop: ball, at: 0 0, colour: sun}", "unknown-key", "colour"),
    ],
)
def test_every_fault_of_a_layer_has_its_line(layer: str, code: str, said: str, sources: Sources) -> None:
    with pytest.raises(SourceError) as caught:
        scene_of(sources, f"{HEAD}    figures:\n      - {layer}\n")
    found = next(finding for finding in caught.value.findings if finding.code == code)
    assert (found.where.file, found.where.line) == ("layouts/scenes/mine.yaml", 11)
    assert said in str(found)


def test_a_panel_is_pulled_apart_at_heights_in_it(sources: Sources) -> None:
    assert scene_of(sources, f"{HEAD}    seams: 12 30.5\n").panels[0].seams == (mm(12), mm(30.5))
    with pytest.raises(SourceError) as caught:
        scene_of(sources, f"{HEAD}    seams: 12 40.5\n")
    (found,) = caught.value.findings
    assert (found.code, found.where.line) == ("wrong-size", 10)


def test_words_say_what_they_are_and_where(sources: Sources) -> None:
    text = f"{HEAD}    words:\n      - {{shout: a.says.dayo, at: 1 1, measure: 20}}\n      - {{bubble: x, at: here}}\n"
    with pytest.raises(SourceError) as caught:
        scene_of(sources, text)
    lines = {(finding.code, finding.where.line) for finding in caught.value.findings}
    assert {("unknown-words", 11), ("unknown-key", 11), ("wrong-type", 12), ("missing-key", 12)} <= lines


def test_a_project_changes_one_member_of_the_cast_and_keeps_the_others(sources: Sources, tmp_path: Path) -> None:
    from booklet.make.build import open_sources

    mine = tmp_path / "layouts" / "cast.yaml"
    mine.parent.mkdir()
    mine.write_text(
        "dayo:\n  build: teen\n  head: afro\n  inks: {skin: skin-4, hair: night, top: mint, bottom: tide}\n", "utf-8"
    )
    laid = open_sources(tmp_path)
    assert laid.props.cast["dayo"].head == "afro"
    assert laid.props.cast["simi"] == sources.props.cast["simi"]
    assert laid.folders == Folders(sources.folders.own, tmp_path)


def test_parts_are_drawn_once_in_a_file(sources: Sources) -> None:
    scene = sources.scene("pay-or-post")
    page = PdfReader(BytesIO(draw_scene(scene, sources, date(2026, 11, 25)))).pages[0]
    drawn = page.get_contents()
    assert drawn is not None
    objects = page["/Resources"].get_object()["/XObject"]  # type: ignore[index]
    placed = [place for panel in scene.panels for place in stage(panel, scene.line)]
    assert drawn.get_data().count(b" Do Q") == len(placed) > len(objects)
    assert set(objects) == {f"/{painted.name}" for painted, _ in placed}


def test_a_picture_is_mirrored_whole_but_a_calendar_keeps_its_sides(sources: Sources) -> None:
    panel = sources.scene("gift-drop").panels[-1]
    items = tuple(PaintedAt(painted, place) for painted, place in stage(panel, mm(0.5)))
    page = PlacedPage(0, "", panel.size, 0.0, items, (), varies=False)
    (mirrored,) = mirror_placed(Placed((page,), ()), "Arab").pages
    kept = 0
    for one, other in zip(items, mirrored.items, strict=True):
        assert isinstance(other, PaintedAt)
        if one.painted.keeps:
            kept += 1
            assert other.place[:4] == one.place[:4]
            assert middle(other) == pytest.approx(panel.size.width - middle(one))
        else:
            assert other.place == one.place.then(Matrix(a=-1, e=panel.size.width))
    assert kept == 1 and len(items) > 5


def middle(item: PaintedAt) -> float:
    drawing = item.painted.drawing
    return item.place.apply((drawing.width / 2, drawing.height / 2))[0]
