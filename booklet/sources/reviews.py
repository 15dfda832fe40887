"""The reviews of a locale: `translations/LOCALE/reviews.yaml` to values and back, every fault at once."""

import json
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import read_yaml
from booklet.words.guide import BANDS, Guide
from booklet.words.review import STATES, Review, hash_words, is_person

HEAD = """\
# Who has reviewed the words of this locale, and when; what is not here is a draft. Only a person may sign.
# `make_booklet.py review` writes this file. words: a code of the words that were read. If they change, the review ends.
"""


def reviews_name(locale: str) -> str:
    """Return how folders call the file of a locale."""
    return f"translations/{locale}/reviews.yaml"


def read_reviews(folders: Folders, locale: str, guide: Guide, findings: list[Finding]) -> tuple[Review, ...]:
    """Return the reviews of a locale, none if there is no file; raise `SourceError` if it cannot be read.

    A review whose topic is gone is kept and reported: a project may have left out a poster of ours.
    """
    name = reviews_name(locale)
    path = folders.find(name)
    if path is None:
        return ()
    node, faults = read_yaml(path, name)
    findings += faults
    known = {band: tuple(hash_words(guide, band)) for band in guide.bands}
    seen: dict[tuple[str, str, str], Where] = {}
    reviews = []
    with Record(node, findings, "the reviews file") as record:
        record.required_node("reviews")
        for entry in record.records("reviews", "a review"):
            review = _review(entry)
            if review:
                _report_twin(entry, review, seen)
                _report_unknown(entry, review, known)
                reviews.append(review)
    return tuple(reviews)


def _review(record: Record) -> Review | None:
    """Return a review if it is complete."""
    topic, words = record.text("topic"), record.text("words")
    band, state = record.choice("band", BANDS), record.choice("state", STATES)
    by = " ".join(record.text("by").split())
    if by and not is_person(by):
        record.fault("no-person", record.place("by"), "the name is none of a person", "write who has read the words")
    on = record.day("on") if record.text("on").strip() else None
    return Review(topic, band, state, by, on, words) if band and state and on else None


def _report_twin(record: Record, review: Review, seen: dict[tuple[str, str, str], Where]) -> None:
    key = (review.topic, review.band, review.state)
    if key in seen:
        message = f'"{review.topic}", {review.band}, is {review.state} already at {seen[key]}'
        record.fault("duplicate-review", record.where, message, "keep the later one")
    seen[key] = record.where


def _report_unknown(record: Record, review: Review, known: dict[str, tuple[str, ...]]) -> None:
    topics = known.get(review.band, ())
    if review.topic not in topics:
        message = f'there is no topic "{review.topic}" in {review.band}'
        hint = did_you_mean(review.topic, topics)
        record.findings.append(Finding("unknown-topic", record.place("topic"), message, hint, Severity.WARNING))


def reviews_path(folders: Folders, locale: str) -> Path:
    """Return where the reviews of a locale are written: the project's file if there is a project, else ours."""
    root = folders.project or folders.own
    path = root / reviews_name(locale)
    if not path.resolve().is_relative_to(root.resolve()):
        hint = "put the file itself there"
        raise SourceError(Finding("outside-project", Where(reviews_name(locale)), "is a link out of the project", hint))
    return path


def reviews_text(reviews: Sequence[Review], head: str = HEAD) -> str:
    """Return the text of a file with these reviews."""
    return head + ("reviews:\n" + "".join(map(_entry, reviews)) if reviews else "reviews: []\n")


def _entry(review: Review) -> str:
    lines = (
        f"topic: {_quote(review.topic)}",
        f"band: {review.band}",
        f"state: {review.state}",
        f"by: {_quote(review.by)}",
        f"on: {review.on.isoformat()}",
        f"words: {_quote(review.words)}",
    )
    return "  - " + "\n    ".join(lines) + "\n"


def _quote(text: str) -> str:
    """Return a text in quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def read_head(folders: Folders, locale: str) -> str:
    """Return the comment at the head of a locale's file, else the usual one."""
    path = folders.find(reviews_name(locale))
    if path is None:
        return HEAD
    lines = decode_text(path.read_bytes(), reviews_name(locale)).splitlines(keepends=True)
    return "".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines))
