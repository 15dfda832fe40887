"""Every picture as it is printed: how heavy its lines are, and what the parts of the kit may be made of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from booklet.art.part import Part
from booklet.geometry import MM
from booklet.scenes.model import Panel, Scene, Thing
from booklet.scenes.paint import DRAWN_LINE, INK, around
from booklet.scenes.stage import stage
from booklet.sources.cast import PROP_ROLES, ROLES
from booklet.sources.kinds import GROUPS
from booklet.sources.load import Sources

NEAR, FAINT, MOST = 0.3, 0.18, 0.85
"""Millimetres that an outline has at the least, near and far away, and at the most, on A5; larger sheets have more."""

A5 = 148 * MM

APART = 1.6
"""How many times as heavy as that of another the outline of a person may be in one panel."""

NODES = {"bodies": 1700, "heads": 900, "props": 300}
LARGE = frozenset({"thread-shelf", "face-cut"})
"""Nodes that a part may have, and the things that need more: a shelf of spools, a face behind strips."""


class Outline(NamedTuple):
    """The outline of a part of a picture, in millimetres, and whose it is."""

    wide: float
    who: str
    is_near: bool


class Output(NamedTuple):
    """A scene as a layout prints it: the factor of its measures, and how large the sheet is beside A5."""

    scene: Scene
    factor: float
    sheet: float


def outputs(sources: Sources) -> Iterator[Output]:
    """Yield each scene as each layout prints it; one that none prints, in its own measures."""
    found = set()
    for name in sources.layouts():
        layout = sources.layout(name)
        pages = [*layout.pages, *(plan for style in layout.bands for plan in style.pages)]
        if any(plan.master == "notice" for plan in pages):
            continue  # it draws a scene of another size with outlines of its own weight
        names = [*(plan.scene for plan in pages), *(scene for look in layout.looks for scene in look.pictures)]
        sheet = max(1.0, min(layout.size.width, layout.size.height) / A5)
        found |= {(scene, layout.scale, sheet) for scene in names if scene}
    printed = {name for name, *_ in found}
    found |= {(name, 1.0, 1.0) for name in sources.scenes() if name not in printed}
    yield from (Output(sources.scene(name), factor, sheet) for name, factor, sheet in sorted(found))


def outlines(panel: Panel, line: float, factor: float) -> Iterator[Outline]:
    """Yield the outlines of all parts of a panel as they are staged; a part without an outline has none."""
    things = [layer for layer in (*panel.back, *panel.figures, *panel.over) if isinstance(layer, Thing)]
    whose = [(thing, piece) for thing in things for piece in thing.pieces]
    whole = around(panel.window)
    staged = [(painted, place) for painted, place in stage(panel, line) if painted.corner != (whole.x, whole.y)]
    for (thing, piece), (painted, place) in zip(whose, staged, strict=True):
        rims = {shape.stroke_width for shape in painted.drawing.shapes if shape.fill == shape.stroke == INK}
        if any(layer.role == "ink" and layer.shape.fill for layer in piece.part.layers):
            wide = (DRAWN_LINE + max(rims, default=0.0)) * place.scale * factor / MM
            yield Outline(wide, thing.name if thing.head else "", thing.weight >= 1)


def faults(panel: Panel, line: float, factor: float = 1.0, sheet: float = 1.0) -> Iterator[str]:
    """Yield what is wrong with the lines of a panel."""
    found = list(outlines(panel, line, factor))
    for one in found:
        least = (NEAR if one.is_near else FAINT) * min(1.0, factor)
        if not least <= one.wide <= MOST * sheet:
            yield f"{one.who or 'a thing'}: {one.wide:.2f} mm"
    people = [one for one in found if one.who and one.is_near]
    widths = [one.wide for one in people]
    if widths and max(widths) > APART * min(widths):
        yield f"people: {min(widths):.2f} to {max(widths):.2f} mm"


@pytest.mark.slow
def test_lines_of_every_scene_are_as_heavy_as_a_press_holds_and_agree(sources: Sources) -> None:
    seen = list(outputs(sources))
    assert len(seen) >= 27
    for scene, factor, sheet in seen:
        for panel in scene.panels:
            assert list(faults(panel, scene.line, factor, sheet)) == [], (scene.name, panel.id, factor)


def test_a_line_that_is_too_thin_too_heavy_or_unlike_others_is_told(sources: Sources) -> None:
    scene = sources.scene("start")
    (panel,) = scene.panels
    assert list(faults(panel, scene.line)) == []
    assert "mm" in next(faults(panel, scene.line / 4))
    assert "mm" in next(faults(panel, 4 * scene.line))
    (someone, *others) = [layer for layer in panel.figures if isinstance(layer, Thing) and layer.head]
    assert len(others) > 0
    larger = Thing(someone.pieces, someone.place, 2.0, someone.name, someone.head)
    told = faults(replace(panel, figures=(larger, *others)), scene.line)
    assert any(fault.startswith("people") for fault in told)


def test_a_childs_body_has_the_outline_of_its_head(sources: Sources) -> None:
    scene = sources.scene("start")
    found: dict[str, list[float]] = {}
    for one in outlines(scene.panels[0], scene.line, 1.0):
        found.setdefault(one.who, []).append(one.wide)
    assert max(found["temi"]) < 1.15 * min(found["temi"])
    staged = {painted.name for painted, _ in stage(scene.panels[0], scene.line)}
    assert len(staged) > len(found)


def nodes(part: Part) -> int:
    return sum(segment[0] != "h" for layer in part.layers for segment in layer.shape.path.segments)


@pytest.mark.parametrize("group", GROUPS)
def test_parts_have_few_nodes_inks_of_the_theme_and_roles_that_somebody_paints(group: str, sources: Sources) -> None:
    kit, inks = sources.props.kit, set(sources.theme.inks)
    painted = {*ROLES, *PROP_ROLES, "ink", "skin2"}
    for name in kit.names(group):
        part = kit.part(group, name)
        assert 0 < nodes(part) <= NODES.get(group, 400) or name in LARGE, name
        used = {ink for layer in part.layers for ink in (layer.shape.fill, layer.shape.stroke) if ink}
        assert used <= inks, name
        assert set(part.roles) <= painted, name
    assert {
        name for name in LARGE if name in kit.names("props") and nodes(kit.part("props", name)) <= NODES["props"]
    } == set()
