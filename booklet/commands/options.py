"""What each command may be told: its options, added to its parser when it is asked for."""

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from booklet.api.names import PACKS, SCHEMES, SIGNATURE, parse_decimal


def _build(parser: argparse.ArgumentParser) -> None:
    """Add the options of `build`."""
    _add_axes(parser)
    told = "press, screen, office, web or epub (default: press and screen)"
    parser.add_argument("--edition", action="append", help=told)
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder for the files (default: output)")
    _add_jobs(parser)
    parser.add_argument("--measure-ink", action="store_true", help="measure the ink of press files, with Ghostscript")
    parser.add_argument(
        "--sign",
        type=Path,
        metavar="KEYFILE",
        help="sign the files; the passphrase is asked for, see: verify --new-key",
    )
    parser.add_argument("--json", action="store_true", help="print the manifest instead of a table")


def _validate(parser: argparse.ArgumentParser) -> None:
    """Add the options of `validate`."""
    _add_axes(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _check(parser: argparse.ArgumentParser) -> None:
    """Add the options of `check`."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF to look at")
    parser.add_argument(
        "--printer", default="offset-coated", metavar="NAME", help="whose rules (default: offset-coated)"
    )
    parser.add_argument(
        "--for",
        choices=("press", "screen"),
        default="press",
        dest="purpose",
        help="press (default): what a print shop would refuse; screen: what screen readers and phones stumble over "
        "(PDF/UA), and what is not safe to open",
    )
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--annotate", type=Path, metavar="OUT.pdf", help="write a copy with every place outlined")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _pack(parser: argparse.ArgumentParser) -> None:
    """Add the options of `pack`."""
    parser.add_argument("kind", choices=PACKS, help="whom it is for: who prints it, or social, a picture a day")
    _add_axes(parser)
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder for the packs (default: output)")
    parser.add_argument(
        "--quantity",
        type=_at_least_one,
        metavar="N",
        help="copies of each file (default: 1); of pack session the pupils (default: 30)",
    )
    parser.add_argument(
        "--sides", choices=("both", "one"), default="both", help="what a printer or copier prints (default: both)"
    )
    parser.add_argument(
        "--price", help="what a printed side costs, such as 0.05 or “0.05 EUR”; for a press, what was agreed for all"
    )
    parser.add_argument("--client", default="", metavar="NAME", help="who orders it (default: the name in brand.yaml)")
    parser.add_argument("--contact", default="", metavar="TEXT", help="whom to ask (default: that of brand.yaml)")
    parser.add_argument("--deliver-to", default="", metavar="TEXT", help="where it is delivered")
    parser.add_argument("--due", type=_day, metavar="YYYY-MM-DD", help="when it is wanted")
    parser.add_argument("--finish", default="", metavar="TEXT", help="such as “matt lamination” (default: none)")
    parser.add_argument(
        "--printer-language",
        default="",
        metavar="TAG",
        help="language of the pages for the printer; tickets are in English, too (default: that of the files)",
    )
    parser.add_argument("--json", action="store_true", help="print the files as JSON")
    meaning = (
        "what to print on, such as “350 g/m² card”; for pod, paper of the inside, for the spine (default: the usual)"
    )
    parser.add_argument("--paper", default="", metavar="NAME", help=meaning)


def _cover(parser: argparse.ArgumentParser) -> None:
    """Add the options of `cover`."""
    _add_axes(parser)
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder for the files (default: output)")
    parser.add_argument("--json", action="store_true", help="print what was made as JSON instead of a table")
    _add_paper(parser)


def _preview(parser: argparse.ArgumentParser) -> None:
    """Add the options of `preview`."""
    parser.epilog = "preview scene NAME shows the picture of a page alone, without words; preview scene shows all."
    _add_axes(parser)
    parser.add_argument("--output", type=Path, default=Path("output/preview"), help="folder for the pictures")
    parser.add_argument("--watch", action="store_true", help="make them again whenever a source changes")


def _listing(parser: argparse.ArgumentParser) -> None:
    """Add the options of `list`."""
    parser.add_argument("what", choices=("countries", "locales", "layouts", "inks", "printers"))
    parser.add_argument("--expiring", type=_days, metavar="DAYS", help="numbers to call again within so many days")
    parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day to look from (default: today)")
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _review(parser: argparse.ArgumentParser) -> None:
    """Add the options of `review`."""
    parser.add_argument(
        "topics",
        nargs="*",
        metavar="TOPIC",
        help="page, message, poster or card (default: show all); or “sheet”, for a form on paper of these topics; or "
        "“take-responsibility”, for the person whom brand.yaml names",
    )
    parser.add_argument("--locale", help="language tag (default: show all, sign for en)")
    parser.add_argument("--band", help="age band such as 14-17 (default: all)")
    parser.add_argument(
        "--role", help="sign as child-protection-worker, survivor-adviser, young-reader-1 or -2 (easy-reader-1 ...)"
    )
    parser.add_argument("--by", metavar="NAME", help="the person who has read the words")
    parser.add_argument("--output", type=Path, default=Path("output/review"), help="folder for forms")
    parser.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of the review (default: today)")
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _export(parser: argparse.ArgumentParser) -> None:
    """Add the options of `export-text`."""
    _add_axes(parser)
    parser.add_argument(
        "--format", action="append", choices=("txt", "docx", "pdf"), help="may be repeated (default: all)"
    )
    parser.add_argument("--output", type=Path, default=Path("output/text"), help="folder for the files")


def _specimen(parser: argparse.ArgumentParser) -> None:
    """Add the options of `specimen`."""
    parser.add_argument("--locale", action="append", help="language tag (default: all); may be repeated")
    parser.add_argument("--text", type=Path, metavar="FILE", help="your own text, a paragraph a line")
    parser.add_argument("--output", type=Path, default=Path("output/specimen"), help="folder for the files")
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--date", type=_day, default=None, metavar="YYYY-MM-DD", help="date of making (default: today)")
    parser.add_argument("--json", action="store_true", help="print files, faces and source paragraphs as JSON")


def _fonts(parser: argparse.ArgumentParser) -> None:
    """Add the options of `fonts`."""
    parser.add_argument("--locale", action="append", help="language tag (default: all); may be repeated")
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _new(parser: argparse.ArgumentParser) -> None:
    """Add the options of `new`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to make; it must not hold anything yet")
    parser.add_argument("--country", required=True, metavar="XX", help="country code such as KE")
    parser.add_argument("--name", default="", metavar="PARTNER", help="your organisation, for “Adapted by PARTNER”")


def _desk(parser: argparse.ArgumentParser) -> None:
    """Add the options of `desk`."""
    folder = Path("our-edition")
    parser.add_argument("folder", nargs="?", type=Path, default=folder, help=f"your edition (default: {folder})")
    parser.add_argument("--port", type=_port, default=8017, metavar="N", help="where it listens (default: 8017)")
    parser.add_argument("--share", action="store_true", help="let phones and others in your network come in, too")
    parser.add_argument("--no-browser", action="store_true", help="open no browser, only print the link")
    parser.add_argument(
        "--hosted", action="store_true", help="a service of many editions, set up by BOOKLET_ variables"
    )
    once = parser.add_mutually_exclusive_group()
    once.add_argument("--backup", type=Path, metavar="PATH", help="with --hosted: write a backup to a file or a folder")
    once.add_argument("--restore", type=Path, metavar="FILE", help="with --hosted: restore a backup into an empty home")


def _sandbox(parser: argparse.ArgumentParser) -> None:
    """Add the options of `sandbox`."""
    parser.add_argument("--port", type=_port, default=8027, metavar="N", help="where it listens (default: 8027)")
    parser.add_argument(
        "--provider", action="append", choices=("lulu", "gelato"), help="whom it stands for (default: both)"
    )
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where it keeps orders (default: nowhere, they go)")
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=5.0,
        metavar="N",
        help="how long an order stays in a state; 0: until somebody moves it by hand (default: 5)",
    )
    parser.add_argument(
        "--faults", type=Path, metavar="FILE", help="a plan of what goes wrong, in TOML (default: none)"
    )
    parser.add_argument(
        "--host", action="append", metavar="NAME", help="a host that it may fetch files from and tell changes to"
    )


