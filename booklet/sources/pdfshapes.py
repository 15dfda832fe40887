"""The content of a PDF page written anew: paths, clips, colours in grey or CMYK, and nothing that is not listed here.

Operators are those of ISO 32000-2, annex A. Colours are written once for each edition. All else is named, and a logo
that has any of it is refused.
"""

from collections.abc import Sequence
from math import isfinite
from pathlib import Path

import pikepdf

from booklet.art.imported import LOOKS, Content
from booklet.pdfnumbers import FINE, numbers
from booklet.sources.colours import operators

NUMBERS = {
    "m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "h": 0, "re": 4, "W": 0, "W*": 0, "n": 0, "cm": 6,
    "f": 0, "F": 0, "f*": 0, "S": 0, "s": 0, "B": 0, "B*": 0, "b": 0, "b*": 0, "w": 1, "J": 1, "j": 1, "M": 1,
}  # fmt: skip
"""Operators that are taken over as they are, with how many numbers stand before each."""

PAINTS = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*"})

SILENT = frozenset(
    {"i", "ri", "MP", "DP", "BX", "EX", "EMC", "BMC"}
    | {"BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*"}
)
"""Operators that paint nothing and set nothing we keep; showing text is not among them."""

DEVICE = {"g": 1, "rg": 3, "k": 4}

SPACES = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/G"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/RGB"), 3),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), 4),
}
"""Colour spaces by name, with their channels; a calibrated one is taken for its device (8.6)."""

OTHER_SPACES = {
    "/Separation": "a spot colour",
    "/DeviceN": "spot colours",
    "/Pattern": "a pattern or a gradient",
    "/Lab": "Lab colours",
}

BLACK = {1: (0.0,), 4: (0.0, 0.0, 0.0, 1.0)}
"""What a colour space begins with, by its channels (8.6.8)."""

HARMLESS = frozenset(
    {"/Type", "/SA", "/OP", "/op", "/OPM", "/AIS", "/RI", "/SM", "/FL", "/TK", "/BG", "/UCR", "/HT", "/TR"}
)
"""Entries of a graphics state that a logo loses without harm."""

NAMES = {
    **dict.fromkeys(("Tj", "TJ", "'", '"'), "text in a font"),
    "sh": "a gradient",
    **dict.fromkeys(("BI", "INLINE IMAGE"), "a picture"),
}

OBJECTS = {"/Image": "a picture"}

LARGEST = 1e6

MOST_STEPS = 100_000

DEEPEST = 12


