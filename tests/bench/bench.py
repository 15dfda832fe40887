"""One booklet of 28 pages, ours beside Typst's, WeasyPrint's and plain ReportLab's: what each takes, cold and warm."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from io import BytesIO
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

import others
from common import (
    MADE,
    Call,
    Whole,
    home,
    in_turns,
    list_imported,
    machine,
    missing_packages,
    our_document,
    our_sources,
    process,
    read_back,
    read_texts,
    whole_process,
)
from theirs import MAIN, VALUES, compiler, font_folders, write_main, write_pages

if TYPE_CHECKING:
    import typst

COUNTRIES = {"en": ("KE", "GB"), "ar": ("EG", "JO")}
"""The country whose booklet is made, and the one for which others were made before, by the language."""

PAGES = 28
ALIKE = 0.02
"""By what share the letters of Typst's booklet may be fewer than ours."""

WORDS = ("friend.lead", "It is good that they told you.")
"""A sentence, and another wording of it, as a partner writes it."""

TYPST = (
    "-c",
    "import sys, typst; main, output, *fonts = sys.argv[1:];"
    "typst.compile(main, output=output, font_paths=fonts, ignore_system_fonts=True)",
)
ENGINES = ("ours", "Typst", "WeasyPrint", "ReportLab")
PACKAGES = ("typst", "weasyprint", "reportlab", "rl_accel", "uharfbuzz", "icu4py", "pypdfium2", "pikepdf")


Makers = Mapping[tuple[str, str], Callable[[], Whole]]
"""What makes a booklet in a process, by its row and its engine."""


class Taken(NamedTuple):
    """Milliseconds by the clock, and of the processor."""

    clock: float
    cpu: float


class Row(NamedTuple):
    """A line of the table: what each engine took, and what our ratio to Typst should be at most."""

    name: str
    taken: Mapping[str, Taken]
    aim: str = ""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="counted runs of each row (default: 7)")
    parser.add_argument("--locale", choices=COUNTRIES, default="en", help="language of the booklet (default: en)")
    options = parser.parse_args()
    missing_packages(PACKAGES)
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= home(folder / "home-warm")
        with process() as ours, process() as theirs:
            ours(prepare, folder, options.locale)
            makers = cold_makers(folder, options.locale)
            print_alike(folder, makers, ours, options.locale)
            print(f"\n{machine(PACKAGES)}\nMedians of {options.runs} runs in turns, after one that does not count.\n")
            cold, memory = cold_rows(makers, options.runs)
            print_table([*cold, *warm_rows(folder, options.locale, options.runs, ours, theirs)], memory)


# What all of them are made from


def prepare(folder: Path, locale: str) -> None:
    """Write what Typst, ReportLab and WeasyPrint read, and the folder of somebody with other words."""
    from booklet.api.rewording import Rewording
    from booklet.make.drawing import draw

    write_main(folder)
    for country in COUNTRIES[locale]:
        write_pages(our_document(country, locale), folder, f"{country}.json")
    choose(folder, COUNTRIES[locale][0])
    web = our_document(COUNTRIES[locale][0], locale, "web")
    (folder / "web.html").write_bytes(draw(web, our_sources(), MADE))
    (folder / "words").mkdir()
    Rewording(folder / "words").write(*WORDS)


def choose(folder: Path, country: str) -> None:
    """Change the file that the document of Typst reads."""
    shutil.copyfile(folder / f"{country}.json", folder / VALUES)


# Cold: a process for each booklet

FIRST = "cold: first on this machine"
PACKAGES_ALONE = "cold: what it imports of others, alone"

IMPORTING = (
    "-c",
    "import contextlib, importlib, sys\n"
    "for name in sys.argv[1:]:\n"
    "    with contextlib.suppress(ImportError):\n"
    "        importlib.import_module(name)",
)
"""Import modules, as far as they can be imported by their names."""

COLD_AIMS = {FIRST: "3x", PACKAGES_ALONE: ""}
MEMORY = "cold: most memory, MB"


def our_command(locale: str, country: str, output: Path, *, edition: str = "screen", project: str = "") -> list[str]:
    """Return the command that makes our booklet."""
    asked = ["--band", "14-17", "--locale", locale, "--country", country, "--edition", edition]
    asked += ["--date", MADE.isoformat(), "--json", "--output", str(output)]
    asked += ["--project", project] if project else []
    return [sys.executable, "make_booklet.py", "build", "booklet", *asked]


