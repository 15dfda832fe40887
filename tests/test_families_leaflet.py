"""The leaflet for families: a cover that tells nobody what it is about, panels that fold, help beside what is hard."""

import io
from datetime import date

import pypdfium2
import pytest

from booklet.geometry import MM
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check, prove
from booklet.sheets.flats import flats
from booklet.sources.load import Sources
from booklet.text.markup import letters, plain_text
from booklet.typeset.leaflet import PANELS, STRIPPED, panels_of
from booklet.typeset.placed import forms_of, texts_of
from booklet.values import replace

MADE = date(2026, 11, 25)

LAYOUTS = ("kit-leaflet-a4", "kit-leaflet-letter")

WANTED = Wanted(("kit",), ("en",), editions=("screen",), items=("leaflet",))

TELLING = {
    "en": (
        *("abuse", "naked", "nude", "sex", "groom", "picture", "photo", "online", "internet", "fake", "blackmail"),
        *("threat", "suicide", "harm", "help", "danger", "safe", "phone", "police", "secret", "report"),
    ),
    "es": ("abus", "desnud", "sex", "foto", "imagen", "internet", "chantaje", "amenaz", "suicid", "ayuda", "peligro"),
    "fr": ("abus", "agress", "sexe", "photo", "image", "internet", "chantage", "menac", "suicid", "aide", "danger"),
    "sw": ("unyanyas", "uchi", "ngono", "picha", "mtandao", "tishi", "kujiua", "msaada", "hatari", "polisi"),
}
"""Words that would tell whoever sees the cover in a bag what the leaflet is about."""


def made(sources: Sources, wanted: Wanted = WANTED) -> list[Document]:
    return check(plan_jobs(wanted, sources), sources, MADE)


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page, as PDFium reads it."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def words(document: Document, panel: int) -> str:
    lines = (text.line.text for text in texts_of(document.placed.pages[panel].items))
    return " ".join(" ".join(lines).split())


def test_it_is_an_item_of_the_kit_on_the_paper_of_a_country(sources: Sources) -> None:
    jobs = plan_jobs(replace(WANTED, countries=("KE", "US")), sources)
    assert {(job.country, job.item, job.layout) for job in jobs} == {
        ("KE", "leaflet", "kit-leaflet-a4"),
        ("US", "leaflet", "kit-leaflet-letter"),
    }


@pytest.mark.slow
@pytest.mark.parametrize("locale", TELLING)
def test_the_cover_names_no_topic(locale: str, sources: Sources) -> None:
    for document in made(sources, replace(WANTED, locales=(locale,), bands=("14-17", "10-13"))):
        topic = document.manuscript.topic("leaflet")
        cover = letters(pages_of(draw(document, sources, MADE))[0])
        assert all(letters(text) in cover for text in (topic.title, *(block.text for block in topic.blocks[:2])))
        told = words(document, 0).lower()
        assert [word for word in (*TELLING["en"], *TELLING[locale]) if word in told] == []


def test_each_panel_has_its_heading_and_all_words_of_the_item_stand_on_one(sources: Sources) -> None:
    (document,) = made(sources, replace(WANTED, countries=("KE",)))
    panels = panels_of(document.manuscript.topic("leaflet").blocks)
    assert len(panels) == PANELS + 1 == len(document.placed.pages)
    for number, (first, *_) in enumerate(panels):
        assert plain_text(first.text) in words(document, number)
        for block in panels[number]:
            for item in (block, *block.items):
                assert letters(plain_text(item.text)) in letters(words(document, number)) or item.id == "m5"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("locale", "outside"), [("en", [4, 5, 0]), ("ar-XB", [0, 5, 4])])
def test_panels_lie_as_the_sheet_is_folded(layout: str, locale: str, outside: list[int], sources: Sources) -> None:
    """Read from left to right the cover lies right and the flap left; from right to left the other way round."""
    (document,) = made(sources, replace(WANTED, locales=(locale,), layouts=(layout,)))
    pages, scale = document.placed.pages, document.layout.scale
    front, back = flats("roll", pages, scale, is_rtl=locale == "ar-XB", has_bleed=True)
    placed = [[spot.page for spot in sorted(flat.spots, key=lambda spot: spot.trim.x)] for flat in (front, back)]
    inside = [1, 2, 3] if locale == "en" else [3, 2, 1]
    assert placed == [outside, inside]
    widths = {page.number: page.trim.width * scale / MM for page in pages}
    narrow, wide = (97, 100) if layout.endswith("a4") else (92.075, 93.663)
    assert [round(widths[number], 2) for number in (0, 1, 2, 5)] == pytest.approx([wide] * 4, abs=0.01)
    assert [round(widths[number], 2) for number in (3, 4)] == pytest.approx([narrow] * 2, abs=0.01)


@pytest.mark.parametrize("country", ["001", "KE", "EG", "US"])
def test_suicide_is_named_beside_a_number_or_whom_to_ask(country: str, sources: Sources) -> None:
    (document,) = made(sources, replace(WANTED, countries=(country,), layouts=("kit-leaflet-a4",)))
    panel = words(document, 2)
    emergency = {"KE": "call 999", "EG": "call 122", "US": "call 911"}
    assert "Watch for thoughts of suicide, and ask about them plainly." in panel
    assert emergency.get(country, "call your local emergency number") in panel
    assert 2 in STRIPPED
    for page in document.placed.pages:
        assert ("strip" in set(forms_of(page.items))) == (page.number in STRIPPED)
    assert "card-back" in set(forms_of(document.placed.pages[5].items))


@pytest.mark.slow
def test_the_message_on_danger_is_that_of_the_guide_word_for_word(sources: Sources) -> None:
    (document,) = made(sources, replace(WANTED, countries=("KE",)))
    (said,) = (block for block in document.manuscript.topic("leaflet").blocks if block.id == "m5")
    (guide,) = check(
        plan_jobs(replace(WANTED, products=("booklet",), items=(), countries=("KE",)), sources), sources, MADE
    )
    (other,) = (block for block in guide.manuscript.topic("feelings").blocks if block.id == "m5")
    assert (said.title, said.text) == (other.title, other.text)
    back = pages_of(draw(document, sources, MADE))[5]
    assert letters(said.title) in letters(back) and "999" in back and "116" in back


def test_no_helpline_is_promised_to_talk_with_parents(sources: Sources) -> None:
    (topic,) = (topic for topic in sources.guide.kit if topic.id == "leaflet")
    said = [form for block in topic.blocks for text in block.strings.values() for form in text.forms]
    assert not [form for form in said if "{helpline}" in form]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar", "th", "hi", "en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_has_room(layout: str, locale: str, sources: Sources) -> None:
    countries = ("001", "KE", "EG", "TH")
    axes = replace(WANTED, layouts=(layout,), locales=(locale,), countries=countries, bands=("14-17", "10-13"))
    assert len(made(sources, replace(axes, editions=("press",)))) == 2 * len(countries)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "screen", "office"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_says_what_the_facts_say_and_a_press_takes_it(layout: str, edition: str, sources: Sources) -> None:
    asked = replace(WANTED, locales=("en", "ar-XB"), countries=("KE", "001"), layouts=(layout,), editions=(edition,))
    for document in made(sources, asked):
        data = draw(document, sources, MADE)
        assert prove(document, data, sources, MADE)
        assert [finding.message for finding in press_check(document, data, sources)] == []
        assert len(pages_of(data)) == (6 if edition == "screen" else 2)
