"""The program: `make_booklet.py`, `make-booklet` and `python -m booklet`; Ctrl-C ends it in one line, wherever it is.

Nothing that takes time to load is imported before `main` can take up Ctrl-C.
"""

import os
import sys
import warnings

_SHOW_CURSOR = "\x1b[?25h"


def main() -> int:
    """Run the command that the program was given, and return its exit code."""
    hush_packages()
    try:
        from booklet.machine.circles import look_seldom
        from booklet.machine.stopping import end_when_stopped

        end_when_stopped(tell_stopped)
        look_seldom()
        from booklet.cli import main as run_command

        return run_command()
    except KeyboardInterrupt:
        tell_stopped()
        return 130


def hush_packages() -> None:
    """Keep what one package says of another off the screen, here and in processes that are begun from here.

    Nobody who prints a booklet can cure it. Whoever does ask, by `-W` or PYTHONWARNINGS, is told.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
        os.environ["PYTHONWARNINGS"] = "ignore"


_told: list[str] = []


def tell_stopped() -> None:
    """Say once that the program was stopped."""
    if not _told:
        _told.append("Stopped; run again to go on.\n")
        begin = f"{_SHOW_CURSOR}\n" if sys.stderr and sys.stderr.isatty() else ""
        os.write(2, (begin + _told[0]).encode())


if __name__ == "__main__":
    raise SystemExit(main())
