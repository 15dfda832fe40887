"""A review holds for the words that were read, in the band they were read in, and for no others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.sources.load import Sources
from booklet.words.guide import Guide, SourceBlock, SourceTopic, Wording
from booklet.words.review import (
    DRAFT,
    LABELS,
    STATES,
    Review,
    TopicStanding,
    find_lowest_state,
    hash_words,
    is_person,
    reviewers,
    sign,
    standings,
)

LANGUAGE, PROTECTION = STATES[1:]

OLDER, YOUNGER = "14-17", "10-13"


def review(guide: Guide, topic: str, state: str = LANGUAGE, band: str = OLDER, by: str = "A. Tester") -> Review:
    return Review(topic, band, state, by, date(2026, 11, 20), hash_words(guide, band)[topic])


def standing(guide: Guide, reviews: tuple[Review, ...], topic: str, band: str = OLDER) -> TopicStanding:
    return next(found for found in standings(guide, reviews) if (found.topic, found.band) == (topic, band))


def reworded(block: SourceBlock, key: str) -> SourceBlock:
    wording = block.strings[key]
    return replace(block, strings={**block.strings, key: replace(wording, forms=(*wording.forms[:-1], "Other words."))})


def with_topic(guide: Guide, name: str, topic: SourceTopic) -> Guide:
    return replace(guide, topics=tuple(topic if old.id == name else old for old in guide.topics))


def with_block(guide: Guide, name: str, key: str) -> Guide:
    """Return the guide with a string of a block of the page on threats in other words."""
    topic = next(topic for topic in guide.topics if topic.id == "threat")
    blocks = tuple(reworded(block, key) if block.id == name else block for block in topic.blocks)
    assert blocks != topic.blocks
    return with_topic(guide, "threat", replace(topic, blocks=blocks))


def changed(before: Guide, after: Guide) -> set[tuple[str, str]]:
    """Return the topics and bands whose words differ."""
    return {
        (topic, band)
        for band in before.bands
        for topic, words in hash_words(before, band).items()
        if hash_words(after, band)[topic] != words
    }


@pytest.fixture
def guide(sources: Sources) -> Guide:
    return sources.guide


def test_topics_messages_posters_cards_and_labels_are_reviewed(guide: Guide) -> None:
    known = list(hash_words(guide, OLDER))
    topics = [item for item in guide.topics if item.is_for(OLDER)]
    parts = (topics, guide.messages, guide.posters, guide.cards)
    assert known == [item.id for part in parts for item in part] + [LABELS]
    assert len(known) == len(set(known))


def test_a_band_has_only_its_own_topics(guide: Guide) -> None:
    assert {"c8", "threat"} <= hash_words(guide, OLDER).keys()
    assert not {"c8", "threat"} & hash_words(guide, YOUNGER).keys()


def test_what_nobody_has_reviewed_is_a_draft(guide: Guide) -> None:
    found = standings(guide, ())
    assert {(item.state, item.review, item.stale) for item in found} == {(DRAFT, None, None)}
    assert find_lowest_state(found) == DRAFT


def test_a_review_gives_its_topic_a_state_and_no_other_topic_or_band(guide: Guide) -> None:
    given_review = review(guide, "threat")
    found = standings(guide, (given_review,))
    assert [item for item in found if item.state != DRAFT] == [
        TopicStanding("threat", OLDER, LANGUAGE, given_review, None)
    ]  # fmt: skip


def test_the_highest_review_counts(guide: Guide) -> None:
    both = (review(guide, "m1", PROTECTION), review(guide, "m1", LANGUAGE))
    assert standing(guide, both, "m1").review == both[0]


def test_a_review_of_words_that_changed_is_stale_and_the_topic_a_draft(guide: Guide) -> None:
    signed = (review(guide, "threat"),)
    after = standing(with_block(guide, "threat.lead", "text"), signed, "threat")
    assert after == TopicStanding("threat", OLDER, DRAFT, None, signed[0])


def test_a_lower_review_of_the_new_words_counts_and_the_higher_stays_stale(guide: Guide) -> None:
    after = with_block(guide, "threat.lead", "text")
    signed = (review(guide, "threat", PROTECTION), review(after, "threat", LANGUAGE))
    assert standing(after, signed, "threat") == TopicStanding("threat", OLDER, LANGUAGE, signed[1], signed[0])


def test_a_stale_review_below_the_state_is_not_told(guide: Guide) -> None:
    after = with_block(guide, "threat.lead", "text")
    signed = (review(guide, "threat", LANGUAGE), review(after, "threat", PROTECTION))
    assert standing(after, signed, "threat").stale is None


def test_words_of_one_band_are_words_of_that_band_alone(guide: Guide) -> None:
    card = next(card for card in guide.cards if card.id == "c2")

    def reworded_title(key: str) -> Guide:
        titles = {**card.titles, key: replace(card.titles[key], forms=("Other words",))}
        return replace(guide, cards=tuple(replace(one, titles=titles) if one is card else one for one in guide.cards))

    assert changed(guide, reworded_title("title-10-13")) == {("c2", YOUNGER)}
    assert changed(guide, reworded_title("title")) == {("c2", OLDER)}
    assert changed(guide, with_block(guide, "threat.how", "text")) == {("threat", OLDER)}


def test_who_speaks_where_a_route_leads_and_what_is_used_are_read_with_a_page(guide: Guide) -> None:
    def other(name: str, **change: str) -> Guide:
        def mend(block: SourceBlock) -> SourceBlock:
            changed_ = replace(block, **change) if block.id == name else block
            return replace(changed_, items=tuple(map(mend, block.items)))

        topics = tuple(replace(topic, blocks=tuple(map(mend, topic.blocks))) for topic in guide.topics)
        return replace(guide, topics=topics)

    assert changed(guide, other("gift-drop.comic.b.chat.kez", speaker="simi")) == {("gift-drop", OLDER)}
    assert changed(guide, other("find.routes.pay", to="call")) == {("find", OLDER)}
    rights = next(topic for topic in guide.topics if topic.id == "rights")
    blocks = tuple(reworded(block, "text") if block.id == "rights.lead" else block for block in rights.blocks)
    after = with_topic(guide, "rights", replace(rights, blocks=blocks))
    assert changed(guide, after) == {("rights", OLDER), ("law-country", OLDER)}


def test_words_that_bands_share_are_words_of_each(guide: Guide) -> None:
    topic = next(topic for topic in guide.posters if topic.id == "p1")
    titles: Mapping[str, Wording] = {"title": replace(topic.titles["title"], forms=("Other words",))}
    posters = tuple(replace(one, titles=titles) if one is topic else one for one in guide.posters)
    assert changed(guide, replace(guide, posters=posters)) == {("p1", OLDER), ("p1", YOUNGER)}


def test_a_message_is_reviewed_once_and_not_with_the_pages_that_use_it(guide: Guide) -> None:
    messages = tuple(reworded(item, "title") if item.id == "m1" else item for item in guide.messages)
    assert changed(guide, replace(guide, messages=messages)) == {("m1", OLDER), ("m1", YOUNGER)}


def test_another_message_on_a_page_is_a_change_of_the_page(guide: Guide) -> None:
    topic = next(topic for topic in guide.topics if topic.id == "threat")
    blocks = tuple(replace(block, use="m4") if block.use == "m1" else block for block in topic.blocks)
    after = with_topic(guide, "threat", replace(topic, blocks=blocks))
    assert changed(guide, after) == {("threat", OLDER)}


@pytest.mark.slow
def test_every_form_of_a_wording_is_reviewed(guide: Guide) -> None:
    danger = next(message for message in guide.messages if message.id == "m5")
    for number in range(len(danger.strings["text"].forms)):
        forms = list(danger.strings["text"].forms)
        forms[number] = "Other words."
        strings = {**danger.strings, "text": replace(danger.strings["text"], forms=tuple(forms))}
        other = replace(danger, strings=strings)
        messages = tuple(other if item is danger else item for item in guide.messages)
        assert ("m5", OLDER) in changed(guide, replace(guide, messages=messages))


def test_a_label_of_a_band_is_a_word_of_that_band(guide: Guide) -> None:
    other = replace(guide.labels["fact.private@10-13"], forms=("Other words",))
    after = replace(guide, labels={**guide.labels, "fact.private@10-13": other})
    assert changed(guide, after) == {(LABELS, YOUNGER)}


def test_words_that_move_to_another_string_are_other_words(guide: Guide) -> None:
    note = next(message for message in guide.messages if message.id == "m4")
    title, text = note.strings["title"], note.strings["text"]
    joined = {
        "title": replace(title, forms=(title.forms[0] + text.forms[0],)),
        "text": replace(text, forms=("",)),
    }
    messages = tuple(replace(item, strings=joined) if item is note else item for item in guide.messages)
    assert ("m4", OLDER) in changed(guide, replace(guide, messages=messages))


@given(st.lists(st.sampled_from(STATES)))
def test_a_locale_is_what_its_lowest_topic_is(states: list[str]) -> None:
    found = [TopicStanding("a", OLDER, state, None, None) for state in states]
    assert find_lowest_state(found) == min(states, key=STATES.index, default=DRAFT)


def test_a_band_of_a_locale_is_what_its_lowest_topic_is() -> None:
    found = [TopicStanding("a", OLDER, PROTECTION, None, None), TopicStanding("a", YOUNGER, DRAFT, None, None)]
    assert (find_lowest_state(found, OLDER), find_lowest_state(found, YOUNGER), find_lowest_state(found)) == (
        PROTECTION,
        DRAFT,
        DRAFT,
    )


def test_all_signed_is_a_reviewed_locale(guide: Guide) -> None:
    signed = tuple(
        review(guide, topic, PROTECTION, band) for band in guide.bands for topic in hash_words(guide, band)
    )  # fmt: skip
    assert find_lowest_state(standings(guide, signed)) == PROTECTION
    assert find_lowest_state(standings(guide, signed[1:])) == DRAFT


def test_a_new_review_replaces_the_one_of_its_state_alone(guide: Guide) -> None:
    language, protection = review(guide, "m1", LANGUAGE), review(guide, "m1", PROTECTION)
    other = review(guide, "m2", LANGUAGE)
    again = replace(language, by="B. Tester")
    assert sign((language, protection, other), again) == (protection, other, again)


def test_a_draft_takes_back_the_reviews_of_its_topic_and_band(guide: Guide) -> None:
    language, protection = review(guide, "m1", LANGUAGE), review(guide, "m1", PROTECTION)
    younger = review(guide, "m1", LANGUAGE, YOUNGER)
    draft = review(guide, "m1", DRAFT)
    assert sign((language, protection, younger), draft) == (younger, draft)
    assert standing(guide, (draft,), "m1").review == draft
    assert sign((draft,), language) == (language,)


@pytest.mark.parametrize(
    "name",
    [
        "A. Tester",
        "Sukarno",
        "Jan Bot",
        "Server Öz",
        "Admin Begić",
        "M. Caller",
        "Ai Li",
        "O'Neil-Šmíd",
        "张三",
        "Nguyễn Thị Minh Khai",
        "عائشة",
        "می\u200cنا",
        "佐藤 花",
    ],
)
def test_names_of_all_scripts_are_names(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "?", "-", "123", "A", "x.", "Tester 2", "B۲ Tester", "Ann①", "A\x1b[31mB", "A\nB", "A\u202eB"),
        *(
            "robot",
            "Bot",
            "a person",
            "Name of the caller",
            "NAME",
            "nobody",
            "ci-runner[bot]",
            "me@line.example",
            "our Script",
        ),
    ],
)
def test_what_is_no_name_is_none(name: str) -> None:
    assert not is_person(name)


def test_reviewers_are_named_when_all_of_a_band_is_reviewed(guide: Guide) -> None:
    signed = tuple(review(guide, topic, PROTECTION) for topic in hash_words(guide, OLDER))
    signed = (replace(signed[0], by="B. Tester"), *signed[1:])
    found = standings(guide, signed)
    assert reviewers(found, OLDER) == tuple(sorted({"B. Tester", signed[1].by}))
    assert reviewers(found, YOUNGER) == ()
    assert reviewers(standings(guide, signed[1:]), OLDER) == ()
