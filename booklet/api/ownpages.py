"""A partner's own pages: what there is, and new ones from a few templates, changed, moved, switched off and taken out.

A booklet is folded, so it has a multiple of four pages: pages for notes are added and taken away with the others. Those
that a partner wrote by hand stay.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from booklet.api.project import Project
from booklet.bands import AGES
from booklet.errors import Finding, SourceError, Where
from booklet.make.opening import open_sources
from booklet.project.confirm import find_own_folder
from booklet.project.edit import Fields, Value
from booklet.project.logo import lay_picture
from booklet.project.pages import add_page, change_page, move_page, read_pages, remove_page
from booklet.sources.art import ArtFolder
from booklet.sources.check import faces
from booklet.sources.own_pages import PAGES
from booklet.text.markup import plain_text
from booklet.values import Frozen
from booklet.words.own_pages import FOLDED, HELP
from booklet.words.wordings import split_phrases

LAYOUT = "booklet-a5"

FILLS = re.compile(r"notes-\d+")
"""Ids of the pages for notes that fill a booklet up."""

LAST = ("directory", "helpers")
"""The pages that these follow."""

KINDS = ("text", "picture", "notes")
"""The templates of pages: words, a picture with words, lines to write on."""


class Place(Frozen):
    """A page of ours behind which a partner's may stand, in one of the books."""

    topic: str
    title: str


class PageText(Frozen):
    """What the form of a page says: its template, its title, the sentence that it begins with, and its paragraphs.

    A page with a picture has its file, what it shows for those who do not see it, and words below it.
    """

    kind: str
    title: str
    lead: str = ""
    text: str = ""
    picture: str = ""
    alt: str = ""
    caption: str = ""


class OwnPage(Frozen):
    """A partner's page: its id, its title, what it follows in each book ("" in one that lacks it), whether it is off.

    `text` is None if it has more than a template has: then only its writer changes it, in the file. It `is_fill` if it
    is there to fill the booklet up.
    """

    id: str
    title: str
    after: Mapping[str, str]
    is_off: bool
    is_fill: bool
    text: PageText | None
    seen: Fields


def list_places(project: Project, band: str) -> tuple[Place, ...]:
    """Return the pages of ours behind which a partner's page may stand in the book for a band, in their order."""
    said = {topic.id: next(iter(topic.titles.values())).forms[0] for topic in project.sources.guide.topics}
    titles = {id: plain_text("".join(split_phrases(title))) for id, title in said.items()}
    return tuple(Place(topic, titles[topic]) for topic in _list_topics(band) if topic in titles)


@cache
def _list_topics(band: str) -> tuple[str, ...]:
    """Return the topics of our own booklet behind which a page may stand."""
    plans = open_sources(None).layout(LAYOUT).for_band(band).pages
    first = next(number for number, plan in enumerate(plans) if plan.master == HELP) + 1
    return tuple(dict.fromkeys(plan.place for plan in plans[first:-1] if plan.place))


def list_own_pages(project: Project) -> tuple[OwnPage, ...]:
    """Return a partner's pages in the order in which they stand in a booklet, those that are off among them.

    The file is read anew. Raises `SourceError` if there is no folder, or the file is no file of pages.
    """
    pages = read_pages(_path(project))
    order = {topic: number for band in reversed(AGES) for number, topic in enumerate(_list_topics(band))}
    known = {str(page.get("id")): page for page in pages}
    return tuple(
        sorted(
            (_own_page(page, known) for page in pages),
            key=lambda page: min((order.get(topic, 99) for topic in page.after.values() if topic), default=99),
        )
    )


def _own_page(page: Fields, known: Mapping[str, Fields]) -> OwnPage:
    id, root = str(page.get("id")), _find_root(page, known)
    bands = _bands_of(page)
    after = {
        band: next((topic for topic in root if topic in _list_topics(band)), "") if band in bands else ""
        for band in AGES
    }
    is_off, is_fill = page.get("off") == "yes", FILLS.fullmatch(id) is not None
    return OwnPage(id, str(page.get("title", "")), after, is_off, is_fill, _read_text(page), page)


def _bands_of(page: Fields) -> tuple[str, ...]:
    return tuple(_list(page.get("bands"))) or AGES


def _list(value: Value | None) -> Sequence[str]:
    return [value] if isinstance(value, str) else [str(one) for one in value or ()]


def _find_root(page: Fields, known: Mapping[str, Fields]) -> tuple[str, ...]:
    """Return the pages of ours that a page follows in the end, behind others of its partner."""
    found: dict[str, None] = {}
    waiting, seen = [*_list(page.get("after"))], {str(page.get("id"))}
    while waiting:
        name = waiting.pop(0)
        if name in known and name not in seen:
            seen.add(name)
            waiting = [*_list(known[name].get("after")), *waiting]
        elif name not in known:
            found[name] = None
    return tuple(found)


