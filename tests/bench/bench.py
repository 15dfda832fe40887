"""Our booklet and Typst's in turns: what a cold build, a warm one, another country and the memory of it cost."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from importlib.util import find_spec
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path.insert(0, str(PROJECT))

if TYPE_CHECKING:
    import typst

    from booklet.build import Document
    from booklet.layout import Theme
    from booklet.manuscript import Block
    from booklet.sources.load import Sources

T = TypeVar("T")
Call = Callable[..., Any]

MADE = date(2026, 11, 25)
PAGES = 28
WORLD = "001"
COUNTRIES = ("KE", "GB")
"""Two inserts with phone numbers, between which the third row changes."""

TINTS = ("night", "sun", "tide", "white")
"""Inks in which the icons are drawn."""

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


class Cold(NamedTuple):
    """A whole process: milliseconds from its start to its end, and the most memory it held, in MB."""

    time: float
    memory: float


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
    sources = _sources()
    shutil.copy(HERE / "guide.typ", folder)
    for country in (WORLD, *COUNTRIES):
        words = json.dumps(guide(country), ensure_ascii=False)
        (folder / f"{country}.json").write_text(words, encoding="utf-8")
    choose(folder, WORLD)
    (folder / "art").mkdir()
    for name in sources.art:
        _write_art(name, sources, folder / "art")
    return _font_folders()


def choose(folder: Path, country: str) -> None:
    """Change the file that the Typst document reads."""
    shutil.copyfile(folder / f"{country}.json", folder / "guide.json")


def guide(country: str) -> dict[str, Any]:
    """Return all that a booklet says and shows, resolved as our pages have it."""
    sources = _sources()
    theme, document = sources.theme, _document(country)
    manuscript = document.manuscript
    return {
        "title": manuscript.title,
        "inks": {name: _hex(ink.srgb) for name, ink in theme.inks.items()},
        "grounds": {name: asdict(ground) for name, ground in theme.grounds.items()},
        "sections": {name: asdict(section) for name, section in theme.sections.items()},
        "roles": {name: asdict(role) for name, role in theme.roles["booklet"].items()},
        "labels": {key: manuscript.labels[key] for key in sources.guide.labels if "@" not in key},
        "help": asdict(manuscript.help),
        "proof": manuscript.labels["proof"] if document.proof else "",
        "pages": _pages(document, country),
    }


def _pages(document: "Document", country: str) -> list[dict[str, Any]]:
    """Return the pages with the room that ours have after fitting, so that nobody fits twice."""
    from booklet.colophon import make_colophon
    from booklet.selection import select
    from booklet.typeset.brief import make_brief

    sources, layout, manuscript = _sources(), document.layout, document.manuscript
    colophon = make_colophon(manuscript, "draft", select(sources.insert(country), sources.world, "14-17").printed, MADE)
    pages = []
    for placed, plan in zip(document.placed.pages, layout.pages, strict=True):
        topic = manuscript.topic(plan.place)
        brief = make_brief(plan, placed.number, topic, layout, manuscript, sources.theme, colophon, 0.0)
        page = asdict(plan) | {"id": topic.id, "title": topic.title, "number": placed.number}
        page |= {"blocks": [_block(block) for block in topic.blocks], "entries": list(map(asdict, brief.entries))}
        page |= {"imprint": brief.imprint, "place_name": brief.place_name, "notes": brief.notes}
        pages.append(page | _allowance(sources.theme, layout.give, placed.gave))
    return pages


def _block(block: "Block") -> dict[str, Any]:
    from booklet.text.markup import parse_markup

    entries: dict[str, Any] = {key: getattr(block, key) for key in ("id", "kind", "style", "icon")}
    for key in ("label", "title", "text"):
        rich = parse_markup(getattr(block, key))
        entries[key] = [(rich.text[span.start : span.end], span.strong, span.target) for span in rich.spans]
    return entries | {"items": [_block(item) for item in block.items]}


def _allowance(theme: "Theme", give: tuple[str, ...], gave: str) -> dict[str, float]:
    from booklet.typeset.fit import allowances
    from booklet.typeset.house import first_allowance

    return asdict(dict(allowances(theme, give, first_allowance(theme)))[gave])


def _write_art(name: str, sources: "Sources", folder: Path) -> None:
    """Write a drawing, once for each tint where it leaves its colour open."""
    path = sources.art.path(name)
    text = path.read_text(encoding="utf-8") if path else ""
    if "currentColor" not in text:
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")
        return
    for tint in TINTS:
        tinted = text.replace("currentColor", _hex(sources.theme.inks[tint].srgb))
        (folder / f"{name}.{tint}.svg").write_text(tinted, encoding="utf-8")


def _hex(srgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)


def _font_folders() -> list[str]:
    """Return the folders of the fonts that Latin pages are set in."""
    from booklet.text.fonts import find_font

    fonts = _sources().theme.fonts
    files = (find_font(fonts.typefaces[family.typeface].file(400)[0]) for family in fonts.scripts["Latn"].values())
    return sorted({str(file.parent) for file in files if file})


# Cold: a process for each booklet


def cold_commands(folder: Path, fonts: list[str]) -> tuple[list[str], list[str]]:
    """Return the commands that make our booklet and Typst's."""
    ours = [sys.executable, *OURS, str(folder)]
    return ours, [sys.executable, *THEIRS, str(folder / "guide.typ"), str(folder / "theirs.pdf"), *fonts]


