"""What we build passes our own preflight; reading it is quick."""

import time

from booklet.errors import Severity
from booklet.preflight.check import examine
from booklet.preflight.limits import Limits

FASTEST = 1.5
"""Seconds for 28 pages without ink; it takes about 0.3."""


def test_the_whole_booklet_has_no_faults_and_is_read_quickly(press_booklet: bytes) -> None:
    began = time.process_time()
    found = examine(press_booklet, Limits())
    assert time.process_time() - began < FASTEST
    assert [hit for hit in found.hits if hit.severity is Severity.ERROR] == []
    assert len(found.pages) == 28
