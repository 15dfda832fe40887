"""Count the bytes that a process sends by Dask: schedulers and workers load this first, as their `preload`.

`python counted.py FILE ...` is our command, counted likewise: how much it sent stands in the file at its end.
"""

import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from distributed.comm.tcp import TCP

SENT = 0
"""Bytes so far."""


def dask_setup(_: object = None) -> None:
    """Begin to count; Dask calls this in a process that begins."""
    write: Any = TCP.write

    async def count(comm: TCP, message: object, **options: Any) -> Any:
        global SENT
        number = await write(comm, message, **options)
        SENT += number
        return number

    patch.object(TCP, "write", count).start()


def main() -> None:
    """Run our command and write down what it sent."""
    from booklet.cli import main as command

    dask_setup()
    file, *arguments = sys.argv[1:]
    code = command(arguments)
    Path(file).write_text(f"{SENT}", encoding="utf-8")
    sys.exit(code)


if __name__ == "__main__":
    main()
