"""The colophon says what is so, and of numbers no more than somebody called."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, UNCONFIRMED, lay

from booklet.facts.gate import oldest_check
from booklet.facts.insert import ContactFact, Insert
from booklet.facts.selection import select
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources
from booklet.typeset.brief import Colophon
from booklet.typeset.colophon import People, make_colophon
from booklet.values import replace
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Manuscript

MADE = date(2026, 11, 25)


def insert(folder: Path, text: str) -> Insert:
    lay(folder, {"XX.yaml": text})
    return read_insert(folder / "XX.yaml", "XX.yaml")


def manuscript(insert_: Insert, sources: Sources, band: str = "14-17") -> Manuscript:
    return localise(sources.guide, insert_, sources.world, ManuscriptAxes(find_locale("en"), band, "card", {}))[0]


def printed(insert_: Insert, sources: Sources) -> tuple[ContactFact, ...]:
    return select(insert_, sources.world, "14-17").printed


def colophon(
    insert_: Insert, sources: Sources, review: str = "draft", made: date = MADE
) -> tuple[Colophon, dict[str, str]]:
    found = make_colophon(manuscript(insert_, sources), review, printed(insert_, sources), made, made)
    return found, dict(found.imprint)


def label(sources: Sources, key: str) -> str:
    return sources.guide.labels[key].forms[0]


def test_the_imprint_says_when_and_for_whom_the_edition_was_made(tmp_path: Path, sources: Sources) -> None:
    found, imprint = colophon(insert(tmp_path, CONFIRMED), sources)
    assert imprint[label(sources, "imprint.made")] == "2026-11-25"
    edition = imprint[label(sources, "imprint.edition")]
    assert "Exampleland" in edition
    assert "14–17" in edition
    assert label(sources, "language") in edition
    assert (found.place, found.language) == ("Exampleland", label(sources, "language"))
    assert "2026-11-25" in found.publisher
    assert not any("{" in text for text in (*imprint.values(), found.publisher, found.checked))


def test_the_international_edition_names_no_country_and_no_number(sources: Sources) -> None:
    found, imprint = colophon(sources.world, sources)
    assert found.place == ""
    assert label(sources, "international") in imprint[label(sources, "imprint.edition")]
    assert imprint[label(sources, "imprint.numbers")] == label(sources, "imprint.numbers.none")
    assert found.checked == label(sources, "checked.none")


def test_numbers_count_as_checked_since_the_oldest_call(tmp_path: Path, sources: Sources) -> None:
    confirmed = insert(tmp_path, CONFIRMED)
    assert oldest_check(printed(confirmed, sources), MADE) == date(2026, 11, 20)
    found, imprint = colophon(confirmed, sources)
    assert imprint[label(sources, "imprint.numbers")] == label(sources, "imprint.numbers.checked").replace(
        "{date}", "2026-11-20"
    )
    assert found.checked == label(sources, "checked.on").replace("{date}", "November 2026")


@pytest.mark.parametrize("country", ["KE", "GB", "TH", "XX"])
def test_numbers_that_nobody_called_are_a_proof_and_no_date_says_otherwise(
    country: str, tmp_path: Path, sources: Sources
) -> None:
    found_insert = insert(tmp_path, UNCONFIRMED) if country == "XX" else sources.insert(country)
    assert oldest_check(printed(found_insert, sources), MADE) is None
    found, imprint = colophon(found_insert, sources)
    assert imprint[label(sources, "imprint.numbers")] == label(sources, "imprint.numbers.proof")
    assert found.checked == ""


def test_a_number_that_is_not_printed_has_no_say(tmp_path: Path, sources: Sources) -> None:
    confirmed = insert(tmp_path, CONFIRMED)
    assert any(contact.numbers and not contact.checked for contact in confirmed.contacts)
    assert oldest_check(printed(confirmed, sources), MADE) == date(2026, 11, 20)
    surer = CONFIRMED.replace("reference: a remark in a forum", "url: https://forum.example/1")
    surer = surer.replace("confidence: low", "confidence: medium")
    assert oldest_check(printed(insert(tmp_path, surer), sources), MADE) is None


@pytest.mark.parametrize(
    ("review", "word"),
    [
        ("machine", "draft"),
        ("draft", "draft"),
        ("responsible", "draft"),
        ("reviewed", "reviewed"),
    ],
)
def test_words_are_a_draft_until_all_have_signed_them(review: str, word: str, sources: Sources) -> None:
    found, imprint = colophon(sources.world, sources, review)
    assert imprint[label(sources, "imprint.words")] == label(sources, f"imprint.words.{word}")
    assert label(sources, f"publisher.{word}") in found.publisher


def test_pictures_type_and_licence_are_named(sources: Sources) -> None:
    imprint = colophon(sources.world, sources)[1]
    for key in ("pictures", "type", "licence"):
        assert imprint[label(sources, f"imprint.{key}")] == label(sources, f"imprint.{key}.text")


def test_typefaces_are_those_of_the_script_whatever_the_label_says(sources: Sources) -> None:
    words = manuscript(sources.world, sources)
    ours, others = ("Rubik", "Nunito"), ("Baloo 2", "Noto Sans Devanagari", "Nunito")
    said = [
        dict(make_colophon(words, "draft", (), MADE, typefaces=names).imprint)[label(sources, "imprint.type")]
        for names in (ours, others)
    ]
    assert said == [
        label(sources, "imprint.type.text"),
        "Baloo 2, Noto Sans Devanagari, Nunito (SIL Open Font License 1.1)",
    ]


def test_who_translated_and_reviewed_is_named_only_if_somebody_did(sources: Sources) -> None:
    words = manuscript(sources.world, sources)
    people = People("A. Tester", ("B. Tester", "C. *Tester*"))
    imprint = dict(make_colophon(words, "child-protection-reviewed", (), MADE, people=people).imprint)
    assert imprint["Translated by"] == "A. Tester"
    assert imprint["Reviewed by"] == r"B. Tester, C. \*Tester\*"
    nobody = dict(make_colophon(words, "child-protection-reviewed", (), MADE).imprint)
    assert not {"Translated by", "Reviewed by"} & set(nobody)


@pytest.mark.parametrize(("tag", "said"), [("es", "mayo de 2026"), ("zh-Hans", "2026年5月"), ("th", "พฤษภาคม 2026")])
def test_a_month_is_written_as_its_language_does(tag: str, said: str, tmp_path: Path, sources: Sources) -> None:
    confirmed, day = insert(tmp_path, CONFIRMED.replace("2026-11-2", "2026-05-2")), date(2026, 6, 1)
    words = replace(manuscript(confirmed, sources), locale=find_locale(tag, [tag]))
    found = make_colophon(words, "draft", printed(confirmed, sources), day, day)
    assert found.checked == label(sources, "checked.on").replace("{date}", said)
