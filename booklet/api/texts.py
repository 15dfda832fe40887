"""The words of each product and band with their ids, for reviewers: as plain text, for Word, and on paper."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from booklet.api.building import place_all, plan_all
from booklet.api.reviews import guide_of, standings_of
from booklet.api.telling import Follow, Tell
from booklet.facts.gate import Days
from booklet.jobs import Job
from booklet.make.document import Document
from booklet.make.output import check_folder, remove_other, write_whole
from booklet.make.planning import Wanted
from booklet.sources.load import Sources
from booklet.translators.export import Export, as_text, make_export
from booklet.values import replace
from booklet.words.review import find_lowest_state

EDITION = "text"
"""What these files are for, in their names."""


def write_texts(
    asked: Wanted,
    sources: Sources,
    days: Days,
    folder: Path,
    formats: Sequence[str],
    tell: Tell,
    *,
    follow: Follow[Job] = iter,
) -> Iterator[Path]:
    """Write the texts of what is asked for and yield their paths; `formats` are txt, docx, pdf, all if none is named.

    Raises `SourceError` with all faults before anything is written, `OutputError` if a file cannot be written.
    """
    asked = replace(asked, editions=("screen",), inks=("colour",), printer="")
    products = _group_by_product(place_all(plan_all(asked, sources), sources, days, follow))
    check_folder(folder)
    for job, documents in products.items():
        guide = guide_of(sources, job.locale)
        state = find_lowest_state(standings_of(sources, job.locale, tell), job.band)
        export = make_export(documents, guide, state, days.made)
        for name in formats or WRITERS:
            data = WRITERS[name](export, sources)
            yield _write(data, job, documents[0], folder, name)


def _group_by_product(documents: Iterable[Document]) -> dict[Job, list[Document]]:
    """Return documents by the job of all items of their product."""
    found: dict[Job, list[Document]] = {}
    for document in documents:
        found.setdefault(replace(document.job, item="", edition=EDITION), []).append(document)
    return found


def _write(data: bytes, job: Job, document: Document, folder: Path, format: str) -> Path:
    is_proof, is_archive = document.proof is not None, document.is_archive
    trim, is_draft = document.layout.trim_name, document.is_draft
    name = job.file_name(trim, is_proof=is_proof, is_archive=is_archive, is_draft=is_draft)
    path = (folder / name).with_suffix(f".{format}")
    if is_proof:
        remove_other(path)
    write_whole(path, data)
    remove_other(path)
    return path


def _text(export: Export, _sources: Sources) -> bytes:
    return as_text(export).encode()


def _word(export: Export, _sources: Sources) -> bytes:
    from booklet.translators.wordfile import as_docx

    return as_docx(export)


def _form(export: Export, sources: Sources) -> bytes:
    from booklet.translators.formsheet import as_pdf

    return as_pdf(export, sources)


WRITERS: dict[str, Callable[[Export, Sources], bytes]] = {"txt": _text, "docx": _word, "pdf": _form}
"""Each format's writer; python-docx is opened only for its own."""
