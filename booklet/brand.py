"""Who adapted the guide, as an edition prints it; what is not given is empty and prints as nothing."""

import re
from dataclasses import dataclass

from booklet.geometry import Size, mm

LONGEST_NAME = 60

LONGEST_CONTACT = 80

JOINERS = "\u00a0\u200c\u200d"
"""What names of some languages need between their letters, though it shows nothing of its own."""

LOGO = "logo"
"""The drawing that is a partner's logo: `layouts/art/logo.svg` in its project."""

LOGO_ROOM = Size(mm(30), mm(10.5))

_ISBN = re.compile(r"97[89][0-9]{10}")


@dataclass(frozen=True, slots=True)
class Brand:
    """A partner: name, a line that says how to reach it, ISBN of its booklet, all as written; the shape of its logo."""

    name: str = ""
    contact: str = ""
    isbn: str = ""
    logo: Size | None = None


NOBODY = Brand()
"""The brand of our own editions."""


def is_line(text: str, longest: int) -> bool:
    r"""Tell whether a text is a single line of at most so many characters, without any that control the text.

    >>> is_line("Save the Example", 60), is_line("Save\nthe Example", 60), is_line("Save", 3)
    (True, False, False)
    """
    return len(text) <= longest and text.translate(dict.fromkeys(map(ord, JOINERS))).isprintable()


def is_isbn(text: str) -> bool:
    """Tell whether a text is an ISBN of 13 digits with the right check digit, hyphens or spaces between them.

    >>> is_isbn("978-0-306-40615-7"), is_isbn("978-0-306-40615-6")
    (True, False)
    """
    digits = re.sub(r"[ -]", "", text)
    if not _ISBN.fullmatch(digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def fitted(logo: Size, room: Size = LOGO_ROOM) -> Size:
    """Return a logo as large as its room allows, in its own proportions.

    >>> fitted(Size(400, 100), Size(30, 10))
    Size(width=30.0, height=7.5)
    """
    scale = min(room.width / logo.width, room.height / logo.height)
    return Size(logo.width * scale, logo.height * scale)
