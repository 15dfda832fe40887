"""The words of the guide against the handbook: reading level, fixed messages, terms that are never used."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from ease import ease, grade, syllables

from booklet.jobs import PRODUCTS
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.text.markup import plain_text
from booklet.words.manuscript import Block, Manuscript, Topic

MADE = date(2026, 11, 25)


class Limits(NamedTuple):
    """What the handbook asks of a band: Flesch-Kincaid grade, Flesch ease, words a sentence on average and at most."""

    grade: float
    ease: float
    mean: int
    longest: int


LAW = {"law-world", "law-country"}
PROSE_FROM = 100
"""Formulas of ease are not trusted below this many words; the sentence rule holds always."""

AVOIDED = (
    "pornograph",
    "prostitut",
    "sex worker",
    "sex tourism",
    "revenge porn",
    "paedophile",
    "pedophile",
    "monster",
    "predator",
    "young offender",
    "child abuser",
    "alleged",
    "confess",
    "admitted",
    "share your story",
    "naive",
    "risky behaviour",
    "should have",
    "let it happen",
    "ruined",
    "damaged",
    "never recover",
    "for ever",
    "only ai",
    "cybercafe",
    "chat room",
    "will be deleted",
    "nobody will know",
    "police will help",
    "will not get in trouble",
    "self-generated",
)


BANDS = {"14-17": Limits(7, 70, 13, 22), "10-13": Limits(5, 80, 10, 16)}
LAW_LIMITS = Limits(8, 60, 13, 22)
M1 = "Not if you sent a picture, said yes, took a gift, broke a rule, or waited to tell."
"""Fixed word for word, and longer than a sentence for 10-13 may be."""


@cache
def manuscript_of(product: str, band: str) -> Manuscript:
    sources = open_sources(None)
    jobs = plan_jobs(Wanted(products=(product,), bands=(band,), editions=("screen",)), sources)
    manuscripts = [document.manuscript for document in check(jobs, sources, MADE)]
    topics = {topic.id: topic for manuscript in manuscripts for topic in manuscript.topics}
    return replace(manuscripts[0], topics=tuple(topics.values()))


def terms() -> list[str]:
    path = Path(__file__).parents[2] / "translations" / "glossary.tsv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [re.sub(r" \(.*", "", row["term (14-17 edition)"]) for row in rows]


def prose(topic: Topic) -> list[str]:
    return [sentence for block in topic.blocks for text in _texts(block) for sentence in sentences(plain_text(text))]


def _texts(block: Block) -> Iterator[str]:
    if block.text:
        yield block.text
    for item in block.items:
        yield from _texts(item)


def sentences(text: str) -> list[str]:
    found = re.split(r"(?<=[.!?])[”\"]?\s+", re.sub(r"\S*\.\S+/\S*|\S+\.(org|com|net)\S*", "", text))
    return [sentence.strip() for sentence in found if sentence.strip()]


def without_terms(text: str) -> str:
    for term in sorted(terms(), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(term)}s?\b", "it", text, flags=re.IGNORECASE)
    return re.sub(r"\b\d[\d,.]*\b", "1", text)


def topic_names() -> list[str]:
    return [topic.id for topic in open_sources(None).guide.topics]


def limits(name: str, band: str) -> Limits:
    return LAW_LIMITS if name in LAW and band == "14-17" else BANDS[band]


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("name", topic_names())
def test_no_sentence_is_longer_than_a_tired_reader_can_follow(name: str, band: str) -> None:
    said = [sentence for sentence in prose(manuscript_of("booklet", band).topic(name)) if sentence != M1]
    lengths = [len(sentence.split()) for sentence in said]
    assert max(lengths, default=0) <= limits(name, band).longest
    assert sum(lengths) <= limits(name, band).mean * len(lengths)


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("name", topic_names())
def test_a_section_is_as_easy_to_read_as_the_handbook_asks(name: str, band: str) -> None:
    said = prose(manuscript_of("booklet", band).topic(name))
    text = without_terms(" ".join(s if s[-1] in ".!?”" else s + "." for s in said))
    if len(text.split()) >= PROSE_FROM:
        assert grade(text) <= limits(name, band).grade
        assert ease(text) >= limits(name, band).ease


@pytest.mark.parametrize("band", BANDS)
def test_the_whole_band_is_as_easy_to_read_as_the_handbook_asks(band: str) -> None:
    said = [sentence for name in topic_names() for sentence in prose(manuscript_of("booklet", band).topic(name))]
    text = without_terms(" ".join(s if s[-1] in ".!?”" else s + "." for s in said))
    assert grade(text) <= BANDS[band].grade
    assert ease(text) >= BANDS[band].ease


def test_syllables_are_counted_as_they_are_spoken() -> None:
    said = {
        1: "makes used please threat trust phone through child’s",
        2: "people naked table boxes wanted someone quiet safely sometimes",
        3: "anyone idea serious easier photograph",
        6: "responsibility",
    }
    assert [word for count, words in said.items() for word in words.split() if syllables(word) != count] == []


def test_a_hard_text_fails_the_reading_level() -> None:
    hard = "Notwithstanding institutional considerations, safeguarding necessitates interdisciplinary cooperation."
    assert grade(hard) > 8
    assert ease(hard) < 60


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("product", PRODUCTS)
def test_no_word_blames_frightens_or_promises(product: str, band: str) -> None:
    for topic in manuscript_of(product, band).topics:
        said = " ".join(plain_text(text) for block in topic.blocks for text in block.strings()).lower()
        assert [term for term in AVOIDED if re.search(rf"\b{term}(?!y)", said)] == [], topic.id


def test_the_younger_band_has_no_word_that_is_not_for_it() -> None:
    for product in PRODUCTS:
        for topic in manuscript_of(product, "10-13").topics:
            said = " ".join(plain_text(text) for block in topic.blocks for text in block.strings()).lower()
            assert [word for word in NOT_FOR_10_TO_13 if word in said] == [], topic.id


NOT_FOR_10_TO_13 = ("sexting", "encrypted", "age of consent", "grooming", "treaty")

POSTER_WORDS = {"p1": 45, "p2": 66, "p3": 45, "p4": 50}
"""Words without insert. The fixed steps and messages of P2 alone are 60; the outline's 60 leaves no room for them."""


