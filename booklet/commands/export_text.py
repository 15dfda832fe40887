"""The command `export-text`: the words of each product and band, as plain text and for Word, with ids for reviewers."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from booklet.commands.build import check_all
from booklet.commands.review import guide_of, reviews_of
from booklet.commands.wanted import days_of, wanted
from booklet.jobs import Job
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.output import check_folder, remove_other, write_whole
from booklet.translators.export import Export, as_text, make_export
from booklet.words.review import lowest, standings

EDITION = "text"
"""What these files are for, in their names."""


def run(options: argparse.Namespace) -> int:
    """Write the files and print their names."""
    sources, days = open_sources(options.project), days_of(options)
    asked = replace(wanted(options, sources), editions=("screen",), inks=("colour",), printer="")
    products = _by_product(check_all(asked, sources, days))
    check_folder(options.output)
    for job, documents in products.items():
        guide = guide_of(sources, job.locale)
        state = lowest(standings(guide, reviews_of(sources, job.locale)), job.band)
        export = make_export(documents, guide, state, days.made)
        for name in options.format or WRITERS:
            print(_write(export, job, documents[0], options.output, name))
    return 0


def _by_product(documents: Iterable[Document]) -> dict[Job, list[Document]]:
    """Return documents by the job of all items of their product."""
    found: dict[Job, list[Document]] = {}
    for document in documents:
        found.setdefault(replace(document.job, item="", edition=EDITION), []).append(document)
    return found


def _write(export: Export, job: Job, document: Document, folder: Path, format: str) -> Path:
    is_proof, is_archive = document.proof is not None, document.is_archive
    name = job.file_name(document.layout.trim_name, is_proof=is_proof, is_archive=is_archive)
    path = (folder / name).with_suffix(f".{format}")
    if is_proof:
        remove_other(path)
    write_whole(path, WRITERS[format](export))
    remove_other(path)
    return path


def _text(export: Export) -> bytes:
    return as_text(export).encode()


def _word(export: Export) -> bytes:
    from booklet.translators.wordfile import as_docx

    return as_docx(export)


WRITERS: dict[str, Callable[[Export], bytes]] = {"txt": _text, "docx": _word}
"""Each format's writer; python-docx is opened only for its own."""
