"""A front cover of a partner's own picture or faces: placed, marked as a draft when all is confirmed, and refused."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from projects import OWN, lay, only

from booklet.errors import Finding
from booklet.look.brand import Cover
from booklet.look.layout import Fonts
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.art import ArtFolder
from booklet.sources.brand import read_brand
from booklet.sources.folders import Folders
from booklet.sources.layouts import read_theme
from booklet.sources.load import Sources
from booklet.sources.statements import list_statements
from booklet.typeset.draftmark import mark_draft, marks_on
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Group, Item
from booklet.words.statements import Answer, Confirmation, index_by_place

MADE = date(2026, 11, 25)

THEME = read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", Fonts({}, {}, ()), [])


def photo(width: int = 2000, height: int = 1500) -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(file, "JPEG")
    return file.getvalue()


def confirmed(folder: Path, cover: str) -> Sources:
    """Return the sources of a project whose pictures a person has looked at."""
    brand = f"name: Amani House\ncover: {cover}\n"
    sources = open_sources(lay(folder, {"brand.yaml": brand, "layouts/art/door.jpg": photo()}))
    said = list_statements(sources, "001", ("en",), frozenset())
    found = (Confirmation(one.place, one.of, Answer.NOTHING, "A. Tester", date(2026, 11, 20)) for one in said)
    return replace(sources, confirmed=index_by_place(list(found)))


def booklet(sources: Sources) -> Document:
    wanted = Wanted(products=("booklet",), bands=("14-17",), editions=("screen",))
    return check(plan_jobs(wanted, sources), sources, MADE, MADE)[0]


def arts(items: tuple[Item, ...]) -> list[str]:
    """Return the names of all drawings among items."""
    found = [item.name for item in items if isinstance(item, ArtAt)]
    inner = (item.items for item in items if isinstance(item, Group | Clipped | FigureAt))
    return [*found, *(name for below in inner for name in arts(below))]


@pytest.mark.slow
def test_a_cover_shows_the_partners_picture_and_the_mark_of_a_draft_beside_it(tmp_path: Path) -> None:
    document = booklet(confirmed(tmp_path, "{picture: door.jpg, alt: A *blue* door.}"))
    front = document.placed.pages[0]
    assert "door.jpg" in arts(front.items)
    assert [element.alt for element in front.elements if element.role == "Figure"] == ["A \\*blue\\* door."]
    assert (document.state, document.name) == ("draft", "guide_booklet_14-17_en_001_a5_screen_v01-draft.pdf")
    assert document.draft is not None
    marked = mark_draft(document.placed.pages, document.placed.forms, document.draft, document.name)
    assert marks_on(marked)[0].page == 0


@pytest.mark.slow
def test_a_cover_shows_the_faces_that_a_partner_chooses(tmp_path: Path) -> None:
    document = booklet(confirmed(tmp_path, "{tiles: [zuri kind, linh kind, elias kind, noor kind]}"))
    found = arts(document.placed.pages[0].items)
    assert {"cast-zuri-kind", "cast-linh-kind", "cast-elias-kind", "cast-noor-kind"} <= set(found)


def read(folder: Path, cover: str) -> tuple[Cover | None, list[Finding], ArtFolder]:
    findings: list[Finding] = []
    folders = Folders(OWN, lay(folder, {"brand.yaml": f"cover: {cover}\n", "layouts/art/door.jpg": photo(400, 300)}))
    art = ArtFolder(folders, THEME)
    return read_brand(folders, art, THEME.accents, findings).cover, findings, art


@pytest.mark.parametrize(
    ("cover", "code", "hint"),
    [
        ("{picture: dor.jpg, alt: A door.}", "missing-art", 'did you mean "door.jpg"?'),
        ("{picture: door.jpg}", "missing-key", "alt:"),
        (f"{{picture: door.jpg, alt: {'x' * 300}}}", "wrong-brand", "200 characters at most"),
        ("{picture: ../x.jpg, alt: A door.}", "wrong-picture", "picture: house.jpg"),
        ("{tiles: [zuri kind]}", "wrong-cover", "write 4"),
        ("{tiles: [zuri kind, linh kind, elias kind, nor kind]}", "wrong-cover", 'did you mean "noor kind"?'),
        ("{pictur: door.jpg, alt: A door.}", "missing-key", "picture:"),
    ],
)
def test_a_cover_that_cannot_be_shown_is_told_with_its_line(cover: str, code: str, hint: str, tmp_path: Path) -> None:
    found, findings, _ = read(tmp_path, cover)
    assert found is None
    first = findings[0]
    assert (first.code, str(first.where)) == (code, "brand.yaml:1")
    assert hint in first.hint


def test_a_picture_with_too_few_pixels_is_told_before_a_press_refuses_it(tmp_path: Path) -> None:
    cover, findings, art = read(tmp_path, "{picture: door.jpg, alt: A door.}")
    assert findings == [] and cover == Cover("door.jpg", "A door.", 0.75)
    note = only(list(art.notes(["door.jpg"])))
    assert (note.code, note.severity.value) == ("picture-coarse", "warning")
    assert note.message == "it has 400 pixels across, and a press refuses fewer than 1476 where it stands"


def test_all_that_is_wrong_with_a_cover_is_told_at_once_and_nothing_twice(tmp_path: Path) -> None:
    assert [one.code for one in read(tmp_path, "{picture: dor.jpg}")[1]] == ["missing-key", "missing-art"]
    assert [one.code for one in read(tmp_path, f"{{picture: door.jpg, alt: {'x' * 300}}}")[1]] == ["wrong-brand"]


def test_a_number_in_the_words_of_the_cover_is_confirmed_like_any_other(tmp_path: Path) -> None:
    brand = "name: Amani House\ncover: {picture: door.jpg, alt: A door with the number 116.}\n"
    sources = open_sources(lay(tmp_path, {"brand.yaml": brand, "layouts/art/door.jpg": photo()}))
    said = list_statements(sources, "001", ("en",), frozenset())
    assert "brand.yaml cover alt" in [one.place for one in said]


def test_a_picture_higher_than_wide_keeps_as_many_pixels_across_as_its_place_asks_for(tmp_path: Path) -> None:
    folders = Folders(OWN, lay(tmp_path, {"layouts/art/door.jpg": photo(500, 1500)}))
    art = ArtFolder(folders, THEME)
    art.note_size("door.jpg", 0.25)
    assert (art["door.jpg"].width, art["door.jpg"].height) == (425, 1275)
    assert [one.code for one in art.notes(["door.jpg"])] == ["picture-changed"]


def test_a_picture_is_found_whichever_computer_wrote_its_name(tmp_path: Path) -> None:
    brand = "name: Amani House\ncover: {picture: t\u00fcr.jpg, alt: A door.}\n"
    sources = open_sources(lay(tmp_path, {"brand.yaml": brand, "layouts/art/Tu\u0308r.JPG": photo()}))
    assert sources.brand.cover == Cover("t\u00fcr.jpg", "A door.", 0.75)
    assert "unread-file" not in [note.code for note in sources.notes]
