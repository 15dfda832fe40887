"""The order on the lines of finished files, by the places of glyphs, beside what another program makes of the texts."""

import re
from pathlib import Path

import pypdfium2
import pytest
from bidi import get_display
from catalogues import po
from once import MADE, sources
from projects import CONFIRMED, COUNTRY, lay
from proving import document, pdf
from rightleft import ADDRESSES, LETTERED, OTHERS, PHONES, WORDS, in_digits_of

from booklet.api.specimens import draw_specimen
from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.check.proof.order import as_read, lines_on_sides, out_of_order, show_line, turns
from booklet.check.proof.pages import by_place, reduce_to_seen
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw, finish_document
from booklet.make.papers.specimens import place_specimen
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sheets.finish import finish_for_screen
from booklet.sources.specimens import read_specimen
from booklet.text.compose import Cut, Line
from booklet.text.markup import escape_markup
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Clipped, FigureAt, Group, Item, TextAt
from booklet.values import replace
from booklet.words.guide import Guide
from booklet.words.locales import find_language
from booklet.words.pseudo import say_anew, to_arabic
from booklet.words.specimen import Specimen

ALEF = "\u05d0"


def sentences(language: str) -> list[str]:
    """Return sentences of a language with each number and each other text, in Latin digits and in its own."""
    texts = [*PHONES, *LETTERED, *OTHERS, *ADDRESSES]
    words = WORDS[language]
    return [
        words[number % len(words)].format(form)
        for number, said in enumerate(texts)
        for form in dict.fromkeys((said, in_digits_of(language, said)))
    ]


def expected(line: str) -> str:
    """Return a sentence as the other algorithm shows it, in which a number is one digit."""
    for phone in (*PHONES, *LETTERED):
        for said in (phone, *(in_digits_of(language, phone) for language in WORDS)):
            if said in line:
                digit = next(filter(str.isdigit, said))
                order: str = get_display(line.replace(said, digit), base_dir="R")
                return "".join(map(reduce_to_seen, order.replace(digit, said)))
    return "".join(map(reduce_to_seen, get_display(line, base_dir="R")))


def set_in(language: str, paragraphs: tuple[str, ...]) -> tuple[Placed, bytes]:
    """Return a specimen of paragraphs and its file."""
    specimen = Specimen(find_language(language), paragraphs=tuple(map(escape_markup, paragraphs)))
    placed = place_specimen(specimen, sources().theme)
    return placed, draw_specimen(specimen, placed, sources(), MADE)


def rows_of(data: bytes) -> list[str]:
    """Return the rows of a file, as they are seen from the left."""
    return [row for page in pypdfium2.PdfDocument(data) for row in by_place(page.get_textpage()).rows]


@pytest.mark.parametrize("language", WORDS)
def test_the_glyphs_of_each_line_stand_where_the_other_algorithm_puts_them(language: str) -> None:
    lines = sentences(language)
    assert len(lines) >= 60
    rows = rows_of(set_in(language, ("אב", *lines))[1])
    assert [line for line in lines if expected(line) not in rows] == []


@pytest.mark.parametrize("language", WORDS)
def test_all_lines_of_a_specimen_are_in_order_however_they_are_broken(language: str) -> None:
    lines = sentences(language)
    placed, data = set_in(language, ("אב", *(" ".join(lines[at : at + 7]) for at in range(0, len(lines), 7))))
    opened = pypdfium2.PdfDocument(data)
    for page, cuts in zip(opened, lines_on_sides(finish_for_screen(placed)), strict=True):
        assert turns(cuts)
        assert out_of_order(by_place(page.get_textpage()).rows, cuts) == ()


@pytest.mark.parametrize("language", WORDS)
def test_the_number_of_a_specimen_stands_as_it_is_written(language: str) -> None:
    specimen = read_specimen(sources().folders, language)
    data = draw_specimen(specimen, place_specimen(specimen, sources().theme), sources(), MADE)
    (number,) = re.findall(r"\d{3}\s\d{3}", specimen.digits)
    assert any(re.sub(r"\s", "", number) in row for row in rows_of(data))


