"""Locales by their catalogues: what exists, what a country and a language are called, what a changed sentence does."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogues import MADE, po
from projects import CONFIRMED, COUNTRY, OWN, changed, codes, lay, only, told
from signing import lay_translated_back

from booklet.errors import Severity, SourceError
from booklet.make.build import check, open_sources
from booklet.make.placing import words_of
from booklet.make.planning import Wanted, plan_jobs
from booklet.project.confirmations import write_confirmations
from booklet.sources.catalogues import read_translated
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.statements import list_statements
from booklet.words.catalogue import TranslationState, ids_of
from booklet.words.pseudo import to_arabic, to_thai
from booklet.words.statements import Answer, Confirmation

PAGE = "translations/en/guide/14-17/threat.yaml"

SPOKEN: dict[str, Callable[[str], str]] = {"fa": to_arabic, "bg": to_thai, "pt": str}


@pytest.fixture(scope="module")
def project(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with three catalogues and a country whose numbers were called."""
    folder = tmp_path_factory.mktemp("project")
    files = {f"translations/{tag}/guide.po": po(sources.guide, tag, say) for tag, say in SPOKEN.items()}
    thailand = changed("translations/countries/TH.yaml", "th: ประเทศไทย", "fa: سرزمین")
    return lay(folder, files | {COUNTRY: CONFIRMED, "translations/countries/TH.yaml": thailand})


def test_a_locale_exists_if_its_catalogue_does(project: Path) -> None:
    found = open_sources(project)
    assert {"en", *SPOKEN} <= set(found.locales())
    assert "en-XA" in found.locales(has_pseudo=True) and "en-XA" not in found.locales()
    assert (found.locale("fa").direction, found.locale("fa").script, found.locale("bg").script) == (
        "rtl",
        "Arab",
        "Cyrl",
    )
    with pytest.raises(SourceError) as stopped:
        found.locale("xx")
    assert "fa" in only(stopped.value.findings).hint


def test_a_catalogue_of_a_language_nobody_can_set_is_told(tmp_path: Path) -> None:
    found = open_sources(lay(tmp_path, {"translations/tlh/guide.po": ""}))
    with pytest.raises(SourceError) as stopped:
        found.translated_guide("tlh")
    assert codes(stopped.value.findings)[0] == "unknown-locale"


@pytest.mark.slow
@pytest.mark.parametrize("tag", SPOKEN)
def test_a_whole_catalogue_makes_finished_editions_in_all_its_words(tag: str, project: Path) -> None:
    found = open_sources(lay_translated_back(project, tag))
    jobs = plan_jobs(Wanted(products=("card",), locales=(tag,), countries=("XX",), editions=("screen",)), found)
    assert all(document.why == "proof" for document in check(jobs, found, MADE, MADE))
    agree(project, tag)
    found = open_sources(project)
    documents = check(jobs, found, MADE, MADE)
    assert len(documents) >= 7
    assert all(document.proof is None and document.why == "" for document in documents)
    assert all(document.manuscript.locale.tag == tag for document in documents)
    words = SPOKEN[tag](found.guide.labels["strip.motto"].forms[0])
    assert {document.manuscript.labels["strip.motto"] for document in documents} == {words}


def agree(project: Path, tag: str) -> None:
    """Confirm what our fixed messages say in a language, as somebody who reads both would."""
    found = open_sources(project)
    ids = ids_of(found.guide, "booklet", "14-17")
    said = [one for one in list_statements(found, "XX", (tag,), ids) if one.answers == (Answer.AGREES,)]
    assert len(said) == 6
    write_confirmations(project, [Confirmation(one.place, one.of, Answer.AGREES, "A. Tester", MADE) for one in said])


def stale(project: Path, tag: str) -> list[tuple[str, TranslationState]]:
    return [(gap.slot.context, gap.state) for gap in open_sources(project).translated_guide(tag).gaps]


def why(project: Path, tag: str, band: str = "14-17") -> tuple[str, list[str]]:
    found = open_sources(project)
    asked = Wanted(("booklet",), (tag,), ("XX",), (band,), ("screen",))
    (document,) = check(plan_jobs(asked, found), found, MADE, MADE)
    warnings = [finding for finding in document.findings if finding.code == "words-incomplete"]
    assert all(finding.severity is Severity.WARNING for finding in warnings)
    return document.why, [str(finding) for finding in warnings]


