"""How languages write: their quotation marks, the spaces before and between marks, marks of their own."""

import re
from collections.abc import Iterator

from booklet.values import Frozen

NO_BREAK = "\u00a0\u202f"

QUOTES = {
    "fr": "«»“”‹›",
    "es": "«»“”‘",
    "ar": "«»“”‹›",
    "fa": "«»‹›",
    "ru": "«»„“",
    "uk": "«»„“",
    "de": "„“‚‘»«",
    "pl": "„”«»",
}
"""The marks of quotations and of those in them (CLDR, delimiters, and what newspapers of the language print)."""

USUAL = "“”‘"
"""The marks of languages that are not named above."""

ALL_QUOTES = "«»“”„‟‘‚‛‹›"

WITHOUT_SPACES = frozenset({"th", "lo", "km", "my", "zh", "ja"})
"""Languages that write no space between words, so a space at the end of a text means nothing."""


class TypographyRule(Frozen):
    """Something a language does not write, and what to write instead."""

    code: str
    pattern: re.Pattern[str]
    message: str
    hint: str


def _rule(code: str, pattern: str, message: str, hint: str) -> TypographyRule:
    return TypographyRule(code, re.compile(pattern), message, hint)


COMMON = (
    _rule("wrong-quotes", r'"', "has straight quotation marks", "write those of the language"),
    _rule("wrong-spacing", r"(?<=\S) {2,}", "has two spaces", "write one"),
    _rule("wrong-spacing", r"\.{3}", "has three full stops", "write one mark: …"),
)

HAN = "\u3400-\u9fff"

RULES = {
    "fr": (
        _rule("wrong-spacing", rf"(?<=[^\s{NO_BREAK}!?…])[;:!?](?=\s|$|[»”])", "lacks a space before a mark",
              "write a narrow no-break space before ; : ! ?"),
        _rule("wrong-spacing", r" [;:!?»]", "can break before a mark", "write a no-break space"),
        _rule("wrong-spacing", rf"«[^{NO_BREAK}]|[^{NO_BREAK}]»", "lacks no-break spaces inside « »", "write them"),
        _rule("wrong-quotes", r"(?<=\w)'(?=\w)", "has a straight apostrophe", "write ’"),
    ),
    "es": (
        _rule("wrong-marks", r"^[^¿?]*\?", "has a question without its first mark", "begin it with ¿"),
        _rule("wrong-marks", r"^[^¡!]*!", "has an exclamation without its first mark", "begin it with ¡"),
    ),
    "ar": (_rule("wrong-marks", r"(?<=[\u0600-\u06ff])\s?[?,;]", "has Latin marks", "write ؟ ، ؛"),),
    "hi": (_rule("wrong-marks", r"(?<=[\u0900-\u0963]{2})\.(?=\s|$)", "ends with a full stop", "write a danda: ।"),),
    "th": (_rule("wrong-marks", r"(?<=[\u0e00-\u0e7f]{4})\.(?=\s|$)", "ends with a full stop", "write none"),),
    "zh": (
        _rule("wrong-marks", rf"(?<=[{HAN}])[,.;:!?()]|[,;:!?()](?=[{HAN}])", "has marks of Latin",
              "write ， 。 ； ： ！ ？ （ ）"),
        _rule("wrong-spacing", rf"(?<=[{HAN}]) +(?=[{HAN}])", "has a space between words", "write none"),
    ),
}  # fmt: skip
"""What languages do not write, by language."""


def broken_rules(text: str, locale: str) -> Iterator[TypographyRule]:
    """Yield the rules of its language that a text breaks, as a reader sees it."""
    language = locale.partition("-")[0]
    known = QUOTES.get(language, USUAL)
    strange = sorted({mark for mark in text if mark in ALL_QUOTES and mark not in known and mark != "’"})
    if strange:
        hint = f"write {' '.join(known)}"
        yield TypographyRule("wrong-quotes", COMMON[0].pattern, f"has the quotation marks {' '.join(strange)}", hint)
    yield from (rule for rule in (*COMMON, *RULES.get(language, ())) if rule.pattern.search(text))
