"""Pictures for screens: their pixels, their colours, what they say of themselves, and what is read back."""

import csv
import io
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from laid import lay
from PIL import Image, ImageDraw
from projects import CONFIRMED, COUNTRY, UNCONFIRMED
from projects import lay as lay_project

from booklet.api.building import make_wanted, place_all, plan_all
from booklet.check.proof.camera import codes_in
from booklet.check.proof.compare import ProofError
from booklet.check.proof.marked import marks_of
from booklet.check.proof.picturefile import check_picture
from booklet.cli import main
from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.jobs import JPEG, SOCIAL
from booklet.make.build import open_sources
from booklet.make.coverage import read_coverage
from booklet.make.document import Document, DrawnFile
from booklet.make.drawing import draw, finish_document
from booklet.make.pictures import pixels_of, render_picture
from booklet.make.writing import draw_sound
from booklet.sources.load import Sources
from booklet.typeset.placed import TextAt
from booklet.typeset.reach import reach

DAY = Days.on(date(2026, 11, 25))

SIZES = {
    "social-square": (1080, 1080),
    "social-story": (1080, 1920),
    "social-link": (1200, 630),
    "social-wide": (1920, 1080),
}

LEAST = {"social-square": 30, "social-story": 34, "social-link": 30, "social-wide": 36}
"""Pixels of the smallest type: a picture stands on a phone at about a third of its size."""


def place(sources: Sources, layout: str, item: str = "p1", locale: str = "en", country: str = "KE") -> list[Document]:
    asked = make_wanted(sources, SOCIAL, locale=locale, country=country, band="14-17", layout=layout, item=item)
    return place_all(plan_all(asked, sources), sources, DAY)


def draw_both(sources: Sources, layout: str, **said: str) -> list[DrawnFile]:
    return [draw_sound(document, sources, DAY.made) for document in place(sources, layout, **said)]


def open_file(file: DrawnFile) -> Image.Image:
    picture = Image.open(BytesIO(file.data))
    picture.load()
    return picture


@pytest.mark.slow
@pytest.mark.parametrize("layout", SIZES)
def test_a_picture_has_its_pixels_and_says_that_it_is_srgb(layout: str, sources: Sources) -> None:
    png, jpeg = draw_both(sources, layout)
    assert png.name.endswith(".png")
    assert jpeg.name.endswith(".jpg")
    assert jpeg.job.part == JPEG
    for file, kind in ((png, "PNG"), (jpeg, "JPEG")):
        picture = open_file(file)
        assert (picture.format, picture.mode, picture.size) == (kind, "RGB", SIZES[layout])
        assert picture.info["icc_profile"] == sources.screen.profile.data


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["social-square", "social-wide"])
def test_the_same_picture_has_the_same_bytes(layout: str, sources: Sources) -> None:
    again = open_sources(None)
    assert [file.data for file in draw_both(sources, layout)] == [file.data for file in draw_both(again, layout)]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar", "th", "hi"])
def test_the_code_on_a_wide_picture_is_read_from_its_pixels(locale: str, sources: Sources) -> None:
    for file in draw_both(sources, "social-wide", locale=locale):
        (code,) = codes_in(open_file(file))
        assert code.says == "http://www.childlinekenya.co.ke/"
        assert file.proof.codes == 1


@pytest.mark.slow
def test_what_a_proof_is_stands_in_its_name_its_pixels_and_its_words(sources: Sources) -> None:
    png, jpeg = draw_both(sources, "social-story")
    assert "_PROOF." in png.name
    assert "_PROOF." in jpeg.name
    assert png.picture is not None
    assert png.picture.post.startswith("PROOF")
    assert png.picture.alternative.startswith("PROOF")
    band = open_file(png).crop((0, 0, 1080, 250))
    assert band.getcolors() == [(1080 * 250, (0, 0, 0))]


@pytest.mark.slow
def test_a_confirmed_number_makes_a_draft_that_says_so(tmp_path: Path) -> None:
    sources = open_sources(lay_project(tmp_path, {COUNTRY: CONFIRMED}))
    for layout in SIZES:
        png, _ = draw_both(sources, layout, country="XX")
        assert png.state == "draft"
        assert png.name.endswith("_v01-draft.png")
        assert png.picture is not None
        assert "PROOF" not in png.picture.alternative
        assert sources.guide.labels["proof.draft"].forms[0] in png.picture.alternative


@pytest.mark.slow
def test_the_file_says_what_it_covers_and_what_it_shows(sources: Sources) -> None:
    for file in draw_both(sources, "social-link", item="p3"):
        covered = read_coverage(file.data)
        assert covered is not None
        assert (covered.product, covered.item, covered.layout) == (SOCIAL, "p3", "social-link")
        assert covered.numbers == (("childline", "116"), ("emergency", "999"))
        assert file.picture is not None
        shown = "A phone shows a face put together from four people."
        assert shown in file.picture.alternative
        assert shown not in file.picture.post
        assert shown in file.data.decode("latin-1")


