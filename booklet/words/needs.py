"""What pages need of a country: lines of its law that may be printed, in the language of the edition."""

from collections.abc import Mapping

from booklet.facts.insert import Insert
from booklet.words.guide import Guide, SourceTopic
from booklet.words.locales import pick_by_language
from booklet.words.wordings import placeholders

LAW = "law:"
"""What the placeholder of a line of the law begins with."""


def law_lines(insert: Insert, tag: str) -> Mapping[str, str]:
    """Return the lines of a country's law that may be printed in a locale, by placeholder."""
    return {f"{LAW}{key}": line for key, lines in insert.law.items() if (line := pick_by_language(lines, tag))}


def find_unmet(guide: Guide, insert: Insert, tag: str) -> frozenset[str]:
    """Return the topics that need more lines of the law than the country has of those they print."""
    lines = law_lines(insert, tag)
    return frozenset(topic.id for topic in guide.topics if topic.needs and _count(topic, lines) < topic.needs)


def _count(topic: SourceTopic, lines: Mapping[str, str]) -> int:
    wordings = [wording for top in topic.blocks for block in top.walk() for wording in block.strings.values()]
    return len(placeholders(form for wording in wordings for form in wording.forms) & lines.keys())
