"""A reader that opens a file of a project around its folder cannot exist: where files are opened is written down here.

What is opened there was found by `Folders.find` or read by `Folders.read`, and so stands in a row of
`booklet.sources.kinds`; or it is ours, or made by us, and never a project's.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from clocks import TODAY
from PIL import Image
from projects import CONFIRMED, COUNTRY, OWN, lay, ours

from booklet.make.opening import open_sources
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.usedart import art_findings
from booklet.sources.kinds import Kind, is_hidden, kind_of
from booklet.sources.statements import list_statements
from booklet.text.fonts import find_font

ROOT = Path(__file__).parents[1] / "booklet"

ROOMS = (
    *("make", "frames", "linear", "pdf", "web", "sheets", "typeset", "sources", "words", "facts", "look", "scenes"),
    *("text", "art", "platypus", "translators"),
)
"""What stands between files and pages; rooms above them only write into a folder, or read what is finished."""

OPENING = frozenset(["open", "read_bytes", "read_text", "read_bounded", "from_file_path", "fromfile", "memmap"])
LISTING = frozenset(["scandir", "listdir", "iterdir", "glob", "rglob"])

FOLDER = "sources/folders.py"
"""The one place that reads a project's folder."""

FOUND = {
    "platypus/brought.py": 1,
    "make/printed.py": 1,
    "sources/catalogues.py": 1,
    "sources/claims.py": 1,
    "sources/countries.py": 2,
    "sources/fonts.py": 2,
    "sources/printers.py": 1,
    "sources/reviews.py": 1,
    "sources/specimens.py": 1,
    "sources/yamlfile.py": 2,
    "text/fonts.py": 3,
    "translators/glossary.py": 1,
    "translators/room.py": 1,
}
"""Where a path is opened that the folder handed out: text, profiles, and typefaces, which are on the list."""

BESIDE = {"sources/recipients.py": 1}
"""Where the table that a run file names is opened, whose rows are words."""

NEVER = {
    "sources/hosts.py": 2,
    "sources/kit.py": 1,
    "sources/load.py": 2,
    "sources/pixels.py": 2,
    "sources/pdflogo.py": 1,
    "text/system.py": 2,
    "web/page.py": 2,
    "words/cldr.py": 1,
}
"""Where files of ours, of packages or of this machine are opened, and bytes that are in memory already."""

LOOKED_AT = {"make/runs/keys.py": 5, "make/runs/parcel.py": 1, "sources/refresh.py": 2, "sources/unread.py": 3}
"""Where files are compared, sent or named, and nothing is made of them."""

MADE = {
    "make/lasting.py": 3,
    "make/outdated.py": 4,
    "make/output.py": 1,
    "make/packs/found.py": 3,
    "make/packs/pack.py": 5,
    "make/packs/week.py": 1,
    "make/runs/kept.py": 6,
    "make/runs/lock.py": 3,
    "make/runs/manifest.py": 1,
    "make/runs/report.py": 1,
    "make/versions.py": 2,
}
"""Where what we made is opened."""

PROJECT = {
    "make/outdated.py",
    "make/runs/keys.py",
    "make/runs/parcel.py",
    "sources/fonts.py",
    "sources/locked.py",
    "sources/refresh.py",
    "sources/statements.py",
    "sources/unread.py",
}
"""Where the path of a project is taken from its folder: to ask whether there is one, to list it, or to tell of it."""


def opens(tree: ast.Module) -> int:
    """Return how often a module names what opens or lists files, called or handed on."""
    loaded = (node for node in ast.walk(tree) if isinstance(getattr(node, "ctx", None), ast.Load))
    names = (getattr(node, "id", getattr(node, "attr", "")) for node in loaded)
    return sum(name in OPENING | LISTING for name in names)


