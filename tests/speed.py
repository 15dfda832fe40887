"""Cases of which the fast set looks at the first few, where each takes long and all ask the same question."""

from collections.abc import Iterable
from typing import Any

import pytest


def first(count: int, cases: Iterable[Any]) -> list[Any]:
    """Return cases for `pytest.mark.parametrize`, all but the first ones for the slow set."""
    found = list(cases)
    later = (case if isinstance(case, tuple) else (case,) for case in found[count:])
    return [*found[:count], *(pytest.param(*values, marks=pytest.mark.slow) for values in later)]
