"""What decides which codes a page shows, told without painting it: pages alike in this show the same ones.

A form that can be no code counts only where it stands, for it may cover one, and letters not at all, on the page or in
such a form: most of what differs from file to file is words, or is far from all that may be a code.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import partial
from hashlib import sha256
from itertools import count
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import enclose_points, overlap
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.read.digests import Digests
from booklet.geometry import Rect

Drawn = tuple[tuple[str, Matrix], ...]
"""What content draws by name, in its order, with the matrix it is drawn in."""

_UNLETTERED: Kept[bytes, bytes] = Kept(1024, "codelooks.unlettered")
"""A digest of what content does besides letters, by a digest of all of it."""

_DRAWN: Kept[bytes, Drawn] = Kept(512, "codelooks.drawn")
"""What content draws, by a digest of what it does besides letters."""

_MET: Kept[bytes, bool] = Kept(512, "codelooks.met")
"""Content that was met before: what is met for the first time is looked at in any case."""

FIRST = 64
"""Pages of new content in a process of which it is told what decides their look: the user's next command may meet them.

In a long run what is new is the page of one school, and seldom comes again.
"""

_NEW = count(1)

_SHOWS = ("BT", "ET", "Tj", "TJ", "'", '"', "Td", "TD", "Tm", "T*")
_SETS = ("Tc", "Tw", "Tz", "TL", "Tf", "Ts", "Tr")
_BELONGS = ("BMC", "BDC", "EMC", "MP", "DP")

_LETTERING = frozenset((*_SHOWS, *_SETS, *_BELONGS))
"""Operators that show letters, say how these are set, or mark content (ISO 32000-2, 9.4, 9.3 and 14.6)."""

_CLIPPING = 4
"""From this mode on, letters clip what is painted after them (9.3.6)."""

_UNSEEN = {"/Type", "/Parent", "/Contents", "/Resources", "/Annots", "/StructParents", "/Tabs"}
"""Entries of a page that do not change how it is painted, or are looked at by themselves."""

_LISTS = {"/Type", "/Kids", "/Count"}
"""Entries of a list of pages from which they inherit nothing."""

_OF_CONTENT = {"/Resources", "/Length", "/Filter", "/DecodeParms"}
"""Entries of a form that are its content, or tell how it is packed."""


class Share(Enum):
    """What something that is drawn by name does for codes: it may be one, or cover one; or it is letters alone.

    Letters are left out where codes are looked for, unless they clip what is painted after them.
    """

    WHOLE = "may be a code"
    PLACE = "may cover one"
    NONE = "is letters"


class PlacedForm(NamedTuple):
    """A form that can be no code: the box that it paints in, and a digest of all that it paints besides letters."""

    box: Rect
    digest: bytes


_PLACED: Kept[tuple[bytes, Matrix], PlacedForm] = Kept(8192)
"""Forms in their places, by a digest of all that they are besides letters and the matrix they are drawn in."""


class CodeLook(NamedTuple):
    """A digest of everything that decides where a page may show codes, and the forms on it that may cover some."""

    shown: bytes
    others: tuple[PlacedForm, ...]

    def within(self, box: Rect) -> bytes:
        """Return a digest of everything that decides what the page shows in a box."""
        near = (form for form in self.others if overlap(form.box, box))
        return sha256(self.shown + b"".join(repr(form).encode() for form in near)).digest()


def look_of(
    page: pikepdf.Page, digests: Digests, share_of: Callable[[Any], Share], *, has_plain_letters: bool
) -> CodeLook | None:
    """Return what decides which codes a page shows; None if more does than stands in its content, or that is new.

    Its letters count unless all its fonts are embedded outlines. Raises `ValueError` if its content is broken.
    """
    whole = own = digests.of_content(page.obj.get("/Contents"), page.resources)
    if whole is not None and has_plain_letters:
        own = _UNLETTERED.get_or_make(whole, partial(_digest_besides_letters, page, digests, whole))
    if own is None or not _is_met(own):
        return None
    letters_count = own == whole  # those that clip on the page may do so in its forms
    held, frame = page.resources.get("/XObject", Dictionary()), frame_of(page.obj, digests)
    if frame is None:
        return None
    others, parts = {}, [own, frame]
    for name, thing in sorted(held.items()):
        share, digest = share_of(thing), digests.of(thing)
        if digest is None:
            return None
        if share is Share.WHOLE or letters_count:
            parts.append(name.encode() + digest)
            continue
        bare = digest
        if "/Font" in thing.get("/Resources", Dictionary()):
            bare = _UNLETTERED.get_or_make(digest, partial(_digest_form_besides_letters, thing, digests, digest))
        if share is Share.PLACE or bare == digest:
            others[name] = thing, bare
    drawn = _DRAWN.get_or_make(own, lambda: _list_drawn(page))
    placed = (_place(*others[name], matrix) for name, matrix in drawn if name in others)
    return CodeLook(sha256(b"".join(parts)).digest(), tuple(placed))


def _digest_besides_letters(page: pikepdf.Page, digests: Digests, own: bytes) -> bytes:
    """Return a digest of what a page paints itself besides letters; of all of it if letters clip anything."""
    with_what = digests.of_resources(page.resources, {"/Font", "/XObject"})
    painted = _without_letters(page)
    return own if with_what is None or painted is None else sha256(with_what + painted).digest()


def _digest_form_besides_letters(form: Any, digests: Digests, own: bytes) -> bytes:
    """Return a digest of what a form is besides letters of its own; of all of it if letters clip anything."""
    with_what = digests.of_resources(form.Resources, {"/Font"})
    entries = [(key, digests.of(form[key])) for key in sorted(set(form.keys()) - _OF_CONTENT)]
    painted = _without_letters(form)
    if with_what is None or painted is None or any(digest is None for _, digest in entries):
        return own
    return sha256(repr(entries).encode() + with_what + painted).digest()


def _without_letters(content: pikepdf.Page | pikepdf.Stream) -> bytes | None:
    """Return content without letters; None if some clip what is painted after them."""
    steps = [(str(step.operator), step) for step in _read_steps(content)]
    if any(name == "Tr" and int(step.operands[0]) >= _CLIPPING for name, step in steps):
        return None
    return pikepdf.unparse_content_stream([step for name, step in steps if name not in _LETTERING])


def _is_met(content: bytes) -> bool:
    """Tell whether content was met before, or is among the first that is new, and note that it was met."""
    known = bool(_MET.get(content))
    _MET.put(content, True)
    return known or next(_NEW) <= FIRST


def frame_of(page: Any, digests: Digests) -> bytes | None:
    """Return a digest of all entries that change how a page is painted; None if something may lie over its content."""
    above = page.Parent
    if "/Parent" in above or not is_bare(page):
        return None
    own, inherited = set(page.keys()) - _UNSEEN, set(above.keys()) - _LISTS
    parts = [(key, digests.of(held[key])) for held, keys in ((page, own), (above, inherited)) for key in sorted(keys)]
    return None if any(digest is None for _, digest in parts) else repr(parts).encode()


def is_bare(page: Any) -> bool:
    """Tell whether nothing lies over the content of a page."""
    return all(map(_is_unseen, page.get("/Annots", Array())))


def _is_unseen(annotation: Any) -> bool:
    """Tell whether an annotation is a link, and has no look of its own."""
    return bool(annotation.get("/Subtype") == "/Link") and "/AP" not in annotation


def _list_drawn(page: pikepdf.Page) -> Drawn:
    """Return what a page draws by name; raise `ValueError` if its content is broken."""
    return tuple(_follow(_read_steps(page, "q Q cm Do")))


def _read_steps(page: pikepdf.Page | pikepdf.Stream, operators: str = "") -> Sequence[Any]:
    """Return the operators of a page or form, all or only some; raise `ValueError` if its content is broken."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        steps = pikepdf.parse_content_stream(page, operators)
    if told:
        raise ValueError(str(told[0].message))
    return steps


