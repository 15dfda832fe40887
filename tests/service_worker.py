"""A worker of a service that writes letters: python service_worker.py HOME DATABASE QUEUE."""

import os
import sys
from pathlib import Path
from threading import Thread
from typing import cast

from django.utils.translation import gettext_lazy as _

from booklet.service.environment import Environment
from booklet.service.settings import configure


def end_with_tests() -> None:
    """End as the pipe is closed that the test holds."""
    sys.stdin.read()
    os._exit(1)


def main(home: str, database: str, queue: str) -> None:
    """Make what waits."""
    secret = "a secret of the tests" * 3
    configure(Environment(Path(home), secret, "http://testserver", database=database, queue=queue))
    from booklet.desk.jobs.kinds import KINDS, Kind
    from booklet.service.work.worker import make_what_waits

    cast("dict[str, Kind]", KINDS)["letters"] = Kind("works:write_letters", _("Letters"))
    Thread(target=end_with_tests, daemon=True).start()
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    make_what_waits()


if __name__ == "__main__":
    main(*sys.argv[1:])
