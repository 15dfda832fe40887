"""What the composer must know about a language: its tag, script and direction."""

from collections.abc import Collection, Mapping

from booklet.errors import Finding, SourceError, Where, did_you_mean
from booklet.values import Frozen

SOURCE_LOCALE = "en"


class Locale(Frozen):
    """A BCP 47 tag with its script (ISO 15924) and direction (`ltr` or `rtl`), and its name in itself.

    A pseudo-locale is made from English when it is asked for; it is there to test layouts, and always a proof.
    """

    tag: str
    script: str
    direction: str
    name: str
    is_pseudo: bool = False


_KNOWN = {
    locale.tag: locale
    for locale in (
        Locale("en", "Latn", "ltr", "English"),
        Locale("en-XA", "Latn", "ltr", "English, 40 % longer", is_pseudo=True),
        Locale("ar-XB", "Arab", "rtl", "English in Arabic letters", is_pseudo=True),
        Locale("th-XC", "Thai", "ltr", "English in Thai letters", is_pseudo=True),
    )
}


def locale_tags(*, has_pseudo: bool = False) -> tuple[str, ...]:
    """Return the tags of the locales that need no catalogue; those that only test layouts are added if asked for."""
    return tuple(tag for tag, locale in _KNOWN.items() if has_pseudo or not locale.is_pseudo)


IMPLIED = {"zh": "zh-Hans"}
"""What a language without a script is written in, where the guide may exist in several."""


def pick_by_language(texts: Mapping[str, str], tag: str) -> str:
    """Return the text in a language, "" if there is none.

    >>> pick_by_language({"en": "China", "zh": "中国"}, "zh-Hans")
    '中国'
    """
    names = (tag, *(language for language, full in IMPLIED.items() if full == tag))
    return next((texts[name] for name in names if name in texts), "")


def languages_of(locale: str) -> tuple[str, ...]:
    """Return the tags of a locale's languages: a pair has two, the main language first.

    >>> languages_of("sw"), languages_of("sw+en")
    (('sw',), ('sw', 'en'))
    """
    return tuple(locale.split("+"))


def find_language(tag: str) -> Locale:
    """Return what the composer knows about a language; raise `SourceError` if it cannot set that language.

    >>> find_language("ur").direction, find_language("zh-Hant").script
    ('rtl', 'Hant')
    """
    if tag in _KNOWN:
        return _KNOWN[tag]
    script = _SCRIPTS.get(tag) or _SCRIPTS.get(tag.partition("-")[0])
    if script is None:
        hint = f"name a language such as {', '.join(sorted(_SCRIPTS))}"
        raise SourceError(Finding("unknown-locale", Where("--locale"), f'no script is known for "{tag}"', hint))
    return Locale(tag, script, "rtl" if script in _RIGHT_TO_LEFT else "ltr", tag)


def list_languages() -> tuple[str, ...]:
    """Return the tags of the languages that the composer can set.

    >>> {"so", "ur", "zh-Hans"} <= set(list_languages())
    True
    """
    return tuple(sorted({*_SCRIPTS, *locale_tags()} - {SOURCE_LOCALE}))


def is_alike(one: str, other: str) -> bool:
    """Tell whether two tags name one language, in one script if both say so: programs add a country of their own.

    >>> is_alike("pt-BR", "pt"), is_alike("zh-CN", "zh-Hans"), is_alike("zh-Hant", "zh-Hans"), is_alike("fr", "pt")
    (True, True, False, False)
    """
    (language, *more), (own, *others) = one.lower().replace("_", "-").split("-"), other.lower().split("-")
    scripts = {part for part in (*more, *others) if len(part) == 4 and part.isalpha()}
    return language == own and len(scripts) < 2


_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr"})

_SCRIPTS = {
    language: script
    for script, languages in {
        "Latn": "af az bs ca cs da de en es et eu fi fil fr ga gl ha hr hu id ig is it lt lv mg ms mt nb nl nn ny pl "
        "pt rm ro rw sk sl sn so sq st sv sw tn tr uz vi wo xh yo zu",
        "Cyrl": "be bg kk ky mk mn ru sr tg uk",
        "Grek": "el",
        "Armn": "hy",
        "Geor": "ka",
        "Arab": "ar ckb fa ps ur",
        "Hebr": "he",
        "Deva": "hi mr ne",
        "Beng": "as bn",
        "Taml": "ta",
        "Telu": "te",
        "Gujr": "gu",
        "Guru": "pa",
        "Knda": "kn",
        "Mlym": "ml",
        "Orya": "or",
        "Sinh": "si",
        "Ethi": "am ti",
        "Thai": "th",
        "Laoo": "lo",
        "Khmr": "km",
        "Mymr": "my",
        "Hans": "zh zh-Hans",
        "Hant": "zh-Hant",
        "Jpan": "ja",
        "Kore": "ko",
    }.items()
    for language in languages.split()
}
"""The script each language is written in (ISO 15924), as CLDR's likely subtags have it."""


def find_locale(tag: str, catalogues: Collection[str] = ()) -> Locale:
    """Return a locale by its tag; raise `SourceError` if the guide does not exist in it.

    `catalogues` are the locales it is translated to.

    >>> find_locale("en").direction, find_locale("ar", ["ar"]).direction
    ('ltr', 'rtl')
    """
    if tag in _KNOWN or tag in catalogues:
        return find_language(tag)
    known = (*locale_tags(), *catalogues)
    hint = did_you_mean(tag, known, f"build one of: {', '.join(known)}")
    raise SourceError(Finding("unknown-locale", Where("--locale"), f'the guide does not exist in "{tag}"', hint))
