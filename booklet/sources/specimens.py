"""Specimens: text files to values, every fault at once."""

from pathlib import Path

from booklet.errors import Finding, SourceError, Where, did_you_mean, raise_errors
from booklet.machine.bounded import read_bounded
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import LARGEST_FILE, read_yaml
from booklet.text.markup import escape_markup
from booklet.words.locales import Locale, find_language
from booklet.words.specimen import Specimen

FOLDER = "translations/specimens"


def specimen_locales(folders: Folders) -> tuple[str, ...]:
    """Return the tags of the locales that have a specimen."""
    return folders.names(FOLDER, ".yaml")


def read_specimen(folders: Folders, tag: str) -> Specimen:
    """Return the specimen of a locale; raise `SourceError` if there is none, or with all its faults."""
    name = f"{FOLDER}/{tag}.yaml"
    path = folders.find(name) if tag in specimen_locales(folders) else None
    if path is None:
        hint = did_you_mean(tag, specimen_locales(folders))
        raise SourceError(Finding("unknown-locale", Where("--locale"), f'there is no specimen in "{tag}"', hint))
    node, findings = read_yaml(path, name)
    with Record(node, findings, "the specimen") as record:
        record.text("name")
        specimen = Specimen(
            locale=find_language(tag),
            title=record.text("title"),
            lead=record.text("lead"),
            body=record.text("body"),
            items=record.texts("items"),
            callout_title=record.text("callout-title"),
            callout=record.text("callout"),
            helpline_name=record.text("helpline-name"),
            helpline_note=record.text("helpline-note"),
            digits=record.text("digits"),
            mixed=record.text("mixed"),
        )
    raise_errors(findings)
    return specimen


def read_own_specimen(path: Path, locale: Locale) -> Specimen:
    """Return a user's own text, a paragraph a line; raise `SourceError` if it cannot be read as UTF-8."""
    try:
        data = read_bounded(path, LARGEST_FILE)
        if data is None:
            raise _report_unreadable(path, "is too large", f"give at most {LARGEST_FILE} bytes")
        text = decode_text(data, str(path)).removeprefix("\ufeff")
    except OSError as error:
        raise _report_unreadable(
            path, error.strerror or "cannot be read", "name a text file that may be read"
        ) from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise SourceError(Finding("empty-text", Where(str(path)), "holds no text", "write a paragraph a line"))
    return Specimen(locale, paragraphs=tuple(map(escape_markup, lines)))


def _report_unreadable(path: Path, reason: str, hint: str) -> SourceError:
    return SourceError(Finding("unreadable", Where(str(path)), reason, hint))
