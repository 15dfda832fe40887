"""A partner's folder as the desk sees it: opened once, read again when its files change, drawn by one at a time."""

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core import signing

from booklet import Project, new_project, open_project
from booklet.api.projects import stamp_project
from booklet.api.working import let_go, take
from booklet.desk.settings import DESK, database_path
from booklet.errors import Finding, OutputError, Where
from booklet.values import Frozen, asdict

BRAND = "brand.yaml"
"""The file that makes a folder an edition."""

COUNTRIES = Path("translations", "countries")

Stamps = Mapping[str, tuple[int, ...]]
"""Of each file of an edition, by name, what changes when it is written."""

WRITES = ".writes.lock"
"""The file that is held by whoever writes into an edition."""

PATIENCE = 20.0
"""Seconds for which a save waits for one of another process."""

SEEN_AGE = 60 * 60 * 24 * 365


class Rules(Frozen):
    """What an organisation wants of its desk."""

    two_people: bool = False
    """Whether a release needs two different people."""


@dataclass(eq=False)
class Edition:
    """A partner's folder."""

    path: Path
    name: str = ""
    """What tells it from others that the same service holds; "" where there is one only."""
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    """Held by whoever writes into the folder, places or draws."""
    kept: Stamps | None = None
    """The stamps of the files as they were when the desk last kept what had changed in them."""
    _project: Project | None = None
    _writes: int = 0

    @property
    def exists(self) -> bool:
        """Whether the folder holds an edition already."""
        return (self.path / BRAND).is_file()

    @property
    def country(self) -> str:
        """The country of the edition: that of its own country file, 001 (the world) if it has none."""
        own = sorted(path.stem for path in (self.path / COUNTRIES).glob("*.yaml") if path.name[0] != ".")
        return own[0] if own else "001"

    @property
    def mark(self) -> str:
        """A short text by which a browser tells this edition from another one that is opened at the same address."""
        return blake2b(os.fsencode(self.path), digest_size=8).hexdigest()

    @property
    def output(self) -> Path:
        """Where what is made lies."""
        return self.path / "output"

    @property
    def rules(self) -> Rules:
        """What the organisation wants of its desk."""
        try:
            said = json.loads((self.path / DESK / "rules.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Rules()
        return Rules(two_people=isinstance(said, dict) and said.get("two_people") is True)

    def set_rules(self, rules: Rules) -> None:
        """Write what the organisation wants of its desk."""
        path = self.path / DESK / "rules.json"
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(asdict(rules)), encoding="utf-8")
        draft.replace(path)

    def look(self) -> Stamps:
        """Return a stamp of each file that makes the edition, by its name; what a link leads to is somebody else's."""
        found = stamp_project(self.path)
        linked = tuple(name for name in found if name.endswith("/"))
        inside = (name for name in found if not name.startswith(linked) and not (self.path / name).is_symlink())
        return {name: found[name] for name in inside}

    def files(self) -> tuple[str, ...]:
        """Return the names of the files that make the edition, sorted."""
        return tuple(sorted(self.look()))

    @property
    def stamp(self) -> str:
        """A short text that is another once any file of the edition has changed, or one that a link leads to."""
        return blake2b(repr(sorted(stamp_project(self.path).items())).encode(), digest_size=8).hexdigest()

    def project(self) -> Project:
        """Return the edition as `booklet.api` knows it, as its files are now; ask anew each time.

        Raises `SourceError` with all faults of its files.
        """
        with self.lock:
            folder = self.path if self.exists else None
            if self._project is None or self._project.path != folder:
                self._project = open_project(folder)
            else:
                self._project.refresh()
            _close_others(self)
            return self._project

    def close(self) -> bool:
        """Forget what was read of the files, unless somebody is at it; tell whether it is forgotten."""
        if not self.lock.acquire(blocking=False):
            return False
        try:
            self._project = None
        finally:
            self.lock.release()
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let one alone write into the folder, of all processes that have it open; raise `OutputError` if that is long.

        Whoever writes already may do so within.
        """
        with self.lock, ExitStack() as stack:
            if not self._writes:
                stack.enter_context(_hold(self.path / DESK / WRITES))
            self._writes += 1
            try:
                yield
            finally:
                self._writes -= 1

    @contextmanager
    def engine(self) -> Iterator[Project]:
        """Give the edition to whoever places, draws or writes, one at a time; raises as `project` does."""
        with self.lock:
            yield self.project()

    def create(self, country: str, name: str) -> None:
        """Make the edition in its folder, and its desk; raise `BookletError`, with nothing made, if that fails."""
        with self.lock:
            new_project(self.path, country, name, has_form=False)
            prepare(self.path)


_OPENED: OrderedDict[Path, Edition] = OrderedDict()
"""The editions that this process has open, the one that was asked for last at the end."""

_OPENING = threading.Lock()


def _close_others(used: Edition) -> None:
    """Close the editions that nobody has asked for longest, if more are open than this process may hold."""
    with _OPENING:
        _OPENED[used.path] = used
        _OPENED.move_to_end(used.path)
        old = list(_OPENED.values())[: max(0, len(_OPENED) - settings.DESK_MOST_OPEN)]
        for edition in old:
            if edition is not used and edition.close():
                del _OPENED[edition.path]


@contextmanager
def _hold(path: Path) -> Iterator[None]:
    """Hold a file that others hold for moments."""
    if not path.parent.is_dir():
        yield  # there is no desk here yet, and so nobody else
        return
    with path.open("a+", encoding="utf-8") as file:
        end = monotonic() + PATIENCE
        while not take(file):
            if monotonic() > end:
                message, hint = "another program has been writing here for long", "close it, and try again"
                raise OutputError(Finding("folder-held", Where(str(path.parent.parent)), message, hint))
            sleep(0.02)
        try:
            yield
        finally:
            let_go(file)


_USED: ContextVar[Edition | None] = ContextVar("edition", default=None)


def current() -> Edition:
    """Return the edition that is asked for; raise `LookupError` where several are held and none is asked for."""
    edition = find_current()
    if edition is None:
        raise LookupError("no edition is asked for")
    return edition


def find_current() -> Edition | None:
    """Return the edition that is asked for, None where several are held and none is."""
    used = _USED.get()
    if used is not None or settings.DESK_FOLDER is None:
        return used
    return edition_of(Path(settings.DESK_FOLDER))


@contextmanager
def use(edition: Edition) -> Iterator[None]:
    """Let an edition be the current one for all that is done within, in this thread."""
    token = _USED.set(edition)
    try:
        yield
    finally:
        _USED.reset(token)


@cache
def edition_of(path: Path, name: str = "") -> Edition:
    """Return the edition of a folder: the same for all who ask in this process."""
    return Edition(path, name)


def prepare(folder: Path) -> None:
    """Make the desk's own folder and bring its database up to date, if the folder holds an edition."""
    from django.core.management import call_command

    if (folder / BRAND).is_file():
        database_path(folder).parent.mkdir(exist_ok=True)
        call_command("migrate", "desk", verbosity=0, interactive=False)


def sign_seen(value: object) -> str:
    """Return a value, as JSON can hold it, for the hidden field of a form: what the form's fields said."""
    return signing.dumps(value, salt="desk.seen", compress=True)


def read_seen(text: str) -> Any:
    """Return what a form's fields said when it was opened, None if the form does not say it as we wrote it."""
    try:
        return signing.loads(text, salt="desk.seen", max_age=SEEN_AGE)
    except signing.BadSignature:
        return None
