"""Files that cannot be read to the end, or not at all."""

from booklet.check.preflight.hits import Rule

PDF, SYNTAX = "ISO 32000-2", "7.5"

EMPTY = Rule(
    "empty-file",
    "There is nothing in the file to print.",
    "Export the file again, and see that the disk is not full.",
    PDF,
    SYNTAX,
)
UNREADABLE = Rule(
    "unreadable",
    "There is nothing to print.",
    "Check the name and the rights of the file.",
)
NO_PDF = Rule(
    "not-a-pdf",
    "A printer's program will not open it.",
    "Export the document as PDF; renaming a file to .pdf does not make it one.",
    PDF,
    SYNTAX,
)
DAMAGED = Rule(
    "damaged",
    "Programs repair such a file by guessing, each in its own way: pages may print differently or not at all.",
    "Export it again; if it came by mail or download, fetch it again and compare the sizes.",
    PDF,
    SYNTAX,
)
CONTENT_BROKEN = Rule(
    "content-broken",
    "A press program stops at this page, or leaves something out without a word.",
    "Export the page again from the program that made it, or with another version of that program.",
    PDF,
    "7.8.2",
)
ENCRYPTED = Rule(
    "encrypted",
    "A press program may not change or even open a file with a password or with restrictions.",
    "Export it without a password and without restrictions on printing or editing.",
    PDF,
    "7.6",
)
TOO_LARGE = Rule(
    "too-large",
    "Print shops do not take files of this size, and it was not opened here.",
    "Export with pictures at 300 ppi at their printed size, or split the document.",
)
TOO_MUCH_WORK = Rule(
    "too-much-work",
    "Reading it takes more time or memory than printed matter ever should; a press program may stop as well.",
    "Do not send it on if you do not know where it comes from; otherwise flatten or simplify its drawings.",
)
NO_PAGES = Rule("no-pages", "There is nothing to print.", "Export the document with its pages.", PDF, "7.7.3")
