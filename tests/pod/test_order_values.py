"""Values of orders: which status is news, and what a fault says."""

from datetime import UTC, datetime
from itertools import product

import pytest

from booklet.errors import BookletError, ExitCode
from booklet.pod import faults
from booklet.pod.values import OVER, WAY, Parcel, State, Status, is_news

EARLY, LATE = datetime(2026, 11, 28, 9, tzinfo=UTC), datetime(2026, 11, 29, 9, tzinfo=UTC)


def test_an_order_goes_its_way_and_does_not_come_back() -> None:
    for before, now in product(WAY[:-1], WAY):
        assert is_news(Status(before, ""), Status(now, "")) == (WAY.index(before) < WAY.index(now))


def test_nothing_comes_after_an_end() -> None:
    for before, now in product(OVER, State):
        assert not is_news(Status(before, "", changed=EARLY), Status(now, "", changed=LATE))


def test_any_order_under_way_can_end() -> None:
    for before, now in product((State.DRAFT, State.ACCEPTED, State.PRINTING, State.SENT), OVER):
        assert is_news(Status(before, ""), Status(now, ""))


def test_times_decide_where_both_are_said() -> None:
    """A payment may fail, and an order be unpaid again."""
    paid, unpaid = Status(State.ACCEPTED, "", changed=EARLY), Status(State.UNPAID, "", changed=LATE)
    assert is_news(paid, unpaid) and not is_news(unpaid, paid)


def test_another_parcel_is_news_and_the_same_is_not() -> None:
    one, two = Parcel("Post", "1"), Parcel("Post", "2")
    assert is_news(Status(State.SENT, "", parcels=(one,)), Status(State.SENT, "", parcels=(one, two)))
    assert not is_news(Status(State.SENT, "", parcels=(one, two)), Status(State.SENT, "", parcels=(two,)))


def test_every_fault_is_one_line_that_says_who_what_and_what_to_do() -> None:
    made = [
        faults.report_unreachable("lulu", "ReadTimeout"),
        faults.report_unsure("lulu", "ReadTimeout"),
        faults.report_refused("lulu", 400, ("city",)),
        faults.report_two_orders("lulu", "school-7f3a9c21", ("1", "2")),
        faults.report_unknown_state("lulu", "X"),
        faults.report_not_handed_over("ink"),
    ]
    for fault in made:
        assert isinstance(fault, BookletError) and fault.exit_code is ExitCode.OUTPUT
        (finding,) = fault.findings
        assert str(fault).startswith(f"{finding.where}: {finding.code}: ") and "; " in str(fault)
        assert "\n" not in str(fault)


@pytest.mark.parametrize("said", ["A" * 99, "a b", "ü", "\n", "<b>"])
def test_a_word_that_nobody_knows_is_shown_only_if_it_is_one(said: str) -> None:
    assert len(str(faults.report_unknown_state("lulu", said))) < 250
    assert said not in str(faults.report_unknown_state("lulu", said))
