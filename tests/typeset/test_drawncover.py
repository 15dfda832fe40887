"""Drawn covers: one picture over back and front, all words on it in every language, nothing over a face or a hand."""

import dataclasses
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from laid import lay
from once import sources as shipped

from booklet.errors import SourceError
from booklet.geometry import Rect, Size, intersect, mm
from booklet.jobs import COVER
from booklet.look.brand import LONGEST_CONTACT, LONGEST_NAME, Brand
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.draftmark import mark_draft
from booklet.typeset.drawncover import back_card, list_seen
from booklet.typeset.placed import ArtAt, Clipped, Fill, FormAt, PaintedAt, PlacedPage, TextAt, texts_of
from booklet.typeset.spare import spare_page
from booklet.values import replace

MADE = date(2026, 11, 25)

LOCALES = ("en", "ar", "es", "fr", "hi", "ru", "sw", "th", "zh-Hans", "en-XA", "ar-XB", "th-XC")

RIGHT_TO_LEFT = {"ar", "ar-XB"}

BANDS = ("14-17", "10-13")


@cache
def found_of(locale: str, band: str) -> Document:
    return document_of(shipped(), locale, band)


def document_of(sources: Sources, locale: str = "en", band: str = "14-17", country: str = "001") -> Document:
    wanted = Wanted(products=("booklet",), editions=("screen",), locales=(locale,), bands=(band,), countries=(country,))
    return place(plan_jobs(wanted, sources)[0], sources, MADE, MADE)


def covers_of(document: Document) -> dict[str, PlacedPage]:
    pages = zip(document.layout.pages, document.placed.pages, strict=True)
    return {plan.master: page for plan, page in pages if plan.master in {"cover", "back-cover"}}


def letters_of(page: PlacedPage) -> list[Rect]:
    """Return where lines of text stand, without the space around them; y upwards."""
    return [
        Rect(item.x + dx, item.y + dy, item.line.width, 0.7 * item.line.runs[0].size)
        for item, dx, dy in lay(page.items)
        if isinstance(item, TextAt) and item.line.runs
    ]


def card_of(page: PlacedPage, document: Document) -> Rect:
    size = back_card(document.layout)
    assert size
    (found,) = ((item.x + dx, item.y + dy) for item, dx, dy in lay(page.items) if isinstance(item, FormAt))
    return Rect(found[0], found[1] - size.height, *size)


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_covers_are_drawn_and_say_everything_in_every_language(locale: str, band: str) -> None:
    document = found_of(locale, band)
    front, back = (covers_of(document)[master] for master in ("cover", "back-cover"))
    for page in (front, back):
        assert page.oversets == () and "picture" not in page.gave
        assert any(isinstance(item, PaintedAt) for item, _, _ in lay(page.items))
        said = "".join("".join(text.line.text for text in texts_of(page.items)).split())
        topic = document.manuscript.topic(page.topic)
        for words in (topic.title, *(part for block in topic.blocks for part in (block.title, block.text))):
            assert "".join(words.replace("\u2060", "").split()) in said.replace("\u2060", ""), words
    assert document.manuscript.labels[f"band.{band}"].split()[-1] in front_words(front)
    assert card_of(back, document).x >= mm(14) - 0.1


def front_words(page: PlacedPage) -> str:
    return " ".join(text.line.text for text in texts_of(page.items))


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_words_and_card_cover_no_face_no_hand_and_no_other_words(locale: str, band: str) -> None:
    document = found_of(locale, band)
    seen = 0
    for plan, page in zip(document.layout.pages, document.placed.pages, strict=True):
        if plan.master not in {"cover", "back-cover"}:
            continue
        boxes = letters_of(page)
        for one, other in combinations(boxes, 2):
            both = intersect(one, other)
            assert both.width < 1 or both.height < 1
        if plan.master == "back-cover":
            card = card_of(page, document)
            assert not [box for box in boxes if intersect(box, card).height > 0 < intersect(box, card).width]
            boxes.append(card)
        for box in list_seen(plan, document.layout):
            seen += 1
            x = page.trim.width - box.right if locale in RIGHT_TO_LEFT else box.x
            kept = Rect(x, page.trim.height - box.top, box.width, box.height)
            assert not [one for one in boxes if intersect(one, kept).width > 0 < intersect(one, kept).height]
    assert seen == 5