@pytest.mark.slow
def test_a_changed_sentence_makes_its_message_stale_in_every_locale_and_reverting_clears_it(
    sources: Sources, tmp_path: Path
) -> None:
    files = {f"translations/{tag}/guide.po": po(sources.guide, tag) for tag in SPOKEN}
    project = lay(
        tmp_path, files | {COUNTRY: CONFIRMED, PAGE: changed(PAGE, "From the first hello", "From a first hello")}
    )
    assert {tag: stale(project, tag) for tag in SPOKEN} == {
        key: [("threat.how", TranslationState.STALE)] for key in SPOKEN
    }
    agree(lay_translated_back(project, "pt"), "pt")
    reason, warnings = why(project, "pt")
    assert reason == "proof.words"
    (warning,) = warnings
    assert warning.startswith("translations/pt/guide.po: words-incomplete: 1 ") and "threat.how (stale)" in warning
    assert why(project, "pt", "10-13") == ("", [])
    (project / PAGE).unlink()
    assert {tag: stale(project, tag) for tag in SPOKEN} == {key: [] for key in SPOKEN}
    assert why(project, "pt") == ("", [])


@pytest.mark.slow
def test_faults_of_a_catalogue_stop_a_build_with_their_lines(sources: Sources, tmp_path: Path) -> None:
    name = "translations/pt/guide.po"
    text = po(sources.guide, "pt") + "\n<<<<<<< ours\n"
    project = lay(tmp_path, {name: text, "translations/bg/guide.po": po(sources.guide, "bg")})
    found = open_sources(project)
    with pytest.raises(SourceError) as stopped:
        found.translated_guide("pt")
    line = text.count("\n")
    assert (f"{name}:{line}" in {where for _, where in told(stopped.value.findings)}) is True
    assert {finding.code for finding in stopped.value.findings} == {"merge-marker"}
    assert found.translated_guide("bg").gaps == ()


def test_a_country_has_its_own_name_in_a_locale_or_the_one_of_cldr(project: Path) -> None:
    found = open_sources(project)
    names = {}
    for tag, country in (("fa", "KE"), ("fa", "TH"), ("pt", "TH"), ("en", "KE")):
        (job, *_) = plan_jobs(Wanted(products=("card",), locales=(tag,), countries=(country,)), found)
        names[tag, country] = words_of(job, found)[1].name.get(tag)
    assert names == {("fa", "KE"): "کنیا", ("fa", "TH"): "سرزمین", ("pt", "TH"): "Tailândia", ("en", "KE"): "Kenya"}


def test_a_language_nobody_named_is_called_by_its_own_name(sources: Sources, tmp_path: Path) -> None:
    text = po(sources.guide, "it").replace('msgctxt "labels.language"\nmsgid "English"\nmsgstr "English"', "")
    found = open_sources(lay(tmp_path, {"translations/it/guide.po": text}))
    assert found.translated_guide("it").guide.labels["language"].forms == ("Italiano",)
    assert found.translated_guide("it").gaps == ()


def test_a_project_says_fixed_messages_as_our_catalogue_does(sources: Sources, tmp_path: Path) -> None:
    ours = lay(tmp_path / "ours", {"translations/it/guide.po": po(sources.guide, "it")})
    texts = {
        "as ours": po(sources.guide, "it"),
        "a page": po(sources.guide, "it", lambda text: text.replace("When someone threatens you", "Minacce")),
        "a message": po(sources.guide, "it", lambda text: text.replace("It is not your fault.", "Forse.")),
        "a label": po(sources.guide, "it", lambda text: text.replace("Draft. Not yet reviewed by", "Reviewed by")),
    }
    found: dict[str, set[str]] = {}
    for name, text in texts.items():
        folders = Folders(ours, lay(tmp_path / name, {"translations/it/guide.po": text}))
        try:
            read_translated(folders, sources.guide, "it")
            found[name] = set()
        except SourceError as error:
            found[name] = {finding.message.split('"')[1] for finding in error.findings}
            assert set(codes(error.findings)) == {"locked-words"}
    assert found == {
        "as ours": set(),
        "a page": set(),
        "a message": {"m1.title", "labels.strip.motto"},
        "a label": {"labels.imprint.words.draft"},
    }


@pytest.mark.slow
def test_english_alone_opens_no_babel(tmp_path: Path) -> None:
    code = (
        "import sys; from booklet.cli import main; "
        f"main(['build', 'card', '--band', '14-17', '--edition', 'screen', '--output', {str(tmp_path)!r}]); "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=OWN, capture_output=True, check=False).returncode == 0
    assert list(tmp_path.glob("*.pdf"))
