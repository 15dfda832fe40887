"""Layouts that extend others: what is inherited, what is scaled, and every way it can go wrong in one line."""

from pathlib import Path

import pytest
from projects import codes, lay, only

from booklet.errors import BookletError, Finding, SourceError
from booklet.geometry import MM
from booklet.look.layout import Layout
from booklet.make.build import open_sources
from booklet.sources.load import Sources


def layout(folder: Path, files: dict[str, str], name: str) -> Layout:
    project = lay(folder, {f"layouts/{name}.yaml": text for name, text in files.items()})
    return open_sources(project).layout(name)


def faults(folder: Path, files: dict[str, str], name: str) -> list[Finding]:
    with pytest.raises(BookletError) as caught:
        layout(folder, files, name)
    return [finding for finding in caught.value.findings if finding.where.file == f"layouts/{name}.yaml"]


def millimetres(found: Layout) -> tuple[float, float]:
    return round(found.size.width / MM, 2), round(found.size.height / MM, 2)


def test_a_layout_is_the_one_it_extends_with_what_it_says_itself_in_its_place(tmp_path: Path) -> None:
    ours = open_sources(None).layout("poster-a3")
    found = layout(tmp_path, {"mine": "extends: poster-a3\nlooks:\n  p2: {ground: mint}\n"}, "mine")
    assert (found.name, found.trim, found.pages, found.slot) == ("mine", ours.trim, ours.pages, ours.slot)
    assert [look.ground for look in found.looks] == ["coral", "mint", "mint", "sun"]
    assert [look.scenes for look in found.looks] == [look.scenes for look in ours.looks]


def test_a_list_is_replaced_whole(tmp_path: Path) -> None:
    pages = "pages:\n{}- {{master: directory, place: {}, section: help}}\n"
    young = f"bands:\n  10-13:\n    {pages.format('      ', 'helpers')}"
    mine = f"extends: insert-a5\n{young}{pages.format('  ', 'directory')}"
    found = layout(tmp_path, {"mine": mine}, "mine")
    assert [plan.place for plan in found.pages] == ["directory"]
    assert [plan.place for plan in found.for_band("10-13").pages] == ["helpers"]
    ours = open_sources(None).layout("insert-a5")
    assert found.for_band("10-13").sizes == ours.for_band("10-13").sizes


def test_a_layout_with_pages_of_its_own_inherits_none_of_a_band(tmp_path: Path) -> None:
    text = "extends: insert-a5\npages:\n  - {master: directory, place: directory, section: help}\n"
    with pytest.raises(SourceError) as stopped:
        layout(tmp_path, {"mine": text}, "mine")
    assert [finding.message for finding in stopped.value.findings] == [
        'page 1 of mine: the book for ages 10-13 has no topic "directory"'
    ]


def test_scales_of_a_chain_are_multiplied_and_a_trim_is_what_is_cut(tmp_path: Path) -> None:
    files = {
        "twice": "extends: poster-a3\nscale: 2\ntrim-name: twice\n",
        "thrice": "extends: twice\nscale: 1.5\ntrim-name: thrice\ntrim: 900 x 1300\n",
        "last": "extends: thrice\nscale: 0.5\ntrim-name: last\n",
    }
    assert millimetres(layout(tmp_path, files, "twice")) == (594, 840)
    thrice, last = layout(tmp_path, files, "thrice"), layout(tmp_path, files, "last")
    assert (thrice.scale, millimetres(thrice)) == (3, (900, 1300))
    assert (last.scale, millimetres(last)) == (1.5, (450, 650))
    assert thrice.trim.width == pytest.approx(300 * MM)


@pytest.mark.parametrize(("name", "trim", "scale"), [("poster-a2", (420, 594), 1.4142), ("poster-a1", (594, 841), 2)])
def test_our_larger_posters_are_the_a3_poster_scaled(
    name: str, trim: tuple[int, int], scale: float, sources: Sources
) -> None:
    found, a3 = sources.layout(name), sources.layout("poster-a3")
    assert (millimetres(found), found.scale, found.looks) == (trim, scale, a3.looks)
    assert found.trim.height == pytest.approx(a3.trim.height, rel=0.002)


def test_a_project_may_extend_ours_by_its_own_name(tmp_path: Path) -> None:
    found = layout(tmp_path, {"poster-a3": "extends: poster-a3\nlooks: {p1: {ground: lilac}}\n"}, "poster-a3")
    assert (found.look("p1").ground, found.look("p2").ground) == ("lilac", "lilac")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("product: poster\nextends: poster-a33\n", "unknown-layout", 2),
        ("extends: theme\n", "unknown-layout", 1),
        ("extends: ../poster-a3\n", "unknown-layout", 1),
        ("extends: poster-a3\nscale: 0\ntrim-name: x\n", "wrong-scale", 2),
        ("extends: poster-a3\nscale: big\ntrim-name: x\n", "wrong-type", 2),
        ("extends: poster-a3\nscale: 9\ntrim-name: x\n", "wrong-scale", 2),
        ("extends: poster-a3\nscale: nan\ntrim-name: x\n", "wrong-type", 2),
        ("extends: poster-a1\nscale: 7\ntrim-name: x\n", "wrong-scale", None),
        ("extends: poster-a3\nscale: 2\n", "missing-key", 1),
        ("extends: poster-a3\ntrim: 300 x 430\n", "missing-key", 1),
        ("extends: poster-a3\nink: blue\n", "unknown-ink", 2),
        ("extends: poster-a3\nscale: 1\nextend: poster-a3\n", "unknown-key", 3),
        ("extends: poster-a3\nlooks: {p1: {grund: sun}}\n", "unknown-key", 2),
        ("extends: [poster-a3]\n", "wrong-type", 1),
    ],
)
def test_a_fault_is_one_line_with_its_place(text: str, code: str, line: int | None, tmp_path: Path) -> None:
    project = lay(tmp_path, {"layouts/mine.yaml": text})
    with pytest.raises(BookletError) as caught:
        open_sources(project).layout("mine")
    found = only(caught.value.findings)
    assert found.code == code
    assert found.where.line == line or line is None


@pytest.mark.slow
def test_a_circle_is_a_fault_in_the_file_that_closes_it(tmp_path: Path) -> None:
    files = {"one": "extends: two\n", "two": "\nextends: three\n", "three": "trim-name: x\nextends: one\n"}
    project = lay(tmp_path, {f"layouts/{name}.yaml": text for name, text in files.items()})
    with pytest.raises(BookletError) as caught:
        open_sources(project).layout("one")
    circles = [finding for finding in caught.value.findings if finding.code == "layout-cycle"]
    assert ("layouts/three.yaml", 2) in [(finding.where.file, finding.where.line) for finding in circles]
    alone = faults(tmp_path / "alone", {"mine": "extends: mine\n"}, "mine")
    assert codes(alone) == ["layout-cycle"]


def test_a_fault_above_is_told_where_it_stands(tmp_path: Path) -> None:
    files = {"layouts/one.yaml": "extends: two\n", "layouts/two.yaml": "extends: poster-a3\ngive: [typ]\n"}
    project = lay(tmp_path, files)
    with pytest.raises(BookletError) as caught:
        open_sources(project).layout("one")
    assert [str(finding.where) for finding in caught.value.findings if finding.code == "unknown-give"] == [
        "layouts/two.yaml:2"
    ]