def pieces_of(page: PlacedPage, dx: float) -> dict[str, tuple[float, ...]]:
    """Return where the parts of a picture stand, counted from the start of the back cover."""
    found = (item for item, _, _ in lay(page.items) if isinstance(item, PaintedAt))
    return {item.painted.name: tuple(round(n, 3) for n in item.place._replace(e=item.place.e + dx)) for item in found}


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
def test_front_and_back_are_one_picture_that_goes_on_over_the_fold_and_into_the_bleed(
    band: str, sources: Sources
) -> None:
    document = found_of("en", band)
    covers = covers_of(document)
    front, back = pieces_of(covers["cover"], mm(148)), pieces_of(covers["back-cover"], 0.0)
    assert len(front) >= 6 and front.items() <= back.items()
    mirrored = covers_of(found_of("ar-XB", band))
    assert pieces_of(mirrored["cover"], 0.0).items() <= pieces_of(mirrored["back-cover"], mm(148)).items()
    for page in covers_of(press_of(sources, "lulu", band)).values():
        clips = [item for item, _, _ in lay(page.items) if isinstance(item, Clipped)]
        assert clips and page.bleed == pytest.approx(mm(3.175))
        for clip in clips:
            assert clip.path.bounds == pytest.approx(Rect(0, -mm(210), mm(148), mm(210)).grown(page.bleed))


def press_of(sources: Sources, printer: str, band: str, locale: str = "en") -> Document:
    wanted = Wanted(("booklet",), (locale,), bands=(band,), editions=("press",), printer=printer, parts=(COVER,))
    return place(plan_jobs(wanted, sources)[0], sources, MADE, MADE)


WIDEST = Brand(
    ("Wohlfahrtsverband für Mädchen und Jungen am Meer e. V. Köln" + "n" * 60)[:LONGEST_NAME],
    ("www.wohlfahrtsverband.example, Postfach 10 20 30, 12345 Musterhausen am Meer, Nord" + "n" * 80)[:LONGEST_CONTACT],
    (("", "978-0-306-40615-7"),),
    Size(10, 4),
    accent="lilac",
)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("printer", ["lulu", "kdp"])
@pytest.mark.parametrize("band", BANDS)
def test_a_barcode_and_the_longest_brand_have_room_and_hide_nobody(
    band: str, printer: str, locale: str, sources: Sources
) -> None:
    own = dataclasses.replace(sources, brand=WIDEST, _layouts={}, _printers={}, _standings={}, _translated={})
    document = press_of(own, printer, band, locale)
    covers = covers_of(document)
    assert {master: page.oversets for master, page in covers.items()} == {"cover": (), "back-cover": ()}
    back = covers["back-cover"]
    plate = next(
        item.path.bounds.moved(dx, dy)
        for item, dx, dy in lay(back.items)
        if isinstance(item, Fill) and item.ink == "white" and mm(34) < item.path.bounds.width < mm(60)
    )
    words = [box for box in letters_of(back) if not (box.x > plate.x and box.right < plate.right and box.y < plate.top)]
    assert len(words) >= 8
    (plan,) = (plan for plan in document.layout.pages if plan.master == "back-cover")
    for box in list_seen(plan, document.layout, has_barcode=True):
        x = back.trim.width - box.right if locale == "ar-XB" else box.x
        words.append(Rect(x, back.trim.height - box.top, box.width, box.height))
    assert not [box for box in words if intersect(box, plate).width > 0 < intersect(box, plate).height]
    logos = {master: [a for a, _, _ in lay(page.items) if isinstance(a, ArtAt)] for master, page in covers.items()}
    assert {master: len(found) for master, found in logos.items()} == {"cover": 1, "back-cover": 1}
    assert "lilac" in {item.ink for item, _, _ in lay(covers["cover"].items) if isinstance(item, Fill)}


@pytest.mark.slow
@pytest.mark.parametrize("band", BANDS)
def test_the_mark_of_a_draft_stands_on_the_picture_and_hides_no_face_and_no_hand(band: str) -> None:
    document = found_of("en", band)
    assert document.draft
    marked = mark_draft(document.placed.pages, document.placed.forms, document.draft, "a")
    for plan, page in ((document.layout.pages[0], marked[0]), (document.layout.pages[-1], marked[-1])):
        mark, placed = page.items[-1], page.items[:-1]
        box = next(item.path.bounds.moved(dx, dy) for item, dx, dy in lay((mark,)) if isinstance(item, Fill))
        assert not [
            line
            for line in letters_of(replace(page, items=placed))
            if intersect(line, box).width > 0 < intersect(line, box).height
        ]
        for seen in list_seen(plan, document.layout):
            kept = Rect(seen.x, page.trim.height - seen.top, seen.width, seen.height)
            assert min(intersect(kept, box).width, intersect(kept, box).height) <= 0


def test_the_mark_of_a_draft_goes_elsewhere_where_a_face_would_be_below_it() -> None:
    document = found_of("en", "14-17")
    assert document.draft
    pages, forms = document.placed.pages, document.placed.forms
    usual = mark_box(mark_draft(pages, forms, document.draft, "a")[0])
    moved = replace(document.draft, kept_free=(("cover", usual),))
    other = mark_box(mark_draft(pages, forms, moved, "a")[0])
    assert min(intersect(usual, other).width, intersect(usual, other).height) <= 0


def mark_box(page: PlacedPage) -> Rect:
    return next(item.path.bounds.moved(dx, dy) for item, dx, dy in lay(page.items[-1:]) if isinstance(item, Fill))


