"""A new project: what lies in it, what is still to fill in, and what is refused."""

import re
from dataclasses import replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from textwrap import dedent

import pytest
from campaigns import tree
from killing import needs_fork, victims
from projects import OWN, lay, only, ours

from booklet.errors import BookletError
from booklet.make.build import check, open_sources
from booklet.make.output import sweep
from booklet.make.planning import Wanted, plan_jobs
from booklet.project.new import (
    COUNTRY,
    SCHEMAS,
    TEMPLATES,
    find_unfilled,
    make_project,
    project_files,
    quote_yaml,
)
from booklet.sources.check import faces
from booklet.sources.countries import read_insert
from booklet.sources.folders import Folders, country_file
from booklet.sources.load import Sources
from booklet.sources.yamlfile import parse_yaml

OURS = Folders(OWN)

SHIPPED = OURS.names("translations/countries", ".yaml")

EXAMPLES = {"examples/layout.yaml", "examples/posters.yaml", "examples/theme.yaml"}

FILES = {"README.md", "brand.yaml", "words.yaml", "pages.yaml", "cards.yaml", *SCHEMAS, *EXAMPLES}

FILLED = {
    "name:\n  en:": "name:\n  en: Exampleland",
    "name:\n      en:": "name:\n      en: Example Line",
    "numbers:\n      - printed: ''\n\n    # web": "numbers:\n      - printed: '0808 157 0192'\n\n    # web",
    "printed: ''": "printed: '112'",
    "- url:": "- url: https://line.example/about",
    "dated:\n": "dated: 2026-11-01\n",
    "confidence:\n": "confidence: high\n",
}
"""What a person writes into the template."""

FIELDS = (
    "country name locales lead contacts id kind numbers printed service web chat sms hours always daily languages free "
    "private ages note sources url reference dated confidence checked dial abroad whatsapp conflict withheld withdrawn "
    "law-may-punish law protected consent pictures ai report account names practice about value says quote facts area "
    "expires signed role"
)


def made(folder: Path, country: str = "XX", name: str = "") -> Path:
    make_project(folder, country, name, OURS)
    return folder


def filled(folder: Path) -> Path:
    project = made(folder)
    text = (project / country_file("XX")).read_text(encoding="utf-8")
    for old, new in FILLED.items():
        text = text.replace(old, new)
    return lay(project, {country_file("XX"): text})


def placed(project: Path, country: str) -> int:
    """Validate a project as the command does, and return how many files it would make."""
    sources = open_sources(project)
    assert sources.faults() == []
    wanted = Wanted(countries=(country,), bands=sources.guide.bands)
    return len(check(plan_jobs(wanted, sources), sources, date(2026, 11, 25)))


def refused(folder: Path, country: str = "XX", name: str = "") -> tuple[str, str, str]:
    with pytest.raises(BookletError) as stopped:
        make_project(folder, country, name, OURS)
    found = only(stopped.value.findings)
    return found.code, found.where.file, found.hint


def test_a_project_is_a_country_file_a_brand_words_and_a_readme(tmp_path: Path) -> None:
    project = made(tmp_path / "new" / "ours", "KE")
    found = {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}
    assert found == FILES | {"translations/countries/KE.yaml"}


@pytest.mark.parametrize("country", SHIPPED)
def test_a_country_that_we_ship_is_copied_as_it_is_and_lacks_nothing(country: str, tmp_path: Path) -> None:
    project = made(tmp_path, country)
    assert (project / country_file(country)).read_text(encoding="utf-8") == ours(country_file(country))
    assert find_unfilled(project, country) == ()


@pytest.mark.slow
def test_a_fresh_project_of_a_country_that_we_ship_validates_and_builds(tmp_path: Path) -> None:
    assert placed(made(tmp_path, "KE", "Children's Line: Kenya"), "KE")


def test_another_country_names_exactly_what_is_still_to_fill_in(tmp_path: Path) -> None:
    project = made(tmp_path)
    text = (project / country_file("XX")).read_text(encoding="utf-8").splitlines()
    found = [(text[finding.where.line - 1].strip(), finding.code) for finding in find_unfilled(project, "XX")]
    contact = [("- printed: ''", "empty-text"), ("- url:", "missing-key"), ("confidence:", "empty-text")]
    assert sorted(found) == sorted([("en:", "empty-text"), ("en:", "empty-text"), *contact, *contact])
    assert {finding.where.file for finding in find_unfilled(project, "XX")} == {country_file("XX")}


def test_what_is_still_to_fill_in_is_all_that_is_wrong_with_a_fresh_project(tmp_path: Path) -> None:
    project = made(tmp_path)
    assert set(open_sources(project).faults()) == set(find_unfilled(project, "XX"))


