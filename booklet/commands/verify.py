"""The command `verify`: whether a print, or its file, still holds; it asks no network."""

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from booklet.api.holding import Holding, Holds, file_holding, find_cure, holding, read_code, read_release
from booklet.api.project import Project, open_project
from booklet.api.signatures import (
    CERTIFICATE,
    Signed,
    make_signing_key,
    read_certificate,
    read_file,
    signature_of,
)
from booklet.commands.passphrase import ask_passphrase
from booklet.commands.tell import one_line
from booklet.commands.wanted import day
from booklet.errors import ExitCode, Finding, SourceError, Where

SAYS = {
    Holds.HOLDS: "holds",
    Holds.EXPIRED: "nobody has called lately: the numbers are what they were, call before more is printed",
    Holds.CHANGED: "a number has changed",
    Holds.RECALLED: "do not give it to readers: a place it names is gone",
    Holds.UNKNOWN: "nobody here can tell",
}

PROOF = "it is a PROOF: not for readers"

UNSIGNED = "it is not signed, so nobody can tell whether it is as it was made"


def run(options: argparse.Namespace) -> int:
    """Make a key, or say what a file or a code is worth; what does not hold answers 4."""
    if options.new_key:
        return make(options)
    if not options.what:
        hint = "name a PDF, or type the code that is printed on it: verify XFDKT-FLLSJ --project FOLDER"
        raise SourceError(Finding("nothing-to-verify", Where("verify"), "nothing is named", hint))
    project = open_project(options.project) if options.project else None
    path = Path(options.what)
    if is_code(options.what):
        if project is None:
            hint = "say --project FOLDER, or name the PDF itself"
            raise SourceError(Finding("no-project", Where("verify"), "a code alone tells nothing", hint))
        return tell(options, options.what, holding(project, options.country, options.what, day(options)), None, "")
    data = read_file(path)
    covered = read_release(data, path)
    signed = signature_of(path, data)
    fault = find_fault(signed, find_certificate(options, project))
    if covered.state == "proof":
        fault = fault or PROOF
    found = file_holding(project, covered, day(options))
    if fault:  # what such a file says of its numbers is worth nothing
        found = Holding(found.code, Holds.UNKNOWN, covered=covered, ends=found.ends)
    return tell(options, path.as_posix(), found, signed, fault)


def is_code(text: str) -> bool:
    """Tell whether somebody typed a code, right or wrong, and no name of a file."""
    return bool(read_code(text)) or not (Path(text).exists() or re.search(r"[./\\]", text))


def make(options: argparse.Namespace) -> int:
    """Make a key to sign with."""
    key, certificate = make_signing_key(options.new_key, options.name, ask_passphrase(is_new=True), day(options))
    print(f"{key}: your key. Keep it where only you can read it, and its passphrase elsewhere; build --sign {key}")
    print(
        f"{certificate}: for everybody. Put it into your project as {CERTIFICATE}: verify tells by it what you signed."
    )
    return ExitCode.DONE


def find_certificate(options: argparse.Namespace, project: Project | None) -> str:
    """Return whose signature is asked for, by the certificate that is named or lies in the project, else ""."""
    if options.certificate:
        return read_certificate(options.certificate)
    laid = options.project / CERTIFICATE if project else None
    return read_certificate(laid) if laid and laid.is_file() else ""


def find_fault(signed: Signed | None, certificate: str) -> str:
    """Return why a file cannot be trusted, "" if it can: without a certificate, it need not be signed."""
    if signed is None:
        return UNSIGNED if certificate else ""
    if not signed.is_whole:
        return signed.why
    is_theirs = not certificate or signed.certificate == certificate
    return "" if is_theirs else f"it was signed by another key, which says “{signed.by}”"


def tell(options: argparse.Namespace, name: str, found: Holding, signed: Signed | None, fault: str) -> int:
    """Print what was found; return 0 if it holds, else 4."""
    is_sound = found.state is Holds.HOLDS and not fault
    if options.json:
        print(json.dumps(entry(name, found, signed, fault), indent=2, ensure_ascii=False))
    else:
        for line in lines(options, name, found, signed, fault):
            print(one_line(line))
    return ExitCode.DONE if is_sound else ExitCode.PREFLIGHT


def entry(name: str, found: Holding, signed: Signed | None, fault: str) -> dict[str, object]:
    """Return what was found as values for JSON."""
    covered = found.covered
    axes = ("country", "product", "locale", "band", "state", "made")
    cure = find_cure(found)
    return {
        "asked": name,
        "code": found.code or None,
        "holds": found.state.value,
        "fault": fault or None,
        **{axis: getattr(covered, axis) if covered else None for axis in axes},
        "valid_until": _month(found.month),
        "calls_end": found.until.isoformat() if found.until else None,
        "signed": {"by": signed.by, "certificate": signed.certificate, "whole": signed.is_whole} if signed else None,
        "numbers": [
            {"contact": one.contact, "printed": one.printed, "holds": one.state.value, "now": list(one.now)}
            for one in found.numbers
        ],
        "stickers": {"contacts": list(cure.contacts), "locales": list(cure.locales)} if cure else None,
    }


def lines(options: argparse.Namespace, name: str, found: Holding, signed: Signed | None, fault: str) -> Iterator[str]:
    """Yield what was found, for people: first whether it holds."""
    yield f"{name}: {fault or SAYS[found.state]}"
    covered = found.covered
    if covered:
        code = f"code {found.code}" if found.code else "no code"
        printed = f", prints “valid until {_month(found.month)}”" if found.month else ""
        yield f"{covered.product} {covered.item} {covered.locale} {covered.country} {covered.band}: {code}{printed}"
    if signed and signed.is_whole:
        yield f"signed by “{signed.by}” (certificate {signed.certificate[:16]}), and as it was signed"
    elif signed is None and not fault and covered and name.endswith(".pdf"):
        yield UNSIGNED
    for one in found.numbers:
        now = f", now {' / '.join(one.now)}" if one.now else ""
        yield f"  {one.contact} {one.printed}: {one.state}{now}"
    if found.until:
        yield f"calls hold until {found.until}"
    if covered and not options.project:
        yield "whether a number has changed since, say with --project and the folder that it was made from"
    if (cure := find_cure(found)) and options.project:
        items = [part for contact in cure.contacts for part in ("--item", contact)]
        locales = [part for tag in cure.locales for part in ("--locale", tag)]
        asked = (*items, "--country", cure.country, *locales, "--band", cure.band, "--project", str(options.project))
        yield f"new numbers, to stick over the old ones: make_booklet.py build sticker insert {shlex.join(asked)}"


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None
