"""Countries before there is an edition: found by name in any language, and what is spoken there."""

from collections.abc import Iterable, Sequence

from booklet.api.project import Project
from booklet.errors import Finding, SourceError, Where
from booklet.project.confirm import find_own_folder, project_file
from booklet.project.keys import edit_keys
from booklet.sources.countries import find_faults_by_path
from booklet.sources.folders import country_file, open_folders
from booklet.values import Frozen
from booklet.words.cldr import languages_in
from booklet.words.countrynames import find_named
from booklet.words.locales import SOURCE_LOCALE, is_alike


class FoundCountry(Frozen):
    """A country that a text may name: its code, its name in the language of who asks, and the name that was typed.

    `has_contacts` tells whether a file with places to get help there is shipped, to begin from.
    """

    code: str
    name: str
    said: str
    has_contacts: bool


class Spoken(Frozen):
    """A language of a country: its tag, the percent of people who use it, and whether it is an official one."""

    tag: str
    percent: float
    is_official: bool


def find_countries(text: str, language: str = SOURCE_LOCALE, most: int = 8) -> tuple[FoundCountry, ...]:
    """Return the countries that a text may name, best first, none if nothing is called so.

    The name may be in any language that CLDR knows, with or without its accents, only begun, or misspelt a little; the
    code of the country does too. `language` is the tag of the language in which the names are returned. The first call
    reads all names, which takes about a second; the others take milliseconds.
    """
    folders = open_folders()
    return tuple(
        FoundCountry(found.code, found.name, found.said, folders.find(country_file(found.code)) is not None)
        for found in find_named(text, language, most)
    )


def spoken_in(country: str, among: Iterable[str]) -> tuple[Spoken, ...]:
    """Return those of some languages that are spoken in a country, the most used first.

    `country` is a code such as KE, `among` are tags, such as the languages of the guide.
    """
    spoken = languages_in(country)
    found = [
        Spoken(tag, percent, is_official)
        for tag in among
        for percent, is_official in [
            max(((share, main) for one, share, main in spoken if is_alike(one, tag)), default=(0.0, False))
        ]
        if percent
    ]
    return tuple(sorted(found, key=lambda one: (-one.percent, one.tag)))


def set_languages(project: Project, country: str, locales: Sequence[str], seen: Sequence[str] | None = None) -> None:
    """Choose the languages of a country's edition, in order, as tags; every other letter of the country's file stays.

    `seen` are those of before: if the file names others meanwhile, nothing is written. Raises `SourceError` if there
    are none, if the guide does not exist in one, or if the project has no file of the country; `OutputError` if the
    file cannot be written. Then nothing is written.
    """
    tags = list(dict.fromkeys(locales))
    if not tags:
        message, hint = "an edition has a language", "choose at least one"
        raise SourceError(Finding("no-locale", Where("locales"), message, hint))
    for tag in tags:
        project.locale(tag)
    path = project_file(find_own_folder(project.path, country), country)
    before = None if seen is None else {"locales": list(seen)}

    def find(text: str) -> list[Finding]:
        return [finding for _path, finding in find_faults_by_path(text, path.name, country)]

    edit_keys(path, {"locales": tags}, before, find)
    project.read_again()
