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
    day_findings,
    end_of,
    expiry,
    holds,
    is_archive,
    may_go,
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


BEFORE, LAST, AFTER = date(2026, 11, 19), date(2027, 5, 19), date(2027, 5, 21)
"""The day before a call, the last one on which it counts, and the day after the first on which it does not."""


@pytest.mark.parametrize(
    ("day", "counts"), [(BEFORE, False), (CALLED, True), (LAST, True), (END, False), (AFTER, False), (date.max, False)]
)
def test_a_call_counts_from_its_own_day_to_the_day_before_its_end(day: date, counts: bool) -> None:
    assert holds([CALLED], day) is counts
    assert holds([CALLED, day], day) is counts, "a call of today takes no other with it"
    assert holds([], day)


@pytest.mark.parametrize(
    ("made", "real", "is_ahead"),
    [(CALLED, BEFORE, True), (CALLED, CALLED, False), (CALLED, LAST, False), (CALLED, None, False)],
)
def test_a_day_is_ahead_from_the_day_after_the_real_one(made: date, real: date | None, is_ahead: bool) -> None:
    assert Days(made, real).is_ahead is is_ahead


GOES = [
    (CALLED, CALLED, True),
    (CALLED, LAST, True),
    (LAST, LAST, True),
    (BEFORE, CALLED, False),
    (BEFORE, BEFORE, False),
    (CALLED, BEFORE, False),
    (LAST, CALLED, False),
    (CALLED, END, False),
    (LAST, END, False),
    (END, END, False),
    (END, AFTER, False),
    (CALLED, None, False),
]
"""The made and the real day, and whether a call of 20 November 2026 lets numbers go to readers on both."""


@pytest.mark.parametrize(("made", "real", "goes"), GOES)
def test_numbers_go_to_readers_if_calls_hold_on_the_made_and_on_the_real_day(
    made: date, real: date | None, goes: bool, lines: tuple[ContactFact, ...]
) -> None:
    days = Days(made, real)
    assert may_go(lines[:1], (), days) is goes
    assert may_go((), [CALLED], days) is goes, "a call to other numbers counts as one to a contact"
    assert may_go(lines[:1], [CALLED], days) is goes
    assert may_go((), (), days), "without a number nobody has to call"
    assert may_go([replace(lines[0], numbers=(), checked=None)], (), days)


def test_one_call_that_holds_no_more_holds_back_all_numbers(lines: tuple[ContactFact, ...]) -> None:
    contact, address = lines[0], replace(lines[1], numbers=(), checked=None)
    assert may_go([contact, address], (), Days.on(LAST)), "an address needs no call"
    assert not may_go([contact, replace(lines[1], checked=None)], (), Days.on(LAST))
    assert may_go([contact], [BEFORE], Days.on(date(2027, 5, 18)))
    assert not may_go([contact], [BEFORE], Days.on(LAST)), "the other call ended the day before"


@pytest.mark.parametrize(
    ("made", "real", "archive"),
    [
        (CALLED, LAST, False),
        (CALLED, END, True),
        (LAST, END, True),
        (LAST, AFTER, True),
        (END, END, False),
        (END, AFTER, False),
        (BEFORE, END, False),
        (LAST, CALLED, False),
        (LAST, None, False),
    ],
)
def test_what_could_go_when_it_was_made_and_may_no_more_is_an_archive(
    made: date, real: date | None, archive: bool, lines: tuple[ContactFact, ...]
) -> None:
    days = Days(made, real)
    assert is_archive(lines[:1], (), days) is archive
    assert is_archive((), [CALLED], days) is archive
    told = [finding.code for finding in day_findings(lines[:1], (), days)]
    assert told == (["made-archive"] if archive else ["made-ahead"] if days.is_ahead else [])
    assert all(finding.severity is Severity.WARNING for finding in day_findings(lines[:1], (), days))


def test_a_day_ahead_is_told_only_where_it_holds_something_back(lines: tuple[ContactFact, ...]) -> None:
    ahead = Days(LAST, CALLED)
    assert only(day_findings(lines[:1], (), ahead)).code == "made-ahead"
    assert list(day_findings((), (), ahead)) == []


@pytest.mark.parametrize(
    ("made", "real", "told"),
    [
        (CALLED, CALLED, []),
        (CALLED, LAST, []),
        (CALLED, None, []),
        (CALLED, BEFORE, ["check-ahead"]),
        (BEFORE, CALLED, ["check-ahead"]),
        (BEFORE, None, ["check-ahead"]),
        (BEFORE, BEFORE, ["check-ahead"]),
    ],
)
def test_a_call_is_ahead_on_the_day_before_it(
    made: date, real: date | None, told: list[str], lines: tuple[ContactFact, ...]
) -> None:
    assert [finding.code for finding in call_findings(lines[:1], Days(made, real))] == told
    assert [
        finding.code for finding in call_findings([replace(lines[0], checked=None), *lines[:1]], Days(made, real))
    ] == told


def test_a_call_to_a_place_without_a_number_confirms_nothing(lines: tuple[ContactFact, ...]) -> None:
    assert lines[0].checked is not None
    for call in (lines[0].checked, replace(lines[0].checked, of="")):
        address = replace(lines[0], numbers=(), checked=call)
        assert contact_state(address, END) is CallState.ADDRESSES
        assert list(call_findings([address], Days.on(CALLED))) == []
    dumb = replace(lines[0], numbers=(), checked=lines[0].checked)
    assert oldest_check((dumb, lines[1]), date(2026, 12, 1)) == date(2026, 11, 21), "its call is not counted"


@pytest.mark.parametrize(("day", "is_over"), [(BEFORE, False), (CALLED, True), (LAST, True)])
def test_what_is_withdrawn_is_so_from_that_day_on(day: date, is_over: bool, lines: tuple[ContactFact, ...]) -> None:
    contact = replace(lines[0], withdrawn=CALLED)
    assert (contact_state(contact, day) is CallState.WITHDRAWN) is is_over
