"""A week of pictures to post: placed jobs in; a picture for each day out, with a table of what to post with it."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from booklet.check.proof.compare import ProofError, holds_number
from booklet.check.proof.pages import normalise_text
from booklet.errors import Finding, Where
from booklet.facts.phone import keep_together
from booklet.jobs import PROOF
from booklet.make.document import BuiltFile, Document
from booklet.make.pictures import write_table
from booklet.make.writing import write
from booklet.sources.load import Sources

POSTS = "00_posts"
"""The name of the table of what to post, and of alternative texts; that of proofs says so."""

COLUMNS = ("day", "file", "language", "ages", "state", "text", "alternative text")


def write_week(
    folder: Path, documents: Sequence[Document], sources: Sources, made: date, step: Callable[[], None]
) -> tuple[list[dict[str, object]], tuple[Finding, ...]]:
    """Write the pictures of a week, numbered by day, and their table; return the entries and the findings.

    Raises `ProofError` if a text does not say the numbers of its picture.
    """
    days: Counter[tuple[str, str]] = Counter()
    files: list[tuple[int, BuiltFile]] = []
    for document in documents:
        job = document.job
        days[job.band, job.layout] += 1
        file = write(document, sources, made, folder)
        day = days[job.band, job.layout]
        files.append((day, replace(file, path=file.path.rename(folder / f"{day:02d}_{file.path.name}"))))
        step()
    entries = [_entry(day, file) for day, file in sorted(files, key=lambda one: (one[0], one[1].path.name))]
    is_proof = any(file.state == "proof" for _, file in files)
    table = folder / f"{POSTS}{PROOF * is_proof}.csv"
    table.write_bytes(write_table(COLUMNS, entries))
    if told := list(find_unsaid(table.read_text("utf-8-sig"), files, table.name)):
        raise ProofError(*told)
    return entries, tuple(finding for _, file in files for finding in file.findings)


def _entry(day: int, file: BuiltFile) -> dict[str, object]:
    assert file.picture is not None
    return {
        "day": day,
        "file": file.path.name,
        "sha256": file.sha256,
        "state": file.state,
        "language": file.job.locale,
        "ages": file.job.band,
        "layout": file.job.layout,
        "text": file.picture.post,
        "alternative text": file.picture.alternative,
    }


def find_unsaid(table: str, files: Sequence[tuple[int, BuiltFile]], where: str) -> Iterator[Finding]:
    """Yield numbers of pictures that a text beside them does not say: the table is read as others read it."""
    rows = {row["file"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    for _, file in files:
        row, numbers = rows[file.path.name], file.proof.numbers
        for number, _ in file.proof.claimed[:numbers]:
            wanted = normalise_text(keep_together(number))
            for column in ("text", "alternative text"):
                if not holds_number(normalise_text(row[column]), wanted):
                    message = f'the {column} of {file.path.name} does not say "{number}"'
                    yield Finding("proof-text", Where(where), message, "do not post this; report it with its manifest")
