"""The mark of a proof: its form is ours alone, it says PROOF in English whatever a project says, and hides no words."""

import io
import re
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from once import sources
from projects import OWN, lay
from rendered import MADE, pictures

from booklet.errors import SourceError
from booklet.geometry import MM, Rect, mm
from booklet.jobs import Job
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import WHY, place
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.placed import Component, FigureAt, Fill, Group, TextAt, texts_of
from booklet.typeset.proofmark import (
    LEAST,
    PROOF,
    REASONS,
    SHORT,
    ProofMark,
    make_mark,
    mark_pages,
    proof_band,
    sticker_band,
)
from booklet.typeset.reach import find_highest
from booklet.values import replace
from booklet.words.manuscript import make_labels

LOCALES = {
    "en": "KE", "sw": "KE", "es": "ES", "ar": "EG", "th": "TH", "hi": "IN", "zh-Hans": "CN",
    "en-XA": "US", "ar-XB": "001", "th-XC": "001",
}  # fmt: skip

SMALL = ("card-85x55", "card-us", "bookmark", "wallet-card", "zine-a4", "postcard-a6", "leaflet-trifold-letter")


def first_job(layout: str, locale: str, country: str, sources: Sources, edition: str = "screen") -> Job:
    product = sources.layout(layout).product
    return plan_jobs(Wanted((product,), (locale,), (country,), editions=(edition,), layouts=(layout,)), sources)[0]


@cache
def document(layout: str, locale: str) -> Document:
    return place(first_job(layout, locale, LOCALES[locale], sources()), sources(), MADE)


def said_in(labels: dict[str, str], locale: str = "sw", layout: str = "booklet-a5") -> ProofMark:
    """Return the mark of a booklet whose labels say other things."""
    found = document("booklet-a5", "en")
    words = {name: found.manuscript.labels[name] for name in ("proof", "proof.short", "sticker.proof")}
    manuscript = replace(
        found.manuscript, locale=sources().locale(locale), labels=make_labels(tuple({**words, **labels}.items()))
    )
    return make_mark(sources().layout(layout), manuscript, sources().theme, "proof")


def lines(band: Component) -> list[TextAt]:
    return list(texts_of(band.items))


def texts(band: Component) -> list[str]:
    return [line.line.text.strip() for line in lines(band)]


# what it says


def test_what_the_band_says_in_english_is_what_our_own_labels_say() -> None:
    labels = sources().guide.labels
    assert {why: labels[why].forms[0] for why in REASONS} == REASONS
    assert labels["proof.short"].forms == labels["sticker.proof"].forms == (SHORT,)


def test_every_reason_for_a_proof_has_words_of_its_own() -> None:
    assert set(filter(None, WHY)) <= set(REASONS)
    assert all(words.startswith(f"{PROOF} · ") and words.endswith(" · not for readers") for words in REASONS.values())


@pytest.mark.slow
def test_the_words_of_a_language_stand_beside_the_english_ones() -> None:
    band = proof_band(said_in({"proof": "RASIMU"}), mm(148), mm(20))
    assert texts(band) == [REASONS["proof"], "RASIMU"]
    english, own = lines(band)
    assert own.x > english.x + english.line.width + LEAST
    assert own.y == english.y


@pytest.mark.parametrize("said", ["Approved", "FINAL", "Nicht *mehr* [PROOF](tel:119)"])
def test_a_language_that_says_something_else_stands_behind_the_english_words(said: str) -> None:
    everything = dict.fromkeys(("proof", "proof.short", "sticker.proof"), said)
    band = proof_band(said_in(everything), mm(148), mm(20))
    assert texts(band)[0].startswith(PROOF)
    assert texts(band)[1] in {"Approved", "FINAL", "Nicht mehr PROOF"}
    assert not any(run.target for line in lines(band) for run in line.line.runs)
    assert texts(sticker_band(said_in(everything), mm(100)))[0].startswith(PROOF)
    assert said_in(everything).title.startswith(PROOF)


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b", "\u2060 \u3000"])
def test_blank_words_of_a_language_leave_the_english_ones_alone(blank: str) -> None:
    mark = said_in(dict.fromkeys(("proof", "proof.short", "sticker.proof"), blank))
    assert texts(proof_band(mark, mm(148), mm(20))) == [REASONS["proof"]]
    assert mark.title == "PROOF, not for readers"


def test_words_that_no_face_has_letters_for_are_left_out() -> None:
    mark = said_in(dict.fromkeys(("proof", "proof.short", "sticker.proof"), "ཀཁག"))
    assert texts(proof_band(mark, mm(148), mm(20))) == [REASONS["proof"]]


