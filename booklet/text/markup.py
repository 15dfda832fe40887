"""The closed little markup of the guide: `*strong*`, `_term_`, `[label](target)`, a backslash before any of them."""

import re
from functools import lru_cache
from typing import NamedTuple

from booklet.machine.bounds import TEXTS

TOKEN = re.compile(r"\\(?P<escaped>[*_\[\]\\])|(?P<mark>[*_])|\[(?P<label>[^\[\]]*)\]\((?P<target>[^)\s\[]*)\)")


_SPECIAL = re.compile(r"[*_\[\]\\]")

_ESCAPE = re.compile(r"\\([*_\[\]\\])")

_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in r"*_[]\\"})


class Span(NamedTuple):
    """A stretch of one style, as offsets into the text; `target` is a link's id (`#topic`) or address."""

    start: int
    end: int
    strong: bool = False
    target: str = ""


class RichText(NamedTuple):
    """A text without markup and the spans that cover it."""

    text: str
    spans: tuple[Span, ...]


@lru_cache(maxsize=TEXTS)
def parse_markup(markup: str) -> RichText:
    """Return text and spans; a mark without a partner is an ordinary character.

    >>> parse_markup("a *b* c").spans
    (Span(start=0, end=2, strong=False, target=''), Span(start=2, end=3, strong=True, target=''), \
Span(start=3, end=5, strong=False, target=''))
    """
    parts = _ESCAPE.split(markup)  # every other part is a mark that was escaped
    if not _SPECIAL.search("".join(parts[::2])):
        text = "".join(parts)
        return RichText(text, (Span(0, len(text)),) if text else ())
    pieces = list(_pieces(markup))
    spans = []
    start = 0
    for text, strong, target in pieces:
        if text:
            spans.append(Span(start, start + len(text), strong, target))
            start += len(text)
    return RichText("".join(text for text, _, _ in pieces), tuple(spans))


def escape_markup(text: str) -> str:
    r"""Return markup that shows a text unchanged.

    >>> escape_markup("example.org/get_help")
    'example.org/get\\_help'
    """
    return text.translate(_ESCAPED) if _SPECIAL.search(text) else text


LED = "\u2066\u2069"
"""What stands around a text that is read from left to right, whatever it begins with."""


def isolate_left_to_right(text: str) -> str:
    """Return a text as markup that is read from left to right anywhere, as file names and sizes are."""
    return f"{LED[0]}{escape_markup(text)}{LED[1]}"


ISOLATES = "\u2068\u2069"
"""What stands around a text that keeps its own direction."""


def isolate(text: str) -> str:
    r"""Return a text as markup that keeps its own direction: `0800 What's Up?` is read as it is written (UAX #9, 2.4).

    >>> isolate("A *B*") == "\u2068A \\*B\\*\u2069"
    True
    """
    return f"{ISOLATES[0]}{escape_markup(text)}{ISOLATES[1]}"


def plain_text(markup: str) -> str:
    r"""Return the words that a reader sees.

    >>> plain_text("*Tell* [the helpline](#directory) 2 \\* 3")
    'Tell the helpline 2 * 3'
    """
    return parse_markup(markup).text


def letters(text: str) -> str:
    """Return only the letters and digits of a text, which do not depend on how it is set.

    >>> letters("0800 11-12, *Line*")
    '08001112Line'
    """
    return "".join(filter(str.isalnum, text))


def _pieces(markup: str) -> list[tuple[str, bool, str]]:
    """Return the stretches of one style: text, whether it is strong, and where it leads; some may be empty."""
    pieces: list[tuple[str, bool, str]] = []
    said = opened = ""
    position = 0
    for token in TOKEN.finditer(markup):
        said += markup[position : token.start()]
        position = token.end()
        mark = token["mark"]
        if token["escaped"]:
            said += token["escaped"]
        elif mark and mark != opened and (opened or not _opens(markup, position, mark)):
            said += mark
        else:
            pieces.append((said, bool(opened), ""))
            said = ""
            if mark is None:
                pieces.append((token["label"], bool(opened), token["target"]))
            else:
                opened = "" if mark == opened else mark
    pieces.append((said + markup[position:], bool(opened), ""))
    return pieces


def _opens(markup: str, after: int, mark: str) -> bool:
    """Tell whether a mark opens a span: a word follows it, and a closing mark later."""
    return (
        after < len(markup)
        and not markup[after].isspace()
        and markup[after] != mark
        and any(t["mark"] == mark for t in TOKEN.finditer(markup, after))
    )
