"""A specimen: texts in one language that try everything the composer can do; test material, never in a guide."""

from booklet.values import Frozen
from booklet.words.locales import Locale


class Specimen(Frozen):
    """The texts of a specimen, as markup; a user's own text has `paragraphs` only."""

    locale: Locale
    title: str = ""
    lead: str = ""
    body: str = ""
    items: tuple[str, ...] = ()
    callout_title: str = ""
    callout: str = ""
    helpline_name: str = ""
    helpline_note: str = ""
    digits: str = ""
    mixed: str = ""
    paragraphs: tuple[str, ...] = ()
