"""What is done with a stranger's file for the screen, in a process apart."""

from booklet.check.preflight.check import Examination
from booklet.check.preflight.screen import examine_screen
from booklet.check.preflight.tasks import HitReport, make_report


def examine(source: bytes) -> HitReport:
    """Read a file and apply every rule for the screen."""
    return make_report(Examination(tuple(examine_screen(source))))
