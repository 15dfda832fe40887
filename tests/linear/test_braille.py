"""Braille to emboss: pages as the embosser has them, every word in order, numbers in cells that say them."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from once import MADE, sources
from programs import needs
from projects import CONFIRMED, lay
from webpages import Made, document, file, found_in, lay_country, place_in

from booklet.check.proof.compare import ProofRecord
from booklet.errors import SourceError
from booklet.linear.cells import ASCII, from_ascii, to_ascii
from booklet.linear.embossing import BraillePage, fill_pages, split_volumes
from booklet.linear.languages import find_languages
from booklet.linear.lines import break_lines
from booklet.linear.louis import translate
from booklet.linear.passages import CALL, ITEM, PAGE, TEXT, TITLE, Passage, Run
from booklet.linear.translation import make_tongue, write_cells
from booklet.look.braille import LETTERS, Braille, show_number
from booklet.make.drawing import draw
from booklet.make.writing import draw_sound
from booklet.sources.load import Sources
from booklet.values import replace

ENGLISH: Made = ("braille", "en", "KE", "14-17")
KIDS: Made = ("braille", "en", "GB", "10-13")
FRENCH: Made = ("braille", "fr", "CA", "14-17")
MADES: list[Made] = [
    ENGLISH,
    KIDS,
    FRENCH,
    ("braille", "ar", "EG", "10-13"),
    ("braille", "es", "MX", "14-17"),
    ("braille", "hi", "IN", "14-17"),
    ("braille", "ru", "UA", "10-13"),
    ("braille", "sw", "KE", "14-17"),
    ("braille", "th", "TH", "14-17"),
    ("braille", "zh-Hans", "CN", "10-13"),
]

embosses = needs("lou_translate")

SMALL = Braille(40, 25, 20, "en", {})


def volumes(data: bytes) -> list[list[list[str]]]:
    """Return the lines of each page of each volume."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = [archive.read(name).decode("ascii") for name in archive.namelist()]
    return [[page.split("\r\n")[:-1] for page in text.split("\f")] for text in texts]


def body(data: bytes) -> list[str]:
    """Return all lines of the pages of braille, without their numbers and the title pages."""
    return [line for volume in volumes(data) for page in volume[1:] for line in page[:-1]]


def codes(made: Made, data: bytes) -> set[str]:
    found = found_in(made, data)
    return {finding.code for finding in found} if isinstance(found, tuple) else set()


def spoilt(data: bytes, old: str, new: str, count: int = -1) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(changed, "w") as after:
        assert any(old in before.read(name).decode() for name in before.namelist()), old
        for name in before.namelist():
            after.writestr(name, before.read(name).decode().replace(old, new, count))
    return changed.getvalue()


@pytest.mark.slow
@embosses
@pytest.mark.parametrize("made", MADES)
def test_every_page_fits_the_embosser_and_has_its_number(made: Made) -> None:
    number = 0
    digits = sources().braille.tables[made[1]].digits
    for title, *pages in volumes(file(made)):
        assert len(title) == 25
        for page in pages:
            number += 1
            assert len(page) == 25 and max(map(len, page)) <= 40
            assert from_ascii(page[-1]).strip("⠀") == show_number(number, digits)
    assert number > 20
    assert {letter for line in body(file(made)) for letter in line} <= set(ASCII)


@pytest.mark.slow
@embosses
@pytest.mark.parametrize("made", MADES)
def test_pages_of_print_are_shown_where_they_begin(made: Made) -> None:
    digits = sources().braille.tables[made[1]].digits
    wanted = [show_number(number, digits) for number in range(1, len(document(made).placed.pages) + 1)]
    rules = [from_ascii(line) for line in body(file(made)) if line.startswith("---") and len(line) == 40]
    assert [line.lstrip("⠤") for line in rules] == wanted


@pytest.mark.slow
@embosses
@pytest.mark.parametrize("made", MADES)
def test_every_number_is_read_back_from_its_cells(made: Made) -> None:
    record = found_in(made, file(made))
    assert isinstance(record, ProofRecord) and record.pages == len(document(made).placed.pages)
    assert record.numbers > 10 and record.claimed


@pytest.mark.slow
@embosses
@pytest.mark.parametrize("made", [ENGLISH, FRENCH, ("braille", "hi", "IN", "14-17")])
def test_no_word_is_lost_between_the_script_and_the_pages(made: Made) -> None:
    """The cells of the passages that the script to be heard has, in the same order, are those of the pages."""
    told = document(made)
    languages = find_languages(told.selection.printed, told.manuscript.locale, made[2])
    with zipfile.ZipFile(io.BytesIO(file(("audio", *made[1:])))) as archive:
        text = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".ssml"))
    heard = [
        re.sub(r"<[^>]*>", "", one.replace('<break strength="medium"/>', "")).replace("&amp;", "&")
        for one in re.findall(r"<p>(.*?)</p>", text)
    ]
    tongue = make_tongue(sources().braille, made[1])
    said = [languages.mark(Passage(TEXT, (Run(one.replace("&lt;", "<")),))) for one in heard]
    letters = "".join(write_cells(said, tongue))
    pages = "".join(from_ascii(line) for line in body(file(made)) if not (line.startswith("---") and len(line) == 40))
    kept = set("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵")
    for passage, cells in zip(said, write_cells(said, tongue), strict=True):
        if not passage.text.startswith("PROOF"):
            words = [word for word in re.split("[⠀\u00a0\u200b]", cells) if len(word) < 30]
            assert all(word in squeezed(pages) for word in words), passage.text
    assert len([one for one in letters if one in kept]) > 5000


