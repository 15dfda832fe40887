"""Who has read which words: a named person signs for some, or takes responsibility for all of a language and band."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from booklet.api.telling import Tell
from booklet.errors import Finding, SourceError, Where, did_you_mean, raise_errors
from booklet.facts.gate import Days
from booklet.facts.insert import INTERNATIONAL
from booklet.make.build import check
from booklet.make.lasting import lock_path, write_lasting
from booklet.make.output import check_folder, write_whole
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.wording import list_progress
from booklet.project.confirmations import write_confirmations
from booklet.sources.load import Sources
from booklet.sources.reviews import read_head, read_reviews, reviews_path, reviews_text
from booklet.values import replace
from booklet.words.catalogue import translator_of
from booklet.words.guide import KIT, SEVERAL, TALK, Guide
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.responsible import confirmation_of
from booklet.words.review import (
    BACK,
    ROLES,
    Signature,
    TopicStanding,
    find_lowest_state,
    find_other_roles,
    hash_words,
    is_person,
    roles_of,
    sign,
    standings,
)

__all__ = [
    "ROLES",
    "SOURCE_LOCALE",
    "TopicStanding",
    "find_lowest_state",
    "guide_of",
    "list_progress",
    "reviews_of",
    "sign_for",
    "standings_of",
    "take_responsibility",
    "topics_asked",
    "write_sheet",
]


def standings_of(sources: Sources, locale: str, tell: Tell) -> tuple[TopicStanding, ...]:
    """Return the state of every topic of a locale; raise `SourceError` with all faults of its reviews."""
    signatures = reviews_of(sources, locale, tell)
    return standings(guide_of(sources, locale), signatures, is_source=locale == SOURCE_LOCALE)


def guide_of(sources: Sources, locale: str) -> Guide:
    """Return the words of a locale; raise `SourceError` if the guide does not exist in it."""
    if sources.locale(locale).is_pseudo:
        message = f'"{locale}" is made from the words of {SOURCE_LOCALE} and has none of its own'
        raise SourceError(Finding("pseudo-locale", Where("--locale"), message, f"ask for {SOURCE_LOCALE}"))
    return sources.translated_guide(locale).guide


def reviews_of(sources: Sources, locale: str, tell: Tell) -> tuple[Signature, ...]:
    """Return the signatures of a locale and print those whose topic is gone; raise `SourceError` with all faults."""
    findings: list[Finding] = []
    signatures = read_reviews(sources.folders, locale, guide_of(sources, locale), findings)
    raise_errors(findings)
    tell(findings)
    return signatures


def topics_asked(sources: Sources, locale: str, topics: Sequence[str], band: str | None) -> list[tuple[str, str]]:
    """Return the topics asked for, each with every band, or all; raise `SourceError` with the unknown."""
    guide = guide_of(sources, locale)
    bands = (band,) if band else guide.every_band
    if band and band not in guide.every_band:
        message = f'there is no band "{band}"'
        raise SourceError(Finding("unknown-band", Where("--band"), message, did_you_mean(band, guide.every_band)))
    pairs = [(topic, band) for band in bands for topic in hash_words(guide, band)]
    known = {topic for topic, _ in pairs}
    raise_errors(
        Finding("unknown-topic", Where("TOPIC"), f'there is no topic "{topic}"', did_you_mean(topic, known))
        for topic in topics
        if topic not in known
    )
    return [pair for pair in pairs if not topics or pair[0] in topics]


def sign_for(
    sources: Sources,
    locale: str,
    topics: Sequence[str],
    band: str | None,
    *,
    role: str,
    by: str,
    days: Days,
    tell: Tell,
) -> None:
    """Add a named person's signature of topics and write the file anew; of two who sign at once, both stay.

    Raises `SourceError` if the name cannot be a person's, no topic is named, there is no such role, the day has not
    come, or the person has signed the same words in another role.
    """
    by = " ".join(by.split())
    guide = guide_of(sources, locale)
    fixed = {message.id for message in guide.messages}
    raise_errors(_find_signature_faults(topics, role, by, locale, fixed, days))
    raise_errors(_find_translator(sources, locale, role, by))
    every = topics_asked(sources, locale, topics, band)
    asked = [(topic, each) for topic, each in every if role in roles_of(each)]
    if not asked:
        message, hint = f'nobody signs words of {every[0][1]} as "{role}"', did_you_mean(role, roles_of(every[0][1]))
        raise SourceError(Finding("unknown-role", Where("--role"), message, hint))
    path = reviews_path(sources.folders, locale)
    check_folder(path.parent)
    with lock_path(path):
        signatures = reviews_of(sources, locale, tell)
        for topic, each in asked:
            new = Signature(topic, each, role, by, days.made, hash_words(guide, each)[topic])
            raise_errors(_find_other_roles(signatures, new))
            signatures = sign(signatures, new)
        text = reviews_text(signatures, read_head(sources.folders, locale))
        write_lasting(path, text.encode())


def _find_signature_faults(
    topics: Sequence[str], role: str, by: str, locale: str, fixed: Iterable[str], days: Days
) -> Iterator[Finding]:
    """Yield what a signature lacks."""
    if role not in ROLES:
        message = f'there is no role "{role}"' if role else "a name without a role"
        yield Finding("unknown-role", Where("--role"), message, did_you_mean(role, ROLES))
    if not is_person(by):
        hint = "write --by and the name of who has read the words"
        yield Finding("no-person", Where("--by"), "only a person may sign", hint)
    if not topics:
        hint = "name the topics that were read"
        yield Finding("no-topic", Where("TOPIC"), "topics are signed one by one", hint)
    if days.real and days.made > days.real:
        yield Finding("day-ahead", Where("--on"), f"{days.made} has not come", "write the day on which it was read")
    if role == BACK and locale == SOURCE_LOCALE:
        yield Finding("no-translation", Where("--locale"), "nobody translated these words", "name a translation")
    strange = [topic for topic in topics if (topic in fixed) != (role == BACK)]
    if strange and role in ROLES:
        names = ", ".join(sorted(fixed))
        what = f"fixed messages alone are translated back ({names}); they are signed with the pages that print them"
        yield Finding("wrong-topic", Where("TOPIC"), f'a {role} does not sign "{strange[0]}"', what)


def _find_translator(sources: Sources, locale: str, role: str, by: str) -> Iterator[Finding]:
    """Yield that who translated words back has made them."""
    maker = translator_of(sources.translated_guide(locale).catalogue)
    if role == BACK and maker.casefold() == by.casefold():
        hint = "let another person do it, who has not seen the English"
        yield Finding("same-person", Where("--by"), f"{by} has translated these words", hint)


def _find_other_roles(signatures: Iterable[Signature], new: Signature) -> Iterator[Finding]:
    for role in find_other_roles(signatures, new):
        message = f'{new.by} has signed "{new.topic}", {new.band}, as {role} already'
        yield Finding("one-person", Where("--by"), message, "let another person read it")


def take_responsibility(sources: Sources, locale: str, band: str, *, by: str, real: date) -> str:
    """Write down that the person named in `brand.yaml` takes responsibility for the words of today; return until when.

    It is no review. Raises `SourceError` if `brand.yaml` names nobody or somebody else, or its day has not come or is
    more than twelve months ago.
    """
    topics_asked(sources, locale, (), band)
    project, taken = sources.folders.project, sources.brand.find_responsible(locale, band)
    if project is None or taken is None:
        message = f"nobody is named under words: for {locale}, {band}"
        hint = "write the person, role, organisation, date, locale, bands and read: yes there first"
        raise SourceError(Finding("nobody-responsible", Where("brand.yaml"), message, hint))
    if " ".join(by.split()) != taken.name:
        hint = f"only {taken.name} can do this, with --by and the same name"
        raise SourceError(Finding("other-person", Where("--by"), f"{taken.where} names {taken.name}", hint))
    if not taken.holds(real):
        message = f"{taken.on} has not come" if taken.on > real else f"{taken.on} is more than twelve months ago"
        raise SourceError(Finding("wrong-day", taken.where, message, "write the day on which every page was read"))
    write_confirmations(project, [confirmation_of(taken, band, sources.hash_words(locale, band))])
    return taken.ends.isoformat()


def write_sheet(sources: Sources, locale: str, band: str, topics: Sequence[str], days: Days, folder: Path) -> Path:
    """Write the form on paper on which people sign words, and return its path.

    It has the pages of the booklet, or the pages, posters and cards that are named; of a translation, the fixed
    messages come first. Raises `SourceError` for unknown names, `OutputError` if it cannot be written.
    """
    from booklet.translators.reviewsheet import review_sheet

    topics_asked(sources, locale, topics, band)
    products = tuple(
        product
        for product in ("booklet", *sorted(SEVERAL), KIT)
        if product == "booklet" or set(topics) & set(sources.guide.items(product, band))
    )
    asked = Wanted(products, (locale,), (INTERNATIONAL,), (band,), ("screen",))
    jobs = plan_jobs(asked, sources)
    if deck := tuple(item for item in sources.guide.items(TALK, band) if item in topics):
        jobs += plan_jobs(replace(asked, products=("card",), items=deck), sources)
    documents = check(jobs, sources, days.made, days.real)
    codes = hash_words(guide_of(sources, locale), band)
    data = review_sheet(documents, sources, codes, topics, days.made)
    named = "_".join(topics[:3]) if topics else "all"
    path = folder / f"review_{locale}_{band}_{named}.pdf"
    check_folder(folder)
    write_whole(path, data)
    return path
