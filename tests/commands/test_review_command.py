"""The command `review`: what it shows, what it writes into a project, and whom it does not let sign."""

import json
import re
import subprocess
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from clocks import program
from projects import OWN, codes, faults, lay, only, ours

from booklet.api.reviews import reviews_of
from booklet.check.proof.pages import normalise_text, squeeze
from booklet.commands.review import run
from booklet.commands.tell import warn
from booklet.errors import SourceError
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.text.markup import plain_text
from booklet.words.review import ROLES, Signature, hash_words

FILE = "translations/en/reviews.yaml"

PAGE = "translations/en/guide/14-17/friend.yaml"

WORKER, ADVISER = ROLES[:2]

ON = date(2026, 11, 20)


def options(project: Path | None, *topics: str, **given: object) -> Namespace:
    usual = {"locale": None, "band": None, "role": None, "by": None, "date": ON, "json": False}
    return Namespace(**{**usual, "project": project, "topics": list(topics), **given})


def signed(project: Path, *topics: str, **given: object) -> tuple[Signature, ...]:
    """Return the signatures of a project after a person has signed."""
    assert run(options(project, *topics, **{"role": WORKER, "by": "A. Tester", **given})) == 0
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


@pytest.mark.slow
def test_a_person_signs_for_a_topic_in_all_its_bands(tmp_path: Path) -> None:
    guide = open_sources(None).guide
    assert signed(tmp_path, "p1") == tuple(
        Signature("p1", band, WORKER, "A. Tester", ON, hash_words(guide, band)["p1"]) for band in guide.bands
    )


def test_a_person_signs_for_one_band_and_several_topics(tmp_path: Path) -> None:
    reviews = signed(tmp_path, "p2", "p1", "c1", "labels", band="10-13")
    assert {(review.topic, review.band) for review in reviews} == {
        ("p2", "10-13"), ("p1", "10-13"), ("c1", "10-13"), ("labels", "10-13"),
    }  # fmt: skip


def test_ours_is_not_touched_when_a_project_is_signed(tmp_path: Path) -> None:
    before = (OWN / FILE).read_bytes() if (OWN / FILE).exists() else None
    signed(tmp_path, "threat")
    assert ((OWN / FILE).read_bytes() if (OWN / FILE).exists() else None) == before
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["reviews.yaml"]


@pytest.mark.slow
def test_a_review_is_added_to_those_before_it_and_replaces_its_own(tmp_path: Path) -> None:
    signed(tmp_path, "threat", band="14-17")
    signed(tmp_path, "threat", band="14-17", role=ADVISER, by="B. Tester")
    reviews = signed(tmp_path, "threat", band="14-17", by="  C.   Tester ")
    assert [(review.role, review.by) for review in reviews] == [(ADVISER, "B. Tester"), (WORKER, "C. Tester")]


@pytest.mark.slow
def test_the_comment_of_a_file_stays(tmp_path: Path) -> None:
    lay(tmp_path, {FILE: "# Signed on paper too.\nsignatures: []\n"})
    signed(tmp_path, "threat")
    assert (tmp_path / FILE).read_text().startswith("# Signed on paper too.\nsignatures:\n")


@pytest.mark.slow
def test_a_table_shows_who_signed_and_the_state_of_the_locale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(tmp_path, "threat", band="14-17")
    capsys.readouterr()
    assert run(options(tmp_path, locale="en")) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.split()[:2] == ["threat", "14-17"])
    assert row.split()[2] == "draft" and f"{WORKER}: A. Tester, 2026-11-20" in row and ADVISER in row
    said = "14-17 en: 0 of 29 pages signed; missing child protection worker on 1-12, 14-28; missing survivor adviser, "
    assert said + "young reader 1, young reader 2 on all; 0 of 8 cards signed; 0 of 4 posters signed" in out


@pytest.mark.slow
def test_json_holds_what_the_table_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed(tmp_path, "threat", band="14-17")
    (locale,) = shown(tmp_path, capsys, "threat", "p1")
    assert (locale["locale"], locale["state"]) == ("en", "draft")
    older, _, younger = locale["topics"]
    missing = ", ".join(ROLES[1:4])
    assert older == {
        "topic": "threat",
        "band": "14-17",
        "state": "draft",
        "signed": f"{WORKER}: A. Tester, 2026-11-20",
        "missing": missing,
        "stale": "",
    }
    assert (younger["signed"], younger["missing"]) == ("", f"{WORKER}, {missing}")


