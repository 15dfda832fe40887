"""Signatures of finished files: by a key of whoever makes them, read back without any network.

Files for a screen or an office carry theirs, which allows no change. A file for a press stays as it is, since PDF/X-4
has no form fields and print shops refuse them: its signature is a file of its own.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, date, datetime, time
from hashlib import sha256
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import cms, x509
from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData, SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.validation import async_validate_detached_cms, async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from booklet.pdf.signed import ReadSignature, Signed

A = TypeVar("A")

FIELD = "Release"

DIGEST = "sha256"

ROOM = 8192
"""Bytes kept for a signature with its certificate: a key of 4096 bits needs about 2000."""


class _Update(IncrementalPdfFileWriter):
    """What is added to a file to sign it, and nothing else: pyHanko would write its name and the time into XMP."""

    def _update_meta(self) -> None:
        """Leave metadata as they are."""


def _finish(work: Coroutine[Any, Any, A]) -> A:
    """Return what a coroutine makes that waits for nothing: a loop of events would open a socket for it."""
    try:
        work.send(None)
    except StopIteration as done:
        made: A = done.value
        return made
    raise NotImplementedError("it waits for something")


def open_key(store: bytes, passphrase: bytes) -> SimpleSigner:
    """Return the key of a PKCS#12 store with its certificate; raise ValueError if it cannot be opened."""
    key: SimpleSigner | None = SimpleSigner.load_pkcs12_data(store, [], passphrase)
    if key is None or key.signing_cert is None:
        raise ValueError("it holds no key with a certificate")
    return key


def sign(data: bytes, key: SimpleSigner, on: date) -> bytes:
    """Return a file with a signature in it that allows no change: it adds to the end, and nothing is written anew.

    The moment is midnight of the day; a key of RSA makes the same bytes each time.
    """
    when = datetime.combine(on, time(), UTC)
    writer, output = _Update(BytesIO(data)), BytesIO()
    writer._document_id[1] = ByteStringObject(sha256(data).digest()[:16])
    steps = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(steps)
    placeholder: PdfSignedData = SignatureObject(timestamp=when, bytes_reserved=ROOM)
    steps.send(SigObjSetup(placeholder, SigMDPSetup(DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)))
    prepared, _ = steps.send(SigIOSetup(DIGEST, output=output))
    attributes = PdfCMSSignedAttributes(signing_time=when)
    signed = asyncio.run(key.async_sign(prepared.document_digest, DIGEST, signed_attr_settings=attributes))
    prepared.fill_with_cms(output, signed)
    return output.getvalue()


def sign_apart(data: bytes, key: SimpleSigner, on: date) -> bytes:
    """Return the signature of a file as a file of its own (CMS, RFC 5652)."""
    attributes = PdfCMSSignedAttributes(signing_time=datetime.combine(on, time(), UTC))
    signed = asyncio.run(key.async_sign_general_data(data, DIGEST, signed_attr_settings=attributes))
    found: bytes = signed.dump()
    return found


def look_at_signature(source: bytes, beside: bytes) -> ReadSignature:
    """Return the signature of a file, in it or as bytes `beside` it; a task of a process apart."""
    return ReadSignature(read_signature_apart(source, beside) if beside else read_signature(source))


def read_signature(data: bytes) -> Signed | None:
    """Return what the signature in a file says, None if it has none; the file is not trusted."""
    try:
        signatures = PdfFileReader(BytesIO(data)).embedded_signatures
        if not signatures:
            return None
        signature = signatures[-1]
        trusted = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
        status = _finish(async_validate_pdf_signature(signature, trusted))
    except FAULTS as error:
        return Signed("", "", is_whole=False, why=f"its signature cannot be read: {type(error).__name__}")
    name, digest = _name(signature.signer_cert)
    if not (status.intact and status.valid):
        return Signed(name, digest, is_whole=False, why="it was changed after it was signed")
    if len(signatures) > 1 or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return Signed(name, digest, is_whole=False, why="something was added to it after it was signed")
    return Signed(name, digest, is_whole=True)


def read_signature_apart(data: bytes, signature: bytes) -> Signed:
    """Return what a signature beside a file says of it; neither is trusted."""
    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        certificate = signed["certificates"][0].chosen
        trusted = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = _finish(async_validate_detached_cms(data, signed, trusted))
        name, digest = _name(certificate)
    except FAULTS as error:
        return Signed("", "", is_whole=False, why=f"its signature cannot be read: {type(error).__name__}")
    is_whole = bool(status.intact and status.valid and status.signing_cert.sha256 == certificate.sha256)
    return Signed(name, digest, is_whole=is_whole, why="" if is_whole else "it was changed after it was signed")


FAULTS = (
    *(PdfReadError, SigningError, SignatureValidationError),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, NotImplementedError, RecursionError),
)
"""What the library raises for a file whose parts are other things than they should be."""


def _name(certificate: x509.Certificate) -> tuple[str, str]:
    """Return whose certificate it is, and its SHA-256."""
    names = certificate.subject.native
    return str(names.get("common_name") or certificate.subject.human_friendly), certificate.sha256.hex()
