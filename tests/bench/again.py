"""Runs of ours that have nothing to draw, and sheets of anyone's pages, each beside the plainest way to do as much.

5,000 files are found as they should be; the papers of 5,000 files are written; 28 pages are put on sheets.
"""

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from common import MADE, Whole, in_turns, machine, our_sources, process, whole_process

from booklet.values import replace

SCHOOLS = 1250

RUN = """\
lots:
  - {name: posters, product: poster, items: p1, countries: KE, locales: [en, ar], bands: all, records: schools.csv,
     quantity: 3, deliver-to: Nairobi}
"""
"""Four files for each school."""

PACKAGES = ("uharfbuzz", "PyYAML", "phonenumbers", "reportlab", "pikepdf", "pypdfium2")

FOUND, PAPERS, IMPOSED = 1.0, 1.0, 0.05
"""Seconds of the processor that are the aims."""

MANIFEST = "manifest.json"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="counted runs (default: 5)")
    runs = max(1, parser.parse_args().runs)
    with TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "make_booklet.py", "run", str(folder / "project/run.yaml"), "--quiet"]
        command += ["--output", str(folder / "made"), "--date", MADE.isoformat()]
        write_project(folder / "project", 1)
        whole_process(command, folder)
        write_project(folder / "project", SCHOOLS)
        with process() as call:
            files = call(record, folder)
        whole_process(command, folder)  # writes the papers
        again, plain_again = _measure_again(command, folder, runs)
        papers, plain_papers = _measure_papers(command, folder, runs)
        with process() as call:
            sheets = {what: call(measure_sheets, path, runs) for what, path in sources_of_sheets(folder).items()}
    print(
        f"{machine(PACKAGES)}\nMedians of {runs} runs over {files:,} files that are there; seconds of the processor.\n"
    )
    print(f"{'':58}{'ours':>7}{'plain':>8}{'ratio':>7}{'aim':>7}")
    _show("all found as it should be, a whole process", again.cpu, plain_again.cpu, FOUND)
    _show("their papers, besides that", papers.cpu - again.cpu, plain_papers.cpu, PAPERS)
    for what, (ours, plain, _) in sheets.items():
        _show(f"28 pages {what} put on sheets, besides the start", ours, plain, IMPOSED)
    shown = ", ".join(f"{seen:.3f} s {what}" for what, (_, _, seen) in sheets.items())
    print(f"\nTo show pages and sheets once each, by which the last are proven, PDFium needs: {shown}.")
    print(f"Memory: {again.memory:.0f} MB to find all, {papers.memory:.0f} MB to write their papers.")


def _show(what: str, ours: float, plain: float, aim: float) -> None:
    print(f"{what:58}{ours:7.3f}{plain:8.3f}{ours / plain:7.1f}{aim:7g}")


def _measure_again(command: Sequence[str], folder: Path, runs: int) -> tuple[Whole, Whole]:
    """Return what a run takes that finds all, and a process that reads as much and looks at each file."""
    before = list(found(folder / "made"))
    plain = [sys.executable, "-c", PLAIN_AGAIN, str(folder / "made")]
    ours, theirs = in_turns(runs, lambda: whole_process(command, folder), lambda: whole_process(plain, folder))
    if list(found(folder / "made")) != before:
        raise SystemExit("a run that had nothing to do has written something")
    return _middle(ours), _middle(theirs)


def _measure_papers(command: Sequence[str], folder: Path, runs: int) -> tuple[Whole, Whole]:
    """Return what a run takes that has papers to write, and a process that writes tables with ReportLab alone."""

    def write_papers() -> Whole:
        (folder / "made" / MANIFEST).unlink()
        return whole_process(command, folder)

    plain = [sys.executable, __file__, "--plain-papers", str(folder / "made" / MANIFEST)]
    ours, theirs = in_turns(runs, write_papers, lambda: whole_process(plain, folder))
    return _middle(ours), _middle(theirs)


def _middle(times: Sequence[Whole]) -> Whole:
    time, memory, cpu = (median(part) for part in zip(*times, strict=True))
    return Whole(time, memory, cpu)


PLAIN_AGAIN = """
import json, sys
from pathlib import Path
folder = Path(sys.argv[1])
rows = [json.loads(line) for line in (folder / ".run.json").read_text().splitlines()]
told = json.loads((folder / "manifest.json").read_text())
assert all((folder / row["path"]).stat().st_size for row in rows) and len(rows) == len(told["files"])
"""


