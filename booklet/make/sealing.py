"""Sealing a drawn file: whoever makes it signs it, inside or beside it; a proof is not signed, nobody stands for it."""

from dataclasses import dataclass, field, replace
from datetime import date

from booklet.make.document import DrawnFile


@dataclass(frozen=True, slots=True)
class Seal:
    """A key to sign with: a PKCS#12 store and what opens it."""

    store: bytes = field(repr=False)
    passphrase: bytes = field(repr=False)


def seal(file: DrawnFile, key: Seal, made: date) -> DrawnFile:
    """Return a file with its signature: in it, or beside it if it is for a press."""
    if file.state == "proof":
        return file
    from booklet.pdf.signature import open_key, sign, sign_apart

    opened = open_key(key.store, key.passphrase)
    if file.job.edition == "press":
        return replace(file, signature=sign_apart(file.data, opened, made))
    return replace(file, data=sign(file.data, opened, made))
