"""Job tickets: everything a printer must know about each file, as values for JSON and as tables for a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from booklet.frames.flowables import OwnFlowable
from booklet.frames.table import Column, Table
from booklet.geometry import MM
from booklet.look.brand import Brand
from booklet.look.layout import Layout
from booklet.look.printer import Printer
from booklet.make.document import BuiltFile
from booklet.make.papers.paper import GAP
from booklet.sheets.flats import flat_sides
from booklet.sheets.handling import HANDLINGS, copies_a_sheet, flat_size, handling_name
from booklet.text.markup import escape_markup, isolate, isolate_left_to_right
from booklet.typeset.house import House
from booklet.values import Frozen, asdict, replace
from booklet.words.cldr import language_name
from booklet.words.guide import KIT
from booklet.words.locales import languages_of
from booklet.words.manuscript import Labels


class Commission(Frozen):
    """Who wants something printed, and how, as they say it; what nobody says is "", and a printer has to ask.

    `paper` is that of all files; else each product has one that suits it.
    """

    client: str = ""
    contact: str = ""
    deliver_to: str = ""
    due: str = ""
    paper: str = ""
    finish: str = ""
    price: str = ""

    def by(self, brand: Brand) -> "Commission":
        """Return it with the partner as the client, unless another one is named."""
        return replace(self, client=self.client or brand.name, contact=self.contact or brand.contact)


NOTHING_SAID = Commission()

PAPERS = {
    "booklet": "130 g/m²",
    "poster": "170 g/m²",
    "card": "350 g/m²",
    "insert": "130 g/m²",
    "sticker": "self-adhesive paper",
    KIT: "100 g/m²",
}
"""Paper that suits each product, unless somebody says another."""

COLOURS = {(False, "both"): "4/4", (False, "one"): "4/0", (True, "both"): "1/1", (True, "one"): "1/0"}
"""How many inks are on the front and on the back, by whether they are black alone, and which sides are printed."""

BINDINGS = {"booklet": "saddle", "roll": "roll", "zine": "zine", "single": "single"}
"""How what is folded is bound, by its handling; all else is not."""


def ticket_entry(
    file: BuiltFile,
    layout: Layout,
    printer: Printer,
    direction: str,
    quantity: int,
    commission: Commission = NOTHING_SAID,
) -> dict[str, object]:
    """Return everything a printer must know about a file; sizes in millimetres, flat before they are folded.

    Pages are those of the file: what is folded from one sheet has its sides. An office's file has whole sheets, several
    copies on one.
    """
    product, sheet, name = file.job.product, printer.sheet, handling_name(layout, printer.sheet)
    sides = "both" if HANDLINGS[name].flip else "one"
    is_bound = name == "booklet"
    said = asdict(commission)
    entry: dict[str, object] = {
        "file": PurePath(file.path).name,
        "product": product,
        "sha256": file.sha256,
        "state": file.state,
        **{key: said[key] for key in ("client", "contact", "deliver_to", "due")},
        "quantity": quantity,
        "language": file.job.locale,
        "direction": direction,
        "binding_edge": ("right" if direction == "rtl" else "left") if is_bound else None,
        "binding": BINDINGS.get(name, "none"),
        "trim_mm": list(file.trim),
        "flat_mm": [round(length / MM, 2) for length in (sheet.size if sheet else flat_size(layout))],
        "pages": len(flat_sides(layout.fold)) if layout.fold else file.pages,
        "colours": COLOURS[file.job.ink == "grey", sides],
        "inks": "K" if file.job.ink == "grey" else "RGB" if printer.is_rgb else "CMYK",
        "paper": said["paper"] or PAPERS[product],
        "finish": said["finish"],
        "bleed_mm": 0 if sheet else round(printer.bleed / MM, 3),
        "profile": printer.condition.about,
        "printer": printer.name,
        "price": said["price"],
    }
    if sheet:
        entry["copies_a_sheet"] = a_sheet = copies_a_sheet(layout, sheet)
        entry["sheets"] = HANDLINGS[name].sheets(file.pages, quantity, a_sheet)
    return entry


FACTS = (Column(0.32, is_head=True), Column(0.68))
"""The columns of a table of names and what is said by them."""


ENGLISH = {"sticker": "Stickers", KIT: "Papers for a session"}
"""Titles of products that no label names."""


def ticket_story(entries: Iterable[Mapping[str, object]], house: House) -> Iterator[OwnFlowable]:
    """Yield the tables of a ticket's page; files with the same entries share a table."""
    tables: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for entry in entries:
        product = str(entry["product"])
        title = ENGLISH.get(product) or house.labels[f"howto.{product}"]
        key = (title, tuple(_rows(entry, house)))
        tables.setdefault(key, []).append(isolate_left_to_right(str(entry["file"])))
    for (title, rows), files in tables.items():
        yield Table(FACTS, rows, house, title, files).with_space(2 * GAP, 0)


def commission_rows(entry: Mapping[str, object], labels: Labels) -> Iterator[tuple[str, str]]:
    """Yield who wants something, where and when; what nobody says, a printer has to ask."""
    for key, name in (("client", "client"), ("contact", "contact"), ("deliver_to", "deliver"), ("due", "due")):
        yield labels[f"ticket.{name}"], isolate(str(entry[key])) if entry[key] else labels["ticket.ask"]


def paper_rows(said: Mapping[str, object], labels: Labels) -> Iterator[tuple[str, str]]:
    """Yield on which paper something is wanted and how it is finished, if anybody says so."""
    yield from ((labels[f"ticket.{key}"], isolate(str(said[key]))) for key in ("paper", "finish") if said[key])


def _rows(entry: Mapping[str, object], house: House) -> Iterator[tuple[str, str]]:
    labels, tag = house.labels, str(entry["language"])
    names = " + ".join(language_name(part, house.setting.language) for part in languages_of(tag))
    colours = f"{entry['colours']} {entry['inks']}"
    said = {
        "quantity": str(entry["quantity"]),
        **({"sheets": str(entry["sheets"])} if "sheets" in entry else {}),
        "language": f"{escape_markup(names)} ({escape_markup(tag)})",
        "direction": labels[f"ticket.direction.{entry['direction']}"],
        "trim": _size(entry["trim_mm"]),
        "flat": _size(entry["flat_mm"]),
        "pages": str(entry["pages"]),
        "colours": isolate_left_to_right(colours),
        "paper": isolate(str(entry["paper"])),
        "finish": isolate(str(entry["finish"])) if entry["finish"] else labels["ticket.none"],
        "binding": labels[f"ticket.binding.{entry['binding']}"],
        "bleed": isolate_left_to_right(f"{entry['bleed_mm']:g} mm"),
        "profile": isolate_left_to_right(str(entry["profile"])),
        "proof": labels["ticket.proof.wanted"],
        "price": isolate(str(entry["price"])) if entry["price"] else labels["ticket.quote"],
    }
    yield from commission_rows(entry, labels)
    yield from ((labels[f"ticket.{name}"], words) for name, words in said.items())


def _size(size: object) -> str:
    assert isinstance(size, Sequence)
    return isolate_left_to_right(" × ".join(f"{length:g}" for length in size) + " mm")
