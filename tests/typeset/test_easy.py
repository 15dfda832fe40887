"""Pages of easy words: large type, a picture beside each sentence, whom to call, and what is said of a draft."""

import re
import subprocess
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from laid import lay, words_of
from once import sources
from programs import needs
from rendered import MADE
from signing import lay_signed

from booklet.api.building import make_wanted, plan_all
from booklet.bands import EASY
from booklet.errors import SourceError
from booklet.geometry import mm
from booklet.jobs import LETTER
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.text.markup import letters, plain_text
from booklet.typeset.easy import BESIDE, WIDE
from booklet.typeset.placed import ArtAt, Component, PaintedAt, PlacedPage, TextAt

LEAST = 16.0
"""Points of the smallest words, as printed. (Inclusion Europe asks for 14, the RNIB for 16.)"""


@cache
def placed(country: str = "001", locale: str = "en", edition: str = "screen") -> Document:
    asked = Wanted(("booklet",), (locale,), (country,), (EASY,), (edition,))
    (document,) = check(plan_jobs(asked, sources()), sources(), MADE)
    return document


@cache
def made(country: str = "001", locale: str = "en") -> bytes:
    document = placed(country, locale)
    data = draw(document, sources(), MADE)
    prove(document, data, sources(), MADE)
    return data


def read(data: bytes, tmp_path: Path, *options: str) -> list[str]:
    """Return the text of each page, as poppler reads it."""
    path = tmp_path / "easy.pdf"
    path.write_bytes(data)
    command = ["pdftotext", "-layout", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def said_of_marks(document: Document) -> list[str]:
    """Return what the marks of proofs and drafts say: they are in type of their own, whatever a page says."""
    names = ("proof", "proof.words", "proof.machine", "proof.short", "proof.draft", "proof.draft.short")
    return [letters(plain_text(document.manuscript.labels[name])) for name in names]


# what is made, and when


def test_it_is_not_made_unless_it_is_asked_for() -> None:
    found = sources()
    assert EASY not in {job.band for job in plan_all(make_wanted(found, edition="screen"), found)}
    asked = make_wanted(found, band=EASY, edition=("press", "screen", "office"))
    assert [(job.product, job.layout, job.edition) for job in plan_all(asked, found)] == [
        ("booklet", "booklet-easy-a4", edition) for edition in ("press", "screen", "office")
    ]


@pytest.mark.parametrize("country", ["KE", "US", "MX"])
def test_countries_that_use_letter_have_it_on_letter(country: str) -> None:
    (job, *_) = plan_jobs(Wanted(("booklet",), ("en",), (country,), (EASY,), ("screen",)), sources())
    assert job.layout == ("booklet-easy-letter" if country in LETTER else "booklet-easy-a4")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"product": "poster"}, "easy-product"),
        ({"product": ("card", "insert", "sticker", "social")}, "easy-product"),
        ({"product": "booklet", "edition": "web"}, "easy-edition"),
        ({"product": "booklet", "edition": ("web", "epub")}, "easy-edition"),
        ({"layout": "booklet-a5"}, "nothing-to-build"),
    ],
)
def test_what_there_is_not_in_easy_words_is_refused_in_one_line(asked: dict[str, str], code: str) -> None:
    with pytest.raises(SourceError) as stopped:
        plan_all(make_wanted(sources(), band=EASY, **asked), sources())
    assert [found.code for found in stopped.value.findings] == [code]


def test_its_layout_is_made_for_no_age() -> None:
    with pytest.raises(SourceError, match="add --band easy"):
        plan_all(make_wanted(sources(), layout="booklet-easy-a4"), sources())


# its pages


def rows_of(page: PlacedPage) -> tuple[list[float], list[float]]:
    """Return where the pictures of a page stand, from its left edge, and where its sentences begin or end."""
    items = list(lay(page.items))
    pictures = [dx + item.box.x for item, dx, _ in items if isinstance(item, ArtAt) and item.box.width > mm(8)]
    pictures += [dx for item, dx, _ in items if isinstance(item, PaintedAt)]
    return pictures, [dx + item.x for item, dx, _ in items if isinstance(item, TextAt)]


