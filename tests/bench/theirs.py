"""What Typst makes our pages from: texts and their boxes as values, drawings as SVG, everything placed as ours is.

Nothing here knows a booklet from a poster: whatever is placed is written down, so our pages cannot leave it behind.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from common import HERE, MADE, our_sources

from booklet.values import replace

if TYPE_CHECKING:
    import typst

    from booklet.make.document import Document
    from booklet.sources.load import Sources
    from booklet.text.compose import Cut, Run
    from booklet.typeset.placed import Element, Form, Item, PlacedPage

MAIN = "pages.typ"
VALUES = "pages.json"
"""The document of Typst, and the file beside it that says what stands on its pages."""

STYLE = ("font", "weight", "size", "ink", "tracking")
"""What is said of letters that look alike."""

SLACK = 0.02
"""How much wider than ours the box of a text is, as a share of it: Typst measures in other units."""

SAME = 0.1
"""Points that places may differ and be the same."""


def write_main(folder: Path) -> None:
    """Write the document of Typst."""
    (folder / "art").mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / MAIN, folder)


def write_pages(document: "Document", folder: Path, name: str = VALUES, sources: "Sources | None" = None) -> None:
    """Write what stands on the pages of a placed document, and the drawings that are not there yet."""
    values, layers = describe(document, sources or our_sources())
    for layer, text in layers.items():
        if not (folder / "art" / layer).exists():
            (folder / "art" / layer).write_text(text, encoding="utf-8")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def compiler(main: Path, fonts: Iterable[str]) -> "typst.Compiler":
    """Return what compiles a document again and again and remembers what has not changed."""
    import typst

    return typst.Compiler(str(main), font_paths=list(fonts), ignore_system_fonts=True)


def font_folders(values: Path) -> list[str]:
    """Return the folders of the fonts that pages are set in, from the file that says what stands on them."""
    files = json.loads(values.read_text(encoding="utf-8"))["files"].values()
    return sorted({str(Path(file).parent) for file in files})


# Pages as values


def describe(document: "Document", sources: "Sources") -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the pages of a document say and where, and their drawings by the names of their files."""
    from booklet.make.drawing import finish_document

    on_screen = replace(document, job=replace(document.job, edition="screen"))
    placed = finish_document(on_screen, sources, MADE).finished.placed
    describer = _Describer({form.name: form for form in placed.forms}, sources)
    locale, trim = document.manuscript.locale, placed.pages[0].trim
    pages = [describer.page(page) for page in placed.pages]
    values = {
        "title": document.manuscript.title,
        "lang": locale.tag,
        "dir": locale.direction,
        "size": [round(trim.width, 3), round(trim.height, 3)],
        "files": describer.files,
        "styles": [dict(zip(STYLE, style, strict=True)) for style in describer.styles],
        "pages": pages,
    }
    return values, describer.layers


class _Leaf(NamedTuple):
    """An item that holds no others, how far it is moved, and the element that it is content of."""

    item: "Item"
    dx: float
    dy: float
    role: str
    element: object


class _Line(NamedTuple):
    """Runs on one baseline, between which points they stand, the text they are cut from, the element they are of."""

    runs: "tuple[Run, ...]"
    left: float
    right: float
    y: float
    cut: "Cut | None"
    role: str
    element: object