def test_a_specimen_in_another_order_is_not_written() -> None:
    specimen = Specimen(find_language("he"), paragraphs=("\u05d0\u05d1", "\u05d0 0800 1111 a \u05d1"))
    placed = place_specimen(specimen, sources().theme)
    changed: list[str] = []
    pages = tuple(replace(page, items=with_lines(page.items, changed)) for page in placed.pages)
    assert changed
    with pytest.raises(ProofError) as stopped:
        draw_specimen(specimen, replace(placed, pages=pages), sources(), MADE)
    assert {finding.code for finding in stopped.value.findings} == {"proof-order"}


CALL = "اتصل بالرقم +254 722 000 111 الآن"


def test_a_line_in_another_order_is_told_and_so_is_what_stands_instead() -> None:
    cut = Cut(CALL, 0, len(CALL), 1)
    right = show_line(cut)
    assert right == "".join(
        map(reduce_to_seen, get_display(CALL.replace("+254 722 000 111", "1"), base_dir="R"))
    ).replace("1", "+254722000111")
    wrong = right.replace("+254722000111", "111000722+254")
    assert out_of_order((right,), frozenset({cut})) == ()
    assert out_of_order((f"7{right}12",), frozenset({cut, Cut("7", 0, 1, 1), Cut("12", 0, 2, 1)})) == ()
    assert out_of_order((wrong,), frozenset({cut})) == (CALL, wrong)
    assert out_of_order((right, wrong), frozenset({cut})) == (wrong,)
    assert out_of_order((), frozenset({cut})) == (CALL,)


def test_a_side_is_read_by_its_lines_by_whole_paragraphs_and_by_nothing_that_is_not_on_it() -> None:
    first, rest = Cut(CALL, 0, 12, 1), Cut(CALL, 12, len(CALL), 1)
    seen = f"Call 116 now\n{CALL[::-1]}"
    head, tail = CALL[:12].strip(), CALL[12:].strip()
    assert as_read(seen, frozenset({first})).splitlines() == [head, "Call 116 now"], "a half is no paragraph"
    assert as_read(seen, frozenset({rest})).splitlines() == [tail, "Call 116 now"]
    assert set(as_read(seen, frozenset({first, rest})).splitlines()) == {head, tail, CALL, "Call 116 now"}
    whole = Cut(CALL, 0, len(CALL), 1)
    twice = as_read(seen, frozenset({first, rest, whole})).splitlines()
    assert set(twice) == {head, tail, CALL, "Call 116 now"}, "set twice, in two widths, it is there all the same"
    over, beyond = Cut(CALL, 0, 14, 1), Cut(CALL, 2, 16, 1)
    assert CALL in as_read(seen, frozenset({over, rest})).splitlines(), "lines that overlap leave nothing out"
    assert CALL not in as_read(seen, frozenset({over, beyond, first})).splitlines(), "long, but its end is missing"
    straight = Cut("Call 117 soon", 0, 13, 0)
    assert "117" not in as_read(seen, frozenset({whole, straight})), "of other lines what the file says is read"


def test_a_line_is_shown_as_a_part_of_its_paragraph() -> None:
    text = f"{ALEF} ab 12 {ALEF} cd"
    assert show_line(Cut(text, 0, 5, 1)) == f"ab{ALEF}"
    assert show_line(Cut(text, 5, 8, 1)) == "12"
    arabic = "ع 14-17"
    assert show_line(Cut(arabic, 2, 7, 1)) == "17-14"
    assert show_line(Cut("14-17", 0, 5, 1)) == "14-17"


def test_where_nothing_is_read_from_right_to_left_there_is_one_order() -> None:
    assert not turns(frozenset({Cut("0800 1111 a", 0, 11, 0)}))
    assert not turns(frozenset({Cut("\u2068Oak 1\u2069 · \u2066oak.example/2\u2069", 0, 23, 0)}))
    assert turns(frozenset({Cut(f"\u2068Oak 1\u2069 · \u2068{ALEF}\u2069", 0, 13, 0)}))
    assert turns(frozenset({Cut("0800 1111 a", 0, 11, 1)}))
    assert turns(frozenset({Cut(f"0800 1111 {ALEF}", 0, 11, 0)}))