def cold_makers(folder: Path, locale: str) -> Makers:
    """Return what makes a booklet in a process, by its row and its engine.

    Ours has a home of its own each time: an empty one, or a copy of one where another booklet was made before.
    """
    country, other = COUNTRIES[locale]
    befores = {
        "cold: made before for another country": our_command(locale, other, folder / "before"),
        "cold: made before in another edition": our_command(locale, country, folder / "before", edition="press"),
        "cold: made before with other words": our_command(
            locale, country, folder / "before", project=str(folder / "words")
        ),
    }
    command = our_command(locale, country, folder / "ours")
    makers: dict[tuple[str, str], Callable[[], Whole]] = {(FIRST, "ours"): partial(at_home, command, None, folder)}
    for number, (name, before) in enumerate(befores.items()):
        kept = folder / f"home-{number}"
        whole_process(before, folder, home(kept))
        makers[name, "ours"] = partial(at_home, command, kept, folder)
    again = home(folder / "home-again")
    whole_process(command, folder, again)
    alone = [sys.executable, *IMPORTING, *list_imported(command, folder, again)]
    makers[PACKAGES_ALONE, "ours"] = partial(whole_process, alone, folder)
    typst = [sys.executable, *TYPST, str(folder / MAIN), str(folder / "Typst.pdf"), *font_folders(folder / VALUES)]
    makers[FIRST, "Typst"] = partial(whole_process, typst, folder)
    for engine, given in (("WeasyPrint", "web.html"), ("ReportLab", VALUES)):
        if engine != "ReportLab" or locale == "en":
            theirs = [sys.executable, others.__file__, engine.lower(), str(folder / given), f"{folder}/{engine}.pdf"]
            makers[FIRST, engine] = partial(whole_process, theirs, folder)
    return makers


def at_home(command: Sequence[str], kept: Path | None, folder: Path) -> Whole:
    """Run our command in a copy of a home, or in an empty one."""
    with TemporaryDirectory(dir=folder) as name:
        if kept:
            shutil.copytree(kept, name, dirs_exist_ok=True)
        return whole_process(command, folder, home(Path(name)))


def cold_rows(
    makers: Mapping[tuple[str, str], Callable[[], Whole]], runs: int
) -> tuple[list[Row], Mapping[str, float]]:
    """Return the rows of whole processes, and the most memory that each engine holds."""
    found = dict(zip(makers, in_turns(runs, *makers.values()), strict=True))
    taken = {key: Taken(_median(wholes, 0), 1000 * _median(wholes, 2)) for key, wholes in found.items()}
    rows = []
    for name in dict.fromkeys(name for name, _ in makers):
        beside = {engine: time for (row, engine), time in taken.items() if row == name}
        rows.append(Row(name, {"Typst": taken[FIRST, "Typst"]} | beside, COLD_AIMS.get(name, "1.5x")))
    return rows, {engine: _median(found[row, engine], 1) for row, engine in makers if row == FIRST}


# Warm: one process each, all sources read

UNPROVEN, PDFIUM_ALONE = "not proven", "PDFium alone"
"""What is measured besides: without reading back, and the least that reading back takes."""


def warm_rows(folder: Path, locale: str, runs: int, ours: Call, theirs: Call) -> list[Row]:
    """Return the times of the same booklet again, and of one for another country each time."""
    first, other = COUNTRIES[locale]
    rows = []
    for name, countries, aim in (
        ("warm: again", (first,), ""),
        ("warm: another country", (first, other), "0.3x"),
    ):
        turns = {
            "ours": _turn(ours, partial(our_build, locale), countries),
            UNPROVEN: _turn(ours, partial(our_build, locale, is_proven=False), countries),
            "Typst": _turn(theirs, partial(their_build, folder), countries),
        }
        if len(countries) > 1:
            turns[PDFIUM_ALONE] = _turn(ours, partial(read_changed, locale), countries)
        for engine in ENGINES[2:] if len(countries) == 1 else ():
            if engine != "ReportLab" or locale == "en":
                turns[engine] = _turn(theirs, partial(other_build, folder, engine), countries)
        for turn in turns.values():
            turn()
        found = in_turns(runs, *turns.values())
        taken = {key: Taken(_median(times, 0), _median(times, 1)) for key, times in zip(turns, found, strict=True)}
        besides = {key: taken.pop(key) for key in (UNPROVEN, PDFIUM_ALONE) if key in taken}
        rows.append(Row(name, taken, aim))
        rows += [Row(f"{name}, {key}", {"ours": one, "Typst": taken["Typst"]}) for key, one in besides.items()]
    return rows


def _turn(call: Call, build: Callable[[str], Taken], countries: Sequence[str]) -> Callable[[], Taken]:
    """Return a call that builds for the next country each time."""
    waiting = cycle(countries)
    return lambda: call(build, next(waiting))


