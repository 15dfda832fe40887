"""What many tests look at and takes long to make, made once: our own sources, and jobs of them placed, drawn, proven.

What one worker has drawn and proven the others find, and so does the next run of the tests, in a folder that is named
by a digest of our program, our sources and the packages: whoever changes a line of them begins with an empty one. Its
files are not written to again. Tests of making itself (what is kept, what is the same cold and warm) make their own.
"""

import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import TypeVar

import pytest
from projects import OWN

from booklet.check.proof.compare import ProofRecord
from booklet.jobs import Job
from booklet.machine.store import FOLDER, current_store, open_store
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.lasting import lock_path
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.values import replace

T = TypeVar("T")

MADE = date(2026, 11, 25)
"""The day on which all of it is made."""

PLACE = "TESTS_MADE"
"""Names the folder to the workers, and to programs that tests begin."""


@cache
def sources() -> Sources:
    """Return our own sources, read once."""
    return open_sources(None)


def list_jobs(product: str, **axes: tuple[str, ...]) -> list[Job]:
    """Return jobs of a product of ours; `axes` are those of `Wanted`."""
    return plan_jobs(replace(Wanted((product,)), **axes), sources())


@lru_cache(maxsize=64)
def placed(job: Job) -> Document:
    """Return a job with everything in its place."""
    with _kept_together():
        return check([job], sources(), MADE, MADE)[0]


@lru_cache(maxsize=64)
def drawn(job: Job) -> bytes:
    """Return the file of a job."""
    return _find_or_make("drawn", job, lambda: draw(placed(job), sources(), MADE))


@lru_cache(maxsize=64)
def proven(job: Job) -> ProofRecord:
    """Return what reading the file of a job back has found; raise `ProofError` if it differs from the facts."""
    return _find_or_make("proven", job, lambda: prove(placed(job), drawn(job), sources(), MADE))


def _find_or_make(what: str, job: Job, make: Callable[[], T]) -> T:
    """Return what lies in the folder for a job, which whoever asks first lays there while others wait."""
    path = _folder() / blake2b(repr((what, job)).encode(), digest_size=20).hexdigest()
    if not path.exists():
        with lock_path(path), _kept_together():
            if not path.exists():
                _lay(path, pickle.dumps(make()))
    found: T = pickle.loads(path.read_bytes())
    return found


def filled(name: str, fill: Callable[[Path], object]) -> Path:
    """Return a folder of a name, which whoever asks first fills while others wait; nobody changes what is in it."""
    path = _folder() / name
    if not path.exists():
        with lock_path(path):
            if not path.exists():
                beside = Path(tempfile.mkdtemp(dir=_folder()))
                fill(beside)
                beside.rename(path)
    return path


def _lay(path: Path, data: bytes) -> None:
    """Lay a file into the folder as a whole, not to be written to again."""
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(data)
    beside.chmod(0o444)
    beside.replace(path)


@contextmanager
def _kept_together() -> Iterator[None]:
    """Let workers share what our program keeps for its next command, while something is made once."""
    if current_store():
        yield
        return
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(FOLDER, str(_folder() / "kept"))
        with open_store():
            yield


def _folder() -> Path:
    return Path(os.environ[PLACE])


def name_folder(root: Path) -> None:
    """Name the folder of these tests, and forget those of other programs; workers are told by who begins them."""
    place = root / ".pytest_cache" / "made"
    folder = place / _digest()
    for other in place.iterdir() if place.is_dir() else ():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # somebody else's checkout
        folder = Path(tempfile.mkdtemp(prefix="booklet-tests-"))
    os.environ[PLACE] = str(folder)


def _digest() -> str:
    """Return a digest of all that files are made of, and of what makes them."""
    found = blake2b(sys.version.encode(), digest_size=10)
    for one in sorted(f"{package.name} {package.version}" for package in metadata.distributions()):
        found.update(one.encode())
    for path in sorted(_list_files()):
        found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()


def _list_files() -> Iterator[Path]:
    """Yield the files of our program and our sources."""
    for folder in ("booklet", "layouts", "translations"):
        yield from (path for path in (OWN / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
