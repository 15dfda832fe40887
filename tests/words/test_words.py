"""The words of all products against the handbook: fixed messages written once, short posters and cards."""

from datetime import date
from functools import cache

import pytest
from ease import grade, syllables

from booklet.bands import BANDS
from booklet.jobs import PRODUCTS
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.values import replace
from booklet.words.manuscript import Block, Manuscript, Topic

MADE = date(2026, 11, 25)


@cache
def manuscript_of(product: str, band: str) -> Manuscript:
    """Return the manuscript of a product in English, with the topics of all its items."""
    sources = open_sources(None)
    jobs = plan_jobs(Wanted(products=(product,), bands=(band,), editions=("screen",)), sources)
    manuscripts = [document.manuscript for document in check(jobs, sources, MADE)]
    topics = {topic.id: topic for manuscript in manuscripts for topic in manuscript.topics}
    return replace(manuscripts[0], topics=tuple(topics.values()))


def said(topic: Topic) -> str:
    return " ".join(plain_text(text) for block in topic.blocks for text in block.strings()).lower()


def test_syllables_are_counted_as_they_are_spoken() -> None:
    said = {
        1: "makes used please threat trust phone through child’s",
        2: "people naked table boxes wanted someone quiet safely sometimes",
        3: "anyone idea serious easier photograph",
        6: "responsibility",
    }
    assert [word for count, words in said.items() for word in words.split() if syllables(word) != count] == []


def test_a_hard_text_fails_the_reading_level() -> None:
    assert grade("Notwithstanding institutional considerations, safeguarding necessitates cooperation.") > 8


NOT_FOR_10_TO_13 = ("sexting", "encrypted", "age of consent", "grooming", "treaty", "trafficking")


@pytest.mark.slow
def test_the_younger_band_has_no_word_that_is_not_for_it() -> None:
    for product in PRODUCTS:
        for topic in manuscript_of(product, "10-13").topics:
            assert [word for word in NOT_FOR_10_TO_13 if word in said(topic)] == [], topic.id


def counted(blocks: tuple[Block, ...]) -> int:
    """Return the words that poster and card print, without the fixed messages."""
    strings = [text for block in blocks if block.id not in FIXED for text in block.strings()]
    return len(" ".join(map(plain_text, strings)).split())


FIXED = {"m1", "m2", "m3", "m4", "m5", "m6"}


@pytest.mark.parametrize(("band", "most"), [("14-17", 60), ("10-13", 35)])
def test_a_poster_is_short_enough_to_be_read_in_passing(band: str, most: int) -> None:
    found = {topic.id: counted(topic.blocks) for topic in manuscript_of("poster", band).topics}
    assert len(found) == 4
    assert {item: count for item, count in found.items() if count > most} == {}


@pytest.mark.parametrize(("band", "front", "back"), [("14-17", 35, 60), ("10-13", 25, 45)])
def test_both_sides_of_a_card_are_short(band: str, front: int, back: int) -> None:
    topics = manuscript_of("card", band).topics
    assert len(topics) == (8 if band == "14-17" else 7)
    most = {"front": front, "back": back}
    over = {(topic.id, side.kind) for topic in topics for side in topic.blocks if counted(side.items) > most[side.kind]}
    assert over == set()


def test_the_fixed_messages_are_written_once(sources: Sources) -> None:
    guide = sources.guide
    assert {message.id for message in guide.messages} == FIXED
    fixed = {form for message in guide.messages for wording in message.strings.values() for form in wording.forms}
    blocks = [block for topic in guide.every_topic() for block in topic.blocks]
    written = [form for block in blocks for wording in block.strings.values() for form in wording.forms]
    assert fixed.isdisjoint(written)


def test_m1_says_what_the_handbook_fixes(sources: Sources) -> None:
    (m1,) = [message for message in sources.guide.messages if message.id == "m1"]
    assert m1.strings["title"].forms == ("It is not your fault.",)
    assert m1.strings["text"].forms == (
        "Not if you sent a picture, said yes, took a gift, broke a rule, or waited to tell.",
    )


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
def test_a_book_has_twenty_eight_pages_and_says_something_on_each(band: str) -> None:
    manuscript = manuscript_of("booklet", band)
    sources = open_sources(None)
    places = [plan.place for plan in sources.layout("booklet-a5").for_band(band).pages]
    assert len(places) == len(set(places)) == 28
    without = {topic.id for topic in manuscript.topics if not said(topic).strip()}
    assert without <= {"directory", "helpers"}  # their rows come from the country's file
