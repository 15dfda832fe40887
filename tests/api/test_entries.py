"""The messages of a locale one by one: their order and state, what is said of a text as typed, how one is written."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from projects import OWN, codes

from booklet.api.catalogues import Catalogues, find_kind
from booklet.api.entries import Entries, PrintedAt, Said, TranslationState
from booklet.api.project import open_project
from booklet.errors import SourceError
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.pofile import read_po

PO = "translations/sw/guide.po"

LEAD = "about.lead"


@pytest.fixture
def catalogues(sources: Sources, tmp_path: Path) -> Catalogues:
    """The catalogues of a project that has no words of its own."""
    folders = Folders(sources.folders.own, tmp_path)
    return Catalogues(replace(sources, folders=folders, _translated={}, _standings={}, _hashes={}))


@pytest.fixture
def entries(catalogues: Catalogues) -> Entries:
    """Its Swahili."""
    return Entries(catalogues, "sw")


@pytest.fixture(scope="module")
def shipped(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Entries:
    """The Swahili of a project that has none of its own, only read."""
    return Entries(
        Catalogues(replace(sources, folders=Folders(sources.folders.own, tmp_path_factory.mktemp("project")))), "sw"
    )


def read_again(entries: Entries) -> Entries:
    """Return entries as their file is now."""
    return Entries(Catalogues(replace(entries.catalogues.sources)), entries.tag)


def test_fixed_messages_come_first_then_the_pages_in_order(shipped: Entries) -> None:
    places = [place.place for place in shipped.places]
    assert places[:6] == [f"message m{number}" for number in range(1, 7)]
    assert places[6].startswith("page ") and places[-1] == "labels"
    assert sum(place.count for place in shipped.places) == len(shipped.all) == len(shipped.catalogues.known)


def test_an_entry_has_its_english_its_words_its_state_and_what_is_fixed(shipped: Entries) -> None:
    first, lead = shipped.all[0], shipped.find(LEAD)
    assert (first.said.english, first.fixed) == ("It is not your fault.", first.said.text)
    assert (lead.place, lead.state, lead.review, lead.fixed) == ("page about", "translated", "machine", "")
    assert shipped.notes(LEAD) == ("booklet, page about: paragraph",)
    assert [part.text for part in shipped.kept(LEAD)] == ["[…](#help-now)", "{page:help-now}"]


def test_terms_stand_where_the_english_says_them_with_the_wanted_name(shipped: Entries) -> None:
    (term,) = shipped.wanted(LEAD)
    assert shipped.find(LEAD).said.english[term.start : term.end] == "sexual abuse"
    assert term.wanted == ("unyanyasaji wa kingono",)


def test_a_text_is_checked_as_typed(shipped: Entries) -> None:
    whole = shipped.find(LEAD).said.text
    checked = shipped.check(LEAD, whole)
    assert checked.findings == () and checked.missing == () and 0 < checked.letters < checked.room < checked.limit
    typed = shipped.check(LEAD, whole.replace("{page:help-now}", "4") + " " + "mno " * 200)
    assert [part.text for part in typed.missing] == ["{page:help-now}"]
    assert {"placeholder-lost", "too-long"} <= set(codes(typed.findings))
    assert shipped.check(LEAD, "").missing == shipped.kept(LEAD)


@pytest.mark.slow
def test_one_message_is_written_and_all_else_stays(entries: Entries, tmp_path: Path) -> None:
    said = entries.find(LEAD).said
    written = entries.write(LEAD, f" {said.text} Sawa.\r\n", seen=said)
    assert written.path == tmp_path / PO and written.state is TranslationState.TRANSLATED
    before = (OWN / PO).read_text(encoding="utf-8").split("\n")
    after = written.path.read_text(encoding="utf-8").split("\n")
    assert [line for line in after if line not in before] == [f'msgstr "{said.text} Sawa."']
    assert len(after) == len(before)
    again = read_again(entries).find(LEAD)
    assert again.said == written.said == Said(said.english, f"{said.text} Sawa.")


def test_what_somebody_is_unsure_of_waits_and_holds_when_they_are_sure(entries: Entries) -> None:
    unsure = entries.write(LEAD, entries.find(LEAD).said.text, is_unsure=True)
    assert unsure.state is TranslationState.FUZZY and read_again(entries).find(LEAD).said.is_unsure
    assert entries.write(LEAD, unsure.said.text, seen=unsure.said).state is TranslationState.TRANSLATED
    assert entries.write(LEAD, "").state is TranslationState.MISSING


def test_of_two_people_on_one_message_both_texts_stay(entries: Entries) -> None:
    one, other = entries, read_again(entries)
    seen = one.find(LEAD).said
    first = one.write(LEAD, f"{seen.text} Moja.", seen=seen)
    with pytest.raises(SourceError) as caught:
        other.write(LEAD, f"{seen.text} Mbili.", seen=seen)
    assert codes(caught.value.findings) == ["edited-meanwhile"]
    assert read_again(entries).find(LEAD).said == first.said
    assert other.write(LEAD, first.said.text, seen=seen).said == first.said
    with pytest.raises(SourceError) as caught:
        other.write(LEAD, "", seen=seen)
    assert codes(caught.value.findings) == ["edited-meanwhile"]


def test_a_lost_placeholder_never_takes_the_place_of_words_that_hold(entries: Entries, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        entries.write(LEAD, "Mwongozo huu.")
    assert codes(caught.value.findings) == ["placeholder-lost"] and not (tmp_path / PO).exists()
    entries.write(LEAD, "")
    kept = entries.write(LEAD, "Mwongozo huu.")
    assert kept.state is TranslationState.FUZZY and kept.said.text == "Mwongozo huu."


def test_words_for_other_english_come_in_as_outdated(entries: Entries) -> None:
    now = entries.find(LEAD).said
    written = entries.write(LEAD, f"{now.text} Sawa.", seen=now._replace(english="Before."))
    assert written.state is TranslationState.STALE
    found = read_again(entries).find(LEAD)
    assert (found.before, found.state) == ("Before.", TranslationState.STALE)
    assert entries.write(LEAD, f"{now.text} Sawa.", seen=found.said).state is TranslationState.TRANSLATED


@pytest.mark.parametrize(
    ("context", "text", "code"),
    [
        ("m1.title", "Si kosa.", "locked-words"),
        ("about.words", "Tazama bit.ly/x", "short-address"),
        ("about.words", "Tazama [childline.org](https://other.example).", "crossed-link"),
        ("about.words", "a" * 5001, "too-long-text"),
        ("about.wrods", "Habari", "unknown-message"),
    ],
)
def test_what_no_catalogue_may_say_is_refused(
    entries: Entries, context: str, text: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as caught:
        entries.write(context, text)
    assert code in codes(caught.value.findings) and not (tmp_path / PO).exists()


@pytest.mark.slow
def test_a_language_of_a_partner_is_begun_and_its_fixed_messages_are_theirs_to_translate(
    catalogues: Catalogues,
) -> None:
    catalogues.begin("so", date(2026, 11, 28))
    entries = Entries(Catalogues(replace(catalogues.sources)), "so")
    assert entries.find("m1.title").state is TranslationState.MISSING and entries.translator == ""
    assert entries.write("m1.title", "Khaladkaagu maaha.").state is TranslationState.TRANSLATED
    entries.name_translator("Asha Example")
    found = read_again(entries)
    assert (found.translator, found.find("m1.title").said.text) == ("Asha Example", "Khaladkaagu maaha.")
    with pytest.raises(SourceError) as caught:
        entries.name_translator("me")
    assert codes(caught.value.findings) == ["no-person"]


def test_a_catalogue_with_faults_is_not_written(entries: Entries, tmp_path: Path) -> None:
    path = tmp_path / PO
    path.parent.mkdir(parents=True)
    shutil.copy(OWN / PO, path)
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgctxt "x"\nmsgid "y\n', encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(SourceError):
        entries.write("about.words", "Habari.")
    assert path.read_bytes() == before


def test_header_and_remarks_of_the_file_stay(entries: Entries) -> None:
    written = entries.write("about.words", "Habari.")
    ours, theirs = (read_po(path.read_bytes(), PO, "sw", []) for path in (OWN / PO, written.path))
    assert (theirs.header, theirs.remarks, theirs.obsolete) == (ours.header, ours.remarks, ours.obsolete)


@pytest.mark.slow
def test_a_project_gives_the_same_entries_until_it_is_opened_again(tmp_path: Path) -> None:
    project = open_project(tmp_path)
    assert project.entries("sw") is project.entries("sw")
    assert project.entries("sw").catalogues is project.catalogues
    before, said = project.entries("sw"), project.entries("sw").find(LEAD).said
    before.write(LEAD, f"{said.text} Sawa.")
    assert open_project(tmp_path).entries("sw").find(LEAD).said.text == f"{said.text} Sawa."
    assert {"so", "sr", "ur"} <= set(project.catalogues.list_new()) and "sw" not in project.catalogues.list_new()


def test_a_message_is_printed_on_the_page_that_its_layout_plans(shipped: Entries) -> None:
    assert shipped.printed_at(LEAD, "001") == (PrintedAt("booklet", "14-17", "", 2),)
    fixed = shipped.printed_at("m1", "001")
    assert [(at.product, at.band) for at in fixed] == [("booklet", "14-17"), ("booklet", "easy")]
    assert [at.band for at in shipped.printed_at("m1@10-13", "001")] == ["10-13"]
    assert shipped.printed_at("c2.how", "001")[0] == PrintedAt("card", "14-17", "c2", 2)
    assert shipped.printed_at("labels.language", "001") == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx", "xlf"])
def test_a_table_of_a_catalogue_is_known_by_what_is_in_it_and_taken_back(
    catalogues: Catalogues, tmp_path: Path, kind: str
) -> None:
    data = catalogues.table("sw", kind, date(2026, 11, 28))
    assert find_kind(data) == f".{kind}"
    file = tmp_path / f"sent{find_kind(data)}"
    file.write_bytes(data)
    taken = catalogues.take("sw", file, date(2026, 11, 28))
    assert (taken.refused, taken.unsure_names) == ((), ()) and LEAD in taken.names


def test_a_catalogue_and_a_word_file_are_known_by_what_is_in_them() -> None:
    assert find_kind((OWN / PO).read_bytes()) == ".po"
    assert find_kind(b"PK\x03\x04 word/document.xml") == ".docx" and find_kind(b"context,english\n") == ".csv"
