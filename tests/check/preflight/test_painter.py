"""What content did is kept by all that decides it: what it says, what it draws with, the state that it begins in."""

import gc
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from booklet.check.preflight.kept import Kept
from booklet.check.preflight.model import Mark, PaintedPath, Picture, PressFile, Text
from booklet.check.preflight.read.digests import Digests
from booklet.check.preflight.read.document import read_document
from booklet.check.preflight.read.library import Memory
from booklet.check.preflight.read.painter import Played

Edit = Callable[[Pdf, pikepdf.Page], None]


def file_of(content: bytes, *edits: Edit, **settings: Any) -> bytes:
    """Return a file of one page with a form, a font and a graphics state."""
    opened = pikepdf.new()
    opened.add_blank_page(page_size=(200, 200))
    page = opened.pages[0]
    inner = opened.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 50, 50])
    inner.Resources = Dictionary()
    form = opened.make_stream(b"q 1 0 0 1 5 5 cm /inner Do Q", Subtype=Name.Form, BBox=[0, 0, 90, 90])
    form.Resources = Dictionary(XObject=Dictionary(inner=inner))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(XObject=Dictionary(form=form), Font=Dictionary(F=opened.make_indirect(font)))
    page.obj.Resources.ExtGState = Dictionary(G=opened.make_indirect(Dictionary(ca=0.5)))
    page.contents_add(opened.make_stream(content))
    for edit in edits:
        edit(opened, page)
    file = BytesIO()
    opened.save(file, **settings)
    return file.getvalue()


PAGE = b"1 0 0 rg q 1 0 0 1 20 20 cm /form Do Q /G gs BT /F 9 Tf 20 90 Td (Hello) Tj ET"


def marks(document: PressFile) -> tuple[Mark, ...]:
    return document.pages[0].marks


def spare(opened: Pdf, page: pikepdf.Page) -> None:
    """Give all objects other numbers."""
    opened.Root.Spare = [opened.make_indirect(Dictionary()) for _ in range(9)]


def other_inner(opened: Pdf, page: pikepdf.Page) -> None:
    page.Resources.XObject.form.Resources.XObject.inner.write(b"0 0 8 8 re f")


def other_form(opened: Pdf, page: pikepdf.Page) -> None:
    page.Resources.XObject.form.BBox = [0, 0, 10, 10]


def other_font(opened: Pdf, page: pikepdf.Page) -> None:
    page.Resources.Font.F.BaseFont = Name("/Helvetica-Bold")


def other_state(opened: Pdf, page: pikepdf.Page) -> None:
    page.Resources.ExtGState.G.ca = 0.6


def other_ink(opened: Pdf, page: pikepdf.Page) -> None:
    page.contents_coalesce()
    page.Contents.write(PAGE.replace(b"1 0 0 rg", b"0 1 0 rg"))


@pytest.mark.parametrize(
    ("edit", "count"),
    [(spare, 0), (other_inner, 1), (other_form, 2), (other_font, 1), (other_state, 1), (other_ink, 3)],
)
def test_what_decides_what_is_painted_is_played_again_and_nothing_else(
    edit: Edit, count: int, played: list[Played]
) -> None:
    """The page, its form and the form in it: a change of the box of a form changes the state of what is in it."""
    known = Memory()
    first = read_document(file_of(PAGE), known)
    assert len(played) == 3
    for settings in ({}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}):
        played.clear()
        assert read_document(file_of(PAGE, **settings), known).pages[0] is not first.pages[0]
        assert not played
    other = file_of(PAGE, edit)
    warm = read_document(other, known)
    assert len(played) == count
    assert marks(warm) == marks(read_document(other))
    assert (marks(warm) == marks(first)) == (edit is spare)


def test_a_form_without_words_is_known_whatever_was_set_before_it(played: list[Played]) -> None:
    known = Memory()
    read_document(file_of(b"q /form Do Q"), known)
    played.clear()
    read_document(file_of(b"BT /F 9 Tf ET q /form Do Q"), known)
    assert len(played) == 2, "the page, and the form that draws a form, which could have words"


def with_words(opened: Pdf, page: pikepdf.Page) -> None:
    """Let the form in the form show a word in the font that was set before."""
    page.Resources.XObject.form.Resources.XObject.inner.write(b"BT (word) Tj ET")


def test_words_of_a_form_are_in_the_font_that_was_set_before_it() -> None:
    known = Memory()
    for size in (9, 12, 9):
        document = read_document(file_of(b"BT /F %d Tf ET q /form Do Q" % size, with_words), known)
        (text,) = [mark for mark in marks(document) if isinstance(mark, Text)]
        assert text.size == size


def test_nothing_of_a_form_is_left_behind_it() -> None:
    """Neither a place in the text, nor a path that the next one would be cut to."""

    def leaving(opened: Pdf, page: pikepdf.Page) -> None:
        page.Resources.XObject.form.write(b"0 0 1 1 re W BT 1 0 0 1 99 99 Tm ET")

    document = read_document(file_of(b"/form Do 10 10 20 20 re n 0 0 50 50 re f", leaving))
    (shape,) = marks(document)
    assert isinstance(shape, PaintedPath) and shape.box[2:] == (50, 50)