class _Describer:
    """Describes pages one by one, and collects the styles and drawings that they share."""

    def __init__(self, forms: "Mapping[str, Form]", sources: "Sources") -> None:
        self.forms, self.sources = forms, sources
        self.styles: dict[tuple[Any, ...], int] = {}
        self.files: dict[str, str] = {}
        self.layers: dict[str, str] = {}
        self.topics: set[str] = set()

    def page(self, page: "PlacedPage") -> dict[str, Any]:
        """Return a page: its drawings, its texts, its areas with links; other pages lead to the first of a topic."""
        from booklet.typeset.placed import FormAt, LinkAt, TextAt

        leaves = list(self._leaves(page.items, page.elements))
        forms = [leaf for leaf in leaves if isinstance(leaf.item, FormAt)]
        topic = "" if page.topic in self.topics else page.topic
        self.topics.add(page.topic)
        return {
            "id": topic,
            "art": list(self._art(page, forms)),
            "alt": " ".join(element.alt for element in page.elements if element.alt),
            "texts": [
                self._text(paragraph, page.trim.height)
                for paragraph in _paragraphs(_lines(leaf for leaf in leaves if isinstance(leaf.item, TextAt)))
            ],
            "links": [_link(leaf, page.trim.height) for leaf in leaves if isinstance(leaf.item, LinkAt)],
        }

    def _leaves(
        self,
        items: "Iterable[Item]",
        elements: "Sequence[Element]",
        dx: float = 0.0,
        dy: float = 0.0,
        first: int = 0,
        form: str = "",
    ) -> Iterator[_Leaf]:
        """Yield what stands on a page, and what stands in its forms after each of these."""
        from booklet.typeset.placed import Clipped, FigureAt, FormAt, Group, TextAt

        for item in items:
            if isinstance(item, Group):
                moved = (dx + item.dx, dy + item.dy, first + item.first)
                yield from self._leaves(item.items, elements, *moved, form)
            elif isinstance(item, Clipped | FigureAt):
                yield from self._leaves(item.items, elements, dx, dy, first, form)
            else:
                own = item.element + first if isinstance(item, TextAt) and item.element >= 0 else -1
                while own >= 0 and elements[own].role == "Link":
                    own = elements[own].parent
                yield _Leaf(item, dx, dy, elements[own].role if own >= 0 else "", (form, own))
            if isinstance(item, FormAt):
                inside = self.forms[item.name].component
                yield from self._leaves(inside.items, inside.elements, dx + item.x, dy + item.y, 0, item.name)

    def _art(self, page: "PlacedPage", forms: Sequence[_Leaf]) -> Iterator[str]:
        """Yield the files with the drawings of a page: one of its own, and one of each form, as countries differ."""
        from svg import name_layer, write_layer

        parts = [(page.items, 0.0, 0.0)]
        for leaf in forms:
            items = self.forms[leaf.item.name].component.items  # type: ignore[union-attr]
            parts.append((items, leaf.dx + leaf.item.x, leaf.dy + leaf.item.y))  # type: ignore[union-attr]
        for items, dx, dy in parts:
            layer = write_layer(items, dx, dy, page.trim, self.sources)
            if layer:
                name = name_layer(layer)
                self.layers[name] = layer
                yield name

    def _text(self, lines: Sequence[_Line], height: float) -> dict[str, Any]:
        """Return a paragraph: its box from the upper left corner of the page, its leading, its words in styles."""
        first, runs = lines[0], [run for line in lines for run in line.runs]
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        leading = first.y - lines[1].y if len(lines) > 1 else 1.3 * first.runs[0].size
        side, spare = _side(lines), SLACK * (right - left) + 0.5
        before = {"left": 0.0, "center": spare / 2, "right": spare}[side]
        return {
            "x": round(left - before, 2),
            "y": round(height - first.y, 2),
            "width": round(right - left + spare, 2),
            "leading": round(leading, 2),
            "align": side,
            "level": int(first.role[1:]) if first.role[:1] == "H" and first.role[1:].isdigit() else 0,
            "runs": _without_last_space([[self._style(run), _said(run, runs), run.target] for run in runs]),
        }

    def _style(self, run: "Run") -> int:
        """Return the number of the style of a run."""
        from svg import colours

        from booklet.text.fonts import family_name, find_font

        family, ink = family_name(run.font.file), colours(self.sources.theme)[run.ink]
        self.files[family] = str(find_font(run.font.file))
        style = (family, run.font.weight, round(run.size, 3), ink, run.tracking)
        return self.styles.setdefault(style, len(self.styles))


def _lines(leaves: Iterable[_Leaf]) -> list[_Line]:
    """Return lines of text; one that a link cuts in parts is one again."""
    found: list[_Line] = []
    for leaf in leaves:
        text: Any = leaf.item
        x, y = text.x + leaf.dx, text.y + leaf.dy
        line = _Line(text.line.runs, x, x + text.line.width, y, text.line.cut, leaf.role, leaf.element)
        if found and (found[-1].element, found[-1].left, found[-1].y) == (line.element, line.left, line.y):
            line = line._replace(runs=(*found.pop().runs, *line.runs))
        if line.runs:
            found.append(line)
    return found


def _paragraphs(lines: Iterable[_Line]) -> list[list[_Line]]:
    """Return the lines of each paragraph: those that are cut from one text, each where the one before ends."""
    found: list[list[_Line]] = []
    for line in lines:
        last = found[-1][-1] if found else line
        goes_on = line.cut and last.cut and (last.cut.text, last.cut.end) == (line.cut.text, line.cut.start)
        if goes_on and last.y > line.y and last.element == line.element:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _edges(line: _Line) -> tuple[float, float, float]:
    return line.left, line.right, (line.left + line.right) / 2


def _side(lines: Sequence[_Line]) -> str:
    """Return at which side the lines of a paragraph are even."""
    first = _edges(lines[0])
    for side, place in (("left", 0), ("right", 1), ("center", 2)):
        if len(lines) > 1 and all(abs(_edges(line)[place] - first[place]) < SAME for line in lines):
            return side
    return "right" if lines[0].runs[0].setting.direction == "rtl" else "left"


def _without_last_space(runs: list[list[Any]]) -> list[list[Any]]:
    """Return runs that end with a letter: Typst gives room to a space at the end of a link."""
    while runs and not (kept := str(runs[-1][1]).rstrip()):
        runs = runs[:-1]
    return [*runs[:-1], [runs[-1][0], kept, runs[-1][2]]]


def _said(run: "Run", runs: "Iterable[Run]") -> str:
    """Return the words of a run; what is written from left to right in a text that is not is set apart."""
    is_apart = run.setting.direction == "ltr" and any(other.setting.direction == "rtl" for other in runs)
    return f"\u2066{run.text}\u2069" if is_apart and run.text.strip() else run.text


def _link(leaf: _Leaf, height: float) -> dict[str, Any]:
    link: Any = leaf.item
    box = link.box.moved(leaf.dx, leaf.dy)
    places = {"x": box.x, "y": height - box.top, "width": box.width, "height": box.height}
    return {name: round(place, 2) for name, place in places.items()} | {"to": link.target}
