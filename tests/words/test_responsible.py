"""Taking responsibility: a named person, for exactly the words of a day, for twelve months; it is never a review."""

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from clocks import set_clock
from projects import codes, faults, lay, only
from signing import lay_signed, lay_translated_back

from booklet.commands.review import run
from booklet.errors import Severity, SourceError
from booklet.facts import selection
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.values import replace

DAY = date(2026, 11, 25)

ENTRY = """\
words:
  responsible: {name: Wanjiku Example, role: child protection officer, organisation: Example House, date: 2026-11-25}
  locale: en
  bands: [14-17]
  read: yes
  contact: words team of Amani House
"""

PAGE = "translations/en/guide/14-17/threat.yaml"


def options(project: Path, **given: object) -> Namespace:
    usual = {"locale": "en", "band": "14-17", "role": None, "by": "Wanjiku Example", "date": DAY, "json": False}
    return Namespace(**{**usual, "project": project, "topics": ["take-responsibility"], **given})


def document(project: Path, band: str = "14-17", day: date = DAY, product: str = "poster") -> Document:
    sources = open_sources(project)
    asked = Wanted((product,), ("en",), ("001",), (band,), ("screen",))
    return check(plan_jobs(asked, sources), sources, day, day)[0]


def refused(project: Path, **given: object) -> list[str]:
    with pytest.raises(SourceError) as stopped:
        run(options(project, **given))
    assert not (project / "confirmed.yaml").exists()
    return codes(faults(stopped.value))


def brand_faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(folder, {"brand.yaml": text}))
    return codes(faults(stopped.value))


@pytest.mark.slow
def test_a_person_takes_responsibility_for_one_language_and_band(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY})
    before = document(tmp_path)
    assert (before.words.state, before.state) == ("draft", "draft")
    open_ones = [finding for finding in before.findings if finding.code == "responsibility-open"]
    assert "not written down yet" in only(open_ones).message
    assert run(options(tmp_path)) == 0
    after = document(tmp_path)
    assert (after.words.state, after.state) == ("responsible", "draft")
    assert after.draft is not None
    assert after.draft.whole == ("DRAFT words · not yet reviewed", "Example House takes responsibility")
    assert document(tmp_path, "10-13").words.state == "draft"


@pytest.mark.slow
def test_it_holds_for_twelve_months_and_validate_says_when_it_ends(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY})
    run(options(tmp_path))
    for day, state in ((DAY, "responsible"), (date(2027, 11, 24), "responsible"), (date(2027, 11, 25), "draft")):
        set_clock(day)
        found = document(tmp_path, day=day)
        assert found.words.state == state
        told = only(finding for finding in found.findings if finding.code.startswith("responsibility"))
        assert told.code == ("responsibility-ends" if state == "responsible" else "responsibility-open")
        assert "2027-11-25" in told.message
        assert told.severity is (Severity.NOTE if state == "responsible" else Severity.WARNING)


@pytest.mark.slow
def test_it_ends_with_the_words_that_were_read(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY})
    run(options(tmp_path))
    text = (open_sources(None).folders.own / PAGE).read_text(encoding="utf-8")
    lay(tmp_path, {PAGE: text.replace("may take an hour", "may take a day", 1)})
    found = document(tmp_path)
    assert found.words.state == "draft" and found.draft is not None and len(found.draft.whole) == 1
    assert "they have changed since" in only(f for f in found.findings if f.code == "responsibility-open").message


@pytest.mark.slow
def test_only_the_person_named_can_do_it_on_a_day_that_has_come(tmp_path: Path) -> None:
    assert refused(tmp_path) == ["nobody-responsible"]
    lay(tmp_path, {"brand.yaml": ENTRY})
    assert refused(tmp_path, by="A. Tester") == ["other-person"]
    assert refused(tmp_path, band="10-13") == ["nobody-responsible"]
    assert refused(tmp_path, by=None) == ["missing-option"]
    lay(tmp_path, {"brand.yaml": ENTRY.replace("2026-11-25", "2027-11-25")})
    assert refused(tmp_path) == ["wrong-day"]
    lay(tmp_path, {"brand.yaml": ENTRY.replace("2026-11-25", "2025-11-25")})
    assert refused(tmp_path) == ["wrong-day"]


