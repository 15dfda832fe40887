"""What reviewers get: every word of a product under its id, in reading order, as text, for Word and on paper."""

import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, codes, faults, lay

from booklet.commands.export_text import run
from booklet.errors import SourceError
from booklet.jobs import PRODUCTS
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.translators.export import SAME, Export, ExportLine, ExportPart, as_text, block_lines, make_export
from booklet.translators.wordfile import as_docx
from booklet.values import replace
from booklet.words.locales import Locale
from booklet.words.manuscript import Block

MADE = date(2026, 11, 25)

TEXT_LINE = re.compile(r"^\[([^\],]+)(, [^\]]+)?\] ", re.MULTILINE)


def documents(sources: Sources, product: str, band: str = "14-17", country: str = "KE") -> list[Document]:
    asked = Wanted((product,), ("en",), (country,), (band,), ("screen",))
    return check(plan_jobs(asked, sources), sources, MADE)


def export_of(sources: Sources, product: str, band: str = "14-17", country: str = "KE") -> Export:
    return make_export(documents(sources, product, band, country), sources.guide, "draft", MADE)


def lines_of(export: Export) -> list[ExportLine]:
    return [line for part in export.parts for line in part.lines]


def manuscript_strings(found: list[Document]) -> Iterator[str]:
    """Yield the strings of the manuscript, page by page, as `Block.strings` has them."""
    for document in found:
        job = document.job
        places = dict.fromkeys(plan.place or job.item for plan in document.layout.pages)
        for place in places:
            topic = document.manuscript.topic(place)
            yield topic.title
            for block in topic.blocks:
                yield from block.strings()


def small(words: str = "Some *strong* words.", direction: str = "ltr") -> Export:
    locale = Locale("ar", "Arab", "rtl", "العربية") if direction == "rtl" else Locale("en", "Latn", "ltr", "English")
    parts = (ExportPart("Page 1: A page", (ExportLine("a.b", words), ExportLine("m1", "Fixed.", is_fixed=True))),)
    return Export(locale, MADE, "Words", ("What this is.",), (("State", "Draft."), ("Reviewed by", "")), parts)


def read_docx(export: Export) -> docx.document.Document:
    return docx.Document(BytesIO(as_docx(export)))


