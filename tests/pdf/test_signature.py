"""A signature holds for every byte of a file: it is found in it or beside it, and whatever changes breaks it."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from programs import needs
from pypdf import PdfReader, PdfWriter
from releases import MADE, lay_project, make
from validator import validate

from booklet.apart.run import run_apart
from booklet.api.checking import limits_for, report_of
from booklet.pdf.signature import open_key, read_signature, read_signature_apart, sign, sign_apart
from booklet.pdf.signed import ReadSignature, drop_signature
from booklet.pdf.signingkey import certificate_digest, make_key, read_store

PASSPHRASE = b"four short words here"


@cache
def key(name: str = "Example Aid") -> tuple[bytes, bytes]:
    return make_key(name, PASSPHRASE, MADE)


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(lay_project(tmp_path_factory.mktemp("signed")))


@pytest.fixture(scope="module")
def signed(unsigned: bytes) -> bytes:
    return sign(unsigned, open_key(key()[0], PASSPHRASE), MADE)


def test_a_signature_says_whose_it_is_and_that_the_file_is_whole(signed: bytes) -> None:
    found = read_signature(signed)
    assert found and found.is_whole and found.by == "Example Aid"
    assert found.certificate == certificate_digest(key()[1])


def test_what_was_there_stays_byte_for_byte_and_is_found_again(unsigned: bytes, signed: bytes) -> None:
    assert signed.startswith(unsigned) and drop_signature(signed) == unsigned
    assert drop_signature(unsigned) == unsigned and read_signature(unsigned) is None
    assert PdfReader(BytesIO(signed)).metadata == PdfReader(BytesIO(unsigned)).metadata


@pytest.mark.slow
def test_the_same_key_and_day_make_the_same_bytes(unsigned: bytes, signed: bytes) -> None:
    opened = open_key(key()[0], PASSPHRASE)
    assert sign(unsigned, opened, MADE) == signed != sign(unsigned, opened, date(2026, 11, 29))
    assert sign_apart(unsigned, opened, MADE) == sign_apart(unsigned, opened, MADE)


@pytest.mark.slow
def test_every_changed_byte_breaks_it(signed: bytes) -> None:
    for place in range(0, len(signed), len(signed) // 40):
        spoilt = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        found = read_signature(spoilt)
        is_padding = signed[place : place + 1] == b"0" and set(signed[place - 20 : place + 20]) == {ord("0")}
        assert is_padding or found is None or not found.is_whole, place


@pytest.mark.parametrize("added", [b"\n", b"%%EOF\n", b"% a remark\n%%EOF\n", b" " * 9])
def test_bytes_at_the_end_break_it(added: bytes, signed: bytes) -> None:
    found = read_signature(signed + added)
    assert found and not found.is_whole and found.why


def test_an_update_after_signing_breaks_it_whatever_it_adds(signed: bytes) -> None:
    writer, output = PdfWriter(BytesIO(signed), incremental=True), BytesIO()
    writer.add_metadata({"/Title": "Another title"})
    writer.write(output)
    assert output.getvalue().startswith(signed[:-10])
    found = read_signature(output.getvalue())
    assert found and not found.is_whole


@pytest.mark.slow
def test_a_second_signature_by_another_key_is_not_taken_for_the_first(signed: bytes) -> None:
    from booklet.pdf import signature

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signature, "FIELD", "Another")
        twice = sign(signed, open_key(key("Somebody Else")[0], PASSPHRASE), MADE)
    found = read_signature(twice)
    assert found and not found.is_whole


@pytest.mark.slow
def test_a_file_whose_signature_was_taken_off_and_made_anew_names_another_certificate(signed: bytes) -> None:
    forged = sign(drop_signature(signed), open_key(key("Example Aid ")[0], PASSPHRASE), MADE)
    found = read_signature(forged)
    assert found and found.is_whole and found.certificate != certificate_digest(key()[1])


@pytest.mark.slow
def test_a_signature_beside_a_file_breaks_with_either(unsigned: bytes) -> None:
    beside = sign_apart(unsigned, open_key(key()[0], PASSPHRASE), MADE)
    found = read_signature_apart(unsigned, beside)
    assert found.is_whole and found.certificate == certificate_digest(key()[1])
    assert not read_signature_apart(unsigned + b"\n", beside).is_whole
    for spoilt in (beside[:-1], beside[:-1] + bytes([beside[-1] ^ 1]), b"", b"junk", b"\x30" * 4000):
        assert not read_signature_apart(unsigned, spoilt).is_whole


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\xff" * 5000, b"%PDF-1.7 /ByteRange [0 1 2 3] %%EOF\n"])
def test_what_is_no_pdf_is_told_and_nothing_falls(data: bytes) -> None:
    found = read_signature(data)
    assert found and not found.is_whole


@pytest.mark.slow
def test_it_is_read_in_a_process_apart_without_files_and_network(unsigned: bytes, signed: bytes) -> None:
    beside = sign_apart(unsigned, open_key(key()[0], PASSPHRASE), MADE)
    for data, given in ((signed, b""), (unsigned, beside)):
        done = run_apart("signature", data, given, answers=ReadSignature)
        assert done.value.found and done.value.found.is_whole
        assert done.walls >= {"files", "network"} or not done.walls


@pytest.mark.slow
def test_a_key_opens_with_its_passphrase_alone_also_from_pem() -> None:
    store, certificate = key()
    with pytest.raises(ValueError, match=r".*"):
        open_key(store, b"wrong")
    private = pkcs12.load_key_and_certificates(store, PASSPHRASE)[0]
    assert private
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate
    opened = open_key(read_store(pem, b""), b"-").signing_cert
    assert opened and opened.sha256.hex() == certificate_digest(certificate)
    other = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(ValueError, match="none of RSA"):
        read_store(other + certificate, b"")


@pytest.mark.slow
@needs("javac")
def test_a_signed_file_keeps_pdf_a_and_pdf_ua(signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(signed)
    assert all(not report.failures for report in validate([tmp_path / "signed.pdf"]))


@pytest.mark.slow
def test_a_print_shop_would_refuse_a_signature_inside_a_press_file_so_it_stands_beside(tmp_path: Path) -> None:
    press = make(lay_project(tmp_path / "project"), edition="press")
    (tmp_path / "plain.pdf").write_bytes(press)
    (tmp_path / "inside.pdf").write_bytes(sign(press, open_key(key()[0], PASSPHRASE), MADE))
    limits = limits_for("offset-coated", None)
    assert not report_of(tmp_path / "plain.pdf", limits).is_refused
    assert {hit.rule.code for hit in report_of(tmp_path / "inside.pdf", limits).hits} >= {"form-fields"}
