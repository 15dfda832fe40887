"""Numbers go to readers only while a person's call holds: six months, and not before it was made."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import CONFIRMED, lay, only

from booklet.errors import Severity, Where
from booklet.facts.gate import (
    FIT_FOR_READERS,
    CallState,
    Days,
    call_findings,
    contact_state,
    end_of,
    expiry,
    oldest_check,
    state_of,
)
from booklet.facts.insert import Check, ContactFact, Hours, PhoneNumber
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources
from booklet.values import replace

CALLED = date(2026, 11, 20)
END = date(2027, 5, 20)
HERE = Where("XX.yaml", 11)


@pytest.fixture
def lines(tmp_path: Path) -> tuple[ContactFact, ...]:
    """Two contacts, called on 20 and 21 November 2026."""
    lay(tmp_path, {"XX.yaml": CONFIRMED})
    return read_insert(tmp_path / "XX.yaml", "XX.yaml").contacts[:2]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 19), CallState.UNCONFIRMED),
        (CALLED, CallState.CONFIRMED),
        (date(2027, 4, 19), CallState.CONFIRMED),
        (date(2027, 4, 20), CallState.EXPIRING),
        (date(2027, 5, 19), CallState.EXPIRING),
        (END, CallState.EXPIRED),
        (date(2030, 1, 1), CallState.EXPIRED),
    ],
)
def test_a_call_holds_for_six_months(day: date, state: CallState, lines: tuple[ContactFact, ...]) -> None:
    assert contact_state(lines[0], day) is state


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_call_ends_on_the_same_day_six_months_later_or_on_the_last_of_a_short_month(day: date) -> None:
    end = expiry(Check("A. Tester", day, Where("XX.yaml")))
    assert (end.year - day.year) * 12 + end.month - day.month == 6
    assert end.day == day.day or (end.day < day.day and date.fromordinal(end.toordinal() + 1).day == 1)


def test_the_least_sure_number_decides(lines: tuple[ContactFact, ...]) -> None:
    first, second = lines
    assert state_of(lines, CALLED) is CallState.UNCONFIRMED
    assert state_of(lines, date(2026, 11, 21)) is CallState.CONFIRMED
    assert state_of((first, replace(second, checked=None)), date(2026, 11, 21)) is CallState.UNCONFIRMED
    assert state_of(lines, END) is CallState.EXPIRED
    withdrawn = replace(second, withdrawn=date(2026, 12, 1))
    assert state_of((first, withdrawn), date(2026, 11, 30)) is CallState.CONFIRMED
    assert state_of((first, withdrawn), date(2026, 12, 1)) is CallState.WITHDRAWN


def test_addresses_need_no_call_and_numbers_of_every_kind_do(lines: tuple[ContactFact, ...], sources: Sources) -> None:
    assert state_of(sources.world.contacts, CALLED) is CallState.ADDRESSES
    address = replace(lines[0], numbers=(), checked=None)
    assert contact_state(address, CALLED) is CallState.ADDRESSES
    for with_number in (
        replace(address, sms=("60018", "")),
        replace(address, whatsapp="020 7946 0018"),
        replace(address, abroad="+44 20 7946 0018"),
    ):
        assert contact_state(with_number, CALLED) is CallState.UNCONFIRMED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "KE"),
        ("kind", "crisis"),
        ("name", {"en": "Example line"}),
        ("name", {"en": "Example Line", "sw": "Example Line"}),
        ("numbers", (PhoneNumber("0808 157 0193", "0808 157 0193", "", HERE),)),
        ("numbers", (PhoneNumber("0808 157 0192", "0808 157 0193", "", HERE),)),
        ("numbers", (PhoneNumber("0808 157 0192", "0808 157 0192", "fire", HERE),)),
        ("abroad", "+44 20 7946 0018"),
        ("web", "https://lime.example/"),
        ("chat", ("webchat",)),
        ("whatsapp", "020 7946 0018"),
        ("sms", ("60018", "")),
        ("sms", ("", "60018")),
        ("always", True),
        ("hours", (Hours("daily", "09:00-17:00"),)),
        ("languages", ("en",)),
        ("free", False),
        ("private", True),
        ("ages_under", "18"),
        ("ages_from", "18"),
    ],
)
def test_a_call_falls_when_anything_changes_of_what_was_heard(
    field: str, value: object, lines: tuple[ContactFact, ...]
) -> None:
    changed = replace(lines[0], **{field: value})
    assert getattr(changed, field) != getattr(lines[0], field)
    assert contact_state(changed, CALLED) is CallState.CHANGED
    told = only(call_findings([changed], Days.on(CALLED)))
    assert (told.code, told.severity, told.where.line) == ("check-changed", Severity.WARNING, 17)


def test_a_text_that_moves_to_another_field_is_another(lines: tuple[ContactFact, ...]) -> None:
    plain = replace(lines[0], whatsapp="", abroad="", sms=("", ""), languages=(), chat=())
    moved = [
        replace(plain, whatsapp="60018"),
        replace(plain, abroad="60018"),
        replace(plain, sms=("60018", "")),
        replace(plain, sms=("", "60018")),
        replace(plain, ages_under="18"),
        replace(plain, ages_from="18"),
        replace(plain, languages=("en", "sw")),
        replace(plain, languages=("en sw",)),
        replace(plain, languages=('en", "sw',)),
    ]
    assert len({contact.heard for contact in moved}) == len(moved)


def test_what_nobody_hears_changes_no_call(lines: tuple[ContactFact, ...]) -> None:
    same = replace(lines[0], sources=(), confidence="medium", where=Where("elsewhere", 3), checked=None)
    assert same.heard == lines[0].heard
    names = [{"en": "Line", "sw": "Simu"}, {"sw": "Simu", "en": "Line"}]
    assert len({replace(same, name=name).heard for name in names}) == 1


def test_a_call_that_does_not_say_what_was_heard_holds_nothing(lines: tuple[ContactFact, ...]) -> None:
    assert lines[0].checked is not None
    unbound = replace(lines[0], checked=replace(lines[0].checked, of=""))
    assert contact_state(unbound, CALLED) is CallState.UNCONFIRMED
    told = only(call_findings([unbound], Days.on(CALLED)))
    assert (told.code, told.severity) == ("check-unbound", Severity.WARNING)
    assert f"of: '{lines[0].heard}'" in told.hint and "confirm" in told.hint


def test_a_call_at_the_end_of_time_ends_there() -> None:
    assert end_of(date(9999, 12, 31)) == end_of(date(9999, 7, 1)) == date.max
    assert end_of(date(1, 1, 1)) == date(1, 7, 1)


def test_only_what_holds_goes_to_readers() -> None:
    assert set(CallState) - FIT_FOR_READERS == {
        CallState.EXPIRED,
        CallState.CHANGED,
        CallState.UNCONFIRMED,
        CallState.WITHDRAWN,
    }


def test_the_oldest_call_is_told_while_all_of_them_hold(lines: tuple[ContactFact, ...]) -> None:
    assert oldest_check(lines, date(2026, 12, 1)) == CALLED
    assert oldest_check(lines, END) is None
    assert oldest_check((), END) is None
    assert oldest_check((replace(lines[0], checked=None), lines[1]), date(2026, 12, 1)) is None


def test_a_call_that_lies_ahead_is_a_fault(lines: tuple[ContactFact, ...]) -> None:
    found = only(call_findings(lines, Days.on(CALLED)))
    assert (found.code, found.where) == ("check-ahead", lines[1].checked.where if lines[1].checked else None)
    assert list(call_findings(lines, Days.on(date(2026, 11, 21)))) == []
