"""A call is written by the person who made it, into their own file, and nothing else of the file changes."""

import difflib
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, faults, lay, only, ours

from booklet.cli import main
from booklet.errors import OutputError, SourceError
from booklet.facts.gate import CallState, contact_state
from booklet.project import confirm
from booklet.project.confirm import Call, find_own_folder, insert_call, list_to_call, project_file, write_call
from booklet.project.new import make_project
from booklet.sources.countries import parse_country, read_insert
from booklet.sources.folders import country_file, open_folders

TODAY = date(2026, 11, 25)

WALK = ("confirm", "XX", "--by", "A. Tester", "--on", "2026-11-25")

Capture = pytest.CaptureFixture[str]


def heard(contact: str, text: str = CONFIRMED) -> str:
    """Return the fingerprint of a contact of a text."""
    return next(found.heard for found in parse_country(text, "XX.yaml", "XX").contacts if found.id == contact)


def changes(before: str, after: str) -> list[str]:
    """Return the lines that came and went."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("country", open_folders().names("translations/countries", ".yaml")[1::9])
def test_a_call_adds_one_line_to_a_file_of_ours(country: str) -> None:
    text = ours(country_file(country))
    first = read_insert(open_folders().own / country_file(country), "a").contacts[0].id
    after = insert_call(text, Call(first, "A. Tester", TODAY, ""))
    assert changes(text, after) == ["+    checked: {by: A. Tester, on: 2026-11-25}"]


def test_a_call_stands_below_the_remark_of_the_template_that_offers_it(tmp_path: Path) -> None:
    make_project(tmp_path, "XX", "", open_folders())
    text = (tmp_path / country_file("XX")).read_text(encoding="utf-8").replace("confidence:\n", "confidence: high\n")
    for contact in ("helpline", "emergency"):
        after = insert_call(text, Call(contact, "A. Tester", TODAY, "")).splitlines()
        place = next(number for number, line in enumerate(after) if line.startswith("    checked:"))
        assert "#? checked" in after[place - 1]
        assert changes(text, "\n".join(after) + "\n") == ["+    checked: {by: A. Tester, on: 2026-11-25}"]


def test_what_a_person_found_replaces_what_was_written(tmp_path: Path) -> None:
    lay(tmp_path, {"XX.yaml": CONFIRMED})
    call = Call("example-line", 'É. "Tester": yes', TODAY, heard("example-line"), "no", {"mon-fri": "09:00-17:00"})
    write_call(tmp_path / "XX.yaml", call)
    found = read_insert(tmp_path / "XX.yaml", "XX.yaml").contacts[0]
    assert found.checked and (found.checked.by, found.checked.on) == ('É. "Tester": yes', TODAY)
    assert (found.free, [(hours.days, hours.times) for hours in found.hours]) == (False, [("mon-fri", "09:00-17:00")])
    assert len(changes(CONFIRMED, (tmp_path / "XX.yaml").read_text(encoding="utf-8"))) == 6


def test_a_place_that_is_gone_is_withdrawn(tmp_path: Path) -> None:
    lay(tmp_path, {"XX.yaml": CONFIRMED})
    write_call(tmp_path / "XX.yaml", Call("friends", "A. Tester", TODAY, heard("friends"), is_gone=True))
    found = read_insert(tmp_path / "XX.yaml", "XX.yaml").contacts[1]
    assert contact_state(found, TODAY) is CallState.WITHDRAWN
    assert not found.is_printable


def test_nothing_is_written_if_more_than_the_call_would_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, {"XX.yaml": CONFIRMED})
    monkeypatch.setattr(confirm, "insert_call", lambda text, call: text.replace("0192", "0193"))
    with pytest.raises(OutputError) as stopped:
        write_call(tmp_path / "XX.yaml", Call("friends", "A. Tester", TODAY, heard("friends")))
    assert only(stopped.value.findings).code == "call-unwritable"
    assert (tmp_path / "XX.yaml").read_text(encoding="utf-8") == CONFIRMED


def test_only_what_does_not_hold_for_long_is_called_again(tmp_path: Path) -> None:
    lay(tmp_path, {"XX.yaml": CONFIRMED})
    contacts = read_insert(tmp_path / "XX.yaml", "XX.yaml").contacts[:2]
    assert list_to_call(contacts, TODAY) == ()
    assert [contact.id for contact in list_to_call(contacts, date(2027, 4, 20))] == ["example-line"]
    assert list_to_call(contacts, date(2027, 6, 1)) == contacts


def test_a_call_is_written_with_what_was_heard_and_falls_when_that_changes(tmp_path: Path) -> None:
    lay(tmp_path, {"XX.yaml": UNCONFIRMED})
    write_call(tmp_path / "XX.yaml", Call("friends", "A. Tester", TODAY, heard("friends"), "yes", {"always": "yes"}))
    text = (tmp_path / "XX.yaml").read_text(encoding="utf-8")
    found = read_insert(tmp_path / "XX.yaml", "XX.yaml").contacts[1]
    assert found.checked and found.checked.of == found.heard != heard("friends")
    assert f"checked: {{by: A. Tester, on: 2026-11-25, of: {found.heard}}}" in text.replace("'", "")
    assert contact_state(found, TODAY) is CallState.CONFIRMED
    lay(tmp_path, {"XX.yaml": text.replace("020 7946 0018", "020 7946 0081")})
    assert contact_state(read_insert(tmp_path / "XX.yaml", "XX.yaml").contacts[1], TODAY) is CallState.CHANGED


def test_what_was_edited_after_a_call_is_a_proof_and_told_with_its_line(tmp_path: Path, capsys: Capture) -> None:
    edited = CONFIRMED.replace("020 7946 0018", "020 7946 0081")
    project = lay(tmp_path / "project", {COUNTRY: edited})
    asked = ["insert", "--country", "XX", "--band", "14-17", "--date", "2026-11-25", "--project", str(project)]
    assert main(["build", *asked, "--edition", "screen", "--output", str(tmp_path / "output")]) == 0
    line = next(number for number, text in enumerate(edited.splitlines(), start=1) if "on: 2026-11-21" in text)
    told = f'{COUNTRY}:{line}: check-changed: "friends" was changed after the call of 2026-11-21'
    assert capsys.readouterr().err.count(told) == 1
    assert [path.stem[-6:] for path in (tmp_path / "output/proofs").glob("*.pdf")] == ["_PROOF"]
    assert main(["validate", *asked]) == 0
    assert capsys.readouterr().out.count(told) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("020 7946 0018", "020 7946 0081"), ("Example Friends", "Other Friends"), ("id: friends", "id: others")],
)
def test_a_call_is_not_written_under_what_was_edited_meanwhile(old: str, new: str, tmp_path: Path) -> None:
    edited = UNCONFIRMED.replace(old, new)
    lay(tmp_path, {"XX.yaml": edited})
    for is_gone in (False, True):
        with pytest.raises(SourceError) as stopped:
            write_call(tmp_path / "XX.yaml", Call("friends", "A. Tester", TODAY, heard("friends"), is_gone=is_gone))
        assert only(faults(stopped.value)).code == "edited-meanwhile"
        assert (tmp_path / "XX.yaml").read_text(encoding="utf-8") == edited
    assert [path.name for path in tmp_path.iterdir()] == ["XX.yaml"]


def test_a_number_edited_while_the_command_asks_is_not_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    edited = UNCONFIRMED.replace("020 7946 0018", "020 7946 0081")

    class Editor(Terminal):
        def readline(self) -> str:
            lay(tmp_path, {COUNTRY: edited})
            return super().readline()

    monkeypatch.setattr("sys.stdin", Editor("yes", "yes", "always"))
    assert main([*WALK, "--project", str(tmp_path)]) == 3
    assert "edited-meanwhile" in capsys.readouterr().err
    assert (tmp_path / COUNTRY).read_text(encoding="utf-8") == edited


PARALLEL = """
import sys, time
from datetime import date
from pathlib import Path
from booklet.project.confirm import Call, write_call
from booklet.sources.countries import read_insert
path, go, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
asked = next(found.heard for found in read_insert(path, "XX.yaml").contacts if found.id == name)
import ruamel.yaml
Path(f"{go}-{name}").touch()
while not go.exists():
    time.sleep(0.001)
