"""What a piece of long work is given, and how it says how far it is."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from booklet.values import Frozen

Tell = Callable[[str, Any], None]


class Task(Frozen):
    """A piece of work: the edition's folder, where files go, what is asked for, what was done before it was stopped.

    What is asked for and what is kept can be written as JSON. `stamp` changes with the edition's files. `cluster` is
    the scheduler of a Dask cluster that makes campaigns, "" if they are made here.
    """

    folder: Path
    output: Path
    what: Mapping[str, Any]
    kept: Sequence[Any]
    stamp: str
    tell: Tell
    cluster: str = ""

    def begin(self, total: int) -> None:
        """Say how many things are to be made."""
        self.tell("begin", total)

    def step(self, number: int = 1) -> None:
        """Say that more of them are made."""
        self.tell("step", number)

    def keep(self, value: Any) -> None:
        """Keep what need not be done again if the work is stopped and goes on."""
        self.tell("kept", value)

    def note(self, said: str) -> None:
        """Tell a person something that is no fault."""
        self.tell("note", said)


Work = Callable[[Task], Sequence[str]]
"""What does a piece of work, and returns the files it made: their paths below the output."""
