"""What paints a place on a page but for text: content without its words, forms that reach there, by a digest.

Where the words of a page stand elsewhere, the place looks as it does with them, and alike in every file in which the
rest is the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from booklet.check.proof.operators import AS_IT_IS, Drawn, Matrix, box_of, meet, product
from booklet.check.proof.parts import Entries, FileParts, PageParts, form_matrix, forms_of, numbers, other_resources
from booklet.geometry import Rect
from booklet.pdf.objects import Name
from booklet.pdf.written import NotPlainError, Stream, Value, as_dict, as_list, decoded


@dataclass(frozen=True, eq=False)
class Layer:
    """Content without words, with its entries and resources, and the forms in it that reach a place."""

    digest: bytes
    content: bytes
    entries: Entries
    resources: Entries
    forms: "tuple[tuple[str, Layer], ...]"

    @property
    def may_hold_code(self) -> bool:
        """Whether it has a picture, a pattern, or so many shapes in one content that they could be a code."""
        has_pictures = bool(as_dict(self.resources.get("XObject", {})))
        return has_pictures or self.draws_code or any(form.may_hold_code for _, form in self.forms)

    @property
    def draws_code(self) -> bool:
        """Whether its shapes could be a code, without its forms and pictures."""
        return "Pattern" in self.resources or _may_hold_code(self.content)


FEWEST_AREAS, FEWEST_LINES = 25, 60
"""What a code has at least: areas, even where all modules that touch are one, and the code says no more than a host has
letters; or bars, or forms, one for each module."""


@lru_cache(maxsize=2048)
def _may_hold_code(content: bytes) -> bool:
    found = {b"m": 0, b"S": 0, b"f": 0, b"Do": 0}
    for operator in _SHAPE.findall(content):
        if operator in _BEGINS:
            found[b"m"] += 1
        elif operator in (b"Do", b"sh"):
            found[b"Do"] += 1
        else:
            found[b"S" if operator in b"Ss" else b"f"] += found[b"m"]
            found[b"m"] = 0
    return found[b"f"] >= FEWEST_AREAS or found[b"S"] >= FEWEST_LINES or found[b"Do"] >= FEWEST_LINES


_SHAPE = re.compile(rb"(?<![^\s\]>])(m|re|Do|sh|[fFBb]\*?|[SsnW])(?!\S)")

_BEGINS = (b"m", b"re")


def layer_of(file: FileParts, page: PageParts, box: Rect) -> Layer:
    """Return what paints a place on a page but for words; raise `NotPlainError` if words cannot be told from it."""
    streams = as_list(page.entries["Contents"])
    if numbers(page.entries["MediaBox"], 4)[:2] != (0, 0):  # places are told from the corner of the sheet
        raise NotPlainError
    entries: Entries = {"MediaBox": page.entries["MediaBox"]}
    return _layer(file, entries, as_dict(page.entries["Resources"]), streams, AS_IT_IS, box)


def _layer(
    file: FileParts, entries: Entries, resources: Entries, streams: list[Value], matrix: Matrix, box: Rect
) -> Layer:
    content = _without_words(tuple(map(file.file.stream, streams)))
    drawn = file.drawn(*streams)
    pictures = {name: ref for name, ref, _ in forms_of(resources, drawn) if _is_picture(file, ref)}
    forms = tuple(_reaching(file, resources, drawn, matrix, box))
    if len({(name, form.digest) for name, form in forms}) > len(dict(forms)):
        raise NotPlainError  # a form that is drawn twice, of which other forms reach the place each time
    others = other_resources(resources) | ({"XObject": pictures} if pictures else {})
    return made_layer(file, content, entries, others, forms)


def made_layer(
    file: FileParts, content: bytes, entries: Entries, resources: Entries, forms: tuple[tuple[str, Layer], ...]
) -> Layer:
    """Return a layer with its digest."""
    said = [file.digest(dict(entries)), file.digest(dict(resources)), b"%d" % len(content), content]
    said += [part for name, form in forms for part in (b"%r" % name, form.digest)]
    return Layer(sha256(b"".join(said)).digest(), content, entries, resources, forms)


def _is_picture(file: FileParts, ref: Value) -> bool:
    return file.file.object(ref).entries.get("Subtype") == Name("Image")


def _reaching(
    file: FileParts, resources: Entries, drawn: Drawn, matrix: Matrix, box: Rect
) -> Iterator[tuple[str, Layer]]:
    """Yield the forms that reach a place; they are cut at their own boxes (ISO 32000-2, 8.10.1)."""
    for name, ref, where in forms_of(resources, drawn):
        form = file.file.object(ref).entries
        if form.get("Subtype") == Name("Image"):
            continue
        if form.get("Subtype") != Name("Form"):
            raise NotPlainError
        placed = product(form_matrix(form), product(where, matrix))
        left, low, right, top = numbers(form.get("BBox"), 4)
        if meet(box_of(Rect(left, low, right - left, top - low), placed), box):
            entries = {key: value for key, value in form.items() if key not in _OWN}
            yield name, _layer(file, entries, as_dict(form.get("Resources")), [ref], placed, box)


_OWN = ("Resources", "StructParents", "Filter", "Length")

_WORDS = re.compile(rb"\[[^\]]*\]TJ|/\S+ [\d.]+ Tf(?: [-\d. ]+ Tm)?(?!\S)")


@lru_cache(maxsize=256)
def _without_words(streams: tuple[Stream, ...]) -> bytes:
    """Return the content of streams without the strings it shows; where they cut what is painted, they cannot go."""
    content = _WORDS.sub(b"", b"\n".join(map(decoded, streams)))
    if b"Tr" in content:
        raise NotPlainError
    return content


def code_places(file: FileParts, page: PageParts, layer: Layer) -> tuple[Rect, ...]:
    """Return the boxes of what may be a code on a page: of it all, of forms on it, of pictures."""
    resources, streams = as_dict(page.entries["Resources"]), as_list(page.entries["Contents"])
    left, low, right, top = numbers(page.entries["MediaBox"], 4)
    own = [Rect(left, low, right - left, top - low)] if layer.draws_code else []
    return (*own, *_places(file, resources, streams, layer, AS_IT_IS))


def _places(file: FileParts, resources: Entries, streams: list[Value], layer: Layer, matrix: Matrix) -> Iterator[Rect]:
    forms = dict(layer.forms)
    for name, ref, where in forms_of(resources, file.drawn(*streams)):
        entries = file.file.object(ref).entries
        placed = product(form_matrix(entries), product(where, matrix))
        if _is_picture(file, ref):
            yield box_of(Rect(0, 0, 1, 1), product(where, matrix))
        elif name in forms and forms[name].draws_code:
            left, low, right, top = numbers(entries.get("BBox"), 4)
            yield box_of(Rect(left, low, right - left, top - low), placed)
        elif name in forms and forms[name].may_hold_code:
            yield from _places(file, as_dict(entries.get("Resources")), [ref], forms[name], placed)
