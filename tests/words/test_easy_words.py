"""Easy words: short sentences, one for each picture, with words explained where they stand, and who must read them."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from prose import words_of

from booklet.api.reviews import reviews_of, sign_for
from booklet.bands import EASY
from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.make.build import open_sources
from booklet.sources.load import Sources
from booklet.sources.rules import read_phrases, read_rules
from booklet.sources.scenecheck import check_sentences
from booklet.text.markup import plain_text
from booklet.values import replace
from booklet.words.guide import PLACEHOLDER, Guide, SourceTopic
from booklet.words.review import READERS, hash_words, readers_of
from booklet.words.rules import find_breaches

LONGEST = 8
"""Words of a sentence at most. (Inclusion Europe, Information for all: one idea a sentence.)"""

WHOLE = {"m1", "m3", "m5"}
"""Fixed messages that easy pages say word for word, however long their sentences are."""

HARD = {
    "online": "easy-about.rows.online",
    "sexual": "easy-abuse.rows.sexual",
    "trust": "easy-tell.rows.trust",
    "report": "easy-threat.rows.report",
    "block": "easy-threat.rows.block",
    "helpline": "easy-again.rows.call",
}
"""Words that are explained, and the sentence that does so."""

ABBREVIATED = re.compile(r"\b(?:[A-Z]{2,}|e\.g\.|i\.e\.|etc\.|don’t|isn’t|can’t|won’t|it’s|you’re)\b")


def pages(guide: Guide) -> tuple[SourceTopic, ...]:
    return tuple(topic for topic in guide.topics if topic.is_for(EASY))


def sentences(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield each sentence of easy words with its id; titles are sentences."""
    for topic in pages(guide):
        yield topic.id, "".join(topic.titles["title"].forms).replace("|", "")
        for block in (below for top in topic.blocks for below in top.walk()):
            for wording in block.strings.values():
                yield from ((block.id, form) for form in wording.forms)


def test_there_are_twelve_pages_and_no_other_product(sources: Sources) -> None:
    plans = sources.layout("booklet-easy-a4").pages
    assert [plan.place for plan in plans] == [plan.place for plan in sources.layout("booklet-easy-letter").pages]
    assert {plan.place for plan in plans} == {topic.id for topic in pages(sources.guide)}
    assert len(plans) == 12
    assert all(topic.bands == (EASY,) for topic in pages(sources.guide))
    assert [sources.guide.topics_of(product, EASY) for product in ("poster", "card", "social")] == [(), (), ()]


def test_no_sentence_has_more_than_eight_words(sources: Sources) -> None:
    found = list(sentences(sources.guide))
    assert len(found) > 60
    parts = [(id, part) for id, text in found for part in re.split(r"(?<=[.!?])\s+", plain_text(text))]
    assert [(id, part) for id, part in parts if len(words_of(PLACEHOLDER.sub("", part))) > LONGEST] == []


def test_a_line_is_one_sentence_without_contraction_or_abbreviation(sources: Sources) -> None:
    for id, text in sentences(sources.guide):
        assert not re.search(r"[.!?;]\s+\S", plain_text(text)), id
        assert not ABBREVIATED.search(text) and "_" not in text, id


def test_long_sentences_are_fixed_messages_alone(sources: Sources) -> None:
    used = {block.use for topic in pages(sources.guide) for block in topic.blocks if block.use}
    assert used == WHOLE <= sources.guide.fixed


def test_hard_words_are_explained_in_a_sentence_of_their_own(sources: Sources) -> None:
    said = dict(sentences(sources.guide))
    for word, id in HARD.items():
        assert f"*{word}*" in said[id].lower(), word


def test_every_sentence_has_a_picture_and_every_picture_a_sentence(sources: Sources) -> None:
    layout = sources.layout("booklet-easy-a4")
    topics = {topic.id: topic for topic in pages(sources.guide)}
    scenes = {plan.place: sources.scene(plan.scene) if plan.scene else None for plan in layout.pages}
    assert [found for plan in layout.pages for found in check_sentences(topics[plan.place], scenes[plan.place])] == []
    scene = scenes["easy-tricks"]
    assert scene is not None
    less = replace(scene, panels=scene.panels[1:])
    assert [found.code for found in check_sentences(topics["easy-tricks"], less)] == ["picture-lost"]
    more = replace(scene, panels=(*scene.panels, dataclasses.replace(scene.panels[0], id="other")))
    assert [found.code for found in check_sentences(topics["easy-tricks"], more)] == ["unknown-panel"]
    lost = list(check_sentences(topics["easy-tricks"], None))
    assert len(lost) == len(scene.panels) and {found.code for found in lost} == {"picture-lost"}


def test_easy_words_keep_the_rules_of_safety(sources: Sources) -> None:
    rules = read_rules(sources.folders)
    phrases = read_phrases(sources.folders, "en", rules)
    assert [(one.rule.id, one.page) for one in find_breaches(sources.guide, rules, phrases) if one.band == EASY] == []


def test_people_with_learning_disabilities_sign_them_in_the_place_of_young_people(sources: Sources) -> None:
    assert readers_of("14-17") == readers_of("10-13") == READERS
    assert readers_of(EASY) == (*READERS[:2], "easy-reader-1", "easy-reader-2")
    assert {topic.id for topic in pages(sources.guide)} <= hash_words(sources.guide, EASY).keys()


@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_no_other_book_has_a_label_of_easy_words(band: str, sources: Sources) -> None:
    changed = {**sources.guide.labels, "band.easy@easy": sources.guide.labels["title"]}
    after = replace(sources.guide, labels=changed)
    assert hash_words(after, band) == hash_words(sources.guide, band)
    assert hash_words(after, EASY) != hash_words(sources.guide, EASY)


def test_a_young_reader_does_not_sign_easy_words_and_who_reads_easy_words_no_others(tmp_path: Path) -> None:
    found = open_sources(tmp_path)
    days = Days(date(2026, 11, 27), date(2026, 11, 27))

    def sign_as(role: str, topic: str) -> None:
        sign_for(found, "en", [topic], None, role=role, by="A. Tester", days=days, tell=lambda _: None)

    for role, topic in (("young-reader-1", "easy-tricks"), ("easy-reader-1", "threat")):
        with pytest.raises(SourceError) as stopped:
            sign_as(role, topic)
        assert [one.code for one in stopped.value.findings] == ["unknown-role"]
    sign_as("easy-reader-1", "easy-tricks")
    (signed,) = reviews_of(open_sources(tmp_path), "en", lambda _: None)
    assert (signed.topic, signed.band, signed.role) == ("easy-tricks", EASY, "easy-reader-1")
