"""Values that travel between processes: what comes back is what went, and nothing else is let in."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.apart.values import NonsenseError, read_value, write_value
from booklet.check.preflight.hits import Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.tasks import HitReport
from booklet.errors import Finding, Severity, Where
from booklet.geometry import Rect, Size
from booklet.impose.plan import SheetPlan, SheetWish
from booklet.sheets.spots import Side, Spot

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
RECTS = st.builds(Rect, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
RULES = st.builds(Rule, st.text(), st.text(), st.text())
HITS = st.tuples(st.integers(), st.sampled_from(Severity), st.text(), st.none() | st.integers(), st.none() | RECTS)
TOLD = st.builds(HitReport, st.lists(RULES).map(tuple), st.lists(HITS).map(tuple), st.just(()))


BOX = Rect(0, 0, 1, 2.5)


def there_and_back(value: object, kind: type) -> object:
    parts: list[bytes] = []
    return read_value(kind, json.dumps(write_value(value, parts)).encode(), parts)


@pytest.mark.slow
@given(TOLD)
def test_what_is_told_comes_back_as_it_went(told: HitReport) -> None:
    assert there_and_back(told, HitReport) == told


@pytest.mark.parametrize(
    "value",
    [
        Limits(trims=(Size(1, 2.5),)),
        SheetWish(sheet=Size(10, 20), is_rtl=None),
        SheetPlan(
            (Side(Size(1, 2), Rect(0, 0, 1, 2), Rect(0, 0, 1, 2), (Spot(0, Rect(0, 0, 1, 1), Rect(0, 0, 1, 1), 90),)),)
        ),
        Finding("code", Where("file", 3), "what \ud800 is\x1b wrong", "do this", Severity.NOTE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_of_the_house_come_back_as_they_went(value: object) -> None:
    assert there_and_back(value, type(value)) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (int, "true"), (int, "1.0"), (int, '"1"'), (float, "NaN"), (float, "Infinity"), (float, "1e999"),
        (float, "true"), (str, "1"), (str, "null"), (bool, "1"), (tuple[int, int], "[1]"), (tuple[int, ...], "{}"),
        (Rect, "[0, 0, 1]"), (Rect, "[0, 0, 1, null]"), (Severity, '"fatal"'), (Severity, "[]"), (bytes, '"AAAA"'),
        (bytes, '{"part": 1}'), (bytes, '{"part": -1}'), (bytes, '{"part": 0, "more": 0}'), (Where, '{"file": ""}'),
        (Where, '{"file": "", "line": 0, "more": 0}'), (Where, '["", 0]'), (int | None, '"x"'), (object, "{}"),
        (dict, "{}"), (str, "["), (str, ""), (str, "[" * 100_000),
    ],
)  # fmt: skip
def test_what_is_not_the_value_asked_for_is_nonsense(kind: type, text: str) -> None:
    with pytest.raises(NonsenseError):
        read_value(kind, text.encode(), [b"the only part"])


def test_nothing_else_travels() -> None:
    for value in (object(), {1}, lambda: 0, {"a": 1}):
        with pytest.raises(TypeError):
            write_value(value, [])
    assert not math.isfinite(json.loads(json.dumps(write_value(math.inf, []))))