@pytest.mark.parametrize("layout", SIZES)
@pytest.mark.parametrize(("locale", "country"), [("en", "KE"), ("ar", "EG"), ("th", "TH"), ("hi", "IN")])
def test_type_is_large_enough_for_a_phone_and_stays_off_what_apps_cover(
    layout: str, locale: str, country: str, sources: Sources
) -> None:
    for item in ("p1", "p4", "c3"):
        document = place(sources, layout, item, locale, country)[0]
        overlay, trim = document.layout.overlay, document.layout.trim
        for text, _, dy in lay(finish_document(document, sources, DAY.made).finished.placed.pages[0].items):
            if not isinstance(text, TextAt) or not text.line.text.strip():
                continue
            top, low = reach(text.line)
            assert text.y + dy + low >= overlay.foot, text.line.text
            assert text.y + dy + top <= trim.height - overlay.top + 0.5, text.line.text
            if text.y + dy < trim.height - document.layout.margins.top:  # below the band of a proof
                assert min(run.size for run in text.line.runs) >= LEAST[layout], text.line.text


def test_stories_keep_words_off_250_pixels_at_head_and_foot(sources: Sources) -> None:
    overlay = sources.layout("social-story").overlay
    assert (round(overlay.top), round(overlay.foot)) == (250, 250)


def spoil(picture: Image.Image) -> Image.Image:
    """Return a picture with a number painted over."""
    spoiled = picture.copy()
    ImageDraw.Draw(spoiled).rectangle((60, 860, 300, 1020), fill="black")
    return spoiled


def save(picture: Image.Image, profile: bytes) -> bytes:
    data = BytesIO()
    picture.save(data, "PNG", icc_profile=profile)
    return data.getvalue()


def find_told(data: bytes, layout: str, sources: Sources) -> list[str]:
    document = place(sources, layout)[0]
    pdf, profile = draw(document, sources, DAY.made), sources.screen.profile.data
    marks = marks_of(finish_document(document, sources, DAY.made).finished.placed.pages)
    drawn = render_picture(pdf, pixels_of(document.layout.size))
    try:
        check_picture(data, drawn, profile, pdf, marks, "picture.png")
    except ProofError as error:
        assert {finding.code for finding in error.findings} == {"proof-picture"}
        return [finding.message for finding in error.findings]
    return []


@pytest.mark.slow
def test_a_picture_that_is_not_the_proven_page_is_not_written(sources: Sources) -> None:
    profile = sources.screen.profile.data
    file = draw_both(sources, "social-wide")[0]
    whole = open_file(file)
    assert find_told(file.data, "social-wide", sources) == []
    blank = whole.copy()
    blank.paste("white", (1400, 700, 1920, 1080))
    headless = whole.copy()
    headless.paste("black", (0, 0, 1920, 100))
    cases = {
        "it does not show the page that was proven": spoil(whole),
        "in the page alone": blank,
        "cannot be read in the band of a proof": headless,
        "it has 1900 x 1080 pixels, not 1920 x 1080": whole.crop((0, 0, 1900, 1080)),
    }
    for said, picture in cases.items():
        told = find_told(save(picture, profile), "social-wide", sources)
        assert any(said in message for message in told), (said, told)
    assert find_told(save(whole, b""), "social-wide", sources) == ["it does not say that its colours are sRGB"]
    assert find_told(b"no picture", "social-wide", sources) == ["it is no picture in red, green and blue"]
    assert find_told(save(whole.convert("L"), b""), "social-wide", sources)


@pytest.mark.slow
def test_a_build_writes_the_texts_beside_the_pictures(tmp_path: Path) -> None:
    said = ["build", "social", "--locale", "en,ar", "--country", "KE", "--band", "14-17", "--item", "p1"]
    assert main([*said, "--output", str(tmp_path), "--quiet"]) == 0
    names = sorted(path.name for path in (tmp_path / "proofs").iterdir())
    assert len(names) == 4
    for locale, begins in (("en", "PROOF · "), ("ar", "PROOF · ")):
        table = (tmp_path / f"guide_social-texts_{locale}_PROOF.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(table, newline="")))
        assert [row["file"] for row in rows] == [name for name in names if f"_{locale}_" in name]
        assert all(row["alternative text"].startswith(begins) and "116" in row["text"] for row in rows)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert {entry["product"] for entry in manifest["files"]} == {SOCIAL}


def test_social_images_are_for_screens_alone(sources: Sources) -> None:
    asked = make_wanted(sources, SOCIAL, edition="press")
    with pytest.raises(SourceError, match="nothing-to-build: social images are for screens alone"):
        plan_all(asked, sources)
    usual = make_wanted(sources, SOCIAL, country="KE", locale="en", band="14-17")
    assert {job.edition for job in plan_all(usual, sources)} == {"screen"}


@pytest.mark.slow
def test_a_final_picture_falls_back_when_its_number_is_not_confirmed_any_more(tmp_path: Path) -> None:
    project, output = lay_project(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "output"
    said = ["build", "social", "--project", str(project), "--country", "XX", "--locale", "en", "--band", "14-17"]
    said += ["--item", "p1", "--output", str(output), "--quiet"]
    assert main(said) == 0
    assert sorted(path.suffix for path in output.iterdir() if "draft" in path.name) == [".jpg", ".png"]
    lay_project(project, {COUNTRY: UNCONFIRMED})
    assert main(said) == 0
    assert not [path.name for path in output.iterdir() if path.name.endswith(("-draft.png", "-draft.jpg"))]
    assert len(list((output / "proofs").iterdir())) == 2
