"""Files say how far their words were: they change their names with it, and go when nobody stands for them any more."""

import json
from pathlib import Path
from typing import Any

import pytest
from projects import lay
from signing import ON, lay_signed

from booklet.cli import main
from booklet.make.build import open_sources
from booklet.make.coverage import read_coverage
from booklet.sources.reviews import reviews_name

STEM = "guide_card-c1_14-17_en_001_85x55_screen_v01"

REVIEWS = reviews_name("en")


def build(project: Path, out: Path, *asked: str) -> dict[str, bytes]:
    """Build the first card of a project and return its files; others are not looked at."""
    command = ["build", "card", "--band", "14-17", "--edition", "screen", "--date", "2026-11-25", *asked]
    assert main([*command, "--project", str(project), "--output", str(out)]) == 0
    return {path.stem: path.read_bytes() for path in sorted(out.glob(f"{STEM}*.pdf"))}


def entry(out: Path) -> Any:
    files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    return next(one for one in files if STEM in one["path"])


@pytest.mark.slow
def test_a_draft_gives_way_to_what_all_have_signed_and_comes_back_when_a_signature_goes(tmp_path: Path) -> None:
    project, out = lay(tmp_path / "project", {"brand.yaml": "name: Save the Example\n"}), tmp_path / "out"
    assert list(build(project, out)) == [f"{STEM}-draft"]
    lay_signed(project)
    signed = build(project, out)
    assert list(signed) == [STEM]
    lines = (project / REVIEWS).read_text(encoding="utf-8").split("  - ")
    lay(project, {REVIEWS: "  - ".join(line for line in lines if not ("labels" in line and "survivor" in line))})
    again = build(project, out)
    assert list(again) == [f"{STEM}-draft", f"{STEM}_OUTDATED"]
    assert again[f"{STEM}_OUTDATED"] == signed[STEM]


@pytest.mark.slow
def test_a_final_goes_when_a_signature_is_taken_back_whatever_is_built(tmp_path: Path) -> None:
    project, out = lay(tmp_path / "project", {"brand.yaml": "name: Save the Example\n"}), tmp_path / "out"
    lay_signed(project)
    assert list(build(project, out)) == [STEM]
    poster = ["build", "poster", "--band", "10-13", "--edition", "screen", "--project", str(project)]
    assert main([*poster, "--output", str(out)]) == 0
    assert (out / f"{STEM}.pdf").exists(), "it holds"
    (project / REVIEWS).unlink()
    assert main([*poster, "--output", str(out)]) == 0
    assert sorted(path.stem for path in out.glob(f"{STEM}*")) == [f"{STEM}_OUTDATED"]


@pytest.mark.slow
def test_words_that_changed_since_are_not_those_of_the_file(tmp_path: Path) -> None:
    """What was printed was signed as it stood; today's words make another file."""
    project, out = lay(tmp_path / "project", {"brand.yaml": "name: Save the Example\n"}), tmp_path / "out"
    lay_signed(project)
    build(project, out)
    cards = (open_sources(None).folders.own / "translations/en/cards.yaml").read_text(encoding="utf-8")
    title = open_sources(None).guide.cards[0].titles["title"].forms[0]
    assert title in cards
    lay(project, {"translations/en/cards.yaml": cards.replace(title, f"{title} now", 1)})
    poster = ["build", "poster", "--band", "10-13", "--edition", "screen", "--project", str(project)]
    assert main([*poster, "--output", str(out)]) == 0
    assert (out / f"{STEM}.pdf").exists()


@pytest.mark.slow
def test_a_manifest_says_of_each_page_who_has_signed_and_when(tmp_path: Path) -> None:
    project, out = lay(tmp_path / "project", {"brand.yaml": "name: Save the Example\n"}), tmp_path / "out"
    lay_signed(project, topics=["c1"])
    data = build(project, out)[f"{STEM}-draft"]
    found = entry(out)
    assert found["state"] == "draft"
    (words,) = found["words"]
    assert (words["locale"], words["state"]) == ("en", "draft"), "the labels are not signed"
    front, back = words["pages"]
    assert (front["page"], front["topic"], front["state"], front["missing"]) == (1, "c1", "reviewed", [])
    assert {one["role"]: (one["by"], one["on"]) for one in back["signed"]}["survivor-adviser"] == (
        "B. Adviser",
        ON.isoformat(),
    )
    coverage = read_coverage(data)
    assert coverage and coverage.state == "draft" and coverage.words.startswith("draft:")


@pytest.mark.slow
def test_a_file_for_which_a_person_took_responsibility_goes_when_that_ends(tmp_path: Path) -> None:
    words = """\
words:
  responsible: {name: Ann Example, role: nurse, organisation: Example House, date: 2026-11-25}
  locale: en
  bands: [14-17]
  read: yes
"""
    project, out = lay(tmp_path / "project", {"brand.yaml": words}), tmp_path / "out"
    take = ["review", "take-responsibility", "--locale", "en", "--band", "14-17", "--by", "Ann Example"]
    assert main([*take, "--project", str(project)]) == 0
    first = build(project, out)[f"{STEM}-draft"]
    coverage = read_coverage(first)
    assert coverage and coverage.words.startswith("responsible:")
    lay(project, {"brand.yaml": "name: Save the Example\n"})
    poster = ["build", "poster", "--band", "10-13", "--edition", "screen", "--project", str(project)]
    assert main([*poster, "--output", str(out)]) == 0
    assert [path.stem for path in out.glob(f"{STEM}*")] == [f"{STEM}-draft_OUTDATED"]
