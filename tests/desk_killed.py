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
    from booklet.desk import models, revisions

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if event == "os.rename" and f"{os.sep}translations{os.sep}" in os.fspath(given[1]):
            if moment == "unwritten":
                die()
            revisions._read = die  # type: ignore[assignment]

    def then_die(act: Callable[..., None]) -> Callable[..., None]:
        def acting(*given: Any, **named: Any) -> None:
            act(*given, **named)
            if revisions.OUTSIDE not in given:
                die()

        return acting

    if moment in ("unwritten", "written"):
        sys.addaudithook(watch)
    elif moment == "noting":
        models.Revision.save = then_die(models.Revision.save)  # type: ignore[method-assign]
    else:
        revisions._keep = then_die(revisions._keep)


if __name__ == "__main__":
    from booklet.desk import serve

    def listen(host: str, port: int, listening: Callable[[str, int], Any] = serve.listen) -> Any:
        """Watch from when the desk is configured and has seen its files."""
        kill_at(sys.argv[1])
        return listening(host, port)

    serve.listen = listen
    from booklet.cli import main

    sys.exit(main(sys.argv[2:]))
