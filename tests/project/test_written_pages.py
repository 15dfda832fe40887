"""Own pages added, changed, moved and taken out: the file says what is wanted, and all other letters stay."""

from pathlib import Path

import pytest

from booklet.errors import BookletError
from booklet.project.edit import Fields
from booklet.project.pages import add_page, change_page, move_page, read_pages, remove_page

FACES = ("maya kind",)

FILE = """\
# Our pages

pages:
  # the place by the lake
  - id: our-place   # told at school
    after: [friend, friend-tells]
    title: A place where you can talk
    blocks:
      - {id: our-place.lead, kind: paragraph, as: lead, text: "You can come in."}
      # hours
      - {id: our-place.when, kind: paragraph, text: Every afternoon.}

  - {id: our-notes, after: our-place, title: My notes, blocks: [{id: our-notes.lines, kind: lines}]}
  # last
  - id: our-rest
    after: [directory, helpers]
    title: More notes
    blocks: [{id: our-rest.lines, kind: lines}]
# the end
"""

PAGE: Fields = {
    "id": "our-plan",
    "after": "our-notes",
    "title": "My plan",
    "blocks": [{"id": "our-plan.lines", "kind": "lines"}],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "pages.yaml").write_text(FILE, "utf-8")
    return tmp_path / "pages.yaml"


def ids(path: Path) -> list[object]:
    return [page["id"] for page in read_pages(path)]


@pytest.mark.parametrize("text", ["", "# nothing yet", "# nothing yet\n# pages:\n"])
def test_a_first_page_stands_below_the_remarks(text: str, tmp_path: Path) -> None:
    path = tmp_path / "pages.yaml"
    if text:
        path.write_text(text, "utf-8")
    add_page(path, PAGE, FACES)
    assert path.read_text("utf-8").startswith(text) and read_pages(path) == (PAGE,)
    remove_page(path, "our-plan")
    assert read_pages(path) == () and path.read_text("utf-8").startswith(text)
    add_page(path, PAGE, FACES)
    assert read_pages(path) == (PAGE,)


def test_a_page_is_added_behind_the_others(path: Path) -> None:
    add_page(path, PAGE, FACES)
    assert path.read_text("utf-8") == FILE.replace(
        "# the end\n",
        "  - id: our-plan\n    after: our-notes\n    title: My plan\n    blocks:\n"
        "      - {id: 'our-plan.lines', kind: lines}\n# the end\n",
    )


def test_one_key_changes_and_nothing_else(path: Path) -> None:
    change_page(path, "our-place", {"off": "yes", "title": "A place: to talk"}, FACES)
    text = FILE.replace("title: A place where you can talk", "title: 'A place: to talk'")
    assert path.read_text("utf-8") == text.replace("Every afternoon.}\n", "Every afternoon.}\n    off: yes\n", 1)
    change_page(path, "our-place", {"off": None, "title": "A place where you can talk"}, FACES)
    assert path.read_text("utf-8") == FILE


@pytest.mark.parametrize(
    ("id", "behind", "order"),
    [
        ("our-rest", "our-place", ["our-place", "our-rest", "our-notes"]),
        ("our-place", "our-rest", ["our-notes", "our-rest", "our-place"]),
        ("our-rest", "", ["our-rest", "our-place", "our-notes"]),
        ("our-notes", "our-notes", ["our-place", "our-notes", "our-rest"]),
    ],
)
def test_a_page_moves_with_the_remarks_above_it(id: str, behind: str, order: list[str], path: Path) -> None:
    before = read_pages(path)
    move_page(path, id, behind)
    text = path.read_text("utf-8")
    assert ids(path) == order and sorted(text.split("\n")) == sorted(FILE.split("\n"))
    assert text.index("# the place by the lake\n  - id: our-place") and text.index("# last\n  - id: our-rest")
    assert {str(page) for page in before} == {str(page) for page in read_pages(path)}


def test_a_page_goes_with_its_remark(path: Path) -> None:
    remove_page(path, "our-rest")
    assert path.read_text("utf-8") == FILE[: FILE.index("  # last")] + "# the end\n"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({**PAGE, "title": ""}, "empty-text"),
        ({**PAGE, "id": "no name"}, "wrong-name"),
        ({**PAGE, "colour": "red"}, "unknown-key"),
        ({**PAGE, "blocks": [{"id": "x", "kind": "directory"}]}, "unknown-kind"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(fields: Fields, code: str, path: Path) -> None:
    with pytest.raises(BookletError, match=code):
        add_page(path, fields, FACES)
    with pytest.raises(BookletError, match="unknown-page"):
        change_page(path, "our-plac", {"off": "yes"}, FACES)
    assert path.read_text("utf-8") == FILE


def test_pages_in_one_line_are_left_to_their_writer(tmp_path: Path) -> None:
    path = tmp_path / "pages.yaml"
    path.write_text("pages: [{id: our-notes, after: plan, title: My notes, blocks: [{id: x, kind: lines}]}]\n", "utf-8")
    with pytest.raises(BookletError, match="file-unwritable"):
        add_page(path, PAGE, FACES)
