"""Files that nobody vouches for, checked and annotated in a process of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.preflight.check import Examination, finish, unreadable
from booklet.preflight.hits import Hit
from booklet.preflight.limits import Limits
from booklet.preflight.rules import files
from booklet.preflight.tasks import Told, told_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file, and what held the processes that read it (`apart.walls`); None if none had to."""

    hits: list[Hit]
    walls: frozenset[str] | None


def check_apart(path: Path, limits: Limits) -> Checked:
    """Check a file that nobody vouches for: reading takes 30 s and 1 GB at most, plates 120 s and 1 GB."""
    fault = unreadable(path)
    if fault:
        return Checked([fault], None)
    try:
        done = run_apart("examine", path, limits, answers=Told)
        found, walls = done.value.examination(), done.walls
    except OSError as error:
        return Checked([files.UNREADABLE.hit(error.strerror or "it cannot be read")], None)
    except StoppedError as error:
        found, walls = Examination((files.TOO_MUCH_WORK.hit(str(error)),)), error.walls
    return Checked(finish(path, found, limits), walls)


def annotate_apart(path: Path, hits: Sequence[Hit]) -> bytes:
    """Return a copy of a file with its hits outlined; raise `StoppedError` if none can be made."""
    return run_apart("annotate", path, told_of(Examination(tuple(hits))), answers=bytes).value
