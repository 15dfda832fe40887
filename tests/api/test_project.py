"""What `import booklet` gives: ten lines build a booklet, and nothing goes to readers that no call holds for."""

import json
import re
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from clocks import TODAY, set_clock
from PIL import Image
from projects import CONFIRMED, COUNTRY, OWN, UNCONFIRMED, codes, lay, only

import booklet
from booklet.api.confirming import list_heard, list_numbers
from booklet.cli import main
from booklet.facts.places import DIRECTORY, Reason
from booklet.make.outdated import MANIFEST
from booklet.values import replace

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def shipped() -> booklet.Project:
    return booklet.open_project()


@pytest.fixture
def own(tmp_path: Path) -> booklet.Project:
    return booklet.open_project(lay(tmp_path / "own", {COUNTRY: CONFIRMED}))


def card(project: booklet.Project, country: str = "XX", edition: str = "screen") -> booklet.Job:
    return project.plan("card", country=country, band="14-17", edition=edition)[0]


# what is there


@pytest.mark.slow
def test_importing_reads_nothing_and_each_name_is_found_when_it_is_asked_for() -> None:
    text = "import sys, booklet; assert not [name for name in sys.modules if name.startswith('booklet.')]\n"
    text += "for name in booklet.__all__: getattr(booklet, name)\n"
    text += "try: booklet.nothing\nexcept AttributeError: print(booklet.__version__, len(dir(booklet)))"
    said = subprocess.run([sys.executable, "-c", text], cwd=OWN, capture_output=True, text=True)
    assert said.stdout == f"{booklet.__version__} {len(booklet.__all__)}\n", said.stderr
    assert all(getattr(booklet, name).__doc__ for name in booklet.__all__)


def test_a_project_says_what_can_be_asked_for(shipped: booklet.Project) -> None:
    assert "booklet" in shipped.products and "KE" in shipped.countries and "ar" in shipped.locales
    assert {"press", "screen", "office", "web", "epub", "audio", "braille"} == set(shipped.editions)
    assert "14-17" in shipped.bands
    assert {shipped.layout(name).product for name in shipped.layouts} == set(shipped.products)
    assert {shipped.printer(name).edition for name in shipped.printers} == {"press", "office"}
    assert shipped.locale("ar").direction == "rtl"
    kenya = shipped.country("KE", DAY)
    assert (kenya.name, kenya.numbers) == ("Kenya", booklet.CallState.UNCONFIRMED)
    assert shipped.path is None


@pytest.mark.slow
def test_all_faults_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    folder = lay(tmp_path, {"brand.yaml": "colour: red\n", "words.yaml": "m1:\n  text: Never mind.\n"})
    with pytest.raises(booklet.BookletError) as stopped:
        booklet.open_project(folder)
    assert {str(found.where.file) for found in stopped.value.findings} == {"brand.yaml", "words.yaml"}


def test_unknown_names_are_told_at_once(shipped: booklet.Project) -> None:
    with pytest.raises(booklet.SourceError) as stopped:
        shipped.plan("boklet", country=["KE", "QQ"], ink="red")
    assert codes(stopped.value.findings) == ["unknown-product", "unknown-country", "unknown-ink"]


def test_a_plan_has_every_combination(shipped: booklet.Project) -> None:
    jobs = shipped.plan("booklet", country=("KE", "EG"), locale="en", edition=("press", "screen"))
    assert [(job.country, job.band, job.edition) for job in jobs] == [
        (country, band, edition)
        for country in ("KE", "EG")
        for band in shipped.bands
        for edition in ("press", "screen")
    ]


# files


