"""A program changes a contact: every other letter of the file stays, and no call holds for what nobody heard."""

import difflib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, codes, lay, only, ours

from booklet.errors import BookletError, OutputError, SourceError
from booklet.facts.gate import CallState, contact_state
from booklet.project.edit import (
    FieldError,
    Value,
    add_contact,
    edit_contact,
    edit_country,
    find_field_faults,
    order_contacts,
    read_country_fields,
    read_fields,
    take_back_call,
    withdraw_contact,
)
from booklet.project.new import make_project
from booklet.sources.countries import read_insert
from booklet.sources.folders import country_file, open_folders

TODAY = date(2026, 11, 27)

REMARKED = CONFIRMED.replace(
    "    numbers:\n", "    # the number below\n    numbers:  # as printed\n      # the first\n"
).replace("    hours: {always: unknown}\n", "    hours: {always: unknown} # who knows\n\n    # is it free?\n")


def file(folder: Path, text: str = CONFIRMED) -> Path:
    return lay(folder, {"XX.yaml": text}) / "XX.yaml"


def changes(before: str, path: Path) -> list[str]:
    """Return the lines that came and went."""
    lines = difflib.unified_diff(before.splitlines(), path.read_text(encoding="utf-8").splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_one_line_changes_and_the_call_holds_no_more(tmp_path: Path) -> None:
    path = file(tmp_path)
    before = read_insert(path, "XX.yaml").contacts
    assert contact_state(before[0], TODAY) is CallState.CONFIRMED
    edit_contact(path, "example-line", {"numbers": [{"printed": "0808 157 0193", "service": ""}]}, None)
    assert changes(CONFIRMED, path) == [
        "-    numbers:",
        "-      - {printed: '0808 157 0192', service: ''}",
        "+    numbers: [{printed: '0808 157 0193', service: ''}]",
    ]
    first, second, _ = read_insert(path, "XX.yaml").contacts
    assert first.checked and contact_state(first, TODAY) is CallState.CHANGED
    assert contact_state(second, TODAY) is CallState.CONFIRMED


def test_what_nobody_hears_leaves_a_call_alone(tmp_path: Path) -> None:
    path = file(tmp_path)
    edit_contact(path, "example-line", {"note": "ask for the: night desk", "confidence": "medium"}, None)
    assert changes(CONFIRMED, path) == [
        "-    confidence: high",
        "+    confidence: medium",
        "+    note: 'ask for the: night desk'",
    ]
    assert contact_state(read_insert(path, "XX.yaml").contacts[0], TODAY) is CallState.CONFIRMED


def test_remarks_stay_where_they_are(tmp_path: Path) -> None:
    path = file(tmp_path, REMARKED)
    edit_contact(path, "example-line", {"free": "no", "hours": {"daily": "09:00-17:00"}, "web": None}, None)
    assert changes(REMARKED, path) == [
        "-    web: https://line.example/",
        "-    hours: {always: unknown} # who knows",
        "+    hours: {daily: '09:00-17:00'} # who knows",
        "-    free: yes",
        "+    free: no",
    ]
    edit_contact(path, "example-line", {"numbers": [{"printed": "119"}]}, None)
    assert "# as printed" in path.read_text(encoding="utf-8") and "# the first" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("country", open_folders().names("translations/countries", ".yaml")[1::15])
def test_a_contact_of_ours_changes_by_one_line(tmp_path: Path, country: str) -> None:
    text = ours(country_file(country))
    path = lay(tmp_path, {f"{country}.yaml": text}) / f"{country}.yaml"
    for contact in read_fields(path):
        edit_contact(path, str(contact["id"]), {"private": "no"}, contact)
    assert {line[:13] for line in changes(text, path)} <= {"-    private:", "+    private:"}
    assert all(fields["private"] == "no" for fields in read_fields(path))
    for contact in read_fields(path):
        edit_contact(path, str(contact["id"]), {"note": "seen"}, contact)
    assert all(fields["note"] == "seen" for fields in read_fields(path))


def test_lines_end_as_they_did(tmp_path: Path) -> None:
    path = file(tmp_path, CONFIRMED.replace("\n", "\r\n"))
    edit_contact(path, "friends", {"free": "yes"}, None)
    add_contact(path, NEW)
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") and read_fields(path)[1]["free"] == "yes"


@pytest.mark.parametrize("text", [CONFIRMED.replace("\n", "\r\n", 3), CONFIRMED.replace("\n", "\r")])
def test_a_file_whose_lines_end_in_several_ways_is_left_to_hands(tmp_path: Path, text: str) -> None:
    path = tmp_path / "XX.yaml"
    path.write_bytes(text.encode())
    refused(path, "friends", {"free": "yes"}, "contact-unwritable")


NEW: Mapping[str, Value] = {
    "id": "night-desk",
    "kind": "support",
    "name": {"en": "Children's Night Desk"},
    "numbers": [{"printed": "020 7946 0019"}],
    "sources": [{"url": "https://gazette.example/8"}],
    "confidence": "high",
}


def test_a_contact_is_added_behind_the_others_and_nobody_has_called_it(tmp_path: Path) -> None:
    path = file(tmp_path)
    add_contact(path, NEW)
    assert [line for line in changes(CONFIRMED, path) if line.startswith("-")] == []
    assert read_fields(path)[-1] == NEW
    found = read_insert(path, "XX.yaml").contacts[-1]
    assert contact_state(found, TODAY) is CallState.UNCONFIRMED


@pytest.mark.parametrize("listed", ["contacts: []", "contacts:\n  - {id: a, kind: support}"])
def test_a_contact_is_added_to_none_and_to_one_in_braces(tmp_path: Path, listed: str) -> None:
    path = file(tmp_path, f"country: XX\nname: {{en: Exampleland}}\nlocales: [en]\n{listed}\nlaw: {{}}\n")
    add_contact(path, NEW)
    assert read_fields(path)[-1] == NEW and path.read_text(encoding="utf-8").endswith("law: {}\n")


def test_a_half_filled_template_is_filled_step_by_step(tmp_path: Path) -> None:
    make_project(tmp_path / "own", "XX", "", open_folders())
    path = tmp_path / "own" / country_file("XX")
    text = path.read_text(encoding="utf-8")
    edit_contact(path, "helpline", {"name": {"en": "Example Line"}}, None)
    edit_contact(path, "helpline", {"confidence": "high", "numbers": [{"printed": "116 111"}]}, None)
    assert read_fields(path)[0]["numbers"] == [{"printed": "116 111"}]
    remarks = [line for line in text.splitlines() if line.strip().startswith("#")]
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip().startswith("#")] == remarks


