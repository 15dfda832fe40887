"""Job tickets: everything a printer must know about each file, as values for JSON and as tables for a page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from booklet.frames.flowables import OwnFlowable
from booklet.frames.table import Column, Table
from booklet.geometry import MM
from booklet.look.layout import Layout
from booklet.look.printer import Printer
from booklet.make.document import BuiltFile
from booklet.make.papers.paper import GAP
from booklet.sheets.flats import flat_sides
from booklet.sheets.handling import HANDLINGS, flat_size, handling_name
from booklet.text.markup import escape_markup, isolate_left_to_right
from booklet.typeset.house import House
from booklet.words.manuscript import Labels

PAPERS = {
    "booklet": "130 g/m²",
    "poster": "170 g/m²",
    "card": "350 g/m²",
    "insert": "130 g/m²",
    "sticker": "self-adhesive paper",
}
"""Paper that suits each product, unless somebody says another."""

COLOURS = {(False, "both"): "4/4", (False, "one"): "4/0", (True, "both"): "1/1", (True, "one"): "1/0"}
"""How many inks are on the front and on the back, by whether they are black alone, and which sides are printed."""

BINDINGS = {"booklet": "saddle", "roll": "roll", "zine": "zine", "single": "single"}
"""How what is folded is bound, by its handling; all else is not."""


def ticket_entry(file: BuiltFile, layout: Layout, printer: Printer, direction: str, quantity: int) -> dict[str, object]:
    """Return everything a printer must know about a file; sizes in millimetres, the flat size before folding.

    Pages are those of the file: what is folded from one sheet has its sides.
    """
    product, name = file.job.product, handling_name(layout, None)
    sides = "both" if HANDLINGS[name].flip else "one"
    is_bound = name == "booklet"
    return {
        "file": PurePath(file.path).name,
        "product": product,
        "sha256": file.sha256,
        "state": file.state,
        "quantity": quantity,
        "language": file.job.locale,
        "direction": direction,
        "binding_edge": ("right" if direction == "rtl" else "left") if is_bound else None,
        "binding": BINDINGS.get(name, "none"),
        "trim_mm": list(file.trim),
        "flat_mm": [round(length / MM, 2) for length in flat_size(layout)],
        "pages": len(flat_sides(layout.fold)) if layout.fold else file.pages,
        "colours": COLOURS[file.job.ink != "colour", sides],
        "paper": PAPERS[product],
        "bleed_mm": round(printer.bleed / MM, 3),
        "profile": printer.condition.about,
        "printer": printer.name,
    }


FACTS = (Column(0.32, is_head=True), Column(0.68))
"""The columns of a table of names and what is said by them."""

Called = Callable[[str], str]
"""What tells what something is called in the language of a page."""


def ticket_story(
    entries: Iterable[Mapping[str, object]], house: House, language: Called, product: Called
) -> Iterator[OwnFlowable]:
    """Yield the tables of a ticket's page; files with the same entries share a table."""
    tables: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for entry in entries:
        key = (product(str(entry["product"])), tuple(_rows(entry, house.labels, language)))
        tables.setdefault(key, []).append(isolate_left_to_right(str(entry["file"])))
    for (title, rows), files in tables.items():
        yield Table(FACTS, rows, house, title, files).with_space(2 * GAP, 0)


def _rows(entry: Mapping[str, object], labels: Labels, language: Called) -> Iterator[tuple[str, str]]:
    tag = str(entry["language"])
    said = {
        "quantity": str(entry["quantity"]),
        "language": f"{language(tag)} ({escape_markup(tag)})",
        "direction": labels[f"ticket.direction.{entry['direction']}"],
        "trim": _size(entry["trim_mm"]),
        "flat": _size(entry["flat_mm"]),
        "pages": str(entry["pages"]),
        "colours": isolate_left_to_right(str(entry["colours"])),
        "paper": isolate_left_to_right(str(entry["paper"])),
        "binding": labels[f"ticket.binding.{entry['binding']}"],
        "bleed": isolate_left_to_right(f"{entry['bleed_mm']:g} mm"),
        "profile": isolate_left_to_right(str(entry["profile"])),
        "proof": labels["ticket.proof.wanted"],
    }
    yield from ((labels[f"ticket.{name}"], words) for name, words in said.items())


def _size(size: object) -> str:
    assert isinstance(size, Sequence)
    return isolate_left_to_right(" × ".join(f"{length:g}" for length in size) + " mm")
