"""What the bench of runs makes: booklets by country, posters by school, as a project of ours and as files of Typst."""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from common import MADE, our_sources
from theirs import write_main, write_pages

if TYPE_CHECKING:
    from booklet.make.runs.work import Keyed


class Case(NamedTuple):
    """Documents that differ in one thing: their names, how many are measured, our lot, their language, their pages.

    `aim` is how many of ours, proven, should be made while Typst makes one.
    """

    key: str
    name: str
    amount: int
    lot: str
    locale: str
    pages: int
    aim: str


ENGLISH = Case("booklets-en", "booklets, English", 200, "product: booklet, countries: all, locales: en", "en", 28, "2x")
ARABIC = Case("booklets-ar", "booklets, Arabic", 200, "product: booklet, countries: all, locales: ar", "ar", 28, "2x")
SCHOOLS = Case(
    "posters",
    "A3 posters, a school each",
    1000,
    "product: poster, items: p1, countries: KE, locales: en, records: schools.csv",
    "en",
    1,
    "1x",
)
CASES = (ENGLISH, ARABIC, SCHOOLS)

RUN = "lots:\n  - {{name: bench, bands: 14-17, editions: press, {lot}}}\n"

INVENTED = """\
country: {code}
name: {{en: Exampleland {code}, ar: بلد المثال {code}}}
locales: [en, ar]
lead: example-line
contacts:
  - id: example-line
    kind: helpline
    name: {{en: Example Line}}
    numbers: [{{printed: 0808 157 {number:04d}}}]
    web: https://line.example/
    hours: {{always: yes}}
    free: yes
    private: unknown
    sources: [{{url: https://line.example/about, dated: 2026-11-01}}]
    confidence: high
  - id: friends
    kind: support
    name: {{en: Example Friends}}
    numbers: [{{printed: 020 7946 {number:04d}}}]
    sources: [{{url: https://line.example/friends, dated: 2026-11-01}}]
    confidence: high
law: {{}}
"""
"""A country that exists in this bench alone; its numbers are Ofcom's for drama."""


def project_of(folder: Path) -> Path:
    """Return where our project lies, with its run files."""
    return folder / "project"


def files_of(folder: Path, case: Case) -> Path:
    """Return where the files of Typst lie for a case."""
    return folder / case.key


def prepare(folder: Path, booklets: int, posters: int, keys: Sequence[str]) -> None:
    """Write our project and Typst's files for so many documents and the first one, which is not counted."""
    from booklet.facts.gate import Days
    from booklet.make.runs.work import name_sources, place_item

    project = project_of(folder)
    _write_countries(project / "translations/countries", booklets)
    write_schools(project / "schools.csv", 1 + posters)
    for case in (case for case in CASES if case.key in keys):
        (project / f"{case.key}.yaml").write_text(RUN.format(lot=case.lot), encoding="utf-8")
        files = files_of(folder, case)
        write_main(files)
        wanted = posters if case is SCHOOLS else booklets
        for number, (item, _) in enumerate(our_items(folder, case)[: 1 + wanted]):
            sources = name_sources(item, our_sources(project))
            write_pages(place_item(item, sources, Days.on(MADE)), files, f"data/{number:04d}.json", sources)


def our_items(folder: Path, case: Case) -> "list[Keyed]":
    """Return what a run of ours makes in a case."""
    from booklet.make.runs.plan import plan_run
    from booklet.sources.runfile import read_run

    campaign = read_run(project_of(folder) / f"{case.key}.yaml")
    return [(item, "") for item in plan_run(campaign, our_sources(project_of(folder)))]


def _write_countries(folder: Path, wanted: int) -> None:
    """Invent the countries that are missing: ours are fewer; the first, the world, is not counted."""
    folder.mkdir(parents=True)
    missing = wanted + 1 - len(our_sources().countries())
    for number, letters in enumerate(islice(product(ascii_uppercase, repeat=2), max(0, missing))):
        code = f"XX-{''.join(letters)}"
        (folder / f"{code}.yaml").write_text(INVENTED.format(code=code, number=number), encoding="utf-8")


def write_schools(path: Path, wanted: int) -> None:
    """Write a table of so many schools."""
    rows = (f"{number:04d},{','.join(school)}\n" for number, school in enumerate(islice(_schools(), wanted)))
    path.write_text("id,name,contact,web\n" + "".join(rows), encoding="utf-8")


def _schools() -> Iterator[tuple[str, str, str]]:
    """Yield the name of a school, how it is reached, and where its code leads."""
    number = 0
    while True:
        site = f"school{number:04d}.example"
        yield f"Example School {number:04d}", site, f"https://{site}/"
        number += 1
