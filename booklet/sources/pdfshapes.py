"""The content of a PDF page written anew: paths, clips, colours and pictures, and nothing that is not in this module.

Operators are those of ISO 32000-2, annex A. Colours are written once for each edition.
"""

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from booklet.art.imported import LOOKS, Content, Pixels
from booklet.errors import Finding, Where
from booklet.pdfnumbers import FINE, numbers
from booklet.sources.colours import operators, pixels
from booklet.sources.pdfpictures import read_picture
from booklet.sources.pdfspaces import UNKNOWN, Tint, read_space
from booklet.sources.pdfvalues import UnsupportedError, named, read_numbers

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

TEXT = ("text in a font", "turn all text into outlines")

DEVICE = {"g": 1, "rg": 3, "k": 4}

HARMLESS = frozenset(
    {"/Type", "/SA", "/OP", "/op", "/OPM", "/AIS", "/RI", "/SM", "/FL", "/TK", "/BG", "/UCR", "/HT", "/TR"}
)
"""Entries of a graphics state that a logo loses without harm."""

NAMES = {
    "Tj": TEXT,
    "TJ": TEXT,
    "'": TEXT,
    '"': TEXT,
    "sh": ("a gradient", "use plain colours, or PNG"),
    "BI": ("a picture inside its content", "use PNG"),
    "INLINE IMAGE": ("a picture inside its content", "use PNG"),
}

MOST_STEPS = 100_000

DEEPEST = 12

MOST_PICTURES = 8


