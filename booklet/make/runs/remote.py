"""What a worker of a cluster does: bytes in, bytes out; its sources stay in memory until others come.

Nothing here knows the cluster: a worker is a process with an address and a folder of its own.
"""

import pickle
import shutil
import sys
from pathlib import Path
from threading import Lock

from booklet.errors import BookletError, Finding, Where
from booklet.facts.gate import Days
from booklet.make.opening import load_sources_once
from booklet.make.runs.dealing import SHIFT
from booklet.make.runs.keys import Facts, Keys, list_machinery
from booklet.make.runs.parcel import unpack
from booklet.make.runs.plan import RunItem
from booklet.make.runs.work import Outcome, RunTask, Work, begin_item
from booklet.sources.folders import Folders
from booklet.values import Frozen

MACHINERY = list_machinery()
"""What this process makes files with: read when it begins, since files may change under a process that goes on."""

MOST_SHOWN = 32
"""Characters of a version that are shown: of a hash, enough to tell two apart."""


class WorkOrder(Frozen):
    """What a worker is to do: items, from the sources in a parcel, with fonts that must be the worker's own too."""

    parcel: str
    fonts: Facts
    items: tuple[RunItem, ...]
    work: Work
    days: Days


class WorkAnswer(Frozen):
    """The outcomes of items, or why a worker refuses the order."""

    outcomes: tuple[Outcome, ...] = ()
    refused: tuple[Finding, ...] = ()


def answer(asked: Facts, order: bytes, parcel: bytes, address: str, room: Path) -> bytes:
    """Return the answer to an order; `asked` comes first: a worker of other versions could not read the order."""
    with _DESK.lock:
        refused = find_differences(address, MACHINERY, asked)
        return pickle.dumps(
            WorkAnswer(refused=refused) if refused else _answer(pickle.loads(order), parcel, address, room)
        )


def find_differences(address: str, theirs: Facts, asked: Facts) -> tuple[Finding, ...]:
    """Return findings about versions with which a worker would make different files."""
    found, wanted = dict(theirs), dict(asked)
    names = dict.fromkeys(
        name for name, value in (*asked, *theirs) if ((name, value) in asked) != ((name, value) in theirs)
    )
    if not names:
        return ()
    said = "; ".join(f"{name} {_show_version(found, name)} and not {_show_version(wanted, name)}" for name in names)
    hint = "install there what is installed here, or stop that worker"
    return (Finding("worker-differs", Where(address), f"this worker has {said}", hint),)


def _show_version(facts: dict[str, str], name: str) -> str:
    return facts[name][:MOST_SHOWN] if name in facts else "none"


def _answer(order: WorkOrder, parcel: bytes, address: str, room: Path) -> WorkAnswer:
    try:
        folders, fonts = _DESK.lay(parcel, order.parcel, room, len(order.items))
    except BookletError as error:
        return WorkAnswer(refused=error.findings)
    except OSError as error:
        message, hint = f"this worker cannot keep our sources: {error}", "free its disk, or stop that worker"
        return WorkAnswer(refused=(Finding("worker-room", Where(address), message, hint),))
    if refused := find_differences(address, fonts, order.fonts):
        return WorkAnswer(refused=refused)
    task = RunTask(folders, Path(), order.days)
    return WorkAnswer(tuple(begin_item(item, order.work, task) for item in order.items))


class _WorkerDesk:
    """The sources and the order that a worker has at hand: one parcel at a time and one order at a time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._parcel, self._done = "", 0
        self._laid: tuple[Folders, Facts] | None = None

    def lay(self, parcel: bytes, name: str, room: Path, items: int) -> tuple[Folders, Facts]:
        """Return the sources of a parcel, unpacked once, and the fonts they name.

        Everything remembered of other sources is dropped with them, and everything after a shift.
        """
        self._done += items
        if self._done > SHIFT:
            self._forget(items)
        if self._laid and name == self._parcel:
            return self._laid
        if self._laid:
            self._forget(items)
            shutil.rmtree(self._laid[0].own.parent, ignore_errors=True)
            self._laid = None
        folders = unpack(parcel, name, room)
        self._laid, self._parcel = (folders, Keys(load_sources_once(folders)).fonts), name
        return self._laid

    def _forget(self, items: int) -> None:
        forget()
        self._done = items


_DESK = _WorkerDesk()


def forget() -> None:
    """Drop everything that our functions have remembered in this process."""
    for name, module in list(sys.modules.items()):
        if name.startswith("booklet."):
            for value in vars(module).values():
                if isinstance(value, type(load_sources_once)):
                    value.cache_clear()
