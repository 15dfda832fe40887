"""Papers: a title and its note, pages that are counted, and what has no room or no letters."""

import io
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest

from booklet.errors import SourceError
from booklet.frames.flowables import OwnFlowable, Paragraph
from booklet.frames.table import Column, Table
from booklet.make.papers.paper import Paper, make_paper, place_paper
from booklet.sources.load import Sources
from booklet.typeset.placed import texts_of
from booklet.words.locales import Locale
from booklet.words.manuscript import Labels

MADE = date(2026, 11, 27)
ENGLISH = Locale("en", "Latn", "ltr", "English")
ARABIC = Locale("ar", "Arab", "rtl", "العربية")

Of = Callable[..., Paper]


@pytest.fixture
def paper(sources: Sources) -> Of:
    def of(locale: Locale = ENGLISH, note: str = "") -> Paper:
        return Paper(locale, Labels(()), sources.theme, note=note)

    return of


def table(paper: Paper, count: int) -> OwnFlowable:
    rows = [(str(number), "words") for number in range(count)]
    return Table((Column(0.3, "id", is_head=True), Column(0.7, "words")), rows, paper.house, "Rows")


def folios(paper: Paper, count: int) -> list[str]:
    return [list(texts_of(page.items))[-1].line.text for page in place_paper("T", [table(paper, count)], paper).pages]


def test_a_title_comes_first_and_a_note_below_it(paper: Of) -> None:
    noted = paper(note="not for readers")
    (page,) = place_paper("*Title*", [Paragraph("words", noted.house)], noted).pages
    assert [text.line.text for text in texts_of(page.items)] == ["Title", "not for readers", "words"]
    assert [element.role for element in page.elements] == ["H1", "P", "P"]


@pytest.mark.parametrize("locale", [ENGLISH, ARABIC])
def test_pages_are_counted_where_there_are_several(locale: Locale, paper: Of) -> None:
    found = folios(paper(locale), 80)
    assert len(found) > 2 and found == [f"{number}/{len(found)}" for number in range(1, len(found) + 1)]
    assert folios(paper(locale), 3) == ["words"]


def test_a_file_has_title_language_bookmarks_and_the_same_bytes(paper: Of, sources: Sources) -> None:
    made = [make_paper("*A* title", [table(paper(), 80)], paper(), sources, MADE) for _ in range(2)]
    assert made[0] == made[1]
    with pikepdf.open(io.BytesIO(made[0])) as opened:
        assert str(opened.docinfo["/Title"]) == "A title" and str(opened.Root.Lang) == "en"
        with opened.open_outline() as outline:
            assert [mark.title for mark in outline.root] == ["A title 1", "A title 2", "A title 3"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("\U00013000", "missing-glyph"), ("word" * 90, "overset"), ("word " * 9000, "")],
)
def test_what_cannot_be_set_is_told_and_what_is_long_goes_on(words: str, code: str, paper: Of) -> None:
    story = [Paragraph(words, paper().house)]
    if not code:
        assert len(place_paper("T", story, paper()).pages) > 5
        return
    with pytest.raises(SourceError) as raised:
        place_paper("T", story, paper())
    (finding,) = raised.value.findings
    assert finding.code == code and str(finding.where) == "en T"


def test_a_row_that_no_page_holds_is_refused(paper: Of) -> None:
    tall = Table((Column(1.0),), [("word " * 9000,)], paper().house, "Cairo")
    with pytest.raises(SourceError, match="Cairo"):
        place_paper("T", [tall], paper())
