"""A run of ours that finds everything as it should be: 5,000 files that are there, a whole process each time."""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from common import MADE, machine, our_sources, process, whole_process

SCHOOLS = 1250

RUN = """\
lots:
  - {name: posters, product: poster, items: p1, countries: KE, locales: [en, ar], bands: all, records: schools.csv,
     quantity: 3, deliver-to: Nairobi}
"""
"""Four files for each school."""

AIM = 1.0

PACKAGES = ("uharfbuzz", "PyYAML", "phonenumbers")


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="counted runs (default: 5)")
    runs = max(1, parser.parse_args().runs)
    with TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "make_booklet.py", "run", str(folder / "project/run.yaml")]
        command += ["--output", str(folder / "made"), "--date", MADE.isoformat()]
        write_project(folder / "project", 1)
        whole_process(command, folder)
        write_project(folder / "project", SCHOOLS)
        with process() as call:
            files = call(record, folder)
        whole_process(command, folder)  # writes the papers
        before = list(found(folder / "made"))
        times = [whole_process(command, folder) for _ in range(runs)]
        if list(found(folder / "made")) != before:
            raise SystemExit("a run that had nothing to do has written something")
    print(f"{machine(PACKAGES)}\nMedians of {runs} runs over {files:,} files that are there; nothing was written.\n")
    seconds, cpu, memory = (
        median(part) for part in zip(*((t.time / 1000, t.cpu, t.memory) for t in times), strict=True)
    )
    print(f"{seconds:.2f} s (aim: {AIM:g} s), {cpu:.2f} s of the processor, {memory:.0f} MB")


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
    main()
