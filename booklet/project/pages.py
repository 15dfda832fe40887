"""A partner's own pages in `pages.yaml`, added, changed, moved and taken out by a program; all other letters stay.

The order of the file is the order in which pages print that follow the same page. Remarks right above a page move and
go with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from booklet.errors import Finding, OutputError, Severity, SourceError, Where, did_you_mean
from booklet.project.confirm import read_text
from booklet.project.edit import FieldFault, Fields, Value, apply_changes, rewrite_file, write_value
from booklet.sources.own_pages import PAGES, find_page_faults
from booklet.sources.spans import ContactItem, list_items
from booklet.sources.yamlfile import Mapping as YamlMapping
from booklet.sources.yamlfile import parse_yaml, to_plain

KEY = "pages"

Change = Callable[[str, list[dict[str, Value]]], tuple[str, list[dict[str, Value]]]]
"""From a text and its pages to both as they should be."""


def read_pages(path: Path) -> tuple[Fields, ...]:
    """Return the pages as a file has them, none without a file; raise `SourceError` if it is no such file."""
    return tuple(_pages(_read_tree(read_text(path) if path.exists() else "")))


def add_page(path: Path, fields: Fields, faces: Iterable[str]) -> None:
    """Add a page after the others; raise `BookletError`, with nothing written, for whatever is wrong with it."""

    def change(text: str, pages: list[dict[str, Value]]) -> tuple[str, list[dict[str, Value]]]:
        expected = [*pages, dict(fields)]
        if not pages:
            return _begin_list(text, _write_page(fields, 4)), expected
        items = list_items(text, KEY)[1]
        column = _column(items[-1], text)
        end = _line_end(text, items[-1].span.end)
        return _break_line(text[:end]) + _write_page(fields, column) + text[end:].removeprefix("\n"), expected

    _rewrite(path, change, faces)


def change_page(path: Path, id: str, changes: Mapping[str, Value | None], faces: Iterable[str]) -> None:
    """Change keys of a page (None removes one); raise as `add_page` does, and `SourceError` if it is not there."""

    def change(text: str, pages: list[dict[str, Value]]) -> tuple[str, list[dict[str, Value]]]:
        place, items = _place(id, pages), list_items(text, KEY)[1]
        wanted = {key: value for key, value in {**pages[place], **changes}.items() if value is not None}
        expected = [*pages]
        expected[place] = wanted
        said = {key: value for key, value in changes.items() if pages[place].get(key) != value}
        return apply_changes(text, items[place], wanted, said), expected

    _rewrite(path, change, faces)


def move_page(path: Path, id: str, behind: str) -> None:
    """Move a page in the file behind another, or before all with ""; raises as `change_page` does."""

    def change(text: str, pages: list[dict[str, Value]]) -> tuple[str, list[dict[str, Value]]]:
        place, items = _place(id, pages), list_items(text, KEY)[1]
        blocks = [_lines_of(item, text) for item in items]
        lines = text[slice(*blocks[place])]
        before = text[: blocks[place][0]] + text[blocks[place][1] :]
        others = [page for page in pages if page is not pages[place]]
        to = _place(behind, others) + 1 if behind else 0
        at = blocks[_place(behind, pages)][1] if behind else blocks[0][0]
        at -= len(lines) if at > blocks[place][0] else 0
        moved = _break_line(before[:at]) + _break_line(lines) + before[at:]
        return moved, [*others[:to], pages[place], *others[to:]]

    if id != behind:
        _rewrite(path, change, ())


def remove_page(path: Path, id: str) -> None:
    """Take a page out of the file; raises as `change_page` does."""

    def change(text: str, pages: list[dict[str, Value]]) -> tuple[str, list[dict[str, Value]]]:
        place, items = _place(id, pages), list_items(text, KEY)[1]
        start, end = _lines_of(items[place], text)
        if len(pages) == 1:
            at = list_items(text, KEY)[0].start
            return f"{text[:at].rstrip()} []\n{text[end:]}", []
        return text[:start] + text[end:], [page for page in pages if page is not pages[place]]

    _rewrite(path, change, ())


def _rewrite(path: Path, change: Change, faces: Iterable[str]) -> None:
    known = frozenset(faces)

    def change_file(text: str) -> tuple[str, Fields]:
        tree = _read_tree(text)
        if any(item.is_flow and text[item.span.start - 2 : item.span.start] != "- " for item in _items(text, tree)):
            hint = "write it by hand, or begin each page on a line of its own: - id: our-page"
            raise OutputError(Finding("file-unwritable", Where(PAGES), "its pages stand in one line", hint))
        changed, pages = change(text, _pages(tree))
        return changed, {**tree, KEY: pages}

    def find(text: str) -> list[FieldFault]:
        found = find_page_faults(text, known) if known else []
        return [FieldFault(finding) for finding in found if finding.severity is Severity.ERROR]

    rewrite_file(path, change_file, find, "file-unwritable")


def _items(text: str, tree: Fields) -> tuple[ContactItem, ...]:
    return list_items(text, KEY)[1] if tree.get(KEY) else ()


def _read_tree(text: str) -> dict[str, Value]:
    """Return what a file says, nothing if it has remarks alone."""
    try:
        node, findings = parse_yaml(text, PAGES)
    except SourceError as error:
        if [one.code for one in error.findings] == ["yaml-empty"]:
            return {}
        raise
    if findings:
        raise SourceError(*findings)
    tree = to_plain(node) if isinstance(node, YamlMapping) else None
    pages = (tree.get(KEY) or []) if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(pages, list) or not all(isinstance(page, dict) for page in pages):
        hint = "begin with a file that `new` makes"
        raise SourceError(Finding("wrong-type", Where(PAGES), "it is no file of pages", hint))
    return tree


def _pages(tree: Fields) -> list[dict[str, Value]]:
    return list(tree.get(KEY) or [])  # type: ignore[arg-type]  # looked at by _read_tree


def _place(id: str, pages: Sequence[Fields]) -> int:
    ids = [str(page.get("id")) for page in pages]
    if id not in ids:
        raise SourceError(Finding("unknown-page", Where(PAGES), f'there is no page "{id}"', did_you_mean(id, ids)))
    return ids.index(id)


def _column(item: ContactItem, text: str) -> int:
    """Return in which column the keys of an item stand, behind its stroke."""
    return item.span.start - (text.rfind("\n", 0, item.span.start) + 1)


def _lines_of(item: ContactItem, text: str) -> tuple[int, int]:
    """Return where the lines of an item begin and end, with the remarks right above it."""
    start = text.rfind("\n", 0, item.span.start) + 1
    while start and (above := text.rfind("\n", 0, start - 1) + 1) < start:
        if not text[above:start].lstrip().startswith("#") or above == 0:
            break
        start = above
    end = _line_end(text, item.span.end)
    return start, min(len(text), end + 1)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _break_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _begin_list(text: str, page: str) -> str:
    """Return a text with its first page: in place of an empty list, or below its remarks."""
    if KEY in _read_tree(text):
        empty = list_items(text, KEY)[0]
        return f"{text[: empty.start].rstrip()}\n{page}{text[empty.end :].removeprefix(chr(10))}"
    head = text.rstrip()
    return (f"{head}\n\n" if head else "") + f"{KEY}:\n{page}"


def _write_page(fields: Fields, column: int) -> str:
    """Return a page on lines of its own, each block on one line."""
    room, lines = " " * column, []
    for key, value in fields.items():
        if key == "blocks" and not isinstance(value, str | Mapping):
            lines += [f"{room}{key}:", *(f"{room}  - {write_value(block)}" for block in value)]
        else:
            lines.append(f"{room}{key}: {write_value(value)}")
    return f"{room[:-2]}- {lines[0].lstrip()}\n" + "".join(f"{line}\n" for line in lines[1:])
