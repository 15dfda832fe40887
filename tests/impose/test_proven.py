"""Sheets that are spoiled in every way are found; what is as it should be is not."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from numbered import write_pages
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.cli import main
from booklet.errors import ExitCode, SourceError
from booklet.geometry import Rect, Size, mm
from booklet.impose.pages import SheetError
from booklet.impose.plan import SheetPlan, SheetWish
from booklet.impose.proven import look, prove_sheets
from booklet.impose.schemes import impose
from booklet.impose.source import open_pdf, read_frames, source_pages
from booklet.impose.tasks import impose_file
from booklet.impose.whole import cut_findings, find_seen_of_page, subtract
from booklet.impose.write import write_sheets
from booklet.sheets.spots import Side, Spot
from booklet.values import replace

A6, A5, A4 = (Size(mm(width), mm(height)) for width, height in ((105, 148), (148, 210), (210, 297)))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("pages") / "pages.pdf", [A6] * 4)


Spoil = Callable[[Pdf], None]


def replaced(old: bytes, new: bytes) -> Spoil:
    """Change the operators of the first side."""

    def spoil(pdf: Pdf) -> None:
        content = pdf.pages[0].obj.Contents.read_bytes()
        assert old in content
        pdf.pages[0].obj.Contents = pdf.make_stream(content.replace(old, new, 1))

    return spoil


def added(operators: bytes) -> Spoil:
    return lambda pdf: pdf.pages[0].contents_add(operators)


def swapped(pdf: Pdf) -> None:
    forms = pdf.pages[0].obj.Resources.XObject
    one, other = sorted(forms.keys())
    forms[one], forms[other] = forms[other], forms[one]


def without_line(pdf: Pdf) -> None:
    """Take the small line out of a form, as a reader does that lacks its type."""
    form = pdf.pages[0].obj.Resources.XObject["/P0"]
    content = form.read_bytes()
    letters = content.split(b" f ")
    form.write(b" f ".join([letters[0], *letters[2:]]))


SPOILED: dict[str, Spoil] = {
    "nothing on the side": lambda pdf: setattr(pdf.pages[0].obj, "Contents", pdf.make_stream(b"")),
    "a page that is not drawn": replaced(b"/P0 Do", b""),
    "an exponent in its place": replaced(b"1 0 0 1 0 0 cm", b"1 0 0 1 8.1e-05 4e-06 cm"),
    "a page moved by a millimetre": replaced(b"1 0 0 1 0 0 cm", b"1 0 0 1 2.83 0 cm"),
    "a page two hundredths too small": replaced(b"1 0 0 1 0 0 cm", b"0.98 0 0 0.98 0 0 cm"),
    "a mirrored page": replaced(b"1 0 0 1 0 0 cm", b"-1 0 0 1 297.638 0 cm"),
    "a page on its head": replaced(b"1 0 0 1 0 0 cm", b"-1 0 0 -1 297.638 419.528 cm"),
    "two pages exchanged": swapped,
    "a small line that is lost": without_line,
    "a page cut off": replaced(b"0 0 297.638", b"0 0 240"),
    "white over a number": added(b"1 g 80 150 60 60 re f"),
    "a box over nothing": added(b"0 g 250 380 20 20 re f"),
    "other colours": replaced(b"/P0 Do", b"/P0 Do /G gs"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_sheets_that_are_spoiled_are_found(what: str, pages: Path) -> None:
    data, plan, _ = impose(pages, "saddle", SheetWish(bleed=0.0, is_rtl=True))
    with open_pdf(pages, "pages.pdf") as source:
        frames = read_frames(source, "pages.pdf")
    assert not look(pages, frames, data, plan).unlike
    with pikepdf.open(BytesIO(data)) as pdf:
        if what == "other colours":
            form = pdf.pages[0].obj.Resources.XObject["/P0"]
            form.write(form.read_bytes().replace(b"0 0 0 1 k", b"1 0 0 0 k"))
        else:
            SPOILED[what](pdf)
        written = BytesIO()
        pdf.save(written)
    with pytest.raises(SheetError) as caught:
        list(prove_sheets(pages, frames, written.getvalue(), plan, "pages.pdf"))
    assert [finding.code for finding in caught.value.findings] == ["sheet-lost"]
    assert "on side 1 of the sheets" in str(caught.value)


def test_sides_of_other_sizes_are_looked_at_whole(pages: Path) -> None:
    _, plan, _ = impose(pages, "saddle", SheetWish(bleed=0.0))
    first, second = plan.sides
    larger = Size(second.size.width + 90, second.size.height + 60)
    plan = replace(plan, sides=(first, replace(second, size=larger).moved(70, 50)))
    with open_pdf(pages, "pages.pdf") as source:
        frames = read_frames(source, "pages.pdf")
        data = write_sheets(source, frames, plan, "Sheets")
    assert not look(pages, frames, data, plan).unlike
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages[1].contents_add(b"0 g 3 3 20 20 re f")
        written = BytesIO()
        pdf.save(written)
    assert look(pages, frames, written.getvalue(), plan).unlike == [(1, None)]


def test_nothing_is_made_when_a_page_is_lost(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(*given: object) -> bytes:
        with pikepdf.open(BytesIO(write_sheets(*given))) as pdf:  # type: ignore[arg-type]
            pdf.pages[1].obj.Contents = pdf.make_stream(b"")
            written = BytesIO()
            pdf.save(written)
        return written.getvalue()

    monkeypatch.setattr("booklet.impose.schemes.write_sheets", spoiled)
    made = impose_file(pages.read_bytes(), "pages.pdf", "saddle", SheetWish(), has_pictures=False)
    assert (made.sheets, made.exit_code) == (b"", ExitCode.PREFLIGHT)
    assert [(fault.code, fault.message) for fault in made.faults] == [
        ("sheet-lost", "pages 2, 3 would be lost, cut or moved on side 2 of the sheets")
    ]


def test_nothing_is_written_when_readers_disagree_where_a_page_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_pages(tmp_path / "pages.pdf", [A6] * 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj.MediaBox = Array([0, 0, 1e30, 1e30])
        pdf.save(path)
    assert main(["impose", str(path), "--scheme", "saddle", "--output", str(tmp_path / "out.pdf")]) in {
        ExitCode.PREFLIGHT,
        ExitCode.SOURCES,
    }
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["pages.pdf"]


def test_pages_that_are_blank_in_their_own_file_are_told(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "pages.pdf", [A6] * 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj.Contents = pdf.make_stream(b"1 g 0 0 900 900 re f")
        pdf.pages[2].obj.TrimBox = Array([0, 0, A6.width, A6.height])
        pdf.pages[2].obj.MediaBox = Array([-40, -40, A6.width, A6.height])
        pdf.pages[2].obj.Contents = pdf.make_stream(b"0 g -35 -35 20 20 re f")
        pdf.save(path)
    _, _, notes = impose(path, "saddle", SheetWish(bleed=0.0))
    assert [(note.code, note.message) for note in notes] == [
        ("blank-in-file", "there is nothing on pages 2, 3 of the file itself")
    ]


def test_pale_ink_is_ink(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "pages.pdf", [A6] * 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"1 1 0.7 rg 60 60 90 40 re f")
        pdf.save(path)
    data, plan, notes = impose(path, "saddle", SheetWish())
    assert not notes
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages[0].obj.Resources.XObject["/P0"].write(b"")
        written = BytesIO()
        pdf.save(written)
    with open_pdf(path, "pages.pdf") as source:
        frames = read_frames(source, "pages.pdf")
    assert look(path, frames, written.getvalue(), plan).unlike == [(0, 0)]


def see_through(pdf: Pdf) -> Dictionary:
    """Return resources with what programs for designers use: blending, soft masks, patterns of shading."""
    axial = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceRGB,
        Coords=[0, 0, 300, 400],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1),
        Extend=[True, True],
    )
    mask = pdf.make_stream(b"/S sh")
    mask.Type, mask.Subtype, mask.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 420])
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask.Resources = Dictionary(Shading=Dictionary(S=axial))
    return Dictionary(
        ExtGState=Dictionary(
            M=Dictionary(BM=Name.Multiply),
            D=Dictionary(BM=Name.Darken, ca=0.7),
            S=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)),
        ),
        Shading=Dictionary(S=axial),
    )


@pytest.mark.parametrize("has_group", [False, True])
def test_what_is_see_through_is_no_false_alarm(tmp_path: Path, has_group: bool) -> None:
    path = write_pages(tmp_path / "pages.pdf", [A5] * 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.Resources = see_through(pdf)
            page.contents_add(b"q 1 0.8 0 rg 0 0 200 500 re f /M gs 0 0.7 1 rg 100 100 200 200 re f Q", prepend=True)
            page.contents_add(b"q /D gs 1 0 1 rg 50 50 150 200 re f Q q /S gs 0 0.5 0 rg 0 0 300 420 re f Q")
            page.contents_add(b"q 300 300 80 80 re W n /S sh Q")
            if has_group:
                page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)
        pdf.save(path)
    for scheme, wish in (("saddle", SheetWish()), ("n-up", SheetWish(sheet=A4, scale=0.5)), ("zine", SheetWish())):
        if scheme == "zine":
            with pikepdf.open(path, allow_overwriting_input=True) as pdf:
                pdf.pages.extend(pdf.pages)
                pdf.save(path)
        impose(path, scheme, wish)


def nested(pdf: Pdf, depth: int) -> Dictionary:
    """Return resources with forms nested so deep, one in another."""
    box = Array([0, 0, 300, 400])
    form = pdf.make_stream(b"0 0 1 rg 40 40 200 300 re f", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    for _ in range(depth - 1):
        own = Dictionary(XObject=Dictionary(F=form))
        form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=own)
    return Dictionary(XObject=Dictionary(F=form))


def drawn_at_the_limit(pdf: Pdf) -> None:
    """Draw with as many nested forms as PDFium follows: on a sheet there is one more."""
    for page in pdf.pages:
        page.obj.Contents, page.obj.Resources = pdf.make_stream(b"/F Do"), nested(pdf, 40)


def drawn_with_resources_of_all_pages(pdf: Pdf) -> None:
    """Draw with what pages inherit, since their own resources are null, which is none (ISO 32000-2, 7.3.7)."""
    pdf.Root.Pages.Resources = nested(pdf, 1)
    for page in pdf.pages:
        page.obj.Contents, page.obj.Resources = pdf.make_stream(b"/F Do"), Name.Null


@pytest.mark.parametrize("draw", [drawn_at_the_limit, drawn_with_resources_of_all_pages])
def test_a_page_that_is_taken_over_as_it_is_may_be_lost_to_a_reader(draw: Spoil, tmp_path: Path) -> None:
    """So sheets are proven by what is seen on them: their objects say the same as those of the pages."""
    path = write_pages(tmp_path / "pages.pdf", [A6] * 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        draw(pdf)
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    path.write_bytes(path.read_bytes().replace(b"/Null", b" null"))
    with pytest.raises(SheetError, match="pages 1, 2, 3, 4 would be lost, cut or moved"):
        impose(path, "saddle", SheetWish())


def test_a_side_with_no_words_and_much_cut_off_is_a_fault(pages: Path) -> None:
    with open_pdf(pages, "pages.pdf") as source:
        frames = read_frames(source, "pages.pdf")
    plan = impose(pages, "saddle", SheetWish(bleed=0.0))[1]
    found = cut_findings(SheetPlan(plan.sides[:1]), source_pages(frames), 0.0, lambda: [None] * 4, "pages.pdf")
    assert [(finding.code, finding.message) for finding in found] == [
        ("page-cut", "pages 2, 3 would stand on no sheet")
    ]


def test_words_that_moved_backs_push_off_the_sheet_are_told(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    with Pdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for _ in range(4):
            pdf.add_blank_page(page_size=(298, 420))
            page = pdf.pages[-1]
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 5 200 Td (call 116 111) Tj ET")
        pdf.save(path)
    wish = SheetWish(bleed=0.0, sheet=Size(2 * A6.width, A6.height), back_shift=(mm(-4), 0.0))
    with pytest.raises(SourceError) as caught:
        impose(path, "saddle", wish)
    assert [finding.code for finding in caught.value.findings] == ["words-cut"]


@pytest.mark.parametrize(
    ("hole", "left"),
    [
        (Rect(0, 0, 10, 10), []),
        (Rect(2, 0, 20, 10), [Rect(0, 0, 2, 10)]),
        (Rect(2, 2, 6, 6), [Rect(0, 8, 10, 2), Rect(0, 0, 10, 2), Rect(0, 2, 2, 6), Rect(8, 2, 2, 6)]),
        (Rect(20, 20, 5, 5), [Rect(0, 0, 10, 10)]),
    ],
)
def test_what_is_left_of_a_page(hole: Rect, left: list[Rect]) -> None:
    assert list(subtract(Rect(0, 0, 10, 10), hole)) == left


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_what_is_seen_of_a_page_is_told_in_its_own_points(turn: int) -> None:
    """A page of 100 x 50 at twice its size; the sheet shows it without a strip of 20 at the sheet's left."""
    size = (100, 200) if turn % 180 else (200, 100)
    sheet = Rect(0, 0, 500, 500)
    spot = Spot(0, Rect(100, 100, *size), Rect(120, 100, size[0] - 20, size[1]), turn, 2.0)
    expected = {0: Rect(10, 0, 90, 50), 90: Rect(0, 0, 100, 40), 180: Rect(0, 0, 90, 50), 270: Rect(0, 10, 100, 40)}
    seen = find_seen_of_page(spot, Side(Size(500, 500), sheet, sheet, (spot,)))
    assert seen == expected[turn]


def test_sheets_that_nobody_can_look_at_are_not_written(pages: Path) -> None:
    _, plan, _ = impose(pages, "saddle", SheetWish(sheet=Size(mm(420), mm(297))))
    with open_pdf(pages, "pages.pdf") as source:
        frames = read_frames(source, "pages.pdf")
    with pytest.raises(SheetError) as stopped:
        list(prove_sheets(pages, frames, b"%PDF-1.7 cut off", plan, "pages.pdf"))
    assert [finding.code for finding in stopped.value.findings] == ["sheet-unseen"]