def refused(path: Path, contact: str, changes: Mapping[str, Value | None], code: str) -> BookletError:
    before = path.read_bytes()
    with pytest.raises(BookletError) as stopped:
        edit_contact(path, contact, changes, None)
    assert path.read_bytes() == before and not list(path.parent.glob(".*"))
    assert code in codes(stopped.value.findings)
    return stopped.value


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"checked": {"by": "A. Tester", "on": "2026-11-27"}}, "reserved-key"),
        ({"checked": None}, "reserved-key"),
        ({"id": "other"}, "reserved-key"),
        ({"numbers": [{"printed": "call me"}]}, "wrong-number"),
        ({"web": "ftp://line.example"}, "wrong-address"),
        ({"colour": "red"}, "unknown-key"),
        ({"kind": None}, "missing-key"),
        ({"name": {"en": "two\nlines"}}, "too-long"),
        ({"free": "yes\n    checked: {by: A. Tester, on: 2026-11-27}"}, "unknown-free"),
        ({"name": {"en": "\ud800"}}, "contact-unwritable"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    tmp_path: Path, given: Mapping[str, Value | None], code: str
) -> None:
    refused(file(tmp_path), "example-line", given, code)


def test_no_program_brings_a_place_back_that_is_out_of_use(tmp_path: Path) -> None:
    path = file(tmp_path)
    edit_contact(path, "friends", {"withdrawn": "2026-11-01"}, None)
    assert contact_state(read_insert(path, "XX.yaml").contacts[1], TODAY) is CallState.WITHDRAWN
    for value in (None, "2027-01-01"):
        refused(path, "friends", {"withdrawn": value}, "reserved-key")


