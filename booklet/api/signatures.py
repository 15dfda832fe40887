"""Signatures of files: a key to sign with, made or opened; and what the signature of a file says, read without network.

A key is only needed to sign. Whoever has the certificate that was made with it can tell whose a signature is.
"""

from datetime import date
from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.machine.bounded import read_bounded
from booklet.machine.needs import need
from booklet.make.lasting import write_lasting
from booklet.make.output import make_folder
from booklet.make.sealing import Seal
from booklet.pdf.signed import SUFFIX, ReadSignature, Signed

__all__ = [
    "CERTIFICATE",
    "KEY",
    "Seal",
    "Signed",
    "make_signing_key",
    "open_seal",
    "read_certificate",
    "read_file",
    "signature_of",
]

KEY, CERTIFICATE = "signing-key.p12", "signed-by.pem"
"""What a new key and its certificate are called; a project has the second one to tell whose a signature must be."""

LARGEST_KEY, LARGEST_FILE = 100_000, 100_000_000

FEWEST = 8
"""Letters of a passphrase."""


def make_signing_key(folder: Path, name: str, passphrase: str, on: date) -> tuple[Path, Path]:
    """Make a key of an organisation or a person in a folder, closed with a passphrase; return it and its certificate.

    Raises `SourceError` if there is one already, or if the name or the passphrase is too short, `OutputError` if it
    cannot be written.
    """
    _need(Where("--new-key"))
    from booklet.pdf.signingkey import LONGEST_NAME, make_key

    key, certificate = folder / KEY, folder / CERTIFICATE
    for path in (key, certificate):
        if path.exists() or path.is_symlink():
            hint = "name another folder: what was signed with a key that is lost cannot be signed again"
            raise SourceError(Finding("key-exists", Where(str(path)), "is there already", hint))
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        hint = f"say --name with the name of your organisation, {LONGEST_NAME} letters at most"
        raise SourceError(Finding("no-signer", Where("--name"), "does not say whose key it is", hint))
    if len(passphrase) < FEWEST:
        hint = f"take {FEWEST} letters at least, such as four words, and keep it apart from the key"
        raise SourceError(Finding("short-passphrase", Where("passphrase"), "is too short", hint))
    store, pem = make_key(name, passphrase.encode(), on)
    try:
        make_folder(folder)
        key.touch(mode=0o600)
        write_lasting(key, store)
        key.chmod(0o600)
        write_lasting(certificate, pem)
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise OutputError(Finding("output-unwritable", Where(str(folder)), reason, "name another folder")) from error
    return key, certificate


def open_seal(path: Path, passphrase: str) -> Seal:
    """Return a key to sign with, from a file of PKCS#12 or PEM; raise `SourceError` if it cannot be opened."""
    _need(Where("--sign"))
    from booklet.pdf.signature import open_key
    from booklet.pdf.signingkey import read_store

    data, opener = read_file(path, LARGEST_KEY), passphrase.encode()
    try:
        store = read_store(data, opener)
        opener = opener if store is data else opener or b"-"
        open_key(store, opener)
    except (ValueError, TypeError) as error:
        hint = "look at its passphrase, and that it is PKCS#12 or PEM with a key of RSA and its certificate"
        raise SourceError(
            Finding("wrong-key", Where(str(path)), "cannot be opened as a key to sign with", hint)
        ) from error
    return Seal(store, opener)


def signature_of(path: Path, data: bytes) -> Signed | None:
    """Return what the signature of a file says, in it or beside it, None if it has none.

    Its bytes are read in a process apart. Raises `SourceError` if the signature beside it cannot be read.
    """
    beside = path.with_name(path.name + SUFFIX)
    signature = read_file(beside, LARGEST_KEY) if beside.is_file() else b""
    if not signature and b"/ByteRange" not in data:
        return None
    _need(Where(str(path)))
    try:
        return run_apart("signature", data, signature, answers=ReadSignature).value.found
    except StoppedError as error:
        return Signed("", "", is_whole=False, why=f"its signature cannot be read: {error}")


def read_certificate(path: Path) -> str:
    """Return the SHA-256 of a certificate, by which signatures name it; raise `SourceError` if there is none."""
    _need(Where(str(path)))
    from booklet.pdf.signingkey import certificate_digest

    try:
        return certificate_digest(read_file(path, LARGEST_KEY))
    except ValueError as error:
        hint = f"name the {CERTIFICATE} that was made with the key"
        raise SourceError(Finding("wrong-certificate", Where(str(path)), "is no certificate", hint)) from error


def read_file(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a file; raise `SourceError` if it cannot be read or has more than so many."""
    try:
        data = read_bounded(path, most) if path.is_file() else b""
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(str(path)), reason, "let it be read")) from error
    if not data:
        message = "is too large" if data is None else "is empty" if path.is_file() else "is no file"
        raise SourceError(Finding("unreadable", Where(str(path)), message, "name another file"))
    return data


def _need(where: Where) -> None:
    need("pyhanko", where, "nothing can be signed, and no signature read")
