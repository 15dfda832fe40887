"""Room for translations: pages are filled until they are full, and what was measured is read and told."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from projects import OWN, codes, lay

from booklet.errors import SourceError, Where
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.text.markup import parse_markup, plain_text
from booklet.translators.filling import FilledPages, Filler, read_sample
from booklet.translators.glossary import Term
from booklet.translators.notes import make_notes
from booklet.translators.room import FILE, SAMPLES, measure_own, measure_room, read_room, room_text
from booklet.words.catalogue import MessageSlot, slots
from booklet.words.guide import PLACEHOLDER
from booklet.words.locales import find_language


@pytest.fixture(scope="module")
def known(sources: Sources) -> Mapping[str, MessageSlot]:
    return slots(sources.guide)


@pytest.mark.parametrize("share", [0.5, 1.0, 2.0])
def test_filling_keeps_what_no_translator_changes_and_makes_texts_as_long(
    share: float, sources: Sources, known: Mapping[str, MessageSlot]
) -> None:
    fill = Filler(read_sample(sources, "ru"), share)
    for slot in known.values():
        text = fill(slot.text)
        assert PLACEHOLDER.findall(text) == PLACEHOLDER.findall(slot.text)
        targets = [[span.target for span in parse_markup(words).spans if span.target] for words in (text, slot.text)]
        assert targets[0] == targets[1]
    ours = sum(len(plain_text(slot.text)) for slot in known.values())
    theirs = sum(len(plain_text(fill(slot.text))) for slot in known.values())
    assert theirs / ours == pytest.approx(share, abs=0.12)


@pytest.mark.slow
def test_pages_filled_to_their_room_fit_and_a_step_more_does_not(
    sources: Sources, known: Mapping[str, MessageSlot]
) -> None:
    pages = FilledPages(sources, find_language("fr"), read_sample(sources, "fr"), "poster", "14-17")
    shares = measure_own(pages)
    assert set(shares) == {"p1", "p2", "p3", "p4"}
    assert all(pages.list_fitting(pages.fill(shares)).values())
    more = {topic: share + 0.1 for topic, share in shares.items()}
    assert not any(pages.list_fitting(pages.fill(more)).values())
    english = {topic: 1.0 for topic in shares}
    assert all(share >= english[topic] for topic, share in shares.items())


@pytest.mark.slow
def test_a_fixed_message_has_the_room_of_its_tightest_page(sources: Sources, known: Mapping[str, MessageSlot]) -> None:
    found = measure_room(sources, known, ["Latn"], ["poster"])
    assert set(found) >= {"p1.title", "p2.title@10-13", "m1.title", "m2.stop.title"}
    assert not any(name.startswith(("labels.", "threat")) for name in found)
    assert all(set(letters) == {"Latn"} for letters in found.values())
    title = len(known["p2.title"].text)
    assert title < found["p2.title"]["Latn"] < 4 * title


def test_what_was_measured_is_read_back(tmp_path: Path) -> None:
    room = {"a": {"Latn": 20, "Thai": 12}, "b.title@10-13": dict.fromkeys(SAMPLES, 7)}
    folders = Folders(OWN, lay(tmp_path, {FILE: room_text(room)}))
    assert read_room(folders) == room


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"letters\n7\n", b"context\tLatn\na\tmany\n"])
def test_a_file_that_is_no_table_is_told(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        read_room(Folders(OWN, lay(tmp_path, {FILE: data})))
    assert codes(stopped.value.findings) == ["unreadable"]


def test_notes_tell_of_room_and_terms(sources: Sources) -> None:
    slot = MessageSlot("threat.lead", "threat.lead", "text", 0, "Call a helpline: {number}.", Where("a.yaml"))
    term = Term("helpline", "Not a hotline.", {"14-17": "helpline", "10-13": "helpline"}, {})
    notes = make_notes(sources.guide, [slot], {"threat.lead": {"Latn": 40, "Hans": 18}}, [term])
    assert notes["threat.lead"] == (
        "booklet, page threat: paragraph",
        "keep: {number}",
        "room: letters at most, by script: 40 Latn, 18 Hans",
        "term: helpline: Not a hotline.",
    )


def test_our_measured_room_is_of_our_messages(known: Mapping[str, MessageSlot]) -> None:
    room = read_room(Folders(OWN))
    assert len(room) > 400
    assert set(room) <= set(known)
    assert all(set(letters) <= set(SAMPLES) and min(letters.values()) > 0 for letters in room.values())
    assert sum(set(letters) == set(SAMPLES) for letters in room.values()) > 400
