"""One file or pack of what is on the shelf, made for who prints it: axes in, a file in a folder out; no Django here."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from booklet import Finding, Job, SourceError, Where
from booklet.api.building import Document, draw_all, make_wanted, number_versions, place_all, plan_all
from booklet.api.clock import days_of
from booklet.api.named import PlaceName, place_named
from booklet.api.packing import choose_pack_jobs, make_order, pack_all
from booklet.api.project import Project, open_project
from booklet.desk.jobs.task import Task

OFFICE, SHOP, PRESS = PRINTERS = ("office", "copy-shop", "press")
"""Who may print what is on the shelf: the kinds of packs that suit a visitor."""

COLOUR, GREY, LOW = INKS = ("colour", "grey", "low-ink")

PDF, PACK = FORMS = ("pdf", "zip")
"""The file alone, or with a page that tells how to print it."""

Step = Callable[[], None]


def write_wish(
    project: Project, what: Mapping[str, str], folder: Path, place: PlaceName | None = None, step: Step = lambda: None
) -> Path:
    """Write what somebody wishes into a folder and return its path: axes, printer, ink and form, perhaps with a name.

    Raises `BookletError` if it cannot be made, and if it would be a PROOF or a draft: neither is on the shelf.
    """
    days = days_of(None)
    job = _job(project, what)
    if place is None:
        documents, sources = number_versions(place_all([job], project.sources, days), project.sources, days), None
    else:
        named = place_named(project, job, place)
        documents, sources = [named.document], named.sources
    _refuse_unfit(documents)
    used = sources or project.sources
    if what["form"] == PDF:
        (file,) = draw_all(documents, used, days)
        path = folder / file.name
        path.write_bytes(file.data)
        step()
        return path
    order = make_order(what["printer"])
    (pack,) = pack_all(documents, order, used, days, folder, step)
    return pack.archive


def _job(project: Project, what: Mapping[str, str]) -> Job:
    """Return the job of the file that who prints it needs."""
    ink = what["ink"] if what["printer"] != PRESS else ""
    usual = make_wanted(
        project.sources,
        what["product"],
        locale=what["locale"],
        country=what["country"],
        band=what["band"],
        ink=ink or (),
        layout=what["layout"],
        item=what["item"] or (),
    )
    wanted = choose_pack_jobs(usual, what["printer"], (what["product"],), has_ink=bool(ink))
    (job,) = plan_all(wanted, project.sources)
    return job


def _refuse_unfit(documents: Sequence[Document]) -> None:
    for document in documents:
        if document.state != "final":
            message = f"it would be no final file: {document.why or document.state}"
            raise SourceError(Finding("not-final", Where(document.name), message, "let the partner release it anew"))


def make_apart(task: Task) -> Sequence[str]:
    """Write what somebody wishes in a process of its own: the axes are what is asked for."""
    task.begin(1)
    task.output.mkdir(parents=True, exist_ok=True)
    path = write_wish(open_project(task.folder), task.what, task.output, step=task.step)
    return [path.name]
