"""What the first press booklet of a process costs, and one of another country after it: milliseconds by stage."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from common import MADE, home

COUNTRIES = {
    "en": ("KE", "GB", "ZA", "NG", "IE", "AU", "CA", "NZ", "GH", "UG"),
    "ar": ("EG", "JO", "MA", "TN", "DZ", "IQ", "LB", "SA", "AE", "KW"),
}
STAGES = ("place", "draw", "proof", "preflight")


def main() -> None:
    """Measure each locale in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="processes for each locale (default: 3)")
    parser.add_argument("--locale", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.locale:
        measure(asked.locale)
        return
    print(f"{'':12}{'':8}" + "".join(f"{name:>10}" for name in (*STAGES, "sum")))
    for locale in COUNTRIES:
        command = (sys.executable, __file__, "--locale", locale)
        told = [tell(command) for _ in range(asked.runs)]
        rows = [[list(map(float, line.split())) for line in one.splitlines()] for one in told]
        show(locale, "cold", [one[0] for one in rows])
        show(locale, "warm", [row for one in rows for row in one[1:]])


def tell(command: Sequence[str]) -> str:
    """Return what a process prints that finds nothing that others made."""
    with TemporaryDirectory() as name:
        alone = os.environ | home(Path(name))
        return subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout


def show(locale: str, name: str, rows: Sequence[Sequence[float]]) -> None:
    """Print the medians of rows."""
    whole = [*map(median, zip(*rows, strict=True)), median(map(sum, rows))]
    print(f"{locale:12}{name:8}" + "".join(f"{value:10.1f}" for value in whole))


def measure(locale: str) -> None:
    """Print what each stage of each country takes."""
    from booklet.make.build import check, open_sources
    from booklet.make.drawing import draw
    from booklet.make.planning import Wanted, plan_jobs
    from booklet.make.proving import press_check, prove

    sources = open_sources(None)
    for country in COUNTRIES[locale]:
        jobs = plan_jobs(Wanted(("booklet",), (locale,), (country,), editions=("press",)), sources)[:1]
        times = [process_time()]
        (document,) = check(jobs, sources, MADE)
        times.append(process_time())
        data = draw(document, sources, MADE)
        times.append(process_time())
        prove(document, data, sources, MADE)
        times.append(process_time())
        press_check(document, data, sources)
        times.append(process_time())
        print(*(1000 * (end - start) for start, end in pairwise(times)))


if __name__ == "__main__":
    main()
