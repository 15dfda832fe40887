"""The papers of the kit: pages that are real, parts side by side, helplines on every page, and room that is used."""

import dataclasses
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from projects import lay

from booklet.bands import AGES
from booklet.errors import Where
from booklet.facts.event import EventDay, EventTheme
from booklet.geometry import mm
from booklet.jobs import KIT_LAYOUTS
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.text.markup import letters
from booklet.typeset.placed import forms_of, texts_of
from booklet.values import replace
from booklet.words.guide import STORIES

MADE = date(2026, 11, 27)

PAPERS = STORIES
"""What is printed: slides are shown, and tested with the file that PowerPoint opens."""


@cache
def ours() -> Sources:
    return open_sources(None)


@cache
def papers(item: str, country: str = "001", locale: str = "en", band: str = "14-17") -> Document:
    asked = Wanted(("kit",), (locale,), (country,), (band,), ("screen",), items=(item,))
    (job,) = plan_jobs(asked, ours())
    return place(job, ours(), MADE, MADE)


def said(document: Document) -> list[str]:
    """Return the words of each page."""
    return [" ".join(text.line.text.strip() for text in texts_of(page.items)) for page in document.placed.pages]


def whole(document: Document) -> str:
    return letters(" ".join(said(document)))


@pytest.mark.slow
def test_the_pages_that_a_plan_names_are_those_of_both_books() -> None:
    text = re.sub(r"\s+", " ", " ".join(said(papers("session"))))
    books = {band: ours().layout_in("booklet-a5", band, "001", "en").first_pages for band in AGES}
    older, younger = ({topic: page + 1 for topic, page in books[band].items()} for band in AGES)
    for one, other in (("breath", "soup"), ("who", "who-would"), ("call", "ring-ring"), ("plan", "my-team")):
        assert f"14-17 p. {older[one]} · 10-13 p. {younger[other]}" in text, one
    comics = (
        f"14-17 p. {older['gift-drop']} or {older['ten-b']} · 10-13 p. {younger['golden-fox']} or {younger['not-me']}"
    )
    assert comics in text
    assert f"uh-oh feeling (p. {younger['uh-oh']})" in text


@pytest.mark.slow
def test_pages_change_with_the_book_and_not_with_its_words(tmp_path: Path) -> None:
    layout = (ours().folders.own / "layouts" / "booklet-a5.yaml").read_text(encoding="utf-8")
    breath = next(line for line in layout.splitlines() if "place: breath," in line)
    love = next(line for line in layout.splitlines() if "place: love," in line)
    turned = layout.replace(breath, "BREATH").replace(love, breath).replace("BREATH", love)
    sources = open_sources(lay(tmp_path, {"layouts/booklet-a5.yaml": turned}))
    (job,) = plan_jobs(Wanted(("kit",), ("en",), editions=("screen",), items=("session",)), sources)
    assert "14-17 p. 10 · 10-13 p. 12" in re.sub(r"\s+", " ", " ".join(said(place(job, sources, MADE, MADE))))


@pytest.mark.slow
@pytest.mark.parametrize("item", PAPERS)
@pytest.mark.parametrize("country", ["001", "KE", "US"])
def test_an_item_has_the_pages_that_it_is_made_for_and_help_on_each(item: str, country: str) -> None:
    document = papers(item, country)
    assert document.layout.name == KIT_LAYOUTS[item][country == "US"]
    assert len(document.placed.pages) == len(document.layout.pages) == (2 if item == "session" else 1)
    assert all("strip" in set(forms_of(page.items)) for page in document.placed.pages)
    assert [form.name for form in document.placed.forms] == ["strip"]
    assert not [finding for finding in document.findings if finding.code in ("overset", "small-text")]


