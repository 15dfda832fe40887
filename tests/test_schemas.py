"""Editors complete and check the files of partners by schemas made from the rules that we read them with."""

import io
import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from projects import CONFIRMED, OWN, ours
from ruamel.yaml import YAML

from booklet.project.new import SCHEMAS, TEMPLATES, project_files
from booklet.sources.folders import Folders

COUNTRIES = sorted((OWN / "translations" / "countries").glob("*.yaml"))


def as_an_editor(text: str) -> Any:
    """Return what an editor that knows YAML 1.2 makes of a file: dates are texts to it."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(io.StringIO(text)), default=str))


def faults(name: str, text: str) -> list[str]:
    schema = json.loads(ours(f"translations/schemas/{name}.json"))
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(as_an_editor(text))]


def test_schemas_are_what_the_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from schemas import schema_texts

    assert {f"translations/schemas/{name}": text for name, text in schema_texts().items()} == {
        name: ours(name) for name in SCHEMAS
    }


def test_every_schema_is_one() -> None:
    for name in SCHEMAS:
        Draft202012Validator.check_schema(json.loads(ours(name)))


@pytest.mark.parametrize("path", COUNTRIES[::9], ids=lambda path: path.stem)
def test_an_editor_finds_nothing_wrong_in_our_countries(path: Any) -> None:
    assert faults("country", path.read_text(encoding="utf-8")) == []


def test_the_first_line_names_a_schema_that_is_there() -> None:
    project = project_files(OWN / "x", "XX", "Us", Folders(OWN))
    for name, text in project.items():
        if name.endswith(".yaml") and name not in {"pages.yaml", "cards.yaml"}:
            found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert found, name
            schema = (OWN / name).parent / found[1]
            assert schema.resolve().relative_to(OWN).as_posix() in project
    assert all(path.read_text(encoding="utf-8").startswith("# yaml-language-server") for path in COUNTRIES)
    assert TEMPLATES.is_dir()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("kind: helpline", "kind: helplien", "$.contacts[0].kind"),
        ("printed: '0808 157 0192'", "printed: 116", "$.contacts[0].numbers[0].printed"),
        ("printed: '0808 157 0192'", "printed: call us", "$.contacts[0].numbers[0].printed"),
        ("free: yes", "free: ja", "$.contacts[0].free"),
        ("{always: unknown}", "{daily: 9-17}", "$.contacts[0].hours.daily"),
        ("{always: unknown}", "{mon-fry: '09:00-17:00'}", "$.contacts[0].hours"),
        ("web: https", "web: ftp", "$.contacts[0].web"),
        ("law: {}", "lore: {}", "$"),
        ("law: {}", "law: {ai: {en: It protects you.}}", "$.law.ai"),
        ("law: {}", "law: {facts: [{id: age, about: age, confidence: high}]}", "$.law.facts[0]"),
        ("law: {}", "law: {signed: {by: A. B, role: lawyer, on: 2026-11-20, of: x}}", "$.law.signed.of"),
        (
            "free: yes",
            "practice: [{about: answers, value: robots, sources: [], confidence: high}]",
            "$.contacts[0].practice[0].value",
        ),
        ("on: 2026-11-20", "on: yesterday", "$.contacts[0].checked.on"),
        ("on: 2026-11-20, of: '", "on: 2026-11-20, of: 'x", "$.contacts[0].checked.of"),
    ],
)
def test_an_editor_marks_what_is_wrong(old: str, new: str, place: str) -> None:
    assert old in CONFIRMED
    assert faults("country", CONFIRMED) == []
    assert faults("country", CONFIRMED.replace(old, new, 1)) == [place]


def test_brand_and_words_have_schemas_too() -> None:
    assert faults("brand", "name: Us\ncontact: us.example\n") == []
    assert faults("brand", "nmae: Us\n") == ["$"]
    assert faults("words", "# nothing yet\n") == []
    assert faults("words", "threat.fast: {replaces: 1a2b, text: Soon., text-10-13: Soon.}\n") == []
    assert faults("words", "threat.fast: {txt: Soon.}\n") == ["$['threat.fast']"]


def test_run_files_have_a_schema_too() -> None:
    run = "lots:\n  - {name: posters, product: [poster, card], countries: all, without: {bands: 10-13}, quantity: 5}\n"
    assert faults("run", run) == []
    assert faults("run", run.replace("poster,", "postr,")) == ["$.lots[0].product"]
    assert faults("run", run.replace("quantity: 5", "quantity: 0")) == ["$.lots[0].quantity"]
    assert faults("run", run.replace("without", "wihtout")) == ["$.lots[0]"]
    assert faults("run", "defaults: {ink: grey}\nlots: []\n") == ["$.lots"]
