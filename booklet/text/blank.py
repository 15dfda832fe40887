"""Letters that show nothing, and letters that may not stand in a line; each is reported by its name."""

import unicodedata

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks, by their category, that are blank all the same: joiners, fillers, the empty pattern of Braille."""

_IN_LINES = frozenset("\u00ad\u200b\u200c\u200d\u2060")
"""What scripts need between letters, though it shows nothing of its own."""

_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def shows(text: str) -> bool:
    r"""Tell whether a text shows anything: a letter, a digit or a sign, not only marks, blanks and hidden characters.

    >>> shows("Childline"), shows(" \u200b\u2800\u3164"), shows("...")
    (True, False, True)
    """
    return any(letter not in _UNSEEN and unicodedata.category(letter)[0] in "LNPS" for letter in text)


def is_utf8(text: str) -> bool:
    r"""Tell whether a text can be written as UTF-8: names of files may hold other bytes, read as lone surrogates.

    >>> is_utf8("naïve.yaml"), is_utf8("na\udcefve.yaml")
    (True, False)
    """
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def find_unfit_letter(text: str) -> str:
    r"""Return the name of the first letter that may not stand in a line, "" if there is none.

    >>> find_unfit_letter("Save\u202fus"), find_unfit_letter("Save\nus"), find_unfit_letter("\ue000")
    ('', 'a line end', 'U+E000, which only one typeface knows')
    """
    found = next((letter for letter in text if not _fits(letter)), "")
    return _name_letter(found) if found else ""


def _fits(letter: str) -> bool:
    return letter in _IN_LINES or letter.isprintable() or unicodedata.category(letter) == "Zs"


def _name_letter(letter: str) -> str:
    if letter in _LINE_ENDS:
        return "a line end"
    what = {
        "Cf": f"an invisible character, {unicodedata.name(letter, '')}",
        "Co": "which only one typeface knows",
        "Cn": "which is no letter, or an emoji too new to be known here",
    }.get(unicodedata.category(letter), "a control character")
    return f"U+{ord(letter):04X}, {what}"