@pytest.mark.slow
@pytest.mark.parametrize("item", PAPERS)
@pytest.mark.parametrize("locale", ["en-XA", "ar-XB", "th-XC"])
def test_longer_words_and_taller_scripts_find_room(item: str, locale: str) -> None:
    document = papers(item, "KE", locale)
    assert not [finding for finding in document.findings if finding.code in ("overset", "missing-glyph", "small-text")]
    assert len(document.placed.pages) <= {"session": 3, "choose": 2}.get(item, 1)


@pytest.mark.slow
@pytest.mark.parametrize(("country", "number"), [("KE", "999"), ("US", "911"), ("001", "")])
def test_whom_to_call_in_danger_is_the_country_s(country: str, number: str) -> None:
    text = whole(papers("session", country))
    assert letters(f"stay with them and call {number or 'your local emergency number'}") in text


@pytest.mark.slow
def test_the_duty_to_report_is_said_without_law_that_nobody_signed() -> None:
    text = " ".join(said(papers("session", "KE")))
    assert "Know your duty to report, and to whom." in text and "{" not in text


@pytest.mark.slow
@pytest.mark.parametrize("item", PAPERS)
def test_every_word_of_an_item_is_on_its_pages(item: str) -> None:
    document = papers(item)
    text = whole(document)
    for block in document.manuscript.topic(item).blocks:
        for words in block.strings():
            assert letters(re.sub(r"[*_]", "", words)) in text, words


@pytest.mark.slow
@pytest.mark.parametrize(("item", "band"), [("session", "10-13"), ("plan-sheet", "10-13"), ("choose", "14-17")])
def test_a_file_is_read_back_as_its_facts_are(item: str, band: str) -> None:
    for country, locale in (("KE", "en"), ("EG", "ar-XB")):
        document = papers(item, country, locale, band)
        record = prove(document, draw(document, ours(), MADE), ours(), MADE)
        assert record


def test_the_plan_to_fill_in_is_that_of_the_band() -> None:
    older, younger = (whole(papers("plan-sheet", band=band)) for band in AGES)
    assert letters("Two people I’d tell first:") in older and letters("Someone at school:") in younger
    assert letters("Someone at school:") not in older


@pytest.mark.parametrize("band", AGES)
def test_a_plan_to_fill_in_is_lines_to_write_on_down_to_its_foot(band: str) -> None:
    document = papers("plan-sheet", band=band)
    (page,) = document.placed.pages
    lines = [text.y for text in texts_of(page.items) if "report button" in text.line.text]
    assert len(lines) == 1 and lines[0] < document.layout.margins.foot + mm(12)


def test_a_quiz_has_a_box_for_each_answer_and_its_facts_below_the_fold() -> None:
    document = papers("quiz-sheet")
    (page,) = document.placed.pages
    height = {text.line.text.strip(): text for text in texts_of(page.items)}
    assert sum(text.line.text.strip() == "Not sure" for text in texts_of(page.items)) == 4
    assert any("Fold here" in words for words in height)
    assert document.job.ink == "grey"
    assert not plan_jobs(Wanted(("kit",), ("en",), bands=("10-13",), items=("quiz-sheet",)), ours())


@pytest.mark.slow
def test_the_page_of_a_day_names_it_where_a_run_does() -> None:
    where = Where("run.yaml")
    (job,) = plan_jobs(Wanted(("kit",), ("en",), editions=("screen",), items=("day",)), ours())
    plain = EventDay(date(2027, 2, 9), True, where)
    themed = replace(plain, themes=(EventTheme("en", "Smart tech, safe choices", where),))
    for event, words in (
        (None, "Safer Internet Day, in February."),
        (plain, "Safer Internet Day, February 9, 2027. One activity"),
        (themed, "Safer Internet Day, February 9, 2027: Smart tech, safe choices. One activity"),
    ):
        sources = dataclasses.replace(ours(), event=event)
        document = place(job, sources, MADE, MADE)
        assert letters(words) in letters(" ".join(said(document))).replace("⁨", "").replace("⁩", "")
        assert prove(document, draw(document, sources, MADE), sources, MADE)
