"""The page on the law prints while it is signed, and what prints it after that is a PROOF."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, law, lay, signed_law

from booklet.facts.gate import Days
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.typeset.placed import texts_of
from booklet.values import replace

MADE = date(2026, 11, 25)

LINES = tuple(f"{key}: {{en: 'Section {number} of the law protects you, {key}.'}}" for number, key in enumerate(
    ("protected", "consent", "pictures", "ai"), start=4711
))  # fmt: skip


def project(folder: Path, said: str) -> Sources:
    return open_sources(lay(folder, {COUNTRY: CONFIRMED.replace("law: {}", said)}))


def insert(sources: Sources, made: date = MADE, real: date | None = None) -> Document:
    jobs = plan_jobs(Wanted(("insert",), countries=("XX",), bands=("14-17",), editions=("screen",)), sources)
    days = Days(made, real or made)
    return check(jobs, sources, days.made, days.real)[0]


def words(document: Document) -> str:
    lines = (text.line for page in document.placed.pages for text in texts_of(page.items))
    return " ".join(run.text for line in lines for run in line.runs).replace("\u00a0", " ")


@pytest.mark.slow
def test_signed_lines_print_with_who_signed_and_are_read_back(tmp_path: Path) -> None:
    sources = project(tmp_path, signed_law(*LINES))
    document = insert(sources)
    assert (document.why, len(document.placed.pages)) == ("", 2)
    for number in range(4711, 4715):
        assert f"Section {number} of the law" in " ".join(words(document).split())
    assert "L. Awyer, lawyer" in words(document) and "November 20, 2026" in words(document)
    prove(document, draw(document, sources, MADE), sources, MADE)


@pytest.mark.parametrize(
    "said",
    [
        law(*LINES),
        signed_law(*LINES).replace("4711", "4717"),
        signed_law(*LINES).replace("value: '18'", "value: '17'"),
        signed_law(*LINES[:3]),
    ],
)
def test_without_a_signature_for_what_stands_there_the_page_is_left_out(said: str, tmp_path: Path) -> None:
    document = insert(project(tmp_path, said))
    assert (document.why, len(document.placed.pages)) == ("", 1)
    assert "4712" not in words(document)


def test_what_prints_the_law_after_its_end_is_a_proof(tmp_path: Path) -> None:
    head = "value: '18'"
    text = law(*LINES).replace(head, f"{head}, expires: 2026-12-01")
    bare = project(tmp_path / "bare", text)
    of = bare.insert("XX").legal.read
    sign = f"signed: {{by: L. Awyer, role: lawyer, on: 2026-11-20, of: '{of}'}}"
    sources = project(tmp_path / "signed", f"{text[:-1]}, {sign}}}")
    assert insert(sources, date(2026, 11, 30)).why == ""
    late = insert(sources, date(2026, 12, 1))
    assert late.why == "proof"
    assert {"law-expired", "fact-expired"} <= {finding.code for finding in late.findings}
    assert insert(sources, MADE, date(2026, 12, 1)).why == "proof"


@pytest.mark.slow
def test_the_age_of_consent_stands_on_the_page_on_love_only_if_it_is_signed(tmp_path: Path) -> None:
    for said, is_there in ((signed_law(*LINES), True), (law(*LINES), False)):
        sources = project(tmp_path / str(is_there), said)
        jobs = plan_jobs(Wanted(("booklet",), countries=("XX",), bands=("14-17",), editions=("screen",)), sources)
        document = check(jobs, sources, MADE, MADE)[0]
        love = next(page for page in document.placed.pages if page.topic == "love")
        shown = words(replace(document, placed=replace(document.placed, pages=(love,))))
        assert ("4712" in shown) == is_there