# words


def _read_text(page: Fields) -> PageText | None:
    """Return what a form may show of a page, None if the page has more than that."""
    lead, lines = "", False
    texts: list[str] = []
    shown: dict[str, str] = {}
    blocks = page.get("blocks")
    if not isinstance(blocks, list) or set(page) - {"id", "after", "title", "blocks", "bands", "off"}:
        return None
    for block in blocks:
        said = dict(block) if isinstance(block, Mapping) else {}
        id, kind, style = said.pop("id", None), said.pop("kind", None), said.pop("as", "")
        if kind == "paragraph" and set(said) == {"text"}:
            if style == "lead" and not texts:
                lead = str(said["text"])
            elif not style:
                texts.append(str(said["text"]))
            else:
                return None
        elif kind == "picture" and not shown and not style and {"file", "alt"} <= set(said) <= {"file", "alt", "text"}:
            shown = {"picture": str(said["file"]), "alt": str(said["alt"]), "caption": str(said.get("text", ""))}
        elif kind == "lines" and not said and not style and id:
            lines = True
        else:
            return None
    kind = "picture" if shown else "notes" if lines and not (lead or texts) else "text"
    is_plain = not lines or kind == "notes"
    return PageText(kind, str(page.get("title", "")), lead, "\n\n".join(texts), **shown) if is_plain else None


def _write_blocks(id: str, text: PageText) -> list[Value]:
    """Return the blocks of a page as its template has them."""
    if text.kind == "notes":
        return [{"id": f"{id}.lines", "kind": "lines"}]
    blocks: list[Value] = []
    if text.lead.strip():
        blocks.append({"id": f"{id}.lead", "kind": "paragraph", "as": "lead", "text": _one_line(text.lead)})
    if text.kind == "picture":
        words = {"text": _one_line(text.caption)} if text.caption.strip() else {}
        shown: Mapping[str, Value] = {"file": text.picture, "alt": _one_line(text.alt), **words}
        blocks.append({"id": f"{id}.picture", "kind": "picture", **shown})
    paragraphs = [_one_line(part) for part in re.split(r"\n\s*\n", text.text) if part.strip()]
    blocks += [{"id": f"{id}.{n}", "kind": "paragraph", "text": part} for n, part in enumerate(paragraphs, start=1)]
    return blocks


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse_empty(text: PageText) -> None:
    """Raise `SourceError` for every field that is missing, each with the name of the field as its place."""
    needed = {"text": ("title", "text"), "picture": ("title", "picture", "alt"), "notes": ("title",)}[text.kind]
    if text.kind == "text" and text.lead.strip():
        needed = ("title",)
    hints = {
        "title": "write the title of the page",
        "text": "write what the page says",
        "picture": "choose a picture",
        "alt": "say what the picture shows to somebody who does not see it: A blue door under a tree.",
    }
    empty = [key for key in needed if not getattr(text, key).strip()]
    if empty:
        raise SourceError(*(Finding("empty-text", Where(key), f'"{key}" is empty', hints[key]) for key in empty))


# changes


def add_own_page(project: Project, text: PageText, after: Mapping[str, str]) -> str:
    """Add a page from a template behind pages of ours, one for each book that has it, and return its id.

    Raises `SourceError` with what is missing, each with the name of its field as its place; `OutputError` if the file
    cannot be written. Then nothing is written.
    """
    _refuse_empty(text)
    _refuse_strange(after)
    path, bands = _path(project), [band for band in AGES if after.get(band)]
    id = _choose_id(text.title, project, path)
    fields: dict[str, Value] = {"id": id, "after": list(dict.fromkeys(after[band] for band in bands))}
    fields |= {"bands": bands} if len(bands) < len(AGES) else {}
    fields |= {"title": _one_line(text.title), "blocks": _write_blocks(id, text)}
    add_page(path, fields, _faces(project))
    _fill_up(project)
    return id


def change_own_page(
    project: Project, id: str, text: PageText, after: Mapping[str, str], *, seen: Fields | None = None
) -> None:
    """Change the words of a page from a template, and what it follows; raises as `add_own_page` does.

    `seen` is the page as it was read: if the file says something else now, `SourceError` says so.
    """
    _refuse_empty(text)
    _refuse_strange(after)
    path = _path(project)
    known = {str(page.get("id")): page for page in read_pages(path)}
    if seen is not None and known.get(id) != dict(seen):
        hint = "read it again, and compare"
        raise SourceError(Finding("edited-meanwhile", Where(PAGES), f'"{id}" was edited meanwhile', hint))
    page = _own_page(known[id], known) if id in known else None
    changes: dict[str, Value | None] = {"title": _one_line(text.title), "blocks": _write_blocks(id, text)}
    if page and text == page.text:
        changes = {}
    if page is None or dict(page.after) != {band: after.get(band, "") for band in AGES}:
        bands = [band for band in AGES if after.get(band)]
        changes["after"] = list(dict.fromkeys(after[band] for band in bands))
        changes["bands"] = bands if len(bands) < len(AGES) else None
    change_page(path, id, changes, _faces(project))
    _fill_up(project)


