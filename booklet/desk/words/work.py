"""The work of making the proof of a language: every page with its words, each sentence marked where it stands."""

from collections.abc import Sequence

from booklet.api.clock import days_of
from booklet.api.project import open_project
from booklet.desk.jobs.task import Task

FOLDER = "words"
"""The folder of proofs in the output."""

MOST = 20
"""Faults that are told; the proof lists all."""


def make_proof(task: Task) -> Sequence[str]:
    """Make the proof of the language that is asked for, and tell what does not fit."""
    tag, country = str(task.what["tag"]), str(task.what["country"])
    project = open_project(task.folder)
    task.begin(1)
    proof = project.catalogues.write_proof(tag, days_of(None), country, task.output / FOLDER)
    for fault in proof.faults[:MOST]:
        task.note(f"{fault.where}: {fault.message}; {fault.hint}")
    task.step()
    return [proof.path.relative_to(task.output).as_posix()]
