"""The key of a file changes with all that the file is made from, and with nothing else."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, lay, ours

from booklet.errors import Where
from booklet.facts.event import EventDay, EventTheme
from booklet.facts.lots import Recipient
from booklet.jobs import Job
from booklet.make.build import open_sources
from booklet.make.runs import keys
from booklet.make.runs.keys import SOURCE_FILES, Keys, list_project_files, list_source_files, part_of
from booklet.make.runs.plan import RunItem
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.values import replace

JOB = Job("card", "c1", "card-85x55", "sw", "KE", "14-17", "press", "colour", "offset-coated")

ITEM = RunItem("cards", JOB, 300, "Cairo")

HERE = Where("run.yaml", 3)


@pytest.fixture(scope="module")
def known(sources: Sources) -> Keys:
    found = Keys(sources)
    assert found.common
    return found


def test_every_file_that_is_read_from_the_top_of_a_project_is_part_of_all_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, find = set(), Folders.find

    def recording(folders: Folders, name: str) -> Path | None:
        asked.add(name)
        return find(folders, name)

    monkeypatch.setattr(Folders, "find", recording)
    sources = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED}))
    sources.insert("XX"), sources.standings("en"), sources.printer("offset-coated")
    assert {name for name in asked if "/" not in name} == set(SOURCE_FILES)
    lay(tmp_path, dict.fromkeys(SOURCE_FILES, "a: b\n"))
    assert set(SOURCE_FILES) < list_project_files(tmp_path).keys()


def test_a_file_of_a_project_lies_over_ours_and_all_others_stay(tmp_path: Path) -> None:
    own = list_source_files(Folders(open_sources(None).folders.own))
    mine = lay(tmp_path, {COUNTRY: CONFIRMED, "layouts/theme.yaml": ours("layouts/theme.yaml"), ".git/a.yaml": ""})
    both = list_source_files(Folders(open_sources(None).folders.own, mine))
    assert both.keys() - own.keys() == {COUNTRY}
    assert {name for name in own if both[name] != own[name]} == {"layouts/theme.yaml"}


@pytest.mark.slow
def test_fonts_are_part_of_all_keys(tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    font, found = lay(tmp_path, {"a.ttf": "before"}) / "a.ttf", []
    monkeypatch.setattr(keys, "find_font", lambda _: font)
    for data in ("before", "after", "before"):
        font.write_text(data)
        found.append(Keys(sources).common)
    assert found[0] == found[2] != found[1]


@pytest.mark.slow
def test_what_our_code_and_its_engines_are_is_part_of_all_keys(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for version in ("1", "2", "1"):
        monkeypatch.setattr(keys, "list_machinery", lambda said=version: (("engine", said),))
        found.append(Keys(sources).common)
    assert found[0] == found[2] != found[1]
    monkeypatch.undo()
    assert {"booklet", "Python", "uharfbuzz", "icu4py"} <= dict(keys.list_machinery()).keys()


@pytest.mark.parametrize("axis", Job.__struct_fields__)
def test_every_axis_of_a_job_is_part_of_its_key(axis: str, known: Keys) -> None:
    assert known.key(replace(ITEM, job=replace(JOB, **{axis: "other"}))) != known.key(ITEM)


def test_copies_addresses_and_lots_are_no_part_of_a_key(known: Keys) -> None:
    assert known.key(replace(ITEM, lot="other", copies=1, deliver_to="")) == known.key(ITEM)


WHO = Recipient("1", "A School", "020 7946 0018", HERE, web="https://school.example/", columns=(("teacher", "A. B."),))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "2"),
        ("name", "B School"),
        ("contact", ""),
        ("web", ""),
        ("columns", ()),
        ("columns", (("head", "A. B."),)),
    ],
)
def test_all_that_a_table_says_of_a_place_is_part_of_its_key(field: str, value: object, known: Keys) -> None:
    other = replace(WHO, **{field: value})
    assert known.key(replace(ITEM, recipient=other)) != known.key(replace(ITEM, recipient=WHO)) != known.key(ITEM)
    moved = replace(WHO, where=Where("run.yaml", 99))
    assert known.key(replace(ITEM, recipient=moved)) == known.key(replace(ITEM, recipient=WHO))


DAY = EventDay(date(2027, 2, 9), False, HERE, (EventTheme("en", "Together", HERE),))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", date(2027, 2, 16)),
        ("is_confirmed", True),
        ("themes", ()),
        ("themes", (EventTheme("sw", "Together", HERE),)),
        ("themes", (EventTheme("en", "Apart", HERE),)),
    ],
)
def test_all_that_is_said_of_a_day_is_part_of_a_key(field: str, value: object, known: Keys) -> None:
    other = replace(DAY, **{field: value})
    assert known.key(replace(ITEM, event=other)) != known.key(replace(ITEM, event=DAY)) != known.key(ITEM)


def test_the_files_of_the_world_and_of_the_source_language_belong_to_all() -> None:
    assert {part_of(f"translations/{name}") for name in ("countries/001.yaml", "en/labels.yaml", "schemas/a.json")} == {
        ""
    }
    assert part_of("translations/countries/KE.yaml") == "KE" and part_of("translations/sw/guide.po") == "sw"
