"""The work of making packs: what an order asks for in, a folder and a zip for each language out."""

from collections.abc import Iterable, Sequence

from booklet.api.building import number_versions, write_each
from booklet.api.clock import days_of
from booklet.api.folder import check_folder, set_aside_outdated
from booklet.api.packing import pack_all
from booklet.api.project import open_project
from booklet.desk.jobs.task import Task
from booklet.desk.order.asked import Asked, packs_of
from booklet.errors import Finding

STICKERS = "stickers"
"""The folder of stickers in the output."""


def make_packs(task: Task) -> Sequence[str]:
    """Make the packs of an order and its stickers; packs that were finished before it was stopped are kept."""
    asked, days = Asked.read(task.what), days_of(None)
    project, order = open_project(task.folder), asked.order()

    def tell(findings: Iterable[Finding]) -> None:
        for found in findings:
            task.note(f"{found.where}: {found.message}; {found.hint}")

    with set_aside_outdated(task.output, project.sources, days.real or days.made, tell):
        documents = asked.place(project, days)
        stickers = number_versions(asked.place_stickers(project, days), project.sources, days)
        check_folder(task.output)
        task.begin(len(documents) + len(stickers))
        kept = {str(name): str(file) for name, file, stamp in task.kept if stamp == task.stamp}
        files = []
        for name, group in packs_of(documents):
            if name in kept and (task.output / kept[name]).is_file():
                files.append(kept[name])
                task.step(len(group))
                continue
            (pack,) = pack_all(group, order, project.sources, days, task.output, task.step)
            files.append(pack.archive.name)
            task.keep((name, pack.archive.name, task.stamp))
    if stickers:
        folder = task.output / STICKERS
        check_folder(folder)
        for built in write_each(stickers, project.sources, days, folder):
            files.append(built.path.relative_to(task.output).as_posix())
            task.step()
    return files
