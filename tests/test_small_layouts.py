"""The small and the folded layouts: all words fit, a press takes them, and what is printed reads back as the facts."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageStat
from projects import lay

from booklet.errors import BookletError
from booklet.geometry import MM
from booklet.jobs import Job
from booklet.look.layout import FOLDS
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check, prove
from booklet.sheets.flats import flats
from booklet.sources.load import Sources
from booklet.text.markup import letters
from booklet.typeset.placed import texts_of

MADE = date(2026, 11, 25)

BOOKLETS = ("booklet-half-letter", "booklet-a6")
LEAFLETS = ("leaflet-trifold-a4", "leaflet-trifold-letter")
LAYOUTS = (*LEAFLETS, "card-us", "postcard-a6", "card-a6-two", "bookmark", "wallet-card", "zine-a4", *BOOKLETS)
COUNTRIES = ("001", "KE", "EG", "TH")
LOCALES = ("en", "en-XA", "ar-XB", "th-XC")


def jobs_of(
    layout: str, sources: Sources, edition: str, countries: tuple[str, ...], locales: tuple[str, ...]
) -> list[Job]:
    product = sources.layout(layout).product
    axes = Wanted((product,), locales, countries, sources.guide.bands, (edition,), layouts=(layout,))
    return plan_jobs(axes, sources)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_has_room(layout: str, locale: str, sources: Sources) -> None:
    jobs = jobs_of(layout, sources, "press", COUNTRIES, (locale,))
    assert len(check(jobs, sources, MADE)) == len(jobs) >= len(COUNTRIES) * len(sources.guide.bands)


@pytest.mark.sampled(8)
@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "screen", "office"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_says_what_the_facts_say_and_a_press_takes_it(layout: str, edition: str, sources: Sources) -> None:
    """Each edition has one band in English and the other mirrored, which the next edition has the other way round."""
    swaps = edition == "screen"
    pairs = {("en", sources.guide.bands[swaps]), ("ar-XB", sources.guide.bands[not swaps])}
    jobs = jobs_of(layout, sources, edition, ("KE",), ("en", "ar-XB"))
    asked = [job for job in jobs if (job.locale, job.band) in pairs]
    assert {(job.locale, job.band) for job in asked} == pairs
    for document in check(asked, sources, MADE):
        data = draw(document, sources, MADE)
        assert prove(document, data, sources, MADE).numbers
        assert [finding.message for finding in press_check(document, data, sources)] == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("layout", BOOKLETS)
def test_a_small_booklet_can_be_stapled_and_has_type_to_read(layout: str, locale: str, sources: Sources) -> None:
    for document in check(jobs_of(layout, sources, "press", ("KE",), (locale,)), sources, MADE):
        pages = len(document.placed.pages)
        assert pages % 4 == 0 and 28 <= pages <= 64
        sizes = {role: size * document.layout.scale for role, size, _ in document.layout.sizes}
        assert sizes["body"] >= (10 if layout == "booklet-a6" else 11.9)


FOLDED = {
    "wallet-card": (171.2, 54, 2),
    "zine-a4": (297, 210, 1),
    "leaflet-trifold-a4": (297, 210, 2),
    "leaflet-trifold-letter": (279.4, 215.9, 2),
    "kit-leaflet-a4": (297, 210, 2),
    "kit-leaflet-letter": (279.4, 215.9, 2),
}
"""Width, height and sides of flat sheets, in millimetres."""


def drawn(layout: str, sources: Sources, edition: str, locale: str) -> bytes:
    (document, *_) = check(jobs_of(layout, sources, edition, ("KE",), (locale,)), sources, MADE)
    return draw(document, sources, MADE)


@pytest.mark.parametrize("layout", FOLDED)
def test_a_press_has_it_flat_and_a_screen_page_by_page(layout: str, sources: Sources) -> None:
    width, height, sides = FOLDED[layout]
    with pikepdf.open(io.BytesIO(drawn(layout, sources, "press", "en"))) as press:
        assert len(press.pages) == sides
        left, low, right, top = (float(edge) for edge in press.pages[0].trimbox)
        assert ((right - left) / MM, (top - low) / MM) == pytest.approx((width, height), abs=0.05)
        assert float(press.pages[0].obj.BleedBox[0]) == pytest.approx(left - 3 * MM, abs=0.05)
    with pikepdf.open(io.BytesIO(drawn(layout, sources, "screen", "en"))) as screen:
        assert len(screen.pages) == FOLDS[sources.layout(layout).fold]


@pytest.mark.parametrize("locale", ["en", "ar-XB"])
@pytest.mark.parametrize("layout", FOLDED)
def test_no_word_stands_within_five_millimetres_of_a_fold(layout: str, locale: str, sources: Sources) -> None:
    """What the band of a proof says is on no copy that is for readers."""
    found = pypdfium2.PdfDocument(drawn(layout, sources, "screen", locale))
    for page in found:
        text = page.get_textpage()
        edge = 4.6 * MM if sources.layout(layout).scale < 1 else 4.9 * MM
        letters = [number for number in range(text.count_chars()) if text.get_text_range(number, 1).strip()]
        boxes = [text.get_charbox(number) for number in letters]
        shown = [box for box in boxes if box[3] < page.get_height() - 6 * MM]
        assert min(box[0] for box in shown) >= edge
        assert max(box[2] for box in shown) <= page.get_width() - edge


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
def test_a_zine_cut_and_folded_shows_its_pages_in_order(locale: str, sources: Sources) -> None:
    """The sheet, cut into its eight places and those above turned, is the pages of the screen edition."""
    press = pypdfium2.PdfDocument(drawn("zine-a4", sources, "press", locale))[0]
    screen = pypdfium2.PdfDocument(drawn("zine-a4", sources, "screen", locale))
    scale = 0.5
    left, low, right, top = press.get_trimbox()
    sheet = press.render(scale=scale).to_pil().convert("L")
    size = (round((right - left) * scale / 4), round((top - low) * scale / 2))
    order = ((4, 3, 2, 1), (5, 6, 7, 0)) if locale == "en" else ((1, 2, 3, 4), (0, 7, 6, 5))
    for row, pages in enumerate(order):
        for column, number in enumerate(pages):
            x, y = round(left * scale) + column * size[0], round(left * scale) + row * size[1]
            place = sheet.crop((x, y, x + size[0], y + size[1])).rotate(180 * (row == 0))
            others = [screen[other].render(scale=scale).to_pil().convert("L").resize(size) for other in range(8)]
            differences = [ImageStat.Stat(ImageChops.difference(place, other)).mean[0] for other in others]
            assert differences.index(min(differences)) == number, (row, column)
            assert differences[number] < 25


@pytest.mark.slow
def test_a_layout_whose_pages_cannot_be_folded_is_a_fault(tmp_path: Path) -> None:
    project = lay(tmp_path, {"layouts/mine.yaml": "extends: zine-a4\nfold: roll\n"})
    with pytest.raises(BookletError) as caught:
        open_sources(project).layout("mine")
    (finding,) = caught.value.findings
    assert (finding.code, str(finding.where)) == ("wrong-fold", "layouts/mine.yaml:2")


def test_what_is_folded_with_cards_of_its_own_is_one_file(sources: Sources) -> None:
    for layout in ("wallet-card", "zine-a4"):
        assert {job.item for job in jobs_of(layout, sources, "press", ("KE",), ("en",))} == {""}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_wallet_card_holds_six_steps_and_whom_to_call(locale: str, sources: Sources) -> None:
    """And a line for a name in the words of the language, outside."""
    (document, *_) = check(jobs_of("wallet-card", sources, "screen", ("KE",), (locale,)), sources, MADE)
    said = [" ".join(text.line.text for text in texts_of(page.items)) for page in document.placed.pages]
    steps = next(block for block in document.manuscript.topic("c1").blocks[1].items if block.kind == "steps")
    assert len(steps.items) == 6 and not [
        step.title for step in steps.items if letters(step.title) not in letters(said[1])
    ]
    assert document.manuscript.help.lead.numbers[0].printed in said[2]
    assert letters(document.manuscript.labels["card.owner"]) in letters(said[3])


def test_the_picture_of_a_wallet_goes_on_over_its_fold(sources: Sources) -> None:
    """Outside, the page at the fold's start ends with what the other begins with, mirrored or not."""
    for locale in ("en", "ar-XB"):
        pages = pypdfium2.PdfDocument(drawn("wallet-card", sources, "screen", locale))
        front, back = (pages[number].render(scale=2).to_pil().convert("RGB") for number in (0, 3))
        start, end = (back, front) if locale == "en" else (front, back)
        rows = range(start.height // 3, start.height - 1, 7)
        pairs = [(start.getpixel((start.width - 2, row)), end.getpixel((1, row))) for row in rows]
        assert sum(one == other for one, other in pairs) > 0.8 * len(pairs)


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize(("layout", "short"), [("leaflet-trifold-a4", 3), ("leaflet-trifold-letter", 1.588)])
def test_a_leaflets_panels_meet_in_its_folds_and_its_flap_is_short(
    layout: str, short: float, *, is_rtl: bool, sources: Sources
) -> None:
    (document, *_) = check(jobs_of(layout, sources, "press", ("KE",), ("en",)), sources, MADE)
    pages, scale = document.placed.pages, document.layout.scale
    outside, inside = flats("roll", pages, scale, is_rtl=is_rtl, has_bleed=False)
    panel = document.layout.size.width
    order = [spot.page for spot in sorted(outside.spots, key=lambda spot: spot.x)]
    assert order == ([0, 5, 4] if is_rtl else [4, 5, 0])
    assert [spot.page for spot in sorted(inside.spots, key=lambda spot: spot.x)] == ([3, 2, 1] if is_rtl else [1, 2, 3])
    flap = (panel, 2 * panel) if is_rtl else (panel - short * MM, 2 * panel - short * MM)
    assert outside.folds == pytest.approx(flap, abs=0.1)
    mirrored = [outside.size.width - fold for fold in reversed(outside.folds)]
    assert inside.folds == pytest.approx(mirrored, abs=0.1)
