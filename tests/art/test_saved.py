"""Drawings as programs save them: what becomes of each, what is said of it, and what is refused with which menu words.

The samples in `saved/` were written by hand as each program writes: Inkscape 1.2 (Inkscape SVG on an A4 page),
Illustrator 27 (Save As, and Export As with internal CSS) and 16 (symbols), Figma of 2024 (display-p3 beside hex), Canva
of 2024. What they should look like was compared with librsvg's picture of each.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.art import cells, walk
from booklet.art.cells import Cell
from booklet.art.colours import read_colour
from booklet.art.outline import Outline
from booklet.art.programs import find_program
from booklet.art.saved import SIDE, SavedDrawing, read_saved
from booklet.errors import Finding, SourceError
from booklet.geometry import Rect

SAVED = Path(__file__).parent / "saved"

BLUE, RED, GREEN = "#0000ff", "#ff0000", "#008000"


def svg(inner: str, attributes: str = 'viewBox="0 0 100 100"') -> str:
    """Return an SVG whose hundredths are tenths of what is read."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'
    )


def sample(name: str) -> SavedDrawing:
    return read_saved((SAVED / f"{name}.svg").read_text("utf-8"), f"{name}.svg")


def colour_at(drawing: SavedDrawing, x: float, y: float) -> str:
    """Return what is seen at a place given in shares of width and height from the upper left, white if nothing is."""
    from fontTools.pens.pointInsidePen import PointInsidePen

    from booklet.art.outline import draw_with

    place = x * drawing.width, (1 - y) * drawing.height

    def is_inside(outline: Outline, even_odd: bool) -> bool:
        pen = PointInsidePen(None, place, even_odd)
        draw_with(outline, pen)
        return bool(pen.getResult())

    def is_seen(cell: Cell) -> bool:
        inside = [is_inside(cut.outline, cut.even_odd) for cut in cell.cuts]
        return cell.pen is None and all(inside) and is_inside(cell.outline, cell.even_odd)

    seen = [cell.colour for cell in drawing.cells if is_seen(cell)]
    return "#" + "".join(f"{round(255 * part):02x}" for part in (seen or [(1, 1, 1)])[-1])


def at(inner: str, x: float = 0.5, y: float = 0.5) -> str:
    """Return what is seen at a place of an SVG."""
    return colour_at(read_saved(svg(inner), "logo.svg"), x, y)


def refused(inner: str) -> Finding:
    with pytest.raises(SourceError) as stopped:
        read_saved(svg(inner), "logo.svg")
    return stopped.value.findings[0]


def is_near(colour: str, other: str, within: int = 6) -> bool:
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return all(abs(one - another) <= within for one, another in pairs)


# What each program saves


def test_inkscape_saves_a_layer_that_is_see_through_on_a_sheet_of_its_own() -> None:
    drawing = sample("inkscape")
    assert drawing.changes == (
        "a gradient is set in fine bands of one colour each",
        "what is see-through is in the colours that are seen (2 times)",
        "a hidden part is left out",
        "the empty page around it is cut off",
    )
    assert drawing.width / drawing.height == pytest.approx(1.5, abs=0.01)
    assert colour_at(drawing, 0.1, 0.1) == "#337bd3"  # #005ac8 at 0.8 on white
    assert is_near(colour_at(drawing, 0.2, 0.4), "#f5777c")  # the gradient, still nearly its first colour
    assert colour_at(drawing, 0.95, 0.05) == "#ffffff"


def test_illustrator_saves_classes_clips_by_clones_and_a_doctype() -> None:
    drawing = sample("illustrator")
    assert colour_at(drawing, 0.02, 0.02) == "#e30613"
    assert colour_at(drawing, 0.31, 0.11) == "#e30613"  # outside of the circle that clips
    assert is_near(colour_at(drawing, 0.31, 0.5), "#801217")  # dark at half over red
    assert is_near(colour_at(drawing, 0.69, 0.5), "#fff680", 10)  # yellow at half over white
    assert [cell.pen.join for cell in drawing.cells if cell.pen] == [2]


def test_illustrator_exports_classes_in_one_line() -> None:
    drawing = sample("illustrator-export-as")
    assert colour_at(drawing, 0.1, 0.5) == "#009640"
    assert colour_at(drawing, 11 / 120, 11 / 60) == "#ffffff"  # the clip has round corners
    assert colour_at(drawing, 0.22, 0.5) == "#ffffff"
    assert colour_at(drawing, 0.4, 0.4) == "#5c5a59"  # pink at 0.4 over green
    assert colour_at(drawing, 0.9, 0.5) == "#f599cb"


