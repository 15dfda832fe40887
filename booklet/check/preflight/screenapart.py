"""Strangers' files, checked for the screen: by our rules in a separate process, and by veraPDF if it is installed."""

from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.check.preflight.apart import Checked
from booklet.check.preflight.check import find_unreadable
from booklet.check.preflight.hits import Hit, Rule, shorten_hits
from booklet.check.preflight.rules import files
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.rules.screen.clauses import UNLOOKED, judge_hits
from booklet.check.preflight.rules.screen.told import RULES
from booklet.check.preflight.tasks import HitReport
from booklet.check.preflight.verapdf import ask_verapdf, find_verapdf
from booklet.errors import Severity
from booklet.values import replace

OURS = "our own rules"

NOT_ASKED = Rule(
    "verapdf-stopped",
    "veraPDF is here but gave no answer, so that only our own rules looked.",
    "Run veraPDF on the file yourself and see what it says.",
    PROTOCOL,
)

_UNOPENED = {rule.code for rule in (files.NO_PAGES, RULES["damaged"], RULES["too-much-work"])} | {"encrypted"}


def check_screen(path: Path) -> Checked:
    """Check a file for the screen: reading takes 30 s and 1 GB at most, veraPDF 120 s."""
    fault = find_unreadable(path)
    if fault:
        return Checked([fault], None, OURS)
    try:
        source = path.read_bytes()
        done = run_apart("examine-screen", source, answers=HitReport)
    except OSError as error:
        return Checked([files.UNREADABLE.hit(error.strerror or "it cannot be read")], None, OURS)
    except StoppedError as error:
        return Checked([RULES["too-much-work"].hit(str(error))], error.walls, OURS)
    hits = list(done.value.examination().hits)
    return replace(_judge(hits, source), walls=done.walls)


def _judge(hits: list[Hit], source: bytes) -> Checked:
    """Return the hits as veraPDF judges them, if it is installed and the file can be opened."""
    program = find_verapdf()
    if any(hit.rule.code in _UNOPENED and hit.page is None for hit in hits):
        return Checked(hits, None, OURS)
    unlooked = UNLOOKED.hit("the rest of what a machine can tell", severity=Severity.UNCHECKED)
    if program is None:
        return Checked([*hits, unlooked], None, OURS)
    try:
        verdict = ask_verapdf(program, source)
    except StoppedError as error:
        stopped = NOT_ASKED.hit(str(error), severity=Severity.UNCHECKED)
        return Checked([*hits, stopped, unlooked], None, OURS)
    return Checked(shorten_hits(judge_hits(hits, verdict.failures)), None, f"veraPDF {verdict.version}".strip())
