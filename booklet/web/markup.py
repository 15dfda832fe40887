"""Elements as text that reads the same as HTML and as XML, and the guide's little markup as such text."""

import re
from collections.abc import Iterable, Mapping
from html import escape

from booklet.text.markup import parse_markup
from booklet.values import Frozen

VOID = frozenset({"meta", "link", "path", "use", "rect", "item", "itemref"})
"""Elements that hold nothing in HTML; in a package a `meta` may hold text."""

_PRINTED = str.maketrans({"\u2060": "", "\u2011": "-"})
"""What keeps addresses and numbers on one line in print; on a screen it would be copied with them."""

_ISOLATE = re.compile("[\u2066\u2068\u2069]")
_OPENS = {"\u2068": "<bdi>", "\u2066": '<bdi dir="ltr">'}


def element(name: str, /, *inside: str, **attributes: str | None) -> str:
    """Return an element with attributes in their order; those that are None are left out.

    A name that Python has for itself ends with an underscore; others stand for a hyphen, two for a colon.

    >>> element("p", "Call", class_="lead", aria_label="a&b", id=None)
    '<p class="lead" aria-label="a&amp;b">Call</p>'
    >>> element("meta", epub__type="x")
    '<meta epub:type="x"/>'
    """
    said = "".join(f' {_name(key)}="{escape(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{said}/>" if name in VOID and not inside else f"<{name}{said}>{''.join(inside)}</{name}>"


def _name(key: str) -> str:
    return key.rstrip("_").replace("__", ":").replace("_", "-")


def plain(text: str) -> str:
    """Return a text without markup as it stands in an element.

    >>> plain("a < \u2066116111.pl\u2069")
    'a &lt; <bdi dir="ltr">116111.pl</bdi>'
    """
    return _isolate(_escape(text))


def _escape(text: str) -> str:
    return escape(text.translate(_PRINTED), quote=False)


def _isolate(said: str) -> str:
    """Return text with elements for its marks of isolation, and without those that have no partner (UAX #9, BD9)."""
    opened: list[int] = []
    pairs: dict[int, str] = {}
    for found in _ISOLATE.finditer(said):
        if found[0] in _OPENS:
            opened.append(found.start())
        elif opened:
            start = opened.pop()
            pairs |= {start: _OPENS[said[start]], found.start(): "</bdi>"}
    return _ISOLATE.sub(lambda found: pairs.get(found.start(), ""), said)


class Linker(Frozen):
    """Where links lead: topics by their ids, and numbers to call, as they are printed, by their targets.

    In a guide that is read from right to left each number is isolated: a plus before it would stand behind it.
    """

    topics: Mapping[str, str]
    numbers: Mapping[str, str]
    is_rtl: bool = False

    def inline(self, markup: str, *, calls: bool = False) -> str:
        """Return the guide's markup as elements; numbers to call are links where a country may have filled them in."""
        rich = parse_markup(markup)
        parts = []
        for span in rich.spans:
            said = rich.text[span.start : span.end]
            inner = self._link(said, span.target) if span.target else self._words(said, calls=calls)
            parts.append(element("strong", inner) if span.strong else inner)
        return _isolate("".join(parts))

    def _link(self, said: str, target: str) -> str:
        if target.startswith("#"):
            to = self.topics.get(target[1:])
            return element("a", _escape(said), href=to) if to else _escape(said)
        return self.number(said, target) if target.startswith(("tel:", "sms:")) else web_link(said, target)

    def _words(self, said: str, *, calls: bool) -> str:
        known = sorted(self.numbers, key=len, reverse=True) if calls else []
        if not known:
            return _escape(said)
        parts = re.split(rf"(?<![\dA-Za-z+-])({'|'.join(map(re.escape, known))})(?![\dA-Za-z-])", said)
        return "".join(
            self.number(part, self.numbers[part]) if place % 2 else _escape(part) for place, part in enumerate(parts)
        )

    def number(self, said: str, target: str) -> str:
        """Return a number as a link that calls it or writes to it."""
        inner = element("bdi", _escape(said), dir="ltr") if self.is_rtl else _escape(said)
        return element("a", inner, class_="number", href=target)


def web_link(said: str, target: str) -> str:
    """Return a link out of the guide; where it leads, nobody learns where a reader came from."""
    return element("a", _isolate(_escape(said)), class_="address", href=target, rel="noreferrer")


def paragraphs(parts: Iterable[str], **attributes: str | None) -> str:
    """Return a paragraph for each part that says something."""
    return "".join(element("p", part, **attributes) for part in parts if part)
