"""Our booklet and Typst's in turns: what a cold build, a warm one, another country and the memory of it cost."""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from common import MADE, Call, in_turns, machine, our_document, our_sources, process, watched, whole_process
from theirs import compiler, font_folders, guide, write_shared, write_values

if TYPE_CHECKING:
    import typst

PAGES = 28
WORLD = "001"
COUNTRIES = ("KE", "GB")
"""Two inserts with phone numbers, between which the third row changes."""

OURS = (
    "make_booklet.py",
    "build",
    "booklet",
    "--band",
    "14-17",
    "--edition",
    "screen",
    "--date",
    MADE.isoformat(),
    "--json",
    "--output",
)
THEIRS = (
    "-c",
    "import sys, typst; main, output, *fonts = sys.argv[1:];"
    "typst.compile(main, output=output, font_paths=fonts, ignore_system_fonts=True)",
)
PACKAGES = ("typst", "uharfbuzz", "icu4py", "PyYAML", "phonenumbers", "segno")


class Made(NamedTuple):
    """What is in a file: pages, words as another program reads them, size in KB."""

    pages: int
    words: int
    size: float


class Row(NamedTuple):
    """A line of the table. `aim` is what the ratio, or our own memory, should be at most."""

    name: str
    ours: float
    theirs: float
    aim: str


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="counted runs of each row (default: 15)")
    runs = max(1, parser.parse_args().runs)
    if find_spec("typst") is None:
        raise SystemExit('The package "typst" is missing; install it with: python -m pip install "typst==0.15.2"')
    with TemporaryDirectory() as name, process() as ours, process() as theirs:
        folder = Path(name)
        commands = cold_commands(folder, ours(prepare, folder))
        print_alike(folder, commands, ours)
        print(
            f"\n{machine(PACKAGES)}\nMedians of {runs} runs after one that does not count, ours and Typst in turns.\n"
        )
        time, memory = cold_rows(folder, commands, runs)
        print_table([time, *warm_rows(folder, runs, ours, theirs), memory])
        print_shares(runs, ours)


# The booklet that Typst makes: our words, drawings and fonts as files


def prepare(folder: Path) -> list[str]:
    """Write what the Typst document reads, and return the folders of its fonts."""
    write_shared(folder, "guide.typ")
    for country in (WORLD, *COUNTRIES):
        write_values(folder / f"{country}.json", guide(our_document(country)))
    choose(folder, WORLD)
    return font_folders()


def choose(folder: Path, country: str) -> None:
    """Change the file that the Typst document reads."""
    shutil.copyfile(folder / f"{country}.json", folder / "guide.json")


# Cold: a process for each booklet


def cold_commands(folder: Path, fonts: list[str]) -> tuple[list[str], list[str]]:
    """Return the commands that make our booklet and Typst's."""
    ours = [sys.executable, *OURS, str(folder)]
    return ours, [sys.executable, *THEIRS, str(folder / "guide.typ"), str(folder / "theirs.pdf"), *fonts]


def cold_rows(folder: Path, commands: tuple[list[str], list[str]], runs: int) -> tuple[Row, Row]:
    """Return time and memory of whole processes."""
    ours, theirs = in_turns(
        runs, partial(whole_process, commands[0], folder), partial(whole_process, commands[1], folder)
    )
    time = Row("cold: one booklet, whole process, ms", _median(ours, 0), _median(theirs, 0), "4x")
    return time, Row("cold: peak memory, MB", _median(ours, 1), _median(theirs, 1), "150 MB")


# Warm: one process each, all sources read


def warm_rows(folder: Path, runs: int, ours: Call, theirs: Call) -> list[Row]:
    """Return the times of the same booklet again, and of one for another country each time."""
    rows = []
    for name, countries, aim in (
        ("warm: the same booklet again, ms", (WORLD,), "2x"),
        (f"warm: another country ({' and '.join(COUNTRIES)} in turn), ms", COUNTRIES, "1x"),
    ):
        our_turn, their_turn = _turn(ours, our_build, countries), _turn(theirs, partial(their_build, folder), countries)
        for _ in countries:
            our_turn()
            their_turn()
        found = in_turns(runs, our_turn, their_turn)
        rows.append(Row(name, _median(found[0], 0), _median(found[1], 0), aim))
    return rows