def _confirm(parser: argparse.ArgumentParser) -> None:
    """Add the options of `confirm`."""
    parser.add_argument("country", metavar="XX", help="country code such as KE")
    parser.add_argument("--by", metavar="NAME", help="the person who calls")
    parser.add_argument("--project", type=Path, help="your folder")
    parser.add_argument("--run", type=Path, metavar="FILE", help="a run file, to look at its tables and themes, too")
    parser.add_argument("--product", action="append", metavar="NAME", help="a package's product; may be repeated")
    parser.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of the call (default: today)")


def _law(parser: argparse.ArgumentParser) -> None:
    """Add the actions on the law of a country."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    sheet = actions.add_parser("sheet", help="a form on paper: each line and fact with its source, to be signed")
    sheet.add_argument("--output", type=Path, default=Path("output"), help="folder for the form (default: output)")
    sheet.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="date of the form (default: today)")
    sheet.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    sign = actions.add_parser("sign", help="write who has signed the form into your country file")
    sign.add_argument("--name", required=True, metavar="NAME", help="the person who has signed")
    sign.add_argument("--role", required=True, metavar="TEXT", help="as what, such as lawyer")
    sign.add_argument("--of", required=True, metavar="FINGERPRINT", help="the eight signs at the end of the form")
    sign.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of signing (default: today)")
    sign.add_argument("--project", type=Path, help="your folder")
    for action in (sheet, sign):
        action.add_argument("country", metavar="XX", help="country code such as KE")


def _differ(parser: argparse.ArgumentParser) -> None:
    """Add the options of `diff`."""
    parser.add_argument("country", metavar="XX", help="country code such as KE")
    parser.add_argument("old", metavar="OLD", help="a file, a folder, or ours")
    parser.add_argument("new", metavar="NEW", help="a file, a folder, or ours")


def _ledger(parser: argparse.ArgumentParser) -> None:
    """Add the options of `ledger`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    added = actions.add_parser("add", help="note that files were printed")
    added.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the PDF that was printed")
    added.add_argument("--quantity", type=_at_least_one, required=True, metavar="N", help="how many copies")
    added.add_argument("--where", required=True, metavar="TEXT", help="where they went")
    added.add_argument("--on", type=_day, dest="date", metavar="YYYY-MM-DD", help="day of printing (default: today)")
    shown = actions.add_parser("list", help="what was printed, with the number of each line")
    shown.add_argument("--json", action="store_true", help="print JSON instead of a table")
    correct = actions.add_parser("correct", help="mend a line: its copies or its place; 0 copies take it out")
    correct.add_argument("--quantity", type=_whole, metavar="N", help="how many copies it really was, 0 for none")
    correct.add_argument("--where", metavar="TEXT", help="where they really went")
    split = actions.add_parser("split", help="note that some copies of a line went on to another place")
    split.add_argument("--quantity", type=_at_least_one, required=True, metavar="N", help="how many of its copies")
    split.add_argument("--where", required=True, metavar="TEXT", help="where they went")
    for action in (correct, split):
        action.add_argument("line", type=_at_least_one, metavar="LINE", help="its number, as `ledger list` shows it")
    old = actions.add_parser("affected", help="printed editions whose numbers have changed or hold no more")
    old.add_argument("country", metavar="XX", help="country code such as KE")
    old.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day to look from (default: today)")
    old.add_argument("--json", action="store_true", help="print JSON instead of lines")
    for action in (added, shown, correct, split, old):
        action.add_argument("--project", type=Path, required=True, help="your folder")