@pytest.mark.slow
def test_a_country_that_was_filled_in_builds_as_a_proof(tmp_path: Path) -> None:
    project = filled(tmp_path)
    assert find_unfilled(project, "XX") == ()
    assert placed(project, "XX")
    insert = read_insert(project / country_file("XX"), "XX.yaml")
    assert [contact.kind for contact in insert.contacts] == ["helpline", "emergency"]
    assert not any(contact.checked for contact in insert.contacts)
    assert not any(contact.free or contact.private or contact.always for contact in insert.contacts)


def test_what_the_template_offers_is_read_once_its_mark_is_gone(tmp_path: Path) -> None:
    project = filled(tmp_path)
    text = (project / country_file("XX")).read_text(encoding="utf-8").replace("law: {}\n", "").replace("#? ", "")
    text = text.replace("web: https://", "web: https://line.example").replace(
        "to: '', word: ''", "to: '85258', word: HI"
    )
    lay(project, {country_file("XX"): text.replace("Name of the caller", "A. Tester")})
    insert = read_insert(project / country_file("XX"), "XX.yaml")
    assert all(contact.checked for contact in insert.contacts)
    assert insert.lead is not None and insert.lead.sms == ("85258", "HI")
    assert set(insert.names) == {"dayo", "minh", "ana", "leila", "yara", "samuel"}
    assert placed(project, "XX")


def test_the_template_explains_every_field() -> None:
    remarks = " ".join(line for line in template("country.yaml").splitlines() if line.lstrip().startswith("#"))
    assert [field for field in FIELDS.split() if not re.search(rf"\b{field}\b", remarks)] == []


def test_only_a_person_who_called_may_write_that_a_number_was_checked() -> None:
    text = template("country.yaml")
    assert "ONLY A PERSON WHO CALLED THE NUMBER MAY WRITE THIS LINE" in text
    assert all(line.lstrip().startswith("#") for line in text.splitlines() if "checked" in line)


@pytest.mark.parametrize(
    "name", ["", "Save the Example", "Children's Line: #1 & 'us'", "{a: b}", "yes", "المثال", "a\\nb"]
)
def test_the_name_of_a_partner_is_read_back_as_it_was_given(name: str, tmp_path: Path) -> None:
    node, findings = parse_yaml((made(tmp_path, name=name) / "brand.yaml").read_text(encoding="utf-8"), "brand.yaml")
    assert findings == []
    assert getattr(getattr(node, "entries", {})["name"], "text", None) == name
    assert parse_yaml(f"name: {quote_yaml(name)}", "x")[1] == []


def test_the_accents_and_faces_that_templates_name_are_those_there_are(sources: Sources) -> None:
    *most, last = sources.theme.accents
    assert f"Take one of: {', '.join((*most, last))}." in template("brand.yaml")
    assert f"{', '.join(most)} or {last}." in template("cards.yaml")
    drawn = {face.split()[0] for face in faces(sources.art)}
    named = re.search(r"cast {5}.*: ([a-z, ]+);", template("cards.yaml"))
    assert named and set(named[1].split(", ")) == drawn


def uncommented(name: str, first: str) -> str:
    """Return the example of a template, its marks taken away as its reader is told."""
    lines = template(name).splitlines()
    start = lines.index(f"# {first}")
    example = list(takewhile(lambda line: line.startswith("# "), lines[start:]))
    return "\n".join(line.removeprefix("# ") for line in example) + "\n"


@pytest.mark.slow
def test_the_examples_of_pages_and_cards_work_as_they_are_written(tmp_path: Path) -> None:
    project = made(tmp_path, "KE", "A")
    lay(project, {"pages.yaml": uncommented("pages.yaml", "pages:"), "cards.yaml": uncommented("cards.yaml", "cards:")})
    sources = open_sources(project)
    assert sources.faults() == []
    assert [page.topic.id for page in sources.own.pages] == ["our-place", "our-notes", "our-plan", "our-rest"]
    assert [card.topic.id for card in sources.own.cards] == ["our-card"]
    assert placed(project, "KE")


@pytest.mark.slow
def test_the_example_of_the_readme_of_the_repository_works(tmp_path: Path) -> None:
    lines = ours("README.md").split("    pages:\n")[1].split("\n\n")[0]
    project = lay(made(tmp_path, "KE", "A"), {"pages.yaml": "pages:\n" + dedent(lines) + "\n"})
    assert placed(project, "KE")


def test_the_readme_names_the_commands_of_this_project_and_what_proof_means() -> None:
    text = project_files(Path("our files/Kenya"), "KE", "", OURS)["README.md"]
    for command in ("validate", "preview", "build"):
        assert f".venv/bin/python make_booklet.py {command} --project 'our files/Kenya' --country KE\n" in text
        assert f'.venv\\Scripts\\python make_booklet.py {command} --project "our files\\Kenya" --country KE\n' in text
    assert "## What PROOF means" in text
    assert all(word in text for word in ("office", "copy shop", "press", "Never give a proof"))
    assert "$" not in text