write_call(path, Call(name, "A. Tester", date(2026, 11, 25), asked))
"""


@pytest.mark.slow
def test_calls_written_at_once_by_several_processes_are_all_there(tmp_path: Path) -> None:
    names = [f"friends-{number}" for number in range(5)]
    contact = UNCONFIRMED[UNCONFIRMED.index("  - id: friends") : UNCONFIRMED.index("  - id: rumour")]
    contacts = "".join(contact.replace("id: friends", f"id: {name}") for name in names)
    path, go = tmp_path / "XX.yaml", tmp_path / "go"
    for _ in range(2):
        lay(tmp_path, {"XX.yaml": UNCONFIRMED.replace(contact, contacts)})
        begun = [subprocess.Popen([sys.executable, "-c", PARALLEL, str(path), str(go), name]) for name in names]
        while not all((tmp_path / f"go-{name}").exists() for name in names):
            assert not any(process.poll() for process in begun)
            time.sleep(0.01)
        go.touch()
        assert [process.wait() for process in begun] == [0] * len(names)
        found = {contact.id: contact_state(contact, TODAY) for contact in read_insert(path, "XX.yaml").contacts}
        assert [found[name] for name in names] == [CallState.CONFIRMED] * len(names)
        for left in tmp_path.glob("go*"):
            left.unlink()
        assert [left.name for left in tmp_path.iterdir()] == ["XX.yaml"]


def test_a_country_file_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    lay(tmp_path, {"project/theirs.yaml": UNCONFIRMED})
    (tmp_path / "project" / COUNTRY).parent.mkdir(parents=True)
    (tmp_path / "project" / COUNTRY).symlink_to(tmp_path / "project" / "theirs.yaml")
    path = project_file(tmp_path / "project", "XX")
    with pytest.raises(OutputError) as stopped:
        write_call(path, Call("friends", "A. Tester", TODAY, heard("friends")))
    assert only(stopped.value.findings).code == "link-refused"
    assert (tmp_path / "project/theirs.yaml").read_text(encoding="utf-8") == UNCONFIRMED
    lay(tmp_path, {"outside.yaml": UNCONFIRMED})
    path.unlink()
    path.symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(SourceError) as outside:
        project_file(tmp_path / "project", "XX")
    assert only(faults(outside.value)).code == "outside-project"


@pytest.mark.parametrize(
    ("on", "code"),
    [("2026-11-28", "call-ahead"), ("2099-12-31", "call-ahead"), ("2026-10-31", "call-before-source")],
)
def test_nobody_can_have_called_ahead_or_before_the_newest_source(
    on: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    text = UNCONFIRMED.replace("gazette of Exampleland}]", "gazette of Exampleland, dated: 2026-11}]")
    lay(tmp_path, {COUNTRY: text})
    monkeypatch.setattr("sys.stdin", Terminal("yes", "yes", "always"))
    assert main(["confirm", "XX", "--by", "A. Tester", "--on", on, "--project", str(tmp_path)]) == 3
    assert code in capsys.readouterr().err
    assert (tmp_path / COUNTRY).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01", "2026-02-30", "tomorrow"])
def test_a_day_that_no_calendar_has_is_no_day(on: str, tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    with pytest.raises(SystemExit) as stopped:
        main(["confirm", "XX", "--by", "A. Tester", "--on", on, "--project", str(tmp_path)])
    assert stopped.value.code == 2
    assert f"--on: '{on}' is no date" in capsys.readouterr().err


def test_our_own_files_are_never_written(tmp_path: Path) -> None:
    for find in (partial(find_own_folder, None), partial(project_file, tmp_path)):
        with pytest.raises(SourceError) as stopped:
            find("KE")
        assert only(faults(stopped.value)).code == "no-project"


class Terminal:
    """Answers questions as a person at a terminal."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return f"{self.answers.pop(0)}\n" if self.answers else ""


