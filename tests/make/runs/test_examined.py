"""What a campaign would make, before it is made: which files are proofs, and all that keeps them from readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from campaigns import campaign, made, make
from projects import COUNTRY, UNCONFIRMED, lay

from booklet.api.campaigns import Watcher, Wish, examine_campaign
from booklet.make.runs.work import Outcome

RUN = "lots:\n  - {name: cards, product: card, items: c1, countries: XX, locales: en, bands: 14-17, editions: screen}\n"


class Silent:
    def begin(self, files: int, kept: int) -> None: ...

    def note_outcome(self, stage: str, outcome: Outcome) -> None: ...

    def end(self, code: int) -> None: ...


@contextmanager
def watch(_: int) -> Iterator[Watcher]:
    yield Silent()


@pytest.mark.slow
def test_reasons_are_told_of_what_is_missing_and_of_what_is_kept(tmp_path: Path) -> None:
    file = campaign(tmp_path, RUN)
    lay(file.parent, {COUNTRY: UNCONFIRMED})
    wish = Wish(file, made(file), day=date(2026, 11, 25))
    missing = examine_campaign(wish, watch)
    assert set(missing.states.values()) == {"proof"} and not missing.kept
    assert [(one.kind, one.names) for one in missing.reasons if one.is_proof] == [("call", ("friends",))]
    assert make(file) == 0
    kept = examine_campaign(wish, watch)
    assert len(kept.kept) == 1 and (kept.states, kept.reasons) == (missing.states, missing.reasons)
