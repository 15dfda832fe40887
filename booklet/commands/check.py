"""The command `check`: what a print shop would refuse in PDFs, ours or anyone's, or what fails on a screen."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from booklet.apart.told import StoppedError
from booklet.apart.walls import WALLS
from booklet.check.preflight.apart import Checked, annotate_apart, check_apart
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.limits import Limits, limits_of
from booklet.commands.tell import one_line
from booklet.errors import ExitCode, Finding, OutputError, Severity, SourceError, Where
from booklet.jobs import PROOF, marked
from booklet.make.build import open_sources
from booklet.make.outdated import coverage_in
from booklet.make.output import sweep, write_whole


def run(options: argparse.Namespace) -> int:
    """Check files one after the other; errors in any of them answer 4."""
    check_options(options)
    limits = None
    if options.purpose == "screen":
        from booklet.check.preflight.screenapart import check_screen

        found = {path: check_screen(path) for path in options.files}
    else:
        limits = limits_of(open_sources(options.project).printer(options.printer))
        found = {path: check_apart(path, limits) for path in options.files}
    if options.annotate:
        copy = copy_of(options.files[0], options.annotate)
        write_annotated(options.files[0], found[options.files[0]].hits, copy)
    if options.json:
        print(json.dumps([entry(path, done, limits) for path, done in found.items()], indent=2, ensure_ascii=False))
    else:
        for path, done in found.items():
            for line in report(path, done, limits):
                print(line)
        for line in unbounded(found.values()):
            print(line)
    has_errors = any(hit.severity is Severity.ERROR for done in found.values() for hit in done.hits)
    return ExitCode.PREFLIGHT if has_errors else ExitCode.DONE


def check_options(options: argparse.Namespace) -> None:
    """Raise `SourceError` if an annotated copy cannot be made of what is asked for."""
    if options.annotate and len(options.files) > 1:
        hint = "check one file at a time, or leave out --annotate"
        raise SourceError(Finding("one-file", Where("--annotate"), "it makes a copy of one file", hint))
    if options.annotate and copy_of(options.files[0], options.annotate).resolve() == options.files[0].resolve():
        hint = "give the copy another name"
        raise SourceError(Finding("same-name", Where("--annotate"), "it would replace the file that is checked", hint))


def copy_of(path: Path, copy: Path) -> Path:
    """Return where a copy of a file is written: that of a proof says PROOF."""
    covered = coverage_in(path)
    return marked(copy, path.stem, *[PROOF] * bool(covered and covered.state == "proof"))


def write_annotated(path: Path, hits: Sequence[Hit], copy: Path) -> None:
    """Write a copy with the hits outlined; raise `OutputError` if the file cannot be opened or the copy written."""
    try:
        data = annotate_apart(path, hits)
    except StoppedError as error:
        hint = "mend what the report says first"
        raise OutputError(Finding("not-annotated", Where(str(path)), str(error), hint)) from error
    sweep(copy.parent)
    write_whole(copy, data)


def entry(path: Path, done: Checked, limits: Limits | None) -> dict[str, object]:
    """Return what was found in a file as values for JSON; `bounded` is None where the file was not opened at all.

    Without a printer's limits it was checked for the screen.
    """
    hits = done.hits
    asked = {"printer": limits.name} if limits else {"for": "screen", "looked_at_by": done.by}
    return {
        "file": path.as_posix(),
        **asked,
        "errors": count(hits, Severity.ERROR),
        "warnings": count(hits, Severity.WARNING),
        "not_checked": count(hits, Severity.UNCHECKED),
        "bounded": None if done.walls is None else {wall: wall in done.walls for wall in WALLS},
        "findings": [hit.entry() for hit in hits],
    }


def unbounded(checks: Iterable[Checked]) -> Iterator[str]:
    """Yield one line if this system could not hold the process that reads files to all that it should be held to."""
    held = [done.walls for done in checks if done.walls is not None]
    missing = [wall for wall in WALLS if not all(wall in walls for walls in held)]
    said = {"memory": "bounded in memory", "files": "kept from other files", "network": "kept from the network"}
    if missing:
        what = " and ".join(said[wall] for wall in missing)
        yield f"What reads the files was not {what}: this system offers no way. Check only files you trust."


def count(hits: Sequence[Hit], severity: Severity) -> int:
    """Return how many hits are of a severity."""
    return sum(hit.severity is severity for hit in hits)


def report(path: Path, done: Checked, limits: Limits | None) -> Iterator[str]:
    """Yield the lines of a report: each rule once, what it means and how to cure it, then its places."""
    hits = done.hits
    errors, warnings, unchecked = (
        count(hits, level) for level in (Severity.ERROR, Severity.WARNING, Severity.UNCHECKED)
    )
    told = f"errors: {errors}, warnings: {warnings}, not checked: {unchecked} ({_asked(done, limits)})"
    yield one_line(f"{path}: {told}")
    in_groups = sorted(hits, key=lambda hit: (list(Severity).index(hit.severity), hit.rule.code))
    for (severity, rule), places in groupby(in_groups, key=lambda hit: (hit.severity, hit.rule)):
        standard = "" if rule.standard == "house" else f" ({rule.standard} {rule.clause}".rstrip() + ")"
        yield f"{severity.value} {rule.code}{standard}"
        yield f"  {rule.means}"
        yield f"  {rule.cure}"
        for line in _places(list(places)):
            yield f"    {one_line(line)}"


def _asked(done: Checked, limits: Limits | None) -> str:
    """Return what a file was checked for, and by whom."""
    if limits:
        return f"printer: {limits.name}"
    more = "" if done.by.startswith("veraPDF") else "; install veraPDF for the whole of it"
    return f"for the screen; looked at by {done.by}{more}"


def _places(hits: Sequence[Hit]) -> list[str]:
    """Return a line for each place; pages of which the same is told share one."""
    lines: dict[str, list[int]] = {}
    for hit in hits:
        if hit.page is not None and hit.box is None:
            lines.setdefault(hit.what, []).append(hit.page + 1)
        else:
            lines.setdefault(where(hit) + hit.what, [])
    return [f"page {spans(pages)}: {line}" if pages else line for line, pages in lines.items()]


def spans(numbers: Sequence[int]) -> str:
    """Return rising numbers as spans.

    >>> spans([1, 2, 3, 7])
    '1-3, 7'
    """
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][-1] + 1:
            told[-1].append(number)
        else:
            told.append([number])
    return ", ".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in told)


def where(hit: Hit) -> str:
    """Return where a hit is, for people; nothing if it is about a file or a whole page.

    >>> from booklet.check.preflight.hits import Rule
    >>> from booklet.geometry import Rect
    >>> where(Rule("hairline", "", "").hit("a line", 2, Rect(72, 144, 72, 36)))
    'page 3, 25.4 x 12.7 mm at 25.4 mm from the left and 50.8 mm from the foot: '
    """
    if hit.page is None or hit.box_mm is None:
        return ""
    x, y, width, height = hit.box_mm
    return f"page {hit.page + 1}, {width:g} x {height:g} mm at {x:g} mm from the left and {y:g} mm from the foot: "
