"""Write translations/schemas/*.json: what editors complete and check in the files of partners, from the same rules.

An editor that knows YAML reads the name of the schema in the first line of a file. What only we can tell stays with
`validate`: whether ids are unique, the lead exists, a number is dialled so.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from look_schemas import layout_schema, theme_schema
from page_schemas import cards_schema, pages_schema, posters_schema
from schemaparts import TEXT, Schema, by_language, list_of, record, said

from booklet.facts.event import FIRST, LAST, LONGEST_THEME
from booklet.facts.fingerprint import FINGERPRINT
from booklet.facts.insert import DAYS, KINDS, SERVICES
from booklet.facts.law import LINES
from booklet.facts.lots import ALL, LONGEST_ADDRESS, MOST_COPIES
from booklet.facts.practice import ABOUT, VALUES
from booklet.jobs import DEFAULT_LAYOUTS
from booklet.look.brand import LONGEST_ALT, LONGEST_CHECKED_AT, LONGEST_CONTACT, LONGEST_NAME
from booklet.look.layout import INKS
from booklet.pdf.draw.palette import EDITIONS
from booklet.sources.brand import FACES
from booklet.sources.contacts import ANSWERS, CHATS, LANGUAGE, LONGEST_REGION, NUMBER, OPEN_DAYS, TIMES, VANITY
from booklet.sources.contacts import LONGEST_NAME as LONGEST_CONTACT_NAME
from booklet.sources.countries import LONGEST_NAME as LONGEST_COUNTRY_NAME
from booklet.sources.facts import CONFIDENCES
from booklet.sources.laws import LONGEST_LAW, LONGEST_ROLE
from booklet.words.guide import BANDS
from booklet.words.own_words import STRINGS

SCHEMAS = Path(__file__).parent.parent / "translations" / "schemas"

DRAFT = "https://json-schema.org/draft/2020-12/schema"

NUMBER_TEXT: Schema = {"type": "string", "pattern": f"^{NUMBER}$"}
ADDRESS: Schema = {"type": "string", "pattern": "^https?://"}
ANSWER: Schema = {"enum": list(ANSWERS)}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
CHECKED: Schema = {
    "type": "object",
    "properties": {"by": TEXT, "on": DAY},
    "required": ["by", "on"],
    "additionalProperties": False,
}
CALLED: Schema = {
    "type": "object",
    "properties": {"by": TEXT, "on": DAY, "of": {"type": ["string", "number"], "pattern": f"^{FINGERPRINT}$"}},
    "required": ["by", "on", "of"],
    "additionalProperties": False,
}
NAME: Schema = {"type": "string", "maxLength": 40}
AGE: Schema = {"type": ["integer", "string"]}
DATED: Schema = {"type": ["integer", "string"], "description": "such as 2026-11-24, 2026-11 or 2026"}
SOURCES: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"url": ADDRESS, "reference": TEXT, "dated": DATED},
        "additionalProperties": False,
    },
}
FACT: Schema = {
    "value": {"type": ["string", "integer"]},
    "says": TEXT,
    "quote": TEXT,
    "conflict": {"type": "string", "description": "where sources disagree"},
    "sources": SOURCES,
    "confidence": {"enum": list(CONFIDENCES)},
}
"""What a fact of any kind says of itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the schemas."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    SCHEMAS.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (SCHEMAS / name).write_text(text, encoding="utf-8")
    print(f"{len(schema_texts())} schemas in {SCHEMAS}", file=sys.stderr)
    return 0


def schema_texts() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    schemas = {
        "country.json": country_schema(),
        "brand.json": brand_schema(),
        "words.json": words_schema(),
        "run.json": run_schema(),
        "pages.json": pages_schema(),
        "cards.json": cards_schema(),
        "posters.json": posters_schema(),
        "layout.json": layout_schema(),
        "theme.json": theme_schema(),
    }
    return {name: json.dumps({"$schema": DRAFT} | schema, indent=1) + "\n" for name, schema in schemas.items()}


def country_schema() -> Schema:
    """Return the schema of a country file."""
    return record(
        {
            "country": said("the code of the country (ISO 3166); also the name of the file", TEXT),
            "name": said("the name on the cover, by language", by_language(LONGEST_COUNTRY_NAME)),
            "locales": said("the languages it is built in", list_of({"type": "string", "pattern": f"^{LANGUAGE}$"})),
            "lead": said("the id of the contact on every page; without it the world's finder stands there", TEXT),
            "contacts": {"type": "array", "items": contact_schema()},
            "law-may-punish": said("yes: the helpline stands before the police", ANSWER),
            "law": law_schema(),
            "names": said("other names for the young people of the stories", {"type": "object"}),
        },
        "country",
        "name",
    )


