"""The command `review`: what it shows, what it writes into a project, and whom it does not let sign."""

import json
import subprocess
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clocks import program
from projects import OWN, codes, faults, lay, only, ours

from booklet.api.reviews import reviews_of
from booklet.commands.review import run
from booklet.commands.tell import warn
from booklet.errors import SourceError
from booklet.make.build import open_sources
from booklet.words.review import Review, hash_words

FILE = "translations/en/reviews.yaml"

PAGE = "translations/en/guide/14-17/friend.yaml"

ON = date(2026, 11, 20)


def options(project: Path | None, *topics: str, **given: object) -> Namespace:
    usual = {"locale": None, "band": None, "state": None, "by": None, "date": ON, "json": False}
    return Namespace(**{**usual, "project": project, "topics": list(topics), **given})


def signed(project: Path, *topics: str, **given: object) -> tuple[Review, ...]:
    """Return the reviews of a project after a person has signed."""
    assert run(options(project, *topics, **{"state": "language-reviewed", "by": "A. Tester", **given})) == 0
    return reviews_of(open_sources(project), "en", warn)


def shown(project: Path, capsys: pytest.CaptureFixture[str], *topics: str, **given: object) -> Any:
    """Return what the command says of English as JSON."""
    capsys.readouterr()
    assert run(options(project, *topics, json=True, **{"locale": "en", **given})) == 0
    return json.loads(capsys.readouterr().out)


def refused(project: Path, *topics: str, **given: object) -> list[str]:
    """Return the codes of a refusal, after which nothing is written."""
    with pytest.raises(SourceError) as stopped:
        run(options(project, *topics, **given))
    assert not (project / FILE).exists()
    return codes(faults(stopped.value))


def test_a_person_signs_for_a_topic_in_all_its_bands(tmp_path: Path) -> None:
    guide = open_sources(None).guide
    assert signed(tmp_path, "m1") == tuple(
        Review("m1", band, "language-reviewed", "A. Tester", ON, hash_words(guide, band)["m1"]) for band in guide.bands
    )


def test_a_person_signs_for_one_band_and_several_topics(tmp_path: Path) -> None:
    reviews = signed(tmp_path, "m1", "p1", "c1", "labels", band="10-13")
    assert [(review.topic, review.band) for review in reviews] == [
        ("m1", "10-13"), ("p1", "10-13"), ("c1", "10-13"), ("labels", "10-13"),
    ]  # fmt: skip


def test_ours_is_not_touched_when_a_project_is_signed(tmp_path: Path) -> None:
    before = (OWN / FILE).read_bytes() if (OWN / FILE).exists() else None
    signed(tmp_path, "threat")
    assert ((OWN / FILE).read_bytes() if (OWN / FILE).exists() else None) == before
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["reviews.yaml"]


def test_a_review_is_added_to_those_before_it_and_replaces_its_own(tmp_path: Path) -> None:
    signed(tmp_path, "threat", band="14-17")
    signed(tmp_path, "threat", band="14-17", state="child-protection-reviewed", by="B. Tester")
    reviews = signed(tmp_path, "threat", band="14-17", by="  C.   Tester ")
    assert [(review.state, review.by) for review in reviews] == [
        ("child-protection-reviewed", "B. Tester"),
        ("language-reviewed", "C. Tester"),
    ]


def test_the_comment_of_a_file_stays(tmp_path: Path) -> None:
    lay(tmp_path, {FILE: "# Signed on paper too.\nreviews: []\n"})
    signed(tmp_path, "threat")
    assert (tmp_path / FILE).read_text().startswith("# Signed on paper too.\nreviews:\n")