def test_illustrator_saves_symbols_and_a_size_without_a_view_box() -> None:
    drawing = sample("symbols")
    assert (drawing.width, drawing.height) == (SIDE, SIDE / 2)
    assert [colour_at(drawing, x, 0.5) for x in (0.25, 0.75, 0.45)] == ["#951b81", "#951b81", "#ffffff"]


def test_figma_saves_masks_gradients_and_colours_twice() -> None:
    drawing = sample("figma")
    assert drawing.changes[1] == "a mask is taken as a clip"
    assert colour_at(drawing, 0.005, 0.01) == "#ffffff"
    assert is_near(colour_at(drawing, 0.25, 0.02), "#5b40fc") and is_near(colour_at(drawing, 0.25, 0.98), "#0bcc84")
    assert colour_at(drawing, 0.58, 0.5) == "#d9d9d9"
    assert is_near(colour_at(drawing, 0.75, 0.5), "#f79479")  # the middle of what fades out, at 0.6 on white
    assert colour_at(drawing, 0.93, 0.5) == "#d9d9d9"  # where it has faded


def test_canva_saves_clips_in_clips_and_letters_as_paths() -> None:
    drawing = sample("canva")
    assert drawing.changes == ()
    assert [colour_at(drawing, x, 0.47) for x in (0.01, 0.2, 0.36, 0.42)] == [
        "#ffffff",
        "#ff914d",
        "#004aad",
        "#ff914d",
    ]


@pytest.mark.parametrize("name", ["inkscape", "illustrator", "illustrator-export-as", "figma", "canva"])
def test_each_program_is_known_by_what_only_it_writes(name: str) -> None:
    assert find_program((SAVED / f"{name}.svg").read_text("utf-8")).lower() == name.partition("-")[0]


# Styles


@pytest.mark.parametrize(
    "inner",
    [
        f'<rect width="100" height="100" style="fill:{BLUE}" fill="{RED}"/>',
        f'<style>.a{{fill:{BLUE}}}</style><rect class="a" width="100" height="100" fill="{RED}"/>',
        f'<style>rect{{fill:{RED}}}.a{{fill:{BLUE}}}</style><rect class="a" width="100" height="100"/>',
        f'<style>#i{{fill:{BLUE}}}.a{{fill:{RED}}}</style><rect class="a" id="i" width="100" height="100"/>',
        f'<style>.a,.b{{fill:{RED}}} /* x */ .b{{fill:{BLUE}}}</style><rect class="a b" width="100" height="100"/>',
        f'<style>.a{{fill:{BLUE}!important}}</style><rect class="a" style="fill:{RED}" width="100" height="100"/>',
        f'<style><![CDATA[.a{{fill:{BLUE}}}]]></style><g class="a"><rect width="100" height="100"/></g>',
        '<rect width="1in" height="100%" fill="rgb(0%, 0%, 100%)"/>',
        '<g color="blue"><rect width="100" height="100" fill="currentColor"/></g>',
        '<rect width="100" height="100" fill="hsl(240, 100%, 50%)"/>',
        f'<rect width="100" height="100" style="fill:{BLUE};fill:color(display-p3 0 0 1)"/>',
        f'<rect width="100" height="100" fill="url(#nothing) {BLUE}"/>',
        f'<style>@font-face{{font-family:X;src:url(x.woff)}}*{{fill:{BLUE}}}</style><rect width="100" height="100"/>',
    ],
)
def test_styles_are_followed_whichever_way_they_are_said(inner: str) -> None:
    assert at(inner, 0.4) == BLUE


@pytest.mark.parametrize("sheet", ["g .a{fill:red}", "@import url(x.css);", ".a:hover{fill:red}", "@media print{.a{}}"])
def test_a_style_that_is_not_followed_is_refused_with_what_to_choose(sheet: str) -> None:
    found = refused(f'<style>{sheet}</style><rect id="Layer_1" data-name="x" class="a" width="9" height="9"/>')
    assert found.code == "art-unsupported"
    assert "Styling: Presentation Attributes" in found.hint


# What is see-through

COLOURS = st.sampled_from(["#ff0000", "#00ff00", "#0000ff", "#808080"])
SHARES = st.sampled_from([0.25, 0.5, 1.0])


