"""The partner who adapted the guide, as an edition prints it; what a partner leaves out is "" and prints as nothing."""

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from booklet.days import add_months
from booklet.errors import Where
from booklet.geometry import Size, mm
from booklet.look.partners import PartnerLogo
from booklet.text.blank import find_unfit_letter, shows
from booklet.values import Frozen

MONTHS = 12
"""How long an organisation takes responsibility for words."""

LONGEST_NAME = 60

LONGEST_CONTACT = 80

LONGEST_ALT = 200

LONGEST_CHECKED_AT = 40
"""Letters of the address at which people ask whether a print still holds: they type it, and a code behind it."""

LOGO = "logo"
"""The picture that is a partner's logo: `layouts/art/logo.svg` in its project, or PNG, JPEG or PDF."""

LOGO_ROOM = Size(mm(30), mm(10.5))

_ISBN = re.compile(r"97[89][0-9]{10}")

_WEB = re.compile(r"\S+\.\S*[^\W\d]\S*")
"""A web or mail address, whose digits nobody dials."""

_NUMBER = re.compile(r"\+?\d(?:[ \u00a0.()/‑–-]{0,2}\d)+")

_DATE = re.compile(r"(19|20)\d\d([-–./]\d{2,4}){1,2}|\d{1,2}[./-]\d{1,2}[./-](19|20)\d\d")

SAYS_REVIEWED = re.compile(r"\breviewed\b", re.IGNORECASE)
"""What no line of a partner says: only records of signatures do."""

FEWEST_DIGITS = 6
"""Digits from which on a row of them may be a phone number; five are a postal code in most countries."""


NOWHERE = Where("brand.yaml")


class Responsible(Frozen):
    """Who takes responsibility for the words of a language in some bands, since when, and where to tell of faults."""

    name: str
    role: str
    organisation: str
    on: date
    locale: str
    bands: tuple[str, ...]
    contact: str
    where: Where

    @property
    def ends(self) -> date:
        """The first day on which it holds no more: twelve months later."""
        return add_months(self.on, MONTHS)

    def holds(self, day: date) -> bool:
        """Tell whether it holds on a day, if the words are those that were read."""
        return self.on <= day < self.ends


class Cover(NamedTuple):
    """What a partner's front cover shows: a picture with what it shows in words, or the faces of four young people.

    The picture is `ratio` times as high as it is wide.
    """

    file: str = ""
    alt: str = ""
    ratio: float = 1.0
    faces: tuple[str, ...] = ()


class Brand(Frozen):
    """A partner: name, short name, a line that says how to reach it, ISBN by band ("" = all), all as written.

    `logo` is the size of its logo, in pixels if it `has_pixels`; `accent` is its own ink; `where` is where its name is
    written. If it `is_recipient` it has adapted nothing: its name and contact say where a poster hangs, the logo is
    that of the giver, and `web` is the page that the code of the poster leads to.
    """

    name: str = ""
    contact: str = ""
    isbns: tuple[tuple[str, str], ...] = ()
    logo: Size | None = None
    has_pixels: bool = False
    short: str = ""
    accent: str = ""
    where: Where = NOWHERE
    is_recipient: bool = False
    web: str = ""
    responsible: tuple[Responsible, ...] = ()
    """Who takes responsibility for words in draft."""
    cover: Cover | None = None
    checked_at: str = ""
    """Where readers ask whether numbers still hold: an address to which the code of a release is added."""
    logos: tuple[PartnerLogo, ...] = ()
    """The logos of all partners in their order, if there are several."""
    funder: tuple[tuple[str, str], ...] = ()
    """The sentence that a funder demands, by language ("" = all)."""
    disclaimer: tuple[tuple[str, str], ...] = ()
    stamp: Size | None = None
    """The empty box for a stamp or a sticker, as large as on paper."""
    funder_where: Where = NOWHERE

    @property
    def sentences(self) -> tuple[tuple[str, str, str], ...]:
        """What is said for a funder: the key, the language and the text of each."""
        said = {"funder": self.funder, "disclaimer": self.disclaimer}
        return tuple((key, tag, text) for key, texts in said.items() for tag, text in texts)

    def say(self, tag: str) -> tuple[str, ...]:
        """Return what is said for a funder in a language: in its words, or in those that are for all."""
        found = (dict(texts) for texts in (self.funder, self.disclaimer))
        return tuple(filter(None, (texts.get(tag) or texts.get("", "") for texts in found)))

    def lacks(self, tag: str) -> tuple[str, ...]:
        """Return the keys of what a funder demands that nobody wrote in a language."""
        said = {"funder": dict(self.funder), "disclaimer": dict(self.disclaimer)}
        return tuple(key for key, texts in said.items() if texts and not (texts.get(tag) or texts.get("")))

    def isbn(self, band: str) -> str:
        """Return the ISBN of the booklet of a band, if it has one."""
        isbns = dict(self.isbns)
        return isbns.get(band) or isbns.get("", "")

    def find_responsible(self, locale: str, band: str) -> Responsible | None:
        """Return who is named as responsible for the words of a language in a band."""
        return next((one for one in self.responsible if one.locale == locale and band in one.bands), None)

    @property
    def host(self) -> str:
        """The host of a recipient's page."""
        return (urlsplit(self.web).hostname or "").lower()


NOBODY = Brand()
"""The brand of our own editions."""


def line_fault(text: str, longest: int) -> str:
    r"""Return why a text cannot be printed as one line of at most so many characters; "" if it can, or is empty.

    >>> line_fault("Save", 3), line_fault("Save\nthe Example", 60), line_fault("\u200b", 60), line_fault("Save", 4)
    ('is 1 characters too long', 'has a line end', 'shows nothing', '')
    """
    if len(text) > longest:
        return f"is {len(text) - longest} characters too long"
    if unfit := find_unfit_letter(text):
        return f"has {unfit}"
    return "shows nothing" if text and not shows(text) else ""


def phone_numbers(text: str) -> tuple[str, ...]:
    """Return everything in a text that may be a phone number; when in doubt it counts, but a date does not.

    >>> phone_numbers("www.example.org/2026, P.O. Box 12345, Tel. 020 7946 0018, +44 (0)20, 2026-11-25")
    ('020 7946 0018', '+44 (0)20')
    """
    found = _NUMBER.findall(_WEB.sub(" ", text))
    return tuple(number for number in found if not _DATE.fullmatch(number) and _is_long(number))


def _is_long(number: str) -> bool:
    return number[0] == "+" or sum(map(str.isdigit, number)) >= FEWEST_DIGITS


def is_isbn(text: str) -> bool:
    """Tell whether a text is an ISBN of 13 digits with the right check digit; hyphens or spaces may part them.

    >>> is_isbn("978-0-306-40615-7"), is_isbn("978-0-306-40615-6")
    (True, False)
    """
    digits = re.sub(r"[ -]", "", text)
    if not _ISBN.fullmatch(digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def fit_logo(logo: Size, room: Size = LOGO_ROOM) -> Size:
    """Return a logo's size, as large as its room allows, in its own proportions.

    >>> fit_logo(Size(400, 100), Size(30, 10))
    Size(width=30.0, height=7.5)
    """
    scale = min(room.width / logo.width, room.height / logo.height)
    return Size(logo.width * scale, logo.height * scale)
