"""What Typst makes a booklet and a poster from: our words as they are resolved, our drawings and fonts, as files."""

import json
import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common import HERE, MADE, our_sources

from booklet.values import to_builtins

if TYPE_CHECKING:
    import typst

    from booklet.look.layout import Theme
    from booklet.make.document import Document
    from booklet.sources.load import Sources
    from booklet.typeset.house import House
    from booklet.words.manuscript import Block

TINTS = ("night", "sun", "tide", "white")
"""Inks in which the icons are drawn."""

LOOK = "look.typ"
"""What both documents have in common."""


def write_shared(folder: Path, *mains: str) -> None:
    """Write documents of Typst, and all they read that no country and no school changes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (LOOK, *mains):
        shutil.copy(HERE / name, folder)
    (folder / "art").mkdir()
    sources = our_sources()
    for name in sources.art:
        _write_art(name, sources, folder / "art")


def write_values(path: Path, values: object) -> None:
    """Write what a document of Typst reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def compiler(main: Path, fonts: Iterable[str]) -> "typst.Compiler":
    """Return what compiles a document again and again and remembers what has not changed."""
    import typst

    return typst.Compiler(str(main), font_paths=list(fonts), ignore_system_fonts=True)


def font_folders(locale: str = "en") -> list[str]:
    """Return the folders of the fonts that pages of a locale are set in, and those of Latin."""
    from booklet.text.fonts import find_font

    fonts, script = our_sources().theme.fonts, our_sources().locale(locale).script
    families = [*fonts.families(script, locale).values(), *fonts.scripts["Latn"].values()]
    files = (find_font(fonts.typefaces[family.typeface].file(400)[0]) for family in families)
    return sorted({str(file.parent) for file in files if file})


# The booklet


def guide(document: "Document", project: Path | None = None) -> dict[str, Any]:
    """Return all that a booklet says and shows, resolved as our pages have it."""
    manuscript = document.manuscript
    names = our_sources().guide.labels
    return _look(document) | {
        "title": manuscript.title,
        "sections": {name: to_builtins(section) for name, section in our_sources().theme.sections.items()},
        "labels": {key: manuscript.labels[key] for key in names if "@" not in key},
        "help": to_builtins(manuscript.help),
        "pages": _pages(document, our_sources(project)),
    }


def _look(document: "Document") -> dict[str, Any]:
    """Return language, inks and type of a document."""
    theme, locale = our_sources().theme, document.manuscript.locale
    return {
        "lang": locale.tag,
        "dir": locale.direction,
        "families": _families(document),
        "inks": {name: _hex(ink.srgb) for name, ink in theme.inks.items()},
        "grounds": {name: to_builtins(ground) for name, ground in theme.grounds.items()},
        "roles": _roles(document),
        "quote": document.manuscript.labels["quote"].split("{words}"),
        "proof": document.manuscript.labels[document.why] if document.proof else "",
    }


def _families(document: "Document") -> dict[str, list[str]]:
    """Return the fonts of each family: that of the script, then those of Latin."""
    from booklet.text.fonts import family_name

    fonts, locale = our_sources().theme.fonts, document.manuscript.locale
    found = {}
    for name, latin in fonts.scripts["Latn"].items():
        first = fonts.families(locale.script, locale.tag)[name]
        files = (fonts.typefaces[family.typeface].file(400)[0] for family in (first, latin))
        found[name] = list(dict.fromkeys(map(family_name, files)))
    return found


def _roles(document: "Document") -> dict[str, Any]:
    """Return the type of a product in the sizes that its script and its band have."""
    house, roles = _house(document), our_sources().theme.roles[document.layout.product]
    styles = {name: house.style(name) for name in roles}
    sizes = {name: {"size": style.size, "leading": style.leading} for name, style in styles.items()}
    return {name: to_builtins(role) | sizes[name] for name, role in roles.items()}