def test_another_name_in_the_file_does_not_inherit_it(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY})
    run(options(tmp_path))
    lay(tmp_path, {"brand.yaml": ENTRY.replace("Wanjiku Example", "Ann Example")})
    assert document(tmp_path).words.state == "draft"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  read: yes\n", "", "not-read"),
        ("read: yes", "read: no", "not-read"),
        ("name: Wanjiku Example, ", "", "no-person"),
        ("name: Wanjiku Example", "name: review team 1", "no-person"),
        ("role: child protection officer, ", "", "missing-field"),
        (", date: 2026-11-25", "", "missing-field"),
        ("bands: [14-17]", "bands: [14-18]", "unknown-band"),
        ("  bands: [14-17]\n", "", "unknown-band"),
        ("  locale: en\n", "", "missing-key"),
        ("  read: yes\n", "  read: yes\n  hide: yes\n", "unknown-key"),
    ],
)
def test_half_a_promise_is_a_fault(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in ENTRY
    assert code in brand_faults(tmp_path, ENTRY.replace(old, new))


@pytest.mark.slow
@pytest.mark.parametrize("key", ["name", "short", "contact"])
def test_no_line_of_a_partner_says_that_something_was_reviewed(key: str, tmp_path: Path) -> None:
    assert brand_faults(tmp_path, f"{key}: Reviewed by our team\n") == ["says-reviewed"]
    own = ENTRY.replace("organisation: Example House", "organisation: the team that reviewed it")
    assert "says-reviewed" in brand_faults(tmp_path, own)


def test_no_draft_is_made_without_a_row_of_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = open_sources(None)
    job = plan_jobs(Wanted(("insert",), ("en",), ("001",), ("14-17",), ("screen",)), sources)[0]
    chosen = selection.select(sources.insert("001"), sources.world, "14-17")
    monkeypatch.setattr("booklet.make.placing.select", lambda *_: replace(chosen, rows=()))
    with pytest.raises(SourceError) as stopped:
        check([job], sources, DAY, DAY)
    assert "directory-empty" in codes(faults(stopped.value))


@pytest.mark.slow
def test_two_entries_for_the_same_words_are_a_fault(tmp_path: Path) -> None:
    first, *rest = ENTRY.removeprefix("words:\n").splitlines(keepends=True)
    entry = f"  - {first.strip()}\n" + "".join(f"  {line}" for line in rest)
    assert brand_faults(tmp_path, f"words:\n{entry}{entry}") == ["responsible-twice"]
    lay(tmp_path, {"brand.yaml": f"words:\n{entry}" + entry.replace("locale: en", "locale: sw")})
    assert [one.locale for one in open_sources(tmp_path).brand.responsible] == ["en", "sw"]


@pytest.mark.slow
def test_it_never_becomes_a_review_and_a_review_needs_no_one_responsible(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY})
    run(options(tmp_path))
    assert {page.state for page in document(tmp_path, product="booklet").words.pages} == {"draft"}
    lay_signed(tmp_path)
    found = document(tmp_path, product="booklet")
    assert (found.words.state, found.state, found.draft, found.words.responsible) == ("reviewed", "final", None, None)


@pytest.mark.slow
def test_nobody_takes_responsibility_for_words_of_a_machine(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY.replace("locale: en", "locale: sw")})
    run(options(tmp_path, locale="sw"))
    sources = open_sources(tmp_path)
    jobs = plan_jobs(Wanted(("poster",), ("sw",), ("001",), ("14-17",), ("screen",)), sources)
    assert check(jobs[:1], sources, DAY, DAY)[0].words.state == "machine"
    lay_translated_back(tmp_path, "sw")
    sources = open_sources(tmp_path)
    assert check(jobs[:1], sources, DAY, DAY)[0].words.state == "responsible"


def test_a_contact_with_an_address_is_looked_at_by_a_person(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY.replace("words team of Amani House", "words@amani.example")})
    run(options(tmp_path))
    assert document(tmp_path).why == "proof"


@pytest.mark.slow
def test_the_imprint_names_the_person_and_the_place_to_tell(tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": ENTRY})
    run(options(tmp_path))
    found = document(tmp_path, product="booklet")
    about = repr(next(page for page in found.placed.pages if page.topic == "about").items)
    for said in ("Wanjiku", "child", "officer", "2026-11-25", "Tell", "team"):
        assert said in about