def contact_schema() -> Schema:
    """Return the schema of a contact."""
    return record(
        {
            "id": said("a short name, only for these files", TEXT),
            "kind": {"enum": list(KINDS)},
            "name": said("what the place calls itself, by language", by_language(LONGEST_CONTACT_NAME)),
            "region": said("where in the country it helps, if not everywhere", by_language(LONGEST_REGION)),
            "must-print": said("yes: it gets its room in the directory before others", ANSWER),
            "numbers": {"type": "array", "items": number_schema()},
            "abroad": said("a number that can be dialled from other countries", NUMBER_TEXT),
            "web": ADDRESS,
            "chat": list_of({"enum": list(CHATS)}),
            "whatsapp": NUMBER_TEXT,
            "sms": record({"to": NUMBER_TEXT, "word": TEXT}),
            "hours": hours_schema(),
            "languages": list_of({"type": "string", "pattern": f"^{LANGUAGE}$"}),
            "free": said("yes only if a call costs nothing from a mobile phone too", ANSWER),
            "private": said("yes only if it says that it is confidential", ANSWER),
            "ages": record({"under": AGE, "from": AGE}),
            "note": TEXT,
            "conflict": said("where sources disagree", TEXT),
            "practice": {"type": "array", "items": practice_schema()},
            "sources": SOURCES,
            "confidence": said("low is kept and never printed", {"enum": list(CONFIDENCES)}),
            "withheld": said("why it is not for readers", TEXT),
            "withdrawn": said("the day from which it is out of use", DAY),
            "checked": said("ONLY A PERSON WHO CALLED may write this: use confirm", CALLED),
        },
        "id",
        "kind",
        "name",
        "confidence",
    )


def practice_schema() -> Schema:
    """Return the schema of a fact of how a place works; some are about what has a few known answers."""
    about = said("only facts of high confidence print", {"enum": list(ABOUT)})
    values = [
        {
            "if": {"properties": {"about": {"const": about}}},
            "then": {"properties": {"value": {"enum": list(known)}}},
        }
        for about, known in VALUES.items()
    ]
    return record({"about": about} | FACT, "about", "sources", "confidence") | {"allOf": values}


def law_schema() -> Schema:
    """Return the schema of the law: facts, lines that rest on them, and who signed the lines."""
    names = list_of(NAME)
    lines = {key: by_language(LONGEST_LAW) for key in LINES}
    for line in lines.values():
        line["properties"] = {"facts": said("the ids of the facts that it rests on, all of high confidence", names)}
        line["required"] = ["facts"]
    area = said("where it holds, if not in the whole country", TEXT)
    expires = said("the day by which it must be looked at again", DAY)
    fact = record(
        {"id": NAME, "about": NAME, "area": area} | FACT | {"expires": expires}, "id", "about", "sources", "confidence"
    )
    role = {"type": "string", "maxLength": LONGEST_ROLE}
    of = {"type": ["string", "number"], "pattern": f"^{FINGERPRINT}$"}
    signed = record({"by": role, "role": role, "on": DAY, "of": of}, "by", "role", "on", "of")
    by_whom = said("ONLY A PERSON WHO KNOWS THE LAW may sign: use law sign", signed)
    return record({"facts": {"type": "array", "items": fact}} | lines | {"signed": by_whom})


def number_schema() -> Schema:
    """Return the schema of a number: as it is dialled, or with letters and its digits."""
    keys = {"printed": TEXT, "dial": NUMBER_TEXT, "service": {"enum": list(SERVICES)}}
    digits = {"properties": {"printed": {"pattern": f"^{NUMBER}$"}}}
    letters = {"properties": {"printed": {"pattern": f"^{VANITY}$"}}}
    return record(keys, "printed") | {"if": {"required": ["dial"]}, "then": letters, "else": digits}


def hours_schema() -> Schema:
    """Return the schema of hours: always, daily, or by days."""
    times = {"type": "string", "pattern": f"^{TIMES}(, {TIMES})*$"}
    days = said(f"days such as {DAYS[0]}-{DAYS[4]} or {DAYS[5]},{DAYS[6]}", times)
    return {
        "type": "object",
        "properties": {"always": ANSWER, "daily": times},
        "patternProperties": {f"^{OPEN_DAYS}$": days},
        "additionalProperties": False,
    }


