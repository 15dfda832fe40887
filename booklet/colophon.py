"""The colophon: what an edition says of itself on imprint, covers and feet, and nothing that is not so."""

from datetime import date

from booklet.guide import Guide
from booklet.insert import INTERNATIONAL, Insert
from booklet.manuscript import Labels, Manuscript
from booklet.typeset.brief import Colophon


def make_colophon(manuscript: Manuscript, guide: Guide, insert: Insert, made: date) -> Colophon:
    """Return the lines of an edition made on a day."""
    labels = manuscript.labels
    place = manuscript.country_name if insert.country != INTERNATIONAL else ""
    is_draft = guide.review == "draft"
    edition = labels["imprint.edition.text"].replace("{language}", labels["language"])
    edition = edition.replace("{place}", place or labels["international"]).replace(
        "{band}", manuscript.band.replace("-", "–")
    )
    rows = [
        ("imprint.edition", edition),
        ("imprint.made", made.isoformat()),
        ("imprint.words", labels["imprint.words.draft" if is_draft else "imprint.words.reviewed"]),
        ("imprint.numbers", _numbers(labels, insert)),
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
    )


def _numbers(labels: Labels, insert: Insert) -> str:
    checked = oldest_check(insert)
    if checked:
        return labels["imprint.numbers.checked"].replace("{date}", checked.isoformat())
    return labels["imprint.numbers.none" if insert.is_confirmed else "imprint.numbers.proof"]


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
