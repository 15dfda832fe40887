"""A print that is asked whether it still holds: by the code on its pages, or by what its file says of itself.

Nothing in a code tells who printed or read it, and nothing is noted of who asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from booklet.api.printings import Cure
from booklet.api.project import Project
from booklet.errors import Finding, SourceError, Where
from booklet.facts.releasecode import read_code
from booklet.jobs import ENDINGS
from booklet.make.coverage import Coverage, coverage_of, read_coverage
from booklet.make.document import Document
from booklet.project.holding import ORDER, HeldNumber, Holding, Holds, find_today, judge, judge_alone
from booklet.project.ledger import read_ledger
from booklet.words.locales import SOURCE_LOCALE, languages_of

__all__ = [
    "Coverage",
    "Cure",
    "HeldNumber",
    "Holding",
    "Holds",
    "code_of",
    "coverage_of",
    "file_holding",
    "find_cure",
    "holding",
    "list_releases",
    "read_code",
    "read_coverages",
    "read_release",
    "typed_code",
]


def code_of(document: Document) -> str:
    """Return the code that a placed job prints, "" if it prints none: a proof, or a file without numbers."""
    return document.release.code if document.release else ""


def typed_code(text: str) -> str:
    """Return the code that someone typed, as it is printed; raise `SourceError` if it is none.

    >>> typed_code("xfdkt fllsj")
    'XFDKT-FLLSJ'
    """
    if code := read_code(text):
        return code
    message = f'"{text[:40]}" is no code of a print: a letter is wrong, missing or in another place'
    hint = "look again: ten letters with a hyphen in the middle, no vowels and no digits, such as XFDKT-FLLSJ"
    raise SourceError(Finding("wrong-code", Where("CODE"), message, hint))


def holding(project: Project, country: str, code: str, today: date, known: Iterable[Coverage] = ()) -> Holding:
    """Return what the prints with a code are worth on a day: the worst of all that are known by it.

    They are looked for among `known`, in the project's ledger, and among what could be made today; in one country, or
    in every country of the project's own files and prints if that is "". Raises `SourceError` if the code is none, or
    for faults in the files.
    """
    sources, code = project.sources, typed_code(code)
    covered = [one for one in (*known, *list_releases(project).get(code, ())) if country in ("", one.country)]
    if not covered:
        tags = (SOURCE_LOCALE, *sources.catalogues)
        for name in (country,) if country in sources.countries() else () if country else sources.countries():
            insert = sources.insert(name)
            if found := find_today(code, insert, sources.world, sources.guide.bands, tags, today):
                covered.append(found)
    found_all = [_judge(one, project, today) for one in dict.fromkeys(covered) if one.code == code]
    return max(found_all, key=lambda one: ORDER.index(one.state), default=Holding(code, Holds.UNKNOWN))


def file_holding(project: Project | None, covered: Coverage, today: date) -> Holding:
    """Return what a print is worth on a day by what its file covers; without a project, by what it says itself."""
    return _judge(covered, project, today) if project else judge_alone(covered, today)


def _judge(covered: Coverage, project: Project, today: date) -> Holding:
    if covered.country not in project.sources.countries():  # a file says what it likes
        hint = "name the folder that it was made from"
        raise SourceError(Finding("unknown-country", Where("--project"), f'has no country "{covered.country}"', hint))
    return judge(covered, project.sources.insert(covered.country), project.sources.world, today)


def list_releases(project: Project) -> Mapping[str, tuple[Coverage, ...]]:
    """Return what the prints of a project's ledger cover, by their codes; raise `SourceError` if it cannot be read."""
    folder = project.sources.folders.project
    found: dict[str, tuple[Coverage, ...]] = {}
    for printing in read_ledger(folder)[0] if folder else ():
        if printing.coverage.code:
            earlier = found.get(printing.coverage.code, ())
            found[printing.coverage.code] = tuple(dict.fromkeys((*earlier, printing.coverage)))
    return found


def read_release(data: bytes, where: Path) -> Coverage:
    """Return what a file of ours covers, by its own account; raise `SourceError` if it is none of ours."""
    covered = read_coverage(data)
    if covered is None:
        hint = "name a PDF as it was built, or type the code that is printed on it"
        raise SourceError(Finding("no-edition", Where(str(where)), "does not say what it covers", hint))
    return covered


def read_coverages(given: bytes) -> tuple[Coverage, ...]:
    """Return what a file of ours, or a pack of them, covers; nothing of anything else."""
    inside = _unpack(given) if given.startswith(b"PK") else ()
    return tuple(filter(None, map(read_coverage, (given, *inside))))


def _unpack(pack: bytes) -> Iterator[bytes]:
    """Yield the files for readers in a pack of our own."""
    with ZipFile(BytesIO(pack)) as archive:
        for name in archive.namelist():
            if name.endswith(ENDINGS):
                yield archive.read(name)


def find_cure(found: Holding) -> Cure | None:
    """Return the stickers that a print needs, None if it needs none: where only a call has ended, it may be right."""
    if found.state not in (Holds.CHANGED, Holds.RECALLED) or found.covered is None:
        return None
    axes = found.covered
    return Cure(axes.country, tuple(languages_of(axes.locale)), axes.band, found.contacts or (), ())