def squeezed(cells: str) -> str:
    return cells.replace("⠀", "").replace("\u00a0", "")


@embosses
def test_english_reads_back_by_the_program_that_wrote_it() -> None:
    lines = [line for line in body(file(ENGLISH)) if line.strip()]
    done = subprocess.run(
        ["lou_translate", "--backward", "en-us-brf.dis,en-ueb-g2.ctb"],
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        check=True,
    )
    read = " ".join(done.stdout.decode().split())
    for sentence in (
        "Childline Kenya 116",
        "One step at a time. Nobody has to do all six.",
        "Night Otters, we ride!",
        "It is not your fault.",
    ):
        assert sentence in read, sentence


@embosses
def test_the_characters_of_an_embosser_are_those_of_liblouis() -> None:
    said = "abcdefghijklmnopqrstuvwxyz, . CAB (éß) 1 2 – “x” /\n".encode()
    shown = [
        subprocess.run(
            ["lou_translate", "--forward", f"{table},en-ueb-g2.ctb"], input=said, capture_output=True, check=True
        )
        for table in ("en-us-brf.dis", "unicode.dis")
    ]
    brf, cells = (one.stdout.decode().rstrip("\n") for one in shown)
    assert from_ascii(brf.upper()) == cells
    assert to_ascii(cells) == brf.upper()
    assert len({*ASCII}) == 64


@pytest.mark.slow
@embosses
def test_each_volume_says_what_it_is(tmp_path: Path) -> None:
    small = with_braille(tmp_path, volume=12)
    placed = place_in(small, ENGLISH)
    data = draw(placed, small, MADE)
    parts = volumes(data)
    assert [len(part) for part in parts] == [13, 12, 12]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stem = "guide_booklet_14-17_en_KE_a5_braille_v01_PROOF"
        assert archive.namelist() == [f"{stem}_volume{place}.brf" for place in (1, 2, 3)]
    titles = [" ".join(line.strip() for line in part[0] if line) for part in parts]
    for place, title in enumerate(titles, 1):
        assert title.startswith(",,PRO(1 NUMB]S N YET 3FIRM$")  # PROOF, numbers not yet confirmed, in grade 2
        assert f",VOLUME #{' ABC'[place]} OF #C" in title
        assert title.endswith(",DRAFT3 NO READER OF THIS BRAILLE HAS APPROVED IT YET4")
        assert "GRADE #B1 EN-UEB-G#B4;CTB" in title
    prints = [(found[1], found[2]) for title in titles if (found := re.search(r",PRINT PAGES (\S+) TO (\S+)", title))]
    assert (prints[0][0], prints[-1][1]) == ("#A", "#BH")
    rules = [[line.lstrip("-") for page in part for line in page if line.startswith("---")] for part in parts]
    assert [last for _, last in prints] == [volume[-1] for volume in rules]


def with_braille(folder: Path, **changed: object) -> Sources:
    """Return the sources of a project whose braille is otherwise."""
    from booklet.make.build import open_sources

    text = (sources().folders.own / "layouts" / "braille.yaml").read_text(encoding="utf-8")
    for key, value in changed.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
    return open_sources(lay(folder, {"layouts/braille.yaml": text}))


@pytest.mark.slow
@embosses
def test_a_wider_embosser_has_wider_lines(tmp_path: Path) -> None:
    wide = with_braille(tmp_path, cells=32, lines=28)
    data = draw_sound(place_in(wide, ENGLISH), wide, MADE).data
    pages = [page for volume in volumes(data) for page in volume]
    assert max(len(line) for page in pages for line in page) == 32
    assert {len(page) for page in pages} == {28}


@embosses
def test_braille_is_a_draft_until_a_reader_of_it_approves(tmp_path: Path) -> None:
    made: Made = ("braille", "en", "XX", "10-13")
    laid = lay_country(tmp_path / "a", CONFIRMED)
    placed = replace(place_in(laid, made), draft=None)  # as if its words were signed
    assert placed.is_unread
    assert (placed.state, placed.name) == ("draft", "guide_booklet_10-13_en_XX_a5_braille_v01-draft.zip")
    table = laid.braille.tables["en"]
    read = replace(laid.braille, tables={**laid.braille.tables, "en": replace(table, approved=("Ada", MADE))})
    assert read.tables["en"].approved == ("Ada", date(2026, 11, 25))
    assert replace(placed, is_unread=False).state == "final"


