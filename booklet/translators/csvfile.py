"""A catalogue as a table for agencies: CSV out, and back in as a spreadsheet saved it, every fault at once."""

import csv
import io
from collections.abc import Iterable, Mapping

from booklet.errors import Finding
from booklet.sources.table import read_table
from booklet.translators.merge import CatalogueRow
from booklet.translators.tablerow import NEEDED, list_rows, rename_heads
from booklet.words.catalogue import Catalogue, MessageSlot, TranslationState, state_of

COLUMNS = ("context", "place", "english", "before", "translation", "state", "remark")
"""`place` says where the words stand; `before` is the English that a stale translation was made for."""


def csv_bytes(catalogue: Catalogue, known: Iterable[MessageSlot], notes: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return the table of a catalogue, as spreadsheets read it: UTF-8 with its mark, lines as RFC 4180 ends them."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for slot in known:
        message = catalogue.messages.get(slot.context)
        state = state_of(slot, message)
        text, remarks = (message.text, message.remarks) if message else ("", ())
        before = message.made_for if message and state is TranslationState.STALE else ""
        place = " · ".join(notes.get(slot.context, ()))
        table.writerow((slot.context, place, slot.text, before, text, state, "\n".join(remarks)))
    return written.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, name: str, findings: list[Finding]) -> tuple[CatalogueRow, ...]:
    """Return the sound rows of a table; raise `SourceError` if it is not such a table at all."""
    table = read_table(data, name, COLUMNS, NEEDED, findings, rename_heads)
    return tuple(list_rows(table, findings))
