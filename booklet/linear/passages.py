"""Passages: what a guide says one after the other, with no place on a page."""

from booklet.values import Frozen

DOT = " · "
"""What parts short remarks on a page; a comma does for who hears them or reads them by touch."""

COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "zh": "，", "th": " "}
"""What stands in its place, by language, where that is no comma of Latin script; Thai has a space."""

NUMBER, FOLIO, PAUSE = "number", "folio", "pause"
"""Kinds of runs: a number to call or to write to, the number of a page, what parts a title from its words."""

PAGE, WARNING, TITLE, HEADING, TEXT = "page", "warning", "title", "heading", "text"
"""Kinds of passages: where a page of print begins, what is said before all else, titles, headings, running text."""

ITEM, STEP, MORE = "item", "step", "more"
"""The first passage of an item of a list, without and with its number, and the others of either."""

PICTURE, CALL = "picture", "call"
"""What a picture shows, and whom to call at the end of a topic."""

LISTED = frozenset({ITEM, STEP, MORE})
"""Kinds of passages that stand in lists."""


class Run(Frozen):
    """A stretch of words of one kind; `language` is its own if that is not the language of the guide."""

    text: str
    kind: str = ""
    language: str = ""


class Passage(Frozen):
    """A passage of one kind, as runs; that of a page holds its number in print."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(run.text for run in self.runs)


def punctuate(text: str, tag: str) -> str:
    """Return a text with commas of a language for its dots.

    >>> punctuate("Free · day and night", "en"), punctuate("a · b", "zh-Hans")
    ('Free, day and night', 'a，b')
    """
    return text.replace(DOT, COMMAS.get(tag.partition("-")[0], ", "))
