"""Rows that come back, merged into a catalogue: what holds goes on to hold, what somebody doubts does not."""

import pytest

from booklet.errors import Where
from booklet.translators.merge import CatalogueRow, import_rows
from booklet.values import replace
from booklet.words.catalogue import FUZZY, Catalogue, Message, MessageSlot

WHERE = Where("a.csv", 2)

SLOT = MessageSlot("m4", "m4", "text", 0, "Already paid?", WHERE)

HELD = Message("m4", "Already paid?", "Já pagou?", WHERE)

UNSURE = replace(HELD, flags=(FUZZY,))


@pytest.mark.parametrize(
    ("before", "text", "is_theirs", "is_unsure"),
    [
        (HELD, "Já pagou?", False, False),  # a table that went out before somebody found it good
        (HELD, "Já pagou?", True, True),
        (UNSURE, "Já pagou?", False, True),
        (UNSURE, "Já pagaste?", False, False),
        (UNSURE, "Já pagaste?", True, True),  # changed, and still marked
    ],
)
def test_what_is_unsure_is_so_by_those_who_say_it(before: Message, text: str, is_theirs: bool, is_unsure: bool) -> None:
    row = CatalogueRow("m4", SLOT.text, text, WHERE, FUZZY, is_theirs=is_theirs)
    found = import_rows(Catalogue("pt", {"m4": before}), [row], {"m4": SLOT})
    message = found.catalogue.messages["m4"]
    assert (message.text, message.is_fuzzy) == (text, is_unsure)