def test_pictures_that_nobody_judged_are_judged_again(played: list[Played]) -> None:
    def picture(opened: Pdf, page: pikepdf.Page) -> None:
        image = opened.make_stream(b"not a picture", Subtype=Name.Image, Width=9, Height=9, Filter=Name("/JBIG2Decode"))
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 1
        page.Resources.XObject["/image"] = image

    known, data = Memory(), file_of(b"/image Do", picture)
    (first,) = marks(read_document(data, known))
    assert isinstance(first, Picture)
    read_document(data, known)
    assert len(played) == (2 if first.unjudged else 1)


def test_letters_that_are_drawings_are_not_kept_with_their_file() -> None:
    def drawn(opened: Pdf, page: pikepdf.Page) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 10, 10], FirstChar=97, LastChar=97)
        font.FontMatrix, font.Widths, font.Encoding = [0.1, 0, 0, 0.1, 0, 0], [10], Dictionary(Differences=[97, Name.a])
        font.CharProcs = Dictionary(a=opened.make_stream(b"10 0 d0 1 0 0 rg 0 0 5 5 re f"))
        page.Resources.Font.F = opened.make_indirect(font)

    def more_words(opened: Pdf, page: pikepdf.Page) -> None:
        page.Resources.XObject.form.Resources.XObject.inner.write(b"BT (a) Tj 9 9 Td (aa) Tj ET")

    known, content = Memory(), b"BT /F 9 Tf 20 20 Td (a) Tj ET q /form Do Q"
    for words in (with_words, more_words):
        data = file_of(content, drawn, words)
        assert marks(read_document(data, known)) == marks(read_document(data))


def with_pattern(opened: Pdf, page: pikepdf.Page) -> None:
    box, settings = [0, 0, 9, 9], {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 9, "YStep": 9}
    tile = opened.make_stream(b"1 0 0 rg 0 0 4 4 re f", Type=Name.Pattern, BBox=box, Resources=Dictionary(), **settings)
    page.obj.Resources.Pattern = Dictionary(P=tile)


def test_forms_in_a_pattern_are_played_each_time_and_their_page_is_known(played: list[Played]) -> None:
    data, known = file_of(b"/Pattern cs /P scn /form Do", with_pattern), Memory()
    (mark,) = first = marks(read_document(data, known))
    assert isinstance(mark, PaintedPath) and mark.fill and len(mark.fill.colour.tiles) == 1
    assert len(played) == 4  # the tile, the page, the form and the one in it
    assert marks(read_document(data, known)) == first
    assert len(played) == 6


def digest(data: bytes, password: str = "") -> bytes | None:
    """Return the digest of the page's resources."""
    with pikepdf.open(BytesIO(data), password=password) as opened:
        return Digests(opened).of(opened.pages[0].Resources)


def test_digests_tell_what_is_reached_and_not_its_number() -> None:
    assert digest(file_of(PAGE)) == digest(file_of(PAGE, spare))
    for edit in (other_inner, other_form, other_font, other_state):
        assert digest(file_of(PAGE)) != digest(file_of(PAGE, edit))


def in_itself(opened: Pdf, page: pikepdf.Page) -> None:
    page.Resources.XObject.form.Resources.XObject.inner.Resources.XObject = Dictionary(form=page.Resources.XObject.form)


def test_what_reaches_itself_has_no_digest_and_is_played_within_bounds() -> None:
    known, data = Memory(), file_of(b"/form Do", in_itself)
    assert digest(data) is None
    assert marks(read_document(data, known)) == marks(read_document(data, known)) == marks(read_document(data))


def test_nothing_is_kept_of_a_file_with_a_password(played: list[Played]) -> None:
    data, known = file_of(PAGE, encryption=pikepdf.Encryption(owner="x", user="")), Memory()
    assert digest(data) is None
    assert marks(read_document(data, known)) == marks(read_document(data, known)) == marks(read_document(file_of(PAGE)))
    assert len(played) == 9


def test_no_more_is_kept_than_there_is_room_for(played: list[Played]) -> None:
    small = Memory(Kept(2), Kept(2), Kept(2))
    for number in range(20):
        data = file_of(b"%d 0 9 9 re f /form Do" % number)
        assert marks(read_document(data, small)) == marks(read_document(data))
    for number in range(17):
        played.clear()
        read_document(file_of(b"%d 0 9 9 re f /form Do" % number), small)
        assert played


def test_an_outline_takes_little_more_than_its_numbers_and_weighs_what_it_takes() -> None:
    class Weighed(Kept[bytes, Played]):
        def put(self, key: bytes, value: Played, weight: int = 1) -> None:
            put.append((value, weight))

    put: list[tuple[Played, int]] = []
    rectangles = b"".join(b"%d 0 9 9 re " % number for number in range(1000))
    read_document(file_of(rectangles + b"f"), Memory(Weighed(1)))
    ((known, weight),) = put
    (path,) = known.steps
    assert isinstance(path, PaintedPath)
    assert sum(len(part) for part in path.outline) == 4000
    assert size_of(path.outline) < 30 * 4000
    assert 500 * weight < size_of(path.outline) < 2000 * weight


def size_of(one: object) -> int:
    """Return the bytes that something takes with all that it is made of."""
    inner = (part for part in gc.get_referents(one) if not isinstance(part, type))
    return sys.getsizeof(one) + sum(map(size_of, inner))
