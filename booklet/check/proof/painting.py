"""What is painted on the pages of a file: facts as our own type draws them, and codes wherever they are.

What other files of a process painted alike is not looked at again: a form that stands on many pages is proven by
itself, and each page once, in that nothing covers the form there.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, floor

import pypdfium2
from PIL import Image, ImageChops

from booklet.check.proof.alone import MARK, FormOn, alone, form_around, forms_on, marked, on_grounds
from booklet.check.proof.copies import open_copy
from booklet.check.proof.everywhere import codes_on
from booklet.check.proof.facts import Fact
from booklet.check.proof.heard import are_elsewhere
from booklet.check.proof.layers import Layer, code_places, layer_of
from booklet.check.proof.operators import meet
from booklet.check.proof.pages import page_crop
from booklet.check.proof.painted import flaw
from booklet.check.proof.parts import FileParts, numbers
from booklet.check.proof.reading import Kept, Reading
from booklet.geometry import Rect
from booklet.pdf.written import NotPlainError

_FLAWS: Kept[str] = Kept()

_MASKS: Kept[Image.Image] = Kept()
"""Where forms are covered by nothing of their page, and where their ground is their own."""

_CODES: Kept[tuple[str, ...]] = Kept()


@dataclass(frozen=True, eq=False)
class _Stand:
    """A form on a page: the page with the form marked, the form alone, and without words on two grounds."""

    form: FormOn
    mark: Layer
    alone: Layer
    grounds: tuple[Layer, Layer]

    def on_form(self, fact: Fact) -> Fact:
        """Return a fact from the lower left corner of the form."""
        x, y = self.form.places(0, 0)
        return fact.placed(x, y, 1 / self.form.scale)


class Painting:
    """Looks at a file that is read: at facts by page, and for codes."""

    def __init__(self, reading: Reading, facts: Mapping[int, Sequence[Fact]]) -> None:
        self._reading = reading
        self._layers = dict(_whole_layers(reading.file, reading)) if reading.file else {}
        self._forms: dict[int, tuple[FormOn, ...]] = {}
        self._stands: dict[tuple[int, str], _Stand | None] = {}
        self._found: dict[tuple[int, Rect], _Stand | None] = {}
        self._alone: dict[bytes, tuple[Layer, tuple[Layer, Layer]]] = {}
        self._copy: pypdfium2.PdfDocument | None = None
        self._opened: dict[bytes, pypdfium2.PdfPage] = {}
        self._shown: dict[bytes, Layer] = {}
        for number, found in facts.items():
            for stand in filter(None, [self._stand(number, fact) for fact in found]):
                if stand.mark.digest not in _MASKS:
                    self._will_show(stand.mark)
                self._will_show(stand.alone)
                if stand.grounds[0].digest not in _MASKS:
                    self._will_show(*stand.grounds)
        for layer in self._layers.values():
            if layer.may_hold_code and layer.digest not in _CODES:
                self._will_show(layer)

    def codes(self, number: int, *, with_words: bool) -> tuple[str, ...]:
        """Return what the codes say that are anywhere on a page; words are looked at if they could be a code."""
        layer = self._layers.get(number)
        said = self._reading.placed.get(number)
        if layer is None or said is None or with_words or any(_draws(part.text) for part, _ in said):
            return codes_on(self._reading.whole(number)[1], ())
        if not layer.may_hold_code:
            return ()
        known = _CODES.find(layer.digest)
        if known is None:
            assert self._reading.file is not None
            places = code_places(self._reading.file, self._reading.pages[number], layer)
            known = _CODES.keep(layer.digest, codes_on(self._pages(layer)[0], places))
        return known

    def _forms_on(self, number: int) -> tuple[FormOn, ...]:
        if number not in self._forms:
            assert self._reading.file is not None
            self._forms[number] = forms_on(self._reading.file, self._reading.pages[number])
        return self._forms[number]

    def flaw(self, number: int, fact: Fact) -> str:
        """Return what is wrong with a fact as it is painted on a page, nothing if it is seen as it should be."""
        stand = self._stand(number, fact)
        if stand and self._is_its_own(stand, fact):
            fact = stand.on_form(fact)
            return self._known(stand.alone.digest, fact, lambda: self._pages(stand.alone)[0])
        look = self._look(number, fact.surroundings)
        return self._known(look, fact, lambda: self._reading.whole(number)[1])

    def _known(self, look: bytes, fact: Fact, page: Callable[[], pypdfium2.PdfPage]) -> str:
        """Return what is wrong with a fact on a page that looks like that; without a look nothing is kept."""
        key = sha256(look + repr(fact).encode()).digest()
        known = _FLAWS.find(key) if look else None
        if known is None:
            known = flaw(page(), fact)
            if look:
                _FLAWS.keep(key, known)
        return known

    def _look(self, number: int, box: Rect) -> bytes:
        """Return a digest of all that is painted on a page, nothing where that cannot be told for a place on it."""
        layer, page = self._layers.get(number), self._reading.pages.get(number)
        if layer is None or page is None or any(meet(box, line) for line in page.lines):
            return b""
        return layer.digest + b"".join(part.digest + repr(matrix).encode() for part, matrix in page.placed)

    def _stand(self, number: int, fact: Fact) -> _Stand | None:
        if (number, fact.box) not in self._found:
            self._found[number, fact.box] = self._find_stand(number, fact)
        return self._found[number, fact.box]

    def _find_stand(self, number: int, fact: Fact) -> _Stand | None:
        """Return the form that a fact stands in, if no words of its page stand there, too."""
        file, layer, page = self._reading.file, self._layers.get(number), self._reading.pages.get(number)
        if file is None or layer is None or page is None or number not in self._reading.placed:
            return None
        with suppress(NotPlainError):
            form = form_around(self._forms_on(number), fact.surroundings)
            if form is None or any(meet(fact.surroundings, line) for line in page.lines):
                return None
            own = Counter((id(part), at) for part, at in file.parts_of(form.ref, form.where))
            others = []
            for (part, at), said in zip(page.placed, self._reading.placed[number], strict=True):
                if own[id(part), at]:
                    own[id(part), at] -= 1
                else:
                    others.append(said)
            if not are_elsewhere(others, fact.surroundings):
                return None
            if (number, form.name) not in self._stands:
                mark = marked(file, layer, form)
                self._stands[number, form.name] = _Stand(form, mark, *self._by_itself(layer, form)) if mark else None
            return self._stands[number, form.name]
        return None

    def _by_itself(self, layer: Layer, form: FormOn) -> tuple[Layer, tuple[Layer, Layer]]:
        """Return a form alone, and without words on two grounds."""
        file = self._reading.file
        assert file is not None
        key = dict(layer.forms)[form.name].digest + repr((form.name, form.ref)).encode()
        if key not in self._alone:
            self._alone[key] = alone(file, layer, form), on_grounds(file, layer, form)
        return self._alone[key]

    def _is_its_own(self, stand: _Stand, fact: Fact) -> bool:
        """Tell whether the place of a fact in a form is painted by the form, and by nothing of its page."""
        own = Rect(0, 0, *stand.form.own[2:])
        clear = self._mask(stand.mark, lambda: marks(page_crop(self._pages(stand.mark)[0], stand.form.box, _COARSE)))
        white, _ = stand.grounds
        solid = self._mask(
            white, lambda: alike(*(page_crop(page, own, _COARSE) for page in self._pages(*stand.grounds)))
        )
        return is_all(clear, stand.form.box, fact.surroundings) and is_all(solid, own, stand.on_form(fact).surroundings)

    def _mask(self, layer: Layer, make: Callable[[], Image.Image]) -> Image.Image:
        known = _MASKS.find(layer.digest)
        return _MASKS.keep(layer.digest, make()) if known is None else known

    def _will_show(self, *layers: Layer) -> None:
        new = {layer.digest: layer for layer in layers if layer.digest not in self._shown}
        if new:
            self._shown |= new
            self._copy, self._opened = None, {}

    def _pages(self, *layers: Layer) -> list[pypdfium2.PdfPage]:
        """Return pages that show layers."""
        self._will_show(*layers)
        if self._copy is None:
            assert self._reading.file is not None
            self._copy = open_copy(self._reading.file, tuple(self._shown.values()))
        for layer in layers:
            if layer.digest not in self._opened:
                self._opened[layer.digest] = self._copy[list(self._shown).index(layer.digest)]
        return [self._opened[layer.digest] for layer in layers]


def _whole_layers(file: FileParts, reading: Reading) -> Iterator[tuple[int, Layer]]:
    """Yield pages with all that paints them but for words."""
    for number, page in reading.pages.items():
        with suppress(NotPlainError):
            left, low, right, top = numbers(page.entries["MediaBox"], 4)
            yield number, layer_of(file, page, Rect(left, low, right - left, top - low))


_COARSE = 72
"""Dots to an inch at which it is seen what is over a form or under it: a dot that is touched is told."""


def marks(picture: Image.Image) -> Image.Image:
    """Return where a picture has the colour of marks alone."""
    return alike(picture, Image.new("RGB", picture.size, MARK))


def alike(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return where two pictures are alike."""
    red, green, blue = ImageChops.difference(one, other).split()
    off = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return off.point([255] + 255 * [0]).convert("1", dither=Image.Dither.NONE)


def is_all(mask: Image.Image, box: Rect, place: Rect) -> bool:
    """Tell whether all of a place is in a mask, which is that of a box."""
    across, up = mask.width / box.width, mask.height / box.height
    left, right = ((x - box.x) * across for x in (place.x, place.right))
    top, low = ((box.top - y) * up for y in (place.top, place.y))
    if left < 0 or top < 0 or right > mask.width or low > mask.height:
        return False
    return mask.crop((floor(left), floor(top), ceil(right), ceil(low))).getextrema() == (255, 255)


def _draws(text: str) -> bool:
    return not text.isascii() and bool(_DRAWS.search(text))


_DRAWS = re.compile(r"(?:[\u2580-\u259f\u25a0-\u25ff\u2b1b\u2b1c]\s*){20}")
"""Letters that are pieces of a picture, so many that they may be a code."""