def test_a_table_shows_who_signed_and_the_state_of_the_locale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(tmp_path, "threat", band="14-17")
    capsys.readouterr()
    assert run(options(tmp_path, locale="en")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Topic", "Band", "State", "By", "On", "Stale"]
    row = next(line for line in lines if line.split()[:2] == ["threat", "14-17"])
    assert row.split() == ["threat", "14-17", "language-reviewed", "A.", "Tester", "2026-11-20"]
    assert lines[-1].startswith("en: draft")


def test_json_holds_what_the_table_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed(tmp_path, "threat", band="14-17")
    (locale,) = shown(tmp_path, capsys, "threat")
    assert (locale["locale"], locale["state"]) == ("en", "draft")
    assert locale["topics"] == [
        {
            "topic": "threat",
            "band": "14-17",
            "state": "language-reviewed",
            "by": "A. Tester",
            "on": "2026-11-20",
            "stale": "",
        },
    ]


def test_a_locale_is_reviewed_when_all_of_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = open_sources(None).guide
    topics = dict.fromkeys(topic for band in guide.bands for topic in hash_words(guide, band))
    signed(tmp_path, *topics, state="child-protection-reviewed")
    (locale,) = shown(tmp_path, capsys)
    assert locale["state"] == "child-protection-reviewed"


def test_words_that_change_after_a_review_make_it_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed(tmp_path, "friend", "m1", band="14-17")
    lay(tmp_path, {PAGE: ours(PAGE).replace("title: ", "title: Yes. ", 1)})
    (locale,) = shown(tmp_path, capsys, "friend", "m1", band="14-17")
    assert [(row["topic"], row["state"], row["by"]) for row in locale["topics"]] == [
        ("friend", "draft", ""),
        ("m1", "language-reviewed", "A. Tester"),
    ]
    assert locale["topics"][0]["stale"] == "language-reviewed by A. Tester, 2026-11-20: words changed since"


@pytest.mark.parametrize("by", [None, "", "  ", "?", "\x1b[1m"])
@pytest.mark.parametrize("state", ["draft", "language-reviewed", "child-protection-reviewed"])
def test_no_state_is_set_without_a_person(state: str, by: str | None, tmp_path: Path) -> None:
    assert refused(tmp_path, "threat", state=state, by=by) == ["no-person"]


def test_what_a_signature_lacks_is_told_at_once(tmp_path: Path) -> None:
    assert refused(tmp_path, state="reviewed") == ["unknown-state", "no-person", "no-topic"]
    assert refused(tmp_path, "threat", by="A. Tester") == ["unknown-state"]


def test_unknown_topics_are_told_and_nothing_is_signed(tmp_path: Path) -> None:
    asked = {"state": "language-reviewed", "by": "A. Tester"}
    assert refused(tmp_path, "thraet", "m1", "m9", **asked) == ["unknown-topic", "unknown-topic"]
    assert refused(tmp_path, "c8", band="10-13", **asked) == ["unknown-topic"]


def test_unknown_bands_and_locales_are_told(tmp_path: Path) -> None:
    asked = {"state": "language-reviewed", "by": "A. Tester"}
    assert refused(tmp_path, "threat", band="14-18", **asked) == ["unknown-band"]
    assert refused(tmp_path, "threat", locale="xx", **asked) == ["unknown-locale"]
    assert refused(tmp_path, locale="xx") == ["unknown-locale"]


def test_a_file_with_faults_is_not_written_over(tmp_path: Path) -> None:
    text = "reviews:\n  - {topic: threat, band: 14-17}\n"
    lay(tmp_path, {FILE: text})
    with pytest.raises(SourceError) as stopped:
        signed(tmp_path, "m1")
    assert set(codes(faults(stopped.value))) == {"missing-key"}
    assert (tmp_path / FILE).read_text() == text


def test_a_review_of_a_topic_that_is_gone_is_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed(tmp_path, "m1", band="14-17")
    text = (tmp_path / FILE).read_text()
    lay(tmp_path, {FILE: text.replace('"m1"', '"gone"')})
    reviews = signed(tmp_path, "m2", band="14-17")
    assert [review.topic for review in reviews] == ["gone", "m2"]
    assert "warning: translations/en/reviews.yaml:4: unknown-topic" in capsys.readouterr().err


def test_only_one_finding_says_that_the_name_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        run(options(tmp_path, "threat", state="draft"))
    assert "--by" in only(faults(stopped.value)).hint


def test_a_pseudo_locale_has_no_words_to_review() -> None:
    with pytest.raises(SourceError) as stopped:
        run(options(None, locale="en-XA"))
    assert only(faults(stopped.value)).code == "pseudo-locale"


@pytest.mark.slow
def test_people_who_sign_at_once_are_all_there(tmp_path: Path) -> None:
    topics = ("m1", "m2", "m3", "m4")
    asked = ["--state", "language-reviewed", "--by", "A. Tester", "--band", "14-17", "--project", str(tmp_path)]
    begun = [subprocess.Popen([*program(), "review", topic, *asked], stdout=subprocess.DEVNULL) for topic in topics]
    assert [process.wait() for process in begun] == [0] * len(topics)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert sorted(topic for topic in topics if f'"{topic}"' in text) == list(topics)
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["reviews.yaml"]
