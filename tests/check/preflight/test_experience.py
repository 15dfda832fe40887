"""A file is examined the same whatever was examined before it, and what is spoiled in it is found all the same."""

import dataclasses
import pickle
import re
import zlib
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from booklet.check.preflight.check import examine
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.limits import Limits, limits_of
from booklet.check.preflight.read.document import read_document
from booklet.check.preflight.read.library import Memory
from booklet.check.preflight.read.painter import Played
from booklet.check.preflight.sound import Experience, is_told, lasting_experience
from booklet.cli import main
from booklet.machine.store import FILE as STORE
from booklet.machine.store import FOLDER, open_store
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.values import replace

MADE = date(2026, 11, 25)


def files_of(product: str, locale: str, countries: Sequence[str]) -> list[bytes]:
    sources = open_sources(None)
    jobs = plan_jobs(Wanted((product,), (locale,), tuple(countries), editions=("press",)), sources)
    return [draw(placed, sources, MADE) for placed in check(jobs, sources, MADE)]


@pytest.fixture(scope="module")
def booklets() -> list[bytes]:
    return files_of("booklet", "en", ("KE", "EG", "TH"))


@pytest.fixture(scope="module")
def experience(booklets: list[bytes]) -> Experience:
    """What a process knows that has examined a sound booklet, as the next command reads it from the disk."""
    found = Experience()
    assert codes(told(booklets[0], limits(), found)) == set()
    restored: Experience = pickle.loads(pickle.dumps(found))
    return restored


def limits(product: str = "booklet") -> Limits:
    return limits_of(open_sources(None).printer("offset-coated"), product)


def told(file: bytes, limits: Limits, experience: Experience) -> list[Hit]:
    return list(filter(is_told, examine(file, limits, experience).hits))


def cold(file: bytes, limits: Limits) -> list[Hit]:
    return list(filter(is_told, examine(file, limits).hits))


def codes(hits: Sequence[Hit]) -> set[str]:
    """Return what is told of."""
    return {hit.rule.code for hit in hits}


Objects = list[bytes]


def rewritten(file: bytes, edit: Callable[[Objects], None]) -> bytes:
    """Return a file of ours after an edit of its objects (each from its number to endobj), as plain as before."""
    table = file.rindex(b"\nxref\n") + 1
    starts = [int(line[:10]) for line in file[table:].splitlines()[3:] if line.endswith(b" n ")]
    parts = [file[a:b] for a, b in zip(starts, [*starts[1:], table], strict=True)]
    edit(parts)
    offsets, at = [], starts[0]
    for part in parts:
        offsets.append(at)
        at += len(part)
    lines = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = file[file.rindex(b"trailer\n") : file.rindex(b"startxref\n")]
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return file[: starts[0]] + b"".join(parts) + head + lines + trailer + b"startxref\n%d\n%%%%EOF\n" % at


def in_objects(old: bytes, new: bytes) -> Callable[[Objects], None]:
    """Return an edit that replaces something in the first object that has it."""

    def edit(parts: Objects) -> None:
        at = next(place for place, part in enumerate(parts) if old in part)
        parts[at] = parts[at].replace(old, new, 1)

    return edit


def in_content(old: bytes, new: bytes) -> Callable[[Objects], None]:
    """Return an edit that replaces something in the first compressed stream that has it."""

    def edit(parts: Objects) -> None:
        for place, part in enumerate(parts):
            head, found, rest = part.partition(b"\nstream\n")
            if found and b"/Filter/FlateDecode" in head and b"/Length1" not in head:
                content = zlib.decompress(rest.removesuffix(b"\nendstream\nendobj\n"))
                if old in content:
                    packed = zlib.compress(content.replace(old, new, 1))
                    head = re.sub(rb"/Length [0-9]+", b"/Length %d" % len(packed), head)
                    parts[place] = head + found + packed + b"\nendstream\nendobj\n"
                    return
        raise AssertionError(old)

    return edit