class Shapes:
    """Takes the content of a page and of the forms on it; `code` and `pictures` are those of each edition."""

    def __init__(self, file: str, profile: Path, findings: list[Finding], *, hides_layers: bool) -> None:
        self.code: dict[str, list[str]] = {look: [] for look in LOOKS}
        self.pictures: dict[str, list[Pixels]] = {look: [] for look in LOOKS}
        self.has_ink = False
        self._file = file
        self._profile = profile
        self._findings = findings
        self._hides_layers = hides_layers
        self._fill, self._stroke = Tint(1), Tint(1)
        self._saved: list[tuple[Tint, Tint]] = []
        self._steps = 0

    def clip(self, box: tuple[float, float, float, float]) -> None:
        """Begin with a page's box: it is cut to it, and its corner is the origin."""
        left, bottom, right, top = box
        self._say("0 g 0 G 1 w 0 J 0 j 10 M [] 0 d")
        self._say(f"1 0 0 1 {_written((-left, -bottom))} cm")
        self._say(f"{_written((left, bottom, right - left, top - bottom))} re W n")

    def content(self, look: str) -> Content:
        """Return what was taken over, in the colours of an edition."""
        return Content("\n".join(self.code[look]).encode("ascii"), tuple(self.pictures[look]))

    def page(self, page: pikepdf.Page) -> None:
        """Take over the content of a page."""
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        if contents is not None:
            self._stream(contents, page.resources, 0)

    def _stream(self, stream: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        """Take over a content stream; graphics states that it leaves open are closed."""
        if depth > DEEPEST:
            raise UnsupportedError("forms in forms without end")
        before = len(self._saved)
        for step in pikepdf.parse_content_stream(stream):
            self._steps += 1
            if self._steps > MOST_STEPS:
                self._report(UnsupportedError(f"more than {MOST_STEPS} steps", "make it simpler, or use PNG"))
                break
            try:
                self._step(str(step.operator), list(step.operands), resources, depth, before)
            except UnsupportedError as error:
                self._report(error)
        while len(self._saved) > before:
            self._restore()

    def _report(self, error: UnsupportedError) -> None:
        self._findings.append(
            Finding("logo-unsupported", Where(self._file), f"the logo holds {error.what}", error.remedy)
        )

    def _say(self, line: str) -> None:
        for code in self.code.values():
            code.append(line)

    def _step(
        self, operator: str, operands: list[pikepdf.Object], resources: pikepdf.Object, depth: int, floor: int
    ) -> None:
        if operator in NUMBERS:
            self._say(f"{_written(read_numbers(operands, NUMBERS[operator]))} {operator}".strip())
            self.has_ink = self.has_ink or operator in PAINTS
        elif operator == "q":
            self._save()
        elif operator == "Q":
            if len(self._saved) > floor:
                self._restore()
        elif operator == "d":
            dash = read_numbers(list(operands[0]), len(list(operands[0])))
            self._say(f"[{_written(dash)}] {_written(read_numbers(operands[1:], 1))} d")
        elif operator.lower() in DEVICE:
            self._device(operator, operands)
        elif operator in {"cs", "CS"}:
            self._space(operator == "CS", operands[0], resources)
        elif operator in {"sc", "scn", "SC", "SCN"}:
            self._colour(operator, operands)
        elif operator == "gs":
            _check_state(named(resources, "/ExtGState", operands[0]))
        elif operator == "Do":
            self._object(named(resources, "/XObject", operands[0]), resources, depth)
        elif operator == "BDC":
            if self._hides_layers and str(operands[0]) == "/OC":
                raise UnsupportedError("layers that are hidden", "delete them and export again")
        elif operator not in SILENT:
            raise UnsupportedError(*NAMES.get(operator, (f"the operator {operator}",)))

    # graphics state

    def _save(self) -> None:
        self._saved.append((self._fill, self._stroke))
        self._say("q")

    def _restore(self) -> None:
        self._fill, self._stroke = self._saved.pop()
        self._say("Q")

    def _device(self, operator: str, operands: list[pikepdf.Object]) -> None:
        tint = Tint(DEVICE[operator.lower()])
        self._set(operator.isupper(), tint)
        self._paint(operator.isupper(), read_numbers(operands, tint.channels))

    def _space(self, is_stroke: bool, name: pikepdf.Object, resources: pikepdf.Object) -> None:
        """Set a colour space; its first colour is black, or all of its ink (8.6.8)."""
        self._set(is_stroke, UNKNOWN)
        tint = read_space(name, resources, 0)
        self._set(is_stroke, tint)
        self._paint(is_stroke, tint.first)

    def _set(self, is_stroke: bool, tint: Tint) -> None:
        if is_stroke:
            self._stroke = tint
        else:
            self._fill = tint

    def _colour(self, operator: str, operands: list[pikepdf.Object]) -> None:
        is_stroke = operator.isupper()
        tint = self._stroke if is_stroke else self._fill
        if tint is UNKNOWN:
            return
        if operands and isinstance(operands[-1], pikepdf.Name):
            raise UnsupportedError("a pattern or a gradient")
        self._paint(is_stroke, tint.meet(read_numbers(operands, tint.channels)))

    def _paint(self, is_stroke: bool, values: Sequence[float]) -> None:
        inside = tuple(min(1.0, max(0.0, value)) for value in values)
        for look, operator in operators(inside, self._profile).items():
            self.code[look].append(operator.upper() if is_stroke else operator)

    # forms and pictures

    def _object(self, found: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        kind = str(found.get("/Subtype"))
        if kind == "/Form":
            self._form(found, resources, depth)
        elif kind == "/Image":
            self._picture(found, resources)
        else:
            raise UnsupportedError("an object that is no shape")

    def _form(self, form: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        """Take over a form in its place; without transparency its group is a group of nothing (11.4.7)."""
        if "/OC" in form and self._hides_layers:
            raise UnsupportedError("layers that are hidden", "delete them and export again")
        self._save()
        if "/Matrix" in form:
            self._say(f"{_written(read_numbers(list(form.Matrix), 6))} cm")
        left, bottom, right, top = read_numbers(list(form.BBox), 4)
        self._say(f"{_written((left, bottom, right - left, top - bottom))} re W n")
        self._stream(form, form.get("/Resources", resources), depth + 1)
        self._restore()

    def _picture(self, found: pikepdf.Object, resources: pikepdf.Object) -> None:
        place = len(self.pictures[LOOKS[0]])
        if place == MOST_PICTURES:
            raise UnsupportedError(f"more than {MOST_PICTURES} pictures", "use PNG for the whole logo")
        for look, packed in pixels(read_picture(found, resources), self._profile).items():
            self.pictures[look].append(packed)
        self._say(f"/{place} Do")
        self.has_ink = True


def _written(values: Sequence[float]) -> str:
    """Return numbers as fine as a matrix needs them."""
    return numbers(values, FINE)


def _check_state(state: pikepdf.Object) -> None:
    """Refuse a graphics state that makes anything transparent, or sets what we do not take over (8.4.5)."""
    plain = {"/ca": ("1", "1.0"), "/CA": ("1", "1.0"), "/BM": ("/Normal", "/Compatible"), "/SMask": ("/None",)}
    for key in set(state.keys()) - HARMLESS:
        if key not in plain:
            raise UnsupportedError(f"a graphics state with {key}")
        value = state[key]
        if not (str(value) in plain[key] or (key in {"/ca", "/CA"} and float(value) == 1)):
            raise UnsupportedError("something transparent", "flatten it on white, or use PNG")
