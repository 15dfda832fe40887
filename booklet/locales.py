"""What the composer must know of a language: its tag, script and direction."""

from dataclasses import dataclass

from booklet.errors import Finding, SourceError, Where

SOURCE_LOCALE = "en"


@dataclass(frozen=True, slots=True)
class Locale:
    """A BCP 47 tag with its script (ISO 15924) and direction (`ltr` or `rtl`), and its name in itself."""

    tag: str
    script: str
    direction: str
    name: str


_KNOWN = {locale.tag: locale for locale in (Locale("en", "Latn", "ltr", "English"),)}


def locale_tags() -> tuple[str, ...]:
    """Return the tags of the locales the guide exists in."""
    return tuple(_KNOWN)


def find_locale(tag: str) -> Locale:
    """Return a locale by its tag, raise `SourceError` if the guide does not exist in it.

    >>> find_locale("en").direction
    'ltr'
    """
    if tag in _KNOWN:
        return _KNOWN[tag]
    hint = f"build one of: {', '.join(_KNOWN)}"
    raise SourceError(Finding("unknown-locale", Where("--locale"), f'the guide does not exist in "{tag}"', hint))
