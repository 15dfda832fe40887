"""Versions: what was given to a printer is never written over; what is made otherwise gets the next number.

Whether something is still the same is not told by its sources, of which a file uses few, nor by its bytes, which name
the day of making: it is made once more on that day, and same sources make the same bytes.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.jobs import ARCHIVE, DRAFT, ENDINGS, OUTDATED, PROOF, Job, list_marked, strip_marks
from booklet.machine.bounded import read_bounded
from booklet.make.document import Document
from booklet.make.drawing import finish_document
from booklet.make.outdated import MANIFEST
from booklet.sources.load import Sources
from booklet.values import Frozen, replace

LARGEST = 10_000_000
"""Bytes of a manifest of ours."""

_NUMBERED = re.compile(r"(?:[0-9]{2,3}_)?(.+)_v([0-9]{2,3})")
"""A name without its marks: what it is of, after its place in a pack, and its version."""

_COPY = re.compile(
    rf"(_v[0-9]{{2,3}}(?:{DRAFT}|{ARCHIVE}|{PROOF})*)(?:{OUTDATED}|[ (]).*(?={'|'.join(map(re.escape, ENDINGS))})"
)
"""What was added to the name of a file: by us when it was set aside, or by a disk or a browser to a second copy."""


class Given(Frozen):
    """The last version of something: its number, and the day and hash of each file by name, if they are known.

    If it `is_open`, it was a proof, which no printer was given: the next one takes its place. If it `is_whole`, it had
    these files and no others.
    """

    number: int
    files: Mapping[str, tuple[date, str]]
    is_open: bool = False
    is_whole: bool = False


NOTHING: Mapping[str, Given] = {}


def split_version(name: str) -> tuple[str, int]:
    """Return what a file or pack is of and its version, 0 if its name has none.

    >>> split_version("03_guide_card-c1_85x55_press_v02-draft.pdf"), split_version("guide_press_card_en_KE_v01_PROOF")
    (('guide_card-c1_85x55_press', 2), ('guide_press_card_en_KE', 1))
    """
    found = _NUMBERED.fullmatch(strip_marks(_drop_suffix(name)))
    return (found[1], int(found[2])) if found else (name, 0)


def _drop_suffix(name: str) -> str:
    """Return the name of a file of ours, or of a pack, without what its kind of file adds."""
    return next((name.removesuffix(suffix) for suffix in ENDINGS if name.endswith(suffix)), name)


def name_version(number: int) -> str:
    """Return a version as it stands in names.

    >>> name_version(2)
    'v02'
    """
    return f"v{number:02d}"


def find_given_pack(folder: Path, name: str) -> Given | None:
    """Return the last version of a pack in a folder, be it a folder, a zip or set aside; None if there is none."""
    pattern = re.compile(rf"{re.escape(name)}_v([0-9]{{2,3}})(?![0-9])[^/]*")
    try:
        found = [(int(match[1]), path) for path in folder.iterdir() if (match := pattern.fullmatch(path.name))]
    except OSError:
        return None
    if not found:
        return None
    number = max(number for number, _ in found)
    last = [path for each, path in found if each == number]
    own = list_marked(f"{name}_{name_version(number)}")  # not a copy, which anybody may have changed
    held = next((path for path in last if path.is_dir() and path.name in own), None)
    is_open = all(PROOF in path.name for path in last)
    return Given(number, _read_files(held / MANIFEST) if held and not is_open else {}, is_open, is_whole=True)


def _read_files(manifest: Path) -> dict[str, tuple[date, str]]:
    """Return the files of a pack by its manifest, none if that cannot be read: then they count as changed."""
    try:
        values = json.loads(read_bounded(manifest, LARGEST) or b"")
        made = date.fromisoformat(values["made"])
        return {find_built_name(str(entry["file"])): (made, str(entry["sha256"])) for entry in values["files"]}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def find_built_name(name: str) -> str:
    """Return the name that a file was built with, before it had a place in a pack, was set aside or copied.

    >>> find_built_name("03_guide_card_v01.pdf"), find_built_name("guide_card_v01-draft_OUTDATED-2.pdf")
    ('guide_card_v01.pdf', 'guide_card_v01-draft.pdf')
    >>> find_built_name("guide_card_v01(1).pdf"), find_built_name("guide_card_v02-draft - Copy.pdf")
    ('guide_card_v01.pdf', 'guide_card_v02-draft.pdf')
    """
    return _COPY.sub(r"\1", re.sub(r"^[0-9]{2,3}_", "", name))


def merge_given(pack: Given | None, documents: Iterable[Document], printed: Mapping[str, Given]) -> Given | None:
    """Return the last version of a pack, by what lies in its folder and by what is known to be printed of its files.

    Where a proof lies there of a version that was printed elsewhere, that is no proof.
    """
    known = [printed[base] for base, _ in (split_version(document.name) for document in documents) if base in printed]
    number = max((given.number for given in known), default=0)
    if pack and (pack.number > number or (pack.number == number and not pack.is_open)):
        return pack
    files = {name: file for given in known if given.number == number for name, file in given.files.items()}
    return Given(number, files) if known else None


Place = Callable[[Sequence[Job], Days], Sequence[Document]]
"""What places jobs on days."""


def choose_version(
    documents: Sequence[Document], given: Given | None, days: Days, place: Place, sources: Sources
) -> tuple[Sequence[Document], date]:
    """Return placed jobs in their version, and their day of making: that of before if they still say the same.

    A first version is 1. A proof takes the number of the proof before it.
    """
    if given is None:
        return documents, days.made
    jobs = [document.job for document in documents]
    if not given.is_open and (same := _find_same(jobs, given, days, place, sources)):
        return same
    number = given.number + (not given.is_open)
    return (documents if number == 1 else place(_number(jobs, number), days)), days.made


def _number(jobs: Iterable[Job], number: int) -> list[Job]:
    return [replace(job, version=name_version(number)) for job in jobs]


def _find_same(
    jobs: Sequence[Job], given: Given, days: Days, place: Place, sources: Sources
) -> tuple[Sequence[Document], date] | None:
    """Return the same files and the day on which they were made, None if one of them would be another today."""
    made = max((day for day, _ in given.files.values()), default=None)
    if made is None:
        return None
    try:
        documents = place(_number(jobs, given.number), replace(days, made=made))
    except SourceError:
        return None
    names = {document.name for document in documents}
    if (given.is_whole and names != set(given.files)) or not names & set(given.files):
        return None
    from booklet.make.slides import draw_file  # pictures take long to import

    for document in documents:
        known = given.files.get(document.name)
        if known and sha256(draw_file(finish_document(document, sources, made), sources)).hexdigest() != known[1]:
            return None
    return documents, made
