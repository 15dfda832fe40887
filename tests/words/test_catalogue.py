"""Catalogues: what a message is called, what a translation is worth, and the guide that comes of it."""

import re
from collections.abc import Mapping

import pytest

from booklet.bands import AGES, BANDS
from booklet.errors import Where
from booklet.sources.load import Sources
from booklet.values import replace
from booklet.words.catalogue import (
    Catalogue,
    Message,
    MessageSlot,
    Translated,
    TranslationState,
    context,
    gaps_of,
    has_words,
    slots,
    state_of,
    translate,
)
from booklet.words.guide import PLACEHOLDER, Guide
from booklet.words.own_words import strings_by_id

PO = Where("translations/xx/guide.po")


def catalogue(known: Mapping[str, MessageSlot], **changes: str) -> Catalogue:
    """Return a catalogue in which every text is marked, with some of them changed."""
    texts = {name: f"«{slot.text}»" for name, slot in known.items()} | {
        name.replace("__", "."): text for name, text in changes.items()
    }
    return Catalogue("xx", {name: Message(name, known[name].text, text, PO) for name, text in texts.items()})


def without(found: Catalogue, *names: str) -> Catalogue:
    return replace(found, messages={name: text for name, text in found.messages.items() if name not in names})


def marked(guide: Guide) -> list[str]:
    """Return every form of a guide that a marked catalogue did not reach."""
    forms = [form for strings in strings_by_id(guide).values() for text in strings.values() for form in text.forms]
    return [form for form in forms if form.strip() and not re.fullmatch("«.*»", form, re.DOTALL)]


@pytest.fixture(scope="module")
def known(sources: Sources) -> Mapping[str, MessageSlot]:
    return slots(sources.guide)


def test_every_form_of_every_string_is_a_message_of_its_own(sources: Sources, known: Mapping[str, MessageSlot]) -> None:
    forms = {
        context(name, string, number): form
        for name, strings in strings_by_id(sources.guide).items()
        for string, wording in strings.items()
        for number, form in enumerate(wording.forms)
        if form.strip()
    }
    assert {name: slot.text for name, slot in known.items()} == forms
    assert {"about.title", "hello.lead", "m5#5", "m2.remove#2@10-13", "labels.fact.private@10-13"} <= set(forms)
    comic = {
        "gift-drop.comic.a.alt",
        "gift-drop.comic.a.caption",
        "gift-drop.comic.b.chat.kez",
        "who.myths.creep.title",
    }
    assert comic | {"c1.front-title", "action.stories.kenya.place", "plan.lines.who"} <= set(forms)


def test_a_whole_catalogue_reaches_every_word(sources: Sources, known: Mapping[str, MessageSlot]) -> None:
    found = translate(sources.guide, catalogue(known), PO)
    assert found.gaps == ()
    assert marked(found.guide) == []
    assert found.guide.bands == sources.guide.bands
    assert strings_by_id(found.guide)["m5"]["text"].where == PO


def test_an_empty_catalogue_is_the_english_guide_and_all_of_it_a_gap(
    sources: Sources, known: Mapping[str, MessageSlot]
) -> None:
    found = translate(sources.guide, Catalogue("xx"), PO)
    assert strings_by_id(found.guide) == strings_by_id(sources.guide)
    assert {gap.state for gap in found.gaps} == {TranslationState.MISSING}
    left = {name for name in known} - {gap.slot.context for gap in found.gaps}
    special = {"labels.language", "labels.proof.pseudo", "labels.proof.words"}
    assert all(not has_words(known[name].text) for name in left - special)
    assert special <= left


