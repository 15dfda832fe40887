"""What keeps a file from readers, or its words a draft: each reason with whom or what it is about, for who can act."""

from collections.abc import Iterable, Iterator

from booklet.facts.gate import FIT_FOR_READERS, Days, contact_state, holds, may_say
from booklet.make.document import Document
from booklet.make.placing import LEGAL
from booklet.sources.load import Sources
from booklet.values import Frozen, replace
from booklet.words.catalogue import gaps_of
from booklet.words.review import MACHINE

CALL, LOOK, LAW, WORDS, RULES, BACK, PSEUDO = (
    *("call", "look", "law", "words", "rules", "back-translation"),
    "pseudo-locale",
)
"""What makes a proof: a number to call, a partner's own words to look at, a lawyer's signature, English words ..."""

SIGNATURE = "signature"
"""What makes a draft: readers who have not signed yet."""


class Reason(Frozen):
    """One reason: its kind, where it applies ("": everywhere), and the names of what it is about.

    `names` are contacts, places of own words, messages or topics. `state` is that of a call.
    """

    kind: str
    country: str = ""
    locale: str = ""
    band: str = ""
    names: tuple[str, ...] = ()
    state: str = ""

    @property
    def is_proof(self) -> bool:
        """Whether it makes a PROOF, which must not go to readers; else it makes a draft, which may."""
        return self.kind != SIGNATURE


def list_reasons(document: Document, sources: Sources, days: Days) -> tuple[Reason, ...]:
    """Return everything that keeps a placed job from being final, not only what its mark says."""
    return tuple(dict.fromkeys(reason for half in document.halves for reason in _list_of(half, sources, days)))


def merge_reasons(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons in order; those that differ in their names alone become one."""
    found: dict[Reason, dict[str, None]] = {}
    for one in reasons:
        found.setdefault(replace(one, names=()), {}).update(dict.fromkeys(one.names))
    return tuple(replace(one, names=tuple(names)) for one, names in found.items())


def _list_of(document: Document, sources: Sources, days: Days) -> Iterator[Reason]:
    job, words = document.job, document.words
    locale = sources.locale(job.locale)
    if locale.is_pseudo:
        yield Reason(PSEUDO, locale=job.locale)
        return
    if gaps := _find_gaps(document, sources):
        yield Reason(WORDS, locale=job.locale, band=job.band, names=gaps)
    if breaches := sources.own_breaches(job.locale):
        yield Reason(RULES, locale=job.locale, names=tuple(dict.fromkeys(str(found.where) for found in breaches)))
    if words.state == MACHINE:
        yield Reason(BACK, locale=job.locale, band=job.band)
    yield from _list_calls(document, days)
    legal = sources.insert(job.country)
    if job.product in LEGAL and legal.law and not may_say(legal.legal, days):
        yield Reason(LAW, country=job.country)
    if words.is_draft:
        missing = tuple(dict.fromkeys(page.topic for page in words.pages if page.missing))
        yield Reason(SIGNATURE, locale=job.locale, band=job.band, names=missing)


def _find_gaps(document: Document, sources: Sources) -> tuple[str, ...]:
    job = document.job
    unmet = sources.unmet_topics(job.country, job.locale)
    of = sources.guide.set_of(job.product, job.item)
    found = gaps_of(sources.translated_guide(job.locale), sources.guide, of, job.band, unmet)
    return tuple(gap.slot.context for gap in found)


def _list_calls(document: Document, days: Days) -> Iterator[Reason]:
    """Yield the numbers that are not confirmed, and the own words that nobody stands for."""
    real = days.real or days.made
    for contact in document.selection.printed:
        states = [contact_state(contact, day) for day in (real, days.made)]
        if unfit := [state for state in states if state not in FIT_FOR_READERS]:
            yield Reason(CALL, country=contact.country, names=(contact.id,), state=str(unfit[0]))
    standing = document.standing
    if standing.unconfirmed:
        yield Reason(LOOK, names=tuple(dict.fromkeys(said.place for said in standing.unconfirmed)))
    elif not (holds(standing.calls, real) and holds(standing.calls, days.made)):
        yield Reason(LOOK)
