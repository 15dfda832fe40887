"""`brand.yaml`: who adapted the guide, as a partner wrote it; whatever cannot be printed as written is a finding."""

import re
from collections.abc import Iterable

from booklet.art.drawing import Drawing
from booklet.art.imported import Imported
from booklet.bands import BANDS
from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.geometry import Size
from booklet.look.brand import (
    LOGO,
    LONGEST_ALT,
    LONGEST_CHECKED_AT,
    LONGEST_CONTACT,
    LONGEST_NAME,
    NOWHERE,
    SAYS_REVIEWED,
    Brand,
    Cover,
    Responsible,
    is_isbn,
    line_fault,
)
from booklet.sources.addresses import address_findings
from booklet.sources.art import ArtFolder
from booklet.sources.check import faces as list_faces
from booklet.sources.confirmed import refuse_old_check
from booklet.sources.exhibits import read_file_name
from booklet.sources.folders import Folders
from booklet.sources.optional import read_optional
from booklet.sources.own_addresses import brand_address_findings
from booklet.sources.partners import read_logos, read_said, read_stamp
from booklet.sources.record import Record
from booklet.sources.yamlfile import Mapping, Node, Sequence, parse_yaml
from booklet.values import replace
from booklet.words.review import is_person

BRAND = "brand.yaml"

