"""The parts of a file's pages: what a page draws itself, and each form on it, by a digest of all that is read in them.

Parts of equal digests are read alike, whichever files they stand in: a digest is made from the bytes of the file that
was written, and holds the content, the resources, and of each font what the part shows of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from booklet.check.proof.fontcodes import FontCodes, font_codes
from booklet.check.proof.operators import AS_IT_IS, Drawn, Matrix, box_of, product, read_operators
from booklet.geometry import Rect
from booklet.pdf.objects import Name, Ref
from booklet.pdf.written import NotPlainError, Value, Written, as_dict, as_list, as_written, read_value

Entries = Mapping[str, Value]

LINES = b"lines"
"""What stands for a digest of lines: each file has others."""


@dataclass(frozen=True, eq=False)
class Part:
    """What a page or a form draws itself, its forms apart: a digest, and the entries of a page that shows it alone.

    With `boxes`, those of its fonts, the digest tells also how high its letters are.
    """

    digest: bytes
    boxes: bytes
    entries: Entries


@dataclass(frozen=True, eq=False)
class Lines:
    """Forms that stand once each in a file and have the same resources and box, to be shown below one another."""

    digest: bytes
    forms: tuple[Value, ...]
    resources: Entries
    box: Rect

    @property
    def pitch(self) -> float:
        """How far one is shown below another."""
        return 2 * self.box.height


@dataclass(frozen=True, eq=False)
class PageParts:
    """A page of a file: its entries, its parts that hold text or links with their places, and the boxes of lines."""

    entries: Entries
    placed: tuple[tuple[Part, Matrix], ...]
    lines: tuple[Rect, ...]


class FileParts:
    """The pages of a file, taken apart; raise `NotPlainError` if its pages are not found as plainly as ours are."""

    def __init__(self, file: Written) -> None:
        self.file = file
        self._fonts: dict[object, FontCodes] = {}
        self._drawn: dict[tuple[object, ...], Drawn] = {}
        self._parts: dict[object, Part] = {}
        self._digests: dict[str, bytes] = {}
        root = file.object(file.root).entries
        self.tree = root.get("Pages")
        entries = file.object(self.tree).entries
        if set(entries) != {"Type", "Kids", "Count"}:
            raise NotPlainError
        self._pages = as_list(entries["Kids"])
        if entries["Count"] != len(self._pages) or "OCProperties" in root:
            raise NotPlainError
        shown = as_dict(file.value(root.get("ViewerPreferences") or {}))
        self.is_right_to_left = shown.get("Direction") == Name("R2L")
        self.lines = self._lines()

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> PageParts:
        """Return the parts of a page; raise `NotPlainError` if they cannot be told apart."""
        entries = self.file.object(self._pages[number]).entries
        if not _NEEDED <= entries.keys() <= _MOST or entries["Parent"] != self.tree:
            raise NotPlainError
        resources = as_dict(entries["Resources"])
        drawn = self.drawn(*as_list(entries["Contents"]))
        shown: Entries = {key: entries[key] for key in ("MediaBox", "Contents", "Annots") if key in entries}
        placed, lines = [(self._part(shown, resources, drawn), AS_IT_IS)], []
        for _, ref, matrix in forms_of(resources, drawn):
            if self.lines and ref in self.lines.forms:
                lines.append(box_of(self.lines.box, matrix))
            else:
                self._place(ref, matrix, placed)
        return PageParts(entries, tuple(placed), tuple(lines))

    def parts_of(self, ref: Value, matrix: Matrix) -> list[tuple[Part, Matrix]]:
        """Return the parts of a form that is drawn in a place, and of all forms in it."""
        placed: list[tuple[Part, Matrix]] = []
        self._place(ref, matrix, placed)
        return placed

    def _lines(self) -> Lines | None:
        """Return the forms that differ from page to page, as the lines in the slug do, if there are some."""
        named = [as_dict(self.file.object(page).entries.get("Resources")).get("XObject", {}) for page in self._pages]
        uses = Counter(ref for forms in named for ref in as_dict(forms).values() if type(ref) is Ref)
        alike: dict[str, list[Value]] = defaultdict(list)
        for ref, count in uses.items():
            form = self.file.object(ref)
            resources = form.entries.get("Resources")
            if count > 1 or set(form.entries) != _LINE or not isinstance(resources, dict) or "Font" not in resources:
                continue
            if "XObject" not in resources and b"Do" not in self.file.content(ref):
                alike[repr((resources, form.entries["BBox"]))].append(ref)
        forms = max(alike.values(), key=len, default=[])
        if len(forms) < _FEWEST:
            return None
        entries = self.file.object(forms[0]).entries
        left, low, right, top = numbers(entries["BBox"], 4)
        return Lines(LINES, tuple(forms), as_dict(entries["Resources"]), Rect(left, low, right - left, top - low))

    def drawn(self, *streams: Value) -> Drawn:
        """Return what streams draw one after the other."""
        found = self._drawn.get(streams)
        if found is None:
            found = self._drawn[streams] = read_operators(tuple(map(self.file.stream, streams)))
        return found

    def _place(self, ref: Value, matrix: Matrix, placed: list[tuple[Part, Matrix]], depth: int = 0) -> None:
        """Add the parts of a form that hold text, and of all forms in it."""
        entries = self.file.object(ref).entries
        kind = entries.get("Subtype")
        if kind == Name("Image"):
            return
        drawn = self.drawn(ref)
        if kind != Name("Form") or depth > _DEEPEST:
            raise NotPlainError
        if not drawn.fonts and not drawn.forms:
            return
        resources = as_dict(entries.get("Resources"))
        matrix = product(form_matrix(entries), matrix)
        if drawn.fonts:
            if ref not in self._parts:
                shown: Entries = {"MediaBox": entries.get("BBox"), "Contents": [ref]}
                self._parts[ref] = self._part(shown, resources, drawn)
            placed.append((self._parts[ref], matrix))
        for _, inner, where in forms_of(resources, drawn):
            self._place(inner, product(where, matrix), placed, depth + 1)

    def _part(self, shown: Entries, resources: Entries, drawn: Drawn) -> Part:
        """Return a part that is shown with the fonts that it uses and without any form."""
        fonts = as_dict(self.file.value(resources.get("Font", {})))
        used = {name: fonts.get(name) for name, _ in drawn.fonts}
        others = other_resources(resources)
        said = [b"%r" % self.is_right_to_left, self.digest(others), b"%r" % shown["MediaBox"], drawn.digest]
        fonts_used = [self._font(ref) for ref in used.values()]
        for (name, codes), font in zip(drawn.fonts, fonts_used, strict=True):
            said += (b"%r %d\n" % (name, len(codes)), font.digest(codes))
        for link in as_list(self.file.value(shown.get("Annots", []))):
            said.append(_link(self.file.object(link).head))
        digest = sha256(b"".join(said)).digest()
        boxes = b"".join(font.box for font in fonts_used)
        return Part(digest, boxes, {**shown, "Resources": {**others, "Font": used}})

    def _font(self, ref: Value) -> FontCodes:
        if ref not in self._fonts:
            self._fonts[ref] = font_codes(self.file, ref)
        return self._fonts[ref]

    def digest(self, value: Value) -> bytes:
        """Return a digest of all that a value holds, and of what it refers to."""
        key = repr(value)
        found = self._digests.get(key)
        if found is None:
            said = self.file.digests.resolved(as_written(value))
            found = self._digests[key] = sha256(said).digest()
        return found


_NEEDED = {"Type", "Parent", "MediaBox", "Contents", "Resources"}

_MOST = _NEEDED | {"Annots", "BleedBox", "StructParents", "Tabs", "TrimBox"}
"""Entries that a page may have: others could tell how it is read."""

_LINE = {"Type", "Subtype", "BBox", "Resources", "Filter", "Length"}
"""Entries of a form that is no part of a file's structure, and stands as it is."""