@pytest.mark.slow
def test_a_locale_is_reviewed_when_all_have_signed_all_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = open_sources(None).guide
    fixed = {message.id for message in guide.messages}
    topics = [topic for topic in dict.fromkeys(t for band in guide.bands for t in hash_words(guide, band))]
    for role, by in zip(ROLES[:4], ("A. Tester", "B. Tester", "C. Tester", "D. Tester"), strict=True):
        assert shown(tmp_path, capsys)[0]["state"] == "draft"
        signed(tmp_path, *(topic for topic in topics if topic not in fixed), role=role, by=by)
    assert shown(tmp_path, capsys)[0]["state"] == "reviewed"


@pytest.mark.slow
def test_words_that_change_after_a_signature_make_it_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed(tmp_path, "friend", "p1", band="14-17")
    lay(tmp_path, {PAGE: ours(PAGE).replace("title: ", "title: Yes. ", 1)})
    (locale,) = shown(tmp_path, capsys, "friend", "p1", band="14-17")
    said = f"{WORKER}: A. Tester, 2026-11-20"
    found = {row["topic"]: (row["signed"], row["stale"]) for row in locale["topics"]}
    assert found == {"friend": ("", said), "p1": (said, "")}


@pytest.mark.slow
def test_a_poster_alone_is_signed_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for role, by in zip(ROLES[:4], ("A. Tester", "B. Tester", "C. Tester", "D. Tester"), strict=True):
        signed(tmp_path, "p1", "labels", role=role, by=by)
    found = open_sources(tmp_path)
    asked = Wanted(("poster", "booklet"), ("en",), ("001",), ("14-17",), ("screen",))
    documents = check(plan_jobs(asked, found), found, ON, ON)
    assert {document.job.item or "booklet": document.state for document in documents} == {
        "p1": "final", "p2": "draft", "p3": "draft", "p4": "draft", "booklet": "draft",
    }  # fmt: skip


@pytest.mark.parametrize("by", [None, "", "  ", "?", "\x1b[1m"])
@pytest.mark.parametrize("role", ROLES[:4])
def test_nothing_is_signed_without_a_person(role: str, by: str | None, tmp_path: Path) -> None:
    assert refused(tmp_path, "threat", role=role, by=by) == ["no-person"]


@pytest.mark.parametrize("by", ["assistant", "chatbot", "our review script", "Reviewer 4"])
def test_a_program_is_nobody_who_signs(by: str, tmp_path: Path) -> None:
    assert refused(tmp_path, "threat", role=WORKER, by=by) == ["no-person"]


def test_what_a_signature_lacks_is_told_at_once(tmp_path: Path) -> None:
    assert refused(tmp_path, role="reviewer") == ["unknown-role", "no-person", "no-topic"]
    assert refused(tmp_path, "threat", by="A. Tester") == ["unknown-role"]


def test_nobody_signs_ahead_of_the_day(tmp_path: Path) -> None:
    ahead = {"role": WORKER, "by": "A. Tester", "date": date(2027, 1, 1)}
    assert refused(tmp_path, "threat", **ahead) == ["day-ahead"]


@pytest.mark.slow
def test_one_person_is_not_two_readers(tmp_path: Path) -> None:
    signed(tmp_path, "threat", band="14-17")
    with pytest.raises(SourceError) as stopped:
        signed(tmp_path, "threat", band="14-17", role=ADVISER)
    assert codes(faults(stopped.value)) == ["one-person"]


@pytest.mark.slow
def test_messages_are_translated_back_and_signed_with_their_pages(tmp_path: Path) -> None:
    assert refused(tmp_path, "m1", role=WORKER, by="A. Tester") == ["wrong-topic"]
    assert refused(tmp_path, "threat", locale="sw", role=ROLES[-1], by="A. Tester") == ["wrong-topic"]
    assert refused(tmp_path, "m1", role=ROLES[-1], by="A. Tester") == ["no-translation"]
    assert run(options(tmp_path, "m1", "m2", locale="sw", role=ROLES[-1], by="A. Tester")) == 0
    assert len(reviews_of(open_sources(tmp_path), "sw", warn)) == 6, "two messages in each of three bands"