def walk(project: Path, monkeypatch: pytest.MonkeyPatch, *answers: str) -> int:
    monkeypatch.setattr("sys.stdin", Terminal(*answers))
    return main([*WALK, "--project", str(project)])


def test_a_person_walks_from_number_to_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    assert walk(tmp_path, monkeypatch, "perhaps", "y", "yes", "at nine", "daily 09:00-17:00") == 0
    out = capsys.readouterr().out
    assert "020 7946 0018" in out
    assert "0808 157 0192" not in out
    assert "All printed numbers are confirmed" in out
    found = read_insert(tmp_path / COUNTRY, "XX.yaml").contacts[1]
    assert found.checked and found.checked.by == "A. Tester"
    assert found.free and found.hours


OPEN = UNCONFIRMED.replace(
    "numbers: [{printed: 020 7946 0018}]", "numbers: [{printed: 020 7946 0018}]\n    hours: {mon-fri: '08:00-17:00'}"
)


@pytest.mark.parametrize(
    ("answers", "hours"),
    [
        (("",), {"mon-fri": "08:00-17:00"}),
        (("09:00-17:00", "24.12. 09:00-12:00", ""), {"mon-fri": "08:00-17:00"}),
        (("mon-sat 9:00-16:00",), {"mon-sat": "09:00-16:00"}),
        (
            ("Mon-Fri 08:00-12:00, 14:00-18:00; sat, sun 10:00-12:00",),
            {"mon-fri": "08:00-12:00, 14:00-18:00", "sat,sun": "10:00-12:00"},
        ),
        (("unknown",), {}),
    ],
)
def test_hours_are_shown_and_only_what_was_said_is_written(
    answers: tuple[str, ...], hours: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    lay(tmp_path, {COUNTRY: OPEN})
    assert walk(tmp_path, monkeypatch, "y", "unknown", *answers) == 0
    out = capsys.readouterr().out
    assert "In your file: mon-fri 08:00-17:00" in out
    assert ("dates have no place here" in out) == (len(answers) == 3)
    found = read_insert(tmp_path / COUNTRY, "XX.yaml").contacts[1]
    assert {one.days: one.times for one in found.hours} == hours and not found.always
    assert found.checked and found.checked.of == found.heard


@pytest.mark.parametrize(
    ("answers", "said"), [(("skip",), "Still to call"), (("q",), "Stopped"), ((), "Stopped"), (("no", "no"), "friends")]
)
def test_what_was_not_called_stays_unconfirmed(
    answers: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    assert walk(tmp_path, monkeypatch, *answers) == 0
    assert said in capsys.readouterr().out
    assert (tmp_path / COUNTRY).read_text(encoding="utf-8") == UNCONFIRMED


def test_no_program_confirms_a_number(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    asked = ["confirm", "XX", "--project", str(tmp_path)]
    assert main([*asked, "--by", "A. Tester"]) == 3
    assert "no-terminal" in capsys.readouterr().err
    assert main([*asked, "--by", " "]) == 3
    assert "no-person" in capsys.readouterr().err
    assert (tmp_path / COUNTRY).read_text(encoding="utf-8") == UNCONFIRMED