SPOILT = {
    "a digit of a number": ("#AAF", "#AAG", "proof-missing"),
    "a number of somebody else": (",*ILDL9E ,K5YA #AAF", ",*ILDL9E ,K5YA #AAF OR #JHJJ #EEE", "proof-unknown"),
    "a digit of another number": ("#AAIE", "#AAIF", "proof-missing"),
    "the name of the helpline": (",*ILDL9E", ",*ILDL9A", "proof-missing"),
    "a page of print that is lost": ("-" * 37 + "#BG", " " * 40, "proof-missing"),
    "a title page that does not say PROOF": ("PRO(1", "PRO,1", "proof-unmarked"),
    "a title page that does not say draft": (",DRAFT3 NO READ", ",DRAFT3 A READ", "proof-unmarked"),
    "a page with a line too many": ("\f", "\r\n\f", "proof-unreadable"),
    "a line that is too long": (",*ILDL9E ,K5YA #AAF", ",*ILDL9E ,K5YA #AAF" + " A" * 20, "proof-unreadable"),
    "a page without its number": (" " * 38 + "#C\r\n", "\r\n", "proof-unreadable"),
    "letters of print": ("#AAF", "#äaf", "proof-unreadable"),
}


@embosses
@pytest.mark.parametrize("what", SPOILT)
def test_what_is_spoilt_is_found(what: str) -> None:
    old, new, code = SPOILT[what]
    assert code in codes(ENGLISH, spoilt(file(ENGLISH), old, new))


@embosses
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"#AAF"])
def test_what_nobody_can_read_is_no_braille(data: bytes) -> None:
    assert codes(ENGLISH, data) == {"proof-unreadable"}


@embosses
def test_a_letter_without_cells_stops_the_build_and_an_accent_gives_way() -> None:
    assert translate(["Tomás"], "sw-ke-g1.utb") == {"Tomás": "⠠⠞⠕⠍⠁⠎"}
    assert told(lambda: translate(["a 中"], "en-ueb-g1.ctb")) == [
        ("braille-unknown", 'the table en-ueb-g1.ctb has no braille for "中": a 中')
    ]


def told(work: Callable[[], object]) -> list[tuple[str, str]]:
    """Return the codes and the messages of what stops a work."""
    with pytest.raises(SourceError) as stopped:
        work()
    return [(finding.code, finding.message) for finding in stopped.value.findings]


@embosses
def test_a_table_that_is_not_there_is_told_in_one_line() -> None:
    ((code, message),) = told(lambda: translate(["a"], "xx-g1.ctb"))
    assert code == "braille-failed" and message.startswith("lou_translate failed with the table xx-g1.ctb: ")


def test_a_program_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ((code, message),) = told(lambda: translate(["a"], "en-ueb-g1.ctb"))
    assert (code, message) == ("missing-program", "lou_translate is not installed: braille is made with it")


@embosses
def test_a_number_keeps_its_blanks_and_the_marks_beside_it() -> None:
    tongue = make_tongue(sources().braille, "en")
    runs = (Run("Call ("), Run("0800\u00a022", "number"), Run("). Now?"))
    (cells,) = write_cells([Passage(TEXT, runs)], tongue)
    assert "⠐⠣⠼⠚⠓⠚⠚\u00a0⠼⠃⠃⠐⠜⠲" in cells


def test_there_is_no_braille_for_a_language_without_a_table() -> None:
    found = told(lambda: make_tongue(sources().braille, "ur"))
    assert found == [("unknown-braille", 'there is no braille for "ur"')]


def test_lines_end_between_words_and_long_addresses_after_a_joint() -> None:
    words = "⠁⠃⠉⠀⠙⠑⠋⠀⠛"
    assert break_lines(words, 7, 2, 0) == ("⠀⠀⠁⠃⠉", "⠙⠑⠋⠀⠛")
    address = "⠁" * 6 + "⠲" + "⠃" * 6
    assert break_lines(address, 10) == ("⠁" * 6 + "⠲⠐", "⠃" * 6)
    assert break_lines("⠁\u00a0⠃⠀⠉", 3) == ("⠁\u00a0⠃", "⠉")


def test_a_head_never_stands_last_on_a_page() -> None:
    text = [(TEXT, "⠁⠀" * 19)] * 22
    pages = fill_pages([*text, (PAGE, "2"), (TITLE, "⠞"), (CALL, "⠉"), (ITEM, "⠊")], SMALL, "letters")
    assert pages[0].lines[-1] and not pages[0].prints
    assert pages[1].prints == (2,) and pages[1].lines[0].endswith("⠤⠼⠃")


def test_volumes_are_whole_pages_of_about_the_same_number() -> None:
    pages = [BraillePage((str(number),), ()) for number in range(41)]
    parts = list(split_volumes(pages, 20))
    assert [len(part) for part in parts] == [14, 14, 13]
    assert [page for part in parts for page in part] == pages


def test_digits_are_those_of_the_braille() -> None:
    assert show_number(116, "letters") == "⠼⠁⠁⠋" and len(LETTERS) == 10
