"""Numbers for a page in the words of the guide: those that somebody has called, and no others."""

from datetime import timedelta
from pathlib import Path

import pytest
from clocks import TODAY, set_clock

from booklet import Project, open_project
from booklet.api.helplines import helplines_of
from booklet.api.projects import new_project


def call_all(folder: Path, country: str) -> Project:
    new_project(folder, country, "Amani House", has_form=False)
    project = open_project(folder)
    for contact in project.to_call(country):
        project.record_call(contact, by="A. Tester")
    return project


def test_a_number_that_nobody_has_called_is_not_shown(tmp_path: Path) -> None:
    new_project(tmp_path / "amani", "KE", "Amani House", has_form=False)
    assert helplines_of(open_project(tmp_path / "amani"), "KE", "en", "14-17") == []


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "free"), [("en", "free"), ("sw", "bila malipo"), ("ar", "مجاني")])
def test_the_line_for_children_comes_first_in_the_words_of_the_guide(locale: str, free: str, tmp_path: Path) -> None:
    project = call_all(tmp_path / "amani", "KE")
    first, second, *_ = helplines_of(project, "KE", locale, "14-17")
    assert (first.kind, first.printed, first.dial, first.facts[0]) == ("helpline", "116", "116", free)
    assert "Childline Kenya" in first.name and (second.kind, second.dial) == ("emergency", "999")


@pytest.mark.slow
def test_each_urgent_service_has_a_number_of_its_own(tmp_path: Path) -> None:
    project = call_all(tmp_path / "baan", "TH")
    urgent = [(one.name, one.dial) for one in helplines_of(project, "TH", "en", "14-17") if one.kind == "emergency"]
    assert urgent == [("Police", "191"), ("Ambulance", "1669")]


@pytest.mark.slow
def test_a_number_goes_once_its_call_has_ended(tmp_path: Path) -> None:
    project = call_all(tmp_path / "amani", "KE")
    set_clock(TODAY + timedelta(days=200))
    assert helplines_of(project, "KE", "en", "14-17") == []
    set_clock(TODAY - timedelta(days=1))
    assert helplines_of(project, "KE", "en", "14-17") == []
