"""Two people for a release: in a service they are two accounts, whatever they call themselves."""

import re
from typing import Any

import pytest
from django.test import Client
from services import sign_in

from booklet.desk.edition import Rules
from booklet.desk.models import Event, Release
from booklet.desk.signing import releasing
from booklet.desk.signing.state import state_of
from booklet.service.environment import Environment
from booklet.service.models import Partner, Person

AXES = {"locale": "en", "band": "14-17", "item": "", "layout": ""}


@pytest.fixture
def ready(service: Environment, monkeypatch: pytest.MonkeyPatch) -> Partner:
    """An edition that needs two people, and in which all is signed and called."""
    partner = Partner.objects.get(name="amani")
    partner.edition.set_rules(Rules(two_people=True))
    found = state_of

    class Ready:
        """The state of an edition that may be released."""

        def __init__(self, state: Any) -> None:
            self._state = state

        def __getattr__(self, name: str) -> object:
            return True if name == "may_be_released" else getattr(self._state, name)

    monkeypatch.setattr(releasing, "state_of", lambda *args, **axes: Ready(found(*args, **axes)))
    return partner


def release(client: Client) -> int:
    """Release the booklet that its page shows, and return the status of the answer."""
    page = client.get("/e/amani/signing/line/booklet/", AXES).content.decode()
    found = re.search(r'name="of" value="(\w+)"', page)
    of = found[1] if found else "0" * 16
    return client.post("/e/amani/signing/release/booklet/", {**AXES, "of": of}).status_code


def test_one_account_is_one_person_under_any_name_and_two_are_two_under_one(ready: Partner) -> None:
    first, second = sign_in("lead", "amani"), sign_in("lead", "amani", email="otieno@example.org")
    assert release(first) == 302
    Person.objects.filter(email="wanjiku@example.org").update(name="Otieno")
    assert release(first) == 422, "who began it has another name now, and is the same"
    assert Release.everywhere.get().released is None
    Person.objects.filter(email="otieno@example.org").update(name="Wanjiku")
    assert release(second) == 302, "another account, though it has the name of who began it"
    assert Release.everywhere.get().released is not None
    said = {event.action: event for event in Event.everywhere.all()}
    accounts = [said[action].details["account"] for action in (releasing.BEGUN, releasing.RELEASED)]
    numbers = [Person.objects.get(email=f"{name}@example.org").pk for name in ("wanjiku", "otieno")]
    assert accounts == [str(number) for number in numbers], "the log says which accounts they were"
    assert said[releasing.RELEASED].edition == "amani"


def test_a_partner_neither_begins_nor_completes_what_needs_two(ready: Partner) -> None:
    assert release(sign_in("partner", "amani")) == 403
    assert not Release.everywhere.exists()