def with_lines(items: tuple[Item, ...], changed: list[str]) -> tuple[Item, ...]:
    """Return items whose lines have their runs from the other side, and add the texts of those that differ."""

    def turned(item: Item) -> Item:
        if isinstance(item, Group | Clipped | FigureAt):
            return replace(item, items=with_lines(item.items, changed))
        if not isinstance(item, TextAt) or len(item.line.runs) < 2:
            return item
        line: Line = item.line
        changed.append(line.text.strip())
        left, right = min(run.x for run in line.runs), max(run.x + run.width for run in line.runs)
        runs = tuple(run._replace(x=left + right - run.x - run.width) for run in line.runs)
        return replace(item, line=line._replace(runs=runs))

    return tuple(map(turned, items))


@pytest.mark.parametrize("edition", ["screen", "press"])
def test_a_file_in_which_a_line_stands_in_another_order_is_not_written(edition: str) -> None:
    job = ("poster", "ar", "EG", edition)
    found = document(job)
    assert isinstance(prove(found, pdf(job), sources(), MADE), ProofRecord)
    changed: list[str] = []
    pages = tuple(replace(page, items=with_lines(page.items, changed)) for page in found.placed.pages)
    assert changed
    spoiled = replace(found, placed=replace(found.placed, pages=pages))
    with pytest.raises(ProofError) as stopped:
        prove(found, draw(spoiled, sources(), MADE), sources(), MADE)
    told = [finding for finding in stopped.value.findings if finding.code == "proof-order"]
    assert told
    assert any(text in finding.message for finding in told for text in changed)


@pytest.mark.parametrize("edition", ["press", "office"])
def test_pages_that_stand_on_their_head_are_read_as_a_whole_too(edition: str) -> None:
    wanted = Wanted(locales=("ar",), countries=("EG",), editions=(edition,), layouts=("zine-a4",))
    (found,) = check(plan_jobs(wanted, sources())[:1], sources(), MADE)
    data = draw(found, sources(), MADE)
    with pypdfium2.PdfDocument(data) as opened:
        rows = by_place(opened[0].get_textpage()).rows
    finished = finish_document(found, sources(), MADE).finished
    (cuts,) = lines_on_sides(finished)[:1]
    assert out_of_order(rows, cuts) == ()


CARDS = """\
cards:
  - id: own
    title: '{title}'
    ground: mint
    front: [{{id: own.front, kind: paragraph, text: '{front}'}}]
    back: [{{id: own.back, kind: paragraph, text: '{back}'}}, {{use: m1, as: bar}}]
"""

HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבכדהפגחיגקלמנופקרסתוובזיש")


def said_in(language: str, guide: Guide) -> dict[str, str]:
    """Return the catalogue of a language that has none, in its letters."""
    if language == "ar":
        return {}
    say = to_arabic if language == "fa" else (lambda text: say_anew(text, lambda part: part.lower().translate(HEBREW)))
    return {f"translations/{language}/guide.po": po(guide, language, say)}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fa", "he"])
def test_numbers_in_a_partners_words_and_names_and_lines_are_proven(language: str, tmp_path: Path) -> None:
    first, second, third, fourth = WORDS[language]
    texts = {
        "title": fourth.format("+254 722 000 111"),
        "front": first.format(in_digits_of(language, "0800-1111")),
        "back": f"{third.format('CC BY 4.0')} COVID-19, {second.format('9 1 1')}",
    }
    brand = f"name: '{third.format('0800 55 5 111')}'\nshort: '{third.format('12 34 5')}'\n"
    country = CONFIRMED.replace("{en: Example Line}", f"{{en: Example Line, {language}: '{third.format('116 111')}'}}")
    files = {COUNTRY: country.replace("[en]", f"[{language}]"), "cards.yaml": CARDS.format(**texts)}
    project = lay(tmp_path, files | {"brand.yaml": brand} | said_in(language, sources().guide))
    own = open_sources(project)
    jobs = plan_jobs(Wanted(("card", "insert"), (language,), ("XX",), editions=("screen",)), own)
    rows: list[str] = []
    for found in check(jobs, own, MADE):
        data = draw(found, own, MADE)
        assert isinstance(prove(found, data, own, MADE), ProofRecord)
        rows += rows_of(data)
    seen = "\n".join(rows)
    for number in ("+254 722 000 111", in_digits_of(language, "0800-1111"), "9 1 1", "116 111", "12 34 5"):
        assert "".join(map(reduce_to_seen, number)) in seen
    assert "CCBY4.0" in seen
    assert "COVID-19" in seen
