"""What the process of a task says before its answer, and the error raised where there is no answer."""

from booklet.errors import Finding
from booklet.values import Frozen

BROKE_DOWN = "the program that reads it broke down"


class StoppedError(Exception):
    """The work took too long, asked for too much memory, or its process ended without an answer that makes sense.

    `walls` are what the process was held to; None if it ended before it said so.
    """

    def __init__(self, why: str, walls: frozenset[str] | None = None) -> None:
        super().__init__(why)
        self.walls = walls


class AnswerHead(Frozen):
    """What comes before a task's answer: the reason if there is no answer, and the length of each part that follows."""

    stopped: str = ""
    findings: tuple[Finding, ...] = ()
    parts: tuple[int, ...] = ()
