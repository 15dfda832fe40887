"""Times stand on pages as the clock of the machine showed them."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from booklet.desk.clock import HERE
from booklet.desk.models import Event


@pytest.fixture
def nairobi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets its time zone otherwise")
    monkeypatch.setenv("TZ", "EAT-3")
    time.tzset()
    yield
    monkeypatch.delenv("TZ")
    time.tzset()


def test_a_moment_is_shown_as_the_clock_here_showed_it(nairobi: None) -> None:
    moment = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)
    here = moment.astimezone(HERE)
    assert (here.day, here.hour, here.minute) == (29, 0, 30)
    assert here == moment and here.utcoffset() == timedelta(hours=3) and here.tzname() == "EAT"


def test_the_log_shows_the_time_of_the_machine(nairobi: None, client: Client) -> None:
    event = Event.objects.create(who="Wanjiku", action="called", said="a call")
    assert f"{event.at.astimezone(HERE):%H:%M}" in client.get("/history/log/").content.decode()
    assert event.at.astimezone(HERE).hour == (event.at.hour + 3) % 24
