"""The colophon: what an edition says about itself on imprint, covers and feet, all of it true."""

from collections.abc import Iterator
from datetime import date

from booklet.facts.event import EventDay, EventLines
from booklet.facts.gate import Days, may_go, oldest_check
from booklet.facts.insert import INTERNATIONAL, ContactFact
from booklet.facts.phone import HYPHEN, NBSP, keep_together
from booklet.facts.release import Release, last_month
from booklet.look.brand import NOBODY, Brand, Responsible
from booklet.look.partners import Partners
from booklet.text.markup import escape_markup, isolate
from booklet.typeset.brief import Colophon
from booklet.values import Frozen
from booklet.words.cldr import day_of, month_of
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.manuscript import Labels, Manuscript
from booklet.words.review import OWN, REVIEWED
from booklet.words.statements import SILENT, StatementStanding

LICENCE = "SIL Open Font License 1.1"
"""Of all our typefaces; no language has another name for it."""


class People(Frozen):
    """Who translated, who reviewed, who takes responsibility for the words; nobody unless they said so themselves."""

    translator: str = ""
    reviewers: tuple[str, ...] = ()
    responsible: Responsible | None = None


NO_PEOPLE = People()


def make_colophon(
    manuscript: Manuscript,
    state: str,
    printed: tuple[ContactFact, ...],
    made: date,
    real: date | None = None,
    *,
    brand: Brand = NOBODY,
    standing: StatementStanding = SILENT,
    typefaces: tuple[str, ...] = (),
    people: People = NO_PEOPLE,
    version: int = 1,
    release: Release | None = None,
) -> Colophon:
    """Return the lines of an edition made on a day, with who adapted it; `printed` are the contacts it prints.

    Calls are mentioned if they hold on that day and on the real one. `standing` says which persons stand for a
    partner's own words. `typefaces` are named if they differ from those in the label. `release` is that of the
    numbers, if they have one.
    """
    labels, days = manuscript.labels, Days(made, real)
    place = manuscript.country_name if manuscript.country != INTERNATIONAL else ""
    asked, asked_short = release_notes(manuscript, release, made, brand) if release else ("", "")
    is_draft = state not in (REVIEWED, OWN)
    edition = labels["imprint.edition.text"].replace("{language}", labels["language"])
    edition = edition.replace("{place}", place or labels["international"]).replace(
        "{band}", manuscript.band.replace("-", "–")
    )
    edition = edition.replace("{version}", str(version))
    if isbn := brand.isbn(manuscript.band):
        edition = f"{edition} · {labels['imprint.isbn']}{NBSP}{keep_together(isbn)}"
    rows = [
        ("imprint.edition", edition),
        *([_adapter_row(brand)] if brand.name or brand.contact else []),
        ("imprint.made", made.isoformat()),
        ("imprint.words", _words(labels, people) if is_draft else labels["imprint.words.reviewed"]),
        *_people_rows(people),
        ("imprint.numbers", " ".join(filter(None, (_numbers(labels, printed, standing, days), asked)))),
        ("imprint.pictures", labels["imprint.pictures.text"]),
        ("imprint.type", _type(labels, typefaces)),
        ("imprint.licence", labels["imprint.licence.text"]),
    ]
    publisher = labels["publisher.line"].replace("{made}", made.isoformat())
    publisher = publisher.replace("{words}", labels["publisher.draft" if is_draft else "publisher.reviewed"])
    return Colophon(
        imprint=tuple((labels[label], text) for label, text in rows),
        place=place,
        language=labels["language"],
        publisher=publisher,
        checked=_number_note("checked", manuscript, printed, days),
        checked_short=_number_note("checked.short", manuscript, printed, days),
        release=asked,
        release_short=asked_short,
        adapted=_adapter_line(labels, brand),
        brand=brand,
        partners=_partners(brand, manuscript),
    )


def _partners(brand: Brand, manuscript: Manuscript) -> Partners | None:
    """Return what is printed for partners in a language, None if there is nothing."""
    locale = manuscript.locale
    lines = brand.say(SOURCE_LOCALE if locale.is_pseudo else locale.tag)
    if not (brand.logos or lines or brand.stamp):
        return None
    where = next((logo.where for logo in brand.logos if logo.where), brand.funder_where)
    return Partners(brand.logos, lines, brand.stamp, where)


