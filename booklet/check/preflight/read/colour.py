"""Colour spaces of a PDF: which family, how many values, which plates (ISO 32000-2, 8.6)."""

from pikepdf import Array, Dictionary, Name, Object

from booklet.check.preflight.model import Colour
from booklet.values import Frozen

_DEVICE = {
    "/DeviceGray": ("grey", 1),
    "/G": ("grey", 1),
    "/CalGray": ("icc-grey", 1),
    "/DeviceRGB": ("rgb", 3),
    "/RGB": ("rgb", 3),
    "/CalRGB": ("icc-rgb", 3),
    "/DeviceCMYK": ("cmyk", 4),
    "/CMYK": ("cmyk", 4),
    "/Lab": ("lab", 3),
    "/Pattern": ("pattern", 0),
}
_ICC = {1: "icc-grey", 3: "icc-rgb", 4: "icc-cmyk"}
_DEEPEST = 4


class Space(Frozen):
    """A colour space; `names` are the plates of a spot colour."""

    family: str
    components: int
    names: tuple[str, ...] = ()
    under: "Space | None" = None
    """The space of the one colour of a pattern that brings none."""

    def first(self) -> Colour:
        """Return the colour that holds once the space is set (8.6.5.6 to 8.6.6.5)."""
        value = 1.0 if self.family == "spot" else 0.0
        values = [value] * self.components
        if self.family == "cmyk":
            values[3] = 1.0
        return Colour(self.family, tuple(values), self.names)


def read_space(value: Object, resources: Object, depth: int = 0) -> Space:
    """Return the space that a name or an array stands for; `other` if it cannot be known."""
    if depth > _DEEPEST:
        return Space("other", 0)
    if isinstance(value, Name):
        named = resources.get("/ColorSpace", Dictionary()).get(str(value))
        if named is not None:
            return read_space(named, resources, depth + 1)
        return Space(*_DEVICE.get(str(value), ("other", 0)))
    if not isinstance(value, Array) or not len(value):
        return Space("other", 0)
    kind = str(value[0])
    if kind == "/ICCBased":
        components = int(value[1].get("/N", 0))
        return Space(_ICC.get(components, "other"), components)
    if kind in {"/Indexed", "/I"}:
        return Space(read_space(value[1], resources, depth + 1).family, 1)
    if kind == "/Separation":
        return Space("spot", 1, (_plate(value[1]),))
    if kind == "/Pattern" and len(value) > 1:
        return Space("pattern", 0, (), read_space(value[1], resources, depth + 1))
    if kind == "/DeviceN":
        names = tuple(_plate(name) for name in list(value[1])[:32])
        return Space("spot", len(names), names)
    return Space(*_DEVICE.get(kind, ("other", 0)))


def _plate(name: Object) -> str:
    return str(name).removeprefix("/")
