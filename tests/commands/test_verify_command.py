"""`verify` says whether a print or its file still holds, whose signature it has, and what to stick over it."""

import json
import stat
from pathlib import Path
from shutil import copy, copytree

import pytest
from projects import CONFIRMED, COUNTRY, called, lay
from releases import MADE, lay_project, place

from booklet.api.holding import code_of
from booklet.api.signatures import CERTIFICATE, KEY, make_signing_key
from booklet.cli import main
from booklet.commands.passphrase import VARIABLE
from booklet.project.ledger import read_file

PASSPHRASE = "four short words here"

AXES = ["card", "--item", "c1", "--country", "XX", "--band", "14-17", "--date", str(MADE)]

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a project, a key of its own, one of somebody else, and files signed and not."""
    folder = tmp_path_factory.mktemp("verify")
    project = lay_project(folder / "project")
    for name in ("keys", "others"):
        make_signing_key(folder / name, f"Owner of {name}", PASSPHRASE, MADE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, PASSPHRASE)
        for out, key in (("signed", ["--sign", str(folder / "keys" / KEY)]), ("unsigned", [])):
            assert main(["build", *AXES, "--project", str(project), "--output", str(folder / out), *key]) == 0
    copy(folder / "keys" / CERTIFICATE, project)
    return folder


def of(folder: Path, edition: str = "screen") -> Path:
    (found,) = folder.glob(f"*_{edition}_*.pdf")
    return found


def verify(capsys: Capture, *options: str | Path, day: str = str(MADE)) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["verify", *map(str, options), "--date", day])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["screen", "press"])
def test_a_signed_file_holds(edition: str, made: Path, capsys: Capture) -> None:
    code, said = verify(capsys, of(made / "signed", edition), "--project", made / "project")
    assert code == 0 and ": holds\n" in said and "signed by “Owner of keys”" in said
    assert (of(made / "signed", "press").with_suffix(".pdf.p7s")).exists()
    assert not (of(made / "signed").with_suffix(".pdf.p7s")).exists()


def test_an_unsigned_build_is_what_a_signed_one_was_and_the_ledger_knows_both_as_one(made: Path) -> None:
    plain, signed = (of(made / name).read_bytes() for name in ("unsigned", "signed"))
    assert signed.startswith(plain) and len(signed) > len(plain)
    assert of(made / "unsigned", "press").read_bytes() == of(made / "signed", "press").read_bytes()
    assert read_file(of(made / "unsigned")) == read_file(of(made / "signed"))


@pytest.mark.slow
def test_it_is_told_as_json(made: Path, capsys: Capture) -> None:
    code, said = verify(capsys, of(made / "signed"), "--project", made / "project", "--json")
    found = json.loads(said)
    assert code == 0 and found["holds"] == "holds" and found["signed"]["whole"] is True
    assert found["code"] == code_of(place(made / "project")) and found["valid_until"] == "2027-04"
    assert found["numbers"] == [
        {"contact": "example-line", "printed": "0808 157 0192", "holds": "holds", "now": []},
    ]


@pytest.mark.slow
def test_a_file_that_is_not_signed_or_by_another_key_or_changed_is_not_trusted(
    made: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, data = made / "project", of(made / "signed").read_bytes()
    code, said = verify(capsys, of(made / "unsigned"), "--project", project)
    assert code == 4 and "it is not signed" in said
    code, said = verify(capsys, of(made / "signed"), "--certificate", made / "others" / CERTIFICATE)
    assert code == 4 and "another key, which says “Owner of keys”" in said
    for spoilt in (data.replace(b"0808 157 0192", b"0808 157 0193"), data + b"\n", data[:-1]):
        assert spoilt != data
        (tmp_path / "spoilt.pdf").write_bytes(spoilt)
        code, said = verify(capsys, tmp_path / "spoilt.pdf", "--project", project)
        assert code == 4 and "holds" not in said and "calls hold" not in said
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    with_press = copy(of(made / "signed", "press"), tmp_path / "press.pdf")
    (tmp_path / "press.pdf.p7s").write_bytes(b"junk")
    code, said = verify(capsys, with_press, "--project", project)
    assert code == 4 and "cannot be read" in said


def test_without_a_folder_and_a_certificate_it_says_what_the_file_says(made: Path, capsys: Capture) -> None:
    code, said = verify(capsys, of(made / "unsigned"))
    assert code == 0 and "not signed" in said and "say with --project" in said
    assert verify(capsys, of(made / "unsigned"), day="2027-05-20")[0] == 4


@pytest.mark.slow
def test_a_code_from_paper_is_looked_up_and_a_changed_number_names_its_sticker(
    made: Path, tmp_path: Path, capsys: Capture
) -> None:
    project = Path(copytree(made / "project", tmp_path / "project"))
    printed = code_of(place(project))
    assert verify(capsys, printed.lower(), "--project", project)[0] == 0
    options = ["--quantity", "500", "--where", "Example Town", "--project", str(project), "--on", str(MADE)]
    assert main(["ledger", "add", str(of(made / "signed")), *options]) == 0
    lay(project, {COUNTRY: called(CONFIRMED.replace("0808 157 0192", "0808 157 0193"))})
    code, said = verify(capsys, printed, "--project", project)
    assert code == 4 and "a number has changed" in said and "now 0808 157 0193" in said
    assert "build sticker insert --item example-line --country XX --locale en --band 14-17" in said


@pytest.mark.slow
def test_what_is_asked_wrongly_is_told(made: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7")
    wanted = {
        (): "nothing-to-verify",
        ("XFDKT-FLLSJ",): "no-project",
        ("XFDKT-FLLSK", "--project", made / "project"): "wrong-code",
        (tmp_path / "none.pdf",): "unreadable",
        (tmp_path / "empty.pdf",): "unreadable",
        (tmp_path,): "unreadable",
        (tmp_path / "other.pdf",): "no-edition",
        (of(made / "signed"), "--certificate", tmp_path / "other.pdf"): "wrong-certificate",
    }
    for options, fault in wanted.items():
        code, said = verify(capsys, *options)
        assert code == 3 and f" {fault}: " in said, (options, said)


@pytest.mark.slow
def test_a_proof_is_no_print_and_is_never_signed(tmp_path: Path, made: Path, capsys: Capture) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, PASSPHRASE)
        options = ["--output", str(tmp_path / "out"), "--sign", str(made / "keys" / KEY)]
        assert (
            main(["build", "card", "--item", "c1", "--band", "14-17", "--country", "KE", "--locale", "en", *options])
            == 0
        )
    assert not list((tmp_path / "out").rglob("*.p7s"))
    code, said = verify(capsys, of(tmp_path / "out" / "proofs"))
    assert code == 4 and "PROOF" in said and "no code" in said and "signed by" not in said


@pytest.mark.slow
def test_a_key_is_made_once_closed_and_for_its_owner_alone(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    key = tmp_path / "keys" / KEY
    assert verify(capsys, "--new-key", tmp_path / "keys")[0] == 3
    assert verify(capsys, "--new-key", tmp_path / "keys", "--name", "Example Aid")[0] == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and b"Example" not in key.read_bytes()
    for name, passphrase, fault in (
        ("Example Aid", PASSPHRASE, "key-exists"),
        ("", PASSPHRASE, "no-signer"),
        ("x" * 65, PASSPHRASE, "no-signer"),
        ("Example Aid", "short", "short-passphrase"),
        ("Example Aid", "", "short-passphrase"),
    ):
        monkeypatch.setenv(VARIABLE, passphrase)
        folder = tmp_path / "keys" if fault == "key-exists" else tmp_path / "more"
        code, said = verify(capsys, "--new-key", folder, "--name", name)
        assert code == 3 and f" {fault}: " in said
    assert not (tmp_path / "more").exists()


@pytest.mark.parametrize("passphrase", ["wrong words", ""])
def test_a_key_that_does_not_open_stops_before_anything_is_made(
    passphrase: str, made: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, passphrase)
    out = ["--project", str(made / "project"), "--output", str(tmp_path / "out")]
    for key in (made / "keys" / KEY, made / "keys" / CERTIFICATE):
        assert main(["build", *AXES, *out, "--sign", str(key)]) == 3
        assert "wrong-key" in capsys.readouterr().err.split(": ")
    assert not (tmp_path / "out").exists()


def test_an_unsigned_build_takes_the_signature_of_the_file_before_it_away(
    made: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = Path(copytree(made / "signed", tmp_path / "out"))
    assert list(out.glob("*.p7s"))
    assert main(["build", *AXES, "--project", str(made / "project"), "--output", str(out)]) == 0
    assert not list(out.glob("*.p7s"))