@pytest.mark.slow
@given(st.lists(st.tuples(COLOURS, SHARES, st.integers(0, 60)), min_size=1, max_size=4), SHARES)
def test_shapes_over_one_another_have_the_colours_that_are_seen(
    shapes: list[tuple[str, float, int]], group: float
) -> None:
    rectangles = [
        f'<rect x="{x}" width="40" height="100" fill="{ink}" fill-opacity="{share}"/>' for ink, share, x in shapes
    ]
    drawing = read_saved(svg(f'<rect width="100" height="50"/><g opacity="{group}">{"".join(rectangles)}</g>'), "a.svg")
    for x, y, ground in ((35, 75, 1.0), (35, 25, 0.0), (61.5, 75, 1.0), (61.5, 25, 0.0)):
        colour, cover = (0.0, 0.0, 0.0), 0.0
        for ink, share, left in shapes:
            if left < x < left + 40:
                own = read_colour(ink)[0]
                colour = tuple(a * share + b * (1 - share) for a, b in zip(own, colour, strict=True))  # type: ignore[assignment]
                cover = share + cover * (1 - share)
        expected = [part * group + ground * (1 - cover * group) for part in colour]
        said = "#" + "".join(f"{round(255 * part):02x}" for part in expected)
        assert is_near(colour_at(drawing, x / 100, y / 100), said, 1)


def test_a_line_that_is_see_through_is_mixed_on_one_ground_and_refused_on_several() -> None:
    line = '<path d="M10 50H90" stroke="#000" stroke-opacity=".5" stroke-width="4"/>'
    drawing = read_saved(svg(f'<rect width="100" height="100" fill="{RED}"/>{line}'), "a.svg")
    assert drawing.cells[-1].colour == (0.5, 0.0, 0.0)
    found = refused(f'<rect width="50" height="100" fill="{RED}"/>{line}')
    assert "see-through" in found.message and "Path > Stroke to Path" in found.hint


def test_shapes_that_would_unfold_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_ELEMENTS", 500)
    monkeypatch.setattr(cells, "MOST_CELLS", 500)
    pile = '<circle cx="50" cy="50" r="40" opacity=".5"/>' * 40
    assert "seen through one another" in refused(pile).message
    doubled = "".join(
        f'<g id="g{n}"><use xlink:href="#g{n - 1}"/><use xlink:href="#g{n - 1}"/></g>' for n in range(1, 30)
    )
    assert "more than" in refused(f'<g id="g0"><rect width="9" height="9"/></g>{doubled}').message
    assert "stands in itself" in refused('<g id="a"><use xlink:href="#a"/></g>').message


# Clips, masks, gradients


def test_a_clip_of_several_shapes_shows_what_is_in_any_of_them_whichever_way_they_turn() -> None:
    clip = '<clipPath id="c"><rect width="60" height="60"/><path d="M40 40V90H90V40Z"/></clipPath>'
    for x, y, seen in ((0.1, 0.1, BLUE), (0.5, 0.5, BLUE), (0.8, 0.8, BLUE), (0.8, 0.1, "#ffffff")):
        assert at(f'{clip}<rect width="100" height="100" fill="{BLUE}" clip-path="url(#c)"/>', x, y) == seen


def test_a_gradient_is_of_the_box_of_its_shape_unless_it_says_otherwise() -> None:
    gradient = '<linearGradient id="g"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>'
    shape = '<rect x="20" width="60" height="100" fill="url(#g)"/>'
    assert is_near(at(gradient + shape, 0.21), "#040404") and is_near(at(gradient + shape, 0.79), "#fbfbfb")
    assert is_near(at(gradient + shape, 0.5), "#808080")


