"""Themes and layouts: lengths that a page can have, inks that exist, names that lead nowhere else."""

import re
from pathlib import Path

import pytest
from projects import BYTES, OWN, codes, lay, only, told

from booklet.errors import Finding, SourceError
from booklet.geometry import MM, mm
from booklet.look.layout import Fonts, Layout, Slot, Theme
from booklet.look.masters import MASTER_NAMES
from booklet.sources.extends import NO_LAYOUTS
from booklet.sources.folders import open_folders
from booklet.sources.layouts import read_layout, read_theme
from booklet.typeset.masters import MASTERS
from booklet.values import replace

THEME = """\
inks:
  black: {cmyk: 0 0 0 100, srgb: 1F1F1D, grey: 100}
  sun: {cmyk: 0 25 85 0, srgb: FEC534, grey: 20}
  skin: {cmyk: 0 20 30 0, srgb: FCD7B9, grey: 0}
grounds:
  sun: {text: black, title: black}
roles:
  booklet:
    body: {family: body, weight: 500, strong: 800, size: 12, leading: 6, least: 10.5/5, ink: black, tracking: -10, balanced: yes}
  card:
    body: {family: display, size: 8, leading: 4, ink: sun}
sections:
  help: {ink: sun, tab: 6}
give: {gap: [6, 3], opener: [60], small: [100], body: [100, 96], pad: [100], type: [100, 90]}
"""  # noqa: E501

LAYOUT = """\
product: booklet
trim-name: a5
trim: 148 x 210
margins: {outer: 14, inner: 17, top: 15, foot: 24}
give: [gap, body]
bands:
  10-13:
    sizes: {body: 13.5/7}
    pages: [{master: cover, place: cover, section: help}]
pages:
  - {master: cover, place: cover, section: help, cast: [maya kind]}
  - {master: text, place: about, section: help}
"""

POSTER = """\
product: card
trim-name: 85x55
trim: 85 x 55
margins: {outer: 5, inner: 5, top: 5, foot: 5}
looks:
  c1: {ground: sun, cast: [zuri kind], title: 15/7}
pages: [{master: card-front, section: help}]
"""

FONTS = Fonts({}, {}, ())


def theme(folder: Path, text: str | bytes = THEME) -> tuple[Theme, list[Finding]]:
    findings: list[Finding] = []
    lay(folder, {"theme.yaml": text})
    return read_theme(folder / "theme.yaml", "layouts/theme.yaml", FONTS, findings), findings


def layout(folder: Path, text: str | bytes = LAYOUT) -> tuple[Layout, list[Finding]]:
    findings: list[Finding] = []
    lay(folder, {"a.yaml": text})
    return read_layout(folder / "a.yaml", "layouts/a.yaml", theme(folder)[0], set(MASTERS), findings), findings