def our_build(locale: str, country: str, is_proven: bool = True) -> Taken:
    """Make our booklet as bytes: planned, placed, drawn, and read back unless asked not to."""
    from booklet.make.drawing import draw
    from booklet.make.writing import draw_sound

    sources, make = our_sources(), draw_sound if is_proven else draw
    return _timed(lambda: make(our_document(country, locale), sources, MADE))


def read_changed(locale: str, country: str) -> Taken:
    """Let PDFium open a booklet, and give the text of each page that differs from those of the other country."""
    data, numbers = changed_pages(locale, country)
    return _timed(lambda: read_texts(data, numbers))


@cache
def changed_pages(locale: str, country: str) -> tuple[bytes, list[int]]:
    """Return the booklet of a country, and the numbers of its pages that that of the other one has not."""
    import pikepdf

    from booklet.check.preflight.read.filepages import FilePages
    from booklet.make.drawing import draw

    files = {each: draw(our_document(each, locale), our_sources(), MADE) for each in COUNTRIES[locale]}
    opened = {each: FilePages(pikepdf.open(BytesIO(data))) for each, data in files.items()}
    digests = {each: [pages.digest(number) for number in range(PAGES)] for each, pages in opened.items()}
    (others,) = (found for each, found in digests.items() if each != country)
    return files[country], [number for number, one in enumerate(digests[country]) if one not in others]


def their_build(folder: Path, country: str) -> Taken:
    """Make Typst's booklet as bytes; changing the file does not count."""
    choose(folder, country)
    return _timed(_compiler(folder).compile)


@cache
def _compiler(folder: Path) -> "typst.Compiler":
    return compiler(folder / MAIN, font_folders(folder / VALUES))


def other_build(folder: Path, engine: str, _: str) -> Taken:
    """Make the booklet of WeasyPrint or ReportLab as bytes."""
    return _timed(_other(folder, engine))


@cache
def _other(folder: Path, engine: str) -> Callable[[], bytes]:
    return others.ENGINES[engine.lower()](folder / (VALUES if engine == "ReportLab" else "web.html"))


def _timed(make: Callable[[], object]) -> Taken:
    clock, cpu = perf_counter(), process_time()
    make()
    return Taken(1000 * (perf_counter() - clock), 1000 * (process_time() - cpu))


def _median(found: Sequence[Sequence[float]], place: int) -> float:
    return median(values[place] for values in found)


# What is printed


def print_alike(folder: Path, makers: Makers, ours: Call, locale: str) -> None:
    """Make each booklet once and say what is in it; stop unless Typst's is as ours is.

    Letters of Arabic that Typst writes are read back more than once.
    """
    found = {}
    for engine in ENGINES:
        if (FIRST, engine) in makers:
            makers[FIRST, engine]()
            (path,) = (folder / "ours").rglob("*.pdf") if engine == "ours" else (folder / f"{engine}.pdf",)
            pages, letters = found[engine] = ours(read_back, path)
            print(f"{engine + ':':12}{pages} pages, {letters:,} letters read back, {path.stat().st_size / 1024:.0f} KB")
    pages, letters = found["ours"]
    there, read = found["Typst"]
    is_more = read > letters * (1 + ALIKE) and locale == "en"
    if (pages, there) != (PAGES, PAGES) or read < letters * (1 - ALIKE) or is_more:
        raise SystemExit("the booklets of ours and of Typst are not alike")


def print_table(rows: Sequence[Row], memory: Mapping[str, float]) -> None:
    """Print times, ratios and aims, and no verdict."""
    width = max(len(row.name) for row in rows)
    print(f"{'milliseconds by the clock':{width}}" + "".join(f"{name:>12}" for name in ENGINES), end="")
    print(f"{'ours/Typst':>12}{'aim':>7}{'by processor':>14}")
    for row in rows:
        cells = "".join(f"{row.taken[name].clock:12.1f}" if name in row.taken else f"{'':12}" for name in ENGINES)
        ours, typst = row.taken["ours"], row.taken["Typst"]
        print(f"{row.name:{width}}{cells}{ours.clock / typst.clock:11.2f}x{row.aim:>7}{ours.cpu / typst.cpu:13.2f}x")
    cells = "".join(f"{memory[name]:12.1f}" if name in memory else f"{'':12}" for name in ENGINES)
    print(f"{MEMORY:{width}}{cells}{memory['ours'] / memory['Typst']:11.2f}x{'150 MB':>7}")


if __name__ == "__main__":
    main()
