"""A signature holds for the words that were read, in the band they were read in, and for no others."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signing import PEOPLE, back_translated, sign_all

from booklet.bands import EASY
from booklet.sources.load import Sources
from booklet.values import replace
from booklet.words.guide import Guide, SourceBlock, SourceTopic, Wording
from booklet.words.review import (
    BACK,
    CHILD_PROTECTION,
    DRAFT,
    LABELS,
    MACHINE,
    NATIVE,
    READERS,
    REVIEWED,
    STATES,
    Signature,
    TopicStanding,
    find_lowest_state,
    find_other_roles,
    hash_words,
    is_person,
    join_hashes,
    reviewers,
    sign,
    standings,
)

OLDER, YOUNGER = "14-17", "10-13"


def signature(guide: Guide, topic: str, role: str = CHILD_PROTECTION, band: str = OLDER) -> Signature:
    return Signature(topic, band, role, PEOPLE[role], date(2026, 11, 20), hash_words(guide, band)[topic])


def standing(
    guide: Guide, signed: tuple[Signature, ...], topic: str, band: str = OLDER, *, is_source: bool = True
) -> TopicStanding:
    found = standings(guide, signed, is_source=is_source)
    return next(one for one in found if (one.topic, one.band) == (topic, band))


def reworded(block: SourceBlock, key: str) -> SourceBlock:
    wording = block.strings[key]
    return replace(block, strings={**block.strings, key: replace(wording, forms=(*wording.forms[:-1], "Other words."))})


def with_topic(guide: Guide, name: str, topic: SourceTopic) -> Guide:
    topics, posters = (
        tuple(topic if old.id == name else old for old in some) for some in (guide.topics, guide.posters)
    )
    return replace(guide, topics=topics, posters=posters)


def with_block(guide: Guide, name: str, key: str) -> Guide:
    """Return the guide with a string of a block of a page or poster in other words."""
    topic = next(topic for topic in guide.every_topic() if name.startswith(f"{topic.id}."))
    blocks = tuple(reworded(block, key) if block.id == name else block for block in topic.blocks)
    assert any(block.id == name for block in topic.blocks)
    return with_topic(guide, topic.id, replace(topic, blocks=blocks))


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
    deck = [item for item in guide.talks if item.is_for(OLDER)]
    parts = (topics, guide.posters, guide.cards, deck, guide.kit, guide.messages)
    assert known == [item.id for part in parts for item in part] + [LABELS]
    assert len(known) == len(set(known))


def test_a_band_has_only_its_own_topics(guide: Guide) -> None:
    assert {"c8", "threat"} <= hash_words(guide, OLDER).keys()
    assert not {"c8", "threat"} & hash_words(guide, YOUNGER).keys()


def test_what_nobody_has_signed_is_a_draft_and_says_who_is_missing(guide: Guide) -> None:
    found = standings(guide, (), is_source=True)
    assert {(one.state, one.signed, one.stale) for one in found} == {(DRAFT, (), ())}
    assert {(one.band == EASY, one.missing) for one in found} == {
        (False, READERS),
        (True, (*READERS[:2], "easy-reader-1", "easy-reader-2")),
    }
    assert find_lowest_state(found) == DRAFT


def test_a_page_is_reviewed_when_each_role_has_signed_and_no_other_page_with_it(guide: Guide) -> None:
    signed = sign_all(guide, ["threat"], [OLDER])
    assert len(signed) == len(READERS)
    for number in range(len(signed)):
        left = (*signed[:number], *signed[number + 1 :])
        found = standing(guide, left, "threat")
        assert (found.state, found.missing) == (DRAFT, (signed[number].role,))
    all_of_them = standings(guide, signed, is_source=True)
    assert [(one.topic, one.band) for one in all_of_them if one.state == REVIEWED] == [("threat", OLDER)]


def test_a_translation_is_of_a_machine_until_a_person_has_translated_every_message_back(guide: Guide) -> None:
    back = tuple(one for one in back_translated(guide) if one.band == OLDER)
    assert {one.topic for one in back} == {"m1", "m2", "m3", "m4", "m5", "m6"}
    pages = sign_all(guide, ["threat"], is_source=False)
    readers = tuple(one for one in pages if one.role != BACK)
    assert standing(guide, readers, "threat", is_source=False).state == MACHINE
    for number in (0, 5):
        left = (*back[:number], *back[number + 1 :], *readers)
        assert standing(guide, left, "threat", is_source=False).state == MACHINE
    younger = tuple(one for one in back_translated(guide) if one.band == YOUNGER)
    assert standing(guide, younger, "p1", YOUNGER, is_source=False).state == DRAFT
    assert standing(guide, younger, "p1", OLDER, is_source=False).state == MACHINE
    assert standing(guide, back, "threat", is_source=False).state == DRAFT
    assert standing(guide, pages, "threat", is_source=False).state == REVIEWED
    natives = tuple(one for one in pages if one.role != NATIVE)
    found = standing(guide, natives, "threat", is_source=False)
    assert (found.state, found.missing) == (DRAFT, (NATIVE,))


def test_a_message_that_changes_makes_a_translation_one_of_a_machine_again(guide: Guide) -> None:
    signed = sign_all(guide, is_source=False)
    assert find_lowest_state(standings(guide, signed, is_source=False)) == REVIEWED
    messages = tuple(reworded(item, "title") if item.id == "m4" else item for item in guide.messages)
    found = standings(replace(guide, messages=messages), signed, is_source=False)
    assert {one.state for one in found if one.topic == "p1"} == {MACHINE}


def test_a_signature_of_words_that_changed_is_stale_and_the_page_a_draft(guide: Guide) -> None:
    signed = sign_all(guide, ["threat"], [OLDER])
    after = standing(with_block(guide, "threat.lead", "text"), signed, "threat")
    assert after == TopicStanding("threat", OLDER, DRAFT, (), READERS, signed)


def test_a_signature_of_the_new_words_counts_and_the_others_stay_stale(guide: Guide) -> None:
    after = with_block(guide, "threat.lead", "text")
    before = sign_all(guide, ["threat"], [OLDER])
    signed = sign(before, signature(after, "threat"))
    found = standing(after, signed, "threat")
    assert (found.signed, found.missing) == ((signature(after, "threat"),), READERS[1:])
    assert found.stale == before[1:]


@pytest.mark.slow
def test_words_of_one_band_are_words_of_that_band_alone(guide: Guide) -> None:
    card = next(card for card in guide.cards if card.id == "c2")

    def reworded_title(key: str) -> Guide:
        titles = {**card.titles, key: replace(card.titles[key], forms=("Other words",))}
        return replace(guide, cards=tuple(replace(one, titles=titles) if one is card else one for one in guide.cards))

    assert changed(guide, reworded_title("title-10-13")) == {("c2", YOUNGER)}
    assert changed(guide, reworded_title("title")) == {("c2", OLDER)}
    assert changed(guide, with_block(guide, "threat.how", "text")) == {("threat", OLDER)}


@pytest.mark.slow
def test_who_speaks_where_a_route_leads_and_what_is_used_are_read_with_a_page(guide: Guide) -> None:
    def other(name: str, speaker: str = "", to: str = "") -> Guide:
        def mend(block: SourceBlock) -> SourceBlock:
            changed_ = replace(block, speaker=speaker, to=to) if block.id == name else block
            return replace(changed_, items=tuple(map(mend, block.items)))

        topics = tuple(replace(topic, blocks=tuple(map(mend, topic.blocks))) for topic in guide.topics)
        return replace(guide, topics=topics)

    shown = {("gift-drop", OLDER), ("slides", OLDER)}  # a slide shows this panel
    assert changed(guide, other("gift-drop.comic.b.chat.kez", speaker="simi")) == shown
    assert changed(guide, other("find.routes.pay", to="call")) == {("find", OLDER)}
    rights = next(topic for topic in guide.topics if topic.id == "rights")
    blocks = tuple(reworded(block, "text") if block.id == "rights.lead" else block for block in rights.blocks)
    after = with_topic(guide, "rights", replace(rights, blocks=blocks))
    assert changed(guide, after) == {("rights", OLDER), ("law-country", OLDER)}


@pytest.mark.slow
def test_words_that_bands_share_are_words_of_each(guide: Guide) -> None:
    topic = next(topic for topic in guide.posters if topic.id == "p1")
    titles: Mapping[str, Wording] = {"title": replace(topic.titles["title"], forms=("Other words",))}
    posters = tuple(replace(one, titles=titles) if one is topic else one for one in guide.posters)
    assert changed(guide, replace(guide, posters=posters)) == {("p1", OLDER), ("p1", YOUNGER)}


@pytest.mark.slow
def test_a_message_is_read_on_every_page_that_prints_it(guide: Guide) -> None:
    messages = tuple(reworded(item, "title") if item.id == "m4" else item for item in guide.messages)
    after = changed(guide, replace(guide, messages=messages))
    users = {
        topic.id
        for topic in guide.every_topic()
        for block in topic.blocks
        if uses(block, "m4") and (not topic.bands or OLDER in topic.bands)
    }
    assert users
    assert {topic for topic, band in after if band == OLDER} == {"m4", *users}


def uses(block: SourceBlock, message: str) -> bool:
    return any(one.use == message for one in block.walk())


@pytest.mark.slow
def test_another_message_on_a_page_is_a_change_of_the_page(guide: Guide) -> None:
    topic = next(topic for topic in guide.topics if topic.id == "threat")
    blocks = tuple(replace(block, use="m4") if block.use == "m1" else block for block in topic.blocks)
    after = with_topic(guide, "threat", replace(topic, blocks=blocks))
    assert changed(guide, after) == {("threat", OLDER)}


@pytest.mark.slow
def test_nobody_signs_labels_for_printers_dates_and_marks(guide: Guide) -> None:
    for key in ("howto.title", "print.card", "month.01", "proof.draft", "review.yes"):
        other = replace(guide.labels[key], forms=("Other words",))
        assert changed(guide, replace(guide, labels={**guide.labels, key: other})) == set()


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


@pytest.mark.slow
def test_a_label_of_a_band_is_a_word_of_that_band(guide: Guide) -> None:
    other = replace(guide.labels["fact.private@10-13"], forms=("Other words",))
    after = replace(guide, labels={**guide.labels, "fact.private@10-13": other})
    assert changed(guide, after) == {(LABELS, YOUNGER)}


@pytest.mark.slow
def test_words_that_move_to_another_string_are_other_words(guide: Guide) -> None:
    note = next(message for message in guide.messages if message.id == "m4")
    title, text = note.strings["title"], note.strings["text"]
    joined = {
        "title": replace(title, forms=(title.forms[0] + text.forms[0],)),
        "text": replace(text, forms=("",)),
    }
    messages = tuple(replace(item, strings=joined) if item is note else item for item in guide.messages)
    assert ("m4", OLDER) in changed(guide, replace(guide, messages=messages))


@pytest.mark.slow
@given(st.lists(st.sampled_from(STATES)))
def test_a_locale_is_what_its_lowest_page_is(states: list[str]) -> None:
    found = [TopicStanding("a", OLDER, state) for state in states]
    assert find_lowest_state(found) == min(states, key=STATES.index, default=DRAFT)


def test_a_band_of_a_locale_is_what_its_lowest_page_is() -> None:
    found = [TopicStanding("a", OLDER, REVIEWED), TopicStanding("a", YOUNGER, DRAFT)]
    assert (find_lowest_state(found, OLDER), find_lowest_state(found, YOUNGER), find_lowest_state(found)) == (
        REVIEWED,
        DRAFT,
        DRAFT,
    )


@pytest.mark.parametrize("is_source", [True, False])
def test_all_signed_is_a_reviewed_locale(guide: Guide, is_source: bool) -> None:
    signed = sign_all(guide, bands=guide.bands, is_source=is_source)  # easy words wait apart
    assert find_lowest_state(standings(guide, signed, is_source=is_source)) == REVIEWED
    assert find_lowest_state(standings(guide, signed[:-1], is_source=is_source)) == DRAFT


def test_a_new_signature_replaces_the_one_of_its_role_alone(guide: Guide) -> None:
    worker, adviser, other = (signature(guide, *one) for one in (("p1",), ("p1", READERS[1]), ("p2",)))
    again = replace(worker, by="G. Tester")
    assert sign((worker, adviser, other), again) == (adviser, other, again)


def test_one_person_signs_in_one_role_but_a_worker_may_be_the_native_reader(guide: Guide) -> None:
    worker = signature(guide, "p1")
    for role in (*READERS[1:], NATIVE):
        found = find_other_roles((worker,), replace(signature(guide, "p1", role), by="a. worker"))
        assert found == (() if role == NATIVE else (CHILD_PROTECTION,))
    assert find_other_roles((worker,), replace(worker, topic="p2", role=READERS[1])) == ()


def test_all_words_of_a_band_have_one_hash(guide: Guide) -> None:
    after = with_block(guide, "p1.after", "text-10-13")
    older, younger = ([join_hashes(hash_words(one, band)) for one in (guide, after)] for band in (OLDER, YOUNGER))
    assert older[0] == older[1]
    assert younger[0] != younger[1]


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


def test_adults_are_named_when_all_is_signed_and_young_people_never(guide: Guide) -> None:
    signed = sign_all(guide, bands=guide.bands, is_source=False)
    found = [one for one in standings(guide, signed, is_source=False) if one.topic not in {"m1", "m2"}]
    assert {PEOPLE[role] for role in (CHILD_PROTECTION, READERS[1], NATIVE)} <= set(reviewers(found))
    assert not {PEOPLE[role] for role in READERS[2:]} & set(reviewers(found))
    assert reviewers(standings(guide, signed[:-1], is_source=False)) == ()