def test_a_theme_is_inks_grounds_fonts_roles_sections_and_steps(tmp_path: Path) -> None:
    found, findings = theme(tmp_path)
    assert findings == []
    assert found.inks["sun"].cmyk == (0, 0.25, 0.85, 0)
    assert found.inks["sun"].srgb == pytest.approx((0xFE / 255, 0xC5 / 255, 0x34 / 255))
    assert (found.grounds["sun"].text, found.sections["help"].tab) == ("black", 6)
    body = found.roles["booklet"]["body"]
    assert (body.weight, body.strong, body.size, body.tracking, body.balanced) == (500, 800, 12, -10, True)
    assert body.leading == pytest.approx(mm(6))
    plain = found.roles["card"]["body"]
    assert (plain.weight, plain.strong, plain.tracking, plain.balanced) == (500, 500, 0, False)
    assert body.least == pytest.approx((10.5, mm(5)))
    assert plain.least == (plain.size, plain.leading)
    assert found.give == {
        **{"gap": (6, 3), "opener": (60,), "small": (100,), "body": (100, 96)},
        **{"pad": (100,), "type": (100, 90)},
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("cmyk: 0 25 85 0", "cmyk: 0 25 85", "wrong-colour", 3),
        ("cmyk: 0 25 85 0", "cmyk: 0 25 85 101", "wrong-colour", 3),
        ("cmyk: 0 25 85 0", "cmyk: 0 25 85 -1", "wrong-colour", 3),
        ("cmyk: 0 25 85 0", "cmyk: 0 25 8² 0", "wrong-colour", 3),
        ("srgb: FEC534", "srgb: '#FEC534'", "wrong-colour", 3),
        ("srgb: FEC534", "srgb: FEC", "wrong-colour", 3),
        ("grey: 20", "grey: 19", "wrong-colour", 3),
        ("grey: 20", "grey: 120", "wrong-colour", 3),
        ("grey: 20", "grey: 20, low: blak", "unknown-low", 3),
        ("grounds:", "low-ink: {sunn: 900}\ngrounds:", "unknown-key", 5),
        ("grounds:", "low-ink: {sun: many}\ngrounds:", "wrong-type", 5),
        ("grounds:", "fillings: {moon: {kind: hatch}}\ngrounds:", "unknown-key", 5),
        ("grounds:", "fillings: {sun: {kind: hach}}\ngrounds:", "unknown-kind", 5),
        ("grounds:", "fillings: {sun: {kind: hatch, small: 0.2}}\ngrounds:", "wrong-size", 5),
        ("grounds:", "fillings: {sun: {kind: dots, large: 2/3}}\ngrounds:", "wrong-size", 5),
        ("grounds:", "fillings: {sun: {kind: dots, small: 0.01/1}}\ngrounds:", "wrong-size", 5),
        (", grey: 20", "", "missing-key", 3),
        ("{text: black, title: black}", "{text: blak, title: black}", "unknown-ink", 6),
        ("  sun: {text", "  moon: {text: black, title: black}\n  sun: {text", "unknown-key", 6),
        ("family: display", "family: serif", "unknown-family", 11),
        ("ink: black, tracking", "ink: blck, tracking", "unknown-ink", 9),
        ("size: 12", "size: 0", "wrong-type", 9),
        ("size: 12", "size: nan", "wrong-type", 9),
        ("leading: 6", "leading: 0", "wrong-type", 9),
        ("least: 10.5/5", "least: 10.5", "wrong-size", 9),
        ("least: 10.5/5", "least: 12.5/5", "wrong-size", 9),
        ("least: 10.5/5", "least: 10.5/6.5", "wrong-size", 9),
        ("weight: 500", "weight: bold", "wrong-type", 9),
        ("balanced: yes", "balanced: maybe", "unknown-balanced", 9),
        ("tracking: -10", "trakcing: -10", "unknown-key", 9),
        ("{ink: sun, tab: 6}", "{ink: skin, tab: 6}", "unknown-ink", 13),
        ("{ink: sun, tab: 6}", "{ink: Sun, tab: 6}", "unknown-ink", 13),
        ("{ink: sun, tab: 6}", "{tab: 6}", "missing-key", 13),
        ("gap: [6, 3], ", "", "missing-key", 14),
        ("gap: [6, 3]", "gap: []", "missing-key", 14),
        ("gap: [6, 3]", "gap: [6, wide]", "wrong-type", 14),
        ("gap: [6, 3]", "gap: [6, 0]", "wrong-type", 14),
        ("give: {", "gives: {", "unknown-key", 14),
    ],
)
def test_a_fault_in_a_theme_is_told_with_its_line(old: str, new: str, code: str, line: int, tmp_path: Path) -> None:
    assert old in THEME
    _, findings = theme(tmp_path, THEME.replace(old, new, 1))
    assert (code, f"layouts/theme.yaml:{line}") in told(findings)
    assert all(finding.message and finding.hint for finding in findings)


@pytest.mark.parametrize("key", ["inks", "grounds", "roles", "sections"])
def test_a_theme_without_one_of_its_parts_is_faults_and_no_crash(key: str, tmp_path: Path) -> None:
    _, findings = theme(tmp_path, re.sub(rf"(?m)^{key}:\n(  .*\n)+", "", THEME))
    assert set(codes(findings)) <= {"unknown-ink", "unknown-key"}
    assert bool(findings) == (key in {"inks", "grounds"})


def test_our_theme_is_without_fault() -> None:
    findings: list[Finding] = []
    read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", FONTS, findings)
    assert findings == []


def test_a_layout_is_a_product_a_trim_and_pages(tmp_path: Path) -> None:
    found, findings = layout(tmp_path)
    assert findings == []
    assert (found.name, found.product, found.trim_name, found.give) == ("a", "booklet", "a5", ("gap", "body"))
    assert [round(side / MM, 6) for side in found.trim] == [148, 210]
    assert found.margins.foot == pytest.approx(mm(24))
    assert [(page.master, page.place, page.cast) for page in found.pages] == [
        ("cover", "cover", ("maya kind",)),
        ("text", "about", ()),
    ]
    assert (found.page_of("about"), found.page_of("nowhere")) == (1, None)


def test_a_band_changes_sizes_and_has_pages_of_its_own(tmp_path: Path) -> None:
    found = layout(tmp_path)[0]
    assert found.for_band("14-17") == found
    young = found.for_band("10-13")
    assert [(page.place, page.cast) for page in young.pages] == [("cover", ())]
    sizes = replace(found, bands=tuple(replace(style, pages=()) for style in found.bands)).for_band("10-13")
    assert sizes.pages == found.pages
    assert young.sizes == (("body", 13.5, mm(7)),)


