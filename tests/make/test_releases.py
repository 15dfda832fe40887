"""Pages name the release of their numbers: until when they hold, and a code to ask by; a proof names none."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, UNCONFIRMED, called, lay
from releases import ASKED_AT, ENDED, MADE, lay_project, make, place
from signing import lay_translated_back

from booklet.check.proof.compare import ProofError
from booklet.errors import SourceError
from booklet.facts.release import Release, last_month
from booklet.make import placing
from booklet.make.build import open_sources
from booklet.make.coverage import read_coverage
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.proving import prove
from booklet.text.markup import letters
from booklet.typeset.placed import texts_of


def words_on(document: Document, page: int) -> str:
    return letters(" ".join(text.line.text for text in texts_of(document.placed.pages[page].items)))


def pages_that_say(document: Document, code: str) -> list[int]:
    return [page for page in range(len(document.placed.pages)) if letters(code) in words_on(document, page)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_project(tmp_path / "project")


@pytest.mark.slow
def test_a_booklet_names_its_release_in_imprint_directory_and_on_the_back(project: Path) -> None:
    document = place(project, "booklet", "")
    assert document.release and document.release.ends == ENDED
    assert pages_that_say(document, document.release.code) == [1, 26, 27]
    assert all("ValiduntilApril2027" in words_on(document, page) for page in (1, 26, 27))
    coverage = read_coverage(draw(document, open_sources(project), MADE))
    assert coverage and (coverage.code, coverage.ends) == (document.release.code, "2027-05-20")


@pytest.mark.slow
def test_a_poster_names_its_own_release_and_a_card_has_no_room_but_says_it_in_the_file(project: Path) -> None:
    poster, card = place(project, "poster", "p1"), place(project)
    assert poster.release and pages_that_say(poster, poster.release.code) == [0]
    assert card.release and pages_that_say(card, card.release.code) == []
    coverage = read_coverage(make(project))
    booklet = place(project, "booklet", "").release
    assert coverage and booklet and coverage.code == card.release.code != booklet.code


@pytest.mark.slow
def test_an_address_to_ask_at_stands_in_the_imprint_with_the_code(tmp_path: Path) -> None:
    project = lay_project(tmp_path / "project", asked_at=ASKED_AT)
    document = place(project, "booklet", "")
    assert document.release and not document.proof
    assert letters(f"Still right? example.org/right/{document.release.code}") in words_on(document, 1)
    prove(document, draw(document, open_sources(project), MADE), open_sources(project), MADE)


@pytest.mark.slow
def test_an_address_that_nobody_has_tried_makes_a_proof(tmp_path: Path) -> None:
    project = lay_project(tmp_path / "project", asked_at=ASKED_AT)
    (project / "confirmed.yaml").unlink()
    document = place(project, "booklet", "")
    assert document.proof and document.release is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org", "plain-address"),
        ("https://example.org/?code=", "wrong-address"),
        ("https://a@b.org", "wrong-address"),
        ("example.org", "wrong-address"),
        (f"https://example.org/{'x' * 40}", "wrong-brand"),
    ],
)
def test_an_address_to_which_no_code_can_be_added_is_refused(address: str, code: str, tmp_path: Path) -> None:
    lay(tmp_path, {"brand.yaml": f"name: Example Aid\nchecked_at: {address}\n"})
    with pytest.raises(SourceError) as raised:
        open_sources(tmp_path)
    assert [(finding.code, str(finding.where)) for finding in raised.value.findings] == [(code, "brand.yaml:2")]


@pytest.mark.slow
@pytest.mark.parametrize("product", ["booklet", "poster", "card"])
def test_a_proof_has_no_code_and_no_month(product: str, tmp_path: Path) -> None:
    project = lay_project(tmp_path / "project", country=UNCONFIRMED)
    document = place(project, product, {"poster": "p1", "card": "c1"}.get(product, ""))
    assert document.proof and document.release is None
    assert not any("Validuntil" in words_on(document, page) for page in range(len(document.placed.pages)))
    coverage = read_coverage(draw(document, open_sources(project), MADE))
    assert coverage and coverage.code == coverage.ends == ""


@pytest.mark.slow
def test_a_file_that_is_a_proof_in_one_of_its_languages_has_no_code_in_the_other(project: Path) -> None:
    document = place(project, locale="en+fr")
    assert document.proof and all(half.release is None for half in (document, *document.in_each))
    lay_translated_back(project, "fr")
    document = place(project, "poster", "p1", locale="en+fr")
    assert document.release and pages_that_say(document, document.release.code) == [0, 1]
    english = place(project, "poster", "p1").release
    assert english and document.release.code != english.code


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0808 157 0192", "0808 157 0193"),
        ("on: 2026-11-20", "on: 2026-11-22"),
        ("https://line.example/\n", "https://other.example/\n"),
    ],
)
def test_another_number_address_or_call_is_another_release(old: str, new: str, project: Path, tmp_path: Path) -> None:
    other = lay_project(tmp_path / "other", country=called(CONFIRMED.replace(old, new)))
    one, another = place(project).release, place(other).release
    assert one and another and one.code != another.code


@pytest.mark.slow
def test_who_prints_it_and_when_are_no_part_of_the_code(project: Path, tmp_path: Path) -> None:
    other = lay_project(tmp_path / "other")
    lay(other, {"brand.yaml": "name: Another Aid\n"})
    one = place(project, day=date(2026, 11, 26)).release
    assert one == place(other).release == place(other, item="c2").release == place(other, edition="press").release


def test_the_month_is_never_later_than_what_it_rests_on_unless_it_was_made_in_it() -> None:
    assert last_month(date(2027, 6, 1), MADE) == date(2027, 5, 31)
    assert last_month(date(2026, 12, 2), MADE) == date(2026, 11, 30)
    assert last_month(date(2026, 11, 29), MADE) == MADE
    assert last_month(date(2027, 1, 31), MADE) == date(2026, 12, 31)


@pytest.mark.slow
def test_another_code_or_month_on_a_page_than_the_facts_make_stops_the_file(project: Path) -> None:
    sources, release = open_sources(project), place(project, "booklet", "").release
    assert release
    for false in (Release("BBBBB-BBBBB", release.ends), Release(release.code, date(2029, 6, 1))):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(placing, "make_release", lambda *_, false=false: false)
            document = place(project, "booklet", "")
        data = draw(document, sources, MADE)
        with pytest.raises(ProofError) as raised:
            prove(document, data, sources, MADE)
        assert {finding.code for finding in raised.value.findings} & {"proof-missing", "proof-unknown"}


def test_the_first_call_to_end_ends_the_release(tmp_path: Path) -> None:
    later = called(CONFIRMED.replace("on: 2026-11-21", "on: 2026-11-02"))
    document = place(lay_project(tmp_path / "project", country=later))
    assert document.release and document.release.ends == date(2027, 5, 2)