@pytest.mark.slow
def test_a_file_is_what_the_command_makes(own: booklet.Project, tmp_path: Path) -> None:
    assert own.path
    asked = ["build", "card", "--country", "XX", "--band", "14-17", "--edition", "press", "--date", "2026-11-25"]
    assert main([*asked, "--project", str(own.path), "--output", str(tmp_path / "theirs")]) == 0
    files = list(own.build_all(own.plan("card", country="XX", band="14-17", edition="press"), DAY))
    done = own.write(files, tmp_path / "ours")
    assert {path.name: path.read_bytes() for path in done.paths} == {
        path.name: path.read_bytes() for path in (tmp_path / "theirs").glob("*.pdf")
    }
    said, theirs = (
        json.loads((tmp_path / name / MANIFEST).read_text("utf-8").replace(f"/{name}/", "/x/"))
        for name in ("ours", "theirs")
    )
    assert said == theirs == json.loads(json.dumps(done.manifest).replace("/ours/", "/x/"))
    assert not any(file.is_proof for file in files) and files[0].trim == (85.0, 55.0)


def test_a_number_that_nobody_called_makes_a_proof_whatever_day_is_named(tmp_path: Path) -> None:
    project = booklet.open_project(lay(tmp_path, {COUNTRY: UNCONFIRMED}))
    file = project.build(card(project), DAY)
    assert file.is_proof and file.name.endswith("_PROOF.pdf") and file.why == "proof"


def test_no_day_that_is_named_makes_old_calls_good(own: booklet.Project) -> None:
    set_clock(date(2027, 8, 1))
    assert own.build(card(own), DAY).is_proof
    set_clock(TODAY)
    assert not own.build(card(own), DAY).is_proof
    assert own.build(card(own), date(2026, 12, 24)).is_proof


def test_a_file_that_was_kept_is_not_written_once_its_calls_hold_no_more(own: booklet.Project, tmp_path: Path) -> None:
    file = own.build(card(own), DAY)
    assert not file.is_proof
    set_clock(date(2027, 8, 1))
    with pytest.raises(booklet.SourceError) as stopped:
        own.write([file], tmp_path / "out")
    assert only(stopped.value.findings).code == "fallen-back"
    assert not (tmp_path / "out").exists()


def test_two_files_of_one_name_are_not_written(own: booklet.Project, tmp_path: Path) -> None:
    early, late = own.build(card(own), DAY), own.build(card(own), date(2026, 12, 24))
    assert late.is_proof and not early.is_proof
    with pytest.raises(booklet.SourceError) as stopped:
        own.write([early, late], tmp_path / "out")
    assert only(stopped.value.findings).code == "same-name" and not (tmp_path / "out").exists()


def test_a_manifest_says_of_each_file_on_which_day_it_was_made(own: booklet.Project, tmp_path: Path) -> None:
    files = [own.build(card(own), DAY), own.build(card(own, edition="press"), TODAY)]
    done = own.write(files, tmp_path / "out")
    entries = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))["files"]
    assert [(entry["edition"], entry["made"]) for entry in entries] == [
        ("screen", "2026-11-25"),
        ("press", "2026-11-27"),
    ]
    assert done.manifest["made"] == "2026-11-27"


