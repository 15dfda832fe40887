"""What a user's earlier commands made, kept in the user's own folder, so that the next one need not make it again.

A function whose result follows from its arguments alone can be `kept`. Its results are found by a digest of its
arguments, of our program and of the packages it runs on. Each is kept with a digest of itself, so a byte that changed
is found out, and the result is made again. The folder may be deleted at any time; two commands may use it at once.

Values are pickled. Whoever can write to the folder could let us run what they like, so it is used only if it belongs
to the user and nobody else may write to it, and never lies in a project.
"""

import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from threading import Lock
from time import monotonic, time
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sqlite3 import Connection

P = ParamSpec("P")
T = TypeVar("T")

FOLDER = "BOOKLET_CACHE"
"""Names the folder; where it says nothing (`BOOKLET_CACHE=`), nothing is kept."""

FILE = "made.sqlite"

MOST = 300_000_000
"""Bytes that the file may have; then what was not used for longest is forgotten."""

MOST_ADDED = 60_000_000
"""Bytes that one command adds at most: a run of thousands of files keeps what its first ones are made of."""

WAIT = 0.2
"""Seconds that a command waits for another one that is writing."""

MOST_WAITING = 1000
"""Values that wait to be written."""

SELDOM = 30.0
"""Seconds between two moments at which what is kept as a whole is written."""

DIGEST = 20
"""Bytes of a digest."""

DAY = 86_400

Row = tuple[bytes, int, bytes]
"""A key, the day on which it was used, and a value with its digest before it."""

_UNORDERED = (set, frozenset)

_TABLE = "CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, used INTEGER, value BLOB)"


class NotKeptError(Exception):
    """A value of which no digest can be made, since it depends on more than it holds."""


_told_by_stamp: set[type] = set()
_stamps: "WeakKeyDictionary[object, str]" = WeakKeyDictionary()


def told_by_stamp(kind: type[T]) -> type[T]:
    """Tell values of a class, which are compared by identity, from others by their stamp.

    What depends on one without a stamp is not kept.
    """
    _told_by_stamp.add(kind)
    return kind


def stamp(value: T, *said: object) -> T:
    """Return a value after saying what it was made from; everything that it depends on stands in that."""
    _stamps[value] = blake2b(repr(said).encode(), digest_size=DIGEST).hexdigest()
    return value


def stamp_of(value: object) -> str:
    """Return the stamp of a value, "" if it has none."""
    return _stamps.get(value, "")