def _verify(parser: argparse.ArgumentParser) -> None:
    """Add the options of `verify`."""
    parser.add_argument("what", nargs="?", metavar="FILE|CODE", help="a PDF, or the code that is printed on it")
    parser.add_argument("--project", type=Path, help="the folder it was made from: tells what has changed since")
    parser.add_argument("--country", default="", metavar="XX", help="where a code was printed (default: anywhere)")
    parser.add_argument(
        "--certificate",
        type=Path,
        metavar="FILE",
        help="who must have signed it (default: signed-by.pem of the folder)",
    )
    parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day to look from (default: today)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.add_argument("--new-key", type=Path, metavar="FOLDER", help="make a key to sign with: build --sign")
    parser.add_argument("--name", default="", metavar="NAME", help="whose key it is, such as your organisation")


def _run(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what is wanted, such as run.yaml")
    _add_jobs(parser)
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


def _impose(parser: argparse.ArgumentParser) -> None:
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


def _words(parser: argparse.ArgumentParser) -> None:
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
    status.add_argument("--json", action="store_true", help="print JSON instead of tables")
    status.add_argument(
        "--page", default="", metavar="NAME", help="list what is open on a page: threat, p1, m1, labels"
    )
    export = actions.add_parser(
        "export", help="write a catalogue for translators: a table (CSV), a spreadsheet, or XLIFF"
    )
    taken = actions.add_parser("import", help="take the translations of a table, a spreadsheet, XLIFF or a PO file")
    proof = actions.add_parser("proof", help="a PDF that shows where each message stands")
    for action in (init, export, taken, proof):
        action.add_argument("locale", metavar="LOCALE", help="language tag such as fr")
    export.add_argument("--output", type=Path, metavar="FILE", help="file to write (default: output/guide_LOCALE.csv)")
    export.add_argument(
        "--format", default="", choices=("csv", "xlsx", "xlf"), help="kind of file (default: as FILE ends, else csv)"
    )
    taken.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="what came back: .csv, .xlsx, .xlf (XLIFF 2) or .po; .docx from a reviewer",
    )
    taken.add_argument("--remarks", type=Path, metavar="FILE", help="what a reviewer should look at first, as text")
    for action in (init, taken):
        action.add_argument("--force", action="store_true", help="write over what is there")
    proof.add_argument("--country", metavar="XX", help="country code such as KE (default: 001, for all)")
    proof.add_argument("--output", type=Path, metavar="DIR", help="folder for the file (default: output)")
    for action in (extract, init, export, taken, proof):
        action.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="date of the file (default: today)")
    for action in (extract, room, init, update, status, export, taken, proof):
        action.add_argument("--project", type=Path, help="a partner's folder laid over ours")
        add_voice(action)