def counted(blocks: tuple[Block, ...]) -> int:
    """Return the words that poster and card print: of a step its word and its short text."""
    strings: list[str] = []
    for block in blocks:
        is_steps = block.kind == "steps"
        strings += [f"{step.title} {step.label}" for step in block.items] if is_steps else block.strings()
    return len(" ".join(map(plain_text, strings)).split())


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("item", POSTER_WORDS)
def test_a_poster_is_short_enough_to_be_read_in_passing(item: str, band: str) -> None:
    topic = manuscript_of("poster", band).topic(item)
    most = POSTER_WORDS[item] if band == "14-17" or item == "p2" else 35
    assert counted(topic.blocks) <= most


@pytest.mark.parametrize("band", BANDS)
def test_both_sides_of_a_card_are_short(band: str) -> None:
    most = {"front": 35, "back": 60} if band == "14-17" else {"front": 25, "back": 45}
    topics = manuscript_of("card", band).topics
    assert len(topics) == (8 if band == "14-17" else 7)
    for topic in topics:
        for side in topic.blocks:
            if topic.id != "c1":
                title = len(topic.title.split()) if side.kind == "front" else 0
                assert counted(side.items) + title <= most[side.kind], topic.id


def test_the_fixed_messages_are_written_once() -> None:
    guide = open_sources(None).guide
    assert {message.id for message in guide.messages} == {"m1", "m2", "m3", "m4", "m5", "m6"}
    fixed = {form for message in guide.messages for wording in message.strings.values() for form in wording.forms}
    topics = (*guide.topics, *guide.posters, *guide.cards)
    written = [
        form
        for topic in topics
        for block in topic.blocks
        for wording in block.strings.values()
        for form in wording.forms
    ]
    assert fixed.isdisjoint(written)


def test_m1_says_what_the_handbook_fixes() -> None:
    (m1,) = [message for message in open_sources(None).guide.messages if message.id == "m1"]
    assert m1.strings["title"].forms == ("It is not your fault.",)
    assert m1.strings["text"].forms == (
        "Not if you sent a picture, said yes, took a gift, broke a rule, or waited to tell.",
    )


def test_every_inside_page_has_something_to_say() -> None:
    manuscript = manuscript_of("booklet", "14-17")
    counts = {
        topic.id: sum(len(plain_text(s).split()) for b in topic.blocks for s in b.strings())
        for topic in manuscript.topics
    }
    assert len(counts) == 28
    assert sum(counts.values()) > 3300


def test_the_words_are_a_draft_and_the_imprint_says_so() -> None:
    sources = open_sources(None)
    document = check(plan_jobs(Wanted(products=("booklet",), editions=("screen",)), sources), sources, MADE)[0]
    assert document.words.state == "draft"
    about = next(page for page in document.placed.pages if page.topic == "about")
    assert "Draft" in repr(about.items)