def _turn(call: Call, build: Callable[[str], float], countries: Sequence[str]) -> Callable[[], tuple[float]]:
    """Return a call that builds for the next country each time."""
    waiting = cycle(countries)
    return lambda: (call(build, next(waiting)),)


def our_build(country: str) -> float:
    """Make our booklet as bytes and return the milliseconds it took."""
    from booklet.make import drawing

    sources = our_sources()
    started = perf_counter()
    drawing.draw(our_document(country), sources, MADE)
    return (perf_counter() - started) * 1000


def our_shares(edition: str, runs: int) -> tuple[float, float]:
    """Return how long a warm build takes, and tags, metadata and saving in it: milliseconds of the processor."""
    found = [_watched_build(edition) for _ in range(runs + 1)][1:]
    return _median(found, 0), _median(found, 1)


def _watched_build(edition: str) -> tuple[float, float]:
    from booklet.make import drawing
    from booklet.pdf import document as assemble
    from booklet.pdf.objects import PdfFile

    document = our_document(WORLD, edition=edition)
    places = (
        (assemble, "write_structure"),
        (assemble, "write_intents"),
        (assemble, "xmp_packet"),
        (assemble, "info_entries"),
        (PdfFile, "digest"),
        (PdfFile, "join"),
    )
    with watched((name, owner, name) for owner, name in places) as spent:
        started = process_time()
        drawing.draw(document, our_sources(), MADE)
        drawn = process_time() - started
    started = process_time()
    our_document(WORLD, edition=edition)
    return (drawn + process_time() - started) * 1000, spent.total() * 1000


def their_build(folder: Path, country: str) -> float:
    """Make Typst's booklet as bytes and return the milliseconds it took; changing the file does not count."""
    choose(folder, country)
    compiler = _compiler(folder)
    started = perf_counter()
    compiler.compile()
    return (perf_counter() - started) * 1000


@cache
def _compiler(folder: Path) -> "typst.Compiler":
    return compiler(folder / "guide.typ", font_folders())


# What is printed


def _median(found: Sequence[Sequence[float]], place: int) -> float:
    return median(values[place] for values in found)


def print_alike(folder: Path, commands: tuple[list[str], list[str]], ours: Call) -> None:
    """Make both booklets once and say how alike they are; stop unless both have the same pages."""
    for command in commands:
        whole_process(command, folder)
    for name, path in (("ours", next(folder.glob("guide_*.pdf"))), ("Typst", folder / "theirs.pdf")):
        made: Made = ours(read_back, path)
        print(f"{name + ':':7}{made.pages} pages, {made.words:,} words read back, {made.size:.0f} KB")
        if made.pages != PAGES:
            raise SystemExit(f"{name}: {made.pages} pages instead of {PAGES}; the booklets are not alike")


def read_back(path: Path) -> Made:
    """Return what is in a file."""
    from pypdfium2 import PdfDocument

    texts = [page.get_textpage().get_text_bounded() for page in PdfDocument(path)]
    return Made(len(texts), sum(len(text.split()) for text in texts), path.stat().st_size / 1024)


def print_shares(runs: int, ours: Call) -> None:
    """Print what the standards cost in each edition; the aim is 40 % at most."""
    print("\nTags, metadata and saving in a warm build of ours (aim: 40 % at most):")
    for edition in ("screen", "press", "office"):
        whole, part = ours(our_shares, edition, runs)
        print(f"{edition:7}{part:6.1f} of {whole:.1f} ms, {100 * part / whole:.0f} %")


def print_table(rows: Sequence[Row]) -> None:
    """Print ratios and aims, and no verdict."""
    width = max(len(row.name) for row in rows)
    print(f"{'':{width}} {'ours':>9} {'Typst':>9} {'ours/Typst':>11} {'aim':>8}")
    for row in rows:
        ratio = f"{row.ours / row.theirs:.2f}x"
        print(f"{row.name:{width}} {row.ours:9.1f} {row.theirs:9.1f} {ratio:>11} {row.aim:>8}")


if __name__ == "__main__":
    main()