@pytest.mark.parametrize(
    ("inner", "said", "menus"),
    [
        ("<text>Help</text>", "text in a font", ("Path > Object to Path", "Type > Create Outlines", "Flatten")),
        ('<image href="a.png"/>', "made of pixels", ("Path > Trace Bitmap", "Object > Image Trace", "PNG")),
        ('<g filter="url(#f)"><path/></g>', "shadow", ("Filters > Remove Filters", "Appearance", "Effects")),
        ('<path d="M0 0h9v9z" style="mix-blend-mode:multiply"/>', "mix with", ("Flatten Transparency",)),
        ('<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>', "pattern", ("Pattern to Objects",)),
        (
            '<linearGradient id="g" spreadMethod="reflect"><stop/></linearGradient>'
            '<rect width="9" height="9" fill="url(#g)"/>',
            "repeats",
            ("flat colour",),
        ),
        (
            '<mask id="m"><rect width="9" height="9" fill="#888"/></mask><rect width="9" height="9" mask="url(#m)"/>',
            "in part",
            ("Object > Mask > Release Mask", "Flatten"),
        ),
        (
            '<clipPath id="c"><text>A</text></clipPath><rect width="9" height="9" clip-path="url(#c)"/>',
            "<text>",
            ("Type > Create Outlines",),
        ),
        ('<path d="M0 0h9" marker-end="url(#m)" stroke="red"/>', "arrow", ("Path > Stroke to Path", "Outline Stroke")),
        ("<script>x()</script>", "a program", ("Plain SVG",)),
        ('<foreignObject width="9" height="9"/>', "no SVG", ("Plain SVG",)),
        ("<sparkle/>", "not drawn", ("Plain SVG",)),
    ],
)
def test_what_nobody_can_print_is_refused_with_the_words_of_the_menus(
    inner: str, said: str, menus: tuple[str, ...]
) -> None:
    found = refused(inner)
    assert (found.code, found.where.file) == ("art-unsupported", "logo.svg")
    assert said in found.message
    assert all(menu in found.hint for menu in menus)


def test_the_menus_are_those_of_the_program_that_saved_it() -> None:
    text = (SAVED / "inkscape.svg").read_text("utf-8").replace("display:none", "display:inline")
    with pytest.raises(SourceError) as stopped:
        read_saved(text, "logo.svg")
    (found,) = stopped.value.findings
    assert str(found) == (
        "logo.svg:76: art-unsupported: <text> is text in a font; "
        "in Inkscape: Path > Object to Path; or save it as PNG, 1000 pixels wide or wider"
    )


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;" viewBox="0 0 9 9"/>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg xmlns="http://www.w3.org/2000/svg"><desc>&a;</desc></svg>',
        '<!DOCTYPE svg SYSTEM "https://example.org/svg.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_entities_are_refused_with_what_to_choose_in_illustrator(text: str) -> None:
    with pytest.raises(SourceError) as stopped:
        read_saved(text, "logo.svg")
    assert "Preserve Illustrator Editing Capabilities" in stopped.value.findings[0].hint