def _follow(steps: Iterable[Any]) -> Iterator[tuple[str, Matrix]]:
    """Yield the names that are drawn, each with its matrix (ISO 32000-2, 8.4.4)."""
    matrix, kept = Matrix(), list[Matrix]()
    for step in steps:
        operator = str(step.operator)
        if operator == "q":
            kept.append(matrix)
        elif operator == "Q":
            matrix = kept.pop() if kept else matrix
        elif operator == "cm":
            matrix = Matrix(*map(float, step.operands)).then(matrix)
        else:
            yield str(step.operands[0]), matrix


def _place(form: Any, digest: bytes, matrix: Matrix) -> PlacedForm:
    """Return a form in its place, given the digest of all that it is and the matrix it is drawn in."""
    return _PLACED.get_or_make((digest, matrix), lambda: PlacedForm(_box(form, matrix), digest))


def _box(form: Any, matrix: Matrix) -> Rect:
    """Return the box on its page that a form paints in: that of its own, which cuts off what lies outside (8.10.2)."""
    own = Matrix(*map(float, form.Matrix)) if "/Matrix" in form else Matrix()
    left, low, right, top = map(float, form.BBox)
    numbers = own.then(matrix).apply([left, low, right, low, right, top, left, top])
    return enclose_points(zip(numbers[::2], numbers[1::2], strict=True))
