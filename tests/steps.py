"""How much work a call is, in steps of Python instead of seconds: as many on a busy machine as on an idle one."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


def count_steps(act: Callable[[], object]) -> int:
    """Return how many lines of Python a call runs, each as often as it is run; what libraries do in C is no step."""
    steps = 0

    def trace(frame: FrameType, event: str, value: Any) -> Any:
        nonlocal steps
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return steps


def count_growth(act: Callable[[T], object], short: T, long: T) -> float:
    """Return how many times the steps for something short, which comes first, something long takes."""
    first = count_steps(lambda: act(short))
    return count_steps(lambda: act(long)) / first
