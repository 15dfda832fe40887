"""The words of the kit: easy for adults, of the pages that they name, and careful where a child speaks."""

import re
from collections.abc import Iterator

import pytest
from ease import grade
from prose import prose, said, sentences, words_of

from booklet.bands import AGES
from booklet.jobs import KIT_LAYOUTS
from booklet.sources.load import Sources
from booklet.words.guide import KIT_ITEMS, PLACEHOLDER, SourceBlock, Wording

MOST_GRADE, LONGEST = 8, 32
"""What adults who read between two lessons are given: grade by Flesch-Kincaid, words of a sentence."""


def blocks(sources: Sources) -> Iterator[SourceBlock]:
    for topic in sources.guide.kit:
        for block in topic.blocks:
            yield from block.walk()


def wordings(sources: Sources) -> Iterator[Wording]:
    yield from (wording for topic in sources.guide.kit for wording in topic.titles.values())
    yield from (wording for block in blocks(sources) for wording in block.strings.values())


def test_every_item_has_words_and_usual_layouts(sources: Sources) -> None:
    assert tuple(topic.id for topic in sources.guide.kit) == KIT_ITEMS == tuple(KIT_LAYOUTS)
    for item, names in KIT_LAYOUTS.items():
        for name in names:
            layout = sources.layout(name)
            assert (layout.product, {plan.place for plan in layout.pages}) == ("kit", {item})


@pytest.mark.parametrize("band", AGES)
def test_adults_read_it_with_ease(band: str, sources: Sources) -> None:
    for topic in sources.guide.kit:
        told = [part for text, _ in said(topic, band) for part in prose(text)]
        if told:
            assert grade(" ".join(f"{part}." for part in told)) <= MOST_GRADE, topic.id
        longest = [part for text, _ in said(topic, band) for part in sentences(text) if len(words_of(part)) > LONGEST]
        assert longest == []


def test_pages_are_named_by_their_topics_and_never_by_a_number(sources: Sources) -> None:
    named = {name for wording in wordings(sources) for form in wording.forms for name in PLACEHOLDER.findall(form)}
    pages = {name.removeprefix("page:") for name in named if name.startswith("page:")}
    assert {"breath", "soup", "who", "gift-drop", "ten-b", "call", "ring-ring", "plan", "my-team", "uh-oh"} <= pages
    assert pages <= {topic.id for topic in sources.guide.topics}
    typed = re.compile(r"\bp(?:ages?|\.) \d")
    assert [form for wording in wordings(sources) for form in wording.forms if typed.search(form)] == []


def test_suicide_is_never_named_without_a_number_to_call(sources: Sources) -> None:
    found = [form for wording in wordings(sources) for form in wording.forms if "suicide" in form]
    assert len(found) == 4
    assert all("{emergency}" in form or "emergency number" in form for form in found)


def test_nobody_is_told_to_call_home_before_home_is_known_to_be_safe(sources: Sources) -> None:
    found = [form for wording in wordings(sources) for form in wording.forms if "call home" in form]
    assert found and all("home is safe" in form for form in found)


def test_every_wording_with_facts_ends_in_a_form_without(sources: Sources) -> None:
    for wording in wordings(sources):
        assert not [name for name in PLACEHOLDER.findall(wording.forms[-1]) if not name.startswith("page:")]
