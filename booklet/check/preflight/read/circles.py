"""Trees in a file that form a circle: a program that follows one never comes to an end."""

from collections.abc import Iterable, Iterator

from pikepdf import Array, Dictionary, Object, Pdf

from booklet.check.preflight.read.library import TooMuchError

MOST_NODES = 400_000

_TREES = (
    ("the tags", "/StructTreeRoot", ("/K",)),
    ("the bookmarks", "/Outlines", ("/First", "/Next")),
    ("the names", "/Names", ("/Dests", "/EmbeddedFiles", "/JavaScript", "/Kids")),
    ("the labels of the pages", "/PageLabels", ("/Kids",)),
)
"""What to call each tree of the catalog, its entry, and the entries of a node that hold nodes below or beside it."""


def circles_of(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Yield the code and a description of each tree that contains itself."""
    for name, entry, below in _TREES:
        node = _find_first_in_itself(pdf.Root.get(entry), below)
        if node is not None:
            yield "circle", f"{name} of the file go in a circle{_describe_page(pdf, node)}"


def _find_first_in_itself(root: Object | None, below: tuple[str, ...]) -> Object | None:
    """Return a node that lies below itself, None if there is none."""
    above: set[tuple[int, int]] = set()
    done: set[tuple[int, int]] = set()
    waiting = [(root, False)]
    for _ in range(MOST_NODES):
        if not waiting:
            return None
        node, is_left = waiting.pop()
        if not isinstance(node, Array | Dictionary):
            continue
        number = node.objgen
        if is_left:
            above.discard(number)
            done.add(number)
        elif number in above:
            return node
        elif number not in done:
            if number != (0, 0):
                above.add(number)
                waiting.append((node, True))
            waiting += [(each, False) for each in _list_below(node, below)]
    raise TooMuchError(f"a tree of more than {MOST_NODES:,} parts")


def _list_below(node: Array | Dictionary, keys: tuple[str, ...]) -> Iterable[Object]:
    return node if isinstance(node, Array) else [node[key] for key in keys if key in node]


def _describe_page(pdf: Pdf, node: Object) -> str:
    """Return where a node is, as far as it says so."""
    page = node.get("/Pg") if isinstance(node, Dictionary) else None
    if not isinstance(page, Dictionary):
        return ""
    numbers = [number for number, each in enumerate(pdf.pages, start=1) if each.obj.objgen == page.objgen]
    return f" (on page {numbers[0]})" if numbers else ""