def _calibrate(parser: argparse.ArgumentParser) -> None:
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


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add the number of processes."""
    meaning = "processes to work with (default: as many as are worth their start, 4 at most)"
    parser.add_argument("--jobs", type=_at_least_one, metavar="N", help=meaning)


def _add_paper(parser: argparse.ArgumentParser) -> None:
    """Add the paper that the spine of a cover is reckoned from."""
    meaning = "paper of the inside, for the spine (default: the printer's usual)"
    parser.add_argument("--paper", default="", metavar="NAME", help=meaning)


def _add_axes(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose what is built."""
    parser.add_argument(
        "products",
        nargs="*",
        metavar="PRODUCT",
        help="booklet, poster, card (default: these), insert, sticker, social, kit",
    )
    parser.add_argument(
        "--locale",
        action="append",
        help="language tag, for cards, posters, inserts also two: sw+en (default: the country's); may be repeated",
    )
    parser.add_argument("--country", action="append", help="country code such as KE, 001 for all; may be repeated")
    parser.add_argument("--band", action="append", help="age band such as 14-17, or easy (default: all ages)")
    parser.add_argument(
        "--item",
        action="append",
        help="a poster or card such as p1 or c3, a paper of the kit such as session, for stickers a contact "
        "(default: all); may be repeated",
    )
    parser.add_argument("--ink", action="append", help="colour (default), grey (black alone) or low-ink")
    parser.add_argument("--layout", action="append", help="layout instead of the usual one; may be repeated")
    parser.add_argument(
        "--printer", default="", metavar="NAME", help="a printer's rules (default: the usual of each edition)"
    )
    parser.add_argument("--project", type=Path, help="a partner's folder laid over ours")
    parser.add_argument("--date", type=_day, default=None, metavar="YYYY-MM-DD", help="date of making (default: today)")


def add_voice(parser: argparse.ArgumentParser) -> None:
    """Add how much a command says."""
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--quiet", action="store_true", help="print only what is wrong")
    said.add_argument(
        "--verbose", action="store_true", help="say what is done, one thing after the other, and every note"
    )


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


def _whole(text: str) -> int:
    return 0 if text == "0" else _at_least_one(text)


def _port(text: str) -> int:
    number = _whole(text)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no port: say 0 (any that is free) to 65535")
    return number


def _days(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number of days from 1 to 99999")
    return int(text)


def _seconds(text: str) -> float:
    try:
        return parse_decimal(text, 0, 99_999)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number of seconds from 0 to 99999") from None


OPTIONS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "build": ("make PDFs", _build),
    "run": ("make a whole campaign: only what changed, whole or not at all", _run),
    "validate": ("tell all that build would refuse, and what prints where; write nothing", _validate),
    "check": ("what a print shop would refuse in a PDF, or what fails on a screen", _check),
    "impose": ("put the pages of any PDF on sheets, for folding, cutting or gluing", _impose),
    "pack": ("all that one printer needs, in a folder and as a zip", _pack),
    "cover": ("the cover in one piece of a booklet that is printed on demand", _cover),
    "calibrate": ("let backs meet their fronts on your own printer", _calibrate),
    "preview": ("pictures of pages, spreads and all pages at once", _preview),
    "list": ("what can be asked for", _listing),
    "review": ("who has signed which words; with --role and --by, sign for some", _review),
    "export-text": ("the words with their ids, as text, for Word and on paper, for reviewers", _export),
    "specimen": ("a page in each language, to see how it is set", _specimen),
    "fonts": ("what each language is set in, and what is missing", _fonts),
    "words": ("catalogues for translators: PO files and tables", _words),
    "new": ("make a folder for your own edition", _new),
    "desk": ("everything in a browser, for people who do not like terminals", _desk),
    "sandbox": ("a print-on-demand house to try orders with: nothing is printed or paid", _sandbox),
    "confirm": ("call your numbers and look at your words and pictures, one by one; answers are written", _confirm),
    "law": ("a form for a lawyer on what readers would be told, and their signature", _law),
    "diff": ("what has changed between two country files, in words", _differ),
    "ledger": ("where printed editions went, and which carry an old number", _ledger),
    "verify": ("whether a print still holds, by its file or its code; without network", _verify),
}
"""What each command is for, and what adds its options."""

WORKING = (
    *("build", "run", "validate", "check", "impose", "pack", "cover", "calibrate", "preview", "export-text"),
    *("specimen", "new"),
)
"""Commands whose work matters more than what they print, so that they can be told to say less, or more."""