def switch_own_page(project: Project, id: str, *, is_off: bool) -> None:
    """Leave a page out, or print it again; raises as `add_own_page` does, and if there is no such page."""
    change_page(_path(project), id, {"off": "yes" if is_off else None}, _faces(project))
    _fill_up(project)


def remove_own_page(project: Project, id: str) -> None:
    """Take a page out; those that followed it follow what it did; raises as `switch_own_page` does."""
    path = _path(project)
    known = {str(page.get("id")): page for page in read_pages(path)}
    for name, page in known.items():
        if id in _list(page.get("after")) and id in known:
            after = list(_find_root(page, known))
            change_page(path, name, {"after": after}, _faces(project))
    remove_page(path, id)
    _fill_up(project)


def move_own_page(project: Project, id: str, behind: str) -> None:
    """Let a page stand right behind another of a partner's, or before all of them with ""; raises as above.

    It then follows the page of ours that the other follows.
    """
    path = _path(project)
    known = {str(page.get("id")): page for page in read_pages(path)}
    order = [page.id for page in list_own_pages(project) if page.id != id]
    other = behind or (order[0] if order else "")
    if id not in known or other not in known:
        missing = id if id not in known else other
        raise SourceError(Finding("unknown-page", Where(PAGES), f'there is no page "{missing}"', "read them again"))
    root = _find_root(known[other], known)
    for name, page in known.items():
        own = list(root if name == id else _find_root(page, known))
        is_near = name == id or set(own) == set(root) or id in _list(page.get("after"))
        if is_near and own != _list(page.get("after")):
            change_page(path, name, {"after": own}, _faces(project))
    move_page(path, id, behind)
    _read_again(project)


def set_picture(project: Project, data: bytes, name: str) -> str:
    """Lay a picture into the folder, by its content SVG, PNG or JPEG, and return the name of its file.

    `name` says what it is called; nothing else of it is used. Raises `SourceError` with the reasons for which it cannot
    be printed, `OutputError` if it cannot be written.
    """
    art = ArtFolder(project.sources.folders, project.sources.theme)
    return lay_picture(
        find_own_folder(project.path, "XX"), data, _slug(name.rpartition(".")[0] or name) or "picture", art
    )


def _fill_up(project: Project) -> None:
    """Add pages for notes, or take some of ours away, until both books can be folded; then read the project again."""
    path = _path(project)
    for band in AGES:
        pages = [page for page in read_pages(path) if page.get("off") != "yes" and band in _bands_of(page)]
        fills = [
            str(page["id"]) for page in pages if FILLS.fullmatch(str(page.get("id"))) and _bands_of(page) == (band,)
        ]
        over = len(pages) % FOLDED
        if over and over <= len(fills):
            for id in fills[-over:]:
                remove_page(path, id)
        elif over:
            for _ in range(FOLDED - over):
                _add_notes(project, path, band)
    _read_again(project)


def _read_again(project: Project) -> None:
    """Let what was written be seen; faults of other files are told by whoever asks the project for more."""
    with suppress(SourceError):
        project.refresh()


def _add_notes(project: Project, path: Path, band: str) -> None:
    taken = _taken(project, path)
    id = next(f"notes-{number}" for number in range(1, 1000) if f"notes-{number}" not in taken)
    after = next(topic for topic in LAST if topic in _list_topics(band))
    fields: dict[str, Value] = {"id": id, "after": after, "bands": [band], "title": "Notes"}
    add_page(path, {**fields, "blocks": _write_blocks(id, PageText("notes", "Notes"))}, _faces(project))


def _refuse_strange(after: Mapping[str, str]) -> None:
    strange = [
        topic for band, topic in after.items() if topic and (band not in AGES or topic not in _list_topics(band))
    ]
    if strange or not any(after.values()):
        hint = "choose the page that it follows, in one book at least"
        raise SourceError(Finding("unknown-place", Where("after"), "it stands behind no page", hint))


def _choose_id(title: str, project: Project, path: Path) -> str:
    """Return an id that nothing else has, from a title if that has Latin letters."""
    taken, base = _taken(project, path), f"our-{_slug(title) or 'page'}"
    return next(id for id in _number(base) if id not in taken)


def _number(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in range(2, 1000))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))[:30].strip("-")


def _taken(project: Project, path: Path) -> set[str]:
    return {name for name, _ in project.sources.guide.every_id()} | {str(page.get("id")) for page in read_pages(path)}


def _faces(project: Project) -> Sequence[str]:
    return tuple(faces(project.sources.art))


def _path(project: Project) -> Path:
    return find_own_folder(project.path, "XX") / PAGES