def projects_taken(tree: ast.Module) -> int:
    """Return how often a module takes the path of a project."""
    return sum(isinstance(node, ast.Attribute) and node.attr == "project" for node in ast.walk(tree))


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules between files and pages that may open something, by name."""
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        if name != FOLDER and any(word in text for word in (*OPENING, *LISTING, ".project")):
            yield name, ast.parse(text)


def test_files_are_opened_where_it_is_written_down_and_nowhere_else() -> None:
    opened, taken = Counter[str](), Counter[str]()
    for name, tree in trees():
        opened[name], taken[name] = opens(tree), projects_taken(tree)
    hint = "read files of a project by Folders.find or Folders.read; see the beginning of this test"
    assert +opened == Counter(FOUND | BESIDE | NEVER | LOOKED_AT | MADE), hint
    assert {name for name, times in taken.items() if times} == PROJECT, hint


def test_a_reader_around_the_folder_would_be_seen() -> None:
    around = "def read_map(folders):\n    return (folders.project / 'maps/one.svg').read_bytes()\n"
    assert (opens(ast.parse(around)), projects_taken(ast.parse(around))) == (1, 1)


WATCHED: list[tuple[Path, set[str]]] = []
"""The project that is watched now, and the names of its files that were opened."""


def watch(event: str, args: tuple[object, ...]) -> None:
    """Note a file of the watched project when it is opened, by whatever code."""
    if event == "open" and WATCHED and isinstance(args[0], str | Path):
        project, seen = WATCHED[-1]
        if Path(args[0]).is_relative_to(project):
            seen.add(Path(args[0]).relative_to(project).as_posix())


sys.addaudithook(watch)


def photo(file: Path) -> bytes:
    """Return a photo as JPEG."""
    Image.new("RGB", (900, 600), (200, 120, 40)).save(file)
    return file.read_bytes()


def everything(folder: Path) -> Path:
    """Return a project with a file of each kind."""
    page = "pages:\n  - id: visit\n    after: [find, start]\n    title: Come\n    blocks:\n"
    page += "      - {id: visit.a, kind: picture, file: house.jpg, alt: A house.}\n"
    page += "".join(
        f"  - {{id: notes-{one}, after: visit, title: Notes, blocks: [{{id: n{one}, kind: lines}}]}}\n"
        for one in (1, 2, 3)
    )
    typeface = next(file for *_, file in open_sources(None).theme.fonts.typefaces["nunito"].files)
    found = find_font(typeface)
    assert found
    files: dict[str, str | bytes] = {
        COUNTRY: CONFIRMED,
        "brand.yaml": "name: A\nlogos:\n  - {file: donor.svg, name: Donor}\n",
        "cards.yaml": "cards: []\n",
        "confirmed.yaml": "confirmed: []\n",
        "fonts/Own.ttf": found.read_bytes(),
        "layouts/art/donor.svg": ours("layouts/art/leaf.svg"),
        "layouts/art/house.jpg": photo(folder / "photo.jpg"),
        "layouts/art/icon-phone.svg": ours("layouts/art/icon-phone.svg") + "\n",
        "layouts/art/logo.svg": ours("layouts/art/leaf.svg"),
        "layouts/fonts.yaml": ours("layouts/fonts.yaml"),
        "layouts/profiles/Mine.icc": (OWN / "layouts/profiles/sRGB.icc").read_bytes(),
        "pages.yaml": page,
        "words.yaml": "# nothing yet\n",
    }
    for name in (
        *("layouts/cast.yaml", "layouts/kit/props/tree.svg", "layouts/poster-a3.yaml", "layouts/theme.yaml"),
        *("layouts/printers/offset-coated.yaml", "layouts/scenes/poster-p1.yaml", "translations/fr/guide.po"),
        *("translations/en/labels.yaml", "translations/rules.yaml", "translations/room.tsv"),
    ):
        files[name] = f"{ours(name)}\n"
    return lay(folder, files)


def test_all_that_is_opened_of_a_project_is_words_or_is_asked_for(tmp_path: Path) -> None:
    """Whatever code opened it: here a press poster is placed, its drawings read, and every language looked at."""
    project = everything(tmp_path)
    seen: set[str] = set()
    WATCHED.append((project, seen))
    try:
        sources = open_sources(project)
        for job in plan_jobs(Wanted(("poster",), ("en",), ("XX",), editions=("press", "screen")), sources)[:2]:
            document = place(job, sources, TODAY, TODAY)
            assert art_findings(document.placed, sources.art) == [] and document.why == "proof"
        assert sources.faults() == [] and sources.translated_guide("fr")
        asked = {one.place for one in list_statements(sources, "XX", ("en", "fr"), frozenset())}
    finally:
        WATCHED.pop()
    drawn = {name for name in seen if kind_of(name) is Kind.DRAWS}
    assert {name for name in seen if kind_of(name) is None or is_hidden(name)} == set()
    assert len(seen) > 15 and len(drawn) > 6
    assert drawn <= sources.folders.digests.keys() and drawn <= asked


def test_a_file_that_is_opened_around_the_folder_is_seen_by_that_test(tmp_path: Path) -> None:
    project = lay(tmp_path, {"layouts/art/.evil.png": "x", "maps/one.svg": "x"})
    seen: set[str] = set()
    WATCHED.append((project, seen))
    try:
        (project / "maps/one.svg").read_bytes()
    finally:
        WATCHED.pop()
    assert seen == {"maps/one.svg"} and kind_of("maps/one.svg") is None
