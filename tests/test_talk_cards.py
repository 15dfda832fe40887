"""The deck to talk about: made by name alone, for its band; titles and numbers are those of the printed booklet."""

import dataclasses
import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from projects import lay

from booklet.bands import AGES
from booklet.check.proof.compare import ProofError
from booklet.errors import Finding, SourceError
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.packs.kinds import KINDS
from booklet.make.packs.naming import name_pack
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check, prove
from booklet.make.runs.plan import plan_run
from booklet.sources.folders import Folders
from booklet.sources.guide import read_guide
from booklet.sources.load import Sources
from booklet.sources.runfile import read_run
from booklet.typeset.placed import texts_of
from booklet.values import replace
from booklet.words.guide import SEE, TALK
from booklet.words.manuscript import Block

MADE = date(2026, 11, 25)

LAYOUTS = ("card-85x55", "card-us", "card-a6-two")

PER_BAND = {"14-17": 11, "10-13": 11}
"""How many of the twelve each band has: one is for older readers alone, one for younger ones."""

EN = "translations/en"


WANTED = Wanted(("card",), ("en",), bands=AGES, editions=("screen",), layouts=("card-85x55",), items=(TALK,))


def deck(sources: Sources, wanted: Wanted = WANTED) -> list[Document]:
    return check(plan_jobs(wanted, sources), sources, MADE)


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page, as PDFium reads it."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def see(document: Document) -> list[Block]:
    (back,) = document.manuscript.topic(document.job.item).blocks
    return [block for block in back.items if block.kind == SEE]


def words(document: Document) -> str:
    return " ".join(" ".join(text.line.text for text in texts_of(page.items)) for page in document.placed.pages)


def test_the_deck_is_made_by_its_name_and_no_card_of_it_without(sources: Sources) -> None:
    cards = ("card",)
    plain = {job.item for job in plan_jobs(Wanted(cards, bands=AGES), sources)}
    assert plain == {f"c{number}" for number in range(1, 9)}
    named = plan_jobs(Wanted(cards, bands=AGES, editions=("screen",), items=(TALK,)), sources)
    assert {job.item for job in named} == {f"t{number}" for number in range(1, 13)}
    assert {band: sum(job.band == band for job in named) for band in AGES} == PER_BAND
    one = plan_jobs(Wanted(cards, bands=AGES, editions=("screen",), items=("t3", "c2")), sources)
    assert {job.item for job in one} == {"t3", "c2"}


def test_a_card_of_one_band_is_not_made_for_the_other(sources: Sources) -> None:
    asked = Wanted(("card",), bands=AGES, editions=("screen",), items=("t4", "t9"))
    assert {(job.item, job.band) for job in plan_jobs(asked, sources)} == {("t4", "14-17"), ("t9", "10-13")}


def test_a_name_that_no_card_has_is_told(sources: Sources) -> None:
    with pytest.raises(SourceError, match='there is no item "t13"'):
        plan_jobs(Wanted(("card",), items=("t13",)), sources)


def test_a_run_takes_the_deck_by_its_name(tmp_path: Path, sources: Sources) -> None:
    run = "lots:\n  - {name: a, product: card, items: talk, bands: 14-17, editions: screen, locales: en}\n"
    items = plan_run(read_run(lay(tmp_path, {"run.yaml": run}) / "run.yaml"), sources)
    assert len({item.job.item for item in items}) == PER_BAND["14-17"]


@pytest.mark.slow
def test_titles_and_numbers_are_those_of_the_printed_booklet(sources: Sources) -> None:
    """What the finished booklet says on the page that a card names, as another program reads both."""
    asked = Wanted(("booklet",), ("en",), bands=AGES, editions=("screen",))
    booklets = check(plan_jobs(asked, sources), sources, MADE)
    printed = {document.job.band: pages_of(draw(document, sources, MADE)) for document in booklets}
    named = 0
    for document in deck(sources):
        text = pages_of(draw(document, sources, MADE))[1]
        for block in see(document):
            said = re.search(rf"{re.escape(block.title)} (?:· )?Booklet, page (\d+)", text)
            assert said, (document.job.item, text)
            page = int(said[1])
            assert block.title.split()[-1] in printed[document.job.band][page - 1], (document.job.item, page)
            assert page > 1
            named += 1
    assert named == sum(PER_BAND.values()) + 2


def test_where_a_country_has_a_page_of_law_the_numbers_are_still_those_of_its_booklet(sources: Sources) -> None:
    for document in deck(sources, replace(WANTED, countries=("KE",), items=("t4", "t12"))):
        job = document.job
        layout = sources.layout_in("booklet-a5", job.band, job.country, job.locale)
        topics = {topic.id: topic for topic in sources.guide.topics_of("booklet", job.band)}
        for block in see(document):
            assert layout.pages[int(block.label) - 1].place == block.style and block.style in topics


@pytest.mark.slow
def test_every_card_has_the_helpline_and_its_question_alone_on_the_front(sources: Sources) -> None:
    for document in deck(sources, replace(WANTED, countries=("KE",))):
        front, back = pages_of(draw(document, sources, MADE))
        topic = document.manuscript.topic(document.job.item)
        assert "116" in back and "Childline Kenya" in back
        assert topic.title in front and topic.blocks[0].items[0].text not in front


def test_being_safe_comes_first_on_the_card_about_the_order_of_steps(sources: Sources) -> None:
    (safe,) = (message for message in sources.guide.messages if message.id == "m3")
    assert "Get safe first" in safe.strings["text"].forms[0]
    for document in deck(sources, replace(WANTED, items=("t11",))):
        answer = document.manuscript.topic("t11").blocks[0].items[0].text
        assert answer.startswith("Save, report, block.") and "near you" in answer and answer.endswith("safe first.")