def test_a_small_band_says_proof_alone_and_never_less() -> None:
    mark = said_in({"proof": "RASIMU " * 9, "proof.short": "RASIMU " * 9})
    assert texts(proof_band(mark, mm(20), mm(5))) == [PROOF]
    assert texts(proof_band(mark, mm(10), 0)) == [PROOF]


def test_a_reason_that_is_new_is_told_in_short() -> None:
    assert replace(said_in({}), why="proof.new").english == SHORT


# how it looks


@pytest.mark.parametrize("scale", [0.1, 0.63, 1.0, 2.05])
def test_no_letter_of_it_is_smaller_than_can_be_printed_light_on_dark(scale: float) -> None:
    for locale in ("sw", "th", "zh-Hans", "hi", "ar"):
        mark = replace(said_in({"proof": "RASIMU"}, locale), scale=scale)
        for width in (20, 54, 85, 148, 297):
            band = proof_band(mark, mm(width) / scale, mm(15) / scale)
            sizes = [run.size * scale for line in lines(band) for run in line.line.runs]
            assert min(sizes) >= LEAST - 1e-6
            assert band.height * scale <= mm(15)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_the_band_hides_no_words_of_a_page(locale: str) -> None:
    """The places of the letters are those that PDFium tells, in a file without a band."""
    for layout in (*SMALL, "booklet-a5", "insert-a5", "poster-a3"):
        found = document(layout, locale)
        assert found.proof
        pages = mark_pages(found.placed.pages, found.placed.forms, found.proof)
        bare = pypdfium2.PdfDocument(draw(replace(found, proof=None), sources(), MADE))
        for page, seen in zip(pages, bare, strict=True):
            depth = -min(line.y for line in lines_of_band(page.items[-1])) * found.layout.scale
            text = seen.get_textpage()
            tops = [text.get_charbox(number)[3] for number in range(text.count_chars())]
            assert max(tops) <= seen.get_height() - depth + 0.3, (layout, page.number)


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "locale"), [("poster-a3", "th"), ("poster-a3", "en"), ("booklet-a5", "th")])
def test_large_type_stays_farther_from_the_words_below_it(layout: str, locale: str) -> None:
    found = document(layout, locale)
    assert found.proof
    forms = {form.name: form.component for form in found.placed.forms}
    pages = mark_pages(found.placed.pages, found.placed.forms, found.proof)
    for bare, page in zip(found.placed.pages, pages, strict=True):
        band = page.items[-1]
        assert isinstance(band, Group)
        (foot,) = (item.path.bounds.y + band.dy for item in band.items if isinstance(item, Fill))
        size = next(texts_of(band.items)).line.runs[0].size * found.layout.scale
        away = (foot - find_highest(bare.items, forms, 0.0)) * found.layout.scale
        assert away >= 0.6 * (size - LEAST), (page.number, size, away)


def lines_of_band(group: object) -> list[TextAt]:
    return list(texts_of(group.items))  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "th", "ar", "zh-Hans"])
@pytest.mark.parametrize("layout", ["card-85x55", "wallet-card", "leaflet-trifold-letter"])
def test_the_band_is_white_on_black_three_millimetres_inside_the_edge(layout: str, locale: str) -> None:
    dpi = 288
    for picture in pictures(document(layout, locale), dpi):
        head = picture[: round(5 / 25.4 * dpi)].min(axis=2)
        assert (head[: round(2.8 / 25.4 * dpi)] == 0).all(), "black to the edge, and no letter near it"
        rows = np.flatnonzero(head.max(axis=1) == 255)
        assert rows.size and 2.8 <= rows[0] / dpi * 25.4 < 5
        columns = np.flatnonzero((head[: rows[0] + 8] == 255).any(axis=0))
        edges = columns[0] / dpi * 25.4, (picture.shape[1] - columns[-1]) / dpi * 25.4
        assert min(edges) > 3.8


# what a project may not change


NAMED = "{cmyk: 0 0 0 0, srgb: FFFFFF, grey: 0}"

REFUSED = {
    "white is black": (r"(?m)^  white: {cmyk.*$", "  white: {cmyk: 0 0 0 100, srgb: 000000, grey: 100}"),
    "black is white": (r"(?m)^  black: {cmyk.*$", f"  black: {NAMED}"),
}