def cold_rows(folder: Path, commands: tuple[list[str], list[str]], runs: int) -> tuple[Row, Row]:
    """Return time and memory of whole processes."""
    ours, theirs = in_turns(partial(cold, commands[0], folder), partial(cold, commands[1], folder), runs)
    time = Row("cold: one booklet, whole process, ms", _median(ours, 0), _median(theirs, 0), "4x")
    return time, Row("cold: peak memory, MB", _median(ours, 1), _median(theirs, 1), "150 MB")


def cold(command: Sequence[str], folder: Path) -> Cold:
    """Run a command to its end.

    Peak memory begins with what the parent holds when it starts a child, so this process loads neither booklet.
    """
    started = perf_counter()
    process = subprocess.Popen(command, cwd=PROJECT, env=_environment(folder), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    time = (perf_counter() - started) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return Cold(time, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment in which Python keeps its bytecode, as it does for users, but not in the project."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


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
        found = in_turns(our_turn, their_turn, runs)
        rows.append(Row(name, _median(found[0], 0), _median(found[1], 0), aim))
    return rows


def _turn(call: Call, build: Callable[[str], float], countries: Sequence[str]) -> Callable[[], tuple[float]]:
    """Return a call that builds for the next country each time."""
    waiting = cycle(countries)
    return lambda: (call(build, next(waiting)),)


def our_build(country: str) -> float:
    """Make our booklet as bytes and return the milliseconds it took."""
    from booklet import build

    sources = _sources()
    started = perf_counter()
    build.draw(_document(country), sources, MADE)
    return (perf_counter() - started) * 1000


def our_shares(edition: str, runs: int) -> tuple[float, float]:
    """Return how long a warm build takes, and tags, metadata and saving in it: milliseconds of the processor."""
    found = [_watched_build(edition) for _ in range(runs + 1)][1:]
    return _median(found, 0), _median(found, 1)


def _watched_build(edition: str) -> tuple[float, float]:
    from booklet import assemble, build
    from booklet.pdfobjects import PdfFile

    document = _document(WORLD, edition)
    spent: list[float] = []
    with ExitStack() as watched:
        for owner, name in (
            (assemble, "write_structure"),
            (assemble, "write_intents"),
            (assemble, "xmp_packet"),
            (assemble, "info_entries"),
            (PdfFile, "digest"),
            (PdfFile, "join"),
        ):
            watched.enter_context(patch.object(owner, name, _watch(getattr(owner, name), spent)))
        started = process_time()
        build.draw(document, _sources(), MADE)
        drawn = process_time() - started
    started = process_time()
    _document(WORLD, edition)
    return (drawn + process_time() - started) * 1000, sum(spent) * 1000


def _watch(function: Call, spent: list[float]) -> Call:
    """Return a function that notes how long each of its calls takes."""

    def watched(*arguments: Any, **named: Any) -> Any:
        started = process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent.append(process_time() - started)

    return watched


def their_build(folder: Path, country: str) -> float:
    """Make Typst's booklet as bytes and return the milliseconds it took; changing the file does not count."""
    choose(folder, country)
    compiler = _compiler(folder)
    started = perf_counter()
    compiler.compile()
    return (perf_counter() - started) * 1000


@cache
def _sources() -> "Sources":
    from booklet.build import open_sources

    return open_sources(None)


def _document(country: str, edition: str = "screen") -> "Document":
    from booklet import build, planning

    wanted = planning.Wanted(products=("booklet",), locales=("en",), countries=(country,), editions=(edition,))
    (document,) = build.check(planning.plan_jobs(wanted, _sources()), _sources(), MADE)
    return document


@cache
def _compiler(folder: Path) -> "typst.Compiler":
    import typst

    fonts = _font_folders()
    return typst.Compiler(str(folder / "guide.typ"), font_paths=fonts, ignore_system_fonts=True)


# Turns, and what is printed


@contextmanager
def process() -> Iterator[Call]:
    """Give a function that calls another in a process of its own, always the same one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


def in_turns(ours: Callable[[], T], theirs: Callable[[], T], runs: int) -> tuple[list[T], list[T]]:
    """Call both in turns and return what they gave, without the first."""
    pairs = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _median(found: Sequence[Sequence[float]], place: int) -> float:
    return median(values[place] for values in found)


def print_alike(folder: Path, commands: tuple[list[str], list[str]], ours: Call) -> None:
    """Make both booklets once and say how alike they are; stop unless both have the same pages."""
    for command in commands:
        cold(command, folder)
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


def machine(measured: Sequence[str]) -> str:
    """Return what numbers are measured on and with."""
    cores = f"{os.cpu_count()} cores"
    packages = ", ".join(f"{name} {version(name)}" for name in measured)
    return f"{_processor()}, {cores}, {platform.platform()}\nPython {platform.python_version()}, {packages}"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


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
