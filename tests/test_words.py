"""The words of the guide against the handbook: reading level, fixed messages, terms that are never used."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import textstat

from booklet.build import Wanted, check, open_sources, plan_jobs
from booklet.manuscript import Block, Manuscript, Topic
from booklet.sources.load import Sources
from booklet.text.markup import plain_text

MADE = date(2026, 11, 25)
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


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    sources = open_sources(None)
    return manuscript_of(sources)


def manuscript_of(sources: Sources) -> Manuscript:
    jobs = plan_jobs(Wanted(products=("booklet",), editions=("screen",)), sources)
    return check(jobs, sources, MADE)[0].manuscript


def terms() -> list[str]:
    path = Path(__file__).parent.parent / "translations" / "glossary.tsv"
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


@pytest.mark.parametrize("name", topic_names())
def test_no_sentence_is_longer_than_a_tired_reader_can_follow(manuscript: Manuscript, name: str) -> None:
    lengths = [len(sentence.split()) for sentence in prose(manuscript.topic(name))]
    assert max(lengths, default=0) <= 22
    assert sum(lengths) <= 13 * len(lengths)


@pytest.mark.parametrize("name", topic_names())
def test_a_section_is_as_easy_to_read_as_the_handbook_asks(manuscript: Manuscript, name: str) -> None:
    text = without_terms(" ".join(s if s[-1] in ".!?”" else s + "." for s in prose(manuscript.topic(name))))
    grade, ease = (8, 60) if name in LAW else (7, 70)
    if len(text.split()) >= PROSE_FROM:
        assert textstat.flesch_kincaid_grade(text) <= grade
        assert textstat.flesch_reading_ease(text) >= ease


def test_a_hard_text_fails_the_reading_level() -> None:
    hard = "Notwithstanding institutional considerations, safeguarding necessitates interdisciplinary cooperation."
    assert textstat.flesch_kincaid_grade(hard) > 8
    assert textstat.flesch_reading_ease(hard) < 60


@pytest.mark.parametrize("name", topic_names())
def test_no_word_blames_frightens_or_promises(manuscript: Manuscript, name: str) -> None:
    said = " ".join(plain_text(text) for block in manuscript.topic(name).blocks for text in block.strings()).lower()
    assert [term for term in AVOIDED if re.search(rf"\b{term}(?!y)", said)] == []


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


def test_every_inside_page_has_something_to_say(manuscript: Manuscript) -> None:
    counts = {
        topic.id: sum(len(plain_text(s).split()) for b in topic.blocks for s in b.strings())
        for topic in manuscript.topics
    }
    assert len(counts) == 28
    assert sum(counts.values()) > 3300


def test_the_words_are_a_draft_and_the_imprint_says_so() -> None:
    sources = open_sources(None)
    document = check(plan_jobs(Wanted(products=("booklet",), editions=("screen",)), sources), sources, MADE)[0]
    assert sources.guide.review == "draft"
    about = next(page for page in document.placed.pages if page.topic == "about")
    assert "Draft" in repr(about.items)
