"""The service's door: each address is about one edition, and nobody has a page without a right."""

from pathlib import Path

import pytest
from django.test import Client
from services import environment_of, sign_in

from booklet import SourceError
from booklet.desk.edition import find_current
from booklet.desk.models import Event
from booklet.service.environment import Environment, read_environment


def test_an_edition_is_shown_to_a_coordinator_with_links_that_stay_in_it(service: Environment) -> None:
    client = sign_in("coordinator")
    page = client.get("/e/amani/").content.decode()
    assert "Amani House" in page and 'href="/e/amani/contacts/"' in page and 'href="/contacts/"' not in page
    assert client.get("/e/amani/contacts/childline/").status_code == 200
    assert find_current() is None


def test_a_change_of_one_edition_is_none_of_another(service: Environment) -> None:
    client = sign_in("coordinator")
    edition, other = service.editions / "amani" / "brand.yaml", service.editions / "baraka" / "brand.yaml"
    before = other.read_bytes()
    seen = client.get("/e/amani/start/settings/")
    assert seen.status_code in {200, 404}
    client.post("/e/amani/language/", {"language": "fr"})
    assert other.read_bytes() == before and edition.read_bytes() == before
    assert [event.edition for event in Event.everywhere.all()] == []


@pytest.mark.parametrize("path", ["/e/amani/", "/e/amani/contacts/", "/service/"])
def test_who_has_not_signed_in_is_asked_to_and_comes_back(service: Environment, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/account/login/?next=")
    assert Client().get(answer["Location"]).status_code == 200


def test_who_has_no_role_is_refused(service: Environment) -> None:
    assert sign_in().get("/e/amani/contacts/").status_code == 403
    assert sign_in("translator", "baraka").get("/e/amani/contacts/").status_code == 403


@pytest.mark.parametrize("path", ["/e/nobody/", "/e/AMANI/", "/e/amani/nothing/", "/e/../etc/", "/nothing/"])
def test_an_address_of_nothing_is_said_to_be_none(service: Environment, path: str) -> None:
    assert sign_in("coordinator").get(path).status_code == 404


def test_all_faults_of_the_environment_are_told_at_once_and_no_secret() -> None:
    said = {
        "BOOKLET_SECRET": "hush",
        "BOOKLET_ADDRESS": "print.example.org",
        "BOOKLET_DATABASE": "mysql://root:hush@db",
        "BOOKLET_DATABSE": "",
        "BOOKLET_PROCESSES": "many",
        "BOOKLET_CACHE": "",
        "HOME": "/",
    }
    with pytest.raises(SourceError) as caught:
        read_environment(said)
    names = [found.where.file for found in caught.value.findings]
    assert names == [f"BOOKLET_{name}" for name in ("DATABSE", "HOME", "SECRET", "ADDRESS", "DATABASE", "PROCESSES")]
    assert {found.code for found in caught.value.findings} == {"bad-environment"} and "hush" not in str(caught.value)


def test_what_an_environment_says_is_taken_over(tmp_path: Path) -> None:
    environment = environment_of(tmp_path, PROCESSES="3", ADDRESS="https://print.example.org")
    assert environment.processes == 3 and environment.is_secure and environment.host == "print.example.org"
    assert environment.editions == tmp_path / "editions"