THEMES = {
    "inks of its name": (r"(?m)^inks:.*$", f"inks:\n  proof-ground: {NAMED}\n  proof-words: {NAMED}"),
    "roles of its name": (
        r"(?m)^  card:$",
        "  card:\n    proof: {family: body, weight: 500, size: 1, leading: 1, ink: black}",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("ink", ["colour", "grey", "low-ink"])
@pytest.mark.parametrize("way", THEMES)
def test_a_theme_has_no_say_in_it(way: str, ink: str, tmp_path: Path) -> None:
    changed, count = re.subn(*THEMES[way], (OWN / "layouts/theme.yaml").read_text(encoding="utf-8"))
    assert count == 1
    theirs = open_sources(lay(tmp_path, {"layouts/theme.yaml": changed}))
    heads = []
    for found in (sources(), theirs):
        job = replace(first_job("card-85x55", "en", "KE", found), ink=ink)
        data = draw(place(job, found, MADE), found, MADE)
        page = pypdfium2.PdfDocument(data)[0]
        heads.append(np.asarray(page.render(scale=4, crop=(0, page.get_height() - mm(4.7), 0, 0)).to_pil()))
    assert np.array_equal(heads[0], heads[1])


@pytest.mark.slow
@pytest.mark.parametrize("way", REFUSED)
def test_a_theme_in_which_white_and_black_are_others_is_refused(way: str, tmp_path: Path) -> None:
    changed, count = re.subn(*REFUSED[way], (OWN / "layouts/theme.yaml").read_text(encoding="utf-8"))
    assert count == 1
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, {"layouts/theme.yaml": changed}))
    assert {finding.code for finding in stopped.value.findings} == {"low-contrast"}


def test_a_typeface_of_a_project_draws_none_of_the_english_words(tmp_path: Path) -> None:
    fonts = (OWN / "layouts/fonts.yaml").read_text(encoding="utf-8")
    other = fonts.replace("fontpkg_nunito/files/Nunito[wght].ttf", "fontpkg_rubik/files/Rubik[wght].ttf")
    assert other != fonts
    theirs = open_sources(lay(tmp_path, {"layouts/fonts.yaml": other}))
    found = place(first_job("card-85x55", "en", "KE", theirs), theirs, MADE)
    assert found.proof
    (line,) = lines(proof_band(found.proof, mm(85), mm(6)))
    assert {run.font.file for run in line.line.runs} == {"fontpkg_nunito/files/Nunito[wght].ttf"}


# what the file says


@pytest.mark.slow
def test_the_title_of_a_proof_begins_with_it() -> None:
    for locale, begins in (("en", "PROOF, not for readers: "), ("sw", "PROOF, "), ("ar", "PROOF, ")):
        with pikepdf.open(io.BytesIO(draw(document("card-85x55", locale), sources(), MADE))) as pdf:
            title = str(pdf.docinfo.Title)
            assert title.startswith(begins) and len(title) > len(begins) + 10
            assert str(pdf.Root.StructTreeRoot.K[0].T) == title
            with pdf.open_metadata() as metadata:
                assert metadata["dc:title"] == title


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["screen", "press", "office"])
@pytest.mark.parametrize(("layout", "locale"), [("booklet-a5", "sw"), ("card-85x55", "th"), ("zine-a4", "en")])
def test_the_first_element_of_a_file_says_it_in_both_languages(layout: str, locale: str, edition: str) -> None:
    job = first_job(layout, locale, LOCALES[locale], sources(), edition)
    found = place(job, sources(), MADE)
    own, english = (found.proof.own, found.proof.english) if found.proof else ("", "")
    with pikepdf.open(io.BytesIO(draw(found, sources(), MADE))) as pdf:
        pages = pdf.Root.StructTreeRoot.K[0].K
        assert len(pages) == len(found.placed.pages)
        first, second = pages[0].K[0], pages[0].K[1]
        assert (str(first.S), str(first.Lang)) == ("/P", "en")
        assert len(first.K) == 1, "it is drawn"
        said = str(first.get("/Alt", english))
        if own and own not in said:
            assert str(second.Lang) == locale
            said = f"{said} {second.get('/Alt', own)}"
        assert said == " ".join(filter(None, (english, own)))
        assert not [page for page in pages[1:] if "/Lang" in page.K[0]], "who listens hears it once"


@pytest.mark.slow
def test_every_patch_of_a_proof_says_it_in_english() -> None:
    found = place(first_job("sticker-a4", "ar", "EG", sources(), "office"), sources(), MADE)
    data = draw(found, sources(), MADE)
    for page in pypdfium2.PdfDocument(data):
        assert page.get_textpage().get_text_range().count(PROOF) > 1
    band = sticker_band(found.proof, 26 * MM) if found.proof else None
    assert band and texts(band)[0].startswith(PROOF)


def test_pictures_leave_the_band_its_room_and_codes_do_not() -> None:
    box = Rect(0, 0, 100, 400)
    assert find_highest((FigureAt(box, (), 0, turns=True),), {}, 0.0) == 0.0
    assert find_highest((FigureAt(box, (), 0),), {}, 0.0) == 400.0