def test_each_half_says_what_it_shows_after_its_words() -> None:
    document = found_of("en", "14-17")
    for master, half in (("cover", "front"), ("back-cover", "back")):
        (figure,) = (one for one in covers_of(document)[master].elements if one.role == "Figure")
        assert figure.alt == document.manuscript.labels[f"picture.cover.{half}"]
        roles = [one.role for one in covers_of(document)[master].elements]
        assert roles[0] == "H1" and roles[-1] == "Figure"


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["booklet-half-letter", "booklet-a6", "booklet-a4-large"])
@pytest.mark.parametrize("locale", ["en-XA", "ar-XB"])
@pytest.mark.parametrize("band", BANDS)
def test_covers_of_every_size_are_drawn_as_those_of_a5(layout: str, locale: str, band: str, sources: Sources) -> None:
    wanted = Wanted(("booklet",), (locale,), ("001",), (band,), ("screen",), layouts=(layout,))
    document = place(plan_jobs(wanted, sources)[0], sources, MADE, MADE)
    width, height = document.layout.trim
    for plan, page in zip(document.layout.pages, document.placed.pages, strict=True):
        if plan.master not in {"cover", "back-cover"}:
            continue
        assert page.oversets == () and "picture" not in page.gave
        clips = [item for item, _, _ in lay(page.items) if isinstance(item, Clipped)]
        assert clips and all(clip.path.bounds.width >= width for clip in clips)
        boxes = letters_of(page)
        for one, other in combinations(boxes, 2):
            assert intersect(one, other).width < 1 or intersect(one, other).height < 1
        for box in list_seen(plan, document.layout):
            kept = Rect(width - box.right if locale == "ar-XB" else box.x, height - box.top, box.width, box.height)
            assert not [one for one in boxes if intersect(one, kept).width > 0 < intersect(one, kept).height]


@pytest.mark.parametrize("lost", ["card:", "foot:", "{text: m1", "cover.subtitle"])
def test_a_scene_of_covers_that_forgets_something_is_told(lost: str, sources: Sources, tmp_path: Path) -> None:
    name = "layouts/scenes/cover.yaml"
    mine = tmp_path / name
    mine.parent.mkdir(parents=True)
    lines = (sources.folders.own / name).read_text("utf-8").splitlines(keepends=True)
    if lost == "{text: m1":
        lines = [line for line in lines if "title: m1" not in line]
    mine.write_text("".join(line for line in lines if lost not in line), "utf-8")
    with pytest.raises(SourceError) as caught:
        document_of(open_sources(tmp_path))
    assert [found.code for found in caught.value.findings] == ["words-lost"]


def test_a_partner_draws_one_of_the_covers_alone(sources: Sources, tmp_path: Path) -> None:
    layout = tmp_path / "layouts" / "booklet-a5.yaml"
    layout.parent.mkdir()
    text = (sources.folders.own / "layouts/booklet-a5.yaml").read_text("utf-8")
    start = text.rindex("scene: cover}")
    layout.write_text(f"{text[: start - 2]}{text[start:].removeprefix('scene: cover')}", "utf-8")
    document = document_of(open_sources(tmp_path))
    drawn = {m: any(isinstance(i, PaintedAt) for i, _, _ in lay(p.items)) for m, p in covers_of(document).items()}
    assert drawn == {"cover": True, "back-cover": False}
    assert back_card(document.layout) is None and not covers_of(document)["back-cover"].oversets


@pytest.mark.slow
def test_a_sticker_covers_the_card_and_the_small_lines_of_a_drawn_back(sources: Sources) -> None:
    wanted = Wanted(products=("sticker",), locales=("en",), countries=("KE",), bands=("10-13",), editions=("screen",))
    document = place(plan_jobs(wanted, sources)[0], sources, MADE, MADE)
    booklet = document_of(sources, "en", "10-13", "KE")
    size = back_card(booklet.layout)
    cards = [form.component for form in document.placed.forms if form.name == "card-back"]
    assert size and [(card.width, card.height) for card in cards] == [size]
    items = (item for page in document.placed.pages for item, _, _ in lay(page.items))
    mint = [item.path.bounds for item in items if isinstance(item, Fill) and item.ink == "mint"]
    assert any(box.width > size.width and box.height > size.height for box in mint)


def test_paper_lies_below_the_card_where_ink_is_spared(sources: Sources) -> None:
    document = found_of("en", "14-17")
    back = covers_of(document)["back-cover"]
    spared = spare_page(back, sources.theme, frozenset({"oat", "white"}))
    card = card_of(back, document)
    whites = [
        i.path.bounds.moved(dx, dy) for i, dx, dy in lay(spared.items) if isinstance(i, Fill) and i.ink == "white"
    ]
    assert [box for box in whites if box.grown(mm(0.4)).width >= card.width and box.y > card.y]