def write_plain_papers(manifest: Path) -> None:
    """Write what the papers of a run hold with ReportLab's own table: no shaping, no tags, nothing read back."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import LongTable, SimpleDocTemplate

    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    rows = [("Copies", "File"), *((file["copies"], Path(file["path"]).name) for file in files)]
    SimpleDocTemplate(BytesIO(), pagesize=A4).build([LongTable(rows, colWidths=(60, 430), repeatRows=1)])
    with (manifest.parent / "plain.csv").open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(tuple(file.values()) for file in files)
    (manifest.parent / "plain.csv").unlink()


def sources_of_sheets(folder: Path) -> dict[str, Path]:
    """Write files of 28 pages, and return their paths by what is on them: words alone, and a booklet of ours."""
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfgen.canvas import Canvas

    words = folder / "words.pdf"
    canvas = Canvas(str(words), pagesize=A5)
    for page in range(28):
        for line in range(36):
            canvas.drawString(40, 540 - 13 * line, f"Line {line} of page {page}: talk to somebody whom you trust")
        canvas.showPage()
    canvas.save()
    command = [sys.executable, "make_booklet.py", "build", "booklet", "--band", "14-17", "--edition", "screen"]
    whole_process([*command, "--date", MADE.isoformat(), "--output", str(folder / "booklet")], folder)
    return {"of words": words, "of a booklet": next((folder / "booklet").rglob("*.pdf"))}


def measure_sheets(path: Path, runs: int) -> tuple[float, float, float]:
    """Return the seconds that sheets of a file take: ours, placed with pikepdf alone, and to show both with PDFium."""
    from booklet.api.imposing import LENGTHS, read_wish
    from booklet.impose.ready import impose

    zero = dict.fromkeys(LENGTHS, 0.0)
    wish = read_wish(
        zero, sheet="", direction="auto", scale=100, signature=16, back_shift=(0, 0), is_sequence=False, has_marks=False
    )
    source = path.read_bytes()
    sheets = impose(source, "saddle", wish, path.name)[0]
    makers = (
        lambda: impose(source, "saddle", wish, path.name),
        lambda: place_plainly(source),
        lambda: show_plainly(source, sheets),
    )
    ours, plain, shown = (median(times) for times in in_turns(runs, *map(_timed, makers)))
    return ours, plain, shown


def _timed(make: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        begun = process_time()
        make()
        return process_time() - begun

    return measure


def place_plainly(source: bytes) -> bytes:
    """Return pages two by two on sheets, by pikepdf's overlay: nothing is planned, cut or looked at."""
    from pikepdf import Pdf, Rectangle

    written = BytesIO()
    with Pdf.open(BytesIO(source)) as pages, Pdf.new() as sheets:
        for number in range(0, len(pages.pages), 2):
            _, _, width, height = map(float, pages.pages[number].mediabox)
            sheets.add_blank_page(page_size=(2 * width, height))
            for side in (0, 1):
                place = Rectangle(side * width, 0, (side + 1) * width, height)
                sheets.pages[-1].add_overlay(pages.pages[number + side], place)
        sheets.save(written)
    return written.getvalue()


def show_plainly(*files: bytes) -> None:
    """Show each page of some files, a pixel for a point."""
    import pypdfium2

    for data in files:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                page.render(scale=1)


def write_project(project: Path, schools: int) -> None:
    """Write a project with so many schools."""
    project.mkdir(exist_ok=True)
    rows = (f'{n:04d},"Example School {n:04d}",school{n:04d}.example\n' for n in range(schools))
    (project / "schools.csv").write_text("id,name,contact\n" + "".join(rows), encoding="utf-8")
    (project / "run.yaml").write_text(RUN, encoding="utf-8")


def record(folder: Path) -> int:
    """Record files for all schools as a run does, each with the bytes of the first school's, and return how many."""
    from booklet.make.runs.kept import read_rows, write_rows
    from booklet.make.runs.keys import Keys
    from booklet.make.runs.plan import plan_run
    from booklet.sources.runfile import read_run

    project, made = folder / "project", folder / "made"
    items, keys, rows = plan_run(read_run(project / "run.yaml"), our_sources(project)), Keys(our_sources(project)), []
    drawn = read_rows(made)
    first = {item.job: drawn[item.id] for item in items if item.id in drawn}
    for item in items:
        row, recipient = first[item.job], item.recipient
        assert recipient is not None
        path = row.path.replace("/0000_", f"/{recipient.id}_")
        if path != row.path:
            os.link(made / row.path, made / path)
        rows.append(replace(row, item=item.id, key=keys.key(item), path=path))
    write_rows(made, rows)
    return len(rows)


def found(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what lies in a folder, with sizes and times."""
    for path in sorted(folder.rglob("*")):
        status = path.stat()
        yield str(path), status.st_size, status.st_mtime_ns


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plain-papers"]:
        write_plain_papers(Path(sys.argv[2]))
    else:
        main()
