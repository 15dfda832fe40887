"""Keys to sign with: made new, or taken from a file of PKCS#12 or PEM; a passphrase is asked for elsewhere."""

from datetime import UTC, date, datetime, time

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

BITS = 3072

FOR_EVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""The end of a certificate that has none (RFC 5280, 4.1.2.5)."""

LONGEST_NAME = 64
"""Letters of a name in a certificate (RFC 5280, appendix A)."""


def make_key(name: str, passphrase: bytes, on: date) -> tuple[bytes, bytes]:
    """Return a new key of somebody as a PKCS#12 store, closed with a passphrase, and its certificate as PEM.

    The certificate is for others: with it they can tell whose a signature is.
    """
    key = generate_private_key(65537, BITS)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    use = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **use
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.combine(on, time(), UTC))
        .not_valid_after(FOR_EVER)
        .add_extension(usage, critical=True)
        .sign(key, SHA256())
    )
    return close_store(key, certificate, passphrase), certificate.public_bytes(Encoding.PEM)


def close_store(key: RSAPrivateKey, certificate: x509.Certificate, passphrase: bytes) -> bytes:
    """Return a PKCS#12 store of a key with its certificate."""
    return pkcs12.serialize_key_and_certificates(b"", key, certificate, None, BestAvailableEncryption(passphrase))


def read_store(data: bytes, passphrase: bytes) -> bytes:
    """Return a key file as a PKCS#12 store: as it is, or what a PEM file holds, its key and its certificate.

    Raises ValueError or TypeError if that cannot be opened with the passphrase, or the key is none of RSA.
    """
    if b"-----BEGIN" not in data:
        return data
    key = load_pem_private_key(data, passphrase or None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("its key is none of RSA")
    return close_store(key, x509.load_pem_x509_certificate(data), passphrase or b"-")


def certificate_digest(pem: bytes) -> str:
    """Return the SHA-256 of a certificate; raise ValueError if there is none."""
    return x509.load_pem_x509_certificate(pem).fingerprint(SHA256()).hex()
