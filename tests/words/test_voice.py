"""The voice of the two books as the handbook measures it: grade, sentences, openings, room, and nothing said twice."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import pytest
from ease import grade
from prose import GRADED_FROM, bare, own, prose, said, sentences, texts, words_of

from booklet.bands import AGES
from booklet.sources.load import Sources
from booklet.words.guide import SourceTopic


class Limits(NamedTuple):
    """What the handbook asks of a band: the lowest and highest grade of a page's prose, words of a sentence at most."""

    low: float
    high: float
    longest: int


LIMITS = {"14-17": Limits(4.5, 6.5, 22), "10-13": Limits(2.5, 4.5, 16)}

ROOM = {"14-17": {"text": 90, "infographic": 100, "comic": 110}, "10-13": {"text": 60, "infographic": 70, "comic": 110}}
"""Words of a page at most, by its kind; of a breathing page 25."""

INFOGRAPHIC = frozenset({"flow", "myth", "taking-action-map"})
NO_LOWER = frozenset({"comic", "breath", "steps", "ticks", "routes"})
"""Kinds of blocks whose pages may be as easy as they like."""

COUNTED = 0.3
"""Grades by which our counts of syllables differ from those that the handbook's windows were measured with."""

MOST_OPENINGS = 6
MOST_GUILT = 4


def kinds(topic: SourceTopic) -> frozenset[str]:
    return frozenset(block.kind for top in topic.blocks for block in top.walk())


def pages(sources: Sources, band: str) -> list[SourceTopic]:
    return [topic for topic in sources.guide.topics if topic.is_for(band)]


def graded(topic: SourceTopic, band: str) -> float | None:
    """Return the grade of the prose of a page, None if there is too little."""
    told = [part for text, _ in said(topic, band) for part in prose(text)]
    count = sum(len(words_of(part)) for part in told)
    return grade(" ".join(f"{part}." for part in told)) if count >= GRADED_FROM else None


@pytest.mark.parametrize("band", AGES)
def test_a_page_is_neither_too_hard_nor_talks_down(band: str, sources: Sources) -> None:
    limits, found = LIMITS[band], {}
    for topic in pages(sources, band):
        value = graded(topic, band)
        low = -9.0 if kinds(topic) & NO_LOWER else limits.low
        if value is not None and not low - COUNTED <= value <= limits.high + COUNTED:
            found[topic.id] = round(value, 1)
    assert found == {}


@pytest.mark.parametrize("band", AGES)
def test_no_sentence_is_longer_than_a_tired_reader_can_follow(band: str, sources: Sources) -> None:
    every = [topic for topic in set(sources.guide.every_topic()) - set(sources.guide.kit) if topic.is_for(band)]
    parts = [(topic.id, part) for topic in every for text, _ in said(topic, band) for part in sentences(text)]
    assert [(id, part) for id, part in parts if len(words_of(part)) > LIMITS[band].longest] == []


@pytest.mark.parametrize("band", AGES)
def test_a_page_keeps_to_its_room(band: str, sources: Sources) -> None:
    over = {}
    for topic in pages(sources, band):
        has = kinds(topic)
        kind = "comic" if "comic" in has else "infographic" if has & INFOGRAPHIC else "text"
        most = 25 if "breath" in has else ROOM[band][kind]
        count = sum(len(words_of(bare(text))) for text, _ in said(topic, band))
        if count > most:
            over[topic.id] = (count, most)
    assert over == {}


@pytest.mark.parametrize("band", AGES)
def test_sentences_do_not_all_begin_alike(band: str, sources: Sources) -> None:
    every = [topic for topic in sources.guide.every_topic() if topic.is_for(band)]
    told = [text for topic in every for text, _ in said(topic, band)]
    told += [text for message in sources.guide.messages for text, _ in texts(message, band)]
    begun = [tuple(word.lower() for word in words_of(part)[:2]) for text in told for part in sentences(text)]
    often = {" ".join(two): count for two, count in Counter(begun).items() if len(two) == 2 and count > MOST_OPENINGS}
    assert often == {}
    whole = " ".join(map(bare, told)).lower()
    assert whole.count("you can ") <= MOST_OPENINGS
    assert len(re.findall(r"\bis responsible\b|\b(?:does|did) wrong\b", whole)) <= MOST_GUILT


@pytest.mark.parametrize("band", AGES)
def test_neighbouring_pages_begin_in_different_ways(band: str, sources: Sources) -> None:
    plans = sources.layout("booklet-a5").for_band(band).pages
    topics = {topic.id: topic for topic in sources.guide.topics}
    opened = [
        (id, words_of(bare(found[0][0]).lower())[:2])
        for id in (plan.place for plan in plans)
        if (found := said(topics[id], band))
    ]
    assert [(one, other) for (one, begun), (other, next) in pairwise(opened) if begun == next] == []


def runs(sources: Sources, band: str, length: int) -> set[tuple[str, ...]]:
    found = set()
    for topic in pages(sources, band):
        for text, _ in said(topic, band):
            told = [word.lower() for word in words_of(bare(text))]
            found |= {tuple(told[start : start + length]) for start in range(len(told) - length + 1)}
    return found


def test_the_two_books_are_not_one_book_cut_twice(sources: Sources) -> None:
    older, younger = (runs(sources, band, 5) for band in AGES)
    assert len(older & younger) <= 12
    assert runs(sources, "14-17", 8) & runs(sources, "10-13", 8) == set()


@pytest.mark.parametrize("band", AGES)
def test_what_a_screen_reader_says_of_a_picture_is_short(band: str, sources: Sources) -> None:
    panels = [block for block in sources.guide.every_block() if block.kind == "panel"]
    assert len(panels) > 50
    assert [block.id for block in panels if len(bare(own(block.strings, "label", band))) > 125] == []


TELLING = ("sex", "abuse", "naked", "groom", "nude", "picture of me")


def test_nobody_who_sees_a_cover_or_the_front_of_a_card_learns_what_it_is_about(sources: Sources) -> None:
    for band in AGES:
        covers = [topic for topic in pages(sources, band) if topic.id.startswith("cover")]
        shown = {
            topic.id: [own(topic.titles, "title", band), *(text for text, _ in said(topic, band))] for topic in covers
        }
        for card in sources.guide.cards:
            front = next(block for block in card.blocks if block.kind == "front")
            shown[card.id] = [own(card.titles, "front-title", band), *(text for text, _ in texts(front, band))]
        told = {id: " ".join(texts).lower() for id, texts in shown.items()}
        assert [(id, word) for id, text in told.items() for word in TELLING if word in text] == []


def test_every_text_ends_in_a_form_that_always_prints(sources: Sources) -> None:
    open_names = re.compile(r"\{(?!page:)[^{}]+\}")
    names = {f"{{{key.removeprefix('name.')}}}" for key in sources.guide.labels if key.startswith("name.")}
    always = names | {"{finder}", "{country}"}
    blocks = [block for block in sources.guide.every_block() if block.kind != "law" and not block.id.startswith("law-")]
    last = [(block.id, form) for block in blocks for wording in block.strings.values() for form in wording.forms[-1:]]
    assert [(id, found) for id, form in last for found in open_names.findall(form) if found not in always] == []
