"""Values as JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from booklet.values import write_json

PARTS = (
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.decimals(-9999, 9999, places=2).map(float)
)
VALUES = st.recursive(PARTS, lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside), max_leaves=12)


@given(VALUES)
def test_a_value_is_written_as_json_is_elsewhere(value: object) -> None:
    """What was written before reads byte by byte alike: a run compares its manifest."""
    assert write_json(value) == json.dumps(value, ensure_ascii=False)
