"""The work of making stickers: what printed copies need in, a sheet for each language out."""

from collections.abc import Sequence

from booklet.api.building import make_wanted, number_versions, place_all, plan_all, write_each
from booklet.api.clock import days_of
from booklet.api.folder import check_folder
from booklet.api.project import open_project
from booklet.desk.jobs.task import Task

STICKERS = "stickers"
"""The folder of stickers in the output."""


def make_stickers(task: Task) -> Sequence[str]:
    """Make the stickers of one cure, and return their files; a file that is made again says the same."""
    days, project = days_of(None), open_project(task.folder)
    asked = make_wanted(
        project.sources,
        "sticker",
        locale=task.what["locales"],
        country=task.what["country"],
        band=task.what["band"],
        edition=task.what["edition"],
        item=task.what["contacts"],
    )
    placed = place_all(plan_all(asked, project.sources), project.sources, days)
    documents = number_versions(placed, project.sources, days)
    folder = task.output / STICKERS
    check_folder(folder)
    task.begin(len(documents))
    files = []
    for built in write_each(documents, project.sources, days, folder):
        files.append(built.path.relative_to(task.output).as_posix())
        task.step()
    return files
