"""The catalogues we ship, and one that is made: whole, the same after each way out and in, no English left."""

import re
import subprocess
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from catalogues import po
from once import sources
from programs import needs
from projects import OWN, lay

from booklet.errors import Severity
from booklet.jobs import DEFAULT_LAYOUTS
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.catalogues import catalogue_name
from booklet.sources.pofile import read_po
from booklet.text.markup import plain_text
from booklet.translators.checks import LATIN_WORD, check_catalogue
from booklet.translators.csvfile import csv_bytes, read_csv
from booklet.translators.extract import all_notes
from booklet.translators.glossary import read_glossary
from booklet.translators.merge import import_rows, update_catalogue
from booklet.translators.pofile import po_text
from booklet.words.catalogue import Catalogue, MessageSlot, TranslationState, has_words, slots, state_of
from booklet.words.guide import PLACEHOLDER
from booklet.words.locales import find_language

MADE = date(2026, 11, 25)

SHIPPED = open_sources(None).catalogues

FILTERS = ("blank", "compendiumconflicts", "credits", "emails", "escapes", "newlines", "nplurals", "pythonbraceformat",
           "tabs", "untranslated", "xmltags")  # fmt: skip
"""Checks of pofilter that know nothing of our mark-up and addresses, which it takes for faults."""


@cache
def known() -> Mapping[str, MessageSlot]:
    return slots(sources().guide)


@cache
def notes() -> Mapping[str, tuple[str, ...]]:
    """Return what translators are told of each message."""
    return all_notes(sources(), known().values())


