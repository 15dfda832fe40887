"""The limits of a printer, as preflight measures them. Lengths in points, inks from 0 to 1, resolution in ppi."""

from dataclasses import dataclass, field

from booklet.geometry import Size, mm
from booklet.look.printer import PageLimits, Printer

TOLERANCE = mm(0.1)
"""Boxes may differ by this much: programs round."""

IN_FOURS = PageLimits(1, 1000, 4)
"""The pages of whatever is folded and stitched."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one printer; the defaults are those of sheetfed offset on coated paper in Europe.

    `flavour` is x-4 or plain; `colours` is cmyk, grey or any. `condition` is the printing condition by its name in the
    registry, `profile` by its bytes. `ink_limit` is the most of all inks together (3.2 = 320 %), as a mean over a
    window. `pages` is for files with more than two; `trims` are the sizes taken (none: any). `resolution` is that of
    pictures. Without inner bleed, pages end at the spine.
    """

    name: str = "offset-coated"
    flavour: str = "x-4"
    colours: str = "cmyk"
    condition: str = ""
    profile: bytes = field(default=b"", repr=False)
    transparency: bool = True
    spots: int = 0
    bleed: float = mm(3)
    has_inner_bleed: bool = True
    safe: float = mm(3)
    marks: bool = True
    trims: tuple[Size, ...] = ()
    pages: PageLimits = IN_FOURS
    ink_limit: float = 3.2
    least_tint: float = 0.03
    least_line: float = 0.25
    least_text: float = 6.0
    resolution: float = 225.0


def limits_of(printer: Printer, product: str = "booklet") -> Limits:
    """Return the limits in a printer's rule file; a file of several pages counts as a booklet if nothing else is known.

    In an office, sheets are printed as they are: no bleed, no number of pages, no press. Printers that take plain PDF
    want transparency flattened.
    """
    is_office = printer.edition == "office"
    bound = printer.products.get(product)
    return Limits(
        name=printer.name,
        flavour=printer.flavour,
        colours="grey" if printer.ink == "grey" else "any" if printer.is_rgb else "cmyk",
        condition="" if printer.is_rgb else printer.condition.identifier,
        profile=printer.condition.profile.data,
        transparency=is_office or printer.flavour == "x-4",
        bleed=0.0 if is_office else printer.bleed,
        has_inner_bleed=printer.has_inner_bleed,
        marks=is_office or bool(printer.marks),
        pages=bound if bound and not is_office else PageLimits(1, 1000, 1),
        ink_limit=printer.ink_limit,
        least_line=printer.least_line,
        least_text=printer.least_text,
        resolution=printer.resolution,
    )
