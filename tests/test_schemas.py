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
from booklet.sources.extends import NO_LAYOUTS
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


@pytest.mark.slow
def test_every_schema_is_one() -> None:
    for name in SCHEMAS:
        Draft202012Validator.check_schema(json.loads(ours(name)))


@pytest.mark.parametrize("path", COUNTRIES[::9], ids=lambda path: path.stem)
def test_an_editor_finds_nothing_wrong_in_our_countries(path: Any) -> None:
    assert faults("country", path.read_text(encoding="utf-8")) == []


def test_the_first_line_names_a_schema_that_is_there() -> None:
    project = project_files(OWN / "x", "XX", "Us", Folders(OWN))
    for name, text in project.items():
        if name.endswith(".yaml"):
            found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert found, name
            copied = re.search(r"copy it to ([^ ]+[.]yaml)", text) if name.startswith("examples/") else None
            schema = (OWN / (copied[1] if copied else name)).parent / found[1]
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


@pytest.mark.slow
def test_an_editor_finds_nothing_wrong_in_our_posters_cards_theme_and_layouts() -> None:
    layouts = [path for path in (OWN / "layouts").glob("*.yaml") if path.stem not in NO_LAYOUTS]
    files = {"posters": [OWN / "translations/en/posters.yaml"], "cards": [OWN / "translations/en/cards.yaml"]}
    files |= {"theme": [OWN / "layouts/theme.yaml"], "layout": layouts}
    for name, paths in files.items():
        assert {path.name: faults(name, path.read_text("utf-8")) for path in paths} == {path.name: [] for path in paths}


def keys_of(tree: Any) -> set[str]:
    """Return every key that a schema has for mappings, those of blocks and bands apart."""
    if isinstance(tree, list):
        return {key for item in tree for key in keys_of(item)}
    if not isinstance(tree, dict):
        return set()
    own = {key for key in tree.get("properties", {}) if isinstance(tree["properties"], dict)}
    return own | {key for value in tree.values() for key in keys_of(value)}


@pytest.mark.parametrize(("schema", "file"), [("layout", "examples/layout.yaml"), ("theme", "examples/theme.yaml")])
def test_every_key_stands_in_an_example(schema: str, file: str) -> None:
    text = project_files(OWN / "x", "XX", "Us", Folders(OWN))[file]
    assert faults(schema, text) == []
    keys = keys_of(json.loads(ours(f"translations/schemas/{schema}.json"))) - {"14-17"}
    assert {key for key in keys if not re.search(rf"(?<![\w-]){re.escape(key)}:", text)} == set()


def test_every_kind_that_a_page_may_show_stands_in_its_example() -> None:
    text = project_files(OWN / "x", "XX", "Us", Folders(OWN))["pages.yaml"]
    for word in (
        "kind: picture",
        "kind: table",
        "kind: columns",
        "kind: code",
        "file:",
        "alt:",
        "heads:",
        "rows:",
        "to:",
    ):
        assert word in text


PAGE = "pages:\n  - {id: a, after: friend, title: T, blocks: [%s]}\n"


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("{id: b, kind: picture, file: a.jpg, alt: A door.}", ""),
        ("{id: b, kind: picture, file: a.jpg}", "$.pages[0].blocks[0]"),
        ("{id: b, kind: picture, file: a.jpg, alt: A, width: 500}", "$.pages[0].blocks[0].width"),
        ("{id: b, kind: table, heads: [A], rows: [[1], [2]]}", ""),
        ("{id: b, kind: table, heads: [A]}", "$.pages[0].blocks[0]"),
        ("{id: b, kind: columns, left: [{id: c, kind: heading, text: A}], right: [{id: d, kind: lines}]}", "kind"),
        ("{id: b, kind: code, to: javascript:x}", "$.pages[0].blocks[0].to"),
        ("{id: b, kind: pictur, file: a.jpg}", "$.pages[0].blocks[0].kind"),
        ("{use: m1, as: note}", ""),
        ("{id: b, kind: paragraph, txt: A}", "$.pages[0].blocks[0]"),
    ],
)
def test_an_editor_marks_what_is_wrong_in_a_block(block: str, place: str) -> None:
    found = faults("pages", PAGE % block)
    assert bool(found) == bool(place)
    assert not place or any(one.endswith(place) for one in found)


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
