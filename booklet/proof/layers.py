"""What paints a place on a page but for text: content without its words, forms that reach there, by a digest.

Where the words of a page stand elsewhere, the place looks as it does with them, and alike in every file in which the
rest is the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from booklet.geometry import Rect
from booklet.pdfobjects import Name
from booklet.proof.operators import AS_IT_IS, Drawn, Matrix, box_of, meet, product
from booklet.proof.parts import Entries, FileParts, PageParts, form_matrix, forms_of, numbers, other_resources
from booklet.written import NotPlainError, Stream, Value, as_dict, as_list, decoded


@dataclass(frozen=True, eq=False)
class Layer:
    """Content without words, with its entries and resources, and the forms in it that reach a place."""

    digest: bytes
    content: bytes
    entries: Entries
    resources: Entries
    forms: "tuple[tuple[str, Layer], ...]"


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
    forms = tuple(_reaching(file, resources, file.drawn(*streams), matrix, box))
    if len({(name, form.digest) for name, form in forms}) > len(dict(forms)):
        raise NotPlainError  # a form that is drawn twice, of which other forms reach the place each time
    others = other_resources(resources)
    said = [file.digest(dict(entries)), file.digest(others), b"%d" % len(content), content]
    said += [part for name, form in forms for part in (b"%r" % name, form.digest)]
    digest = sha256(b"".join(said)).digest()
    return Layer(digest, content, entries, others, forms)


def _reaching(
    file: FileParts, resources: Entries, drawn: Drawn, matrix: Matrix, box: Rect
) -> Iterator[tuple[str, Layer]]:
    """Yield the forms that reach a place; they are cut at their own boxes (ISO 32000-2, 8.10.1)."""
    for name, ref, where in forms_of(resources, drawn):
        form = file.file.object(ref).entries
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
