"""A form that a page draws: what it paints by itself, and whether anything of the page is painted over it.

What changes from country to country is a form that stands on many pages: it is proven once, and each page once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from booklet.check.proof.layers import Layer, made_layer
from booklet.check.proof.operators import AS_IT_IS, Matrix, box_of
from booklet.check.proof.parts import Entries, FileParts, PageParts, forms_of, numbers
from booklet.geometry import Rect
from booklet.pdf.objects import Name
from booklet.pdf.written import Value, as_dict, as_list
from booklet.pdfnumbers import numbers as written


@dataclass(frozen=True, eq=False)
class FormOn:
    """A form that a page draws by itself, once and upright: what it refers to, its place, the box it is cut at.

    `own` is that box in its own space, `scale` what it is drawn at.
    """

    name: str
    ref: Value
    where: Matrix
    own: Rect
    box: Rect
    scale: float

    def places(self, x: float, y: float) -> tuple[float, float]:
        """Return a place on the page from the lower left corner of the form's box."""
        return (x - self.box.x) / self.scale, (y - self.box.y) / self.scale


def forms_on(file: FileParts, page: PageParts) -> tuple[FormOn, ...]:
    """Return the forms that a page draws once each, and upright."""
    drawn = file.drawn(*as_list(page.entries["Contents"]))
    times = Counter(name for name, _ in drawn.forms)
    found = forms_of(as_dict(page.entries["Resources"]), drawn)
    return tuple(form for name, ref, where in found if times[name] == 1 for form in _form_on(file, name, ref, where))


def _form_on(file: FileParts, name: str, ref: Value, where: Matrix) -> Iterator[FormOn]:
    form = file.file.object(ref).entries
    if (
        form.get("Subtype") == Name("Form")
        and "Matrix" not in form
        and where[0] > 0
        and where[:4] == (where[0], 0, 0, where[0])
    ):
        left, low, right, top = numbers(form.get("BBox"), 4)
        own = Rect(left, low, right - left, top - low)
        yield FormOn(name, ref, where, own, box_of(own, where), where[0])


def form_around(forms: Iterable[FormOn], box: Rect) -> FormOn | None:
    """Return the form that a box is inside of, if there is one alone."""
    found = [form for form in forms if _is_inside(box, form.box)]
    return found[0] if len(found) == 1 else None


def _is_inside(box: Rect, other: Rect) -> bool:
    return other.x <= box.x and other.y <= box.y and box.right <= other.right and box.top <= other.top


MARK = (255, 0, 255)

_FILLED = "1 0 1 rg %f %f %f %f re f"


def marked(file: FileParts, layer: Layer, form: FormOn) -> Layer | None:
    """Return what paints a page with a form of it filled with `MARK`: where that is seen, nothing else is over it.

    There is none where words are set in a way that forms would go on in.
    """
    if _TEXT_STATE.search(layer.content):
        return None
    entries = dict(layer.forms)[form.name].entries
    mark = made_layer(file, (_FILLED % form.own).encode(), entries, {}, ())
    forms = tuple((name, mark if name == form.name else other) for name, other in layer.forms)
    return made_layer(file, layer.content, layer.entries, layer.resources, forms)


_TEXT_STATE = re.compile(rb"(?<![^\s\]>])T[cLswz](?!\S)")


def alone(file: FileParts, layer: Layer, form: FormOn) -> Layer:
    """Return what a form paints by itself on white, words and all."""
    parts = file.parts_of(form.ref, AS_IT_IS)
    content, entries = _draws(form), _page_of(form)
    said = dict(layer.forms)[form.name].digest + b"".join(part.digest + b"%r" % (at,) for part, at in parts)
    digest = sha256(content + said + file.digest(dict(entries))).digest()
    return Layer(digest, content, entries, {"XObject": {form.name: form.ref}}, ())


def on_grounds(file: FileParts, layer: Layer, form: FormOn) -> tuple[Layer, Layer]:
    """Return what a form paints without words, on white and on a ground of `MARK`: its own ground is where both are."""
    entries, forms = _page_of(form), ((form.name, dict(layer.forms)[form.name]),)
    ground = (_FILLED % (0, 0, *form.own[2:])).encode()
    white = made_layer(file, _draws(form), entries, {}, forms)
    return white, made_layer(file, b"q %b Q %b" % (ground, _draws(form)), entries, {}, forms)


def _page_of(form: FormOn) -> Entries:
    return {"MediaBox": [0.0, 0.0, form.own.width, form.own.height]}


def _draws(form: FormOn) -> bytes:
    place = written((1, 0, 0, 1, -form.own.x, -form.own.y))
    return f"q {place} cm /{form.name} Do Q".encode("latin-1")