_CHECKED_AT = re.compile(r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*")


def read_brand(folders: Folders, art: ArtFolder, accents: Iterable[str], findings: list[Finding]) -> Brand:
    """Return the brand of a project, an empty one if it has no such files; faults go to `findings`.

    `accents` are the inks to choose from.
    """
    logo = _logo(art, findings)
    return _read_brand(read_optional(folders, BRAND, findings), logo, art, accents, findings)


def find_brand_faults(text: str, folders: Folders, art: ArtFolder, accents: Iterable[str]) -> list[Finding]:
    """Return all that is to be said of the text of a brand; raise `SourceError` if it is no YAML at all."""
    node, findings = parse_yaml(text, BRAND)
    brand = _read_brand(node, None, art, accents, findings)
    findings += brand_address_findings(folders, replace(brand, contact=""))
    where = node.keys.get("contact", brand.where) if isinstance(node, Mapping) else brand.where
    findings += brand_address_findings(folders, Brand(contact=brand.contact, where=where))
    return findings


def _read_brand(
    node: Node, logo: Drawing | Imported | None, art: ArtFolder, accents: Iterable[str], findings: list[Finding]
) -> Brand:
    with Record(node, findings, BRAND) as record:
        name, contact = _line(record, "name", LONGEST_NAME), _line(record, "contact", LONGEST_CONTACT)
        refuse_old_check(record)
        return Brand(
            name=name,
            contact=contact,
            isbns=_isbns(record),
            logo=Size(logo.width, logo.height) if logo else None,
            has_pixels=isinstance(logo, Imported) and logo.is_pixels,
            short=_line(record, "short", LONGEST_NAME),
            accent=_accent(record, tuple(accents)),
            where=record.place("name"),
            responsible=_list_responsible(record, findings),
            cover=_cover(record, art, findings),
            checked_at=_checked_at(record),
            logos=read_logos(record, art),
            funder=read_said(record, "funder"),
            disclaimer=read_said(record, "disclaimer"),
            stamp=read_stamp(record),
            funder_where=record.place("funder") if "funder" in record else NOWHERE,
        )


def _checked_at(record: Record) -> str:
    """Return the address to which the code of a release is added, "" if there is none or it cannot be printed so."""
    address, where = _line(record, "checked_at", LONGEST_CHECKED_AT).rstrip("/"), record.place("checked_at")
    faults = list(address_findings(address, where)) if address else []
    if address and not faults and not _CHECKED_AT.fullmatch(address):
        hint = "write an address such as https://example.org/right, without ? and #: the code is added behind a slash"
        faults.append(Finding("wrong-address", where, f'no code can be added to "{address}"', hint))
    for fault in faults:
        record.fault(fault.code, where, fault.message, fault.hint)
    return "" if faults else address


def _list_responsible(record: Record, findings: list[Finding]) -> tuple[Responsible, ...]:
    """Return who takes responsibility for words, from one entry or a list of them."""
    node = record.node("words")
    nodes = node.items if isinstance(node, Sequence) else (node,) if isinstance(node, Mapping) else ()
    if node is not None and not nodes:
        record.fault(
            "wrong-type", record.place("words"), '"words" must be keys with values, or a list', "see the README"
        )
    found: list[Responsible] = []
    for each in nodes:
        with Record(each, findings, '"words"') as entry:
            if taken := _responsible(entry):
                _report_twice(entry, taken, found)
                found.append(taken)
    return tuple(found)


def _responsible(entry: Record) -> Responsible | None:
    """Return who takes responsibility, None if anything is missing: half a promise is none."""
    locale, contact = entry.text("locale").strip(), _line(entry, "contact", LONGEST_CONTACT)
    bands = tuple(band.strip() for band in entry.texts("bands"))
    strange = [band for band in bands if band not in BANDS]
    if strange or not bands:
        message = f'there is no band "{strange[0]}"' if strange else '"words" names no band'
        entry.fault("unknown-band", entry.place("bands"), message, f"write some of {', '.join(BANDS)}")
    if entry.text("read", "").strip().casefold() != "yes":
        hint = "write read: yes when the person named has read every page of this edition, and not before"
        entry.fault("not-read", entry.place("read"), "nobody says that every page was read", hint)
    with entry.nested_record("responsible") as who:
        name, role = (_line(who, key, LONGEST_NAME) for key in ("name", "role"))
        organisation, on = _line(who, "organisation", LONGEST_NAME), who.day("date")
        if not is_person(name):
            hint = "write the name of the person who takes responsibility; an organisation alone cannot"
            who.fault("no-person", who.place("name"), "the name is none of a person", hint)
        for key, text in (("role", role), ("organisation", organisation), ("date", on)):
            if not text:
                who.fault(
                    "missing-field", who.place(key), f'nobody takes responsibility without "{key}"', f"add {key}:"
                )
        if not (is_person(name) and role and organisation and on and locale and bands and not strange):
            return None
        return Responsible(name, role, organisation, on, locale, bands, contact, who.place("name"))


def _report_twice(entry: Record, taken: Responsible, before: Iterable[Responsible]) -> None:
    for other in before:
        if other.locale == taken.locale and set(other.bands) & set(taken.bands):
            message = f"{taken.locale} has somebody responsible already at {other.where}"
            entry.fault("responsible-twice", taken.where, message, "keep one entry for each language and band")


COVER_SHARE = 1.4
"""How wide a cover is with its bleed, by the width of the text of a page."""

FACES = 4
"""Young people on the tiles of a cover."""


def _cover(record: Record, art: ArtFolder, findings: list[Finding]) -> Cover | None:
    """Return what the front cover shows in place of ours, None if the partner says nothing or it cannot be shown."""
    if "cover" not in record:
        return None
    with record.nested_record("cover") as cover:
        if "tiles" in cover:
            faces, known = cover.texts("tiles"), sorted(list_faces(art))
            strange = [face for face in faces if face not in known]
            if strange or len(faces) != FACES:
                message = f'no face is called "{strange[0]}"' if strange else f"there are {len(faces)} faces"
                hint = did_you_mean(strange[0], known) if strange else f"write {FACES}, such as {known[0]}"
                cover.fault("wrong-cover", cover.place("tiles"), message, hint)
                return None
            return Cover(faces=faces)
        file, alt = read_file_name(cover, "picture"), _line(cover, "alt", LONGEST_ALT)
        if not cover.text("alt", "").strip():
            hint = "say what it shows to somebody who does not see it: alt: A blue door under a tree."
            cover.fault("missing-key", cover.place("alt"), "the picture of the cover has no words", hint)
        where = cover.place("picture")
    if not file:
        return None
    art.note_size(file, COVER_SHARE)
    try:
        picture = art[file]
    except SourceError as error:
        findings += (replace(one, where=where) if one.code == "missing-art" else one for one in error.findings)
        return None
    return Cover(file, alt, picture.height / picture.width) if alt else None


def brand_notes(brand: Brand, *, has_changes: bool) -> list[Finding]:
    """Return notes about a brand for its partner; `has_changes` tells that the partner has words of its own."""
    notes = []
    if has_changes and not brand.name:
        message, hint = "the guide has words of yours, and nobody's name stands on it", "write your name after name:"
        notes.append(Finding("no-name", Where(BRAND), message, hint, Severity.WARNING))
    return [*notes, *_tell_places(brand)]


def _tell_places(brand: Brand) -> list[Finding]:
    """Return notes on which logos and sentences print where, if there are more than one logo."""
    if not (brand.logos or brand.funder or brand.disclaimer or brand.stamp):
        return []
    order = ", ".join(logo.name for logo in brand.logos)
    several = [f"the logos of {order}, in this order"] if brand.logos else []
    said = [key for key in ("funder", "disclaimer") if getattr(brand, key)]
    where = brand.logos[0].where if brand.logos else None
    message = f"back covers, the foot of posters and inserts print {' and '.join([*several, *said]) or 'no logo'}"
    alone = f"layouts/art/{LOGO} alone" if brand.logo else "no logo"
    hint = f"front covers, cards and pictures for a feed print {alone}"
    if brand.stamp:
        hint += (
            "; the box for a stamp stands on back covers that are drawn, on posters, and on inserts with room for it"
        )
    return [Finding("logos-printed", where or brand.funder_where, message, hint, Severity.NOTE)]


def _accent(record: Record, accents: tuple[str, ...]) -> str:
    accent = record.text("accent", "").strip()
    if accent and accent not in accents:
        message, hint = f'"{accent}" is no ink for an accent', f"write one of {', '.join(accents)}"
        record.fault("unknown-accent", record.place("accent"), message, hint)
        return ""
    return accent


def _logo(art: ArtFolder, findings: list[Finding]) -> Drawing | Imported | None:
    """Return the logo, None if there is none or it cannot be drawn."""
    try:
        files = art.logos()
        if len(files) > 1:
            message = f"there is {' and '.join(file.rpartition('/')[2] for file in files)}: which is the logo?"
            findings.append(Finding("several-logos", Where(files[1]), message, "keep one"))
        return art[LOGO] if files else None
    except SourceError as error:
        findings += error.findings
        return None


def _line(record: Record, key: str, longest: int) -> str:
    text = record.text(key, "").strip()
    fault = line_fault(text, longest)
    if SAYS_REVIEWED.search(text):
        hint = "take it out: the imprint says who has reviewed the words when their signatures are recorded (review)"
        record.fault("says-reviewed", record.place(key), f'"{key}" says that something was reviewed', hint)
        return ""
    if not fault:
        return text
    hint = f"write one line of {longest} characters at most"
    record.fault("wrong-brand", record.place(key), f'"{key}" {fault}', hint)
    return ""


def _isbns(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the ISBN for all bands, or that of each band that has one."""
    if not isinstance(record.node("isbn"), Mapping):
        isbn = _isbn(record, "isbn")
        return (("", isbn),) if isbn else ()
    with record.nested_record("isbn") as isbns:
        found = {band: isbn for band in BANDS if (isbn := _isbn(isbns, band))}
    if len({_digits(isbn) for isbn in found.values()}) < len(found):
        hint = "give each age band a number of its own: they are two books"
        record.fault("wrong-isbn", record.place("isbn"), "two bands have the same ISBN", hint)
        return ()
    return tuple(found.items())


def _digits(isbn: str) -> str:
    return "".join(filter(str.isdigit, isbn))


def _isbn(record: Record, key: str) -> str:
    isbn = record.text(key, "").strip()
    if not isbn or is_isbn(isbn):
        return isbn
    hint = "copy all 13 digits as you were given them, or leave it empty"
    record.fault("wrong-isbn", record.place(key), f'"{isbn}" is no ISBN: its digits do not add up', hint)
    return ""