@pytest.fixture(params=[*SHIPPED, "made"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a catalogue of ours, or of one that says everything in English."""
    if request.param == "made":
        made = catalogue_name("pt")
        return lay(tmp_path, {made: po(sources().guide, "pt")}) / made
    return OWN / catalogue_name(request.param)


@cache
def read(path: Path) -> Catalogue:
    """Return what a file holds, which is without fault."""
    findings: list[object] = []
    found = read_po(path.read_bytes(), path.name, path.parent.name, findings)  # type: ignore[arg-type]
    assert findings == []
    return found


def test_every_message_holds_and_none_is_strange(path: Path) -> None:
    found = read(path)
    assert set(found.messages) == set(known())
    states = {name: state_of(slot, found.messages[name]) for name, slot in known().items()}
    assert {name: state for name, state in states.items() if state is not TranslationState.TRANSLATED} == {}
    assert found.header["Language"] == path.parent.name.replace("-", "_")


def test_an_update_changes_nothing(path: Path) -> None:
    text = po_text(update_catalogue(read(path), known()), known().values(), notes())
    if path.is_relative_to(OWN):
        assert text == path.read_text(encoding="utf-8")
    findings: list[object] = []
    found = read_po(text.encode(), "again", path.parent.name, findings)  # type: ignore[arg-type]
    assert findings == []
    assert po_text(update_catalogue(found, known()), known().values(), notes()) == text


def test_a_table_loses_nothing(path: Path) -> None:
    before = read(path)
    data = csv_bytes(before, known().values(), notes())
    findings: list[object] = []
    rows = read_csv(data, "a.csv", findings)  # type: ignore[arg-type]
    found = import_rows(Catalogue(before.locale), rows, known())
    assert (findings, found.findings, found.unsure) == ([], (), ())
    assert {name: (m.text, m.flags, m.remarks) for name, m in found.catalogue.messages.items()} == {
        name: (m.text, m.flags, m.remarks) for name, m in before.messages.items()
    }


@needs("msgfmt")
def test_gettext_takes_it(path: Path) -> None:
    checked = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.slow
@needs("pofilter")
def test_pofilter_finds_no_fault(path: Path, tmp_path: Path) -> None:
    output = tmp_path / "found.po"
    asked = [part for name in FILTERS for part in ("-t", name)]
    subprocess.run(
        ["pofilter", *asked, "--progress=none", "-i", path, "-o", output], capture_output=True, text=True, check=True
    )
    found = output.read_text(encoding="utf-8") if output.exists() else ""
    assert re.findall(r"^# \(pofilter\).*", found, re.MULTILINE) == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", SHIPPED)
def test_nothing_that_can_hurt_a_reader_is_in_it(locale: str) -> None:
    glossary = read_glossary(sources().folders, locale)
    found = check_catalogue(read(OWN / catalogue_name(locale)), known(), find_language(locale), glossary)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


def english_left(text: str, english: str) -> list[str]:
    """Return three words on end that are the English ones, names and addresses apart."""
    said = [re.sub(r"\S+\.\S+", " ", plain_text(PLACEHOLDER.sub(" ", words))) for words in (text, english)]
    theirs, ours = (re.findall(r"[^\W\d_]+", words) for words in said)
    runs = [theirs[start : start + 3] for start in range(len(theirs) - 2)]
    english_runs = [ours[start : start + 3] for start in range(len(ours) - 2)]
    return [" ".join(run) for run in runs if run in english_runs and any(word.islower() for word in run)]


def test_what_was_left_in_english_is_seen() -> None:
    english = "It is not your fault. Take It Down can help: takeitdown.ncmec.org."
    assert english_left("Ce n’est pas ta faute. Take It Down aide : takeitdown.ncmec.org.", english) == []
    assert english_left("Oui. It is not your fault.", english) == ["It is not", "is not your", "not your fault"]


@pytest.mark.parametrize("locale", SHIPPED)
def test_no_english_is_left_over(locale: str) -> None:
    messages = read(OWN / catalogue_name(locale)).messages
    licences = {"labels.imprint.pictures.text", "labels.imprint.type.text", "labels.imprint.licence.text"}
    typed = {"choose.need", "choose.what.small.2"}  # they name a layout and a pack, as one types them
    left = {
        name: english_left(message.text, message.source)
        for name, message in messages.items()
        if name not in licences | typed
    }
    assert {name: words for name, words in left.items() if words} == {}
    if find_language(locale).script != "Latn":
        latin = {name for name, message in messages.items() if not has_other_letters(message.text)}
        words = {word for name in latin for word in LATIN_WORD.findall(messages[name].text)}
        assert {word for word in words if word.islower()} == set()


def has_other_letters(text: str) -> bool:
    seen = plain_text(PLACEHOLDER.sub("", text))
    return not has_words(seen) or any(letter.isalpha() and letter > "\u024f" for letter in seen)


@cache
def documents(locale: str, product: str) -> list[Document]:
    own = {"ar": "EG", "es": "MX", "fr": "FR", "hi": "IN", "ru": "KZ", "sw": "KE", "th": "TH", "zh-Hans": "CN"}
    countries = tuple(code for code in ("001", own.get(locale, "")) if code in sources().countries())
    asked = Wanted((product,), (locale,), countries, sources().guide.bands, ("screen",))
    return check(plan_jobs(asked, sources()), sources(), MADE)


@pytest.mark.sampled(8)
@pytest.mark.slow
@pytest.mark.parametrize("product", DEFAULT_LAYOUTS)
@pytest.mark.parametrize("locale", SHIPPED)
def test_every_product_fits_and_says_what_the_facts_say(locale: str, product: str) -> None:
    """All are placed; in every other language those for ages 14-17 are read back without a country, else with one.

    Those of the other band are read back the other way round, so that each item of each language is.
    """
    found, turn = documents(locale, product), SHIPPED.index(locale) % 2
    assert all(document.why in ("proof", "proof.machine") for document in found)
    asked = [one for one in found if ((one.job.country == "001") == (one.job.band == "14-17")) != bool(turn)]
    assert {one.job.band for one in asked} == set(sources().guide.bands)
    for document in asked:
        prove(document, draw(document, sources(), MADE), sources(), MADE)
