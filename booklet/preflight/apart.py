"""Work on strangers' files in a process of its own, which ends when it takes too long or too much memory."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from booklet.preflight.bounds import MOST_DECODED, READING_SECONDS, bound_memory
from booklet.preflight.check import Examination, examine, finish
from booklet.preflight.hits import Hit
from booklet.preflight.limits import Limits
from booklet.preflight.read.library import BROKEN
from booklet.preflight.rules import files

T = TypeVar("T")


class StoppedError(Exception):
    """The work took too long, asked for too much memory, or its process ended without an answer."""


def check_apart(path: Path, limits: Limits) -> list[Hit]:
    """Check a file that nobody vouches for: reading takes 30 s and 1 GB at most, plates 120 s and 1 GB."""
    try:
        found = run_apart(examine, path, limits)
    except StoppedError as error:
        found = Examination((files.TOO_MUCH_WORK.hit(str(error)),))
    return finish(path, found, limits)


def run_apart(work: Callable[..., T], *given: object) -> T:
    """Return what a function answers in a process of its own; raise `StoppedError` if there is no answer in time."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, given), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(READING_SECONDS):
            raise StoppedError(f"reading it takes more than {READING_SECONDS} seconds")
        is_done, answer = ours.recv()
    except EOFError as error:
        raise StoppedError("the program that reads it broke down") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if not is_done:
        raise StoppedError(answer)
    done: T = answer
    return done


def _work(answer: Connection, work: Callable[..., object], given: tuple[object, ...]) -> None:
    _bound()
    try:
        answer.send((True, work(*given)))
    except MemoryError:
        answer.send((False, "there is not enough memory to read it"))
    except BROKEN as error:
        answer.send((False, " ".join(str(error).split())))


def _bound() -> None:
    """Bound the memory of this process, and what pikepdf decompresses."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_DECODED,
        dct_max_memory=MOST_DECODED,
        png_max_memory=MOST_DECODED,
        run_length_max_memory=MOST_DECODED,
        tiff_max_memory=MOST_DECODED,
    )
    bound_memory()
