"""What the bench of runs makes: booklets by country, posters by school, as a project of ours and as files of Typst."""

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from common import our_document, our_sources
from theirs import guide, poster, write_code, write_shared, write_values

if TYPE_CHECKING:
    from booklet.make.runs.work import Keyed


class Case(NamedTuple):
    """Documents that differ in one thing.

    Their name, how many of them are measured, our lot, their language, Typst's document, the file that changes for it,
    pages.
    """

    name: str
    amount: int
    lot: str
    locale: str
    main: str
    changes: str
    pages: int

    @property
    def key(self) -> str:
        """The name of its files."""
        return self.main.removesuffix(".typ") + f"-{self.locale}"


ENGLISH = Case(
    "booklets, English", 200, "product: booklet, countries: all, locales: en", "en", "guide.typ", "guide.json", 28
)
ARABIC = ENGLISH._replace(name="booklets, Arabic", lot="product: booklet, countries: all, locales: ar", locale="ar")
SCHOOLS = Case(
    "A3 posters, a school each",
    1000,
    "product: poster, items: p1, countries: KE, locales: en, records: schools.csv",
    "en",
    "poster.typ",
    "school.json",
    1,
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


def prepare(folder: Path, booklets: int, posters: int) -> None:
    """Write our project and Typst's files for so many documents and the first one, which is not counted."""
    project = project_of(folder)
    _write_countries(project / "translations/countries", booklets)
    write_schools(project / "schools.csv", 1 + posters)
    for case in CASES:
        (project / f"{case.key}.yaml").write_text(RUN.format(lot=case.lot), encoding="utf-8")
        write_shared(files_of(folder, case), case.main)
    for case in (ENGLISH, ARABIC):
        for number, (item, _) in enumerate(our_items(folder, case)[: 1 + booklets]):
            document = our_document(item.job.country, case.locale, "press", project)
            write_values(files_of(folder, case) / f"data/{number:04d}.json", guide(document, project))
    files = files_of(folder, SCHOOLS)
    write_values(files / "guide.json", poster(our_document("KE", edition="press", product="poster")))
    for number, (name, contact, web) in enumerate(islice(_schools(), 1 + posters)):
        write_values(
            files / f"data/{number:04d}.json",
            {"name": name, "contact": contact, "code": f"{number:04d}.svg", "web": web},
        )
        write_code(web, files / f"codes/{number:04d}.svg")


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
