"""What shows nothing is refused as empty wherever a partner writes it; what no line can have is called by its name."""

from pathlib import Path

import pytest
from projects import CONFIRMED, codes, faults, law, lay, only
from speed import first

from booklet.errors import Finding, SourceError
from booklet.look.brand import line_fault
from booklet.make.build import open_sources
from booklet.sources.countries import parse_country
from booklet.sources.runfile import read_run
from booklet.text.blank import shows

BLANKS = [" ", "\u00a0", "\u200b", "\u2060", "\u3000 \u2003", "\u200d\u200c", "\u3164", "\u2800", "\u115f", "\ufe0f"]

PAGE = """\
pages:
  - id: mine
    after: [find, start]
    title: TITLE
    blocks:
      - {id: a, kind: paragraph, text: "TEXT"}
      - {id: b, kind: list, items: {one: "ITEM"}}
"""


def told_of(folder: Path, **files: str) -> list[Finding]:
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(folder, {f"{name}.yaml": text for name, text in files.items()}))
    return [found for found in faults(stopped.value) if found.code not in {"page-count", "unknown-words"}]


@pytest.mark.parametrize("blank", BLANKS)
def test_a_contact_has_a_name_that_is_seen(blank: str) -> None:
    for old, new in (("Example Line", f'"{blank}"'), ("Exampleland", f'"{blank}"')):
        with pytest.raises(SourceError) as stopped:
            parse_country(CONFIRMED.replace(old, new), "XX.yaml", "XX")
        assert codes(faults(stopped.value)) == ["empty-text"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("law: {}", law('report: {en: "\u200b"}')),
        ("law: {}", 'names: {a: "\u3164"}'),
        ("law: {}", 'names: {a: ""}'),
    ],
)
def test_no_line_of_a_country_is_blank(old: str, new: str) -> None:
    with pytest.raises(SourceError) as stopped:
        parse_country(CONFIRMED.replace(old, new), "XX.yaml", "XX")
    assert codes(faults(stopped.value)) == ["empty-text"]


@pytest.mark.slow
@pytest.mark.parametrize("blank", first(1, BLANKS[2:]))
def test_neither_a_brand_nor_own_words_are_blank(blank: str, tmp_path: Path) -> None:
    if blank.strip():
        told = only(told_of(tmp_path / "1", brand=f'name: "{blank}"\ncontact: us\n'))
        assert (told.code, told.message) == ("wrong-brand", '"name" shows nothing')
    for place in ("TITLE", "TEXT", "ITEM"):
        found = told_of(tmp_path / place, pages=PAGE.replace(place, f'"{blank}"' if place == "TITLE" else blank))
        assert codes(found) == ["empty-text"], place
    found = told_of(tmp_path / "words", words=f'threat.how: {{replaces: 1a2b, text: "{blank}"}}\n')
    assert "empty-text" in codes(found)


@pytest.mark.slow
def test_a_link_without_words_shows_nothing(tmp_path: Path) -> None:
    found = told_of(tmp_path, pages=PAGE.replace("TEXT", "[\u200b](https://line.example/)"))
    assert codes(found) == ["empty-text"]


def test_a_record_and_a_theme_have_words_that_are_seen(tmp_path: Path) -> None:
    run = 'lots: [{name: a, records: a.csv}]\nevent: {year: 2027, theme: {en: "\u200b"}}\n'
    lay(tmp_path, {"run.yaml": run, "a.csv": "name,contact\n\u3164,us\nUs,\u200b\n"})
    with pytest.raises(SourceError) as stopped:
        read_run(tmp_path / "run.yaml")
    assert sorted(codes(faults(stopped.value))) == ["empty-text", "wrong-record", "wrong-record"]


def test_a_blank_translation_is_none(tmp_path: Path) -> None:
    blank = 'msgid ""\nmsgstr ""\n\nmsgctxt "threat.how"\nmsgid "{}"\nmsgstr "\u200b"\n'
    english = open_sources(None).guide
    text = next(
        w for t in english.topics for b in t.blocks for w in [b.strings.get("text")] if w and b.id == "threat.how"
    )
    lay(tmp_path, {"translations/pt/guide.po": blank.format(text.forms[0].replace('"', '\\"'))})
    gaps = open_sources(tmp_path).translated_guide("pt").gaps
    assert "threat.how" in {gap.slot.context for gap in gaps}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Save\u202fthe\u2009Example", ""),
        ("می\u200cخواهم", ""),
        ("Save 😀", ""),
        ("Save\u2028us", "has a line end"),
        ("Save\tus", "has U+0009, a control character"),
        ("Save \U0001fae8", None),
        ("Save \ue000", "has U+E000, which only one typeface knows"),
        ("Save\u202eus", "has U+202E, an invisible character, RIGHT-TO-LEFT OVERRIDE"),
        ("\u200b", "shows nothing"),
    ],
)
def test_what_a_line_cannot_have_is_called_by_its_name(text: str, fault: str | None) -> None:
    said = line_fault(text, 60)
    assert (
        said == fault
        if fault is not None
        else said in {"", "has U+1FAE8, which is no letter, or an emoji too new to be known here"}
    )


def test_what_is_only_marks_and_hidden_letters_shows_nothing() -> None:
    assert not any(map(shows, (*BLANKS, "", "\u0301", "\u200e\u202f")))
    assert all(map(shows, ("a", "٣", "!", "😀", "字", " x ")))