class UnfitError(Exception):
    """What a logo must not hold."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Shapes:
    """Takes the content of a page and of the forms on it; `unfit` names what it holds that no logo may, each once."""

    def __init__(self, profile: Path, *, hides_layers: bool) -> None:
        self.unfit: dict[str, None] = {}
        self.has_ink = False
        self._code: dict[str, list[str]] = {look: [] for look in LOOKS}
        self._profile = profile
        self._hides_layers = hides_layers
        self._channels = (1, 1)
        self._saved: list[tuple[int, int]] = []
        self._steps = 0

    def clip(self, box: tuple[float, float, float, float]) -> None:
        """Begin with a page's box, which everything is cut to and whose corner becomes the origin."""
        left, bottom, right, top = box
        self._say("0 g 0 G 1 w 0 J 0 j 10 M [] 0 d")
        self._say(f"1 0 0 1 {_write_numbers((-left, -bottom))} cm")
        self._say(f"{_write_numbers((left, bottom, right - left, top - bottom))} re W n")

    def content(self, look: str) -> Content:
        """Return the content taken over, in the colours of an edition."""
        return Content("\n".join(self._code[look]).encode("ascii"))

    def page(self, page: pikepdf.Page) -> None:
        """Take over the content of a page."""
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        if contents is not None:
            self._stream(contents, page.resources, 0)

    def _stream(self, stream: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        """Take over a content stream, and close graphics states that it leaves open."""
        if depth > DEEPEST:
            raise UnfitError("forms in forms without end")
        before = len(self._saved)
        for step in pikepdf.parse_content_stream(stream):
            self._steps += 1
            if self._steps > MOST_STEPS:
                self.unfit[f"more than {MOST_STEPS} steps"] = None
                break
            try:
                self._step(str(step.operator), list(step.operands), resources, depth, before)
            except UnfitError as error:
                self.unfit[error.what] = None
        while len(self._saved) > before:
            self._restore()

    def _say(self, line: str) -> None:
        for code in self._code.values():
            code.append(line)

    def _step(
        self, operator: str, operands: list[pikepdf.Object], resources: pikepdf.Object, depth: int, floor: int
    ) -> None:
        if operator in NUMBERS:
            self._say(f"{_write_numbers(_read_numbers(operands, NUMBERS[operator]))} {operator}".strip())
            self.has_ink = self.has_ink or operator in PAINTS
        elif operator == "q":
            self._save()
        elif operator == "Q":
            if len(self._saved) > floor:
                self._restore()
        elif operator == "d":
            dash = _read_numbers(list(operands[0]), len(list(operands[0])))
            self._say(f"[{_write_numbers(dash)}] {_write_numbers(_read_numbers(operands[1:], 1))} d")
        elif operator.lower() in DEVICE:
            self._use(operator.isupper(), DEVICE[operator.lower()])
            self._colour(operator.isupper(), operands)
        elif operator in {"cs", "CS"}:
            self._space(operator.isupper(), operands[0], resources)
        elif operator in {"sc", "scn", "SC", "SCN"}:
            self._colour(operator.isupper(), operands)
        elif operator == "gs":
            _check_state(_find_resource(resources, "/ExtGState", operands[0]))
        elif operator == "Do":
            self._form(_find_resource(resources, "/XObject", operands[0]), resources, depth)
        elif operator == "BDC":
            if self._hides_layers and str(operands[0]) == "/OC":
                raise UnfitError("layers that are hidden")
        elif operator not in SILENT:
            raise UnfitError(NAMES.get(operator, f"the operator {operator}"))

    # graphics state

    def _save(self) -> None:
        self._saved.append(self._channels)
        self._say("q")

    def _restore(self) -> None:
        self._channels = self._saved.pop()
        self._say("Q")

    def _use(self, is_stroke: bool, channels: int) -> None:
        fill, stroke = self._channels
        self._channels = (fill, channels) if is_stroke else (channels, stroke)

    def _space(self, is_stroke: bool, name: pikepdf.Object, resources: pikepdf.Object) -> None:
        """Set a colour space, and its first colour; of one that is refused no colour is looked at."""
        self._use(is_stroke, 0)
        channels = _channels(name, resources)
        self._use(is_stroke, channels)
        self._paint(is_stroke, BLACK[channels])

    def _colour(self, is_stroke: bool, operands: list[pikepdf.Object]) -> None:
        channels = self._channels[is_stroke]
        if channels == 3:
            raise UnfitError("RGB colours")
        if channels:
            self._paint(is_stroke, _read_numbers(operands, channels))

    def _paint(self, is_stroke: bool, values: Sequence[float]) -> None:
        inside = tuple(min(1.0, max(0.0, value)) for value in values)
        for look, operator in operators(inside, self._profile).items():
            self._code[look].append(operator.upper() if is_stroke else operator)

    # forms

    def _form(self, form: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        """Take over a form in its place; without transparency its group has no effect (11.4.7)."""
        if form.get("/Subtype") != "/Form":
            raise UnfitError(OBJECTS.get(str(form.get("/Subtype")), "an object that is no shape"))
        if "/OC" in form and self._hides_layers:
            raise UnfitError("layers that are hidden")
        self._save()
        if "/Matrix" in form:
            self._say(f"{_write_numbers(_read_numbers(list(form.Matrix), 6))} cm")
        left, bottom, right, top = _read_numbers(list(form.BBox), 4)
        self._say(f"{_write_numbers((left, bottom, right - left, top - bottom))} re W n")
        self._stream(form, form.get("/Resources", resources), depth + 1)
        self._restore()


def _write_numbers(values: Sequence[float]) -> str:
    """Return numbers as fine as a matrix needs them."""
    return numbers(values, FINE)


def _read_numbers(operands: Sequence[pikepdf.Object], count: int) -> tuple[float, ...]:
    """Return so many finite numbers."""
    try:
        found = tuple(float(operand) for operand in operands)
    except (TypeError, ValueError):
        found = ()
    if len(found) != count or not all(isfinite(value) and abs(value) <= LARGEST for value in found):
        raise UnfitError("numbers that make no sense")
    return found


def _find_resource(resources: pikepdf.Object, kind: str, name: pikepdf.Object) -> pikepdf.Object:
    """Return a resource by its name."""
    found = resources.get(kind, pikepdf.Dictionary()).get(str(name))
    if found is None:
        raise UnfitError(f"a name for nothing: {name}")
    return found


def _channels(space: pikepdf.Object, resources: pikepdf.Object) -> int:
    """Return the channels of a colour space: 1 for grey, 4 for CMYK; all others are refused."""
    if isinstance(space, pikepdf.Name) and str(space) not in {**SPACES, **OTHER_SPACES}:
        space = _find_resource(resources, "/ColorSpace", space)
    kind = str(space if isinstance(space, pikepdf.Name) else space[0])
    channels = int(space[1].get("/N", 0)) if kind == "/ICCBased" else SPACES.get(kind, 0)
    if channels not in BLACK:
        what = "RGB colours" if channels == 3 else f"the colour space {kind.removeprefix('/')}"
        raise UnfitError(OTHER_SPACES.get(kind, what))
    return channels


def _check_state(state: pikepdf.Object) -> None:
    """Raise for a graphics state with transparency, or with settings that we do not take over (8.4.5)."""
    plain = {"/ca": ("1", "1.0"), "/CA": ("1", "1.0"), "/BM": ("/Normal", "/Compatible"), "/SMask": ("/None",)}
    for key in set(state.keys()) - HARMLESS:
        if key not in plain:
            raise UnfitError(f"a graphics state with {key}")
        value = state[key]
        if not (str(value) in plain[key] or (key in {"/ca", "/CA"} and float(value) == 1)):
            raise UnfitError("something transparent")
