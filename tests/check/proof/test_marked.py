"""A proof that does not say so on a page, and a final file that says so, stop the build."""

import io

import pikepdf
import pytest
from once import MADE, sources
from PIL import Image, ImageDraw, ImageFont
from proving import Job, document, pdf, says
from spoiling import Edit, spoiled

from booklet.check.proof.compare import ProofError
from booklet.check.proof.marked import is_shown, says_proof
from booklet.errors import Finding
from booklet.make.drawing import draw
from booklet.make.proving import prove
from booklet.text.fonts import find_font
from booklet.typeset.proofmark import FACE, PROOF
from booklet.values import replace

CARD: Job = ("card", "en", "KE", "screen")
"""A proof of two pages."""


def found_in(job: Job, data: bytes, *, is_proof: bool = True) -> list[Finding]:
    """Return what the proof of a file comes to, if its document is a proof or is none."""
    asked = document(job) if is_proof else replace(document(job), proof=None, draft=None)
    try:
        prove(asked, data, sources(), MADE)
    except ProofError as error:
        return list(error.findings)
    return []


def codes(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.where).rpartition(" ")[2]) for finding in found]


EDITIONS: list[Job] = [
    *(("card", "en", "KE", edition) for edition in ("press", "screen", "office")),
    ("card", "ar", "EG", "office"),
    ("poster", "th-XC", "001", "office"),
    ("booklet", "zh-Hans", "CN", "screen"),
    ("sticker", "en", "KE", "office"),
]


@pytest.mark.slow
@pytest.mark.parametrize("job", EDITIONS)
def test_a_proof_that_says_so_on_every_page_is_sound(job: Job) -> None:
    assert document(job).proof
    assert found_in(job, pdf(job)) == []


@pytest.mark.slow
@pytest.mark.parametrize("job", EDITIONS)
def test_a_proof_without_its_bands_is_told_page_by_page(job: Job) -> None:
    bare = draw(replace(document(job), proof=None, draft=None), sources(), MADE)
    told = found_in(job, bare)
    assert {finding.code for finding in told} == {"proof-unmarked"}
    with pikepdf.open(io.BytesIO(bare)) as opened:
        pages = {str(number + 1) for number in range(len(opened.pages))}
    assert {page for _, page in codes(told)} == pages


@pytest.mark.parametrize("job", [CARD, ("card", "ar", "EG", "office")])
def test_a_final_file_that_says_proof_is_told(job: Job) -> None:
    told = found_in(job, pdf(job), is_proof=False)
    assert codes(told) == [("proof-marked", "1"), ("proof-marked", "1"), ("proof-marked", "2")]


def test_a_final_file_that_says_so_on_one_page_or_in_its_title_alone_is_told() -> None:
    bare = draw(replace(document(CARD), proof=None, draft=None), sources(), MADE)
    assert found_in(CARD, bare, is_proof=False) == []

    def titled(opened: pikepdf.Pdf) -> None:
        opened.docinfo.Title = "PROOF, not for readers"

    assert codes(found_in(CARD, spoiled(bare, titled), is_proof=False)) == [("proof-marked", "1")]


def painted(operators: str, page: int = 1) -> Edit:
    """Return an edit that paints over the head of a page, in points from its upper left corner."""

    def edit(opened: pikepdf.Pdf) -> None:
        found = opened.pages[page]
        height = float(found.mediabox[3])
        stream = opened.make_stream(f"q 1 0 0 1 0 {height} cm {operators} Q".encode())
        found.contents_add(stream, prepend=False)

    return edit


def recoloured(old: bytes, new: bytes) -> Edit:
    """Return an edit that changes the last ink of page 2, which is that of the words of the band."""

    def edit(opened: pikepdf.Pdf) -> None:
        page = opened.pages[1]
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        before, ink, after = content.rpartition(old)
        assert ink
        page.Contents = opened.make_stream(before + new + after)

    return edit


def moved(opened: pikepdf.Pdf) -> None:
    """Move all that page 2 shows downwards: its words are there, and not where the band is."""
    page = opened.pages[1]
    page.contents_add(opened.make_stream(b"q 1 0 0 1 0 -20 cm"), prepend=True)
    page.contents_add(opened.make_stream(b"Q"), prepend=False)


SPOILED: dict[str, Edit] = {
    "black on black": recoloured(b"\n1 1 1 rg", b"\n0 0 0 rg"),
    "grey on black": recoloured(b"\n1 1 1 rg", b"\n0.2 0.2 0.2 rg"),
    "white on white": recoloured(b"\n0 0 0 rg", b"\n1 1 1 rg"),
    "under black": painted("0 g 0 -30 400 30 re f"),
    "under white": painted("1 g 0 -30 400 30 re f"),
    "under a word in white": painted("1 g 20 -14 400 6 re f"),
    "half under black": painted("0 g 0 -10.5 400 10.5 re f"),
    "moved": moved,
    "said with other letters": says("P", "B"),
}


@pytest.mark.parametrize("way", SPOILED)
def test_a_band_that_cannot_be_read_is_told(way: str) -> None:
    told = found_in(CARD, spoiled(pdf(CARD), SPOILED[way]))
    assert ("proof-unmarked", "2") in codes(told), way


def test_a_title_that_does_not_say_proof_is_told() -> None:
    def titled(opened: pikepdf.Pdf) -> None:
        opened.docinfo.Title = "Approved"

    assert codes(found_in(CARD, spoiled(pdf(CARD), titled))) == [("proof-unmarked", "1")]


def test_what_was_seen_once_is_not_taken_for_what_was_spoiled_since() -> None:
    assert found_in(CARD, pdf(CARD)) == found_in(CARD, pdf(CARD)) == []
    assert found_in(CARD, spoiled(pdf(CARD), SPOILED["under black"]))
    assert found_in(CARD, pdf(CARD)) == []


def word(text: str, ink: int = 255, paper: int = 0) -> Image.Image:
    """Return a word in our face, as tall as a picture."""
    path = find_font(FACE.file)
    assert path
    face = ImageFont.truetype(str(path), 80)
    face.set_variation_by_axes([FACE.weight])
    left, top, right, low = face.getbbox(text)
    picture = Image.new("L", (round(right - left), round(low - top)), paper)
    ImageDraw.Draw(picture).text((-left, -top), text, ink, face)
    return picture.resize((200, 40))


def test_only_proof_in_white_on_black_is_taken_for_it() -> None:
    assert is_shown(word(PROOF))
    for other in ("FINAL", "Approved", "PR00F", "PRO F", "."):
        assert not is_shown(word(other)), other
    for ink, paper in ((0, 255), (60, 0), (255, 200), (0, 0), (255, 255)):
        assert not is_shown(word(PROOF, ink, paper)), (ink, paper)


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("PROOF", True),
        ("Safe online\nPROOF · not for readers", True),
        ("readers for not · PROOF", True),
        ("Bring PROOF of your age", False),
        ("PROOF of age", False),
        ("PROOFS", False),
    ],
)
def test_a_line_says_that_a_file_is_a_proof(text: str, is_said: bool) -> None:
    assert says_proof(text) == is_said
