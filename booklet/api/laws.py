"""The law of a country: a form on paper for somebody who knows it, and their signature in a project's country file."""

import re
from datetime import date
from pathlib import Path

from booklet.api.project import Project
from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.fingerprint import FINGERPRINT
from booklet.make.output import check_folder, write_whole
from booklet.project.confirm import find_own_folder, project_file
from booklet.project.sign import Signed, write_signature
from booklet.sources.folders import country_file
from booklet.sources.laws import LONGEST_ROLE
from booklet.text.blank import shows
from booklet.words.review import is_person

__all__ = ["sign_law", "write_law_sheet"]


def write_law_sheet(project: Project, country: str, made: date, folder: Path) -> Path:
    """Write the form for the law of a country and return its path; raise `BookletError` if there is nothing to sign."""
    from booklet.make.papers.lawsheet import make_law_sheet

    sources = project.sources
    insert = sources.insert(country)
    law = insert.legal
    if not (law.lines or law.facts):
        hint = "write facts with sources, and lines that rest on them"
        raise SourceError(Finding("law-empty", Where(country_file(country)), "it says nothing of the law", hint))
    name = insert.name.get("en") or next(iter(insert.name.values()), country)
    data = make_law_sheet(law, country, name, sources, made)
    check_folder(folder)
    path = folder / f"law_{country}_{law.read}.pdf"
    write_whole(path, data)
    return path


def sign_law(project: Path | None, country: str, *, by: str, role: str, of: str, on: date, real: date) -> Path:
    """Write a signature into a project's own country file and return its path.

    Raises `BookletError`, with nothing written, if the name is none of a person, the day has not come, or the form was
    made from other lines and facts than those of today.
    """
    by, role = " ".join(by.split()), " ".join(role.split())
    raise_errors(_find_unfit(by, role, of, on, real))
    path = project_file(find_own_folder(project, country), country)
    write_signature(path, Signed(by, role, on, of))
    return path


def _find_unfit(by: str, role: str, of: str, on: date, real: date) -> list[Finding]:
    """Return what a signature lacks."""
    found = []
    if not is_person(by) or len(by) > LONGEST_ROLE:
        found.append(Finding("no-person", Where("--name"), "only a person can sign", "write the name on the form"))
    if not shows(role) or len(role) > LONGEST_ROLE:
        hint = f"write what the person is, such as lawyer, in {LONGEST_ROLE} letters at most"
        found.append(Finding("no-role", Where("--role"), "a signature says as what somebody signs", hint))
    if not re.fullmatch(FINGERPRINT, of):
        hint = "write the eight signs at the end of the form"
        found.append(Finding("wrong-fingerprint", Where("--of"), f'"{of}" is no fingerprint of a form', hint))
    if on > real:
        message = f"{on} lies ahead: today is {real}"
        found.append(Finding("law-ahead", Where("--on"), message, "write the day on the form"))
    return found
