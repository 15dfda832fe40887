"""Characters that no typeface here has: each is told once a page, with what would cure it."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter

from booklet.errors import Finding, Where
from booklet.look.layout import Fonts
from booklet.machine.bounds import PAGES
from booklet.text.fonts import find_font
from booklet.text.system import system_font_with
from booklet.typeset.placed import Item, lines_of

LineWith = Callable[[str], Where | None]
"""Returns the line in which a letter was written, None if nobody knows."""


def find_missing_glyphs(
    items: tuple[Item, ...], where: Where, fonts: Fonts, line_with: LineWith = lambda _: None
) -> list[Finding]:
    """Report characters that no font has, each once a page."""
    return [
        _report_missing_glyph(character, where, _package(script, fonts), line_with(character))
        for character, script in find_unshown(items)
    ]


def _report_missing_glyph(character: str, where: Where, package: str, line: Where | None) -> Finding:
    """Return that a character cannot be shown; a package of fonts that is not installed may have it."""
    name = unicodedata.name(character, "a character without name")
    known = None if package else system_font_with(character)
    hint = "use another character, or put a font that has it into the project's folder fonts/"
    if package or known:
        hint = f"pip install {package}" if package else f"copy {known} into the project's folder fonts/"
    message = f"no typeface here has {character!r} (U+{ord(character):04X} {name})" + (
        f", written in {line}" if line else ""
    )
    return Finding("missing-glyph", where, message, hint)


def _package(script: str, fonts: Fonts) -> str:
    """Return the package with fonts for a script, if it is not installed; else ""."""
    families = fonts.scripts.get(_FAMILY_OF.get(script, script), {})
    files = (fonts.typefaces[family.typeface].file(400)[0] for family in families.values())
    missing = (file for file in files if find_font(file) is None)
    return next((file.partition("/")[0].replace("_", "-") for file in missing), "")


_FAMILY_OF = {"Hani": "Hans", "Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}
"""Scripts of characters (ISO 15924) by the script of the languages that are written in them."""


_MISSING = attrgetter("missing")


@lru_cache(maxsize=PAGES)
def find_unshown(items: tuple[Item, ...]) -> tuple[tuple[str, str], ...]:
    """Return the characters without a glyph, each with its script."""
    found: dict[tuple[str, str], None] = {}
    for line in lines_of(items):
        for run in line.runs:
            if any(map(_MISSING, run.glyphs)):
                for segment, shaped in run.list_shaped():
                    script = segment.script or run.setting.script
                    found |= {(character, script): None for character in shaped.missing}
    return tuple(found)
