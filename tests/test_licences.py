"""What is installed with us, and what it asks of who installs it."""

import tomllib
from importlib import metadata

import pytest
from projects import OWN

USERS = ("cjk", "cluster", "desk", "hosted", "pod", "prepress", "sandbox", "sign")
"""Extras that users install; the others are for those who work on booklet itself."""

TO_CHOOSE = {"pyphen"}
"""What may be had under GPL or another licence, as who takes it chooses: MPL 1.1 or LGPL 2.1."""


@pytest.mark.slow
def test_nothing_that_users_install_is_under_gpl_or_agpl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from licences import STRICT, brought, is_strict, licence_of

    found = {name: licence_of(name) for name in brought("booklet", USERS)}
    assert {"pikepdf", "distributed", "justmytype-intl-cjk", "lxml", "reportlab", "pypdf"} <= found.keys()
    assert [name for name, licence in found.items() if not licence or is_strict(licence)] == []
    assert {name for name, licence in found.items() if STRICT.search(licence)} == TO_CHOOSE


def test_a_licence_is_read_from_its_text_where_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from licences import licence_of

    assert metadata.metadata("huey").get_all("License") is None and licence_of("huey") == "MIT"


@pytest.mark.slow
def test_nothing_that_tests_import_is_under_gpl_or_agpl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from licences import brought, is_strict, licence_of

    found = {name: licence_of(name) for name in brought("booklet", ("test",))}
    assert {"pypdf", "pytest", "hypothesis"} <= found.keys()
    assert [name for name, licence in found.items() if is_strict(licence)] == []


def test_the_extras_for_users_are_all_but_those_for_developers() -> None:
    extras = tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert extras.keys() - {"test", "check", "app", "bench", "docs"} == set(USERS)