def _house(document: "Document") -> "House":
    from booklet.typeset.fit import dress_house, product_house

    theme, layout = our_sources().theme, document.layout
    house, look = product_house(layout, document.manuscript, theme), layout.look(document.job.item)
    return dress_house(house, theme.sections[layout.pages[0].section], look=look) if look else house


def _pages(document: "Document", sources: "Sources") -> list[dict[str, Any]]:
    """Return the pages with the room that ours have after fitting, so that nobody fits twice."""
    from booklet.facts.selection import select
    from booklet.typeset.brief import make_brief
    from booklet.typeset.colophon import make_colophon

    layout, manuscript = document.layout, document.manuscript
    printed = select(sources.insert(document.job.country), sources.world, document.job.band).printed
    colophon = make_colophon(manuscript, "draft", printed, MADE)
    pages = []
    for placed, plan in zip(document.placed.pages, layout.pages, strict=True):
        topic = manuscript.topic(plan.place)
        brief = make_brief(plan, placed.number, topic, layout, manuscript, colophon, 0.0)
        page = to_builtins(plan) | {"id": topic.id, "title": topic.title, "number": placed.number}
        page |= {"blocks": [_block(block) for block in topic.blocks], "entries": list(map(to_builtins, brief.entries))}
        page |= {"imprint": brief.imprint, "place_name": brief.place_name, "notes": brief.notes}
        pages.append(page | _allowance(sources.theme, layout.give, placed.gave))
    return pages


def _block(block: "Block") -> dict[str, Any]:
    from booklet.text.markup import parse_markup

    entries: dict[str, Any] = {key: getattr(block, key) for key in ("id", "kind", "style", "icon")}
    for key in ("label", "title", "text"):
        rich = parse_markup(getattr(block, key))
        entries[key] = [(rich.text[span.start : span.end], span.strong, span.target) for span in rich.spans]
    return entries | {"items": [_block(item) for item in block.items]}


def _allowance(theme: "Theme", give: tuple[str, ...], gave: str) -> dict[str, float]:
    from booklet.typeset.fit import allowances
    from booklet.typeset.house import first_allowance

    found: dict[str, float] = to_builtins(
        dict(allowances(theme, give, first_allowance(theme)))[gave.rpartition(", ")[2]]
    )
    return found


# The poster


def poster(document: "Document") -> dict[str, Any]:
    """Return all that a poster says and shows, whoever gets it."""
    manuscript = document.manuscript
    topic, look = manuscript.topic(document.job.item), document.layout.look(document.job.item)
    assert look is not None
    return _look(document) | {
        "title": topic.title,
        "blocks": [_block(block) for block in topic.blocks],
        "ground": look.ground,
        "cast": look.cast,
        "labels": {"danger": manuscript.labels["danger"]},
        "help": to_builtins(manuscript.help),
    }


def write_code(address: str, path: Path) -> None:
    """Write the QR code of an address as a drawing, a path of its dark modules."""
    from booklet.typeset.qr import qr_code

    modules = qr_code(address, "m")
    drawn = []
    for y, row in enumerate(modules):
        for is_dark, places in groupby(range(len(row)), key=row.__getitem__):
            if is_dark:
                x, *rest = places
                drawn.append(f"M{x} {y}h{1 + len(rest)}v1h-{1 + len(rest)}z")
    size = f'viewBox="0 0 {len(modules)} {len(modules)}"'
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{"".join(drawn)}"/></svg>', encoding="utf-8"
    )


# Drawings


def _write_art(name: str, sources: "Sources", folder: Path) -> None:
    """Write a drawing, once for each tint where it leaves its colour open."""
    path = sources.art.path(name)
    text = path.read_text(encoding="utf-8") if path else ""
    if "currentColor" not in text:
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")
        return
    for tint in TINTS:
        tinted = text.replace("currentColor", _hex(sources.theme.inks[tint].srgb))
        (folder / f"{name}.{tint}.svg").write_text(tinted, encoding="utf-8")


def _hex(srgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)
