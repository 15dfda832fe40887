"""How far the words of a file are: page by page, who has signed them, and who takes responsibility for the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from booklet.facts.gate import Days
from booklet.facts.insert import INTERNATIONAL
from booklet.jobs import Job, usual_layout
from booklet.look.brand import Responsible
from booklet.look.layout import NOTES, Layout
from booklet.sources.load import Sources
from booklet.values import Frozen
from booklet.words.guide import KIT, SEVERAL
from booklet.words.review import (
    DRAFT,
    LABELS,
    MACHINE,
    OWN,
    RESPONSIBLE,
    REVIEWED,
    ROLES,
    STATES,
    Signature,
    TopicStanding,
    find_lowest_state,
    is_fixed,
    join_hashes,
    reviewers,
)


class PageState(Frozen):
    """The state of the words on a page (from 0): its topic, who signed it, which roles are missing."""

    page: int
    topic: str
    state: str
    signed: tuple[Signature, ...] = ()
    missing: tuple[str, ...] = ()


class WordsState(Frozen):
    """The state of the words of a file in one language, which is that of its lowest page, and what it rests on."""

    state: str = DRAFT
    pages: tuple[PageState, ...] = ()
    responsible: Responsible | None = None
    reviewers: tuple[str, ...] = ()
    of: str = ""
    """A hash of the words that the state is about."""

    @property
    def is_draft(self) -> bool:
        """Whether the file bears the mark of words in draft, if it is no proof."""
        return self.state in (DRAFT, RESPONSIBLE)


NO_WORDS = WordsState()
"""Of a document that was joined from others: each language has its own."""


def find_words_state(topics: Sequence[str], job: Job, sources: Sources, days: Days) -> WordsState:
    """Return the state of the words on some pages, each given by its topic; raise `SourceError` for faulty reviews."""
    known = {standing.topic: standing for standing in sources.standings(job.locale) if standing.band == job.band}
    own = own_topics(sources)
    pages = tuple(_page_state(page, topic, known, own) for page, topic in enumerate(topics) if topic)
    ours = [known[name] for name in dict.fromkeys((*topics, LABELS)) if name in known and name not in own]
    hashes = sources.topic_hashes(job.locale, job.band)
    of = join_hashes({standing.topic: hashes[standing.topic] for standing in ours})
    if pages and all(page.state == OWN for page in pages):
        return WordsState(OWN, pages, of=of)
    state, taken = find_lowest_state(ours), None
    if state == DRAFT:
        taken = sources.find_responsible(job.locale, job.band, filter(None, (days.made, days.real)))
        state = RESPONSIBLE if taken else DRAFT
    return WordsState(state, pages, taken, reviewers(ours), of)


def own_topics(sources: Sources) -> frozenset[str]:
    """Return the topics of a partner's own pages and cards."""
    own = sources.own
    return frozenset((*(page.topic.id for page in own.pages), *(card.topic.id for card in own.cards)))


def _page_state(page: int, topic: str, known: dict[str, TopicStanding], own: frozenset[str]) -> PageState:
    if topic in own:
        return PageState(page, topic, OWN)
    standing = known.get(topic)
    if standing is None:
        return PageState(page, topic, DRAFT)
    return PageState(page, topic, standing.state, standing.signed, standing.missing)


def topics_on(layout: Layout, item: str) -> tuple[str, ...]:
    """Return the topic on each page of a layout, "" where none is."""
    return tuple("" if plan.master == NOTES else plan.place or item for plan in layout.pages)


def merge_states(states: Iterable[WordsState]) -> str:
    """Return the state of a file in several languages, which is that of the lowest."""
    return min((one.state for one in states), key=lambda state: STATES.index(state) if state in STATES else len(STATES))


def words_line(states: Iterable[WordsState]) -> str:
    """Return the states of a file's words in each language, each with the hash of these words, for its metadata."""
    return "+".join(f"{one.state}:{one.of}" for one in states)


