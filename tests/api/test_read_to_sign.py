"""What people read before they sign, and that its fingerprint belongs to exactly that."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, codes, lay, signed_law
from signing import lay_signed

import booklet
from booklet.api.clock import days_of
from booklet.api.reviews import sign_for, standings_of
from booklet.api.signing import (
    compare_lines,
    fingerprint_of_pages,
    fingerprint_of_words,
    job_to_read,
    law_to_read,
    pages_to_read,
    words_to_read,
)
from booklet.values import replace

BAND = "14-17"


def no_findings(findings: Iterable[booklet.Finding]) -> None:
    assert not list(findings)


@pytest.fixture(scope="module")
def shipped() -> booklet.Project:
    return booklet.open_project()


def test_the_hash_of_what_was_read_is_the_one_that_a_signature_has(tmp_path: Path) -> None:
    project = booklet.open_project(lay(tmp_path, {COUNTRY: CONFIRMED}))
    (topic,) = words_to_read(project, "sw", BAND, ["p1"])
    days = days_of(date(2026, 11, 20))
    role = "child-protection-worker"
    sign_for(project.sources, "sw", ["p1"], BAND, role=role, by="Amina Bakari", days=days, tell=no_findings)
    found = standings_of(booklet.open_project(tmp_path).sources, "sw", no_findings)
    (signed,) = [signature for standing in found for signature in standing.signed]
    assert (signed.topic, signed.band, signed.words) == ("p1", BAND, topic.of)
    assert topic.title and all(line.english for line in topic.lines) and not topic.is_fixed


def test_all_words_are_read_if_no_topic_is_named_and_unknown_ones_are_refused(shipped: booklet.Project) -> None:
    every = words_to_read(shipped, "en", BAND)
    assert {"p1", "m1", "labels"} <= {one.topic for one in every}
    kinds = {one.topic: one.kind for one in every}
    named = {"p1": "poster", "c1": "card", "m1": "message", "labels": "labels", "directory": "page"}
    assert named.items() <= kinds.items() and all(one.is_fixed == (one.kind == "message") for one in every)
    with pytest.raises(booklet.SourceError) as caught:
        words_to_read(shipped, "en", BAND, ["p99"])
    assert codes(caught.value.findings) == ["unknown-topic"]


def test_a_fingerprint_is_that_of_the_words_and_their_band(shipped: booklet.Project) -> None:
    one, other = (words_to_read(shipped, "en", band, ["p1", "p2"]) for band in shipped.bands)
    assert fingerprint_of_words(one) == fingerprint_of_words(reversed(one)) != fingerprint_of_words(other)
    assert fingerprint_of_words(one) != fingerprint_of_words(one[:1])
    pages = pages_to_read(shipped, shipped.plan("poster", band=BAND, item="p1", edition="screen")[0])
    first, now = fingerprint_of_pages(pages), fingerprint_of_pages([replace(pages[0], of="0")])
    assert first == fingerprint_of_pages(pages) != now


def test_a_line_that_changed_is_shown_before_and_now_and_one_that_moved_is_not(shipped: booklet.Project) -> None:
    (topic,) = words_to_read(shipped, "sw", BAND, ["p1"])
    first, second, *rest = topic.lines
    now = (second, replace(first, words="Maneno mapya."), *rest[:-1], replace(rest[-1], id="new"))
    changes = compare_lines(topic.lines, now)
    assert [(one.id, one.before, one.now) for one in changes] == [
        (first.id, first.words, "Maneno mapya."),
        ("new", "", rest[-1].words),
        (rest[-1].id, rest[-1].words, ""),
    ]
    assert changes[0].english == first.english and compare_lines(topic.lines, topic.lines) == ()


def test_the_law_is_read_with_the_fingerprint_that_a_signature_is_for(tmp_path: Path) -> None:
    text = CONFIRMED.replace("law: {}\n", signed_law("ai: {en: Pictures by AI count.}") + "\n")
    law = law_to_read(booklet.open_project(lay(tmp_path, {COUNTRY: text})), "XX")
    assert law.is_signed and law.signed and law.signed.of == law.read
    assert [(line.key, line.texts["en"]) for line in law.lines] == [("ai", "Pictures by AI count.")]


def test_a_country_without_a_line_on_the_law_has_nothing_to_sign(shipped: booklet.Project) -> None:
    with pytest.raises(booklet.SourceError) as caught:
        law_to_read(shipped, "001")
    assert codes(caught.value.findings) == ["law-empty"]


@pytest.mark.slow
def test_a_file_says_who_must_still_sign_and_call(tmp_path: Path) -> None:
    project = booklet.open_project(lay(tmp_path, {COUNTRY: CONFIRMED}))
    (job,) = project.plan("poster", country="XX", band=BAND, item="p1", edition="screen", locale="en")
    found = job_to_read(project, job, date(2026, 11, 25))
    assert (found.why, found.words, found.numbers, found.to_confirm) == ("", "draft", "confirmed", 0)
    assert found.missing == ("child-protection-worker", "survivor-adviser", "young-reader-1", "young-reader-2")
    assert found.unsigned == 1 and found.until == date(2027, 5, 20)
    lay_signed(tmp_path)
    signed = job_to_read(booklet.open_project(tmp_path), job, date(2026, 11, 25))
    assert (signed.words, signed.missing, signed.unsigned) == ("reviewed", (), 0)
