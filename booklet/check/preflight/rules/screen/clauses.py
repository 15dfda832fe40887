"""Which of our rules matches a test of veraPDF; tests are named by clause and number of ISO 14289-1."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.rules.screen import PROTOCOL, file, notes, tables, tags
from booklet.check.preflight.rules.screen.told import RULES
from booklet.values import Frozen

PDF_UA = "ISO 14289-1"


class Failure(Frozen):
    """A test that failed: its clause and number, what it asks for, where it failed first."""

    clause: str
    test: str
    asks: str
    where: str = ""


def _each(clause: str, numbers: Iterable[int], *rules: Rule) -> dict[str, tuple[Rule, ...]]:
    return {f"{clause}-{number}": rules for number in numbers}


_LANGUAGES = (2, *range(21, 26), *range(30, 35))
_OF_LISTS, _OF_CONTENTS = (*range(17, 21), 40), (26, 27, 28)
_OF_TABLES, _OF_CELLS = (*range(3, 15), 16, 36, 37, 38, 39), (15, 41, 42, 43)

OURS: Mapping[str, tuple[Rule, ...]] = {
    "5-1": (file.NO_CLAIM,), "5-2": (file.NO_CLAIM,),
    "6.1-1": (file.HEADER,), "6.2-1": (file.UNTAGGED,),
    "7.1-1": (RULES["artifact-in-tag"],), "7.1-2": (RULES["tag-in-artifact"],),
    "7.1-3": (RULES["content-untagged"],), "7.1-4": (file.SUSPECTS,),
    "7.1-5": (tags.UNMAPPED,), "7.1-6": (tags.CIRCLE,), "7.1-7": (tags.REMAPPED,),
    "7.1-8": (file.NO_METADATA, file.BROKEN_METADATA), "7.1-9": (file.NO_TITLE,), "7.1-10": (file.TITLE_UNSHOWN,),
    "7.1-11": (file.UNTAGGED,), "7.1-12": (tags.NO_PARENT,),
    **_each("7.2", _LANGUAGES, file.NO_LANGUAGE), "7.2-29": (file.LANGUAGE_UNKNOWN,),
    **_each("7.2", _OF_TABLES, tables.NESTING), **_each("7.2", _OF_CELLS, tables.UNEVEN),
    **_each("7.2", _OF_LISTS, tags.NESTING), **_each("7.2", _OF_CONTENTS, tags.CONTENTS),
    "7.3-1": (tags.NO_ALT,),
    "7.4.2-1": (tags.SKIPPED, tags.FIRST_HEADING),
    "7.4.4-1": (tags.TWO_HEADINGS,), **_each("7.4.4", (2, 3), tags.MIXED),
    **_each("7.5", (1, 2), tables.NO_HEADER),
    "7.7-1": (tags.NO_FORMULA,), "7.9-1": (tags.NOTE_NAMELESS,), "7.9-2": (tags.NOTE_TWICE,),
    "7.10-1": (RULES["layers-nameless"],), "7.10-2": (RULES["layers-change"],),
    "7.11-1": (RULES["attachment-nameless"],), "7.15-1": (RULES["xfa"],), "7.16-1": (file.NOT_READABLE,),
    "7.18.1-1": (notes.NOT_IN_TAG,), "7.18.1-2": (notes.NO_WORDS, notes.LINK_WORDLESS),
    "7.18.1-3": (notes.FIELD_NAMELESS,), "7.18.2-1": (notes.TRAPPING,), "7.18.3-1": (notes.TAB_ORDER,),
    "7.18.4-1": (notes.FIELD_UNTAGGED,), "7.18.4-2": (tags.FORM_KIDS,),
    "7.18.5-1": (notes.LINK_UNTAGGED,), "7.18.5-2": (notes.LINK_WORDLESS,), "7.18.8-1": (notes.PRINTER_MARK,),
    "7.20-1": (RULES["reference-xobject"],), "7.20-2": (RULES["form-drawn-again"],),
    "7.21.3.1-1": (RULES["font-encoding"],), "7.21.3.2-1": (RULES["font-encoding"],),
    "7.21.3.3-1": (RULES["font-encoding"],),
    "7.21.4.1-1": (RULES["font-not-embedded"],), "7.21.4.1-2": (RULES["missing-glyph"],),
    "7.21.6-2": (RULES["font-encoding"],), "7.21.6-3": (RULES["font-encoding"],),
    "7.21.7-1": (RULES["letters-unknown"],), "7.21.7-2": (RULES["letters-nonsense"],),
    "7.21.8-1": (RULES["missing-glyph"],),
}  # fmt: skip
"""The rules of ours for each test; where several may fail, the usual one first."""

_COVERED = {rule for rules in OURS.values() for rule in rules} - {file.UNTAGGED, RULES["xfa"], RULES["missing-glyph"]}
"""Rules that hold no more than their tests do: what veraPDF passes, they do not tell."""

_OF_TAGS = {"7.1-1", "7.1-2", "7.1-3", "7.20-2", "6.2-1", "7.1-11", "7.1-12"}
_OF_NOTES = "7.18."
"""What fails in every file without tags, beside that it has none: tests, and the clause of annotations."""


def judge_hits(hits: Sequence[Hit], failures: Iterable[Failure]) -> Iterator[Hit]:
    """Yield our hits as veraPDF judges them: what it passes has passed, what it refuses is refused.

    If we know the place of what it refuses, our own hits report it.
    """
    has_tags = not any(hit.rule == file.UNTAGGED for hit in hits)
    failed = [each for each in failures if has_tags or not _is_of_tags(f"{each.clause}-{each.test}")]
    refused = {rule for each in failed for rule in _rules(each)}
    yield from (hit for hit in hits if hit.rule not in _COVERED or hit.rule in refused)
    known = {hit.rule for hit in hits}
    for each in failed:
        rules = _rules(each)
        if known.isdisjoint(rules):
            yield rules[0].hit(each.where or each.asks)


def _is_of_tags(test: str) -> bool:
    return test in _OF_TAGS or test.startswith(_OF_NOTES)


def _rules(failure: Failure) -> tuple[Rule, ...]:
    """Return our rules that match a test, or one made from its own words."""
    known = OURS.get(f"{failure.clause}-{failure.test}")
    return known or (
        Rule(
            "pdf-ua",
            failure.asks or "PDF/UA asks for it.",
            "Export as PDF/UA with another program or version; veraPDF shows the place.",
            PDF_UA,
            failure.clause,
        ),
    )


UNLOOKED = Rule(
    "pdf-ua-unchecked",
    "Our own rules do not look at all that a machine can tell: whether widths of letters agree with their font, sets "
    "of glyphs (CIDSet, CharSet), the tables of TrueType fonts, maps of characters inside fonts, media clips, and "
    "unusual names of glyphs.",
    "Install veraPDF and Java (or name it in BOOKLET_VERAPDF) and check again: then it looks at the whole.",
    PROTOCOL,
)
