"""SVG files as drawings, and every way a file can be refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.art.drawing import CURRENT, Drawing, Shape
from booklet.art.svg import read_svg
from booklet.art.transform import Matrix, read_transform
from booklet.errors import Finding, SourceError
from booklet.geometry import Rect, Segment

ART = sorted((Path(__file__).parents[2] / "layouts" / "art").glob("*.svg"))
INKS = {
    "#1f1f1d": "black",
    "#382350": "night",
    "#006870": "tide",
    "#ef7667": "coral",
    "#bcadd5": "lilac",
    "#99cfb8": "mint",
    "#fec534": "sun",
    "#fff3d7": "oat",
    "#ffffff": "white",
    "#fcd7b9": "skin-1",
    "#efb690": "skin-2",
    "#d28c67": "skin-3",
    "#ba7655": "skin-4",
    "#945d43": "skin-5",
    "#ae4f2f": "auburn",
    "#c8cccf": "silver",
}


def svg(inner: str, attributes: str = "") -> str:
    """Return an SVG of 100 by 80."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80" {attributes}>{inner}</svg>'


def drawing(inner: str, attributes: str = "") -> Drawing:
    """Read an SVG of 100 by 80."""
    return read_svg(svg(inner, attributes), "logo.svg", INKS)


def shape(inner: str) -> Shape:
    """Read an SVG that holds one shape."""
    (only,) = drawing(inner).shapes
    return only


def segments(inner: str) -> list[Segment]:
    """Return the segments of an SVG that holds one shape."""
    return list(shape(inner).path.segments)


def findings(text: str) -> list[Finding]:
    """Return the faults of an SVG."""
    with pytest.raises(SourceError) as caught:
        read_svg(text, "logo.svg", INKS)
    return list(caught.value.findings)


def codes(inner: str, attributes: str = "") -> list[str]:
    """Return the codes of the faults of an SVG of 100 by 80."""
    return [finding.code for finding in findings(svg(inner, attributes))]


