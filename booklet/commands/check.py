"""The command `check`: what a print shop would refuse in PDFs, ours or anyone's, or what fails on a screen."""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from booklet.api.checking import WALLS, Hit, Report, annotate, copy_of, limits_for, report_of, report_unbounded
from booklet.commands.progress import follow
from booklet.commands.tell import one_line
from booklet.errors import ExitCode, Finding, Severity, SourceError, Where


def run(options: argparse.Namespace) -> int:
    """Check files one after the other; errors in any of them answer 4."""
    check_options(options)
    limits = None if options.purpose == "screen" else limits_for(options.printer, options.project)
    found = {path: report_of(path, limits) for path in follow(options, "checking", options.files)}
    if options.annotate:
        copy = copy_of(options.files[0], options.annotate)
        annotate(options.files[0], found[options.files[0]].hits, copy)
    if options.json:
        print(json.dumps([entry(path, done) for path, done in found.items()], indent=2, ensure_ascii=False))
    else:
        for path, done in found.items():
            for line in report(path, done):
                print(line)
        for line in report_unbounded(found.values()):
            print(line)
    has_errors = any(done.is_refused for done in found.values())
    return ExitCode.PREFLIGHT if has_errors else ExitCode.DONE


def check_options(options: argparse.Namespace) -> None:
    """Raise `SourceError` if the annotated copy that is asked for cannot be made."""
    if options.annotate and len(options.files) > 1:
        hint = "check one file at a time, or leave out --annotate"
        raise SourceError(Finding("one-file", Where("--annotate"), "it makes a copy of one file", hint))
    if options.annotate and copy_of(options.files[0], options.annotate).resolve() == options.files[0].resolve():
        hint = "give the copy another name"
        raise SourceError(Finding("same-name", Where("--annotate"), "it would replace the file that is checked", hint))


def entry(path: Path, done: Report) -> dict[str, object]:
    """Return the findings about a file as values for JSON; `bounded` is None if the file was never opened.

    Without a printer it was checked for the screen.
    """
    asked = {"printer": done.printer} if done.printer else {"for": "screen", "looked_at_by": done.by}
    return {
        "file": path.as_posix(),
        **asked,
        "errors": done.count(Severity.ERROR),
        "warnings": done.count(Severity.WARNING),
        "not_checked": done.count(Severity.UNCHECKED),
        "bounded": None if done.walls is None else {wall: wall in done.walls for wall in WALLS},
        "findings": [hit.entry() for hit in done.hits],
    }


def report(path: Path, done: Report) -> Iterator[str]:
    """Yield the lines of a report: each rule once, with what it means and its cure, then the places."""
    errors, warnings, unchecked = map(done.count, (Severity.ERROR, Severity.WARNING, Severity.UNCHECKED))
    told = f"errors: {errors}, warnings: {warnings}, not checked: {unchecked} ({_describe_check(done)})"
    yield one_line(f"{path}: {told}")
    in_groups = sorted(done.hits, key=lambda hit: (list(Severity).index(hit.severity), hit.rule.code))
    for (severity, rule), places in groupby(in_groups, key=lambda hit: (hit.severity, hit.rule)):
        standard = "" if rule.standard == "house" else f" ({rule.standard} {rule.clause}".rstrip() + ")"
        yield f"{severity.value} {rule.code}{standard}"
        yield f"  {rule.means}"
        yield f"  {rule.cure}"
        for line in _places(list(places)):
            yield f"    {one_line(line)}"


def _describe_check(done: Report) -> str:
    """Return what a file was checked for, and by which program."""
    if done.printer:
        return f"printer: {done.printer}"
    more = "" if done.by.startswith("veraPDF") else "; install veraPDF for the whole of it"
    return f"for the screen; looked at by {done.by}{more}"


def _places(hits: Sequence[Hit]) -> list[str]:
    """Return a line for each place; pages with the same findings share one."""
    lines: dict[str, list[int]] = {}
    for hit in hits:
        if hit.page is not None and hit.box is None:
            lines.setdefault(hit.what, []).append(hit.page + 1)
        else:
            lines.setdefault(describe_place(hit) + hit.what, [])
    return [f"page {spans(pages)}: {line}" if pages else line for line, pages in lines.items()]


def spans(numbers: Sequence[int]) -> str:
    """Return rising numbers as ranges.

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


def describe_place(hit: Hit) -> str:
    """Return where a hit is, for people; "" if it is about a whole file or a whole page.

    >>> from booklet.check.preflight.hits import Rule
    >>> from booklet.geometry import Rect
    >>> describe_place(Rule("hairline", "", "").hit("a line", 2, Rect(72, 144, 72, 36)))
    'page 3, 25.4 x 12.7 mm at 25.4 mm from the left and 50.8 mm from the foot: '
    """
    if hit.page is None or hit.box_mm is None:
        return ""
    x, y, width, height = hit.box_mm
    return f"page {hit.page + 1}, {width:g} x {height:g} mm at {x:g} mm from the left and {y:g} mm from the foot: "
