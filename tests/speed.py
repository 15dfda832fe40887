"""Cases of which the fast set looks at the first few, where each takes long and all ask the same question."""

from collections.abc import Iterable
from typing import Any

import pytest


def first(count: int, cases: Iterable[Any]) -> list[Any]:
    """Return cases for `pytest.mark.parametrize`, all but the first ones for the slow set.

    A tuple is the values of several arguments.
    """
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    marks = [()] * count + [(pytest.mark.slow,)] * (len(values) - count)
    return [pytest.param(*case, marks=mark) for case, mark in zip(values, marks, strict=True)]
