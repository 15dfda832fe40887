"""A card lies in a purse: its front tells nobody what it is about, its back says it to whoever turns it over."""

from datetime import date

import pytest

from booklet.bands import AGES
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.placed import texts_of

MADE = date(2026, 11, 25)

TELLING = ("abuse", "naked", "sex", "groom", "nude")
"""Words that would tell whoever sees a card what it is about."""


@pytest.fixture(scope="module")
def cards(sources: Sources) -> list[Document]:
    """The cards of both bands."""
    return check(plan_jobs(Wanted(products=("card",), bands=AGES, editions=("screen",)), sources), sources, MADE)


def words(document: Document, side: int) -> str:
    texts = (text.line.text for text in texts_of(document.placed.pages[side].items))
    return " ".join(" ".join(texts).split())


def test_a_front_has_the_neutral_title_and_a_back_the_own_one(cards: list[Document]) -> None:
    for document in cards:
        topic = document.manuscript.topic(document.job.item)
        assert topic.front_title and words(document, 0).startswith(topic.front_title)
        assert topic.title not in words(document, 0)
        assert words(document, 1).startswith(topic.title) or document.job.item == "c1"


def test_no_front_tells_what_a_card_is_about(cards: list[Document]) -> None:
    assert not [
        (document.job.item, word) for document in cards for word in TELLING if word in words(document, 0).lower()
    ]


def test_six_steps_stand_on_a_back_without_a_title(cards: list[Document]) -> None:
    backs = [words(document, 1) for document in cards if document.job.item == "c1"]
    assert len(backs) == 2 and all(back.startswith("STOP") for back in backs)


def test_each_way_to_get_help_stands_on_one_line(sources: Sources) -> None:
    jobs = plan_jobs(Wanted(products=("poster",), editions=("screen",)), sources)
    (document, *_) = check([job for job in jobs if job.item == "p1"], sources, MADE)
    ways = [block for block in document.manuscript.topic("p1").blocks if block.kind == "action"]
    lines = [text.line.text.strip() for text in texts_of(document.placed.pages[0].items)]
    assert {way.title for way in ways} == {"Call", "Write", "Tell someone you trust"} & set(lines)
