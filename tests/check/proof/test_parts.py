"""Parts of pages are known again by what is read in them, whatever else is in their file."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from proving import hexed, pdf, resaved, says
from spoiling import Edit, spoiled

from booklet.check.proof.pages import text_boxes
from booklet.check.proof.parts import FileParts
from booklet.geometry import Rect
from booklet.pdf.written import Written


def own_digests(data: bytes) -> list[bytes]:
    """Return the digest of what each page draws itself."""
    file = FileParts(Written(data))
    return [file.page(number).placed[0][0].digest for number in range(len(file))]


def test_pages_are_known_again_in_files_of_other_fonts() -> None:
    one, other = (pdf(("booklet", "en", country, "press")) for country in ("KE", "GB"))
    assert len({name for data in (one, other) for name in re.findall(rb"/FontName/\w+\+Nunito500", data)}) == 2
    same = [mine == yours for mine, yours in zip(own_digests(one), own_digests(other), strict=True)]
    assert sum(same) >= 22


FONT = "Nunito500"


def code_of(text: str, opened: pikepdf.Pdf, name: str = FONT) -> tuple[int, pikepdf.Object]:
    """Return the code of a text, and the font that has it."""
    fonts = (found for found in opened.objects if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found)
    font = next(found for found in fonts if name in str(found.BaseFont))
    found = re.search(rb"<(....)> <%s>" % hexed(text), font.ToUnicode.read_bytes())
    assert found
    return int(found[1], 16), font


def codes_by_page(file: FileParts) -> Iterator[tuple[int, ...]]:
    """Yield the codes of the font that each page shows itself."""
    for number in range(len(file)):
        contents = file.page(number).entries["Contents"]
        assert isinstance(contents, list)
        yield dict(file.drawn(*contents).fonts).get(FONT, ())


def other_width(opened: pikepdf.Pdf) -> None:
    code, font = code_of("v", opened)
    font.DescendantFonts[0].W[1][code] = 1


def other_glyph(opened: pikepdf.Pdf) -> None:
    code, font = code_of("v", opened)
    glyphs = font.DescendantFonts[0].CIDToGIDMap
    data = bytearray(glyphs.read_bytes())
    data[2 * code + 1] ^= 1
    glyphs.write(bytes(data))


def other_outline(opened: pikepdf.Pdf) -> None:
    code, font = code_of("v", opened)
    descendant = font.DescendantFonts[0]
    glyphs = descendant.CIDToGIDMap.read_bytes()
    glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
    stream = descendant.FontDescriptor.FontFile2
    program = bytearray(stream.read_bytes())
    places = {
        bytes(program[at : at + 4]): int.from_bytes(program[at + 8 : at + 12], "big") for at in range(12, 108, 16)
    }
    glyf, loca = places[b"glyf"], places[b"loca"]
    at = glyf + 2 * int.from_bytes(program[loca + 2 * glyph : loca + 2 * glyph + 2], "big")
    program[at + 20] ^= 1
    stream.write(bytes(program))


@pytest.mark.parametrize("edit", [says("v", "x", FONT), other_width, other_glyph, other_outline])
def test_whatever_is_read_of_a_code_makes_another_part_of_those_that_show_it(edit: Edit) -> None:
    data = resaved(pdf(("booklet", "en", "GB", "press")))
    file = FileParts(Written(data))
    with pikepdf.open(BytesIO(data)) as opened:
        code = code_of("v", opened)[0]
    shown = [code in codes for codes in codes_by_page(file)]
    assert any(shown) and not all(shown)
    changed = [old != new for old, new in zip(own_digests(data), own_digests(spoiled(data, edit)), strict=True)]
    assert changed == shown


def other_space(opened: pikepdf.Pdf) -> None:
    code, font = code_of(" ", opened)
    font.DescendantFonts[0].W[1][code] = 1


def other_names(opened: pikepdf.Pdf) -> None:
    """Give fonts the names and the boxes of other subsets."""
    for found in opened.objects:
        if isinstance(found, pikepdf.Dictionary):
            for key in ("/BaseFont", "/FontName"):
                if key in found:
                    found[key] = pikepdf.Name("/ABCDEF+" + str(found[key]).partition("+")[2])
            if "/FontFile2" in found:
                found.FontBBox = [0, 0, 10, 10]


def texts_and_boxes(data: bytes) -> list[tuple[str, tuple[Rect, ...]]]:
    """Return the text of each page as PDFium gives it, and where it stands."""
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(data)]
    return [(page.get_text_range(), text_boxes(page)) for page in pages]


def test_names_and_boxes_of_subsets_change_nothing_that_is_read() -> None:
    for job in (("booklet", "en", "GB", "press"), ("card", "en", "GB", "press"), ("booklet", "ar", "EG", "press")):
        other = spoiled(pdf(job), other_names)
        assert own_digests(other) == own_digests(resaved(pdf(job)))
        assert texts_and_boxes(other) == texts_and_boxes(pdf(job))


def test_words_are_told_apart_by_a_space_that_a_page_may_not_show() -> None:
    data = resaved(pdf(("booklet", "en", "GB", "press")))
    file = FileParts(Written(data))
    uses = [bool(codes) for codes in codes_by_page(file)]
    changed = [old != new for old, new in zip(own_digests(data), own_digests(spoiled(data, other_space)), strict=True)]
    assert changed == uses and not all(uses)


def overprints(mode: int, spare: int = 0) -> Edit:
    """Return an edit that gives page 1 a state of its own, behind some other objects."""

    def edit(opened: pikepdf.Pdf) -> None:
        opened.Root.Spare = [opened.make_indirect(pikepdf.Dictionary()) for _ in range(spare)]
        state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=True, op=True, OPM=mode)
        opened.pages[0].Resources.ExtGState["/over"] = opened.make_indirect(state)

    return edit


def test_what_a_page_draws_with_is_part_of_it_whatever_its_number() -> None:
    data = pdf(("card", "en", "GB", "press"))
    one, moved, other = (own_digests(spoiled(data, edit)) for edit in (overprints(1), overprints(1, 9), overprints(0)))
    assert one == moved
    assert [old != new for old, new in zip(one, other, strict=True)] == [True, False]
