"""Forms for reviewers: every word under its id in a table with room for comments, in any script."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from programs import needs
from validator import validate

from booklet.make.build import check
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.translators.export import SAME, Export, ExportLine, ExportPart, make_export
from booklet.translators.formsheet import as_pdf
from booklet.values import replace
from booklet.words.locales import Locale

MADE = date(2026, 11, 27)
ENGLISH = Locale("en", "Latn", "ltr", "English")
ARABIC = Locale("ar", "Arab", "rtl", "العربية")

Row = tuple[tuple[str, str], ...]
"""The cells of a row: role and words."""


def small(*words: str, locale: Locale = ENGLISH) -> Export:
    lines = tuple(ExportLine(f"a.{number}", text) for number, text in enumerate(words))
    parts = (ExportPart("Page 1: A page", (*lines, ExportLine("m1", "Fixed.", is_fixed=True))),)
    return Export(locale, MADE, "Words", ("What this is.",), (("State", "Draft."), ("Reviewed by", "")), parts)


def tables(data: bytes) -> list[list[Row]]:
    """Return the tables of a file as their tags have them, a table for each page that it stands on."""
    with pikepdf.open(BytesIO(data)) as opened:
        found = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Table"]
        texts = {page.obj.objgen: marked_texts(page) for page in opened.pages}
        return [[_row(row, texts[row.Pg.objgen]) for row in table.K] for table in found]


def _row(row: pikepdf.Object, texts: dict[int, str]) -> Row:
    return tuple((str(cell.S)[1:], "".join(texts[int(kid)] for kid in cell.K).strip()) for cell in row.K)


def marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each piece of marked content, by the maps of its fonts to Unicode."""
    found: dict[int, str] = {}
    maps = {name: unicode_map(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
    mark, font = -1, ""
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "BDC":
            mark = int(operands[1]["/MCID"])
        elif operator == "EMC":
            mark = -1
        elif operator == "Tf":
            font = str(operands[0])
        elif operator == "TJ" and mark >= 0:
            codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)).hex()
            shown = (maps[font].get(codes[at : at + 4], "") for at in range(0, len(codes), 4))
            found[mark] = found.get(mark, "") + "".join(shown)
    return found


def unicode_map(cmap: bytes) -> dict[str, str]:
    pairs = (line[1:-1].split(b"> <") for line in cmap.split(b"\n") if line.startswith(b"<") and line.count(b"<") == 2)
    return {code.decode().lower(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def test_each_string_is_a_row_with_its_id_and_an_empty_cell_for_comments(sources: Sources) -> None:
    facts, page = tables(as_pdf(small("Some *strong* and [linked](#threat) words, 2 \\* 3."), sources))
    assert facts == [(("TH", "State"), ("TD", "Draft.")), (("TH", "Reviewed by"), ("TD", ""))]
    assert page == [
        (("TH", "id"), ("TH", "words"), ("TH", "comment")),
        (("TH", "a.0"), ("TD", "Some strong and linked words, 2 * 3."), ("TD", "")),
        (("TH", f"m1 ({SAME})"), ("TD", "Fixed."), ("TD", "")),
    ]


def test_links_lead_nowhere(sources: Sources) -> None:
    with pikepdf.open(BytesIO(as_pdf(small("[linked](#threat)"), sources))) as opened:
        assert not any("/Annots" in page for page in opened.pages)


def test_a_page_of_many_words_goes_on_below_the_heads_of_its_columns(sources: Sources) -> None:
    words = [f"number {count} " + "word " * 30 for count in range(40)]
    _, *pages = tables(as_pdf(small(*words), sources))
    assert len(pages) > 2 and all([words for _, words in page[0]] == ["id", "words", "comment"] for page in pages)
    ids = [row[0][1] for page in pages for row in page[1:]]
    assert ids == [*(f"a.{number}" for number in range(40)), f"m1 ({SAME})"]


@pytest.mark.parametrize("locale", ["en", "ar", "hi", "th"])
def test_an_address_wider_than_its_column_breaks(locale: str, sources: Sources) -> None:
    address = "childhelplineinternational.org/\u2060helplines"
    _, table = tables(as_pdf(small(f"*{address}*", locale=sources.locale(locale)), sources))
    assert re.sub("[^a-z./]", "", table[1][1][1]) == address.replace("\u2060", "")


def test_equal_words_make_equal_bytes(sources: Sources) -> None:
    export = small("a")
    assert as_pdf(export, sources) == as_pdf(replace(export), sources)
    assert as_pdf(export, sources) != as_pdf(replace(export, made=date(2026, 11, 26)), sources)


@pytest.mark.slow
@needs("javac")
@pytest.mark.parametrize("locale", ["en", "ar", "hi", "th"])
def test_a_form_holds_all_words_of_a_product_and_is_accessible(locale: str, tmp_path: Path, sources: Sources) -> None:
    wanted = Wanted(("card",), (locale,), ("KE",), ("14-17",), ("screen",))
    export = make_export(check(plan_jobs(wanted, sources), sources, MADE), sources.guide, "draft", MADE)
    data = as_pdf(export, sources)
    ids = [row[0][1] for table in tables(data)[1:] for row in table if row[0][0] == "TH" and row[0][1] != "id"]
    lines = [line for part in export.parts for line in part.lines]
    letters = ["".join(found.split()) for found in ids]
    assert letters == ["".join(f"{line.id}{f' ({SAME})' * line.is_fixed}".split()) for line in lines]
    if locale in {"en", "th"}:
        words = ["".join(row[1][1].split()) for table in tables(data)[1:] for row in table[1:]]
        assert words == ["".join(plain_text(line.words).replace("\u2060", "").split()) for line in lines]
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    assert [report.failures for report in validate([path])] == [(), ()]