@pytest.mark.slow
@given(st.integers(0, 10_000), st.text(max_size=12), st.sampled_from(["inkscape", "illustrator", "figma", "canva"]))
def test_whatever_happened_to_a_file_is_told_and_nothing_else_happens(place: int, text: str, name: str) -> None:
    whole = (SAVED / f"{name}.svg").read_text("utf-8")
    cut = place % len(whole)
    try:
        read_saved(whole[:cut] + text + whole[cut + len(text) :], "logo.svg")
    except SourceError as error:
        assert all(finding.hint and finding.code.startswith("art-") for finding in error.findings)


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (f"<style>{'.a{x:y}' * 3000}</style>{'<a/>' * 3000}", "there are 3000 styles for 3001 parts"),
        (
            "<linearGradient id='g'>"
            + "".join(f"<stop offset='{place / 300}' stop-color='#{place % 2}00'/>" for place in range(300))
            + "</linearGradient><rect fill='url(#g)' width='9' height='9'/>",
            "more than 256 colours",
        ),
    ],
)
def test_what_would_take_hours_is_refused_at_once(inner: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_saved(svg(inner), "logo.svg")


@pytest.mark.parametrize("text", ["<svg " * 400_000, svg(f"<style>{'/*a' * 1_000_000}</style>")])
def test_a_text_is_gone_through_once_however_often_something_begins_in_it(text: str) -> None:
    """Whoever went through it again from each beginning would not end."""
    with suppress(SourceError):
        read_saved(text, "logo.svg")


def test_a_shape_of_many_points_is_not_gone_through_for_each_see_through_one() -> None:
    class Unread(list[float]):
        def __getitem__(self, _: object) -> Any:
            raise AssertionError

    large = Cell(Outline("mc", Unread()), (0.0, 0.0, 0.0), Rect(0, 0, 9, 9))
    small = Cell(Outline(), (0.0, 0.0, 0.0), Rect(20, 20, 9, 9), alpha=0.5)
    assert cells.lay_over([small], [large]) == [large, small]


def test_the_rule_behind_the_encoding_of_a_sheet_holds() -> None:
    inner = '<style>@charset "utf-8"; .a{fill:#00f}</style><rect class="a" width="100" height="100"/>'
    assert at(inner) == BLUE


def test_what_stands_in_one_another_without_end_is_refused() -> None:
    clones = "".join(f"<use id='a{at}' href='#a{at + 1}'/>" for at in range(900))
    clips = "".join(
        f"<clipPath id='c{at}' clip-path='url(#c{at + 1})'><rect width='9' height='9'/></clipPath>" for at in range(900)
    )
    for inner in (clones, f"{clips}<rect clip-path='url(#c0)' width='9' height='9'/>"):
        with pytest.raises(SourceError, match="more than 32 clones or clips"):
            read_saved(svg(inner), "logo.svg")
    groups = "".join(f"<g id='g{at}'>{'<g>' * 25}<use href='#g{at + 1}'/>{'</g>' * 26}" for at in range(30))
    with pytest.raises(SourceError, match="more than 64 groups and clones"):
        read_saved(svg(groups), "logo.svg")


def test_all_gradients_together_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_BANDS", 100)
    stops = "<stop offset='0' stop-color='#000'/><stop offset='1' stop-color='#fff'/>"
    inner = f"<linearGradient id='g'>{stops}</linearGradient>" + "<rect fill='url(#g)' width='9' height='9'/>" * 2
    with pytest.raises(SourceError, match="more than 100 bands"):
        read_saved(svg(inner), "logo.svg")


@pytest.mark.parametrize("box", ["0 0 1e-320 1e-320", "0 0 1e-9 1e-9", "0 0 1000000 1"])
def test_a_view_box_is_no_point_and_no_line(box: str) -> None:
    with pytest.raises(SourceError, match="the view box is"):
        read_saved(svg("<rect width='9' height='9'/>", f'viewBox="{box}"'), "logo.svg")


def test_what_is_multiplied_out_of_all_measure_is_refused() -> None:
    with pytest.raises(SourceError, match="far out of the page"):
        read_saved(svg("<rect transform='scale(1e4)' width='1e6' height='1e6'/>"), "logo.svg")


WHOLE = 'width="100" height="100"'
HOLE = '<path d="M0 0h100v100h-100zM20 20h60v60h-60z"/>'


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        (
            f"<g clip-rule='evenodd'><clipPath id='c'>{HOLE}</clipPath></g><rect {WHOLE} clip-path='url(#c)'/>",
            "#ffffff",
        ),
        (f"<rect id='a' {WHOLE} fill='#00f'/><rect id='a' fill='#f00' width='9' height='9'/><use href='#a'/>", BLUE),
        (f"<switch><desc/><rect {WHOLE} fill='#00f'/></switch>", BLUE),
        (f"<switch><g requiredExtensions='x'/><rect {WHOLE} fill='#00f'/></switch>", BLUE),
        (f"<symbol id='s' opacity='.5'><rect {WHOLE} fill='#00f'/></symbol><use href='#s'/>", "#8080ff"),
        (
            "<clipPath id='c'><rect width='9' height='9'/>"
            f"<rect display='none' {WHOLE}/></clipPath><rect {WHOLE} clip-path='url(#c)'/>",
            "#ffffff",
        ),
    ],
)
def test_what_is_said_around_a_part_or_of_it_as_a_whole_holds(inner: str, seen: str) -> None:
    assert at(inner) == seen


def test_a_line_is_below_its_area_wherever_arrow_heads_are() -> None:
    inner = f"<rect paint-order='markers stroke' stroke='#f00' {WHOLE}/>"
    assert [bool(cell.pen) for cell in read_saved(svg(inner), "logo.svg").cells] == [True, False]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (f"<rect {WHOLE} transform='scale(2)' transform-origin='50 50'/>", "about a point of its own"),
        (f"<rect {WHOLE} style='rotate: 45deg'/>", "a turn or a size of its own"),
        (f"<switch><rect {WHOLE} systemLanguage='ar'/><rect {WHOLE}/></switch>", "only for some readers"),
        (
            f"<mask id='m' x='0' y='0' width='.5' height='1'><rect {WHOLE} fill='#fff'/></mask>"
            f"<rect {WHOLE} mask='url(#m)'/>",
            "hides a part of what it masks",
        ),
    ],
)
def test_what_would_stand_elsewhere_or_show_more_is_refused(inner: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_saved(svg(inner), "logo.svg")