def why_words_fail(line: str, now: Iterable[WordsState]) -> str:
    """Return why what a file says of its words holds no more, "" if it does.

    `now` are the states of the words of today. Words that have changed since are not those of the file.
    """
    for said, today in zip(line.split("+"), now, strict=False):
        state, _, of = said.partition(":")
        if of == today.of and state == REVIEWED != today.state:
            return "somebody who had signed its words does so no more"
        if of == today.of and state == RESPONSIBLE and today.state not in (RESPONSIBLE, REVIEWED):
            return "nobody takes responsibility for its words any more"
    return ""


def words_entry(words: WordsState, locale: str) -> dict[str, object]:
    """Return the state of words as values for JSON: of each page, who and when."""
    taken = words.responsible
    entry: dict[str, object] = {"locale": locale, "state": words.state}
    if taken:
        entry["responsible"] = {
            "name": taken.name,
            "role": taken.role,
            "organisation": taken.organisation,
            "on": taken.on.isoformat(),
            "until": taken.ends.isoformat(),
        }
    return entry | {"pages": list(_page_entries(words.pages))}


def _page_entries(pages: Iterable[PageState]) -> Iterator[dict[str, object]]:
    for page in pages:
        signed = [{"role": one.role, "by": one.by, "on": one.on.isoformat()} for one in page.signed]
        entry = {"page": page.page + 1, "topic": page.topic, "state": page.state, "signed": signed}
        yield entry | {"missing": list(page.missing)}


def list_progress(sources: Sources, locale: str, found: Sequence[TopicStanding]) -> Iterator[str]:
    """Yield a line for each band of a locale: how many pages are signed, and who is missing where."""
    for band, group in groupby(found, key=lambda standing: standing.band):
        known = {standing.topic: standing for standing in group}
        yield f"{band} {locale}: {'; '.join(_progress(sources, band, known))}"


def list_signatures(found: Iterable[TopicStanding]) -> Iterator[str]:
    """Yield a line for each topic that somebody has signed: who, and when."""
    for standing in found:
        if standing.signed:
            signed = "; ".join(f"{one.role}, {one.by}, {one.on.isoformat()}" for one in standing.signed)
            yield f"{standing.topic}, {standing.band}: {standing.state}; {signed}"


def _progress(sources: Sources, band: str, known: Mapping[str, TopicStanding]) -> Iterator[str]:
    """Yield the parts of a line."""
    open_messages = [topic for topic, standing in known.items() if standing.state == MACHINE and is_fixed(standing)]
    if open_messages:
        yield f"machine, since nobody has translated back {', '.join(open_messages)}"
    layout = sources.layout(usual_layout("booklet", INTERNATIONAL, band=band)).for_band(band)
    places = ((topic, page + 1) for page, plan in enumerate(layout.pages) for topic in (plan.place, plan.otherwise))
    pages = {topic: page for topic, page in places if topic in known}
    signed = [topic for topic in pages if not known[topic].missing]
    yield f"{len(signed)} of {len(pages)} pages signed"
    roles: dict[tuple[int, ...], list[str]] = {}
    for role in ROLES:
        if missing := tuple(sorted(pages[topic] for topic in pages if role in known[topic].missing)):
            roles.setdefault(missing, []).append(role.replace("-", " "))
    for missing, names in roles.items():
        where = "all" if len(missing) == len(pages) else _as_ranges(missing)
        yield f"missing {', '.join(names)} on {where}"
    for product in sorted(SEVERAL):
        items = [known[item] for item in sources.guide.items(product, band) if item in known]
        done = sum(not standing.missing for standing in items)
        if items:
            yield f"{done} of {len(items)} {product}s signed"
    papers = [known[item] for item in sources.guide.items(KIT, band) if item in known]
    if papers:
        yield f"{sum(not standing.missing for standing in papers)} of {len(papers)} papers of the kit signed"
    if LABELS in known and known[LABELS].missing:
        yield f"{LABELS} not signed"


def _as_ranges(numbers: Sequence[int]) -> str:
    """Return numbers, which are in order, as a reader would list them.

    >>> _as_ranges([3, 18, 20, 21, 21, 22])
    '3, 18, 20-22'
    """
    runs = groupby(enumerate(dict.fromkeys(numbers)), key=lambda pair: pair[1] - pair[0])
    found = [[number for _, number in run] for _, run in runs]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)