class Store:
    """Results by key, in a file; what is added is written when it is saved.

    All threads of the process that opened it may use it, one at a time; for processes that it begins nothing is kept.
    """

    def __init__(self, folder: Path, program: bytes) -> None:
        self._file = folder / FILE
        self._program = program
        self._owner = os.getpid()
        self._lock = Lock()
        self._left = MOST_ADDED
        self._added: dict[bytes, object] = {}
        self._at_end: dict[bytes, Callable[[], object]] = {}
        self._next = 0.0
        self._used: list[bytes] = []
        self._connection: Connection | None = None
        with suppress(*_faults()):
            self._connection = _connect(self._file)

    @property
    def is_own(self) -> bool:
        """Whether it was opened by the process that asks."""
        return self._owner == os.getpid()

    def key(self, kind: str, arguments: tuple[object, ...]) -> bytes:
        """Return what the result of a function is found by; raise `NotKeptError` if its arguments have no digest."""
        return digest_of((kind, arguments), self._program)

    def get(self, key: bytes) -> object | None:
        """Return what is kept by a key, None if nothing is or if it was changed."""
        with self._lock:
            found = self._find(key)
        if found is None or not isinstance(found[0], bytes):
            return None
        data, used = memoryview(found[0]), found[1]
        if blake2b(data[DIGEST:], digest_size=DIGEST, key=key).digest() != data[:DIGEST]:
            return None
        if used != _today():
            self._used.append(key)
        value: object = pickle.loads(data[DIGEST:])
        return value

    def _find(self, key: bytes) -> tuple[bytes, int] | None:
        """Return the row of a key, a digest and a value in one, and the day on which it was used."""
        if self._connection is None:
            return None
        try:
            found: tuple[bytes, int] | None = self._connection.execute(
                "SELECT value, used FROM made WHERE key = ?", (key,)
            ).fetchone()
        except _faults() as error:  # another command is writing, or the file is damaged
            self._begin_anew(error)
            return None
        return found

    def add(self, key: bytes, value: object) -> None:
        """Keep a value by a key, once the store is saved."""
        with self._lock:
            if self._left > 0:
                self._added[key] = value
            is_full = len(self._added) >= MOST_WAITING
        if is_full:
            self._save({})

    def add_at_end(self, key: bytes, make: Callable[[], object]) -> None:
        """Keep by a key what there is to keep when the store is saved, None for nothing.

        It must be bounded, and is written seldom, since it is written as a whole each time.
        """
        with self._lock:
            self._at_end[key] = make

    def save(self) -> None:
        """Write what was added, as far as there is room for it; what another process writes at this moment wins.

        Other threads find and add values while this one packs what it writes.
        """
        if self.is_own:
            self._save(self._list_last() if monotonic() >= self._next else {})

    def _list_last(self) -> dict[bytes, object]:
        """Return what takes the place of what was kept before."""
        with self._lock:
            at_end, self._at_end = self._at_end, {}
        self._next = monotonic() + SELDOM
        return {key: value for key, make in at_end.items() if (value := make()) is not None}

    def _save(self, last: dict[bytes, object]) -> None:
        """Write what was added, and something that takes the place of what was kept before."""
        with self._lock:
            added, used = self._added, self._used
            self._added, self._used = {}, []
        rows = [_pack(key, value) for key, value in last.items()]
        rows += self._list_rows(added)
        with self._lock:
            if self._connection is None or not (rows or used):
                return
            try:
                self._write(self._connection, rows, used)
            except _faults() as error:
                self._begin_anew(error)

    def close(self) -> None:
        """Save the store, and let go of its file."""
        if not self.is_own:
            return
        self._save(self._list_last())
        with self._lock:
            if self._connection:
                self._forget(self._connection)
            if self._connection:
                self._connection.close()
            self._connection = None

    def _forget(self, connection: "Connection") -> None:
        """Forget what was not used for long, if the file has grown too large."""
        try:
            if self._file.stat().st_size > MOST:
                _forget_oldest(connection)
        except _faults() as error:
            self._begin_anew(error)

    def _begin_anew(self, error: Exception) -> None:
        """Remove the file if it is damaged: the next command begins another."""
        from sqlite3 import DatabaseError

        if type(error) is DatabaseError and self._connection:
            self._connection.close()
            self._connection = None
            with suppress(OSError):
                self._file.unlink()

    def _list_rows(self, values: dict[bytes, object]) -> Iterator[Row]:
        """Yield values as rows, as many as there is room for."""
        for key, value in values.items():
            if self._left <= 0:
                return
            row = _pack(key, value)
            self._left -= len(row[2]) - DIGEST
            if self._left >= 0:
                yield row

    def _write(self, connection: "Connection", rows: list[Row], used: list[bytes]) -> None:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
            connection.executemany("UPDATE made SET used = ? WHERE key = ?", [(_today(), key) for key in used])


def digest_of(value: object, key: bytes = b"") -> bytes:
    """Return a digest of all that a value is made of, equal in every process; raise `NotKeptError` if it has none."""
    written = BytesIO()
    try:
        _Writer(written).dump(value)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise NotKeptError(str(error)) from error
    return blake2b(written.getbuffer(), digest_size=DIGEST, key=key).digest()


def _pack(key: bytes, value: object) -> Row:
    """Return a value as a row."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return key, _today(), blake2b(data, digest_size=DIGEST, key=key).digest() + data


def _today() -> int:
    """Return the day on which values are used, a number."""
    return int(time() // DAY)


class _Writer(pickle.Pickler):
    """Writes arguments so that equal ones have equal bytes, whatever objects they share."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True

    def persistent_id(self, value: object) -> str | None:
        if type(value) in _told_by_stamp:
            if value not in _stamps:
                raise NotKeptError(type(value).__name__)
            return _stamps[value]
        if isinstance(value, _UNORDERED):
            raise NotKeptError("a set has no order")
        return None


def _faults() -> tuple[type[Exception], ...]:
    """Return what a file that cannot be used raises."""
    from sqlite3 import Error

    return (Error, OSError, UnicodeDecodeError)  # the last where it says what is wrong in words that are damaged


def _connect(file: Path) -> "Connection":
    """Open the file, a new one if there is none or if it is damaged or none of ours."""
    import sqlite3  # takes long to import

    try:
        return _open_table(file)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        file.unlink()
        return _open_table(file)


