"""Scenes beside the words: what a poster says has a place, in each band what that band has."""

import dataclasses

import pytest

from booklet.errors import Finding
from booklet.sources.load import Sources
from booklet.sources.scenecheck import check_scene
from booklet.values import replace


def found(sources: Sources, scene: str, topic: str, *left_out: str, word: str = "") -> list[Finding]:
    """Return the findings on a scene without some of its words, or with the word of another message."""
    drawn = sources.scene(scene)
    words = [one for one in drawn.words if one.name not in left_out]
    words += [dataclasses.replace(words[-1], name=word)] if word else []
    poster = next(one for one in sources.guide.posters if one.id == topic)
    return list(check_scene(replace(drawn, words=tuple(words)), (poster,), sources.guide.usable))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("band", ["", "-kids"])
def test_everything_on_a_poster_has_a_place_in_its_scene(number: int, band: str, sources: Sources) -> None:
    assert found(sources, f"poster-p{number}{band}", f"p{number}") == []


@pytest.mark.parametrize(
    ("scene", "topic", "name"),
    [
        ("poster-p1", "p1", "p1.chat"),
        ("poster-p2", "p2", "m2.report"),
        ("poster-p3", "p3", "p3.maker"),
        ("poster-p4-kids", "p4", "p4.signs.dare"),
    ],
)
def test_words_without_a_place_are_named(scene: str, topic: str, name: str, sources: Sources) -> None:
    faults = found(sources, scene, topic, name)
    said = [f'"{name}" has no place in the scene']
    assert [fault.message for fault in faults] == said


def test_a_step_that_no_message_has_is_not_known(sources: Sources) -> None:
    (fault,) = found(sources, "poster-p2", "p2", word="m2.reprot")
    assert (fault.code, "m2.report" in fault.hint) == ("unknown-message", True)
