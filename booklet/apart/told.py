"""What the process of a task says before its answer, and what is raised where there is none."""

from dataclasses import dataclass

from booklet.errors import Finding

BROKE_DOWN = "the program that reads it broke down"


class StoppedError(Exception):
    """The work took too long, asked for too much memory, or its process ended without an answer that makes sense.

    `walls` are what the process was held to; None if it did not come to say so, and to look at anything.
    """

    def __init__(self, why: str, walls: frozenset[str] | None = None) -> None:
        super().__init__(why)
        self.walls = walls


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """What comes before a task's answer: why there is none, if so, and how long the parts are that follow it."""

    stopped: str = ""
    findings: tuple[Finding, ...] = ()
    parts: tuple[int, ...] = ()
