"""A print is asked whether it still holds: by its code, or by its file, on any day and after any change."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, called, lay
from releases import ENDED, MADE, lay_project, make, place
from signing import lay_translated_back

from booklet.api.holding import (
    Holding,
    Holds,
    code_of,
    file_holding,
    find_cure,
    holding,
    list_releases,
    read_release,
    typed_code,
)
from booklet.api.printings import add_printings
from booklet.api.project import open_project
from booklet.errors import SourceError
from booklet.facts.releasecode import make_code
from booklet.values import replace

LATER = date(2026, 12, 1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_project(tmp_path / "project")


def note(project: Path, product: str = "card", item: str = "c1") -> str:
    """Print a file, note it in the ledger, and return its code."""
    data = make(project, product, item)
    (project / f"{product}.pdf").write_bytes(data)
    add_printings(project, [project / f"{product}.pdf"], quantity=500, where="Example Town", on=MADE)
    return read_release(data, project).code


def change(project: Path, old: str, new: str, *, is_called: bool = True) -> None:
    text = CONFIRMED.replace(old, new)
    assert text != CONFIRMED
    if "withdrawn" in new or "low" in new:
        text = text.replace("lead: example-line\n", "")
    lay(project, {COUNTRY: called(text) if is_called else text})


def ask(project: Path, code: str, day: date = LATER, country: str = "XX") -> Holding:
    return holding(open_project(project), country, code, day)


@pytest.mark.slow
def test_a_print_of_today_is_known_by_its_code_though_nobody_noted_it(project: Path) -> None:
    for product, item in (("booklet", ""), ("poster", "p1"), ("card", "c1")):
        document = place(project, product, item)
        found = ask(project, code_of(document))
        assert (found.state, found.until, found.month) == (Holds.HOLDS, ENDED, date(2027, 4, 30))
    assert ask(project, code_of(place(project)).lower().replace("-", " "), country="").state is Holds.HOLDS


@pytest.mark.slow
def test_so_is_one_in_two_languages(project: Path) -> None:
    lay_translated_back(project, "fr")
    assert ask(project, code_of(place(project, locale="en+fr"))).state is Holds.HOLDS


@pytest.mark.slow
def test_when_a_call_has_ended_the_numbers_are_what_they_were_and_need_no_sticker(project: Path) -> None:
    code = note(project)
    assert ask(project, code, date(2027, 5, 19)).state is Holds.HOLDS
    found = ask(project, code, ENDED)
    assert found.state is Holds.EXPIRED and find_cure(found) is None and found.until is None
    assert [one.state for one in found.numbers] == [Holds.EXPIRED]


@pytest.mark.slow
def test_a_call_anew_lets_an_old_print_hold_on(project: Path) -> None:
    code = note(project)
    change(project, "on: 2026-11-20", "on: 2027-05-01")
    found = ask(project, code, date(2027, 6, 1))
    assert (found.state, found.until) == (Holds.HOLDS, date(2027, 11, 1))
    assert code_of(place(project, day=date(2027, 6, 1))) != code


def test_a_changed_number_is_told_with_what_replaced_it_and_its_sticker(project: Path) -> None:
    code = note(project)
    change(project, "0808 157 0192", "0808 157 0193")
    found = ask(project, code)
    assert found.state is Holds.CHANGED
    assert [(one.printed, one.now) for one in found.numbers] == [("0808 157 0192", ("0808 157 0193",))]
    cure = find_cure(found)
    assert cure and (cure.contacts, cure.locales, cure.band) == (("example-line",), ("en",), "14-17")


@pytest.mark.slow
def test_a_number_that_the_print_does_not_have_changes_nothing(project: Path) -> None:
    card, booklet = note(project), note(project, "booklet", "")
    change(project, "020 7946 0018", "020 7946 0019")
    assert ask(project, card).state is Holds.HOLDS
    assert [one.state for one in ask(project, booklet).numbers] == [Holds.HOLDS, Holds.CHANGED]
    assert ask(project, booklet).state is Holds.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    confidence: high\n", "    confidence: high\n    withdrawn: 2026-12-01\n"),
        ("example-line", "other-line"),
        ("    confidence: high\n", "    confidence: low\n"),
    ],
)
def test_a_place_that_is_gone_recalls_the_print(old: str, new: str, project: Path) -> None:
    code = note(project)
    change(project, old, new)
    found = ask(project, code)
    assert found.state is Holds.RECALLED and found.contacts is None
    cure = find_cure(found)
    assert cure and cure.contacts == ()


def test_what_is_said_of_a_place_changed_and_nobody_called_so_it_does_not_hold(project: Path) -> None:
    code = note(project)
    change(project, "free: yes", "free: no", is_called=False)
    assert ask(project, code).state is Holds.EXPIRED


@pytest.mark.slow
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 11, 19), date(2000, 1, 1)])
def test_a_clock_that_was_set_back_makes_nothing_hold(day: date, project: Path) -> None:
    code = note(project)
    assert ask(project, code, day).state is Holds.UNKNOWN
    covered = read_release(make(project), project)
    assert file_holding(None, covered, day).state is Holds.UNKNOWN
    assert file_holding(open_project(project), covered, day).state is Holds.UNKNOWN


def test_before_its_calls_a_print_that_nobody_noted_does_not_hold(project: Path) -> None:
    assert ask(project, code_of(place(project)), date(2026, 11, 1)).state is not Holds.HOLDS


@pytest.mark.slow
def test_a_code_that_nobody_printed_is_unknown_and_a_mistyped_one_is_told(project: Path) -> None:
    assert ask(project, make_code(["forged"])).state is Holds.UNKNOWN
    assert ask(project, code_of(place(project)), country="KE").state is Holds.UNKNOWN
    assert ask(project, code_of(place(project)), country="../XX").state is Holds.UNKNOWN
    for typed in ("BBBBB-BBBBC", "0800 111 116", ""):
        with pytest.raises(SourceError) as raised:
            ask(project, typed)
        assert [finding.code for finding in raised.value.findings] == ["wrong-code"]
    assert typed_code("xfdkt fllsj") == "XFDKT-FLLSJ"


@pytest.mark.slow
def test_of_two_prints_with_one_code_the_worse_counts(project: Path) -> None:
    code = note(project)
    (covered,) = list_releases(open_project(project))[code]
    worse = replace(covered, numbers=(("gone", "116 111"),))
    found = holding(open_project(project), "XX", code, LATER, (worse,))
    assert found.state is Holds.RECALLED
    other = replace(worse, code="")
    assert holding(open_project(project), "XX", code, LATER, (other,)).state is Holds.HOLDS


def test_a_file_alone_says_until_when_it_holds(project: Path) -> None:
    covered = read_release(make(project), project)
    assert file_holding(None, covered, date(2027, 5, 19)).state is Holds.HOLDS
    assert file_holding(None, covered, ENDED).state is Holds.EXPIRED


@pytest.mark.parametrize("country", ["../../etc/passwd", "ZZ", "", "XX\n"])
def test_a_file_that_names_no_country_of_the_folder_is_refused(country: str, project: Path) -> None:
    covered = replace(read_release(make(project), project), country=country)
    with pytest.raises(SourceError) as raised:
        file_holding(open_project(project), covered, LATER)
    assert [finding.code for finding in raised.value.findings] == ["unknown-country"]


@pytest.mark.parametrize("said", ["", "soon", "2026-13-01", "9999-99-99"])
def test_a_file_whose_days_are_none_is_unknown(said: str, project: Path) -> None:
    covered = replace(read_release(make(project), project), made=said)
    assert file_holding(open_project(project), covered, LATER).state is Holds.UNKNOWN
    assert file_holding(None, replace(covered, made="2026-11-28", ends=said), LATER).state is Holds.UNKNOWN


def test_a_file_of_somebody_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        read_release(b"%PDF-1.7 of somebody else", tmp_path)
    assert [finding.code for finding in raised.value.findings] == ["no-edition"]
