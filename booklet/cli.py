"""The command: arguments in, exit code out. A command imports only what it needs."""

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from booklet import __version__
from booklet.api.names import PACKS, SCHEMES, SIGNATURE
from booklet.commands.tell import tell
from booklet.errors import BookletError, ExitCode, Finding, Where
from booklet.machine.circles import look_seldom
from booklet.machine.needs import missing, package_of
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
    "confirm": "booklet.commands.confirm",
    "diff": "booklet.commands.differ",
    "ledger": "booklet.commands.ledger",
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
            return _answered(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            _flush()
    except BrokenPipeError:
        _leave_output()
        return CLOSED
    except SystemExit as ending:
        if isinstance(ending.__context__, BrokenPipeError):  # so Rich ends, of which tables are
            return CLOSED
        raise
    except OSError as error:
        _leave_output()
        with suppress(OSError, ValueError):
            print(tell(_failed(error)), file=sys.stderr)
        return int(ExitCode.OUTPUT)
    finally:
        gc.freeze()  # nor is garbage looked for in what was built, when the process ends a moment later


def _answered(given: list[str]) -> int:
    """Return the exit code of a command; all that is wrong with what a user gave is told in lines."""
    parser = make_parser()
    options = parser.parse_args(given or ["build"])
    _refuse_nothing(parser, given)
    if fault := _unreadable_option(options):
        print(tell(fault), file=sys.stderr)
        return int(ExitCode.SOURCES)
    _spare_narrow_encodings()
    look_seldom()
    try:
        run: Callable[[argparse.Namespace], int] = import_module(COMMANDS[options.command]).run
        return run(options)
    except ImportError as error:
        print(tell(missing(package_of(error), Where(options.command), "it cannot do without")), file=sys.stderr)
        return int(ExitCode.SOURCES)
    except BookletError as error:
        for finding in error.findings:
            print(tell(finding), file=sys.stderr)
        return int(error.exit_code)
    except KeyboardInterrupt:
        return 130


def _failed(error: OSError) -> Finding:
    """Return that what is printed, or a file that nothing else watches over, has failed."""
    reason = error.strerror or "cannot be used"
    if error.filename is None:
        return Finding("output-unwritable", Where("standard output"), reason, "print it somewhere else")
    hint = "look at its rights, and at the room on its disk"
    return Finding("file-unusable", Where(str(error.filename)), reason, hint)


def _streams() -> Iterator[TextIO]:
    """Yield the streams that are there and open: a process may have been begun without, and a library may close one."""
    yield from (stream for stream in (sys.stdout, sys.stderr) if stream is not None and not stream.closed)


def _flush() -> None:
    """Let what was printed leave now: at the very end nobody could tell that it does not."""
    for stream in _streams():
        stream.flush()


def _leave_output() -> None:
    """Drop what can no more be printed, or it would be tried again when the process ends."""
    for stream in _streams():
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


def _refuse_nothing(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """Refuse `--option=--`, of which argparse makes an empty list, whatever the option is."""
    for argument in given:
        if argument.startswith("--") and argument.endswith("=--"):
            parser.error(f"{argument} says nothing")


READERS = frozenset({"check", "impose"})
"""Commands that read a file of any name and write it down nowhere."""


def _unreadable_option(options: argparse.Namespace) -> Finding | None:
    """Return that an option is no text: a name whose bytes are no UTF-8 can be written into none of our files."""
    for key, value in vars(options).items():
        for given in value if isinstance(value, list) else [value]:
            is_file = isinstance(given, Path)
            if (isinstance(given, str) or (is_file and options.command not in READERS)) and not is_utf8(str(given)):
                hint = "rename the file or the folder" if is_file else "type it anew"
                return Finding("encoding", Where(f"--{key}"), f'the bytes of "{given}" are no UTF-8', hint)
    return None


def _spare_narrow_encodings() -> None:
    """Let a terminal or pipe that cannot show a letter show its code instead of failing."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="make_booklet.py",
        description="Child online-safety booklets, posters and tip cards as print-ready PDF.",
        epilog="Without a command: the booklet, the poster and the card in English, for the press and for the screen.",
    )
    parser.add_argument("--version", action="version", version=f"booklet {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="make PDFs")
    _add_axes(build)
    build.add_argument("--edition", action="append", help="press, screen or office (default: press and screen)")
    build.add_argument("--output", type=Path, default=Path("output"), help="folder for the files (default: output)")
    build.add_argument("--jobs", type=_at_least_one, default=1, metavar="N", help="processes to work with (default: 1)")
    build.add_argument("--measure-ink", action="store_true", help="measure the ink of press files, with Ghostscript")
    build.add_argument("--json", action="store_true", help="print the manifest instead of a table")
    _add_run(commands.add_parser("run", help="make a whole campaign: only what changed, whole or not at all"))
    validate = commands.add_parser("validate", help="check all sources, build nothing")
    _add_axes(validate)
    validate.add_argument("--json", action="store_true", help="print the findings as JSON")
    check = commands.add_parser("check", help="what a print shop would refuse in a PDF, or what fails on a screen")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF to look at")
    check.add_argument(
        "--printer", default="offset-coated", metavar="NAME", help="whose rules (default: offset-coated)"
    )
    check.add_argument(
        "--for",
        choices=("press", "screen"),
        default="press",
        dest="purpose",
        help="press (default): what a print shop would refuse; screen: what screen readers and phones stumble over "
        "(PDF/UA), and what is not safe to open",
    )
    check.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    check.add_argument("--annotate", type=Path, metavar="OUT.pdf", help="write a copy with every place outlined")
    check.add_argument("--json", action="store_true", help="print the findings as JSON")
    _add_impose(
        commands.add_parser("impose", help="put the pages of any PDF on sheets, for folding, cutting or gluing")
    )
    pack = commands.add_parser("pack", help="all that one printer needs, in a folder and as a zip")
    pack.add_argument("kind", choices=PACKS, help="who prints it")
    _add_axes(pack)
    pack.add_argument("--output", type=Path, default=Path("output"), help="folder for the packs (default: output)")
    pack.add_argument("--quantity", type=_at_least_one, default=1, metavar="N", help="copies of each file (default: 1)")
    pack.add_argument(
        "--sides", choices=("both", "one"), default="both", help="what a printer or copier prints (default: both)"
    )
    pack.add_argument("--price", metavar="PRICE", help="what a printed side costs, such as 0.05 or “0.05 EUR”")
    pack.add_argument("--json", action="store_true", help="print the files as JSON")
    cover = commands.add_parser("cover", help="the cover in one piece of a booklet that is printed on demand")
    _add_axes(cover)
    cover.add_argument("--output", type=Path, default=Path("output"), help="folder for the files (default: output)")
    cover.add_argument("--json", action="store_true", help="print what was made as JSON instead of a table")
    for parser_of_paper in (pack, cover):
        parser_of_paper.add_argument(
            "--paper",
            default="",
            metavar="NAME",
            help="paper of the inside, for the spine (default: the printer's usual)",
        )
    _add_calibrate(commands.add_parser("calibrate", help="let backs meet their fronts on your own printer"))
    preview = commands.add_parser("preview", help="pictures of pages, spreads and all pages at once")
    _add_axes(preview)
    preview.add_argument("--output", type=Path, default=Path("output/preview"), help="folder for the pictures")
    preview.add_argument("--watch", action="store_true", help="make them again whenever a source changes")
    listing = commands.add_parser("list", help="what can be asked for")
    listing.add_argument("what", choices=("countries", "locales", "layouts", "inks", "printers"))
    listing.add_argument("--expiring", type=_days, metavar="DAYS", help="numbers to call again within so many days")
    listing.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day to look from (default: today)")
    listing.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    listing.add_argument("--json", action="store_true", help="print JSON instead of a table")
    review = commands.add_parser("review", help="who has reviewed which words; with --state, sign for some")
    review.add_argument("topics", nargs="*", metavar="TOPIC", help="page, message, poster or card (default: show all)")
    review.add_argument("--locale", help="language tag (default: show all, sign for en)")
    review.add_argument("--band", help="age band such as 14-17 (default: all)")
    review.add_argument("--state", help="draft, language-reviewed or child-protection-reviewed")
    review.add_argument("--by", metavar="NAME", help="the person who has read the words")
    review.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of the review (default: today)")
    review.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    review.add_argument("--json", action="store_true", help="print JSON instead of a table")
    export = commands.add_parser(
        "export-text", help="the words with their ids, as text, for Word and on paper, for reviewers"
    )
    _add_axes(export)
    export.add_argument(
        "--format", action="append", choices=("txt", "docx", "pdf"), help="may be repeated (default: all)"
    )
    export.add_argument("--output", type=Path, default=Path("output/text"), help="folder for the files")
    specimen = commands.add_parser("specimen", help="a page in each language, to see how it is set")
    specimen.add_argument("--locale", action="append", help="language tag (default: all); may be repeated")
    specimen.add_argument("--text", type=Path, metavar="FILE", help="your own text, a paragraph a line")
    specimen.add_argument("--output", type=Path, default=Path("output/specimen"), help="folder for the files")
    specimen.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    specimen.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD", help="date of making (default: today)"
    )
    specimen.add_argument("--json", action="store_true", help="print files, faces and source paragraphs as JSON")
    fonts = commands.add_parser("fonts", help="what each language is set in, and what is missing")
    fonts.add_argument("--locale", action="append", help="language tag (default: all); may be repeated")
    fonts.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    fonts.add_argument("--json", action="store_true", help="print JSON instead of a table")
    _add_words(commands.add_parser("words", help="catalogues for translators: PO files and tables"))
    new = commands.add_parser("new", help="make a folder for your own edition")
    new.add_argument("folder", type=Path, metavar="DIR", help="folder to make; it must not hold anything yet")
    new.add_argument("--country", required=True, metavar="XX", help="country code such as KE")
    new.add_argument("--name", default="", metavar="PARTNER", help="your organisation, for “Adapted by PARTNER”")
    confirm = commands.add_parser(
        "confirm", help="call your numbers and look at your words and pictures, one by one; answers are written"
    )
    confirm.add_argument("country", metavar="XX", help="country code such as KE")
    confirm.add_argument("--by", metavar="NAME", help="the person who calls")
    confirm.add_argument("--project", type=Path, help="your folder")
    confirm.add_argument("--run", type=Path, metavar="FILE", help="a run file, to look at its tables and themes, too")
    confirm.add_argument("--product", action="append", metavar="NAME", help="a package's product; may be repeated")
    confirm.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of the call (default: today)")
    differ = commands.add_parser("diff", help="what has changed between two country files, in words")
    differ.add_argument("country", metavar="XX", help="country code such as KE")
    differ.add_argument("old", metavar="OLD", help="a file, a folder, or ours")
    differ.add_argument("new", metavar="NEW", help="a file, a folder, or ours")
    ledger = commands.add_parser("ledger", help="where printed editions went, and which carry an old number")
    actions = ledger.add_subparsers(dest="action", required=True, metavar="ACTION")
    added = actions.add_parser("add", help="note that files were printed")
    added.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the PDF that was printed")
    added.add_argument("--quantity", type=_at_least_one, required=True, metavar="N", help="how many copies")
    added.add_argument("--where", required=True, metavar="TEXT", help="where they went")
    added.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of printing (default: today)")
    old = actions.add_parser("affected", help="printed editions whose numbers have changed or hold no more")
    old.add_argument("country", metavar="XX", help="country code such as KE")
    old.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day to look from (default: today)")
    old.add_argument("--json", action="store_true", help="print JSON instead of lines")
    for action in (added, old):
        action.add_argument("--project", type=Path, required=True, help="your folder")
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what is wanted, such as run.yaml")
    parser.add_argument("--jobs", type=_at_least_one, metavar="N", help="processes to work with (default: 1)")
    parser.add_argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help="where: here, or on a Dask cluster (default: here)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="scheduler of the cluster, such as tcp://HOST:8786; it trusts whoever reaches it, and so do we",
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be made, make nothing")
    parser.add_argument("--keep-going", action="store_true", help="let faulty files not stop the others; exit code 4")
    parser.add_argument("--verify", action="store_true", help="read every file that is kept, and compare its sha256")
    parser.add_argument("--events", type=Path, metavar="FILE", help="write what happens as JSON, a line for each event")
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder for the files (default: output)")
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours (default: that of FILE)")
    parser.add_argument(
        "--date",
        type=_day,
        metavar="YYYY-MM-DD",
        help="date of making (default: today; files of earlier days are kept while their numbers hold)",
    )


def _add_impose(parser: argparse.ArgumentParser) -> None:
    """Add the options of `impose`; lengths are millimetres."""
    parser.add_argument("file", type=Path, metavar="FILE", help="PDF with single pages")
    parser.add_argument("--scheme", choices=SCHEMES, required=True, help="what the sheets become")
    parser.add_argument("--sheet", metavar="SIZE", help="a4, a3, sra3, letter, tabloid, or WIDTHxHEIGHT in mm")
    parser.add_argument("--output", type=Path, metavar="OUT.pdf", help="file to write (default: FILE_SCHEME.pdf)")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="pictures of the sides, with numbers and folds")
    parser.add_argument(
        "--direction",
        choices=("auto", "ltr", "rtl"),
        default="auto",
        help="in which direction people read (default: what the file says)",
    )
    parser.add_argument("--scale", default="100", metavar="PERCENT", help="size of the pages (default: 100)")
    parser.add_argument("--marks", action="store_true", help="crop and registration marks")
    lengths = {
        "margin": (0.0, "edge the printer cannot print"),
        "bleed": (3.0, "how much art beyond the trim is kept"),
        "caliper": (0.0, "thickness of a sheet: moves inner pages to the spine (80 g: 0.1)"),
        "gap": (0.0, "room between cards"),
        "overlap": (10.0, "strip that tiles share"),
        "grind": (0.0, "what a binder takes away at the spine"),
        "short": (0.0, "what the flap of a roll fold loses"),
    }
    for name, (usual, meaning) in lengths.items():
        parser.add_argument(f"--{name}", default=f"{usual:g}", metavar="MM", help=f"{meaning} (default: {usual:g})")
    parser.add_argument("--signature", default=str(SIGNATURE), metavar="N", help="pages of a signature (default: 16)")
    parser.add_argument("--sequence", action="store_true", help="cards one after the other, not a sheet full of each")
    parser.add_argument(
        "--back-shift",
        nargs=2,
        default=("0", "0"),
        metavar=("MM", "MM"),
        help="how far backs are moved to the right and up, as `calibrate` shows it",
    )


def _add_words(parser: argparse.ArgumentParser) -> None:
    """Add the actions on catalogues."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    extract = actions.add_parser("extract", help="write the template of all catalogues")
    extract.add_argument("--output", type=Path, default=Path("output/messages.pot"), help="file to write")
    room = actions.add_parser("room", help="measure anew how many letters each message has room for (minutes)")
    init = actions.add_parser("init", help="begin a language")
    update = actions.add_parser("update", help="bring catalogues up to the English of today")
    update.add_argument("locales", nargs="*", metavar="LOCALE", help="language tag (default: all)")
    status = actions.add_parser("status", help="what is translated, what has changed, who has reviewed it")
    status.add_argument("locales", nargs="*", metavar="LOCALE", help="language tag (default: all)")
    status.add_argument("--json", action="store_true", help="print JSON instead of a table")
    export = actions.add_parser("export", help="write a catalogue as a table (CSV) for an agency")
    taken = actions.add_parser("import", help="take the translations of a table (CSV) or a PO file")
    proof = actions.add_parser("proof", help="a PDF that shows where each message stands")
    for action in (init, export, taken, proof):
        action.add_argument("locale", metavar="LOCALE", help="language tag such as fr")
    export.add_argument("--output", type=Path, metavar="FILE", help="file to write (default: output/guide_LOCALE.csv)")
    taken.add_argument(
        "file", type=Path, metavar="FILE", help="PO file, or table with the columns context and translation"
    )
    taken.add_argument("--remarks", type=Path, metavar="FILE", help="what a reviewer should look at first, as text")
    for action in (init, taken):
        action.add_argument("--force", action="store_true", help="write over what is there")
    proof.add_argument("--country", metavar="XX", help="country code such as KE (default: 001, for all)")
    proof.add_argument("--output", type=Path, metavar="DIR", help="folder for the file (default: output)")
    for action in (extract, init, taken, proof):
        action.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="date of the file (default: today)")
    for action in (extract, room, init, update, status, export, taken, proof):
        action.add_argument("--project", type=Path, help="a partner's folder laid over ours")


def _add_calibrate(parser: argparse.ArgumentParser) -> None:
    """Add the options of `calibrate`: for its test sheets, and for what they showed."""
    parser.add_argument("--sheet", default="a4", metavar="SIZE", help="paper of the test sheets (default: a4)")
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder for the sheets (default: output)")
    parser.add_argument("--name", metavar="NAME", help="make a printer of this name from what the sheets showed")
    parser.add_argument("--project", type=Path, help="your folder, where the printer is kept")
    parser.add_argument("--printer", default="office-colour", metavar="NAME", help="the printer it is like otherwise")
    for option, sheet in (("--cards", "calibrate-cards"), ("--booklet", "calibrate-booklet")):
        parser.add_argument(option, nargs=2, metavar=("RIGHT", "UP"), help=f"millimetres on the back of {sheet}")
    parser.add_argument("--sides", choices=("both", "one"), default="both", help="what it prints (default: both)")
    parser.add_argument("--force", action="store_true", help="replace a printer of that name")


def _add_axes(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose what is built."""
    parser.add_argument(
        "products", nargs="*", metavar="PRODUCT", help="booklet, poster, card (default: these), insert, sticker"
    )
    parser.add_argument(
        "--locale",
        action="append",
        help="language tag, for cards, posters, inserts also two: sw+en (default: the country's); may be repeated",
    )
    parser.add_argument("--country", action="append", help="country code such as KE, 001 for all; may be repeated")
    parser.add_argument("--band", action="append", help="age band such as 14-17 (default: all)")
    parser.add_argument("--ink", action="append", help="colour (default), grey (black alone) or low-ink")
    parser.add_argument("--layout", action="append", help="layout instead of the usual one; may be repeated")
    parser.add_argument(
        "--printer", default="", metavar="NAME", help="a printer's rules (default: the usual of each edition)"
    )
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--date", type=_day, default=None, metavar="YYYY-MM-DD", help="date of making (default: today)")


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-11-25") from error
    if not 2000 <= found.year <= 2099:
        raise argparse.ArgumentTypeError(f"{text!r} is no date from 2000 to 2099")
    return found


def _at_least_one(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number from 1 to 9999999")
    return int(text)


def _days(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number of days from 1 to 99999")
    return int(text)
