"""The files of an order: made as a pack for its provider, kept in the store, and measured against what it says.

A PROOF is never ordered: thousands of copies would carry numbers that nobody has called.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import md5, sha256
from pathlib import Path

from pypdf import PdfReader

from booklet.api.clock import days_of
from booklet.api.named import PlaceName
from booklet.api.packing import pack_all
from booklet.desk.edition import Edition
from booklet.desk.order.asked import HOUSE, Asked
from booklet.errors import Finding, OutputError, Where
from booklet.service.files import Files
from booklet.service.shelf.offers import Offer
from booklet.service.shelf.printing import COLOUR, PRESS, write_wish
from booklet.service.shelf.printing import PACK as ZIP
from booklet.service.shelf.wishes import edition_of
from booklet.values import Frozen, asdict

MILLIMETRES = Decimal("25.4") / 72
"""Of a point, as PDF has it (ISO 32000-1, 8.3.2.3)."""

CLOSE = Decimal("0.5")
"""Millimetres by which a cover may differ from what a provider asks for."""

INTERIOR, COVER, PACK = "interior", "cover", "pack"


class OrderFile(Frozen):
    """A file of an order: which it is, its name, its key in the store, its MD5 sum, its pages, its size in mm."""

    what: str
    name: str
    key: str
    md5: str
    pages: int
    width: str
    height: str


def make_files(edition: Edition, chosen: Mapping[str, str], copies: int, house: str, store: Files) -> list[OrderFile]:
    """Make the files of an order for a house, keep them, and return them.

    Raises `SourceError` with what is wrong in the edition, and `OutputError` if it is a PROOF or nothing can be
    written.
    """
    asked = Asked(
        country=edition.country,
        layouts=(chosen["layout"],),
        locales=(chosen["locale"],),
        bands=(chosen["band"],) if chosen.get("band") else (),
        items=(chosen["item"],) if chosen.get("item") else (),
        quantity=copies,
        printer=HOUSE,
        house=house,
    )
    days = days_of(None)
    with tempfile.TemporaryDirectory(prefix="order-") as name, edition.engine() as project:
        documents = asked.place(project, days)
        packs = list(pack_all(documents, asked.order(), project.sources, days, Path(name), _no_step))
        found = [one for pack in packs for one in _list_entries(pack.folder)]
        _refuse_proofs(found)
        return [_keep_printed(path, COVER if entry.get("part") == COVER else INTERIOR, store) for path, entry in found]


def make_pack(offer: Offer, place: PlaceName | None, store: Files) -> list[OrderFile]:
    """Make the pack of something on the shelf for a print shop, perhaps with the name of a place; keep and return it.

    Raises `SourceError` if it would be a PROOF.
    """
    what = {**offer.axes, "printer": PRESS, "ink": COLOUR, "form": ZIP}
    with tempfile.TemporaryDirectory(prefix="order-") as name, edition_of(offer).edition.engine() as project:
        return [_keep(write_wish(project, what, Path(name), place), PACK, offer.pages, ("0", "0"), store)]


def _no_step() -> None:
    """Nobody waits here."""


def _list_entries(folder: Path) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Yield the files that a house prints, with what the manifest of the pack says of each."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        yield folder / str(entry["file"]), entry


def _refuse_proofs(files: Sequence[tuple[Path, Mapping[str, object]]]) -> None:
    proofs = [path.name for path, entry in files if entry["state"] == "proof"]
    if proofs:
        message, hint = "its numbers are not confirmed", "call them first; a PROOF is not printed by the thousand"
        raise OutputError(*(Finding("proof-ordered", Where(name), message, hint) for name in proofs))


def _keep_printed(path: Path, what: str, store: Files) -> OrderFile:
    reader = PdfReader(path)
    box = reader.pages[0].mediabox
    width, height = (str(round(Decimal(str(side)) * MILLIMETRES, 2)) for side in (box.width, box.height))
    return _keep(path, what, len(reader.pages), (width, height), store)


def _keep(path: Path, what: str, pages: int, size: tuple[str, str], store: Files) -> OrderFile:
    """Keep a file under a key that says what is in it."""
    data = path.read_bytes()
    key = f"orders/{sha256(data).hexdigest()}{path.suffix}"
    store.keep(key, path)
    return OrderFile(what, path.name, key, md5(data, usedforsecurity=False).hexdigest(), pages, *size)


def check_cover(files: Sequence[OrderFile], width: Decimal, height: Decimal) -> Iterator[Finding]:
    """Yield a fault if a cover has not the size that its provider asks for, in millimetres with its bleed."""
    for file in files:
        differs = abs(Decimal(file.width) - width) > CLOSE or abs(Decimal(file.height) - height) > CLOSE
        if file.what == COVER and differs:
            message = f"is {file.width} x {file.height} mm; the provider asks for {width:.2f} x {height:.2f} mm"
            yield Finding("cover-size", Where(file.name), message, "tell who looks after this service")


def as_values(files: Sequence[OrderFile]) -> list[dict[str, object]]:
    """Return files as JSON can hold them."""
    return [asdict(file) for file in files]