def test_who_has_translated_words_does_not_translate_them_back(tmp_path: Path) -> None:
    catalogue = "translations/sw/guide.po"
    header = '"Last-Translator: Amina Tester <a@line.example>\\n"\n'
    text = re.sub(r'"Last-Translator: [^"]*"\n', "", ours(catalogue))
    lay(tmp_path, {catalogue: text.replace('"Language: sw\\n"\n', f'"Language: sw\\n"\n{header}', 1)})
    with pytest.raises(SourceError) as stopped:
        run(options(tmp_path, "m1", locale="sw", role=ROLES[-1], by="amina tester"))
    assert codes(faults(stopped.value)) == ["same-person"]


@pytest.mark.slow
def test_the_form_on_paper_has_the_words_a_box_roles_and_the_pay(tmp_path: Path) -> None:
    out = tmp_path / "forms"
    assert run(options(None, "sheet", "p1", "threat", locale="sw", band="14-17", output=out)) == 0
    (path,) = out.iterdir()
    assert path.name == "review_sw_14-17_p1_threat.pdf"
    with pypdfium2.PdfDocument(path) as pages:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
        assert all(page.get_size() == pytest.approx((595.3, 841.9), abs=0.1) for page in pages)
    guide = open_sources(None).translated_guide("sw").guide
    codes_there = hash_words(guide, "14-17")
    assert codes_there["p1"] in text and codes_there["threat"] in text and codes_there["friend"] not in text
    squeezed = squeeze(normalise_text(text))
    for label in ("back", "yes", "survivor-adviser", "pay"):
        said = plain_text(guide.labels[f"review.{label}"].forms[0])
        assert squeeze(normalise_text(said)) in squeezed, label
    assert plain_text(guide.labels["strip.motto"].forms[0])[:8] in text


def test_unknown_topics_are_told_and_nothing_is_signed(tmp_path: Path) -> None:
    asked = {"role": WORKER, "by": "A. Tester"}
    assert refused(tmp_path, "thraet", "p1", "m9", **asked) == ["unknown-topic", "unknown-topic"]
    assert refused(tmp_path, "c8", band="10-13", **asked) == ["unknown-topic"]


def test_unknown_bands_and_locales_are_told(tmp_path: Path) -> None:
    asked = {"role": WORKER, "by": "A. Tester"}
    assert refused(tmp_path, "threat", band="14-18", **asked) == ["unknown-band"]
    assert refused(tmp_path, "threat", locale="xx", **asked) == ["unknown-locale"]
    assert refused(tmp_path, locale="xx") == ["unknown-locale"]


def test_a_file_with_faults_is_not_written_over(tmp_path: Path) -> None:
    text = "signatures:\n  - {topic: threat, band: 14-17}\n"
    lay(tmp_path, {FILE: text})
    with pytest.raises(SourceError) as stopped:
        signed(tmp_path, "p1")
    assert set(codes(faults(stopped.value))) == {"missing-key"}
    assert (tmp_path / FILE).read_text() == text


@pytest.mark.slow
def test_a_review_of_a_topic_that_is_gone_is_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed(tmp_path, "p1", band="14-17")
    text = (tmp_path / FILE).read_text()
    lay(tmp_path, {FILE: text.replace('"p1"', '"gone"')})
    reviews = signed(tmp_path, "p2", band="14-17")
    assert [review.topic for review in reviews] == ["gone", "p2"]
    assert "warning: translations/en/reviews.yaml:4: unknown-topic" in capsys.readouterr().err


def test_only_one_finding_says_that_the_name_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        run(options(tmp_path, "threat", role=WORKER))
    assert "--by" in only(faults(stopped.value)).hint


def test_a_pseudo_locale_has_no_words_to_review() -> None:
    with pytest.raises(SourceError) as stopped:
        run(options(None, locale="en-XA"))
    assert only(faults(stopped.value)).code == "pseudo-locale"


@pytest.mark.slow
def test_people_who_sign_at_once_are_all_there(tmp_path: Path) -> None:
    topics = ("p1", "p2", "p3", "p4")
    asked = ["--role", WORKER, "--by", "A. Tester", "--band", "14-17", "--project", str(tmp_path)]
    begun = [subprocess.Popen([*program(), "review", topic, *asked], stdout=subprocess.DEVNULL) for topic in topics]
    assert [process.wait() for process in begun] == [0] * len(topics)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert sorted(topic for topic in topics if f'"{topic}"' in text) == list(topics)
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["reviews.yaml"]
