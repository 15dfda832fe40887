"""Bring the catalogues of desk and service up to date: what code and templates say in, PO and MO files out.

python tools/desk_messages.py

A message that is new stands empty; one that is gone is dropped; one that was changed is marked fuzzy with what its
translation was. Django's own way needs GNU gettext; this asks Django for the words of its templates, and Babel for the
rest.
"""

import io
import tokenize
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from booklet import __version__

ROOT = Path(__file__).parent.parent
DESK = ROOT / "booklet" / "desk"
SERVICE = ROOT / "booklet" / "service"
LOCALES = ("ar", "es", "fr", "sw")
MADE = datetime(2026, 11, 28, tzinfo=UTC)
"""A fixed day: the files depend on the words alone."""

HEAD = "# What the desk says. A draft until somebody who grew up with the language has read it."

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def list_sources() -> Iterator[tuple[str, str]]:
    """Yield the name of each file of desk and service that may say something, and its text as Python."""
    for path in sorted([*DESK.rglob("*"), *SERVICE.rglob("*")]):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py":
            with tokenize.open(path) as file:
                yield name, file.read()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield name, templatize(path.read_text(encoding="utf-8"), origin=name)


def name_head(catalogue: Catalog) -> Catalog:
    """Return a catalogue with the same head whenever it is written."""
    catalogue.project, catalogue.version, catalogue.header_comment, catalogue.fuzzy = (
        "booklet",
        __version__,
        HEAD,
        False,
    )
    catalogue.creation_date = catalogue.revision_date = MADE
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
    return catalogue


def make_template() -> Catalog:
    """Return all that the desk says, untranslated."""
    template = name_head(Catalog())
    for name, text in list_sources():
        found = extract("python", io.BytesIO(text.encode()), KEYWORDS, comment_tags=("Translators:",))
        for line, message, comments, context in found:
            flags = ("python-format",) if "%(" in str(message) else ()
            template.add(message, locations=[(name, line)], auto_comments=comments, context=context, flags=flags)
    return template


def catalogue_path(locale: str) -> Path:
    """Return where the catalogue of a language is."""
    return DESK / "locale" / locale / "LC_MESSAGES" / "django.po"


def read_catalogue(locale: str) -> Catalog:
    """Return the catalogue of a language, an empty one if there is none."""
    path = catalogue_path(locale)
    if not path.exists():
        return name_head(Catalog(locale=locale))
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def po_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as a PO file, sorted, without the places in the code, which change with every line of it."""
    written = io.BytesIO()
    write_po(written, catalogue, width=120, no_location=True, ignore_obsolete=True, sort_output=True)
    return written.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it: what is fuzzy or empty is left out."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def main() -> None:
    """Write all catalogues."""
    template = make_template()
    for locale in LOCALES:
        catalogue = read_catalogue(locale)
        catalogue.update(template, update_header_comment=False)
        name_head(catalogue)
        path = catalogue_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        empty = sum(1 for message in catalogue if message.id and not message.string)
        fuzzy = sum(1 for message in catalogue if message.id and message.fuzzy)
        print(f"{locale}: {len(catalogue)} messages, {empty} empty, {fuzzy} fuzzy")


if __name__ == "__main__":
    main()
