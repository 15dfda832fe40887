"""Exactly these words, exactly these pages: what people read before they sign, and the fingerprint of it.

A fingerprint belongs to what was read and to nothing else: saving without a change leaves it, one letter ends it. That
of words is the one that `api.reviews.sign_for` writes; that of pages leaves out what calls and signatures change.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from booklet.api.building import place_all
from booklet.api.clock import days_of
from booklet.api.project import Project
from booklet.api.reviews import guide_of, topics_asked
from booklet.errors import Finding, SourceError, Where
from booklet.facts.fingerprint import fingerprint
from booklet.facts.gate import CallState
from booklet.facts.law import Law, LawLine
from booklet.jobs import Job
from booklet.make.printed import PrintedPage, list_printed_pages
from booklet.sources.folders import country_file
from booklet.text.markup import plain_text
from booklet.values import Frozen
from booklet.words.guide import KIT, Guide
from booklet.words.reading import ReadLine, list_read, title_of
from booklet.words.review import LABELS, ROLES, STATES, hash_words, join_hashes
from booklet.words.wordings import split_phrases

__all__ = [
    "FileStanding",
    "Law",
    "LawLine",
    "LineChange",
    "PrintedPage",
    "ReadLine",
    "TopicToRead",
    "compare_lines",
    "fingerprint_of_pages",
    "fingerprint_of_words",
    "job_to_read",
    "law_to_read",
    "pages_to_read",
    "read_aloud",
    "words_to_read",
]


class TopicToRead(Frozen):
    """The words of a topic in a locale and a band, line by line, and the hash that a signature of them has.

    `title` and its `english` are without markup, "" for fixed messages and labels. `kind` is page, poster, card,
    message or labels.
    """

    topic: str
    band: str
    kind: str
    title: str
    english: str
    of: str
    lines: tuple[ReadLine, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it is a fixed message, which one person alone signs: who has translated it back."""
        return self.kind == "message"


class FileStanding(Frozen):
    """How far a file is: why it is a PROOF ("" if it is none), the state of its words, and what its numbers are worth.

    `missing` are the roles in which somebody has yet to sign `unsigned` of its topics; `to_confirm` is how many of a
    partner's own words and pictures nobody has looked at; `until` is the first day on which its oldest call counts no
    more.
    """

    why: str
    words: str
    missing: tuple[str, ...]
    unsigned: int
    to_confirm: int
    numbers: CallState
    until: date | None


class LineChange(Frozen):
    """A line that is no longer what it was: `before` is "" if it is new, `now` if it is gone."""

    id: str
    before: str
    now: str
    english: str = ""


def words_to_read(project: Project, locale: str, band: str, topics: Sequence[str] = ()) -> tuple[TopicToRead, ...]:
    """Return the words of topics, of all if none is named, as a person reads them before signing.

    Raises `SourceError` for an unknown band or topic, and with all faults of the words.
    """
    sources = project.sources
    asked = dict.fromkeys(topic for topic, _ in topics_asked(sources, locale, topics, band))
    guide, english = guide_of(sources, locale), sources.guide
    hashes = hash_words(guide, band)
    return tuple(
        TopicToRead(
            topic,
            band,
            _kind_of(topic, guide),
            read_aloud(title_of(guide, band, topic)),
            read_aloud(title_of(english, band, topic)),
            hashes[topic],
            list_read(guide, band, topic, english),
        )
        for topic in asked
    )


def _kind_of(topic: str, guide: Guide) -> str:
    if topic == LABELS:
        return "labels"
    if topic in guide.fixed:
        return "message"
    kinds = {"poster": guide.posters, "card": (*guide.cards, *guide.talks), KIT: guide.kit}
    return next((kind for kind, topics in kinds.items() if topic in {one.id for one in topics}), "page")


def read_aloud(words: str) -> str:
    r"""Return words as a reader sees them, without markup; placeholders stay.

    >>> read_aloud("It is not | your *fault*, {name}.")
    'It is not your fault, {name}.'
    """
    return plain_text("".join(split_phrases(words)))


def fingerprint_of_words(topics: Iterable[TopicToRead]) -> str:
    """Return one fingerprint of the words of some topics of a locale and band."""
    return join_hashes({f"{one.topic} {one.band}": one.of for one in topics})


def compare_lines(before: Iterable[ReadLine], now: Iterable[ReadLine]) -> tuple[LineChange, ...]:
    """Return the lines that differ, those of today in their order and then those that are gone.

    A line is known by its id; one that has only moved is no change.
    """
    old, new = ({line.id: line for line in lines} for lines in (before, now))
    changed = [
        LineChange(id, old[id].words if id in old else "", line.words, line.english)
        for id, line in new.items()
        if id not in old or old[id].words != line.words
    ]
    gone = [LineChange(id, line.words, "", line.english) for id, line in old.items() if id not in new]
    return (*changed, *gone)


def law_to_read(project: Project, country: str) -> Law:
    """Return the law of a country as a signer reads it; its `read` is the fingerprint that `sign_law` asks for.

    Raises `SourceError` with all faults of the file, or if it says nothing of the law.
    """
    law = project.sources.insert(country).legal
    if not law.lines:
        hint = "write lines that rest on facts with sources first"
        raise SourceError(Finding("law-empty", Where(country_file(country)), "it has no line on the law", hint))
    return law


def pages_to_read(project: Project, job: Job) -> tuple[PrintedPage, ...]:
    """Return the pages of a job, each with a digest of all that is printed on it.

    Calls, signatures, the day of making and the marks of a PROOF or draft change no digest; words, numbers, pictures,
    inks and places do. Raises `SourceError` with all faults.
    """
    return list_printed_pages(job, project.sources)


def job_to_read(project: Project, job: Job, day: date | None = None) -> FileStanding:
    """Return how far the file of a job is on a day, today if it is left out; raise `SourceError` with all faults."""
    (document,) = place_all([job], project.sources, days_of(day))
    halves = [half.words for half in document.halves]
    roles = dict.fromkeys(role for words in halves for page in words.pages for role in page.missing)
    topics = {page.topic for words in halves for page in words.pages if page.missing}
    return FileStanding(
        why=document.why,
        words=min((words.state for words in halves), key=_rank),
        missing=tuple(role for role in ROLES if role in roles),
        unsigned=len(topics),
        to_confirm=len(document.standing.unconfirmed),
        numbers=project.country(job.country, day).numbers,
        until=project.country(job.country, day).until,
    )


def _rank(state: str) -> int:
    """Return the place of a state of words: those of a partner's own pages, which nobody signs for us, come last."""
    return STATES.index(state) if state in STATES else len(STATES)


def fingerprint_of_pages(pages: Iterable[PrintedPage]) -> str:
    """Return one fingerprint of pages."""
    pages = tuple(pages)
    return "".join(fingerprint((part, *(f"{page.number} {page.of}" for page in pages))) for part in "ab")