def test_a_new_contact_brings_no_call_with_it(tmp_path: Path) -> None:
    path = file(tmp_path)
    with pytest.raises(SourceError) as stopped:
        add_contact(path, {**NEW, "checked": {"by": "A. Tester", "on": "2026-11-27"}})
    assert only(stopped.value.findings).code == "reserved-key"
    with pytest.raises(SourceError) as stopped:
        add_contact(path, {**NEW, "id": "friends"})
    assert only(stopped.value.findings).code == "duplicate-id"
    assert path.read_text(encoding="utf-8") == CONFIRMED


def test_what_was_edited_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = file(tmp_path)
    seen = read_fields(path)[0]
    path.write_text(CONFIRMED.replace("0192", "0193"), encoding="utf-8")
    with pytest.raises(SourceError) as stopped:
        edit_contact(path, "example-line", {"free": "no"}, seen)
    assert only(stopped.value.findings).code == "edited-meanwhile"
    edit_contact(path, "example-line", {"free": "no"}, read_fields(path)[0])


def test_a_file_set_in_another_way_is_left_to_hands(tmp_path: Path) -> None:
    path = file(
        tmp_path, CONFIRMED.replace("  - id: friends\n    kind: support\n", "  - kind: support\n    id: friends\n")
    )
    with pytest.raises(OutputError) as stopped:
        edit_contact(path, "friends", {"kind": None}, None)
    assert only(stopped.value.findings).code == "contact-unwritable"


def test_an_unknown_contact_is_told_with_the_nearest(tmp_path: Path) -> None:
    error = refused(file(tmp_path), "example-lin", {"free": "no"}, "unknown-contact")
    assert 'did you mean "example-line"?' in error.findings[0].hint


def template(folder: Path) -> Path:
    make_project(folder / "own", "XX", "", open_folders())
    return folder / "own" / country_file("XX")


def test_remarks_move_with_their_contact_and_nothing_else_moves(tmp_path: Path) -> None:
    path = template(tmp_path)
    before = path.read_text(encoding="utf-8")
    order_contacts(path, ["emergency", "helpline"], ["helpline", "emergency"])
    after = path.read_text(encoding="utf-8")
    assert after.index("# The emergency number.") < after.index("id: emergency") < after.index("line must stay free.")
    assert after.index("line must stay free.") < after.index("# id: a short name") < after.index("id: helpline")
    assert after.index("#? checked: {by: Name of the caller", after.index("id: helpline")) < after.index("# law-may")
    order_contacts(path, ["helpline", "emergency"], None)
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("country", open_folders().names("translations/countries", ".yaml")[2::15])
def test_contacts_of_ours_change_places_and_change_back(tmp_path: Path, country: str) -> None:
    text = ours(country_file(country))
    path = lay(tmp_path, {f"{country}.yaml": text}) / f"{country}.yaml"
    ids = [str(fields["id"]) for fields in read_fields(path)]
    order_contacts(path, ids[::-1], ids)
    assert [fields["id"] for fields in read_fields(path)] == ids[::-1]
    order_contacts(path, ids, None)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("ids", "seen", "code"),
    [
        (["friends", "example-line"], None, "wrong-order"),
        (["friends", "example-line", "example-line"], None, "wrong-order"),
        (["friends", "example-line", "rumour"], ["friends", "example-line", "rumour"], "edited-meanwhile"),
    ],
)
def test_an_order_that_is_not_of_this_file_is_refused(
    tmp_path: Path, ids: list[str], seen: list[str] | None, code: str
) -> None:
    path = file(tmp_path)
    with pytest.raises(SourceError) as stopped:
        order_contacts(path, ids, seen)
    assert only(stopped.value.findings).code == code and path.read_text(encoding="utf-8") == CONFIRMED


