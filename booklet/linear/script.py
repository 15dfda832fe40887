"""The same script for a person who reads it aloud: plain text, with the numbers of the pages of print."""

from collections.abc import Iterable, Iterator

from booklet.facts.phone import NBSP
from booklet.linear.passages import HEADING, ITEM, LISTED, MORE, PAGE, PICTURE, TITLE, Passage

RULES = {TITLE: "=", HEADING: "-"}
"""What stands below titles and headings."""


def write_script(passages: Iterable[Passage]) -> str:
    """Return passages as lines, each with an empty line before it, but for the items of a list."""
    return "\n".join(_list_lines(passages)).strip("\n") + "\n"


def _list_lines(passages: Iterable[Passage]) -> Iterator[str]:
    before = ""
    for passage in passages:
        text = passage.text.replace(NBSP, " ")
        if not {passage.kind, before} <= LISTED:
            yield ""
        if passage.kind == PAGE:
            yield f"[{text}]"
        elif passage.kind == PICTURE:
            yield f"({text})"
        else:
            yield {ITEM: "- ", MORE: "  "}.get(passage.kind, "") + text
        if passage.kind in RULES:
            yield RULES[passage.kind] * min(len(text), 60)
        before = passage.kind