def test_nothing_in_a_template_is_left_to_fill_by_a_program() -> None:
    for name, text in project_files(Path("new"), "XX", "", OURS).items():
        assert name in SCHEMAS or not re.search(r"\$(?!schema\b)\w", text)


@pytest.mark.parametrize("country", SHIPPED)
def test_the_codes_of_our_own_countries_are_codes(country: str) -> None:
    assert COUNTRY.fullmatch(country)


@pytest.mark.parametrize(
    ("country", "hint"),
    [
        ("ke", "write KE"),
        ("Kenya", "write KE"),
        ("كينيا", "write KE"),
        ("Kenyatta", "write a code of ISO 3166 such as KE"),
        ("", "write a code of ISO 3166 such as KE"),
        ("../KE", "write a code of ISO 3166 such as KE"),
        ("KE\n", "write KE"),
        ("gb-sct", "write GB-SCT"),
    ],
)
def test_what_is_no_code_of_a_country_is_refused_and_nothing_is_made(country: str, hint: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "new", country) == ("wrong-country", "--country", hint)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["x" * 61, "two\nlines", "\x1b[31m", "\u202eright to left"])
def test_a_name_that_cannot_be_printed_in_a_line_is_refused(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "new", name=name)[:2] == ("wrong-brand", "--name")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": "theirs"})
    assert refused(tmp_path)[:2] == ("folder-not-empty", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["brand.yaml"]
    assert (tmp_path / "brand.yaml").read_text() == "theirs"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert (made(tmp_path) / "README.md").is_file()


@pytest.mark.parametrize("folder", ["file", "file/below", "x" * 300])
def test_a_folder_that_cannot_be_made_is_told(folder: str, tmp_path: Path) -> None:
    lay(tmp_path, {"file": ""})
    assert refused(tmp_path / folder)[0] == "output-unwritable"


def test_a_project_that_is_made_twice_is_the_same() -> None:
    assert project_files(Path("a"), "XX", "A", OURS) == project_files(Path("a"), "XX", "A", replace(OURS))


def template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


NEW = ["--country", "KE", "--name", "Save the Example"]


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def files(folder: Path) -> dict[str, bytes]:
    """Return what a project holds; its README names its folder."""
    return {name: data for name, (_, data) in tree(folder).items() if name != "README.md"}


@pytest.mark.slow
@needs_fork
@pytest.mark.parametrize("is_there", [False, True])
def test_one_who_was_killed_can_make_the_project_again_with_the_same_words(is_there: bool, tmp_path: Path) -> None:
    whole = files(made(tmp_path / "whole", "KE", "Save the Example"))
    place = tmp_path / "place"
    if is_there:
        place.mkdir()
    with victims() as those:
        steps = 0
        for _ in those.killed(tmp_path, "new", str(place), *NEW):
            steps += 1
            assert is_there or not place.exists() or files(place) == whole
    assert steps > 10
    assert files(place) == whole
    sweep(tmp_path)
    assert not hidden(tmp_path)


def test_a_file_of_somebody_among_ours_is_not_written_over(tmp_path: Path) -> None:
    made(tmp_path / "a")
    for change in (lambda: (tmp_path / "a/brand.yaml").write_text("name: Mine\n"), lambda: None):
        change()
        (tmp_path / "a/words.yaml").unlink(missing_ok=True)
        with pytest.raises(BookletError) as stopped:
            make_project(tmp_path / "a", "XX", "", OURS)
        assert only(stopped.value.findings).code == "folder-not-empty"
        assert not (tmp_path / "a/words.yaml").exists()


def test_editors_find_the_schema_of_an_example_where_it_is_to_be_copied(tmp_path: Path) -> None:
    folder = tmp_path / "amani"
    make_project(folder, "KE", "Amani House", Folders(OWN))
    for example in sorted(EXAMPLES):
        text = (folder / example).read_text("utf-8")
        schema, place = re.search(r"[$]schema=(.+)", text), re.search(r"copy it to ([^ ]+[.]yaml)", text)
        assert schema and place
        assert ((folder / place[1]).parent / schema[1]).resolve().parent == (folder / "translations/schemas").resolve()


def test_a_country_may_begin_without_contacts_and_has_nothing_to_fill_in(tmp_path: Path) -> None:
    make_project(tmp_path / "own", "ER", "Amani House", OURS, has_form=False)
    insert = read_insert(tmp_path / "own" / country_file("ER"), "ER.yaml")
    assert (insert.name, insert.contacts, insert.lead) == ({"en": "Eritrea"}, (), None)
    assert insert.locales == ("en",) and find_unfilled(tmp_path / "own", "ER") == ()
