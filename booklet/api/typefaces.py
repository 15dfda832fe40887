"""The typefaces of each language, their licences, and what is missing."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from booklet.look.layout import Fonts
from booklet.sources.fonts import FAMILIES
from booklet.sources.load import Sources
from booklet.sources.specimens import specimen_locales
from booklet.text.fonts import find_font, font_says
from booklet.words.locales import find_language

BODY = 500


def list_faces(sources: Sources, locales: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Return a row for each typeface of each language (all if none is named); raise `SourceError` for unknown ones."""
    asked = locales or specimen_locales(sources.folders)
    return [row for tag in asked for row in _rows(tag, sources.theme.fonts)]


def _rows(tag: str, fonts: Fonts) -> list[dict[str, str]]:
    locale = find_language(tag)
    families = fonts.families(locale.script, locale.tag)
    return [
        {"locale": tag, "script": locale.script, "family": family} | _face(families[family].typeface, fonts)
        for family in FAMILIES
    ]


@cache
def _face(typeface: str, fonts: Fonts) -> dict[str, str]:
    """Return a typeface with its package, version and licence; `get` says how to get it if it is missing."""
    file = fonts.typefaces[typeface].file(BODY)[0]
    path = find_font(file)
    package = "" if Path(file).is_absolute() else file.partition("/")[0].replace("_", "-")
    if path is None:
        get = f"pip install {package}" if package else f"put {file} there again"
        return {"typeface": typeface, "package": package, "version": "", "licence": "", "get": get}
    licence, of_file = font_says(path)
    return {
        "typeface": typeface,
        "package": package or "with the layouts",
        "version": _version(package) or of_file.partition(";")[0].removeprefix("Version "),
        "licence": "OFL-1.1" if "Open Font License" in licence else licence[:60],
        "get": "",
    }


def _version(package: str) -> str:
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""
