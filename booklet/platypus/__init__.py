"""Our pages for people who know ReportLab's Platypus.

Flowables of ours (`Paragraph`, `Blocks`, `HelpCard`, any `OwnFlowable`) and of others (as a `Guest`) stand in frames of
a layout (`page_templates`); `place_story` sets them on pages. A `Publication` tells its story in flowables for a
`Context`: its files are finished, tagged, proven and checked like any other of ours. A package names its publication by
an entry point of the group `booklet.layouts`.

All that is named here is read when it is first asked for: who looks for products of packages needs no ReportLab.
"""

from booklet import read_when_asked

TYPE_CHECKING = False
"""Checkers of types take it for true."""

if TYPE_CHECKING:
    from booklet.frames.flowables import Blocks, OwnFlowable, Paragraph, Set, Words, topic_story
    from booklet.frames.fonts import use_font, use_font_file
    from booklet.frames.guests import Guest
    from booklet.frames.inks import InkColor, ink
    from booklet.frames.stories import StoryTemplate, Told, place_story, tell_story
    from booklet.frames.table import Column, Table
    from booklet.frames.templates import OwnTemplate, PageAt, on_sheet, page_templates, paper_template, text_frame
    from booklet.platypus.context import Context, HelpCard, HelpStrip
    from booklet.platypus.document import DocTemplate
    from booklet.platypus.packages import GROUP, find_publication, publication_names
    from booklet.platypus.publication import Publication, Story, check_publication, place_publication

__all__ = [
    "GROUP",
    "Blocks",
    "Column",
    "Context",
    "DocTemplate",
    "Guest",
    "HelpCard",
    "HelpStrip",
    "InkColor",
    "OwnFlowable",
    "OwnTemplate",
    "PageAt",
    "Paragraph",
    "Publication",
    "Set",
    "Story",
    "StoryTemplate",
    "Table",
    "Told",
    "Words",
    "check_publication",
    "find_publication",
    "ink",
    "on_sheet",
    "page_templates",
    "paper_template",
    "place_publication",
    "place_story",
    "publication_names",
    "tell_story",
    "text_frame",
    "topic_story",
    "use_font",
    "use_font_file",
]

_PLACES = {
    "booklet.frames.flowables": ("Blocks", "OwnFlowable", "Paragraph", "Set", "Words", "topic_story"),
    "booklet.frames.fonts": ("use_font", "use_font_file"),
    "booklet.frames.guests": ("Guest",),
    "booklet.frames.inks": ("InkColor", "ink"),
    "booklet.frames.stories": ("StoryTemplate", "Told", "place_story", "tell_story"),
    "booklet.frames.table": ("Column", "Table"),
    "booklet.frames.templates": ("OwnTemplate", "PageAt", "on_sheet", "page_templates", "paper_template", "text_frame"),
    "booklet.platypus.context": ("Context", "HelpCard", "HelpStrip"),
    "booklet.platypus.document": ("DocTemplate",),
    "booklet.platypus.packages": ("GROUP", "find_publication", "publication_names"),
    "booklet.platypus.publication": ("Publication", "Story", "check_publication", "place_publication"),
}
"""Where each name comes from."""


if not TYPE_CHECKING:  # so that names that do not exist are told where types are checked
    __getattr__ = read_when_asked(globals(), _PLACES)


def __dir__() -> list[str]:
    return sorted(__all__)