def test_an_item_may_have_a_look_of_its_own(tmp_path: Path) -> None:
    found, findings = layout(tmp_path, POSTER)
    assert findings == []
    look = found.look("c1")
    assert look is not None
    assert (look.ground, look.cast, look.title) == ("sun", ("zuri kind",), (15, mm(7)))
    assert found.look("c2") is None


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("product: booklet", "product: booklett", "unknown-product", 1),
        ("product: booklet\n", "product: booklet\nstyled-as: posterr\n", "unknown-styled-as", 2),
        ("product: booklet\n", "", "missing-key", 1),
        ("trim-name: a5", "trim-name: ../../a5", "wrong-name", 2),
        ("trim-name: a5", "trim-name: a5/x", "wrong-name", 2),
        ("trim: 148 x 210", "trim: 148x210", "wrong-size", 3),
        ("trim: 148 x 210", "trim: 148 x 0", "wrong-size", 3),
        ("trim: 148 x 210", "trim: 148 x 5001", "wrong-size", 3),
        ("trim: 148 x 210", "trim: 148 x ٢١٠", "wrong-size", 3),
        ("trim: 148 x 210", "trim:", "empty-text", 3),
        ("outer: 14", "outer: -14", "wrong-type", 4),
        ("outer: 14", "outer: 131", "wrong-margins", 4),
        ("foot: 24", "foot: 195", "wrong-margins", 4),
        ("outer: 14, ", "", "missing-key", 4),
        ("give:", "brand: {x: 100, top: 9, width: 49, height: 9}\ngive:", "wrong-slot", 5),
        ("give:", "brand: {x: 9, top: 9, height: 9}\ngive:", "missing-key", 5),
        ("margins: {outer: 14, inner: 17, top: 15, foot: 24}\n", "", "missing-key", 1),
        ("give: [gap, body]", "give: [gap, bodies]", "unknown-give", 5),
        ("10-13:", "10-99:", "unknown-band", 8),
        ("{body: 13.5/7}", "{bdy: 13.5/7}", "unknown-role", 8),
        ("{body: 13.5/7}", "{body: 13.5}", "wrong-size", 8),
        ("{body: 13.5/7}", "{body: 0/7}", "wrong-size", 8),
        ("master: text", "master: txt", "unknown-master", 12),
        ("master: text", "master: poster", "unknown-master", 12),
        ("master: text", "mastre: text", "unknown-key", 12),
        ("about, section: help", "about, section: hlep", "unknown-section", 12),
        ("cast: [maya kind]", "cast: [[maya kind]]", "wrong-type", 11),
    ],
)
def test_a_fault_in_a_layout_is_told_with_its_line(old: str, new: str, code: str, line: int, tmp_path: Path) -> None:
    assert old in LAYOUT
    _, findings = layout(tmp_path, LAYOUT.replace(old, new, 1))
    assert (code, f"layouts/a.yaml:{line}") in told(findings)
    assert all(finding.message and finding.hint for finding in findings)


def test_a_layout_has_pages(tmp_path: Path) -> None:
    head = LAYOUT.split("\npages:")[0]
    for text, code in (
        (f"{head}\npages: []\n", "empty-list"),
        (f"{head}\n", "missing-key"),
        (f"{head}\npages: 28\n", "wrong-type"),
    ):
        assert only(layout(tmp_path, text)[1]).code == code


def test_a_layout_may_have_room_for_a_brand_and_an_item_none(tmp_path: Path) -> None:
    text = POSTER.replace("looks:", "brand: {x: 5, top: 45, width: 29, height: 6}\nlooks:")
    found, findings = layout(tmp_path, text.replace("ground: sun", "ground: sun, brand: no"))
    assert findings == []
    assert found.slot == Slot(mm(5), mm(45), mm(29), mm(6))
    look = found.look("c1")
    assert look and not look.has_slot
    assert only(layout(tmp_path, text.replace("ground: sun", "ground: sun, brand: 3"))[1]).code == "unknown-brand"


def test_a_look_names_a_ground_and_a_picture_that_there_is(tmp_path: Path) -> None:
    for wrong, code in (("ground: skin", "unknown-ground"), ("picture: whale, ground: sun", "unknown-picture")):
        _, findings = layout(tmp_path, POSTER.replace("ground: sun", wrong))
        assert only(findings).code == code


def test_a_look_names_the_scenes_of_a_poster(tmp_path: Path) -> None:
    findings: list[Finding] = []
    text = POSTER.replace("ground: sun", "ground: sun, scenes: [poster-p1, poster-p9]")
    lay(tmp_path, {"a.yaml": text})
    found = read_layout(
        tmp_path / "a.yaml", "layouts/a.yaml", theme(tmp_path)[0], set(MASTERS), findings, open_folders(None)
    )
    assert told(findings) == [("unknown-scene", "layouts/a.yaml:6")]
    assert [look.scenes for look in found.looks] == [("poster-p1",)]


@pytest.mark.parametrize(
    "name",
    sorted(path.stem for path in (OWN / "layouts").glob("*.yaml") if path.stem not in NO_LAYOUTS),
)
def test_our_layouts_are_without_fault(name: str) -> None:
    findings: list[Finding] = []
    ours_ = read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", FONTS, findings)
    read_layout(OWN / f"layouts/{name}.yaml", name, ours_, set(MASTERS), findings, open_folders())
    assert findings == []


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize("read", [theme, layout])
def test_a_hostile_file_is_refused_whatever_it_should_be(name: str, read: object, tmp_path: Path) -> None:
    data, code = BYTES[name]
    assert callable(read)
    try:
        _, findings = read(tmp_path, data)
    except SourceError as error:
        findings = list(error.findings)
    assert code in codes(findings)


def test_layouts_may_name_exactly_the_masters_that_there_are() -> None:
    assert set(MASTERS) == MASTER_NAMES