_FEWEST = 4
"""Lines that are worth to be read together."""

_DEEPEST = 8
"""Forms may hold one another so often."""


def other_resources(resources: Entries) -> dict[str, Value]:
    """Return resources that are neither fonts nor forms."""
    return {kind: value for kind, value in resources.items() if kind not in ("Font", "XObject")}


def forms_of(resources: Entries, drawn: Drawn) -> Iterator[tuple[str, Value, Matrix]]:
    """Yield the forms that content draws, by name, with what they refer to and their places."""
    named = as_dict(resources.get("XObject", {})) if drawn.forms else {}
    for name, matrix in drawn.forms:
        yield name, named.get(name), matrix


def form_matrix(entries: Entries) -> Matrix:
    """Return where a form puts its space."""
    matrix = entries.get("Matrix")
    return AS_IT_IS if matrix is None else numbers(matrix, 6)


def numbers(value: Value, count: int) -> tuple[float, ...]:
    """Return the numbers of an array; raise `NotPlainError` if it does not hold as many."""
    found = [number for number in as_list(value) if isinstance(number, float)]
    if len(found) != count or len(as_list(value)) != count:
        raise NotPlainError
    return tuple(found)


@lru_cache(maxsize=2048)
def _link(head: bytes) -> bytes:
    """Return what an annotation says, but for the page it stands on and the page it leads to."""
    said = {key: value for key, value in as_dict(read_value(head)).items() if key not in ("Dest", "P", "StructParent")}
    if _refers(said) or said.get("Subtype") != Name("Link"):  # others may be painted, even without an appearance
        raise NotPlainError
    return repr(said).encode()


def _refers(value: Value) -> bool:
    if isinstance(value, dict | list):
        return any(map(_refers, value.values() if isinstance(value, dict) else value))
    return type(value) is Ref
