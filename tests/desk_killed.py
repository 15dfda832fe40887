"""The desk, killed for good at a moment of its first save: python desk_killed.py MOMENT desk FOLDER ..."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die(*_: object) -> None:
    """End as a loss of power does."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(moment: str) -> None:
    """Let this process be killed before a file is put in its place, behind that, or before or behind the log's line."""
    from django.db import transaction

    from booklet.desk import models

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if event == "os.rename" and f"{os.sep}translations{os.sep}" in os.fspath(given[1]):
            if moment == "unwritten":
                die()
            renamed.append(given[1])
        elif event == "open" and given[0] in renamed:
            die()

    def save(*given: Any, **named: Any) -> None:
        saving(*given, **named)
        if moment == "noting":
            die()
        transaction.on_commit(die)

    renamed: list[object] = []
    saving = models.Revision.save
    if moment in ("unwritten", "written"):
        sys.addaudithook(watch)
    else:
        models.Revision.save = save  # type: ignore[method-assign]


if __name__ == "__main__":
    from booklet.desk import serve

    def listen(host: str, port: int, listening: Callable[[str, int], Any] = serve.listen) -> Any:
        """Watch from when the desk is configured and has seen its files."""
        kill_at(sys.argv[1])
        return listening(host, port)

    serve.listen = listen
    from booklet.cli import main

    sys.exit(main(sys.argv[2:]))
