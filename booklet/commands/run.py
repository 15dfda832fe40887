"""The command `run`: a whole campaign from one file; files that are there are kept, the others are made."""

import argparse
import sys
from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path

from booklet.api.campaigns import Examined, Made, Watcher, Wish, copies_of, examine_campaign, make_campaign
from booklet.commands.progress import show_progress
from booklet.commands.table import show_table
from booklet.commands.tell import tell, warn
from booklet.errors import ExitCode, Finding, Severity, Where


def run(options: argparse.Namespace) -> int:
    """Make everything a run file asks for; its folder is the project, unless another is named."""
    wish = Wish(
        file=options.file,
        folder=options.output,
        project=options.project,
        day=options.date,
        processes=options.jobs,
        executor=options.executor,
        scheduler=options.scheduler,
        is_verified=options.verify,
        keeps_going=options.keep_going,
    )

    def watch(total: int) -> AbstractContextManager[Watcher]:
        return show_progress(options, total, options.events)

    if options.dry_run:
        examined = examine_campaign(wish, watch)
        _show_plan(examined)
        warn(examined.unmade)
        examined.raise_faults()
        return ExitCode.DONE
    code = ExitCode.DONE

    def report(made: Made) -> None:
        nonlocal code
        _tell_done(made, options.output)
        code = ExitCode.PREFLIGHT if made.faulty else ExitCode.DONE

    make_campaign(wish, watch, warn, report)
    return code


def _tell_done(made: Made, folder: Path) -> None:
    """Print the files there are, then warnings, then what could not be made, each once."""
    rows, faulty = made.rows, made.faulty
    fresh = len(rows) - made.kept
    proofs, drafts = (sum(row.state == state for row in rows) for state in ("proof", "draft"))
    told = [f"{fresh} files made, {made.kept} kept"]
    told += [f"{proofs} are PROOFS, not for readers"] if proofs else []
    told += [f"{drafts} say DRAFT words, which nobody has signed"] if drafts else []
    print("; ".join(told))
    warnings = (found for row in rows for found in row.findings if found.severity is Severity.WARNING)
    warn(warnings)
    if made.left_over:
        message = f"{len(made.left_over)} files here are of no lot any more, such as {made.left_over[0]}"
        hint = "delete them, or somebody prints them"
        warn([Finding("left-over", Where(str(folder)), message, hint, Severity.WARNING)])
    if faulty:
        print(f"{len(faulty)} files could not be made:", file=sys.stderr)
    for finding in dict.fromkeys(fault for outcome in faulty for fault in outcome.faults):
        print(tell(finding), file=sys.stderr)


def _show_plan(examined: Examined) -> None:
    """Print the plan by lot."""
    lots: dict[tuple[str, str], Counter[str]] = {}
    for item in (item for item in examined.items if item.id in examined.pages):
        counts = lots.setdefault((item.printer, item.lot), Counter())
        counts.update(files=1, kept=item.id in examined.kept, pages=examined.pages[item.id])
        counts.update(copies=copies_of(item), sheets=examined.sheets(item))
    rows = [
        (printer, lot, *(str(counts[name]) for name in ("files", "kept", "pages", "sheets", "copies")))
        for (printer, lot), counts in (*lots.items(), (("", "all"), sum(lots.values(), Counter())))
    ]
    show_table(("Printer", "Lot", "Files", "Up to date", "Pages", "Sheets", "Copies"), rows)
