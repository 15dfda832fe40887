"""A catalogue as XLIFF 2.1: codes for placeholders, room as a size, states that come back; nothing is fetched."""

from xml.etree import ElementTree

import pytest
from catalogues import whole
from projects import faults, only

from booklet.errors import Finding, SourceError
from booklet.sources.load import Sources
from booklet.translators.merge import CatalogueRow, import_rows
from booklet.translators.xlifffile import CORE, SIZES, read_xliff, xliff_bytes
from booklet.values import replace
from booklet.words.catalogue import FUZZY, Catalogue, slots
from booklet.words.locales import find_language


@pytest.fixture(scope="module")
def catalogue(sources: Sources) -> Catalogue:
    """Everything in English, one message unsure, one outdated, one not translated."""
    found = whole(sources.guide, "pt")
    messages = dict(found.messages)
    messages["p1.title"] = replace(messages["p1.title"], flags=(FUZZY,))
    messages["threat.title"] = replace(messages["threat.title"], flags=(FUZZY,), previous="Before")
    messages["about.title"] = replace(messages["about.title"], text="", remarks=("look",))
    return replace(found, messages=messages)


@pytest.fixture(scope="module")
def data(sources: Sources, catalogue: Catalogue) -> bytes:
    room = {"about.title": {"Latn": 30}}
    return xliff_bytes(catalogue, slots(sources.guide).values(), {}, room, find_language("pt"))


def unit(data: bytes, name: str) -> ElementTree.Element:
    units = ElementTree.fromstring(data).iter(f"{{{CORE}}}unit")
    return next(one for one in units if one.get("name") == name)


def test_a_file_says_its_languages_and_each_unit_has_an_id_of_its_own(sources: Sources, data: bytes) -> None:
    root = ElementTree.fromstring(data)
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{{{CORE}}}xliff",
        "2.1",
        "en",
        "pt",
    )
    units = list(root.iter(f"{{{CORE}}}unit"))
    assert [one.get("name") for one in units] == list(slots(sources.guide))
    ids = [one.get("id", "") for one in units]
    assert len(set(ids)) == len(ids) and not any(set(id) & set("#@ ") for id in ids)
    assert unit(data, "about.title").get(f"{{{SIZES}}}sizeRestriction") == "30"


def test_placeholders_are_codes_that_programs_keep(sources: Sources, data: bytes) -> None:
    (segment,) = unit(data, "about.lead").iter(f"{{{CORE}}}segment")
    for part in segment:
        (code,) = part
        assert (code.tag, code.get("equiv"), code.get("canDelete")) == (f"{{{CORE}}}ph", "{page:help-now}", "no")


@pytest.mark.slow
def test_what_went_out_comes_back_as_it_was(sources: Sources, catalogue: Catalogue, data: bytes) -> None:
    known = slots(sources.guide)
    found = import_rows(Catalogue("pt"), read_xliff(data, "a.xlf", "pt", []), known)
    assert (found.findings, found.unsure) == ((), ())
    for name, message in catalogue.messages.items():
        back = found.catalogue.messages[name]
        assert (back.text, back.flags, back.previous) == (message.text, message.flags, message.previous), name


def test_segments_are_joined_codes_follow_their_number_and_a_finished_segment_holds(data: bytes) -> None:
    """Programs cut a text into sentences, and may write a code without what it stands for."""
    text = (
        f'<xliff xmlns="{CORE}" version="2.1" srcLang="en" trgLang="pt"><file id="f"><unit id="m" name="m">'
        '<segment state="final"><source>One <ph id="1" equiv="{number}"/>.</source><target>Um <ph id="1"/>.</target>'
        "</segment><ignorable><source> </source><target> </target></ignorable>"
        '<segment state="translated"><source>Two.</source><target><mrk id="x">Dois</mrk>.</target></segment>'
        '</unit><unit id="n"><segment><source>A</source><target>B</target></segment></unit></file></xliff>'
    )
    first, second = read_xliff(text.encode(), "a.xlf", "pt", [])
    assert (first.context, first.source, first.text, first.state) == (
        "m",
        "One {number}. Two.",
        "Um {number}. Dois.",
        "",
    )
    assert (second.context, second.text, second.state) == ("n", "B", "fuzzy")


def read_units(units: str, findings: list[Finding]) -> tuple[CatalogueRow, ...]:
    head = f'<xliff xmlns="{CORE}" version="2.1" srcLang="en" trgLang="pt"><file id="f">'
    return read_xliff(f"{head}{units}</file></xliff>".encode(), "a.xlf", "pt", findings)


def test_a_unit_translated_in_part_loses_no_sentence_in_silence() -> None:
    findings: list[Finding] = []
    one, two, three = read_units(
        '<unit id="a"><segment state="translated"><source>One. </source><target>Um. </target></segment>'
        '<segment state="translated"><source>Two.</source></segment></unit>'
        '<unit id="b"><segment state="final"><source>One. </source><target>Um e dois. </target></segment>'
        '<segment state="final"><source>Two.</source><target/></segment></unit>'
        '<unit id="c"><segment state="final"><source>One.</source><target>Um.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="final"><source>Two.</source><target>Dois.</target></segment></unit>',
        findings,
    )
    assert (one.text, two.text, three.text) == ("", "Um e dois. ", "Um. Dois.")
    found = only(findings)
    assert (found.code, str(found.where)) == ("part-missing", "a.xlf a") and "“Two.”" in found.hint


def test_a_code_inside_a_mark_stands_for_its_placeholder() -> None:
    (row,) = read_units(
        '<unit id="a"><segment state="final"><source>On <mrk id="m"><ph id="1" equiv="{date}"/></mrk></source>'
        '<target>Em <ph id="1"/></target></segment></unit>',
        [],
    )
    assert (row.source, row.text) == ("On {date}", "Em {date}")


@pytest.mark.slow
def test_what_a_translator_notes_on_a_unit_is_a_remark(sources: Sources, data: bytes) -> None:
    noted = '<unit id="a"><notes><note>Who?\nWhen?</note><note category="place">page 1</note></notes></unit>'
    assert [row.remarks for row in read_units(noted, [])] == [("Who?", "When?")]
    rows = {row.context: row for row in read_xliff(data, "a.xlf", "pt", [])}
    assert rows["about.title"].remarks == ("look",) and not rows["threat.title"].remarks


LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))

STRANGE = {
    "nothing": b"",
    "no XML": b"context,translation\n",
    "XLIFF 1.2": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
    "a file that grows": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><xliff xmlns="{CORE}">&a9;</xliff>'.encode(),
    "a file that reads others": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>',
}


@pytest.mark.slow
@pytest.mark.parametrize("case", STRANGE)
def test_what_is_no_xliff_2_is_told_in_a_line(case: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_xliff(STRANGE[case], "a.xlf", "pt", [])
    assert only(faults(caught.value)).code == "unreadable"


@pytest.mark.slow
def test_a_file_in_another_language_is_not_taken(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_xliff(data, "a.xlf", "fr", [])
    assert only(faults(caught.value)).code == "wrong-language"