def test_contacts_on_one_line_are_moved_by_hand(tmp_path: Path) -> None:
    both = "[{id: a, kind: support}, {id: b, kind: support}]"
    path = file(tmp_path, f"country: XX\nname: {{en: Exampleland}}\ncontacts: {both}\n")
    with pytest.raises(OutputError) as stopped:
        order_contacts(path, ["b", "a"], None)
    assert only(stopped.value.findings).code == "contact-unwritable"


def test_each_fault_of_a_half_filled_file_names_its_field(tmp_path: Path) -> None:
    found = {(fault.contact, fault.field) for fault in find_field_faults(template(tmp_path))}
    each = {"numbers.0.printed", "sources.0", "confidence"}
    assert found == {("", "name"), ("helpline", "name")} | {
        (one, key) for one in ("helpline", "emergency") for key in each
    }


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"numbers": [{"printed": "116"}, {"printed": "call me"}]}, {"numbers.1.printed"}),
        ({"hours": {"mon": "9-10"}, "web": "ftp://line.example"}, {"hours.mon", "web"}),
        ({"practice": [{"about": "tells"}]}, {f"practice.0.{key}" for key in ("says", "sources", "confidence")}),
        ({"ages": {"under": "young"}, "note": "a\u202eb"}, {"ages.under", "note"}),
    ],
)
def test_what_is_refused_names_the_field_to_mend(
    tmp_path: Path, given: Mapping[str, Value | None], fields: set[str]
) -> None:
    with pytest.raises(FieldError) as stopped:
        edit_contact(file(tmp_path), "example-line", given, None)
    assert {fault.field for fault in stopped.value.faults} == fields
    assert {fault.contact for fault in stopped.value.faults} == {"example-line"}
    assert all(fault.finding.where.line for fault in stopped.value.faults)


def test_what_one_contact_lacks_is_no_leave_for_another_to_lack_it(tmp_path: Path) -> None:
    path = template(tmp_path)
    with pytest.raises(FieldError) as stopped:
        add_contact(path, {"id": "second", "kind": "support", "name": {"en": "Second"}, "confidence": ""})
    assert [(fault.contact, fault.field) for fault in stopped.value.faults] == [("second", "confidence")]


def test_a_contact_taken_out_of_use_stays_with_the_reason(tmp_path: Path) -> None:
    path = file(tmp_path)
    withdraw_contact(path, "friends", TODAY, "  the office\nhas closed ", None)
    fields = read_fields(path)[1]
    assert fields["withdrawn"] == "2026-11-27"
    assert fields["note"] == "Out of use since 2026-11-27: the office has closed"
    with pytest.raises(FieldError) as stopped:
        withdraw_contact(path, "example-line", TODAY, "", None)
    assert [(fault.contact, fault.field) for fault in stopped.value.faults] == [("", "lead")]


def test_what_stands_on_every_page_is_chosen_among_the_contacts(tmp_path: Path) -> None:
    path = file(tmp_path)
    seen = read_country_fields(path)
    edit_country(path, {"lead": "friends", "law-may-punish": "yes"}, seen)
    assert changes(CONFIRMED, path) == ["-lead: example-line", "+lead: friends", "+law-may-punish: yes"]
    edit_country(path, {"lead": None}, None)
    for given, code in (({"lead": "nobody"}, "unknown-lead"), ({"contacts": []}, "reserved-key")):
        with pytest.raises(SourceError) as stopped:
            edit_country(path, given, None)
        assert only(stopped.value.findings).code == code
    with pytest.raises(SourceError) as stopped:
        edit_country(path, {"lead": "friends"}, seen)
    assert only(stopped.value.findings).code == "edited-meanwhile"


def test_a_call_is_taken_back_by_whoever_finds_it_wrong(tmp_path: Path) -> None:
    path = file(tmp_path)
    first = read_insert(path, "XX.yaml").contacts[0]
    with pytest.raises(SourceError) as stopped:
        take_back_call(path, "friends", first.heard)
    assert only(stopped.value.findings).code == "edited-meanwhile"
    take_back_call(path, first.id, first.heard)
    assert [line[:12] for line in changes(CONFIRMED, path)] == ["-    checked"]
    assert contact_state(read_insert(path, "XX.yaml").contacts[0], TODAY) is CallState.UNCONFIRMED