def test_writing_looks_back_at_what_lies_there(own: booklet.Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (first,) = own.write([own.build(card(own), DAY)], out).paths
    assert own.path
    own.edit_contact("XX", "example-line", {"numbers": [{"printed": "0808 157 0193", "service": ""}]})
    done = own.write([own.build(card(own), DAY)], out)
    assert not first.exists() and done.paths[0].stem == first.stem.replace("-draft", "_PROOF")
    assert (out / f"{first.stem}_OUTDATED.pdf").exists()
    assert {"check-changed", "fallen-back"} <= set(codes(done.findings))


# any PDF


@pytest.mark.slow
def test_a_file_is_checked_from_its_bytes_and_from_its_path(own: booklet.Project, tmp_path: Path) -> None:
    data = own.build(card(own, edition="press"), DAY).data
    path = tmp_path / "card.pdf"
    path.write_bytes(data)
    by_bytes, by_path = booklet.check_pdf(data), booklet.check_pdf(path)
    assert by_bytes.hits == by_path.hits and not by_bytes.is_refused and by_bytes.printer == "offset-coated"
    assert booklet.check_pdf(b"%PDF-1.4 broken").is_refused
    assert booklet.check_pdf(data, purpose="screen").by
    with pytest.raises(booklet.SourceError) as stopped:
        booklet.check_pdf(data, printer="nobody")
    assert only(stopped.value.findings).code == "unknown-printer"
    with pytest.raises(booklet.SourceError) as stopped:
        booklet.check_pdf(data, purpose="print")  # type: ignore[arg-type]
    assert only(stopped.value.findings).code == "unknown-purpose"


@pytest.mark.slow
def test_pages_are_put_on_sheets_and_those_of_a_proof_say_so(tmp_path: Path) -> None:
    project = booklet.open_project(lay(tmp_path, {COUNTRY: UNCONFIRMED}))
    file = project.build(card(project, edition="press"), DAY)
    sheets = booklet.impose_pdf(file.data, "n-up-backs", sheet="a4", margin=5, has_pictures=True)
    assert (sheets.sides, sheets.size, sheets.flip, len(sheets.pictures)) == (2, (210.0, 297.0), "long", 2)
    assert sheets.is_proof and "flip on the long edge" in sheets.advice
    with pytest.raises(booklet.SourceError) as stopped:
        booklet.impose_pdf(file.data, "n-up", sheet="a9", margin=-1, scale="nan", direction="up")
    assert [(found.code, found.where.file) for found in stopped.value.findings] == [
        ("unknown-sheet", "sheet"),
        ("unknown-direction", "direction"),
        ("wrong-scale", "scale"),
        ("wrong-length", "margin"),
    ]
    with pytest.raises(booklet.SourceError) as stopped:
        booklet.impose_pdf(file.data, "origami")
    assert only(stopped.value.findings).code == "unknown-scheme"


def test_a_page_is_shown_as_wide_as_it_is_asked_for(own: booklet.Project) -> None:
    front, back = own.previews(card(own), (1, 2), 340, DAY)
    with Image.open(BytesIO(front)) as picture:
        assert (picture.format, picture.size) == ("PNG", (340, 221))
    assert front != back and own.preview(card(own, edition="press"), 2, 340, DAY) == back
    for page, width, code in (
        (3, 340, "no-page"),
        (0, 340, "no-page"),
        (1, 0, "wrong-width"),
        (1, 9999, "wrong-width"),
    ):
        with pytest.raises(booklet.SourceError) as stopped:
            own.preview(card(own), page, width, DAY)
        assert only(stopped.value.findings).code == code


@pytest.mark.slow
def test_everything_is_looked_at_and_nothing_is_raised(tmp_path: Path) -> None:
    project = booklet.open_project(lay(tmp_path, {COUNTRY: UNCONFIRMED.replace("kind: support", "kind: shop", 1)}))
    findings = project.validate("card", country="XX", band="14-17", day=DAY)
    assert ("unknown-kind", booklet.Severity.ERROR) in [(found.code, found.severity) for found in findings]


# contacts


def test_a_contact_says_where_it_stands_and_is_changed_there(own: booklet.Project) -> None:
    first = own.contacts("XX")[0]
    assert (str(first.where), own.contact_state(first)) == (f"{COUNTRY}:6", booklet.CallState.CONFIRMED)
    seen = own.contact_fields("XX", first.id)
    own.edit_contact("XX", first.id, {"free": "no"}, seen=seen)
    first = own.contacts("XX")[0]
    assert not first.free and own.contact_state(first) is booklet.CallState.CHANGED
    assert [contact.id for contact in own.to_call("XX")] == [first.id]
    with pytest.raises(booklet.SourceError) as stopped:
        own.edit_contact("XX", first.id, {"free": "yes"}, seen=seen)
    assert only(stopped.value.findings).code == "edited-meanwhile"


def test_only_a_named_person_on_a_day_that_has_come_confirms(own: booklet.Project) -> None:
    own.edit_contact("XX", "example-line", {"free": "no"})
    first = own.contacts("XX")[0]
    for by, on, code in (
        ("a script", TODAY, "no-person"),
        ("", TODAY, "no-person"),
        ("A. Tester", date(2026, 11, 28), "call-ahead"),
        ("A. Tester", date(2026, 1, 1), "call-before-source"),
    ):
        with pytest.raises(booklet.SourceError) as stopped:
            own.record_call(first, by=by, on=on)
        assert only(stopped.value.findings).code == code
    assert own.contact_state(own.contacts("XX")[0]) is booklet.CallState.CHANGED
    own.record_call(first, by=" A.  Tester ")
    call = own.contacts("XX")[0].checked
    assert call and (call.by, call.on) == ("A. Tester", TODAY)
    assert own.contact_state(own.contacts("XX")[0]) is booklet.CallState.CONFIRMED and own.to_call("XX") == ()


@pytest.mark.parametrize(("axis", "name"), [("band", "99"), ("edition", "x"), ("ink", "x"), ("country", "../XX")])
def test_a_job_written_by_hand_is_looked_at(own: booklet.Project, axis: str, name: str) -> None:
    with pytest.raises(booklet.SourceError) as stopped:
        own.build(replace(card(own), **{axis: name}))
    assert only(stopped.value.findings).code == f"unknown-{axis}"


@pytest.mark.parametrize("day", ["2026-11-27", datetime(2026, 11, 27)])
def test_what_is_no_job_and_no_day_is_an_error_of_type(own: booklet.Project, day: object) -> None:
    with pytest.raises(TypeError, match="a day is a date"):
        own.build(card(own), day)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a job is one of those"):
        own.build("card")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["a\0b.pdf", "\ud800.pdf"])