def brand_schema() -> Schema:
    """Return the schema of `brand.yaml`."""
    lines = {"name": LONGEST_NAME, "short": LONGEST_NAME, "contact": LONGEST_CONTACT}
    keys: Schema = {key: {"type": "string", "maxLength": longest} for key, longest in lines.items()}
    isbn = {"anyOf": [TEXT, record(dict.fromkeys(BANDS, TEXT))]}
    picture = said("the name of a picture in layouts/art", TEXT)
    faces = said(
        "four faces, such as zuri kind", {"type": "array", "items": TEXT, "minItems": FACES, "maxItems": FACES}
    )
    alt = said("what it shows, for those who do not see it", TEXT | {"maxLength": LONGEST_ALT})
    shown = [record({"picture": picture, "alt": alt}, "picture", "alt"), record({"tiles": faces}, "tiles")]
    cover = said("what the front cover shows in place of our picture", {"anyOf": shown})
    asked: Schema = {"type": "string", "maxLength": LONGEST_CHECKED_AT, "pattern": "^https://"}
    keys |= {"isbn": isbn, "accent": TEXT, "cover": cover, "words": list_of(responsible_schema())}
    return record(keys | {"checked_at": said("where readers ask whether a print still holds", asked)})


def responsible_schema() -> Schema:
    """Return the schema of who takes responsibility for words in draft."""
    line: Schema = {"type": "string", "maxLength": LONGEST_NAME}
    who = record(
        {"name": said("a person, not an organisation", line), "role": line, "organisation": line, "date": DAY},
        "name",
        "role",
        "organisation",
        "date",
    )
    keys: Schema = {
        "responsible": who,
        "locale": said("one language", TEXT),
        "bands": list_of({"enum": list(BANDS)}),
        "read": said("yes: I have read every page of this edition", {"enum": ["yes"]}),
        "contact": {"type": "string", "maxLength": LONGEST_CONTACT},
    }
    return record(keys, "responsible", "locale", "bands", "read")


def words_schema() -> Schema:
    """Return the schema of `words.yaml`: own sentences by id."""
    forms = {"type": "array", "items": TEXT}
    keys: Schema = {"replaces": {"type": ["string", "integer"]}} | dict.fromkeys(STRINGS, TEXT)
    keys |= {"forms": forms} | {f"forms-{band}": forms for band in BANDS}
    return {"type": ["object", "null"], "additionalProperties": record(keys)}


def run_schema() -> Schema:
    """Return the schema of a run file: lots that name their axes, and what all of them have."""
    lot = lot_keys()
    lots = record({"name": NAME} | lot, "name")
    day = {"type": "integer", "minimum": FIRST, "maximum": LAST}
    theme = said("what it is about, by language", by_language(LONGEST_THEME))
    event = said(
        "Safer Internet Day: its year, or the day as announced", record({"year": day, "date": DAY, "theme": theme})
    )
    keys = {"name": NAME, "event": event, "defaults": said("what a lot has that does not say it", record(lot))}
    return record(keys | {"lots": {"type": "array", "items": lots, "minItems": 1}}, "lots")


def lot_keys() -> Schema:
    """Return what a lot may say, by key."""
    axes: Schema = {
        "product": {"enum": [ALL, *DEFAULT_LAYOUTS]},
        "items": said("which posters, cards and papers of the kit: p1, c3, day", TEXT),
        "layout": TEXT,
        "locales": said("language tags; without any, those of each country", TEXT),
        "countries": said("country codes; 001 is all the world", TEXT),
        "bands": {"enum": [ALL, *BANDS]},
        "editions": {"enum": [ALL, *EDITIONS]},
        "ink": {"enum": [ALL, *INKS]},
    }
    listed = {axis: list_of(names) for axis, names in axes.items()}
    copies = {"type": "integer", "minimum": 1, "maximum": MOST_COPIES}
    return listed | {
        "without": said("what is left out", record(listed)),
        "printer": said("whose rules, for the edition that it prints", TEXT),
        "quantity": said("copies of each file", copies),
        "event": said("yes: posters and card c1 name the day", {"enum": ["yes", "no"]}),
        "records": said("a table (CSV) of places, each of which has its own files", TEXT),
        "deliver-to": said("where they go, on one line", TEXT | {"maxLength": LONGEST_ADDRESS}),
    }


if __name__ == "__main__":
    raise SystemExit(main())
