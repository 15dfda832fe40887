"""The tree of tags (ISO 32000-2, 14.7): elements in reading order, and the element of each content and annotation."""

from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Object, Pdf, Stream, String

from booklet.check.preflight.read.library import TooMuchError
from booklet.check.preflight.screenfile import Tag
from booklet.values import Frozen

MOST_ELEMENTS = 200_000
_LONGEST_CHAIN = 100

GROUPING = (
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
)  # fmt: skip
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
STANDARD = frozenset((
    *GROUPING, *HEADINGS, "H", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot",
    "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu",
    "WT", "WP", "Figure", "Formula", "Form",
))  # fmt: skip
"""The kinds that every reader knows (ISO 32000-1, 14.8.4)."""


class Tags(Frozen):
    """The elements of a file, each found by its object, and the objects that the parent tree holds under each key."""

    elements: tuple[Tag, ...]
    numbers: Mapping[tuple[int, int], int]
    owners: Mapping[int, Object]

    def of_mark(self, key: int | None, mark: int) -> Tag | None:
        """Return the element of marked content, by the key of its page or form (14.7.4.4)."""
        held = None if key is None else self.owners.get(key)
        if not isinstance(held, Array) or not 0 <= mark < len(held):
            return None
        return self._element(held[mark])

    def of_object(self, key: int | None) -> Tag | None:
        """Return the element of an annotation or of a whole form."""
        return None if key is None else self._element(self.owners.get(key))

    def _element(self, found: Object | None) -> Tag | None:
        if not isinstance(found, Dictionary):
            return None
        number = self.numbers.get(found.objgen)
        return None if number is None else self.elements[number]


NO_TAGS = Tags((), {}, {})


def read_tags(pdf: Pdf) -> Tags:
    """Return the tags of a file, each once; loops are reported elsewhere (`circles`)."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return NO_TAGS
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    roles, classes = _names(root.get("/RoleMap")), root.get("/ClassMap")
    elements: list[Tag] = []
    numbers: dict[tuple[int, int], int] = {}
    waiting = [(kid, -1) for kid in reversed(list(_kids(root)))]
    while waiting:
        node, parent = waiting.pop()
        if not isinstance(node, Dictionary) or "/S" not in node or node.objgen in numbers:
            continue
        number = len(elements)
        if number >= MOST_ELEMENTS:
            raise TooMuchError(f"more than {MOST_ELEMENTS:,} tags")
        if node.objgen != (0, 0):
            numbers[node.objgen] = number
        kids = list(_kids(node))
        elements.append(_element(node, kids, number, parent, pages, roles, classes))
        waiting += [(kid, number) for kid in reversed(kids)]
    return Tags(tuple(elements), numbers, dict(_read_number_tree(root.get("/ParentTree"))))


def _kids(node: Object) -> Iterator[Object]:
    """Yield what an element holds, in order."""
    held = node.get("/K")
    if isinstance(held, Array):
        yield from held
    elif held is not None:
        yield held


def _names(found: Object | None) -> dict[str, str]:
    if not isinstance(found, Dictionary):
        return {}
    return {key[1:]: str(value)[1:] for key, value in found.items()}


def _element(
    node: Object,
    kids: list[Object],
    number: int,
    parent: int,
    pages: Mapping[tuple[int, int], int],
    roles: Mapping[str, str],
    classes: Object | None,
) -> Tag:
    kind = str(node.S)[1:]
    standard, fault = standard_of(kind, roles)
    page, attributes = node.get("/Pg"), _attributes(node, classes)
    return Tag(
        number=number,
        kind=kind,
        standard=standard,
        parent=parent,
        page=pages.get(page.objgen) if isinstance(page, Dictionary) else None,
        marks=len([kid for kid in kids if _is_mark(kid)]),
        objects=len([kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"]),
        names_parent="/P" in node,
        role_fault=fault,
        alt=words(node, "/Alt"),
        actual=words(node, "/ActualText"),
        expansion=words(node, "/E"),
        language=words(node, "/Lang"),
        name=words(node, "/ID") or "",
        scope=str(attributes.get("/Scope", "/"))[1:],
        headers=_headers(attributes.get("/Headers")),
        rows=_span(attributes.get("/RowSpan")),
        columns=_span(attributes.get("/ColSpan")),
        role=str(attributes.get("/Role", "/"))[1:],
    )


def _is_mark(kid: object) -> bool:
    return isinstance(kid, int) or (isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR")


def standard_of(kind: str, roles: Mapping[str, str]) -> tuple[str, str]:
    """Return the standard kind that a kind is mapped to, and the fault in that mapping (14.8.6).

    >>> standard_of("Box", {"Box": "Sect"})
    ('Sect', '')
    >>> standard_of("Box", {"Box": "Case", "Case": "Box"})
    ('', 'circle')
    """
    if kind in STANDARD:
        return kind, "" if kind not in roles else "circle" if roles[kind] == kind else "remapped"
    seen = {kind}
    for _ in range(_LONGEST_CHAIN):
        kind = roles.get(kind, "")
        if kind in STANDARD:
            return kind, ""
        if kind in seen:
            return "", "circle"
        if not kind:
            break
        seen.add(kind)
    return "", "unknown"


def words(node: Object, key: str) -> str | None:
    """Return an entry that holds words; None if there is none."""
    held = node.get(key)
    return str(held) if isinstance(held, String) else None


def _attributes(node: Object, classes: Object | None) -> dict[str, Object]:
    """Return the attributes of an element, those of its classes first (14.7.6)."""
    found: dict[str, Object] = {}
    named = node.get("/C")
    if isinstance(classes, Dictionary) and named is not None:
        for name in named if isinstance(named, Array) else [named]:
            found |= _entries(classes.get(str(name)))
    return found | _entries(node.get("/A"))


def _entries(held: Object | None) -> dict[str, Object]:
    found: dict[str, Object] = {}
    for each in held if isinstance(held, Array) else [held]:
        if isinstance(each, Dictionary | Stream):
            found |= {key: each[key] for key in ("/Scope", "/Headers", "/RowSpan", "/ColSpan", "/Role") if key in each}
    return found


def _headers(held: Object | None) -> tuple[str, ...]:
    return tuple(map(str, held)) if isinstance(held, Array) else ()


def _span(held: object) -> int:
    return min(max(int(held), 1), 1000) if isinstance(held, int) else 1


def _read_number_tree(tree: Object | None) -> Iterator[tuple[int, Object]]:
    """Yield the keys of a number tree and what they hold (7.9.7)."""
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.objgen != (0, 0) and node.objgen in seen):
            continue
        seen.add(node.objgen)
        if len(seen) > MOST_ELEMENTS:
            raise TooMuchError(f"more than {MOST_ELEMENTS:,} parts of the tags")
        kids, pairs = node.get("/Kids"), node.get("/Nums")
        waiting += list(kids) if isinstance(kids, Array) else []
        held = list(pairs) if isinstance(pairs, Array) else []
        for key, value in zip(held[::2], held[1::2], strict=False):
            if isinstance(key, int):
                yield key, value
