"""The command: arguments in, exit code out. A command imports only what it needs."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from booklet import __version__
from booklet.commands.completion import SHELLS, PrintCompletion, complete
from booklet.commands.examples import list_examples
from booklet.commands.options import OPTIONS, WORKING, add_voice
from booklet.commands.tell import tell
from booklet.errors import BookletError, ExitCode, Finding, Where
from booklet.machine.circles import look_seldom
from booklet.machine.needs import package_of, report_missing
from booklet.text.blank import is_utf8

COMMANDS = {
    "build": "booklet.commands.build",
    "run": "booklet.commands.run",
    "validate": "booklet.commands.validate",
    "check": "booklet.commands.check",
    "impose": "booklet.commands.impose",
    "pack": "booklet.commands.pack",
    "cover": "booklet.commands.cover",
    "calibrate": "booklet.commands.calibrate",
    "preview": "booklet.commands.preview",
    "list": "booklet.commands.listing",
    "new": "booklet.commands.new",
    "desk": "booklet.commands.desk",
    "sandbox": "booklet.commands.sandbox",
    "confirm": "booklet.commands.confirm",
    "law": "booklet.commands.law",
    "diff": "booklet.commands.differ",
    "ledger": "booklet.commands.ledger",
    "verify": "booklet.commands.verify",
    "review": "booklet.commands.review",
    "export-text": "booklet.commands.export_text",
    "words": "booklet.commands.words",
    "specimen": "booklet.commands.specimen",
    "fonts": "booklet.commands.fonts",
}
"""Each command's module; its function `run` takes the arguments and returns an exit code."""

CLOSED = 141
"""The exit code of a command whose reader has gone, as shells have it (128 and SIGPIPE)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; without arguments the whole English international set is built."""
    try:
        try:
            return _run_command(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            _flush()
    except BrokenPipeError:
        _leave_output()
        return CLOSED
    except OSError as error:
        _leave_output()
        with suppress(OSError, ValueError):
            print(tell(_report_failure(error)), file=sys.stderr)
        return int(ExitCode.OUTPUT)
    finally:
        gc.freeze()  # nor is garbage looked for in what was built, when the process ends a moment later


def _run_command(given: list[str]) -> int:
    """Run a command and return its exit code; every fault in what the user gave is printed as a line."""
    given = given or ["build"]
    if "_ARGCOMPLETE" in os.environ:
        complete(make_parser())
    parser = make_parser(given[0] if given[0] in COMMANDS else "")
    options = parser.parse_args(given)
    _refuse_nothing(parser, given)
    _refuse_json_in_silence(parser, options)
    if fault := _find_unreadable_option(options):
        print(tell(fault), file=sys.stderr)
        return int(ExitCode.SOURCES)
    _spare_narrow_encodings()
    look_seldom()
    from booklet.machine.store import open_store  # whoever asks for help or a version waits for nothing

    try:
        run: Callable[[argparse.Namespace], int] = import_module(COMMANDS[options.command]).run
        with _hush(options), open_store():
            return run(options)
    except ImportError as error:
        print(tell(report_missing(package_of(error), Where(options.command), "it cannot do without")), file=sys.stderr)
        return int(ExitCode.SOURCES)
    except BookletError as error:
        for finding in error.findings:
            print(tell(finding), file=sys.stderr)
        return int(error.exit_code)


@contextmanager
def _hush(options: argparse.Namespace) -> Iterator[None]:
    """Print nothing but faults and warnings, if that is asked for."""
    if not getattr(options, "quiet", False):
        yield
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield


def _report_failure(error: OSError) -> Finding:
    """Return the finding that printing, or a file that nobody else watches over, has failed."""
    reason = error.strerror or "cannot be used"
    if error.filename is None:
        return Finding("output-unwritable", Where("standard output"), reason, "print it somewhere else")
    hint = "look at its rights, and at the room on its disk"
    return Finding("file-unusable", Where(str(error.filename)), reason, hint)


def _streams() -> Iterator[TextIO]:
    """Yield the streams that are there and open: a process may have been begun without, and a library may close one."""
    yield from (stream for stream in (sys.stdout, sys.stderr) if stream is not None and not stream.closed)


def _flush() -> None:
    """Flush what was printed now: a failure at the very end of the process would go unnoticed."""
    for stream in _streams():
        stream.flush()


def _leave_output() -> None:
    """Drop output that can no longer be printed, since Python would try again when the process ends."""
    for stream in _streams():
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


def _refuse_nothing(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """Refuse `--option=--`: argparse makes an empty list of it, whatever the option is."""
    for argument in given:
        if argument.startswith("--") and argument.endswith("=--"):
            parser.error(f"{argument} says nothing")


def _refuse_json_in_silence(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse `--json --quiet`: a program that asks for JSON would wait for it in vain."""
    if getattr(options, "json", False) and getattr(options, "quiet", False):
        parser.error("--json prints what --quiet would not: leave one of them out")


READERS = frozenset({"check", "impose"})
"""Commands that read a file of any name and write it down nowhere."""


def _find_unreadable_option(options: argparse.Namespace) -> Finding | None:
    """Return the finding that an option is no UTF-8: such a name can be written into none of our files."""
    for key, value in vars(options).items():
        for given in value if isinstance(value, list) else [value]:
            is_file = isinstance(given, Path)
            if (isinstance(given, str) or (is_file and options.command not in READERS)) and not is_utf8(str(given)):
                hint = "rename the file or the folder" if is_file else "type it anew"
                return Finding("encoding", Where(f"--{key}"), f'the bytes of "{given}" are no UTF-8', hint)
    return None


def _spare_narrow_encodings() -> None:
    """Let a terminal or pipe that cannot show a letter show its code instead."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _program() -> str:
    """Return how this program was called, to show it in help and examples."""
    called = Path(sys.argv[0]) if sys.argv else Path()
    if called.parts[-2:] == ("booklet", "__main__.py"):
        return "python -m booklet"
    return called.stem if called.stem in {"booklet", "make-booklet"} else "make_booklet.py"


def make_parser(asked: str = "") -> argparse.ArgumentParser:
    """Return the parser of all commands, or of one alone: options take their time, and only its own are looked at."""
    parser = argparse.ArgumentParser(
        prog=_program(),
        description="Child online-safety booklets, posters and tip cards as print-ready PDF.",
        epilog="Without a command: the booklet, the poster and the card in English, for the press and for the screen.",
    )
    parser.add_argument("--version", action="version", version=f"booklet {__version__}")
    parser.add_argument(
        "--completion",
        choices=SHELLS,
        action=PrintCompletion,
        help="print what lets this shell complete names of countries, layouts and options when you press Tab",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (purpose, add_options) in OPTIONS.items():
        if asked in {"", name}:
            command = commands.add_parser(name, help=purpose, formatter_class=argparse.RawDescriptionHelpFormatter)
            add_options(command)
            command.epilog = "\n\n".join(filter(None, (command.epilog, list_examples(name))))
            if name in WORKING:
                add_voice(command)
    return parser
