"""What CLDR says about languages: their own names, names of countries, months; Babel is imported when asked for.

What it says is kept for the next command, since a language takes long to open.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.machine.store import kept

if TYPE_CHECKING:
    from babel import Locale
else:
    Locale = Any


@cache
def _locale(tag: str) -> Locale | None:
    """Return Babel's locale of a language, None if CLDR does not have it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@kept("cldr.own_name")
def own_name(tag: str) -> str:
    """Return the name of a language in that language; its tag if CLDR does not have it.

    >>> own_name("fr"), own_name("zh-Hans"), own_name("xx")
    ('Français', '简体中文', 'xx')
    """
    locale = _locale(tag)
    if locale is None:
        return tag
    name = str(locale.languages.get(str(locale)) or locale.get_display_name())
    return name[:1].upper() + name[1:]


def english_name(tag: str) -> str:
    """Return the English name of a language; its tag if CLDR does not have it.

    >>> english_name("sw"), english_name("zh-Hans"), english_name("xx")
    ('Swahili', 'Chinese (Simplified)', 'xx')
    """
    locale = _locale(tag)
    return str(locale.get_display_name("en") or tag) if locale else tag


def language_name(tag: str, language: str) -> str:
    """Return the name of a language in another one; its tag if CLDR does not have it.

    >>> language_name("sw", "fr"), language_name("xx", "fr"), language_name("sw", "xx")
    ('swahili', 'xx', 'Swahili')
    """
    locale, other = _locale(tag), _locale(language) or _locale("en")
    return str(locale.get_display_name(other) or tag) if locale and other else tag


@kept("cldr.country_name")
def country_name(tag: str, country: str) -> str:
    """Return the name of a country in a language, "" if CLDR has none.

    >>> country_name("ru", "KE"), country_name("fr", "001"), country_name("xx", "KE")
    ('Кения', '', '')
    """
    locale = _locale(tag)
    return str(locale.territories.get(country, "")) if locale and country.isalpha() else ""


def find_country(name: str, tags: Iterable[str] = ("en",)) -> str:
    """Return the code of a country by its code in any case or by its name in some languages, "" if none has it.

    >>> find_country("Kenya"), find_country("ke"), find_country("kenia", ["es"]), find_country("Kenyatta")
    ('KE', 'KE', 'KE', '')
    """
    wanted = " ".join(name.split()).casefold()
    for locale in filter(None, map(_locale, tags)):
        for code, said in locale.territories.items():
            if code.isalpha() and len(code) == 2 and wanted in (said.casefold(), code.casefold()):
                return str(code)
    return ""


_WITHOUT_REGION = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?")
"""A language of CLDR, in a script if it says so."""


def every_country_name() -> Iterator[tuple[str, str]]:
    """Yield the code and the name of each country in each language that CLDR knows; regions of a language are left out.

    The files are read one by one and let go: all of them together would fill 160 MB.
    """
    import pickle

    from babel.localedata import locale_identifiers, resolve_locale_filename

    for name in filter(_WITHOUT_REGION.fullmatch, sorted(locale_identifiers())):
        said = pickle.loads(Path(resolve_locale_filename(name)).read_bytes())["territories"]
        yield from ((code, name) for code, name in said.items() if code.isalpha() and len(code) == 2)


def languages_in(country: str) -> tuple[tuple[str, float, bool], ...]:
    """Return the languages of a country: tag, percent of people who use it, whether it is an official one.

    >>> languages_in("KE")[:2], languages_in("QQ")
    ((('sw', 66.0, True), ('en', 19.0, True)), ())
    """
    from babel.core import get_global

    found = get_global("territory_languages").get(country, {})
    told = (
        (tag.replace("_", "-"), float(one["population_percent"]), one["official_status"]) for tag, one in found.items()
    )
    return tuple((tag, percent, (status or "").startswith("official")) for tag, percent, status in told)


@kept("cldr.month_of")
def month_of(tag: str, day: date) -> str:
    """Return the month and year of a day in a language, "" if CLDR does not know the language.

    >>> month_of("zh-Hans", date(2026, 5, 3)), month_of("es", date(2026, 5, 3))
    ('2026年5月', 'mayo de 2026')
    """
    locale = _locale(tag)
    if locale is None:
        return ""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", day, locale=locale))


@kept("cldr.day_of")
def day_of(tag: str, day: date) -> str:
    """Return a day in full in a language, "" if CLDR does not know the language.

    >>> day_of("en", date(2027, 2, 9)), day_of("es", date(2027, 2, 9))
    ('February 9, 2027', '9 de febrero de 2027')
    """
    locale = _locale(tag)
    if locale is None:
        return ""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=locale))


def show_day(tag: str, day: date) -> str:
    """Return a day in full in a language, else as numbers, on one line."""
    return (day_of(tag, day) or day.isoformat()).replace(" ", "\u00a0").replace("-", "\u2011")


def join_list(tag: str, parts: Iterable[str]) -> str:
    """Return words as a list, apart as the language writes it; with commas if CLDR does not know the language.

    >>> join_list("en", ["chat", "e-mail"]), join_list("zh-Hans", ["聊天", "电邮"]), join_list("xx", ["a", "b"])
    ('chat, e-mail', '聊天、电邮', 'a, b')
    """
    return _comma(tag).join(parts)


@kept("cldr.comma")
def _comma(tag: str) -> str:
    """Return what stands between the words of a list."""
    locale = _locale(tag)
    between = str(locale.list_patterns["standard"]["middle"]) if locale else "{0}, {1}"
    return between.removeprefix("{0}").removesuffix("{1}")


def plural_rule(tag: str) -> str:
    """Return the plural forms of a language as PO files state them; no message of ours uses them.

    >>> plural_rule("th"), plural_rule("tlh")
    ('nplurals=1; plural=0;', 'nplurals=2; plural=(n != 1);')
    """
    from babel.messages.plurals import get_plural

    known = tag.replace("-", "_") if _locale(tag) else "en"
    return str(get_plural(known).plural_forms)