def cells(export: Export) -> list[tuple[str, str, str]]:
    """Return the rows of the tables of pages: id, words, comment."""
    rows = [row for table in read_docx(export).tables[1:] for row in table.rows[1:]]
    return [(row.cells[0].text, row.cells[1].text, row.cells[2].text) for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_word_of_the_manuscript_is_there_in_reading_order(product: str, band: str, sources: Sources) -> None:
    found = documents(sources, product, band)
    export = make_export(found, sources.guide, "draft", MADE)
    strings = list(manuscript_strings(found))
    pages = [line.words for part in export.parts[:-2] for line in part.lines]
    assert pages == strings
    text = as_text(export)
    position = 0
    for words in strings:
        position = text.index(f"] {words}\n", position) + 1
    assert [words for _, words, _ in cells(export)][: len(strings)] == [plain_text(words) for words in strings]


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_text_and_docx_hold_the_same_ids_in_the_same_order(product: str, sources: Sources) -> None:
    export = export_of(sources, product)
    ids = [line.id for line in lines_of(export)]
    assert [found[1] for found in TEXT_LINE.finditer(as_text(export))] == ids
    assert [name.split("\n")[0] for name, _, _ in cells(export)] == ids


@pytest.mark.slow
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_an_id_names_one_string_wherever_it_stands(product: str, band: str, sources: Sources) -> None:
    said: dict[str, set[str]] = {}
    for line in lines_of(export_of(sources, product, band)):
        said.setdefault(line.id, set()).add(line.words)
    assert {name: words for name, words in said.items() if len(words) > 1} == {}


@pytest.mark.slow
def test_ids_are_those_of_blocks_and_items(sources: Sources) -> None:
    ids = {line.id for line in lines_of(export_of(sources, "booklet"))}
    assert {"threat", "threat.lead", "love.older", "about.home.title", "about.home.text", "m2.stop.title"} <= ids
    known = {block.id for block in sources.guide.every_block()} | {topic.id for topic in sources.guide.topics}
    stray = {name for name in ids if not name.startswith(("labels.", "help."))} - known
    assert {name.rpartition(".")[0] for name in stray} <= known
    assert {name.rpartition(".")[2] for name in stray} == {"label", "title", "text"}


@pytest.mark.slow
def test_a_page_stands_under_its_number_and_title(sources: Sources) -> None:
    found = documents(sources, "booklet")
    export = make_export(found, sources.guide, "draft", MADE)
    plans = found[0].layout.pages
    titles = [plain_text(found[0].manuscript.topic(plan.place).title) for plan in plans]
    headings = [f"Page {number}: {title}" for number, title in enumerate(titles, start=1)]
    assert [part.heading for part in export.parts[:-2]] == headings
    styled = [item.text for item in read_docx(export).paragraphs if item.style and item.style.name == "Heading 1"]
    assert styled == [part.heading for part in export.parts]


def test_a_card_has_its_sides_and_its_title_once(sources: Sources) -> None:
    parts = export_of(sources, "card").parts
    assert [part.heading.partition(":")[0] for part in parts[:3]] == ["c1, Page 1", "c1, Page 2", "c2, Page 1"]
    assert [line.id for part in parts for line in part.lines].count("c2") == 1


@pytest.mark.slow
def test_fixed_messages_say_that_they_are_the_same_everywhere(sources: Sources) -> None:
    export = export_of(sources, "booklet")
    fixed = [line for line in lines_of(export) if line.is_fixed]
    assert {re.split(r"\.", line.id)[0] for line in fixed} == {message.id for message in sources.guide.messages}
    assert all(line.id[0] == "m" and line.id[1].isdigit() for line in fixed)
    assert f"[m1.title, {SAME}] " in as_text(export)
    assert (f"m1\n{SAME}", "Fixed.", "") in cells(small())


def test_helplines_and_labels_follow_the_pages(sources: Sources) -> None:
    helplines, labels = export_of(sources, "booklet").parts[-2:]
    manuscript = documents(sources, "booklet")[0].manuscript
    assert helplines.lines[0].id == "help.lead"
    assert manuscript.help.lead.name in helplines.lines[0].words
    assert {line.id.removeprefix("labels."): line.words for line in labels.lines} == {
        key: manuscript.labels[key] for key in sources.guide.labels if "@" not in key and manuscript.labels[key]
    }


@pytest.mark.slow
def test_the_first_page_says_what_the_file_is(sources: Sources) -> None:
    export = export_of(sources, "booklet")
    head = as_text(export).partition("\n\n\n")[0]
    for words in ("Words for review: booklet, ages 14–17", "not for readers", "English (en)", "Kenya (KE)", "14-17"):
        assert words in head
    assert "Date: 2026-11-25" in head and "State: Draft." in head
    document = read_docx(export)
    assert document.paragraphs[0].text == export.title
    assert [(row.cells[0].text, row.cells[1].text) for row in document.tables[0].rows] == list(export.facts)


def test_the_state_of_the_words_is_told(sources: Sources) -> None:
    found = documents(sources, "card")
    for state, words in (("machine", "Not yet"), ("draft", "Draft."), ("reviewed", "Signed")):
        assert dict(make_export(found, sources.guide, state, MADE).facts)["State"].startswith(words)


def test_numbers_that_nobody_called_make_it_a_proof(sources: Sources) -> None:
    proof = documents(sources, "booklet")[0].manuscript.labels["proof"]
    assert proof in export_of(sources, "booklet").paragraphs
    assert proof not in export_of(sources, "booklet", country="001").paragraphs


def test_markup_is_as_written_in_text_and_bold_in_word() -> None:
    export = small("Some *strong* and [linked](#threat) words, 2 \\* 3.")
    assert "[a.b] Some *strong* and [linked](#threat) words, 2 \\* 3.\n" in as_text(export)
    (paragraph,) = read_docx(export).tables[1].rows[1].cells[1].paragraphs
    assert paragraph.text == "Some strong and linked words, 2 * 3."
    assert [run.text for run in paragraph.runs if run.bold] == ["strong"]


def test_each_page_is_a_table_with_a_column_for_comments() -> None:
    table = read_docx(small()).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["id", "words", "comment"]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [row.cells[2].text for row in table.rows[1:]] == ["", ""]


def test_columns_fit_the_page() -> None:
    document = read_docx(small())
    (page,) = document.sections
    assert page.page_width and page.left_margin and page.right_margin
    table = document.tables[1]
    for widths in ([column.width for column in table.columns], [cell.width for cell in table.rows[1].cells]):
        assert sum(width or 0 for width in widths) <= page.page_width - page.left_margin - page.right_margin


def test_words_from_right_to_left_are_set_so() -> None:
    document = read_docx(small("كلمات *قوية*", "rtl"))
    (paragraph,) = document.tables[1].rows[1].cells[1].paragraphs
    assert paragraph._p.find(f".//{qn('w:bidi')}") is not None
    assert all(run.font.rtl for run in paragraph.runs)
    assert document.core_properties.language == "ar"


def test_control_characters_do_not_stop_word() -> None:
    assert cells(small("a\x01b"))[0] == ("a.b", "ab", "")


@pytest.mark.slow
def test_equal_words_make_equal_bytes(sources: Sources) -> None:
    export = export_of(sources, "card")
    assert as_docx(export) == as_docx(replace(export))
    assert as_docx(export) != as_docx(replace(export, made=date(2026, 11, 26)))


def test_a_block_of_one_string_has_the_id_of_its_block() -> None:
    block = Block("a", "list", items=(Block("a.b", "item", text="one"), Block("a.c", "step", title="t", text="u")))
    assert [line.id for line in block_lines(block)] == ["a.b", "a.c.title", "a.c.text"]


def options(output: Path, *products: str, **given: object) -> Namespace:
    usual: dict[str, object] = {
        "locale": None,
        "country": None,
        "band": None,
        "ink": None,
        "layout": None,
        "printer": "",
    }
    usual |= {"project": None, "format": None, "item": None, "quiet": False, "verbose": False}
    return Namespace(**{**usual, "date": MADE, "output": output, "products": list(products), **given})


@pytest.mark.slow
def test_each_product_and_band_is_a_file_of_each_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options(tmp_path / "out", "card", "poster")) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    stems = [f"guide_{stem}_text_v01-draft" for stem in (
        "card_10-13_en_001_85x55", "card_14-17_en_001_85x55", "poster_10-13_en_001_a3", "poster_14-17_en_001_a3",
    )]  # fmt: skip
    assert names == [f"{stem}.{suffix}" for stem in stems for suffix in ("docx", "pdf", "txt")]
    assert sorted(Path(line).name for line in capsys.readouterr().out.split()) == names


@pytest.mark.slow
def test_one_band_and_one_format_may_be_asked_for(tmp_path: Path) -> None:
    run(options(tmp_path, "card", band=["14-17"], format=["txt"], country=["001"]))
    (path,) = tmp_path.iterdir()
    assert path.name == "guide_card_14-17_en_001_85x55_text_v01-draft.txt"
    assert as_text(export_of(open_sources(None), "card", country="001")) == path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_proof_says_so_in_its_name_until_the_numbers_are_called(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {COUNTRY: UNCONFIRMED})
    asked = options(tmp_path / "out", "card", band=["14-17"], country=["XX"], format=["txt"], project=project)
    run(asked)
    stem = "guide_card_14-17_en_XX_85x55_text_v01"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{stem}_PROOF.txt"]
    lay(project, {COUNTRY: CONFIRMED})
    run(asked)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{stem}-draft.txt"]


def test_an_unknown_band_is_told_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        run(options(tmp_path / "out", "card", band=["14-18"]))
    assert codes(faults(stopped.value)) == ["unknown-band"]
    assert not (tmp_path / "out").exists()