def test_nothing_is_promised_of_names_that_a_country_is_not_sure_of(sources: Sources) -> None:
    (world, *_) = deck(sources, replace(WANTED, items=("t8",)))
    assert "False for most." in words(world)
    (austria, *_) = deck(sources, replace(WANTED, items=("t8",), countries=("AT",)))
    assert "False at Rat auf Draht." in words(austria).replace("\u00a0", " ")


def test_tip_cards_in_a_language_do_not_wait_for_the_deck(sources: Sources) -> None:
    guide = sources.guide
    assert not {card.id for card in guide.talks} & {topic.id for topic in guide.topics_of("card", "14-17")}
    assert not {card.id for card in guide.talks} & {topic.id for topic in guide.topics_of("sticker", "14-17")}
    (card,) = check(plan_jobs(Wanted(("card",), ("ar",), items=("c2",), editions=("screen",)), sources), sources, MADE)
    assert card.why != "proof.words"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_has_room(layout: str, locale: str, sources: Sources) -> None:
    countries = ("001", "KE", "EG", "TH")
    axes = replace(WANTED, layouts=(layout,), locales=(locale,), countries=countries, editions=("press",))
    made = deck(sources, axes)
    assert len(made) == len(countries) * sum(PER_BAND.values())


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "screen", "office"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_says_what_the_facts_say_and_a_press_takes_it(layout: str, edition: str, sources: Sources) -> None:
    asked = Wanted(("card",), ("en", "ar-XB"), ("KE",), AGES, (edition,), layouts=(layout,), items=("t5", "t7", "t8"))
    for document in deck(sources, asked):
        data = draw(document, sources, MADE)
        assert prove(document, data, sources, MADE).numbers
        assert [finding.message for finding in press_check(document, data, sources)] == []


def test_a_card_in_two_languages_names_the_page_in_each(sources: Sources) -> None:
    two = replace(WANTED, locales=("en+sw",), layouts=("card-a6-two",), items=("t10",), bands=AGES[:1])
    (document,) = deck(sources, two)
    data = draw(document, sources, MADE)
    assert prove(document, data, sources, MADE)
    english, swahili = pages_of(data)
    page = sources.layout("booklet-a5").first_pages["telling"] + 1
    assert f"Booklet, page {page}" in english and str(page) in swahili


def test_a_pack_of_the_deck_has_another_name_than_one_of_tip_cards(sources: Sources) -> None:
    kind = KINDS["office"]
    office = replace(WANTED, editions=("office",), bands=AGES[:1])
    names = [name_pack(deck(sources, replace(office, items=items)), "office", kind, sources) for items in ((TALK,), ())]
    assert names == ["guide_office_card-talk_14-17_en_001", "guide_office_card_14-17_en_001"]


def test_a_page_number_that_no_booklet_has_stops_the_build(sources: Sources) -> None:
    (document,) = deck(sources, replace(WANTED, items=("t2",), bands=("14-17",), countries=("KE",)))
    data = draw(document, sources, MADE)
    guide = replace(
        sources.guide, topics=sources.guide.topics_of("card", "14-17")[:1], cards=(), posters=(), labels={}, talks=()
    )
    with pytest.raises(ProofError, match="24"):
        prove(document, data, dataclasses.replace(sources, guide=replace(guide, messages=())), MADE)


def faults(folder: Path, card: str) -> list[Finding]:
    files = {"cards.yaml": "cards:\n  - {id: c1, title: A, front: [{id: a, kind: paragraph, text: b}], back: []}\n"}
    lay(folder / EN, {**files, "talk-cards.yaml": f"cards:\n{card}"})
    findings: list[Finding] = []
    read_guide(Folders(folder), EN, findings)
    return [found for found in findings if "talk-cards" in found.where.file]


CARD = "  - {{id: t1, {bands}front: Why?, back: So., pages: {{{pages}}}}}\n"


def test_a_sound_card_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, CARD.format(bands="", pages="14-17: a, 10-13: b")) == []


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (CARD.format(bands="", pages="14-17: a"), "no-page"),
        (CARD.format(bands="bands: [14-17], ", pages="14-17: a, 10-13: b"), "unknown-band"),
        ("  - {id: t1, front: Why?, back: So.}\n", "missing-key"),
        ("  - {id: t1, front: Why?, pages: {14-17: a, 10-13: b}}\n", "missing-key"),
        ("  - {id: t1, front: '', back: So., pages: {14-17: a, 10-13: b}}\n", "empty-text"),
    ],
)
def test_a_faulty_card_is_told_with_its_line(card: str, code: str, tmp_path: Path) -> None:
    found = faults(tmp_path, card)
    assert [one.code for one in found] == [code] and found[0].where.line


@pytest.mark.slow
def test_a_page_that_the_book_has_not_is_a_fault(tmp_path: Path) -> None:
    text = (Path(open_sources(None).folders.own) / EN / "talk-cards.yaml").read_text(encoding="utf-8")
    wrong = text.replace("14-17: friend,", "14-17: freind,").replace("10-13: surprise", "10-13: love")
    with pytest.raises(SourceError) as error:
        open_sources(lay(tmp_path, {f"{EN}/talk-cards.yaml": wrong}))
    assert [code for _, code in told_pairs(error.value.findings)] == ["unknown-reference", "unknown-reference"]


def told_pairs(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(str(finding.where), finding.code) for finding in findings]
