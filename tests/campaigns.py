"""Campaigns as tests run them."""

import os
import re
from pathlib import Path

from projects import CONFIRMED, COUNTRY, lay

from booklet.cli import main
from booklet.make.runs.plan import RunItem
from booklet.make.runs.work import Outcome, RunTask, Work, keep_outcome

DAY = "2026-11-25"

RUN = """\
lots:
  - {name: cards, product: card, countries: [XX, KE], locales: en, bands: 14-17, quantity: 300, deliver-to: Cairo}
"""


def campaign(folder: Path, run: str = RUN) -> Path:
    """Write a project with a country of its own, and return its run file."""
    return lay(folder / "project", {COUNTRY: CONFIRMED, "run.yaml": run}) / "run.yaml"


def make(file: Path, *options: str, day: str = DAY) -> int:
    """Run a campaign into the folder `made` beside its project, and return its exit code."""
    dated = ["--date", day] if day else []
    return main(["run", str(file), "--output", str(made(file)), *dated, *options])


def made(file: Path) -> Path:
    """Return where the files of a campaign lie."""
    return file.parent.parent / "made"


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return what a folder holds, and when each file was written."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def pdfs(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return the products among the files of a folder, and when each was written."""
    return {name: found for name, found in tree(folder).items() if "guide_" in name and name.endswith(".pdf")}


def rewritten(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> set[str]:
    """Return the names of files that are new, or were written again."""
    return {name for name, found in after.items() if before.get(name) != found}


def codes_in(said: str) -> list[tuple[str, str]]:
    """Return the place and the code of each line that a run said."""
    found = (re.match(r"(?:warning: )?(.+?): ([a-z-]+): ", line) for line in without_progress(said).splitlines())
    return [(match[1], match[2]) if match else ("", "") for match in found]


def without_progress(said: str) -> str:
    """Return what a run said but for how far it was meanwhile."""
    return "".join(line for line in said.splitlines(keepends=True) if " pages/s" not in line)


def told_codes(said: str) -> set[tuple[str, str]]:
    """Return the places and codes of what a run tells; it tells how far it is, too."""
    lines = (line.removeprefix("warning: ").split(": ") for line in said.splitlines())
    return {(parts[0], parts[1]) for parts in lines if len(parts) > 2}


def told_by(item: RunItem, _: RunTask) -> Outcome:
    """Return the process that did the work where pages would be; workers find it here."""
    return Outcome(item, pages=os.getpid())


TELL = Work("told", told_by, keep_outcome)
"""Work that tells who did it."""