def test_a_path_that_no_file_has_cannot_be_read(path: str) -> None:
    assert [hit.rule.code for hit in booklet.check_pdf(path).hits] == ["unreadable"]


def test_a_call_is_written_with_the_ends_of_lines_of_its_file(tmp_path: Path) -> None:
    project = booklet.open_project(lay(tmp_path, {COUNTRY: CONFIRMED}))
    path = tmp_path / COUNTRY
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    project.record_call(project.contacts("XX")[1], by="A. Tester")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") > 0
    with pytest.raises(TypeError):
        project.record_call(project.contacts("XX")[1], by=5)  # type: ignore[arg-type]


def test_a_call_to_what_was_edited_meanwhile_is_refused(own: booklet.Project) -> None:
    first = own.contacts("XX")[0]
    own.edit_contact("XX", first.id, {"free": "no"})
    with pytest.raises(booklet.SourceError) as stopped:
        own.record_call(first, by="A. Tester")
    assert only(stopped.value.findings).code == "edited-meanwhile"


@pytest.mark.slow
def test_own_words_are_confirmed_by_a_person_with_an_answer_that_fits(tmp_path: Path) -> None:
    brand = "name: Amani House\ncontact: Ask us at amani.example\n"
    project = booklet.open_project(lay(tmp_path, {COUNTRY: CONFIRMED, "brand.yaml": brand}))
    said = project.to_look_at("XX")
    assert said and project.build(card(project), DAY).is_proof
    with pytest.raises(booklet.SourceError):
        project.confirm(said[0], "tried", by="the website", on=date(2026, 11, 29))
    with pytest.raises(booklet.SourceError) as stopped:
        project.confirm(said[0], "perhaps", by="A. Tester")
    assert only(stopped.value.findings).code == "wrong-answer"
    with pytest.raises(booklet.SourceError) as stopped:
        project.confirm(said[0], "tried", by="bot")
    assert only(stopped.value.findings).code == "no-person"
    for one in said:
        project.confirm(one, "tried", by="A. Tester", on=DAY)
    assert project.to_look_at("XX") == () and not project.build(card(project), DAY).is_proof


def test_a_book_of_contacts_says_where_each_prints_and_what_it_lacks(own: booklet.Project) -> None:
    book = own.contact_book("XX")
    first, friends, rumour = book.contacts
    assert book.is_sound and book.fields["lead"] == first.id and book.find("rumour") is rumour
    assert (first.state, first.until) == (booklet.CallState.CONFIRMED, date(2027, 5, 20))
    assert [(place.band, place.spots, place.row) for place in friends.places] == [
        ("14-17", (DIRECTORY,), 4),
        ("10-13", (DIRECTORY,), 3),
    ]
    assert {place.reason for place in rumour.places} == {Reason.UNSURE}