def test_what_does_not_hold_is_english_and_a_gap(sources: Sources, known: Mapping[str, MessageSlot]) -> None:
    whole = catalogue(known)
    messages = dict(whole.messages)
    messages["threat.title"] = replace(messages["threat.title"], text=" ")
    messages["threat.lead"] = replace(messages["threat.lead"], flags=("fuzzy",))
    messages["threat.how"] = replace(messages["threat.how"], source="What it said before.")
    messages["about.lead"] = replace(messages["about.lead"], text="«without its page»")
    del messages["threat.truth"]
    found = translate(sources.guide, replace(whole, messages=messages), PO)
    assert {gap.slot.context: str(gap.state) for gap in found.gaps} == {
        "threat.title": "missing",
        "threat.lead": "fuzzy",
        "threat.how": "stale",
        "about.lead": "placeholder lost",
        "threat.truth": "missing",
    }
    assert next(gap.before for gap in found.gaps if gap.state is TranslationState.STALE) == "What it said before."
    assert sorted(marked(found.guide)) == sorted(known[gap.slot.context].text for gap in found.gaps)


def test_a_translation_holds_for_the_english_it_was_made_for() -> None:
    now = MessageSlot("a", "a", "text", 0, "Now.", PO)
    changed = Message("a", "Then.", "Alors.", PO)
    assert state_of(now, changed) is TranslationState.STALE
    updated = Message("a", "Now.", "Alors.", PO, ("fuzzy",), "Then.")
    assert state_of(now, updated) is TranslationState.STALE
    assert state_of(replace(now, text="Then."), updated) is TranslationState.TRANSLATED
    assert state_of(replace(now, text="Else."), updated) is TranslationState.STALE
    read_again = replace(updated, flags=())
    assert state_of(now, read_again) is TranslationState.TRANSLATED
    assert state_of(replace(now, text="Then."), read_again) is TranslationState.STALE


@pytest.mark.parametrize(
    ("english", "translation", "state"),
    [
        ("Page {page:a}.", "Seite {page:a}.", TranslationState.TRANSLATED),
        ("Page {page:a}.", "Seite {page:b}.", TranslationState.LOST),
        ("Page {page:a}.", "Seite.", TranslationState.LOST),
        ("Page.", "Seite {page:a}.", TranslationState.LOST),
        ("[Here](#a)", "[Hier](#a)", TranslationState.TRANSLATED),
        ("[Here](#a)", "[Hier](#b)", TranslationState.LOST),
        ("[Here](#a)", "Hier", TranslationState.LOST),
        ("{number}", "", TranslationState.TRANSLATED),
    ],
)
def test_placeholders_and_targets_must_stay(english: str, translation: str, state: TranslationState) -> None:
    assert state_of(MessageSlot("a", "a", "text", 0, english, PO), Message("a", english, translation, PO)) is state


def missing(sources: Sources, known: Mapping[str, MessageSlot], *names: str) -> Translated:
    return translate(sources.guide, without(catalogue(known), *names), PO)


@pytest.mark.slow
def test_a_gap_is_of_the_products_and_bands_that_print_it(sources: Sources, known: Mapping[str, MessageSlot]) -> None:
    cases = {
        "threat.how": {("booklet", "14-17")},
        "or-else.lead": {("booklet", "10-13")},
        "rights.lead": {("booklet", "14-17"), ("insert", "14-17")},
        "p1.title": {("poster", band) for band in AGES},
        "m5#2": {("booklet", band) for band in AGES},
        "m3": {(product, band) for product in ("booklet", "card") for band in AGES},
        "labels.danger": {(product, band) for product in ("booklet", "poster", "card", "insert") for band in AGES},
        "directory.title": {(product, "14-17") for product in ("booklet", "insert")},
    }
    for name, printed in cases.items():
        found = missing(sources, known, name)
        assert {
            (product, band)
            for product in ("booklet", "poster", "card", "insert")
            for band in AGES
            if gaps_of(found, sources.guide, product, band)
        } == printed, name


def test_every_message_is_printed_somewhere(sources: Sources, known: Mapping[str, MessageSlot]) -> None:
    found = translate(sources.guide, Catalogue("xx"), PO)
    printed = {
        gap.slot.context
        for product in ("booklet", "poster", "card", "talk", "kit")
        for band in BANDS
        for gap in gaps_of(found, sources.guide, product, band)
    }
    assert {gap.slot.context for gap in found.gaps} == printed
    assert all(PLACEHOLDER.sub("", known[name].text).strip() for name in printed)