def changed(part: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return an object with another content in its stream."""
    head, found, rest = part.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream\nendobj\n")
    is_packed = b"/FlateDecode" in head
    packed = zlib.compress(change(zlib.decompress(content))) if is_packed else change(content)
    head = re.sub(rb"/Length [0-9]+", b"/Length %d" % len(packed), head)
    return head + found + packed + b"\nendstream\nendobj\n"


def contents_of(parts: Objects, page: int) -> list[int]:
    """Return the places of the content streams of a page, from 0."""
    pages = [part for part in parts if b"<</Type/Page/Parent " in part]
    found = re.search(rb"/Contents\[([^]]*)\]", pages[page])
    assert found
    return [int(number) - 1 for number in re.findall(rb"([0-9]+) 0 R", found[1])]


def blank(parts: Objects) -> None:
    """Paint nothing on page 4."""
    for place in contents_of(parts, 3):
        parts[place] = changed(parts[place], lambda _: b"q Q")


def on_top(operators: bytes, page: int = 3) -> Callable[[Objects], None]:
    """Return an edit that paints over a page, the fourth unless another is named."""

    def edit(parts: Objects) -> None:
        last = contents_of(parts, page)[-1]
        parts[last] = changed(parts[last], lambda content: content + b"\n" + operators)

    return edit


def in_a_circle(parts: Objects) -> None:
    """Let the first part of a chapter hold the chapter."""
    chapter = next(place for place, part in enumerate(parts) if b"<</Type/StructElem/S/Sect/P " in part)
    held = re.search(rb"/K\[([0-9]+) 0 R", parts[chapter])
    assert held
    first = int(held[1]) - 1
    parts[first] = re.sub(rb"/K\[[^]]*\]", b"/K[%d 0 R]" % (chapter + 1), parts[first])


def in_font(change: Callable[[bytes], bytes], place: int = 0) -> Callable[[Objects], None]:
    """Return an edit of the font program of that place in the file."""

    def edit(parts: Objects) -> None:
        at = [number for number, part in enumerate(parts) if b"/Length1 " in part][place]
        parts[at] = changed(parts[at], change)

    return edit


def of_one_name(parts: Objects) -> None:
    """Give the second font that is shown in the name of the first."""
    fonts = [number for number, part in enumerate(parts) if b"<</Type/Font/" in part and b"/Subtype/Type0" in part]
    first, second = fonts[1:3]
    name = re.search(rb"/BaseFont(/[^/]+)/", parts[first])
    assert name
    parts[second] = re.sub(rb"(?<=/BaseFont)/[^/]+", name[1], parts[second])


def near_the_edge(parts: Objects) -> None:
    in_content(b" Tf 1 0 0 1 39.685 ", b" Tf 1 0 0 1 1.685 ")(parts)


def turned_from_above(parts: Objects) -> None:
    """Turn a page by an object that it says is above it, and that is not what holds the pages."""
    above = next(place for place, part in enumerate(parts) if b"<</Type/StructElem/S/P/P " in part)
    parts[above] = parts[above].replace(b"<</Type", b"<</Rotate 90/Type", 1)
    page = next(place for place, part in enumerate(parts) if b"<</Type/Page/Parent " in part)
    parts[page] = re.sub(rb"/Parent [0-9]+ ", b"/Parent %d " % (above + 1), parts[page])


SPOILED = {
    "outside-safe-area": near_the_edge,
    "small-text": in_content(b"/Nunito500 12 Tf 1 ", b"/Nunito500 4 Tf 1 "),
    "rgb": in_content(b"0 0.65 0.55 0 k", b"0.9 0.2 0.2 rg"),
    "low-contrast": in_content(b"0 0 0 1 k\n/over gs", b"0 0 0 0.1 k\n/over gs"),
    "black-text-knocks-out": in_objects(b"/ExtGState/op true/OP true", b"/ExtGState/op false/OP false"),
    "font-not-embedded": in_objects(b"/FontFile2 ", b"/FontFileX "),
    "missing-glyph": in_content(b"<0065>", b"<FFFD>"),
    "hidden-text": on_top(b"q 0 0.1 0 0 k 60 60 300 500 re f Q"),
    "thin-outlined-text": in_content(b"/Nunito500 12 Tf 1 ", b"1 Tr 0.1 w /Nunito500 12 Tf 1 "),
    "blank-page": blank,
    "page-size": in_objects(b"/MediaBox[0 0 4", b"/MediaBox[0 0 20400"),
    "circle": in_a_circle,
    "font-broken": in_font(lambda program: program[: len(program) // 2], 1),
    "font-name-twice": of_one_name,
    "content-broken": in_content(b" Tf 1 0 0 1 ", b" Tf 1 0 (0) 1 "),
    "hairline": in_content(b"\n0.992126 w\n", b"\n0.1 w\n"),
    "bleed-too-small": in_objects(b"/BleedBox[28", b"/BleedBox[34"),
    "crop-box-cuts": in_objects(b"/BleedBox[", b"/CropBox[90 90 200 200]/BleedBox["),
    "annotation-on-sheet": in_objects(b"/BleedBox[", b"/Annots[<</Subtype/Text/Rect[99 99 120 120]>>]/BleedBox["),
    "script": in_objects(b"/Type/StructElem/S/P/P ", b"/Type/Action/S/JavaScript/P "),
    "postscript": in_objects(b"/Type/XObject/Subtype/Form", b"/Type/XObject/Subtype/Form/PS true"),
    "page-rotated": turned_from_above,
    "open-action": in_objects(b"/Type/Catalog", b"/Type/Catalog/OpenAction[]"),
    "trim-differs": in_objects(b"/TrimBox[36.8504 ", b"/TrimBox[40.8504 "),
    "not-pdfx-4": in_objects(b">PDF/X-4<", b">PDF/X-1<"),
    "damaged": in_objects(b"<</Type/StructElem/S/P/P ", b"<</Type/StructElem/S/P/P >"),
}


@pytest.mark.slow
@pytest.mark.parametrize("code", SPOILED)
def test_what_is_spoiled_is_found_after_a_sound_file(code: str, booklets: list[bytes], experience: Experience) -> None:
    file = rewritten(booklets[1], SPOILED[code])
    expected = cold(file, limits())
    assert code in codes(expected)
    assert told(file, limits(), experience) == expected
    assert codes(told(booklets[1], limits(), experience)) == set()


HIDING = {
    "invisible": in_content(b"/Nunito500 12 Tf", b"3 Tr /Nunito500 12 Tf"),
    "clipped": in_content(b"BT\n", b"0 0 40 40 re W n\nBT\n"),
    "beside the sheet": in_content(b" Tf 1 0 0 1 39.685 ", b" Tf 1 0 0 1 -939.685 "),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", HIDING)
def test_words_that_are_hidden_are_found_after_a_sound_file(
    how: str, booklets: list[bytes], experience: Experience
) -> None:
    file = rewritten(booklets[1], HIDING[how])
    expected = cold(file, limits())
    assert "hidden-text" in codes(expected)
    assert told(file, limits(), experience) == expected


@pytest.mark.slow
def test_white_lines_are_looked_at_again_where_their_ground_changes(
    booklets: list[bytes], experience: Experience
) -> None:
    line, field = b"q 0 0 0 0 K 0.1 w 400 60 m 440 60 l S Q", b"q 0.8 0.4 0 0 k 390 50 60 20 re f Q\n"
    white = 5  # its foot is paper: that of the fourth is cream
    on_paper = rewritten(booklets[1], on_top(line, white))
    assert told(on_paper, limits(), experience) == cold(on_paper, limits())
    assert codes(cold(on_paper, limits())) == set()
    on_colour = rewritten(booklets[1], on_top(field + line, white))
    assert codes(cold(on_colour, limits())) == {"hairline"}
    assert told(on_colour, limits(), experience) == cold(on_colour, limits())


def on_ground(ground: bytes) -> bytes:
    """Return a file in which the words of a form stand on a ground that the page paints before it."""
    opened = pikepdf.new()
    opened.add_blank_page(page_size=(300, 300))
    page = opened.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    words = opened.make_stream(b"BT /F 12 Tf 90 90 Td (words) Tj ET", Subtype=pikepdf.Name.Form, BBox=[0, 0, 300, 300])
    words.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=opened.make_indirect(font)))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(words=words))
    page.contents_add(opened.make_stream(b"%b k 50 50 200 200 re f 0 0 0 1 k /words Do" % ground))
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def test_words_of_a_known_form_are_looked_at_again_on_another_ground() -> None:
    known, loose = Experience(), Limits()
    light, dark = on_ground(b"0 0 0.1 0"), on_ground(b"0 0 0 0.9")
    assert "low-contrast" not in codes(cold(light, loose))
    assert "low-contrast" in codes(cold(dark, loose))
    sound, places = known.find_fresh(read_document(light, known.memory), loose)
    known.note_sound(places)
    assert all(page.news for page in sound.pages)
    assert not any(page.news for page in known.find_fresh(read_document(light, known.memory), loose)[0].pages)
    (page,) = known.find_fresh(read_document(dark, known.memory), loose)[0].pages
    assert page.news == frozenset({0, 1})
    assert told(dark, loose, known) == cold(dark, loose)


def test_what_is_sound_for_one_printer_is_looked_at_again_for_another() -> None:
    known, file = Experience(), on_ground(b"0 0 0.1 0")
    one, other = Limits(profile=b"one"), Limits(profile=b"other")
    known.note_sound(known.find_fresh(read_document(file, known.memory), one)[1])
    assert not any(page.news for page in known.find_fresh(read_document(file, known.memory), one)[0].pages)
    assert all(page.news for page in known.find_fresh(read_document(file, known.memory), other)[0].pages)


@pytest.mark.slow
def test_known_fields_above_known_words_are_found(booklets: list[bytes], experience: Experience) -> None:
    field = b"q 0 0.1 0 0 k 60 60 300 500 re f Q"
    beneath = rewritten(booklets[1], lambda parts: _beneath(parts, field))
    assert codes(told(beneath, limits(), experience)) == set()
    above = rewritten(booklets[1], on_top(field))
    found = told(above, limits(), experience)
    assert codes(found) == {"hidden-text"}
    assert found == cold(above, limits())


def _beneath(parts: Objects, operators: bytes) -> None:
    first = contents_of(parts, 3)[0]
    parts[first] = changed(parts[first], lambda content: operators + b"\n" + content)


def posters_for(names: Sequence[str]) -> list[bytes]:
    """Return a poster for each of some schools."""
    sources = copy(open_sources(None))
    jobs = plan_jobs(Wanted(("poster",), ("en",), ("KE",), editions=("press",)), sources)[:1]
    files = []
    for place, name in enumerate(names):
        sources.brand = replace(sources.brand, name=name, short="", contact=f"s{place}.example", is_recipient=True)
        (placed,) = check(jobs, sources, MADE)
        files.append(draw(replace(placed, prefix=f"s{place}_"), sources, MADE))
    return files


@pytest.mark.slow
def test_posters_for_schools_share_all_but_what_names_them(played: list[Played]) -> None:
    first, second, third = posters_for(("Green Hill School", "Hill Green School", "Oak School (Zürich)"))
    known = Experience()
    assert codes(told(first, limits("poster"), known)) == set()
    everything = len(played)
    for file in (second, third):
        played.clear()
        found = told(file, limits("poster"), known)
        assert 0 < len(played) < everything / 2
        assert found == cold(file, limits("poster")) and codes(found) == set()


@pytest.mark.slow
@pytest.mark.parametrize("code", ["small-text", "outside-safe-area", "missing-glyph", "font-not-embedded"])
def test_a_spoiled_poster_is_found_among_those_of_other_schools(code: str) -> None:
    spoil = {
        "small-text": in_content(b"/Nunito800 20 Tf", b"/Nunito800 3 Tf"),
        "outside-safe-area": in_content(b" Tf 1 0 0 1 68.0315 ", b" Tf 1 0 0 1 1.0315 "),
        "missing-glyph": in_content(b"<006F>", b"<FFFD>"),
        "font-not-embedded": in_objects(b"/FontFile2 ", b"/FontFileX "),
    }[code]
    known = Experience()
    first, second = posters_for(("Green Hill School", "Hill Green School"))
    assert codes(told(first, limits("poster"), known)) == set()
    expected = cold(rewritten(second, spoil), limits("poster"))
    assert code in codes(expected)
    assert told(rewritten(second, spoil), limits("poster"), known) == expected


@pytest.mark.slow
def test_words_are_looked_at_again_where_their_ground_changes() -> None:
    known = Experience()
    first, second = posters_for(("Green Hill School", "Hill Green School"))
    assert codes(told(first, limits("poster"), known)) == set()
    darker = in_content(b"0 0.65 0.55 0 k\n-8.50 -8.50 ", b"0.75 0.85 0 0.6 k\n-8.50 -8.50 ")
    found = told(rewritten(second, darker), limits("poster"), known)
    assert codes(found) == {"low-contrast"}
    assert found == cold(rewritten(second, darker), limits("poster"))


@pytest.mark.slow
def test_what_was_examined_is_known_to_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, played: list[Played]
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    first, second = posters_for(("Green Hill School", "Hill Green School"))
    seen = []
    for file in (first, first, second):
        played.clear()
        with open_store():
            known = lasting_experience()
            assert codes(told(file, limits("poster"), known)) == set()
        seen.append((len(played), (tmp_path / STORE).stat().st_mtime_ns))
    (everything, written), (nothing, unchanged), (few, rewritten_at) = seen
    assert nothing == 0 < few < everything / 2
    assert written == unchanged < rewritten_at


@pytest.mark.slow
def test_what_workers_of_a_build_examined_is_known_to_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, played: list[Played]
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    asked = ("card", "--item", "c1", "--item", "c2", "--band", "14-17", "--edition", "press", "--locale", "en")
    assert main(["build", *asked, "--jobs", "2", "--output", str(tmp_path / "out")]) == 0
    with open_store():
        known, files = lasting_experience(), list((tmp_path / "out").rglob("*.pdf"))
        seen = []
        for file in files:
            played.clear()
            assert codes(told(file.read_bytes(), limits("card"), known)) == set()
            seen.append(len(played))
    assert len(seen) == 2 and min(seen) == 0, "of two workers that end at the same moment, one is remembered"


@pytest.mark.slow
def test_an_edit_that_changes_nothing_is_the_same_file(booklets: list[bytes]) -> None:
    assert rewritten(booklets[0], lambda parts: None) == booklets[0]


@pytest.mark.slow
def test_the_same_is_told_warm_and_cold(booklets: list[bytes], experience: Experience) -> None:
    strict = dataclasses.replace(
        limits(), safe=45.0, least_text=13.0, least_line=2.0, bleed=20.0
    )  # pages of ours do not keep them
    for file in booklets[:2]:
        expected = cold(file, strict)
        assert codes(expected) >= {"outside-safe-area", "small-text", "hairline", "bleed-too-small"}
        assert told(file, strict, experience) == expected
    assert told(booklets[1], strict, Experience()) == expected


@pytest.mark.slow
def test_what_was_forgotten_is_read_again(booklets: list[bytes]) -> None:
    forgetful = Experience(Memory(Kept(3), Kept(3), Kept(3)), Kept(3), Kept(3))
    spoiled = rewritten(booklets[1], SPOILED["small-text"])
    for file in (booklets[0], spoiled, booklets[1], spoiled):
        assert told(file, limits(), forgetful) == cold(file, limits())