def _words(labels: Labels, people: People) -> str:
    """Return what is said of words in draft: who takes responsibility for them, if anybody does."""
    taken = people.responsible
    if taken is None:
        return labels["imprint.words.draft"]
    said = {"name": taken.name, "role": taken.role, "organisation": taken.organisation, "date": taken.on.isoformat()}
    sentence = labels["imprint.words.responsible"]
    for name, text in (said | {"contact": taken.contact or taken.organisation}).items():
        sentence = sentence.replace(f"{{{name}}}", escape_markup(text))
    return sentence


def _people_rows(people: People) -> Iterator[tuple[str, str]]:
    if people.translator:
        yield "imprint.translator", escape_markup(people.translator)
    if people.reviewers:
        yield "imprint.reviewer", escape_markup(", ".join(people.reviewers))


def _type(labels: Labels, typefaces: tuple[str, ...]) -> str:
    """Return the line on typefaces and their licence: the label if it is about the same ones, else their names."""
    said = labels["imprint.type.text"]
    if all(name in said for name in typefaces):
        return said
    return f"{escape_markup(', '.join(typefaces))} ({LICENCE})"


def _adapter_row(brand: Brand) -> tuple[str, str]:
    """Return the row of the imprint about the partner."""
    label = "imprint.adapted" if brand.name else "imprint.contact"
    return label, " · ".join(escape_markup(part) for part in (brand.name, brand.contact) if part)


def _adapter_line(labels: Labels, brand: Brand) -> str:
    """Return who adapted the edition and how to reach them, as a line of the back cover."""
    name = labels["publisher.adapted"].replace("{name}", escape_markup(brand.name)) if brand.name else ""
    return " · ".join(part for part in (name, escape_markup(brand.contact)) if part)


def _numbers(labels: Labels, printed: tuple[ContactFact, ...], standing: StatementStanding, days: Days) -> str:
    """Return what is known about the printed numbers, and about a partner's own words."""
    if standing.unconfirmed or not may_go(printed, standing.calls, days):
        return labels["imprint.numbers.proof"]
    calls = [day for day in (oldest_check(printed, days.made), *standing.calls) if day]
    if not calls:
        return labels["imprint.numbers.none"]
    return labels["imprint.numbers.checked"].replace("{date}", min(calls).isoformat())


def _number_note(key: str, manuscript: Manuscript, printed: tuple[ContactFact, ...], days: Days) -> str:
    """Return the note on when numbers were checked, by month and year; a proof has none, since its band says it."""
    if not may_go(printed, (), days):
        return ""
    labels, checked = manuscript.labels, oldest_check(printed, days.made)
    return labels[f"{key}.on"].replace("{date}", _month(checked, manuscript)) if checked else labels[f"{key}.none"]


def release_notes(manuscript: Manuscript, release: Release, made: date, brand: Brand) -> tuple[str, str]:
    """Return until which month numbers hold, with the address to ask at that ends in the code, and with the code alone.

    Both are the same if the brand names no address.
    """
    labels = manuscript.labels
    until = labels["release.until"].replace("{date}", _month(last_month(release.ends, made), manuscript))
    code = isolate(release.code.replace("-", HYPHEN))
    where = isolate(f"{brand.checked_at.partition('://')[2]}/{release.code}")
    asked = labels["release.ask"].replace("{address}", where) if brand.checked_at else code
    return f"{until} · {asked}", f"{until} · {code}"


def _month(day: date, manuscript: Manuscript) -> str:
    """Return a month and its year, in the order and the form that the language has for them."""
    locale, label = manuscript.locale, manuscript.labels[f"month.{day:%m}"]
    is_english = locale.is_pseudo or locale.tag == SOURCE_LOCALE
    return (not is_english and month_of(locale.tag, day)) or f"{label} {day.year}"


def event_lines(manuscript: Manuscript, event: EventDay) -> EventLines:
    """Return what posters and cards say about Safer Internet Day, as markup; the date stays on one line."""
    labels, tag = manuscript.labels, manuscript.locale.tag
    day = day_of(tag, event.day) or event.day.isoformat()
    said = labels["event.line"].replace("{event}", labels["event.name"]).replace("{date}", day.replace(" ", NBSP))
    theme = event.theme(tag)
    return EventLines(said, isolate(theme.text), theme.where) if theme else EventLines(said)