def _open_table(file: Path) -> "Connection":
    import sqlite3

    connection = sqlite3.connect(file, timeout=WAIT, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = OFF")  # what is lost is made again
    connection.execute(_TABLE)
    return connection


def _forget_oldest(connection: "Connection") -> None:
    """Forget the half that was not used for longest."""
    count = connection.execute("SELECT count(*) FROM made").fetchone()[0]
    connection.execute("DELETE FROM made WHERE key IN (SELECT key FROM made ORDER BY used LIMIT ?)", (count // 2,))
    connection.execute("VACUUM")


# The store of this process


class _Process:
    """What this process has: whether a store is asked for, the store, and whether none can be used."""

    is_asked = False
    is_refused = False
    store: Store | None = None
    opening = Lock()


@contextmanager
def open_store() -> Iterator[None]:
    """Keep results, and use those that are kept, inside the block; it is opened once something asks for it."""
    open_store_for_good()
    try:
        yield
    finally:
        close_store()


def open_store_for_good() -> None:
    """Keep results until the store is closed; `save_store` writes them meanwhile."""
    _Process.is_asked, _Process.is_refused = True, False


def close_store() -> None:
    """Write what was added to the store, if one is open, and keep nothing any more."""
    if _Process.store:
        _Process.store.close()
    _Process.is_asked, _Process.store = False, None


def refuse_store() -> None:
    """Keep nothing in this process, nor in those that it begins."""
    os.environ[FOLDER] = ""


def save_store() -> None:
    """Write what was added to the store that is open, if one is."""
    if _Process.store:
        _Process.store.save()


def current_store() -> Store | None:
    """Return the store that is open, None if there is none or if it cannot be used."""
    if _Process.store is None and _Process.is_asked and not _Process.is_refused:
        with _Process.opening:
            _open_once()
    store = _Process.store
    return store if store and store.is_own else None


def _open_once() -> None:
    """Open the store, unless another thread has done so meanwhile, or none can be used."""
    if _Process.store:
        return
    folder = find_folder()
    if folder and _is_own(folder):
        _Process.store = Store(folder, digest_program())
    else:
        _Process.is_refused = True


def kept(kind: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the results of a function, which follow from its arguments alone, wherever a store is open."""

    def decorate(make: Callable[P, T]) -> Callable[P, T]:
        @wraps(make)
        def find_or_make(*args: P.args, **kwargs: P.kwargs) -> T:
            store = current_store()
            if store is None:
                return make(*args, **kwargs)
            try:
                key = store.key(kind, (args, kwargs))
            except NotKeptError:
                return make(*args, **kwargs)
            found: Any = store.get(key)
            if found is None:
                found = make(*args, **kwargs)
                store.add(key, found)
            return found  # type: ignore[no-any-return]

        return find_or_make

    return decorate


def find_folder() -> Path | None:
    """Return the folder of the store: that of the variable, else where the system keeps what may be deleted."""
    if FOLDER in os.environ:
        return Path(os.environ[FOLDER]).absolute() if os.environ[FOLDER] else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local")) / "booklet" / "Cache"
    if sys.platform == "darwin":
        return home / "Library/Caches/booklet"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if Path(named).is_absolute() else home / ".cache") / "booklet"


def _is_own(folder: Path) -> bool:
    """Make the folder if there is none, and tell whether it belongs to the user and nobody else may write to it.

    A file in it that is none, or to which others may write, is removed.
    """
    file = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform == "win32":
            return True
        is_own = _is_writable_by_owner_alone(folder.stat())
        if is_own and os.path.lexists(file) and not _is_own_file(file.lstat()):
            file.unlink()
    except OSError:
        return False
    return is_own


def _is_own_file(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode) and _is_writable_by_owner_alone(found)


def _is_writable_by_owner_alone(found: os.stat_result) -> bool:
    """Tell whether something belongs to the user, and nobody else may write to it."""
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def digest_program() -> bytes:
    """Return a digest of our program, of the packages it runs on, and of what runs it.

    Files are told from others by name, size and the times of their last change, packages by name and version, machines
    by their kind. The single file has all of them in it, and unpacks them anew each time.
    """
    said = [sys.version, sys.platform, "" if sys.platform == "win32" else os.uname().machine]
    if getattr(sys, "frozen", False):
        said += [_tell(Path(sys.executable).stat())]
    else:
        said += [*_list_packages(), *_list_files(Path(__file__).parents[1])]
    return blake2b("\n".join(said).encode(), digest_size=DIGEST).digest()


_PACKAGE = (".dist-info", ".egg-info")
"""How folders end that tell of a package and its version."""


def _list_packages() -> Iterator[str]:
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            yield from sorted(entry.name for entry in entries if entry.name.endswith(_PACKAGE))


def _list_files(folder: Path) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _list_files(Path(entry.path))
            elif entry.name.endswith(".py"):
                yield f"{entry.path} {_tell(entry.stat())}"


def _tell(found: os.stat_result) -> str:
    """Return what tells a file; the time of its last change in the folder cannot be set as that of its content can."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"
