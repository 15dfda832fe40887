"""The colophon: what an edition says of itself on imprint, covers and feet, and nothing that is not so."""

from datetime import date

from booklet.brand import NOBODY, Brand
from booklet.insert import INTERNATIONAL, Insert
from booklet.localise import NBSP, unbroken
from booklet.manuscript import Labels, Manuscript
from booklet.review import STATES
from booklet.text.markup import escape_markup
from booklet.typeset.brief import Colophon


def make_colophon(manuscript: Manuscript, state: str, insert: Insert, made: date, *, brand: Brand = NOBODY) -> Colophon:
    """Return the lines of an edition made on a day, and who adapted it."""
    labels = manuscript.labels
    place = manuscript.country_name if insert.country != INTERNATIONAL else ""
    is_draft = state != STATES[-1]  # the imprint says: by a child-protection worker
    edition = labels["imprint.edition.text"].replace("{language}", labels["language"])
    edition = edition.replace("{place}", place or labels["international"]).replace(
        "{band}", manuscript.band.replace("-", "–")
    )
    if isbn := brand.isbn(manuscript.band):
        edition = f"{edition} · {labels['imprint.isbn']}{NBSP}{unbroken(isbn)}"
    rows = [
        ("imprint.edition", edition),
        *([_adapted_row(brand)] if brand.name or brand.contact else []),
        ("imprint.made", made.isoformat()),
        ("imprint.words", labels["imprint.words.draft" if is_draft else "imprint.words.reviewed"]),
        ("imprint.numbers", _numbers(labels, insert, brand)),
        ("imprint.pictures", labels["imprint.pictures.text"]),
        ("imprint.type", labels["imprint.type.text"]),
        ("imprint.licence", labels["imprint.licence.text"]),
    ]
    publisher = labels["publisher.line"].replace("{made}", made.isoformat())
    publisher = publisher.replace("{words}", labels["publisher.draft" if is_draft else "publisher.reviewed"])
    return Colophon(
        imprint=tuple((labels[label], text) for label, text in rows),
        place=place,
        language=labels["language"],
        publisher=publisher,
        checked=_checked(labels, insert),
        adapted=_adapted(labels, brand),
        brand=brand,
    )


def _adapted_row(brand: Brand) -> tuple[str, str]:
    """Return the imprint's row on a brand."""
    label = "imprint.adapted" if brand.name else "imprint.contact"
    return label, " · ".join(escape_markup(part) for part in (brand.name, brand.contact) if part)


def _adapted(labels: Labels, brand: Brand) -> str:
    """Return who adapted the edition and how to reach it, as a line of the back cover."""
    name = labels["publisher.adapted"].replace("{name}", escape_markup(brand.name)) if brand.name else ""
    return " · ".join(part for part in (name, escape_markup(brand.contact)) if part)


def _numbers(labels: Labels, insert: Insert, brand: Brand) -> str:
    """Return what is known of the numbers of an insert, and of those in a partner's own lines."""
    if not (insert.is_confirmed and brand.is_confirmed):
        return labels["imprint.numbers.proof"]
    days = [day for day in (oldest_check(insert), *brand.calls) if day]
    if not days:
        return labels["imprint.numbers.none"]
    return labels["imprint.numbers.checked"].replace("{date}", min(days).isoformat())


def _checked(labels: Labels, insert: Insert) -> str:
    """Return the note on numbers; a proof needs none, its band says it."""
    checked = oldest_check(insert)
    if checked:
        return labels["checked.on"].replace("{date}", f"{checked:%Y-%m}")
    return labels["checked.none"] if insert.is_confirmed else ""


def oldest_check(insert: Insert) -> date | None:
    """Return the day of the oldest call among the printed numbers, if all of them were called."""
    printed = [contact for contact in insert.contacts if contact.numbers and contact.is_printable]
    days = [contact.checked.on for contact in printed if contact.checked]
    return min(days) if days and len(days) == len(printed) else None