@pytest.mark.parametrize("locale", ["en", "ar", "th", "hi", "en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("country", ["001", "KE"])
def test_all_words_fit_in_every_script_with_a_picture_for_each_sentence(locale: str, country: str) -> None:
    document = placed(country, locale)
    assert len(document.placed.pages) == 12
    for page in document.placed.pages:
        topic = document.manuscript.topic(page.topic)
        sentences = [item for block in topic.blocks for item in block.items if item.kind == "sentence"]
        assert not page.oversets
        said = letters(words_of(Component(0, 0, page.items, ())))
        for item in sentences:
            assert letters(plain_text(item.text)) in said, item.id


@pytest.mark.slow
def test_pictures_stand_at_the_start_of_their_sentences_in_both_directions() -> None:
    left, right = placed("001", "en"), placed("001", "ar-XB")
    for number in (1, 3, 4, 8):
        page, mirrored = left.placed.pages[number], right.placed.pages[number]
        middle = page.trim.width / 2
        pictures, _ = rows_of(page)
        assert pictures and all(x < middle for x in pictures)
        assert all(x > middle - BESIDE for x in rows_of(mirrored)[0])
    assert middle > WIDE


def test_pictures_say_nothing_of_their_own_to_who_listens() -> None:
    for page in placed().placed.pages[1:]:
        figures = [element.alt for element in page.elements if element.role == "Figure"]
        assert figures == [], "a code stands in a form"


@pytest.mark.slow
@needs("mutool")
@pytest.mark.parametrize(
    ("country", "locale"), [("001", "en"), ("KE", "en"), ("IN", "hi"), ("001", "ar"), ("TH", "th")]
)
def test_no_words_are_smaller_than_sixteen_points(country: str, locale: str, tmp_path: Path) -> None:
    path = tmp_path / "easy.pdf"
    path.write_bytes(made(country, locale))
    shown = subprocess.run(["mutool", "draw", "-F", "stext", str(path)], capture_output=True, text=True, check=True)
    marks = [*said_of_marks(placed(country, locale)), *said_of_marks(placed())]  # those of proofs are in English, too
    sizes: list[tuple[float, str]] = []
    for line in re.findall(r"<line .*?</line>", shown.stdout, re.DOTALL):
        said = letters(unescape("".join(re.findall(r'<char .*? c="([^"]*)"', line))))
        for size, part in re.findall(r'<font name="[^"]*" size="([\d.]+)">(.*?)</font>', line, re.DOTALL):
            if re.search(r' c="\S', part) and not any(said in mark or mark in said for mark in marks):
                sizes.append((round(float(size), 1), said))
    assert len(sizes) > 150
    assert [(size, said) for size, said in sizes if size < LEAST - 0.1] == []


# whom to call


@pytest.mark.slow
@needs("pdftotext")
@pytest.mark.parametrize("country", ["KE", "IN", "US"])
def test_the_numbers_are_those_of_the_country(country: str, tmp_path: Path) -> None:
    lead = next(one for one in sources().insert(country).contacts if one.numbers and one.kind == "helpline")
    emergency = next(iter(sources().insert(country).of_kind("emergency")))
    pages = read(made(country), tmp_path)
    number = placed(country).manuscript.help.lead.numbers[0].printed
    shown = plain_text(number).replace("\u2060", "").replace("\u00a0", " ")
    assert lead.numbers
    for page in (2, 4, 6, 8, 9, 10):
        assert re.sub(r"\W", "", shown) in re.sub(r"\W", "", pages[page]), page
    assert emergency.numbers[0].dial in pages[9]


@pytest.mark.slow
@needs("pdftotext")
def test_where_no_country_is_named_it_prints_no_number(tmp_path: Path) -> None:
    pages = read(made(), tmp_path)
    assert "childhelplineinternational.org" in pages[9] and "local emergency number" in pages[9]
    assert not re.search(r"\d{3,}", "".join(page.replace("130", "") for page in pages[:11]))


# a draft until people have read it


@pytest.mark.slow
@needs("pdftotext")
def test_it_says_who_has_not_read_it_in_its_name_on_its_cover_and_in_its_imprint(tmp_path: Path) -> None:
    assert placed().name == "guide_booklet_easy_en_001_a4-easy_screen_v01-draft.pdf"
    pages = [" ".join(page.split()) for page in read(made(), tmp_path)]
    assert "DRAFT" in pages[0] and "learning disabilities" in pages[0]
    assert "People with learning disabilities have" in pages[11] and "Draft." in pages[11]


@pytest.mark.slow
def test_it_is_no_draft_once_all_have_signed(tmp_path: Path) -> None:
    found = open_sources(lay_signed(tmp_path))
    asked = Wanted(("booklet",), ("en",), ("001",), (EASY,), ("screen",))
    (document,) = check(plan_jobs(asked, found), found, MADE)
    assert document.name == "guide_booklet_easy_en_001_a4-easy_screen_v01.pdf"
    said = words_of(Component(0, 0, document.placed.pages[11].items, ()))
    assert "two people with learning" in " ".join(said.split())
