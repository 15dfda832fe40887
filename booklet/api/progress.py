"""How far each locale is: what is translated, what does not hold, what its words lack, how easily they read."""

from booklet.api.catalogues import Catalogues
from booklet.api.validation import locale_findings
from booklet.errors import Finding, SourceError
from booklet.jobs import WORDED
from booklet.translators.reading import Readability
from booklet.translators.status import PageStatus, ProductStatus, page_statuses, product_status, readings
from booklet.values import Frozen
from booklet.words.catalogue import TranslationState, translator_of
from booklet.words.cldr import own_name

__all__ = ["LocaleStatus", "PageStatus", "ProductStatus", "TranslationState", "locale_status"]


class LocaleStatus(Frozen):
    """How far a locale is: its translator, each page, each product in each band, how easily it reads, all findings."""

    locale: str
    name: str
    findings: tuple[Finding, ...]
    translator: str = ""
    products: tuple[ProductStatus, ...] = ()
    readings: tuple[tuple[str, Readability], ...] = ()
    """Each band with what a formula says of its text, in languages that have one."""
    pages: tuple[PageStatus, ...] = ()


def locale_status(tag: str, catalogues: Catalogues) -> LocaleStatus:
    """Return how far a locale is; if its catalogue has faults, only these."""
    sources, known = catalogues.sources, catalogues.known
    found = LocaleStatus(tag, own_name(tag), tuple(locale_findings(tag, sources, known)))
    try:
        translated, standings = sources.translated_guide(tag), sources.standings(tag)
    except SourceError:  # its faults are among the findings
        return found
    guide = sources.guide
    made = [(name, band) for name in WORDED for band in guide.every_band if guide.topics_of(name, band)]
    return LocaleStatus(
        tag,
        found.name,
        found.findings,
        translator_of(translated.catalogue),
        tuple(product_status(translated, guide, standings, name, band) for name, band in made),
        tuple(readings(translated, tag)),
        page_statuses(translated, sources.guide),
    )
