"""A partner's own pages from templates: in, off, in another order, out; and a booklet that can always be folded."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from projects import CONFIRMED, COUNTRY, lay

from booklet import BookletError, Project, open_project
from booklet.api.ownpages import (
    PageText,
    add_own_page,
    change_own_page,
    list_own_pages,
    list_places,
    move_own_page,
    remove_own_page,
    set_picture,
    switch_own_page,
)

AFTER = {"14-17": "friend", "10-13": "friend-tells"}

TEXT = PageText(
    "text", "A place where you can talk", "You can come in.", "Every afternoon.\n\nAsk for the listening room."
)

NOTES = PageText("notes", "My plan")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(
        lay(tmp_path, {COUNTRY: CONFIRMED, "brand.yaml": "name: Amani House\n", "pages.yaml": "# ours\n"})
    )


def folder_of(project: Project) -> Path:
    assert project.path
    return project.path


def printed(project: Project, band: str = "14-17") -> list[str]:
    return [plan.place for plan in project.sources.layout("booklet-a5").for_band(band).pages]


def own(project: Project) -> list[str]:
    return [page.id for page in list_own_pages(project) if not page.is_fill]


@pytest.mark.slow
def test_a_page_stands_where_it_was_put_and_the_booklet_can_be_folded(project: Project) -> None:
    id = add_own_page(project, TEXT, AFTER)
    assert id == "our-a-place-where-you-can-talk"
    for band, before in AFTER.items():
        pages = printed(project, band)
        assert len(pages) == 32 and pages[pages.index(before) + 1] == id
    assert list_own_pages(project)[0].text == TEXT and list_own_pages(project)[0].after == AFTER
    add_own_page(project, NOTES, {"14-17": "plan"})
    assert (len(printed(project)), len(printed(project, "10-13"))) == (32, 32)
    remove_own_page(project, id)
    remove_own_page(project, "our-my-plan")
    assert (len(printed(project)), len(printed(project, "10-13")), list_own_pages(project)) == (28, 28, ())
    assert (folder_of(project) / "pages.yaml").read_text("utf-8").startswith("# ours\n")


@pytest.mark.slow
def test_a_page_that_is_off_keeps_its_words_and_those_behind_it_stay(project: Project) -> None:
    first = add_own_page(project, TEXT, AFTER)
    lay(folder_of(project), {"pages.yaml": (folder_of(project) / "pages.yaml").read_text("utf-8") + BEHIND})
    project.refresh()
    switch_own_page(project, first, is_off=True)
    pages = printed(project)
    assert first not in pages and pages[pages.index("friend") + 1] == "our-more"
    assert [(page.id, page.is_off) for page in list_own_pages(project)][:2] == [(first, True), ("our-more", False)]
    switch_own_page(project, first, is_off=False)
    pages = printed(project)
    assert pages[pages.index("friend") + 1 :][:2] == [first, "our-more"] and len(pages) == 32


BEHIND = """\
  - {id: our-more, after: our-a-place-where-you-can-talk, title: More, blocks: [{id: our-more.lines, kind: lines}]}
"""


@pytest.mark.slow
def test_pages_change_places(project: Project) -> None:
    for title in ("One", "Two", "Three"):
        add_own_page(project, PageText("notes", title), AFTER)
    far = add_own_page(project, PageText("notes", "Far"), {"14-17": "plan", "10-13": "my-team"})
    assert {*own(project)} == {far, "our-one", "our-two", "our-three"}
    move_own_page(project, "our-three", "our-one")
    move_own_page(project, far, "our-one")
    pages = printed(project)
    assert pages[pages.index("friend") + 1 :][:4] == ["our-one", far, "our-three", "our-two"]
    move_own_page(project, "our-two", "")
    assert own(project)[0] == "our-two" and printed(project)[pages.index("friend") + 1] == "our-two"
    with pytest.raises(BookletError, match="unknown-page"):
        move_own_page(project, "our-four", "our-one")


def test_words_of_a_page_change_unless_somebody_else_was_first(project: Project) -> None:
    id = add_own_page(project, TEXT, AFTER)
    seen = list_own_pages(project)[0].seen
    changed = PageText("text", "A place to talk", "", "Come in: we listen.")
    change_own_page(project, id, changed, {"14-17": "plan"}, seen=seen)
    page = next(page for page in list_own_pages(project) if page.id == id)
    assert (page.text, page.after) == (changed, {"14-17": "plan", "10-13": ""})
    assert (len(printed(project)), len(printed(project, "10-13"))) == (32, 28)
    with pytest.raises(BookletError, match="edited-meanwhile"):
        change_own_page(project, id, TEXT, AFTER, seen=seen)


@pytest.mark.slow
def test_a_page_with_a_picture(project: Project) -> None:
    data = BytesIO()
    Image.new("RGB", (1200, 800), "navy").save(data, "JPEG")
    file = set_picture(project, data.getvalue(), "../../Türe.JPG.exe")
    assert file == "ture-jpg.jpg" and set_picture(project, data.getvalue(), "Türe JPG.png") == "ture-jpg-2.jpg"
    text = PageText("picture", "Our door", "", "It is open.", file, "A blue door.", "At the lake")
    add_own_page(project, text, AFTER)
    assert list_own_pages(project)[0].text == text
    pages = project.plan("booklet", country="XX", locale="en", band="14-17", edition="screen")
    number = printed(project).index("our-our-door") + 1
    assert project.preview(pages[0], number, 80)[:4] == b"\x89PNG"
    with pytest.raises(BookletError, match="unreadable"):
        set_picture(project, b"GIF89a", "door.png")


@pytest.mark.parametrize(
    ("text", "after", "places"),
    [
        (PageText("text", " ", "", ""), AFTER, ["title", "text"]),
        (PageText("picture", "A", "", "", "", " "), AFTER, ["picture", "alt"]),
        (NOTES, {}, ["after"]),
        (NOTES, {"14-17": "cover"}, ["after"]),
    ],
)
def test_what_is_missing_is_told_by_field_and_nothing_is_written(
    text: PageText, after: dict[str, str], places: list[str], project: Project
) -> None:
    with pytest.raises(BookletError) as stopped:
        add_own_page(project, text, after)
    assert [finding.where.file for finding in stopped.value.findings] == places
    assert (folder_of(project) / "pages.yaml").read_text("utf-8") == "# ours\n"


def test_a_page_that_somebody_wrote_by_hand_is_no_template(project: Project) -> None:
    table = "{id: our-t, kind: table, heads: [Day], rows: [[Monday]]}"
    lay(
        folder_of(project),
        {"pages.yaml": f"pages:\n  - {{id: our-hours, after: plan, title: Hours, blocks: [{table}]}}\n"},
    )
    assert list_own_pages(project)[0].text is None
    assert [place.topic for place in list_places(project, "14-17")][-1] == "directory"
