"""Which program saved a drawing, and what to choose in its menus where we cannot draw what it has saved."""

import re

_SIGNS = {
    "Inkscape": re.compile(r"inkscape|sodipodi", re.IGNORECASE),
    "Illustrator": re.compile(r"Adobe Illustrator|&ns_|\bdata-name=|<svg[^<>]*\bid=\"(?:Layer|Ebene|Calque)_"),
    "Canva": re.compile(r"zoomAndPan=\"magnify\"|\bcanva\b", re.IGNORECASE),
    "Figma": re.compile(
        r"\bid=\"(?:clip|mask|paint|filter|pattern)[0-9]+_|<svg[^<>]*fill=\"none\" xmlns=\"http://www.w3.org/2000/svg\">"
    ),
}
"""What only files of a program have."""

_PNG = "save it as PNG, 1000 pixels wide or wider"

_MENUS: dict[str, dict[str, str]] = {
    "text": {
        "Inkscape": "Path > Object to Path",
        "Illustrator": "Type > Create Outlines",
        "Figma": "Flatten, or Outline Text in Export",
        "Canva": f"Share > Download > PNG: {_PNG}",
    },
    "image": {
        "Inkscape": "Path > Trace Bitmap, then delete the picture",
        "Illustrator": "Object > Image Trace > Make and Expand",
        "Figma": "Export > PNG",
        "Canva": "Share > Download > PNG",
    },
    "filter": {
        "Inkscape": "Filters > Remove Filters",
        "Illustrator": "Window > Appearance, delete the effect",
        "Figma": "Effects, take the effect out",
        "Canva": "Edit > Effects > None",
    },
    "pattern": {
        "Inkscape": "Object > Pattern > Pattern to Objects",
        "Illustrator": "Object > Expand",
        "Figma": "Fill, choose a solid colour",
    },
    "gradient": {
        "Inkscape": "Object > Fill and Stroke, choose a flat colour",
        "Illustrator": "Object > Expand, Fill",
        "Figma": "Fill, choose a linear gradient or a solid colour",
    },
    "stroke": {
        "Inkscape": "Path > Stroke to Path",
        "Illustrator": "Object > Path > Outline Stroke",
        "Figma": "Outline Stroke",
    },
    "mask": {
        "Inkscape": "Object > Mask > Release Mask",
        "Illustrator": "Window > Transparency, Release",
        "Figma": "Flatten",
    },
    "clip": {
        "Inkscape": "Object > Clip > Release Clip",
        "Illustrator": "Object > Clipping Mask > Release, then Pathfinder > Crop",
        "Figma": "Flatten",
    },
    "blend": {
        "Inkscape": "Object > Fill and Stroke, Blend mode: Normal",
        "Illustrator": "Object > Flatten Transparency",
        "Figma": "Layer, blend mode: Normal",
    },
    "style": {
        "Inkscape": "File > Save As > Plain SVG",
        "Illustrator": "File > Export > Export As > SVG, Styling: Presentation Attributes",
    },
    "other": {
        "Inkscape": "Path > Object to Path, then File > Save As > Plain SVG",
        "Illustrator": "Object > Expand, then File > Export > Export As > SVG",
        "Figma": "Flatten",
    },
}


def find_program(text: str) -> str:
    """Return the program that saved a drawing, "" if nothing tells.

    >>> find_program('<svg id="Layer_1" data-name="Layer 1">'), find_program("<svg>")
    ('Illustrator', '')
    """
    return next((program for program, sign in _SIGNS.items() if sign.search(text)), "")


def say_remedy(what: str, program: str) -> str:
    """Return what to choose in the menus of the program that saved a drawing, of all if nobody knows which it was.

    >>> say_remedy("text", "Inkscape")
    'in Inkscape: Path > Object to Path; or save it as PNG, 1000 pixels wide or wider'
    """
    menus = _MENUS[what]
    if program:
        menus = {program: menus[program]} if program in menus else {}
    said = "; ".join(f"in {name}: {menu}" for name, menu in menus.items() if name != "Canva" or program)
    if not said:
        return _PNG
    return said if "PNG" in said else f"{said}; or {_PNG}"