def test_a_half_filled_file_is_shown_with_its_faults(tmp_path: Path) -> None:
    booklet.new_project(tmp_path / "own", "XX")
    book = booklet.open_project(tmp_path / "own").contact_book("XX")
    assert not book.is_sound and [fault.field for fault in book.faults] == ["name"]
    assert [contact.id for contact in book.contacts] == ["helpline", "emergency"]
    assert all(contact.faults and not contact.places for contact in book.contacts)


def test_calls_that_end_are_those_of_one_country(own: booklet.Project) -> None:
    assert [one.contact.id for one in own.calls_ending("XX", date(2027, 5, 20))] == ["example-line"]
    assert own.calls_ending("XX", date(2027, 5, 19)) == own.calls_ending("KE", date(2030, 1, 1)) == ()


def test_the_page_that_lists_contacts_is_found_in_each_band(own: booklet.Project) -> None:
    assert [own.directory_page("XX", "en", band) for band in own.bands] == [27, 27]
    assert own.directory_page("XX", "en", "14-17", "card-85x55") == 0


def test_every_number_of_a_contact_is_called_and_opens_on_a_phone(own: booklet.Project) -> None:
    own.edit_contact(
        "XX",
        "friends",
        {
            "numbers": [{"printed": "1-800-4-A-CHILD", "dial": "1-800-422-4453"}],
            "sms": {"to": "741 741", "word": "HI"},
            "whatsapp": "020 7946 0018",
            "abroad": "+44 20 7946 0018",
        },
    )
    numbers = list_numbers(own.contacts("XX")[1])
    assert [(number.way, number.link, number.field) for number in numbers] == [
        ("call", "tel:18004224453", "numbers.0"),
        ("WhatsApp", "tel:02079460018", "whatsapp"),
        ("text", "sms:741741", "sms.to"),
        ("abroad", "tel:+442079460018", "abroad"),
    ]
    assert list(list_heard(own.contacts("XX")[0])) == ["numbers", "web", "free"]


def test_what_is_shipped_is_never_written(shipped: booklet.Project) -> None:
    first = shipped.contacts("KE")[0]
    for act in (
        lambda: shipped.edit_contact("KE", first.id, {"free": "yes"}),
        lambda: shipped.add_contact("KE", {"id": "x"}),
        lambda: shipped.order_contacts("KE", []),
        lambda: shipped.edit_country("KE", {"lead": None}),
        lambda: shipped.withdraw_contact("KE", first.id),
        lambda: shipped.contact_book("KE"),
        lambda: shipped.record_call(first, by="A. Tester"),
        lambda: shipped.contact_fields("KE", first.id),
    ):
        with pytest.raises(booklet.SourceError) as stopped:
            act()
        assert only(stopped.value.findings).code == "no-project"


def test_a_new_project_is_filled_in_and_compared(tmp_path: Path) -> None:
    made = booklet.new_project(tmp_path / "own", "XX", "Amani House")
    assert "brand.yaml" in made.files and made.to_fill
    kenya = booklet.new_project(tmp_path / "kenya", "KE")
    assert kenya.to_fill == () and booklet.compare_countries("KE", "ours", kenya.folder) == ()
    project = booklet.open_project(kenya.folder)
    first = project.contacts("KE")[0]
    project.edit_contact("KE", first.id, {"languages": ["en", "sw", "so"]})
    (line,) = booklet.compare_countries("KE", "ours", kenya.folder)
    assert line.startswith(f"{first.id}: languages")


# the readme


@pytest.mark.slow
def test_ten_lines_of_the_readme_build_a_booklet(tmp_path: Path) -> None:
    readme = (OWN / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 10
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(OWN)}, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [
        "guide_booklet_14-17_en_001_a5_press_v01-draft.pdf",
        "manifest.json",
    ]
    assert "guide_booklet_14-17_en_001_a5_press_v01-draft.pdf" in said.stdout
