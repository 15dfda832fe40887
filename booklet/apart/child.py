"""The process that does one task on a stranger's file: it is asked through a pipe, shuts itself off, and answers."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from inspect import signature
from io import BytesIO
from threading import Thread
from types import ModuleType, TracebackType
from typing import IO, Any, get_type_hints

from booklet.apart.bounds import MOST_DECODED, MOST_TOLD, bound
from booklet.apart.told import BROKE_DOWN, AnswerHead, StoppedError
from booklet.apart.values import value_of, write_value
from booklet.apart.walls import MEMORY, NO_DOORS, Doors, close_off, end_with_parent
from booklet.errors import BookletError

_CODECS = ("ascii", "cp1252", "latin_1", "utf_8", "utf_8_sig", "utf_16", "utf_16_be", "utf_16_le", "utf_32")
"""How strings of a PDF may be written; Python imports each when it is used for the first time."""

Task = Callable[..., object]


def work(module: str, name: str, seconds: str, parent: str, loads: str) -> None:
    """Do a task of a module; everything it needs is imported before it looks at the file."""
    end_with_parent()
    if sys.platform != "win32" and os.getppid() != int(parent):
        os._exit(1)
    answer = _take_pipe()
    home = import_module(module)
    for each in [*filter(None, loads.split(",")), *(f"encodings.{codec}" for codec in _CODECS)]:
        import_module(each)
    _prepare_pikepdf()
    task: Task = getattr(home, name)
    doors, largest_file = _doors(home, name)
    held = {MEMORY} if bound(int(seconds), largest_file) else set()
    asked, source = _question(sys.stdin.buffer, task)
    held |= close_off(doors(*asked))
    _say(answer, json.dumps(sorted(held)).encode())
    Thread(target=_end_with_pipe, daemon=True).start()
    sys.excepthook = partial(_tell_of_fault, answer)
    _tell(answer, task, source, asked)
    os._exit(0)


def _take_pipe() -> IO[bytes]:
    """Return the pipe that answers go through, and send whatever a library prints nowhere."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


def _doors(home: ModuleType, name: str) -> tuple[Callable[..., Doors], int]:
    """Return the function that says which doors a task needs, and how large its files may be (usually none)."""
    given: Callable[..., Doors] | None = getattr(home, f"doors_of_{name}", None)
    return (given, int(home.LARGEST_WRITTEN)) if given else (lambda *_: NO_DOORS, 0)


def _prepare_pikepdf() -> None:
    """Bound what pikepdf decompresses, if the task has it, and let it open the source of its random numbers.

    qpdf opens that when it first meets a file that is encrypted.
    """
    if "pikepdf" in sys.modules:
        import pikepdf

        pikepdf.settings.set_qpdf_limits(
            flate_max_memory=MOST_DECODED,
            dct_max_memory=MOST_DECODED,
            png_max_memory=MOST_DECODED,
            run_length_max_memory=MOST_DECODED,
            tiff_max_memory=MOST_DECODED,
        )
        with pikepdf.Pdf.new() as pdf:
            pdf.save(BytesIO(), encryption=pikepdf.Encryption(owner="o", user="u"))


def _question(pipe: IO[bytes], task: Task) -> tuple[list[Any], bytes]:
    """Return what is asked, as the values the task's function takes, and the bytes of the file."""
    first, *others, last = json.loads(pipe.readline())
    question = pipe.read(first)
    parts = [pipe.read(size) for size in others]
    hints, names = get_type_hints(task), list(signature(task).parameters)[1:]
    asked = [value_of(hints[name], given, parts) for name, given in zip(names, json.loads(question), strict=True)]
    return asked, pipe.read(last)


def _tell(answer: IO[bytes], task: Task, source: bytes, asked: list[Any]) -> None:
    """Do the task and send its answer, or the reason why there is none."""
    parts: list[bytes] = []
    text = b"null"
    try:
        text = json.dumps(write_value(task(source, *asked), parts), allow_nan=False).encode()
        told = AnswerHead(parts=tuple(map(len, parts)))
        if len(text) >= MOST_TOLD:
            told = AnswerHead("there is more to tell of it than anybody could read")
    except MemoryError:
        told = AnswerHead("there is not enough memory to read it")
    except StoppedError as error:
        told = AnswerHead(str(error) or "it cannot be read")
    except BookletError as error:
        told = AnswerHead(findings=error.findings)
    _say(answer, json.dumps(write_value(told, [])).encode())
    if not told.stopped and not told.findings:
        _say(answer, text)
        for part in parts:
            answer.write(part)
        answer.flush()


def _tell_of_fault(answer: IO[bytes], kind: type[BaseException], _: object, trace: TracebackType | None) -> None:
    """Say that the task itself has a fault, and where. Its text is left out: a stranger may have written it."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace else ""
    _say(answer, json.dumps(write_value(AnswerHead(f"{BROKE_DOWN}: {kind.__name__}{where}"), [])).encode())


def _say(answer: IO[bytes], line: bytes) -> None:
    answer.write(line + b"\n")
    answer.flush()


def _end_with_pipe() -> None:
    """Wait until the pipe that the question came through is closed, by us or because our process ended; then end."""
    while os.read(0, 1):
        pass
    os._exit(1)
