"""Long work as tests let it be done: files of one letter, as slowly as is asked for."""

import gc
import time
from collections.abc import Sequence

from clocks import TODAY, set_clock

from booklet.desk.campaign import work as campaigns
from booklet.desk.editions import work as editions
from booklet.desk.jobs.task import Task
from booklet.desk.order import work as orders
from booklet.errors import Finding, OutputError, Where
from booklet.typeset.qr import qr_code


def write_letters(task: Task) -> Sequence[str]:
    """Write a file for each letter, and keep which are written; "!" is a fault, "?" the end of the process."""
    letters = task.what["letters"]
    task.begin(len(letters))
    for letter in letters:
        if letter == "!":
            raise OutputError(Finding("no-letter", Where("letters"), '"!" is no letter', "leave it out"))
        if letter == "?":
            raise SystemExit(3)
        if letter not in task.kept:
            time.sleep(task.what.get("seconds", 0))
            task.output.mkdir(exist_ok=True)
            (task.output / f"{letter}.pdf").write_text(f"{letter} {time.monotonic()}")
            task.keep(letter)
        task.step()
    return [f"{letter}.pdf" for letter in letters]


def make_packs(task: Task) -> Sequence[str]:
    """Make packs on the day of all tests."""
    set_clock(TODAY)
    return orders.make_packs(task)


def make_stickers(task: Task) -> Sequence[str]:
    """Make stickers on the day of all tests."""
    set_clock(TODAY)
    return editions.make_stickers(task)


def examine(task: Task) -> Sequence[str]:
    """Look at a campaign on the day of all tests."""
    set_clock(TODAY)
    return campaigns.examine(task)


def campaign(task: Task) -> Sequence[str]:
    """Make a campaign on the day of all tests."""
    set_clock(TODAY)
    return campaigns.make(task)


def make_code(task: Task) -> Sequence[str]:
    """Make a value that is kept, and tell how seldom garbage is looked for."""
    qr_code("https://example.org/", "m")
    task.note(str(gc.get_threshold()[0]))
    return []
