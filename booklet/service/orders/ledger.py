"""What was printed and sent goes into the edition's ledger: a changed number finds copies even on their way."""

import shutil
import tempfile
from pathlib import Path
from zipfile import ZipFile

from django.utils import timezone

from booklet.api.printings import add_printings, list_printings
from booklet.desk.edition import use
from booklet.desk.models import Event
from booklet.service.files import files
from booklet.service.orders.making import INTERIOR, PACK
from booklet.service.orders.models import PrintOrder


def write_ledger(order: PrintOrder) -> None:
    """Add what an order printed to the ledger of its edition, once; raise `BookletError` if that fails.

    The line says town and country, and our reference, by which a second attempt finds that it is there. It names no
    person and no street.
    """
    edition = order.partner.edition
    where = f"{order.address['city']}, {order.address['country']} ({order.reference})"
    with use(edition), edition.writing(), tempfile.TemporaryDirectory(prefix="order-") as name:
        if any(printing.where == where for printing in list_printings(edition.path)[0].values()):
            return
        room = Path(name)
        for file in order.files:
            with files().open(file["key"]) as source, (room / file["name"]).open("wb") as target:
                shutil.copyfileobj(source, target)
        printed = _unpack(room, order)
        add_printings(edition.path, printed, quantity=order.copies, where=where, on=timezone.localdate())
        details = {"reference": order.reference, "files": [path.name for path in printed]}
        Event.objects.create(who=order.said_yes, action="printed", said=where, details=details)


def _unpack(room: Path, order: PrintOrder) -> list[Path]:
    """Return the PDFs of an order that have contents of their own, those of a pack taken out of it."""
    found = []
    for file in order.files:
        path = room / file["name"]
        if file["what"] != PACK:
            found += [path] if file["what"] == INTERIOR else []
            continue
        with ZipFile(path) as pack:
            names = [
                name for name in pack.namelist() if name.endswith(".pdf") and not Path(name).name.startswith("00_")
            ]
            found += [Path(pack.extract(name, room)) for name in names]
    return found
