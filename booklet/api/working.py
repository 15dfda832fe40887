"""For programs that work for long: processes that end with them, what these leave, what is kept for later ones."""

from pathlib import Path

from booklet.machine.circles import look_seldom
from booklet.machine.living import end_with_parent
from booklet.machine.locks import let_go, take
from booklet.machine.store import open_store, refuse_store, save_store
from booklet.make.output import choose_draft_path, sweep
from booklet.make.runs.kept import sweep_all

__all__ = [
    "choose_draft_path",
    "end_with_parent",
    "let_go",
    "look_seldom",
    "open_store",
    "refuse_store",
    "save_store",
    "sweep_output",
    "take",
]


def sweep_output(folder: Path) -> None:
    """Remove what a process that is gone left half written in a folder of finished files; all that is whole stays."""
    if folder.is_dir():
        sweep(folder)
        sweep_all(folder)