def box(inner: str) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the points and handles of a shape."""
    numbers = [float(number) for segment in segments(inner) for number in segment[1:]]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


# Shapes


def test_a_drawing_has_its_origin_at_the_bottom_left() -> None:
    assert drawing('<path d="M0 0L10 20" fill="#382350"/>') == Drawing(
        width=100,
        height=80,
        shapes=(
            Shape(
                path=shape('<path d="M0 0L10 20"/>').path,
                fill="night",
                stroke=None,
                stroke_width=0,
                round=False,
                dash=(),
                even_odd=False,
            ),
        ),
        clip=None,
    )
    assert segments('<path d="M0 0L10 20"/>') == [("m", 0, 80), ("l", 10, 60)]


def test_the_view_box_may_begin_anywhere() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -70 704 774"><path d="M0 0L5 5"/></svg>'
    read = read_svg(text, "bust.svg", INKS)
    assert (read.width, read.height) == (704, 774)
    assert read.shapes[0].path.segments == (("m", 10, 704), ("l", 15, 699))


def test_numbers_have_three_decimals_and_no_negative_zero() -> None:
    found = segments('<path d="M1.23456 80.0001L2 3"/>')
    assert found == [("m", 1.235, 0), ("l", 2, 77)]
    assert "-" not in repr(found)


def test_simple_shapes_become_paths() -> None:
    assert segments('<rect x="1" y="2" width="3" height="4"/>') == [
        *(("m", 1, 78), ("l", 4, 78), ("l", 4, 74), ("l", 1, 74), ("h",)),
    ]
    assert segments('<line x1="1" y1="2" x2="3" y2="4" stroke="black"/>') == [("m", 1, 78), ("l", 3, 76)]
    assert segments('<polyline points="1,2 3,4"/>') == [("m", 1, 78), ("l", 3, 76)]
    assert segments('<polygon points="1,2 3,4"/>') == [("m", 1, 78), ("l", 3, 76), ("h",)]


def test_a_circle_fills_its_bounding_box() -> None:
    assert box('<circle cx="50" cy="30" r="20"/>') == (30, 30, 70, 70)
    assert box('<ellipse cx="50" cy="30" rx="20" ry="10"/>') == (30, 40, 70, 60)


def test_round_corners_are_no_larger_than_their_rectangle() -> None:
    assert box('<rect x="10" y="10" width="20" height="4" rx="50"/>') == (10, 66, 30, 70)
    assert segments('<rect width="20" height="10" rx="5"/>') == segments('<rect width="20" height="10" ry="5"/>')
    assert segments('<rect width="20" height="10" rx="5" ry="2"/>')[:2] == [("m", 5, 80), ("l", 15, 80)]


def test_what_has_no_area_or_no_paint_is_left_out() -> None:
    nothing = '<rect width="5"/><circle cx="5"/><ellipse rx="2"/><polygon points=""/><path/>'
    unpainted = '<rect width="9" height="9" fill="none"/><line x2="9"/>'
    assert drawing(nothing + unpainted).shapes == ()


# Paint


def test_paint_is_inherited() -> None:
    group = '<g stroke="#006870" stroke-width="2"><path d="M9 9h9" fill="#fec534"/><path d="M9 9h9" stroke="none"/></g>'
    first, second = drawing(group, 'fill="#ef7667"').shapes
    assert (first.fill, first.stroke, first.stroke_width) == ("sun", "tide", 2)
    assert (second.fill, second.stroke, second.stroke_width) == ("coral", None, 0)


@pytest.mark.parametrize(
    ("paint", "ink"),
    [
        *(("#FEC534", "sun"), ("#fff", "white"), ("white", "white"), ("black", "black"), ("#000", "black")),
        *(("currentColor", CURRENT), (" #006870 ", "tide")),
    ],
)
def test_colours_are_inks(paint: str, ink: str) -> None:
    assert shape(f'<path d="M9 9h9" fill="{paint}"/>').fill == ink


def test_a_shape_without_fill_is_black() -> None:
    assert shape('<path d="M9 9h9"/>').fill == "black"


def test_a_table_may_give_black_another_ink() -> None:
    read = read_svg(svg('<path d="M9 9h9"/>'), "cast.svg", INKS | {"#000000": "night"})
    assert read.shapes[0].fill == "night"


def test_strokes_keep_caps_dashes_and_widths() -> None:
    stroke = 'fill="none" stroke="#382350" stroke-width="3" stroke-linecap="round" stroke-dasharray="0 6.5"'
    dotted = shape(f'<path d="M9 9h9" {stroke}/>')
    assert (dotted.fill, dotted.stroke, dotted.stroke_width) == (None, "night", 3)
    assert (dotted.round, dotted.dash) == (True, (0, 6.5))
    assert shape('<path d="M9 9h9" stroke="black" stroke-dasharray="none"/>').dash == ()


def test_the_fill_rule_is_kept() -> None:
    assert shape('<path d="M9 9h9" fill-rule="evenodd" clip-rule="evenodd"/>').even_odd
    assert not shape('<path d="M9 9h9"/>').even_odd


# Transforms


def test_the_innermost_transform_is_applied_first() -> None:
    nested = '<g transform="translate(10 20)"><g transform="scale(2)"><path d="M1 2L3 4"/></g></g>'
    assert segments(nested) == [("m", 12, 56), ("l", 16, 52)]
    assert segments('<path transform="translate(10,20)scale(2)" d="M1 2L3 4"/>') == segments(nested)
    assert segments('<path transform="scale(2) translate(5 10)" d="M1 2L3 4"/>') == segments(nested)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Matrix()),
        ("matrix(1 2 3 4 5 6)", Matrix(1, 2, 3, 4, 5, 6)),
        ("translate(3)", Matrix(1, 0, 0, 1, 3, 0)),
        ("scale(2, 3)", Matrix(2, 0, 0, 3, 0, 0)),
        ("rotate(90)", Matrix(0, 1, -1, 0, 0, 0)),
        ("rotate(90 10 10)", Matrix(0, 1, -1, 0, 20, 0)),
        ("skewX(45)", Matrix(1, 0, 1, 1, 0, 0)),
        ("skewY(45) translate(2 0)", Matrix(1, 1, 0, 1, 2, 2)),
    ],
)
def test_transforms_are_matrices(text: str, expected: Matrix) -> None:
    assert read_transform(text) == pytest.approx(expected)


def test_a_transform_scales_strokes_and_dashes() -> None:
    stroke = 'stroke="black" stroke-width="2" stroke-dasharray="1 2"'
    scaled = shape(f'<path transform="rotate(30) scale(-3 3)" d="M9 9h9" {stroke}/>')
    assert (scaled.stroke_width, scaled.dash) == (6, (3, 6))


def test_a_stretched_stroke_is_refused_and_a_stretched_fill_is_not() -> None:
    assert codes('<path transform="scale(2 3)" d="M9 9h9" stroke="black"/>') == ["art-unsupported"]
    assert segments('<path transform="scale(2 3)" d="M9 9h9"/>') == [("m", 18, 53), ("l", 36, 53)]


# Clips

CLIP = '<defs><clipPath id="c"><rect x="10" y="10" width="30" height="20"/></clipPath></defs>'


def test_a_rectangle_may_clip_the_whole_drawing() -> None:
    clipped = drawing(f'{CLIP}<g clip-path="url(#c)"><path d="M0 0h9"/></g>')
    assert clipped.clip == Rect(10, 50, 30, 20)
    assert drawing(f'{CLIP}<path d="M0 0h9"/>', 'clip-path="url(#c)"').clip == Rect(10, 50, 30, 20)


def test_a_clip_moves_with_its_group() -> None:
    group = '<g transform="translate(5 5)"><g transform="scale(2)" clip-path="url(#c)"><path d="M0 0h9"/></g></g>'
    assert drawing(CLIP + group).clip == Rect(25, 15, 60, 40)


def test_what_reaches_outside_the_page_is_clipped_to_the_page() -> None:
    page = Rect(0, 0, 100, 80)
    assert drawing('<circle cx="95" cy="40" r="10"/>').clip == page
    assert drawing('<path d="M1 40H99" stroke="black" stroke-width="4" stroke-linejoin="round"/>').clip == page
    assert drawing('<rect width="100" height="80"/>').clip is None


def test_a_clip_that_leaves_the_page_whole_may_stand_anywhere() -> None:
    whole = '<clipPath id="w"><rect width="100" height="90"/></clipPath>'
    assert drawing(f'{whole}<g clip-path="url(#w)"><path d="M0 0h9"/></g><path d="M0 0h9"/>').clip is None


@pytest.mark.parametrize(
    "inner",
    [
        f'{CLIP}<g clip-path="url(#c)"><path d="M0 0h9"/></g><path d="M0 0h9"/>',
        f'{CLIP}<g><path d="M0 0h9" clip-path="url(#c)"/><path d="M0 0h9"/></g>',
        '<g clip-path="url(#missing)"><path d="M0 0h9"/></g>',
        '<g clip-path="url(other.svg#c)"><path d="M0 0h9"/></g>',
        '<clipPath id="c"><circle r="5"/></clipPath><g clip-path="url(#c)"><path d="M0 0h9"/></g>',
        '<clipPath id="c"><rect width="5" height="5" rx="1"/></clipPath><g clip-path="url(#c)"><path d="M0 0h9"/></g>',
        f'{CLIP}<g clip-path="url(#c)" transform="rotate(10)"><path d="M0 0h9"/></g>',
        '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width="1" height="1"/></clipPath>',
    ],
)
def test_any_other_clip_is_refused(inner: str) -> None:
    assert codes(inner) == ["art-unsupported"]


# Faults


@pytest.mark.parametrize(
    "inner",
    [
        *("<text>Help</text>", '<use href="#a"/>', '<image href="a.png"/>', "<style>path{fill:red}</style>"),
        *("<defs><filter/></defs>", "<defs><linearGradient/></defs>", "<radialGradient/>", "<script>x()</script>"),
        *("<mask/>", "<symbol/>", "<foreignObject/>", "<a><path/></a>", "<svg/>", "<pattern/>", "<marker/>"),
        *('<defs><path id="a" d="M0 0h9"/></defs>', "<path><animate/></path>", '<x:y xmlns:x="urn:x"/>'),
    ],
)
def test_elements_we_do_not_draw_are_refused(inner: str) -> None:
    assert codes(inner) == ["art-unsupported"]


@pytest.mark.parametrize(
    "attribute",
    [
        *('opacity=".5"', 'fill-opacity="0.5"', 'stroke-opacity="0"', 'style="fill:red"', 'filter="url(#f)"'),
        *('mask="url(#m)"', 'href="#a"', 'onload="x()"', 'stroke-linecap="square"', 'stroke-linejoin="bevel"'),
        *('stroke-dashoffset="3"', 'stroke-miterlimit="10"', 'marker-end="url(#m)"', 'display="none"'),
        *('fill="url(#gradient)"', 'transform="skewZ(3)"', 'fill-rule="inherit"', 'vector-effect="x"'),
    ],
)
def test_attributes_that_paint_what_we_cannot_are_refused(attribute: str) -> None:
    assert codes(f'<path d="M9 9h9" {attribute}/>') == ["art-unsupported"]


def test_attributes_that_paint_nothing_are_ignored() -> None:
    harmless = 'id="a" class="b" data-name="c" aria-hidden="true" opacity="1" xml:space="preserve"'
    assert drawing(f'<title>Logo</title><desc>Ours</desc><path d="M9 9h9" {harmless}/>', 'width="9mm" version="1.1"')


def test_a_link_is_refused_in_any_namespace() -> None:
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/a.svg"'
    assert codes(f"<g {link}/>") == ["art-unsupported"]


def test_a_colour_that_is_no_ink_names_the_nearest_one_once() -> None:
    (finding,) = findings(svg('<path d="M9 9h9" fill="#FF8181"/><path d="M9 9h9" stroke="#ff8181"/>'))
    assert str(finding) == ("logo.svg:1: art-ink: <path>: colour #FF8181 is no ink; the nearest ink is coral, #ef7667")
    assert codes('<path d="M9 9h9" fill="red"/>') == ["art-ink"]
    assert codes('<path d="M9 9h9" fill="#12345678"/>') == ["art-ink"]


@pytest.mark.parametrize(
    "inner",
    [
        *('<path d="M0 0L"/>', '<rect width="-1" height="1"/>', '<rect width="10%" height="1"/>', '<circle r="1em"/>'),
        *('<polygon points="1 2 3"/>', '<path d="M9 9" stroke-width="x"/>', '<path transform="scale(2"/>'),
        *('<path transform="scale(1 2 3)"/>', '<path d="M9 9" stroke-dasharray="1 -1"/>', "<path"),
        *("<g>", "<path d=M0/>", "&undefined;", '<g transform="scale(1e5)scale(1e5)"/>', "<g/></svg><svg>"),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_syntax(inner: str) -> None:
    assert codes(inner) == ["art-syntax"]


@pytest.mark.parametrize("text", ["", "no xml", "<svg/>", '<svg viewBox="0 0 0 9"/>', '<html viewBox="0 0 9 9"/>'])
def test_a_file_that_is_no_drawing_is_a_fault_of_syntax(text: str) -> None:
    assert [finding.code for finding in findings(text)] == ["art-syntax"]


def test_all_faults_come_at_once_with_their_lines() -> None:
    found = findings(
        svg(
            '\n<text opacity=".5">Help</text>'
            '\n<path d="M0 0L" fill="#fec535" stroke-linecap="square"/>'
            '\n<g style="fill:red"><image/></g>'
        )
    )
    assert [(finding.where.line, finding.code) for finding in found] == [
        *((2, "art-unsupported"), (3, "art-unsupported"), (3, "art-syntax"), (3, "art-ink")),
        *((4, "art-unsupported"), (4, "art-unsupported")),
    ]
    assert "<text>" in found[0].message


# Files nobody can trust


def test_an_entity_bomb_is_refused_before_it_is_declared() -> None:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{"".join(lines)}]>{svg("<title>&a11;</title>")}'
    (finding,) = findings(bomb)
    assert (finding.code, finding.where.line) == ("art-unsupported", 1)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE svg SYSTEM "https://example.org/svg.dtd">',
        '<!DOCTYPE svg [<!ENTITY % remote SYSTEM "https://example.org/x.dtd"> %remote;]>',
    ],
)
def test_external_entities_are_refused(doctype: str) -> None:
    assert [finding.code for finding in findings(doctype + svg("<title>&secret;</title>"))] == ["art-unsupported"]


def test_a_style_sheet_is_refused() -> None:
    assert [finding.code for finding in findings(f'<?xml-stylesheet href="a.css"?>{svg("")}')] == ["art-unsupported"]


def test_files_that_are_too_large_or_too_deep_are_refused() -> None:
    assert codes(" " * 1_000_000) == ["art-unsupported"]
    assert codes("<g>" * 40 + "</g>" * 40) == ["art-unsupported"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "inner",
    [
        f'<path transform="{"a" * 900_000}"/>',
        f'<path transform="scale(2){" " * 900_000}x"/>',
        f'<path d="M0 0{"1" * 900_000}"/>',
        f'<path d="M0 0A{"1 " * 400_000}"/>',
        f'<path d="{"M0 0" * 200_000}x"/>',
    ],
    ids=["name", "spaces", "digits", "arc", "moves"],
)
def test_no_file_takes_long_to_refuse(inner: str) -> None:
    """Whoever tried every way would not end."""
    assert codes(inner) == ["art-syntax"]


TAGS = st.sampled_from(["g", "path", "rect", "circle", "text", "clipPath", "defs"])
NAMES = st.sampled_from(["d", "fill", "stroke", "transform", "clip-path", "width", "height", "rx", "r", "id"])
VALUES = st.text("MmLlAaZzCcSs0123456789.,-+e #url()cnone scale", max_size=20)
ELEMENTS = st.tuples(TAGS, st.dictionaries(NAMES, VALUES, max_size=4))


def element(tag: str, attributes: dict[str, str]) -> str:
    """Write an element."""
    written = (f'{name}="{value}"' for name, value in attributes.items())
    return f"<{tag} {' '.join(written)}/>"


@pytest.mark.slow
@given(st.lists(ELEMENTS.map(lambda pair: element(*pair)), max_size=4).map("".join) | st.text(max_size=40))
def test_any_text_is_a_drawing_or_a_list_of_faults(inner: str) -> None:
    try:
        assert drawing(inner).width == 100
    except SourceError as error:
        assert error.findings


# Our own art


@pytest.mark.parametrize("path", ART, ids=[path.stem for path in ART])
def test_our_art_is_drawn_in_inks(path: Path) -> None:
    read = read_svg(path.read_text(encoding="utf-8"), path.name, INKS)
    used = {ink for shape in read.shapes for ink in (shape.fill, shape.stroke) if ink}
    assert used
    assert used == {CURRENT} if path.stem.startswith("icon-") else used <= set(INKS.values())


def test_our_art_is_there() -> None:
    stems = {path.stem for path in ART}
    assert {"cast-kofi-kind", "tile-path", "sun", "icon-phone", "icon-phone-fill", "icon-sun-fill"} <= stems
    assert len(stems) >= 85
