"""The page that lists where to get help, wherever it stands."""

import re
from pathlib import Path

import pytest
from once import sources
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, called, lay
from rendered import MADE, documents, lines_of

from booklet.geometry import mm
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.text.markup import letters
from booklet.typeset.colophon import make_colophon
from booklet.typeset.fit import fit_product
from booklet.values import replace


def test_the_note_on_addresses_keeps_clear_of_the_folio_on_either_side() -> None:
    (document, *_) = documents("001", "colour", products=("insert",))
    colophon = make_colophon(document.manuscript, "draft", (), MADE)
    for pages in (document.layout.pages, document.layout.pages[::-1]):
        layout = replace(document.layout, pages=pages)
        placed = fit_product(layout, document.manuscript, sources().theme, colophon, 0)
        number = layout.page_of("directory")
        assert number is not None
        found = {line.run.text: line.box for line in lines_of(replace(document, placed=placed), placed.pages[number])}
        folio, note = found[str(number + 1)], found[colophon.checked]
        gap = folio.x - note.right if number == 0 else note.x - mm(7) - folio.right
        assert gap > 0


def rows_of(country: str, product: str = "insert") -> str:
    """Return the words of the first page of an insert, in the order of its elements."""
    (document, *_) = documents(country, "colour", products=(product,))
    return words_of(document)


def words_of(document: Document) -> str:
    page = document.placed.pages[0]
    return " ".join(line.run.text.replace("\u00a0", " ").strip() for line in lines_of(document, page))


@pytest.mark.parametrize(("country", "line"), [("GB", "Text SHOUT to 85258"), ("US", "Text HOME to 741741")])
def test_a_crisis_line_that_is_written_to_says_its_word_and_its_number(country: str, line: str) -> None:
    words = rows_of(country)
    assert "Text a crisis line" in words and line in words
    assert not re.search(r"Child helpline [^·]*(Shout|Crisis Text)", words)


@pytest.mark.slow
def test_a_row_says_all_that_its_file_affirms() -> None:
    for code in ("GB", "US", "KE", "PH", "IN", "NL", "NZ", "MX"):
        (document, *_) = documents(code, "colour", locale="en", products=("insert",))
        words, shown = words_of(document), document.manuscript.help.rows
        squeezed = words.replace(" ", "")
        for contact in shown:
            parts = (*contact.facts, contact.chat, contact.line, *(number.printed for number in contact.numbers))
            for part in parts:
                assert letters(part) in letters(squeezed), (code, contact.name, part)


def test_rows_stand_in_the_order_of_what_is_needed_first() -> None:
    words = rows_of("GB")
    titles = ("Text a crisis line", "Reporting sites", "Get pictures removed", "Police", "Worried about yourself")
    places = [words.index(title) for title in (*titles, "In another country")]
    assert places == sorted(places)


def test_who_worries_about_own_thoughts_has_no_row_in_the_younger_book() -> None:
    older, younger = documents("GB", "colour", products=("insert",))
    assert "Worried about yourself" in words_of(older)
    assert "Worried about yourself" not in words_of(younger)


@pytest.mark.slow
def test_a_row_that_somebody_called_says_when(tmp_path: Path) -> None:
    text = called(
        CONFIRMED.replace("kind: support\n    name: {en: Example Friends}", "kind: crisis\n    name: {en: Friends}")
    )
    found = [placed_insert(tmp_path / name, version) for name, version in (("a", text), ("b", UNCONFIRMED))]
    assert "Checked: November 2026" in words_of(found[0])
    assert "Checked:" not in words_of(found[1])


def placed_insert(folder: Path, text: str) -> Document:
    project = open_sources(lay(folder, {COUNTRY: text}))
    jobs = plan_jobs(Wanted(("insert",), countries=("XX",), editions=("screen",)), project)
    return check(jobs, project, MADE)[0]


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "ar", "es", "fr", "hi", "ru", "sw", "th", "zh-Hans"])
def test_the_directory_of_every_country_has_room_in_every_language(tag: str) -> None:
    whole = sources()
    for country in whole.countries():
        asked = Wanted(("insert",), (tag,), (country,), ("14-17", "10-13"), ("screen",))
        check(plan_jobs(asked, whole), whole, MADE)


@pytest.mark.slow
def test_a_helpline_of_a_region_names_it_before_itself_in_the_language_of_the_page(tmp_path: Path) -> None:
    region = "    region: {en: Lake zone 4, ar: منطقة البحيرة}\n    numbers: [{printed: 020 7946 0018}]"
    text = called(CONFIRMED.replace("    numbers: [{printed: 020 7946 0018}]", region))
    ours = open_sources(lay(tmp_path, {COUNTRY: text}))
    for locale, says in (("en", "More support · Lake zone 4"), ("ar", "منطقة البحيرة")):
        (job, *_) = plan_jobs(Wanted(("insert",), (locale,), ("XX",), editions=("screen",)), ours)
        (document,) = check([job], ours, MADE, MADE)
        assert letters(says) in letters(words_of(document))
        prove(document, draw(document, ours, MADE), ours, MADE)


def test_a_region_that_is_long_stands_before_the_name_and_makes_no_title_of_two_lines(tmp_path: Path) -> None:
    region = "    region: {en: Islands in the great northern lake}\n    numbers: [{printed: 020 7946 0018}]"
    text = called(CONFIRMED.replace("    numbers: [{printed: 020 7946 0018}]", region))
    ours = open_sources(lay(tmp_path, {COUNTRY: text}))
    (job, *_) = plan_jobs(Wanted(("insert",), ("en",), ("XX",), editions=("screen",)), ours)
    (document,) = check([job], ours, MADE, MADE)
    assert "More support 020 7946 0018 Islands in the great northern lake · Example Friends" in words_of(document)
